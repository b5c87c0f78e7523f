//! A line of a table whose columns are known, its words in their cells. Which lines are one row is
//! decided in `rows`.

use super::order::Line;
use super::piece::{Piece, Row};

/// A line of a table.
pub(super) struct Strip {
    pub line: Line,
    pub cells: Row,
    /// True if a rule stands between it and the line above.
    pub ruled: bool,
    /// True if it has a figure in a column of figures, or what stands in its place.
    pub counted: bool,
}

impl Strip {
    /// True if the words of its first cell are bold.
    pub(super) fn first_is_bold(&self) -> bool {
        self.cells.iter().flatten().next().is_some_and(Piece::is_bold)
    }
}
