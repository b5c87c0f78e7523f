//! The places of the library on a map and as a list: what is located, what is not, distances, rings.

use briefbook::app::base::pane_id::PaneId;
use briefbook::protocol::MouseAction;

use crate::support::session::{Beginning, Session};

const PAPERS: [(&str, &str); 4] = [
    (
        "a.md",
        "---\ntitle: First\n---\n\nRussian missiles hit Kharkiv and Odesa in Ukraine. The ATACMS has a \
         range of 300 km.\n",
    ),
    ("b.md", "---\ntitle: Second\n---\n\nUkraine said that Kharkiv and Dnipro were hit again.\n"),
    ("c.md", "---\ntitle: Third\n---\n\nA plant in Springfield, Ohio, makes shells.\n"),
    ("d.md", "---\ntitle: Fourth\n---\n\nOfficials met in Tripoli and near the Black Sea.\n"),
];

fn sit(columns: u16, rows: u16) -> Session {
    Beginning::default().size(columns, rows).with_facts().with(&PAPERS)
}

#[test]
fn places_stand_on_the_map_and_in_the_list_and_what_is_not_known_is_told() {
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        let mut session = sit(columns, rows);
        session.keys("gm");
        let screen = session.screen();
        assert!(screen.contains("Map of the library"), "{screen}");
        assert!(
            screen.contains("◉") && screen.contains('⣀'),
            "coasts and the chosen place: {screen}"
        );
        assert!(screen.contains("● Kharkiv, "), "{screen}");
        session.keys("G");
        let screen = session.screen();
        assert!(screen.contains("not in the gazetteer"), "{screen}");
        session.keys("/tripoli<Enter>");
        let screen = session.screen();
        assert!(screen.contains("? Tripoli: one of "), "{screen}");
    }
}

#[test]
fn what_is_told_of_a_place_goes_on_in_a_line_that_is_left_over() {
    let mut session = sit(80, 24);
    session.keys("gm/tripoli<Enter>");
    let screen = session.screen();
    assert!(screen.contains("is meant is not said)"), "{screen}");
    assert!(screen.contains("from top to bottom"), "nothing else gives way: {screen}");
}

#[test]
fn distances_are_told_from_a_place_and_a_ring_says_what_lies_inside() {
    let mut session = sit(120, 36);
    session.keys("gmD");
    assert!(session.foot().contains("Choose a place and press c first"), "{}", session.foot());
    session.keys("/kharkiv<Enter>c/<C-u><Enter>");
    let screen = session.screen();
    assert!(screen.contains("◎ Kharkiv, "), "{screen}");
    assert!(screen.contains("Distances from Kharkiv"), "{screen}");
    let order = ["Dnipro, ", "Odesa, ", "Springfield, "].map(|name| session.place_of(name).y);
    assert!(order.is_sorted(), "the nearest first: {screen}");
    session.keys("D250km<Enter>");
    let screen = session.screen();
    assert!(screen.contains(" places within 250 km of Kharkiv (“250km”)"), "{screen}");
    assert!(screen.contains("2 of "), "Kharkiv and Dnipro: {screen}");
    session.keys("D<C-u>far<Enter>");
    assert!(session.foot().contains("is no distance"), "{}", session.foot());
    session.keys("<Esc><Esc>");
    assert!(session.screen().contains("Distances from Kharkiv"), "out of the ring");
}

#[test]
fn a_range_of_the_table_becomes_a_ring() {
    let mut session = sit(120, 36);
    session.keys("gm/kharkiv<Enter>cw");
    assert_eq!(session.state.focus, PaneId::Ranges);
    session.keys("gm");
    assert_eq!(session.state.focus, PaneId::Map);
    let screen = session.screen();
    assert!(screen.contains("within 300 km of Kharkiv (“300 km, "), "{screen}");
}

#[test]
fn enter_leads_to_the_passages_and_a_click_selects() {
    let mut session = sit(120, 36);
    session.keys("gm/dnipro<Enter><Enter>");
    assert_eq!(session.state.focus, PaneId::Search);
    assert!(session.screen().contains("Second"), "{}", session.screen());
    let mut session = sit(120, 36);
    session.keys("gm");
    let place = session.place_of("Odesa, ");
    session.mouse(MouseAction::Click, place.x, place.y);
    assert!(session.screen().contains("“Odesa” in 1 document"), "{}", session.screen());
    session.mouse(MouseAction::Click, place.x, place.y);
    assert_eq!(session.state.focus, PaneId::Search, "a second click opens it");
}

#[test]
fn the_map_moves_zooms_and_changes_its_dots_without_end() {
    for (columns, rows) in [(20, 5), (12, 3), (1, 1), (80, 24), (97, 13), (300, 9)] {
        let mut session = sit(columns, rows);
        session.keys("gm99+99-9h9l99K99JvGcvD5000km<Enter>vgg99+w<Esc>gm0");
        let _ = session.painted();
    }
    let mut session = sit(80, 24);
    session.keys("gmvv");
    let screen = session.screen();
    assert!(screen.contains('#') && !screen.contains('⣀'), "{screen}");
    let none: [(&str, &str); 0] = [];
    let mut empty = Beginning::default().size(80, 24).with(&none);
    empty.keys("gmcd<Enter>");
    let _ = empty.painted();
}
