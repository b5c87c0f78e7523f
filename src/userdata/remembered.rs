//! Joins the state of the program with what is remembered between sessions: puts it in at the start,
//! and keeps what `update` asks to keep. How it is stored is told in `memory`.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::bookmark_writer::BookmarkWriter;
use super::following;
use super::memory::{Memory, ReadingRecord as Record};
use super::saved_searches;
use crate::bookmarks::{Digest, Sketch};
use crate::files::clock;
use crate::files::places::Places;
use crate::library::Entry;
use crate::protocol::{Event, MarkedPlace, Memo, Notice, Remembered as Restored, SearchReport};
use crate::reading::documents::Documents;
use crate::reading::in_memory::InMemory;
use crate::text::CleanText;

/// Bytes of a file that is read only to know it again.
const LARGEST: u64 = 64 << 20;

/// What was kept, and where to keep more.
#[derive(Debug)]
pub struct MemoryKeeper {
    memory: Memory,
    problems: Vec<CleanText>,
    keeps: bool,
    /// Why nothing is kept, if nothing is.
    read_only: Option<CleanText>,
    /// What could not be kept yet, oldest first.
    waiting: Vec<Memo>,
    /// Why it could not, while it cannot.
    failing: Option<CleanText>,
    /// The folder of what the user makes.
    data: PathBuf,
    /// The folders and files that are open, until they have been kept.
    open: Vec<PathBuf>,
    /// What reads the bytes of files that no index has read.
    documents: Option<Arc<Documents>>,
}

impl MemoryKeeper {
    /// Reads what was kept.
    pub fn open(places: &Places) -> Self {
        let (memory, problems) = Memory::open(places);
        Self {
            memory,
            problems,
            keeps: places.writable(),
            read_only: places.read_only.clone(),
            waiting: Vec::new(),
            failing: None,
            data: places.data.clone(),
            open: Vec::new(),
            documents: None,
        }
    }

    /// Sentences about what could not be read, or why nothing will be kept.
    pub fn problems(&self) -> &[CleanText] {
        &self.problems
    }

    /// The folders and files that were open the last time.
    pub fn library(&self) -> Vec<PathBuf> {
        self.memory.last_library()
    }

    /// The writer of the bookmarks in `documents`, which reports to `tell`.
    pub fn keeper(
        &mut self,
        documents: Arc<Documents>,
        tell: impl Fn(Event) + Send + 'static,
    ) -> BookmarkWriter {
        self.documents = Some(Arc::clone(&documents));
        BookmarkWriter::new((&self.data, self.keeps), documents, tell)
    }

    /// The bytes of a file, read now if they are not known.
    fn content(&self, path: &Path, known: Option<Digest>) -> Option<Digest> {
        let known = known.filter(|known| *known != Digest::default());
        known.or_else(|| {
            let is_small = path.metadata().is_ok_and(|about| about.len() <= LARGEST);
            self.documents.as_ref().filter(|_| is_small)?.digest(path).ok()
        })
    }

    /// Says what is open now: kept together with the first thing there is to keep, so that merely
    /// looking at a folder writes nothing.
    pub fn opened(&mut self, roots: &[PathBuf]) {
        roots.clone_into(&mut self.open);
    }

    /// What earlier sessions left behind.
    pub fn restored(&self) -> Restored {
        let mut restored = Restored {
            searches: self.memory.searches(),
            choices: self.memory.choices(),
            open: self.memory.choice("document").map(PathBuf::from),
            read_only: self.read_only.clone(),
            zone: clock::zone(),
            ..Restored::default()
        };
        for (path, record) in self.memory.documents() {
            if let Some(place) = record.place {
                restored.left.insert(path.clone(), place);
            }
            if record.read == Some(true) {
                restored.read.insert(path.clone());
            }
            if let Some(content) = record.content {
                restored.contents.insert(content, path.clone());
            }
            restored.known.insert(path);
        }
        let marked = |letter| self.memory.mark(letter).map(|spot| (letter, spot));
        restored.marks.extend(('a'..='z').filter_map(marked));
        restored
    }

    /// Tells entries whether they were read.
    pub fn mark_read(&self, entries: &mut [Entry]) {
        let Restored { read, known, contents, .. } = self.restored();
        for entry in entries {
            let same = || entry.content.and_then(|content| contents.get(&content));
            let path = Some(&entry.path).filter(|path| known.contains(*path)).or_else(same);
            entry.unread = !path.is_some_and(|path| read.contains(path));
        }
    }

    /// Reports which searches were saved in earlier sessions.
    pub fn recall(&self, tell: &dyn Fn(Event)) {
        // A store that cannot be read is told by the writer of bookmarks, once.
        if let Ok(saved) = saved_searches::read(&self.data) {
            tell(Event::Search(SearchReport::Saved(saved)));
        }
    }

    /// Keeps a memo. A failure is told once, and again when keeping works; until then the memo waits.
    pub fn keep(&mut self, memo: Memo, tell: &dyn Fn(Event)) {
        if !self.keeps {
            return;
        }
        self.waiting.retain(|old| !old.is_replaced_by(&memo));
        self.waiting.push(memo);
        self.work(tell);
    }

    /// Finds out which new files are remembered under the names of others, and reports them.
    pub fn recognise(&self, (lost, new): (&[PathBuf], &[PathBuf]), tell: &dyn Fn(Event)) {
        let Some(documents) = &self.documents else { return };
        let renamed = following::renamed(&self.memory, (lost, new), documents);
        if !renamed.is_empty() {
            tell(Event::Renamed(renamed));
        }
    }

    /// Tries once more what could not be kept.
    pub fn retry(&mut self, tell: &dyn Fn(Event)) {
        if !self.waiting.is_empty() {
            self.work(tell);
        }
    }

    /// Tries a last time what could not be kept. What the user made and is lost now is told.
    pub fn end(&mut self, tell: &dyn Fn(Event)) {
        self.work(tell);
        let lost = self.waiting.iter().filter(|memo| memo.is_made_by_the_user()).count();
        if let Some(why) = self.failing.take().filter(|_| lost > 0) {
            let what = if lost == 1 {
                "One letter mark or saved search is"
            } else {
                "Letter marks or saved searches are"
            };
            let words = format!("{what} lost ({why}).");
            tell(Event::Unsaved(CleanText::line(&words)));
        }
    }

    /// Keeps what waits, as far as it can be kept.
    fn work(&mut self, tell: &dyn Fn(Event)) {
        let (mut refused, mut why) = (Vec::new(), None);
        for memo in std::mem::take(&mut self.waiting) {
            if let Err(error) = self.write(memo.clone(), tell) {
                refused.push(memo);
                why = Some(CleanText::line(&error.to_string()));
            }
        }
        self.waiting = refused;
        let failed = self.failing.is_some();
        match &why {
            None if failed => tell(Event::Saved),
            Some(error) if !failed => {
                let words = format!("{error}: where you read, what you marked is not kept.");
                tell(Event::Notice(Notice::failure(&words)));
            }
            _ => {}
        }
        self.failing = why;
    }

    fn write(&mut self, memo: Memo, tell: &dyn Fn(Event)) -> io::Result<()> {
        if !self.open.is_empty() {
            self.memory.set_last_library(&self.open)?;
            self.open.clear();
        }
        match memo {
            Memo::Position { path, content, place } => {
                if let Some(name) = path.to_str().filter(|_| !InMemory::holds(&path)) {
                    self.memory.choose("document", name)?;
                }
                let (place, content) = (Some(place), self.content(&path, content));
                self.memory.remember(&path, Record { place, content, ..Record::default() })
            }
            Memo::Read { path, content, read } => {
                let (read, content) = (Some(read), self.content(&path, content));
                self.memory.remember(&path, Record { read, content, ..Record::default() })
            }
            Memo::Words { path, document } => {
                let sketch = Some(Sketch::of(document.text()));
                self.memory.remember(&path, Record { sketch, ..Record::default() })
            }
            Memo::Searched(words) => self.memory.add_search(&words),
            Memo::SavedSearch { name, words } => {
                let kept = saved_searches::keep(&self.data, &name, words.as_deref());
                tell(Event::Search(SearchReport::Saved(kept.map_err(io::Error::other)?)));
                Ok(())
            }
            Memo::Choice { name, value } => self.memory.choose(name, &value),
            Memo::Mark { letter, path, content, place } => {
                let content = self.content(&path, content);
                self.memory.set_mark(letter, &MarkedPlace { path, content, place })
            }
        }
    }
}
