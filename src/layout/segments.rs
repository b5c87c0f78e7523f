//! Cuts huge blocks into segments that are laid out one by one, so that any offset in a block of
//! any length is reached at the same cost. Where the cuts lie depends on the text alone.

use unicode_segmentation::GraphemeCursor;

use crate::document::{Block, BlockKind};
use crate::text::Span;

/// Blocks of more bytes are cut; a page of prose has about 2 kB.
pub(super) const LARGE: usize = 16 * 1024;

/// Bytes of a segment, about.
const SIZE: usize = 8 * 1024;

/// How far a cut looks ahead for white space.
const WINDOW: usize = 2 * 1024;

/// How far a cut between clusters looks back; the longest emoji in use have 35 bytes.
const CONTEXT: usize = 256;

/// How many segments `block` has; at least 1.
pub(super) fn count(block: &Block) -> usize {
    let len = block.span.len();
    if len <= LARGE || matches!(block.kind, BlockKind::Rule) {
        return 1;
    }
    len / SIZE
}

/// The bytes of a segment.
pub(super) fn span(text: &str, block: &Block, segment: usize) -> Span {
    Span::new(cut(text, block, segment), cut(text, block, segment + 1))
}

/// The segment of `block` that holds `offset`, or the nearest.
pub(super) fn find(text: &str, block: &Block, offset: usize) -> usize {
    let into = offset.saturating_sub(block.span.start);
    let guess = (into / SIZE).min(count(block) - 1);
    if guess > 0 && offset < cut(text, block, guess) {
        return guess - 1;
    }
    guess
}

/// Where segment `number` starts.
fn cut(text: &str, block: &Block, number: usize) -> usize {
    if number == 0 {
        return block.span.start;
    }
    if number >= count(block) {
        return block.span.end;
    }
    let nominal = ceil(text, block.span.start + number * SIZE);
    let window = Span::new(nominal, ceil(text, nominal + WINDOW)).of(text);
    let code = matches!(block.kind, BlockKind::Code);
    let gap = |c: char| if code { c == '\n' } else { c.is_whitespace() };
    let ahead = window
        .char_indices()
        .find(|&(_, c)| gap(c))
        .map(|(at, c)| at + c.len_utf8())
        .map(|ahead| nominal + ahead);
    ahead.or_else(|| boundary(text, nominal)).unwrap_or(nominal)
}

/// The first boundary between grapheme clusters after `offset`, if it is near.
fn boundary(text: &str, offset: usize) -> Option<usize> {
    let start = ceil(text, offset.saturating_sub(CONTEXT));
    let near = Span::new(start, ceil(text, offset + WINDOW)).of(text);
    let mut cursor = GraphemeCursor::new(offset - start, near.len(), true);
    let next = cursor.next_boundary(near, 0).ok().flatten()?;
    Some(start + next)
}

fn ceil(text: &str, offset: usize) -> usize {
    let at = (offset..offset + 4).find(|&at| text.is_char_boundary(at));
    at.unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(text: &str) -> Block {
        Block::new(BlockKind::Paragraph, Span::new(0, text.len()))
    }

    fn spans(text: &str) -> Vec<Span> {
        let block = prose(text);
        (0..count(&block)).map(|n| span(text, &block, n)).collect()
    }

    #[test]
    fn segments_join_to_the_block_and_end_between_words() {
        let text = "precision strike ".repeat(6_000);
        let spans = spans(&text);
        assert_eq!(spans.iter().map(|s| s.of(&text)).collect::<String>(), text);
        assert!(spans.iter().all(|s| s.of(&text).ends_with(' ')));
        assert!(spans.iter().all(|s| (4_096..=LARGE + WINDOW).contains(&s.len())));
    }

    #[test]
    fn every_offset_is_found_in_its_segment() {
        for text in ["ab ".repeat(20_000), "漢".repeat(20_000), "x".repeat(70_000)] {
            let block = prose(&text);
            for offset in (0..text.len()).step_by(997) {
                let number = find(&text, &block, offset);
                assert!(span(&text, &block, number).contains(offset), "{offset}");
            }
        }
    }

    #[test]
    fn a_family_is_not_torn_apart() {
        let text = "👩‍👩‍👧‍👦".repeat(2_000);
        assert!(spans(&text).iter().all(|s| s.len() % "👩‍👩‍👧‍👦".len() == 0));
    }
}
