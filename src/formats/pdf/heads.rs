//! The heads of a table's columns: words above the rows, often on several lines, some over more than
//! one column. Lines of one head are joined; what stands below a head over several columns is a row
//! of its own.

use super::column::{Column, column_of};
use super::piece::{self, Piece, Row};
use super::strip::Strip;

/// Lines of heads at most.
const MOST: usize = 12;

/// Heads may differ this much in their middle and still be lines of one, in points.
const CENTRED: f32 = 6.0;

/// How many of the first lines are heads: those above the first that is `counted`, but for words that
/// begin its row or name those that follow.
pub(super) fn end(strips: &[Strip], counted: impl Fn(&Strip) -> bool) -> usize {
    let Some(first) = strips.iter().position(counted).filter(|first| *first <= MOST) else {
        return 0;
    };
    let above = strips.get(..=first).unwrap_or_default();
    if let Some(at) = above.iter().rposition(|strip| strip.ruled) {
        return at;
    }
    let alone = |strip: &&Strip| {
        let mut filled = strip.cells.iter().map(|cell| !cell.is_empty());
        filled.next() == Some(true) && !filled.any(|filled| filled)
    };
    let words = above.iter().rev().skip(1).take_while(alone).count();
    let has_heads = first > words;
    if has_heads && words <= 2 { first - words } else { first }
}

/// The rows that lines of heads make.
pub(super) fn joined(strips: Vec<Strip>, columns: &[Column]) -> Vec<Row> {
    let mut levels: Vec<Vec<Piece>> = Vec::new();
    let mut above: Vec<Piece> = Vec::new();
    for strip in strips {
        let pieces: Vec<Piece> = strip.cells.into_iter().flatten().collect();
        let over: Vec<&Piece> = above.iter().filter(|piece| spans(piece, columns)).collect();
        let begins = over.iter().any(|over| pieces.iter().any(|piece| is_below(piece, over)));
        above.clone_from(&pieces);
        match levels.last_mut().filter(|_| !begins) {
            Some(level) => level.extend(pieces),
            None => levels.push(pieces),
        }
    }
    settle(&mut levels, columns);
    levels.into_iter().filter(|level| !level.is_empty()).map(|level| row(level, columns)).collect()
}

/// Heads that no other one stands over go to the last row, beside the rows that they name.
fn settle(levels: &mut [Vec<Piece>], columns: &[Column]) {
    let Some((last, upper)) = levels.split_last_mut() else { return };
    for level in upper {
        let over: Vec<(f32, f32)> = level
            .iter()
            .filter(|piece| spans(piece, columns))
            .map(|piece| (piece.left, piece.right))
            .collect();
        let is_over = |piece: &Piece| {
            over.iter().any(|(left, right)| *left < piece.right && piece.left < *right)
        };
        let (kept, moved): (Vec<Piece>, Vec<Piece>) =
            level.drain(..).partition(|piece| is_over(piece));
        level.extend(kept);
        last.extend(moved);
    }
}

/// True if words stand over more than one column.
fn spans(piece: &Piece, columns: &[Column]) -> bool {
    reached(piece, columns).count() > 1
}

fn reached(piece: &Piece, columns: &[Column]) -> impl Iterator<Item = usize> {
    let (left, right) = (piece.left, piece.right);
    columns.iter().enumerate().filter_map(move |(at, column)| {
        let shared = column.1.min(right) - column.0.max(left);
        (shared > 3.0_f32.min(0.5 * (column.1 - column.0))).then_some(at)
    })
}

/// True if words stand below a head as another one, and not as its next line.
fn is_below(piece: &Piece, over: &Piece) -> bool {
    let meets = piece.left < over.right && over.left < piece.right;
    let middle = |piece: &Piece| f32::midpoint(piece.left, piece.right);
    meets && (middle(piece) - middle(over)).abs() > CENTRED
}

fn row(mut level: Vec<Piece>, columns: &[Column]) -> Row {
    level.sort_by(Piece::by_place);
    let mut cells: Row = vec![Vec::new(); columns.len()];
    for piece in piece::rows(level).into_iter().flatten() {
        let at = reached(&piece, columns).next();
        let at = at.unwrap_or_else(|| column_of(&piece, columns));
        if let Some(cell) = cells.get_mut(at) {
            cell.push(piece);
        }
    }
    cells
}
