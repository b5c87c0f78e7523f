//! The order in which a page is read: columns one after another, each from top to bottom, and what
//! reaches across them where it stands. Sees places and lengths only, no words.

use super::piece::{Piece, rows};
use super::sheet::small;

/// Columns inside columns are looked for this deep.
const MAX_DEPTH: usize = 6;

/// Lines on each side of a gap that make it a gap between columns.
const MIN_LINES: usize = 3;

/// Letters to a line of a column at least: cells of tables are shorter.
const MIN_LETTERS: usize = 16;

/// Lines of each of three columns and more: they are like rows of a table but for their prose.
const MIN_FLOWING: usize = 4;

/// Letters smaller than this many times those of the columns, below these, are of notes.
const NOTES: f32 = 0.93;

/// Left edges that are tried as the start of a column.
const MAX_EDGES: usize = 12;

/// Pieces on one base line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// From left to right; never empty.
    pub pieces: Vec<Piece>,
    pub left: f32,
    pub right: f32,
    pub base: f32,
    pub size: f32,
}

/// Lines that are read one after another.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Region {
    pub lines: Vec<Line>,
}

impl Line {
    /// The pieces of a line; `None` without any.
    pub(super) fn new(mut pieces: Vec<Piece>) -> Option<Self> {
        pieces.sort_by(|a, b| a.left.total_cmp(&b.left));
        let largest = pieces.iter().max_by(|a, b| a.size.total_cmp(&b.size))?;
        let (base, size) = (largest.base, largest.size);
        let left = pieces.iter().map(|piece| piece.left).fold(f32::MAX, f32::min);
        let right = pieces.iter().map(|piece| piece.right).fold(f32::MIN, f32::max);
        Some(Self { pieces, left, right, base, size })
    }

    /// All its words.
    pub(super) fn text(&self) -> String {
        let words: Vec<&str> = self.pieces.iter().map(|piece| piece.text.as_str()).collect();
        words.join(" ")
    }

    /// True if every letter is bold.
    pub(super) fn is_bold(&self) -> bool {
        self.pieces.iter().all(Piece::is_bold)
    }
}

/// The regions of a page in reading order.
pub(super) fn regions(pieces: Vec<Piece>) -> Vec<Region> {
    let mut out = Vec::new();
    cut(pieces, MAX_DEPTH, None, &mut out);
    out
}

/// Regions that are read last: notes below columns.
type Notes<'n> = Option<(f32, &'n mut Vec<Region>)>;

/// Cuts pieces into regions. Inside of columns of letters of some size, notes are put aside.
fn cut(pieces: Vec<Piece>, depth: usize, mut notes: Notes, out: &mut Vec<Region>) {
    let edge = if depth > 0 { column_edge(&pieces) } else { None };
    let Some(edge) = edge else {
        let Some((size, notes)) = notes else { return out.extend(region(pieces)) };
        let (text, small) = without_notes(pieces, size);
        out.extend(region(text));
        return notes.extend(region(small));
    };
    for band in bands(pieces, edge) {
        let (left, right) = match band {
            Band::Across(pieces) => {
                let notes = notes.as_mut().map(|(size, notes)| (*size, &mut **notes));
                cut(pieces, depth - 1, notes, out);
                continue;
            }
            Band::Columns(left, right) => (left, right),
        };
        let mut own = Vec::new();
        let size = usual_size(left.iter().chain(&right));
        for column in [left, right] {
            let inner = match notes.as_mut() {
                Some((size, notes)) => (*size, &mut **notes),
                None => (size, &mut own),
            };
            cut(column, depth - 1, Some(inner), out);
        }
        out.append(&mut own);
    }
}

/// The size of most letters.
fn usual_size<'p>(pieces: impl Iterator<Item = &'p Piece>) -> f32 {
    let mut sizes: Vec<(f32, usize)> = pieces.map(|piece| (piece.size, piece.text.len())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, letters)| letters).sum::<usize>() / 2;
    let mut passed = 0;
    let middle = sizes.iter().find(|(_, letters)| {
        passed += letters;
        passed > half
    });
    middle.map_or(0.0, |(size, _)| *size)
}

/// A column without the notes below it, and these: smaller letters that begin with a mark.
fn without_notes(pieces: Vec<Piece>, size: f32) -> (Vec<Piece>, Vec<Piece>) {
    let is_small = |piece: &Piece| piece.size < NOTES * size;
    let text = pieces.iter().filter(|piece| !is_small(piece));
    let last = text.map(|piece| piece.base).fold(f32::MIN, f32::max);
    let below = |piece: &Piece| is_small(piece) && piece.base >= last + 0.5 * piece.size;
    let small = pieces.iter().filter(|piece| below(piece));
    let first = small.min_by(|a, b| a.by_place(b));
    // Sizes of letters on a scan are guesses.
    let is_note = first.is_some_and(|first| is_marked(&first.text) && !first.scanned);
    if last == f32::MIN || !is_note {
        return (pieces, Vec::new());
    }
    pieces.into_iter().partition(|piece| !below(piece))
}

/// True for words that begin as notes do: with a number that is neither in brackets nor the number
/// of an item, or with a sign.
fn is_marked(words: &str) -> bool {
    let behind = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = behind.len() < words.len() && behind.starts_with([' ', '\u{A0}']);
    let signed = words.starts_with(['*', '†', '‡']) || words.starts_with(crate::text::is_raised);
    numbered || signed || words.starts_with("Note") || words.starts_with("Source")
}

/// The lines that pieces stand on, from top to bottom.
pub(super) fn lines(mut pieces: Vec<Piece>) -> Vec<Line> {
    pieces.sort_by(Piece::by_place);
    rows(pieces).into_iter().filter_map(Line::new).collect()
}

fn region(pieces: Vec<Piece>) -> Option<Region> {
    let lines = lines(pieces);
    (!lines.is_empty()).then_some(Region { lines })
}

/// On which side of an edge a piece stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    Across,
}

fn side(piece: &Piece, edge: f32) -> Side {
    if piece.left >= edge - 1.0 {
        Side::Right
    } else if piece.right <= edge - piece.size.min(12.0) * 0.4 {
        Side::Left
    } else {
        Side::Across
    }
}

/// Part of a page between pieces that reach across an edge.
enum Band {
    Across(Vec<Piece>),
    Columns(Vec<Piece>, Vec<Piece>),
}

/// The bands of a page from top to bottom.
fn bands(mut pieces: Vec<Piece>, edge: f32) -> Vec<Band> {
    pieces.sort_by(Piece::by_place);
    let mut bands: Vec<Band> = Vec::new();
    for row in stretches(pieces, edge) {
        let across = row.iter().any(|piece| side(piece, edge) == Side::Across);
        let (left, right): (Vec<_>, Vec<_>) =
            row.into_iter().partition(|piece| side(piece, edge) != Side::Right);
        let columns = !across && are_columns(&left, &right, edge);
        match (bands.last_mut(), columns) {
            (_, true) => bands.push(Band::Columns(left, right)),
            (Some(Band::Across(pieces)), false) => pieces.extend(left.into_iter().chain(right)),
            (_, false) => bands.push(Band::Across(left.into_iter().chain(right).collect())),
        }
    }
    bands
}

/// Pieces in order, cut where one reaches across the edge and where none does any longer.
fn stretches(sorted: Vec<Piece>, edge: f32) -> Vec<Vec<Piece>> {
    let mut out: Vec<Vec<Piece>> = Vec::new();
    let mut open = None;
    for piece in sorted {
        let across = side(&piece, edge) == Side::Across;
        match out.last_mut() {
            Some(last) if open == Some(across) => last.push(piece),
            _ => out.push(vec![piece]),
        }
        open = Some(across);
    }
    out
}

/// The left edge of the column that divides most lines, if there is one.
fn column_edge(pieces: &[Piece]) -> Option<f32> {
    let mut sorted: Vec<&Piece> = pieces.iter().collect();
    sorted.sort_by(|a, b| a.by_place(b));
    let gains = edges(pieces.iter()).into_iter().map(|edge| (gain(&sorted, edge), edge));
    let best = gains.max_by_key(|(gain, _)| *gain).filter(|(gain, _)| *gain > 0)?;
    Some(best.1)
}

/// Left edges that many pieces share, most shared first, but for the leftmost.
fn edges<'p>(pieces: impl Iterator<Item = &'p Piece>) -> Vec<f32> {
    let mut lefts: Vec<f32> = pieces.map(|piece| piece.left).collect();
    lefts.sort_by(f32::total_cmp);
    let Some(first) = lefts.first().copied() else { return Vec::new() };
    let mut groups: Vec<(f32, usize)> = Vec::new();
    for left in lefts {
        match groups.last_mut() {
            Some((start, count)) if left - *start < 4.0 => *count += 1,
            _ => groups.push((left, 1)),
        }
    }
    groups.retain(|(left, count)| *count >= MIN_LINES && left - first > 40.0);
    groups.sort_by_key(|(_, count)| usize::MAX - count);
    groups.into_iter().take(MAX_EDGES).map(|(left, _)| left).collect()
}

/// How many lines an edge divides into columns.
fn gain(sorted: &[&Piece], edge: f32) -> usize {
    let mut gain = 0;
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for piece in sorted {
        match side(piece, edge) {
            Side::Left => left.push(*piece),
            Side::Right => right.push(*piece),
            Side::Across => {
                gain += divided(&left, &right, edge);
                left.clear();
                right.clear();
            }
        }
    }
    gain + divided(&left, &right, edge)
}

fn divided(left: &[&Piece], right: &[&Piece], edge: f32) -> usize {
    let Some(lines) = column(left, edge) else { return 0 };
    let others = column(right, edge).or_else(|| {
        let others = if flows(left) { flowing_columns(right) } else { None };
        others.filter(|others| others.abs_diff(lines) * 2 < lines.max(*others) + 2 * MIN_LINES)
    });
    others.map_or(0, |others| lines.min(others))
}

/// How many lines two columns of prose side by side have, if there are two.
fn flowing_columns(pieces: &[&Piece]) -> Option<usize> {
    let edge = edges(pieces.iter().copied()).into_iter().find(|edge| {
        let sides =
            |wanted| pieces.iter().copied().filter(move |piece| side(piece, *edge) == wanted);
        let (left, right): (Vec<&Piece>, Vec<&Piece>) =
            (sides(Side::Left).collect(), sides(Side::Right).collect());
        left.len() + right.len() == pieces.len() && flows(&left) && flows(&right)
    })?;
    Some(pieces.iter().filter(|piece| side(piece, edge) == Side::Left).count())
}

/// True if lines are those of prose: set one under the other at one distance, each filling its
/// column, and often beginning in the middle of a sentence.
fn flows(lines: &[&Piece]) -> bool {
    let left = lines.iter().map(|line| line.left).fold(f32::MAX, f32::min);
    let right = lines.iter().map(|line| line.right).fold(f32::MIN, f32::max);
    let pairs = || {
        lines.windows(2).filter_map(|pair| match pair {
            [above, below] => Some((below.base - above.base, above.size)),
            _ => None,
        })
    };
    let mut steps: Vec<f32> = pairs().map(|(step, _)| step).collect();
    steps.sort_by(f32::total_cmp);
    let Some(usual) = steps.get(steps.len() / 2).copied() else { return false };
    let even = steps.iter().filter(|step| (*step - usual).abs() < 0.15 * usual).count();
    let inside = |line: &&&Piece| line.text.starts_with(char::is_lowercase);
    let open = lines.iter().filter(inside).count();
    let filled: f32 = lines.iter().map(|line| line.right - line.left).sum();
    lines.len() >= MIN_FLOWING
        && usual > 0.0
        && even * 10 >= steps.len() * 7
        && open * 5 >= lines.len() * 2
        && filled >= small(lines.len()) * (right - left) * 0.6
}

fn are_columns(left: &[Piece], right: &[Piece], edge: f32) -> bool {
    let (left, right): (Vec<&Piece>, Vec<&Piece>) = (left.iter().collect(), right.iter().collect());
    divided(&left, &right, edge) > 0
}

/// How many lines a column has, if it is one of prose: most lines are in one piece, long, and fill
/// it. Cells of a table are short, or several to a line.
fn column(pieces: &[&Piece], edge: f32) -> Option<usize> {
    let left = pieces.iter().map(|piece| piece.left).fold(f32::MAX, f32::min);
    let right = pieces.iter().map(|piece| piece.right).fold(f32::MIN, f32::max);
    let width = if left < edge - 1.0 { edge - left } else { right - left };
    let (mut lines, mut single, mut filled, mut letters) = (0, 0, 0.0, 0);
    for row in pieces.chunk_by(|above, below| (above.base - below.base).abs() < above.size * 0.3) {
        lines += 1;
        single += usize::from(row.len() == 1);
        let ends = row.iter().map(|piece| piece.right).fold(f32::MIN, f32::max);
        filled += ends - row.iter().map(|piece| piece.left).fold(f32::MAX, f32::min);
        letters += row.iter().map(|piece| piece.text.chars().count()).sum::<usize>();
    }
    let prose = filled >= small(lines) * width * 0.45 && letters >= lines * MIN_LETTERS;
    (lines >= MIN_LINES && prose && single * 2 >= lines).then_some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, left: f32, base: f32) -> Piece {
        let right = left + 5.0 * text.len() as f32;
        Piece { text: text.into(), left, right, base, size: 10.0, ..Piece::default() }
    }

    fn read(pieces: Vec<Piece>) -> String {
        let words = |region: Region| -> Vec<String> {
            region.lines.iter().map(|line| line.text()).collect()
        };
        let all: Vec<String> = regions(pieces).into_iter().flat_map(words).collect();
        all.join("\n")
    }

    fn two_columns() -> Vec<Piece> {
        let mut pieces = Vec::new();
        for n in 0..6u8 {
            let base = 100.0 + 12.0 * f32::from(n);
            pieces.push(piece(&format!("left column line number {n}"), 50.0, base));
            pieces.push(piece(&format!("right column, line number {n}"), 200.0, base + 3.0));
        }
        pieces
    }

    #[test]
    fn columns_are_read_one_after_another() {
        let read = read(two_columns());
        let lines: Vec<&str> = read.lines().collect();
        assert_eq!(lines[5], "left column line number 5");
        assert_eq!(lines[6], "right column, line number 0");
    }

    #[test]
    fn a_heading_across_columns_divides_them() {
        let mut pieces = two_columns();
        pieces.push(piece(&"a title over both of the columns ".repeat(2), 50.0, 80.0));
        pieces.push(piece(&"a second heading over both of them".repeat(2), 50.0, 180.0));
        let low: Vec<Piece> =
            two_columns().into_iter().map(|p| Piece { base: p.base + 100.0, ..p }).collect();
        pieces.extend(low);
        let read = read(pieces);
        let lines: Vec<&str> = read.lines().collect();
        assert!(lines[0].starts_with("a title") && lines[13].starts_with("a second"), "{read}");
        assert_eq!(lines[14], "left column line number 0");
    }

    #[test]
    fn three_columns_are_read_one_after_another_and_notes_below_them_last() {
        let mut pieces = Vec::new();
        for n in 0..7u8 {
            let base = 100.0 + 12.0 * f32::from(n);
            for (column, left) in [("first", 50.0), ("second", 220.0), ("third", 390.0)] {
                pieces.push(piece(&format!("words of the {column} column {n}"), left, base));
            }
        }
        for (note, left) in [("8 a note", 50.0), ("* another note", 390.0)] {
            pieces.push(Piece { size: 8.0, ..piece(note, left, 210.0) });
        }
        let read = read(pieces);
        let lines: Vec<&str> = read.lines().collect();
        assert_eq!(lines[6], "words of the first column 6");
        assert_eq!(lines[7], "words of the second column 0");
        assert_eq!(lines[20], "words of the third column 6");
        assert_eq!(lines[21..], ["8 a note", "* another note"]);
    }

    #[test]
    fn three_columns_of_long_cells_are_no_prose() {
        let mut pieces = Vec::new();
        for n in 0..7u8 {
            let base = 100.0 + 12.0 * f32::from(n);
            for left in [50.0, 220.0, 390.0] {
                pieces.push(piece(&format!("Cell of the row number {n}"), left, base));
            }
        }
        assert!(read(pieces).starts_with("Cell of the row number 0 Cell of the row number 0 Cell"));
    }

    #[test]
    fn a_table_is_read_by_rows() {
        let mut pieces = Vec::new();
        for n in 0..6u8 {
            let base = 100.0 + 12.0 * f32::from(n);
            pieces.push(piece(&format!("missile {n}"), 50.0, base));
            pieces.push(piece("300 km", 200.0, base));
        }
        assert!(read(pieces).starts_with("missile 0 300 km\nmissile 1 300 km"));
    }
}
