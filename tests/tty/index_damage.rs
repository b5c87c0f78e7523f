//! Files of the index that are damaged, deleted or taken away under the program: it notices, makes them
//! anew without a word, and never says that there is nothing where there is.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::support::house::House;
use crate::support::output::{err, json_lines, out, status};
use crate::support::papers::Dice;
use crate::support::pty::{PATIENCE, Pty};
use crate::support::rounds::rounds;

/// Where indexes lie.
const INDEXES: &str = "cache/briefbook/index";

/// A house with so many reports of a missile.
fn furnished(reports: usize) -> House {
    let house = House::new();
    (1..=reports).for_each(|number| report(&house, number));
    house
}

fn report(house: &House, number: usize) {
    let text = format!("Report {number}\n\nThe Taurus has a range of {} km.\n", 500 + number);
    house.settled_document(format!("report{number}.txt"), text);
}

/// How many documents a search finds, which must say nothing else.
fn found(house: &House, what: &str) -> usize {
    let output = house.run(&["search", "--json", "--limit", "100", "taurus", "documents"]);
    assert_eq!((status(&output), err(&output)), (0, String::new()), "{what}");
    json_lines(&output).len()
}

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        match entry.file_type().unwrap().is_dir() {
            true => copied(&entry.path(), &to.join(entry.file_name())),
            false => _ = fs::copy(entry.path(), to.join(entry.file_name())).unwrap(),
        }
    }
}

/// Damages bytes in one of many ways.
fn damaged(bytes: &[u8], dice: &mut Dice) -> (&'static str, Vec<u8>) {
    let mut anew = bytes.to_vec();
    let size = bytes.len() as u64;
    let at = dice.below(size.max(1)) as usize;
    let name = match dice.below(8) {
        0 | 1 if size > 0 => {
            anew[at] ^= 1 << dice.below(8);
            "a bit"
        }
        2 => {
            anew.truncate(at);
            "cut"
        }
        3 => {
            anew.splice(0..0, *b"\xEF\xBB\xBF");
            "a mark in front"
        }
        4 => {
            anew.drain(..at.min(2));
            "without its head"
        }
        5 => {
            let end = (at + 64).min(anew.len());
            anew[at.min(end)..end].fill(0);
            "zeros"
        }
        6 => {
            let part = anew[at.min(anew.len())..].to_vec();
            anew.extend(part);
            "its end twice"
        }
        _ => {
            anew.iter_mut().for_each(|byte| *byte = dice.below(256) as u8);
            "noise"
        }
    };
    (name, anew)
}

#[test]
fn whatever_is_damaged_of_the_index_every_document_is_found() {
    let house = furnished(6);
    assert_eq!(found(&house, "the first"), 6);
    (7..=9).for_each(|number| report(&house, number));
    report(&house, 2);
    house.settled_document("report3.txt", "Report 3\n\nNow the Taurus reaches further.\n");
    assert_eq!(found(&house, "several pieces"), 9);
    let (index, whole) = (house.path(INDEXES), house.path("whole"));
    copied(&index, &whole);
    let mut dice = Dice::new(11);
    for round in 0..rounds(15) {
        fs::remove_dir_all(&index).unwrap();
        copied(&whole, &index);
        if dice.below(2) == 0 {
            // What was checked once is not read again, and is damaged afterwards.
            assert_eq!(found(&house, "undamaged"), 9);
        }
        let files: Vec<(PathBuf, u64)> = house.files(INDEXES);
        let (file, _) = &files[dice.below(files.len() as u64) as usize];
        let what = if dice.below(10) == 0 {
            fs::remove_file(file).unwrap();
            "deleted"
        } else {
            let (what, bytes) = damaged(&fs::read(file).unwrap(), &mut dice);
            fs::write(file, bytes).unwrap();
            what
        };
        let what = format!("round {round}: {what}: {}", file.display());
        assert_eq!(found(&house, &what), 9, "{what}");
        house.settled_document("late.txt", "Late\n\nThe Taurus once more.\n");
        assert_eq!(found(&house, &what), 10, "{what}, and then written");
        fs::remove_file(house.documents().join("late.txt")).unwrap();
    }
}

/// The first window searches for the missile while something happens to the index behind it.
fn searching(house: &House) -> Pty {
    let pty = Pty::run(house.in_terminal(&["documents"]));
    pty.wait_for("Report 1");
    pty.keys("s");
    pty.keys("taurus");
    pty.wait_for("12 documents");
    pty
}

/// Types a word more and takes it back until all documents are found again.
fn asks_again(pty: &Pty, expected: &str) {
    pty.wait_until("all documents found again", |pty| {
        pty.keys(" ");
        std::thread::sleep(Duration::from_millis(150));
        pty.keys("\x7f");
        let screen = pty.screen().screen().contents();
        let says_none = screen.contains("No document has all of this.");
        assert!(!says_none, "twelve documents have it:\n{screen}");
        screen.contains(expected)
    });
}

/// Deletes the cache, however often the reader makes a file in it meanwhile.
fn delete_cache(house: &House) {
    let cache = house.path("cache");
    let until = Instant::now() + PATIENCE;
    while fs::remove_dir_all(&cache).is_err() && cache.exists() {
        assert!(Instant::now() < until, "the cache cannot be deleted");
    }
}

#[test]
fn a_cache_that_is_deleted_under_the_reader_is_made_anew() {
    let house = furnished(12);
    let pty = searching(&house);
    delete_cache(&house);
    asks_again(&pty, "12 documents");
    delete_cache(&house);
    report(&house, 13);
    asks_again(&pty, "13 documents");
    let index = fs::read_dir(house.path(INDEXES)).unwrap().count();
    assert!(index > 0, "it is on the disk again");
}

#[test]
fn a_file_of_the_index_that_is_damaged_under_the_reader_is_noticed() {
    let house = furnished(12);
    let pty = searching(&house);
    for (file, _) in house.files(INDEXES) {
        if file.extension().is_some_and(|end| end == "idx" || end == "store") {
            let Ok(mut bytes) = fs::read(&file) else { continue };
            let middle = bytes.len() / 2;
            bytes[middle] ^= 16;
            fs::write(&file, bytes).unwrap();
        }
    }
    asks_again(&pty, "12 documents");
    assert_eq!(found(&house, "afterwards"), 12);
}

#[test]
fn another_window_with_other_names_deletes_no_index_in_use() {
    let house = furnished(12);
    let pty = searching(&house);
    house.setting("names.toml", "[[section]]\nsource = \"mine\"\nweapons = [{ name = \"Zircon X\", class = \"missile\" }]\n");
    assert_eq!(status(&house.run(&["index", "build", "documents"])), 0);
    let output = house.run(&["index", "clear", "documents"]);
    assert_eq!(status(&output), 2);
    assert!(err(&output).contains("another briefbook has the index open"), "{}", err(&output));
    assert_eq!(status(&house.run(&["index", "build", "documents"])), 0);
    report(&house, 13);
    asks_again(&pty, "13 documents");
    assert_eq!(found(&house, "the other window"), 13);
}

#[test]
fn a_lock_that_is_a_link_or_a_pipe_hurts_nobody_and_all_is_found() {
    let house = furnished(3);
    fs::create_dir_all(house.path(INDEXES)).unwrap();
    let (lock, precious) = (house.path(INDEXES).join("lock"), house.path("precious"));
    fs::write(&precious, "precious").unwrap();
    std::os::unix::fs::symlink(&precious, &lock).unwrap();
    let output = house.run(&["search", "taurus", "documents"]);
    assert_eq!(status(&output), 0, "{}", err(&output));
    assert!(err(&output).contains("cannot be locked: this is a link"), "{}", err(&output));
    assert!(err(&output).contains("searched without it") && out(&output).contains("Report 3"));
    assert_eq!(fs::read_to_string(&precious).unwrap(), "precious");
    let output = house.run(&["index", "build", "documents"]);
    assert_eq!((status(&output), out(&output).as_str()), (2, ""));
}

#[test]
fn files_of_the_index_are_for_the_user_alone() {
    let house = furnished(3);
    assert_eq!(found(&house, "the first"), 3);
    for (file, _) in house.files(INDEXES) {
        let mode = file.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", file.display());
        let name = file.file_name().unwrap().to_string_lossy();
        assert!(!name.starts_with(".tmp") && !name.ends_with(".new"), "{name}");
    }
}
