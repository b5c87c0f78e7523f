//! A document as bytes, to be sent from one process to another and to be kept in a cache. Trusts
//! nothing that arrives: it goes through [`Document::new`] like the work of any format reader.
//!
//! The bytes are those of postcard: numbers take as few bytes as they need, which suits the many
//! small spans; the format is specified; and decoding takes no more memory than the bytes justify.
//! There is no version in it: whoever keeps such bytes notes the version beside them.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why bytes make no document.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("these bytes are no document: {0}")]
pub struct WireError(String);

/// Anything made of documents and plain values, as bytes.
///
/// # Errors
/// If `value` holds something that cannot be written: no type here does.
pub fn to_wire(value: &impl Serialize) -> Result<Vec<u8>, WireError> {
    postcard::to_allocvec(value).map_err(|error| WireError(error.to_string()))
}

/// What [`to_wire`] wrote. Bytes left over are an error.
///
/// # Errors
/// If the bytes are damaged, or the document in them does not hold together.
pub fn from_wire<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, WireError> {
    let taken = postcard::take_from_bytes(bytes);
    match taken.map_err(|error| WireError(error.to_string()))? {
        (value, []) => Ok(value),
        (_, rest) => Err(WireError(format!("{} bytes are left over", rest.len()))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use super::*;

    fn document() -> Document {
        let text: CleanText = "A title\n- one\na\tb\n".into();
        let item = BlockKind::Item { marker: Span::new(8, 9) };
        let cells = vec![Span::new(14, 15), Span::new(16, 17)].into();
        let row = BlockKind::Row { table: 1, header: true, cells };
        let blocks = vec![
            Block::new(BlockKind::Heading { level: 1 }, Span::new(0, 7)),
            Block { depth: 1, ..Block::new(item, Span::new(8, 13)) },
            Block { quote: 2, line: 300, ..Block::new(row, Span::new(14, 17)) },
        ];
        let date = parse_date("2023-07-22T13:30Z").unwrap();
        let metadata = Metadata {
            title: Some(Stated::new("A title".into(), Origin::Text(Span::new(0, 7)))),
            date: Some(Stated::new(date, Origin::Format)),
            authors: vec![Stated::new("Jane Doe".into(), Origin::FrontMatter)],
            encoding: "UTF-8".into(),
            ..Metadata::default()
        };
        Document::new(Parts {
            text,
            blocks,
            marks: vec![Mark { span: Span::new(2, 7), kind: MarkKind::Link(0) }],
            links: vec![Link { target: "https://example.org".into() }],
            places: vec![Place { name: "one".into(), offset: 8 }],
            pages: vec![Page { start: 0, label: "iv".into() }],
            pages_left: 3,
            damage: Some("damaged: its end is missing".into()),
            metadata,
            caveats: vec!["1 picture is not shown.".into()],
            inner: vec![Inner { name: "0001".into(), bytes: 7, ..Inner::default() }],
        })
        .unwrap()
    }

    #[test]
    fn a_document_comes_back_as_it_was() {
        let bytes = to_wire(&document()).unwrap();
        assert_eq!(from_wire::<Document>(&bytes).unwrap(), document());
        assert!(bytes.len() < 220, "{} bytes", bytes.len());
    }

    #[test]
    fn every_cut_and_every_flipped_byte_is_an_error_or_another_sound_document() {
        let bytes = to_wire(&document()).unwrap();
        for at in 0..bytes.len() {
            assert!(from_wire::<Document>(&bytes[..at]).is_err());
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x41;
            if let Ok(document) = from_wire::<Document>(&flipped) {
                let last = document.blocks().last().unwrap();
                assert!(last.span.fits(document.text()));
            }
        }
        assert!(from_wire::<Document>(&[&bytes[..], b"x"].concat()).is_err());
    }

    #[test]
    fn control_characters_that_arrive_are_replaced() {
        let bytes = to_wire(&"a\u{1b}[31m").unwrap();
        assert_eq!(&*from_wire::<CleanText>(&bytes).unwrap(), "a\u{241b}[31m");
    }

    #[test]
    fn dates_of_every_exactness_come_back() {
        for words in ["2023", "2023-07", "2023-07-22", "2023-07-22T13:30", "2023-07-22T13:30Z"] {
            let date = parse_date(words).unwrap();
            assert_eq!(date.to_string(), words);
            assert_eq!(from_wire::<Date>(&to_wire(&date).unwrap()).unwrap(), date);
        }
    }
}
