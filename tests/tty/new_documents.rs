//! What is new since the last sitting, on the screen: the badge, the pane, the way to a passage and back, and
//! sittings that end otherwise than the user wants.

use crate::support::house::House;
use crate::support::output::{json_lines, out};
use crate::support::pty::Pty;

const COAST: &str = "---\ntitle: On the coast\ndate: 2026-03-02\n---\n\nA first paragraph.\n\n\
    The Kolmar-7 missile has a range of 410 km.\n";

/// A library with which somebody sat until all of it was looked into: before that no first sitting ends.
fn house() -> House {
    let house = House::new();
    house.settled_document("a.md", "# The first\n\nThe ATACMS missile has a range of 300 km.\n");
    house.settled_document("b.md", "# The second\n\nNothing of note.\n");
    // Looked into before, so that a sitting of a moment can end.
    house.run(&["search", "range", "documents"]);
    let ended = (0..100).any(|_| {
        sit(&house);
        !remembered(&house).is_empty()
    });
    assert!(ended, "no sitting has ended");
    house
}

fn open(house: &House) -> Pty {
    let pty = Pty::run(house.in_terminal(&["documents"]));
    pty.wait_for("The first");
    pty
}

/// A sitting that the user ends once what is new is known.
fn sit(house: &House) {
    let mut pty = open(house);
    pty.keys("gN");
    pty.wait_until("what is new is known", |pty| {
        let screen = pty.screen().screen().contents();
        screen.contains("No sitting")
            || screen.contains("Nothing came")
            || screen.contains("came ·")
    });
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
}

/// The titles of what is new, as the verb tells them.
fn new(house: &House) -> Vec<String> {
    let rows = json_lines(&house.run(&["new", "--json", "documents"]));
    rows.iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect()
}

/// What is remembered of sittings, byte for byte.
fn remembered(house: &House) -> Vec<Vec<u8>> {
    let files = house.files("data").into_iter().map(|(path, _)| path);
    let own = files.filter(|path| path.extension().is_some_and(|end| end == "sittings"));
    own.map(|path| std::fs::read(path).unwrap()).collect()
}

#[test]
fn the_foot_counts_what_is_new_and_the_pane_leads_to_it_and_back() {
    let house = house();
    house.settled_document("c.md", COAST);
    let mut pty = open(&house);
    pty.wait_for("1 new");
    pty.keys("gN");
    let why = "first range for Kolmar-7: 410 km";
    pty.wait_for(why);
    assert!(out(&house.run(&["new", "documents"])).contains(why), "the verb tells the same");
    pty.keys("\r");
    pty.wait_for("A first paragraph.");
    pty.keys("\x0f");
    pty.wait_for("New since the last sitting");
    pty.keys("Q");
    assert_eq!(pty.wait().0, 0);
    assert_eq!(new(&house), Vec::<String>::new());
}

#[test]
fn a_sitting_that_is_killed_or_ended_from_outside_leaves_what_is_remembered_as_it_was() {
    let house = house();
    house.settled_document("c.md", COAST);
    let before = remembered(&house);
    for signal in ["KILL", "TERM", "HUP"] {
        let mut pty = open(&house);
        pty.wait_for("1 new");
        pty.signal(signal);
        assert_ne!(pty.wait().0, 0, "{signal}");
        assert_eq!(remembered(&house), before, "{signal}");
        assert_eq!(new(&house), ["On the coast"], "{signal}");
    }
    sit(&house);
    assert_ne!(remembered(&house), before);
    assert_eq!(new(&house), Vec::<String>::new());
}

#[test]
fn two_instances_end_one_after_the_other_and_nothing_of_either_is_new_again() {
    let house = house();
    let mut first = open(&house);
    let mut second = open(&house);
    house.settled_document("c.md", COAST);
    for pty in [&first, &second] {
        pty.wait_for("1 new");
    }
    second.keys("Q");
    assert_eq!(second.wait().0, 0);
    // What was new in this sitting stays new until it ends.
    first.keys("gN");
    first.wait_for("first range for Kolmar-7");
    first.keys("Q");
    assert_eq!(first.wait().0, 0);
    assert_eq!(new(&house), Vec::<String>::new());
}
