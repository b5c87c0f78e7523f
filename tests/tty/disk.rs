//! A full disk under the real program: it says so as long as it is so, loses nothing, and goes on
//! when there is room. Skipped, saying so, where no disk may be mounted.

use std::fs;

use serde_json::Value;

use crate::small_disk::SmallDisk;
use crate::support::house::House;
use crate::support::pty::Pty;

/// A house with a document, whose bookmarks are kept on a small disk. Its paragraphs are longer than
/// a page of memory, so that none goes into what is left of the last one.
fn furnished() -> Option<(House, SmallDisk)> {
    let house = House::new();
    let rest = "It goes on for a while in this manner and adds nothing new. ".repeat(75);
    let body: String = (1..=5).map(|n| format!("{} {rest}\n\n", words(n))).collect();
    house.document("paper.txt", format!("Paper\n\n{body}"));
    let disk = SmallDisk::mount(&house.path("data"), 200);
    if disk.is_none() {
        println!("no disk may be mounted here: nothing was tested");
    }
    disk.map(|disk| (house, disk))
}

/// How a paragraph begins.
fn words(paragraph: usize) -> String {
    format!("Paragraph {paragraph} says something of its own.")
}

/// The first sentences of the quotes of the bookmarks, as the verb lists them.
fn quotes(house: &House) -> Vec<String> {
    let output = house.run(&["bookmarks", "list", "--json"]);
    assert!(output.stderr.is_empty(), "{output:?}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let quote = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap();
        row["quote"].as_str().unwrap().chars().take(words(1).len()).collect()
    };
    lines.lines().map(quote).collect()
}

/// Bookmarks the paragraph of that number, without a note.
fn mark(pty: &Pty, paragraph: usize) {
    pty.keys(&format!("{}G", paragraph + 1));
    pty.wait_for(&format!("Paragraph {paragraph} says"));
    pty.keys("a");
    pty.wait_for("ote:");
    pty.keys("\r");
}

/// A reader that has kept one bookmark, on a disk that is full since; none where no disk can be mounted.
fn full_after_one() -> Option<(House, SmallDisk, Pty)> {
    let (house, disk) = furnished()?;
    let pty = Pty::run(house.in_terminal(&["documents"]));
    pty.wait_for("Paragraph 1 says");
    pty.keys("gr");
    mark(&pty, 1);
    pty.wait_for("Bookmarked.");
    disk.fill(0);
    Some((house, disk, pty))
}

#[test]
fn the_reader_says_so_loses_nothing_and_goes_on_when_there_is_room() {
    let Some((house, disk, mut pty)) = full_after_one() else { return };
    mark(&pty, 2);
    pty.wait_for("could not be saved");
    pty.keys("jjkk");
    mark(&pty, 3);
    pty.wait_until("the notice that stays", |pty| {
        let screen = pty.screen().screen().contents();
        screen.contains("could not be saved") && !screen.contains("ote:")
    });
    assert_eq!(quotes(&house), [words(1)]);
    disk.empty();
    mark(&pty, 4);
    pty.wait_until("the notice gone", |pty| {
        !pty.screen().screen().contents().contains("could not be saved")
    });
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
    let kept = quotes(&house);
    let wanted: Vec<_> = (1..=4).map(words).collect();
    assert_eq!(kept, wanted);
}

#[test]
fn the_verb_fails_with_a_sentence_and_goes_on_when_there_is_room() {
    let Some((house, disk)) = furnished() else { return };
    let long = "A long note. ".repeat(700);
    let add = |n: usize| {
        let document = "documents/paper.txt";
        house.run(&["bookmarks", "add", document, "--quote", &words(n), "--note", &long])
    };
    assert!(add(1).status.success());
    let before = fs::read(house.path("data/briefbook/journal.jsonl")).unwrap();
    for left in [0, 5_000] {
        disk.fill(left);
        let refused = add(2);
        let said = String::from_utf8(refused.stderr).unwrap();
        assert_eq!((refused.status.code(), refused.stdout.len()), (Some(2), 0), "{said}");
        assert!(said.contains("could not be saved") && said.contains("is safe"), "{said}");
        assert_eq!(fs::read(house.path("data/briefbook/journal.jsonl")).unwrap(), before);
        disk.empty();
    }
    assert!(add(2).status.success());
    assert_eq!(quotes(&house).len(), 2);
}

#[test]
fn a_damaged_journal_on_a_full_disk_is_still_read() {
    let Some((house, disk)) = furnished() else { return };
    let add = |n: usize| {
        let added = house.run(&["bookmarks", "add", "documents/paper.txt", "--quote", &words(n)]);
        assert!(added.status.success());
    };
    (1..=3).for_each(add);
    let journal = house.path("data/briefbook/journal.jsonl");
    let mut raw = fs::read(&journal).unwrap();
    let end = raw.len() - 30;
    raw.truncate(end);
    fs::write(&journal, &raw).unwrap();
    disk.fill(0);
    let output = house.run(&["bookmarks", "list"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 2);
    assert_eq!(fs::read(&journal).unwrap(), raw, "what could not be set aside stays where it is");
    disk.empty();
    let output = house.run(&["bookmarks", "list"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("the damaged file was kept as"), "{said}");
}

#[test]
fn a_failure_shows_beside_a_prompt_cause_first_and_is_tried_again_by_itself() {
    let Some((house, disk, mut pty)) = full_after_one() else { return };
    pty.keys("a");
    pty.wait_for("ote:");
    pty.wait_until("the cause beside the prompt", |pty| {
        let screen = pty.screen().screen().contents();
        screen.contains("ote:") && screen.contains("✗ No space left")
    });
    pty.keys("\r");
    pty.wait_for("✗ No space left");
    disk.empty();
    pty.wait_until("kept without a key", |pty| {
        !pty.screen().screen().contents().contains("No space left")
    });
    assert_eq!(quotes(&house).len(), 2);
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
}

#[test]
fn without_room_for_an_index_everything_is_found_and_building_one_fails() {
    let house = House::new();
    for number in 0..40 {
        let text = format!("Report {number}\n\nThe Taurus flies {} km.\n", 400 + number);
        house.document(format!("report{number}.txt"), text);
    }
    let Some(_disk) = SmallDisk::mount(&house.path("cache"), 24) else { return };
    let built = house.run(&["index", "build", "documents"]);
    let said = String::from_utf8(built.stderr).unwrap();
    assert_eq!((built.status.code(), said.lines().count()), (Some(2), 1), "{said}");
    assert!(said.contains("No space left on device"), "{said}");
    let found = house.run(&["search", "--json", "--limit", "99", "taurus", "documents"]);
    let said = String::from_utf8(found.stderr).unwrap();
    assert_eq!(found.status.code(), Some(0), "{said}");
    assert!(said.contains("the documents are searched without it"), "{said}");
    assert_eq!(String::from_utf8(found.stdout).unwrap().lines().count(), 40);
    let none = house.run(&["search", "submarine", "documents"]);
    assert_eq!(none.status.code(), Some(1), "all were looked through");
}
