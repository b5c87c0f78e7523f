//! What appears in the list by itself when files come, change, move and go, as the system tells of it
//! and where it does not.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use briefbook::bookmarks::Digest;
use briefbook::corpus::corpus::Corpus;
use briefbook::corpus::queue::IndexQueue;
use briefbook::corpus::scanner::{ScanRequest, Scanner};
use briefbook::corpus::watch;
use briefbook::corpus::watch::{Hints, Pace};
use briefbook::files::places::{PlaceOptions, Places};
use briefbook::files::worker::{CancelToken, Failure, Newest};
use briefbook::library::{Entry, Status};
use briefbook::protocol::Event;
use briefbook::reading::documents::Documents;
use briefbook::reading::in_memory::InMemory;
use briefbook::reading::parse_cache::Parsed;
use briefbook::sandbox::Sandbox;
use tempfile::TempDir;

use crate::support::rounds::rounds;

/// How long is waited for what has to come, on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(120);

/// A library that is watched, and the list as it was told.
struct Watched {
    house: Arc<TempDir>,
    list: BTreeMap<PathBuf, Entry>,
    reports: Receiver<Event>,
    looking: Newest<ScanRequest>,
    hints: Arc<Hints>,
}

impl Watched {
    fn new(files: &[(&str, &str)], pace: Pace) -> Self {
        let house = Arc::new(tempfile::tempdir().unwrap());
        fs::create_dir(house.path().join("library")).unwrap();
        let put =
            |(name, text): &(&str, &str)| write(&house.path().join("library").join(name), text);
        files.iter().for_each(put);
        Self::of(house, pace)
    }

    /// One more reader of a library.
    fn of(house: Arc<TempDir>, pace: Pace) -> Self {
        let places = Places::under(house.path(), PlaceOptions::default());
        let sandbox = Sandbox::new(env!("CARGO_BIN_EXE_briefbook").into());
        let parsed = Parsed::below(&places.cache, places.writable());
        let documents = Arc::new(Documents::new(InMemory::default(), sandbox, parsed));
        let roots = vec![house.path().join("library")];
        let corpus = Arc::new(Corpus::new(places, roots.clone(), documents));
        let hints: Arc<Hints> = Arc::default();
        let (sender, reports) = channel();
        let told = sender.clone();
        let report = move |event| drop(told.send(event));
        let queue = IndexQueue::new(Arc::clone(&corpus), report.clone());
        let mut scanner = Scanner::new(corpus, Arc::clone(&hints), queue);
        let look = move |look: &ScanRequest, token: &CancelToken<'_>| {
            scanner.look(*look, token, &|event| drop(sender.send(event)));
        };
        let failed = |_: &ScanRequest, failure: &Failure| panic!("not looked: {failure}");
        let mut looking = Newest::new("looking", look, failed);
        looking.ask(ScanRequest::Everything).unwrap();
        let reminder = looking.reminder();
        watch::start(&hints, &roots, pace, move || reminder.remind(ScanRequest::Hinted));
        Self { house, list: BTreeMap::new(), reports, looking, hints }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.house.path().join("library").join(name)
    }

    fn write(&self, name: &str, text: &str) {
        write(&self.path(name), text);
    }

    /// Takes in what is told until the list is as it is to be.
    fn until(&mut self, what: &str, is: impl Fn(&BTreeMap<PathBuf, Entry>) -> bool) {
        let begun = Instant::now();
        while !is(&self.list) {
            let left = PATIENCE.saturating_sub(begun.elapsed());
            match self.reports.recv_timeout(left) {
                Ok(Event::Catalogued(entries)) => {
                    let entries = entries.into_iter().map(|entry| entry.into_entry());
                    self.list.extend(entries.map(|entry| (entry.path.clone(), entry)));
                }
                Ok(Event::Gone(paths)) => paths.iter().for_each(|path| _ = self.list.remove(path)),
                Ok(_) => {}
                Err(_) => panic!("{what}: the list has {:#?}", self.list.keys()),
            }
        }
    }

    /// Waits until exactly these files are listed, looked into and indexed.
    fn until_names(&mut self, what: &str, names: &[&str]) {
        let mut expected: Vec<PathBuf> = names.iter().map(|name| self.path(name)).collect();
        expected.sort();
        self.until(what, |list| {
            let done = |entry: &Entry| entry.status == Status::Ready && entry.counts.is_some();
            list.keys().eq(expected.iter()) && list.values().all(done)
        });
    }

    fn words(&self, name: &str) -> usize {
        self.list[&self.path(name)].words
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.hints.close();
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The system's hints alone: nothing is looked at for being due.
fn hints_alone() -> Pace {
    Pace { told: PATIENCE * 2, untold: PATIENCE * 2, ..Pace::default() }
}

/// No hints: everything is looked at again and again.
fn no_hints() -> Pace {
    Pace { hints: false, untold: Duration::from_millis(100), ..Pace::default() }
}

fn files_come_change_move_and_go(pace: Pace) {
    let mut watched = Watched::new(&[("a.txt", "Alpha."), ("deep/down/b.txt", "Beta beta.")], pace);
    watched.until_names("start", &["a.txt", "deep/down/b.txt"]);
    watched.write("c.txt", "Gamma gamma gamma.");
    watched.write("new/folder/d.txt", "Delta.");
    watched.until_names("new", &["a.txt", "c.txt", "deep/down/b.txt", "new/folder/d.txt"]);
    watched.write("deep/down/b.txt", "Beta has changed much since.");
    let changed = watched.path("deep/down/b.txt");
    watched.until("changed", |list| list[&changed].words == 5 && list[&changed].counts.is_some());
    fs::rename(watched.path("a.txt"), watched.path("deep/e.txt")).unwrap();
    fs::rename(watched.path("new"), watched.path("old")).unwrap();
    watched.until_names("renamed", &["c.txt", "deep/down/b.txt", "deep/e.txt", "old/folder/d.txt"]);
    assert_eq!(watched.words("deep/e.txt"), 1);
    let content = watched.list[&watched.path("deep/e.txt")].content;
    assert_eq!(content, Some(Digest::of(b"Alpha.")), "it is known by its bytes");
    // A folder of a name that was there before is another one.
    watched.write("new/folder/f.txt", "Zeta.");
    fs::remove_dir_all(watched.path("deep")).unwrap();
    fs::remove_file(watched.path("c.txt")).unwrap();
    watched.until_names("removed", &["new/folder/f.txt", "old/folder/d.txt"]);
    watched.write("new/folder/g.txt", "Eta.");
    watched.write("old/folder/d.txt", "Delta and more.");
    let changed = watched.path("old/folder/d.txt");
    watched.until("changed again", |list| list.len() == 3 && list[&changed].words == 3);
}

#[test]
fn files_come_change_move_and_go_as_the_system_tells() {
    files_come_change_move_and_go(hints_alone());
}

#[test]
fn files_come_change_move_and_go_where_the_system_tells_nothing() {
    files_come_change_move_and_go(no_hints());
}

#[test]
fn two_thousand_files_in_two_hundred_new_folders_are_all_found() {
    let mut watched = Watched::new(&[("a.txt", "Alpha.")], hints_alone());
    watched.until_names("start", &["a.txt"]);
    let begun = Instant::now();
    for folder in 0..200 {
        for file in 0..10 {
            watched.write(&format!("new/{folder}/{file}.txt"), "Words.");
        }
    }
    watched.until("many", |list| list.len() == 2_001);
    println!("2,000 files in 200 new folders found after {:.1?}", begun.elapsed());
    fs::remove_dir_all(watched.path("new")).unwrap();
    watched.until("none", |list| list.len() == 1);
}

#[test]
fn what_is_to_be_ignored_goes_and_comes_back() {
    let files = [("a.txt", "Alpha."), ("drafts/b.txt", "Beta."), ("drafts/c.md", "Gamma.")];
    let mut watched = Watched::new(&files, hints_alone());
    watched.until_names("start", &["a.txt", "drafts/b.txt", "drafts/c.md"]);
    watched.write(".briefbookignore", "drafts/*.txt\n");
    watched.until_names("ignored", &["a.txt", "drafts/c.md"]);
    watched.write("drafts/d.txt", "Delta.");
    watched.write("drafts/e.md", "Epsilon.");
    watched.until_names("ignored too", &["a.txt", "drafts/c.md", "drafts/e.md"]);
    fs::remove_file(watched.path(".briefbookignore")).unwrap();
    let all = ["a.txt", "drafts/b.txt", "drafts/c.md", "drafts/d.txt", "drafts/e.md"];
    watched.until_names("back", &all);
}

#[test]
fn a_file_beside_a_link_is_found_and_the_link_is_not() {
    let mut watched = Watched::new(&[("a.txt", "Alpha."), ("b/c.txt", "Gamma.")], hints_alone());
    watched.until_names("start", &["a.txt", "b/c.txt"]);
    std::os::unix::fs::symlink(watched.path("a.txt"), watched.path("b/link.txt")).unwrap();
    watched.write("b/d.txt", "Delta.");
    watched.until_names("a file beside a link", &["a.txt", "b/c.txt", "b/d.txt"]);
    watched.write("e.txt", "Epsilon.");
    fs::remove_file(watched.path("b/d.txt")).unwrap();
    watched.until_names("the next", &["a.txt", "b/c.txt", "e.txt"]);
}

/// Messages of a mailbox, as it is written.
fn mailbox(subjects: &[&str]) -> String {
    let message = |subject: &&str| {
        format!(
            "From a@example.org Fri May  3 10:15:00 2024\nFrom: Ann Lee <ann@example.org>\n\
             Subject: {subject}\nDate: Fri, 3 May 2024 10:15:00 +0000\n\nThe {subject} flies.\n\n"
        )
    };
    subjects.iter().map(message).collect()
}

#[test]
fn messages_come_change_and_go_with_their_mailbox() {
    let first = mailbox(&["Taurus"]);
    let mut watched = Watched::new(&[("a.txt", "Alpha."), ("box.mbox", &first)], hints_alone());
    let inside = |list: &BTreeMap<PathBuf, Entry>| {
        let messages = list.iter().filter(|(path, _)| path.extension().is_none());
        let named = messages.map(|(path, entry)| {
            assert!(path.parent().unwrap().extension().is_some_and(|ending| ending == "mbox"));
            let known = if entry.counts.is_some() { "" } else { "?" };
            let number = path.file_name().unwrap().to_string_lossy();
            format!("{number} {}{known}", entry.title)
        });
        named.collect::<Vec<_>>().join(", ")
    };
    watched.until("start", |list| inside(list) == "0001 Taurus");
    watched.write("box.mbox", &mailbox(&["Taurus", "Storm"]));
    watched.until("a message came", |list| inside(list) == "0001 Taurus, 0002 Storm");
    watched.write("box.mbox", &mailbox(&["Scalp"]));
    watched.until("others", |list| inside(list) == "0001 Scalp");
    fs::rename(watched.path("box.mbox"), watched.path("deep.mbox")).unwrap();
    let moved = watched.path("deep.mbox/0001");
    watched.until("renamed", |list| inside(list) == "0001 Scalp" && list.contains_key(&moved));
    fs::remove_file(watched.path("deep.mbox")).unwrap();
    let rest = watched.path("a.txt");
    watched.until("removed", |list| list.keys().eq([&rest]));
}

#[test]
fn two_readers_of_one_library_both_show_what_comes_and_goes() {
    let mut one = Watched::new(&[("a.txt", "Alpha.")], Pace::default());
    let mut other = Watched::of(Arc::clone(&one.house), Pace::default());
    one.until_names("start", &["a.txt"]);
    other.until_names("start of the other", &["a.txt"]);
    for round in 0..rounds(2) {
        let names: Vec<String> = (0..20).map(|file| format!("{round}/{file}.txt")).collect();
        names.iter().for_each(|name| one.write(name, &format!("The ATACMS of round {round}.")));
        let mut expected: Vec<&str> = names.iter().map(String::as_str).collect();
        expected.push("a.txt");
        one.until_names(&format!("round {round}"), &expected);
        other.until_names(&format!("round {round} of the other"), &expected);
        assert!(
            other.list.values().filter(|entry| entry.counts.unwrap().weapons == 1).count() == 20
        );
        fs::remove_dir_all(one.path(&round.to_string())).unwrap();
        one.until_names("removed", &["a.txt"]);
        other.until_names("removed for the other", &["a.txt"]);
    }
    one.looking.ask(ScanRequest::Everything).unwrap();
    one.until_names("the end", &["a.txt"]);
}
