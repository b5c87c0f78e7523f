//! Which two statements of a dossier the user says something of: the chosen one and the one that disagrees
//! with it. Where several do, the chosen one is held until the other is chosen too.

use super::dossier::DossierPane;
use super::pane::Outcome;
use super::statement_pair::{PairSide, not_comparable, same_source};
use crate::app::base::command::Command;
use crate::ledger::Verdict;
use crate::protocol::{Dossier, DossierStatement};

impl DossierPane {
    /// Says of the chosen statement and of one that disagrees with it what the command says.
    pub(super) fn of_pair(&mut self, command: Command) -> Vec<Outcome> {
        let (Some(known), Some(chosen)) = (self.known.clone(), self.chosen().cloned()) else {
            return vec![Outcome::say("No statement is selected.")];
        };
        if let Some(held) = self.held.clone() {
            return self.with_held(command, &known, (&held, &chosen));
        }
        let disagrees =
            |(at, _): &(usize, &DossierStatement)| self.verdict(*at) == Some(Verdict::Conflict);
        let mut others = known.statements.iter().enumerate().filter(disagrees);
        match (others.next(), others.next()) {
            (None, _) => vec![Outcome::say("No statement disagrees with this one.")],
            (Some((_, other)), None) => say_of(command, &known, (&chosen, other)),
            _ => {
                let words = "Several disagree with this one: press the key again on the one that is \
                             meant; Esc leaves it.";
                self.held = Some(chosen);
                vec![Outcome::say(words)]
            }
        }
    }

    /// The same of the statement that is held and the chosen one.
    fn with_held(
        &mut self,
        command: Command,
        known: &Dossier,
        (held, chosen): (&DossierStatement, &DossierStatement),
    ) -> Vec<Outcome> {
        let at = known.statements.iter().position(|one| one.is_passage_of(held));
        let verdict = at.and_then(|at| self.verdict(at));
        match (at.and_then(|at| known.statements.get(at)), verdict) {
            (Some(held), Some(Verdict::Conflict)) => {
                self.held = None;
                say_of(command, known, (held, chosen))
            }
            (None, _) => {
                self.held = None;
                vec![Outcome::say("The statement that was chosen first is gone.")]
            }
            (Some(_), None) => {
                let words = "Go to the statement that disagrees with this one, and press it again.";
                vec![Outcome::say(words)]
            }
            (Some(_), Some(_)) => {
                vec![Outcome::say("These two do not disagree; Esc lets the first one go.")]
            }
        }
    }
}

fn say_of(
    command: Command,
    known: &Dossier,
    (one, other): (&DossierStatement, &DossierStatement),
) -> Vec<Outcome> {
    match (command, side(known, one), side(known, other)) {
        (Command::SameSource, Some(one), Some(other)) => same_source(one, other),
        (_, Some(one), Some(other)) => not_comparable(one, other),
        _ => Vec::new(),
    }
}

fn side<'a>(known: &'a Dossier, one: &'a DossierStatement) -> Option<PairSide<'a>> {
    let compared = known.ledger.statements().get(one.place)?;
    Some(PairSide {
        who: &one.who,
        written: &one.stated.written,
        key: &compared.key,
        source: &compared.source.key,
        path: &one.paper.path,
        begin: one.stated.span.start,
    })
}

#[cfg(test)]
mod tests {
    use super::super::dossier::tests::pane;
    use super::*;
    use crate::facts::correction::{Correction, FactKey, SOURCE};

    fn corrected(outcomes: Vec<Outcome>) -> Option<Correction> {
        outcomes.into_iter().find_map(|outcome| match outcome {
            Outcome::Correct(correction, _) => Some(correction),
            _ => None,
        })
    }

    fn words(outcomes: &[Outcome]) -> String {
        let words = outcomes.iter().map(|outcome| match outcome {
            Outcome::Notify(notice) => notice.words.to_string(),
            _ => String::new(),
        });
        words.collect()
    }

    #[test]
    fn one_that_disagrees_is_the_other_of_the_pair() {
        let mut pane = pane();
        pane.step(1);
        let apart = corrected(pane.of_pair(Command::NotComparable)).unwrap();
        assert_eq!(apart, Correction::apart("key 2", "key 1"));
        let key = |id: &str| FactKey { class: SOURCE.to_owned(), id: id.to_owned() };
        let (fact, into) = (key("post"), key("wire"));
        let joined = corrected(pane.of_pair(Command::SameSource)).unwrap();
        assert_eq!(joined, Correction::Merge { fact, into });
        assert!(pane.held.is_none());
        pane.step(2);
        assert!(words(&pane.of_pair(Command::NotComparable)).starts_with("No statement disagrees"));
    }

    #[test]
    fn of_several_the_second_is_chosen_after_the_first_was_held() {
        let mut pane = pane();
        assert!(words(&pane.of_pair(Command::NotComparable)).starts_with("Several disagree"));
        assert!(words(&pane.of_pair(Command::NotComparable)).starts_with("Go to the statement"));
        pane.step(3);
        assert!(words(&pane.of_pair(Command::NotComparable)).starts_with("These two do not"));
        assert!(pane.held.is_some());
        pane.step(-1);
        let apart = corrected(pane.of_pair(Command::NotComparable)).unwrap();
        assert_eq!(apart, Correction::apart("key 1", "key 0"));
        assert!(pane.held.is_none());
    }
}
