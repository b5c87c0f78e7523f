//! Which lines are rows of a table, and what is in their cells: words that stand under one another
//! with a free strip between the columns on every line. Rules that are drawn are not looked at.

use std::ops::Range;

use super::order::Line;
use super::piece::Piece;

/// A free strip is at least this wide, in points.
const STRIP: f32 = 4.0;

/// Gaps between words of a justified line are narrower than this many times the size.
const WIDEST_STRETCH: f32 = 2.5;

/// Lines of a cell are nearer to each other than this many times the size.
const NEAR: f32 = 1.35;

/// Columns of a table at most; more are joined to the last.
const MAX_COLUMNS: usize = 64;

/// Lines of a table at most: no page has as many.
const MAX_LINES: usize = 500;

/// A row: the pieces in each cell.
pub(super) type Row = Vec<Vec<Piece>>;

/// Left and right edge of a column.
type Column = (f32, f32);

/// Which of the lines are a table's.
pub(super) fn tables(lines: &[Line]) -> Vec<Range<usize>> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < lines.len() {
        match table_at(lines, at) {
            Some(end) => {
                found.push(at..end);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// Where the table that begins with line `start` ends.
fn table_at(lines: &[Line], start: usize) -> Option<usize> {
    let first = lines.get(start).filter(|line| line.pieces.len() > 1)?;
    let mut columns = with(&[], first);
    let (mut rows, mut end, mut last, mut widest) = (1, start + 1, first, columns.len());
    for (at, line) in lines.iter().enumerate().skip(start + 1).take(MAX_LINES) {
        if line.base - last.base > 3.5 * last.size.max(line.size) {
            break;
        }
        let merged = with(&columns, line);
        let single = line.pieces.len() == 1;
        let apart = single && stands_out(line, last);
        if merged.len() < 2 || apart || single && merged.len() < columns.len() {
            break;
        }
        if !single {
            rows += 1;
            end = at + 1;
            widest = widest.max(line.pieces.len());
            columns = merged;
        } else if end == at && is_near(last, line) && is_below_a_cell(line, &columns) {
            end = at + 1;
        }
        last = line;
    }
    let sparse = (end - start) > rows * 3;
    let enough = rows > 2 || rows == 2 && columns.len() > 2 && widest > 2;
    let found = lines.get(start..end).unwrap_or_default();
    (enough && !sparse && !is_justified(found)).then_some(end)
}

/// True if the second of two lines may go on with a cell of the first.
fn is_near(above: &Line, line: &Line) -> bool {
    line.base - above.base < NEAR * above.size
}

/// True if a line begins where a column but the first does.
fn is_below_a_cell(line: &Line, columns: &[Column]) -> bool {
    columns.iter().skip(1).any(|(left, _)| (line.left - left).abs() < line.size)
}

/// True if most lines are prose that was stretched to fill a narrow column: they reach from edge to
/// edge, and the gaps of a line are alike.
fn is_justified(lines: &[Line]) -> bool {
    let left = lines.iter().map(|line| line.left).fold(f32::MAX, f32::min);
    let right = lines.iter().map(|line| line.right).fold(f32::MIN, f32::max);
    let full = |line: &&Line| line.left < left + 2.0 && line.right > right - 2.0;
    let rows = lines.iter().filter(|line| line.pieces.len() > 1);
    let stretched = rows.clone().filter(full).filter(|line| has_even_gaps(line));
    stretched.count() * 2 > rows.count()
}

fn has_even_gaps(line: &Line) -> bool {
    let gaps = line.pieces.windows(2).filter_map(|pair| match pair {
        [a, b] => Some(b.left - a.right),
        _ => None,
    });
    let (mut least, mut most) = (f32::MAX, 0.0_f32);
    for gap in gaps {
        (least, most) = (least.min(gap), most.max(gap));
    }
    most < WIDEST_STRETCH * line.size && most - least < 0.2 * line.size
}

/// True for a line in larger or bolder letters: a heading between two tables.
fn stands_out(line: &Line, above: &Line) -> bool {
    line.size > above.size * 1.08 || line.is_bold() && !above.is_bold()
}

/// Columns widened by the pieces of one more line.
fn with(columns: &[Column], line: &Line) -> Vec<Column> {
    let pieces = line.pieces.iter().map(|piece| (piece.left, piece.right));
    let mut all: Vec<Column> = columns.iter().copied().chain(pieces).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut merged: Vec<Column> = Vec::with_capacity(all.len());
    for (left, right) in all {
        match merged.last_mut() {
            Some(last) if left < last.1 + STRIP => last.1 = last.1.max(right),
            _ => merged.push((left, right)),
        }
    }
    merged
}

/// The rows of a table; lines that only go on with cells above are joined to them.
pub(super) fn rows(lines: Vec<Line>) -> Vec<Row> {
    let most = lines.iter().map(|line| line.pieces.len()).max().unwrap_or(0);
    let full = lines.iter().filter(|line| line.pieces.len() > 1 && line.pieces.len() * 2 > most);
    let mut columns = full.fold(Vec::new(), |columns, line| with(&columns, line));
    columns.truncate(MAX_COLUMNS);
    let mut rows: Vec<Row> = Vec::new();
    let mut above: Option<(f32, f32)> = None;
    for line in lines {
        let near = above.is_some_and(|(base, size)| line.base - base < NEAR * size);
        above = Some((line.base, line.size));
        let cells = cells(line, &columns);
        let goes_on = near && cells.first().is_some_and(Vec::is_empty);
        match rows.last_mut().filter(|_| goes_on) {
            Some(row) => row.iter_mut().zip(cells).for_each(|(cell, more)| cell.extend(more)),
            None => rows.push(cells),
        }
    }
    rows
}

fn cells(line: Line, columns: &[Column]) -> Row {
    let mut cells: Row = columns.iter().map(|_| Vec::new()).collect();
    for piece in line.pieces {
        let at = columns.partition_point(|(left, _)| *left <= piece.left + 1.0);
        if let Some(cell) = cells.get_mut(at.saturating_sub(1)) {
            cell.push(piece);
        }
    }
    cells
}
