//! Markdown in, canonical text and blocks out.

use std::path::Path;

use super::*;
use crate::document::{BlockKind, Document};

fn read(source: &str) -> Document {
    Document::new(parts(source, Path::new("notes/Harbour log.md"))).unwrap()
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
fn an_item_that_is_a_rule_keeps_its_marker_as_an_item() {
    let document = read("- ***\n");
    let kinds: Vec<&BlockKind> = document.blocks().iter().map(|block| &block.kind).collect();
    assert!(matches!(kinds[..], [BlockKind::Item { .. }, BlockKind::Rule]), "{kinds:?}");
    assert_eq!(&**document.text(), "- \n* * *\n");
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
    let parts = parts("---\ntitle: T\n---\n# H\n", Path::new("x.md"));
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
    for piece in [
        "> ", "- ", "[", "*a ", "![", "`", "<!--", "1. ", "&", "<a ", "{{<\n", "%%\n", "==a", "x^",
        "<a\n", ":::a\n", "!!! a\n", "`{% ", "[[a|", ": a\n", "~2", "<sup>",
    ] {
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

#[test]
fn words_in_angle_brackets_that_are_no_element_stay() {
    let document = read(
        "Use cmd <file> and give <range> in <b>km</b>.\n\n| where | form |\n|---|---|\n| a/<name>/ | a <i>folder</i> |\n\n<target>\n",
    );
    let text =
        "Use cmd <file> and give <range> in km.\n\nwhere\tform\na/<name>/\ta folder\n\n<target>\n";
    assert_eq!(&**document.text(), text);
}

#[test]
fn raised_and_lowered_figures_never_join_a_number() {
    let source = "About 190<sup>3</sup> miles, 10^6^ kg, 500<sup>4,5</sup> km, 20<sup>[8](#n8)</sup> percent, \
        CO~2~ and H<sub>2</sub>O, 300[^7] km.\n\n| a | 40<sup>2</sup> |\n|---|---|\n\n[^7]: The note.\n";
    let text = "About 190³ miles, 10⁶ kg, 500⁴,⁵ km, 20[8] percent, CO₂ and H₂O, 300[7] km.\n\na\t40²\n\n[7] The note.\n";
    assert_eq!(&**read(source).text(), text);
    let html = "<p>10<sup>6</sup> kg</p>\n\nThe ~~old~~ one costs 5^ or 6^ a ~x~ b.\n";
    assert_eq!(&**read(html).text(), "10⁶ kg\n\nThe old one costs 5^ or 6^ a x b.\n");
}

#[test]
fn notes_of_a_vault_are_read_as_their_program_shows_them() {
    let document = read(
        "---\naliases: [Quay]\ncreated: 2024-09-03\n---\n## Log\n\nSee [[Harbour log|the log]] and [[Cannery]]. ![[map.png]] ![[Other note]]\n\n> [!warning] Caution\n> Unconfirmed.\n\n==Marked **words**== %%a comment%% and #tag. ^block1\n",
    );
    let text = "Log\n\nSee the log and Cannery. Other note\n\nWarning: Caution\nUnconfirmed.\n\nMarked words  and #tag.\n";
    assert_eq!(document.text().replace(".  O", ". O"), text);
    assert_eq!(&*document.title(), "Harbour log");
    assert_eq!(document.metadata().date.as_ref().unwrap().value.to_string(), "2024-09-03");
    assert!(document.blocks().iter().any(|block| block.quote == 1));
    assert_eq!(&*read("# Pier\n\n[[a]]\n").title(), "Pier");
    assert_eq!(&*read("Words\n\n## Part\n").title(), "Words");
}

#[test]
fn boxes_definitions_and_pictures_keep_their_words() {
    let document = read(
        "!!! note \"Careful\"\n    Indented words.\n\n::: tip\nFenced words.\n:::\n\nRange\n: How far it flies\n\n![Two launchers at sea](a.png)\n\n<img src=\"x.png\"\n alt=\"A crane at the pier\">\n",
    );
    let text = "Note: Careful\nIndented words.\n\nTip\nFenced words.\n\nRange\n\n- How far it flies\n\n[Picture: Two launchers at sea]\n\n[Picture: A crane at the pier]\n";
    assert_eq!(&**document.text(), text);
}
