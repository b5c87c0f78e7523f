//! The columns of a table, and which of them words stand in. Does not find them.

use super::piece::Piece;

/// Columns of a table at most; more are joined to the last.
pub(super) const MAX_COLUMNS: usize = 64;

/// Left and right edge of a column.
pub(super) type Column = (f32, f32);

/// The column that a piece stands in: the one it covers most of, or the last one that begins before.
pub(super) fn column_of(piece: &Piece, columns: &[Column]) -> usize {
    let covered = |column: &Column| column.1.min(piece.right) - column.0.max(piece.left);
    let most = columns.iter().enumerate().max_by(|a, b| covered(a.1).total_cmp(&covered(b.1)));
    match most {
        Some((at, column)) if covered(column) > 0.0 => at,
        _ => columns.partition_point(|(left, _)| *left <= piece.left + 1.0).saturating_sub(1),
    }
}
