//! EPUB: the chapters of a book in the order in which they are read, one text. What the contents
//! name is a heading, even where a chapter does not say so. Pictures are counted, not shown; nothing
//! outside of the archive is opened.

mod contents;
mod package;
mod target;
#[cfg(test)]
mod tests;
mod xhtml;

use super::archive::Archive;
use super::builder::Builder;
use super::{Limits, ReadError, html, properties};
use crate::document::{Block, BlockKind, Parts};
use crate::text::{CleanText, single_spaced};
use contents::Entry;
use package::Package;

/// Blocks at the start of a chapter, or after the last entry of the contents, among which an entry
/// is looked for.
const LOOK_AHEAD: usize = 5_000;

/// The document that a book is.
pub(super) fn parts(bytes: &[u8], limits: &Limits) -> Result<Parts, ReadError> {
    let mut archive = Archive::open(bytes, limits)?;
    let package = Package::read(&mut archive)?;
    let entries = contents::read(&mut archive, &package)?;
    let mut out = Builder::default();
    let mut chapters = Vec::new();
    let mut missing = 0usize;
    for name in &package.spine {
        let markup = match archive.text(name) {
            Ok(Some(markup)) => markup,
            Ok(None) | Err(ReadError::Damaged(_)) => {
                missing += 1;
                continue;
            }
            Err(error) => return Err(error),
        };
        chapters.push((name.as_str(), out.blocks()));
        out.place(name.rsplit('/').next().unwrap_or(name));
        html::write(&xhtml::expanded(&markup), limits, &mut out);
    }
    let mut parts = out.finish();
    if parts.blocks.is_empty() {
        return Err(ReadError::Damaged("none of its chapters can be read".into()));
    }
    if missing > 0 {
        let words = format!("{missing} of its chapters are not in the file.");
        parts.caveats.push(CleanText::line(&words));
    }
    mark_headings(&mut parts, &chapters, &entries);
    properties::apply(&mut parts, &package.metadata);
    archive.tell(&mut parts);
    Ok(parts)
}

/// Makes headings of the paragraphs whose words the contents name.
fn mark_headings(parts: &mut Parts, chapters: &[(&str, usize)], entries: &[Entry]) {
    for (at, (name, start)) in chapters.iter().enumerate() {
        let end = chapters.get(at + 1).map_or(parts.blocks.len(), |(_, next)| *next);
        let mut from = *start;
        for entry in entries.iter().filter(|entry| entry.target == *name) {
            let to = end.min(from + LOOK_AHEAD);
            let wanted = single_spaced(&entry.words);
            let is = |block: &Block| says(block.span.of(&parts.text), &wanted);
            let blocks = parts.blocks.get(from..to).unwrap_or_default();
            let Some(found) = blocks.iter().position(is) else { continue };
            from += found;
            if let Some(block) = parts.blocks.get_mut(from)
                && block.kind == BlockKind::Paragraph
            {
                block.kind = BlockKind::Heading { level: entry.level };
            }
            from += 1;
        }
    }
}

fn says(words: &str, wanted: &str) -> bool {
    words.len() < 4 * wanted.len() + 16 && single_spaced(words).eq_ignore_ascii_case(wanted)
}
