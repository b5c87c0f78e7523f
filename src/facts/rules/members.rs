//! Lines of rolls in capitals: "ANN HALE, Ohio", "BO LUND, Texas CY MOSS, Utah". Says where a name ends that
//! only its place in such a line tells; whether there is a roll around it, the whole document decides.

use super::initials::is_initial;
use crate::facts::candidate::{Candidate, Findings, What};
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::Case;
use crate::facts::word_list::list;

/// The rule's name, by which the document knows these candidates.
pub const RULE: &str = "member of a roll";

/// The longest name in parts.
const LONGEST: usize = 7;

/// Adds the name of a roll at token `at`, which stands if others of the roll stand around it.
pub fn add(passage: &Passage, at: usize, findings: &mut Findings) -> bool {
    let Some(end) = member(passage, at) else { return false };
    let found = Candidate::new(passage.span(at, end), What::Person, RULE);
    findings.found.push(found.weak_if(true));
    true
}

/// The token after the name in capitals at token `first`, if it opens its line or follows a place, and a comma
/// and a place come after it.
fn member(passage: &Passage, first: usize) -> Option<usize> {
    if !is_word(passage, first) || !opens(passage, first) {
        return None;
    }
    let (mut end, mut words) = (first, 0);
    while end < first + LONGEST {
        let token = passage.token(end)?;
        let joined = token.glued && (token.is_dash() || token.is_mark('.'));
        let initial = token.case == Case::Upper && is_initial(passage, end);
        if is_word(passage, end) {
            words += 1;
        } else if !(joined || initial || passage.is_any(end, list!("st jr sr ii iii"))) {
            break;
        }
        end += 1;
    }
    let comma = passage.token(end).is_some_and(|token| token.is_mark(',') && token.glued);
    let seat = comma && place_end(passage, end + 1).is_some();
    (seat && (2..=3).contains(&words)).then_some(end)
}

/// The token after the place at token `at`.
pub fn place_end(passage: &Passage, at: usize) -> Option<usize> {
    let place = |sense| matches!(sense, Sense::Place(_) | Sense::State(_) | Sense::Capital(_));
    passage.longest(at, place).map(|hit| hit.end)
}

/// A word in capitals that may be part of a name.
fn is_word(passage: &Passage, at: usize) -> bool {
    let other =
        Traits::FUNCTION.with(Traits::ORG_HEAD).with(Traits::FORCE_HEAD).with(Traits::MONTH);
    let place = list!("fort camp port mount lake city new north south east west saint university");
    passage.token(at).is_some_and(|token| {
        let written = token.is_word() && token.case == Case::Upper && token.span.len() > 1;
        let name = token.traits.any(Traits::GIVEN.with(Traits::FAMILY));
        written && (name || !token.traits.any(other)) && !passage.is_any(at, place)
    })
}

/// True if a name may begin at token `at`: its line does, or a place ends before it.
fn opens(passage: &Passage, at: usize) -> bool {
    let Some(before) = passage.before(at) else { return true };
    let title = |token: &Token| token.is_word() && token.case == Case::Title;
    let ends = |first: usize| place_end(passage, first) == Some(at);
    passage.tokens[at].new_line || title(before) && (at.saturating_sub(3)..at).any(ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::lexicon::Lexicon;
    use crate::text::Span;

    fn members(text: &str) -> Vec<String> {
        let lexicon = Lexicon::bundled().unwrap();
        let passage = Passage::new(text, Span::new(0, text.len()), &lexicon, false);
        let found = (0..passage.tokens.len())
            .filter_map(|at| member(&passage, at).map(|end| passage.span(at, end)));
        found.map(|span| span.of(text).to_owned()).collect()
    }

    #[test]
    fn names_of_a_roll_stand_before_a_comma_and_a_place() {
        assert_eq!(members("QUORVAN BRELDT, Texas"), ["QUORVAN BRELDT"]);
        assert_eq!(
            members("AL PELDER, New Mexico RUBEEN K. HINOVAR, Texas"),
            ["AL PELDER", "RUBEEN K. HINOVAR"]
        );
        assert!(members("FORT BRELDT, Texas").is_empty());
        assert!(members("HALDEN COUNCIL, Texas").is_empty());
        assert!(members("They saw QUORVAN BRELDT, Texas").is_empty());
        assert!(members("QUORVAN BRELDT, clerk").is_empty());
    }
}
