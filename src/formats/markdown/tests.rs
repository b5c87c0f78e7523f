//! Markdown in, canonical text and blocks out.

use super::*;
use crate::document::{BlockKind, Document};

fn read(source: &str) -> Document {
    Document::new(parts(source)).unwrap()
}

#[test]
fn the_text_is_the_words_without_markup() {
    let document = read(
        "# *Title*\n\nSome **bold** [words](http://x.y) here\nand `code`.\n\n- one\n- two\n  - three\n\n1. first\n\n| a | b |\n|---|---|\n| 1 |   |\n",
    );
    assert_eq!(
        &**document.text(),
        "Title\n\nSome bold words here and code.\n\n- one\n- two\n- three\n1. first\n\na\tb\n1\t\n"
    );
    let depths: Vec<u8> = document.blocks().iter().map(|block| block.depth).collect();
    assert_eq!(depths[2..6], [1, 1, 2, 1]);
    assert_eq!(&*document.links()[0].target, "http://x.y");
    assert_eq!(document.blocks()[1].line, 3);
    let marked: Vec<&str> = document.marks().iter().map(|mark| document.words(mark.span)).collect();
    assert_eq!(marked, ["Title", "bold", "words", "code"]);
}

#[test]
fn decoded_entities_are_cleaned() {
    let document = read("a&#27;[31m &#155; b <b>&#7;</b>\n");
    assert!(!document.text().chars().any(|c| c.is_control() && c != '\n'));
    assert!(document.text().contains('\u{241b}'));
}

#[test]
fn notes_come_last_and_comments_are_reported() {
    let document = read("Word[^1].\n\n[^1]: The note.\n\nAfter.<!-- hidden -->\n");
    assert_eq!(&**document.text(), "Word[1].\n\nAfter.\n\n[1] The note.\n");
    assert_eq!(&*document.caveats()[0], "1 HTML comment is not shown.");
}

#[test]
fn front_matter_is_no_text() {
    let parts = parts("---\ntitle: T\n---\n# H\n");
    assert_eq!(&*parts.text, "H\n");
    assert_eq!(&*parts.metadata.title.unwrap().value, "T");
    assert_eq!(parts.blocks[0].line, 4);
}

#[test]
fn pages_of_text_are_not_code() {
    let document = read(
        "## Page 1\n\n```text\nThe first paragraph of this page runs over more than\none line of its own and ends here.\n\nAnother one.\n```\n",
    );
    let code = document.blocks().iter().filter(|block| block.kind == BlockKind::Code);
    assert_eq!((code.count(), document.blocks().len()), (0, 3));
}

#[test]
fn pathological_nesting_is_linear() {
    for piece in ["> ", "- ", "[", "*a ", "![", "`", "<!--", "1. ", "&", "<a "] {
        let source = format!("{}\n\n\nend\n", piece.repeat(20_000));
        let document = read(&source);
        let told = !document.text().is_empty() || !document.caveats().is_empty();
        assert!(told, "{piece}");
    }
}

#[test]
fn a_fence_that_holds_a_drawing_keeps_its_lines() {
    let drawn = "```text\n ┌────┐   │ one │\n └────┘   │ two │\n```\n";
    let kinds: Vec<_> = read(drawn).blocks().iter().map(|block| block.kind.clone()).collect();
    assert_eq!(kinds, [BlockKind::Code]);
}
