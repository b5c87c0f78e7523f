//! The page as a reader sees it.

use super::*;

#[test]
fn hard_wrapped_prose_is_set_anew() {
    let document = document(&[(BlockKind::Paragraph, "one two\nthree  four\tfive six")], "");
    assert_eq!(painted(&document, measure(80)), ["one two three four five six"]);
    assert_eq!(painted(&document, measure(10)), ["one two", "three four", "five six"]);
}

#[test]
fn items_hang_under_their_words() {
    let parts = [(ITEM, "- a point of order"), (ITEM, "12. another one here")];
    let document = document(&parts, "\n");
    assert_eq!(
        painted(&document, measure(12)),
        ["- a point of", "  order", "12. another", "    one here"]
    );
}

#[test]
fn blocks_are_set_apart_and_headings_more() {
    let parts = [
        (BlockKind::Heading { level: 1 }, "Title"),
        (BlockKind::Paragraph, "Words."),
        (BlockKind::Heading { level: 2 }, "Part"),
        (BlockKind::Rule, "---"),
    ];
    let document = document(&parts, "\n\n");
    let page = ["Title", "", "Words.", "", "", "Part", "", "──────"];
    assert_eq!(painted(&document, measure(6)), page);
}

#[test]
fn quotations_are_indented() {
    let mut block = Block::new(BlockKind::Paragraph, Span::new(0, 7));
    block.quote = 1;
    let document = made("aa bbbb".into(), vec![block]);
    assert_eq!(painted(&document, measure(8)), ["  aa", "  bbbb"]);
    assert!(all_lines(&document, measure(8)).iter().all(|line| line.quote == 1));
}

#[test]
fn code_is_kept_and_scrolled_sideways() {
    let document = document(&[(BlockKind::Code, "fn main() {\n\n\tlet x = 漢字;\n}")], "");
    assert_eq!(painted(&document, measure(80)), ["fn main() {", "", "        let x = 漢字;", "}"]);
    let narrow = all_lines(&document, measure(9));
    assert!(narrow[0].cut && !narrow[1].cut && narrow[2].cut && !narrow[3].cut);
    let panned = Measure { pan: 17, ..measure(9) };
    assert_eq!(painted(&document, panned), ["", "", " 字;", ""]);
}

#[test]
fn tables_fit_by_folding_the_widest_cells() {
    let parts = [
        (row(true), "System|Range|Remarks"),
        (row(false), "ATACMS|300 km|fired from tracked and wheeled launchers"),
        (row(false), "M270|"),
    ];
    let document = document(&parts, "\n");
    assert_eq!(
        painted(&document, measure(34)),
        [
            "System  Range   Remarks",
            "──────────────────────────────────",
            "ATACMS  300 km  fired from tracked",
            "                and wheeled",
            "                launchers",
            "M270",
        ]
    );
}

#[test]
fn tables_of_many_columns_are_scrolled() {
    let words = ["heading x"; 9].join("|");
    let document = document(&[(row(false), &words)], "\n");
    let line = all_lines(&document, measure(24)).swap_remove(0);
    assert!(line.cut && line.end <= 24);
    let panned = Measure { pan: 10, ..measure(24) };
    assert_eq!(painted(&document, panned)[0], "heading   heading   head");
}

#[test]
fn justified_prose_is_flush_but_for_its_last_line() {
    let words = "the range of the missile was said to be about three hundred kilometres";
    let document = document(&[(BlockKind::Paragraph, words)], "");
    let flush = Measure { justify: true, ..measure(24) };
    let page = painted(&document, flush);
    let (last, body) = page.split_last().unwrap();
    assert!(body.iter().all(|line| width(line) == 24), "{page:#?}");
    assert!(!last.contains("  "));
}

#[test]
fn spaces_are_never_stretched_beyond_three_cells() {
    let document = document(&[(BlockKind::Paragraph, "a b cccccccccccc d e f")], "");
    let flush = Measure { justify: true, ..measure(13) };
    assert!(painted(&document, flush).iter().all(|line| !line.contains("    ")));
}

#[test]
fn hyphens_are_painted_where_words_are_broken() {
    let document = document(&[(BlockKind::Paragraph, "an international organisation")], "");
    let broken = Measure { hyphenate: true, ..measure(11) };
    let page = painted(&document, broken);
    assert!(page[0].starts_with("an inter") && page[0].ends_with('-'), "{page:?}");
    assert!(page.iter().all(|line| width(line) <= 11));
}

#[test]
fn a_position_survives_a_new_width() {
    let words = "strike ".repeat(2_000);
    let document = document(&[(BlockKind::Paragraph, &words), (BlockKind::Paragraph, "end")], "\n");
    let mut layout = Layout::new(measure(40));
    let place = layout.place(&document, 7_000);
    let offset = layout.offset(&document, place);
    layout.set_measure(measure(93));
    let place = layout.place(&document, offset);
    assert!(layout.lines(&document, place, 1)[0].span.contains(offset));
}

#[test]
fn the_page_stops_at_the_bottom() {
    let document = document(&[(BlockKind::Paragraph, "a"), (BlockKind::Paragraph, "b")], "\n");
    let mut layout = Layout::new(measure(40));
    let bottom = layout.bottom(&document, 2);
    assert_eq!(layout.lines(&document, bottom, 9).len(), 2);
    let top = layout.bottom(&document, 50);
    assert_eq!(top, LinePlace::default());
    assert_eq!(layout.step(&document, top, isize::MAX), layout.last(&document));
    assert_eq!(layout.step(&document, bottom, isize::MIN), top);
}

#[test]
fn nothing_is_shown_of_nothing() {
    let document = Document::default();
    let mut layout = Layout::default();
    assert!(all_lines(&document, measure(0)).is_empty());
    assert_eq!(layout.step(&document, LinePlace::default(), 5), LinePlace::default());
    assert_eq!(layout.bottom(&document, 5), LinePlace::default());
    assert_eq!(layout.offset(&document, LinePlace::default()), 0);
}

#[test]
fn a_long_table_has_one_set_of_columns() {
    let parts: Vec<_> = (0..3_000).map(|_| (row(false), "a|bb|ccc")).collect();
    let document = document(&parts, "\n");
    let mut layout = Layout::new(measure(40));
    let last = layout.last(&document);
    let line = layout.lines(&document, last, 1).swap_remove(0);
    let columns: Vec<_> = line.pieces.iter().map(|piece| piece.column).collect();
    assert_eq!(columns, [0, 3, 7]);
}

#[test]
fn numbers_in_tables_are_flush_right() {
    let parts = [(row(true), "System|Range, km"), (row(false), "A|70"), (row(false), "B|1,500")];
    let page = painted(&document(&parts, "\n"), measure(40));
    assert_eq!(page[2..], ["A              70", "B           1,500"]);
}

#[test]
fn a_block_of_any_length_is_set_in_segments_that_rejoin() {
    for word in ["strike ", "漢字", "x", "👩‍👩‍👧‍👦", "pre-\ncision\n"] {
        let words = word.repeat(60_000 / word.len());
        let document = document(&[(BlockKind::Paragraph, &words), (BlockKind::Code, &words)], "\n");
        let lines = all_lines(&document, measure(61));
        let prose = lines.iter().filter(|line| line.block == 0);
        let set: String =
            prose.flat_map(|line| &line.pieces).map(|piece| document.words(piece.span)).collect();
        let ink = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(ink(&set), ink(&words));
        assert!(lines.windows(2).all(|w| w[0].span.start < w[1].span.start));
        let mut layout = Layout::new(measure(61));
        for offset in (0..words.len() * 2).step_by(4_999) {
            let place = layout.place(&document, offset);
            let back = layout.offset(&document, place);
            assert_eq!(layout.place(&document, back), place);
            let down = layout.step(&document, place, 7);
            let clamped = down == layout.last(&document);
            assert!(clamped || layout.step(&document, down, -7) == place);
        }
    }
}

#[test]
fn short_lines_stay_together_and_paragraphs_do_not() {
    let long = "A paragraph that takes a whole line of a file, as news pasted from a page does: it is longer than any line that was typed.";
    let lines = [(BlockKind::Paragraph, "12 Long Street"), (BlockKind::Paragraph, "Springfield")];
    assert_eq!(painted(&document(&lines, "\n"), measure(40)), ["12 Long Street", "Springfield"]);
    assert_eq!(painted(&document(&lines, "\n\n"), measure(40)).len(), 3);
    let mixed = [(BlockKind::Paragraph, long), (BlockKind::Paragraph, "Springfield")];
    assert_eq!(painted(&document(&mixed, "\n"), measure(400)), [long, "", "Springfield"]);
}

#[test]
fn a_table_with_other_blocks_between_its_rows_has_one_set_of_columns() {
    let parts = [
        (row(true), "A|B"),
        (BlockKind::Rule, "---"),
        (row(false), "a long cell|1"),
        (BlockKind::Rule, "---"),
        (row(false), "a still longer cell|2"),
    ];
    let seen = painted(&document(&parts, "\n"), measure(60));
    let columns: Vec<_> = seen.iter().filter_map(|line| line.find(['B', '1', '2'])).collect();
    assert_eq!(columns, [21, 21, 21], "{seen:?}");
}
