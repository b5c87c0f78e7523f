//! Whole files, made by code, and the documents they are read as.

use super::*;
use crate::document::{BlockKind, Document, MarkKind};

#[path = "../../../tests/support/pdf.rs"]
pub(super) mod made;

use made::{lines, pages, show, with_catalogue};

const BODY: [&str; 6] = [
    "The missile has a range of about three hundred kilo-",
    "metres, as its maker says, and is fired from a wheeled",
    "launcher that carries two of them. It was first shown in",
    "the year 2019 and is in service since 2022.",
    "A second version is to fly farther, but nobody has said",
    "how far, and no test of it has been announced.",
];

fn read(bytes: &[u8]) -> Document {
    Document::new(parts(bytes, &Limits::WHOLE, &mut |_| {}).unwrap()).unwrap()
}

fn failure(bytes: &[u8]) -> ReadError {
    parts(bytes, &Limits::WHOLE, &mut |_| {}).unwrap_err()
}

fn body(top: f32) -> String {
    lines(10.0, (72.0, top), &BODY)
}

#[test]
fn lines_become_paragraphs_and_divided_words_are_whole() {
    let document = read(&pages(&[body(700.0)]));
    let words: Vec<&str> = document.blocks().iter().map(|b| document.words(b.span)).collect();
    assert_eq!(words.len(), 2, "{words:#?}");
    assert!(words[0].contains("three hundred kilometres, as its"));
    assert!(words[0].ends_with("service since 2022."));
}

#[test]
fn large_and_bold_lines_are_headings_of_two_levels() {
    let page = show("F2", 18.0, (72.0, 760.0), "The range of the missile")
        + &body(720.0)
        + &show("F2", 10.0, (72.0, 630.0), "What is known")
        + &body(612.0);
    let document = read(&pages(&[page]));
    let outline: Vec<(u8, &str)> =
        document.outline().map(|(level, span)| (level, document.words(span))).collect();
    assert_eq!(outline, [(1, "The range of the missile"), (2, "What is known")]);
    assert_eq!(&*document.title(), "The range of the missile");
}

#[test]
fn an_item_that_is_set_wider_than_the_text_goes_on_on_its_next_line() {
    let page = body(700.0)
        + &show(
            "F1",
            10.0,
            (72.0, 600.0),
            "- Code that applies the rules of the maker in selected",
        )
        + &show("F1", 10.0, (82.0, 583.0), "languages")
        + &show("F1", 10.0, (72.0, 565.0), "- Guides to it");
    let document = read(&pages(&[page]));
    assert!(document.text().contains("in selected languages\n"), "{}", document.text());
}

#[test]
fn columns_are_read_one_after_the_other_below_a_title() {
    let left = lines(9.0, (50.0, 700.0), &BODY);
    let right = lines(
        9.0,
        (320.0, 697.0),
        &[
            "Of its accuracy little is known, for the",
            "maker is silent about it, as it is on the",
            "weight of the warhead and on the price.",
        ],
    );
    let page = show("F2", 18.0, (50.0, 760.0), "A title that reaches over both of the columns")
        + &left
        + &right;
    let document = read(&pages(&[page]));
    let at = |words: &str| document.text().find(words).unwrap();
    assert!(at("A title") < at("The missile"));
    assert!(at("nobody has said") < at("Of its accuracy"));
}

#[test]
fn pages_have_numbers_and_paragraphs_go_on_over_them() {
    let heads = |n: u8| {
        show("F1", 8.0, (72.0, 810.0), "Annual Report")
            + &show("F1", 8.0, (290.0, 30.0), &n.to_string())
    };
    let first = heads(1) + &lines(10.0, (72.0, 200.0), &BODY[..3]);
    let second = heads(2) + &lines(10.0, (72.0, 700.0), &BODY[3..]);
    let third = heads(3) + &body(700.0);
    let document = read(&pages(&[first, second, third]));
    assert!(document.text().contains("It was first shown in the year 2019"));
    assert_eq!(document.text().matches("Annual").count(), 1, "{}", document.text());
    let said = "Running heads are not shown: “Annual Report” (4 words in all).";
    assert_eq!(&*document.caveats()[0], said);
    let starts: Vec<&str> =
        document.pages().iter().map(|page| &document.text()[page.start..page.start + 8]).collect();
    assert_eq!(starts, ["Annual R", "the year", "The miss"]);
    assert_eq!(&*document.pages()[2].label, "3");
}

#[test]
fn rows_of_a_table_have_cells() {
    let row = |y: f32, cells: [&str; 3]| -> String {
        [72.0, 200.0, 330.0]
            .iter()
            .zip(cells)
            .map(|(x, words)| show("F1", 10.0, (*x, y), words))
            .collect()
    };
    let page = body(760.0)
        + &row(600.0, ["Weapon", "Range", "Source"])
        + &row(588.0, ["ATACMS", "300 km", "US Army"])
        + &row(576.0, ["GMLRS", "70 km", "US Army"]);
    let document = read(&pages(&[page]));
    let rows: Vec<Vec<&str>> = document
        .blocks()
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Row { cells, .. } => {
                Some(cells.iter().map(|cell| document.words(*cell)).collect())
            }
            _ => None,
        })
        .collect();
    assert_eq!(
        rows,
        [
            ["Weapon", "Range", "Source"],
            ["ATACMS", "300 km", "US Army"],
            ["GMLRS", "70 km", "US Army"]
        ]
    );
}

#[test]
fn spaces_taken_back_or_stretched_are_no_spaces() {
    let squeezed = "BT /F1 10 Tf 72 700 Td -0.9 Tc -1.6 Tw (the ATA CMS) Tj 0 Tc 0 Tw ET\n";
    let row = |(n, words): (usize, &str)| {
        format!("BT /F1 10 Tf 72 {} Td 90 Tw ({words}) Tj 0 Tw ET\n", 600 - 12 * n)
    };
    let rows: String =
        ["ATACMS 300", "GMLRS 70", "PrSM 400"].into_iter().enumerate().map(row).collect();
    let document = read(&pages(&[squeezed.to_owned() + &rows]));
    assert!(document.text().contains("ATACMS"), "{}", document.text());
    let is_row = |block: &&crate::document::Block| matches!(block.kind, BlockKind::Row { .. });
    assert_eq!(document.blocks().iter().filter(is_row).count(), 3, "{}", document.text());
}

#[test]
fn bookmarks_are_the_outline() {
    let page = |head: &str| show("F1", 10.0, (72.0, 760.0), head) + &body(730.0);
    let entry = |title: &str, next: &str, dest: u8| {
        format!("<< /Title ({title}) /Parent 9 0 R /Dest [{dest} 0 R /Fit] {next} >>").into_bytes()
    };
    let mut bytes =
        with_catalogue(&[page("1 The range"), page("2 The price")], "/Outlines 9 0 R", "");
    // The table of objects is rebuilt by the reader when more objects stand behind it.
    bytes.truncate(bytes.windows(5).position(|w| w == b"xref\n").unwrap());
    for (n, object) in [
        b"<< /First 10 0 R /Last 11 0 R /Count 2 >>".to_vec(),
        entry("The range", "/Next 11 0 R", 5),
        entry("The price", "/Prev 10 0 R", 7),
    ]
    .into_iter()
    .enumerate()
    {
        bytes.extend(format!("{} 0 obj\n", 9 + n).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    bytes.extend(b"trailer\n<< /Root 1 0 R >>\n%%EOF\n");
    let document = read(&bytes);
    let outline: Vec<(u8, &str)> =
        document.outline().map(|(level, span)| (level, document.words(span))).collect();
    assert_eq!(outline, [(1, "1 The range"), (1, "2 The price")]);
}

#[test]
fn bold_words_are_marked_and_stamps_set_aside() {
    let stamp = "BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm (DRAFT) Tj ET\n";
    let page = body(700.0)
        + stamp
        + &show("F2", 10.0, (72.0, 600.0), "Note:")
        + &show("F1", 10.0, (104.0, 600.0), "the figure is the maker's.");
    let document = read(&pages(&[page]));
    assert!(!document.text().contains("DRAFT"));
    assert!(
        document.caveats().iter().any(|caveat| caveat.contains("“DRAFT”")),
        "{:?}",
        document.caveats()
    );
    let strong = document.marks().iter().find(|mark| mark.kind == MarkKind::Strong).unwrap();
    assert_eq!(document.words(strong.span), "Note:");
}

#[test]
fn words_that_nobody_sees_are_set_aside_and_quoted() {
    let seen = show("F1", 10.0, (72.0, 700.0), "There are four launchers.");
    for unseen in ["3 Tr", "1 1 1 rg", "1 g", "0 0 0 0 k", "/DeviceRGB cs 1 1 1 sc"] {
        let page = format!(
            "{seen}q {unseen} BT /F1 10 Tf 72 680 Td (No, there are forty.) Tj ET Q
{}",
            show("F1", 10.0, (72.0, 660.0), "They left in May.")
        );
        let document = read(&pages(&[page]));
        assert!(!document.text().contains("forty"), "{unseen}: {}", document.text());
        assert!(document.text().contains("They left"), "{unseen}");
        let said = document.caveats().iter().any(|caveat| caveat.contains("forty"));
        assert!(said, "{unseen}: {:?}", document.caveats());
    }
}

#[test]
fn many_words_that_nobody_sees_are_marked_as_hidden() {
    let unseen: String = (0..12)
        .map(|n| {
            let y = 500 - 12 * n;
            format!("BT /F1 10 Tf 3 Tr 72 {y} Td (Words that are not painted here {n}) Tj ET\n")
        })
        .collect();
    let page = body(700.0) + &body(600.0) + &unseen;
    let document = read(&pages(&[page]));
    let hidden = |mark: &&crate::document::Mark| mark.kind == MarkKind::Hidden;
    let marks: Vec<&str> =
        document.marks().iter().filter(hidden).map(|mark| document.words(mark.span)).collect();
    assert_eq!(marks.len(), 12, "{}", document.text());
    assert_eq!(marks[0], "Words that are not painted here 0");
    let whole =
        |words: &str| document.blocks().iter().any(|block| document.words(block.span) == words);
    assert!(marks.iter().all(|words| whole(words)));
}

#[test]
fn white_words_on_something_dark_and_the_layer_of_a_scan_are_text() {
    let dark = "0 0 0.5 rg 60 690 300 30 re f
"
    .to_owned();
    let white = "1 g BT /F1 10 Tf 72 700 Td (White on blue.) Tj ET 0 g
";
    let thick = "0 0.5 0 RG 30 w 60 650 m 300 650 l S BT 1 g /F1 10 Tf 72 647 Td (On a bar.) Tj ET";
    let document = read(&pages(&[dark
        + white
        + thick
        + "
0 g " + &body(600.0)]));
    assert!(document.text().contains("White on blue."), "{}", document.text());
    assert!(document.text().contains("On a bar."), "{}", document.text());
    let picture = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{1} EI Q\n3 Tr\n";
    let scan = read(&pages(&[picture.to_owned() + &body(700.0)]));
    assert!(scan.text().starts_with("The missile has a range"), "{}", scan.text());
}

#[test]
fn raised_marks_lead_to_the_notes_at_the_foot() {
    let mark = |x: f32, y: f32, n: &str| show("F1", 6.5, (x, y), n);
    let page = show("F1", 10.0, (72.0, 700.0), "The missile flies about 190")
        + &mark(191.5, 703.8, "3")
        + &show("F1", 10.0, (199.0, 700.0), "miles, it is said, and no further.")
        + &lines(8.0, (72.0, 80.0), &["3 Letter of the maker, 4 May."]);
    let document = read(&pages(&[page]));
    assert!(document.text().contains("about 190[3] miles"), "{}", document.text());
    let is_item = |block: &crate::document::Block| match block.kind {
        BlockKind::Item { marker } => document.words(marker) == "[3]",
        _ => false,
    };
    assert!(document.blocks().iter().any(is_item), "{}", document.text());
}

#[test]
fn a_page_that_lies_on_its_side_is_read_upright() {
    let turned: String = BODY
        .iter()
        .enumerate()
        .map(|(n, words)| format!("BT /F1 10 Tf 0 1 -1 0 {} 72 Tm ({words}) Tj ET\n", 100 + 12 * n))
        .collect();
    let document = read(&pages(&[turned]));
    assert!(
        document.text().contains("as its maker says, and is fired from a wheeled launcher"),
        "{}",
        document.text()
    );
}

#[test]
fn a_long_file_shows_its_beginning_first() {
    let contents = vec![body(700.0); 12];
    let mut seen = Vec::new();
    let whole = parts(&pages(&contents), &Limits::WHOLE, &mut |early| seen.push(early)).unwrap();
    assert_eq!((seen.len(), seen[0].pages.len(), seen[0].pages_left), (1, EARLY, 8));
    assert!(whole.text.starts_with(seen[0].text.trim_end()));
    assert_eq!((whole.pages.len(), whole.pages_left), (12, 0));
    let few = Limits { pages: 2, ..Limits::WHOLE };
    let few = parts(&pages(&contents), &few, &mut |_| {}).unwrap();
    assert_eq!((few.pages.len(), few.pages_left), (2, 10));
}

#[test]
fn what_cannot_be_read_has_its_reason() {
    assert!(matches!(failure(b"%PDF-1.7\nnothing"), ReadError::Damaged(_)));
    assert_eq!(failure(&pages(&["0 0 100 100 re f\n".into()])), ReadError::NoText);
    let locked = with_catalogue(
        &[body(700.0)],
        "",
        &format!(
            "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{0}> /U <{0}> >> /ID [<00> <00>]",
            "00".repeat(32)
        ),
    );
    assert_eq!(failure(&locked), ReadError::Encrypted);
}

#[test]
fn other_bytes_may_stand_before_the_header() {
    let mut bytes = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
    bytes.extend(pages(&[body(700.0)]));
    assert!(read(&bytes).text().starts_with("The missile"));
}
