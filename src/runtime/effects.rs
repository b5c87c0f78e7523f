//! Performs effects: asks the workers, drives the terminal, starts other programs. Decides nothing:
//! what is to be done was decided by `update`.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use ratatui::Frame;
use ratatui::layout::Size;

use super::failures::{
    unchecked, unfound, unmarked, unplaced, unproposed, unsearched, without_facts,
};
use super::incoming::{Incoming, report};
use super::programs::{browse, open_outside, run_editor};
use super::workers::{
    Keep, arranging, correcting, every, filtering, following, keeping, looking, looking_up, newest,
    passages, piping, reading,
};
use crate::bookmarks::Bookmark;
use crate::config::Clipboard;
use crate::corpus::corpus::Corpus;
use crate::corpus::scanner::ScanRequest;
use crate::corpus::search;
use crate::corpus::sitting;
use crate::corpus::watch;
use crate::corpus::watch::{Hints, Pace};
use crate::document::Document;
use crate::files::worker::{Every, Newest};
use crate::library::{CatalogueView, EntryId};
use crate::protocol::{
    ArrangeRequest, BookmarkRequest, Effect, Event, FilterRequest, FollowRequest, LookupRequest,
    Notice, PipeRequest, ReadPassage, SearchRequest,
};
use crate::reading::containers::file_of;
use crate::reading::extracting;
use crate::reading::finding;
use crate::reading::finding::FindRequest;
use crate::reading::in_memory::InMemory;
use crate::terminal::clipboard::Copier;
use crate::terminal::guard::Terminal;
use crate::terminal::input;
use crate::terminal::signals::Lending;
use crate::text::CleanText;
use crate::userdata::remembered::MemoryKeeper;
use crate::userdata::{check, proposals, resolve};

/// What effects are carried out with.
pub struct Setup {
    /// The terminal.
    pub terminal: Terminal,
    /// The documents to show, with their index.
    pub corpus: Corpus,
    /// What is kept between sessions.
    pub remembered: MemoryKeeper,
    /// Where copied words go.
    pub clipboard: Clipboard,
    /// Where reports go.
    pub sender: Sender<Incoming>,
    /// Whether an editor has the terminal.
    pub lending: Arc<Lending>,
}

/// What follows from an effect at once.
pub enum Flow {
    /// Nothing; reports may come later.
    On,
    /// An event.
    Then(Event),
    /// The end.
    Quit,
}

/// Terminal, workers and other programs.
pub struct EffectRunner {
    terminal: Terminal,
    keyboard: Option<input::InputReader>,
    /// Whether an editor has the terminal.
    lending: Arc<Lending>,
    opening: Newest<(EntryId, PathBuf)>,
    reloading: Newest<(EntryId, PathBuf)>,
    /// The document that was read anew last.
    reloaded: Option<EntryId>,
    finding: Newest<FindRequest>,
    searching: Newest<SearchRequest>,
    filtering: Newest<FilterRequest>,
    arranging: Newest<ArrangeRequest>,
    /// The workers that look something up, by their names.
    lookups: BTreeMap<&'static str, Newest<LookupRequest>>,
    sender: Sender<Incoming>,
    following: Newest<FollowRequest>,
    piping: Newest<PipeRequest>,
    extracting: Newest<(EntryId, Arc<Document>)>,
    passages: Every<ReadPassage>,
    correcting: Newest<()>,
    corpus: Arc<Corpus>,
    /// What is asked before the first paint, which it would slow down.
    held: Option<Vec<Effect>>,
    scanned: bool,
    looking: Newest<ScanRequest>,
    hints: Arc<Hints>,
    roots: Vec<PathBuf>,
    keeping: Every<Keep>,
    marking: Every<BookmarkRequest>,
    placing: Newest<resolve::Placing>,
    proposing: Newest<(Arc<Bookmark>, Option<CatalogueView>)>,
    checking: Newest<Vec<Arc<Bookmark>>>,
    copier: Copier,
}

impl EffectRunner {
    /// Describes the workers; each starts when it is first asked for something.
    pub fn new(setup: Setup) -> Self {
        let Setup { terminal, corpus, remembered, clipboard, sender, lending } = setup;
        let corpus = Arc::new(corpus);
        let (documents, names) = (Arc::clone(corpus.documents()), corpus.places().names());
        let found = report(&sender);
        let (looking, hints) = looking(&corpus, &sender);
        let mut remembered = remembered;
        let mut keeper = remembered.keeper(Arc::clone(&documents), report(&sender));
        let [placed, proposed, checked] = std::array::from_fn(|_| report(&sender));
        let (library, searched) = (Arc::clone(&corpus), report(&sender));
        let read = |name| reading(name, &documents, &sender);
        let extract = extracting::extractor(names, report(&sender));
        let [marked, proposing, checking] = std::array::from_fn(|_| Arc::clone(&documents));
        Self {
            terminal,
            keyboard: None,
            lending,
            opening: read("opening"),
            reloading: read("reloading"),
            reloaded: None,
            finding: newest("finding", &sender, unfound, move |search, token| {
                finding::find(search, token, &found);
            }),
            searching: newest("searching", &sender, unsearched, move |request, token| {
                search::search(&library, request, token, &searched);
            }),
            filtering: filtering(&corpus, &sender),
            arranging: arranging(&sender),
            lookups: BTreeMap::new(),
            sender: sender.clone(),
            following: following(&corpus, &sender),
            piping: piping(&sender),
            extracting: newest("extracting", &sender, without_facts, extract),
            passages: passages(&documents, &sender),
            correcting: correcting(&corpus, &sender),
            corpus: Arc::clone(&corpus),
            held: Some(Vec::new()),
            scanned: false,
            looking,
            hints,
            roots: corpus.roots().to_vec(),
            keeping: keeping(remembered, &sender),
            marking: every("marking", &sender, unmarked, move |request: &BookmarkRequest| {
                keeper.fulfil(request.clone());
            }),
            placing: newest("placing", &sender, unplaced, move |request, token| {
                resolve::place(request, &marked, token, &placed);
            }),
            proposing: newest("proposing", &sender, unproposed, move |(mark, elsewhere), token| {
                proposals::propose((mark, elsewhere.as_ref()), &proposing, token, &proposed);
            }),
            checking: newest("checking", &sender, unchecked, move |marks, token| {
                check::check(marks, &checking, token, &checked);
            }),
            copier: Copier::new(clipboard, &|name| std::env::var_os(name), report(&sender)),
        }
    }

    /// Looks for documents.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn scan(&mut self) -> io::Result<()> {
        self.scanned = true;
        self.looking.ask(ScanRequest::Everything)
    }

    /// Takes the keyboard's reader, so that it can be paused.
    pub fn listen_with(&mut self, keyboard: input::InputReader) {
        self.keyboard = Some(keyboard);
    }

    /// Asks the terminal for the colour of its background; nothing waits for the answer.
    pub fn ask_background(&mut self) {
        // A terminal that has gone shows at the next frame.
        let _ = self.terminal.ask_background();
    }

    /// Paints a frame.
    ///
    /// # Errors
    /// If the terminal has gone.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.terminal.draw(paint)
    }

    /// The size of the terminal, asked anew.
    pub fn size(&mut self) -> Option<Size> {
        self.terminal.resize().ok()
    }

    /// Goes to the background.
    pub fn suspend(&mut self) {
        self.terminal.suspend();
    }

    /// Takes the terminal again after a stop.
    pub fn resume(&mut self) -> Option<Event> {
        self.terminal.resume().ok().map(|()| Event::Resumed)
    }

    /// Performs an effect.
    pub fn perform(&mut self, effect: Effect) -> Flow {
        if let (Some(held), Effect::Extract { .. } | Effect::Bookmarks(_) | Effect::Place { .. }) =
            (&mut self.held, &effect)
        {
            held.push(effect);
            return Flow::On;
        }
        let asked = match effect {
            Effect::Open { entry, path } => self.open(entry, path),
            Effect::Reload { entry, path } => {
                self.reloaded = Some(entry);
                self.reloading.ask((entry, path))
            }
            Effect::Find { entry, document, query, highlight, from } => {
                self.finding.ask(FindRequest { entry, document, query, highlight, from })
            }
            Effect::Extract { entry, document } => self.extracting.ask((entry, document)),
            Effect::Search(request) => self.searching.ask(request),
            Effect::Filter(request) => self.filtering.ask(request),
            Effect::Arrange(request) => self.arranging.ask(request),
            Effect::Corrected(corrections) => {
                self.corpus.correct(corrections);
                self.correcting.ask(())
            }
            Effect::ReadPassage(passage) => self.passages.ask(passage),
            Effect::LookUp(request) => self.look_up(request),
            Effect::Follow(request) => self.following.ask(request),
            Effect::Browse(address) => return told(browse(&address)),
            Effect::Pipe(request) => self.piping.ask(request),
            Effect::EndPipe => {
                self.piping.call_off();
                Ok(())
            }
            Effect::Bookmarks(request) => self.marking.ask(request),
            Effect::Place { entry, path, document, marks } => {
                self.placing.ask(resolve::Placing { entry, path, document, marks })
            }
            Effect::Propose { mark, elsewhere } => self.proposing.ask((mark, elsewhere)),
            Effect::CheckBookmarks(marks) => self.checking.ask(marks),
            Effect::Recognise { lost, new } => self.keeping.ask(Keep::Recognise(lost, new)),
            Effect::Remember(memo) => self.keeping.ask(Keep::Memo(memo)),
            Effect::Scan => self.scan(),
            Effect::Quit => return Flow::Quit,
            Effect::Edit { path, line } => return self.edit(&path, line),
            Effect::Copy(words) => return told(self.copier.copy(&words, &mut self.terminal)),
            Effect::OpenOutside(path) => return told(open_outside(&path)),
            effect => {
                self.tell_terminal(&effect);
                Ok(())
            }
        };
        // Without a thread the worker itself has reported that.
        drop(asked);
        Flow::On
    }

    /// Opens a document. What is read of it already would come later and be older.
    fn open(&mut self, entry: EntryId, path: PathBuf) -> io::Result<()> {
        if self.reloaded == Some(entry) {
            self.reloading.call_off();
        }
        self.opening.ask((entry, path))
    }

    fn look_up(&mut self, request: LookupRequest) -> io::Result<()> {
        let (name, corpus, sender) = (request.worker(), &self.corpus, &self.sender);
        let worker = self.lookups.entry(name).or_insert_with(|| looking_up(name, corpus, sender));
        worker.ask(request)
    }

    /// Lets begin what the first paint could do without: the finding of facts, the search for
    /// documents if there is but one, the reading of corrections, the watch over the folders.
    ///
    /// # Errors
    /// If the system gives no threads.
    pub fn release(&mut self) -> io::Result<()> {
        self.keeping.ask(Keep::Recall)?;
        if !self.scanned {
            self.scan()?;
        }
        let reminder = self.looking.reminder();
        let remind = move || reminder.remind(ScanRequest::Hinted);
        watch::start(&self.hints, &self.roots, Pace::default(), remind);
        let held = self.held.take().unwrap_or_default();
        self.marking.ask(BookmarkRequest::Refresh)?;
        held.into_iter().for_each(|effect| drop(self.perform(effect)));
        Ok(())
    }

    /// Tries once more what could not be kept.
    pub fn retry(&mut self) {
        // Without a thread the worker itself has reported that.
        let _ = self.keeping.ask(Keep::Retry);
        let _ = self.marking.ask(BookmarkRequest::Refresh);
    }

    /// Gives the terminal back and waits for what must not be lost. If the user `ended` the sitting, what
    /// the library holds is remembered.
    pub fn finish(self, ended: bool) {
        let Self { mut terminal, mut keeping, marking, copier, hints, piping, .. } = self;
        let (corpus, sender) = (self.corpus, self.sender);
        // What a command still does is ended while the rest is waited for.
        drop(piping);
        terminal.leave();
        hints.close();
        // If there is no thread for it, nothing was kept that could be tried again.
        let _ = keeping.ask(Keep::End);
        drop((keeping, marking, copier));
        if ended && let Err(words) = sitting::end(&corpus) {
            report(&sender)(Event::Unsaved(words));
        }
    }

    fn tell_terminal(&mut self, effect: &Effect) {
        // A terminal that has gone shows at the next frame.
        let _ = match effect {
            Effect::Mouse(on) => self.terminal.set_mouse(*on),
            Effect::Paste(on) => self.terminal.set_paste(*on),
            Effect::Title(title) => self.terminal.set_title(title),
            Effect::AskGround => self.terminal.ask_background(),
            Effect::Redraw => self.terminal.repaint(),
            Effect::Suspend => {
                self.suspend();
                Ok(())
            }
            _ => Ok(()),
        };
    }

    /// Lends the terminal to the user's editor.
    fn edit(&mut self, path: &Path, line: u32) -> Flow {
        if InMemory::holds(path) {
            return told(Err("This document is not a file, so it cannot be edited.".into()));
        }
        if let Some(keyboard) = &self.keyboard {
            keyboard.pause();
        }
        self.terminal.leave();
        self.lending.lend();
        let ran = run_editor(file_of(path), line);
        self.lending.take_back();
        let back = self.terminal.resume();
        if let Some(keyboard) = &self.keyboard {
            keyboard.resume();
        }
        match (ran, back) {
            (Err(words), _) => told(Err(words)),
            (Ok(()), Ok(())) => Flow::Then(Event::Resumed),
            (Ok(()), Err(_)) => Flow::Quit,
        }
    }
}

fn told(result: Result<(), CleanText>) -> Flow {
    match result {
        Ok(()) => Flow::On,
        Err(words) => Flow::Then(Event::Notice(Notice::passing(&words))),
    }
}
