//! What the user knows better, applied to what the index keeps, which stays as it was found: counts,
//! ranges, and which documents a field of a search asks for. Which corrections hold is not its matter.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use tantivy::schema::TantivyDocument;
use tantivy::{DocAddress, SegmentReader, TantivyError};

use super::across::Tally;
use super::catalogue_row::RootedPath;
use super::error::IndexError;
use super::reader::{Index, row, stated, stored_bytes, stored_text};
use super::record::{forms, thing};
use super::schema::STATED;
use super::set::Set;
use super::stored_facts::{Named, StatedRange, StoredFacts};
use crate::facts::correction::{Corrections, RANGE};
use crate::facts::{Class, Counts};
use crate::query::{Matcher, QueryPhrase};
use crate::text::CleanText;

/// The classes that the index keeps.
const CLASSES: [Class; 3] = [Class::Weapon, Class::Actor, Class::Place];

/// Documents that are remembered with their corrected facts: of more they are worked out anew.
const MOST_REMEMBERED: usize = 20_000;

/// A document with facts that a correction says something of.
#[derive(Debug)]
pub(super) struct TouchedDocument {
    /// Where it is.
    pub(super) place: RootedPath,
    /// Its facts as the user knows them.
    pub(super) facts: StoredFacts,
    /// Every form in which they are named, by class.
    forms: Vec<(Class, Vec<String>)>,
}

/// The documents that corrections touch, for one commit and one set of corrections.
#[derive(Debug, Default)]
pub(super) struct Touched {
    commit: Vec<u8>,
    corrections: Corrections,
    /// The documents.
    pub(super) documents: Vec<TouchedDocument>,
}

impl TouchedDocument {
    /// True if something of the class is named with these words.
    pub(super) fn names(&self, class: Class, wanted: &QueryPhrase) -> bool {
        let matcher = Matcher::of([wanted.clone()]);
        let of_class = self.forms.iter().filter(|(of, _)| *of == class);
        of_class.flat_map(|(_, forms)| forms).any(|form| matcher.is_in(form))
    }
}

impl StoredFacts {
    /// The facts as the user knows them. `text` is that of their document.
    #[must_use]
    pub fn corrected(self, corrections: &Corrections, text: &str) -> Self {
        let named = corrected_names(self.named, corrections);
        let mut stated = self.stated;
        stated.retain(|range| !corrections.rejects_range(range.span, text));
        stated.iter_mut().for_each(|range| correct_weapon(range, corrections));
        Self { named, stated }
    }
}

/// What is named, as the user knows it: what was rejected is gone, what was merged is one.
pub(super) fn corrected_names(named: Vec<Named>, corrections: &Corrections) -> Vec<Named> {
    let mut kept: Vec<Named> = Vec::with_capacity(named.len());
    let mut places: HashMap<(Class, String), usize> = HashMap::new();
    let (own, merged): (Vec<Named>, Vec<Named>) = named.into_iter().partition(|named| {
        corrections.target(named.class.word(), &named.id) == Some(named.id.as_str())
    });
    for mut named in own.into_iter().chain(merged) {
        let class = named.class.word();
        let Some(target) = corrections.target(class, &named.id).map(str::to_owned) else {
            continue;
        };
        if target != named.id
            && let Some(name) = corrections.name(class, &target)
        {
            name.clone_into(&mut named.name);
        }
        match places.get(&(named.class, target.clone())).and_then(|at| kept.get_mut(*at)) {
            Some(known) => {
                known.times += named.times;
                known.mentions.append(&mut named.mentions);
                known.mentions.sort_unstable();
            }
            None => {
                places.insert((named.class, target.clone()), kept.len());
                named.id = target;
                kept.push(named);
            }
        }
    }
    kept
}

/// Gives a range the weapon that the user knows it to be of; none, if that is no weapon.
pub(super) fn correct_weapon(range: &mut StatedRange, corrections: &Corrections) {
    let class = Class::Weapon.word();
    match corrections.target(class, &range.weapon_id).map(str::to_owned) {
        Some(target) if target == range.weapon_id => {}
        Some(target) => {
            if let Some(name) = corrections.name(class, &target) {
                name.clone_into(&mut range.weapon);
            }
            range.weapon_id = target;
        }
        None => {
            range.weapon_id.clear();
            range.weapon.clear();
        }
    }
}

impl Index {
    /// How many facts of each kind those documents have as the user knows them that a correction
    /// touches: every other has what its row says.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn corrected_counts(
        &self,
        corrections: &Corrections,
    ) -> Result<HashMap<RootedPath, Counts>, IndexError> {
        let touched = self.touched(corrections)?;
        let counts = |document: &TouchedDocument| (document.place.clone(), document.facts.counts());
        Ok(touched.documents.iter().map(counts).collect())
    }

    /// The documents that corrections touch, with their facts as the user knows them.
    pub(super) fn touched(&self, corrections: &Corrections) -> Result<Arc<Touched>, IndexError> {
        let commit = self.commit();
        let known = self.known_touched();
        let same =
            |known: &&Arc<Touched>| known.commit == commit && known.corrections == *corrections;
        if let Some(known) = known.as_ref().filter(same) {
            return Ok(Arc::clone(known));
        }
        let mut documents = Vec::new();
        if !corrections.is_empty() {
            for (ordinal, segment) in (0..).zip(self.searcher().segment_readers()) {
                let set = self.touched_in(segment, corrections)?;
                let mut found = Vec::new();
                set.each(|document| found.push(document));
                found.retain(|document| !segment.is_deleted(*document));
                for document in found {
                    let address = DocAddress::new(ordinal, document);
                    documents.extend(self.corrected_document(segment, address, corrections)?);
                }
            }
        }
        let touched = Arc::new(Touched { commit, corrections: corrections.clone(), documents });
        if touched.documents.len() <= MOST_REMEMBERED {
            self.remember_touched(&touched);
        }
        Ok(touched)
    }

    fn corrected_document(
        &self,
        segment: &SegmentReader,
        address: DocAddress,
        corrections: &Corrections,
    ) -> Result<Option<TouchedDocument>, IndexError> {
        let Some(row) = row(segment, address.doc_id)? else { return Ok(None) };
        let document: TantivyDocument = self.searcher().doc(address)?;
        let text = stored_text(&document, self.fields().text);
        let named = StoredFacts::named_from_bytes(stored_bytes(&document, self.fields().named));
        let stated = stated(segment, address.doc_id)?;
        let facts = StoredFacts { named, stated }.corrected(corrections, text);
        let of_class = |class| {
            let forms = forms(text, &facts.named, class);
            (class, forms.into_iter().map(str::to_owned).collect())
        };
        let forms = CLASSES.map(of_class).into_iter().collect();
        Ok(Some(TouchedDocument { place: row.place, facts, forms }))
    }

    /// The documents of a segment that corrections touch.
    fn touched_in(
        &self,
        segment: &SegmentReader,
        corrections: &Corrections,
    ) -> Result<Set, IndexError> {
        let mut set = Set::new(segment.max_doc());
        for class in CLASSES {
            for id in corrections.touched(class.word()) {
                self.insert_naming(segment, class, id, &mut set)?;
            }
        }
        if corrections.touch(RANGE)
            && let Some(column) = segment.fast_fields().bytes(STATED)?
        {
            for document in segment.doc_ids_alive() {
                if column.ords().first(document).is_some()
                    && stated(segment, document)?.iter().any(|r| corrections.may_reject(&r.written))
                {
                    set.insert(document);
                }
            }
        }
        Ok(set)
    }

    /// Takes the documents of a segment that name a thing into a set.
    fn insert_naming(
        &self,
        segment: &SegmentReader,
        class: Class,
        id: &str,
        set: &mut Set,
    ) -> Result<(), IndexError> {
        let index = segment.inverted_index(self.fields().fact)?;
        let start = thing(class, id);
        let range = index.terms().range().ge(start.as_bytes());
        let mut keys = range.into_stream().map_err(TantivyError::from)?;
        while let Some((key, about)) = keys.next() {
            if !key.starts_with(start.as_bytes()) {
                break;
            }
            set.insert_all(&index, about)?;
        }
        Ok(())
    }

    /// In how many documents things of a class are named, as the user knows them; a document that names
    /// several things that are one counts once.
    pub(super) fn corrected_tallies(
        &self,
        class: Class,
        found: Vec<Tally>,
        corrections: &Corrections,
    ) -> Result<Vec<Tally>, IndexError> {
        let (mut kept, mut groups) = (Vec::new(), BTreeMap::<String, Vec<Tally>>::new());
        for tally in found {
            match corrections.target(class.word(), &tally.id).map(str::to_owned) {
                None => {}
                Some(target) => groups.entry(target).or_default().push(tally),
            }
        }
        for (target, mut group) in groups {
            if let ([only], true) = (group.as_slice(), group.iter().all(|t| t.id == target)) {
                kept.push(only.clone());
                continue;
            }
            let ids: BTreeSet<&str> = group.iter().map(|tally| tally.id.as_str()).collect();
            let documents = self.naming_any(class, &ids)?;
            let named = group.iter().position(|tally| tally.id == target);
            let mut tally = group.swap_remove(named.unwrap_or(0));
            if let (None, Some(name)) = (named, corrections.name(class.word(), &target)) {
                tally.name = CleanText::line(name);
            }
            kept.push(Tally { id: target, documents, ..tally });
        }
        Ok(kept)
    }

    /// How many documents name any of these things.
    fn naming_any(&self, class: Class, ids: &BTreeSet<&str>) -> Result<usize, IndexError> {
        let mut count = 0;
        for segment in self.searcher().segment_readers() {
            let mut set = Set::new(segment.max_doc());
            for id in ids {
                self.insert_naming(segment, class, id, &mut set)?;
            }
            count += segment.alive_bitset().map_or_else(|| set.len(), |alive| set.alive(alive));
        }
        Ok(count as usize)
    }
}
