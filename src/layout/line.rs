//! What a layout is made of: the measure asked for, the lines it yields, the places between them.
//! Only data; how lines come about is told elsewhere in this room.

use crate::text::Span;

/// How a document is to be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Width of the page in cells; 0 counts as 1.
    pub columns: usize,
    /// Stretch spaces so that prose ends flush right.
    pub justify: bool,
    /// Break long English words at syllables.
    pub hyphenate: bool,
    /// Choose line ends over a whole paragraph (true) or line by line.
    pub optimal: bool,
    /// Columns that code and tables are scrolled sideways.
    pub pan: usize,
    /// Cells to the left of the page's lines that wide tables may take.
    pub before: usize,
    /// Cells to the right of them that wide tables and code may take.
    pub after: usize,
}

/// 72 columns, ragged, not hyphenated, best line ends.
impl Default for Measure {
    fn default() -> Self {
        Self {
            columns: 72,
            justify: false,
            hyphenate: false,
            optimal: true,
            pan: 0,
            before: 0,
            after: 0,
        }
    }
}

impl Measure {
    /// Cells to set in, at least 1.
    pub fn width(&self) -> usize {
        self.columns.max(1)
    }

    /// Cells that a table may take, at least 1.
    pub fn table_width(&self) -> usize {
        self.before + self.width() + self.after
    }

    /// How far to the left of the lines of prose a table of so many cells begins: it is centred as
    /// far as there is room.
    pub(super) fn outdent(&self, table: usize) -> usize {
        let over = table.saturating_sub(self.width());
        over.div_ceil(2).max(over.saturating_sub(self.after)).min(self.before)
    }
}

/// One line of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The bytes it stands for. Starts ascend from line to line; lines of a table row that was
    /// folded may overlap otherwise.
    pub span: Span,
    /// Number of the block it belongs to.
    pub block: usize,
    /// What is to be painted.
    pub kind: LineKind,
    /// The words, from left to right.
    pub pieces: Vec<Piece>,
    /// True if a hyphen that the text does not hold is painted after the last piece.
    pub hyphen: bool,
    /// How many quotations it stands inside.
    pub quote: u8,
    /// Column where the block's words begin: quotations and lists are indented.
    pub start: usize,
    /// Column after the last cell painted, hyphen included.
    pub end: usize,
    /// True if more stands to the right of the page's edge.
    pub cut: bool,
    /// Cells by which it begins to the left of the lines of prose: columns are counted from there.
    pub outdent: usize,
}

/// What a line shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Words of the text.
    Text,
    /// Nothing: the space before a block.
    Blank,
    /// A rule from `start` to `end` that separates parts of the text.
    Rule,
    /// A rule from `start` to `end` under the heading rows of a table.
    TableRule,
}

/// A run of text painted without a gap. Holds neither tabs nor line feeds: these, and spaces that
/// were stretched or folded, are the cells between pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Column of its first cell, counted from the page's left edge.
    pub column: usize,
    /// Its bytes.
    pub span: Span,
}

/// A line of a layout. Means something only to the layout and document it came from; what lasts
/// is the offset it shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinePlace {
    pub(super) block: usize,
    pub(super) segment: usize,
    pub(super) line: usize,
}

impl Line {
    /// A line without words.
    pub(super) fn bare(kind: LineKind, block: usize, span: Span) -> Self {
        Self {
            span,
            block,
            kind,
            pieces: Vec::new(),
            hyphen: false,
            quote: 0,
            start: 0,
            end: 0,
            cut: false,
            outdent: 0,
        }
    }

    /// True for the lines that stand before a block's own.
    pub(super) fn is_lead(&self) -> bool {
        matches!(self.kind, LineKind::Blank | LineKind::TableRule)
    }
}
