//! Making two facts into one: the first is chosen, then what it is the same as. The mode between the two
//! is shown until it is ended; it merges nothing by itself.

use super::pane::Outcome;
use crate::facts::correction::{Correction, FactKey, RANGE};
use crate::protocol::CorrectionDetails;

/// A fact that is to be merged into the next one chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Merging {
    /// Which.
    pub fact: FactKey,
    /// Where it was chosen.
    details: CorrectionDetails,
}

impl Merging {
    /// What is said as long as the second fact is not chosen.
    pub fn said(&self) -> String {
        format!("Merging {}: M on what it is the same as, Esc to leave it.", self.details.name)
    }

    /// The same beside a message.
    pub fn said_briefly(&self) -> String {
        format!("merging {}", self.details.name)
    }
}

/// Chooses a fact to be merged; called again, merges it into the one chosen then.
pub fn merge(
    merging: &mut Option<Merging>,
    fact: FactKey,
    details: CorrectionDetails,
) -> Vec<Outcome> {
    if fact.class == RANGE {
        return vec![Outcome::say("Ranges cannot be merged; dd says that this is none.")];
    }
    let Some(first) = merging.take() else {
        let begun = merging.insert(Merging { fact, details });
        return vec![Outcome::say(&begun.said())];
    };
    if first.fact == fact || first.fact.class != fact.class {
        *merging = Some(first);
        let words = "Only two different facts of one kind can be merged. Esc merges nothing.";
        return vec![Outcome::say(words)];
    }
    let into = details.name;
    let words = format!("{} is {into} from now on; u makes two of them again.", first.details.name);
    let correction = Correction::Merge { fact: first.fact, into: fact };
    let details = CorrectionDetails { into, ..first.details };
    vec![Outcome::say(&words), Outcome::Correct(correction, details)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(merging: &mut Option<Merging>, class: &str, name: &str) -> Option<Correction> {
        let fact = FactKey { class: class.into(), id: name.to_lowercase() };
        let details = CorrectionDetails { name: name.into(), ..CorrectionDetails::default() };
        merge(merging, fact, details).into_iter().find_map(|outcome| match outcome {
            Outcome::Correct(correction, details) => {
                assert_eq!((&*details.name, &*details.into), ("Mgm", "Atacms"));
                Some(correction)
            }
            _ => None,
        })
    }

    #[test]
    fn what_cannot_be_merged_leaves_the_mode_as_it_is() {
        let mut merging = None;
        assert_eq!(chosen(&mut merging, "weapon", "Mgm"), None);
        assert!(merging.as_ref().unwrap().said().contains("Merging Mgm"));
        assert_eq!(chosen(&mut merging, "weapon", "Mgm"), None, "the same");
        assert_eq!(chosen(&mut merging, "actor", "Nato"), None, "of another kind");
        assert_eq!(chosen(&mut merging, "range", "300 km"), None);
        assert!(merging.is_some());
        let made = chosen(&mut merging, "weapon", "Atacms").unwrap();
        assert!(matches!(made, Correction::Merge { fact, .. } if fact.id == "mgm"));
        assert_eq!(merging, None);
    }
}
