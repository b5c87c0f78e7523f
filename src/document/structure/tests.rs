//! Documents of several makes and what is found in them.

use super::super::{Block, BlockKind, Document, Parts};
use super::*;
use crate::text::CleanText;

/// Lines as blocks, blank ones between them; "# " makes a heading.
fn document(text: &str) -> Document {
    let (mut out, mut blocks) = (String::new(), Vec::new());
    for line in text.split('\n') {
        let start = out.len() + line.len() - line.trim_start().len();
        let words = line.strip_prefix("# ").unwrap_or(line);
        out.push_str(words);
        let span = Span::new(start, out.len());
        let heading = line.starts_with("# ");
        let kind = if heading { BlockKind::Heading { level: 2 } } else { BlockKind::Paragraph };
        if !words.trim().is_empty() {
            blocks.push(Block::new(kind, span));
        }
        out.push('\n');
    }
    Document::new(Parts { text: CleanText::text(out), blocks, ..Parts::default() }).unwrap()
}

/// Every mark as "kind value".
fn told(text: &str) -> Vec<String> {
    let document = document(text);
    let words = |span: Span| document.words(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let one = |mark: &StructureMark| match &mark.kind {
        StructureKind::DateTimeGroup(instant) => format!("dtg {instant}"),
        StructureKind::Header { name, value } => format!("{} {}", name.name(), words(*value)),
        StructureKind::Paragraph { label, .. } => format!("paragraph {label}"),
        StructureKind::Section(section) => format!("section {}", section.name()),
        kind => format!("{} {}", kind.name(), words(mark.span)),
    };
    document.structure().marks.iter().map(one).collect()
}

/// The paths of the numbered paragraphs.
fn paths(text: &str) -> String {
    let paths = told(text);
    let paths = paths.iter().filter_map(|mark| mark.strip_prefix("paragraph "));
    paths.collect::<Vec<_>>().join(" ")
}

const MESSAGE: &str = "UNCLASSIFIED//FOUO\nFROM: 4 BN\nTO: HQ 2 BDE\n    LOG BASE\nDTG: 051415B MAY 22\nSUBJ: BRIDGE CLOSED\n\n\
    1. (U) SITUATION. The bridge is down.\n   a. (U) The north bank is held.\n   b. (C) Two guns are missing.\n      (1) One was seen.\n\
    2. (U) OUTLOOK. Repairs take a week.\nUNCLASSIFIED//FOUO\n";

#[test]
fn a_message_has_all_its_marks() {
    assert_eq!(
        told(MESSAGE),
        [
            "classification UNCLASSIFIED//FOUO",
            "from 4 BN",
            "to HQ 2 BDE LOG BASE",
            "dtg 051415B MAY 22",
            "dtg 2022-05-05T14:15+02:00",
            "subject BRIDGE CLOSED",
            "paragraph 1",
            "portion (U)",
            "bottom_line The bridge is down.",
            "paragraph 1.a",
            "portion (U)",
            "paragraph 1.b",
            "portion (C)",
            "paragraph 1.b.1",
            "paragraph 2",
            "portion (U)",
            "section outlook",
            "classification UNCLASSIFIED//FOUO",
        ]
    );
}

#[test]
fn a_place_has_the_paragraph_that_holds_it() {
    let document = document(MESSAGE);
    let at = |words: &str| document.structure().paragraph_at(document.text().find(words).unwrap());
    assert_eq!(at("FROM"), None);
    assert_eq!(at("bridge is down"), Some("1"));
    assert_eq!(at("guns are"), Some("1.b"));
    assert_eq!(at("was seen"), Some("1.b.1"));
    assert_eq!(at("Repairs"), Some("2"));
    assert_eq!(
        document.structure().classification().map(|span| document.words(span)),
        Some("UNCLASSIFIED//FOUO")
    );
}

#[test]
fn a_heading_ends_a_numbered_paragraph() {
    let text = "# Paper\n1. The first paragraph says one thing at some length.\n2. The second one says another thing at some length.\n\
        3. The third one says a third thing at some length.\n# Annex\nMore words.\n";
    let document = document(text);
    let at = |words: &str| document.structure().paragraph_at(document.text().find(words).unwrap());
    assert_eq!(at("another"), Some("2"));
    assert_eq!(at("third thing"), Some("3"));
    assert_eq!(at("More"), None);
}

#[test]
fn cables_are_read_without_colons() {
    let text = "C O N F I D E N T I A L SECTION 1 OF 2 EXAMPLE 0417\nO R 131600Z JUN 79\nFM EMBASSY EXAMPLE\nTO MINISTRY\nINFO EMBASSY ONE\nEMBASSY TWO\n\
        TAGS: PFOR\nSUBJECT: TALKS ON THE BORDER WILL GO ON AFTER THE\nHARVEST\n1. SUMMARY. TALKS WENT WELL. END SUMMARY.\n2. THE SHEPHERDS AGREE.\n";
    assert_eq!(
        told(text),
        [
            "classification C O N F I D E N T I A L SECTION 1 OF 2 EXAMPLE 0417",
            "dtg 131600Z JUN 79",
            "dtg 1979-06-13T16:00Z",
            "from EMBASSY EXAMPLE",
            "to MINISTRY",
            "info EMBASSY ONE EMBASSY TWO",
            "subject TALKS ON THE BORDER WILL GO ON AFTER THE HARVEST",
            "paragraph 1",
            "section summary",
            "bottom_line TALKS WENT WELL.",
            "paragraph 2",
        ]
    );
}

#[test]
fn numbers_count_on_in_paths() {
    let lines = |labels: &str| {
        let line = |label: &str| {
            format!("{label} This sentence is long enough to be a paragraph of its own.\n")
        };
        labels.split(' ').map(line).collect::<String>()
    };
    for (labels, expected) in [
        ("1. a. b. (1) (2) c. 2. a. 3.", "1 1.a 1.b 1.b.1 1.b.2 1.c 2 2.a 3"),
        ("1. 1.A. 1.B. 2. 2.A. 3.", "1 1.a 1.b 2 2.a 3"),
        ("1. 1.1 1.2 2. 2.1 2.1.1 2.2 3.", "1 1.1 1.2 2 2.1 2.1.1 2.2 3"),
        ("1. (a) (i) (ii) (b) 2. 3.", "1 1.a 1.a.i 1.a.ii 1.b 2 3"),
        ("135. 136. 137. (a) (b) 138.", "135 136 137 137.a 137.b 138"),
        ("(xxviii) (xxix) (xxx)", "xxviii xxix xxx"),
        ("1/ 2/ 3/ 4/", "1 2 3 4"),
        ("1. 2. 4. 5.", "1 2 4 5"),
        ("A. B. C.", "a b c"),
    ] {
        assert_eq!(paths(&lines(labels)), expected, "{labels}");
    }
}

#[test]
fn lists_headlines_and_figures_are_no_paragraphs() {
    for text in [
        "Buy:\n1. Bread\n2. Milk\n3. Six eggs\n",
        "1. The quarrel\nIt began over fish, and nobody wanted it to go on for so many years as it did.\n2. The first shots\nThey fell at dawn.\n",
        "12. March 2022 was a cold day in the whole of the country.\n24. Then came the summer, which was as hot as ever.\n",
        "3.5 million people left.\n1. FC Example lost its game on Sunday by two to one.\n",
        "Long prose stands here, with far more words than the list has that comes after it, and it goes on and on.\nMore of it, longer still, \
         so that what is numbered is but a small part of the whole text.\n1. Open the lid with care.\n2. Close the lid with care.\n3. Lock it with care.\n\
         And more prose still, as long as that which stands above, so that nobody would cite a number of a paragraph here.\nMore. And more prose that goes on.\n",
        "# Notes\nWords.\nWords.\nWords.\n# Sources\n1. Smith, A Long Title of a Book, London 1999.\n2. Jones, Another Long Title, Paris 2001.\n3. Doe, A Third Long Title, 2004.\n",
    ] {
        assert_eq!(paths(text), "", "{text}");
    }
}

#[test]
fn ordinary_texts_have_no_marks() {
    for text in [
        "To be sure, nobody had seen it.\nFrom the hill the bay looked empty.\n\"Secret,\" she said.\n",
        "Uranium (U) and sulfur (S) were weighed.\n(U) is its sign.\nThe isotope is known.\n",
        "Home\nAbout us\nSummary\nSources\nContact\nFrom our partners\nTo top\n(C) 2023 Example Media\n",
        "Q: Is it secret?\nA: No. To my knowledge it is not.\n",
        "In summary, the year was good.\nSources say so.\nThe outlook is fine.\n",
        "SECRET TALKS BEGIN\nThe ministers met in a hotel by the lake.\n",
        "Subject: sport\nThe match was lost.\n",
    ] {
        assert_eq!(told(text), [""; 0], "{text}");
    }
}

#[test]
fn sections_and_bottom_lines() {
    let text = "# Paper\n\nKey takeaways\n\n• (U) The gun is old. It is slow.\n• It is heavy.\n\n# References\n\n[1] Example.\n";
    assert_eq!(
        told(text),
        ["section key-judgements", "portion (U)", "bottom_line The gun is old.", "section sources"]
            .map(String::from)
            .to_vec()
            .into_iter()
            .filter(|mark| mark != "portion (U)")
            .collect::<Vec<_>>()
    );
    let text = "BLUF: The range is booked. Bring your own.\nMore words follow here.\n";
    assert_eq!(told(text), ["section bluf", "bottom_line The range is booked."]);
}

#[test]
fn contents_are_headings_sections_and_titled_paragraphs() {
    let told = |text: &str| {
        let document = document(text);
        let one = |(level, span): &(u8, Span)| format!("{level} {}", document.words(*span));
        document.contents().iter().map(one).collect::<Vec<_>>()
    };
    assert_eq!(told(MESSAGE), ["2 1. (U) SITUATION", "2 2. (U) OUTLOOK"]);
    let text = "# Paper\nBLUF: The range is booked for the whole of May.\n# Part\nMore words.\n";
    assert_eq!(told(text), ["2 Paper", "3 BLUF", "2 Part"]);
    let text = "A text.\n1. The first paragraph has no title and is long enough to be one.\n2. Nor has the second one, which is as long as the first.\n\
        3. And so it is with the third one, of course, which ends here.\n";
    assert_eq!(told(text), [""; 0]);
}

#[test]
fn a_list_in_a_letter_is_none_of_its_paragraphs() {
    let prose =
        "This is a long sentence of a mail that goes on for a good part of a line of the page.\n";
    let letter = format!(
        "From: Ann\nTo: Bob\nSubject: figures\n\n{}1. Open it.\n2. Close it.\n{prose}",
        prose.repeat(9)
    );
    assert_eq!(paths(&letter), "");
    assert_eq!(
        paths(
            "From: Ann\nTo: Bob\nSubject: figures\n\n1. Open it by noon.\n2. Close it by night.\n"
        ),
        "1 2"
    );
}

#[test]
fn hostile_texts_are_borne() {
    for text in [
        "(",
        "1.",
        "((((",
        "\u{a0}(U",
        "TLP:",
        "FM",
        "SUBJ/",
        "1.1.1.1.1.1.1.1.1 A",
        "é) (é",
        "(U//",
        "REF:",
    ] {
        let _ = told(&format!("{text}\n{text} {text}\n"));
    }
    let many: String = (1..4_000)
        .map(|at| format!("{at}. (U) SUMMARY. X{at} 141630Z MAR 24\nFROM: A\nTO: B\n"))
        .collect();
    assert!(!told(&many).is_empty());
}
