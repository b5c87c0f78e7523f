//! Passages that are in doubt: what is offered, what stays of the words that were marked, and how both
//! are shown.

use briefbook::bookmarks::{Format, export};
use briefbook::protocol::{BookmarkReport, Event};
use ratatui::style::{Modifier, Style};

use super::bookmarks::{ALPHA, Desk};
use crate::support::session::Session;

const MARKED: &str = "Its makers say the rocket flies up to 300 km.";
const REWRITTEN: &str = "Its makers now say that the rocket flies at least 450 km.";

/// A desk whose marked paragraph has become this, and a sitting at it.
fn changed(to: &str) -> (Desk, Session) {
    let desk = Desk::new();
    desk.sit(&["alpha.txt"]).keys("3Ga<Enter>");
    desk.write("alpha.txt", &ALPHA.replace(MARKED, to));
    let session = desk.sit(&["alpha.txt"]);
    (desk, session)
}

#[test]
fn the_first_words_stay_when_another_place_is_accepted_and_are_exported() {
    let (desk, mut session) = changed(REWRITTEN);
    session.keys("gRa");
    let mark = desk.marks().remove(0);
    assert_eq!((mark.anchor.quote.as_str(), mark.first_words()), (REWRITTEN, Some(MARKED)));
    for (_, format) in Format::ALL {
        let written = export(format, std::slice::from_ref(&mark));
        assert!(written.to_lowercase().contains("was"), "{written}");
        assert!(written.contains("flies up to 300 km"), "{written}");
    }
    session.keys("gR");
    let screen = session.screen();
    assert!(screen.contains("re-anchored") && screen.contains("was: “Its makers"), "{screen}");
    // Another change of the same passage does not take the place of the first words.
    desk.write("alpha.txt", &ALPHA.replace(MARKED, &REWRITTEN.replace("now say that", "said")));
    desk.sit(&["alpha.txt"]).keys("gRa");
    let mark = desk.marks().remove(0);
    assert!(mark.anchor.quote.contains("said"), "{}", mark.anchor.quote);
    assert_eq!(mark.first_words(), Some(MARKED));
}

#[test]
fn what_is_accepted_is_taken_back_on_another_day() {
    let (desk, mut session) = changed(REWRITTEN);
    session.keys("gRa");
    desk.sit(&["alpha.txt"]).keys("u");
    let mark = desk.marks().remove(0);
    assert_eq!((mark.anchor.quote.as_str(), mark.first_words()), (MARKED, None));
}

#[test]
fn where_nothing_like_it_is_left_nothing_is_offered_and_nothing_can_be_accepted() {
    for left in ["", "Weather: rain in the north.", "Announced."] {
        let (desk, mut session) = changed(left);
        session.keys("gR");
        let screen = session.screen();
        assert!(screen.contains("Nothing like it is left"), "{left:?}: {screen}");
        assert!(!screen.contains("% alike"), "{screen}");
        session.keys("a");
        assert!(session.foot().contains("no place to accept"), "{}", session.foot());
        assert_eq!(desk.marks()[0].anchor.quote, MARKED);
    }
}

#[test]
fn old_and_new_stand_side_by_side_or_one_above_the_other_with_the_differences_marked() {
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        let (_desk, mut session) = changed(REWRITTEN);
        session.resize(columns, rows).keys("gR");
        let screen = session.screen();
        let (old, new) = (session.place_of("As it was marked"), session.place_of("Now, perhaps"));
        assert_eq!(old.y == new.y, columns >= 100, "{screen}");
        assert!(screen.contains("300") && screen.contains("450"), "{screen}");
        // Words of the comparison, not of the row above it.
        let style = |word: &str| style_below(&session, old.y, word);
        assert!(style("300").add_modifier.contains(Modifier::CROSSED_OUT), "{screen}");
        let (marked, same) = (style("450"), style("rocket"));
        assert_ne!((marked.bg, marked.add_modifier), (same.bg, same.add_modifier), "{screen}");
        assert!(!same.add_modifier.contains(Modifier::CROSSED_OUT), "{screen}");
    }
}

/// The style of a word below a line of the screen.
fn style_below(session: &Session, line: u16, word: &str) -> Style {
    let buffer = session.painted();
    let width = usize::from(buffer.area.width);
    let cells = &buffer.content[width * usize::from(line)..];
    let text: Vec<&str> = cells.iter().map(|cell| cell.symbol()).collect();
    let at =
        (0..text.len()).find(|at| text[*at..text.len().min(at + 12)].concat().starts_with(word));
    cells[at.unwrap_or_else(|| panic!("no {word} below line {line}"))].style()
}

#[test]
fn the_chosen_bookmark_is_shown_whole_where_lines_are_free() {
    let long = "A sentence about the launcher that was shown in spring and seen again in autumn. ";
    let text = format!("Long\n\n{}END of it.\n\nAnother paragraph.\n", long.repeat(6));
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        let desk = Desk::new();
        desk.write("long.txt", &text);
        let mut session = desk.sit(&["long.txt"]);
        session.resize(columns, rows).keys("2Ga<Enter>3Ga<Enter>gb");
        assert!(session.screen().contains("END of it.”"), "{}", session.screen());
        session.keys("j");
        assert!(!session.screen().contains("END of it."), "only the chosen one");
    }
}

#[test]
fn the_file_for_an_export_is_proposed_with_its_whole_path_and_nothing_is_written_of_nothing() {
    let desk = Desk::new();
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("gbX");
    assert!(session.foot().contains("nothing here to be written"), "{}", session.foot());
    session.state.bookmarks.export_to = desk.path("out.md").into();
    session.keys("q2Ga<Enter>gbX");
    assert!(session.foot().contains(&desk.path("out.md")), "{}", session.foot());
    session.keys("<Enter>");
    assert!(std::fs::read_to_string(desk.path("out.md")).unwrap().contains("first launcher"));
}

#[test]
fn the_outline_marks_the_heading_that_holds_the_first_line() {
    let part = |name: &str| format!("## {name}\n\n{}", "Words of a paragraph.\n\n".repeat(30));
    let text = format!("# Title\n\n{}{}{}", part("First"), part("Second"), part("Third"));
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        let mut session = Session::of(&[("parts.md", text.as_str())]);
        session.resize(columns, rows).keys("tjj<Enter>");
        let marked = |session: &Session| {
            let screen = session.screen();
            let line = screen.lines().find(|line| line.contains('▸') && !line.starts_with('▸'));
            line.unwrap_or_default().to_owned()
        };
        assert_eq!(session.top(), "Second");
        assert!(marked(&session).contains("▸   Second"), "{}", session.screen());
        session.keys("k");
        assert!(marked(&session).contains("▸   First"), "{}", session.screen());
    }
}

#[test]
fn the_end_of_the_open_file_is_told_and_a_count_stays_with_the_page() {
    let desk = Desk::new();
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("/the<Enter>");
    assert!(session.foot().ends_with("1/2") || session.foot().contains("1/"), "{}", session.foot());
    session.keys("gf");
    assert!(!session.foot().contains("1/"), "{}", session.foot());
    session.happen(Event::Gone(vec![desk.path("alpha.txt").into()]));
    assert!(session.foot().contains("The file is gone"), "{}", session.foot());
    assert!(session.screen().contains("Its makers"), "its text stays");
}

/// A text long enough that one sentence more or less is a small part of it.
const LONG: &str = "Long report\n\nThe first launcher was shown in spring on a square of the city.\n\n\
    Its makers say that the rocket flies up to 300 km with the lighter of its warheads.\n\n\
    Nobody outside the company has seen a test, and none is announced for this year.\n\n\
    The ministry declined to comment on the budget, the dates and the name of the base.\n\n\
    Two neighbours asked for talks about it and have not had an answer from anybody.\n";

/// A desk whose document is marked in its third paragraph, then becomes `text` under another name.
fn moved_away(text: &str) -> Desk {
    let desk = Desk::new();
    desk.write("long.txt", LONG);
    desk.sit(&["long.txt"]).keys("3Ga<Enter>");
    std::fs::remove_file(desk.path("long.txt")).unwrap();
    desk.write("renamed.txt", text);
    desk
}

#[test]
fn a_bookmark_follows_a_document_that_was_edited_and_renamed_at_once() {
    let desk = moved_away(&LONG.replace("Two neighbours asked", "A neighbour asked"));
    let mut session = desk.sit(&["alpha.txt", "renamed.txt"]);
    session.keys("gR");
    assert!(session.screen().contains("renamed.txt: 1 of"), "{}", session.screen());
    desk.sit(&["renamed.txt"]);
    let mark = desk.marks().remove(0);
    assert_eq!(mark.anchor.document.path.0.to_str(), Some(desk.path("renamed.txt").as_str()));
    assert!(!mark.needs_review() && mark.first_words().is_none(), "{mark:?}");
    let mut session = desk.sit(&["renamed.txt"]);
    session.keys("]b");
    assert!(!session.foot().contains("No bookmark"), "{}", session.foot());
    session.keys("gR");
    let screen = session.screen();
    assert!(screen.contains("Nothing to review: every passage was found."), "{screen}");
}

#[test]
fn a_bookmark_of_another_title_day_or_passage_is_lost_until_a_person_says_where_it_is() {
    for text in [
        LONG.replace("Long report", "Another report"),
        LONG.replace("the rocket flies up to 300 km with", "the rocket flies up to 450 km with"),
    ] {
        let desk = moved_away(&text);
        let mut session = desk.sit(&["renamed.txt"]);
        assert!(session.foot().contains("1 bookmark is to be reviewed"), "{}", session.foot());
        let known = desk.marks().remove(0);
        assert_eq!(known.anchor.document.path.0.to_str(), Some(desk.path("long.txt").as_str()));
        session.resize(200, 50).keys("gR");
        let screen = session.screen();
        assert!(screen.contains("renamed.txt: 1 of"), "{screen}");
        session.keys("a");
        let mark = desk.marks().remove(0);
        assert_eq!(mark.anchor.document.path.0.to_str(), Some(desk.path("renamed.txt").as_str()));
        assert!(!mark.needs_review(), "{mark:?}");
    }
}

#[test]
fn a_passage_whose_document_is_gone_is_reviewed_and_comes_back_with_its_document() {
    let desk = Desk::new();
    desk.write("long.txt", LONG);
    desk.sit(&["long.txt"]).keys("3Ga<Enter>");
    std::fs::remove_file(desk.path("long.txt")).unwrap();
    desk.write("alpha.txt", "Weather\n\nRain in the north.\n");
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("gR");
    let screen = session.screen();
    assert!(screen.contains("orphan") && screen.contains("cannot be read"), "{screen}");
    assert!(!screen.contains("Nothing to review"), "{screen}");
    session.keys("=");
    let screen = session.screen();
    assert!(screen.contains("found, or left as it is by you"), "{screen}");
    // It comes back, and so does the bookmark, without being opened.
    desk.write("long.txt", LONG);
    desk.sit(&["alpha.txt"]).keys("gb");
    assert_eq!(desk.marks()[0].state, None);
}

#[test]
fn an_edit_of_a_document_that_is_not_open_is_seen_by_the_review() {
    let desk = Desk::new();
    desk.sit(&["alpha.txt"]).keys("3Ga<Enter>");
    desk.write("beta.txt", "Beta\n\nAnother document.\n");
    desk.write("alpha.txt", &ALPHA.replace(MARKED, REWRITTEN));
    let mut session = desk.sit(&["beta.txt"]);
    session.keys("gR");
    let screen = session.screen();
    assert!(screen.contains("As it was marked") && screen.contains("450 km"), "{screen}");
}

#[test]
fn what_is_lost_is_reviewed_where_nothing_is_written_and_not_called_found_where_nothing_could_be_read()
 {
    let desk = moved_away("Quite other things stand here.\n");
    let mut session = desk.sit(&["alpha.txt"]);
    session.state.read_only = Some("asked not to write.".into());
    session.keys("gR");
    assert!(session.screen().contains("orphan"), "{}", session.screen());
    assert_eq!(desk.marks()[0].state, None, "nothing is written");
    let mut session = Desk::new().sit(&["alpha.txt"]);
    session.keys("3Ga<Enter>gR");
    let failed = BookmarkReport::Checked(Err("Not every bookmark was looked for.".into()));
    session.happen(Event::Bookmarks(failed));
    assert!(session.screen().contains("Not every document could be"), "{}", session.screen());
}
