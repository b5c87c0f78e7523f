//! The journal under everything that can happen to it: killed writers, many writers, full disks,
//! damaged bytes, newer versions.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use briefbook::bookmarks::{Bookmark, Id, Stamp};
use briefbook::userdata::journal::{Change, Store, StoreError, add, set_aside};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::support::house::House;
use crate::support::pty::Pty;
use crate::support::rounds::rounds;

const NOW: i64 = 1_790_000_000_000;

fn now() -> Stamp {
    Stamp::new(NOW)
}

fn mark(number: u64) -> Bookmark {
    let mut mark =
        Bookmark { id: Id::new(Stamp::new(NOW + number as i64), 0), ..Bookmark::default() };
    mark.anchor.quote = format!("up to {number} km, “as stated”");
    mark.anchor.document.path.0 = "a/b.txt".into();
    mark
}

fn put(mark: Bookmark) -> Change {
    Change::Put(Box::new(mark))
}

fn filled(folder: &Path, count: u64) -> Store {
    let mut store = Store::open(folder, now()).unwrap();
    (0..count).for_each(|n| store.commit(put(mark(n)), now()).unwrap());
    store
}

fn journal(folder: &Path) -> std::path::PathBuf {
    folder.join("journal.jsonl")
}

fn ids(store: &Store) -> Vec<String> {
    store.bookmarks().keys().map(ToString::to_string).collect()
}

#[test]
fn what_was_saved_is_there_again() {
    let folder = TempDir::new().unwrap();
    let mut store = filled(&folder.path().join("deep/er"), 3);
    let gone = mark(1).id;
    let removal = Change::Remove(gone.clone());
    let back = store.inverse(&removal).unwrap();
    store.commit(removal, now()).unwrap();
    store.commit(Change::Other("reject".into(), serde_json::json!({"fact": 7})), now()).unwrap();
    assert!(!store.bookmarks().contains_key(&gone));
    store.commit(back, now()).unwrap();
    let again = Store::open(&folder.path().join("deep/er"), now()).unwrap();
    assert_eq!(again.bookmarks(), store.bookmarks());
    assert_eq!(again.bookmarks()[&gone], mark(1));
    assert_eq!(again.others("reject").count(), 1);
}

#[test]
fn instances_see_what_others_write() {
    let folder = TempDir::new().unwrap();
    let mut one = filled(folder.path(), 2);
    let mut two = Store::open(folder.path(), now()).unwrap();
    assert!(!two.refresh().unwrap());
    one.commit(put(mark(7)), now()).unwrap();
    assert!(two.refresh().unwrap());
    add(folder.path(), mark(8), now()).unwrap();
    two.commit(Change::Remove(mark(0).id), now()).unwrap();
    one.refresh().unwrap();
    assert_eq!(one.bookmarks(), two.bookmarks());
    assert_eq!(one.bookmarks().len(), 3);
}

#[test]
fn a_journal_of_a_newer_version_is_read_and_never_written() {
    let folder = TempDir::new().unwrap();
    filled(folder.path(), 2);
    let text = fs::read_to_string(journal(folder.path())).unwrap();
    let newer = text.replacen("\"version\":1", "\"version\":2", 1) + "{\"future\":true}\n";
    fs::write(journal(folder.path()), &newer).unwrap();
    let mut store = Store::open(folder.path(), now()).unwrap();
    assert!(store.is_read_only() && store.bookmarks().len() == 2);
    assert!(store.take_notices()[0].contains("newer version"));
    assert!(matches!(store.commit(put(mark(9)), now()), Err(StoreError::Newer(_))));
    assert!(matches!(add(folder.path(), mark(9), now()), Err(StoreError::Newer(_))));
    assert_eq!(fs::read_to_string(journal(folder.path())).unwrap(), newer);
    assert!(set_aside(folder.path()).is_empty());
}

#[test]
fn a_damaged_journal_is_set_aside_and_what_is_readable_kept() {
    type Damage = fn(&mut Vec<u8>);
    let damages: [(&str, Damage, usize); 7] = [
        ("truncated", |raw| raw.truncate(raw.len() - 40), 9),
        ("zeroed", |raw| raw[1000..1100].fill(0), 8),
        (
            "a flipped bit in a quote",
            |raw| {
                let at = raw.windows(5).position(|w| w == b"up to").unwrap();
                raw[at] ^= 1;
            },
            10,
        ),
        (
            "a flipped bit in a letter",
            |raw| {
                let at = raw.windows(3).position(|w| w == "“".as_bytes()).unwrap();
                raw[at] ^= 4;
            },
            10,
        ),
        (
            "a lost line feed",
            |raw| {
                let at = raw.iter().rposition(|b| *b == b'{').unwrap();
                let at = raw[..at].iter().rposition(|b| *b == b'\n').unwrap();
                raw[at] = b'K';
            },
            10,
        ),
        ("foreign bytes before", |raw| drop(raw.splice(0..0, *b"\x00\xff\x1b[31m\n")), 10),
        (
            "a lost operation",
            |raw| {
                let at = raw.windows(5).position(|w| w == b"\"put\"").unwrap();
                raw[at + 2] ^= 1;
            },
            10,
        ),
    ];
    for (name, damage, least) in damages {
        let folder = TempDir::new().unwrap();
        filled(folder.path(), 10);
        let mut raw = fs::read(journal(folder.path())).unwrap();
        damage(&mut raw);
        fs::write(journal(folder.path()), &raw).unwrap();
        let mut store = Store::open(folder.path(), now()).unwrap();
        assert!(store.bookmarks().len() >= least, "{name}: {}", store.bookmarks().len());
        let aside = set_aside(folder.path());
        assert_eq!(fs::read(&aside[0]).unwrap(), raw, "{name}");
        assert!(store.take_notices()[0].contains("damaged"), "{name}");
        store.commit(put(mark(99)), now()).unwrap();
        let mut again = Store::open(folder.path(), now()).unwrap();
        assert_eq!(ids(&again), ids(&store), "{name}");
        assert!(again.take_notices().is_empty() && set_aside(folder.path()).len() == 1, "{name}");
    }
}

#[test]
fn a_line_without_its_end_is_healed() {
    let folder = TempDir::new().unwrap();
    filled(folder.path(), 3);
    let raw = fs::read(journal(folder.path())).unwrap();
    fs::write(journal(folder.path()), &raw[..raw.len() - 1]).unwrap();
    let mut store = Store::open(folder.path(), now()).unwrap();
    assert_eq!(store.bookmarks().len(), 3);
    assert!(store.take_notices().is_empty());
    assert_eq!(fs::read(journal(folder.path())).unwrap(), raw);
}

#[test]
fn compaction_keeps_everything_and_the_old_journal() {
    let folder = TempDir::new().unwrap();
    let mut store = filled(folder.path(), 5);
    let mut other = Store::open(folder.path(), now()).unwrap();
    for n in 0..1200 {
        let mut edited = mark(n % 5);
        edited.note = n.to_string();
        store.commit(put(edited), now()).unwrap();
    }
    let before = fs::read(journal(folder.path())).unwrap();
    assert!(store.compact(now()).unwrap());
    assert!(fs::metadata(journal(folder.path())).unwrap().len() < 5_000);
    assert_eq!(fs::read(folder.path().join("journal.jsonl.bak")).unwrap(), before);
    other.commit(put(mark(77)), now()).unwrap();
    store.refresh().unwrap();
    assert_eq!(store.bookmarks(), other.bookmarks());
    assert_eq!(store.bookmarks().len(), 6);
}

#[test]
fn only_the_owner_may_read_and_paths_keep_their_bytes() {
    use std::os::unix::ffi::OsStringExt;
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let mut odd = mark(1);
    odd.anchor.document.path.0 = std::ffi::OsString::from_vec(b"x\xff\n\xfe".to_vec()).into();
    add(&data, odd.clone(), now()).unwrap();
    assert_eq!(Store::open(&data, now()).unwrap().bookmarks()[&odd.id], odd);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    assert_eq!((mode(&journal(&data)), mode(&data.join("journal.lock"))), (0o600, 0o600));
}

#[test]
fn what_is_no_file_is_refused_in_a_sentence() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(journal(folder.path())).unwrap();
    let error = Store::open(folder.path(), now()).err().unwrap().to_string();
    assert!(error.contains("could not be read") && error.contains("not a file"), "{error}");
}

/// The part of a writer, played by this very program when another test starts it so.
#[test]
fn writer() {
    let Some(folder) = std::env::var_os("BRIEFBOOK_WRITER") else {
        return;
    };
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (first, count) = (number("FIRST").unwrap(), number("COUNT").unwrap());
    let folder = Path::new(&folder);
    if let Some(limit) = number("LIMIT") {
        limit_files(limit);
    }
    let mut store = Store::open(folder, now()).unwrap();
    if std::env::var_os("TOGETHER").is_some() {
        let changes = (first..first + count).map(|n| put(mark(n))).collect();
        let done = store.commit_all(changes, now());
        let words = done.map_or_else(|error| format!("failed {error}"), |()| "saved 0".into());
        return writeln!(std::io::stdout(), "\n{words}").unwrap();
    }
    for n in first..first + count {
        let done = if n % 2 == 0 {
            store.commit(put(mark(n)), now())
        } else {
            add(folder, mark(n), now()).map(drop)
        };
        let words = match done {
            Ok(()) => format!("saved {n}"),
            Err(error) => format!("failed {n} {error}"),
        };
        writeln!(std::io::stdout(), "\n{words}").unwrap();
    }
}

/// No file may grow beyond `limit` bytes; writing more fails, and does not kill.
fn limit_files(limit: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    const SIGXFSZ: i32 = 25;
    let flag = std::sync::Arc::default();
    signal_hook::flag::register(SIGXFSZ, flag).unwrap();
    setrlimit(Resource::Fsize, Rlimit { current: Some(limit), maximum: None }).unwrap();
}

fn start(folder: &Path, first: u64, count: u64, how: &[(&str, u64)]) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "store::writer", "--nocapture", "--test-threads=1"]);
    command.env("BRIEFBOOK_WRITER", folder);
    command.env("FIRST", first.to_string()).env("COUNT", count.to_string());
    command.envs(how.iter().map(|(name, value)| (name, value.to_string())));
    command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

/// The numbers that the writer said were saved, and the words of its failures.
fn said(child: &mut Child) -> (Vec<u64>, Vec<String>) {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let (mut saved, mut failed) = (Vec::new(), Vec::new());
    for line in lines {
        if let Some(number) = line.strip_prefix("saved ") {
            saved.extend(number.parse::<u64>());
        } else if line.starts_with("failed ") {
            failed.push(line);
        }
    }
    (saved, failed)
}

#[test]
fn changes_made_together_are_all_there_or_none() {
    let folder = TempDir::new().unwrap();
    let mut store = filled(folder.path(), 2);
    let before = fs::read(journal(folder.path())).unwrap();
    // Room for some of the hundred, not for all.
    let limit = before.len() as u64 * 10;
    let mut child = start(folder.path(), 1_000, 100, &[("LIMIT", limit), ("TOGETHER", 1)]);
    let (saved, failed) = said(&mut child);
    child.wait().unwrap();
    assert!(saved.is_empty() && failed[0].contains("could not be saved"), "{failed:?}");
    assert_eq!(fs::read(journal(folder.path())).unwrap(), before);
    let removals = (0..2).map(|n| Change::Remove(mark(n).id)).chain([put(mark(5))]).collect();
    store.commit_all(removals, now()).unwrap();
    assert_eq!(ids(&Store::open(folder.path(), now()).unwrap()), [mark(5).id.to_string()]);
}

fn missing(store: &Store, saved: &[u64]) -> Vec<u64> {
    saved
        .iter()
        .copied()
        .filter(|n| store.bookmarks().get(&mark(*n).id) != Some(&mark(*n)))
        .collect()
}

#[test]
fn killing_writers_loses_nothing_that_was_acknowledged() {
    let rounds = u64::from(rounds(20));
    let folder = TempDir::new().unwrap();
    let mut all = Vec::new();
    for round in 0..rounds {
        let writers = 1 + round % 2;
        let mut children: Vec<_> = (0..writers)
            .map(|n| start(folder.path(), (round * 2 + n) * 100_000, 100_000, &[]))
            .collect();
        // A different moment each time, the first few before anything was written.
        std::thread::sleep(Duration::from_micros(2_000 + round * 7_919 % 80_000));
        children.iter_mut().for_each(|child| child.kill().unwrap());
        for child in &mut children {
            let (saved, failed) = said(child);
            child.wait().unwrap();
            assert!(failed.is_empty(), "{failed:?}");
            all.extend(saved);
        }
    }
    let store = Store::open(folder.path(), now()).unwrap();
    println!("{rounds} rounds, {} acknowledged, {} there", all.len(), store.bookmarks().len());
    assert_eq!(missing(&store, &all), Vec::<u64>::new());
    assert!(!all.is_empty());
}

/// Every other round has two at once. The kills are spread over the time that one takes, and half as
/// long again.
#[test]
fn killing_the_verb_loses_nothing_whose_id_it_printed() {
    let rounds = rounds(10);
    let house = House::new();
    let paragraphs = (1..=u64::from(2 * rounds) + 2).map(|n| words(n) + "\n\n");
    house.document("many.txt", paragraphs.collect::<String>());
    let add = |n: u64| {
        let quote = words(n);
        let mut verb =
            house.program(&["bookmarks", "add", "documents/many.txt", "--quote", &quote]);
        verb.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
    };
    let printed = |child: Child| {
        let out = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
        out.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let began = std::time::Instant::now();
    let mut said = printed(add(1));
    let one = began.elapsed();
    for round in 0..rounds {
        let first = u64::from(2 * round + 2);
        let mut children: Vec<Child> = (first..=first + u64::from(round % 2)).map(add).collect();
        std::thread::sleep(one * (round * 7_919 % 1_500) / 1_000);
        children.iter_mut().for_each(|child| child.kill().unwrap());
        said.extend(children.into_iter().flat_map(printed));
    }
    let mut store = Store::open(&house.path("data/briefbook"), now()).unwrap();
    let kept = ids(&store);
    let lost: Vec<_> = said.iter().filter(|id| !kept.contains(id)).collect();
    println!("{rounds} rounds, {} printed, {} kept, {} lost", said.len(), kept.len(), lost.len());
    assert_eq!(lost, Vec::<&String>::new());
    assert!(!said.is_empty() && store.take_notices().is_empty());
    assert!(set_aside(&house.path("data/briefbook")).is_empty(), "nothing was unreadable");
}

/// The reader on a document of numbered paragraphs, with the cursor on one of them.
fn reading(house: &House, paragraph: u64) -> Pty {
    let pty = Pty::run(house.in_terminal(&["documents"]));
    pty.wait_for(" %  ");
    pty.keys(&format!("{}G", paragraph + 1));
    pty.wait_for(&words(paragraph));
    pty
}

fn words(paragraph: u64) -> String {
    format!("Paragraph {paragraph} of many.")
}

/// Every other round has two instances. In one of three the kill comes right after the
/// acknowledgement, else at a moment of its own.
#[test]
fn killing_readers_loses_nothing_that_they_said_was_bookmarked() {
    let rounds = u64::from(rounds(4));
    let house = House::new();
    let text: String = (1..=2 * rounds).map(|n| words(n) + "\n\n").collect();
    house.document("many.txt", format!("Many\n\n{text}"));
    let mut said = Vec::new();
    for round in 0..rounds {
        let paragraphs = 2 * round + 1..=2 * round + 1 + round % 2;
        let mut readers: Vec<_> = paragraphs.map(|n| (n, reading(&house, n))).collect();
        readers.iter().for_each(|(_, reader)| reader.keys("a"));
        match round % 3 {
            0 => readers.iter().for_each(|(_, reader)| reader.wait_for("Bookmarked.")),
            _ => std::thread::sleep(Duration::from_micros(round * 7_919 % 60_000)),
        }
        readers.iter().for_each(|(_, reader)| reader.signal("KILL"));
        for (paragraph, reader) in &mut readers {
            reader.wait();
            let written = String::from_utf8_lossy(&reader.written()).into_owned();
            said.extend(written.contains("Bookmarked.").then_some(*paragraph));
        }
    }
    let mut store = Store::open(&house.path("data/briefbook"), now()).unwrap();
    let kept: Vec<&str> = store.bookmarks().values().map(|m| m.anchor.quote.as_str()).collect();
    let lost: Vec<_> = said.iter().filter(|n| !kept.contains(&words(**n).as_str())).collect();
    println!("{rounds} rounds, {} said, {} kept, {} lost", said.len(), kept.len(), lost.len());
    assert_eq!(lost, Vec::<&u64>::new());
    assert!(!said.is_empty() && store.take_notices().is_empty());
    assert!(set_aside(&house.path("data/briefbook")).is_empty(), "nothing was unreadable");
}

#[test]
fn ten_instances_write_at_once() {
    let folder = TempDir::new().unwrap();
    let mut children: Vec<_> = (0..10).map(|n| start(folder.path(), n * 1_000, 100, &[])).collect();
    let saved: Vec<u64> = children.iter_mut().flat_map(|child| said(child).0).collect();
    children.iter_mut().for_each(|child| assert!(child.wait().unwrap().success()));
    let mut store = Store::open(folder.path(), now()).unwrap();
    assert_eq!((saved.len(), store.bookmarks().len()), (1_000, 1_000));
    assert!(store.take_notices().is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported_and_loses_nothing() {
    let folder = TempDir::new().unwrap();
    let (saved, failed) = said(&mut start(folder.path(), 0, 100, &[("LIMIT", 9_999)]));
    assert!(saved.len() > 5 && failed.len() > 50, "{} {}", saved.len(), failed.len());
    assert!(
        failed[0].contains("could not be saved") && failed[0].contains("is safe"),
        "{failed:?}"
    );
    let mut store = Store::open(folder.path(), now()).unwrap();
    assert!(store.take_notices().is_empty(), "a failed write leaves nothing behind");
    assert_eq!(missing(&store, &saved), Vec::<u64>::new());
    assert_eq!(store.bookmarks().len(), saved.len());
    store.commit(put(mark(500)), now()).unwrap();
    assert_eq!(Store::open(folder.path(), now()).unwrap().bookmarks().len(), saved.len() + 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn arbitrary_bytes_cost_no_whole_line(
        junk in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 4),
    ) {
        let folder = TempDir::new().unwrap();
        filled(folder.path(), 3);
        let raw = fs::read(journal(folder.path())).unwrap();
        let lines: Vec<_> = raw.split_inclusive(|byte| *byte == b'\n').collect();
        let mut mixed = Vec::new();
        for (line, junk) in lines.iter().zip(&junk) {
            mixed.extend_from_slice(junk);
            mixed.push(b'\n');
            mixed.extend_from_slice(line);
        }
        fs::write(journal(folder.path()), &mixed).unwrap();
        let store = Store::open(folder.path(), now()).unwrap();
        prop_assert_eq!(missing(&store, &[0, 1, 2]), Vec::<u64>::new());
        let again = Store::open(folder.path(), now()).unwrap();
        prop_assert_eq!(again.bookmarks(), store.bookmarks());
    }

    #[test]
    fn damage_costs_the_lines_it_touches_and_no_others(
        kind in 0..3,
        at in 0.0..1.0,
        len in 1_usize..300,
        bit in 0_u8..8,
    ) {
        let folder = TempDir::new().unwrap();
        filled(folder.path(), 8);
        let mut raw = fs::read(journal(folder.path())).unwrap();
        let start = (raw.len() as f64 * at) as usize;
        let end = (start + len).min(raw.len());
        let touched = match kind {
            0 => start..raw.len(),
            1 => start..end,
            _ => start..start + 1,
        };
        let mut untouched = Vec::new();
        let mut place = 0;
        for (n, line) in raw.split_inclusive(|byte| *byte == b'\n').enumerate() {
            let lines = place..place + line.len();
            place = lines.end;
            if n > 0 && (lines.end <= touched.start || lines.start >= touched.end) {
                untouched.push(n as u64 - 1);
            }
        }
        match kind {
            0 => raw.truncate(start),
            1 => raw[start..end].fill(0),
            _ => raw[start] ^= 1_u8 << bit,
        }
        fs::write(journal(folder.path()), &raw).unwrap();
        let mut store = Store::open(folder.path(), now()).unwrap();
        prop_assert_eq!(missing(&store, &untouched), Vec::<u64>::new());
        let aside = set_aside(folder.path());
        let said = !store.take_notices().is_empty();
        prop_assert_eq!(said && !store.is_read_only(), !aside.is_empty());
        prop_assert!(aside.iter().all(|path| fs::read(path).unwrap() == raw));
        if !store.is_read_only() {
            store.commit(put(mark(99)), now()).unwrap();
            let mut again = Store::open(folder.path(), now()).unwrap();
            prop_assert_eq!(ids(&again), ids(&store));
            prop_assert!(again.take_notices().is_empty());
        }
    }
}

#[test]
fn the_reader_says_at_every_start_that_bookmarks_were_damaged() {
    for round in 0..rounds(3) {
        let house = House::new();
        house.document("paper.txt", "Paper\n\nIt flew far.\n");
        let data = house.path("data/briefbook");
        drop(filled(&data, 3));
        let _ = fs::remove_file(data.join("journal.jsonl.copy"));
        let raw = fs::read(journal(&data)).unwrap();
        fs::write(journal(&data), &raw[..raw.len() / 2]).unwrap();
        let mut pty = Pty::run(house.in_terminal(&["documents"]));
        pty.wait_for("Part of your bookmarks was damaged");
        pty.keys("Q");
        assert_eq!(pty.wait().0, 0, "round {round}");
        assert_eq!(set_aside(&data).len(), 1);
    }
}
