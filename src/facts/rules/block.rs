//! Variants that share the name of a weapon: the "Block V" of "the Tomahawk Block IV and Block V".

use crate::facts::candidate::{Candidate, Findings, What};
use crate::facts::lexicon::{Sense, Senses};
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token::Token;
use crate::facts::token_kind::Case;
use crate::facts::word_list::list;

const RULE: &str = "variant";

/// How many variants of one name are looked back for.
const MOST: usize = 4;

/// Adds the variants that follow a named one.
pub fn find(passage: &Passage, findings: &mut Findings) {
    if !passage.any_sense(Senses::WEAPON) {
        return;
    }
    for at in passage.starts(Starts::NAME) {
        let Some(end) = block_end(passage, at) else { continue };
        if let Some(number) = base(passage, at) {
            let what = What::NamedWeapon(Some(number));
            findings.found.push(Candidate::new(passage.span(at, end), what, RULE));
        }
    }
}

/// The token after "Block V", "Mod 2" at token `at`.
fn block_end(passage: &Passage, at: usize) -> Option<usize> {
    let counted = passage.is_any(at, list!("block mod")) && passage.tokens[at].is_capital();
    let number = passage.token(at + 1).filter(|_| counted)?;
    let roman =
        number.case == Case::Upper && passage.word(at + 1).chars().all(|c| "IVX".contains(c));
    let figure = number.is_number() && number.span.len() <= 2;
    (!number.new_line && (roman || figure)).then_some(at + 2)
}

/// The weapon whose variants stand before the one at token `at`, joined by "and" or commas.
fn base(passage: &Passage, mut at: usize) -> Option<u32> {
    for _ in 0..MOST {
        let comma = |at: usize| passage.token(at).is_some_and(|token: &Token| token.is_mark(','));
        let joint =
            at.checked_sub(1).filter(|&at| passage.is_any(at, list!("and or")) || comma(at))?;
        let joint = if joint > 0 && comma(joint - 1) { joint - 1 } else { joint };
        at = joint.checked_sub(2).filter(|&first| block_end(passage, first) == Some(joint))?;
        let from = at.saturating_sub(3);
        let weapon = (from..at).find_map(|first| {
            let weapon = |sense| matches!(sense, Sense::Weapon(_));
            passage.longest(first, weapon).filter(|hit| hit.end == at)
        });
        if let Some(Sense::Weapon(number)) = weapon.map(|hit| hit.sense) {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::rules::told::found_by;

    fn variants(text: &str) -> Vec<String> {
        found_by(find, text)
    }

    #[test]
    fn variants_in_a_row_share_the_name_of_the_first() {
        assert_eq!(
            variants("The Tomahawk Block III, Block IV and Block V differ."),
            ["Block IV", "Block V"]
        );
        assert_eq!(variants("The Mk 48 Mod 6 and Mod 7 differ."), ["Mod 7"]);
        assert_eq!(
            variants("They live in Block V and Block VI. The Tomahawk and Block V."),
            [""; 0]
        );
    }
}
