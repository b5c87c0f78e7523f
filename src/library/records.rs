//! What the catalogue keeps of an entry beside what lists are ordered by: numbers in a row of a table,
//! names in one run of bytes, and once each what many have in common. An [`Entry`] with strings of its
//! own would take five times the memory, and a library may have a million.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::chunked::Chunked;
use super::entry::{Entry, Status};
use super::interned::Interned;
use super::texts::{Texts, put_piece, take_piece};
use crate::bookmarks::Digest;
use crate::document::Date;
use crate::facts::{Counts, Overview};
use crate::text::CleanText;

/// What is known of entries, by their ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Records {
    all: Chunked<Option<Record>>,
    /// For each entry its file's name, then its title and its name where these are others, then its
    /// bottom line.
    names: Texts,
    /// Why files cannot be read, and how they are damaged.
    sentences: Interned<CleanText>,
    /// Formats, as entries call them.
    formats: Vec<&'static str>,
}

/// An entry without its names.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) bytes: u64,
    modified: i64,
    content: Digest,
    counts: Counts,
    pub(super) overview: Overview,
    /// Numbers of sentences.
    damage: u32,
    reason: u32,
    pub(super) date: Option<Date>,
    format: u8,
    /// Which of these are known, and its status.
    flags: u8,
}

const MODIFIED: u8 = 1;
const CONTENT: u8 = 2;
const COUNTS: u8 = 4;
const DAMAGE: u8 = 8;
const BOTTOM_LINE: u8 = 0x40;
const STATUS: u8 = 0x30;
const READY: u8 = 0x10;
const UNDESCRIBED: u8 = 0x20;
const UNREADABLE: u8 = 0x30;

impl Record {
    fn known<T>(&self, flag: u8, value: T) -> Option<T> {
        (self.flags & flag != 0).then_some(value)
    }

    /// When the file was changed.
    pub(super) fn modified(&self) -> Option<i64> {
        self.known(MODIFIED, self.modified)
    }

    /// What its bytes are.
    pub(super) fn content(&self) -> Option<Digest> {
        self.known(CONTENT, self.content)
    }

    /// How many facts it has.
    pub(super) fn counts(&self) -> Option<Counts> {
        self.known(COUNTS, self.counts)
    }

    /// True if it says what it comes to.
    pub(super) fn has_bottom_line(&self) -> bool {
        self.flags & BOTTOM_LINE != 0
    }

    /// True if nobody has looked into it yet.
    pub(super) fn is_waiting(&self) -> bool {
        self.flags & STATUS == 0
    }

    /// True if it cannot be read.
    pub(super) fn is_unreadable(&self) -> bool {
        self.flags & STATUS == UNREADABLE
    }
}

impl Records {
    /// The same, for looking only: nothing may be put.
    pub(super) fn view(&self) -> Self {
        Self {
            all: self.all.clone(),
            names: self.names.clone(),
            sentences: self.sentences.view(),
            formats: self.formats.clone(),
        }
    }

    /// What is known of an entry.
    pub(super) fn get(&self, number: u32) -> Option<&Record> {
        self.all.get(number as usize)?.as_ref()
    }

    /// Keeps an entry, whose file is called `file` in its folder.
    pub(super) fn put(&mut self, number: u32, entry: &Entry, file: &[u8]) {
        let record = self.record(entry);
        let at = number as usize;
        self.all.fill(at + 1, &None);
        if let Some(place) = self.all.get_mut(at) {
            *place = Some(record);
        }
        self.names.put(number, &packed(entry, file));
    }

    /// Forgets an entry.
    pub(super) fn remove(&mut self, number: u32) {
        if let Some(place) = self.all.get_mut(number as usize) {
            *place = None;
            self.names.put(number, &[]);
        }
    }

    /// The name of an entry's file in its folder, byte for byte.
    pub(super) fn file(&self, number: u32) -> &[u8] {
        take_piece(&mut self.names.of(number)).unwrap_or_default()
    }

    /// The title of an entry and its name, as the list shows them.
    pub(super) fn title_and_name(&self, number: u32) -> (Cow<'_, str>, Cow<'_, str>) {
        let mut pieces = self.names.of(number);
        let file = take_piece(&mut pieces).unwrap_or_default();
        let mut other = || other(take_piece(&mut pieces)?);
        let (title, name) = (other(), other());
        let name = name.map_or_else(|| shown(file), Cow::Borrowed);
        (title.map_or_else(|| name.clone(), Cow::Borrowed), name)
    }

    /// The sentence that says what an entry comes to.
    pub(super) fn bottom_line(&self, number: u32) -> Option<CleanText> {
        let mut pieces = self.names.of(number);
        (0..3).try_for_each(|_| take_piece(&mut pieces).map(|_| ()))?;
        other(take_piece(&mut pieces)?).map(CleanText::line)
    }

    /// Whether an entry can be read.
    pub(super) fn status(&self, record: &Record) -> Status {
        match record.flags & STATUS {
            READY => Status::Ready,
            UNDESCRIBED => Status::Undescribed,
            UNREADABLE => Status::Unreadable(self.sentence(record.reason)),
            _ => Status::Waiting,
        }
    }

    /// How the file of an entry is damaged.
    pub(super) fn damage(&self, record: &Record) -> Option<CleanText> {
        record.known(DAMAGE, record.damage).map(|damage| self.sentence(damage))
    }

    /// What the list calls the format of an entry.
    pub(super) fn format(&self, record: &Record) -> &'static str {
        self.formats.get(usize::from(record.format)).copied().unwrap_or_default()
    }

    /// Bytes that all of it takes.
    pub(super) fn bytes(&self) -> usize {
        self.all.bytes() + self.names.bytes() + self.sentences.bytes()
    }

    fn record(&mut self, entry: &Entry) -> Record {
        let flag = |flag: u8, is: bool| if is { flag } else { 0 };
        let status = match &entry.status {
            Status::Waiting => 0,
            Status::Ready => READY,
            Status::Undescribed => UNDESCRIBED,
            Status::Unreadable(_) => UNREADABLE,
        };
        Record {
            bytes: entry.bytes,
            modified: entry.modified.unwrap_or_default(),
            content: entry.content.unwrap_or_default(),
            counts: entry.counts.unwrap_or_default(),
            overview: entry.overview,
            damage: entry.damage.as_ref().map_or(0, |words| self.number(words)),
            reason: entry.failure().map_or(0, |words| self.number(words)),
            date: entry.date,
            format: self.format_number(entry.format),
            flags: status
                | flag(MODIFIED, entry.modified.is_some())
                | flag(CONTENT, entry.content.is_some())
                | flag(COUNTS, entry.counts.is_some())
                | flag(DAMAGE, entry.damage.is_some())
                | flag(BOTTOM_LINE, entry.bottom_line.is_some()),
        }
    }

    fn number(&mut self, words: &CleanText) -> u32 {
        self.sentences.number(words, |known| known == words, || words.clone())
    }

    fn sentence(&self, number: u32) -> CleanText {
        self.sentences.get(number).cloned().unwrap_or_default()
    }

    /// There are about thirty formats; what goes beyond a byte would be shown as the first.
    fn format_number(&mut self, format: &'static str) -> u8 {
        let known = self.formats.iter().position(|known| *known == format);
        let at = known.unwrap_or_else(|| {
            self.formats.push(format);
            self.formats.len() - 1
        });
        u8::try_from(at).unwrap_or_default()
    }
}

/// A path as its folder, up to the last slash, and the name of its file, byte for byte.
pub fn split(path: &Path) -> (&[u8], &[u8]) {
    let bytes = path.as_os_str().as_bytes();
    let name = memchr::memrchr(b'/', bytes).map_or(0, |slash| slash + 1);
    bytes.split_at_checked(name).unwrap_or((&[], bytes))
}

/// The names of an entry: its file, then what is shown where that does not follow from it.
fn packed(entry: &Entry, file: &[u8]) -> Vec<u8> {
    let title = (entry.title != entry.name).then_some(&*entry.title);
    let name = (*shown(file) != *entry.name).then_some(&*entry.name);
    let mut packed = Vec::with_capacity(file.len() + title.map_or(0, str::len) + 8);
    put_piece(&mut packed, file);
    let told = entry.bottom_line.as_deref();
    if title.is_some() || name.is_some() || told.is_some() {
        put_other(&mut packed, title);
    }
    if name.is_some() || told.is_some() {
        put_other(&mut packed, name);
    }
    if told.is_some() {
        put_other(&mut packed, told);
    }
    packed
}

/// A mark that there is one, and the words.
fn put_other(packed: &mut Vec<u8>, words: Option<&str>) {
    let words = words.map(|words| [&b"="[..], words.as_bytes()].concat());
    put_piece(packed, words.as_deref().unwrap_or_default());
}

fn other(piece: &[u8]) -> Option<&str> {
    std::str::from_utf8(piece.strip_prefix(b"=")?).ok()
}

/// The name of a file as it is shown; printable ASCII is shown as it is.
fn shown(file: &[u8]) -> Cow<'_, str> {
    let plain = file.iter().all(|byte| matches!(byte, b' '..=b'~'));
    match std::str::from_utf8(file) {
        Ok(name) if plain => Cow::Borrowed(name),
        _ => Cow::Owned(CleanText::path(Path::new(OsStr::from_bytes(file))).to_string()),
    }
}
