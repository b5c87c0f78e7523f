//! Finding words: in the page, in the list, over line breaks, round the ends.

use briefbook::protocol::Event;

use super::list::three;
use crate::support::session::{Beginning, Session, paragraphs};

fn fourteen() -> Session {
    let line = |n: usize| match n % 5 {
        0 => format!("Line {n} names ATACMS.\n\n"),
        _ => format!("Line {n} names nothing of note.\n\n"),
    };
    let text: String = (1..=70).map(line).collect();
    Session::of(&[("finds.txt", format!("Finds\n\n{text}"))])
}

fn count(session: &Session) -> String {
    session.state.match_count()
}

#[test]
fn matches_are_shown_and_counted_while_typing() {
    let mut session = fourteen();
    session.keys("/ATAC");
    assert_eq!(count(&session), "1/14");
    assert!(session.foot().contains("/ATAC") && session.foot().contains("1/14"));
    assert!(session.screen().contains("Line 5 names ATACMS"));
    session.keys("MS<Enter>nnn");
    assert_eq!(count(&session), "4/14");
    assert!(session.foot().contains("4/14"));
    assert!(session.screen().contains("Line 20 names ATACMS"));
    session.keys("2N");
    assert_eq!(count(&session), "2/14");
}

#[test]
fn the_match_one_stands_on_looks_different_from_the_others() {
    let mut session = fourteen();
    session.keys("/atacms<Enter>");
    let screen = session.painted();
    let styles: Vec<_> = ["ATACMS.", "names ATACMS."].map(|words| session.style_of(words)).into();
    assert_ne!(styles[0], styles[1]);
    let second = session.place_of("Line 10 names");
    let second = &screen[(second.x + 14, second.y)];
    assert_eq!(second.symbol(), "A");
    assert_ne!(second.style(), styles[0]);
    assert_ne!(second.style(), styles[1]);
}

#[test]
fn capitals_count_only_if_typed() {
    let mut session = Session::of(&[("case.txt", "Case\n\nTaurus taurus TAURUS Tau\n")]);
    session.keys("/taurus");
    assert_eq!(count(&session), "1/3");
    session.keys("<C-u>Taurus");
    assert_eq!(count(&session), "1/1");
}

#[test]
fn words_are_found_over_line_breaks_and_hyphens() {
    let text = "Title\n\nThe long-range mis-\nsile was fired from a mobile\nlauncher at dawn.\n";
    let mut session = Session::of(&[("wrapped.txt", text)]);
    for words in ["missile", "mobile launcher", "a mobile launcher at", "range missile was"] {
        session.keys(&format!("/{words}"));
        assert_eq!(count(&session), "1/1", "{words}");
        session.keys("<Esc>");
    }
}

#[test]
fn the_search_goes_round_the_ends_and_says_so() {
    let mut session = fourteen();
    session.keys("/ATACMS<Enter>N");
    assert_eq!(count(&session), "14/14");
    assert!(session.foot().contains("on from the end"), "{}", session.foot());
    session.keys("n");
    assert_eq!(count(&session), "1/14");
    assert!(session.foot().contains("on from the top"), "{}", session.foot());
}

#[test]
fn esc_goes_back_to_where_the_search_began() {
    let mut session = fourteen();
    session.keys("30%");
    let before = session.top();
    session.keys("/Line 65");
    assert_ne!(session.top(), before);
    session.keys("<Esc>");
    assert_eq!(session.top(), before);
    assert_eq!(count(&session), "");
}

#[test]
fn esc_after_a_search_takes_its_marks_away_and_stays() {
    let mut session = fourteen();
    session.keys("/Line 65<Enter>");
    let there = session.top();
    session.keys("<Esc>");
    assert_eq!((session.top(), count(&session)), (there, String::new()));
    assert!(!session.has_quit());
    session.keys("''");
    assert!(session.top().contains("Finds"), "back to where the search began: {}", session.top());
}

#[test]
fn words_that_do_not_occur_leave_the_page_where_it_is() {
    let mut session = fourteen();
    session.keys("10j");
    let before = session.top();
    session.keys("/zeppelin");
    assert_eq!((count(&session).as_str(), session.top()), ("0/0", before.clone()));
    session.keys("<Enter>");
    assert!(session.foot().contains("“zeppelin” does not occur"), "{}", session.foot());
    session.keys("nN");
    assert_eq!(session.top(), before);
    assert!(session.foot().contains("No match."));
}

#[test]
fn an_empty_search_changes_nothing() {
    let mut session = fourteen();
    session.keys("5j");
    let before = session.top();
    session.keys("/<Enter>");
    assert_eq!(session.top(), before);
    session.keys("/a<Backspace><Backspace>");
    assert!(session.state.prompt().is_none());
    assert_eq!(session.top(), before);
}

#[test]
fn arrows_walk_the_matches_while_typing() {
    let mut session = fourteen();
    session.keys("/ATACMS<Down><Down>");
    assert_eq!(count(&session), "3/14");
    session.keys("<Up>");
    assert_eq!(count(&session), "2/14");
    assert!(session.state.prompt().is_some());
}

#[test]
fn rows_of_the_list_are_found_too() {
    let mut session = three();
    session.keys("/report");
    assert_eq!((session.selected(), count(&session).as_str()), (Some("b.md"), "1/2"));
    session.keys("<Enter>n");
    assert_eq!((session.selected(), session.open()), (Some("a.md"), Some("a.md")));
    session.keys("n");
    assert_eq!(session.selected(), Some("b.md"));
    session.keys("gg/report<Esc>");
    assert_eq!(session.selected(), Some("c.md"));
    session.keys("/zzz<Enter>n");
    assert!(session.foot().contains("No document in the list matches."), "{}", session.foot());
}

#[test]
fn a_text_too_long_to_search_between_two_frames_is_searched_outside() {
    let text = format!("Long\n\n{}needle\n", "hay and straw in stacks\n\n".repeat(100_000));
    let mut session = Beginning::default().with(&[("hay.txt", text)]);
    session.keys("/needle<Enter>");
    assert_eq!(count(&session), "1/1");
    assert!(session.screen().contains("needle"));
}

#[test]
fn a_search_survives_the_arrival_of_the_rest_of_the_text() {
    let text = paragraphs("Head", 100);
    let mut session = Beginning::default().slow_disk().with(&[("head.txt", &text)]);
    session.deliver("head.txt", Some(800));
    session.keys("/paragraph<Enter>n");
    let before: usize = count(&session).split_once('/').unwrap().1.parse().unwrap();
    session.deliver("head.txt", None);
    let after: usize = count(&session).split_once('/').unwrap().1.parse().unwrap();
    assert!(before < after && after == 100, "{before} {after}");
}

#[test]
fn the_first_match_of_a_long_document_is_shown_before_all_are_counted() {
    let words = "Nothing is said of it here.\n\n".repeat(38_000);
    let text = format!("Long\n\n{words}The Taurus is named.\n\n{words}A Taurus again.\n");
    let mut session = Beginning::default().slow_disk().with(&[("long.txt", text)]);
    session.keys("<Enter>").deliver("long.txt", None);
    session.keys("/taurus");
    assert!(session.screen().contains("The Taurus is named."), "{}", session.screen());
    assert!(session.foot().contains("searching …"), "{}", session.foot());
    let here = session.style_of("Taurus is");
    let (entry, find) = (session.entry("long.txt"), session.state.reader.as_ref().unwrap());
    let pattern = find.find.as_ref().unwrap().highlight.clone().unwrap();
    let hits: Vec<_> = pattern.hits(find.document.text()).collect();
    session.happen(Event::Hits { entry, query: "taurus".into(), hits });
    assert_eq!((count(&session), session.style_of("Taurus is")), ("1/2".into(), here));
    assert!(session.screen().contains("The Taurus is named."));
}

#[test]
fn words_are_found_in_every_script() {
    let text = "Seen\n\nThành phố Đà Lạt. Die Straße. ΛΌΓΟΣ. 탄도미사일을. ｶﾞｽ. \u{627}\u{644}\u{652}\u{642}.\n";
    let mut session = Session::of(&[("scripts.txt", text)]);
    for words in ["thanh pho da lat", "strasse", "λογος", "미사일", "ガス", "الق"] {
        session.keys(&format!("/{words}"));
        assert_eq!(count(&session), "1/1", "{words}");
        session.keys("<Esc>");
    }
}
