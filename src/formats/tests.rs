//! What holds for every file, whatever its bytes.

use std::path::Path;

use proptest::prelude::*;

use super::*;

fn open(name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    read(&Source { name: Path::new(name), bytes, whole: true })
}

fn covered(document: &Document) -> bool {
    let text = document.text();
    let mut end = 0;
    let mut gaps = true;
    for block in document.blocks() {
        gaps &= text[end..block.span.start].trim().is_empty();
        end = block.span.end;
    }
    gaps && text[end..].trim().is_empty()
}

#[test]
fn errors_are_sentences() {
    let error = open("a.pdf", b"%PDF-1.4").unwrap_err();
    let sentence = "this is a PDF file, which briefbook cannot read yet";
    assert_eq!(error.to_string(), sentence);
    assert_eq!(open("a.txt", b"").unwrap_err().to_string(), "empty file");
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

#[test]
fn control_characters_are_counted_in_a_caveat() {
    let document = open("x.txt", b"a\x1b[31m and \x07\n").unwrap();
    let caveat = "2 control or direction characters are shown as marks.";
    assert_eq!(&*document.caveats()[0], caveat);
}

#[test]
fn a_text_of_empty_lines_is_a_document() {
    assert!(open("x.txt", &b"\n".repeat(10_000)).unwrap().blocks().is_empty());
}

proptest! {
    #[test]
    fn any_bytes_give_a_document_or_a_reason(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = open("x.txt", &bytes);
        let _ = open("x.md", &bytes);
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
