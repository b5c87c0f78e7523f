//! Whether the words around a place are those of a badly read page: stray marks, letters among digits,
//! capitals inside words. Names found there prove little.

use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::{Case, Kind};
use crate::facts::word_list::{WordList, list};

/// How many tokens are looked at on either side.
const REACH: usize = 16;

/// In text that people wrote, so many of those tokens are hardly ever odd.
const ODD: usize = 6;

/// True if the text around token `at` is badly read.
pub fn is_broken(passage: &Passage, at: usize) -> bool {
    let from = at.saturating_sub(REACH);
    let to = (at + REACH).min(passage.tokens.len());
    (from..to).filter(|&at| is_odd(passage, at)).count() >= ODD
}

/// True if the words around token `at` are of another language than English: two of its small words or
/// more, and none of English.
pub fn is_foreign(passage: &Passage, at: usize) -> bool {
    let from = at.saturating_sub(REACH);
    let to = (at + REACH).min(passage.tokens.len());
    let small = |at: &usize| passage.token(*at).is_some_and(|token| token.case == Case::Lower);
    let words = || (from..to).filter(small);
    let other = words().filter(|&at| passage.is_any(at, FOREIGN)).count();
    other > 1 && !words().any(|at| passage.is_any(at, ENGLISH))
}

const FOREIGN: &WordList = list!(
    "de des du la le les et une pour dans est sur der die das und mit von ein eine zu den dem im auf \
    el los las que una por para con del y da dos em os um uma foi il lo di che della per e w na nie \
    oraz przez och att som av det til og"
);

const ENGLISH: &WordList =
    list!("the of and to is was with for said by from that it its has were are at who which");

fn is_odd(passage: &Passage, at: usize) -> bool {
    let token = &passage.tokens[at];
    match token.kind {
        Kind::Mark(mark) => is_odd_mark(mark) || is_stray(passage, at),
        Kind::Word => is_odd_word(passage, at, token),
        Kind::Number => {
            token.glued
                && passage
                    .before(at)
                    .is_some_and(|before| before.case == Case::Lower && before.is_word())
        }
        Kind::Possessive => false,
    }
}

fn is_odd_mark(mark: char) -> bool {
    !mark.is_alphanumeric()
        && !matches!(
            mark,
            ',' | '.'
                | ';'
                | ':'
                | '\''
                | '"'
                | '('
                | ')'
                | '-'
                | '–'
                | '—'
                | '‐'
                | '‑'
                | '−'
                | '/'
                | '“'
                | '”'
                | '‘'
                | '’'
                | '%'
                | '$'
                | '&'
                | '?'
                | '!'
                | '£'
                | '€'
                | '+'
                | '['
                | ']'
                | '§'
                | '°'
                | '…'
                | '#'
                | '«'
                | '»'
                | '•'
        )
}

/// A stop or comma that follows another one, or a mark between letters of one word.
fn is_stray(passage: &Passage, at: usize) -> bool {
    let is = |at: usize, marks: &[char]| {
        passage.token(at).is_some_and(|t| matches!(t.kind, Kind::Mark(c) if marks.contains(&c)))
    };
    let pair = at > 0
        && is(at, &[',', '.', ';', ':'])
        && is(at - 1, &[',', ';', ':', '-', '\'', '.'])
        && !(is(at, &['.']) && is(at - 1, &['.']));
    let inside = is(at, &[',', ';', ':'])
        && passage.tokens[at].glued
        && passage.token(at + 1).is_some_and(|next| next.glued && next.is_word());
    pair || inside
}

/// Capitals inside ("oNe"), no vowel ("wbch"), letters glued to digits ("4he"), or a stray letter.
fn is_odd_word(passage: &Passage, at: usize, token: &Token) -> bool {
    let word = passage.word(at);
    let vowel = |c: char| {
        matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y') || !c.is_ascii()
    };
    let consonants = token.case == Case::Lower
        && token.span.len() > 2
        && !word.contains(vowel)
        && !passage.is_any(at, list!(VOWELLESS));
    let inner = token.case == Case::Mixed
        && word.chars().next().is_some_and(char::is_lowercase)
        && token.stem == token.id;
    let glued = token.glued
        && token.case == Case::Lower
        && token.span.len() > 1
        && passage.before(at).is_some_and(Token::is_number)
        && !passage.is_any(at, list!(ENDINGS));
    let stray = token.span.len() == 1
        && !matches!(word, "a" | "I" | "A")
        && !passage.token(at + 1).is_some_and(|next| next.glued);
    consonants || inner || glued || stray && !token.glued
}

const VOWELLESS: &str =
    "mph kph nmi hrs mrs pct vs kts www pdf http https html kms yds mms sqn btn";

const ENDINGS: &str = "st nd rd th km mm cm kg nm nmi mi ft yd lb kt mt th mph bn pm am hrs ms";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::lexicon::Lexicon;
    use crate::text::Span;

    fn broken(text: &str) -> bool {
        let lexicon = Lexicon::bundled().unwrap();
        let passage = Passage::new(text, Span::new(0, text.len()), &lexicon, false);
        is_broken(&passage, passage.tokens.len() / 2)
    }

    #[test]
    fn the_noise_of_a_scan_is_told_from_prose() {
        assert!(broken("q 4 2 ear ~ ae AW | DEVITS © . oa FREV DAL 86,30eare $5 ,08eed * 29 «3"));
        assert!(!broken(
            "The first of them, the Hwasong-18 (a three-stage missile), flew for 74 minutes; it \
             came down 1,000 km from its launch site, at a height of 6,500 km."
        ));
    }
}
