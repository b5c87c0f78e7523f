//! The lines that stand before a block: blank ones, or the rule under a table's heading. They
//! take their bytes from the white space between the blocks, so every line has an offset.

use super::line::{Line, LineKind};
use crate::document::{Block, BlockKind, Document};
use crate::text::Span;

/// Bytes of a line at most: what is longer is a paragraph of its own. Lines were typed at 80
/// columns for half a century, some of them in scripts of several bytes a letter.
const SHORT: usize = 100;

/// The lines before block number `at`; never more than the white space there has characters.
pub(super) fn leads(document: &Document, at: usize) -> Vec<Line> {
    let (Some(above), Some(block)) = (
        at.checked_sub(1).and_then(|above| document.blocks().get(above)),
        document.blocks().get(at),
    ) else {
        return Vec::new();
    };
    let gap = Span::new(above.span.end, block.span.start);
    let (kind, wanted) = wanted(document.words(gap), above, block);
    share(document.words(gap), gap, wanted)
        .map(|span| Line { quote: above.quote.min(block.quote), ..Line::bare(kind, at, span) })
        .collect()
}

/// What stands between two blocks, and how many lines of it.
fn wanted(gap: &str, above: &Block, block: &Block) -> (LineKind, usize) {
    use BlockKind::{Heading, Item, Paragraph, Row};
    let lines = match (&above.kind, &block.kind) {
        (Row { table, header, .. }, Row { table: same, header: next, .. }) if table == same => {
            return (LineKind::TableRule, usize::from(*header && !next));
        }
        (Item { .. }, Item { .. }) => usize::from(is_loose(gap)),
        (Paragraph, Paragraph) if are_lines(above, block) => usize::from(is_loose(gap)),
        (Heading { .. }, Heading { .. }) => 1,
        (_, Heading { level: 1 | 2 }) => 2,
        _ => 1,
    };
    (LineKind::Blank, lines)
}

/// True for lines rather than paragraphs: of an address, a verse, the head of a letter.
fn are_lines(above: &Block, block: &Block) -> bool {
    above.span.len().max(block.span.len()) <= SHORT && above.quote == block.quote
}

/// True if the author left an empty line.
fn is_loose(gap: &str) -> bool {
    gap.chars().take(64).filter(|&c| c == '\n').count() > 1
}

/// Shares `gap` among `wanted` lines: one character each, the last takes the rest.
fn share(words: &str, gap: Span, wanted: usize) -> impl Iterator<Item = Span> {
    let starts: Vec<usize> =
        words.char_indices().take(wanted).map(|(at, _)| gap.start + at).collect();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([gap.end]).collect();
    starts.into_iter().zip(ends).map(|(start, end)| Span::new(start, end))
}
