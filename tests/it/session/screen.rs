//! The screen: how many panes, the mouse, notices.

use briefbook::app::base::pane_id::PaneId;
use briefbook::protocol::{Event, MouseAction, Notice};
use briefbook::view::theme::Palette;
use ratatui::style::Color;

use super::list::three;
use crate::support::session::{Beginning, Session, paragraphs};

#[test]
fn a_narrow_screen_has_one_pane_a_wider_one_two_a_wide_one_three() {
    let mut session = three();
    session.keys("<Enter>t<Esc>t");
    let panes = |session: &Session| {
        let panes = session.state.geometry().unwrap();
        [panes.list, panes.page, panes.side].map(|pane| pane.is_some())
    };
    session.resize(120, 30);
    assert_eq!(panes(&session), [true, true, true]);
    session.resize(90, 30);
    assert_eq!(panes(&session).iter().filter(|shown| **shown).count(), 2);
    session.resize(60, 30);
    assert_eq!(panes(&session).iter().filter(|shown| **shown).count(), 1);
    assert!(session.state.geometry().unwrap().of(session.state.focus).is_some());
}

#[test]
fn on_a_narrow_screen_enter_goes_to_the_page_and_esc_back_to_the_list() {
    let mut session = three();
    session.resize(50, 20);
    assert!(session.screen().contains("Documents") && session.screen().contains("Bravo report"));
    session.keys("j<Enter>");
    assert!(session.screen().contains("Taurus in Bravo"), "{}", session.screen());
    assert!(!session.screen().contains("Charlie"), "{}", session.screen());
    session.keys("<Esc>");
    assert!(session.screen().contains("Charlie note"));
    assert_eq!(session.selected(), Some("b.md"));
}

#[test]
fn a_screen_too_small_says_so_and_everything_is_back_on_a_larger_one() {
    let mut session = three();
    let before = session.screen();
    session.resize(11, 2);
    assert_eq!(session.screen().lines().next(), Some("too small"));
    session.keys("jk<Space>");
    session.resize(0, 0);
    session.resize(120, 36);
    session.keys("gl");
    assert_eq!(session.screen().lines().count(), before.lines().count());
    assert!(session.screen().contains("Documents"));
}

#[test]
fn panes_are_walked_with_tab_and_named_keys() {
    let mut session = three();
    session.keys("<Tab>");
    assert_eq!(session.state.focus, PaneId::Page);
    session.keys("gl");
    assert_eq!(session.state.focus, PaneId::List);
    session.keys("gr");
    assert_eq!(session.state.focus, PaneId::Page);
    session.keys("h");
    assert_eq!(session.state.focus, PaneId::List);
    session.keys("l<S-Tab>");
    assert_eq!(session.state.focus, PaneId::List);
}

#[test]
fn the_wheel_scrolls_the_pane_under_it() {
    let mut session = three();
    let before = session.top();
    session.mouse(MouseAction::WheelDown, 80, 10);
    assert_ne!(session.top(), before);
    assert_eq!((session.selected(), session.state.focus), (Some("c.md"), PaneId::List));
    session.mouse(MouseAction::WheelUp, 80, 10);
    assert_eq!(session.top(), before);
    session.mouse(MouseAction::WheelDown, 5, 10);
    assert_eq!(session.selected(), Some("a.md"));
}

#[test]
fn a_click_selects_and_gives_the_focus() {
    let mut session = three();
    let row = session.place_of("Bravo report");
    session.mouse(MouseAction::Click, row.x, row.y);
    assert_eq!(session.selected(), Some("b.md"));
    session.mouse(MouseAction::Click, 80, 10);
    assert_eq!((session.state.focus, session.open()), (PaneId::Page, Some("b.md")));
    session.mouse(MouseAction::Click, 5, 30);
    session.mouse(MouseAction::Click, 500, 300);
    session.mouse(MouseAction::Click, 3, 35);
    assert!(!session.has_quit());
}

#[test]
fn a_passing_notice_goes_with_the_next_key_a_warning_with_esc() {
    let mut session = three();
    session.happen(Event::Notice(Notice::passing("It passes.")));
    assert!(session.foot().contains("It passes."));
    session.keys("j");
    assert!(!session.foot().contains("It passes."));
    session.happen(Event::Notice(Notice::warning("Look at line 3.")));
    session.keys("jk");
    assert!(session.foot().contains("! Look at line 3."), "{}", session.foot());
    session.keys("<Esc>");
    assert!(!session.foot().contains("Look") && !session.has_quit());
}

#[test]
fn a_failure_stays_until_a_save_succeeds() {
    let mut session = three();
    session.happen(Event::Notice(Notice::failure("Not kept: the disk is full.")));
    session.keys("jk<Esc><Enter>r");
    assert!(session.foot().contains("✗ Not kept: the disk is full."), "{}", session.foot());
    session.happen(Event::Notice(Notice::passing("It passes.")));
    session.keys("j");
    assert!(session.foot().contains("Not kept"), "{}", session.foot());
    session.happen(Event::Saved);
    assert!(!session.foot().contains("Not kept"));
}

#[test]
fn progress_is_shown_and_ends_at_a_hundred() {
    let mut session = Session::of(&[("text.txt", paragraphs("Text", 100))]);
    assert!(!session.screen().contains("100 %"));
    session.keys("G");
    assert!(session.screen().contains("100 %"));
    let session = Session::of(&[("short.txt", "Short\n\nAll of it.\n")]);
    assert!(session.screen().contains("100 %"));
}

#[test]
fn without_colours_every_cell_is_told_by_attributes_alone() {
    let mut session = three();
    session.keys("<Enter>/report<Enter>t");
    let screen = session.painted_with(Palette::Plain);
    let plain = |color: Color| color == Color::Reset;
    assert!(screen.content.iter().all(|cell| plain(cell.fg) && plain(cell.bg)));
    assert!(screen.content.iter().any(|cell| !cell.modifier.is_empty()));
}

#[test]
fn a_light_ground_is_a_light_palette_of_the_same_words() {
    let session = three();
    let dark: Vec<_> = session.painted().content.iter().map(|c| c.symbol().to_owned()).collect();
    for palette in [Palette::Light, Palette::Sixteen, Palette::Plain] {
        let other = session.painted_with(palette);
        let symbols: Vec<_> = other.content.iter().map(|c| c.symbol().to_owned()).collect();
        assert_eq!(symbols, dark, "{palette:?}");
    }
}

#[test]
fn a_damaged_document_says_so_in_list_page_and_about() {
    let cut = "{\\rtf1\\ansi Seven lorries stood on the quay.\\par And one".as_bytes();
    let mut session = Beginning::default().with(&[("a.rtf", cut), ("b.txt", b"Whole")]);
    let screen = session.screen();
    assert!(screen.contains("! Seven lorries") && screen.contains("damaged"), "{screen}");
    session.keys("<Enter>");
    assert!(session.screen().contains("! damaged · "), "{}", session.screen());
    session.keys("gi");
    let screen = session.screen();
    assert!(screen.contains("About this document") && screen.contains("text may be"), "{screen}");
}
