//! Records in lines of a [`LineFile`], of which the last on a subject counts. Knows nothing of what
//! the records mean; fields it does not know stay.

use std::collections::BTreeMap;
use std::io;

use serde::Deserialize;
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

/// Documents that are remembered; of more, those of which nothing was said for longest are forgotten.
pub(super) const MOST: usize = 50_000;

/// Subjects of which only so many are kept.
const MANY: &str = "document:";

/// The last line on every subject as it was written, without the memory that its fields would take.
#[derive(Debug, Default)]
struct Records {
    lines: BTreeMap<Box<str>, (u64, Box<str>)>,
    /// How many lines there were.
    count: u64,
}

impl Records {
    fn put(&mut self, subject: &str, line: &str) {
        self.count += 1;
        self.lines.insert(subject.into(), (self.count, line.into()));
    }

    fn get(&self, subject: &str) -> Option<Map<String, Value>> {
        fields(&self.lines.get(subject)?.1)
    }

    /// The lines, oldest first.
    fn in_order(&self) -> impl Iterator<Item = &str> {
        let mut lines: Vec<&(u64, Box<str>)> = self.lines.values().collect();
        lines.sort_unstable_by_key(|(number, _)| *number);
        lines.into_iter().map(|(_, line)| &**line)
    }

    /// Forgets the oldest of subjects of which there are too many. Returns whether there were.
    fn forget(&mut self) -> bool {
        let many = self.lines.iter().filter(|(subject, _)| subject.starts_with(MANY));
        let mut numbers: Vec<u64> = many.map(|(_, (number, _))| *number).collect();
        let Some(surplus) = numbers.len().checked_sub(MOST).filter(|surplus| *surplus > 0) else {
            return false;
        };
        let (_, first, _) = numbers.select_nth_unstable(surplus);
        let first = *first;
        self.lines.retain(|subject, (number, _)| *number >= first || !subject.starts_with(MANY));
        true
    }
}

/// The records and their file.
#[derive(Debug)]
pub(super) struct Journal {
    file: LineFile,
    writable: bool,
    records: Records,
    /// How much of which file `records` come from; the rest is by others.
    read_to: ReadTo,
}

/// How many lines were read, and how many of them are damaged.
#[derive(Default)]
struct Counts {
    lines: usize,
    damaged: usize,
}

impl Journal {
    /// Reads the file and changes nothing of it.
    pub(super) fn look(places: &Places) -> Self {
        let mut journal = Self::at(places, false);
        // Whoever opens it says what is wrong with it.
        let _ = journal.load();
        journal
    }

    /// Reads the file, sets it aside if it is damaged, shortens it if most of it is superseded.
    pub(super) fn open(places: &Places) -> (Self, Vec<CleanText>) {
        let mut journal = Self::at(places, places.writable());
        let problems = journal.load().err().into_iter().collect();
        (journal, problems)
    }

    fn at(places: &Places, writable: bool) -> Self {
        let path = places.state.join("positions.jsonl");
        let file = LineFile::new(path, Durability::Unsynced, LARGEST);
        Self { file, writable, records: Records::default(), read_to: ReadTo::default() }
    }

    /// The record of a subject.
    pub(super) fn get(&self, subject: &str) -> Option<Map<String, Value>> {
        self.records.get(subject)
    }

    /// All records with their subjects.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Map<String, Value>)> {
        let records = self.records.lines.iter();
        records.filter_map(|(subject, (_, line))| Some((&**subject, fields(line)?)))
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
        let before = self.records.get(subject).unwrap_or_default();
        let mut record = before.clone();
        record.extend(fields(&before));
        let line = line(subject, &record);
        if let Some(lock) = lock.filter(|_| record != before) {
            self.file.append("", &line, &lock)?;
        }
        self.records.put(subject, line.trim_end());
        Ok(())
    }

    /// Takes in what other instances wrote meanwhile, under the lock.
    fn catch_up(&mut self) -> io::Result<()> {
        let Some(tail) = self.file.read_since(self.read_to)? else { return Ok(()) };
        if tail.anew {
            self.records = Records::default();
        }
        let whole = tail.raw.get(..whole_lines(&tail.raw)).unwrap_or_default();
        parse(whole, &mut self.records);
        self.read_to = tail.read_to;
        Ok(())
    }

    fn load(&mut self) -> Result<(), CleanText> {
        let Counts { lines, damaged } = match self.file.read_since(ReadTo::default()) {
            Ok(None) => return Ok(()),
            Ok(Some(tail)) => {
                self.read_to = tail.read_to;
                parse(&tail.raw, &mut self.records)
            }
            Err(error) => return Err(self.abandon(&error)),
        };
        let forgot = self.records.forget();
        let shorten = forgot || damaged > 0 || lines > 2 * self.records.lines.len() + SLACK;
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
        let mut records = Records::default();
        if parse(&raw, &mut records).damaged > 0 {
            self.file.keep_damaged(&raw, clock::now())?;
        }
        records.forget();
        let lines: String = records.in_order().flat_map(|line| [line, "\n"]).collect();
        self.file.replace(lines.as_bytes(), &lock)?;
        self.records = records;
        Ok(())
    }

    /// Waits for the other instances.
    fn lock(&self) -> io::Result<WriteLock> {
        let held = || io::Error::new(io::ErrorKind::TimedOut, "another program holds its lock");
        self.file.lock()?.ok_or_else(held)
    }
}

/// Takes in the lines of a file.
fn parse(bytes: &[u8], records: &mut Records) -> Counts {
    let mut counts = Counts::default();
    for line in bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
        counts.lines += 1;
        let line = std::str::from_utf8(line).ok();
        let named = line.and_then(|line| Some((serde_json::from_str::<Named>(line).ok()?, line)));
        match named {
            Some((Named { subject }, line)) => records.put(&subject, line),
            None => counts.damaged += 1,
        }
    }
    counts
}

/// What a line is about.
#[derive(Deserialize)]
struct Named {
    subject: String,
}

/// What a line says of its subject.
fn fields(line: &str) -> Option<Map<String, Value>> {
    let mut record: Map<String, Value> = serde_json::from_str(line).ok()?;
    record.remove(SUBJECT);
    Some(record)
}

fn line(subject: &str, record: &Map<String, Value>) -> String {
    let mut whole = record.clone();
    whole.insert(SUBJECT.to_owned(), subject.into());
    format!("{}\n", Value::Object(whole))
}
