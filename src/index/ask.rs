//! Turns a query of the search language into one of the engine. The engine's own language is never
//! used: this is made by hand, so that its cost is bounded. Ranks nothing.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Bound;
use std::sync::Arc;

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery,
    InvertedIndexRangeQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query as Asked, RangeQuery,
    TermQuery, TermSetQuery,
};
use tantivy::schema::{Field as Key, IndexRecordOption};
use tantivy::{Searcher, Term as Word};

use super::beginning::{after, beginning, words};
use super::catalogue_row::RootedPath;
use super::corrected::{Touched, TouchedDocument};
use super::error::IndexError;
use super::known_documents::KnownDocuments;
use super::prefix_postings::PrefixPostings;
use super::prefix_tables::START;
use super::record::kind_key;
use super::schema::Fields;
use super::stated_range::StatedRange;
use super::statements::stating;
use crate::facts::Class;
use crate::facts::correction::Corrections;
use crate::query::{
    Ask, Days, FactKind, Joint, Matcher, Query, QueryField, QueryPhrase, Reach, Stem, Term,
};

/// Words that an unfinished one may become and that count for the order of the answers: the
/// commonest. The others are found all the same.
const SCORED: usize = 64;

/// Words that an unfinished last word of a phrase may become.
const PHRASE_ENDS: u32 = 256;

/// How much more a word counts as it was typed than what it may become.
const EXACT: f32 = 2.0;

/// How much another form of a word, or a word written otherwise, counts of what the word itself does.
const OTHER_FORM: f32 = 0.2;

/// What no start of a word is: the name of documents that state a range.
const STATING: &str = " stating";

/// True for what the statements themselves must be asked.
fn is_said(ask: &Ask) -> bool {
    matches!(ask, Ask::Certainty(_) | Ask::Words(QueryField::SaidBy | QueryField::Actor, _))
}

/// What a query may ask for that no index knows: what the user did with documents.
#[derive(Clone, Debug, Default)]
pub struct Outside {
    /// Documents that were read.
    pub read: Vec<RootedPath>,
    /// Bookmarks: their document, labels and note.
    pub marks: Vec<(RootedPath, Vec<String>, String)>,
    /// What the user knows better about facts.
    pub corrections: Arc<Corrections>,
}

/// Makes queries for one state of the index.
pub(super) struct Asker<'a> {
    searcher: &'a Searcher,
    prefix_postings: &'a PrefixPostings,
    fields: Fields,
    outside: &'a Outside,
    /// The documents whose facts the user knows better.
    touched: Arc<Touched>,
    /// What was looked up: the query that ranks asks for the same as the one that counts.
    known: RefCell<HashMap<String, KnownDocuments>>,
    forms: RefCell<HashMap<(Key, Stem), Vec<String>>>,
}

impl<'a> Asker<'a> {
    pub(super) fn new(
        searcher: &'a Searcher,
        prefix_postings: &'a PrefixPostings,
        fields: Fields,
        outside: &'a Outside,
    ) -> Self {
        let touched = Arc::default();
        let (known, forms) = (RefCell::default(), RefCell::default());
        Self { searcher, prefix_postings, fields, outside, touched, known, forms }
    }

    /// The same, for facts as the user knows them in these documents.
    pub(super) fn knowing(self, touched: Arc<Touched>) -> Self {
        Self { touched, ..self }
    }

    /// The documents that a query asks for. Without `complete` an unfinished word stands for the
    /// commonest words it may become: that is what ranks, and it is faster.
    pub(super) fn documents(
        &self,
        query: &Query,
        complete: bool,
    ) -> Result<Box<dyn Asked>, IndexError> {
        let alone = query.all.len() == 1;
        let mut parts = Vec::with_capacity(query.all.len() + 1);
        let (joint, others) = query.parted();
        if let Some(holds) = query.joint() {
            parts.push((Occur::Must, self.stating(&joint, &holds)?));
        }
        for any in others {
            if !complete && let Some(word) = self.short(any) {
                let body = self.fields.body;
                let typed = exact(body, word, IndexRecordOption::WithFreqs);
                parts.push((if alone { Occur::Must } else { Occur::Should }, louder(typed)));
                if !alone {
                    parts.push((Occur::Must, self.beginning(word)?));
                }
                continue;
            }
            parts.push(match any.as_slice() {
                [term] if term.negated => (Occur::MustNot, self.ask(&term.ask, true)?),
                [term] => (Occur::Must, self.ask(&term.ask, complete)?),
                any => (Occur::Must, self.any(any, complete)?),
            });
        }
        if parts.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            parts.push((Occur::Must, unscored(Box::new(AllQuery))));
        }
        Ok(match parts.len() {
            1 => parts.swap_remove(0).1,
            _ => Box::new(BooleanQuery::new(parts)),
        })
    }

    fn any(&self, any: &[Term], complete: bool) -> Result<Box<dyn Asked>, IndexError> {
        let mut parts = Vec::with_capacity(any.len());
        for term in any {
            let asked = self.ask(&term.ask, complete || term.negated)?;
            parts.push((Occur::Should, if term.negated { without(asked) } else { asked }));
        }
        Ok(Box::new(BooleanQuery::new(parts)))
    }

    /// The one word of a part, if it is being typed and still short. Every document with such a
    /// word passes, but only those with the word itself are ranked: the others follow by date.
    fn short<'q>(&self, any: &'q [Term]) -> Option<&'q str> {
        let [Term { negated: false, ask: Ask::Words(QueryField::Anywhere, wanted), .. }] = any
        else {
            return None;
        };
        let [word] = wanted.words.as_slice() else { return None };
        let others = wanted.stem().is_some_and(|stem| !stem.begins_with(word));
        let short = wanted.open && word.chars().count() <= START && !others;
        let marked =
            || !self.places_marked(&[QueryField::Label, QueryField::Note], wanted).is_empty();
        (short && !marked()).then_some(word)
    }

    /// Every document with a word in title or text that begins so.
    fn beginning(&self, start: &str) -> Result<Box<dyn Asked>, IndexError> {
        self.known(start, || {
            beginning(self.searcher, self.prefix_postings, self.fields.body, start)
        })
    }

    /// Every document that states a range of which all of this holds.
    fn stating(&self, joint: &[&Vec<Term>], holds: &Joint) -> Result<Box<dyn Asked>, IndexError> {
        let found = self.known(STATING, || {
            let mut parts: Vec<(Occur, Box<dyn Asked>)> = Vec::new();
            for any in joint {
                // Who says so need not be an actor that is known.
                let is_known = |term: &Term| !term.negated && !is_said(&term.ask);
                if any.iter().all(is_known) {
                    parts.push((Occur::Must, self.any(any, true)?));
                }
            }
            if parts.is_empty() {
                parts.push((Occur::Must, within(self.fields.metres, Reach::default())));
            }
            stating(self.searcher, self.fields, &BooleanQuery::new(parts), holds)
        })?;
        Ok(self.as_corrected(found, |document| document.states(holds)))
    }

    /// Every document that states a range of which this one condition holds.
    fn said(&self, ask: &Ask) -> Result<Box<dyn Asked>, IndexError> {
        let Some(holds) = Joint::of(ask) else { return Ok(Box::new(EmptyQuery)) };
        let any = within(self.fields.metres, Reach::default());
        let found = self.known(&format!("{STATING} {ask:?}"), || {
            stating(self.searcher, self.fields, &any, &holds)
        })?;
        Ok(self.as_corrected(found, |document| document.states(&holds)))
    }

    /// Documents that are looked up once.
    fn known(
        &self,
        name: &str,
        find: impl FnOnce() -> Result<KnownDocuments, IndexError>,
    ) -> Result<Box<dyn Asked>, IndexError> {
        let known = self.known.borrow().get(name).cloned();
        let found = match known {
            Some(known) => known,
            None => find()?,
        };
        self.known.borrow_mut().insert(name.to_owned(), found.clone());
        Ok(unscored(Box::new(found)))
    }

    fn ask(&self, ask: &Ask, complete: bool) -> Result<Box<dyn Asked>, IndexError> {
        let fields = self.fields;
        Ok(match ask {
            Ask::Words(QueryField::Anywhere, wanted) => self.anywhere(wanted, complete)?,
            Ask::Words(QueryField::Title, wanted) => self.words(fields.title, wanted)?,
            Ask::Words(QueryField::Source, wanted) => unscored(self.words(fields.source, wanted)?),
            Ask::Words(QueryField::Author, wanted) => unscored(self.words(fields.author, wanted)?),
            Ask::Words(QueryField::Weapon, wanted) => self.naming(Class::Weapon, wanted)?,
            Ask::Words(QueryField::Actor, wanted) => self.naming(Class::Actor, wanted)?,
            Ask::Words(QueryField::Place, wanted) => self.naming(Class::Place, wanted)?,
            Ask::Words(field @ (QueryField::Label | QueryField::Note), wanted) => {
                self.marked(*field, wanted)
            }
            Ask::Folder(wanted) => unscored(plain(fields.folder, wanted)),
            Ask::Has(fact) => {
                let found = exact(fields.fact, kind_key(*fact), IndexRecordOption::Basic);
                self.as_corrected(unscored(found), |document| {
                    let counts = document.facts.counts();
                    let count = match fact {
                        FactKind::Weapon => counts.weapons,
                        FactKind::Range => counts.ranges,
                        FactKind::Actor => counts.actors,
                    };
                    count > 0
                })
            }
            Ask::Range(reach) => {
                self.as_corrected(unscored(within(fields.metres, *reach)), |document| {
                    let mut metres = document.facts.stated.iter().filter_map(StatedRange::metres);
                    metres.any(|metres| reach.holds(metres))
                })
            }
            Ask::Certainty(_) | Ask::Words(QueryField::SaidBy, _) => self.said(ask)?,
            Ask::Date(days) => unscored(dated(fields.date, *days)),
            Ask::Unread(true) => without(self.places(&self.outside.read)),
            Ask::Unread(false) => self.places(&self.outside.read),
        })
    }

    fn naming(&self, class: Class, wanted: &QueryPhrase) -> Result<Box<dyn Asked>, IndexError> {
        match self.fields.naming(class) {
            Some(field) => {
                let found = self.words(field, wanted)?;
                let words = Matcher::of([wanted.clone()]);
                Ok(self.as_corrected(found, |document| document.names(class, &words)))
            }
            None => Ok(Box::new(EmptyQuery)),
        }
    }

    /// Words of a field, with other forms and neighbours of a word if these count.
    fn words(&self, field: Key, wanted: &QueryPhrase) -> Result<Box<dyn Asked>, IndexError> {
        if let ([word], 1..) = (wanted.words.as_slice(), wanted.edits) {
            let near = Word::from_field_text(field, word);
            let near = FuzzyTermQuery::new(near, wanted.edits, true);
            let typed = exact(field, word, IndexRecordOption::WithFreqs);
            return Ok(either(typed, fainter(Box::new(near))));
        }
        let mut parts = vec![(Occur::Should, plain(field, wanted))];
        if let Some(stem) = wanted.stem() {
            for form in self.forms(field, &stem)? {
                let form = exact(field, &form, IndexRecordOption::WithFreqs);
                parts.push((Occur::Should, fainter(form)));
            }
        }
        Ok(match parts.len() {
            1 => parts.swap_remove(0).1,
            _ => Box::new(BooleanQuery::new(parts)),
        })
    }

    /// The words of a field that are forms of one word.
    fn forms(&self, field: Key, stem: &Stem) -> Result<Vec<String>, IndexError> {
        let key = (field, stem.clone());
        if let Some(known) = self.forms.borrow().get(&key) {
            return Ok(known.clone());
        }
        let mut left = stem.forms();
        let mut forms: Vec<String> = Vec::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            for form in std::mem::take(&mut left) {
                let known = index.get_term_info(&Word::from_field_text(field, &form));
                let there = known.map_err(tantivy::TantivyError::from)?.is_some();
                if there { &mut forms } else { &mut left }.push(form);
            }
        }
        self.forms.borrow_mut().insert(key, forms.clone());
        Ok(forms)
    }

    /// The documents that were found, but of those whose facts the user knows better the ones that
    /// pass with these facts.
    fn as_corrected(
        &self,
        found: Box<dyn Asked>,
        passes: impl Fn(&TouchedDocument) -> bool,
    ) -> Box<dyn Asked> {
        let documents = &self.touched.documents;
        if documents.is_empty() {
            return found;
        }
        let all: Vec<_> = documents.iter().map(|document| document.place.clone()).collect();
        let passing = documents.iter().filter(|document| passes(document));
        let passing: Vec<_> = passing.map(|document| document.place.clone()).collect();
        let others = vec![(Occur::Must, found), (Occur::MustNot, self.places(&all))];
        let passing = Box::new(ConstScoreQuery::new(self.places(&passing), 1.0));
        either(Box::new(BooleanQuery::new(others)), passing)
    }

    /// Words in title or text, or in a note or label of a bookmark.
    fn anywhere(&self, wanted: &QueryPhrase, complete: bool) -> Result<Box<dyn Asked>, IndexError> {
        let body = match wanted.words.as_slice() {
            [word] if wanted.open => self.unfinished(word, wanted.stem().as_ref(), complete)?,
            _ => self.words(self.fields.body, wanted)?,
        };
        let marked = self.places_marked(&[QueryField::Label, QueryField::Note], wanted);
        Ok(match marked.is_empty() {
            true => body,
            false => either(body, self.places(&marked)),
        })
    }

    /// A word that is being typed: what it may become, and the other forms of what it is.
    fn unfinished(
        &self,
        word: &str,
        stem: Option<&Stem>,
        complete: bool,
    ) -> Result<Box<dyn Asked>, IndexError> {
        let body = self.fields.body;
        let mut parts: Vec<(Occur, Box<dyn Asked>)> = Vec::new();
        for form in stem.map(|stem| self.forms(body, stem)).transpose()?.unwrap_or_default() {
            if !form.starts_with(word) {
                let form = exact(body, &form, IndexRecordOption::WithFreqs);
                parts.push((Occur::Should, fainter(form)));
            }
        }
        if complete || word.chars().count() <= START {
            parts.push((Occur::Should, self.beginning(word)?));
            return Ok(match parts.len() {
                1 => parts.swap_remove(0).1,
                _ => Box::new(BooleanQuery::new(parts)),
            });
        }
        let typed = exact(body, word, IndexRecordOption::WithFreqs);
        parts.push((Occur::Should, louder(typed)));
        for becomes in self.becomes(word)? {
            parts.push((Occur::Should, exact(body, &becomes, IndexRecordOption::WithFreqs)));
        }
        Ok(Box::new(BooleanQuery::new(parts)))
    }

    /// The commonest words that begin with `start`, without itself.
    fn becomes(&self, start: &str) -> Result<Vec<String>, IndexError> {
        let mut counts: HashMap<String, u64> = HashMap::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.body)?;
            let mut words = words(&index, start)?;
            while let Some((word, about)) = words.next() {
                if let Ok(word) = std::str::from_utf8(word) {
                    match counts.get_mut(word) {
                        Some(count) => *count += u64::from(about.doc_freq),
                        None => _ = counts.insert(word.to_owned(), about.doc_freq.into()),
                    }
                }
            }
        }
        counts.remove(start);
        let mut words: Vec<(String, u64)> = counts.into_iter().collect();
        words.sort_unstable_by(|(a, few), (b, many)| many.cmp(few).then_with(|| a.cmp(b)));
        words.truncate(SCORED);
        Ok(words.into_iter().map(|(word, _)| word).collect())
    }

    fn marked(&self, field: QueryField, wanted: &QueryPhrase) -> Box<dyn Asked> {
        self.places(&self.places_marked(&[field], wanted))
    }

    /// Documents with a bookmark whose label or note has these words.
    fn places_marked(&self, fields: &[QueryField], wanted: &QueryPhrase) -> Vec<RootedPath> {
        let matcher = Matcher::of([wanted.clone()]);
        let has = |text: &String| !matcher.hits(text).is_empty();
        let marks = self.outside.marks.iter().filter(|(_, labels, note)| {
            fields.contains(&QueryField::Label) && labels.iter().any(has)
                || fields.contains(&QueryField::Note) && has(note)
        });
        marks.map(|(place, _, _)| place.clone()).collect()
    }

    fn places(&self, places: &[RootedPath]) -> Box<dyn Asked> {
        let key = |place: &RootedPath| Word::from_field_bytes(self.fields.key, &place.key());
        match places.is_empty() {
            true => Box::new(EmptyQuery),
            false => unscored(Box::new(TermSetQuery::new(places.iter().map(key)))),
        }
    }
}

/// Words of a field of which no file knows the starts.
fn plain(field: Key, wanted: &QueryPhrase) -> Box<dyn Asked> {
    let word = |word: &String| Word::from_field_text(field, word);
    match wanted.words.as_slice() {
        [] => Box::new(EmptyQuery),
        [word] if wanted.open => unscored(starting(field, word)),
        [word] => exact(field, word, IndexRecordOption::WithFreqs),
        words if wanted.open => {
            let mut phrase = PhrasePrefixQuery::new(words.iter().map(word).collect());
            phrase.set_max_expansions(PHRASE_ENDS);
            Box::new(phrase)
        }
        words => Box::new(PhraseQuery::new(words.iter().map(word).collect())),
    }
}

fn exact(field: Key, word: &str, option: IndexRecordOption) -> Box<dyn Asked> {
    Box::new(TermQuery::new(Word::from_field_text(field, word), option))
}

/// Every word of a field that begins with `start`.
pub(super) fn starting(field: Key, start: &str) -> Box<dyn Asked> {
    let low = Word::from_field_text(field, start);
    let high = Word::from_field_text(field, &after(start));
    Box::new(InvertedIndexRangeQuery::new(Bound::Included(low), Bound::Excluded(high)))
}

fn within(field: Key, reach: Reach) -> Box<dyn Asked> {
    let bound = |metres: Option<u64>| {
        metres.map_or(Bound::Unbounded, |m| Bound::Included(Word::from_field_u64(field, m)))
    };
    let least = Some(reach.least.unwrap_or_default());
    Box::new(RangeQuery::new(bound(least), bound(reach.most)))
}

fn dated(field: Key, days: Days) -> Box<dyn Asked> {
    let bound = |day: u32| Bound::Included(Word::from_field_u64(field, day.into()));
    Box::new(RangeQuery::new(bound(days.first), bound(days.last)))
}

/// What passes without counting for the order.
fn unscored(asked: Box<dyn Asked>) -> Box<dyn Asked> {
    Box::new(ConstScoreQuery::new(asked, 0.0))
}

fn fainter(asked: Box<dyn Asked>) -> Box<dyn Asked> {
    Box::new(BoostQuery::new(asked, OTHER_FORM))
}

fn louder(asked: Box<dyn Asked>) -> Box<dyn Asked> {
    Box::new(BoostQuery::new(asked, EXACT))
}

fn either(one: Box<dyn Asked>, other: Box<dyn Asked>) -> Box<dyn Asked> {
    Box::new(BooleanQuery::new(vec![(Occur::Should, one), (Occur::Should, other)]))
}

fn without(asked: Box<dyn Asked>) -> Box<dyn Asked> {
    let all = unscored(Box::new(AllQuery));
    Box::new(BooleanQuery::new(vec![(Occur::Must, all), (Occur::MustNot, asked)]))
}
