//! Which entries the list shows: the search language, as far as what the list knows of documents can
//! answer it. Opens no document and asks no index.

use memchr::memmem;

use super::entry::Entry;
use super::keys::comparable;
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
    /// These comparable words occur somewhere.
    Somewhere(memmem::Finder<'static>),
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
        for any in &query.all {
            let conditions = any.iter().filter_map(|term| match condition(term) {
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

    /// True if an entry with these comparable words and this state passes. It is looked at only for
    /// what these do not tell.
    pub(super) fn passes<'a>(
        &self,
        haystack: &str,
        unread: bool,
        entry: impl Fn() -> Option<&'a Entry>,
    ) -> bool {
        self.all.iter().all(|any| any.iter().any(|one| one.holds(haystack, unread, &entry)))
    }
}

impl Condition {
    fn holds<'a>(
        &self,
        haystack: &str,
        unread: bool,
        entry: impl Fn() -> Option<&'a Entry>,
    ) -> bool {
        let holds = match &self.test {
            Test::Somewhere(words) => words.find(haystack.as_bytes()).is_some(),
            Test::Unread(wanted) => unread == *wanted,
            other => entry().is_some_and(|entry| other.holds_for(entry)),
        };
        holds != self.negated
    }
}

impl Test {
    /// What the entry itself tells.
    fn holds_for(&self, entry: &Entry) -> bool {
        let has = |matcher: &Matcher, words: &str| !matcher.hits(words).is_empty();
        match self {
            Self::Title(matcher) => has(matcher, &entry.title),
            Self::Source(matcher) => entry.source.as_ref().is_some_and(|s| has(matcher, s)),
            Self::Folder(matcher) => has(matcher, &entry.folder),
            Self::Date(days) => entry.date.is_some_and(|date| days.holds(date)),
            Self::Has(fact) => entry.counts.is_some_and(|counts| match fact {
                FactKind::Weapon => counts.weapons > 0,
                FactKind::Range => counts.ranges > 0,
                FactKind::Actor => counts.actors > 0,
            }),
            Self::Somewhere(_) | Self::Unread(_) => false,
        }
    }
}

fn condition(term: &Term) -> Result<Condition, Fault> {
    let test = match &term.ask {
        Ask::Words(QueryField::Anywhere, wanted) => {
            let words: String = comparable(&wanted.typed).collect();
            Test::Somewhere(memmem::Finder::new(&words).into_owned())
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
    use crate::document::Date;
    use crate::facts::Counts;
    use crate::text::CleanText;

    fn passes(typed: &str, unread: bool) -> bool {
        let entry = Entry {
            title: "Strikes on Kyïv".into(),
            source: Some("Reuters".into()),
            date: Date::of_day(2023, 7, 22),
            counts: Some(Counts { weapons: 1, ..Counts::default() }),
            ..Entry::waiting("2023/a.txt".into(), CleanText::from("2023/July"))
        };
        let words = "strikes on kyiv\nreuters\n2023/july\na.txt\n";
        Filter::parse(typed).passes(words, unread, || Some(&entry))
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
