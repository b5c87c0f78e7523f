//! Searching the library: what is typed, what is found, where Enter leads and how `n` goes on.

use briefbook::app::base::pane_id::PaneId;
use briefbook::protocol::{
    Effect, Event, Memo, MouseAction, Progress, SavedSearch, SearchReport, SearchRequest,
};

use super::bookmarks::Desk;
use crate::support::session::{Beginning, Session};

const ONE: &str = "---\ntitle: Alpha paper\ndate: 2023-07-22\nsource: Reuters\n---\n\n\
    The Taurus flies 500 km.\n\nNobody has seen a Taurus fly so far.\n";
const TWO: &str = "Beta paper\n\n15 March 2024\n\nThe ministry declined. A Taurus is expected.\n";
const THREE: &str = "Gamma paper\n\nNothing about missiles here, only cruise ships.\n";

fn sit() -> Session {
    Session::of(&[("one.md", ONE), ("two.txt", TWO), ("three.txt", THREE)])
}

/// The last request for a search.
fn asked(session: &Session) -> Option<&SearchRequest> {
    session.effects.iter().rev().find_map(|effect| match effect {
        Effect::Search(request) => Some(request),
        _ => None,
    })
}

#[test]
fn results_come_as_one_types_and_the_words_are_marked() {
    let mut session = sit();
    session.keys("staur");
    let screen = session.screen();
    assert!(screen.contains("› taur") && screen.contains("2 documents"), "{screen}");
    assert!(screen.contains("Alpha paper") && screen.contains("2023-07-22 · 2 passages · Reuters"));
    assert!(screen.contains("The Taurus flies 500 km."), "{screen}");
    let marked = session.style_of("Taurus flies");
    assert_ne!(marked, session.style_of("flies 500"), "the words are marked");
    session.keys("x");
    assert!(session.screen().contains("No document has all of this."), "{}", session.screen());
}

#[test]
fn enter_goes_to_the_passage_and_n_goes_on_into_the_next_document() {
    let mut session = sit();
    session.keys("staurus<Enter>");
    assert_eq!(session.state.focus, PaneId::Page);
    let first = session.open().unwrap().to_owned();
    let other = if first == "one.md" { "two.txt" } else { "one.md" };
    assert!(session.screen().contains("1/"), "{}", session.screen());
    let hits = if first == "one.md" { 2 } else { 1 };
    session.keys(&"n".repeat(hits));
    assert_eq!(session.open(), Some(other));
    assert!(session.foot().starts_with("On to document 2 of 2:"), "{}", session.foot());
    session.keys("N");
    assert_eq!(session.open(), Some(first.as_str()));
    assert!(session.screen().contains("document 1/2") || session.foot().contains("1 of 2"));
    session.keys("nnnn");
    assert!(session.foot().contains("last document found"), "{}", session.foot());
}

#[test]
fn documents_beyond_the_best_are_not_left_out_silently() {
    let mut session = sit();
    session.keys("staurus");
    let ticket = asked(&session).unwrap().ticket;
    let mut found = session.state.search.listing.found.clone();
    found.total = 2_000;
    session.happen(Event::Search(SearchReport::Found { ticket, found: Box::new(found) }));
    let screen = session.screen();
    assert!(screen.contains("the best 1,536 of 2,000 documents"), "{screen}");
}

#[test]
fn going_back_lands_on_the_last_passage() {
    let mut session = sit();
    session.keys("staurus date:2024 OR alpha<Esc>");
    session.keys("s<C-u>taurus");
    session.keys("<Down><Down><Down><Enter>");
    let second = session.open().unwrap().to_owned();
    session.keys("N");
    if session.open() == Some(second.as_str()) {
        session.keys("N");
    }
    assert_ne!(session.open(), Some(second.as_str()));
    let find = session.state.reader.as_ref().unwrap().find.as_ref().unwrap();
    assert_eq!(find.current, Some(find.hits.as_ref().unwrap().len() - 1));
}

#[test]
fn escape_closes_everything_as_it_was_and_s_shows_the_last_results() {
    let mut session = sit();
    session.keys("<Enter>");
    let (open, top) = (session.open().unwrap().to_owned(), session.top());
    session.keys("staurus<Esc>");
    assert_eq!((session.open(), session.top()), (Some(open.as_str()), top));
    assert_eq!(session.state.focus, PaneId::Page);
    session.keys("s");
    assert!(session.screen().contains("› taurus") && session.screen().contains("2 documents"));
}

#[test]
fn a_malformed_part_is_underlined_and_told() {
    let mut session = sit();
    session.keys("staurus range:>far");
    let wrong = session.style_of("range:>far");
    assert_ne!(wrong, session.style_of("taurus range"));
    assert!(session.screen().contains("is no distance"), "{}", session.screen());
    assert!(session.screen().contains("2 documents"), "the rest counts: {}", session.screen());
    session.keys("<Esc>frange:>far");
    assert_ne!(session.style_of("range:>far"), session.style_of("filter: "));
    assert!(session.foot().contains(">far is no distance"), "{}", session.foot());
}

#[test]
fn an_answer_to_an_earlier_keystroke_is_dropped() {
    let mut session = Beginning::default().slow_disk().with(&[("one.md", ONE), ("two.txt", TWO)]);
    session.keys("sm");
    let early = asked(&session).unwrap().clone();
    session.keys("inistry");
    let late = asked(&session).unwrap().clone();
    session.search(&late);
    assert!(session.screen().contains("1 document"), "{}", session.screen());
    session.search(&early);
    assert!(session.screen().contains("1 document"), "{}", session.screen());
    session.keys("<C-u>taurus<Enter>");
    assert_eq!(session.state.focus, PaneId::Search, "the answer is not there yet");
    let last = asked(&session).unwrap().clone();
    session.search(&last);
    assert!(session.effects.iter().any(|effect| matches!(effect, Effect::Open { .. })));
    assert_eq!(session.state.focus, PaneId::Page, "Enter counts for the answer when it comes");
}

#[test]
fn while_documents_are_indexed_the_pane_says_so_and_asks_again() {
    let mut session = sit();
    session.keys("staurus");
    let before = session.effects.iter().filter(|e| matches!(e, Effect::Search(_))).count();
    let progress = Progress { done: 412, total: 9803, left: Some(38) };
    session.happen(Event::Indexing(Some(progress)));
    assert!(session.screen().contains("412 of 9,803 read, 38 s left"), "{}", session.screen());
    let after = session.effects.iter().filter(|e| matches!(e, Effect::Search(_))).count();
    assert_eq!(after, before + 1);
}

#[test]
fn earlier_searches_are_recalled_with_the_arrows() {
    let mut session = sit();
    session.keys("staurus<Enter>scruise<C-a><Right>");
    session.keys("<C-e><C-u>cruise<Enter>s<C-u>");
    let words = |memo: &&Memo| matches!(memo, Memo::Searched(_));
    assert_eq!(session.memos().into_iter().filter(words).count(), 2);
    assert!(session.screen().contains("Earlier"), "{}", session.screen());
    session.keys("<Up>");
    assert_eq!(session.state.search.words, "cruise");
    session.keys("<Up>");
    assert_eq!(session.state.search.words, "taurus");
    session.keys("<Down><Down>");
    assert_eq!(session.state.search.words, "");
}

#[test]
fn a_search_is_saved_under_a_name_offered_and_forgotten() {
    let mut session = sit();
    session.keys("staurus<C-s>");
    assert!(session.foot().starts_with("keep this search as: taurus"), "{}", session.foot());
    session.keys("<C-u>the missile<Enter>");
    let saved = Memo::SavedSearch { name: "the missile".into(), words: Some("taurus".into()) };
    assert_eq!(session.memos().last(), Some(&&saved));
    assert!(!session.foot().contains("Saved"), "not before it is on the disk");
    let kept = SavedSearch { name: "the missile".into(), words: "taurus".into() };
    session.happen(Event::Search(SearchReport::Saved(vec![kept])));
    assert_eq!(session.foot(), "Saved as “the missile”.");
    session.keys("s<C-u>");
    assert!(session.screen().contains("the missile"), "{}", session.screen());
    session.keys("<Enter>");
    assert_eq!(session.state.search.words, "taurus");
    session.keys("<C-u><Tab>dd");
    let gone = Memo::SavedSearch { name: "the missile".into(), words: None };
    assert_eq!(session.memos().last(), Some(&&gone));
}

#[test]
fn bookmarked_quotes_and_notes_are_found_too() {
    let desk = Desk::new();
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("3Gawho tested it?<Enter>stested");
    let screen = session.screen();
    assert!(screen.contains("Bookmarks") && screen.contains("who tested it?"), "{screen}");
    session.keys("<Up><Up><Enter>");
    assert_eq!(session.state.focus, PaneId::Page);
    assert!(session.page().iter().any(|line| line.contains("Its makers say")));
}

#[test]
fn the_mouse_selects_opens_and_scrolls() {
    let mut session = sit();
    session.keys("staurus");
    let at = session.place_of("A Taurus is expected");
    session.mouse(MouseAction::Click, at.x, at.y);
    assert_eq!(session.state.focus, PaneId::Search);
    session.mouse(MouseAction::Click, at.x, at.y);
    assert_eq!(session.open(), Some("two.txt"));
    session.keys("s");
    let before = session.state.search.listing.rows.selected();
    session.mouse(MouseAction::WheelUp, at.x, at.y);
    assert_ne!(session.state.search.listing.rows.selected(), before);
}

#[test]
fn results_lead_from_document_to_document() {
    let mut session = sit();
    session.keys("staurus<Tab>J");
    let chosen = |session: &Session| session.state.search.listing.chosen().unwrap().0;
    assert_eq!(chosen(&session), 1);
    session.keys("K");
    assert_eq!(chosen(&session), 0);
    session.keys("G<Enter>");
    assert_eq!(session.state.focus, PaneId::Page);
}

#[test]
fn names_and_words_of_hostile_documents_are_shown_clean() {
    let hostile = "Beta \u{1b}]0;x\u{7}paper\n\nThe Taurus \u{1b}[31m flies \u{202e}off.\n";
    let mut session = Session::of(&[("a\u{1b}[2J.txt", hostile), ("b.txt", TWO)]);
    session.keys("staurus");
    let screen = session.screen();
    assert!(!screen.chars().any(|c| c != '\n' && (c.is_control() || c == '\u{202e}')), "{screen}");
    assert!(screen.contains("2 documents"), "{screen}");
    session.keys(&format!("<C-u>{}", "long ".repeat(400)));
    assert!(session.state.search.words.len() <= 1000);
}

#[test]
fn old_words_are_replaced_by_the_first_letter_typed_and_kept_by_a_motion() {
    let mut session = sit();
    session.keys("staurus<Enter>s");
    assert!(session.screen().contains("› taurus"), "{}", session.screen());
    let selected = session.style_of("taurus");
    session.keys("c");
    assert_eq!(session.state.search.words, "c");
    session.keys("ruise<Enter>s");
    assert_eq!(session.style_of("cruise"), selected, "one sees that it is selected");
    session.keys("<End> ships");
    assert_eq!(session.state.search.words, "cruise ships");
    session.keys("<C-s>my own<Enter>");
    let name = session.memos().iter().rev().find_map(|memo| match memo {
        Memo::SavedSearch { name, .. } => Some(name.clone()),
        _ => None,
    });
    assert_eq!(name.as_deref(), Some("my own"), "the proposed name is replaced");
}

#[test]
fn operators_in_capitals_and_wrong_fields_are_understood_or_explained() {
    let mut session = sit();
    session.keys("staurus NOT ministry ");
    assert!(session.screen().contains("1 document"), "{}", session.screen());
    session.keys("<C-u>foo:bar ");
    assert!(session.screen().contains("foo: is no field."), "{}", session.screen());
    session.keys("<C-u>taurus AND (far OR ministry) ");
    assert!(session.screen().contains("Brackets do not group"), "{}", session.screen());
}

#[test]
fn what_is_wrong_with_a_search_is_told_in_full_where_nothing_is_listed() {
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        let mut session = Beginning::default().size(columns, rows).with(&[("a.txt", "Nothing.")]);
        session.keys("sfoo:bar");
        let screen = session.screen();
        assert!(screen.contains("foo: is no field."), "{screen}");
        assert!(screen.contains("note:."), "{screen}");
    }
}

#[test]
fn beside_a_short_title_nothing_is_cut_while_the_row_has_room() {
    let paper = "---\ntitle: Short\ndate: 2024-05-31\nsource: A quarterly of long papers\n---\n\n\
        The Taurus flew.\n";
    let mut session = Beginning::default().size(80, 24).with(&[("a.md", paper), ("b.md", "No.")]);
    session.keys("staurus");
    let screen = session.screen();
    assert!(screen.contains("passage · A quarterly of long papers"), "{screen}");
}
