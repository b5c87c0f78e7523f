//! The statements of a whole library as a table of numbers: enough to find those on one weapon, and the
//! weapons about which sources may disagree, without reading a document. Compares nothing.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::columnar::BytesColumn;
use tantivy::schema::TantivyDocument;
use tantivy::{DocAddress, Searcher, SegmentReader, TantivyError};

use super::catalogue_row::CatalogueRow;
use super::error::IndexError;
use super::reader::{Index, row, statements, stored_text};
use super::record::SEPARATOR;
use super::schema::{CLAIM_HIGH, CLAIM_LOW, DATE, Fields, HOLDS, SAYS, STATES, TRAITS, WORDS};
use super::stated_range::kilometres;
use super::weapon_statement::{StatementTraits, WeaponStatement};
use crate::document::Date;
use crate::facts::Bounds;
use crate::query::Days;

/// A weapon of which something is stated.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatedWeapon {
    /// The key of the weapon by which statements are grouped.
    pub base: String,
    /// The key of the weapon itself, which may be a variant of it.
    pub own: String,
}

/// A segment and a document in it.
type InSegment = (u32, u32);

/// The place that a statement was asked for with, and which of its document's statements it is.
type Asked = (usize, u32);

/// A statement as numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StatementNumbers {
    /// The weapon, by its place in the table.
    pub weapon: u32,
    /// Whose word it is, by its place in its segment.
    source: u32,
    /// Variant and condition, likewise.
    holds: u32,
    /// The interval that is claimed, in kilometres; `None` is open.
    pub claim: Bounds,
    /// What is known of it besides.
    pub traits: StatementTraits,
    /// A number that sentences of the same words share.
    pub words: u64,
    /// The segment and the document in it.
    document: InSegment,
    /// Which of the document's statements it is.
    place: u32,
    /// When the document was published.
    pub date: Option<Date>,
}

impl StatementNumbers {
    /// A number for the document in this state of the index.
    pub fn document(&self) -> u64 {
        u64::from(self.document.0) << 32 | u64::from(self.document.1)
    }
}

/// What a statement is compared by and that is no number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatementKeys {
    /// Whose word it is.
    pub source: String,
    /// What its variant compares as.
    pub variant: String,
    /// What its condition compares as.
    pub condition: String,
}

/// The statements of a library, in one state of its index.
pub struct StatementTable {
    searcher: Searcher,
    fields: Fields,
    /// The weapons.
    pub weapons: Vec<StatedWeapon>,
    /// The statements, documents in no order that means anything.
    pub rows: Vec<StatementNumbers>,
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
    /// The statements on weapons that pass. `None` if `cancel` became true meanwhile.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn statement_table(
        &self,
        wanted: impl Fn(&StatedWeapon) -> bool,
        cancel: &AtomicBool,
    ) -> Result<Option<StatementTable>, IndexError> {
        let searcher = self.searcher();
        let (mut weapons, mut rows) = (HashMap::new(), Vec::new());
        for (ordinal, segment) in (0..).zip(searcher.segment_readers()) {
            let Some(columns) = Columns::of(segment)? else { continue };
            let places = columns.weapons(&wanted, &mut weapons)?;
            if places.iter().all(Option::is_none) {
                continue;
            }
            for document in segment.doc_ids_alive() {
                columns.take((ordinal, document), &places, &mut rows);
            }
            if cancel.load(Ordering::Relaxed) {
                return Ok(None);
            }
        }
        let mut named: Vec<(u32, StatedWeapon)> =
            weapons.into_iter().map(|(w, n)| (n, w)).collect();
        named.sort_unstable_by_key(|(number, _)| *number);
        let weapons = named.into_iter().map(|(_, weapon)| weapon).collect();
        Ok(Some(StatementTable { searcher, fields: self.fields(), weapons, rows }))
    }
}

impl Index {
    /// Every weapon of which something is stated.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn stated_weapons(&self) -> Result<Vec<StatedWeapon>, IndexError> {
        let mut weapons = HashMap::new();
        for segment in self.searcher().segment_readers() {
            if let Some(columns) = Columns::of(segment)? {
                columns.weapons(&|_| true, &mut weapons)?;
            }
        }
        let mut weapons: Vec<StatedWeapon> = weapons.into_keys().collect();
        weapons.sort_unstable();
        Ok(weapons)
    }
}

/// The columns of a segment that hold what is known of statements.
struct Columns {
    states: BytesColumn,
    says: Numbers,
    holds: Numbers,
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
            says: says.ords().clone(),
            holds: holds.ords().clone(),
            claims: [number(CLAIM_LOW)?, number(CLAIM_HIGH)?],
            traits: number(TRAITS)?,
            words: number(WORDS)?,
            date: number(DATE)?,
        }))
    }

    /// The places in the table of the weapons of this segment; none of those that are not wanted.
    fn weapons(
        &self,
        wanted: &impl Fn(&StatedWeapon) -> bool,
        known: &mut HashMap<StatedWeapon, u32>,
    ) -> Result<Vec<Option<u32>>, IndexError> {
        let mut places = Vec::with_capacity(self.states.num_terms());
        let mut names = self.states.dictionary().stream().map_err(TantivyError::from)?;
        while names.advance() {
            let name = String::from_utf8_lossy(names.key());
            let (base, own) = name.split_once(SEPARATOR).unwrap_or((&name, &name));
            let weapon = StatedWeapon { base: base.to_owned(), own: own.to_owned() };
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            places.push(wanted(&weapon).then(|| *known.entry(weapon).or_insert(next)));
        }
        Ok(places)
    }

    /// Takes in the statements of a document on weapons that have a place.
    fn take(&self, document: InSegment, places: &[Option<u32>], rows: &mut Vec<StatementNumbers>) {
        let at = document.1;
        let place = |ord: u64| *places.get(usize::try_from(ord).ok()?)?;
        if !self.states.ords().values_for_doc(at).any(|ord| place(ord).is_some()) {
            return;
        }
        let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let date = self.date.first(at).and_then(|number| Days::date(small(number)));
        let mut says = self.says.values_for_doc(at);
        let mut holds = self.holds.values_for_doc(at);
        let [mut low, mut high] = self.claims.each_ref().map(|claims| claims.values_for_doc(at));
        let mut traits = self.traits.values_for_doc(at);
        let mut words = self.words.values_for_doc(at);
        for (number, ord) in (0..).zip(self.states.ords().values_for_doc(at)) {
            let next = (says.next(), holds.next(), low.next(), high.next());
            let (Some(source), Some(holds), Some(low), Some(high)) = next else { return };
            let (Some(traits), Some(words)) = (traits.next(), words.next()) else { return };
            let Some(weapon) = place(ord) else { continue };
            rows.push(StatementNumbers {
                weapon,
                source: small(source),
                holds: small(holds),
                claim: (kilometres(low), kilometres(high)),
                traits: StatementTraits::of_number(traits),
                words,
                document,
                place: number,
                date,
            });
        }
    }
}

impl StatementTable {
    /// What these statements are compared by and that is no number, in their order.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn keys(&self, rows: &[StatementNumbers]) -> Result<Vec<StatementKeys>, IndexError> {
        let mut keys = vec![StatementKeys::default(); rows.len()];
        for (ordinal, segment) in (0..).zip(self.searcher.segment_readers()) {
            let fast = segment.fast_fields();
            let here = || {
                let numbered = rows.iter().enumerate();
                numbered.filter(move |(_, row)| row.document.0 == ordinal)
            };
            let (Some(says), Some(holds)) = (fast.bytes(SAYS)?, fast.bytes(HOLDS)?) else {
                continue;
            };
            let sources = texts(&says, here().map(|(_, row)| row.source))?;
            let held = texts(&holds, here().map(|(_, row)| row.holds))?;
            for (at, row) in here() {
                let holds = held.get(&row.holds).map_or("", String::as_str);
                let (variant, condition) = holds.split_once(SEPARATOR).unwrap_or((holds, ""));
                keys[at] = StatementKeys {
                    source: sources.get(&row.source).cloned().unwrap_or_default(),
                    variant: variant.to_owned(),
                    condition: condition.to_owned(),
                };
            }
        }
        Ok(keys)
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
        let mut documents = Vec::with_capacity(wanted.len());
        for ((ordinal, at), numbers) in wanted {
            let segment = self.searcher.segment_reader(ordinal);
            let Some(row) = row(segment, at)? else { continue };
            let all = statements(segment, at)?;
            let text = text(DocAddress::new(ordinal, at))?;
            let statement =
                |(at, place): (usize, u32)| Some((at, all.get(place as usize)?.clone()));
            let statements = numbers.into_iter().filter_map(statement).collect();
            documents.push(StatingDocument { row, text, statements });
        }
        Ok(documents)
    }
}

/// The texts of a column at these places.
fn texts(
    column: &BytesColumn,
    places: impl Iterator<Item = u32>,
) -> Result<HashMap<u32, String>, IndexError> {
    let mut wanted: Vec<u32> = places.collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut texts = HashMap::with_capacity(wanted.len());
    let mut wanted = wanted.into_iter().peekable();
    let mut names = column.dictionary().stream().map_err(TantivyError::from)?;
    while let (Some(next), true) = (wanted.peek().copied(), names.advance()) {
        if names.term_ord() == u64::from(next) {
            texts.insert(next, String::from_utf8_lossy(names.key()).into_owned());
            wanted.next();
        }
    }
    Ok(texts)
}
