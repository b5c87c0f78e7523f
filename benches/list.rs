//! A list of many documents in the reader itself: how long from exec to the first paint beside a list
//! of ten, how much memory after searching and scrolling, and how long from a key to the screen, at
//! rest and while everything is being indexed. `BRIEFBOOK_PAPERS` says how many papers (2,000 unless
//! told), `BRIEFBOOK_LIBRARY` a folder that keeps papers and index for the next time (shared with the
//! bench `search`), `BRIEFBOOK_FILES` how many empty files are listed at the end (none unless told).
//! Prints; judges nothing.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench may panic and prints")]

#[path = "../tests/support/papers.rs"]
mod papers;
#[path = "../tests/support/pty.rs"]
mod pty;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use briefbook::app::base::keymap::Keymap;
use briefbook::app::{State, update};
use briefbook::config::{Config, ListColumn, ListSort, Sequence};
use briefbook::document::Date;
use briefbook::library::{Entry, Prepared, RowOrder};
use briefbook::protocol::{ArrangeReport, ArrangeRequest, Effect, Event, Scanned};
use briefbook::text::CleanText;
use briefbook::view::{self, theme::Palette};
use cpu_time::ThreadTime;
use pty::Pty;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

const SIZE: Size = Size { width: 160, height: 50 };

/// The variables that say where things are kept.
const PLACES: [&str; 5] =
    ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"];

fn main() {
    let number = |name| std::env::var(name).ok().and_then(|n| n.parse::<u64>().ok());
    let papers = number("BRIEFBOOK_PAPERS").unwrap_or(2_000);
    frames(papers);
    let kept = std::env::var_os("BRIEFBOOK_LIBRARY").map(PathBuf::from);
    let temporary = tempfile::tempdir().unwrap();
    let home = kept.unwrap_or_else(|| temporary.path().to_owned());
    // A terminal's program starts in its home.
    fs::create_dir_all(home.join("HOME")).unwrap();
    let (few, many) = (library(&home, 10), library(&home, papers));
    first_paints(&home, &few, &many);
    reading(&home, &many);
    while_indexing(&home, &many);
    if let Some(files) = number("BRIEFBOOK_FILES") {
        frames(files);
        listing(&home, files);
    }
}

/// Papers, made once.
fn library(home: &Path, papers: u64) -> PathBuf {
    let library = home.join(format!("papers-{papers}"));
    if !library.exists() {
        papers::write(&library, 0..papers);
    }
    library
}

/// What one key costs inside: the change of the state and the painting, without a terminal.
fn frames(documents: u64) {
    println!("{documents} documents in the list, CPU of one event with its painting");
    let mut desk = Desk::new();
    let all: Vec<Prepared> = (0..documents).map(|number| entry(number).into()).collect();
    let (mut taken_in, mut keys) = (Vec::new(), Vec::new());
    let mut meanwhile = MEANWHILE.iter().cycle();
    for batch in all.chunks(1024) {
        taken_in.push(desk.happen(Event::Catalogued(batch.to_vec())));
        keys.extend(meanwhile.next().map(|key| desk.key(key)));
    }
    told("taking in 1,024", taken_in);
    told("any key meanwhile", keys);
    desk.keys(&["<Esc>", "<Esc>"]);
    told("the end of the search", vec![desk.happen(Event::Scanned(Scanned::default()))]);
    desk.at_rest();
}

/// Keys pressed while files are being found, one after each batch.
const MEANWHILE: [&str; 16] = [
    "j", "k", "<C-d>", "G", "gg", "f", "s", "t", "r", "<BS>", "<Enter>", "<C-d>", "<Esc>", "/",
    "s", "<Esc>",
];

/// The state with a screen, and no program behind it but the thread that puts a long list in order.
struct Desk {
    state: State,
    terminal: Terminal<TestBackend>,
    order: RowOrder,
    /// How long that thread took each time.
    ordered: Vec<Duration>,
    /// What it cost to take its rows in.
    arrived: Vec<Duration>,
}

impl Desk {
    fn new() -> Self {
        let state = State::new(Config::default(), Keymap::default(), SIZE);
        let terminal = Terminal::new(TestBackend::new(SIZE.width, SIZE.height)).unwrap();
        let (ordered, arrived) = (Vec::new(), Vec::new());
        Self { state, terminal, order: RowOrder::default(), ordered, arrived }
    }

    /// What happens costs; rows that it asks for come before the next thing happens.
    fn happen(&mut self, event: Event) -> Duration {
        let (took, effects) = self.change(event);
        for effect in effects {
            let Effect::Arrange(ArrangeRequest { number, catalogue, spec }) = effect else {
                continue;
            };
            let begun = ThreadTime::now();
            let rows = self.order.rows(&catalogue, &spec, &AtomicBool::new(false)).unwrap();
            self.ordered.push(begun.elapsed());
            let report = ArrangeReport { number, rows: Ok(Arc::new(rows)) };
            let (arrived, _) = self.change(Event::Arranged(report));
            self.arrived.push(arrived);
        }
        took
    }

    fn change(&mut self, event: Event) -> (Duration, Vec<Effect>) {
        let Self { state, terminal, .. } = self;
        let begun = ThreadTime::now();
        let effects = update(state, event);
        terminal.draw(|frame| view::draw(frame, state, Palette::Dark)).unwrap();
        (begun.elapsed(), effects)
    }

    fn key(&mut self, key: &str) -> Duration {
        let sequence: Sequence = key.parse().unwrap();
        let presses = sequence.presses().to_vec();
        presses.into_iter().map(|press| self.happen(Event::Key(press))).max().unwrap()
    }

    fn keys(&mut self, keys: &[&str]) -> Vec<Duration> {
        keys.iter().map(|key| self.key(key)).collect()
    }

    /// A choice from a box by its word; what the last key cost.
    fn choose(&mut self, open: &str, word: &str) -> Duration {
        self.key(open);
        for letter in word.chars() {
            self.key(&letter.to_string());
        }
        self.key("<Enter>")
    }

    /// Every kind of key, once all files are found.
    fn at_rest(&mut self) {
        told("moving", self.keys(&["j"; 300]));
        told("pages", self.keys(&["<C-d>"; 300]));
        told("both ends", self.keys(&["G", "gg"].repeat(50)));
        let letters =
            ["s", "t", "r", "i", "k", "e", "<Space>", "7", "<BS>", "<BS>", "<BS>", "<BS>"];
        let mut filtered = Vec::new();
        for _ in 0..20 {
            self.key("f");
            filtered.extend(self.keys(&letters));
            filtered.push(self.key("<Esc>"));
        }
        told("filtering", filtered);
        for order in ListSort::ALL {
            let word = order.word();
            told(&format!("ordering by {word}"), (0..5).map(|_| self.choose(",", word)).collect());
        }
        self.choose(",", "date");
        let mut sought = Vec::new();
        for _ in 0..20 {
            sought.extend(self.keys(&["/", "p", "a", "r", "t", "<Space>", "7", "<Enter>"]));
            sought.extend(self.keys(&["n", "n", "N", "<Esc>"]));
        }
        told("looking for words", sought);
        told("read or not", self.keys(&["r", "j"].repeat(50)));
        told("the next unread", self.keys(&["]u", "gl"].repeat(50)));
        let columns = ListColumn::ALL.iter().cycle().take(24);
        told("rows that arrive", std::mem::take(&mut self.arrived));
        told("another thread for them", std::mem::take(&mut self.ordered));
        told("columns", columns.map(|column| self.choose("zc", column.word())).collect());
    }
}

fn entry(number: u64) -> Entry {
    let mixed = number.wrapping_mul(2_654_435_761) % (1 << 32);
    let topic = ["strike", "range", "export", "summit", "sanctions"][(mixed >> 8) as usize % 5];
    Entry {
        title: CleanText::line(&format!("Assessment of the campaign, part {mixed}: {topic}")),
        source: Some(CleanText::line(&format!("Institute {}", mixed % 40))),
        date: Date::of_day(
            2020 + (mixed % 5) as i16,
            1 + (mixed % 12) as u8,
            1 + (mixed % 28) as u8,
        ),
        words: (mixed % 5000) as usize,
        ..Entry::waiting(PathBuf::from(format!("library/{topic}/{number}.txt")), topic.into())
    }
}

fn told(what: &str, mut times: Vec<Duration>) {
    if times.is_empty() {
        return;
    }
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!(
        "  {what:26} p50 {:7.2}  p99 {:7.2}  most {:7.2} ms ({} times)",
        at(0.5),
        at(0.99),
        at(1.0),
        times.len()
    );
}

/// The program on a library, in a terminal.
fn reader(home: &Path, library: &Path) -> Pty {
    let mut command = pty::command(env!("CARGO_BIN_EXE_briefbook"));
    PLACES.iter().for_each(|name| command.env(name, home.join(name)));
    command.arg(library);
    Pty::run(command)
}

fn index(home: &Path, verb: &str, library: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_briefbook"));
    command.args(["index", verb]).arg(library).stdout(Stdio::null()).stderr(Stdio::null());
    command.envs(PLACES.iter().map(|name| (name, home.join(name))));
    assert!(command.status().unwrap().code().is_some_and(|code| code <= 1));
}

fn leave(mut reader: Pty) {
    reader.keys("\u{3}Q");
    let _ = reader.wait();
}

/// From exec to the first title in the list, with an index that is up to date.
fn first_paints(home: &Path, few: &Path, many: &Path) {
    [few, many].iter().for_each(|library| index(home, "build", library));
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..9 {
        for (library, times) in [few, many].iter().zip(&mut times) {
            let begun = Instant::now();
            let reader = reader(home, library);
            reader.wait_for_bytes(b"Paper ");
            times.push(begun.elapsed());
            leave(reader);
        }
    }
    let [few, many] = times.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64() * 1e3
    });
    let ratio = many / few;
    println!("first paint of the list: ten papers {few:.1} ms, all {many:.1} ms, ratio {ratio:.2}");
}

/// From a key to the next bytes on the screen, one key after the other.
fn keys(reader: &Pty, keys: &[&str], pause: Duration) -> Vec<Duration> {
    let press = |key: &&str| {
        let before = reader.written_count();
        let begun = Instant::now();
        reader.keys(key);
        reader.wait_for_more_than(before);
        let took = begun.elapsed();
        std::thread::sleep(pause);
        took
    };
    keys.iter().map(press).collect()
}

/// Kilobytes of memory that a process has now (`VmRSS:`) or had at most (`VmHWM:`).
fn memory(process: u32, what: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with(what)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn reading(home: &Path, library: &Path) {
    let reader = reader(home, library);
    reader.wait_for_bytes(b"Paper ");
    std::thread::sleep(Duration::from_secs(3));
    println!("in a terminal, from a key to the screen, wall");
    let pause = Duration::from_millis(20);
    told("scrolling", keys(&reader, &["j"; 200], pause));
    told("pages", keys(&reader, &["\x04"; 100], pause));
    let typed = ["s", "m", "i", "s", "s", "i", "l", "e", " ", "r", "a", "n", "g", "e"];
    told("a search as it is typed", keys(&reader, &typed, Duration::from_millis(100)));
    println!(
        "memory after searching and scrolling: {} MB",
        memory(reader.process_id(), "VmRSS:") / 1000
    );
    reader.keys("\u{3}");
    leave(reader);
}

/// The keys while everything is read and indexed behind them.
fn while_indexing(home: &Path, library: &Path) {
    index(home, "clear", library);
    let reader = reader(home, library);
    reader.wait_for_bytes(b"Paper ");
    told("while indexing", keys(&reader, &["j", "k"].repeat(150), Duration::from_millis(30)));
    leave(reader);
}

/// Waits until a process does nothing for a second.
fn wait_for_rest(process: u32) {
    let ticks = || -> u64 {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        fields[11..13].iter().map(|ticks| ticks.parse::<u64>().unwrap()).sum()
    };
    let mut before = 0;
    while ticks() > before + 2 {
        before = ticks();
        std::thread::sleep(Duration::from_secs(1));
    }
}

/// Empty files in nested folders, listed while keys are pressed.
fn listing(home: &Path, files: u64) {
    let library = home.join(format!("files-{files}"));
    for number in 0..files {
        let folder = library.join(format!("{}/{}", number / 10_000, number / 100 % 100));
        if number % 100 == 0 {
            fs::create_dir_all(&folder).unwrap();
        }
        fs::write(folder.join(format!("{number}.txt")), "").unwrap();
    }
    let reader = reader(home, &library);
    reader.wait_for_bytes(b".txt");
    let what = format!("while {files} files are listed");
    told(&what, keys(&reader, &["j", "k"].repeat(300), Duration::from_millis(50)));
    println!("memory then: {} MB", memory(reader.process_id(), "VmRSS:") / 1000);
    wait_for_rest(reader.process_id());
    told("moving then", keys(&reader, &["j", "k"].repeat(100), Duration::from_millis(20)));
    reader.keys("f");
    let typed = ["9", "9", "\x7f", "1", "7", "\x7f", "\x7f", "\x7f"].repeat(5);
    told("filtering then", keys(&reader, &typed, Duration::from_millis(300)));
    reader.keys("\x1b");
    let memory = |what| memory(reader.process_id(), what) / 1000;
    println!("memory then: {} MB, at most {} MB", memory("VmRSS:"), memory("VmHWM:"));
    leave(reader);
    fs::remove_dir_all(library).unwrap();
}
