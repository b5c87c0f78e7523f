//! Records in lines of a [`LineFile`], of which the last on a subject counts. Knows nothing of what
//! the records mean; fields it does not know stay.

use std::collections::BTreeMap;
use std::io;

use serde_json::{Map, Value};

use crate::files::clock;
use crate::files::places::Places;
use crate::text::CleanText;
use crate::userdata::lines::{Durability, LineFile, ReadTo, WriteLock, whole_lines};

/// The field that names the subject of a record.
const SUBJECT: &str = "subject";

/// Bytes read at most: hundreds of thousands of records.
const LARGEST: u64 = 64 << 20;

/// Superseded lines that are tolerated besides as many as there are records.
const SLACK: usize = 1000;

type Records = BTreeMap<String, Map<String, Value>>;

/// The records and their file.
#[derive(Debug)]
pub(super) struct Journal {
    file: LineFile,
    writable: bool,
    records: Records,
    /// How much of which file `records` come from; the rest is by others.
    read_to: ReadTo,
}

/// What was read of a file.
#[derive(Default)]
struct Contents {
    records: Records,
    lines: usize,
    damaged: usize,
}

impl Journal {
    /// Reads the file, sets it aside if it is damaged, shortens it if most of it is superseded.
    pub(super) fn open(places: &Places) -> (Self, Vec<CleanText>) {
        let path = places.state.join("positions.jsonl");
        let mut journal = Self {
            file: LineFile::new(path, Durability::Unsynced, LARGEST),
            writable: places.writable(),
            records: Records::new(),
            read_to: ReadTo::default(),
        };
        let problems = journal.load().err().into_iter().collect();
        (journal, problems)
    }

    /// The record of a subject.
    pub(super) fn get(&self, subject: &str) -> Option<&Map<String, Value>> {
        self.records.get(subject)
    }

    /// All records with their subjects.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Map<String, Value>)> {
        self.records.iter().map(|(subject, record)| (subject.as_str(), record))
    }

    /// Sets fields of the record of `subject` and appends it, if that changes anything.
    pub(super) fn put(&mut self, subject: &str, fields: Map<String, Value>) -> io::Result<()> {
        self.change(subject, |_| fields)
    }

    /// The same with fields that depend on the record as it is, whoever wrote it last.
    pub(super) fn change(
        &mut self,
        subject: &str,
        fields: impl FnOnce(&Map<String, Value>) -> Map<String, Value>,
    ) -> io::Result<()> {
        let lock = self.writable.then(|| self.lock()).transpose()?;
        if lock.is_some() {
            self.catch_up()?;
        }
        let before = self.records.get(subject).cloned().unwrap_or_default();
        let mut record = before.clone();
        record.extend(fields(&before));
        if let Some(lock) = lock.filter(|_| record != before) {
            self.file.append("", &line(subject, &record), &lock)?;
        }
        self.records.insert(subject.to_owned(), record);
        Ok(())
    }

    /// Takes in what other instances wrote meanwhile, under the lock.
    fn catch_up(&mut self) -> io::Result<()> {
        let Some(tail) = self.file.read_since(self.read_to)? else { return Ok(()) };
        if tail.anew {
            self.records.clear();
        }
        let whole = tail.raw.get(..whole_lines(&tail.raw)).unwrap_or_default();
        self.records.extend(parse(whole).records);
        self.read_to = tail.read_to;
        Ok(())
    }

    fn load(&mut self) -> Result<(), CleanText> {
        let contents = match self.file.read_since(ReadTo::default()) {
            Ok(None) => return Ok(()),
            Ok(Some(tail)) => {
                self.read_to = tail.read_to;
                parse(&tail.raw)
            }
            Err(error) => return Err(self.abandon(&error)),
        };
        let (damaged, lines) = (contents.damaged, contents.lines);
        self.records = contents.records;
        let shorten = damaged > 0 || lines > 2 * self.records.len() + SLACK;
        let kept = if shorten && self.writable { self.compact() } else { Ok(()) };
        if damaged == 0 {
            return Ok(());
        }
        let plural = if damaged == 1 { "" } else { "s" };
        let path = CleanText::path(self.file.path());
        let whole = match kept {
            Ok(()) => "the file as it was is kept beside it",
            Err(_) => "the file was left as it is",
        };
        let told = format!("{damaged} damaged line{plural} in {path} could not be read; {whole}");
        Err(CleanText::line(&told))
    }

    /// Moves a file that cannot be read out of the way.
    fn abandon(&self, error: &io::Error) -> CleanText {
        let path = CleanText::path(self.file.path());
        let told = format!("positions are not remembered: {path}: {error}");
        if !self.writable {
            return CleanText::line(&told);
        }
        let end = match self.file.move_aside(clock::now()) {
            Ok(()) => "it was set aside and a new one begun",
            Err(_) => "it was left alone",
        };
        CleanText::line(&format!("{told}; {end}"))
    }

    /// Writes every record once, under the lock and from what the file says now. A file with
    /// damaged lines is copied first.
    fn compact(&mut self) -> io::Result<()> {
        let lock = self.lock()?;
        self.file.sweep(&lock);
        let raw = self.file.read()?.unwrap_or_default();
        let contents = parse(&raw);
        if contents.damaged > 0 {
            self.file.keep_damaged(&raw, clock::now())?;
        }
        let lines = contents.records.iter().map(|(subject, record)| line(subject, record));
        self.file.replace(lines.collect::<String>().as_bytes(), &lock)?;
        self.records = contents.records;
        Ok(())
    }

    /// Waits for the other instances.
    fn lock(&self) -> io::Result<WriteLock> {
        let held = || io::Error::new(io::ErrorKind::TimedOut, "another program holds its lock");
        self.file.lock()?.ok_or_else(held)
    }
}

fn parse(bytes: &[u8]) -> Contents {
    let mut contents = Contents::default();
    for line in bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
        contents.lines += 1;
        let record = serde_json::from_slice::<Map<String, Value>>(line).ok();
        let named = record.and_then(|mut record| match record.remove(SUBJECT) {
            Some(Value::String(subject)) => Some((subject, record)),
            _ => None,
        });
        match named {
            Some((subject, record)) => drop(contents.records.insert(subject, record)),
            None => contents.damaged += 1,
        }
    }
    contents
}

fn line(subject: &str, record: &Map<String, Value>) -> String {
    let mut whole = record.clone();
    whole.insert(SUBJECT.to_owned(), subject.into());
    format!("{}\n", Value::Object(whole))
}
