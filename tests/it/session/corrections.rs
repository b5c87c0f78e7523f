//! What the user corrects about facts: it holds in every view, is listed, and can be taken back on
//! another day.

use std::path::Path;
use std::sync::Arc;

use briefbook::app::base::pane_id::PaneId;
use briefbook::app::panes::facts::FactRow;
use briefbook::bookmarks::Stamp;
use briefbook::facts::{Lexicon, extract};
use briefbook::protocol::{Event, FactIndex, Group};
use briefbook::userdata::corrections::in_force;
use briefbook::userdata::journal::Store;
use tempfile::TempDir;

use crate::support::session::{Beginning, Session};

const FIRST: &str = "---\ntitle: First paper\ndate: 2023-07-22\n---\n\n\
    The ATACMS missile has a range of about 190 miles, a retired US general said.\n\n\
    Ukraine has asked for the ATACMS missile and for the HIMARS launcher.\n";
const SECOND: &str = "---\ntitle: Second paper\ndate: 2024-11-26\n---\n\n\
    Joe Biden allowed Ukraine to fire the ATACMS missile into Russia.\n\n\
    The Taurus missile has a range of more than 500 km.\n";

const PAPERS: [(&str, &str); 2] = [("first.md", FIRST), ("second.md", SECOND)];

fn sit(folder: &Path) -> Session {
    let mut session = Beginning::default().with_facts().keeping(folder).with(&PAPERS);
    session.keys("<C-p>first paper<Enter>");
    session
}

fn weapons(session: &Session) -> Vec<String> {
    let facts = session.state.reader.as_ref().unwrap().facts.as_ref().unwrap();
    let all = facts.in_group(Group::Weapons).iter();
    all.filter_map(|fact| Some(facts.entity(*fact)?.name.to_string())).collect()
}

fn kept(folder: &Path) -> Vec<String> {
    let store = Store::open(folder, Stamp::new(0)).unwrap();
    in_force(&store).iter().map(|(_, made)| made.said()).collect()
}

/// How many documents a search finds.
fn found(session: &mut Session, words: &str) -> usize {
    session.keys(&format!("s<C-u>{words}"));
    let total = session.state.search.listing.found.total;
    session.keys("<Esc>");
    total
}

/// Every weapon of the ranges of the library.
fn of_ranges(session: &mut Session) -> Vec<String> {
    session.keys("gt");
    let rows = 0..session.state.whole.ranges.rows.len();
    let weapon = |row| session.state.whole.ranges.at(row).unwrap().stated.weapon.clone();
    let weapons = rows.map(weapon).collect();
    session.keys("q");
    weapons
}

fn of_library(session: &mut Session) -> String {
    session.keys("gF");
    let screen = session.screen();
    session.keys("q");
    screen
}

#[test]
fn what_is_rejected_or_merged_is_so_in_every_view_until_it_is_taken_back() {
    let folder = TempDir::new().unwrap();
    let mut session = sit(folder.path());
    let before = (found(&mut session, "weapon:atacms "), of_ranges(&mut session));
    assert_eq!(before.0, 2);
    session.keys("gf/ATACMS<Enter>dd<Esc>");
    assert!(!weapons(&session).iter().any(|name| name.contains("ATACMS")));
    assert_eq!(found(&mut session, "weapon:atacms "), 0);
    assert_eq!(found(&mut session, "atacms "), 2, "the words are still there");
    assert!(!of_ranges(&mut session).iter().any(|weapon| weapon.contains("ATACMS")));
    assert!(!of_library(&mut session).contains("ATACMS"));
    session.keys("u");
    assert!(weapons(&session).iter().any(|name| name.contains("ATACMS")));
    assert_eq!((found(&mut session, "weapon:atacms "), of_ranges(&mut session)), before);
    session.keys("gf/ATACMS<Enter>M<Esc>");
    assert!(session.foot().contains("Nothing was merged"), "{}", session.foot());
    session.keys("gf<Esc>gf/ATACMS<Enter>M");
    session.keys("/<C-u>HIMARS<Enter>M");
    assert!(
        session.foot().contains("is M142 HIMARS") || session.foot().contains("is HIMARS"),
        "{}",
        session.foot()
    );
    assert_eq!(found(&mut session, "weapon:himars "), 2);
    assert!(of_ranges(&mut session).iter().any(|weapon| weapon.contains("HIMARS")));
    assert!(!of_library(&mut session).contains("ATACMS"));
    session.keys("u");
    assert_eq!(of_ranges(&mut session), before.1);
}

#[test]
fn a_fact_of_the_library_and_a_range_of_its_table_are_rejected_where_they_are_seen() {
    let folder = TempDir::new().unwrap();
    let mut session = sit(folder.path());
    session.keys("gF/taurus<Enter>dd");
    assert!(session.foot().contains("is no longer a fact"), "{}", session.foot());
    assert_eq!(session.state.whole.entities.rows.len(), 0, "{}", session.screen());
    session.keys("<Esc>q");
    assert_eq!(found(&mut session, "weapon:taurus "), 0);
    session.keys("gt/190<Enter>dd<Esc>");
    assert_eq!(session.state.whole.ranges.rows.len(), 1, "{}", session.screen());
    session.keys("q");
    let facts = session.state.reader.as_ref().unwrap().facts.as_ref().unwrap();
    assert!(facts.in_group(Group::Ranges).is_empty(), "in the open document too");
    session.keys("gtdd");
    assert_eq!(session.state.whole.ranges.rows.len(), 0, "of a document that is not open");
    assert_eq!(kept(folder.path()).len(), 3);
    session.keys("uuu");
    assert_eq!(session.state.whole.ranges.rows.len(), 2);
    assert_eq!(kept(folder.path()).len(), 0);
}

#[test]
fn a_merging_that_was_begun_is_shown_until_escape_ends_it() {
    let folder = TempDir::new().unwrap();
    for (opens, other) in [("gf/ATACMS<Enter>", "j"), ("gF/ATACMS<Enter>", "<Esc>gFj")] {
        let mut session = sit(folder.path());
        session.keys(opens).keys("M");
        session.keys("k");
        assert!(session.foot().contains("Merging"), "{}", session.foot());
        session.keys("<Esc>");
        assert!(session.foot().contains("Nothing was merged."), "{}", session.foot());
        session.keys(other).keys("<Enter>j");
        assert!(!session.foot().contains("Merging"), "{}", session.foot());
        assert_eq!(kept(folder.path()), [""; 0]);
    }
}

#[test]
fn tomorrow_corrections_hold_are_listed_and_are_taken_back_one_by_one() {
    let folder = TempDir::new().unwrap();
    sit(folder.path()).keys("gf/HIMARS<Enter>dd").keys("gr3Ga<Enter>");
    let mut session = sit(folder.path());
    assert!(!weapons(&session).iter().any(|name| name.contains("HIMARS")));
    session.keys("gC");
    let screen = session.screen();
    assert!(screen.contains("HIMARS is no weapon") && screen.contains("first.md"), "{screen}");
    session.keys("<Enter>");
    assert_eq!((session.open(), session.state.focus), (Some("first.md"), PaneId::Page));
    let reader = session.state.reader.as_ref().unwrap();
    assert_eq!(reader.landed.map(|span| reader.document.words(span)), Some("HIMARS"));
    session.keys("u");
    assert!(session.foot().contains("is taken back"), "the bookmark: {}", session.foot());
    session.keys("u");
    assert!(session.foot().contains("HIMARS is a fact again."), "{}", session.foot());
    assert!(weapons(&session).iter().any(|name| name.contains("HIMARS")));
    session.keys("u");
    assert!(session.foot().contains("Nothing was done"), "{}", session.foot());
    assert!(kept(folder.path()).is_empty());
}

#[test]
fn a_removed_bookmark_is_had_back_tomorrow() {
    let folder = TempDir::new().unwrap();
    sit(folder.path()).keys("3Gathe note<Enter>").keys("dd");
    let mut session = sit(folder.path());
    assert!(session.state.bookmarks.kept.is_empty());
    session.keys("u");
    let back: Vec<_> = session.state.bookmarks.kept.values().map(|mark| &*mark.note).collect();
    assert_eq!(back, ["the note"]);
    assert!(session.foot().contains("is there again"), "{}", session.foot());
}

#[test]
fn in_the_list_of_corrections_both_keys_take_the_selected_one_back() {
    let folder = TempDir::new().unwrap();
    let mut session = sit(folder.path());
    session.keys("gf/ATACMS<Enter>dd<Esc>/HIMARS<Enter>dd<Esc>");
    session.keys("gC");
    assert_eq!(session.state.whole.corrected.shown().len(), 2);
    session.keys("dd");
    assert!(session.foot().contains("HIMARS is a fact again."), "{}", session.foot());
    session.keys("u");
    assert!(session.foot().contains("ATACMS is a fact again."), "{}", session.foot());
    assert!(session.screen().contains("Nothing is corrected."), "{}", session.screen());
    assert!(kept(folder.path()).is_empty());
    session.keys("q");
    assert_eq!(session.state.focus, PaneId::Side, "back where it was");
    session.keys("u");
    assert!(
        session.foot().contains("Nothing was done"),
        "not taken back twice: {}",
        session.foot()
    );
}

#[test]
fn two_instances_see_each_others_corrections() {
    let folder = TempDir::new().unwrap();
    let (mut one, mut other) = (sit(folder.path()), sit(folder.path()));
    one.keys("gf/ATACMS<Enter>dd");
    other.keys("gF");
    assert!(!other.screen().contains("ATACMS"), "{}", other.screen());
    other.keys("qgCdd");
    assert!(kept(folder.path()).is_empty());
    one.keys("gt");
    assert!(weapons(&one).iter().any(|name| name.contains("ATACMS")));
    one.keys("qu");
    assert!(kept(folder.path()).is_empty(), "what another took back stays so");
}

/// A sitting whose facts come when the test says so.
fn waiting_for_facts() -> (Session, Event) {
    let mut session = Beginning::default().with(&PAPERS);
    session.keys("<C-p>first paper<Enter>");
    let reader = session.state.reader.as_ref().unwrap();
    let (entry, document) = (reader.entry, Arc::clone(&reader.document));
    let facts = Arc::new(FactIndex::new(extract(&document, &Lexicon::bundled().unwrap())));
    (session, Event::Facts { entry, document, facts })
}

#[test]
fn what_is_selected_does_not_depend_on_when_the_facts_arrive() {
    let name = |session: &Session| {
        let (row, reader) =
            (session.state.panes.facts.rows.selected(), session.state.reader.as_ref());
        format!("{:?}", session.state.panes.facts.rows_of(reader).get(row))
    };
    for keys in ["gf", "gfj", "gfjj", "gfjk", "gfG", "gf3jk"] {
        let (mut early, facts) = waiting_for_facts();
        early.keys(keys).happen(facts);
        let (mut late, facts) = waiting_for_facts();
        late.happen(facts).keys(keys);
        assert_eq!(name(&early), name(&late), "{keys}");
    }
    let (mut session, facts) = waiting_for_facts();
    session.keys("gfjdd");
    assert!(session.foot().contains("not known yet"), "{}", session.foot());
    session.happen(facts);
    assert!(session.state.whole.corrected.shown().is_empty(), "nothing is rejected unseen");
}

#[test]
fn the_selection_stays_on_its_fact_when_another_instance_corrects_one() {
    let folder = TempDir::new().unwrap();
    let mut session = sit(folder.path());
    let selected = |session: &Session| {
        let sidebar = &session.state.panes.facts;
        let reader = session.state.reader.as_ref().unwrap();
        let rows = sidebar.rows_of(Some(reader));
        let FactRow::Fact(fact) = rows[sidebar.rows.selected()] else { return String::new() };
        reader.facts.as_ref().unwrap().entity(fact).unwrap().name.to_string()
    };
    session.keys("gf");
    while !selected(&session).contains("HIMARS") {
        session.keys("j");
    }
    let before = session.state.panes.facts.rows.selected();
    sit(folder.path()).keys("gf/ATACMS<Enter>dd");
    // The other's correction arrives with the next look at the journal.
    session.keys("gCq");
    assert!(selected(&session).contains("HIMARS"), "{}", session.screen());
    assert_eq!(session.state.panes.facts.rows.selected(), before - 1);
}

#[test]
fn walking_along_a_fact_counts_its_mentions() {
    let folder = TempDir::new().unwrap();
    let mut session = sit(folder.path());
    session.keys("gf/ATACMS<Enter><Enter>");
    assert!(session.foot().contains("mention 1 of 2"), "{}", session.foot());
    session.keys("<Enter>");
    assert!(session.foot().contains("mention 2 of 2"), "{}", session.foot());
    session.keys("[f");
    assert!(session.foot().contains("ATACMS: mention 1 of 2"), "{}", session.foot());
}

#[test]
fn a_mention_of_a_range_says_whose_range_it_is() {
    let folder = TempDir::new().unwrap();
    let mut session = sit(folder.path());
    session.keys("gf/190<Enter><Enter>");
    let foot = session.foot();
    assert!(foot.contains("Range of ") && foot.contains("ATACMS: mention 1 of 1"), "{foot}");
}

#[test]
fn a_merging_that_waits_is_shown_beside_what_else_is_said() {
    let folder = TempDir::new().unwrap();
    let mut session = sit(folder.path());
    session.keys("gf/ATACMS<Enter>M<Enter>");
    let foot = session.foot();
    assert!(foot.contains("mention 1 of") && foot.contains("merging "), "{foot}");
    session.keys("<Esc>j<Enter>");
    assert!(!session.foot().contains("merging "), "{}", session.foot());
}

#[test]
fn keys_that_walk_the_page_do_not_move_it_while_it_is_covered() {
    let folder = TempDir::new().unwrap();
    for pane in ["gt", "gF", "gC"] {
        for key in ["]f", "[f", "]b", "[b", "n", "N"] {
            let mut session = sit(folder.path());
            session.keys("/ATACMS<Enter>");
            session.keys(pane);
            let before = session.state.reader.as_ref().unwrap().landed;
            session.keys(key);
            assert!(session.foot().contains("covered here"), "{pane}{key}: {}", session.foot());
            assert_eq!(session.state.reader.as_ref().unwrap().landed, before, "{pane}{key}");
        }
    }
}
