//! Tables that are ruled across only: three rules and more of one width with cells between them, as
//! above and below the heads and at the end. The words between them stay together, so that columns
//! of a table are not taken for those of a page; `table` and `rows` say what its cells are.

use super::order::{self, Line};
use super::piece::{Piece, Row};
use super::rows;
use super::rules::{Rule, Rules};
use super::sheet::small;
use super::table;

/// Rules whose ends differ by less than this are of one width, in points.
const ALIKE: f32 = 4.0;

/// Rules that make a table at least.
const FEWEST: usize = 3;

/// A table is at least this wide, in points.
const NARROWEST: f32 = 80.0;

/// Letters of a line that names rows.
const SHORT: usize = 60;

/// A line that names rows between two rules stands in less room than this many times its size.
const ALONE: f32 = 2.6;

/// Gaps between words of stretched lines are narrower than this many times the size.
const STRETCHED: f32 = 1.2;

/// Lines of a cell at most, so that the columns of a page are none.
const LONGEST: usize = 14;

/// The pieces of a page with each table that is ruled across as one piece, where it stands.
pub(super) fn gathered(mut pieces: Vec<Piece>, rules: &Rules) -> Vec<Piece> {
    for stack in stacks(&rules.across) {
        for run in runs(&stack, &pieces) {
            let is_inside = |piece: &Piece| is_inside(piece, run);
            pieces = table::gathered(pieces, is_inside, |inside| of_pieces(inside, rules));
        }
    }
    pieces
}

/// Rules of one width, from top to bottom.
fn stacks(across: &[Rule]) -> Vec<Vec<Rule>> {
    let mut out: Vec<Vec<Rule>> = Vec::new();
    for rule in across.iter().filter(|rule| rule.to - rule.from > NARROWEST) {
        let alike = |stack: &&mut Vec<Rule>| {
            stack.last().is_some_and(|last| {
                (last.from - rule.from).abs() < ALIKE && (last.to - rule.to).abs() < ALIKE
            })
        };
        match out.iter_mut().find(alike) {
            Some(stack) => stack.push(*rule),
            None => out.push(vec![*rule]),
        }
    }
    out.retain(|stack| stack.len() >= FEWEST);
    out
}

/// True for words between the first and the last of some rules.
fn is_inside(piece: &Piece, run: &[Rule]) -> bool {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
    let middle = f32::midpoint(piece.left, piece.right);
    let height = piece.base - 0.3 * piece.size;
    piece.table.is_empty()
        && (first.from..first.to).contains(&middle)
        && (first.at..last.at).contains(&height)
}

/// The rules that have cells between them, one run for each table.
fn runs<'r>(stack: &'r [Rule], pieces: &[Piece]) -> Vec<&'r [Rule]> {
    let mut out = Vec::new();
    let mut start = 0;
    for at in 1..=stack.len() {
        let between = stack.get(at - 1..=at).is_some_and(|pair| has_cells(pair, pieces));
        if between {
            continue;
        }
        out.extend(stack.get(start..at).filter(|run| run.len() >= FEWEST));
        start = at;
    }
    out
}

/// True if two rules have cells beside each other between them, a short line alone, or nothing.
fn has_cells(pair: &[Rule], pieces: &[Piece]) -> bool {
    let (Some(first), Some(last)) = (pair.first(), pair.last()) else { return false };
    let mut inside: Vec<&Piece> = pieces.iter().filter(|piece| is_inside(piece, pair)).collect();
    inside.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut reach = f32::MAX;
    let beside = inside.iter().any(|piece| {
        let apart = piece.left > reach + 0.4 * piece.size;
        reach = if reach == f32::MAX { piece.right } else { reach.max(piece.right) };
        apart
    });
    let size = inside.first().map_or(f32::MAX, |piece| piece.size);
    let short = inside.iter().all(|piece| piece.text.chars().count() < SHORT);
    let alone = inside.len() < 2 && short && last.at - first.at < ALONE * size;
    let figures = inside.iter().filter(|piece| rows::is_figure(&piece.text)).count();
    // Columns of a page stand between the rules above and below them.
    let flows = last.at - first.at > small(LONGEST) * size && figures * 4 < inside.len();
    !flows && (alone || beside)
}

/// The table that pieces between rules make, if they do.
fn of_pieces(inside: &[Piece], rules: &Rules) -> Option<Piece> {
    let lines = order::lines(inside.to_vec());
    let first = lines.first()?;
    let (base, size) = (first.base, first.size);
    let left = lines.iter().map(|line| line.left).fold(f32::MAX, f32::min);
    let right = lines.iter().map(|line| line.right).fold(f32::MIN, f32::max);
    let wide = |pair: &[Piece]| match pair {
        [a, b] => b.left - a.right > STRETCHED * a.size,
        _ => false,
    };
    let parted = |line: &&Line| line.pieces.windows(2).any(wide);
    if lines.iter().filter(parted).count() < 3 {
        return None;
    }
    let rows = table::rows(lines, &rules.across);
    let cells = rows.iter().flatten().filter(|cell| !cell.is_empty());
    let long = cells.filter(|cell| cell.len() > LONGEST).count();
    let filled = |row: &&Row| row.iter().filter(|cell| !cell.is_empty()).count() > 1;
    let is_table = rows.iter().filter(filled).count() > 1 && long * 8 < rows.len().max(8);
    is_table.then(|| Piece { table: rows, left, right, base, size, ..Piece::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, left: f32, base: f32) -> Piece {
        let right = left + 4.0 * text.len() as f32;
        Piece { text: text.into(), left, right, base, size: 8.0, ..Piece::default() }
    }

    fn rules(heights: &[f32]) -> Rules {
        let rule = |at: &f32| Rule { at: *at, from: 50.0, to: 300.0 };
        Rules { across: heights.iter().map(rule).collect(), down: Vec::new() }
    }

    #[test]
    fn cells_between_rules_stay_together() {
        let mut pieces =
            vec![piece("Port", 55.0, 110.0), piece("What is told of it", 150.0, 110.0)];
        for n in 0..6_u8 {
            let base = 125.0 + 10.0 * f32::from(n);
            pieces.push(piece("words of a cell", 55.0, base));
            pieces.push(piece("more words of a cell", 150.0, base));
        }
        pieces.push(piece("Words below the table", 55.0, 215.0));
        let found = gathered(pieces, &rules(&[100.0, 114.0, 200.0]));
        let tables = found.iter().filter(|piece| !piece.table.is_empty());
        assert_eq!((found.len(), tables.count()), (2, 1));
    }

    #[test]
    fn columns_of_a_page_between_its_rules_are_none() {
        let mut pieces = Vec::new();
        for n in 0..30_u8 {
            let base = 110.0 + 10.0 * f32::from(n);
            pieces.push(piece("a line of the first column", 55.0, base));
            pieces.push(piece("a line of the second one", 180.0, base));
        }
        let rules = rules(&[90.0, 100.0, 420.0]);
        assert_eq!(gathered(pieces.clone(), &rules), pieces);
    }
}
