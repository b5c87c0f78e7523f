//! What a query wants to be in a document, ready to be found: words of its text, names of its facts
//! and distances. Decides which document passes no more than [`Matcher`] does.

use super::ask::{Ask, Query, QueryField, QueryPhrase, Reach};
use super::matcher::Matcher;
use super::statement::{Joint, Statement};
use crate::text::{folded, has_words};

/// The passages that a query is about, in any document.
#[derive(Clone, Debug, Default)]
pub struct PassageMatcher {
    words: Matcher,
    names: Vec<(QueryField, Matcher)>,
    reaches: Vec<Reach>,
    joint: Option<Joint>,
    /// True if it asks who states a range, or how surely.
    said: bool,
}

impl PassageMatcher {
    /// What `query` wants to be in a document, without what it excludes.
    pub fn new(query: &Query) -> Self {
        let (words, joint) = (Matcher::new(query), query.joint());
        let mut sought = Self { words, joint, ..Self::default() };
        for term in query.terms().filter(|term| !term.negated) {
            match &term.ask {
                Ask::Words(
                    field @ (QueryField::Weapon | QueryField::Actor | QueryField::Place),
                    wanted,
                ) => {
                    sought.names.push((*field, Matcher::of([wanted.clone()])));
                }
                Ask::Range(reach) => sought.reaches.push(*reach),
                Ask::Certainty(_) | Ask::Words(QueryField::SaidBy, _) => sought.said = true,
                _ => {}
            }
        }
        sought
    }

    /// Its words anywhere in a text.
    pub fn words(&self) -> &Matcher {
        &self.words
    }

    /// True if it asks for weapons, actors or places by name.
    pub fn asks_for_names(&self) -> bool {
        !self.names.is_empty()
    }

    /// True if it asks for stated ranges.
    pub fn asks_for_ranges(&self) -> bool {
        self.said || !self.reaches.is_empty()
    }

    /// True if it asks for a thing of this field of which `forms` are the names.
    pub fn names<'a>(&self, field: QueryField, forms: impl Fn() -> Vec<&'a str>) -> bool {
        let mut asked = self.names.iter().filter(|(of, _)| *of == field).peekable();
        if asked.peek().is_none() {
            return false;
        }
        let forms = forms();
        let has = |matcher: &Matcher| forms.iter().any(|form| matcher.is_in(form));
        asked.any(|(_, matcher)| has(matcher))
    }

    /// True if it asks for such a range.
    pub fn states(&self, statement: &impl Statement) -> bool {
        let reached = |metres: u64| self.reaches.iter().any(|reach| reach.holds(metres));
        match &self.joint {
            Some(joint) => joint.holds(statement),
            None => statement.metres().is_some_and(reached),
        }
    }
}

/// True if every word wanted is part of a text, which is given as [`crate::text::folded`] has it.
pub fn has_parts(folded_text: &str, wanted: &QueryPhrase) -> bool {
    has_words(folded_text, &folded(&wanted.typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_distances_are_asked_for_by_field() {
        let sought =
            PassageMatcher::new(&Query::parse("weapon:atacms -actor:putin range:>300km storm "));
        assert!(sought.names(QueryField::Weapon, || vec!["MGM-140", "ATACMS"]));
        assert!(!sought.names(QueryField::Weapon, || vec!["Taurus"]));
        assert!(!sought.names(QueryField::Actor, || vec!["Putin"]), "it is excluded");
        assert!(sought.asks_for_ranges());
        assert_eq!(sought.words().hits("a storm").len(), 1);
    }
}
