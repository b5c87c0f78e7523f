//! Marking, copying, exporting and editing the passage that a row stands for, in whatever pane; and that
//! no key is silent there.

use std::path::PathBuf;
use std::sync::Arc;

use briefbook::formats::Source;
use briefbook::protocol::{Effect, Event, PassageUse, ReadPassage};
use briefbook::text::Span;
use tempfile::TempDir;

use crate::support::session::{Beginning, Session};

const FIRST: &str = "---\ntitle: First paper\ndate: 2023-07-22\n---\n\n\
    # Figures\n\n\
    The ATACMS missile has a range of about 190 miles, a retired US general said.\n\n\
    Ukraine has asked for the ATACMS missile again.\n";
const SECOND: &str = "---\ntitle: Second paper\ndate: 2024-11-26\n---\n\n\
    # Permission\n\n\
    Joe Biden allowed Ukraine to fire the ATACMS missile into Russia.\n\n\
    The Taurus missile has a range of more than 500 km.\n";

struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(TempDir::new().unwrap());
        std::fs::write(desk.path("first.md"), FIRST).unwrap();
        std::fs::write(desk.path("second.md"), SECOND).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn sit(&self) -> Session {
        let papers = [(self.path("first.md"), FIRST), (self.path("second.md"), SECOND)];
        let folder = self.path("data");
        let mut session = Beginning::default().with_facts().keeping(&folder).with(&papers);
        session.keys("<C-p>first paper<Enter>");
        session
    }
}

fn quotes(session: &Session) -> Vec<&str> {
    session.state.bookmarks.kept.values().map(|mark| &*mark.anchor.quote).collect()
}

fn copied(session: &Session) -> Vec<String> {
    let copies = session.effects.iter().filter_map(|effect| match effect {
        Effect::Copy(words) => Some(words.to_string()),
        _ => None,
    });
    copies.collect()
}

const RANGE: &str = "The ATACMS missile has a range of about 190 miles, a retired US general said.";
const OTHER: &str = "Joe Biden allowed Ukraine to fire the ATACMS missile into Russia.";
const AGAIN: &str = "Ukraine has asked for the ATACMS missile again.";

/// Panes on a row that stands for a passage: how one gets there, and which.
const ROWS: &[(&str, &str)] = &[
    ("gf/ATACMS<Enter>", RANGE),
    ("gf/ATACMS<Enter><Enter>", RANGE),
    ("gf/ATACMS<Enter><Enter><Enter>", AGAIN),
    ("gf/ATACMS<Enter>ijj", AGAIN),
    ("gf/ATACMS<Enter>iG", OTHER),
    ("gt/190<Enter>", RANGE),
    ("gt/500<Enter>", "The Taurus missile has a range of more than 500 km."),
    ("gF/ATACMS<Enter><Enter>", OTHER),
    ("sjoe<Tab>", OTHER),
    ("t", "Figures"),
];

#[test]
fn every_row_that_stands_for_a_passage_is_marked_and_copied_where_it_stands() {
    for (opens, words) in ROWS {
        let desk = Desk::new();
        let mut session = desk.sit();
        session.keys(opens).keys("a");
        assert!(session.foot().starts_with("Bookmarked. Note"), "{opens}: {}", session.foot());
        session.keys("who says so<Enter>");
        assert_eq!(quotes(&session), [*words], "{opens}");
        session.keys("y");
        assert!(session.foot().contains("with their source"), "{opens}: {}", session.foot());
        session.keys("Y");
        let copied = copied(&session);
        assert!(copied[0].contains(words) && copied[0].contains("paper"), "{opens}: {copied:?}");
        assert_eq!(copied[1], *words, "{opens}");
        session.keys("Aurgent<Enter>");
        let labels: Vec<_> = session.state.bookmarks.kept.values().map(|m| m.label()).collect();
        assert!(labels.contains(&"urgent".to_owned()), "{opens}: {labels:?}");
    }
}

#[test]
fn the_editor_opens_the_file_of_the_row_at_its_line() {
    for (opens, line) in [("gt/500<Enter>", 10), ("gF/ATACMS<Enter><Enter>", 8), ("sjoe<Tab>", 8)] {
        let desk = Desk::new();
        let mut session = desk.sit();
        session.keys(opens).keys("e");
        let edited = session.effects.iter().rev().find_map(|effect| match effect {
            Effect::Edit { path, line } => Some((path.clone(), *line)),
            _ => None,
        });
        assert_eq!(edited, Some((desk.path("second.md"), line)), "{opens}");
    }
}

#[test]
fn a_passage_is_written_into_a_file_and_one_that_is_no_bookmark_becomes_none() {
    let desk = Desk::new();
    for (at, opens) in ["gt/190<Enter>", "gf/ATACMS<Enter>", ""].iter().enumerate() {
        let mut session = desk.sit();
        let file = desk.path(&format!("out{at}.md"));
        session.keys(opens).keys("X");
        assert!(session.foot().contains("export to"), "{opens}: {}", session.foot());
        session.keys(&format!("<C-u>{}<Enter>", file.display()));
        let written = std::fs::read_to_string(&file).unwrap();
        assert!(
            written.contains("about 190 miles") && written.contains("First paper"),
            "{written}"
        );
        assert!(quotes(&session).is_empty());
    }
}

#[test]
fn a_document_that_is_slow_to_read_takes_no_field_from_who_types() {
    let desk = Desk::new();
    let mut session = desk.sit();
    let path = desk.path("second.md");
    let source = Source { name: &path, bytes: SECOND.as_bytes(), whole: true };
    let document = Arc::new(briefbook::formats::read(&source).unwrap());
    let at = document.text().find("Joe Biden").unwrap();
    let span = Span::new(at, at + 9);
    session.keys("gt/tau");
    for used in [PassageUse::Mark, PassageUse::MarkWithLabel, PassageUse::Export] {
        let wanted = ReadPassage { path: path.clone(), span, used };
        session.happen(Event::PassageRead(wanted, Ok(Arc::clone(&document))));
    }
    session.keys("rus");
    assert_eq!(session.state.whole.ranges.filter, "taurus");
    assert_eq!(quotes(&session), [OTHER], "it is marked all the same, and once");
    session.keys("<Esc>");
    let wanted = ReadPassage { path, span: Span::new(at, 99_999), used: PassageUse::Mark };
    session.happen(Event::PassageRead(wanted.clone(), Ok(document)));
    assert!(session.foot().contains("not there any more"), "{}", session.foot());
    session.happen(Event::PassageRead(wanted, Err("it is gone.".into())));
    assert!(session.foot().contains("cannot be read: it is gone."), "{}", session.foot());
}

/// Every pane, on rows of each kind, and how one gets there.
const PANES: &[&str] = &[
    "gl",
    "gr",
    "gl<Tab><Tab>",
    "gf",
    "gfk",
    "gf/ATACMS<Enter><Enter>",
    "gf/ATACMS<Enter>i",
    "gf/ATACMS<Enter>iG",
    "gf/190<Enter>",
    "t",
    "gb",
    "gR",
    "a<Enter>gb",
    "gt",
    "gt/nothing<Enter>",
    "gF",
    "gF/nothing<Enter>",
    "gF<Enter>",
    "sjoe<Tab>",
    "s<Tab>",
    "snothing<Tab>",
    "gC",
    "gf/ATACMS<Enter>ddgC",
];

/// Presses each key in a pane of its own and sees that something changes or is said.
fn assert_not_silent(pane: &str, keys: &[&str]) {
    for key in keys {
        let desk = Desk::new();
        let mut session = desk.sit();
        session.keys(pane);
        session.state.notices.clear();
        let before = (session.screen(), session.effects.len());
        session.keys(key);
        let after = (session.screen(), session.effects.len());
        assert!(before != after, "{key} in {pane} does nothing and says: {}", session.foot());
    }
}

#[test]
fn no_key_about_a_passage_is_silent_in_any_pane() {
    for pane in PANES {
        assert_not_silent(pane, &["a", "A", "y", "Y", "X", "e", "i", "dd", "M", "<Enter>", "gX"]);
    }
}

#[test]
fn no_key_about_bookmarks_is_silent_among_them() {
    for pane in ["gb", "gR", "a<Enter>gb"] {
        assert_not_silent(pane, &["gn", "gL", "gp", "w", "c", "=", "v", ",", "Z"]);
    }
}

#[test]
fn before_anything_is_open_keys_say_so_too() {
    for key in ["a", "y", "X", "e", "gR", "]f", "i", "t", "gi", "x", "<Tab>i", "gf<Enter>", "gfi"] {
        let mut session = Session::of(&[] as &[(&str, &str)]);
        let before = (session.screen(), session.effects.len());
        session.keys(key);
        let after = (session.screen(), session.effects.len());
        assert!(before != after, "{key} does nothing and says: {}", session.foot());
    }
}
