//! Tables that are ruled: rules across and down that meet make a grid, and the words in each of its
//! cells belong together, however many lines they have. Where no rule stands between two fields of
//! the grid they are one cell. A table that is ruled across only is found in `table`.

use super::column::{Column, MAX_COLUMNS};
use super::order::{self, Line};
use super::piece::{self, Piece, Row};
use super::rows;
use super::rules::{Rule, Rules, covered};
use super::table;

/// Rules that end this near to another one meet it, and edges this near are one, in points.
const TOUCH: f32 = 2.5;

/// Rules that reach this far over the outermost rule have an open end there.
const OPEN: f32 = 8.0;

/// Base lines that differ by less than this are one.
const LEVEL: f32 = 1.5;

/// Rows of a grid at most.
const MAX_ROWS: usize = 500;

/// Rules of a grid at most.
const MAX_RULES: usize = 1024;

/// Letters of a cell of a table: longer ones are parts of a page that is laid out in boxes.
const LONG: usize = 800;

/// The fields of a grid.
struct Grid {
    /// Edges of its columns and of its rows.
    columns: Vec<f32>,
    rows: Vec<f32>,
    across: Vec<Rule>,
    down: Vec<Rule>,
}

/// The pieces of a page with each ruled table as one piece that holds its rows, where it stands.
pub(super) fn gathered(mut pieces: Vec<Piece>, rules: &Rules) -> Vec<Piece> {
    for grid in grids(rules) {
        let is_inside = |piece: &Piece| grid.field(piece).is_some();
        pieces = table::gathered(pieces, is_inside, |inside| grid.table(inside));
    }
    pieces
}

/// The grids that rules make.
fn grids(rules: &Rules) -> Vec<Grid> {
    if rules.across.len() + rules.down.len() > MAX_RULES {
        return Vec::new();
    }
    let mut left: Vec<(Rule, bool)> = rules.across.iter().map(|rule| (*rule, true)).collect();
    left.extend(rules.down.iter().map(|rule| (*rule, false)));
    let mut out = Vec::new();
    while let Some(first) = left.pop() {
        let mut group = vec![first];
        let mut at = 0;
        while let Some(rule) = group.get(at).copied() {
            let (met, apart) = left.into_iter().partition(|other| meet(rule, *other));
            group.extend::<Vec<_>>(met);
            left = apart;
            at += 1;
        }
        out.extend(Grid::of(&group));
    }
    out
}

fn meet((a, is_across): (Rule, bool), (b, other): (Rule, bool)) -> bool {
    let on = |rule: Rule, at: f32| rule.from - TOUCH < at && at < rule.to + TOUCH;
    is_across != other && on(a, b.at) && on(b, a.at)
}

/// Edges where rules stand, and where those that cross them end beyond.
fn edges(rules: &[Rule], crossing: &[Rule]) -> Vec<f32> {
    let mut places: Vec<f32> = rules.iter().map(|rule| rule.at).collect();
    places.sort_by(f32::total_cmp);
    places.dedup_by(|next, last| *next - *last < TOUCH);
    let from = crossing.iter().map(|rule| rule.from).fold(f32::MAX, f32::min);
    let to = crossing.iter().map(|rule| rule.to).fold(f32::MIN, f32::max);
    if places.first().is_some_and(|first| from < first - OPEN) {
        places.insert(0, from);
    }
    if places.last().is_some_and(|last| to > last + OPEN) {
        places.push(to);
    }
    places
}

/// True if rules at an edge cover most of a stretch of it.
fn covers(rules: &[Rule], edge: f32, from: f32, to: f32) -> bool {
    covered(rules, edge - TOUCH..edge + TOUCH, from..to) > 0.5 * (to - from)
}

/// In which of the stretches between edges a place is.
fn between(edges: &[f32], place: f32) -> Option<usize> {
    let at = edges.partition_point(|edge| *edge < place).checked_sub(1)?;
    (at + 1 < edges.len()).then_some(at)
}

impl Grid {
    fn of(group: &[(Rule, bool)]) -> Option<Self> {
        let part = |wanted: bool| -> Vec<Rule> {
            let mut found: Vec<Rule> = group
                .iter()
                .filter(|(_, across)| *across == wanted)
                .map(|(rule, _)| *rule)
                .collect();
            found.sort_by(|a, b| a.at.total_cmp(&b.at));
            found
        };
        let (across, down) = (part(true), part(false));
        let (columns, rows) = (edges(&down, &across), edges(&across, &down));
        let is_table = columns.len() > 2
            && rows.len() > 1
            && columns.len() <= MAX_COLUMNS + 1
            && rows.len() <= MAX_ROWS + 1;
        is_table.then_some(Self { columns, rows, across, down })
    }

    /// The row and column that a piece stands in.
    fn field(&self, piece: &Piece) -> Option<(usize, usize)> {
        let middle = f32::midpoint(piece.left, piece.right);
        let row = between(&self.rows, piece.base - 0.3 * piece.size)?;
        Some((row, between(&self.columns, middle)?))
    }

    /// The first field of the cell that a field belongs to.
    fn cell(&self, (mut row, mut column): (usize, usize)) -> (usize, usize) {
        let edge = |edges: &[f32], at: usize| edges.get(at).copied().unwrap_or_default();
        let (top, low) = (edge(&self.rows, row), edge(&self.rows, row + 1));
        while column > 0 && !covers(&self.down, edge(&self.columns, column), top, low) {
            column -= 1;
        }
        let (left, right) = (edge(&self.columns, column), edge(&self.columns, column + 1));
        while row > 0 && !covers(&self.across, edge(&self.rows, row), left, right) {
            row -= 1;
        }
        (row, column)
    }

    /// The table that the grid makes of its pieces, if it is one.
    fn table(&self, inside: &[Piece]) -> Option<Piece> {
        if (0..self.columns.len()).any(|column| self.is_parted(inside, column)) {
            return None;
        }
        let width = self.columns.len() - 1;
        let mut bands: Vec<Vec<(usize, Piece)>> = vec![Vec::new(); self.rows.len() - 1];
        for piece in inside {
            let (row, column) = self.cell(self.field(piece)?);
            bands.get_mut(row)?.push((column, piece.clone()));
        }
        bands.retain(|band| !band.is_empty());
        let ruled = bands.len() > 2;
        let columns: Vec<Column> = self
            .columns
            .windows(2)
            .filter_map(|pair| Some((*pair.first()?, *pair.last()?)))
            .collect();
        let mut rows: Vec<Row> = Vec::new();
        for band in bands {
            if has_rows(&band, ruled) {
                rows.extend(rows::in_columns(lines(band), &columns, &[]));
            } else {
                rows.push(row(band, width));
            }
        }
        is_table(&rows).then(|| self.piece(inside, rows))?
    }

    /// True if most lines of a column have words apart from each other: it is several columns, and
    /// rules stand between groups of them only.
    fn is_parted(&self, inside: &[Piece], column: usize) -> bool {
        let here = |piece: &&Piece| self.field(piece).is_some_and(|field| field.1 == column);
        let mut bases: Vec<f32> = inside.iter().filter(here).map(|piece| piece.base).collect();
        bases.sort_by(f32::total_cmp);
        let lines = bases.chunk_by(|above, below| below - above < LEVEL);
        let (mut all, mut several) = (0, 0);
        for line in lines {
            all += 1;
            several += usize::from(line.len() > 1);
        }
        several > 2 && several * 2 > all
    }

    /// The rows as one piece, on the line of the first words in them.
    fn piece(&self, inside: &[Piece], rows: Vec<Row>) -> Option<Piece> {
        let first = inside.iter().min_by(|a, b| a.base.total_cmp(&b.base))?;
        let (left, right) = (*self.columns.first()?, *self.columns.last()?);
        let (base, size) = (first.base, first.size);
        Some(Piece { table: rows, left, right, base, size, ..Piece::default() })
    }
}

/// One row of the pieces of a band, each with its column.
fn row(mut band: Vec<(usize, Piece)>, width: usize) -> Row {
    band.sort_by(|(_, a), (_, b)| a.by_place(b));
    let mut cells: Row = vec![Vec::new(); width];
    let columns: Vec<usize> = band.iter().map(|(column, _)| *column).collect();
    let pieces = band.into_iter().map(|(_, piece)| piece).collect();
    // Words on one line in their order from the left, whatever hair their base lines differ by.
    let mut at = 0;
    for mut line in piece::rows(pieces) {
        let own = columns.get(at..at + line.len()).unwrap_or_default();
        at += line.len();
        let mut placed: Vec<(usize, Piece)> = own.iter().copied().zip(line.drain(..)).collect();
        placed.sort_by(|(_, a), (_, b)| a.left.total_cmp(&b.left));
        for (column, piece) in placed {
            if let Some(cell) = cells.get_mut(column) {
                cell.push(piece);
            }
        }
    }
    cells
}

fn lines(band: Vec<(usize, Piece)>) -> Vec<Line> {
    order::lines(band.into_iter().map(|(_, piece)| piece).collect())
}

/// True if a band between two rules holds rows that no rules part: most of its lines have words in
/// most of its columns. Where the rows of a table are `ruled`, those words must be figures.
fn has_rows(band: &[(usize, Piece)], ruled: bool) -> bool {
    let mut sorted: Vec<&(usize, Piece)> = band.iter().collect();
    sorted.sort_by(|(_, a), (_, b)| a.base.total_cmp(&b.base));
    let mut columns: Vec<usize> = band.iter().map(|(column, _)| *column).collect();
    columns.sort_unstable();
    columns.dedup();
    let (mut lines, mut full) = (0, 0);
    let level = |above: &&(usize, Piece), below: &&(usize, Piece)| {
        (below.1.base - above.1.base).abs() < 0.3 * above.1.size
    };
    for line in sorted.chunk_by(level) {
        lines += 1;
        full += usize::from(line.len() > 1 && line.len() * 5 >= columns.len() * 3);
    }
    let others = band.iter().filter(|(column, _)| Some(column) != columns.first());
    let figures = others.clone().filter(|(_, piece)| rows::is_figure(&piece.text)).count();
    let counted = figures * 3 > others.count() * 2;
    lines > 1 && (full * 5 >= lines * 4 && counted || !ruled && full > 1)
}

/// True if rows are those of a table, and not the boxes of a page or of a drawing.
fn is_table(rows: &[Row]) -> bool {
    let letters = |cell: &Vec<Piece>| cell.iter().map(|piece| piece.text.len()).sum::<usize>();
    let filled = |row: &&Row| row.iter().filter(|cell| !cell.is_empty()).count() > 1;
    let (mut all, mut long) = (0, 0);
    for cell in rows.iter().flatten() {
        all += letters(cell);
        long += if letters(cell) > LONG { letters(cell) } else { 0 };
    }
    rows.len() > 1 && rows.iter().filter(filled).count() > 1 && long * 2 < all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, left: f32, base: f32) -> Piece {
        let right = left + 4.0 * text.len() as f32;
        Piece { text: text.into(), left, right, base, size: 8.0, ..Piece::default() }
    }

    /// Rules of a grid of two columns with an open right side, and of `rows` rows 30 points high.
    fn rules(rows: u8) -> Rules {
        let across = |n| Rule { at: 100.0 + 30.0 * f32::from(n), from: 50.0, to: 250.0 };
        let to = 100.0 + 30.0 * f32::from(rows);
        let down = |at| Rule { at, from: 100.0, to };
        Rules { across: (0..=rows).map(across).collect(), down: vec![down(50.0), down(130.0)] }
    }

    fn read(pieces: Vec<Piece>, rules: &Rules) -> Vec<String> {
        let cell = |cell: &Vec<Piece>| -> String {
            cell.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        let row = |row: &Row| row.iter().map(cell).collect::<Vec<_>>().join("|");
        gathered(pieces, rules).iter().flat_map(|piece| &piece.table).map(row).collect()
    }

    #[test]
    fn words_in_a_field_are_one_cell() {
        let found = read(
            vec![
                piece("Words before the table", 50.0, 80.0),
                piece("Port", 55.0, 110.0),
                piece("What was seen there", 135.0, 110.0),
                piece("Odesa", 55.0, 145.0),
                piece("Nine ships, and in", 135.0, 140.0),
                piece("May three more", 135.0, 150.0),
                piece("Riga", 55.0, 175.0),
                piece("None", 135.0, 170.0),
            ],
            &rules(3),
        );
        let wanted =
            ["Port|What was seen there", "Odesa|Nine ships, and in May three more", "Riga|None"];
        assert_eq!(found, wanted);
    }

    #[test]
    fn rows_without_rules_between_them_are_rows() {
        let mut pieces = vec![piece("Port", 55.0, 110.0), piece("Ships", 135.0, 110.0)];
        for n in 0..4_u8 {
            let base = 140.0 + 9.0 * f32::from(n);
            pieces.extend([piece("Quay", 55.0, base), piece(&n.to_string(), 135.0, base)]);
        }
        let mut rules = rules(3);
        rules.across.remove(2);
        let found = read(pieces, &rules);
        assert_eq!(found, ["Port|Ships", "Quay|0", "Quay|1", "Quay|2", "Quay|3"]);
    }

    #[test]
    fn rules_between_groups_of_columns_are_no_grid_of_cells() {
        let mut pieces = vec![piece("Port", 55.0, 110.0), piece("Ships and days", 135.0, 110.0)];
        for n in 0..6_u8 {
            let base = 140.0 + 9.0 * f32::from(n);
            let cells = [("Quay", 55.0), ("12", 135.0), ("14", 180.0)];
            pieces.extend(cells.map(|(words, left)| piece(words, left, base)));
        }
        assert!(read(pieces, &rules(3)).is_empty());
    }

    #[test]
    fn frames_around_words_are_no_tables() {
        let long = "Words of a page that is laid out in boxes. ".repeat(40);
        let found = read(
            vec![
                piece("Title", 55.0, 110.0),
                piece(&long, 60.0, 140.0),
                piece(&long, 140.0, 140.0),
                piece("End", 140.0, 170.0),
            ],
            &rules(3),
        );
        assert!(found.is_empty(), "{found:?}");
    }
}
