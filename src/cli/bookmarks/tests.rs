//! The verbs on documents that change between two of them.

use std::cell::RefCell;

use serde_json::Value;
use tempfile::TempDir;

use super::*;
use crate::bookmarks::{Fingerprint, OldSums};
use crate::cli::doctor::{Library, doctor};
use crate::document::Parts;

/// A world of one document.
struct World {
    folder: TempDir,
    text: RefCell<Option<String>>,
}

const TEXT: &str = "The missile flies up to 300 km, the maker says.\n\nOthers say that it flies 500 km \
                    or more, and name no source for it.\n";

impl World {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap(), text: RefCell::new(Some(TEXT.into())) }
    }

    fn run<T>(&self, verb: impl FnOnce(&Desk<'_>, &mut Vec<u8>) -> T) -> (T, String) {
        let read = |_: &Path| {
            let text = self.text.borrow().clone().ok_or(CleanText::from("it is not there"))?;
            let content = Digest::of(text.as_bytes());
            let parts = Parts { text: CleanText::text(text), ..Parts::default() };
            Ok((Document::new(parts).unwrap(), content))
        };
        let now = Stamp::new(1_790_000_000_000);
        let desk = Desk { folder: self.folder.path(), now, chance: 3, read: &read };
        let mut out = Vec::new();
        let result = verb(&desk, &mut out);
        (result, String::from_utf8(out).unwrap())
    }

    fn add(&self, quote: &str) -> String {
        let (result, out) = self.run(|desk, out| add(desk, wanted(quote, None), out));
        assert!(result.unwrap().found);
        out.trim().to_owned()
    }

    /// What the doctor says with these files at hand.
    fn doctor(&self, files: &[(&str, &str)]) -> Vec<CleanText> {
        let text = |path: &Path| files.iter().find(|(name, _)| Path::new(name) == path);
        let known = |path: &Path, as_earlier: bool| {
            let bytes = text(path).map(|(_, text)| text.as_bytes());
            let old = bytes.filter(|_| as_earlier).map(Fingerprint::of);
            Identity {
                content: bytes.map(Digest::of),
                old: OldSums { content: old, words: None },
                ..Identity::default()
            }
        };
        let paths = |_: &[&Path]| files.iter().map(|(name, _)| name.into()).collect();
        let read = |path: &Path| {
            let (_, text) = text(path).ok_or(CleanText::from("it is not there"))?;
            let parts = Parts { text: CleanText::text(*text), ..Parts::default() };
            Ok((Document::new(parts).unwrap(), Digest::of(text.as_bytes())))
        };
        self.run(|desk, _| {
            let desk = Desk { read: &read, ..*desk };
            doctor(&desk, &Library { files: &paths, known: &known }).unwrap()
        })
        .0
    }

    fn list(&self) -> Vec<Value> {
        let (_, out) = self.run(|desk, out| list(desk, true, out).unwrap());
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

fn wanted(quote: &str, occurrence: Option<usize>) -> Addition<'_> {
    Addition { path: Path::new("/a/b.txt"), quote, note: "n", label: "x, y", occurrence }
}

#[test]
fn a_bookmark_is_added_listed_and_removed() {
    let world = World::new();
    let id = world.add("OTHERS say that it\nflies 500 km");
    let row = &world.list()[0];
    assert_eq!((&row["id"], &row["state"]), (&id.as_str().into(), &"exact".into()));
    assert_eq!((&row["begin"], &row["end"]), (&49.into(), &80.into()));
    assert_eq!(
        (&row["quote"], &row["label"]),
        (&"Others say that it flies 500 km".into(), &"x, y".into())
    );
    let members: Vec<_> = row.as_object().unwrap().keys().map(String::as_str).collect();
    let mut contract = [
        "id", "path", "title", "state", "begin", "end", "quote", "label", "note", "created",
        "modified",
    ];
    contract.sort_unstable();
    assert_eq!(members, contract);
    let (removed, _) = world.run(|desk, _| remove(desk, &[&id, "nonsense"]).unwrap());
    assert!(removed.found && removed.messages.len() == 1);
    assert!(world.list().is_empty());
}

#[test]
fn the_state_follows_the_document() {
    let world = World::new();
    world.add("Others say that it flies 500 km or more");
    let edit = |text: &str| *world.text.borrow_mut() = Some(text.to_owned());
    edit(&format!("A new first line stands here.\n\n{TEXT}"));
    assert_eq!(world.list()[0]["state"], "moved");
    edit("Nothing of it is left here, not a single word.");
    let row = &world.list()[0];
    assert_eq!((&row["state"], &row["begin"]), (&"orphan".into(), &Value::Null));
    *world.text.borrow_mut() = None;
    let (outcome, out) = world.run(|desk, out| list(desk, false, out).unwrap());
    assert!(outcome.unread && outcome.found && out.contains("orphan"));
}

#[test]
fn a_figure_that_changed_is_shown_for_review() {
    let world = World::new();
    world.add("Others say that it flies 500 km or more, and name no source for it.");
    *world.text.borrow_mut() = Some(TEXT.replace("500", "700"));
    assert_eq!(world.list()[0]["state"], "suspect");
}

#[test]
fn words_that_are_not_there_are_not_marked() {
    let world = World::new();
    let (outcome, out) =
        world.run(|desk, out| add(desk, wanted("no such words", None), out).unwrap());
    assert!(outcome.refused && out.is_empty() && world.list().is_empty());
    assert!(outcome.messages[0].contains("do not stand in /a/b.txt"));
}

#[test]
fn words_that_stand_twice_are_not_marked_before_it_is_said_which() {
    let world = World::new();
    let add = |quote, occurrence| {
        let (outcome, out) =
            world.run(|desk, out| add(desk, wanted(quote, occurrence), out).unwrap());
        (outcome, out)
    };
    let (outcome, out) = add("km", None);
    assert!(outcome.refused && out.is_empty() && world.list().is_empty());
    let said: Vec<&str> = outcome.messages.iter().map(CleanText::as_str).collect();
    assert!(said[0].contains("/a/b.txt twice; nothing was marked"), "{said:?}");
    assert!(said[1].starts_with("--occurrence 1: …The missile flies up to 300 [km], the"));
    assert!(said[2].starts_with("--occurrence 2") && said.len() == 3, "{said:?}");
    assert!(add("km", Some(3)).0.messages[0].contains("There is no place 3"));
    assert!(add("km", Some(0)).0.refused);
    assert!(add("km", Some(2)).0.found);
    assert_eq!(world.list()[0]["begin"], 78);
    assert!(add("or", None).0.found, "only one of them is a word of its own");
}

#[test]
fn an_export_brings_everything_to_another_store() {
    let (one, two) = (World::new(), World::new());
    one.add("up to 300 km");
    for format in [Format::JsonLines, Format::Annotation] {
        let (_, text) = one.run(|desk, out| export_all(desk, format, out).unwrap());
        two.run(|desk, _| import_all(desk, &text).unwrap());
        assert_eq!(one.list(), two.list());
    }
}

#[test]
fn the_doctor_names_what_is_lost_and_where_it_may_be() {
    let world = World::new();
    let id = world.add("Others say that it flies 500 km or more");
    assert!(world.doctor(&[("/a/b.txt", TEXT)]).is_empty());
    let others = ("/c/other.txt", "Nothing of it is left here, not a single word.");
    let lost = world.doctor(&[others]);
    let said =
        format!("1 bookmark ({id}) of a document that cannot be read. /a/b.txt: it is not there.");
    assert_eq!(lost, [CleanText::line(&said)]);
    let ends = |files: &[(&str, &str)], words: &str| {
        let said = world.doctor(files);
        assert!(said.len() == 1 && said[0].ends_with(words), "{said:?}");
    };
    let reflowed = TEXT.replace(' ', "\n");
    let edited = TEXT.replace("The missile", "A rocket");
    ends(&[others, ("/c/new.txt", TEXT)], "/c/new.txt is the same file: open it, and they follow.");
    ends(&[("/c/x.txt", &reflowed)], "/c/x.txt has the same words: open it, and they follow.");
    ends(&[("/c/y.txt", &edited)], "/c/y.txt: `gp` on the bookmark names it as their file.");
    ends(&[("/a/b.txt", others.1)], "the passage is no longer in /a/b.txt.");
}

#[test]
fn the_doctor_knows_an_edited_document_by_its_words() {
    let rest: String = (0..20).map(|n| format!("Sentence {n} tells of thing{n}.\n\n")).collect();
    let text = format!("{TEXT}\n{rest}");
    let world = World { text: RefCell::new(Some(text.clone())), ..World::new() };
    world.add("up to 300 km");
    let says = |edited: &str, words: &str| {
        let said = world.doctor(&[("/c/x.txt", "Weather."), ("/c/y.txt", edited)]);
        assert!(said.len() == 1 && said[0].contains(words), "{said:?}");
    };
    let elsewhere = text.replace("Sentence 7 tells", "Sentence 7 spoke");
    says(&elsewhere, "/c/y.txt is an edited version of it: open it, and they follow.");
    let itself = text.replace("flies up to 300 km", "is heavy");
    says(&itself, "/c/y.txt is an edited version of it: `gR` shows where the passages may be");
    let said = world.doctor(&[("/c/z.txt", &rest.replace("thing", "ship"))]);
    assert!(!said[0].contains("/c/z.txt"), "{said:?}");
}

#[test]
fn a_quote_is_found_however_its_letters_are_written() {
    let text =
        "Kyiv said so. ΑΘΉΝΑ agreed, and the Nguyễn family in Đà Nẵng; the Straße was closed.";
    for (quote, stands) in [
        ("αθηνα agreed", "ΑΘΉΝΑ agreed"),
        ("nguyen family in da nang", "Nguyễn family in Đà Nẵng"),
        ("strasse was", "Straße was"),
    ] {
        let parts = Parts { text: CleanText::text(text), ..Parts::default() };
        let document = Document::new(parts).unwrap();
        let found = PassageFinder::new(&document).find(quote, 9);
        let found: Vec<_> = found.iter().map(|span| document.words(*span)).collect();
        assert_eq!(found, [stands], "{quote}");
    }
}
