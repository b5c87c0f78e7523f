//! What the index knows of a document without its text: the row of the catalogue. Says nothing of
//! how the list shows it.

use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use super::wire::{In, Out};
use crate::bookmarks::{Digest, Fingerprint, from_bytes};
use crate::document::{Date, TimeOfDay};
use crate::facts::{Counts, Overview};

/// Bytes of a title, source or reason that are kept: the list shows one line.
const LONGEST: usize = 400;

/// Where a document is: in which folder of the library, and where below it. So an index holds
/// whatever name its folders are reached by.
#[derive(Clone, Debug, Default, Eq, PartialOrd, Ord)]
pub struct RootedPath {
    /// The number of the folder among those of the library.
    pub root: u16,
    /// The path below it, byte for byte; empty if the root is a file.
    pub below: PathBuf,
}

/// Byte for byte, not name by name as paths do: a library has many places.
impl PartialEq for RootedPath {
    fn eq(&self, other: &Self) -> bool {
        self.root == other.root && self.below.as_os_str() == other.below.as_os_str()
    }
}

impl Hash for RootedPath {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.root.hash(state);
        self.below.as_os_str().hash(state);
    }
}

impl RootedPath {
    /// The place as bytes that sort as places do.
    pub(super) fn key(&self) -> Vec<u8> {
        let mut key = self.root.to_be_bytes().to_vec();
        key.extend_from_slice(self.below.as_os_str().as_encoded_bytes());
        key
    }

    /// The path of the document if the library's folders are `roots`.
    pub fn path(&self, roots: &[PathBuf]) -> Option<PathBuf> {
        let root = roots.get(usize::from(self.root))?;
        let is_root = self.below.as_os_str().is_empty();
        Some(if is_root { root.clone() } else { root.join(&self.below) })
    }

    /// The folder above the document, below its root.
    pub fn folder(&self) -> &Path {
        self.below.parent().unwrap_or(Path::new(""))
    }
}

/// A row of the catalogue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CatalogueRow {
    /// Where it is.
    pub place: RootedPath,
    /// What it calls itself.
    pub title: String,
    /// When it was published.
    pub date: Option<Date>,
    /// Who issued it.
    pub source: Option<String>,
    /// Its format, as lists show it.
    pub format: String,
    /// The size of its file in bytes.
    pub bytes: u64,
    /// When its file was changed, in nanoseconds since 1970.
    pub changed: i64,
    /// What tells the state of its file from every other: device, inode and both times.
    pub state: Fingerprint,
    /// What the bytes of its file are.
    pub content: Digest,
    /// Its length in words.
    pub words: u64,
    /// How many facts it has.
    pub counts: Counts,
    /// True if only the beginning of its text can be searched.
    pub cut: bool,
    /// Why it cannot be read, if it cannot.
    pub failure: Option<String>,
    /// What is damaged of its file, if it was read all the same.
    pub damage: Option<String>,
    /// The sentence that says what it comes to, if it has one.
    pub bottom_line: Option<String>,
    /// What lists tell of its text.
    pub overview: Overview,
}

impl CatalogueRow {
    /// The row as bytes: the key of the place, a zero, which no path holds, and the rest.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out(self.place.key());
        out.0.push(0);
        out.text(cut(&self.title));
        put_date(&mut out, self.date);
        out.text(cut(self.source.as_deref().unwrap_or_default()));
        out.text(cut(&self.format));
        out.number(self.bytes);
        out.number(self.changed.cast_unsigned());
        out.number(self.state.to_bits());
        out.bytes(self.content.as_bytes());
        out.number(self.words);
        for count in [self.counts.weapons, self.counts.ranges, self.counts.actors] {
            out.number(count.into());
        }
        out.number(u64::from(self.cut));
        out.text(cut(self.failure.as_deref().unwrap_or_default()));
        out.text(cut(self.damage.as_deref().unwrap_or_default()));
        out.text(cut(self.bottom_line.as_deref().unwrap_or_default()));
        out.bytes(&self.overview.to_bytes());
        out.0
    }

    /// What it says of its file.
    pub fn file_state(self) -> IndexedFile {
        let Self { place, bytes, changed, state, content, .. } = self;
        IndexedFile { place, bytes, changed, state, content }
    }

    /// A row from its bytes; `None` if they are damaged.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (place, mut read) = take_place(bytes)?;
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Some(Self {
            place,
            title: read.text()?.to_owned(),
            date: take_date(&mut read)?,
            source: some(read.text()?),
            format: read.text()?.to_owned(),
            bytes: read.number()?,
            changed: read.number()?.cast_signed(),
            state: Fingerprint::from_bits(read.number()?),
            content: Digest::from_bytes(read.bytes()?)?,
            words: read.number()?,
            counts: Counts {
                weapons: take_count(&mut read)?,
                ranges: take_count(&mut read)?,
                actors: take_count(&mut read)?,
            },
            cut: read.number()? != 0,
            failure: some(read.text()?),
            damage: some(read.text()?),
            bottom_line: some(read.text()?),
            overview: Overview::from_bytes(read.bytes()?)?,
        })
    }
}

/// What a row says of the file: enough to see whether that has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedFile {
    /// Where it is.
    pub place: RootedPath,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was changed, in nanoseconds since 1970.
    pub changed: i64,
    /// What tells it from every other state.
    pub state: Fingerprint,
    /// What its bytes are.
    pub content: Digest,
}

impl IndexedFile {
    /// The state in the bytes of a row; `None` if they are damaged.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (place, mut read) = take_place(bytes)?;
        read.bytes()?;
        take_date(&mut read)?;
        read.bytes().and_then(|_| read.bytes())?;
        let (bytes, changed) = (read.number()?, read.number()?.cast_signed());
        let state = Fingerprint::from_bits(read.number()?);
        let content = Digest::from_bytes(read.bytes()?)?;
        Some(Self { place, bytes, changed, state, content })
    }
}

/// The place at the beginning of a row, and the rest of it.
fn take_place(bytes: &[u8]) -> Option<(RootedPath, In<'_>)> {
    let (root, rest) = bytes.split_first_chunk()?;
    let end = memchr::memchr(0, rest)?;
    let below = from_bytes(rest.get(..end)?.to_vec());
    Some((RootedPath { root: u16::from_be_bytes(*root), below }, In(rest.get(end + 1..)?)))
}

fn take_count(read: &mut In<'_>) -> Option<u32> {
    u32::try_from(read.number()?).ok()
}

fn cut(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text)
}

/// A date as year, month, day, and the minute of the day with its zone; 0 for what is not known.
fn put_date(out: &mut Out, date: Option<Date>) {
    let Some(date) = date else { return out.number(0) };
    out.number(u64::from(date.year().unsigned_abs()));
    out.number(date.month().unwrap_or_default().into());
    out.number(date.day().unwrap_or_default().into());
    let minute = |time: TimeOfDay| {
        (u64::from(time.hour) * 60 + u64::from(time.minute)) * 2 + u64::from(time.utc) + 1
    };
    out.number(date.time().map_or(0, minute));
}

fn take_date(read: &mut In<'_>) -> Option<Option<Date>> {
    let year = i16::try_from(read.number()?).ok()?;
    if year == 0 {
        return Some(None);
    }
    let (month, day) = (u8::try_from(read.number()?).ok()?, u8::try_from(read.number()?).ok()?);
    let date = match (month, day) {
        (0, _) => Date::of_year(year),
        (month, 0) => Date::of_month(year, month),
        (month, day) => Date::of_day(year, month, day),
    }?;
    let Some(minute) = read.below(24 * 60 * 2 + 1)?.checked_sub(1) else {
        return Some(Some(date));
    };
    let (minutes, utc) = (minute / 2, minute % 2 == 1);
    let time = TimeOfDay { hour: (minutes / 60) as u8, minute: (minutes % 60) as u8, utc };
    Some(Some(date.at(time)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::NamedDates;

    fn row() -> CatalogueRow {
        let time = TimeOfDay { hour: 23, minute: 59, utc: true };
        CatalogueRow {
            place: RootedPath { root: 256, below: from_bytes(b"a/\xff\n.txt".to_vec()) },
            title: "A title".into(),
            date: Date::of_day(2023, 7, 22).map(|date| date.at(time)),
            source: Some("The desk".into()),
            format: "txt".into(),
            bytes: u64::MAX,
            changed: -1,
            state: Fingerprint::of(b"state"),
            content: Digest::of(b"x"),
            words: 7,
            counts: Counts { weapons: 1, ranges: 2, actors: 3 },
            cut: true,
            failure: None,
            damage: Some("damaged: cut".into()),
            bottom_line: Some("It flies far.".into()),
            overview: Overview {
                dates: NamedDates::of([2022, 2023].into_iter().filter_map(Date::of_year)),
            },
        }
    }

    #[test]
    fn a_card_comes_back_as_it_was() {
        let dates = [None, Date::of_year(1999), Date::of_month(2023, 7), row().date];
        for date in dates {
            let row = CatalogueRow { date, ..row() };
            let state = row.clone().file_state();
            assert_eq!(IndexedFile::from_bytes(&row.to_bytes()), Some(state));
            assert_eq!(CatalogueRow::from_bytes(&row.to_bytes()), Some(row));
        }
        let failed = CatalogueRow { failure: Some("empty file".into()), ..CatalogueRow::default() };
        assert_eq!(CatalogueRow::from_bytes(&failed.to_bytes()), Some(failed));
    }

    #[test]
    fn a_damaged_card_is_none() {
        let bytes = row().to_bytes();
        for end in 0..bytes.len() {
            assert_eq!(CatalogueRow::from_bytes(&bytes[..end]), None, "{end}");
        }
    }

    #[test]
    fn a_place_leads_below_the_roots_as_they_are_called() {
        let place = RootedPath { root: 1, below: "b/c.txt".into() };
        let roots = ["/x", "/y"].map(PathBuf::from);
        assert_eq!(place.path(&roots), Some("/y/b/c.txt".into()));
        assert_eq!(place.path(&roots[..1]), None);
        let file = RootedPath { root: 0, below: PathBuf::new() };
        assert_eq!(file.path(&roots), Some("/x".into()));
    }
}
