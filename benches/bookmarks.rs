//! What it costs to add a bookmark to few and to many, to open the store, and to find passages.

#![allow(clippy::unwrap_used, missing_docs, reason = "a bench stops by panicking")]

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use briefbook::app::base::keymap::Keymap;
use briefbook::app::{State, update};
use briefbook::bookmarks::{Bookmark, Id, Identity, PassageFinder, Stamp};
use briefbook::config::Config;
use briefbook::document::{Document, Parts};
use briefbook::formats::{Source, read};
use briefbook::library::{Entry, Status};
use briefbook::protocol::{BookmarkReport, BookmarkRequest, Effect, Event, Scanned};
use briefbook::reading::documents::Documents;
use briefbook::reading::in_memory::InMemory;
use briefbook::reading::parse_cache::Parsed;
use briefbook::sandbox::Sandbox;
use briefbook::text::{CleanText, Span};
use briefbook::userdata::bookmark_writer::BookmarkWriter;
use briefbook::userdata::journal::{Change, Store, add};
use briefbook::view;
use briefbook::view::theme::Palette;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use tempfile::TempDir;

fn mark(number: i64) -> Bookmark {
    let mut mark = Bookmark { id: Id::new(Stamp::new(number), 0), ..Bookmark::default() };
    mark.anchor.quote = "It said that the system would reach up to 300 km. ".repeat(4);
    mark.anchor.prefix = "The maker published a sheet. ".repeat(4);
    mark
}

fn filled(count: i64) -> TempDir {
    let folder = TempDir::new().unwrap();
    add(folder.path(), mark(0), Stamp::new(0)).unwrap();
    let journal = folder.path().join("journal.jsonl");
    let text = std::fs::read_to_string(&journal).unwrap();
    let (head, line) = text.split_once('\n').unwrap();
    // Without their checks the lines are those of a person, which are as good.
    let line = line.rsplit_once(",\"sum\"").unwrap().0;
    let first = mark(0).id.to_string();
    let line = |n| line.replace(&first, Id::new(Stamp::new(n), 0).as_str()) + "}\n";
    std::fs::write(&journal, format!("{head}\n{}", (0..count).map(line).collect::<String>()))
        .unwrap();
    folder
}

fn adding(bench: &mut Criterion) {
    for count in [10, 10_000] {
        let folder = filled(count);
        let mut store = Store::open(folder.path(), Stamp::new(0)).unwrap();
        assert_eq!(store.bookmarks().len(), usize::try_from(count).unwrap());
        let mut next = 1_000_000;
        bench.bench_function(&format!("add one to {count}"), |b| {
            b.iter(|| {
                next += 1;
                store.commit(Change::Put(Box::new(mark(next))), Stamp::new(next)).unwrap();
            });
        });
        bench.bench_function(&format!("add one to {count} without reading them"), |b| {
            b.iter(|| {
                next += 1;
                add(folder.path(), mark(next), Stamp::new(next)).unwrap();
            });
        });
    }
    let folder = filled(10_000);
    bench.bench_function("open a store of 10000", |b| {
        b.iter(|| Store::open(folder.path(), Stamp::new(0)).unwrap());
    });
}

fn text(paragraphs: usize) -> Document {
    let text: String = (0..paragraphs)
        .map(|n| format!("In the year {n} the ministry numbered {} said that its missile of type {} would reach {} km at most, and more than before.\n\n", n * 7, n * 13, n * 3))
        .collect();
    Document::new(Parts { text: CleanText::text(text), ..Parts::default() }).unwrap()
}

fn finding(bench: &mut Criterion) {
    for (name, paragraphs) in [("50 kB", 400), ("5 MB", 40_000)] {
        let old = text(paragraphs);
        let start = old.text().find(&format!("In the year {} ", paragraphs / 2)).unwrap();
        let identity = Identity::of(Path::new("x"), None, &old);
        let anchor =
            PassageFinder::new(&old).anchor(Span::new(start, start + 100), &identity).unwrap();
        let edited = old.text().replace("the ministry", "a ministry");
        let new =
            Document::new(Parts { text: CleanText::text(edited), ..Parts::default() }).unwrap();
        bench.bench_function(&format!("prepare {name}"), |b| {
            b.iter(|| PassageFinder::new(&new).words())
        });
        let finder = PassageFinder::new(&new);
        bench.bench_function(&format!("find an edited passage in {name}"), |b| {
            b.iter_batched(
                || anchor.clone(),
                |anchor| finder.resolve(&anchor),
                BatchSize::SmallInput,
            );
        });
    }
}

/// A sitting with so many bookmarks in a hundred documents.
fn sitting(count: i64) -> State {
    let size = Size::new(120, 36);
    let mut state = State::new(Config::default(), Keymap::default(), size);
    let mark = |n: i64| {
        let mut mark = mark(n);
        mark.anchor.document.path.0 = format!("/papers/{}.txt", n % 100).into();
        mark.citation.title = format!("Paper {} on ranges", n % 100);
        (mark.id.clone(), Some(Arc::new(mark)))
    };
    let changes = BookmarkReport::Changed((0..count).map(mark).collect());
    update(&mut state, Event::Bookmarks(changes));
    state
}

fn press(state: &mut State, keys: &[&str]) {
    for key in keys {
        update(state, Event::Key(key.parse().unwrap()));
    }
}

fn showing(bench: &mut Criterion) {
    for count in [10, 10_000] {
        let mut state = sitting(count);
        let mut terminal = Terminal::new(TestBackend::new(120, 36)).unwrap();
        bench.bench_function(&format!("open the pane with {count} and paint it"), |b| {
            b.iter(|| {
                press(&mut state, &["g", "b"]);
                assert_eq!(state.bookmarks.list.count(), usize::try_from(count).unwrap());
                terminal.draw(|frame| view::draw(frame, &state, Palette::Dark)).unwrap();
                press(&mut state, &["g", "b"]);
            });
        });
        press(&mut state, &["g", "b"]);
        bench.bench_function(&format!("move in the pane with {count} and paint it"), |b| {
            b.iter(|| {
                press(&mut state, &["j"]);
                terminal.draw(|frame| view::draw(frame, &state, Palette::Dark)).unwrap();
            });
        });
        press(&mut state, &["f"]);
        bench.bench_function(&format!("filter the pane with {count} by a letter"), |b| {
            b.iter(|| press(&mut state, &["r", "Backspace"]));
        });
    }
}

/// The reader with a document open, and the writer that does what it asks at once.
struct Reader {
    state: State,
    keeper: BookmarkWriter,
    inbox: Receiver<Event>,
    terminal: Terminal<TestBackend>,
    /// Holds the journal.
    _folder: TempDir,
}

impl Reader {
    fn beside(count: i64) -> Self {
        let folder = filled(count);
        let sandbox = Sandbox::new(env!("CARGO_BIN_EXE_briefbook").into());
        let documents = Documents::new(InMemory::default(), sandbox, Parsed::default());
        let (sender, inbox) = channel();
        let tell = move |event| drop(sender.send(event));
        let keeper = BookmarkWriter::new((folder.path(), true), Arc::new(documents), tell);
        let state = State::new(Config::default(), Keymap::default(), Size::new(120, 36));
        let terminal = Terminal::new(TestBackend::new(120, 36)).unwrap();
        let mut reader = Self { state, keeper, inbox, terminal, _folder: folder };
        let path = Path::new("/papers/none.txt");
        let found =
            Entry { status: Status::Ready, ..Entry::waiting(path.into(), CleanText::default()) };
        reader.happen(Event::catalogued(vec![found]));
        reader.happen(Event::Scanned(Scanned::default()));
        let entry = reader.state.catalogue.id_of(path).unwrap();
        press(&mut reader.state, &["Enter"]);
        let bytes = text(40).text().as_bytes().to_vec();
        let source = Source { name: path, bytes: &bytes, whole: true };
        let document = Arc::new(read(&source).unwrap());
        reader.happen(Event::Opened { entry, document, whole: true });
        reader.keeper.fulfil(BookmarkRequest::Refresh);
        press(&mut reader.state, &["g", "r"]);
        reader.happen(Event::Resumed);
        assert_eq!(reader.count(), usize::try_from(count).unwrap());
        reader
    }

    fn count(&self) -> usize {
        self.state.bookmarks.kept.len()
    }

    fn press(&mut self, key: &str) {
        self.happen(Event::Key(key.parse().unwrap()));
    }

    /// Lets an event happen and everything that follows from it.
    fn happen(&mut self, event: Event) {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            for effect in update(&mut self.state, event) {
                if let Effect::Bookmarks(request) = effect {
                    self.keeper.fulfil(request);
                }
            }
            events.extend(self.inbox.try_iter());
        }
    }

    /// From the key to the bookmark on the disk and the frame that shows it.
    fn mark(&mut self) -> Duration {
        let (before, began) = (self.count(), Instant::now());
        self.press("a");
        let Self { state, terminal, .. } = self;
        terminal.draw(|frame| view::draw(frame, state, Palette::Dark)).unwrap();
        let took = began.elapsed();
        assert_eq!(self.count(), before + 1, "{:?}", self.state.notices);
        took
    }

    /// Takes it back, so that the next one is added to as many.
    fn take_back(&mut self) {
        let before = self.count();
        self.press("Esc");
        self.press("u");
        assert_eq!(self.count(), before - 1);
    }
}

/// The whole way of `a`.
fn marking(bench: &mut Criterion) {
    for count in [10, 10_000] {
        let mut reader = Reader::beside(count);
        bench.bench_function(&format!("key to disk and frame beside {count}"), |b| {
            b.iter_custom(|times| {
                let mut took = Duration::ZERO;
                for _ in 0..times {
                    took += reader.mark();
                    reader.take_back();
                }
                took
            });
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = adding, marking, showing, finding
}
criterion_main!(benches);
