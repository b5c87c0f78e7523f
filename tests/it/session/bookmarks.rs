//! Bookmarks made, looked at, changed, reviewed and taken back, with a store in a folder of its own.

use std::path::Path;
use std::sync::Arc;

use briefbook::bookmarks::{Bookmark, Certainty, Digest, Fingerprint, Stamp};
use briefbook::protocol::{BookmarkReport, Event, Remembered};
use briefbook::text::CleanText;
use briefbook::userdata::journal::{Change, Store};
use jiff::tz::TimeZone;
use tempfile::TempDir;

use crate::support::session::{Beginning, Session};

pub const ALPHA: &str = "Alpha\n\nThe first launcher was shown in spring.\n\n\
    Its makers say the rocket flies up to 300 km.\n\n\
    Nobody outside the company has seen a test.\n\nThe ministry declined to comment.\n";

/// A folder with documents on the disk, and one for the store.
pub struct Desk(TempDir);

impl Desk {
    pub fn new() -> Self {
        let desk = Self(TempDir::new().unwrap());
        desk.write("alpha.txt", ALPHA);
        desk
    }

    pub fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    pub fn sit(&self, names: &[&str]) -> Session {
        let read = |name: &&str| (self.path(name), std::fs::read(self.path(name)).unwrap());
        let documents: Vec<_> = names.iter().map(read).collect();
        Beginning::default().keeping(&self.data()).with(&documents)
    }

    fn data(&self) -> std::path::PathBuf {
        self.0.path().join("data")
    }

    pub fn marks(&self) -> Vec<Bookmark> {
        let store = Store::open(&self.data(), Stamp::new(0)).unwrap();
        store.bookmarks().values().cloned().collect()
    }
}

fn quotes(desk: &Desk) -> Vec<String> {
    desk.marks().into_iter().map(|mark| mark.anchor.quote).collect()
}

#[test]
fn a_paragraph_is_kept_at_once_and_a_note_can_follow() {
    let desk = Desk::new();
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("3Ga");
    assert_eq!(quotes(&desk), ["Its makers say the rocket flies up to 300 km."]);
    assert!(session.foot().starts_with("Bookmarked. Note"), "{}", session.foot());
    session.keys("who tested it?<Enter>");
    assert_eq!(desk.marks()[0].note, "who tested it?");
    let at = session.place_of("Its makers");
    let buffer = session.painted();
    assert_eq!(buffer[(at.x - 2, at.y)].symbol(), "◆");
}

#[test]
fn the_days_of_bookmarks_are_those_of_the_user() {
    let desk = Desk::new();
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("3Ga<Enter>");
    let mut mark = desk.marks().remove(0);
    mark.created = Stamp::parse("2026-11-30T23:30:00Z").unwrap();
    let changed = vec![(mark.id.clone(), Some(Arc::new(mark)))];
    session.happen(Event::Bookmarks(BookmarkReport::Changed(changed)));
    for (rules, day) in [("UTC0", "2026-11-30"), ("EET-2", "2026-12-01")] {
        let zone = TimeZone::posix(rules).unwrap().into();
        session.state.restore(Remembered { zone, ..Remembered::default() });
        session.keys("gb");
        assert!(session.screen().contains(&format!("exact · {day}")), "{}", session.screen());
        // By document, by label and then by day, which is the heading.
        session.keys(",,");
        assert_eq!(session.screen().matches(day).count(), 2, "{}", session.screen());
        session.keys(",q");
    }
}

#[test]
fn a_bookmark_of_an_earlier_version_gets_the_sums_of_today_when_its_document_is_opened() {
    let desk = Desk::new();
    desk.sit(&["alpha.txt"]).keys("3Ga<Enter>");
    let mut old = desk.marks().remove(0);
    let known = &mut old.anchor.document;
    (known.content, known.words) = (None, None);
    known.old.content = Some(Fingerprint::of(ALPHA.as_bytes()));
    let mut store = Store::open(&desk.data(), Stamp::new(0)).unwrap();
    store.commit(Change::Put(Box::new(old.clone())), Stamp::new(0)).unwrap();
    desk.sit(&["alpha.txt"]);
    let new = desk.marks().remove(0);
    assert_eq!(new.anchor.document.content, Some(Digest::of(ALPHA.as_bytes())));
    assert!(!new.anchor.document.is_old() && new.anchor.document.old.content.is_none());
    assert_eq!((new.anchor.quote, new.modified), (old.anchor.quote, old.modified));
}

#[test]
fn without_a_jump_the_first_paragraph_on_the_page_is_meant_and_no_heading() {
    let desk = Desk::new();
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("a<Enter>");
    assert_eq!(quotes(&desk), ["The first launcher was shown in spring."]);
}

#[test]
fn a_note_can_be_skipped_and_escape_keeps_the_bookmark() {
    let desk = Desk::new();
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("2Ga<Enter>3Ga<Esc>");
    assert_eq!(desk.marks().len(), 2);
    assert!(desk.marks().iter().all(|mark| mark.note.is_empty()));
    assert_eq!(session.foot(), "Bookmarked.");
}

#[test]
fn labels_are_asked_first_and_completed() {
    let desk = Desk::new();
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("2GArange claim<Enter><Enter>3GAra<Tab>, new<Enter><Enter>");
    let labels: Vec<_> = desk.marks().into_iter().map(|mark| mark.label()).collect();
    assert_eq!(labels, ["range claim", "range claim, new"]);
    session.keys("4GA<Esc>");
    assert_eq!(desk.marks().len(), 2);
}

#[test]
fn one_walks_along_bookmarks_and_back_along_the_jumps() {
    let desk = Desk::new();
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("2Ga<Enter>4Ga<Enter>1G]b");
    let landed = |session: &Session| session.state.reader.as_ref().unwrap().landed.unwrap().start;
    assert_eq!(landed(&session), ALPHA.find("The first").unwrap());
    session.keys("]b");
    assert_eq!(landed(&session), ALPHA.find("Nobody").unwrap());
    session.keys("[b");
    assert_eq!(landed(&session), ALPHA.find("The first").unwrap());
    session.keys("[b");
    assert_eq!(session.foot().split("  ").next(), Some("No bookmark that way."));
}

#[test]
fn what_is_removed_comes_back_with_undo_and_the_journal_keeps_both() {
    let desk = Desk::new();
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("2Ga<Enter>dd");
    assert!(desk.marks().is_empty() && session.state.bookmarks.here.is_empty());
    session.keys("u");
    assert_eq!(quotes(&desk), ["The first launcher was shown in spring."]);
    session.keys("u");
    assert!(desk.marks().is_empty(), "undo takes the bookmark itself back");
    let journal = std::fs::read_to_string(desk.data().join("journal.jsonl")).unwrap();
    assert_eq!(journal.lines().count(), 5, "{journal}");
}

#[test]
fn note_and_labels_are_edited_where_one_stands() {
    let desk = Desk::new();
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("2Gaone<Enter>gn two<Enter>gLa, b<Enter>");
    let mark = &desk.marks()[0];
    assert_eq!((mark.note.as_str(), mark.label().as_str()), ("one two", "a, b"));
    session.keys("u");
    assert_eq!(desk.marks()[0].label(), "");
}

#[test]
fn the_pane_groups_filters_and_jumps() {
    let desk = Desk::new();
    desk.write("bravo.txt", "Bravo\n\nA second document about boats.\n");
    let mut session = desk.sit(&["alpha.txt", "bravo.txt"]);
    session.keys("<C-p>alpha<Enter>2GAspring<Enter><Enter>3Ga<Enter>");
    session.keys("<C-p>bravo<Enter>2Ga<Enter>gb");
    assert_eq!(session.state.bookmarks.list.count(), 3);
    assert!(session.screen().contains("Bookmarks of all documents"), "{}", session.screen());
    session.keys("w");
    assert_eq!(session.state.bookmarks.list.count(), 1, "those of the open document");
    assert!(session.screen().contains("Bookmarks of this document"), "{}", session.screen());
    // From the list it means the same.
    session.keys("qglgb");
    assert_eq!(session.state.bookmarks.list.count(), 3);
    assert!(session.screen().contains("Alpha — alpha.txt") && session.screen().contains("◆"));
    session.keys(",");
    assert!(session.screen().contains("no label") && session.screen().contains("by label"));
    session.keys("/launcher<Enter>");
    assert_eq!(session.state.bookmarks.list.count(), 1);
    session.keys("<Enter>");
    assert!(session.open().unwrap().ends_with("alpha.txt"));
    let landed = session.state.reader.as_ref().unwrap().landed.unwrap();
    assert_eq!(landed.start, ALPHA.find("The first").unwrap());
}

#[test]
fn several_are_removed_and_brought_back_together() {
    let desk = Desk::new();
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("2Ga<Enter>3Ga<Enter>4Ga<Enter>gb<Space><Space>dd");
    assert_eq!(quotes(&desk), ["Nobody outside the company has seen a test."]);
    session.keys("u");
    assert_eq!(desk.marks().len(), 3);
    assert_eq!(session.state.bookmarks.list.count(), 3);
}

#[test]
fn an_export_never_replaces_a_file_unasked() {
    let desk = Desk::new();
    let mut session = desk.sit(&["alpha.txt"]);
    let file = desk.path("out.csv");
    session.keys("2Ga<Enter>gb").keys(&format!("X<C-u>{file}<Enter>"));
    assert!(std::fs::read_to_string(&file).unwrap().contains("The first launcher"));
    std::fs::write(&file, "mine").unwrap();
    session.keys(&format!("X<C-u>{file}<Enter>"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    assert!(session.foot().contains("this file exists"), "{}", session.foot());
    session.keys("<Enter>");
    assert!(std::fs::read_to_string(&file).unwrap().contains("The first launcher"));
    session.keys(&format!("X<C-u>{}<Enter>", desk.path("out.exe")));
    assert!(session.foot().contains("must end in"));
}

#[test]
fn a_passage_that_moved_is_anchored_anew_when_its_document_is_opened() {
    let desk = Desk::new();
    desk.sit(&["alpha.txt"]).keys("3Ga<Enter>");
    let new = ALPHA.replace("The first", "A paragraph came before.\n\nThe first");
    desk.write("alpha.txt", &new);
    let session = desk.sit(&["alpha.txt"]);
    assert_eq!(session.state.bookmarks.here[0].state, Certainty::Exact);
    let mark = &desk.marks()[0];
    assert_eq!(mark.anchor.offset, new.find("Its makers").unwrap());
    let journal = std::fs::read_to_string(desk.data().join("journal.jsonl")).unwrap();
    assert_eq!(journal.matches("\"op\":\"put\"").count(), 2, "the old anchor stays in the journal");
}

#[test]
fn a_renamed_document_keeps_its_bookmarks() {
    let desk = Desk::new();
    desk.sit(&["alpha.txt"]).keys("3Ga<Enter>");
    std::fs::rename(desk.path("alpha.txt"), desk.path("omega.txt")).unwrap();
    let session = desk.sit(&["omega.txt"]);
    assert_eq!(session.state.bookmarks.here.len(), 1);
    assert_eq!(desk.marks()[0].anchor.document.path.0, Path::new(&desk.path("omega.txt")));
}

#[test]
fn a_copy_shows_the_bookmarks_and_does_not_take_them() {
    let desk = Desk::new();
    desk.sit(&["alpha.txt"]).keys("3Ga<Enter>");
    std::fs::copy(desk.path("alpha.txt"), desk.path("copy.txt")).unwrap();
    let session = desk.sit(&["copy.txt"]);
    assert_eq!(session.state.bookmarks.here.len(), 1);
    assert_eq!(desk.marks()[0].anchor.document.path.0, Path::new(&desk.path("alpha.txt")));
}

/// Half of the marked passage is other words now.
fn rewritten() -> (Desk, Session) {
    let desk = Desk::new();
    desk.sit(&["alpha.txt"]).keys("3Ga<Enter>");
    let new = ALPHA.replace("Its makers say the rocket flies", "Critics doubt that it reaches");
    desk.write("alpha.txt", &new);
    let session = desk.sit(&["alpha.txt"]);
    (desk, session)
}

#[test]
fn a_rewritten_passage_is_reviewed_and_accepted() {
    let (desk, mut session) = rewritten();
    assert!(session.foot().contains("1 bookmark is to be reviewed"), "{}", session.foot());
    assert_eq!(desk.marks()[0].anchor.quote, "Its makers say the rocket flies up to 300 km.");
    session.keys("gR");
    let screen = session.screen();
    assert!(screen.contains("As it was marked") && screen.contains("Now, perhaps"), "{screen}");
    assert!(screen.contains("doubt that it reaches up"), "{screen}");
    session.keys("a");
    assert!(desk.marks()[0].anchor.quote.contains("up to 300 km"));
    assert!(!desk.marks()[0].needs_review());
    assert!(session.screen().contains("Nothing to review"));
    session.keys("u");
    assert_eq!(desk.marks()[0].anchor.quote, "Its makers say the rocket flies up to 300 km.");
}

#[test]
fn a_passage_can_be_left_uncertain_for_good() {
    let (desk, mut session) = rewritten();
    session.keys("gR=");
    assert!(desk.marks()[0].settled && !desk.marks()[0].needs_review());
    let mut again = desk.sit(&["alpha.txt"]);
    assert!(!again.foot().contains("reviewed"));
    again.keys("gR");
    assert_eq!(again.state.bookmarks.list.count(), 0);
}

#[test]
fn a_lost_passage_is_relinked_to_another_file() {
    let desk = Desk::new();
    desk.sit(&["alpha.txt"]).keys("3Ga<Enter>");
    desk.write("omega.txt", &ALPHA.replace("Alpha", "Omega and more of it"));
    desk.write("alpha.txt", "Alpha\n\nQuite other things stand here now.\n");
    let mut session = desk.sit(&["alpha.txt", "omega.txt"]);
    session.keys("<C-p>alpha<Enter>gRgpomega<Enter>");
    let mark = &desk.marks()[0];
    assert_eq!(mark.anchor.document.path.0, Path::new(&desk.path("omega.txt")));
    assert_eq!((mark.state, mark.anchor.quote.as_str().ends_with("300 km.")), (None, true));
}

#[test]
fn two_sittings_see_each_others_bookmarks() {
    let desk = Desk::new();
    let (mut one, mut two) = (desk.sit(&["alpha.txt"]), desk.sit(&["alpha.txt"]));
    one.keys("2Ga<Enter>");
    two.keys("gb");
    assert_eq!(two.state.bookmarks.kept.len(), 1);
    two.keys("<Esc>4Ga<Enter>");
    one.keys("R");
    assert_eq!(one.state.bookmarks.here.len(), 2);
}

#[test]
fn what_cannot_be_kept_is_tried_again_with_the_next_change() {
    let desk = Desk::new();
    std::fs::write(desk.data(), "a file where the folder should be").unwrap();
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("2Ga<Enter>");
    assert!(session.screen().contains("✗ "), "{}", session.screen());
    assert!(session.screen().contains("◇"), "it is marked as not kept");
    session.keys("jkgg");
    assert!(session.screen().contains("✗ "), "{}", session.screen());
    std::fs::remove_file(desk.data()).unwrap();
    session.keys("3Ga<Enter>");
    assert_eq!(desk.marks().len(), 2);
    assert!(!session.foot().starts_with("✗") && !session.screen().contains("◇"));
}

#[test]
fn without_writing_bookmarks_are_shown_and_not_added() {
    let desk = Desk::new();
    desk.sit(&["alpha.txt"]).keys("2Ga<Enter>");
    let mut session = desk.sit(&["alpha.txt"]);
    session.state.read_only = Some("asked not to write.".into());
    session.keys("3Ga");
    assert!(session.foot().starts_with("Bookmarks cannot be changed"), "{}", session.foot());
    session.keys("dd");
    assert_eq!(desk.marks().len(), 1);
    assert!(session.screen().contains("◆"));
}

#[test]
fn an_answer_about_another_text_is_dropped() {
    let desk = Desk::new();
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("2Ga<Enter>");
    let other =
        briefbook::document::Parts { text: CleanText::text("x".to_owned()), ..Default::default() };
    let document = briefbook::document::Document::new(other).unwrap().into();
    let entry = session.entry(&desk.path("alpha.txt"));
    session.happen(Event::Bookmarks(BookmarkReport::Placed {
        entry,
        document,
        places: Vec::new(),
    }));
    assert_eq!(session.state.bookmarks.here.len(), 1);
}

#[test]
fn where_there_is_nothing_to_write_that_is_said() {
    let mut session = Session::of(&[("one.txt", "One\n\nWords.\n")]);
    session.keys("gbX");
    assert!(session.state.prompt().is_none());
    assert!(session.foot().contains("nothing here to be written"), "{}", session.foot());
}
