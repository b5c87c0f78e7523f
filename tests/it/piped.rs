//! What comes on standard input of the verbs: texts that are piped in without a sign, and lists of files.

use std::io::Write;
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use crate::support::house::House;
use crate::support::output::{err, out};

const TEXT: &str = "Note\n\nThe ATACMS missile has a range of 300 km.\n";

/// Runs a verb with these bytes on its standard input.
fn fed(house: &House, words: &[&str], bytes: &[u8]) -> Output {
    let mut program = house.program(words);
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    // A program that needs none of it may have ended.
    let _ = child.stdin.take().unwrap().write_all(bytes);
    child.wait_with_output().unwrap()
}

fn house() -> House {
    let house = House::new();
    house.document("a.txt", "Alpha\n\nStorm Shadow flies.\n");
    house.document("b c.txt", "Bravo\n\nTaurus flies.\n");
    house
}

#[test]
fn a_text_is_read_without_a_sign() {
    let house = house();
    assert_eq!(out(&fed(&house, &["text"], TEXT.as_bytes())), TEXT);
    let facts = fed(&house, &["facts"], TEXT.as_bytes());
    assert!(out(&facts).contains("ATACMS") && facts.status.success(), "{}", out(&facts));
    let listed = fed(&house, &["list"], TEXT.as_bytes());
    assert!(out(&listed).contains("Note") && !out(&listed).contains("Alpha"), "{}", out(&listed));
    assert!(err(&listed).contains("reading standard input"), "{}", err(&listed));
    let found = fed(&house, &["search", "atacms"], TEXT.as_bytes());
    assert!(out(&found).contains("300 km"), "{}{}", out(&found), err(&found));
}

#[test]
fn where_something_is_named_or_nothing_piped_in_standard_input_is_left_alone() {
    let house = house();
    let listed = fed(&house, &["list", "documents"], TEXT.as_bytes());
    assert!(out(&listed).contains("Alpha") && !out(&listed).contains("Note"), "{}", out(&listed));
    let here = fed(&house, &["list"], b"");
    assert!(out(&here).contains("Alpha"), "{}", out(&here));
    let nothing = house.run(&["facts"]);
    assert_eq!(nothing.status.code(), Some(2));
    assert!(err(&nothing).contains("nothing to read: name a file"), "{}", err(&nothing));
}

/// A script that hands on its own standard input, a pipe nobody writes to, must not wait for ever.
#[test]
fn an_open_pipe_without_words_holds_nothing_up() {
    let house = house();
    let mut program = house.program(&["list"]);
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    let kept_open = child.stdin.take();
    let began = Instant::now();
    let output = child.wait_with_output().unwrap();
    drop(kept_open);
    assert!(began.elapsed() < Duration::from_secs(60));
    assert!(out(&output).contains("Alpha"), "{}", out(&output));
}

#[test]
fn a_list_of_files_says_what_is_read() {
    let house = house();
    let names = b"documents/a.txt\ndocuments/gone.txt\n";
    let listed = fed(&house, &["list", "--files-from", "-"], names);
    assert!(out(&listed).contains("Alpha") && !out(&listed).contains("Bravo"), "{}", out(&listed));
    assert!(err(&listed).contains("documents/gone.txt, which the list names"), "{}", err(&listed));
    let apart = fed(&house, &["facts", "--files-from", "-", "-0"], b"documents/b c.txt\0");
    assert!(out(&apart).contains("Bravo (documents/b c.txt)"), "{}{}", out(&apart), err(&apart));
    let file = house.path("names");
    std::fs::write(&file, "documents/a.txt\ndocuments/b c.txt\n").unwrap();
    let both = house.run(&["search", "flies", "--files-from", file.to_str().unwrap()]);
    assert!(out(&both).contains("Alpha") && out(&both).contains("Bravo"), "{}", out(&both));
}

#[test]
fn a_list_of_files_that_cannot_be_used_is_refused() {
    let house = house();
    for (words, input, said) in [
        (&["list", "--files-from", "-"][..], &b"\n\n"[..], "the list names no files"),
        (&["list", "--files-from", "-"], b"/no/where\n", "does not exist"),
        (&["list", "--files-from", "/no/list"], b"", "/no/list does not exist"),
        (
            &["keys", "--files-from", "-"],
            b"",
            "for the reader and for facts, statements, disputes, new, report, structure, timeline, places, search and list only",
        ),
        (&["facts", "-", "--files-from", "-"], b"x", "cannot be a document and the list"),
        (&["list", "--null"], b"", "--files-from"),
    ] {
        let output = fed(&house, words, input);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(err(&output).contains(said), "{words:?}: {}", err(&output));
    }
}
