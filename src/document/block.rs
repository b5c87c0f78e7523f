//! Blocks and inline marks: the structure of a document as kinds and spans. Says nothing of how they
//! are painted.

use serde::{Deserialize, Serialize};

use crate::text::{CleanText, Span};

/// A run of text that stands on its own: a heading, a paragraph, a row of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// Its words, without the line feeds around them.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// How many quotations it stands inside.
    pub quote: u8,
    /// How many lists it stands inside; an item of an outermost list has 1.
    pub depth: u8,
    /// Line of the source file it starts on, counted from 1; 0 if unknown.
    pub line: u32,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum BlockKind {
    /// A heading; 1 is the title's level, 6 the deepest.
    Heading {
        /// From 1 to 6.
        level: u8,
    },
    /// Prose. Single line feeds inside are white space, not line ends.
    Paragraph,
    /// A list item or numbered paragraph; its words follow the marker.
    Item {
        /// The bullet or number as written ("-", "3.", "(a)"), at the start of the block.
        marker: Span,
    },
    /// Text whose line ends and spaces are to be kept.
    Code,
    /// A row of a table.
    Row {
        /// Rows with the same number form a table.
        table: u32,
        /// True for a heading row.
        header: bool,
        /// The cells' words, in order; possibly empty spans.
        cells: Box<[Span]>,
    },
    /// A line that separates.
    Rule,
}

impl Block {
    /// A block outside lists and quotations, of unknown source line.
    pub fn new(kind: BlockKind, span: Span) -> Self {
        Self { span, kind, quote: 0, depth: 0, line: 0 }
    }

    /// The spans inside its kind: marker or cells.
    pub fn inner_spans(&self) -> impl Iterator<Item = Span> {
        let (marker, cells) = match &self.kind {
            BlockKind::Item { marker } => (Some(*marker), &[][..]),
            BlockKind::Row { cells, .. } => (None, &cells[..]),
            _ => (None, &[][..]),
        };
        marker.into_iter().chain(cells.iter().copied())
    }
}

/// An inline property of a run of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The run.
    pub span: Span,
    /// What holds for it.
    pub kind: MarkKind,
}

/// What an inline mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkKind {
    /// Emphasised.
    Emphasis,
    /// Strongly emphasised.
    Strong,
    /// Struck out.
    Struck,
    /// Code.
    Code,
    /// Words that a person who opens the file does not see: painted in white, invisibly or beside
    /// the page. They are no facts.
    Hidden,
    /// A link; the number is its place in [`super::Document::links`].
    Link(u32),
}

/// Where a link leads. CleanText, never followed by the program itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The address as written.
    pub target: CleanText,
}

/// A page of the source, as formats with pages have them. It reaches to where the next one starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Where in the text it starts.
    pub start: usize,
    /// What is printed on it or what the format calls it ("12", "iv"); else its number from 1.
    pub label: CleanText,
}
