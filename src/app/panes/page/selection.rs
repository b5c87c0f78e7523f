//! The passage being selected in the open document: where it began, where its cursor stands, what it
//! grows by. How both are moved is told in `selection_cursor`.

use crate::text::Span;

/// What a selection grows by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelectionUnit {
    /// One cluster.
    Character,
    /// One word, with what is joined to it by an apostrophe.
    Word,
    /// One sentence.
    Sentence,
    /// One line as it stands on the screen.
    Line,
    /// One paragraph, list item, heading, or cell of a table.
    Paragraph,
}

/// A passage being selected. All its ends lie between clusters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// What it grows by.
    pub unit: SelectionUnit,
    /// The unit where it began.
    pub anchor: Span,
    /// The unit where the cursor stands.
    pub head: Span,
    /// Where the cluster begins that the cursor stands on.
    pub cursor: usize,
    /// The column that the cursor keeps to from line to line.
    pub(super) column: Option<usize>,
}

impl Selection {
    /// The passage.
    pub fn span(&self) -> Span {
        Span::new(self.anchor.start.min(self.head.start), self.anchor.end.max(self.head.end))
    }

    /// True if it grows backwards.
    pub fn is_turned(&self) -> bool {
        self.head.start < self.anchor.start
    }
}

/// What is known of selecting in a document.
#[derive(Clone, Debug, Default)]
pub struct Selecting {
    /// The passage being selected.
    pub now: Option<Selection>,
    /// The last one that was left.
    pub last: Option<Selection>,
    /// Where the mouse was pressed, and what a drag from there grows by.
    pub pressed: Option<(usize, SelectionUnit)>,
    /// The letter last looked for in the paragraph, and how.
    pub sought: Option<LetterSearch>,
}

/// A letter looked for in the paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LetterSearch {
    /// The letter.
    pub letter: char,
    /// True to the right.
    pub ahead: bool,
    /// True if the cursor stops beside it, not on it.
    pub beside: bool,
}
