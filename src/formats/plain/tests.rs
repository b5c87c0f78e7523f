//! Whole texts in, their blocks out.

use super::*;
use crate::document::BlockKind;

fn outline(raw: &str) -> Vec<String> {
    let parts = parts(raw.to_owned());
    let text = &parts.text;
    let show = |block: &Block| {
        let words: String = block.span.of(text).chars().take(24).collect();
        let words = words.replace('\n', "/");
        let kind = match &block.kind {
            BlockKind::Heading { level } => format!("h{level}"),
            BlockKind::Paragraph if block.quote > 0 => format!("q{}", block.quote),
            BlockKind::Paragraph => "p".into(),
            BlockKind::Item { marker } => format!("i{}[{}]", block.depth, marker.of(text)),
            BlockKind::Code => "code".into(),
            BlockKind::Row { cells, header, .. } => {
                format!("row{}{}", cells.len(), if *header { "h" } else { "" })
            }
            BlockKind::Rule => "rule".into(),
        };
        format!("{kind} {words}")
    };
    parts.blocks.iter().map(show).collect()
}

#[test]
fn an_article_pasted_as_text_has_title_points_and_headings() {
    let long = "The ministry said on Monday that it had tested a missile of a kind not shown before, and gave no range for it.";
    let raw = format!(
        "Ministry tests a new missile, officials say\n- It is the first test this year.\n- No range was given.\n{long}\nWhat comes next\n{long}\n{long}"
    );
    let seen = outline(&raw);
    assert_eq!(seen[0], "h1 Ministry tests a new mis");
    assert!(seen[1].starts_with("i1[-]") && seen[2].starts_with("i1[-]"));
    assert_eq!(seen[4], "h2 What comes next");
    assert_eq!(seen.len(), 7);
}

#[test]
fn hard_wrapped_lines_are_one_paragraph() {
    let raw = "Annual report\n\nThe missile is said to reach a distance of about three hundred\nkilometres, which is more than the older type that it replaced in\nthe last year of the decade.\n\nA second paragraph stands here and is also wrapped at the same\ncolumn as the first one was.\n";
    let seen = outline(raw);
    assert_eq!(seen.len(), 3, "{seen:?}");
    assert!(seen[0].starts_with("h1"));
}

#[test]
fn a_short_text_that_goes_on_with_names_and_numbers_is_wrapped_too() {
    for (head, words) in [
        (
            "Notes\n\nDate: 3 May 2024\n",
            "The Storm Shadow, bought in 2019, was shown to the press at the Ramstein Air\nBase in May, and a spokesman of the Department of Defense gave its range as\n492 km.",
        ),
        (
            "Notes\nSource: Office of Records\nDate: 3 May 2024\n",
            "According to Janes, the Iskander can reach targets at\n757 miles, although the crews of the battery at Fort\nBliss doubted it.",
        ),
    ] {
        let raw = format!("{head}{words}\n");
        let parts = parts(raw.clone());
        let last = parts.blocks.last().unwrap();
        assert_eq!(last.span.of(&parts.text), words);
    }
    let lines = "Contact\n\nPermanent Mission to the United Nations\n12 Long Street, Second Floor\nNew York City, N.Y.\n";
    assert_eq!(outline(lines).len(), 4);
    let news = "Ministry tests a missile over the northern sea\nGeneral asks for more launchers this year\nTreaty talks end without a word on range\n";
    assert_eq!(outline(&format!("News\n\n{news}")).len(), 4);
}

#[test]
fn an_order_keeps_its_numbered_paragraphs() {
    let raw = "SUBJ: WEEKLY REPORT\n\n1. (U) SITUATION. Quiet on the whole front this week.\n   a. (U) Enemy. No change was seen.\n   b. (U) Friendly. No change.\n2. (U) MISSION. Observe.\n";
    let seen = outline(raw);
    assert!(seen[1].starts_with("i1[1. (U)]"), "{seen:?}");
    assert!(seen[2].starts_with("i2[a. (U)]"));
    assert!(seen[4].starts_with("i1[2. (U)]"));
}

#[test]
fn columns_are_tables() {
    let raw = "Systems\n\nSystem        Range    Year\n------------  -------  ----\nAlpha         300 km   1990\nBeta One      1500 km  2001\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
    let seen = outline(raw);
    let rows = seen.iter().filter(|line| line.starts_with("row")).count();
    assert_eq!(rows, 5, "{seen:?}");
    assert!(seen[1].starts_with("row3h"));
    assert_eq!(seen.len(), 6, "{seen:?}");
}

#[test]
fn lines_drawn_in_a_table_belong_to_its_rows() {
    for table in [
        "Name   Range\n=====  ======\nAlpha  300 km\nBeta   500 km\n",
        "+------+-------+\n| Name | Range |\n+------+-------+\n| A    | 300   |\n| B    | 500   |\n+------+-------+\n",
        "| Name | Range |\n|:-----|------:|\n| A    | 300   |\n| B    | 500   |\n",
        "-----  ------\nName   Range\n-----  ------\nAlpha  300 km\nBeta   500 km\n",
    ] {
        let parts = parts(format!("Systems\n\n{table}"));
        let words = |block: &Block| -> Vec<String> {
            block.inner_spans().map(|span| span.of(&parts.text).to_owned()).collect()
        };
        assert_eq!(parts.blocks.len(), 4, "{table}");
        assert_eq!(words(&parts.blocks[1]), ["Name", "Range"], "{table}");
        let headers = parts
            .blocks
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Row { header: true, .. }));
        assert_eq!(headers.count(), 1, "{table}");
    }
}

#[test]
fn a_first_line_with_a_colon_is_the_title() {
    let body = "The treaty was signed by both sides and held for years.\n\nSUMMARY\n\nIt then ended, as treaties do, in a quarrel over one missile.\n";
    for head in [
        "TIMELINE: HOW A TREATY ENDED\n\n",
        "Press briefing: the launch of the week\n3 May 2024\nBy Jane Doe\n\n",
        "UNCLASSIFIED - FOR TRAINING\n\nTimeline: how a treaty ended\n\n",
    ] {
        let seen = outline(&format!("{head}{body}"));
        let title = seen.iter().find(|line| line.starts_with("h")).unwrap();
        assert!(title.starts_with("h1 ") && !title.contains("SUMMARY"), "{seen:?}");
    }
    for head in ["From: the office\n\n", "DATE: 3 May 2024\n\n", "SUBJECT: Missiles\n\n"] {
        assert!(outline(&format!("{head}{body}"))[0].starts_with("p "), "{head}");
    }
}

#[test]
fn signs_of_quotation_are_no_words() {
    let parts = parts("Reply\n\n> the range is\n>\n> > unknown\n".to_owned());
    let quoted = parts.blocks.iter().filter(|block| block.quote > 0);
    let quoted: Vec<_> = quoted.map(|block| (block.quote, block.span.of(&parts.text))).collect();
    assert_eq!(quoted, [(1, "the range is"), (2, "unknown")]);
}

#[test]
fn headings_by_number_capitals_and_underline() {
    let body = "Some words that make a paragraph of the text below the heading.";
    let raw = format!(
        "Title here\n\n1. Introduction\n\n{body}\n\nEXECUTIVE SUMMARY\n\n{body}\n\nResults\n=======\n{body}\n\nII. Background\n\n{body}\n"
    );
    let seen = outline(&raw);
    let headings: Vec<_> = seen.iter().filter(|line| line.starts_with('h')).collect();
    assert_eq!(headings.len(), 5, "{seen:?}");
}

#[test]
fn verse_and_addresses_keep_their_lines() {
    let raw = "Contact\n\nOffice of the Spokesman\n12 Long Street\nRoom 5\nSpringfield\n";
    assert_eq!(outline(raw).len(), 5);
}

#[test]
fn quotes_and_drawings_are_seen() {
    let seen = outline(
        "Re: plan\n\n> he said\n>> she said\nI say no.\n\n    +--[x]--+\n    |  ##   |\n    +--[y]--+\n",
    );
    assert!(seen[1].starts_with("q1") && seen[2].starts_with("q2"), "{seen:?}");
    assert!(seen.last().unwrap().starts_with("code"));
}
