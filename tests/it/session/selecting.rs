//! Selecting passages: by keys, by units, with the mouse, by searching; and what becomes of them.

use briefbook::app::base::pane_id::Context;
use briefbook::protocol::MouseAction::{Click, DoubleClick, Drag, Release, TripleClick, WheelDown};
use briefbook::text::{Span, whole_clusters};
use briefbook::view::theme::Palette;
use ratatui::layout::Position;
use ratatui::style::Modifier;

use super::bookmarks::{ALPHA, Desk};
use crate::support::session::{Beginning, Session, paragraphs};

const TEXT: &str = "Title\n\nThe first launcher, shown in spring, flies. Its makers (in Kyiv) say up to \
    300 km. Gen. A. Smith doubts it.\n\nA second paragraph follows here.\n\nThe third one ends it.\n";

/// A document of this text, its first line a heading, open to be read.
fn open(text: &str) -> Session {
    let mut session =
        Session::of(&[("a.md", format!("# {text}")), ("b.txt", "Other\n\nWords.\n".to_owned())]);
    session.keys("<C-p>a.md<Enter>");
    assert_eq!(session.open(), Some("a.md"));
    session
}

/// The words selected; empty if nothing is.
fn selected(session: &Session) -> &str {
    let reader = session.state.reader.as_ref().unwrap();
    reader.selecting.now.map_or("", |selection| reader.document.words(selection.span()))
}

/// What is selected after these keys, from the first paragraph on.
fn after(keys: &str) -> String {
    let mut session = open(TEXT);
    session.keys(keys);
    selected(&session).to_owned()
}

#[test]
fn characters_words_lines_sentences_and_paragraphs_are_selected() {
    for (keys, words) in [
        ("v", "T"),
        ("v2l", "The"),
        ("vw", "The f"),
        ("ve", "The"),
        ("v2e", "The first"),
        ("v3e", "The first launcher"),
        ("v4w", "The first launcher, s"),
        ("vE2E", "The first launcher,"),
        ("v3wb", "The first l"),
        ("v)", "The first launcher, shown in spring, flies."),
        (
            "v}b(",
            "The first launcher, shown in spring, flies. Its makers (in Kyiv) say up to 300 km. G",
        ),
        ("v2}", &TEXT[7..TEXT.find("\n\nThe third").unwrap()]),
        ("v}{", "T"),
        ("v$h0", "T"),
        ("gw", "The"),
        ("3gw", "The first launcher"),
        ("gwgw", "The first"),
        ("gs", "The first launcher, shown in spring, flies."),
        ("gP", &TEXT[7..TEXT.find("\n\nA second").unwrap()]),
        ("vis", "The first launcher, shown in spring, flies."),
        ("vliw", "The"),
        ("v2wiw", "The first launcher"),
        ("vG", TEXT[7..].trim_end()),
        ("v4G", &TEXT[7..TEXT.find("he third").unwrap()]),
        ("vggo", "Title\n\nT"),
    ] {
        assert_eq!(after(keys), words, "{keys}");
    }
}

#[test]
fn sentences_know_abbreviations_and_units_grow_from_either_end() {
    let all = "Its makers (in Kyiv) say up to 300 km. Gen. A. Smith doubts it.";
    assert_eq!(after("gsisis"), format!("The first launcher, shown in spring, flies. {all}"));
    let mut session = open(TEXT);
    session.keys("v2)o");
    let cursor = session.state.reader.as_ref().unwrap().selecting.now.unwrap().cursor;
    assert_eq!(cursor, 7, "o goes to the other end");
    session.keys("w");
    assert!(selected(&session).starts_with("first launcher"));
    session.keys("(ow");
    assert!(selected(&session).ends_with("300 km. G"), "{}", selected(&session));
}

#[test]
fn letters_are_sought_in_the_paragraph_and_again() {
    assert_eq!(after("vf,"), "The first launcher,");
    assert_eq!(after("vf,;"), "The first launcher, shown in spring,");
    assert_eq!(after("vf,;,"), "The first launcher,");
    assert_eq!(after("vt,"), "The first launcher");
    assert_eq!(after("vt,;"), "The first launcher, shown in spring");
    assert_eq!(after("v2f,"), "The first launcher, shown in spring,");
    assert_eq!(
        after("v}Ft"),
        "The first launcher, shown in spring, flies. Its makers (in Kyiv) say \
        up to 300 km. Gen. A. Smith doubts it"
    );
    assert_eq!(after("vfZ"), "T", "what is not there moves nothing");
    assert_eq!(
        after("v)Thol"),
        "he first launcher, sho",
        "T goes beside the letter before, o to the other end"
    );
}

#[test]
fn lines_are_those_of_the_screen_and_the_choice_outlasts_a_resize() {
    let mut session = open(TEXT);
    session.keys("V");
    let line = session.page().into_iter().find(|line| line.starts_with("The first")).unwrap();
    assert_eq!(selected(&session), line);
    session.keys("j");
    let two = selected(&session).to_owned();
    assert!(two.len() > line.len() && two.starts_with(&line));
    for (columns, rows) in [(40, 10), (200, 50), (13, 4), (0, 0), (120, 36)] {
        session.resize(columns, rows);
        assert_eq!(selected(&session), two, "at {columns} by {rows}");
    }
    session.keys("V");
    assert_eq!(selected(&session), "", "again, and it is left");
    session.keys("gv");
    assert_eq!(selected(&session), two);
}

#[test]
fn while_selecting_the_foot_says_how_much_and_escape_leaves() {
    let mut session = open(TEXT);
    session.keys("v2e");
    assert_eq!(session.state.context(), Context::Selecting);
    assert!(session.foot().contains("a mark") && session.foot().ends_with("2 words selected"));
    session.keys("?");
    assert!(session.screen().contains("Keys while selecting"), "{}", session.screen());
    session.keys("<Esc><Esc>");
    assert_eq!((selected(&session), session.state.context()), ("", Context::Page));
    session.keys("v<C-c>");
    assert!(selected(&session).is_empty() && !session.has_quit());
    session.keys("vq");
    assert!(selected(&session).is_empty() && session.open() == Some("a.md"));
}

#[test]
fn ordinary_keys_keep_their_meaning_elsewhere() {
    let mut session = open(TEXT);
    session.keys("v<Esc>f");
    assert!(session.foot().starts_with("filter"), "{}", session.foot());
    session.keys("<Esc><Enter>t");
    assert!(session.state.panes.outline.is_some());
}

#[test]
fn pages_halves_counts_and_per_cents_move_the_cursor() {
    let mut session = open(&paragraphs("Alpha", 100));
    session.keys("v");
    for (keys, last) in [("<C-d>", 6..12), ("<C-f>", 18..30), ("80%", 75..90), ("50G", 48..52)] {
        session.keys(keys);
        let words = selected(&session).to_owned();
        let paragraph = words.matches("Alpha").count();
        assert!(last.contains(&paragraph), "{keys}: {paragraph} paragraphs");
        let top = session.state.reader.as_ref().unwrap();
        assert!(top.visible().contains(top.selecting.now.unwrap().cursor), "{keys}: out of sight");
    }
    session.keys("<Space><C-u>");
    assert_eq!(session.open(), Some("a.md"));
}

#[test]
fn searching_and_jumps_take_the_selection_along() {
    let mut session = open(TEXT);
    session.keys("v/third<Enter>");
    assert_eq!(selected(&session), &TEXT[7..TEXT.find("third").unwrap() + 5]);
    session.keys("<Esc><Esc>gr2Gv/the<Enter>");
    assert_eq!(selected(&session), "The");
    session.keys("n");
    assert!(selected(&session).ends_with("\n\nThe"), "{}", selected(&session));
    session.keys("N");
    assert!(selected(&session).len() < 12, "{}", selected(&session));
    session.keys("/nowhere<Enter>");
    assert!(session.foot().contains("does not occur"));
    let mut headings = Session::of(&[("a.md", "# A\n\nOne two.\n\n## B\n\nThree.\n")]);
    headings.keys("ggv]h");
    assert!(selected(&headings).ends_with("B"), "{}", selected(&headings));
}

#[test]
fn what_is_jumped_to_or_found_is_where_selecting_begins() {
    let mut session = open(TEXT);
    session.keys("3Gv");
    assert_eq!(selected(&session), "A");
    session.keys("<Esc>3G/Kyiv<Enter>gw");
    assert_eq!(selected(&session), "Kyiv", "the match is newer than the jump");
}

#[test]
fn wide_and_joined_characters_are_taken_whole() {
    let text = "T\n\ne\u{301}a 漢字 👩‍👩‍👧‍👦 🇺🇦🇩🇪 x\u{301}\u{302}\u{303}y ก็.\n";
    let mut session = open(text);
    session.keys("2Gv");
    let reader = |session: &Session| session.state.reader.as_ref().unwrap().selecting.now.unwrap();
    let mut seen = Vec::new();
    for _ in 0..20 {
        let head = reader(&session).head;
        assert_eq!(whole_clusters(text, head), head);
        seen.push(head.of(text).to_owned());
        session.keys("l");
    }
    seen.dedup();
    assert_eq!(seen.concat(), &text[3..text.len() - 1]);
    session.keys("{");
    assert_eq!(selected(&session), "e\u{301}");
}

#[test]
fn in_tables_the_cells_are_the_paragraphs_and_wide_ones_are_scrolled() {
    let wide = "far right ".repeat(20);
    let text = format!(
        "# T\n\n| name | range |\n|---|---|\n| ATACMS | 300 km |\n| {wide} | end |\n\n```\n{wide}x\n```\n"
    );
    let mut session = Session::of(&[("a.md", text.as_str())]);
    session.keys("3GgP");
    assert_eq!(selected(&session), "ATACMS");
    session.keys("ip");
    assert_eq!(selected(&session).split_whitespace().collect::<Vec<_>>(), ["ATACMS", "300", "km"]);
    session.keys("<Esc>5Gv$");
    assert!(selected(&session).ends_with("right x"), "{}", selected(&session));
    assert!(session.state.frame().measure.pan > 0, "the page is scrolled to the cursor");
    session.keys("0");
    assert_eq!(session.state.frame().measure.pan, 0);
}

#[test]
fn list_markers_are_passed_by_units_and_reached_by_characters() {
    let mut session = open("T\n\n- first of all\n- second\n");
    session.keys("2GgP");
    assert_eq!(selected(&session), "- first of all");
    session.keys("<Esc>2Gvwip");
    assert_eq!(selected(&session), "- first of all");
    session.keys("<Esc>2Gvwh");
    assert_eq!(selected(&session), "-", "the marker can be reached");
    session.keys("<Esc>2Gvwvv");
    assert_eq!(selected(&session), "f");
    session.keys("ip");
    assert_eq!(selected(&session), "first of all");
}

#[test]
fn the_selection_is_seen_with_and_without_colours() {
    let mut session = open(TEXT);
    session.keys("2Gv2e");
    let at = session.place_of("The first");
    let plain = session.painted_with(Palette::Plain);
    let turned = |x: u16| plain[(at.x + x, at.y)].modifier.contains(Modifier::REVERSED);
    assert!((0..9).all(turned) && !turned(9));
    let dark = session.painted();
    assert_ne!(dark[(at.x, at.y)].bg, dark[(at.x + 9, at.y)].bg);
    assert_eq!(dark[(at.x - 1, at.y)].symbol(), "┃");
    assert_eq!(session.cursor(), Some(Position { x: at.x + 8, y: at.y }));
    session.keys("<Esc>");
    assert_eq!(session.cursor(), None);
}

#[test]
fn a_drag_a_double_and_a_triple_click_select() {
    let mut session = open(TEXT);
    let at = session.place_of("first launcher");
    session.mouse(Click, at.x, at.y).mouse(Drag, at.x + 4, at.y);
    assert_eq!(selected(&session), "first");
    session.mouse(Drag, at.x - 4, at.y).mouse(Release, at.x - 4, at.y);
    assert_eq!(selected(&session), "The f");
    session.mouse(Drag, at.x + 9, at.y);
    assert_eq!(selected(&session), "The f", "the button is up");
    session.mouse(Click, at.x, at.y);
    assert_eq!(selected(&session), "");
    session.mouse(DoubleClick, at.x + 1, at.y);
    assert_eq!(selected(&session), "first");
    session.mouse(Drag, at.x + 8, at.y);
    assert_eq!(selected(&session), "first launcher");
    session.mouse(TripleClick, at.x + 1, at.y);
    assert_eq!(selected(&session), &TEXT[7..TEXT.find("\n\nA second").unwrap()]);
    session.mouse(Click, 3, 3);
    assert_eq!(selected(&session), "", "a click in the list lets go");
}

#[test]
fn a_drag_beyond_the_page_scrolls_and_blank_lines_do_not_stop_it() {
    let mut session = open(&paragraphs("Alpha", 100));
    let at = session.place_of("Alpha paragraph 1 ");
    session.mouse(Click, at.x, at.y).mouse(Drag, at.x + 2, at.y + 1);
    assert!(selected(&session).ends_with("to say."), "{}", selected(&session));
    for _ in 0..30 {
        session.mouse(Drag, at.x, 35);
    }
    assert!(selected(&session).matches("paragraph").count() > 25);
    for _ in 0..60 {
        session.mouse(Drag, at.x, 0);
    }
    session.mouse(WheelDown, at.x, 10);
    assert!(selected(&session).starts_with("Alpha"));
}

#[test]
fn a_mark_on_a_selection_is_exactly_that() {
    let desk = Desk::new();
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("3Gv2w2eaa note<Enter>");
    let mark = &desk.marks()[0];
    assert_eq!((mark.anchor.quote.as_str(), mark.note.as_str()), ("Its makers say the", "a note"));
    assert!(!session.state.is_selecting(), "selecting is over");
    session.keys("2Gv}}Arange<Enter><Enter>");
    let quotes: Vec<_> = desk.marks().into_iter().map(|mark| mark.anchor.quote).collect();
    assert!(quotes[1].starts_with("The first") && quotes[1].ends_with("300 km."), "{quotes:?}");
    assert_eq!(desk.marks()[1].label(), "range");
    let again = desk.sit(&["alpha.txt"]);
    let spans: Vec<_> =
        again.state.bookmarks.here.iter().map(|placed| placed.span.unwrap()).collect();
    let words: Vec<_> = spans.iter().map(|span| span.of(ALPHA)).collect();
    assert_eq!(words, [quotes[1].as_str(), "Its makers say the"]);
}

#[test]
fn a_label_that_is_not_given_leaves_the_selection() {
    let desk = Desk::new();
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("3GveA<Esc>");
    assert_eq!((desk.marks().len(), selected(&session)), (0, "Its"));
}

#[test]
fn too_much_cannot_be_marked_and_stays_selected() {
    let desk = Desk::new();
    desk.write("long.txt", &paragraphs("Long", 600));
    let mut session = desk.sit(&["long.txt"]);
    session.keys("ggvGa");
    assert!(session.foot().contains("too long"), "{}", session.foot());
    assert!(desk.marks().is_empty() && session.state.is_selecting());
}

#[test]
fn a_copy_of_a_selection_is_exactly_that() {
    let mut session = open(TEXT);
    session.keys("2GveY");
    let copied = |session: &Session| match session.effects.last() {
        Some(briefbook::protocol::Effect::Copy(words)) => words.as_str().to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(copied(&session), "The");
    assert!(!session.state.is_selecting() && session.foot().contains("Copied 1 word."));
    session.keys("2Gv3ey");
    assert!(copied(&session).starts_with("“The first launcher”\n— Title"), "{}", copied(&session));
}

#[test]
fn marks_inside_one_another_are_painted_walked_and_removed_one_by_one() {
    let desk = Desk::new();
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("3GgPa<Enter>3Gv2ea<Enter>3Gv3wvvewa<Enter>");
    let quotes = |desk: &Desk| -> Vec<String> {
        desk.marks().into_iter().map(|mark| mark.anchor.quote).collect()
    };
    let all = "Its makers say the rocket flies up to 300 km.";
    assert_eq!(quotes(&desk), [all, "Its makers", "the r"]);
    session.keys("1G");
    let walk = |session: &mut Session, keys: &str| {
        session.keys(keys);
        session.state.reader.as_ref().unwrap().landed.unwrap().of(ALPHA).to_owned()
    };
    let walked = ["]b", "]b", "]b", "[b", "[b"].map(|keys| walk(&mut session, keys));
    assert_eq!(walked, ["Its makers", all, "the r", all, "Its makers"]);
    let at = session.place_of("Its makers say");
    let plain = session.painted_with(Palette::Plain);
    let bold = |x: u16| plain[(at.x + x, at.y)].modifier.contains(Modifier::BOLD);
    assert!(bold(0), "two marks lie here");
    session.keys("<Esc>3Gvlldd");
    assert_eq!(quotes(&desk), [all, "the r"], "the innermost goes");
}

#[test]
fn a_reload_keeps_the_selection_if_its_words_are_there() {
    let mut session = open(TEXT);
    session.keys("3GgP");
    let words = selected(&session).to_owned();
    session.write("a.md", &TEXT.replace("Title\n\n", "# Title\n\nSomething new stands here.\n\n"));
    session.keys("R");
    assert_eq!(selected(&session), words);
    session.keys("l");
    assert!(selected(&session).starts_with(&words));
    session.write("a.md", "Title\n\nNothing of it is left.\n");
    session.keys("R");
    assert_eq!(selected(&session), "");
    assert!(session.screen().contains("not there any more"), "{}", session.screen());
    session.keys("gv");
    assert_eq!(selected(&session), "");
}

#[test]
fn words_that_come_twice_in_a_new_text_are_not_guessed() {
    let mut session = open(TEXT);
    session.keys("3GgP");
    session.write(
        "a.md",
        "A second paragraph follows here.\n\nNew.\n\nA second paragraph follows here.\n",
    );
    session.keys("R");
    assert_eq!(selected(&session), "");
}

#[test]
fn while_the_rest_is_read_one_may_select_and_it_stays() {
    let text = paragraphs("Alpha", 200);
    let mut session = Beginning::default().slow_disk().with(&[("a.txt", text.as_str())]);
    session.deliver("a.txt", Some(4000));
    session.keys("2Gv3e");
    assert_eq!(selected(&session), "Alpha paragraph 1");
    session.keys("a");
    assert!(session.foot().contains("still being read"), "{}", session.foot());
    session.deliver("a.txt", None);
    assert_eq!(selected(&session), "Alpha paragraph 1");
}

#[test]
fn a_click_in_the_pane_of_bookmarks_selects_and_a_second_opens() {
    let desk = Desk::new();
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("2Ga<Enter>3Gv2ea<Enter>4Ga<Enter>gb");
    let at = session.place_of("“Its makers”");
    session.mouse(Click, at.x, at.y + 1);
    let current = session.state.bookmarks.list.current().unwrap();
    assert_eq!(current.anchor.quote, "Its makers");
    session.keys("eedited<Enter>Aone<Enter>");
    let mark = desk.marks().into_iter().find(|mark| mark.anchor.quote == "Its makers").unwrap();
    assert_eq!((mark.note.as_str(), mark.label().as_str()), ("edited", "one"));
    session.mouse(Click, 60, 34);
    assert!(session.screen().contains("edited"), "below the rows nothing happens");
    let at = session.place_of("“Its makers”");
    session.mouse(DoubleClick, at.x, at.y);
    let landed = session.state.reader.as_ref().unwrap().landed.unwrap();
    assert_eq!(landed, Span::new(landed.start, landed.start + "Its makers".len()));
}

#[test]
fn partial_passages_are_filtered_exported_and_removed_together() {
    let desk = Desk::new();
    let mut session = desk.sit(&["alpha.txt"]);
    session.keys("2Gv2ea<Enter>3Gv2ea<Enter>4Gv2ea<Enter>gb/makers<Enter>");
    let file = desk.path("out.md");
    session.keys(&format!("X<C-u>{file}<Enter>"));
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(written.contains("Its makers") && !written.contains("Nobody outside"), "{written}");
    session.keys("/<C-u><Enter>gg<Space><Space><Space>dd");
    assert!(desk.marks().is_empty());
    session.keys("u");
    let quotes: Vec<_> = desk.marks().into_iter().map(|mark| mark.anchor.quote).collect();
    assert_eq!(quotes, ["The first", "Its makers", "Nobody outside"]);
}
