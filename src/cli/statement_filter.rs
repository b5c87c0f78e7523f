//! Which statements pass a search in the search language: what it asks must hold of the one statement and
//! of its document, not of some statement of the document.

use crate::document::Document;
use crate::facts::{Entity, Facts, RangeFact, metres};
use crate::query::{
    Ask, FactKind, Joint, Matcher, Query, QueryField, QueryPhrase, Statement, Term,
};
use crate::text::single_spaced;

/// A search, ready to be asked of statements.
pub struct StatementFilter(Vec<Vec<Term>>);

impl StatementFilter {
    /// What was typed; nothing passes all statements.
    ///
    /// # Errors
    /// A sentence that says what is malformed, or what no statement can be asked.
    pub fn new(typed: &str) -> Result<Self, String> {
        let query = Query::parse(typed);
        if let Some(problem) = query.problems.first() {
            return Err(problem.fault.to_string());
        }
        let other = |term: &&Term| {
            let fields = [QueryField::Place, QueryField::Label, QueryField::Note];
            match &term.ask {
                Ask::Words(field, _) => fields.contains(field),
                Ask::Unread(_) | Ask::Folder(_) => true,
                _ => false,
            }
        };
        let refused = query.terms().find(other).map(|term| term.span);
        match refused {
            Some(span) => {
                let words = typed.get(span.start..span.end).unwrap_or(typed);
                Err(format!(
                    "“{words}” cannot be asked of a statement; words, weapon:, said:, actor:, \
                     range:, certainty:, date:, title:, source: and author: can"
                ))
            }
            None => Ok(Self(query.all)),
        }
    }

    /// True if the statement passes.
    pub fn passes(&self, document: &Document, facts: &Facts, statement: &RangeFact) -> bool {
        let stated = Stated { document, facts, statement };
        self.0.iter().all(|any| any.iter().any(|term| stated.holds(&term.ask) != term.negated))
    }
}

/// A statement and where it stands.
struct Stated<'a> {
    document: &'a Document,
    facts: &'a Facts,
    statement: &'a RangeFact,
}

impl Stated<'_> {
    fn holds(&self, ask: &Ask) -> bool {
        let metadata = self.document.metadata();
        if let Some(joint) = Joint::of(ask) {
            return joint.holds(self);
        }
        match ask {
            Ask::Words(QueryField::Title, words) => is_in(words, &self.document.title()),
            Ask::Words(QueryField::Source, words) => {
                metadata.source.as_ref().is_some_and(|source| is_in(words, &source.value))
            }
            Ask::Words(QueryField::Author, words) => {
                metadata.authors.iter().any(|author| is_in(words, &author.value))
            }
            Ask::Words(_, words) => {
                let sentence = self.document.words(self.statement.details.sentence);
                is_in(words, sentence)
                    || self.is_of_weapon(&Matcher::of([words.clone()]))
                    || is_in(words, self.said_by())
            }
            Ask::Date(days) => metadata.date.as_ref().is_some_and(|date| days.holds(date.value)),
            Ask::Has(FactKind::Weapon) => self.statement.weapon.is_some(),
            Ask::Has(FactKind::Range) => true,
            Ask::Has(FactKind::Actor) => !self.statement.speaker.is_empty(),
            _ => false,
        }
    }

    fn weapon(&self) -> Option<&Entity> {
        self.statement.weapon.and_then(|(at, _)| self.facts.entities.get(at))
    }
}

impl Statement for Stated<'_> {
    fn metres(&self) -> Option<u64> {
        metres(self.statement.min_km, self.statement.max_km)
    }

    fn is_of_weapon(&self, words: &Matcher) -> bool {
        let named = |weapon: &Entity| {
            let mut mentions = weapon.mentions.iter();
            words.is_in(&weapon.name)
                || weapon.base.as_ref().is_some_and(|base| words.is_in(base))
                || mentions.any(|mention| words.is_in(self.document.words(mention.span)))
        };
        self.weapon().is_some_and(named)
    }

    fn said_by(&self) -> &str {
        self.statement.said_by().map_or("", |span| self.document.words(span))
    }

    fn certainty(&self) -> &str {
        self.statement.stance.certainty.class.word()
    }
}

fn is_in(words: &QueryPhrase, text: &str) -> bool {
    Matcher::of([words.clone()]).is_in(&single_spaced(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockKind, Parts};
    use crate::facts::{Lexicon, extract, statements};
    use crate::text::{CleanText, Span};

    /// The words of the statements of a text that pass.
    fn passing(text: &str, typed: &str) -> Vec<String> {
        let blocks = vec![Block::new(BlockKind::Paragraph, Span::new(0, text.len()))];
        let parts = Parts { text: CleanText::text(text), blocks, ..Parts::default() };
        let document = Document::new(parts).unwrap();
        let facts = extract(&document, &Lexicon::bundled().unwrap());
        let filter = StatementFilter::new(typed).unwrap();
        let all = statements(&document, &facts);
        let pass = all.iter().filter(|statement| filter.passes(&document, &facts, statement));
        pass.map(|statement| document.words(statement.span).to_owned()).collect()
    }

    #[test]
    fn what_is_asked_holds_of_the_one_statement() {
        let text = "The ATACMS missile has a range of 300 km. The ministry says that the Kalibr missile \
            reportedly has a range of 2,000 km.";
        for (typed, words) in [
            ("", &["300 km", "2,000 km"][..]),
            ("weapon:kalibr", &["2,000 km"]),
            ("-weapon:kalibr", &["300 km"]),
            ("range:>1000km", &["2,000 km"]),
            ("weapon:atacms range:>1000km", &[]),
            ("said:ministry", &["2,000 km"]),
            ("certainty:asserted", &["300 km"]),
            ("atacms", &["300 km"]),
            ("date:2023", &[]),
        ] {
            assert_eq!(passing(text, typed), words, "{typed}");
        }
    }

    #[test]
    fn what_no_statement_has_is_refused() {
        for typed in ["note:later", "is:unread", "in:archive", "weapon:"] {
            assert!(StatementFilter::new(typed).is_err(), "{typed}");
        }
    }
}
