//! Which lines are rows of a table, and what is in their cells: words that stand under one another
//! with a free strip between the columns on every line. Rules that are drawn are not looked at.

use std::ops::Range;

use super::column::{Column, MAX_COLUMNS};
use super::order::Line;
use super::piece::{Piece, Row};
use super::rows;
use super::rules::Rule;

/// A free strip is at least this wide, in points, or less between small letters.
const STRIP: f32 = 4.0;

/// Width of a free strip in times the size of the letters.
const NARROW: f32 = 0.36;

/// Gaps between words of a justified line are narrower than this many times the size.
const WIDEST_STRETCH: f32 = 2.5;

/// Lines of a cell are nearer to each other than this many times the size.
const NEAR: f32 = 1.35;

/// Lines with a name of rows are nearer to them than this many times the size.
const SPACED: f32 = 2.6;

/// Letters of a line that names the rows of a table that follow it.
const LONGEST_NAME: usize = 90;

/// Lines of heads above the first row with several cells, at most.
const MAX_HEADS: usize = 6;

/// Lines of a table at most: no page has as many.
const MAX_LINES: usize = 500;

/// The pieces of a page with those of a part of it as one piece, where they make a table.
pub(super) fn gathered(
    pieces: Vec<Piece>,
    is_inside: impl Fn(&Piece) -> bool,
    table: impl FnOnce(&[Piece]) -> Option<Piece>,
) -> Vec<Piece> {
    let (inside, mut pieces): (Vec<Piece>, Vec<Piece>) = pieces.into_iter().partition(is_inside);
    match table(&inside) {
        Some(table) => pieces.push(table),
        None => pieces.extend(inside),
    }
    pieces
}

/// Which of the lines are a table's.
pub(super) fn tables(lines: &[Line]) -> Vec<Range<usize>> {
    let (mut found, mut at, mut free) = (Vec::new(), 0, 0);
    while at < lines.len() {
        match table_at(lines, at) {
            Some((end, heads)) => {
                let heads = heads.map_or(0, |first| heads_above(lines, (free, at), first));
                found.push(at - heads..end);
                (at, free) = (end, end);
            }
            None => at += 1,
        }
    }
    found
}

/// How many lines right above a table are heads over its columns behind the `first`.
fn heads_above(lines: &[Line], (free, start): (usize, usize), first: Column) -> usize {
    let above = lines.get(free..=start).unwrap_or_default();
    let is_head = |pair: &&[Line]| match pair {
        [line, below] => {
            let near = below.base - line.base < SPACED * line.size;
            near && line.pieces.len() == 1 && line.left > first.1
        }
        _ => false,
    };
    let pairs: Vec<&[Line]> = above.windows(2).collect();
    pairs.iter().rev().take(MAX_HEADS).take_while(|pair| is_head(pair)).count()
}

/// Where the table that begins with line `start` ends, and its first column if heads may stand above
/// the others: two columns may be those of a list.
fn table_at(lines: &[Line], start: usize) -> Option<(usize, Option<Column>)> {
    let first = lines.get(start).filter(|line| line.pieces.len() > 1)?;
    let mut columns = with(&[], first);
    let (mut rows, mut end, mut last, mut widest) = (1, start + 1, first, columns.len());
    for (at, line) in lines.iter().enumerate().skip(start + 1).take(MAX_LINES) {
        if line.base - last.base > 3.5 * last.size.max(line.size) {
            break;
        }
        let merged = with(&columns, line);
        let single = line.pieces.len() == 1;
        let apart = single && (stands_out(line, last) || merged.len() < columns.len());
        if apart && rows > 1 && columns.len() > 2 && names_rows(lines, at, &columns) {
            last = line;
            continue;
        }
        if merged.len() < 2 || apart {
            break;
        }
        if !single {
            rows += 1;
            end = at + 1;
            widest = widest.max(line.pieces.len());
            columns = merged;
        } else if end == at && is_near(last, line) && goes_on_below(line, &columns) {
            end = at + 1;
        }
        last = line;
    }
    let sparse = (end - start) > rows * 3;
    let enough = rows > 2 || rows == 2 && columns.len() > 2 && widest > 2;
    let found = lines.get(start..end).unwrap_or_default();
    let is_table = enough && !sparse && !is_justified(found);
    let several = columns.len() > 2;
    is_table.then(|| (end, columns.first().copied().filter(|_| several)))
}

/// True if a line alone names the rows of the same table that follow it: it is short, stands near
/// them, and they have cells in the columns there are, with figures where there are some.
fn names_rows(lines: &[Line], at: usize, columns: &[Column]) -> bool {
    let Some((above, line)) = at.checked_sub(1).and_then(|n| lines.get(n)).zip(lines.get(at))
    else {
        return false;
    };
    let near = |a: &Line, b: &Line| b.base - a.base < SPACED * a.size.max(b.size);
    let words = line.text();
    let short = words.chars().count() < LONGEST_NAME && !words.ends_with('.');
    let mut behind = lines.iter().skip(at + 1).take(2);
    let next = behind.find(|line| line.pieces.len() > 1);
    let digits = |line: &Line| line.text().bytes().any(|b| b.is_ascii_digit());
    let fits = next.is_some_and(|next| {
        with(columns, next).len() == columns.len()
            && near(line, next)
            && is_alike(above, next)
            && (digits(next) || !digits(above))
            && next.is_bold() <= above.is_bold()
    });
    short && fits && near(above, line) && line.size < above.size * 1.08
}

/// Set in letters of about one size.
fn is_alike(above: &Line, below: &Line) -> bool {
    (above.size - below.size).abs() <= 0.08 * above.size.max(below.size)
}

/// True if the second of two lines may go on with a cell of the first.
fn is_near(above: &Line, line: &Line) -> bool {
    line.base - above.base < NEAR * above.size
}

/// True if a line begins where a column does: any but the first, or in the middle of a sentence.
fn goes_on_below(line: &Line, columns: &[Column]) -> bool {
    let below = |(left, _): &Column| (line.left - left).abs() < line.size;
    let inside = line.text().starts_with(char::is_lowercase);
    columns.iter().skip(usize::from(!inside)).any(below)
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
    let strip = STRIP.min(NARROW * line.size);
    for (left, right) in all {
        match merged.last_mut() {
            Some(last) if left < last.1 + strip => last.1 = last.1.max(right),
            _ => merged.push((left, right)),
        }
    }
    merged
}

/// The rows of a table, which rules across may part.
pub(super) fn rows(lines: Vec<Line>, across: &[Rule]) -> Vec<Row> {
    let most = lines.iter().map(|line| line.pieces.len()).max().unwrap_or(0);
    // Heads may reach over several columns: the fullest rows say what the columns are.
    let filled = |part: usize| {
        lines.iter().filter(move |line| {
            line.pieces.len() > 1 && line.pieces.len() * part >= most * (part - 1)
        })
    };
    let part = if filled(5).count() > 2 { 5 } else { 2 };
    let mut columns = filled(part).fold(Vec::new(), |columns, line| with(&columns, line));
    columns.truncate(MAX_COLUMNS);
    rows::in_columns(lines, &columns, across)
}

#[cfg(test)]
mod tests {
    use super::super::order::regions;
    use super::*;

    /// Rows of a table; each line has its base line and cells, from the left.
    fn read(lines: &[(f32, [&str; 3])]) -> Vec<String> {
        let mut pieces = Vec::new();
        for (base, cells) in lines {
            for (words, left) in cells.iter().zip([50.0, 180.0, 300.0]) {
                let right = left + 5.0 * words.len() as f32;
                if !words.is_empty() {
                    let text = (*words).to_owned();
                    pieces.push(Piece {
                        text,
                        left,
                        right,
                        base: *base,
                        size: 9.0,
                        ..Piece::default()
                    });
                }
            }
        }
        let lines: Vec<Line> =
            regions(pieces).into_iter().flat_map(|region| region.lines).collect();
        let range = tables(&lines).remove(0);
        let cell = |cell: &Vec<Piece>| -> String {
            let words: Vec<&str> = cell.iter().map(|piece| piece.text.as_str()).collect();
            words.join(" ")
        };
        let row = |row: Row| row.iter().map(cell).collect::<Vec<_>>().join("|");
        rows(lines.into_iter().skip(range.start).take(range.len()).collect(), &[])
            .into_iter()
            .map(row)
            .collect()
    }

    #[test]
    fn lines_of_a_cell_are_joined_where_rows_stand_apart() {
        let found = read(&[
            (100.0, ["System", "Range", "Crew"]),
            (115.0, ["Alpha launcher", "300 km", "Three; truck"]),
            (126.0, ["", "", "needed"]),
            (141.0, ["Beta", "90 km", "Two"]),
            (156.0, ["Gamma of a long", "up to 500 km", "Nine"]),
            (167.0, ["range", "", ""]),
        ]);
        assert_eq!(found[1], "Alpha launcher|300 km|Three; truck needed");
        assert_eq!(found[3], "Gamma of a long range|up to 500 km|Nine");
        let boxes = read(&[
            (100.0, ["Keep talks", "", "Be curious and"]),
            (111.0, ["on the subject", "", "ask for reasons"]),
            (130.0, ["Look for", "", "Keep to it"]),
            (141.0, ["new ideas", "", "in each case"]),
            (160.0, ["Say what is", "", "Ask what is"]),
            (171.0, ["known to you", "", "not said"]),
        ]);
        assert_eq!(
            boxes[0].replace('|', ""),
            "Keep talks on the subjectBe curious and ask for reasons"
        );
    }

    #[test]
    fn names_of_narrow_columns_stand_above_them() {
        let piece = |words: &str, left: f32, base: f32| {
            let (text, right) = (words.to_owned(), left + 5.0 * words.len() as f32);
            let styles = vec![(words.len(), Default::default())];
            Piece { text, styles, left, right, base, size: 10.0, ..Piece::default() }
        };
        let mut pieces = vec![piece("Name", 50.0, 88.0), piece("mpg cyl", 148.0, 88.0)];
        for (n, name) in ["Alpha", "Beta", "Gamma", "Delta"].into_iter().enumerate() {
            let base = 100.0 + 12.0 * n as f32;
            pieces.extend([piece(name, 50.0, base), piece("21.0", 145.0, base)]);
            pieces.push(piece("6", 172.0, base));
        }
        let lines: Vec<Line> =
            regions(pieces).into_iter().flat_map(|region| region.lines).collect();
        let found = rows(lines, &[]);
        let cell = |row: usize, at: usize| found[row][at].first().map(|piece| piece.text.as_str());
        assert_eq!((cell(0, 1), cell(0, 2)), (Some("mpg"), Some("cyl")));
        assert_eq!((cell(4, 1), cell(4, 2)), (Some("21.0"), Some("6")));
    }

    #[test]
    fn rows_at_one_distance_are_rows_whatever_their_first_cell() {
        let found = read(&[
            (100.0, ["Place", "Name", "Days"]),
            (111.0, ["Odesa", "alpha", "12"]),
            (122.0, ["", "beta", "7"]),
            (133.0, ["", "gamma", "9"]),
        ]);
        assert_eq!(found[1..], ["Odesa|alpha|12", "|beta|7", "|gamma|9"]);
    }
}
