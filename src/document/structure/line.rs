//! The lines of a document as marks see them: trimmed, with their block and what stands before them.
//! Knows no mark.

use crate::document::{Block, BlockKind, Document};
use crate::text::Span;

/// Columns of an indent at most; deeper ones are alike.
const DEEPEST: usize = 200;

/// A line with words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Its words, trimmed.
    pub words: &'a str,
    /// Where they are.
    pub span: Span,
    /// Columns before them.
    pub indent: usize,
    /// Its block among the document's.
    pub block: usize,
    /// It is the first line of its block, or of code, whose lines stand for themselves.
    pub opens: bool,
    /// A blank line, or the end of a block in other formats than plain text, stands before it.
    pub apart: bool,
    /// Its block is a heading.
    pub heading: bool,
    /// Its block is the row of a table.
    pub row: bool,
    /// It stands inside a quotation.
    pub quoted: bool,
    /// Lists that its block stands inside.
    pub depth: u8,
}

/// Every line of every block.
pub(super) fn lines(document: &Document) -> Vec<Line<'_>> {
    let text = document.text().as_str();
    let mut found = Vec::new();
    for (at, block) in document.blocks().iter().enumerate() {
        if block.kind == BlockKind::Rule {
            continue;
        }
        match block.kind {
            BlockKind::Row { .. } => found.extend(line(text, block.span, (at, block), true)),
            _ => push_lines(text, (at, block), &mut found),
        }
    }
    found
}

fn push_lines<'a>(text: &'a str, block: (usize, &Block), found: &mut Vec<Line<'a>>) {
    let span = block.1.span;
    let code = block.1.kind == BlockKind::Code;
    let mut start = span.start;
    let mut first = true;
    while start < span.end {
        let rest = Span::new(start, span.end).of(text);
        let len = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let made = line(text, Span::new(start, start + len), block, first || code);
        first &= made.is_none();
        found.extend(made);
        start += len + 1;
    }
}

fn line<'a>(
    text: &'a str,
    span: Span,
    (at, block): (usize, &Block),
    opens: bool,
) -> Option<Line<'a>> {
    let span = span.trimmed(text);
    if span.is_empty() {
        return None;
    }
    let before = text.get(..span.start).unwrap_or_default();
    let columns = before.bytes().rev().take(DEEPEST).take_while(|b| matches!(b, b' ' | b'\t'));
    let indent = columns.count();
    let above = before.get(..before.len() - indent).unwrap_or_default();
    let above = above.strip_suffix('\n').unwrap_or(above).trim_end_matches([' ', '\t']);
    Some(Line {
        words: span.of(text),
        span,
        indent,
        block: at,
        opens,
        apart: above.is_empty() || above.ends_with('\n'),
        heading: matches!(block.kind, BlockKind::Heading { .. }),
        row: matches!(block.kind, BlockKind::Row { .. }),
        quoted: block.quote > 0,
        depth: block.depth,
    })
}

impl Line<'_> {
    /// The span of `words`, a part of this line's.
    pub(super) fn span_of(&self, words: &str) -> Span {
        let at = (words.as_ptr() as usize).saturating_sub(self.words.as_ptr() as usize);
        let start = self.span.start + at.min(self.words.len());
        Span::new(start, start + words.len())
    }
}

/// True if no letter is a small one and there is at least one capital.
pub(super) fn is_shouted(words: &str) -> bool {
    let mut capitals = false;
    for c in words.chars().filter(|c| c.is_alphabetic()) {
        if c.is_lowercase() {
            return false;
        }
        capitals |= c.is_uppercase();
    }
    capitals
}

/// The words of `words` behind `prefix`, capitals or not, if a boundary of words follows it.
pub(super) fn after_word<'a>(words: &'a str, prefix: &str) -> Option<&'a str> {
    let head = words.get(..prefix.len())?;
    let rest = words.get(prefix.len()..)?;
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric());
    (head.eq_ignore_ascii_case(prefix) && ends).then_some(rest)
}
