//! Passages as people select them: some letters, some words, sentences, paragraphs, pages. Edits
//! nothing.

use briefbook::document::{Block, BlockKind, Document, Parts};
use briefbook::text::{CleanText, Span};

use super::chance::Chance;

/// What chooses a passage of a document; `None` where there is none of that kind.
pub type Choose = fn(&mut Chance, &Document) -> Option<Span>;

/// How passages are chosen, by name.
pub const KINDS: [(&str, Choose); 6] = [
    ("letters", letters),
    ("words", words),
    ("sentence", |chance, document| sentences(chance, document, 1)),
    ("sentences", |chance, document| {
        let count = chance.between(2, 4);
        sentences(chance, document, count)
    }),
    ("paragraph", paragraph),
    ("page", page),
];

/// A document with a block for each run of lines, and headings where a line starts with `#`.
pub fn document(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut at = 0;
    for part in text.split("\n\n") {
        let span = Span::new(at, at + part.len()).trimmed(text);
        let level = part.trim().bytes().take_while(|b| *b == b'#').count();
        let kind = match level {
            1..=6 => BlockKind::Heading { level: level as u8 },
            _ => BlockKind::Paragraph,
        };
        if !span.is_empty() {
            blocks.push(Block::new(kind, span));
        }
        at += part.len() + 2;
    }
    Document::new(Parts { text: CleanText::text(text), blocks, ..Parts::default() }).unwrap()
}

/// From 3 to 12 letters, wherever they begin and end.
fn letters(chance: &mut Chance, document: &Document) -> Option<Span> {
    let text: &str = document.text();
    let start = text.floor_char_boundary(chance.below(text.len()));
    let count = chance.between(3, 12);
    let end = text[start..].char_indices().nth(count).map(|(at, _)| start + at)?;
    worded(text, Span::new(start, end), 3)
}

/// From one to eight words.
fn words(chance: &mut Chance, document: &Document) -> Option<Span> {
    let text: &str = document.text();
    let start = start_of_word(chance, text)?;
    let count = chance.between(1, 8);
    let end = text[start..].match_indices(char::is_whitespace).nth(count)?.0;
    worded(text, Span::new(start, start + end), 3)
}

/// Some sentences, the first of which may be a whole paragraph.
fn sentences(chance: &mut Chance, document: &Document, count: usize) -> Option<Span> {
    let text: &str = document.text();
    let block = prose(chance, document)?;
    let ends = |from: usize| text[from..].match_indices([' ', '\n']).map(move |(at, _)| from + at);
    let full = |at: &usize| text[..*at].ends_with(['.', '?', '!', ';']);
    let starts: Vec<usize> =
        ends(block.start).take_while(|at| *at < block.end).filter(full).collect();
    let start = chance.pick(&starts).filter(|_| chance.below(4) > 0).unwrap_or(block.start);
    let end = ends(start).filter(full).filter(|end| *end > start).nth(count - 1)?;
    worded(text, Span::new(start, end), 12)
}

fn paragraph(chance: &mut Chance, document: &Document) -> Option<Span> {
    let block = prose(chance, document)?;
    let end = document.text()[block.start..block.end].floor_char_boundary(3_000);
    worded(document.text(), Span::new(block.start, block.start + end), 3)
}

/// From 500 to 3,000 bytes, from a word to a word.
fn page(chance: &mut Chance, document: &Document) -> Option<Span> {
    let text: &str = document.text();
    let start = start_of_word(chance, text)?;
    let end = (start + chance.between(500, 3_000)).min(text.len());
    let end = text[..text.floor_char_boundary(end)].rfind(char::is_whitespace)?;
    (end > start + 400).then(|| Span::new(start, end))
}

fn start_of_word(chance: &mut Chance, text: &str) -> Option<usize> {
    let from = text.floor_char_boundary(chance.below(text.len()));
    let gap = from + text[from..].find(char::is_whitespace)?;
    Some(gap + text[gap..].find(|c: char| !c.is_whitespace())?)
}

fn prose(chance: &mut Chance, document: &Document) -> Option<Span> {
    let prose: Vec<Span> = document
        .blocks()
        .iter()
        .filter(|block| block.kind == BlockKind::Paragraph && block.span.len() > 2)
        .map(|block| block.span)
        .collect();
    chance.pick(&prose)
}

/// The span without white space at its ends, if it has so many letters and some of them count.
fn worded(text: &str, span: Span, least: usize) -> Option<Span> {
    let span = span.trimmed(text);
    let words = span.of(text);
    let counts = words.chars().any(char::is_alphanumeric) && span.len() <= 3_000;
    (counts && words.chars().count() >= least).then_some(span)
}
