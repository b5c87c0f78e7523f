//! A file of JSON lines, one record each, of which the last on a subject counts. Knows nothing of
//! what the records mean; fields it does not know stay.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use serde_json::{Map, Value};

use crate::files::open::{FileError, read_all, read_part};
use crate::files::places::Places;
use crate::files::{clock, lock};
use crate::text::{Shown, Span};
use crate::userdata::journal::{Identity, identity};

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
    places: Places,
    file: PathBuf,
    records: Records,
    /// How much of which file `records` come from; the rest is by others.
    seen: Option<(Identity, usize)>,
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
    pub(super) fn open(places: &Places) -> (Self, Vec<Shown>) {
        let file = places.state.join("positions.jsonl");
        let records = Records::new();
        let mut journal = Self { places: places.clone(), file, records, seen: None };
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
        let lock = self.places.writable().then(|| self.lock()).transpose()?;
        if lock.is_some() {
            self.catch_up()?;
        }
        let before = self.records.get(subject).cloned().unwrap_or_default();
        let mut record = before.clone();
        record.extend(fields(&before));
        if record != before && lock.is_some() {
            append(&mut self.places.open_to_append(&self.file)?, &line(subject, &record))?;
        }
        self.records.insert(subject.to_owned(), record);
        Ok(())
    }

    /// Takes in what other instances wrote meanwhile, under the lock.
    fn catch_up(&mut self) -> io::Result<()> {
        let Some((identity, size)) = self.now()? else { return Ok(()) };
        match self.seen.filter(|(known, read)| *known == identity && *read <= size) {
            Some((_, read)) => {
                let new = read_part(&self.file, Span::new(read, size)).map_err(io::Error::other)?;
                self.records.extend(parse(&new).records);
            }
            None => self.records = self.read()?.records,
        }
        self.seen = Some((identity, size));
        Ok(())
    }

    /// What the file says, all of it.
    fn read(&self) -> io::Result<Contents> {
        let bytes = read_all(&self.file, LARGEST, &AtomicBool::new(false));
        Ok(parse(&bytes.map_err(io::Error::other)?))
    }

    /// Which file there is now, and its size; `None` if there is none.
    fn now(&self) -> io::Result<Option<(Identity, usize)>> {
        match fs::symlink_metadata(&self.file) {
            Ok(about) => {
                let size = usize::try_from(about.len()).unwrap_or(usize::MAX);
                Ok(Some((identity(&about), size)))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn load(&mut self) -> Result<(), Shown> {
        let before = self.now().ok().flatten();
        let contents = match read_all(&self.file, LARGEST, &AtomicBool::new(false)) {
            Ok(bytes) => {
                self.seen = before.map(|(identity, _)| (identity, bytes.len()));
                parse(&bytes)
            }
            Err(FileError::Missing(_)) => return Ok(()),
            Err(error) => return Err(self.abandon(&error)),
        };
        let (damaged, lines) = (contents.damaged, contents.lines);
        self.records = contents.records;
        let shorten = damaged > 0 || lines > 2 * self.records.len() + SLACK;
        let kept = if shorten && self.places.writable() { self.compact() } else { Ok(()) };
        if damaged == 0 {
            return Ok(());
        }
        let plural = if damaged == 1 { "" } else { "s" };
        let path = Shown::path(&self.file);
        let whole = match kept {
            Ok(()) => "the file as it was is kept beside it",
            Err(_) => "the file was left as it is",
        };
        let told = format!("{damaged} damaged line{plural} in {path} could not be read; {whole}");
        Err(Shown::line(&told))
    }

    /// Moves a file that cannot be read out of the way.
    fn abandon(&self, error: &FileError) -> Shown {
        if !self.places.writable() {
            return Shown::line(&format!("positions are not remembered: {error}"));
        }
        let aside = self.aside().and_then(|aside| fs::rename(&self.file, aside));
        let moved = aside.is_ok();
        let end = if moved { "it was set aside and a new one begun" } else { "it was left alone" };
        Shown::line(&format!("positions are not remembered: {error}; {end}"))
    }

    /// Writes every record once, under the lock and from what the file says now. A file with
    /// damaged lines is copied first.
    fn compact(&mut self) -> io::Result<()> {
        let _lock = self.lock()?;
        let contents = self.read()?;
        if contents.damaged > 0 {
            fs::copy(&self.file, self.aside()?)?;
        }
        let mut new = tempfile::NamedTempFile::new_in(&self.places.state)?;
        for (subject, record) in &contents.records {
            new.write_all(&line(subject, record))?;
        }
        new.persist(&self.file)?;
        self.records = contents.records;
        Ok(())
    }

    /// Waits for the other instances. The lock file is never renamed, so all lock the same one.
    fn lock(&self) -> io::Result<File> {
        let file = self.places.open_to_append(&self.file.with_extension("lock"))?;
        lock::within(&file, lock::PATIENCE)?;
        Ok(file)
    }

    /// A name beside the file that is not taken: `positions.jsonl.damaged-2026-03-09-1`.
    fn aside(&self) -> io::Result<PathBuf> {
        let day = clock::now().date();
        let mut names = (1..100_u32).map(|number| {
            let mut name = self.file.clone().into_os_string();
            name.push(format!(".damaged-{day}-{number}"));
            PathBuf::from(name)
        });
        let free = names.find(|path| fs::symlink_metadata(path).is_err());
        free.ok_or_else(|| io::Error::other("too many damaged files were set aside today"))
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

fn line(subject: &str, record: &Map<String, Value>) -> Vec<u8> {
    let mut whole = record.clone();
    whole.insert(SUBJECT.to_owned(), subject.into());
    let mut line = Value::Object(whole).to_string().into_bytes();
    line.push(b'\n');
    line
}

/// Appends in one write; a line torn by a crash is ended first.
fn append(file: &mut File, line: &[u8]) -> io::Result<()> {
    let mut last = [b'\n'];
    if file.metadata()?.len() > 0 {
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
    }
    let torn: &[u8] = if last == [b'\n'] { b"" } else { b"\n" };
    file.write_all(&[torn, line].concat())
}
