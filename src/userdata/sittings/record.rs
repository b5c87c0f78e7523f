//! What a library held at the end of its sittings, as far as it takes to tell what is new: its documents by
//! content and place, what they named and stated, all as short keys. Reads and writes no file.

use super::key_table::{KeyTable, SittingNumber};
use crate::bookmarks::{Digest, Fingerprint, Stamp};
use crate::facts::{Bounds, Class, RangeKind};
use crate::index::{IndexedFile, RootedPath};
use crate::protocol::Arrival;

/// What a file of this version begins with; that of another one has another number.
const HEAD: &[u8] = b"briefbook sittings 1\n";

/// What a file of any version begins with.
const ANY_HEAD: &[u8] = b"briefbook sittings ";

/// Sittings that are told apart. Of more, the oldest but the first are joined.
const MOST_SITTINGS: usize = 1_000;

/// Bytes of the keys. Two of 100,000 contents have the same with a chance of 1 in 10^19; that one of
/// 300,000 names has the key of another, which would then not be told as new, is one in a thousand million.
const CONTENT: usize = 12;
const PLACE: usize = 8;
const NAME: usize = 6;

/// A weapon with the kind of range, and the two bounds of a claim.
const VALUE: usize = NAME + 2 * size_of::<f32>();

/// What a file with everything may take. Without names and values it takes 24 bytes a document.
pub(super) const LARGEST: usize = 128 << 20;

/// What tells the content of a document. Where nobody read the bytes of the file, its state stands for them.
fn content_key(file: &IndexedFile) -> [u8; CONTENT] {
    let content = match file.content == Digest::default() {
        false => file.content,
        true => Digest::of(&file.state.to_bits().to_le_bytes()),
    };
    first(content.as_bytes())
}

fn place_key(place: &RootedPath) -> [u8; PLACE] {
    let root = Fingerprint::of(&place.root.to_be_bytes());
    root.then(place.below.as_os_str().as_encoded_bytes()).to_bits().to_be_bytes()
}

/// The first bytes of a longer key.
fn first<const N: usize>(bytes: &[u8]) -> [u8; N] {
    bytes.first_chunk().copied().unwrap_or([0; N])
}

fn short(fingerprint: Fingerprint) -> [u8; NAME] {
    // The last bytes: of few letters the first are zeros.
    let [_, _, key @ ..] = fingerprint.to_bits().to_be_bytes();
    key
}

fn name_key(class: Class, id: &str) -> [u8; NAME] {
    short(Fingerprint::of(class.word().as_bytes()).then(&[0]).then(id.as_bytes()))
}

fn weapon_key(weapon: &str, kind: RangeKind) -> [u8; NAME] {
    short(Fingerprint::of(kind.word().as_bytes()).then(&[0]).then(weapon.as_bytes()))
}

/// What a library held at the end of its sittings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SittingRecord {
    /// When each sitting ended, the first of all first.
    ends: Vec<Stamp>,
    /// False if names and values were left out for want of room.
    has_facts: bool,
    contents: KeyTable,
    places: KeyTable,
    names: KeyTable,
    values: KeyTable,
}

/// Why bytes are no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoRecord {
    /// A newer version wrote them.
    Newer,
    /// They are damaged.
    Damaged,
}

impl SittingRecord {
    fn empty() -> Self {
        Self {
            ends: Vec::new(),
            has_facts: true,
            contents: KeyTable::new(CONTENT),
            places: KeyTable::new(PLACE),
            names: KeyTable::new(NAME),
            values: KeyTable::new(VALUE),
        }
    }

    /// The last sitting that ended by that time, with its end; of all, without a time. If none had ended
    /// by then, the first.
    pub fn sitting(&self, time: Option<Stamp>) -> (SittingNumber, Stamp) {
        let by_then = self.ends.partition_point(|end| time.is_none_or(|time| *end <= time));
        let at = by_then.saturating_sub(1);
        let end = self.ends.get(at).copied().unwrap_or_default();
        (SittingNumber::try_from(at).unwrap_or(SittingNumber::MAX), end)
    }

    /// True if names and values are known.
    pub fn has_facts(&self) -> bool {
        self.has_facts
    }

    /// What became of a document since that sitting; `None` if it was there with the same content,
    /// wherever.
    pub fn arrival(&self, file: &IndexedFile, since: SittingNumber) -> Option<Arrival> {
        let held = |number: Option<SittingNumber>| number.is_some_and(|number| number <= since);
        if held(self.contents.number(&content_key(file))) {
            return None;
        }
        let was_there = held(self.places.number(&place_key(&file.place)));
        Some(if was_there { Arrival::Changed } else { Arrival::Came })
    }

    /// True if something of this key was named by then.
    pub fn named(&self, class: Class, id: &str, since: SittingNumber) -> bool {
        self.names.number(&name_key(class, id)).is_some_and(|number| number <= since)
    }

    /// The claims about a weapon that were stated by then.
    pub fn claims(&self, weapon: &str, kind: RangeKind, since: SittingNumber) -> Vec<Bounds> {
        let weapon = weapon_key(weapon, kind);
        let known = self.values.beginning(&weapon).filter(|(_, number)| *number <= since);
        known.filter_map(|(key, _)| bounds(key.get(NAME..)?)).collect()
    }

    /// Bytes of it in memory.
    pub fn size(&self) -> usize {
        let tables = [&self.contents, &self.places, &self.names, &self.values];
        tables.into_iter().map(|table| table.as_bytes().len()).sum()
    }

    /// It as bytes, a digest of all others last.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut out = HEAD.to_vec();
        out.push(u8::from(self.has_facts));
        put_size(&mut out, self.ends.len());
        self.ends.iter().for_each(|end| out.extend_from_slice(&end.millis().to_le_bytes()));
        for table in [&self.contents, &self.places, &self.names, &self.values] {
            put_size(&mut out, table.as_bytes().len());
            out.extend_from_slice(table.as_bytes());
        }
        let digest = Digest::of(&out);
        out.extend_from_slice(digest.as_bytes());
        out
    }

    /// It from its bytes.
    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, NoRecord> {
        if !bytes.starts_with(HEAD) {
            let is_newer = bytes.starts_with(ANY_HEAD);
            return Err(if is_newer { NoRecord::Newer } else { NoRecord::Damaged });
        }
        read(bytes).ok_or(NoRecord::Damaged)
    }
}

fn read(bytes: &[u8]) -> Option<SittingRecord> {
    let digest = Digest::default().as_bytes().len();
    let (own, sum) = bytes.split_at_checked(bytes.len().checked_sub(digest)?)?;
    if Digest::of(own).as_bytes() != sum {
        return None;
    }
    let (flags, mut rest) = own.get(HEAD.len()..)?.split_first()?;
    let ends = take(&mut rest, size_of::<i64>())?.chunks_exact(size_of::<i64>());
    let ends = ends.filter_map(|end| Some(Stamp::new(i64::from_le_bytes(end.try_into().ok()?))));
    let mut record = SittingRecord { ends: ends.collect(), ..SittingRecord::empty() };
    record.has_facts = *flags != 0;
    for (width, table) in [
        (CONTENT, &mut record.contents),
        (PLACE, &mut record.places),
        (NAME, &mut record.names),
        (VALUE, &mut record.values),
    ] {
        *table = KeyTable::from_bytes(width, take(&mut rest, 1)?)?;
    }
    Some(record)
}

fn put_size(out: &mut Vec<u8>, size: usize) {
    out.extend_from_slice(&u32::try_from(size).unwrap_or(u32::MAX).to_le_bytes());
}

/// The bytes of as many things of so many bytes as a number before them says.
fn take<'a>(rest: &mut &'a [u8], each: usize) -> Option<&'a [u8]> {
    let (count, after) = rest.split_first_chunk()?;
    let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
    let (own, after) = after.split_at_checked(count.checked_mul(each)?)?;
    *rest = after;
    Some(own)
}

fn bounds(bytes: &[u8]) -> Option<Bounds> {
    let (low, rest) = bytes.split_first_chunk()?;
    let closed = |bytes: [u8; 4]| {
        let bound = f32::from_be_bytes(bytes);
        bound.is_finite().then_some(f64::from(bound))
    };
    Some((closed(*low), closed(*rest.first_chunk()?)))
}

/// Gathers what a library holds when a sitting with it ends.
#[derive(Clone, Debug, Default)]
pub struct SittingRecorder {
    contents: Vec<[u8; CONTENT]>,
    places: Vec<[u8; PLACE]>,
    names: Vec<[u8; NAME]>,
    values: Vec<[u8; VALUE]>,
}

impl SittingRecorder {
    /// It has this document.
    pub fn document(&mut self, file: &IndexedFile) {
        self.contents.push(content_key(file));
        self.places.push(place_key(&file.place));
    }

    /// A document names this.
    pub fn name(&mut self, class: Class, id: &str) {
        self.names.push(name_key(class, id));
    }

    /// A document states this of the range of a weapon.
    pub fn value(&mut self, weapon: &str, kind: RangeKind, (low, high): Bounds) {
        let mut key = [0; VALUE];
        let open = |bound: Option<f64>| bound.map_or(f32::INFINITY, |bound| bound as f32);
        let parts = [open(low), open(high)].map(f32::to_be_bytes).concat();
        let parts = [&weapon_key(weapon, kind)[..], &parts].concat();
        key.copy_from_slice(&parts);
        self.values.push(key);
    }

    /// What is remembered once this sitting ends, and of earlier ones `before` was. Unless all documents
    /// were looked into (`whole`), those that are known from before are taken to be there still.
    pub fn finish(self, before: Option<&SittingRecord>, now: Stamp, whole: bool) -> SittingRecord {
        let empty = SittingRecord::empty();
        let before = before.unwrap_or(&empty);
        let mut record = SittingRecord { ends: before.ends.clone(), ..SittingRecord::empty() };
        let joins = record.ends.len() >= MOST_SITTINGS;
        if joins {
            record.ends.remove(1);
        }
        let new = SittingNumber::try_from(record.ends.len()).unwrap_or(SittingNumber::MAX);
        record.ends.push(now.max(record.ends.last().copied().unwrap_or(now)));
        let numbers = Numbering { joins, new, keeps: !whole };
        record.contents.replace(numbers.of(&before.contents, &self.contents));
        record.places.replace(numbers.of(&before.places, &self.places));
        record.names.replace(numbers.of(&before.names, &self.names));
        record.values.replace(numbers.of(&before.values, &self.values));
        // What was left out before is known to be new in nothing.
        record.has_facts = record.size() < LARGEST && (before.has_facts || whole);
        if !record.has_facts {
            record.names = KeyTable::new(NAME);
            record.values = KeyTable::new(VALUE);
        }
        record
    }
}

/// Which numbers keys have at the end of a sitting.
struct Numbering {
    /// True if the second sitting and the third are one from now on.
    joins: bool,
    /// The number of this sitting.
    new: SittingNumber,
    /// True if keys that are not met stay.
    keeps: bool,
}

impl Numbering {
    fn of<const N: usize>(
        &self,
        before: &KeyTable,
        met: &[[u8; N]],
    ) -> Vec<([u8; N], SittingNumber)> {
        let old = |number: SittingNumber| number - SittingNumber::from(self.joins && number > 1);
        let met = met.iter().map(|key| (*key, before.number(key).map_or(self.new, old)));
        let kept = before.iter().filter(|_| self.keeps);
        met.chain(kept.map(|(key, number)| (first(key), old(number)))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, content: &str) -> IndexedFile {
        IndexedFile {
            place: RootedPath { root: 0, below: path.into() },
            bytes: 1,
            changed: 0,
            state: Fingerprint::of(path.as_bytes()),
            content: Digest::of(content.as_bytes()),
        }
    }

    fn at(millis: i64) -> Stamp {
        Stamp::new(millis)
    }

    /// A sitting that ends with these documents and one name and value.
    fn sit(before: Option<&SittingRecord>, now: i64, papers: &[(&str, &str)]) -> SittingRecord {
        let mut recorder = SittingRecorder::default();
        papers.iter().for_each(|(path, content)| recorder.document(&file(path, content)));
        recorder.name(Class::Actor, &format!("actor of {now}"));
        recorder.value("lynx", RangeKind::Reach, (Some(now as f64), None));
        recorder.finish(before, at(now), true)
    }

    #[test]
    fn a_document_is_new_by_its_content_wherever_it_is() {
        let record = sit(None, 1, &[("a", "one"), ("b", "two")]);
        let (since, end) = record.sitting(None);
        assert_eq!((since, end), (0, at(1)));
        let arrival = |path, content| record.arrival(&file(path, content), since);
        assert_eq!(arrival("a", "one"), None);
        assert_eq!(arrival("renamed", "one"), None);
        assert_eq!(arrival("b", "three"), Some(Arrival::Changed));
        assert_eq!(arrival("c", "three"), Some(Arrival::Came));
    }

    #[test]
    fn what_came_since_an_earlier_sitting_is_told_too() {
        let first = sit(None, 10, &[("a", "one")]);
        let second = sit(Some(&first), 20, &[("a", "one"), ("b", "two")]);
        let third = sit(Some(&second), 30, &[("a", "changed"), ("b", "two"), ("c", "three")]);
        let came = |time: Option<i64>, path, content| {
            let (since, _) = third.sitting(time.map(at));
            third.arrival(&file(path, content), since)
        };
        assert_eq!(came(None, "c", "three"), None);
        assert_eq!(came(Some(29), "c", "three"), Some(Arrival::Came));
        assert_eq!(came(Some(29), "a", "changed"), Some(Arrival::Changed));
        assert_eq!(came(Some(29), "b", "two"), None);
        assert_eq!(came(Some(19), "b", "two"), Some(Arrival::Came));
        // Nobody knows what was there before the first sitting.
        assert_eq!(third.sitting(Some(at(5))), (0, at(10)));
        assert_eq!(came(Some(5), "a", "one"), Some(Arrival::Changed), "it is not there any more");
        let named = |number| third.named(Class::Actor, "actor of 30", number);
        assert_eq!([0, 1, 2].map(named), [false, false, true]);
        let claims = third.claims("lynx", RangeKind::Reach, 2);
        assert_eq!(claims, [(Some(30.0), None)], "what no document states any more is not held");
        assert!(third.claims("lynx", RangeKind::Test, 2).is_empty());
        assert!(third.claims("lynx", RangeKind::Reach, 1).is_empty());
    }

    #[test]
    fn what_was_not_looked_into_is_taken_to_be_there() {
        let first = sit(None, 10, &[("a", "one"), ("b", "two")]);
        let mut recorder = SittingRecorder::default();
        recorder.document(&file("c", "three"));
        let second = recorder.finish(Some(&first), at(20), false);
        let (since, _) = second.sitting(None);
        for (path, content) in [("a", "one"), ("b", "two"), ("c", "three")] {
            assert_eq!(second.arrival(&file(path, content), since), None, "{path}");
        }
        assert!(second.named(Class::Actor, "actor of 10", since));
    }

    #[test]
    fn a_document_that_nobody_read_is_known_by_the_state_of_its_file() {
        let unread = |state: &[u8]| IndexedFile {
            state: Fingerprint::of(state),
            content: Digest::default(),
            ..file("a", "")
        };
        let mut recorder = SittingRecorder::default();
        recorder.document(&unread(b"one"));
        let record = recorder.finish(None, at(1), true);
        assert_eq!(record.arrival(&unread(b"one"), 0), None);
        assert_eq!(record.arrival(&unread(b"two"), 0), Some(Arrival::Changed));
    }

    #[test]
    fn sittings_beyond_the_bound_are_joined_and_the_order_stays() {
        let mut record = sit(None, 0, &[("0", "0")]);
        let mut papers = vec![("0".to_owned(), "0".to_owned())];
        for now in 1..1_010 {
            papers.push((now.to_string(), now.to_string()));
            let papers: Vec<(&str, &str)> =
                papers.iter().rev().take(3).map(|(path, content)| (&**path, &**content)).collect();
            let all = [&papers[..], &[("0", "0"), ("1", "1")]].concat();
            record = sit(Some(&record), now, &all);
        }
        assert_eq!(record.ends.len(), MOST_SITTINGS);
        assert_eq!((record.ends[0], record.ends[999]), (at(0), at(1_009)));
        assert!(record.ends.is_sorted());
        let number = |name: &str| record.contents.number(&content_key(&file(name, name)));
        assert_eq!(
            ["0", "1", "1008", "1009"].map(number),
            [Some(0), Some(1), Some(998), Some(999)]
        );
    }

    #[test]
    fn a_record_comes_back_from_its_bytes_and_any_damage_is_seen() {
        let record = sit(Some(&sit(None, 1, &[("a", "one")])), 2, &[("a", "one"), ("b", "two")]);
        let bytes = record.to_bytes();
        assert_eq!(SittingRecord::from_bytes(&bytes), Ok(record));
        for at in 0..bytes.len() {
            assert!(SittingRecord::from_bytes(&bytes[..at]).is_err());
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            assert!(SittingRecord::from_bytes(&flipped).is_err(), "{at}");
        }
        let newer = b"briefbook sittings 2\nwhatever";
        assert_eq!(SittingRecord::from_bytes(newer), Err(NoRecord::Newer));
        assert_eq!(SittingRecord::from_bytes(b""), Err(NoRecord::Damaged));
    }
}
