//! Which passage of the page is meant by a command that takes one: a bookmark, a copy.

use super::OpenDocument;
use crate::document::{BlockKind, Document};
use crate::text::Span;

/// The passage that is meant: what is selected; else the block jumped to, or that of the match one
/// stands on, if it is in sight; else the first paragraph that begins on the page, or fills it.
pub fn chosen(reader: &OpenDocument) -> Option<Span> {
    let (document, visible) = (&reader.document, reader.visible());
    let has_words = |span: &Span| document.words(*span).chars().any(char::is_alphanumeric);
    if let Some(selection) = reader.selecting.now {
        return Some(selection.span().trimmed(document.text())).filter(has_words);
    }
    let around = |offset| block_around(document, offset);
    let hit = reader.find.as_ref().and_then(|find| find.here());
    let stood_on = [reader.landed, hit].into_iter().flatten();
    if let Some(passage) = stood_on.into_iter().find(|span| span.overlaps(visible)) {
        return around(passage.start);
    }
    let after = document.blocks().partition_point(|block| block.span.start < visible.start);
    let begun = document.blocks().iter().skip(after);
    let begun = begun.take_while(|block| block.span.start < visible.end);
    let is_heading = |kind: &BlockKind| matches!(kind, BlockKind::Heading { .. });
    let mut paragraphs = begun.filter(|block| !is_heading(&block.kind)).map(|block| block.span);
    paragraphs.find(has_words).or_else(|| around(visible.start))
}

/// The block at an offset, if it has words.
pub fn block_around(document: &Document, offset: usize) -> Option<Span> {
    let span = document.blocks().get(document.block_at(offset)?)?.span;
    document.words(span).chars().any(char::is_alphanumeric).then_some(span)
}
