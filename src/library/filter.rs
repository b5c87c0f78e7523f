//! Which entries the list shows: the search language, as far as what the list knows of documents can
//! answer it. Opens no document and asks no index.

use std::borrow::Cow;
use std::sync::Arc;

use foldhash::HashSet;
use memchr::memmem;

use super::entry::EntryId;
use super::keys::comparable;
use crate::document::Date;
use crate::facts::Counts;
use crate::query::{Ask, FactKind, Fault, Matcher, Query, QueryField, QueryProblem, Term};

/// A filter as typed. Words must occur in title, source, folder or name, in any order, case and
/// accents aside, where they may be parts of words; or in the text, which the index knows. Fields ask for
/// one of these, for dates, states and facts.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    all: Vec<Clause>,
    /// What is asked of the index.
    questions: Vec<Query>,
    /// The documents for each question; none until they are known.
    answers: Arc<Vec<HashSet<EntryId>>>,
    problems: Vec<QueryProblem>,
}

/// Conditions of which one must hold.
#[derive(Clone, Debug)]
struct Clause {
    /// Those that the list can answer.
    conditions: Vec<Condition>,
    /// The question to the index, if one is asked.
    question: Option<usize>,
    /// True if what the question asks for must not be there.
    excludes: bool,
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
    /// Reads what was typed. What is malformed becomes a problem and does not count.
    pub fn parse(typed: &str) -> Self {
        let query = Query::parse(typed);
        let mut filter = Self { problems: query.problems.clone(), ..Self::default() };
        let (joint, others) = query.parted();
        if !joint.is_empty() {
            let all = joint.into_iter().cloned().collect();
            let question = Some(filter.ask(all));
            filter.all.push(Clause { conditions: Vec::new(), question, excludes: false });
        }
        let mut sought = 0;
        for any in others {
            let conditions: Vec<Condition> =
                any.iter().filter_map(|term| condition(term, &mut sought)).collect();
            let is_known = |term: &Term| is_known(&term.ask);
            let (excludes, asked) = match any.as_slice() {
                [term] if term.negated => (true, vec![Term { negated: false, ..term.clone() }]),
                any => (false, any.to_vec()),
            };
            let question = (!any.iter().all(is_known)).then(|| filter.ask(vec![asked]));
            filter.all.push(Clause { conditions, question, excludes });
        }
        filter
    }

    /// The same where no index is asked: words are those of titles, sources, folders and names, and
    /// what the list cannot answer becomes a problem and does not count.
    pub fn of_titles(typed: &str) -> Self {
        let mut filter = Self::parse(typed);
        filter.questions.clear();
        for term in Query::parse(typed).terms() {
            if let Some(name) = unknown(&term.ask) {
                filter.problems.push(QueryProblem { span: term.span, fault: Fault::NotHere(name) });
            }
        }
        filter.all.retain(|clause| !clause.conditions.is_empty());
        filter.all.iter_mut().for_each(|clause| clause.question = None);
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

    /// What the index has to be asked, so that all documents pass that should.
    pub fn questions(&self) -> &[Query] {
        &self.questions
    }

    /// Takes the documents that the index gave for each question.
    pub fn answer(&mut self, documents: Vec<HashSet<EntryId>>) {
        self.answers = Arc::new(documents);
    }

    /// What is looked for anywhere in comparable words, in the order of [`Subject::has`].
    pub(super) fn sought(&self) -> impl Iterator<Item = &memmem::Finder<'static>> {
        let conditions = self.all.iter().flat_map(|clause| &clause.conditions);
        conditions.filter_map(|one| match &one.test {
            Test::Somewhere(_, words) => Some(words),
            _ => None,
        })
    }

    /// True if an entry passes.
    pub(super) fn passes(&self, subject: &impl Subject) -> bool {
        self.all.iter().all(|clause| {
            let holds = clause.conditions.iter().any(|one| one.holds(subject));
            let answer = clause.question.and_then(|question| self.answers.get(question));
            let found = answer.is_some_and(|documents| documents.contains(&subject.id()));
            match clause.excludes {
                true => (holds || clause.conditions.is_empty()) && !found,
                false => holds || found,
            }
        })
    }

    /// Notes a question and returns its number.
    fn ask(&mut self, all: Vec<Vec<Term>>) -> usize {
        self.questions.push(Query { all, problems: Vec::new() });
        self.questions.len() - 1
    }
}

/// What a filter asks of an entry. The dear things are asked only if nothing else decides.
pub(super) trait Subject {
    /// Its entry.
    fn id(&self) -> EntryId;
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

/// The condition that a term is, if the list can say anything of it.
fn condition(term: &Term, sought: &mut usize) -> Option<Condition> {
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
        Ask::Words(..) | Ask::Range(_) | Ask::Certainty(_) => return None,
    };
    Some(Condition { negated: term.negated, test })
}

/// True if the list can answer alone.
fn is_known(ask: &Ask) -> bool {
    !matches!(ask, Ask::Words(QueryField::Anywhere, _)) && unknown(ask).is_none()
}

/// What the list knows nothing of, as it is typed.
fn unknown(ask: &Ask) -> Option<&'static str> {
    Some(match ask {
        Ask::Words(QueryField::Author, _) => "author:",
        Ask::Words(QueryField::Weapon, _) => "weapon:",
        Ask::Words(QueryField::Actor, _) => "actor:",
        Ask::Words(QueryField::Place, _) => "place:",
        Ask::Words(QueryField::Label, _) => "label:",
        Ask::Words(QueryField::Note, _) => "note:",
        Ask::Range(_) => "range:",
        Ask::Certainty(_) => "certainty:",
        Ask::Words(QueryField::SaidBy, _) => "said:",
        _ => return None,
    })
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
    fn what_the_list_does_not_know_the_index_answers() {
        let entry = |name: &str| Entry::waiting(name.into(), CleanText::line(name));
        let mut catalogue = Catalogue::default();
        let ids = catalogue.put([entry("atacms.txt"), entry("b.txt"), entry("c.txt")]);
        let shown = |typed: &str, answers: &[&[usize]]| {
            let mut filter = Filter::parse(typed);
            assert_eq!(filter.questions().len(), answers.len(), "{typed}");
            let set = |at: &&[usize]| at.iter().map(|at| ids[*at]).collect();
            filter.answer(answers.iter().map(set).collect());
            let sieve = Sieve::of_all(&catalogue, &filter);
            (0..3).filter(|at| sieve.passes(ids[*at])).collect::<Vec<_>>()
        };
        assert_eq!(shown("atacms", &[&[1]]), [0, 1], "in the name or in the text");
        assert_eq!(shown("-atacms", &[&[1]]), [2]);
        assert_eq!(shown("weapon:atacms", &[&[1]]), [1]);
        assert_eq!(shown("-weapon:atacms", &[&[1]]), [0, 2]);
        assert_eq!(shown("weapon:atacms range:>300km b", &[&[1, 2], &[]]), [1], "asked together");
        assert_eq!(shown("is:unread title:b OR label:x", &[&[2]]), [1, 2]);
        assert_eq!(shown("date:2023", &[]), [0; 0]);
        assert!(Filter::parse("foo:bar").problems().len() == 1);
    }

    #[test]
    fn without_an_index_what_the_list_does_not_know_is_told_and_does_not_count() {
        let filter = Filter::of_titles("weapon:atacms range:>300km");
        assert!(filter.is_empty() && filter.questions().is_empty());
        let faults: Vec<_> = filter.problems().iter().map(|p| p.fault.clone()).collect();
        assert_eq!(faults, [Fault::NotHere("weapon:"), Fault::NotHere("range:")]);
        assert_eq!(Filter::of_titles("title:").problems().len(), 1);
        assert!(!Filter::of_titles("kyiv -afp").is_empty());
    }
}
