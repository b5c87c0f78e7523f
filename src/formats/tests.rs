//! What holds for every file, whatever its bytes.

use std::path::Path;

use proptest::prelude::*;

use super::*;

mod unseen;

fn open(name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    read(&Source { name: Path::new(name), bytes, whole: true })
}

fn covered(document: &Document) -> bool {
    let text = document.text();
    let mut end = 0;
    let mut gaps = true;
    for block in document.blocks() {
        gaps &= is_gap(&text[end..block.span.start]);
        end = block.span.end;
    }
    gaps && is_gap(&text[end..])
}

/// White space and signs of quotation.
fn is_gap(between: &str) -> bool {
    between.chars().all(|c| c.is_whitespace() || c == '>')
}

#[test]
fn errors_are_sentences() {
    let error = open("a.png", b"\x89PNG\r\n").unwrap_err();
    let sentence = "this is an image, which briefbook cannot read";
    assert_eq!(error.to_string(), sentence);
    assert_eq!(open("a.txt", b"").unwrap_err().to_string(), "empty file");
}

#[test]
fn a_document_without_words_is_refused_with_a_reason() {
    for (name, bytes) in [
        ("a.txt", &b" \n\t\r\n\n"[..]),
        ("a.md", b"---\ntitle: Only a title\n---\n\n"),
        ("a.md", b"<!-- nothing but a comment -->\n"),
        ("a.html", b"<html><body><div></div></body></html>"),
        ("a.rtf", b"{\\rtf1\\ansi\\par }"),
    ] {
        let reason = open(name, bytes).map(|document| document.text().clone());
        assert!(reason.is_err(), "{name}: {reason:?}");
    }
    // Only the beginning is known: there may be words behind it.
    let head = Source { name: Path::new("a.txt"), bytes: b"\n \n", whole: false };
    assert!(read(&head).is_ok());
}

#[test]
fn metadata_comes_from_head_text_and_name() {
    let text = b"Title: A test\nDTG: 221330ZJUL23\nBy Jane Doe\n\nWords follow here.\n";
    let document = open("x.txt", text).unwrap();
    let metadata = document.metadata();
    assert_eq!(&*metadata.title.as_ref().unwrap().value, "A test");
    let date = metadata.date.as_ref().unwrap().value;
    assert_eq!(date.to_string(), "2023-07-22T13:30Z");
    assert_eq!(&*metadata.authors[0].value, "Jane Doe");
    let named = open("20230722_note.md", b"Nothing dated.").unwrap();
    let date = named.metadata().date.as_ref().unwrap();
    assert_eq!(date.origin, crate::document::Origin::FileName);
}

fn titled(text: &str) -> Option<String> {
    let document = open("x.txt", text.as_bytes()).unwrap();
    document.metadata().title.as_ref().map(|title| title.value.to_string())
}

#[test]
fn the_subject_is_the_title_of_a_message_only() {
    let message =
        "FLASH REPORT 3\nFROM: the desk\nSUBJECT: LAUNCHERS MOVED NORTH\n\n1. All quiet.\n";
    assert_eq!(titled(message).unwrap(), "LAUNCHERS MOVED NORTH");
    let cable = "UNCLAS HARBOUR 000412\n\nSIPDIS\n\nTAGS: PREL, MARR\nSUBJECT: LAUNCHERS OF THE NORTH AND\nTHE OLD CANNERY\n\nREF: HARBOUR 398\n\n1. (U) SUMMARY: ALL QUIET.\n";
    assert_eq!(titled(cable).unwrap(), "LAUNCHERS OF THE NORTH AND THE OLD CANNERY");
    let memo =
        "MEMORANDUM FOR THE RECORD\n\nSUBJ: Launchers of the north\n\n1. All is quiet there.\n";
    assert_eq!(titled(memo).unwrap(), "Launchers of the north");
    let paper = "Launchers of the north\n\nSubject: missiles\n\nA paper about launchers follows.\n";
    assert_eq!(titled(paper).unwrap(), "Launchers of the north");
}

#[test]
fn the_name_dates_a_text_and_what_it_tells_does_not() {
    let told = b"A report\n\nThe treaty of 8 December 1987 banned them.\n";
    let date = |name| {
        let document = open(name, told).unwrap();
        document.metadata().date.as_ref().map(|date| date.value.to_string())
    };
    assert_eq!(date("2023-07-22-report.txt").unwrap(), "2023-07-22");
    assert_eq!(date("report.txt"), None);
    for (line, day) in [
        ("Datum: 5. März 2024", "2024-03-05"),
        ("Date : 5 mars 2024", "2024-03-05"),
        ("Fecha: 5 de marzo de 2024", "2024-03-05"),
        ("Дата: 5 марта 2024 г.", "2024-03-05"),
        ("日期：2024年3月5日", "2024-03-05"),
    ] {
        let text = format!("A notice\n\n{line}\n\nThe treaty of 8 December 1987 banned them.\n");
        let document = open("x.txt", text.as_bytes()).unwrap();
        assert_eq!(document.metadata().date.as_ref().unwrap().value.to_string(), day, "{line}");
    }
    let form = b"A form\nDATE: 07/05/1963\nREVIEWED: 09/28/1998\n\nWords follow.\n";
    let form = open("x.txt", form).unwrap();
    assert_eq!(form.metadata().date.as_ref().unwrap().value.to_string(), "1963-07-05");
}

#[test]
fn a_dateline_names_the_source() {
    let text = b"Officials speak\n\nKYIV, July 22 (Reuters) - The army said so on Friday.\n";
    let document = open("x.txt", text).unwrap();
    assert_eq!(&*document.metadata().source.as_ref().unwrap().value, "Reuters");
}

#[test]
fn a_text_of_too_many_parts_is_kept_and_says_so() {
    let text = "- a\n".repeat(1_100_000);
    let document = open("x.txt", text.as_bytes()).unwrap();
    assert!(covered(&document));
    assert!(document.caveats().iter().any(|caveat| caveat.contains("more parts")));
}

#[test]
fn control_characters_are_counted_in_a_caveat() {
    let document = open("x.txt", b"a\x1b[31m and \x07\n").unwrap();
    let caveat = "2 control or direction characters are shown as marks.";
    assert_eq!(&*document.caveats()[0], caveat);
}

#[test]
fn a_text_of_empty_lines_holds_no_words() {
    let refused = open("x.txt", &b"\n".repeat(10_000));
    assert!(matches!(refused, Err(ReadError::NoWords(_))), "{refused:?}");
}

proptest! {
    #[test]
    fn any_bytes_give_a_document_or_a_reason(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = open("x.txt", &bytes);
        let _ = open("x.md", &bytes);
    }

    #[test]
    fn the_head_of_a_file_is_a_document_too(text in "\\PC{0,60}([ -~\n]|[>|#-]|ä|漢|😀){0,120}", cut in 0usize..4) {
        let end = text.len().saturating_sub(cut);
        for name in ["x.txt", "x.md"] {
            let bytes = &text.as_bytes()[..end];
            if let Ok(document) = read(&Source { name: Path::new(name), bytes, whole: false }) {
                prop_assert!(covered(&document));
                let torn = document.text().contains(char::REPLACEMENT_CHARACTER);
                prop_assert!(!torn || text.contains(char::REPLACEMENT_CHARACTER));
            }
        }
    }

    #[test]
    fn nested_containers_keep_the_order(lines in prop::collection::vec("(> |- |1\\. |  |    ){0,6}(a|# b|```|\\| c \\|)?", 0..30)) {
        let document = open("x.md", lines.join("\n").as_bytes());
        prop_assert!(!matches!(document, Err(ReadError::Invalid(_))), "{:?}", document);
    }

    #[test]
    fn plain_text_keeps_every_character(text in "([ -~\n\t]|\\PC|[>|#*.1a(U) -]){0,200}") {
        if let Ok(document) = open("x.txt", text.as_bytes()) {
            let expected = text.trim_start_matches('\u{FEFF}').chars().count();
            prop_assert_eq!(document.text().chars().count(), expected);
            prop_assert!(covered(&document));
        }
    }

    #[test]
    fn markdown_blocks_cover_the_words(text in "([ -~\n]|[>|#*`1\\[\\]()<!~ -]|\n\n|\n- |\n\\|){0,150}") {
        if let Ok(document) = open("x.md", text.as_bytes()) {
            prop_assert!(covered(&document), "{:?} {:?}", document.text(), document.blocks());
        }
    }
}
