//! The documents over time: bars, gaps, scopes, and the way from a bar to its documents.

use briefbook::app::base::pane_id::PaneId;
use briefbook::library::TimeUnit;
use briefbook::protocol::MouseAction;

use crate::support::session::{Beginning, Session};

const PAPERS: [(&str, &str); 5] = [
    ("a.md", "---\ntitle: First\ndate: 2023-01-30\n---\n\nThe ATACMS has a range of 300 km.\n"),
    ("b.md", "---\ntitle: Second\ndate: 2023-01-31\n---\n\nThe Taurus missile was shown.\n"),
    ("c.md", "---\ntitle: Third\ndate: 2023-06-02\n---\n\nThe Taurus has a range of 500 km.\n"),
    ("d.md", "---\ntitle: Fourth\ndate: 2023\n---\n\nNothing of note.\n"),
    ("e.md", "Nobody says when this was written.\n"),
];

fn sit(columns: u16, rows: u16) -> Session {
    Beginning::default().size(columns, rows).with_facts().with(&PAPERS)
}

#[test]
fn bars_have_their_gaps_and_what_is_on_no_bar_is_told() {
    let mut session = sit(80, 24);
    session.keys("gy");
    let screen = session.screen();
    assert!(screen.contains("by month") && screen.contains("5 documents"), "{screen}");
    assert!(screen.contains("2 of 6 months with documents"), "{screen}");
    assert!(screen.contains("First 2023, last 2023-06-02"), "{screen}");
    assert!(screen.contains("1 document without a date"), "{screen}");
    assert!(screen.contains("1 document dated, but not by its month"), "{screen}");
    session.keys("h");
    assert!(session.screen().contains("2023-05: nothing"), "{}", session.screen());
    session.keys("<Enter>");
    assert!(session.foot().contains("No document is dated 2023-05"), "{}", session.foot());
    session.keys("gg");
    assert!(session.screen().contains("2023-01: 2 documents, 1 range stated"));
}

#[test]
fn enter_filters_the_list_to_the_chosen_time() {
    let mut session = sit(100, 24);
    session.keys("gyk<Enter>");
    assert_eq!(session.state.focus, PaneId::List);
    assert_eq!(session.state.list.filter_words(), "date:2023-01");
    assert_eq!(session.rows(), ["b.md", "a.md"]);
    // From the filtered list, its documents only; Esc leads to all.
    session.keys("gy");
    assert!(session.screen().contains("Timeline of “date:2023-01”"), "{}", session.screen());
    assert_eq!(session.state.whole.timeline.buckets.as_ref().unwrap().unit, TimeUnit::Day);
    session.keys("<Esc>");
    assert!(session.screen().contains("Timeline of the library"), "{}", session.screen());
    session.keys("<Esc>");
    assert_eq!(session.state.focus, PaneId::List);
}

#[test]
fn zooming_keeps_the_chosen_time() {
    let mut session = sit(100, 24);
    session.keys("gygg+");
    assert!(session.screen().contains("2023-01-30: 1 document"), "{}", session.screen());
    session.keys("+");
    assert!(session.foot().contains("days already"), "{}", session.foot());
    session.keys("l-");
    assert!(session.screen().contains("2023-01: 2 documents"), "{}", session.screen());
    session.keys("-");
    assert!(session.screen().contains("2023: 4 documents"), "{}", session.screen());
    session.keys("+");
    assert!(session.screen().contains("2023-01: 2 documents"), "{}", session.screen());
}

#[test]
fn a_weapon_has_its_own_timeline_with_its_own_ranges() {
    let mut session = sit(120, 30);
    session.keys("gF/taurus<Enter>gy");
    let screen = session.screen();
    assert!(screen.contains("Timeline of “weapon:"), "{screen}");
    assert!(screen.contains("2 documents"), "{screen}");
    assert!(screen.contains("2023-06: 1 document, 1 range stated"), "{screen}");
    session.keys("k");
    assert!(session.screen().contains("2023-01: 1 document"), "{}", session.screen());
    session.keys("/is:unread");
    assert!(session.foot().contains("is:"), "{}", session.foot());
    session.keys("<C-u>atacms<Enter>");
    assert!(session.screen().contains("Timeline of “atacms”"), "{}", session.screen());
}

#[test]
fn a_click_chooses_a_bar_and_another_opens_it() {
    let mut session = sit(100, 24);
    session.keys("gy");
    let place = session.place_of("┬");
    session.mouse(MouseAction::Click, place.x, place.y);
    assert!(session.screen().contains("2023-01: 2 documents"), "{}", session.screen());
    session.mouse(MouseAction::Click, place.x, place.y - 1);
    assert_eq!(session.state.list.filter_words(), "date:2023-01");
}

#[test]
fn no_screen_is_too_small_and_no_library_too_empty() {
    let none: [(&str, &str); 0] = [];
    for (columns, rows) in [(20, 5), (12, 3), (1, 1), (200, 50), (41, 7)] {
        let mut session = sit(columns, rows);
        session.keys("gyhl+-gg$<C-d>");
        let _ = session.painted();
        let mut empty = Beginning::default().size(columns, rows).with(&none);
        empty.keys("gyhl+-<Enter>");
        let _ = empty.painted();
    }
    let mut undated = Beginning::default().size(80, 24).with(&[PAPERS[4]]);
    undated.keys("gy");
    let screen = undated.screen();
    assert!(screen.contains("1 document without a date, and none with one"), "{screen}");
}
