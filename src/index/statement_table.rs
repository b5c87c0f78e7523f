//! The statements of a whole library as a table of numbers: enough to find those on one weapon, and the
//! weapons about which sources may disagree, without reading a document. Compares nothing.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};

use tantivy::columnar::BytesColumn;
use tantivy::schema::TantivyDocument;
use tantivy::{DocAddress, Searcher, SegmentReader, TantivyError};

use super::catalogue_row::CatalogueRow;
use super::error::IndexError;
use super::reader::{Index, each_bytes_of, stored_text};
use super::record::SEPARATOR;
use super::schema::{
    CLAIM_HIGH, CLAIM_LOW, DATE, Fields, HOLDS, ROW, SAYS, STATED, STATES, TRAITS, WORDS,
};
use super::stated_range::kilometres;
use super::statement_numbers::{
    AllStatements, InSegment, StatedWeapon, StatementKeys, StatementNumbers,
};
use super::stored_facts::StoredFacts;
use super::weapon_statement::{StatementTraits, WeaponStatement};
use crate::query::Days;

/// The place that a statement was asked for with, and which of its document's statements it is.
type Asked = (usize, u32);

/// The statements of a library, in one state of its index.
pub struct StatementTable {
    searcher: Searcher,
    fields: Fields,
    all: Arc<AllStatements>,
}

/// Which statements a table has: those of one state of one index, which it does not keep.
#[derive(Debug)]
pub struct StatementState(Weak<AllStatements>);

impl StatementState {
    /// True if these are the statements of that table.
    pub fn is_of(&self, table: &StatementTable) -> bool {
        Weak::as_ptr(&self.0) == Arc::as_ptr(&table.all)
    }
}

/// The statements of one document that were asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct StatingDocument {
    /// Its row in the catalogue.
    pub row: CatalogueRow,
    /// Its text, as far as it is kept.
    pub text: String,
    /// Each with the place that it was asked for with.
    pub statements: Vec<(usize, WeaponStatement)>,
}

impl Index {
    /// The statements on weapons. They are read once for every state of the index. `None` if `cancel`
    /// became true meanwhile.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn statement_table(
        &self,
        cancel: &AtomicBool,
    ) -> Result<Option<StatementTable>, IndexError> {
        let searcher = self.searcher();
        let all = self.kept().statements.of(&searcher, || all_statements(&searcher, cancel))?;
        Ok(all.map(|all| StatementTable { searcher, fields: self.fields(), all }))
    }
}

/// Reads all statements, unless `cancel` becomes true meanwhile.
fn all_statements(
    searcher: &Searcher,
    cancel: &AtomicBool,
) -> Result<Option<AllStatements>, IndexError> {
    let mut known = Known::default();
    let mut rows = Vec::new();
    for (ordinal, segment) in (0..).zip(searcher.segment_readers()) {
        let Some(columns) = Columns::of(segment)? else { continue };
        let numbers = columns.numbers(&mut known)?;
        for document in segment.doc_ids_alive() {
            columns.take((ordinal, document), &numbers, &mut rows);
        }
        if cancel.load(Ordering::Relaxed) {
            return Ok(None);
        }
    }
    let Known { weapons, sources, held } = known;
    let weapons = weapons.in_order(|weapon| {
        let (base, own) = weapon.split_once(SEPARATOR).unwrap_or((&weapon, &weapon));
        StatedWeapon { base: base.to_owned(), own: own.to_owned() }
    });
    // A million of the same words are the same words once.
    let mut texts: HashMap<String, Arc<str>> = HashMap::new();
    let mut shared =
        |text: &str| Arc::clone(texts.entry(text.to_owned()).or_insert_with(|| text.into()));
    let held = held.in_order(|held| {
        let (variant, condition) = held.split_once(SEPARATOR).unwrap_or((&held, ""));
        (shared(variant), shared(condition))
    });
    let sources = sources.in_order(|source| source.into());
    Ok(Some(AllStatements { weapons, sources, held, rows }))
}

/// Texts with a number each.
#[derive(Default)]
struct Numbered(HashMap<String, u32>);

impl Numbered {
    /// The numbers of the texts of a column, by their places in it.
    fn of_column(&mut self, column: &BytesColumn) -> Result<Vec<u32>, IndexError> {
        let mut numbers = Vec::with_capacity(column.num_terms());
        let mut texts = column.dictionary().stream().map_err(TantivyError::from)?;
        while texts.advance() {
            let text = String::from_utf8_lossy(texts.key());
            let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
            numbers.push(match self.0.get(&*text) {
                Some(known) => *known,
                None => *self.0.entry(text.into_owned()).or_insert(next),
            });
        }
        Ok(numbers)
    }

    /// What becomes of the texts, in the order of their numbers.
    fn in_order<T>(self, make: impl FnMut(String) -> T) -> Vec<T> {
        let mut numbered: Vec<(String, u32)> = self.0.into_iter().collect();
        numbered.sort_unstable_by_key(|(_, number)| *number);
        numbered.into_iter().map(|(text, _)| text).map(make).collect()
    }
}

/// The words of all segments.
#[derive(Default)]
struct Known {
    weapons: Numbered,
    sources: Numbered,
    held: Numbered,
}

/// The numbers of the words of a segment, by their places in its columns.
struct InColumns {
    weapons: Vec<u32>,
    sources: Vec<u32>,
    held: Vec<u32>,
}

/// The columns of a segment that hold what is known of statements.
struct Columns {
    states: BytesColumn,
    says: BytesColumn,
    holds: BytesColumn,
    claims: [Numbers; 2],
    traits: Numbers,
    words: Numbers,
    date: Numbers,
}

/// A column of numbers.
type Numbers = tantivy::columnar::Column<u64>;

impl Columns {
    /// Those of a segment; `None` if nothing is stated in it.
    fn of(segment: &SegmentReader) -> Result<Option<Self>, IndexError> {
        let fast = segment.fast_fields();
        let number = |name: &str| fast.u64(name);
        let (states, says, holds) = (fast.bytes(STATES)?, fast.bytes(SAYS)?, fast.bytes(HOLDS)?);
        let (Some(states), Some(says), Some(holds)) = (states, says, holds) else {
            return Ok(None);
        };
        Ok(Some(Self {
            states,
            says,
            holds,
            claims: [number(CLAIM_LOW)?, number(CLAIM_HIGH)?],
            traits: number(TRAITS)?,
            words: number(WORDS)?,
            date: number(DATE)?,
        }))
    }

    /// The numbers of the words of this segment.
    fn numbers(&self, known: &mut Known) -> Result<InColumns, IndexError> {
        Ok(InColumns {
            weapons: known.weapons.of_column(&self.states)?,
            sources: known.sources.of_column(&self.says)?,
            held: known.held.of_column(&self.holds)?,
        })
    }

    /// Takes in the statements of a document.
    fn take(&self, document: InSegment, known: &InColumns, rows: &mut Vec<StatementNumbers>) {
        let at = document.1;
        let mut weapons = self.states.ords().values_for_doc(at).peekable();
        if weapons.peek().is_none() {
            return;
        }
        let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let date = self.date.first(at).and_then(|number| Days::date(small(number)));
        let mut says = self.says.ords().values_for_doc(at);
        let mut holds = self.holds.ords().values_for_doc(at);
        let [mut low, mut high] = self.claims.each_ref().map(|claims| claims.values_for_doc(at));
        let mut traits = self.traits.values_for_doc(at);
        let mut words = self.words.values_for_doc(at);
        let number = |known: &[u32], place: u64| Some(*known.get(usize::try_from(place).ok()?)?);
        for (place, weapon) in (0..).zip(weapons) {
            let next = (says.next(), holds.next(), low.next(), high.next());
            let (Some(source), Some(held), Some(low), Some(high)) = next else { return };
            let (Some(traits), Some(words)) = (traits.next(), words.next()) else { return };
            let weapon = number(&known.weapons, weapon);
            let (source, held) = (number(&known.sources, source), number(&known.held, held));
            let (Some(weapon), Some(source), Some(held)) = (weapon, source, held) else { continue };
            rows.push(StatementNumbers {
                weapon,
                source,
                held,
                claim: (kilometres(low), kilometres(high)),
                traits: StatementTraits::of_number(traits),
                words,
                document,
                place,
                date,
            });
        }
    }
}

impl StatementTable {
    /// The state of the index.
    pub(super) fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// Its fields.
    pub(super) fn fields(&self) -> Fields {
        self.fields
    }

    /// Which statements these are.
    pub fn state(&self) -> StatementState {
        StatementState(Arc::downgrade(&self.all))
    }

    /// Every weapon of which something is stated, or was in a document that is gone.
    pub fn weapons(&self) -> &[StatedWeapon] {
        &self.all.weapons
    }

    /// The statements, documents in no order that means anything.
    pub fn rows(&self) -> &[StatementNumbers] {
        &self.all.rows
    }

    /// The statements on weapons that pass.
    pub fn rows_on(&self, passes: impl Fn(&StatedWeapon) -> bool) -> Vec<StatementNumbers> {
        let wanted: Vec<bool> = self.all.weapons.iter().map(passes).collect();
        let is_wanted = |row: &&StatementNumbers| wanted.get(row.weapon as usize) == Some(&true);
        self.all.rows.iter().filter(is_wanted).copied().collect()
    }

    /// What a statement is compared by and that is no number.
    pub fn keys(&self, row: &StatementNumbers) -> StatementKeys {
        let held = self.all.held.get(row.held as usize).cloned();
        let (variant, condition) = held.unwrap_or_default();
        let source = self.all.sources.get(row.source as usize).cloned().unwrap_or_default();
        StatementKeys { source, variant, condition }
    }

    /// The documents of these statements with the statements and without their texts, in the order of
    /// the first of each.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn heads(&self, rows: &[StatementNumbers]) -> Result<Vec<StatingDocument>, IndexError> {
        self.of_documents(rows, |_| Ok(String::new()))
    }

    /// The same with the texts.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn documents(&self, rows: &[StatementNumbers]) -> Result<Vec<StatingDocument>, IndexError> {
        self.of_documents(rows, |address| {
            let document: TantivyDocument = self.searcher.doc(address)?;
            Ok(stored_text(&document, self.fields.text).to_owned())
        })
    }

    fn of_documents(
        &self,
        rows: &[StatementNumbers],
        text: impl Fn(DocAddress) -> Result<String, IndexError>,
    ) -> Result<Vec<StatingDocument>, IndexError> {
        let mut places: HashMap<InSegment, usize> = HashMap::new();
        let mut wanted: Vec<(InSegment, Vec<Asked>)> = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let next = wanted.len();
            let place = *places.entry(row.document).or_insert(next);
            if place == next {
                wanted.push((row.document, Vec::new()));
            }
            wanted[place].1.push((at, row.place));
        }
        let places: Vec<InSegment> = wanted.iter().map(|(document, _)| *document).collect();
        let (rows, stated) = (self.bytes(ROW, &places)?, self.bytes(STATED, &places)?);
        let mut documents = Vec::with_capacity(wanted.len());
        for (((document, numbers), row), stated) in wanted.into_iter().zip(rows).zip(stated) {
            let Some(row) = CatalogueRow::from_bytes(&row) else { continue };
            let (_, all) = StoredFacts::statements_from_bytes(&stated);
            let text = text(DocAddress::new(document.0, document.1))?;
            let statement =
                |(at, place): (usize, u32)| Some((at, all.get(place as usize)?.clone()));
            let statements = numbers.into_iter().filter_map(statement).collect();
            documents.push(StatingDocument { row, text, statements });
        }
        Ok(documents)
    }

    /// The values of a column of bytes for these documents, in their order.
    fn bytes(&self, name: &str, documents: &[InSegment]) -> Result<Vec<Vec<u8>>, IndexError> {
        let mut values = vec![Vec::new(); documents.len()];
        for (ordinal, segment) in (0..).zip(self.searcher.segment_readers()) {
            let here = documents.iter().enumerate().filter(|(_, of)| of.0 == ordinal);
            each_bytes_of(segment, name, here.map(|(at, of)| (at, of.1)), |at, bytes| {
                values.get_mut(at).into_iter().for_each(|value| bytes.clone_into(value));
            })?;
        }
        Ok(values)
    }
}
