//! The list: opening, preview, filter, order, by name, read and unread, what cannot be read.

use std::path::{Path, PathBuf};

use briefbook::app::base::pane_id::PaneId;
use briefbook::bookmarks::Digest;
use briefbook::config::ListSort;
use briefbook::library::Entry;
use briefbook::protocol::{Effect, Event, FilterReport, Memo};

use crate::support::session::{Beginning, Session, paragraphs};

/// Three dated documents; the list has the newest first: c, b, a.
pub fn three() -> Session {
    Session::of(&documents())
}

pub fn documents() -> [(&'static str, String); 3] {
    [
        ("a.md", note("Alpha report", "2024-01-01", "ATACMS in Alpha")),
        ("b.md", note("Bravo report", "2024-02-01", "Taurus in Bravo")),
        ("c.md", note("Charlie note", "2024-03-01", "Typhon in Charlie")),
    ]
}

fn note(title: &str, date: &str, words: &str) -> String {
    let body = paragraphs(words, 40);
    format!("---\ntitle: {title}\ndate: {date}\nsource: The {words} desk\n---\n\n{body}")
}

#[test]
fn the_newest_document_is_previewed_and_stays_unread() {
    let session = three();
    assert_eq!(session.rows(), ["c.md", "b.md", "a.md"]);
    assert_eq!((session.open(), session.state.focus), (Some("c.md"), PaneId::List));
    assert_eq!(session.unread().len(), 3);
    let screen = session.screen();
    for words in ["Charlie note", "2024-03-01", "3 unread", "Typhon in Charlie paragraph 3 "] {
        assert!(screen.contains(words), "{words}:\n{screen}");
    }
}

#[test]
fn moving_previews_and_enter_opens() {
    let mut session = three();
    session.keys("j");
    assert_eq!((session.open(), session.state.focus), (Some("b.md"), PaneId::List));
    assert_eq!(session.unread().len(), 3);
    session.keys("j<Enter>");
    assert_eq!((session.open(), session.state.focus), (Some("a.md"), PaneId::Page));
    assert_eq!(session.unread(), ["c.md", "b.md"]);
    let read = |memo: &&Memo| matches!(memo, Memo::Read { path, read: true, .. } if path == "a.md");
    assert!(session.memos().iter().any(read));
    let mut titles = session.effects.iter().filter_map(|effect| match effect {
        Effect::Title(title) => Some(title.to_string()),
        _ => None,
    });
    assert_eq!(titles.next_back().as_deref(), Some("Alpha report"));
}

#[test]
fn motions_in_the_list_take_counts_and_stop_at_the_ends() {
    let documents: Vec<_> = (10..60).map(|n| (format!("{n}.txt"), format!("Paper {n}"))).collect();
    let mut session = Beginning::default().with(&documents);
    session.keys(",title<Enter>");
    let mut at = |keys: &str| session.keys(keys).selected().unwrap().to_owned();
    assert_eq!(at("5j"), "15.txt");
    assert_eq!(at("2k"), "13.txt");
    assert_eq!(at("G"), "59.txt");
    assert_eq!(at("j"), "59.txt");
    assert_eq!(at("gg"), "10.txt");
    assert_eq!(at("999k"), "10.txt");
    assert_eq!(at("3G"), "12.txt");
    assert_eq!(at("50%"), "35.txt");
    assert_eq!(at("999999999999j"), "59.txt");
}

#[test]
fn the_page_scrolls_while_the_list_keeps_the_focus() {
    let mut session = three();
    let before = session.top();
    session.keys("JJJ");
    assert_ne!(session.top(), before);
    assert_eq!((session.selected(), session.state.focus), (Some("c.md"), PaneId::List));
    session.keys("KKK");
    assert_eq!(session.top(), before);
}

#[test]
fn a_filter_takes_effect_as_it_is_typed_and_esc_takes_it_back() {
    let mut session = three();
    session.keys("jfcharlie");
    assert_eq!(session.rows(), ["c.md"]);
    assert_eq!(session.open(), Some("c.md"));
    session.keys("<Esc>");
    assert_eq!(session.rows().len(), 3);
    assert_eq!((session.selected(), session.open()), (Some("b.md"), Some("b.md")));
}

#[test]
fn a_kept_filter_is_named_and_leaves_with_esc_before_the_program_does() {
    let mut session = three();
    session.resize(160, 36);
    session.keys("freport<Enter>");
    assert_eq!(session.rows(), ["b.md", "a.md"]);
    assert!(session.screen().contains("With “report”"));
    assert!(session.screen().contains("2 of 3"));
    session.keys("<Esc>");
    assert_eq!((session.rows().len(), session.has_quit()), (3, false));
    session.keys("q");
    assert!(session.has_quit());
}

#[test]
fn words_of_a_filter_match_in_any_order_case_aside_and_unread_is_a_state() {
    let mut session = three();
    session.keys("j<Enter>q");
    session.keys("fREPORT aLPha<Enter>");
    assert_eq!(session.rows(), ["a.md"]);
    session.keys("<Esc>Rfis:unread<Enter>");
    assert_eq!(session.rows(), ["c.md", "a.md"]);
}

#[test]
fn a_filter_that_nothing_passes_says_so() {
    let mut session = three();
    session.keys("fzzz<Enter>");
    assert_eq!(session.rows(), [""; 0]);
    assert!(session.screen().contains("No document has all of"));
    session.keys("jkG<Enter><Space>");
    assert!(!session.has_quit());
    session.keys("gl<Esc>");
    assert_eq!(session.rows().len(), 3);
}

#[test]
fn the_order_is_chosen_from_a_menu() {
    let mut session = three();
    session.keys("jk,");
    assert!(session.state.chooser().is_some());
    session.keys("title<Enter>");
    assert_eq!(session.state.list.order(), ListSort::Title);
    assert_eq!(session.rows(), ["a.md", "b.md", "c.md"]);
    assert_eq!(session.selected(), Some("c.md"), "the selection stays on its document");
    session.keys(",<Esc>");
    assert_eq!(session.state.list.order(), ListSort::Title);
}

#[test]
fn a_document_opens_by_a_few_letters_of_its_name() {
    let mut session = three();
    session.keys("<C-p>alrep<Enter>");
    assert_eq!((session.open(), session.state.focus), (Some("a.md"), PaneId::Page));
    session.keys("<C-p>zzzz<Enter>");
    assert_eq!((session.open(), session.has_quit()), (Some("a.md"), false));
}

#[test]
fn a_document_that_becomes_read_stays_where_it_is_until_the_list_is_refreshed() {
    let mut session = three();
    session.keys(",unread<Enter>");
    assert_eq!(session.rows(), ["c.md", "b.md", "a.md"]);
    session.keys("gg<Enter>q");
    assert_eq!(session.rows(), ["c.md", "b.md", "a.md"]);
    session.keys("R");
    assert_eq!(session.rows(), ["b.md", "a.md", "c.md"]);
    assert_eq!(session.selected(), Some("c.md"));
}

#[test]
fn read_and_unread_are_told_by_hand_too() {
    let mut session = three();
    session.keys("r");
    assert_eq!(session.unread(), ["b.md", "a.md"]);
    session.keys("r");
    assert_eq!(session.unread().len(), 3);
    let last = session.memos().last().copied().cloned();
    assert!(
        matches!(last, Some(Memo::Read { path, read: false, .. }) if path == std::path::Path::new("c.md"))
    );
}

#[test]
fn the_next_unread_is_found_round_the_end() {
    let mut session = three();
    session.keys("<Enter>]u");
    assert_eq!(session.open(), Some("b.md"));
    session.keys("r[u");
    assert_eq!(session.open(), Some("a.md"), "from the top on from the end");
    session.keys("]u");
    assert_eq!(session.open(), Some("b.md"));
    session.keys("]u");
    assert!(session.foot().contains("No unread document that way."), "{}", session.foot());
}

#[test]
fn space_reads_to_the_end_and_then_the_next_unread_document() {
    let mut session = three();
    session.keys("<Enter>");
    let mut pages = 0;
    while session.open() == Some("c.md") {
        session.keys("<Space>");
        pages += 1;
        assert!(pages < 50, "it goes on");
    }
    assert!(pages > 2);
    assert_eq!((session.open(), session.state.focus), (Some("b.md"), PaneId::Page));
    assert!(session.top().contains("Taurus in Bravo"), "{}", session.top());
}

#[test]
fn documents_follow_one_another_in_the_order_of_the_list() {
    let mut session = three();
    session.keys("<Enter>J");
    assert_eq!((session.open(), session.selected()), (Some("b.md"), Some("b.md")));
    session.keys("J");
    assert_eq!(session.open(), Some("a.md"));
    session.keys("J");
    assert!(session.foot().contains("No document that way."));
    session.keys("2K");
    assert_eq!(session.open(), Some("c.md"));
}

#[test]
fn what_cannot_be_read_is_a_row_with_a_reason() {
    let mut session = Session::of(&[
        ("bad.pdf", b"%PDF-1.7 ...".as_slice()),
        ("good.txt", b"Good news\n\nIt is fine.\n"),
        ("void.txt", b""),
    ]);
    assert_eq!(session.rows().len(), 3);
    session.keys("fbad<Enter>");
    assert_eq!(session.open(), None);
    assert!(session.screen().contains("damaged"), "{}", session.screen());
    session.keys("<Enter>");
    assert_eq!(session.state.focus, PaneId::List);
    assert!(session.foot().contains("damaged"), "{}", session.foot());
    session.keys("<Esc>fvoid<Enter>");
    assert!(session.screen().contains("empty file"), "{}", session.screen());
    session.keys("<Esc>fgood<Enter><Enter>");
    assert_eq!(session.open(), Some("good.txt"));
}

#[test]
fn a_file_that_vanishes_before_it_is_opened_becomes_a_row_with_a_reason() {
    let mut session = three();
    session.write("b.md", "");
    session.keys("j");
    assert_eq!((session.open(), session.state.focus), (None, PaneId::List));
    assert!(session.screen().contains("empty file"), "{}", session.screen());
    session.keys("j<Enter>");
    assert_eq!(session.open(), Some("a.md"));
}

/// The open document as the index knows it.
fn indexed(session: &Session) -> Entry {
    let open = session.state.reader.as_ref().unwrap().entry;
    let entry = session.state.catalogue.get(open).unwrap();
    Entry { content: Some(Digest::of(b"its bytes")), ..entry }
}

#[test]
fn a_page_goes_on_under_another_name_of_its_file() {
    let mut session = three();
    session.keys("<Enter>G");
    let top = session.top();
    let known = indexed(&session);
    session.happen(Event::catalogued([known.clone()]));
    session.happen(Event::Gone(vec![known.path.clone()]));
    assert_eq!((session.top(), session.rows()), (top.clone(), vec!["b.md", "a.md"]));
    session.keys("a");
    assert!(session.foot().contains("The file of this document is gone"), "{}", session.foot());
    let renamed = Entry { path: PathBuf::from("d.md"), unread: true, ..known };
    session.write("d.md", &documents()[2].1);
    session.happen(Event::catalogued([renamed]));
    assert!(session.foot().contains("has another name now: d.md"), "{}", session.foot());
    assert_eq!((session.open(), session.selected()), (Some("d.md"), Some("d.md")));
    assert_eq!((session.top(), session.unread().contains(&"d.md")), (top, false));
}

#[test]
fn a_page_goes_on_under_a_name_that_was_told_before_the_old_one_was_gone() {
    let mut session = three();
    session.keys("<Enter>");
    let known = indexed(&session);
    let renamed = Entry { path: PathBuf::from("d.md"), ..known.clone() };
    session.write("d.md", &documents()[2].1);
    session.happen(Event::catalogued([known.clone(), renamed]));
    assert_eq!(session.open(), Some("c.md"));
    session.happen(Event::Gone(vec![known.path]));
    assert_eq!((session.open(), session.selected()), (Some("d.md"), Some("d.md")));
}

#[test]
fn a_page_goes_on_when_its_file_is_put_in_place_anew() {
    let mut session = three();
    session.keys("<Enter>");
    session.happen(Event::Gone(vec![Path::new("c.md").to_owned()]));
    assert_eq!(session.rows(), ["b.md", "a.md"]);
    session.write("c.md", &documents()[2].1.replace("paragraph 3 ", "paragraph three "));
    session.changed("c.md");
    assert_eq!(session.open(), Some("c.md"));
    assert!(session.screen().contains("paragraph three"), "{}", session.screen());
}

#[test]
fn an_empty_folder_says_where_it_looked_and_what_to_try() {
    let none: [(&str, &str); 0] = [];
    let mut session = Session::of(&none);
    let screen = session.screen();
    for words in ["No documents here", "folder", "Try: briefbook FOLDER"] {
        assert!(screen.contains(words), "{words}:\n{screen}");
    }
    session.keys("jkGgg<Enter><Space>nNtxr,<Esc>?<Esc>:<Esc><C-p><Esc>/a<Esc>fa<Esc>maz0zzH''eo");
    assert!(!session.has_quit());
    session.keys("q");
    assert!(session.has_quit());
}

#[test]
fn a_single_document_is_opened_to_be_read_without_a_list() {
    let mut session = Session::of(&[("only.txt", paragraphs("Only", 30))]);
    assert_eq!((session.open(), session.state.focus), (Some("only.txt"), PaneId::Page));
    assert!(!session.screen().contains("Documents"));
    session.keys("q");
    assert!(session.has_quit());
}

#[test]
fn a_document_of_several_paths_is_one_row_that_says_so_and_each_path_opens() {
    let mut session = three();
    session.resize(160, 36);
    let [_, _, (_, text)] = documents();
    session.write("old/copy.md", &text).write("old/more/c.md", &text);
    let copies = |session: &Session| -> Vec<briefbook::library::Entry> {
        let mut known = session.state.catalogue.iter().filter(|e| e.path.ends_with("c.md"));
        let known = known.next().unwrap();
        let content = Some(briefbook::bookmarks::Digest::of(b"the same bytes"));
        let copy = |path: &str, folder: &str| briefbook::library::Entry {
            title: known.title.clone(),
            date: known.date,
            source: known.source.clone(),
            words: known.words,
            bytes: known.bytes,
            content,
            status: known.status.clone(),
            ..briefbook::library::Entry::waiting(
                path.into(),
                briefbook::text::CleanText::line(folder),
            )
        };
        vec![
            briefbook::library::Entry { content, ..known.clone() },
            copy("old/copy.md", "old"),
            copy("old/more/c.md", "old/more"),
        ]
    };
    let event = Event::catalogued(copies(&session));
    session.happen(event);
    assert_eq!(session.rows(), ["c.md", "b.md", "a.md"]);
    let screen = session.screen();
    assert!(screen.contains("3 · 3 unread") && screen.contains("2 more paths"), "{screen}");
    session.resize(240, 50);
    assert!(session.screen().contains("also at old/"), "{}", session.screen());
    session.keys("ggfin:more<Enter>");
    assert_eq!(session.rows(), ["old/more/c.md"]);
    session.keys("<Esc>gc");
    let rows = session.state.chooser().unwrap().choices.clone();
    assert_eq!(rows.len(), 3);
    session.keys("<Esc>r");
    let read: Vec<_> =
        session.memos().into_iter().filter(|m| matches!(m, Memo::Read { .. })).collect();
    assert_eq!(read.len(), 3, "{read:?}");
    assert_eq!(session.unread(), ["b.md", "a.md"]);
}

const ATACMS: &str = "Alpha paper\n\nThe ATACMS has a range of 300 km.\n";
const TAURUS: &str = "Beta paper\n\nThe Taurus has a range of 500 km. An ATACMS is named too.\n";
const NOTHING: &str = "Gamma paper\n\nNothing of note about missiles.\n";

fn armed() -> Session {
    let documents = [("a.txt", ATACMS), ("b.txt", TAURUS), ("c.txt", NOTHING)];
    Beginning::default().with_facts().with(&documents)
}

#[test]
fn the_filter_asks_the_texts_and_the_facts() {
    for (typed, expected) in [
        ("atacms", &["a.txt", "b.txt"][..]),
        ("weapon:atacms", &["a.txt", "b.txt"]),
        ("weapon:atacms range:>400km", &[]),
        ("weapon:taurus range:>400km", &["b.txt"]),
        ("missile", &["c.txt"]),
        ("-atacms", &["c.txt"]),
        ("-weapon:taurus alpha", &["a.txt"]),
        ("gamma OR weapon:taurus", &["b.txt", "c.txt"]),
        ("b.txt", &["b.txt"]),
    ] {
        let mut session = armed();
        session.keys(&format!("f{typed}<Enter>"));
        let mut rows = session.rows();
        rows.sort_unstable();
        assert_eq!(rows, expected, "{typed}");
        assert!(session.state.prompt().is_none(), "{typed}");
    }
    let mut session = armed();
    session.keys("fweapon:atacms range:>400km<Enter>");
    assert!(session.screen().contains("No document has all of"), "{}", session.screen());
}

#[test]
fn what_no_filter_understands_is_refused_at_enter() {
    for (keys, told) in [
        ("ffoo:bar", "foo: is no field."),
        ("ftitle:", "Words must follow title:"),
        ("/weapon:atacms", "weapon: is not known here"),
        ("gtplace:kyiv", "place: is not known here"),
    ] {
        let keys = keys.replace("gt", "gt/");
        let mut session = armed();
        session.keys(&keys).keys("<Enter>");
        assert!(session.state.prompt().is_some(), "{keys} is still asked");
        assert!(session.screen().contains(told), "{}", session.screen());
        session.keys("<C-u><Enter>");
        assert!(session.state.prompt().is_none(), "{keys}");
    }
}

#[test]
fn the_words_of_the_filter_are_replaced_by_the_first_letter_typed() {
    let mut session = armed();
    session.keys("falpha<Enter>fg");
    assert_eq!(session.state.list.filter_words(), "g");
    session.keys("amma<Enter>f<End> pap<Enter>");
    assert_eq!(session.state.list.filter_words(), "gamma pap");
}

#[test]
fn until_the_index_answers_one_is_told_so() {
    let documents = [("a.txt", ATACMS), ("b.txt", TAURUS)];
    let mut session = Beginning::default().slow_disk().with(&documents);
    session.keys("fweapon:atacms");
    assert!(session.screen().contains("Looking into the texts …"), "{}", session.screen());
    let why = "The index is damaged.";
    let report = FilterReport { words: "weapon:atacms".into(), answer: Err(why.into()) };
    session.happen(Event::Filtered(report));
    assert!(session.screen().contains(why), "{}", session.screen());
    let report = FilterReport { words: "weapon:".into(), answer: Ok(vec![vec!["a.txt".into()]]) };
    session.happen(Event::Filtered(report));
    assert!(session.rows().is_empty(), "what an earlier filter asked for is dropped");
    let report =
        FilterReport { words: "weapon:atacms".into(), answer: Ok(vec![vec!["a.txt".into()]]) };
    session.happen(Event::Filtered(report));
    assert_eq!(session.rows(), ["a.txt"]);
}

#[test]
fn a_filter_that_is_refused_does_not_look_applied_and_says_why_in_full() {
    for (columns, rows) in [(80, 24), (120, 36), (200, 50)] {
        let documents = [("a.txt", ATACMS), ("b.txt", TAURUS)];
        let mut session = Beginning::default().size(columns, rows).with(&documents);
        session.keys("ffoo:bar<Enter>");
        let screen = session.screen();
        assert!(screen.contains("Documents"), "{screen}");
        assert!(!screen.contains("With “"), "{screen}");
        assert!(screen.contains("label: or note:"), "{screen}");
    }
}
