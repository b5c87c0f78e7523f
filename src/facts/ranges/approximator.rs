//! "about", "up to", "more than": the words before a number that say what kind of bound it is.

use crate::facts::model::Approx;
use crate::facts::passage::Passage;
use crate::facts::word_list::{WordList, list};

/// The approximator before a number: its first token and what it says.
pub fn approximator(passage: &Passage, number: usize) -> (usize, Approx) {
    let mut first = number;
    let mut said = Approx::Exact;
    while let Some(at) = first.checked_sub(1) {
        let sign = match passage.word(at) {
            "~" | "≈" | "∼" | "±" => Some(Approx::About),
            ">" | "≥" => Some(Approx::AtLeast),
            "<" | "≤" => Some(Approx::UpTo),
            _ => None,
        };
        let phrase = sign
            .map(|sign| (at, sign))
            .or_else(|| phrase_before(passage, first))
            .or_else(|| compared(passage, first));
        let Some((start, approx)) = phrase else { break };
        first = start;
        said = stronger(approx, said);
    }
    (first, said)
}

/// "up to about 300 km" is a bound before it is an approximation, "out to over 70 km" one from below.
fn stronger(one: Approx, other: Approx) -> Approx {
    match (one, other) {
        (Approx::About, Approx::UpTo | Approx::AtLeast)
        | (Approx::UpTo, Approx::AtLeast)
        | (Approx::Exact, _) => other,
        _ => one,
    }
}

/// "greater than the reported M", "more than the stated M": a bound by what others said.
fn compared(passage: &Passage, end: usize) -> Option<(usize, Approx)> {
    let said = end.checked_sub(2).filter(|&at| passage.is(at, "the"))?;
    let stated =
        list!("reported stated declared official claimed published announced advertised agreed");
    if !passage.is_any(said + 1, stated) || !passage.follows_any(said, list!("than")) {
        return None;
    }
    phrase_before(passage, said)
}

fn phrase_before(passage: &Passage, end: usize) -> Option<(usize, Approx)> {
    let last = end.checked_sub(1)?;
    if !passage.is_any(last, LAST) && !passage.token(last)?.is_mark('.') {
        return None;
    }
    PHRASES.iter().find_map(|(words, approx)| {
        let mut at = end;
        for word in words.split(' ').rev() {
            at = at.checked_sub(1)?;
            if passage.token(at).is_some_and(|t| t.is_mark('.')) && word.ends_with('.') {
                at = at.checked_sub(1)?;
            }
            if !passage.is(at, word.trim_end_matches('.')) {
                return None;
            }
        }
        // the "C" of "Scud-C" is no "circa"
        let dash = passage.before(at).is_some_and(|before| before.is_dash());
        let joined = passage.token(at).is_some_and(|token| token.is_word() && token.glued) && dash;
        (!joined).then_some((at, *approx))
    })
}

/// Past the approximator that begins at token `at`, if one does.
pub fn past(passage: &Passage, at: usize) -> usize {
    let length = |words: &str| {
        let begins = words.split(' ').enumerate().all(|(n, word)| passage.is(at + n, word));
        begins.then(|| words.split(' ').count())
    };
    at + PHRASES.iter().find_map(|(words, _)| length(words)).unwrap_or(0)
}

/// The last words of the phrases: most words before a number are none of them.
const LAST: &WordList = list!(
    "of exceeding exceeds exceed far much many than least most to upto over under estimated at like \
    beyond past above below take about around approximately approx roughly some nearly almost circa ca c as est"
);

/// Longer phrases first.
const PHRASES: &[(&str, Approx)] = &[
    ("but not in excess of", Approx::UpTo),
    ("not in excess of", Approx::UpTo),
    ("not exceeding", Approx::UpTo),
    ("a maximum of", Approx::UpTo),
    ("a minimum of", Approx::AtLeast),
    ("in excess of", Approx::AtLeast),
    ("as far away as", Approx::UpTo),
    ("as far out as", Approx::UpTo),
    ("as far off as", Approx::UpTo),
    ("as great as", Approx::UpTo),
    ("as long as", Approx::UpTo),
    ("as far as", Approx::UpTo),
    ("as much as", Approx::UpTo),
    ("as many as", Approx::UpTo),
    ("no more than", Approx::UpTo),
    ("not more than", Approx::UpTo),
    ("no less than", Approx::AtLeast),
    ("not less than", Approx::AtLeast),
    ("no further than", Approx::UpTo),
    ("no farther than", Approx::UpTo),
    ("greater than or equal to", Approx::AtLeast),
    ("equal to or greater than", Approx::AtLeast),
    ("less than or equal to", Approx::UpTo),
    ("no greater than", Approx::UpTo),
    ("not greater than", Approx::UpTo),
    ("no longer than", Approx::UpTo),
    ("in the region of", Approx::About),
    ("in the neighbourhood of", Approx::About),
    ("in the neighborhood of", Approx::About),
    ("in the order of", Approx::About),
    ("in the vicinity of", Approx::About),
    ("north of", Approx::AtLeast),
    ("just shy of", Approx::About),
    ("just short of", Approx::About),
    ("give or take", Approx::About),
    ("greater than", Approx::AtLeast),
    ("longer than", Approx::AtLeast),
    ("further than", Approx::AtLeast),
    ("farther than", Approx::AtLeast),
    ("shorter than", Approx::UpTo),
    ("more than", Approx::AtLeast),
    ("less than", Approx::UpTo),
    ("fewer than", Approx::UpTo),
    ("upwards of", Approx::AtLeast),
    ("upward of", Approx::AtLeast),
    ("maximum of", Approx::UpTo),
    ("minimum of", Approx::AtLeast),
    ("at least", Approx::AtLeast),
    ("at the least", Approx::AtLeast),
    ("at most", Approx::UpTo),
    ("at the most", Approx::UpTo),
    ("out to", Approx::UpTo),
    ("up to", Approx::UpTo),
    ("upto", Approx::UpTo),
    ("well over", Approx::AtLeast),
    ("just over", Approx::About),
    ("just under", Approx::About),
    ("close to", Approx::About),
    ("an estimated", Approx::About),
    ("estimated at", Approx::About),
    ("on the order of", Approx::About),
    ("something like", Approx::About),
    ("exceeding", Approx::AtLeast),
    ("exceeds", Approx::AtLeast),
    ("exceed", Approx::AtLeast),
    ("just past", Approx::AtLeast),
    ("well past", Approx::AtLeast),
    ("past", Approx::AtLeast),
    ("well beyond", Approx::AtLeast),
    ("beyond", Approx::AtLeast),
    ("over", Approx::AtLeast),
    ("above", Approx::AtLeast),
    ("under", Approx::UpTo),
    ("below", Approx::UpTo),
    ("about", Approx::About),
    ("around", Approx::About),
    ("approximately", Approx::About),
    ("approx.", Approx::About),
    ("approx", Approx::About),
    ("roughly", Approx::About),
    ("some", Approx::About),
    ("nearly", Approx::About),
    ("almost", Approx::About),
    ("circa", Approx::About),
    ("ca.", Approx::About),
    ("c.", Approx::About),
    ("estimated", Approx::About),
    ("est.", Approx::About),
    ("est", Approx::About),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::lexicon::Lexicon;
    use crate::text::Span;

    #[test]
    fn every_phrase_is_found_by_its_last_word() {
        let lexicon = Lexicon::bundled().unwrap();
        for (words, approx) in PHRASES {
            let text = format!("It flies {words} 300 km");
            let passage = Passage::new(&text, Span::new(0, text.len()), &lexicon, false);
            let number = (0..passage.tokens.len()).find(|&at| passage.tokens[at].is_number());
            assert_eq!(approximator(&passage, number.unwrap()).1, *approx, "{words}");
        }
    }
}
