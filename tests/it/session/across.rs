//! Facts over the whole library: which documents name a thing, everything that is named, and every
//! range that is stated.

use briefbook::app::base::pane_id::PaneId;
use briefbook::app::panes::facts::FactRow;
use briefbook::protocol::MouseAction;

use crate::support::session::{Beginning, Session};

const OLD: &str = "---\ntitle: Old paper\ndate: 2023-07-22\nsource: Reuters\n---\n\n\
    The ATACMS missile has a range of about 190 miles, a retired US general said.\n\n\
    Ukraine has asked for the ATACMS missile.\n";
const NEW: &str = "---\ntitle: New paper\ndate: 2024-11-26\n---\n\n\
    Joe Biden allowed Ukraine to fire the ATACMS missile into Russia.\n\n\
    The Taurus missile has a range of more than 500 km.\n";
const LAST: &str = "---\ntitle: Other paper\ndate: 2022-01-02\n---\n\n\
    Germany has not sent the Taurus missile, which has a range of 500 km.\n";

fn sit(columns: u16, rows: u16) -> Session {
    let papers = [("old.md", OLD), ("new.md", NEW), ("other.md", LAST)];
    Beginning::default().size(columns, rows).with_facts().with(&papers)
}

#[test]
fn details_of_a_thing_list_the_other_documents_that_name_it() {
    let mut session = sit(120, 36);
    session.keys("<C-p>old paper<Enter>gf/atacms<Enter>i");
    let screen = session.screen();
    assert!(screen.contains("In 1 other document"), "{screen}");
    assert!(screen.contains("2024-11-26 New paper"), "{screen}");
    let other = |row: &FactRow| matches!(row, FactRow::Other(_));
    let at = session
        .state
        .panes
        .facts
        .rows_of(session.state.reader.as_ref())
        .iter()
        .position(other)
        .unwrap();
    session.keys(&format!("{}G<Enter>", at + 1));
    assert_eq!((session.open(), session.state.focus), (Some("new.md"), PaneId::Page));
    let reader = session.state.reader.as_ref().unwrap();
    let landed = reader.landed.unwrap().of(reader.document.text());
    assert!(landed.contains("ATACMS"), "{landed}");
    assert!(session.screen().contains("1/1, document 1/1"), "{}", session.screen());
}

#[test]
fn the_facts_of_the_library_are_counted_ordered_and_filtered() {
    let mut session = sit(120, 36);
    session.keys("gf");
    let screen = session.screen();
    assert!(screen.contains("Weapons of the library"), "{screen}");
    let place = |session: &Session, words: &str| session.place_of(words).y;
    assert!(place(&session, "ATACMS") < place(&session, "Taurus KEPD"), "{screen}");
    session.keys("/taurus<Enter>");
    assert_eq!(session.state.whole.entities.rows.len(), 1);
    session.keys("<Esc><Tab>");
    assert!(session.screen().contains("Actors of the library"), "{}", session.screen());
    assert!(session.screen().contains("Ukraine"), "{}", session.screen());
    session.keys("q");
    assert_eq!(session.state.focus, PaneId::List);
}

#[test]
fn enter_lists_the_documents_of_a_thing_newest_first_and_leads_through_them() {
    let mut session = sit(80, 24);
    session.keys("gf/taurus<Enter><Enter>");
    let screen = session.screen();
    assert!(screen.contains("named in 2 documents"), "{screen}");
    assert!(session.place_of("New paper").y < session.place_of("Other paper").y);
    session.keys("<Enter>");
    assert_eq!(session.open(), Some("new.md"));
    session.keys("n");
    assert_eq!(session.open(), Some("other.md"));
    assert!(session.foot().starts_with("On to document 2 of 2"), "{}", session.foot());
    session.keys("gF");
    assert!(
        session.screen().contains("named in 2 documents") || session.screen().contains("Weapons")
    );
    session.keys("<Esc><Esc><Esc>");
    assert_eq!(session.state.focus, PaneId::Page, "back where it was");
}

#[test]
fn ranges_stand_in_a_table_that_is_ordered_filtered_and_left_for_the_text() {
    for (columns, rows) in [(80, 24), (120, 36), (40, 12)] {
        let mut session = sit(columns, rows);
        session.keys("gt");
        let screen = session.screen();
        assert!(screen.contains("310 km") && screen.contains("500 km"), "{screen}");
        assert_eq!(session.state.whole.ranges.rows.len(), 3);
    }
    let mut session = sit(120, 36);
    session.keys("gt");
    assert!(session.screen().contains("a retired US general"), "{}", session.screen());
    assert!(session.place_of("New paper").y < session.place_of("Old paper").y);
    let head = session.place_of("distance");
    session.mouse(MouseAction::Click, head.x, head.y);
    let first = session.state.whole.ranges.at(0).unwrap();
    assert_eq!(first.stated.metres(), Some(500_000));
    session.mouse(MouseAction::Click, head.x, head.y);
    assert_eq!(session.state.whole.ranges.at(2).unwrap().stated.metres(), Some(500_000));
    session.keys("/range:<lt>400km<Enter>");
    assert!(session.screen().contains("1 of 3"), "{}", session.screen());
    session.keys("<Enter>");
    assert_eq!(session.open(), Some("old.md"));
    let reader = session.state.reader.as_ref().unwrap();
    assert!(reader.landed.unwrap().of(reader.document.text()).contains("190 miles"));
}

#[test]
fn n_leads_from_the_ranges_of_a_document_to_those_of_the_next() {
    let mut session = sit(120, 36);
    session.keys("gt<Enter>");
    assert_eq!(session.open(), Some("new.md"));
    session.keys("n");
    assert_eq!(session.open(), Some("old.md"));
    session.keys("n");
    assert_eq!(session.open(), Some("other.md"));
    session.keys("n");
    assert!(session.foot().contains("last document found"), "{}", session.foot());
}

#[test]
fn what_the_filter_of_the_ranges_cannot_answer_is_told() {
    let mut session = sit(80, 24);
    session.keys("gt/is:unread");
    assert!(session.foot().contains("f in the list or s answers it."), "{}", session.foot());
    session.keys("<Esc>");
    assert_eq!(session.state.whole.ranges.filter, "");
}
