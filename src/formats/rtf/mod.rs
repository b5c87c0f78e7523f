//! RTF, read by hand: code pages, Unicode, styles, lists, tables, notes, fields. Knows nothing of
//! fonts, colours and pictures.

mod charsets;
mod reader;
mod state;
mod tables;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

use super::properties;
use crate::document::Parts;
use reader::Reader;

/// The document that an RTF file holds.
pub(super) fn parts(bytes: &[u8]) -> Parts {
    let mut reader = Reader::default();
    reader.read_all(bytes);
    let info = std::mem::take(&mut reader.tables.info);
    let mut parts = reader.out.finish();
    properties::apply(&mut parts, &info);
    parts
}
