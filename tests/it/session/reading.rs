//! Reading one document: motions, headings, outline, links, and texts that arrive in pieces.

use briefbook::app::base::pane_id::PaneId;
use briefbook::library::Entry;
use briefbook::protocol::{Effect, Event};

use super::list::three;
use crate::support::pdf as made;
use crate::support::session::{Beginning, Session, paragraphs};

fn handbook() -> Session {
    let chapter = |n: usize| {
        let body = paragraphs("Chapter", 20).replace("Chapter\n\n", "");
        format!("## Chapter {n} of many\n\n{body}")
    };
    let text: String = (1..=6).map(chapter).collect();
    Session::of(&[
        (
            "book.md",
            format!("# Handbook\n\nSee [the treaty](https://example.org/t) first.\n\n{text}"),
        ),
        ("other.txt", "Other\n\nNo headings below this one are here to be found.\n".to_owned()),
    ])
}

fn opened() -> Session {
    let mut session = handbook();
    session.keys("<C-p>handbook<Enter>");
    assert_eq!(session.open(), Some("book.md"));
    session
}

#[test]
fn lines_halves_and_pages_go_down_and_up_again() {
    let mut session = opened();
    let start = session.page();
    session.keys("5j");
    assert_eq!(session.page()[0], start[5]);
    session.keys("5k");
    assert_eq!(session.page(), start);
    for (down, up) in
        [("<C-d>", "<C-u>"), ("<C-f>", "<C-b>"), ("<PageDown>", "<PageUp>"), ("<Space>", "b")]
    {
        session.keys(down);
        assert_ne!(session.page(), start, "{down}");
        session.keys(up);
        assert_eq!(session.page(), start, "{up}");
    }
    session.keys("<C-f>");
    assert_eq!(session.page()[..2], start[start.len() - 2..], "two lines stay in sight");
}

#[test]
fn counts_lead_to_paragraphs_and_per_cents() {
    let mut session = Session::of(&[("text.txt", paragraphs("Text", 100))]);
    session.keys("11G");
    assert!(session.top().contains("paragraph 10 "), "{}", session.top());
    session.keys("21gg");
    assert!(session.top().contains("paragraph 20 "), "{}", session.top());
    session.keys("50%");
    let top = session.top();
    let number: usize = top.split_whitespace().nth(2).unwrap().parse().unwrap();
    assert!((48..=52).contains(&number), "{top}");
    session.keys("gg0%999%");
    assert!(session.screen().contains("paragraph 100 ") && session.screen().contains("100 %"));
    session.keys("999999999j999999999k");
    assert_eq!(session.top(), "Text");
}

/// A report whose first page has no number and whose second is page 1.
fn report() -> Vec<u8> {
    let page = |n: usize| {
        let sheet = char::from(b"ABCDEFGHIJKLMNOPQRST"[n]);
        let words: Vec<String> = (0..30)
            .map(|line| format!("Sheet {sheet} says in line {line} what is known."))
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let number = if n > 0 { n.to_string() } else { String::new() };
        made::lines(10.0, (72.0, 740.0), &words) + &made::show("F1", 9.0, (290.0, 30.0), &number)
    };
    made::pages(&(0..20).map(page).collect::<Vec<String>>())
}

#[test]
fn printed_pages_are_shown_found_and_cited() {
    let mut session = Session::of(&[("report.pdf", report())]);
    assert!(session.screen().contains("p. [1] (1 of 20)"), "{}", session.screen());
    session.keys("12p");
    assert!(session.top().contains("Sheet M says in line 0"), "{}", session.top());
    assert!(session.screen().contains("p. 12 (13 of 20)"), "{}", session.screen());
    session.keys("p");
    assert!(session.top().contains("Sheet N says in line 0"), "{}", session.top());
    session.keys("y");
    let Some(Effect::Copy(cited)) = session.effects.last() else { panic!("nothing was copied") };
    assert!(cited.contains("(report.pdf, p. 13, ¶ "), "{cited}");
}

#[test]
fn the_page_stops_at_its_last_line() {
    let mut session = opened();
    session.keys("G");
    let end = session.page();
    session.keys("jjj<C-d>");
    assert_eq!(session.page(), end);
    assert!(end.last().unwrap().contains("paragraph 20"));
}

#[test]
fn headings_are_walked_and_the_walk_ends_with_words() {
    let mut session = opened();
    session.keys("]h");
    assert!(session.top().contains("Chapter 1 of many"), "{}", session.top());
    session.keys("2]h");
    assert!(session.top().contains("Chapter 3 of many"), "{}", session.top());
    session.keys("[h");
    assert!(session.top().contains("Chapter 2 of many"), "{}", session.top());
    session.keys("99]h");
    assert!(session.foot().contains("No heading that way."), "{}", session.foot());
    session.keys("''");
    assert!(session.top().contains("Chapter 3 of many"), "a walk is a jump: {}", session.top());
}

#[test]
fn the_outline_opens_beside_the_page_and_leads_to_headings() {
    let mut session = opened();
    session.keys("t");
    assert_eq!(session.state.focus, PaneId::Side);
    assert!(session.screen().contains("Chapter 6 of many"), "{}", session.screen());
    session.keys("3j<Enter>");
    assert_eq!(session.state.focus, PaneId::Page);
    assert!(session.top().contains("Chapter 3 of many"), "{}", session.top());
    session.keys("<Tab>");
    session.keys("G<Enter>");
    assert!(session.screen().contains("Chapter 6 of many"));
    session.keys("t");
    assert!(session.state.panes.outline.is_none());
}

#[test]
fn esc_closes_the_outline_before_anything_else() {
    let mut session = opened();
    session.keys("t<Esc>");
    assert!(session.state.panes.outline.is_none());
    assert_eq!(session.state.focus, PaneId::Page);
    session.keys("<Esc>");
    assert_eq!(session.state.focus, PaneId::List);
    assert!(!session.has_quit());
}

#[test]
fn links_are_listed_with_where_they_lead() {
    let mut session = opened();
    session.keys("x");
    assert!(session.screen().contains("https://example.org/t"), "{}", session.screen());
    session.keys("<Enter>");
    assert!(session.screen().contains("This link leads to"), "{}", session.screen());
    session.keys("where it stands<Enter>");
    assert!(session.screen().contains("the treaty"));
    assert!(session.state.chooser().is_none());
}

#[test]
fn the_head_of_a_long_text_is_shown_first_and_the_rest_moves_nothing() {
    let text = paragraphs("Long", 300);
    let mut session = Beginning::default().slow_disk().with(&[("long.txt", &text)]);
    assert_eq!(session.open(), None);
    session.deliver("long.txt", Some(4000));
    assert!(session.screen().contains("reading on"), "{}", session.screen());
    session.keys("20j");
    let top = session.top();
    session.keys("<Space><Space><Space><Space><Space><Space><Space><Space>");
    assert_eq!(session.open(), Some("long.txt"), "the end of the head is not the end");
    session.keys("''21gg");
    session.deliver("long.txt", None);
    assert!(!session.screen().contains("reading on"));
    assert!(session.top().contains("paragraph 20 "), "{} after {top}", session.top());
}

#[test]
fn a_place_beyond_the_head_is_reached_when_the_rest_arrives() {
    let text = paragraphs("Long", 300);
    let mut session = Beginning::default().slow_disk().with(&[("long.txt", &text)]);
    let place = text.find("Long paragraph 200 ").unwrap();
    session.state.journey.left.insert("long.txt".into(), place.into());
    session.deliver("long.txt", Some(4000));
    session.deliver("long.txt", None);
    assert!(session.top().contains("paragraph 200 "), "{}", session.top());
}

#[test]
fn answers_to_older_questions_are_dropped() {
    let mut session = Beginning::default()
        .slow_disk()
        .with(&[("a.txt", paragraphs("Alpha", 30)), ("b.txt", paragraphs("Bravo", 30))]);
    session.keys("jk");
    session.deliver("b.txt", None);
    assert_eq!(session.open(), None);
    session.deliver("a.txt", None);
    assert_eq!(session.open(), Some("a.txt"));
    session.deliver("b.txt", None);
    assert_eq!(session.open(), Some("a.txt"));
}

fn last_read(session: &Session) -> Option<(bool, &str)> {
    session.effects.iter().rev().find_map(|effect| match effect {
        Effect::Open { path, .. } => Some((true, path.to_str()?)),
        Effect::Reload { path, .. } => Some((false, path.to_str()?)),
        _ => None,
    })
}

#[test]
fn a_document_that_is_being_opened_does_not_give_way_to_a_reload() {
    let (alpha, bravo) = (paragraphs("Alpha", 30), paragraphs("Bravo", 30));
    let mut session = Beginning::default().slow_disk().with(&[("a.txt", alpha), ("b.txt", bravo)]);
    session.deliver("a.txt", None);
    session.keys("j");
    assert_eq!(last_read(&session), Some((true, "b.txt")));
    session.keys("R");
    assert_eq!(last_read(&session), Some((false, "a.txt")), "another purpose, another slot");
    session.changed("a.txt");
    assert_eq!(last_read(&session), Some((false, "a.txt")));
    session.deliver("a.txt", None);
    assert!(session.screen().contains("reading another"), "{}", session.screen());
    session.deliver("b.txt", None);
    assert_eq!(session.open(), Some("b.txt"));
    assert!(!session.screen().contains("reading another"), "{}", session.screen());
}

#[test]
fn what_is_read_in_part_is_read_anew_in_the_same_slot() {
    let text = paragraphs("Long", 300);
    let mut session = Beginning::default().slow_disk().with(&[("long.txt", &text)]);
    session.deliver("long.txt", Some(4000));
    session.keys("R");
    assert_eq!(last_read(&session), Some((true, "long.txt")), "or older words could come later");
    session.deliver("long.txt", None);
    session.keys("R");
    assert_eq!(last_read(&session), Some((false, "long.txt")));
}

#[test]
fn a_document_that_was_not_read_is_not_waited_for() {
    let (alpha, bravo) = (paragraphs("Alpha", 30), paragraphs("Bravo", 30));
    let mut session = Beginning::default().slow_disk().with(&[("a.txt", alpha), ("b.txt", bravo)]);
    session.deliver("a.txt", None);
    session.keys("j");
    let entry = session.entry("b.txt");
    session.happen(Event::Unopened { entry, why: "The document was not read: no thread.".into() });
    assert!(session.screen().contains("was not read: no thread"), "{}", session.screen());
    assert!(!session.screen().contains("reading another"), "{}", session.screen());
    session.keys("kj");
    assert_eq!(last_read(&session), Some((true, "b.txt")), "it can be asked for again");
}

#[test]
fn what_proves_unreadable_before_it_was_described_is_looked_into() {
    let mut session = Beginning::default().slow_disk().with(&[("a.txt", paragraphs("Alpha", 9))]);
    session.deliver("a.txt", None);
    let waiting = ["b.txt", "c.txt"].map(|name| Entry::waiting(name.into(), "folder".into()));
    session.happen(Event::catalogued(waiting));
    assert!(session.screen().contains("1 of 3 looked into"), "{}", session.screen());
    let (b, c) = (session.entry("b.txt"), session.entry("c.txt"));
    session.happen(Event::Unreadable { entry: b, reason: "permission denied: b.txt".into() });
    assert!(session.screen().contains("2 of 3 looked into"), "{}", session.screen());
    session.happen(Event::Unreadable { entry: c, reason: "permission denied: c.txt".into() });
    assert!(!session.screen().contains("looked into"), "{}", session.screen());
    session.happen(Event::Gone(vec!["b.txt".into(), "c.txt".into()]));
    assert!(!session.screen().contains("looked into"), "{}", session.screen());
}

#[test]
fn facts_that_could_not_be_found_are_not_looked_for_without_end() {
    let mut session = Session::of(&[("a.txt", paragraphs("Alpha", 30))]);
    session.keys("i");
    assert!(session.screen().contains("Looking for facts"), "{}", session.screen());
    let reader = session.state.reader.as_ref().unwrap();
    let (entry, document) = (reader.entry, reader.document.clone());
    session.happen(Event::NoFacts { entry, document, why: "No facts: a rule failed.".into() });
    let screen = session.screen();
    assert!(screen.contains("Facts could not be found."), "{screen}");
    assert!(screen.contains("No facts: a rule failed."), "{screen}");
}

#[test]
fn a_changed_file_read_anew_keeps_the_place() {
    let mut session = Session::of(&[("news.txt", paragraphs("News", 80))]);
    session.keys("31gg");
    let top = session.top();
    session.write("news.txt", &(paragraphs("News", 80) + "And a last word.\n"));
    session.keys("R");
    assert_eq!(session.top(), top);
    session.keys("G");
    assert!(session.screen().contains("And a last word."));
}

#[test]
fn the_editor_is_asked_for_the_line_on_the_screen() {
    let mut session = Session::of(&[("text.txt", paragraphs("Text", 100))]);
    session.keys("11Ge");
    let asked = session.effects.iter().rev().find_map(|effect| match effect {
        Effect::Edit { path, line } => Some((path.to_str().unwrap(), *line)),
        _ => None,
    });
    // The title and each paragraph take two lines: the tenth paragraph stands on line 21.
    assert_eq!(asked, Some(("text.txt", 21)));
    session.keys("o");
    assert!(
        matches!(session.effects.last(), Some(Effect::OpenOutside(path)) if path == "text.txt")
    );
}

#[test]
fn measure_and_margins_change_while_reading_and_say_so() {
    let words = "Some words that make a paragraph of several lines. ".repeat(20);
    let mut session = Session::of(&[("prose.txt", format!("Prose\n\n{words}\n"))]);
    let widest = |session: &Session| {
        session.page().iter().map(|line| line.trim_end().chars().count()).max().unwrap()
    };
    let before = widest(&session);
    session.keys("3z-");
    assert!(session.foot().contains("at most 60 columns"), "{}", session.foot());
    assert!(widest(&session) <= 60 && before > 60);
    session.keys("3z+zj");
    assert!(session.foot().contains("straight"));
    assert_eq!(widest(&session), before);
    session.keys("999z+999z-");
    assert!(session.foot().contains("at most 20 columns"));
}

#[test]
fn wide_code_moves_sideways_and_back() {
    let code = format!("Code\n\n```\n{}END\n```\n", "0123456789".repeat(30));
    let mut session = Session::of(&[("code.md", code)]);
    assert!(session.screen().contains('⇄') && !session.screen().contains("END"));
    session.keys(&">".repeat(60));
    assert!(session.screen().contains("END"), "{}", session.screen());
    session.keys("999<lt>");
    assert!(session.screen().contains("01234567890"));
}

#[test]
fn only_the_page_is_shown_and_all_panes_again() {
    let mut session = three();
    session.keys("z0");
    assert_eq!(session.state.focus, PaneId::Page);
    assert!(!session.screen().contains("Documents"));
    session.keys("z0");
    assert!(session.screen().contains("Documents"));
    session.keys("z0<Esc>");
    assert!(session.screen().contains("Documents") && !session.has_quit());
}

#[test]
fn a_document_that_changes_while_it_is_open_keeps_its_place_and_shows_what_is_new() {
    let paragraph = |n: usize| format!("Paragraph {n} of the old text, with words enough.\n\n");
    let old: String = (0..60).map(paragraph).collect();
    let mut session = Session::of(&[("a.txt", old.clone())]);
    session.keys("50%");
    let top = session.top();
    let new = format!("A new beginning.\n\nAnd a second one.\n\n{old}")
        .replace("Paragraph 34 of the old", "Paragraph 34 of another");
    session.write("a.txt", &new).changed("a.txt");
    assert_eq!(session.top(), top);
    assert!(session.foot().contains("3 paragraphs are new or others"), "{}", session.foot());
    session.keys("]c");
    let landed = |session: &Session| {
        let reader = session.state.reader.as_ref().unwrap();
        reader.document.words(reader.landed.unwrap()).to_owned()
    };
    assert!(landed(&session).starts_with("Paragraph 34 of another"));
    session.keys("[c");
    assert_eq!(landed(&session), "And a second one.");
    session.keys("[c");
    assert_eq!(landed(&session), "A new beginning.");
    assert!(session.screen().contains("┆And a second one."), "{}", session.screen());
    session.keys("[c");
    assert!(session.foot().contains("No changed paragraph that way."));
    let again = new.replace("Paragraph 2 ", "Paragraph two ");
    session.write("a.txt", &again).changed("a.txt");
    session.keys("gg]c");
    assert_eq!(landed(&session), "And a second one.");
}

#[test]
fn what_has_not_changed_says_so() {
    let mut session = Session::of(&[("a.txt", "One.\n\nTwo.\n")]);
    session.write("a.txt", "One.\n\nTwo.\n").changed("a.txt");
    session.keys("]c");
    assert!(session.foot().contains("Nothing of this document was changed since you opened it."));
}

#[test]
fn notes_are_listed_with_the_links_and_enter_goes_to_one() {
    let text = format!(
        "About 190 miles[^1], said he.\n\n{}\n\n[^1]: Hearing of May.\n",
        paragraphs("Quay", 40)
    );
    let mut session = Beginning::default().with(&[("a.md", text)]);
    session.keys("<Enter>x");
    let screen = session.screen();
    assert!(screen.contains("Links and notes") && screen.contains("Hearing of May."), "{screen}");
    session.keys("<Enter>");
    let screen = session.screen();
    assert!(
        !screen.contains("Links and notes") && screen.contains("[1] Hearing of May."),
        "{screen}"
    );
}
