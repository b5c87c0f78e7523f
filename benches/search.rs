//! A library of papers from its first indexing to searches as they are typed, beside what `rg` and
//! `find` need for the same files. `BRIEFBOOK_PAPERS` says how many papers (2,000 unless told),
//! `BRIEFBOOK_LIBRARY` a folder that keeps papers and index for the next time.
//!
//! Times are CPU times of the whole process where a process is measured, and of the thread where a
//! search is: other work on the machine does not count.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that prints a table")]

#[path = "../tests/support/papers.rs"]
mod papers;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use briefbook::corpus::corpus::{Corpus, SearchLimits};
use briefbook::files::places::{PlaceOptions, Places};
use briefbook::index::Outside;
use briefbook::query::Query;
use briefbook::reading::documents::Documents;
use briefbook::reading::in_memory::InMemory;
use cpu_time::ThreadTime;
use papers::{Dice, word};

fn main() {
    let number = |name| std::env::var(name).ok().and_then(|n| n.parse::<u64>().ok());
    let papers = number("BRIEFBOOK_PAPERS").unwrap_or(2_000);
    let kept = std::env::var_os("BRIEFBOOK_LIBRARY").map(PathBuf::from);
    let temporary = tempfile::tempdir().unwrap();
    let home = kept.unwrap_or_else(|| temporary.path().to_owned());
    let library = home.join(format!("papers-{papers}"));
    if !library.exists() {
        papers::write(&library, 0..papers);
    }
    let bytes = size(&library);
    println!("{papers} papers, {:.1} MB of text", bytes as f64 / 1e6);
    build(&home, &library, bytes);
    start(&home, &library);
    searches(&home, &library);
}

/// A program in a home of its own.
fn program(home: &Path, words: &[&str], path: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_briefbook"));
    command.args(words).arg(path).stdout(Stdio::null());
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
        command.env(name, home.join(name));
    }
    command
}

/// Wall and CPU time of a program.
fn run(mut command: Command) -> (Duration, Duration) {
    let (begun, before) = (Instant::now(), children());
    let status = command.status().unwrap();
    assert!(status.code().is_some_and(|code| code <= 1), "{command:?} ended with {status}");
    (begun.elapsed(), children() - before)
}

/// CPU time of the programs that have ended: fields 16 and 17 of `/proc/self/stat`, in ticks of
/// 10 ms.
fn children() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: u64 = fields[13..15].iter().map(|field| field.parse::<u64>().unwrap()).sum();
    Duration::from_millis(ticks * 10)
}

fn build(home: &Path, library: &Path, bytes: u64) {
    run(program(home, &["index", "clear"], library));
    let (wall, cpu) = run(program(home, &["index", "build"], library));
    let per_second = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    println!(
        "build: {:.1} s wall, {:.1} s CPU; {:.1} MB/s wall, {:.1} MB/s with two free cores",
        wall.as_secs_f64(),
        cpu.as_secs_f64(),
        per_second(wall),
        per_second(cpu) * 2.0
    );
    let index = home.join("XDG_CACHE_HOME/briefbook/index");
    let size = size(&index);
    println!("index: {:.1} MB, {:.2} of the text", size as f64 / 1e6, size as f64 / bytes as f64);
}

fn size(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|entry| match entry.file_type().unwrap().is_dir() {
            true => size(&entry.path()),
            false => entry.metadata().unwrap().len(),
        })
        .sum()
}

/// A second start that finds nothing changed, beside walking the tree.
fn start(home: &Path, library: &Path) {
    let mut rounds: Vec<_> = (0..7)
        .map(|_| {
            let mut find = Command::new("find");
            find.arg(library).args(["-printf", "%p %s %T@\n"]).stdout(Stdio::null());
            let (walk, walk_cpu) = run(find);
            let (again, again_cpu) = run(program(home, &["index", "build"], library));
            let ratio =
                |ours: Duration, theirs: Duration| ours.as_secs_f64() / theirs.as_secs_f64();
            (ratio(again, walk), ratio(again_cpu, walk_cpu.max(Duration::from_millis(10))))
        })
        .collect();
    rounds.sort_unstable_by(|(one, _), (other, _)| one.total_cmp(other));
    let (wall, cpu) = rounds[rounds.len() / 2];
    println!("nothing changed: {wall:.2} times as long as `find -printf`, {cpu:.1} times its CPU");
}

fn searches(home: &Path, library: &Path) {
    let options = PlaceOptions::default();
    let mut places = Places::under(home, options);
    places.cache = home.join("XDG_CACHE_HOME/briefbook");
    places.keys = home.join("XDG_CONFIG_HOME/briefbook/keys.toml");
    let documents = Arc::new(Documents::of_user(InMemory::default(), &places));
    let corpus = Corpus::new(places, vec![library.to_owned()], documents);
    let mut dice = Dice::new(1);
    let mut rank = || 1 + dice.below(3_000);
    let words: Vec<String> = (0..300).map(|_| word(rank())).collect();
    for letters in 1..=4 {
        let starts = words.iter().map(|word| word.chars().take(letters).collect());
        measure(&corpus, &format!("{letters} letters"), starts);
    }
    measure(&corpus, "one word", words.iter().map(|word| format!("{word} ")));
    let pairs = words.chunks(2).map(|pair| format!("{} {} ", pair[0], pair[1]));
    measure(&corpus, "two words", pairs);
    let pairs = words
        .chunks(2)
        .map(|pair| format!("{} {}", pair[0], pair[1].chars().take(3).collect::<String>()));
    measure(&corpus, "a word and three letters", pairs);
    let fields =
        ["weapon:atacms range:>400km", "actor:zelensky date:2020..", "title:paper has:range"];
    measure(&corpus, "fields", fields.iter().cycle().take(60).map(|s| (*s).to_owned()));
    beside_rg(&corpus, library, &words);
}

/// Engine alone (no quotes) and with 20 quoted documents: half and 99 of 100 searches take less.
fn measure(corpus: &Corpus, name: &str, typed: impl Iterator<Item = String>) {
    let outside = Outside::default();
    let (mut engine, mut quoted) = (Vec::new(), Vec::new());
    for typed in typed {
        let query = Query::parse(&typed);
        let search = |passages| {
            let wanted = SearchLimits { documents: 20, passages };
            let begun = ThreadTime::now();
            black_box(corpus.search(&query, &outside, wanted).unwrap());
            begun.elapsed()
        };
        quoted.push(search(3));
        let index = corpus.index().unwrap();
        let begun = ThreadTime::now();
        let asked = briefbook::index::IndexQuery {
            query: &query,
            limit: 20,
            today: None,
            outside: &outside,
        };
        black_box(index.search(asked).unwrap().total);
        engine.push(begun.elapsed());
    }
    let at = |times: &mut Vec<Duration>, share: f64| {
        times.sort_unstable();
        times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3
    };
    println!(
        "{name:26} engine p50 {:6.2} p99 {:6.2} ms; with quotes p50 {:6.2} p99 {:6.2} ms",
        at(&mut engine, 0.5),
        at(&mut engine, 0.99),
        at(&mut quoted, 0.5),
        at(&mut quoted, 0.99)
    );
}

/// The same words by `rg -c` over the same files.
fn beside_rg(corpus: &Corpus, library: &Path, words: &[String]) {
    let (mut ours, mut theirs) = (Duration::ZERO, Duration::ZERO);
    for word in words.iter().take(5) {
        let mut rg = Command::new("rg");
        rg.args(["-c", "-i", "-w", word]).arg(library).stdout(Stdio::null());
        theirs += run(rg).1;
        let query = Query::parse(&format!("{word} "));
        let begun = ThreadTime::now();
        let wanted = SearchLimits { documents: 20, passages: 3 };
        black_box(corpus.search(&query, &Outside::default(), wanted).unwrap());
        ours += begun.elapsed();
    }
    let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
    println!(
        "`rg -c`: {:.0} ms CPU a word, ours {:.2} ms: 1/{ratio:.0}",
        theirs.as_secs_f64() * 200.0,
        ours.as_secs_f64() * 200.0
    );
}
