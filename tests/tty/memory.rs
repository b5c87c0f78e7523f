//! What the reader remembers follows its documents: through other names of files and folders, and through
//! edits while it is closed.

use std::fs;

use crate::support::house::House;
use crate::support::output::{json_lines, out, status};
use crate::support::pty::Pty;

/// A document of many paragraphs, each with words of its own.
fn paragraphs(about: &str) -> String {
    let one =
        |n: usize| format!("\nParagraph {n} of {about} speaks of {about}{} in detail.\n", n * 7);
    format!("# About {about}\n{}", (0..120).map(one).collect::<String>())
}

fn house(names: &[&str]) -> House {
    let house = House::new();
    names
        .iter()
        .for_each(|name| _ = house.settled_document(format!("{name}.md"), paragraphs(name)));
    house
}

fn screen(pty: &Pty) -> String {
    pty.screen().screen().contents()
}

/// Reads a document to its middle, marks that place with a letter, and leaves.
fn read_to_the_middle(house: &House, path: &str) {
    let mut pty = Pty::run(house.in_terminal(&[path]));
    pty.wait_for("About");
    pty.keys("\r50%");
    pty.wait_for("Paragraph 60 of");
    pty.keys("mq");
    pty.wait_for("Marked with q");
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
}

/// Whether the list takes documents for read, by the name of their files.
fn unread(house: &House, folder: &str) -> Vec<String> {
    let output = house.run(&["list", "--json", folder]);
    assert_eq!(status(&output), 0);
    let rows = json_lines(&output).into_iter().filter(|row| row["read"] == false);
    let name = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    rows.map(|row| name(row["path"].as_str().unwrap())).collect()
}

#[test]
fn the_page_opens_at_its_words_after_an_edit_while_it_was_closed() {
    let house = house(&["herons"]);
    read_to_the_middle(&house, "documents/herons.md");
    let front = "\nPut in front, in other words.\n".repeat(80);
    let edited = paragraphs("herons").replacen('\n', &front, 1);
    house.document("herons.md", edited);
    let mut pty = Pty::run(house.in_terminal(&["documents/herons.md"]));
    pty.wait_for("Paragraph 60 of herons");
    assert!(!screen(&pty).contains("Put in front"), "{}", screen(&pty));
    pty.keys("gg'q");
    pty.wait_for("Paragraph 60 of herons");
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
}

#[test]
fn what_was_read_and_marked_follows_files_and_folders_to_other_names() {
    let house = house(&["herons", "storks", "cranes"]);
    let documents = house.documents();
    read_to_the_middle(&house, "documents/herons.md");
    house.run(&["index", "build", "documents"]);
    assert_eq!(unread(&house, "documents"), ["cranes.md", "storks.md"]);
    fs::rename(documents.join("herons.md"), documents.join("renamed.md")).unwrap();
    house.run(&["index", "build", "documents"]);
    assert_eq!(unread(&house, "documents"), ["cranes.md", "storks.md"]);
    fs::rename(&documents, house.path("elsewhere")).unwrap();
    house.run(&["index", "build", "elsewhere"]);
    assert_eq!(unread(&house, "elsewhere"), ["cranes.md", "storks.md"]);
    let mut pty = Pty::run(house.in_terminal(&["elsewhere"]));
    pty.wait_for("About cranes");
    pty.keys("'q");
    pty.wait_for("Paragraph 60 of herons");
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
    let mut pty = Pty::run(house.in_terminal(&["elsewhere/renamed.md"]));
    pty.wait_for("Paragraph 60 of herons");
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
}

#[test]
fn a_file_edited_in_a_folder_that_was_renamed_is_known_by_its_words() {
    let house = house(&["herons", "storks", "cranes"]);
    read_to_the_middle(&house, "documents/storks.md");
    let mut pty = Pty::run(house.in_terminal(&["documents"]));
    pty.wait_for("About cranes");
    pty.keys("GG\r50%");
    pty.wait_for("Paragraph 60 of storks");
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
    fs::rename(house.documents(), house.path("elsewhere")).unwrap();
    let edited = paragraphs("storks").replace("Paragraph 7 ", "Another paragraph ");
    let edited = edited.replacen('\n', &"\nPut in front.\n".repeat(30), 1);
    fs::write(house.path("elsewhere/storks.md"), edited).unwrap();
    let mut pty = Pty::run(house.in_terminal(&["elsewhere"]));
    pty.wait_for("Paragraph 60 of storks");
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
    assert_eq!(unread(&house, "elsewhere"), ["cranes.md", "herons.md"]);
    // The file is remembered under its new name by now; its mark has to be as well.
    let mut pty = Pty::run(house.in_terminal(&["elsewhere/storks.md"]));
    pty.wait_for("Paragraph 60 of storks");
    pty.keys("gg");
    pty.wait_for("Put in front");
    pty.keys("'q");
    pty.wait_for("Paragraph 60 of storks");
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
}

#[test]
fn a_link_is_another_path_of_its_file() {
    let house = house(&["real"]);
    std::os::unix::fs::symlink("real.md", house.documents().join("alias.md")).unwrap();
    let listed = out(&house.run(&["list", "documents"]));
    assert!(listed.contains("real.md") && !listed.contains("alias.md"), "{listed}");
    let words = "Paragraph 3 of real speaks";
    let added = house.run(&["bookmarks", "add", "documents/alias.md", "--quote", words]);
    assert_eq!(status(&added), 0);
    fs::remove_file(house.documents().join("alias.md")).unwrap();
    let [mark] = &json_lines(&house.run(&["bookmarks", "list", "--json"]))[..] else { panic!() };
    assert!(mark["path"].as_str().unwrap().ends_with("/documents/real.md"), "{mark}");
}
