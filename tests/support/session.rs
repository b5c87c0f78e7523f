//! A sitting without a terminal: a state, documents in memory, and keys pressed as they are written
//! in `keys.toml`. Effects are performed at once where they have an answer, and all are kept.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, OnceLock};

use briefbook::app::base::keymap::Keymap;
use briefbook::app::{State, update};
use briefbook::config::{Config, KeyPress};
use briefbook::corpus::corpus::Corpus;
use briefbook::corpus::{filter, lookup, search, statements};
use briefbook::facts::{Lexicon, Overview, extract};
use briefbook::files::places::{PlaceOptions, Places};
use briefbook::formats::{self, Source};
use briefbook::index::{CatalogueRow, Record};
use briefbook::library::{Entry, EntryId, RowOrder, Status};
use briefbook::protocol::{
    ArrangeReport, BookmarkReport, Effect, Event, FactIndex, Memo, Mouse, MouseAction, Scanned,
    SearchRequest,
};
use briefbook::reading::documents::Documents;
use briefbook::reading::following::followed;
use briefbook::reading::in_memory::InMemory;
use briefbook::reading::parse_cache::Parsed;
use briefbook::sandbox::Sandbox;
use briefbook::text::CleanText;
use briefbook::userdata::bookmark_writer::BookmarkWriter;
use briefbook::userdata::{check, proposals, resolve};
use briefbook::view;
use briefbook::view::theme::Palette;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};
use ratatui::style::Style;

/// The reader, its documents, and what it asked for.
pub struct Session {
    /// The state, to be looked at.
    pub state: State,
    /// Every effect so far, oldest first.
    pub effects: Vec<Effect>,
    documents: Vec<(PathBuf, Vec<u8>)>,
    /// Stands for the time at which documents were changed last.
    version: i64,
    waits: bool,
    lexicon: Option<&'static Lexicon>,
    keeper: Option<(BookmarkWriter, Receiver<Event>)>,
    indexed: Option<Corpus>,
}

/// How a sitting begins.
pub struct Beginning {
    size: Size,
    settings: Config,
    keymap: Keymap,
    waits: bool,
    lexicon: Option<&'static Lexicon>,
    keeps: Option<PathBuf>,
}

impl Default for Beginning {
    fn default() -> Self {
        Self {
            size: Size::new(120, 36),
            settings: Config::default(),
            keymap: Keymap::default(),
            waits: false,
            lexicon: None,
            keeps: None,
        }
    }
}

impl Beginning {
    /// On a screen of this size.
    pub fn size(self, columns: u16, rows: u16) -> Self {
        Self { size: Size::new(columns, rows), ..self }
    }

    /// With these settings.
    pub fn settings(self, settings: Config) -> Self {
        Self { settings, ..self }
    }

    /// With these keys on top of the usual ones, as `keys.toml` has them.
    pub fn keys_toml(self, text: &str) -> Self {
        let (contexts, actions) = Keymap::vocabulary();
        let words =
            briefbook::config::Vocabulary { contexts: &contexts, earlier: &[], actions: &actions };
        let (bindings, problems) = briefbook::config::parse_keys(text, words);
        assert_eq!(problems, []);
        Self { keymap: Keymap::with(&bindings), ..self }
    }

    /// With this keymap.
    pub fn keymap(self, keymap: Keymap) -> Self {
        Self { keymap, ..self }
    }

    /// The facts of documents are found.
    pub fn with_facts(self) -> Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        let lexicon = LEXICON.get_or_init(|| Lexicon::bundled().unwrap());
        Self { lexicon: Some(lexicon), ..self }
    }

    /// Bookmarks are kept in this folder.
    pub fn keeping(self, folder: &Path) -> Self {
        Self { keeps: Some(folder.to_owned()), ..self }
    }

    /// Documents are read only when the test says so.
    pub fn slow_disk(self) -> Self {
        Self { waits: true, ..self }
    }

    /// The sitting with these documents: names and contents.
    pub fn with<N: AsRef<Path>, B: AsRef<[u8]>>(self, documents: &[(N, B)]) -> Session {
        let owned = |(name, bytes): &(N, B)| (name.as_ref().into(), bytes.as_ref().to_vec());
        let mut session = Session {
            state: State::new(self.settings, self.keymap, self.size),
            effects: Vec::new(),
            documents: documents.iter().map(owned).collect(),
            version: 0,
            waits: self.waits,
            lexicon: self.lexicon,
            keeper: self.keeps.map(|folder| {
                let (sender, receiver) = channel();
                let tell = move |event| sender.send(event).unwrap();
                (BookmarkWriter::new((&folder, true), Arc::new(on_disk()), tell), receiver)
            }),
            indexed: None,
        };
        session.find_documents();
        session
    }
}

impl Session {
    /// A sitting of the usual size with these documents.
    pub fn of<N: AsRef<Path>, B: AsRef<[u8]>>(documents: &[(N, B)]) -> Self {
        Beginning::default().with(documents)
    }

    /// Presses keys: `j`, `<C-d>`, `/ATACMS<Enter>`.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for key in presses(keys) {
            self.happen(Event::Key(key));
        }
        self
    }

    /// Has an event happen, performs what follows, and paints.
    pub fn happen(&mut self, event: Event) -> &mut Self {
        for effect in update(&mut self.state, event) {
            self.perform(effect);
        }
        self.painted();
        self
    }

    /// Gives the window another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.happen(Event::Resize(Size::new(columns, rows)))
    }

    /// Uses the mouse at a cell.
    pub fn mouse(&mut self, action: MouseAction, column: u16, row: u16) -> &mut Self {
        self.happen(Event::Mouse(Mouse { action, column, row }))
    }

    /// Replaces a document on the disk.
    pub fn write(&mut self, name: &str, text: &str) -> &mut Self {
        self.documents.retain(|(path, _)| path != Path::new(name));
        self.documents.push((name.into(), text.into()));
        self
    }

    /// Has a look find that a document was changed.
    pub fn changed(&mut self, name: &str) -> &mut Self {
        self.version += 1;
        let entry = Entry::waiting(name.into(), CleanText::default());
        let entry = self.describe(entry);
        self.happen(Event::catalogued([entry]))
    }

    /// Reads what `Effect::Open` asked for, the first `head` bytes of it or all.
    pub fn deliver(&mut self, name: &str, head: Option<usize>) -> &mut Self {
        let entry = self.entry(name);
        let event = self.read(entry, Path::new(name), head);
        self.happen(event)
    }

    /// The screen as text, without spaces at line ends.
    pub fn screen(&self) -> String {
        let buffer = self.painted();
        let lines = buffer.content.chunks(usize::from(buffer.area.width.max(1))).map(|row| {
            let line: String = row.iter().map(|cell| cell.symbol()).collect();
            line.trim_end().to_owned()
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The last line of the screen.
    pub fn foot(&self) -> String {
        self.screen().lines().last().unwrap_or_default().trim().to_owned()
    }

    /// The lines of the page, as they are laid out.
    pub fn page(&self) -> Vec<String> {
        let reader = self.state.reader.as_ref().unwrap();
        let words = |line: &briefbook::layout::Line| reader.document.words(line.span).to_owned();
        reader.lines().iter().map(words).collect()
    }

    /// The first words on the page.
    pub fn top(&self) -> String {
        self.page().into_iter().find(|line| !line.is_empty()).unwrap_or_default()
    }

    /// The screen, cell by cell.
    pub fn painted(&self) -> Buffer {
        self.painted_with(Palette::Dark)
    }

    /// The same in another palette.
    pub fn painted_with(&self, palette: Palette) -> Buffer {
        let Size { width, height } = self.state.screen.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| view::draw(frame, &self.state, palette)).unwrap();
        terminal.backend().buffer().clone()
    }

    /// Where the cursor of the terminal stands, if it is shown.
    pub fn cursor(&self) -> Option<Position> {
        let Size { width, height } = self.state.screen.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| view::draw(frame, &self.state, Palette::Dark)).unwrap();
        let backend = terminal.backend();
        backend.cursor_visible().then(|| backend.cursor_position())
    }

    /// The style of the first cell of `words` on the screen.
    pub fn style_of(&self, words: &str) -> Style {
        let buffer = self.painted();
        let at = place_of(&buffer, words).unwrap_or_else(|| panic!("no {words:?} on the screen"));
        buffer[at].style()
    }

    /// Where `words` begin on the screen.
    pub fn place_of(&self, words: &str) -> Position {
        place_of(&self.painted(), words).unwrap_or_else(|| panic!("no {words:?} on the screen"))
    }

    /// The name of the open document.
    pub fn open(&self) -> Option<&str> {
        self.state.reader.as_ref().map(|reader| self.name(reader.entry))
    }

    /// The name of the selected document.
    pub fn selected(&self) -> Option<&str> {
        self.state.list.selected().map(|entry| self.name(entry))
    }

    /// The names of the documents in the list, in order.
    pub fn rows(&self) -> Vec<&str> {
        self.state.list.rows().iter().map(|entry| self.name(*entry)).collect()
    }

    /// The names of the documents that count as unread, in the order of the list.
    pub fn unread(&self) -> Vec<&str> {
        let unread = |id: &&EntryId| self.state.catalogue.is_unread(**id);
        self.state.list.rows().iter().filter(unread).map(|id| self.name(*id)).collect()
    }

    /// What was asked to be kept, oldest first.
    pub fn memos(&self) -> Vec<&Memo> {
        let effects = self.effects.iter();
        let memos = effects.filter_map(|effect| match effect {
            Effect::Remember(memo) => Some(memo),
            _ => None,
        });
        memos.collect()
    }

    /// True if the program was asked to end.
    pub fn has_quit(&self) -> bool {
        self.effects.iter().any(|effect| matches!(effect, Effect::Quit))
    }

    /// The entry of a document.
    pub fn entry(&self, name: &str) -> EntryId {
        self.state.catalogue.id_of(Path::new(name)).unwrap()
    }

    /// A test asks for a few names: they may stay until its process ends.
    fn name(&self, entry: EntryId) -> &'static str {
        self.state.catalogue.path_of(entry).unwrap().into_os_string().into_string().unwrap().leak()
    }

    /// As `corpus::collect` does it: files first, then what is in them, then the end.
    fn find_documents(&mut self) {
        let paths = self.documents.iter().map(|(path, _)| path.clone());
        let found: Vec<Entry> =
            paths.map(|path| Entry::waiting(path, CleanText::default())).collect();
        self.happen(Event::catalogued(found.clone()));
        let scanned = Scanned { roots: vec!["folder".into()], ..Scanned::default() };
        self.happen(Event::Scanned(scanned));
        let described: Vec<Entry> = found.into_iter().map(|entry| self.describe(entry)).collect();
        self.happen(Event::catalogued(described));
    }

    /// What the indexing tells the list: how many facts documents have, and which dates they name.
    pub fn count_facts(&mut self) {
        let Some(lexicon) = self.lexicon else { return };
        let entries = self.state.catalogue.iter().filter_map(|entry| {
            let bytes = self.bytes(&entry.path);
            let document = formats::read(&Source { name: &entry.path, bytes, whole: true }).ok()?;
            let facts = extract(&document, lexicon);
            let overview = Overview::of(&document, &facts);
            Some(Entry { counts: Some(facts.counts()), overview, ..entry })
        });
        let entries: Vec<Entry> = entries.collect();
        self.happen(Event::catalogued(entries));
    }

    fn describe(&self, entry: Entry) -> Entry {
        let bytes = self.bytes(&entry.path);
        match formats::read(&Source { name: &entry.path, bytes, whole: true }) {
            Ok(document) => Entry {
                title: document.title(),
                date: document.metadata().date.as_ref().map(|date| date.value),
                source: document.metadata().source.as_ref().map(|source| source.value.clone()),
                words: document.text().split_whitespace().count(),
                damage: document.damage().cloned(),
                bytes: bytes.len() as u64,
                modified: Some(self.version),
                status: Status::Ready,
                ..entry
            },
            Err(error) => {
                Entry { status: Status::Unreadable(CleanText::line(&error.to_string())), ..entry }
            }
        }
    }

    fn perform(&mut self, effect: Effect) {
        self.effects.push(effect.clone());
        match effect {
            Effect::Open { entry, path } | Effect::Reload { entry, path } if !self.waits => {
                let event = self.read(entry, &path, None);
                self.happen(event);
            }
            Effect::Find { entry, document, query, highlight, from } => {
                if let Some(hit) = highlight.first_from(document.text(), from) {
                    self.happen(Event::FirstHit { entry, query: query.clone(), hit });
                }
                if self.waits {
                    return;
                }
                let hits = highlight.hits(document.text()).collect();
                self.happen(Event::Hits { entry, query, hits });
            }
            Effect::Extract { entry, document } => {
                if let Some(lexicon) = self.lexicon {
                    let facts = Arc::new(FactIndex::new(extract(&document, lexicon)));
                    self.happen(Event::Facts { entry, document, facts });
                }
            }
            Effect::Scan => self.find_documents(),
            Effect::Search(request) if !self.waits => self.search(&request),
            Effect::Filter(request) if !self.waits => {
                for report in filter::answer(self.indexed(), &request) {
                    self.happen(Event::Filtered(report));
                }
            }
            Effect::Arrange(request) => {
                let rows = RowOrder::default().rows(
                    &request.catalogue,
                    &request.spec,
                    &AtomicBool::new(false),
                );
                let rows = rows.map(Arc::new).ok_or_else(CleanText::default);
                self.happen(Event::Arranged(ArrangeReport { number: request.number, rows }));
            }
            Effect::Corrected(corrections) => self.indexed().correct(corrections),
            Effect::ReadPassage(wanted) => {
                let source =
                    Source { name: &wanted.path, bytes: self.bytes(&wanted.path), whole: true };
                let read = formats::read(&source).map(Arc::new);
                let read = read.map_err(|error| CleanText::line(&error.to_string()));
                self.happen(Event::PassageRead(wanted, read));
            }
            Effect::LookUp(request) if !self.waits => {
                let answer = lookup::answer(self.indexed(), request);
                self.happen(Event::LookedUp(answer));
            }
            Effect::Follow(request) => {
                let roots: Vec<PathBuf> = self
                    .documents
                    .first()
                    .and_then(|(path, _)| path.parent())
                    .map(Path::to_owned)
                    .into_iter()
                    .collect();
                let found = followed(&roots, &InMemory::default(), &request);
                self.happen(Event::Followed(request, found));
            }
            Effect::Bookmarks(request) => {
                let Some((keeper, reports)) = &mut self.keeper else { return };
                keeper.fulfil(request);
                let reports: Vec<Event> = reports.try_iter().collect();
                for report in reports {
                    self.happen(report);
                }
            }
            Effect::Place { entry, path, document, marks } => {
                let places = resolve::places((&path, &document), &on_disk(), &marks, &|| true);
                self.happen(Event::Bookmarks(BookmarkReport::Placed { entry, document, places }));
            }
            Effect::CheckBookmarks(marks) if self.keeper.is_some() => {
                let found = check::differing(&marks, &on_disk(), &|| true);
                self.happen(Event::Bookmarks(BookmarkReport::Checked(Ok(found))));
            }
            Effect::Propose { mark, elsewhere } => {
                let proposals = proposals::proposals((&mark, elsewhere.as_ref()), &on_disk());
                let report = BookmarkReport::Proposed(mark.id.clone(), proposals);
                self.happen(Event::Bookmarks(report));
            }
            _ => {}
        }
    }

    /// Answers a search from an index of the documents, as `corpus::search` does it.
    pub fn search(&mut self, request: &SearchRequest) {
        let answer = search::answer(self.indexed(), request, &|| true);
        self.happen(Event::Search(answer));
    }

    /// The documents with an index in memory, which is made when it is asked for first.
    fn indexed(&mut self) -> &Corpus {
        if self.indexed.is_none() {
            self.indexed = Some(self.index());
        }
        self.indexed.as_ref().unwrap()
    }

    fn index(&self) -> Corpus {
        let options = PlaceOptions { no_write: true, ..PlaceOptions::default() };
        let places = Places::under(Path::new("/nowhere"), options);
        let corpus = Corpus::new(places, Vec::new(), Arc::new(on_disk()));
        corpus.coverage().set_complete(true);
        let index = corpus.index_to_build().unwrap();
        let mut writer = index.writer().unwrap().unwrap();
        for (path, bytes) in &self.documents {
            let source = Source { name: path, bytes, whole: true };
            let Ok(document) = formats::read(&source) else { continue };
            let row = CatalogueRow {
                place: corpus.index_dir().place(path),
                title: document.title().to_string(),
                date: document.metadata().date.as_ref().map(|date| date.value),
                source: document.metadata().source.as_ref().map(|s| s.value.to_string()),
                ..CatalogueRow::default()
            };
            let stored_facts = self
                .lexicon
                .map(|lexicon| statements::stored_facts(&document, &extract(&document, lexicon)));
            let stored_facts = stored_facts.unwrap_or_default();
            let text = document.text().as_str().to_owned();
            let authors = document.metadata().authors.iter();
            let authors = authors.map(|author| author.value.to_string()).collect();
            let links = briefbook::corpus::lookup::backlinks::names(&document);
            let record = Record { row, text, stored_facts, authors, links }.completed();
            writer.put(record, false).unwrap();
        }
        writer.finish(true).unwrap();
        corpus.coverage().set_complete(true);
        corpus
    }

    fn read(&self, entry: EntryId, path: &Path, head: Option<usize>) -> Event {
        let bytes = self.bytes(path);
        let bytes = bytes.get(..head.unwrap_or(bytes.len())).unwrap_or(bytes);
        match formats::read(&Source { name: path, bytes, whole: head.is_none() }) {
            Ok(document) => {
                Event::Opened { entry, document: Arc::new(document), whole: head.is_none() }
            }
            Err(error) => Event::Unreadable { entry, reason: CleanText::line(&error.to_string()) },
        }
    }

    fn bytes(&self, path: &Path) -> &[u8] {
        let found = self.documents.iter().find(|(known, _)| known == path);
        found.map(|(_, bytes)| bytes.as_slice()).unwrap_or_default()
    }
}

/// Keys as they are written in `keys.toml`, without spaces between them.
pub fn presses(keys: &str) -> Vec<KeyPress> {
    let mut presses = Vec::new();
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.find('>')).map(|end| end + 2);
        let (key, after) = rest.split_at(named.unwrap_or(c.len_utf8()));
        presses.push(match named {
            Some(_) => key.parse().unwrap_or_else(|error| panic!("{key}: {error}")),
            None => KeyPress::char(c),
        });
        rest = after;
    }
    presses
}

/// The sample briefings on the disk that are text: names and texts, in the order of the names.
pub fn samples() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/briefings");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap());
    // An editor may keep a hidden file beside the one it has open.
    let shown = files.filter(|file| !file.file_name().as_encoded_bytes().starts_with(b"."));
    let text = |name: &Path| name.extension().is_some_and(|kind| kind == "txt" || kind == "md");
    let mut samples: Vec<(String, String)> = shown
        .filter(|file| text(&file.path()))
        .map(|file| {
            let name = file.file_name().into_string().unwrap();
            (name, std::fs::read_to_string(file.path()).unwrap())
        })
        .collect();
    samples.sort();
    samples
}

/// A text of that many numbered paragraphs of one line each, its title first.
pub fn paragraphs(title: &str, count: usize) -> String {
    let paragraph = |n| format!("{title} paragraph {n} says what there is to say.\n\n");
    let body: String = (1..=count).map(paragraph).collect();
    format!("{title}\n\n{body}")
}

fn place_of(buffer: &Buffer, words: &str) -> Option<Position> {
    let width = usize::from(buffer.area.width.max(1));
    buffer.content.chunks(width).zip(0..).find_map(|(row, y)| {
        let starts = 0..row.len();
        let at = starts.into_iter().find(|&x| {
            let line: String = row.iter().skip(x).map(|cell| cell.symbol()).collect();
            line.starts_with(words)
        });
        at.map(|x| Position::new(u16::try_from(x).unwrap(), y))
    })
}

/// Files on the disk, with nothing in memory and nothing kept.
fn on_disk() -> Documents {
    let sandbox = Sandbox::new(env!("CARGO_BIN_EXE_briefbook").into());
    Documents::new(InMemory::default(), sandbox, Parsed::default())
}
