//! Whatever a document holds, whatever is pressed, whatever the size of the screen: no panic, and no
//! character in any cell that a terminal would obey.

use briefbook::app::base::keymap::Keymap;

use briefbook::app::base::pane_id::Context;
use briefbook::config::{KeyCode, KeyPress};
use briefbook::protocol::{Event, MouseAction};
use briefbook::text::whole_clusters;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::support::rounds::rounds;
use crate::support::session::{Beginning, Session};

/// Pieces that documents are made of: markup, wide and joined characters, controls, lines.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    "```\n",
    "| a | b |\n|---|---|\n| c | d |\n",
    "**",
    "*",
    "`",
    "~~",
    "[x](http://y)",
    "![i](j)",
    "&#27;",
    "&#155;",
    "<b>",
    "</b>",
    "<br>",
    "---\ntitle: T\u{1b}[2J\n---\n",
    "\t",
    "    ",
    "word ",
    "ATACMS ",
    "Überlänge-",
    "\u{ad}",
    "漢字かな",
    "👩‍👩‍👧",
    "e\u{301}\u{301}\u{301}",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "\u{2028}",
    "\u{1b}[31m",
    "\u{1b}]0;t\u{7}",
    "\u{9b}1m",
    "\r",
    "\u{8}",
    "\0",
    "\u{7f}",
    "שלום ",
    "مرحبا ",
    "\u{1f3f3}\u{fe0f}\u{200d}\u{1f308}",
    "ก็",
    "한글",
    "1 2 3\n4 5 6\n",
    "(a) ",
    "1.1 ",
    "A. ",
    "————",
    "…",
    "\u{a0}",
    "\u{3000}",
    "\u{1100}\u{1161}",
    "\u{e0041}",
    "\u{fffd}",
    "🇺🇦🇩🇪",
];

/// What a sitting is made of.
#[derive(Clone, Debug)]
enum Deed {
    Key(KeyPress),
    Words(String),
    Size(u16, u16),
    Mouse(usize, u16, u16),
}

const MOUSE: [MouseAction; 7] = [
    MouseAction::Click,
    MouseAction::WheelDown,
    MouseAction::WheelUp,
    MouseAction::DoubleClick,
    MouseAction::TripleClick,
    MouseAction::Drag,
    MouseAction::Release,
];

fn document() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        3 => "[a-z]{1,9} ".prop_map(String::into_bytes),
        2 => any::<char>().prop_map(|c| c.to_string().into_bytes()),
        1 => vec(any::<u8>(), 0..4),
    ];
    vec(piece, 0..160).prop_map(|pieces| pieces.concat())
}

fn key() -> impl Strategy<Value = KeyPress> {
    let bound: Vec<KeyPress> =
        Keymap::default().bindings().iter().flat_map(|b| b.keys.presses().to_vec()).collect();
    let leaves = |key: &KeyPress| {
        // Nothing is done after these: a sitting should go on.
        !matches!(key.code, KeyCode::Char('Q')) && *key != KeyPress::ctrl('c')
    };
    prop_oneof![
        8 => select(bound).prop_filter("leaves", leaves),
        1 => any::<char>().prop_map(KeyPress::char),
        1 => select(vec!['1', '5', '9', '0', 'a', '%']).prop_map(KeyPress::char),
    ]
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        12 => key().prop_map(Deed::Key),
        1 => "\\PC{0,6}|[a-z \u{1b}\n]{0,6}".prop_map(Deed::Words),
        1 => size().prop_map(|(columns, rows)| Deed::Size(columns, rows)),
        1 => mouse(400, 200),
    ]
}

fn mouse(columns: u16, rows: u16) -> impl Strategy<Value = Deed> {
    (0..MOUSE.len(), 0..columns, 0..rows).prop_map(|(a, x, y)| Deed::Mouse(a, x, y))
}

/// Keys that select and move the cursor of a selection, mostly; the mouse and sizes too.
fn selecting() -> impl Strategy<Value = Deed> {
    let bound: Vec<KeyPress> = Keymap::default()
        .in_context(Context::Selecting)
        .filter(|b| b.context == Context::Selecting)
        .flat_map(|b| b.keys.presses().to_vec())
        .collect();
    prop_oneof![
        10 => select(bound).prop_map(Deed::Key),
        3 => select(vec!['j', 'k', 'v', 'V', 'n', '9', '2', 'e', ' ']).prop_map(KeyPress::char).prop_map(Deed::Key),
        2 => mouse(60, 20),
        1 => size().prop_map(|(columns, rows)| Deed::Size(columns, rows)),
    ]
}

/// What is selected lies in the text and cuts no cluster.
fn assert_whole(session: &Session) {
    let Some(reader) = &session.state.reader else { return };
    let Some(selection) = reader.selecting.now else { return };
    let text = reader.document.text();
    for span in [selection.span(), selection.anchor, selection.head] {
        assert!(span.fits(text) && !span.is_empty(), "{selection:?}");
        assert_eq!(whole_clusters(text, span), span, "{selection:?} in {text:?}");
    }
    assert!(selection.span().contains(selection.cursor), "{selection:?}");
}

/// Mostly small, where edges are; up to 400 by 200.
fn size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        6 => (0..40_u16, 0..16_u16),
        3 => (40..140_u16, 0..40_u16),
        1 => (0..=400_u16, 0..=200_u16),
    ]
}

fn assert_clean(session: &Session) {
    for cell in &session.painted().content {
        let symbol = cell.symbol();
        let bad = symbol.chars().find(|c| c.is_control() || is_direction(*c));
        assert!(bad.is_none(), "{symbol:?} is in a cell");
        assert!(symbol.chars().count() <= 20, "{} characters in a cell", symbol.chars().count());
    }
}

/// Characters that turn the direction of what follows, or carry words nobody sees.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}'
        | '\u{fff9}'..='\u{fffb}')
}

fn act(session: &mut Session, deed: &Deed) {
    match deed {
        Deed::Key(key) => session.happen(Event::Key(*key)),
        Deed::Words(words) => session.happen(Event::Paste(words.clone())),
        Deed::Size(columns, rows) => session.resize(*columns, *rows),
        Deed::Mouse(action, column, row) => session.mouse(MOUSE[*action], *column, *row),
    };
    assert_clean(session);
    assert_whole(session);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: rounds(50), max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_document_key_or_size_makes_it_panic_or_leak(
        one in document(),
        two in document(),
        deeds in vec(deed(), 0..40),
        (columns, rows) in size(),
    ) {
        let documents = [("one.md", one), ("two.txt", two), ("three.txt", b"Three\n\nIs fine.\n".to_vec())];
        let mut session = Beginning::default().size(columns, rows).with(&documents);
        assert_clean(&session);
        for deed in &deeds {
            act(&mut session, deed);
        }
    }

    #[test]
    fn whatever_is_selected_lies_in_the_text_and_cuts_no_cluster(
        text in document(),
        other in document(),
        markdown in any::<bool>(),
        deeds in vec(selecting(), 0..40),
        (columns, rows) in size(),
    ) {
        let name = if markdown { "a.md" } else { "a.txt" };
        let mut session = Beginning::default().size(columns, rows).with(&[(name, text)]);
        session.keys("v");
        for (number, deed) in deeds.iter().enumerate() {
            act(&mut session, deed);
            if number == 20 {
                session.write(name, &String::from_utf8_lossy(&other)).keys("R");
                assert_whole(&session);
            }
        }
    }

    #[test]
    fn every_document_reads_from_end_to_end_at_any_width(
        text in document(),
        markdown in any::<bool>(),
        (columns, rows) in size(),
    ) {
        let name = if markdown { "a.md" } else { "a.txt" };
        let mut session = Beginning::default().size(columns, rows).with(&[(name, text)]);
        session.keys("gg");
        for keys in ["<Space>", "<Space>", "5j", "50%", "G", "<C-b>", "zj", "zz", "]h", "x<Enter>", "t", "<Enter>"] {
            session.keys(keys);
            assert_clean(&session);
        }
    }

    #[test]
    fn names_and_titles_of_any_bytes_are_clean_rows(
        name in "[^/\0]{1,24}",
        title in "\\PC{0,12}[\u{0}-\u{1f}\u{7f}-\u{9f}\u{202a}-\u{202e}]{1,4}\\PC{0,12}",
    ) {
        let documents = [(format!("{name}.txt"), format!("{title}\n\nWords.\n")), ("b.txt".to_owned(), title)];
        let mut session = Beginning::default().size(110, 12).with(&documents);
        assert_clean(&session);
        for keys in ["<Enter>", "<C-p>", "b", "<Esc>", "gl", "f", "t", "<Enter>"] {
            session.keys(keys);
            assert_clean(&session);
        }
    }
}
