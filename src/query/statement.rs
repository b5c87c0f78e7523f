//! Conditions that hold of one stated range together: which weapon, how far, who says so. "Storm Shadow"
//! and "over 1,000 km" are no answer if the text says the one of one weapon and the other of another.

use super::ask::{Ask, Query, QueryField, Reach, Term};
use super::matcher::Matcher;
use crate::text::Span;

/// A stated range, as far as it can be asked for.
pub trait Statement {
    /// How far, in metres.
    fn metres(&self) -> Option<u64>;
    /// True if words are in a name of the weapon.
    fn is_of_weapon(&self, words: &Matcher) -> bool;
    /// Who is said to say so; empty if nobody is.
    fn said_by(&self) -> &str;
    /// How surely, as a search names it.
    fn certainty(&self) -> &str;
}

/// What must hold of one stated range. Each part: at least one of its conditions.
#[derive(Clone, Debug)]
pub struct Joint(Vec<Vec<Condition>>);

#[derive(Clone, Debug)]
struct Condition {
    negated: bool,
    test: Test,
}

#[derive(Clone, Debug)]
enum Test {
    Reach(Reach),
    Weapon(Matcher),
    SaidBy(Matcher),
    Certainty(&'static str),
}

impl Query {
    /// What must hold of one stated range; `None` if no range is asked for.
    pub fn joint(&self) -> Option<Joint> {
        let mut joined = self.all.iter().filter(|any| is_joint(any)).peekable();
        let asks = |any: &&Vec<Term>| any.iter().any(|term| asks_for_statement(&term.ask));
        if !joined.clone().any(|any| asks(&any)) || joined.peek().is_none() {
            return None;
        }
        let conditions = |any: &Vec<Term>| any.iter().filter_map(condition).collect();
        let mut parts: Vec<Vec<Condition>> = joined.map(conditions).collect();
        // Names of weapons may have to be looked up in the document: first what a range says itself.
        parts.sort_by_key(|any| any.iter().any(|one| matches!(one.test, Test::Weapon(_))));
        Some(Joint(parts))
    }

    /// The parts that belong to [`Query::joint`], and the others.
    pub fn parted(&self) -> (Vec<&Vec<Term>>, Vec<&Vec<Term>>) {
        match self.joint() {
            Some(_) => self.all.iter().partition(|any| is_joint(any)),
            None => (Vec::new(), self.all.iter().collect()),
        }
    }
}

impl Joint {
    /// What one condition asks of a stated range; `None` if it asks for something else.
    pub fn of(ask: &Ask) -> Option<Self> {
        let term = Term { negated: false, span: Span::default(), ask: ask.clone() };
        Some(Self(vec![vec![condition(&term)?]]))
    }

    /// True if all of it holds of a statement.
    pub fn holds(&self, statement: &impl Statement) -> bool {
        let holds = |one: &Condition| one.test.holds(statement) != one.negated;
        self.0.iter().all(|any| any.iter().any(holds))
    }
}

impl Test {
    fn holds(&self, statement: &impl Statement) -> bool {
        match self {
            Self::Reach(reach) => statement.metres().is_some_and(|metres| reach.holds(metres)),
            Self::Weapon(words) => statement.is_of_weapon(words),
            Self::SaidBy(words) => words.is_in(statement.said_by()),
            Self::Certainty(name) => statement.certainty() == *name,
        }
    }
}

/// True for what only a stated range can have.
fn asks_for_statement(ask: &Ask) -> bool {
    matches!(ask, Ask::Range(_) | Ask::Certainty(_) | Ask::Words(QueryField::SaidBy, _))
}

/// True for a part that is about stated ranges only. What is excluded alone must not be in the document
/// at all, which is said of the document.
fn is_joint(any: &[Term]) -> bool {
    let about = |term: &Term| condition(term).is_some();
    any.iter().all(about) && any.iter().any(|term| !term.negated)
}

fn condition(term: &Term) -> Option<Condition> {
    let test = match &term.ask {
        Ask::Range(reach) => Test::Reach(*reach),
        Ask::Words(QueryField::Weapon, wanted) => Test::Weapon(Matcher::of([wanted.clone()])),
        Ask::Certainty(name) => Test::Certainty(name),
        Ask::Words(QueryField::Actor | QueryField::SaidBy, wanted) => {
            Test::SaidBy(Matcher::of([wanted.clone()]))
        }
        _ => return None,
    };
    Some(Condition { negated: term.negated, test })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Said(&'static str, u64, &'static str);

    impl Statement for Said {
        fn metres(&self) -> Option<u64> {
            Some(self.1 * 1_000)
        }

        fn is_of_weapon(&self, words: &Matcher) -> bool {
            words.is_in(self.0)
        }

        fn said_by(&self) -> &str {
            self.2
        }

        fn certainty(&self) -> &str {
            "hedged"
        }
    }

    #[test]
    fn weapon_distance_and_speaker_are_those_of_one_statement() {
        let said = Said("Storm Shadow", 560, "the ministry");
        for (typed, expected) in [
            ("weapon:\"storm shadow\" range:>500km ", true),
            ("weapon:\"storm shadow\" range:>1000km ", false),
            ("weapon:taurus range:>500km ", false),
            ("weapon:taurus OR weapon:storm range:>500km ", true),
            ("range:>500km range:<600km actor:ministry ", true),
            ("range:>500km actor:kremlin ", false),
            ("range:>500km -weapon:storm ", true),
            ("range:>500km OR weapon:taurus ", true),
            ("certainty:hedged said:ministry ", true),
            ("certainty:asserted weapon:storm ", false),
            ("said:kremlin ", false),
            ("weapon:storm certainty:denied OR certainty:Hedged ", true),
        ] {
            let joint = Query::parse(typed).joint().unwrap();
            assert_eq!(joint.holds(&said), expected, "{typed}");
        }
        assert!(
            Query::parse("weapon:taurus actor:ministry ").joint().is_none(),
            "no range is asked for"
        );
        assert!(Query::parse("-range:>500km weapon:x ").joint().is_none());
        let query = Query::parse("range:>5km -weapon:x cruise weapon:y ");
        let (joint, others) = query.parted();
        assert_eq!((joint.len(), others.len()), (2, 2));
    }
}
