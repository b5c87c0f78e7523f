//! Places: positions that are kept, letter marks, jumps back and forth, what is remembered.

use briefbook::protocol::{Event, Memo};

use super::list::three;
use crate::support::session::{Beginning, Session, paragraphs};

fn offset(session: &Session) -> usize {
    session.state.reader.as_ref().unwrap().position()
}

#[test]
fn every_document_is_found_where_it_was_left() {
    let mut session = three();
    session.keys("<Enter>50%");
    let (place, top) = (offset(&session), session.top());
    assert!(place > 0);
    session.keys("JJ");
    assert_eq!((session.open(), offset(&session)), (Some("a.md"), 0));
    session.keys("2K");
    assert_eq!((session.open(), offset(&session)), (Some("c.md"), place));
    assert_eq!(session.top(), top);
}

#[test]
fn sizes_and_measures_come_and_go_and_the_place_stays() {
    let long = (1..400).map(|n| format!("word{n} ")).collect::<String>();
    let mut session = Session::of(&[("long.txt", format!("Long\n\n{long}\n\n{long}"))]);
    session.keys("12j");
    let (place, top) = (offset(&session), session.top());
    for (columns, rows) in [(40, 10), (200, 50), (13, 4), (0, 0), (1, 1), (90, 24), (120, 36)] {
        session.resize(columns, rows);
        assert_eq!(offset(&session), place, "{columns}x{rows}");
    }
    session.keys("z-z-z-z+z+z+zjzjzhzh");
    assert_eq!((offset(&session), session.top()), (place, top));
}

#[test]
fn quitting_keeps_the_place_and_so_does_the_system_ending_us() {
    for end in ["Q", "<C-c>", "qq"] {
        let mut session = three();
        session.keys("<Enter>10j");
        let offset = offset(&session);
        session.keys(end);
        assert!(session.has_quit(), "{end}");
        let kept = |memo: &&Memo| {
            matches!(memo, Memo::Position { path, place, .. }
                if path == "c.md" && place.offset == offset && !place.words.is_empty())
        };
        assert!(session.memos().iter().any(kept), "{end}: {:?}", session.memos());
    }
    let mut session = three();
    session.keys("<Enter>10j");
    session.happen(Event::Terminate);
    assert!(session.has_quit());
    assert!(matches!(session.memos().last(), Some(Memo::Position { .. })));
}

#[test]
fn a_document_that_was_only_looked_at_leaves_no_trace() {
    let mut session = three();
    session.keys("jjkkjQ");
    assert_eq!(session.memos(), [] as [&Memo; 0]);
}

#[test]
fn a_letter_marks_a_place_across_documents() {
    let mut session = three();
    session.keys("<Enter>20jma");
    let place = offset(&session);
    assert!(session.foot().contains("'a leads back here"), "{}", session.foot());
    session.keys("JGG'a");
    assert_eq!((session.open(), offset(&session)), (Some("c.md"), place));
    let kept = |memo: &&Memo| {
        matches!(memo, Memo::Mark { letter: 'a', path, place: marked, .. }
            if path == "c.md" && marked.offset == place)
    };
    assert!(session.memos().iter().any(kept));
    session.keys("'b");
    assert!(session.foot().contains("Nothing is marked with b."));
}

#[test]
fn jumps_lead_back_and_forth_within_a_document() {
    let mut session = three();
    session.keys("<Enter>5j");
    let before = offset(&session);
    session.keys("G");
    let end = offset(&session);
    session.keys("<C-o>");
    assert_eq!(offset(&session), before);
    session.keys("L");
    assert_eq!(offset(&session), end);
    session.keys("''");
    assert_eq!(offset(&session), before);
    session.keys("''");
    assert_eq!(offset(&session), end);
}

#[test]
fn jumps_lead_back_and_forth_across_documents() {
    let mut session = three();
    session.keys("<Enter>7j");
    let before = offset(&session);
    session.keys("<C-p>alpha<Enter>");
    assert_eq!(session.open(), Some("a.md"));
    session.keys("H");
    assert_eq!((session.open(), offset(&session)), (Some("c.md"), before));
    session.keys("L");
    assert_eq!(session.open(), Some("a.md"));
    session.keys("HHHHHH");
    assert!(session.foot().contains("No other place has been visited."));
}

#[test]
fn the_document_and_place_of_the_last_time_come_back() {
    let none: [(&str, &str); 0] = [];
    let mut session = Beginning::default().with(&none);
    session.write("a.txt", &paragraphs("Alpha", 60)).write("b.txt", &paragraphs("Bravo", 60));
    let offset = paragraphs("Alpha", 60).find("paragraph 30").unwrap();
    session.state.journey.left.insert("a.txt".into(), offset.into());
    session.state.journey.resume = Some("a.txt".into());
    session.state.journey.read.insert("b.txt".into());
    session.keys("R");
    assert_eq!(session.open(), Some("a.txt"));
    assert!(session.top().contains("paragraph 30"), "{}", session.top());
    assert_eq!(session.unread(), ["a.txt"]);
}

#[test]
fn a_place_beyond_the_end_of_a_shortened_document_is_its_end() {
    let none: [(&str, &str); 0] = [];
    let mut session = Beginning::default().with(&none);
    session.write("a.txt", "Short\n\nNow – é – shorter.\n");
    session.state.journey.left.insert("a.txt".into(), usize::MAX.into());
    session.keys("R");
    assert_eq!(session.open(), Some("a.txt"));
    assert!(session.screen().contains("shorter."));
    session.state.journey.left.insert("a.txt".into(), 14.into());
    session.keys("R<Esc>");
}
