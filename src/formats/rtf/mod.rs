//! RTF, read by hand: code pages, Unicode, styles, lists, tables, notes, fields. Knows nothing of
//! fonts and pictures.

mod charsets;
mod equation;
mod reader;
mod running;
mod sheet;
mod state;
mod tables;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

use super::properties;
use crate::document::Parts;
use reader::Reader;
use running::Place;

/// What is said of a file that begins in another way.
const NO_START: &str = "Damaged: it does not begin as RTF does; text may be missing or wrong.";

/// The document that an RTF file holds.
pub(super) fn parts(bytes: &[u8]) -> Parts {
    let mut reader = Reader::new(!is_painted(bytes));
    reader.read_all(bytes);
    let head = reader.running_lines(Place::Head);
    let foot = reader.running_lines(Place::Foot);
    let damage = if bytes.starts_with(b"{\\rtf") { reader.damage } else { Some(NO_START) };
    let info = std::mem::take(&mut reader.tables.info);
    let mut parts = reader.out.finish();
    properties::apply(&mut parts, &info);
    super::running::place(&mut parts, head, foot);
    if let Some(damage) = damage {
        parts.damaged(damage);
    }
    parts
}

/// True if pages show something behind their words: a colour, or drawings that stand there.
fn is_painted(bytes: &[u8]) -> bool {
    let behind: [&[u8]; 3] = [br"\*\background", br"\shpfblwtxt1", br"fBehindDocument}{\sv 1}"];
    behind.iter().any(|words| memchr::memmem::find(bytes, words).is_some())
}
