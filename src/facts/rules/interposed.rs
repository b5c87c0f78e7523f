//! What stands between a name and the office after it: the years of a life, an age, the place in a picture.

use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::word_list::list;

/// Past ", left", ", center", "(R)": where a person stands in the picture.
pub fn past_position(passage: &Passage, end: usize) -> usize {
    let mark = |at: usize, mark| passage.token(at).is_some_and(|token| token.is_mark(mark));
    let side = list!("left right center centre middle");
    if mark(end, ',') && passage.is_any(end + 1, side) && mark(end + 2, ',') {
        return end + 2;
    }
    let letter = passage.is_any(end + 1, list!("l r c left right center centre"));
    let close = mark(end, '(') && letter && mark(end + 2, ')');
    if close && mark(end + 3, ',') { end + 3 } else { end }
}

/// Past "(1851–1920)", "(born 1950)", "(b. 1950)": the years of a life.
pub fn past_life(passage: &Passage, end: usize) -> usize {
    let open = passage.token(end).is_some_and(|token| token.is_mark('('));
    let year = |at: usize| {
        let word = passage.word(at);
        word.len() == 4 && word.starts_with(['1', '2']) && word.bytes().all(|b| b.is_ascii_digit())
    };
    let mut at = end + 1;
    let born = passage.is_any(at, list!("born b died d c"));
    at += usize::from(born);
    at += usize::from(born && passage.token(at).is_some_and(|token| token.is_mark('.')));
    let first = year(at);
    let dash = passage.token(at + 1).is_some_and(Token::is_dash);
    let last = at + 1 + usize::from(dash) + usize::from(dash && year(at + 2));
    let closes = passage.token(last).is_some_and(|token| token.is_mark(')'));
    if open && first && closes && (born || dash) { last + 1 } else { end }
}

/// Past ", 46" in ", 46, chairman of": a person's age.
pub fn past_age(passage: &Passage, end: usize) -> usize {
    let comma = |at: usize| passage.token(at).is_some_and(|token| token.is_mark(','));
    let age =
        passage.token(end + 1).is_some_and(Token::is_number) && passage.word(end + 1).len() == 2;
    if comma(end) && age && comma(end + 2) { end + 2 } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::lexicon::Lexicon;
    use crate::text::Span;

    #[test]
    fn what_is_interposed_is_passed_by() {
        let lexicon = Lexicon::bundled().unwrap();
        let past = |text: &str, past: fn(&Passage, usize) -> usize| {
            let passage = Passage::new(text, Span::new(0, text.len()), &lexicon, false);
            past(&passage, 2)
        };
        assert_eq!(past("Bo Lund, left, leader of the band", past_position), 4);
        assert_eq!(past("Bo Lund (R), leader of the band", past_position), 5);
        assert_eq!(past("Bo Lund, leader of the band", past_position), 2);
        assert_eq!(past("Bo Lund, 46, leader of the band", past_age), 4);
        assert_eq!(past("Bo Lund, 4, leader of the band", past_age), 2);
        assert_eq!(past("Bo Lund (1904-1973), leader of the band", past_life), 7);
    }
}
