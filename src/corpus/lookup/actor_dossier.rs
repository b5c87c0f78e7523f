//! Gathers what the library says of one actor: roles, words, the weapons beside it, the documents that name
//! it. Reads the newest documents of the index only, and no file.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::super::corpus::Corpus;
use super::super::head::paper;
use super::dossier::{NamesAndKinds, in_sentence};
use crate::facts::correction::Corrections;
use crate::facts::{CertaintyClass, Class};
use crate::index::{
    ActorDocument, Index, IndexError, Named, StoredRole, StoredSaying, WeaponBeside, snippet,
};
use crate::protocol::{
    ActorAspect, ActorDossier, ActorPassage, DocumentHead, MOST_NAMING, NamedEntity,
};
use crate::text::{CleanText, Span, folded, sentence_at};

/// Passages of one aspect that are told at most, the newest.
const MOST_OF_ASPECT: usize = 500;

/// Bytes from the beginning of a sentence to the end of somebody's words that are quoted whole.
const LONGEST_TOLD: usize = 600;

/// The dossier of an actor of the library. `None` if `cancel` became true meanwhile.
///
/// # Errors
/// [`IndexError`] if the files are damaged.
pub fn of_library(
    corpus: &Corpus,
    index: &Index,
    named: &NamedEntity,
    cancel: &AtomicBool,
) -> Result<Option<ActorDossier>, IndexError> {
    let (mut total, mut documents) = (0, Vec::new());
    for id in &named.ids {
        let (count, newest) = index.actor_documents(id, MOST_NAMING)?;
        total += count;
        documents.extend(newest);
        if cancel.load(Ordering::Relaxed) {
            return Ok(None);
        }
    }
    if named.ids.len() > 1 {
        documents.sort_by_key(|document| Reverse(document.row.date));
    }
    let corrections = corpus.corrections();
    let mut gathering = Gathering::new(&corrections);
    for document in &documents {
        gathering.take(&Arc::new(paper(corpus, &document.row)), document);
    }
    let ids: Vec<&str> = named.ids.iter().map(String::as_str).collect();
    let NamesAndKinds { names, kinds } = NamesAndKinds::of(index, Class::Actor, &ids)?;
    let read = gathering.documents.len();
    Ok(Some(ActorDossier {
        name: names.first().map(|(name, _)| name.clone()).unwrap_or_default(),
        kinds,
        names,
        // A document that names the actor by two keys that are one now is one document.
        total: total - (documents.len() - read),
        read,
        passages: gathering.passages(),
    }))
}

/// What makes two passages tell the same.
#[derive(PartialEq, Eq, Hash)]
enum Told {
    Role(String),
    /// The number that sentences of the same words share.
    Words(u64),
    Weapon(String),
    Document(PathBuf),
}

/// The passages that were found so far; documents are taken in with the newest first.
struct Gathering<'a> {
    corrections: &'a Corrections,
    passages: Vec<ActorPassage>,
    known: HashMap<Told, usize>,
    counts: HashMap<ActorAspect, usize>,
    documents: HashSet<PathBuf>,
}

impl<'a> Gathering<'a> {
    fn new(corrections: &'a Corrections) -> Self {
        Self {
            corrections,
            passages: Vec::new(),
            known: HashMap::new(),
            counts: HashMap::new(),
            documents: HashSet::new(),
        }
    }

    /// Takes a document in.
    fn take(&mut self, paper: &Arc<DocumentHead>, document: &ActorDocument) {
        let Some(actor) = document.named.get(document.actor) else { return };
        let is_new = self.documents.insert(paper.path.clone());
        let source = Source { paper, text: &document.text, actor, is_new };
        for role in &document.facts.roles {
            let told = Told::Role(folded(&role.words));
            self.tell(&source, ActorAspect::Role, Some(told), || source.role(role));
        }
        for saying in &document.facts.sayings {
            let told = Some(Told::Words(saying.words)).filter(|_| saying.words != 0);
            self.tell(&source, ActorAspect::Said, told, || source.saying(saying));
        }
        for beside in &document.facts.weapons {
            let Some(weapon) = document.named.get(beside.weapon) else { continue };
            let class = Class::Weapon.word();
            let Some(id) = self.corrections.target(class, &weapon.id) else { continue };
            let name = self.corrections.name(class, id).filter(|_| id != weapon.id);
            let weapon = (id, name.unwrap_or(&weapon.name));
            let told = Told::Weapon(id.to_owned());
            self.tell(&source, ActorAspect::Weapon, Some(told), || source.weapon(beside, weapon));
        }
        let told = Told::Document(paper.path.clone());
        self.tell(&source, ActorAspect::Document, Some(told), || source.document());
    }

    /// Adds a passage, or what it adds to the one that tells the same.
    fn tell(
        &mut self,
        source: &Source<'_>,
        aspect: ActorAspect,
        told: Option<Told>,
        passage: impl FnOnce() -> ActorPassage,
    ) {
        let known = told.as_ref().and_then(|told| self.known.get(told)).copied();
        if let Some(known) = known.and_then(|at| self.passages.get_mut(at)) {
            let date = source.paper.date;
            known.since = [known.since, date].into_iter().flatten().min();
            match aspect {
                ActorAspect::Document => known.count += source.times(),
                _ => known.count += usize::from(source.is_new),
            }
            // Of copies the first is the one that counts.
            if aspect == ActorAspect::Said && date.is_some() && date < known.paper.date {
                let (count, since) = (known.count, known.since);
                *known = ActorPassage { count, since, ..passage() };
            }
            return;
        }
        let count = self.counts.entry(aspect).or_default();
        if *count < MOST_OF_ASPECT {
            *count += 1;
            if let Some(told) = told {
                self.known.insert(told, self.passages.len());
            }
            self.passages.push(passage());
        }
    }

    /// What was found, aspect by aspect, the newest first.
    fn passages(mut self) -> Vec<ActorPassage> {
        self.passages.sort_by_key(|passage| (passage.aspect, Reverse(passage.paper.date)));
        self.passages
    }
}

/// A document with what is quoted from it.
struct Source<'a> {
    paper: &'a Arc<DocumentHead>,
    text: &'a str,
    actor: &'a Named,
    /// False if the document was taken in before, for another key of the actor.
    is_new: bool,
}

impl Source<'_> {
    fn times(&self) -> usize {
        usize::try_from(self.actor.times).unwrap_or(usize::MAX)
    }

    fn passage(
        &self,
        aspect: ActorAspect,
        span: Span,
        words: &str,
        sentence: CleanText,
    ) -> ActorPassage {
        ActorPassage {
            aspect,
            paper: Arc::clone(self.paper),
            span,
            words: CleanText::line(words),
            sentence,
            certainty: CertaintyClass::Asserted,
            count: 1,
            since: self.paper.date,
            weapon: None,
        }
    }

    fn role(&self, role: &StoredRole) -> ActorPassage {
        let (sentence, _) = snippet(self.text, role.span, &[role.span]);
        self.passage(ActorAspect::Role, role.span, &role.words, sentence)
    }

    fn saying(&self, saying: &StoredSaying) -> ActorPassage {
        let StoredSaying { sentence, span, certainty, .. } = *saying;
        // From its beginning, where who speaks stands, if that is near. What the facts take for one
        // sentence may be two ("the SCALP-EG. On Monday").
        let begin = match sentence.fits(self.text) && sentence.covers(span) {
            true => sentence_at(self.text, sentence, span.start, false).start,
            false => span.start,
        };
        let told = Span::new(begin.min(span.start), span.end);
        let told = if told.len() > LONGEST_TOLD { span } else { told };
        let (sentence, _) = in_sentence(self.text, sentence, told);
        ActorPassage { certainty, ..self.passage(ActorAspect::Said, span, "", sentence) }
    }

    fn weapon(&self, beside: &WeaponBeside, (id, name): (&str, &str)) -> ActorPassage {
        let (sentence, _) = in_sentence(self.text, beside.sentence, beside.span);
        let passage = self.passage(ActorAspect::Weapon, beside.span, name, sentence);
        ActorPassage { weapon: Some(id.to_owned()), ..passage }
    }

    fn document(&self) -> ActorPassage {
        let first = self.actor.mentions.first().copied().unwrap_or_default();
        let (sentence, _) = snippet(self.text, first, &self.actor.mentions);
        let passage = self.passage(ActorAspect::Document, first, &self.paper.title, sentence);
        ActorPassage { count: self.times(), ..passage }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Date;
    use crate::facts::correction::{Correction, FactKey};
    use crate::index::{ActorFacts, CatalogueRow};

    const TEXT: &str = "The mayor, Ann Lee, said the Lynx missile has a range of 300 km.";

    /// A document of this year in which Ann Lee is the mayor and speaks of the Lynx.
    fn document(words: u64) -> ActorDocument {
        let place = |part: &str| {
            let start = TEXT.find(part).unwrap();
            Span::new(start, start + part.len())
        };
        let named = |class, name: &str| Named {
            class,
            id: name.to_lowercase(),
            name: name.to_owned(),
            kind: String::new(),
            proper: true,
            times: 2,
            mentions: vec![place(name)],
            at: Vec::new(),
            unlocated: false,
        };
        let sentence = Span::new(0, TEXT.len());
        let span = place("the Lynx missile has a range of 300 km");
        let certainty = CertaintyClass::Hedged;
        let facts = ActorFacts {
            actor: 1,
            roles: vec![StoredRole { span: place("mayor"), words: "Mayor".into() }],
            sayings: vec![StoredSaying { sentence, span, words, certainty }],
            weapons: vec![WeaponBeside { weapon: 0, sentence, span: place("Lynx") }],
        };
        let named = vec![named(Class::Weapon, "Lynx"), named(Class::Actor, "Ann Lee")];
        ActorDocument { row: CatalogueRow::default(), text: TEXT.into(), named, actor: 1, facts }
    }

    fn paper(name: &str, year: i16) -> Arc<DocumentHead> {
        let (title, date) = (CleanText::line(name), Date::of_year(year));
        Arc::new(DocumentHead { path: name.into(), title, date, source: None })
    }

    /// What two documents tell, the newer one first: aspect, words or sentence, count, title, since.
    fn told(words: u64, corrections: &Corrections) -> Vec<(ActorAspect, String, usize, String)> {
        let mut gathering = Gathering::new(corrections);
        gathering.take(&paper("new", 2024), &document(words));
        gathering.take(&paper("old", 2020), &document(words));
        let passages = gathering.passages().into_iter();
        let since = |passage: &ActorPassage| passage.since.map(|date| format!("{date:.10}"));
        passages
            .map(|passage| {
                let place = format!("{} {}", passage.paper.title, since(&passage).unwrap());
                (passage.aspect, passage.words.to_string(), passage.count, place)
            })
            .collect()
    }

    #[test]
    fn what_several_documents_tell_is_told_once_and_copies_by_the_first() {
        use ActorAspect::{Document, Role, Said, Weapon};
        let row = |aspect, words: &str, count, place: &str| {
            (aspect, words.to_owned(), count, place.to_owned())
        };
        let mut rows = vec![
            row(Role, "Mayor", 2, "new 2020"),
            row(Said, "", 2, "old 2020"),
            row(Weapon, "Lynx", 2, "new 2020"),
            row(Document, "new", 2, "new 2024"),
            row(Document, "old", 2, "old 2020"),
        ];
        assert_eq!(told(7, &Corrections::default()), rows);
        let short = told(0, &Corrections::default());
        assert_eq!(short.iter().filter(|(aspect, ..)| *aspect == Said).count(), 2);
        let mut corrections = Corrections::default();
        let fact = FactKey { class: "weapon".into(), id: "lynx".into() };
        corrections.add(Correction::Reject { fact });
        rows.remove(2);
        assert_eq!(told(7, &corrections), rows, "what is no weapon stands with nobody");
    }

    #[test]
    fn a_document_that_names_the_actor_by_two_keys_counts_once() {
        let corrections = Corrections::default();
        let mut gathering = Gathering::new(&corrections);
        let paper = paper("new", 2024);
        gathering.take(&paper, &document(7));
        gathering.take(&paper, &document(7));
        let counts: Vec<usize> = gathering.passages().iter().map(|one| one.count).collect();
        assert_eq!(counts, [1, 1, 1, 4], "and its mentions are added up");
    }
}
