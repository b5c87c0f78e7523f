//! The conflicts among the statements on one weapon: each two values that contradict each other once,
//! however many say so. What a conflict is, `verdict` says.

use std::collections::BTreeMap;

use super::statement::RangeStatement;
use super::verdict::Ledger;

/// Two values that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Two statements by their numbers, of those that contradict each other the first.
    pub statements: (usize, usize),
    /// The statements that have the value of the one and contradict some of the other.
    pub one: Vec<usize>,
    /// The statements that have the value of the other and contradict some of the one.
    pub other: Vec<usize>,
}

impl<S: AsRef<[RangeStatement]>> Ledger<S> {
    /// Every two values that contradict each other, in the order of the statements.
    pub fn conflicts(&self) -> Vec<Conflict> {
        let mut of_value: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, value) in self.values().iter().enumerate() {
            if !self.is_superseded(at) {
                of_value.entry(*value).or_default().push(at);
            }
        }
        let sides: Vec<Vec<usize>> = of_value.into_values().collect();
        let pairs = sides.iter().enumerate().flat_map(|(at, one)| {
            sides.iter().skip(at + 1).filter_map(|other| self.between(one, other))
        });
        let mut conflicts: Vec<Conflict> = pairs.collect();
        conflicts.sort_by_key(|conflict| conflict.statements);
        conflicts
    }

    /// The conflict between the statements of two values, if there is one.
    fn between(&self, one: &[usize], other: &[usize]) -> Option<Conflict> {
        let all = self.statements();
        let (a, b) = (all.get(*one.first()?)?, all.get(*other.first()?)?);
        if self.without_dates(a, b).is_some() || a.condition != b.condition {
            return None;
        }
        let contradict = |one: usize, other: usize| match (all.get(one), all.get(other)) {
            (Some(a), Some(b)) => {
                let later = a.source.is(&b.source) && a.compare_dates(b).is_some();
                !later && !self.are_apart(a, b)
            }
            _ => false,
        };
        let first = |at: &usize| other.iter().copied().find(|other| contradict(*at, *other));
        let against = |at: &usize| one.iter().any(|one| contradict(*one, *at));
        Some(Conflict {
            statements: one.iter().find_map(|at| Some((*at, first(at)?)))?,
            one: one.iter().copied().filter(|at| first(at).is_some()).collect(),
            other: other.iter().copied().filter(against).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Date;
    use crate::ledger::{EffectiveSource, Verdict};
    use proptest::prelude::*;

    fn said(document: usize, source: &str, km: f64) -> RangeStatement {
        RangeStatement {
            document,
            source: EffectiveSource::new("", source),
            claim: (Some(km - 5.0), Some(km + 5.0)),
            ..RangeStatement::default()
        }
    }

    #[test]
    fn two_values_are_one_conflict_however_many_say_so() {
        let all = [
            said(0, "Maker", 250.0),
            said(1, "Lake Wire", 560.0),
            said(2, "Harbour Post", 560.0),
            said(3, "Institute", 252.0),
        ];
        let conflicts = Ledger::new(&all).conflicts();
        assert_eq!(conflicts.len(), 2, "250 and 252 km overlap, and both contradict 560 km");
        assert_eq!(conflicts[0], Conflict { statements: (0, 1), one: vec![0], other: vec![1, 2] });
    }

    fn statements() -> impl Strategy<Value = Vec<RangeStatement>> {
        let one = (0_usize..4, 0_usize..3, prop::option::of(2001_i16..2004), 1_u16..5, 0_usize..3);
        let made = one.prop_map(|(document, source, year, km, variant)| RangeStatement {
            date: year.and_then(Date::of_year),
            variant: ["", "a", "b"][variant].into(),
            condition: if km == 4 { "at sea" } else { "" }.into(),
            ..said(document, ["", "Wire", "Post"][source], f64::from(km) * 100.0)
        });
        prop::collection::vec(made, 0..9)
    }

    proptest! {
        #[test]
        fn conflicts_are_what_the_verdicts_say(all in statements()) {
            let ledger = Ledger::new(&all);
            let conflict = |one: usize, other: usize| {
                ledger.verdict(one, other).is_some_and(|(verdict, _)| verdict == Verdict::Conflict)
            };
            let found = ledger.conflicts();
            for conflict_found in &found {
                let (one, other) = conflict_found.statements;
                prop_assert!(conflict(one, other));
                prop_assert!(conflict_found.one.contains(&one) && conflict_found.other.contains(&other));
            }
            let any = (0..all.len()).any(|one| (one + 1..all.len()).any(|b| conflict(one, b)));
            prop_assert_eq!(any, !found.is_empty());
        }
    }
}
