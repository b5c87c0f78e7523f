//! Joins the state of the program with what is remembered between sittings: puts it in at the start,
//! and keeps what `update` asks to keep. How it is stored is told in `memory`.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::corrections;
use super::documents::Documents;
use super::marking::Keeper;
use super::memory::{Memory, Remembered as Record, Spot};
use super::places::Places;
use super::shelf::Shelf;
use crate::app::State;
use crate::app::effect::Memo;
use crate::app::event::{Event, Notice};
use crate::library::Entry;
use crate::text::Shown;

/// What was kept, and where to keep more.
#[derive(Debug)]
pub struct Remembered {
    memory: Memory,
    problems: Vec<Shown>,
    keeps: bool,
    /// Why nothing is kept, if nothing is.
    read_only: Option<Shown>,
    failing: bool,
    /// The folder of what the user makes.
    data: PathBuf,
    /// The folders and files that are open, until they have been kept.
    open: Vec<PathBuf>,
}

impl Remembered {
    /// Reads what was kept.
    pub fn open(places: &Places) -> Self {
        let (memory, problems) = Memory::open(places);
        Self {
            memory,
            problems,
            keeps: places.writable(),
            read_only: places.read_only.clone(),
            failing: false,
            data: places.data.clone(),
            open: Vec::new(),
        }
    }

    /// Sentences about what could not be read, or why nothing will be kept.
    pub fn problems(&self) -> &[Shown] {
        &self.problems
    }

    /// The folders and files that were open the last time.
    pub fn library(&self) -> Vec<PathBuf> {
        self.memory.last_library()
    }

    /// The keeper of the bookmarks in `documents`, which reports to `tell`.
    pub fn keeper(
        &self,
        documents: Arc<Documents>,
        tell: impl Fn(Event) + Send + 'static,
    ) -> Keeper {
        Keeper::new((&self.data, self.keeps), documents, tell)
    }

    /// Says what is open now: kept together with the first thing there is to keep, so that merely
    /// looking at a folder writes nothing.
    pub fn opened(&mut self, roots: &[PathBuf]) {
        roots.clone_into(&mut self.open);
    }

    /// Puts places, marks and read states into the state.
    pub fn restore(&self, state: &mut State) {
        for (path, record) in self.memory.documents() {
            if let Some(offset) = record.offset {
                state.journey.left.insert(path.clone(), offset);
            }
            if record.read == Some(true) {
                state.journey.read.insert(path);
            }
        }
        for letter in 'a'..='z' {
            if let Some(Spot { path, offset }) = self.memory.mark(letter) {
                state.journey.marks.insert(letter, (path, offset));
            }
        }
        state.bookmarks.read_only.clone_from(&self.read_only);
        state.journey.resume = self.memory.choice("document").map(PathBuf::from);
    }

    /// Tells entries whether they were read.
    pub fn mark_read(&self, entries: &mut [Entry]) {
        for entry in entries {
            let read = self.memory.document(&entry.path).read;
            entry.unread = read != Some(true);
        }
    }

    /// Reports what was corrected in earlier sittings.
    pub fn report_corrections(&self, tell: &dyn Fn(Event)) {
        match corrections::read(&self.data) {
            Ok(corrections) => tell(Event::Corrections(corrections)),
            Err(error) => tell(Event::Notice(Notice::warning(&error.to_string()))),
        }
    }

    /// Keeps a memo. A failure is told once, and again when keeping works.
    pub fn keep(&mut self, memo: Memo, tell: &dyn Fn(Event)) {
        if !self.keeps {
            return;
        }
        match self.write(memo) {
            Ok(()) if self.failing => {
                self.failing = false;
                tell(Event::Saved);
            }
            Err(error) if !self.failing => {
                self.failing = true;
                let words =
                    format!("Not kept: where you read, what you marked or corrected ({error}).");
                tell(Event::Notice(Notice::failure(&words)));
            }
            _ => {}
        }
    }

    fn write(&mut self, memo: Memo) -> io::Result<()> {
        if !self.open.is_empty() {
            self.memory.set_last_library(&self.open)?;
            self.open.clear();
        }
        match memo {
            Memo::Position { path, offset } => {
                if let Some(name) = path.to_str().filter(|_| !Shelf::holds(&path)) {
                    self.memory.choose("document", name)?;
                }
                self.memory.remember(&path, Record { offset: Some(offset), ..Record::default() })
            }
            Memo::Read { path, read } => {
                self.memory.remember(&path, Record { read: Some(read), ..Record::default() })
            }
            Memo::Mark { letter, path, offset } => {
                self.memory.set_mark(letter, &Spot { path, offset })
            }
            Memo::Correction { correction, made } => {
                corrections::keep(&self.data, correction, made).map_err(io::Error::other)
            }
        }
    }
}
