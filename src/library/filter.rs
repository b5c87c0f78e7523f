//! Which entries the list shows: the search language, as far as what the list knows of documents can
//! answer it. Opens no document and asks no index.

use std::borrow::Cow;

use memchr::memmem;

use super::keys::comparable;
use crate::document::Date;
use crate::facts::Counts;
use crate::query::{Ask, FactKind, Fault, Matcher, Query, QueryField, QueryProblem, Term};

/// A filter as typed. Words must occur in title, source, folder or name, in any order, case and
/// accents aside; they may be parts of words. Fields ask for one of these, for dates, states and
/// kinds of facts.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    all: Vec<Vec<Condition>>,
    problems: Vec<QueryProblem>,
}

/// One condition.
#[derive(Clone, Debug)]
struct Condition {
    negated: bool,
    test: Test,
}

#[derive(Clone, Debug)]
enum Test {
    /// These comparable words occur somewhere; how many such conditions come before.
    Somewhere(usize, memmem::Finder<'static>),
    Title(Matcher),
    Source(Matcher),
    Folder(Matcher),
    Date(crate::query::Days),
    Unread(bool),
    Has(FactKind),
}

impl Filter {
    /// Reads what was typed. What the list cannot answer becomes a problem and does not count.
    pub fn parse(typed: &str) -> Self {
        let query = Query::parse(typed);
        let mut filter = Self { all: Vec::new(), problems: query.problems };
        let mut sought = 0;
        for any in &query.all {
            let conditions = any.iter().filter_map(|term| match condition(term, &mut sought) {
                Ok(condition) => Some(condition),
                Err(fault) => {
                    filter.problems.push(QueryProblem { span: term.span, fault });
                    None
                }
            });
            let any: Vec<Condition> = conditions.collect();
            filter.all.extend((!any.is_empty()).then_some(any));
        }
        filter
    }

    /// True if everything passes.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What does not count, by place.
    pub fn problems(&self) -> &[QueryProblem] {
        &self.problems
    }

    /// What is looked for anywhere in comparable words, in the order of [`Subject::has`].
    pub(super) fn sought(&self) -> impl Iterator<Item = &memmem::Finder<'static>> {
        self.all.iter().flatten().filter_map(|one| match &one.test {
            Test::Somewhere(_, words) => Some(words),
            _ => None,
        })
    }

    /// True if an entry passes.
    pub(super) fn passes(&self, subject: &impl Subject) -> bool {
        self.all.iter().all(|any| any.iter().any(|one| one.holds(subject)))
    }
}

/// What a filter asks of an entry. The dear things are asked only if nothing else decides.
pub(super) trait Subject {
    /// True if title, source, folder or name have these comparable words, which are the `nth` of
    /// [`Filter::sought`].
    fn has(&self, nth: usize, words: &memmem::Finder<'_>) -> bool;
    /// True if it waits to be read by the user.
    fn is_unread(&self) -> bool;
    /// Its title.
    fn title(&self) -> Cow<'_, str>;
    /// Its source.
    fn source(&self) -> Option<&str>;
    /// Its folder.
    fn folder(&self) -> &str;
    /// Its date.
    fn date(&self) -> Option<Date>;
    /// How many facts it has.
    fn counts(&self) -> Option<Counts>;
}

impl Condition {
    fn holds(&self, subject: &impl Subject) -> bool {
        self.test.holds(subject) != self.negated
    }
}

impl Test {
    fn holds(&self, subject: &impl Subject) -> bool {
        let has = |matcher: &Matcher, words: &str| !matcher.hits(words).is_empty();
        match self {
            Self::Somewhere(nth, words) => subject.has(*nth, words),
            Self::Unread(wanted) => subject.is_unread() == *wanted,
            Self::Title(matcher) => has(matcher, &subject.title()),
            Self::Source(matcher) => subject.source().is_some_and(|source| has(matcher, source)),
            Self::Folder(matcher) => has(matcher, subject.folder()),
            Self::Date(days) => subject.date().is_some_and(|date| days.holds(date)),
            Self::Has(fact) => subject.counts().is_some_and(|counts| match fact {
                FactKind::Weapon => counts.weapons > 0,
                FactKind::Range => counts.ranges > 0,
                FactKind::Actor => counts.actors > 0,
            }),
        }
    }
}

fn condition(term: &Term, sought: &mut usize) -> Result<Condition, Fault> {
    let test = match &term.ask {
        Ask::Words(QueryField::Anywhere, wanted) => {
            let words = comparable(&wanted.typed);
            *sought += 1;
            Test::Somewhere(*sought - 1, memmem::Finder::new(&words).into_owned())
        }
        Ask::Words(QueryField::Title, wanted) => Test::Title(Matcher::of([wanted.clone()])),
        Ask::Words(QueryField::Source, wanted) => Test::Source(Matcher::of([wanted.clone()])),
        Ask::Folder(wanted) => Test::Folder(Matcher::of([wanted.clone()])),
        Ask::Date(days) => Test::Date(*days),
        Ask::Unread(unread) => Test::Unread(*unread),
        Ask::Has(fact) => Test::Has(*fact),
        Ask::Words(field, _) => return Err(Fault::NotHere(name(*field))),
        Ask::Range(_) => return Err(Fault::NotHere("range:")),
    };
    Ok(Condition { negated: term.negated, test })
}

fn name(field: QueryField) -> &'static str {
    match field {
        QueryField::Anywhere => "a word",
        QueryField::Title => "title:",
        QueryField::Source => "source:",
        QueryField::Weapon => "weapon:",
        QueryField::Actor => "actor:",
        QueryField::Place => "place:",
        QueryField::Label => "label:",
        QueryField::Note => "note:",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Catalogue, Entry, Sieve};
    use crate::text::CleanText;

    fn passes(typed: &str, unread: bool) -> bool {
        let entry = Entry {
            title: "Strikes on Kyïv".into(),
            source: Some("Reuters".into()),
            date: Date::of_day(2023, 7, 22),
            counts: Some(Counts { weapons: 1, ..Counts::default() }),
            unread,
            ..Entry::waiting("2023/a.txt".into(), CleanText::from("2023/July"))
        };
        let mut catalogue = Catalogue::default();
        let id = catalogue.put([entry])[0];
        let filter = Filter::parse(typed);
        let all = Sieve::of_all(&catalogue, &filter).passes(id);
        assert_eq!(Sieve::of_few(&catalogue, &filter).passes(id), all);
        all
    }

    #[test]
    fn all_words_must_occur_in_any_order() {
        assert!(passes("  Reuters  kyïv ", false) && passes("euter", false));
        assert!(!passes("kyiv afp", false));
        assert!(Filter::parse(" ").is_empty());
    }

    #[test]
    fn the_search_language_is_answered_as_far_as_the_list_can() {
        for (typed, expected) in [
            ("IS:unread strikes", true),
            ("is:read", false),
            ("a.txt strikes july", true),
            ("title:strike", true),
            ("title:reuters", false),
            ("source:reuters -afp", true),
            ("afp OR reuters", true),
            ("date:2023-07..", true),
            ("date:2024", false),
            ("in:july", true),
            ("has:weapon -has:range", true),
            ("\"on kyiv\"", true),
        ] {
            assert_eq!(passes(typed, true), expected, "{typed}");
        }
    }

    #[test]
    fn what_only_a_search_can_answer_is_told_and_does_not_count() {
        let filter = Filter::parse("weapon:atacms range:>300km");
        assert!(filter.is_empty());
        let faults: Vec<_> = filter.problems().iter().map(|p| p.fault.clone()).collect();
        assert_eq!(faults, [Fault::NotHere("weapon:"), Fault::NotHere("range:")]);
        assert_eq!(Filter::parse("title:").problems().len(), 1);
    }
}
