//! What the reader remembers between two sessions: places in documents, what was read, letter
//! marks, the last jumps, small choices. Lines are appended under a lock, so that several
//! instances may write; the last word on a subject counts. Not for what the user made: nothing
//! here is synced to the disk.

mod journal;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use self::journal::Journal;
use crate::bookmarks::{Digest, ReadingPlace, Sketch};
use crate::files::places::Places;
use crate::protocol::{MOST_EARLIER, MarkedPlace};
use crate::text::CleanText;

/// What is remembered of a document. In [`Memory::remember`] fields that are `None` stay as they
/// are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadingRecord {
    /// Where reading stopped in the canonical text.
    pub place: Option<ReadingPlace>,
    /// The bytes of its file.
    pub content: Option<Digest>,
    /// Its words.
    pub sketch: Option<Sketch>,
    /// Whether it was read.
    pub read: Option<bool>,
}

/// Everything remembered, and the file it is kept in.
#[derive(Debug)]
pub struct Memory {
    journal: Journal,
}

impl Memory {
    /// Reads what was remembered. Problems are sentences; what could be read is there anyway.
    pub fn open(places: &Places) -> (Self, Vec<CleanText>) {
        let (journal, problems) = Journal::open(places);
        (Self { journal }, problems)
    }

    /// The same for one who does not show problems: nothing is mended, which is left to one who does.
    pub fn look(places: &Places) -> Self {
        Self { journal: Journal::look(places) }
    }

    /// What is remembered of a document.
    pub fn document(&self, path: &Path) -> ReadingRecord {
        self.journal.get(&document(path)).map(|record| remembered(&record)).unwrap_or_default()
    }

    /// Every document something is remembered of.
    pub fn documents(&self) -> impl Iterator<Item = (PathBuf, ReadingRecord)> {
        self.journal.iter().filter_map(|(subject, record)| {
            let path = subject.strip_prefix(DOCUMENT)?;
            Some((unescaped(path), remembered(&record)))
        })
    }

    /// Remembers the fields of `news` that are set.
    ///
    /// # Errors
    /// Those of the system; nothing is remembered, and the same may be tried again.
    pub fn remember(&mut self, path: &Path, news: ReadingRecord) -> io::Result<()> {
        let mut fields = Map::new();
        if let Some(place) = &news.place {
            put_place(&mut fields, place);
        }
        put_content(&mut fields, news.content);
        if let Some(sketch) = &news.sketch {
            fields.insert("sketch".to_owned(), sketch.digits().into());
        }
        fields.extend(news.read.map(|read| ("read".to_owned(), read.into())));
        self.journal.put(&document(path), fields)
    }

    /// Where the mark `letter` stands.
    pub fn mark(&self, letter: char) -> Option<MarkedPlace> {
        spot(&self.journal.get(&format!("mark:{letter}"))?)
    }

    /// Sets the mark `letter`.
    ///
    /// # Errors
    /// As [`Memory::remember`].
    pub fn set_mark(&mut self, letter: char, spot: &MarkedPlace) -> io::Result<()> {
        self.journal.put(&format!("mark:{letter}"), fields_of(spot))
    }

    /// The last jumps, oldest first.
    pub fn history(&self) -> Vec<MarkedPlace> {
        let record = self.journal.get(HISTORY).unwrap_or_default();
        let spots = record.get("spots").and_then(Value::as_array).into_iter().flatten();
        spots.filter_map(Value::as_object).filter_map(spot).collect()
    }

    /// Replaces the last jumps; the newest hundred are kept.
    ///
    /// # Errors
    /// As [`Memory::remember`].
    pub fn set_history(&mut self, spots: &[MarkedPlace]) -> io::Result<()> {
        let newest = spots.iter().skip(spots.len().saturating_sub(100));
        let spots: Vec<Value> = newest.map(fields_of).map(Value::Object).collect();
        self.journal.put(HISTORY, Map::from_iter([("spots".to_owned(), spots.into())]))
    }

    /// What was searched for, the newest last.
    pub fn searches(&self) -> Vec<String> {
        self.journal.get(SEARCHES).map(|record| words_of(&record)).unwrap_or_default()
    }

    /// Remembers what was searched for; the newest hundred are kept, each once.
    ///
    /// # Errors
    /// As [`Memory::remember`].
    pub fn add_search(&mut self, words: &str) -> io::Result<()> {
        self.journal.change(SEARCHES, |record| {
            let mut searches = words_of(record);
            searches.retain(|earlier| earlier != words);
            searches.push(words.to_owned());
            let surplus = searches.len().saturating_sub(MOST_EARLIER);
            searches.drain(..surplus);
            Map::from_iter([("words".to_owned(), searches.into())])
        })
    }

    /// The folders and files opened last.
    pub fn last_library(&self) -> Vec<PathBuf> {
        let record = self.journal.get(LIBRARY).unwrap_or_default();
        let paths = record.get("paths").and_then(Value::as_array).into_iter().flatten();
        paths.filter_map(Value::as_str).map(unescaped).collect()
    }

    /// Remembers what is open.
    ///
    /// # Errors
    /// As [`Memory::remember`].
    pub fn set_last_library(&mut self, paths: &[PathBuf]) -> io::Result<()> {
        let paths: Vec<Value> = paths.iter().map(|path| escaped(path).into()).collect();
        self.journal.put(LIBRARY, Map::from_iter([("paths".to_owned(), paths.into())]))
    }

    /// A choice made on the screen ("width", "sort").
    pub fn choice(&self, name: &str) -> Option<String> {
        self.journal.get(CHOICES)?.get(name)?.as_str().map(str::to_owned)
    }

    /// Every choice made on the screen, by its name.
    pub fn choices(&self) -> BTreeMap<String, String> {
        let record = self.journal.get(CHOICES).into_iter().flatten();
        let words = record.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.into())));
        words.collect()
    }

    /// Remembers a choice made on the screen.
    ///
    /// # Errors
    /// As [`Memory::remember`].
    pub fn choose(&mut self, name: &str, value: &str) -> io::Result<()> {
        self.journal.put(CHOICES, Map::from_iter([(name.to_owned(), value.into())]))
    }
}

const DOCUMENT: &str = "document:";
const HISTORY: &str = "history";
const SEARCHES: &str = "searches";
const LIBRARY: &str = "library";
const CHOICES: &str = "choices";

fn words_of(record: &Map<String, Value>) -> Vec<String> {
    let words = record.get("words").and_then(Value::as_array).into_iter().flatten();
    words.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn document(path: &Path) -> String {
    format!("{DOCUMENT}{}", escaped(path))
}

fn remembered(record: &Map<String, Value>) -> ReadingRecord {
    let sketch = record.get("sketch").and_then(Value::as_str);
    ReadingRecord {
        place: place(record),
        content: content(record),
        sketch: sketch.map(Sketch::parse),
        read: record.get("read").and_then(Value::as_bool),
    }
}

fn spot(record: &Map<String, Value>) -> Option<MarkedPlace> {
    let path = unescaped(record.get("path")?.as_str()?);
    Some(MarkedPlace { path, content: content(record), place: place(record)? })
}

fn fields_of(spot: &MarkedPlace) -> Map<String, Value> {
    let mut fields = Map::from_iter([("path".to_owned(), escaped(&spot.path).into())]);
    put_place(&mut fields, &spot.place);
    put_content(&mut fields, spot.content);
    fields
}

/// The place of a record; earlier versions kept no words with it.
fn place(record: &Map<String, Value>) -> Option<ReadingPlace> {
    let words = record.get("words").and_then(Value::as_str).unwrap_or_default().to_owned();
    Some(ReadingPlace { offset: offset(record.get("offset")?)?, words })
}

fn put_place(fields: &mut Map<String, Value>, place: &ReadingPlace) {
    fields.insert("offset".to_owned(), place.offset.into());
    fields.insert("words".to_owned(), place.words.clone().into());
}

fn content(record: &Map<String, Value>) -> Option<Digest> {
    Digest::parse(record.get("sha256")?.as_str()?)
}

/// What is not known leaves what was.
fn put_content(fields: &mut Map<String, Value>, content: Option<Digest>) {
    let content = content.filter(|content| *content != Digest::default());
    fields.extend(content.map(|content| ("sha256".to_owned(), content.to_string().into())));
}

fn offset(value: &Value) -> Option<usize> {
    value.as_u64().and_then(|offset| usize::try_from(offset).ok())
}

/// A path as text that names every byte: bytes that are not UTF-8, and `%`, as `%XX`.
fn escaped(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(&chunk.valid().replace('%', "%25"));
        text.extend(chunk.invalid().iter().map(|byte| format!("%{byte:02X}")));
    }
    text
}

/// The path that [`escaped`] wrote.
fn unescaped(text: &str) -> PathBuf {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;
    let mut pieces = text.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let byte = piece.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match byte {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend_from_slice(piece.get(2..).unwrap_or_default().as_bytes());
            }
            None => {
                bytes.push(b'%');
                bytes.extend_from_slice(piece.as_bytes());
            }
        }
    }
    OsString::from_vec(bytes).into()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::files::places::PlaceOptions;

    fn places(root: &Path) -> Places {
        Places::under(root, PlaceOptions::default())
    }

    fn at(offset: usize) -> ReadingRecord {
        ReadingRecord { place: Some(offset.into()), ..ReadingRecord::default() }
    }

    #[test]
    fn everything_is_there_the_next_time() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let root = tempfile::tempdir().unwrap();
        let path = Path::new(OsStr::from_bytes(b"/docs/100%\xff\n.txt"));
        let place = ReadingPlace { offset: 7, words: "Seven\nwords".into() };
        let content = Some(Digest::of(b"bytes"));
        let spot = MarkedPlace { path: path.into(), content, place };
        let mut memory = Memory::open(&places(root.path())).0;
        memory.remember(path, at(5)).unwrap();
        memory
            .remember(path, ReadingRecord { read: Some(true), ..ReadingRecord::default() })
            .unwrap();
        memory.set_mark('a', &spot).unwrap();
        memory.set_history(std::slice::from_ref(&spot)).unwrap();
        memory.set_last_library(&[path.into()]).unwrap();
        memory.choose("sort", "title").unwrap();
        let (memory, problems) = Memory::open(&places(root.path()));
        assert_eq!(problems, []);
        let expected = ReadingRecord { read: Some(true), ..at(5) };
        assert_eq!(memory.documents().collect::<Vec<_>>(), [(path.to_owned(), expected)]);
        assert_eq!((memory.mark('a'), memory.mark('b')), (Some(spot.clone()), None));
        assert_eq!((memory.history(), memory.last_library()), (vec![spot], vec![path.to_owned()]));
        assert_eq!(memory.choice("sort").as_deref(), Some("title"));
    }

    #[test]
    fn what_an_earlier_version_remembered_is_read() {
        let root = tempfile::tempdir().unwrap();
        let folder = places(root.path()).state;
        fs::create_dir_all(&folder).unwrap();
        let lines = "{\"offset\":12,\"hash\":\"1f\",\"read\":true,\"subject\":\"document:/a\"}\n\
                     {\"offset\":3,\"path\":\"/a\",\"subject\":\"mark:q\"}\n";
        fs::write(folder.join("positions.jsonl"), lines).unwrap();
        let (memory, problems) = Memory::open(&places(root.path()));
        assert_eq!(problems, []);
        let record = ReadingRecord { read: Some(true), ..at(12) };
        assert_eq!(memory.document(Path::new("/a")), record);
        let mark = MarkedPlace { path: "/a".into(), place: 3.into(), content: None };
        assert_eq!(memory.mark('q'), Some(mark));
    }

    #[test]
    fn the_documents_of_longest_ago_are_forgotten_beyond_a_bound() {
        let root = tempfile::tempdir().unwrap();
        let folder = places(root.path()).state;
        fs::create_dir_all(&folder).unwrap();
        let line = |n: usize| format!("{{\"offset\":{n},\"subject\":\"document:/{n:07}\"}}\n");
        let mark = "{\"offset\":3,\"path\":\"/a\",\"subject\":\"mark:q\"}\n".to_owned();
        let beyond = 1_500;
        let lines: String = (0..journal::MOST + beyond).map(line).collect();
        fs::write(folder.join("positions.jsonl"), mark + &lines + &line(0)).unwrap();
        let (memory, problems) = Memory::open(&places(root.path()));
        assert_eq!(problems, []);
        assert!(memory.documents().count() <= journal::MOST);
        assert!(memory.mark('q').is_some(), "marks are no documents");
        let newest = format!("/{:07}", journal::MOST + beyond - 1);
        assert!(memory.document(Path::new(&newest)).place.is_some());
        assert!(memory.document(Path::new("/0000000")).place.is_some(), "told of again");
        assert!(memory.document(Path::new("/0000001")).place.is_none());
        let kept = fs::read_to_string(folder.join("positions.jsonl")).unwrap();
        assert!(kept.lines().count() <= journal::MOST + 1);
    }

    #[test]
    fn two_instances_keep_each_others_words() {
        let root = tempfile::tempdir().unwrap();
        let mut one = Memory::open(&places(root.path())).0;
        let mut two = Memory::open(&places(root.path())).0;
        one.remember(Path::new("a"), at(1)).unwrap();
        two.remember(Path::new("b"), at(2)).unwrap();
        two.remember(Path::new("a"), at(3)).unwrap();
        let memory = Memory::open(&places(root.path())).0;
        assert_eq!(
            (memory.document(Path::new("a")), memory.document(Path::new("b"))),
            (at(3), at(2))
        );
    }

    #[test]
    fn what_two_instances_say_of_one_subject_adds_up() {
        let root = tempfile::tempdir().unwrap();
        let mut one = Memory::open(&places(root.path())).0;
        let mut two = Memory::open(&places(root.path())).0;
        one.remember(Path::new("a"), at(1)).unwrap();
        two.remember(
            Path::new("a"),
            ReadingRecord { read: Some(true), ..ReadingRecord::default() },
        )
        .unwrap();
        one.add_search("taurus").unwrap();
        two.add_search("scalp").unwrap();
        one.add_search("storm shadow").unwrap();
        two.add_search("taurus").unwrap();
        // The file of a third one, which shortens it, is another file.
        for offset in 0..1500 {
            one.remember(Path::new("b"), at(offset)).unwrap();
        }
        let mut three = Memory::open(&places(root.path())).0;
        three.add_search("typhon").unwrap();
        one.add_search("atacms").unwrap();
        let memory = Memory::open(&places(root.path())).0;
        assert_eq!(memory.document(Path::new("a")), ReadingRecord { read: Some(true), ..at(1) });
        let all = ["scalp", "storm shadow", "taurus", "typhon", "atacms"];
        assert_eq!(memory.searches(), all);
    }

    #[test]
    fn a_torn_line_loses_nothing_else_and_is_set_aside() {
        let root = tempfile::tempdir().unwrap();
        let mut memory = Memory::open(&places(root.path())).0;
        memory.remember(Path::new("a"), at(1)).unwrap();
        let file = root.path().join("state/positions.jsonl");
        let mut bytes = fs::read(&file).unwrap();
        bytes.extend_from_slice(b"\xff\xfe{\"subject\":\"docu");
        fs::write(&file, bytes).unwrap();
        memory.remember(Path::new("b"), at(2)).unwrap();
        let (memory, problems) = Memory::open(&places(root.path()));
        assert_eq!(
            (memory.document(Path::new("a")), memory.document(Path::new("b"))),
            (at(1), at(2))
        );
        assert!(problems[0].contains("1 damaged line"), "{problems:?}");
        assert_eq!(Memory::open(&places(root.path())).1, []);
        let names = fs::read_dir(root.path().join("state")).unwrap();
        let aside = names.filter(|name| {
            name.as_ref().unwrap().file_name().to_string_lossy().contains(".damaged-")
        });
        assert_eq!(aside.count(), 1);
    }

    #[test]
    fn fields_of_a_newer_version_stay() {
        let root = tempfile::tempdir().unwrap();
        let mut memory = Memory::open(&places(root.path())).0;
        memory.remember(Path::new("a"), at(1)).unwrap();
        let file = root.path().join("state/positions.jsonl");
        let newer = fs::read_to_string(&file).unwrap().replace('{', "{\"mood\":\"calm\",");
        fs::write(&file, newer).unwrap();
        let mut memory = Memory::open(&places(root.path())).0;
        memory.remember(Path::new("a"), at(2)).unwrap();
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.lines().last().unwrap().contains("\"mood\":\"calm\""), "{text}");
    }

    #[test]
    fn a_long_journal_is_shortened_and_says_the_same() {
        let root = tempfile::tempdir().unwrap();
        let mut memory = Memory::open(&places(root.path())).0;
        for offset in 0..1500 {
            memory.remember(Path::new("a"), at(offset)).unwrap();
        }
        let memory = Memory::open(&places(root.path())).0;
        assert_eq!(memory.document(Path::new("a")), at(1499));
        let text = fs::read_to_string(root.path().join("state/positions.jsonl")).unwrap();
        assert_eq!(text.lines().count(), 1);
    }

    #[test]
    fn without_a_place_it_remembers_until_the_end() {
        let root = tempfile::tempdir().unwrap();
        let places =
            Places::under(root.path(), PlaceOptions { no_write: true, ..PlaceOptions::default() });
        let mut memory = Memory::open(&places).0;
        memory.remember(Path::new("a"), at(1)).unwrap();
        assert_eq!(memory.document(Path::new("a")), at(1));
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
    }
}
