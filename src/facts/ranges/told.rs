//! What tests of several rules ask for: the ranges of a sentence and whose they are.

use crate::document::{Block, BlockKind, Document, Parts};
use crate::facts::{Lexicon, extract};
use crate::text::{CleanText, Span};

/// Each range of the text with its weapon: "300 km: Kalibr", "-" for none.
pub fn ranges(text: &str) -> Vec<String> {
    let block = Block::new(BlockKind::Paragraph, Span::new(0, text.len()));
    let parts = Parts { text: CleanText::text(text), blocks: vec![block], ..Parts::default() };
    let document = Document::new(parts).unwrap();
    let facts = extract(&document, &Lexicon::bundled().unwrap());
    let words = document.text();
    let told = facts.ranges.iter().map(|range| {
        let weapon = range.weapon.map_or("-", |(_, span)| span.of(words));
        format!("{}: {weapon}", range.span.of(words))
    });
    told.collect()
}
