//! Rows of a table whose columns are known: which lines of words are one row, because a cell goes on
//! over several lines, and which are rows of their own. Rules across part rows; figures do not go on
//! over lines, so a line of figures is a row and words alone belong to the nearest; in tables of words
//! the room between lines decides. The heads above are joined in `heads`.

use super::column::{Column, column_of};
use super::heads;
use super::order::Line;
use super::piece::{Piece, Row};
use super::rules::{Rule, covered};
use super::sheet::small;
use super::strip::Strip;

/// Lines of a cell are nearer to each other than this many times the size.
const NEAR: f32 = 1.35;

/// Lines of one row are nearer than this many times the distance of rows.
const TIGHT: f32 = 0.94;

/// Lines of one cell stand at distances that differ by less than this part.
const LINES: f32 = 1.07;

/// The rows of a table; lines that only go on with cells above are joined to them.
pub(super) fn in_columns(lines: Vec<Line>, columns: &[Column], across: &[Rule]) -> Vec<Row> {
    let strips = strips(lines, columns, across);
    if are_ruled(&strips) {
        return between_rules(strips, columns);
    }
    if strips.iter().filter(|strip| strip.counted).count() < 2 {
        return of_words(strips);
    }
    let first = heads::end(&strips, |strip| strip.counted);
    let mut strips = strips.into_iter();
    let mut rows = heads::joined(strips.by_ref().take(first).collect(), columns);
    rows.extend(of_figures(strips.collect()));
    rows
}

/// True if each row stands between two rules: hardly any has figures on two lines.
fn are_ruled(strips: &[Strip]) -> bool {
    let (mut groups, mut several) = (0, 0);
    for group in strips.chunk_by(|_, below| !below.ruled) {
        groups += 1;
        several += usize::from(group.iter().filter(|strip| strip.counted).count() > 1);
    }
    groups > 3 && groups * 5 >= strips.len() && several * 10 <= groups
}

/// The rows between rules; the first may be heads on several lines.
fn between_rules(strips: Vec<Strip>, columns: &[Column]) -> Vec<Row> {
    let mut groups: Vec<Vec<Strip>> = Vec::new();
    for strip in strips {
        match groups.last_mut().filter(|_| !strip.ruled) {
            Some(group) => group.push(strip),
            None => groups.push(vec![strip]),
        }
    }
    let mut rows = Vec::with_capacity(groups.len());
    for group in groups {
        let heads = rows.is_empty() && !group.iter().any(|strip| strip.counted);
        if heads {
            rows.extend(heads::joined(group, columns));
            continue;
        }
        let mut row: Row = vec![Vec::new(); columns.len()];
        for strip in group {
            join(&mut row, strip.cells);
        }
        rows.push(row);
    }
    rows
}

fn strips(lines: Vec<Line>, columns: &[Column], across: &[Rule]) -> Vec<Strip> {
    let left = columns.first().map_or(0.0, |column| column.0);
    let right = columns.last().map_or(0.0, |column| column.1);
    let mut above: Option<f32> = None;
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let low = line.base - 0.4 * line.size;
        let ruled = above.is_some_and(|high| parts(across, (high, low), (left, right)));
        above = Some(line.base);
        let cells = cells(line.clone(), columns);
        out.push(Strip { line, cells, ruled, counted: false });
    }
    let figures: Vec<usize> = (1..columns.len()).filter(|at| has_figures(&out, *at)).collect();
    for strip in &mut out {
        strip.counted =
            figures.iter().any(|at| strip.cells.get(*at).is_some_and(|cell| is_counted(cell)));
    }
    out
}

/// True for a column of figures below its heads.
fn has_figures(strips: &[Strip], column: usize) -> bool {
    let cells = strips.iter().filter_map(|strip| strip.cells.get(column));
    let (figures, words): (Vec<_>, Vec<_>) =
        cells.filter(|cell| !cell.is_empty()).partition(|cell| is_counted(cell));
    figures.len() > 1 && words.len() <= figures.len() + 2
}

fn is_counted(cell: &[Piece]) -> bool {
    cell.iter().any(|piece| is_figure(&piece.text))
}

/// True if rules between two heights cover most of a table's width.
fn parts(across: &[Rule], (high, low): (f32, f32), (left, right): (f32, f32)) -> bool {
    covered(across, high..low, left..right) > 0.6 * (right - left)
}

/// Adds the cells of a line to those of the row that it goes on with.
fn join(row: &mut Row, more: Row) {
    row.iter_mut().zip(more).for_each(|(cell, more)| cell.extend(more));
}

/// True for a figure, or for what stands where there is none.
pub(super) fn is_figure(words: &str) -> bool {
    let none = matches!(words, "-" | "–" | "—" | ".." | "…" | "..." | "*" | "n.a." | "n/a" | "NA");
    let digits = words.chars().filter(char::is_ascii_digit).count();
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    none || digits > 0 && digits * 2 > letters
}

/// Rows of which most have figures.
fn of_figures(strips: Vec<Strip>) -> Vec<Row> {
    let mut steps: Vec<f32> = strips
        .windows(2)
        .filter_map(|pair| match pair {
            [above, below] if above.counted && below.counted => {
                Some(below.line.base - above.line.base)
            }
            _ => None,
        })
        .collect();
    steps.sort_by(f32::total_cmp);
    let usual = steps.get(steps.len() / 2).copied();
    let links = links(&strips, usual);
    let mut rows: Vec<Row> = Vec::new();
    for (strip, linked) in strips.into_iter().zip(links) {
        match rows.last_mut().filter(|_| linked) {
            Some(row) => join(row, strip.cells),
            None => rows.push(strip.cells),
        }
    }
    rows
}

/// Which lines go on with the one above. `usual` is the distance of two rows of figures.
fn links(strips: &[Strip], usual: Option<f32>) -> Vec<bool> {
    let mut links = vec![false; strips.len()];
    let mut at = 0;
    while at < strips.len() {
        let run = strips.get(at..).unwrap_or_default();
        let words = run.iter().take_while(|strip| !strip.counted).count();
        let before = at.checked_sub(1).and_then(|at| strips.get(at));
        let behind = strips.get(at + words);
        let run = run.get(..words).unwrap_or_default();
        let (up, down) = shares(before, run, behind, usual);
        for (n, link) in links.iter_mut().skip(at).take(words + 1).enumerate() {
            let pair = n.checked_sub(1).and_then(|above| run.get(above)).zip(run.get(n));
            let near = pair.is_some_and(|(above, below)| is_tight(above, below, usual));
            *link = n < up || n > 0 && (n > words - down || n > up && near);
        }
        at += words + 1;
    }
    links
}

/// Of lines without figures, how many go on with the row before and how many begin the row behind.
fn shares(
    before: Option<&Strip>,
    run: &[Strip],
    behind: Option<&Strip>,
    usual: Option<f32>,
) -> (usize, usize) {
    let tight = |above: &Strip, below: &Strip| is_tight(above, below, usual);
    let mut up = 0;
    let mut last = before;
    while let Some((above, strip)) = last.zip(run.get(up)) {
        let next = run.get(up + 1).or(behind);
        let nearer = next.is_none_or(|next| {
            strip.line.base - above.line.base <= 1.1 * (next.line.base - strip.line.base)
        });
        if !(tight(above, strip) && nearer || goes_on(above, strip, next)) {
            break;
        }
        (up, last) = (up + 1, Some(strip));
    }
    let mut down = 0;
    let mut next = behind;
    while let Some((below, strip)) = next.zip(run.get(up..run.len() - down).and_then(<[_]>::last)) {
        if !(tight(strip, below) || begins(strip, below)) {
            break;
        }
        (down, next) = (down + 1, Some(strip));
    }
    (up, down)
}

/// True if a line stands nearer to the one above than rows do.
fn is_tight(above: &Strip, below: &Strip, usual: Option<f32>) -> bool {
    let step = below.line.base - above.line.base;
    !below.ruled && step < usual.map_or(NEAR * above.line.size, |usual| TIGHT * usual)
}

/// True if words alone go on with the row above by what they say or how they are set in.
fn goes_on(above: &Strip, strip: &Strip, next: Option<&Strip>) -> bool {
    let near = strip.line.base - above.line.base < 1.6 * above.line.size;
    let words = strip.line.text();
    let open = above.cells.first().is_some_and(|cell| {
        let end = cell.last().map_or("", |piece| piece.text.as_str());
        end.ends_with(['-', ',', '&']) || end.ends_with(" and") || end.ends_with(" of")
    });
    let other = strip.cells.first().is_some_and(Vec::is_empty) && !above.ruled;
    let hangs = strip.line.left > above.line.left + 0.6 * strip.line.size
        && next.is_some_and(|next| next.line.left < strip.line.left - 0.3 * strip.line.size);
    let alike = strip.line.is_bold() == above.first_is_bold();
    !strip.ruled
        && near
        && alike
        && (words.starts_with(char::is_lowercase) || open || other || hangs)
}

/// True if words alone are the beginning of the row below.
fn begins(strip: &Strip, below: &Strip) -> bool {
    let near = below.line.base - strip.line.base < 1.6 * below.line.size;
    let first = below.cells.first().and_then(|cell| cell.first());
    let goes_on = first.is_none_or(|piece| piece.text.starts_with(char::is_lowercase));
    let alike = strip.line.is_bold() == below.first_is_bold();
    !below.ruled && near && goes_on && alike && strip.cells.first().is_some_and(|c| !c.is_empty())
}

/// Rows of words.
fn of_words(strips: Vec<Strip>) -> Vec<Row> {
    let rules = strips.iter().filter(|strip| strip.ruled).count();
    // Heads alone are parted by a rule in most tables.
    let ruled = rules > 2 || rules == 2 && strips.len() < 8;
    let tight = tight(&strips);
    let wrapped = !ruled && are_wrapped(&strips, &tight);
    let mut rows: Vec<Row> = Vec::new();
    let mut above: Option<(f32, f32)> = None;
    for (strip, tight) in strips.into_iter().zip(tight) {
        let near = above.is_some_and(|(base, size)| strip.line.base - base < NEAR * size);
        above = Some((strip.line.base, strip.line.size));
        let goes_on = match () {
            () if ruled => true,
            () if wrapped => tight,
            () => near && lines_go_on(&strip.cells, tight),
        };
        match rows.last_mut().filter(|_| goes_on && !strip.ruled) {
            Some(row) => join(row, strip.cells),
            None => rows.push(strip.cells),
        }
    }
    rows
}

/// Which lines stand nearer to the one above than rows do, if lines stand at two distances.
fn tight(strips: &[Strip]) -> Vec<bool> {
    let steps: Vec<f32> = strips.windows(2).filter_map(step).collect();
    let least = steps.iter().copied().fold(f32::MAX, f32::min);
    let near = |step: f32| step < least * LINES;
    let wider = steps.iter().filter(|step| !near(**step)).count();
    let rows = wider > 1 && wider * 6 >= steps.len();
    let below = steps.iter().map(|step| rows && near(*step));
    std::iter::once(false).chain(below).take(strips.len()).collect()
}

/// True if most of the lines that stand near the one above look like the rest of its cells: their
/// first cell is empty, or most of them begin in the middle of a sentence.
fn are_wrapped(strips: &[Strip], tight: &[bool]) -> bool {
    let (mut lines, mut like) = (0, 0);
    for (strip, _) in strips.iter().zip(tight).filter(|(_, tight)| **tight) {
        let begins = beginnings(&strip.cells);
        let inside = begins.iter().filter(|c| !c.is_uppercase() && !c.is_numeric()).count();
        let empty = strip.cells.first().is_some_and(Vec::is_empty);
        lines += 1;
        like += usize::from(empty || inside * 2 >= begins.len());
    }
    lines > 0 && like * 5 >= lines * 3
}

fn step(pair: &[Strip]) -> Option<f32> {
    match pair {
        [above, below] => Some(below.line.base - above.line.base),
        _ => None,
    }
}

/// The first letter of each cell that has one.
fn beginnings(cells: &Row) -> Vec<char> {
    let first = |cell: &Vec<Piece>| cell.first().and_then(|piece| piece.text.chars().next());
    cells.iter().filter_map(first).collect()
}

/// True if a line near the one above goes on with its cells. `apart` says that rows stand further
/// apart than that.
fn lines_go_on(cells: &Row, apart: bool) -> bool {
    let begins = beginnings(cells);
    let is_figure = |c: &char| c.is_ascii_digit() || matches!(c, '$' | '€' | '£' | '-' | '+');
    if cells.first().is_some_and(Vec::is_empty) {
        // The first cell of a row may be empty, as it is where it stands for several.
        let is_full = begins.len() > 1 && begins.len() * 2 > cells.len();
        let is_row = is_full || begins.len() > 1 && begins.iter().any(is_figure);
        return apart || !is_row;
    }
    let inside = |c: &char| c.is_lowercase() || matches!(c, '(' | '&' | '/');
    apart && !begins.is_empty() && begins.iter().all(inside)
}

fn cells(line: Line, columns: &[Column]) -> Row {
    let mut cells: Row = columns.iter().map(|_| Vec::new()).collect();
    let apart = line.pieces.into_iter().flat_map(|piece| at_gaps(piece, columns));
    for piece in apart.flat_map(|piece| parted(piece, columns)) {
        if let Some(cell) = cells.get_mut(column_of(&piece, columns)) {
            cell.push(piece);
        }
    }
    cells
}

/// The parts of a piece that wide gaps part where columns are parted.
fn at_gaps(piece: Piece, columns: &[Column]) -> Vec<Piece> {
    let between = |(_, from, to): &&(usize, f32, f32)| {
        columns.windows(2).any(|pair| match pair {
            [(_, right), (left, _)] => *from < left + 1.0 && *to > right - 1.0 && left > right,
            _ => false,
        })
    };
    let cuts: Vec<(usize, f32, f32)> = piece.gaps.iter().filter(between).copied().collect();
    let mut parts = Vec::with_capacity(cuts.len() + 1);
    let (mut at, mut left) = (0, piece.left);
    for (next, from, to) in cuts {
        parts.extend(piece.part(at..next, left, from));
        (at, left) = (next, to);
    }
    parts.extend(piece.part(at..piece.text.len(), left, piece.right));
    if parts.iter().any(|part| part.text.is_empty()) { vec![piece] } else { parts }
}

/// The words of a piece by themselves if they are one for each column that it reaches over, as the
/// names above narrow columns are.
fn parted(piece: Piece, columns: &[Column]) -> Vec<Piece> {
    let count = columns.iter().filter(|(left, right)| *left < piece.right && piece.left < *right);
    let words: Vec<&str> = piece.text.split(' ').filter(|word| !word.is_empty()).collect();
    if words.len() < 2 || words.len() != count.count() {
        return vec![piece];
    }
    let letters = piece.text.chars().count().max(1);
    let each = (piece.right - piece.left) / small(letters);
    let mut parts: Vec<Piece> = Vec::with_capacity(words.len());
    let mut at = 0;
    for word in words {
        let start = piece.text.get(at..).and_then(|rest| rest.find(word)).unwrap_or(0) + at;
        let before = piece.text.get(..start).unwrap_or_default().chars().count();
        let left = piece.left + each * small(before);
        let right = left + each * small(word.chars().count());
        let style = piece.styles.iter().find(|(end, _)| *end > start).map(|(_, style)| *style);
        let styles = vec![(word.len(), style.unwrap_or_default())];
        parts.push(Piece { text: word.to_owned(), styles, left, right, ..piece.clone() });
        at = start + word.len();
    }
    let places: Vec<usize> = parts.iter().map(|part| column_of(part, columns)).collect();
    if places.windows(2).all(|pair| pair.first() < pair.last()) { parts } else { vec![piece] }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of a table with three columns, each with its base line.
    fn lines(rows: &[(f32, [&str; 3])]) -> Vec<Line> {
        let line = |(base, cells): &(f32, [&str; 3])| {
            let placed =
                cells.iter().zip([50.0, 180.0, 260.0]).filter(|(words, _)| !words.is_empty());
            let piece = |(words, left): (&&str, f32)| Piece {
                text: (*words).to_owned(),
                left,
                right: left + 5.0 * words.len() as f32,
                base: *base,
                size: 9.0,
                ..Piece::default()
            };
            Line::new(placed.map(piece).collect())
        };
        rows.iter().filter_map(line).collect()
    }

    fn read(rows: &[(f32, [&str; 3])], across: &[f32]) -> Vec<String> {
        let columns = [(50.0, 170.0), (180.0, 250.0), (260.0, 330.0)];
        let rule = |at: &f32| Rule { at: *at, from: 50.0, to: 330.0 };
        let across: Vec<Rule> = across.iter().map(rule).collect();
        let cell = |cell: &Vec<Piece>| -> String {
            cell.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ")
        };
        let row = |row: &Row| row.iter().map(cell).collect::<Vec<_>>().join("|");
        in_columns(lines(rows), &columns, &across).iter().map(row).collect()
    }

    #[test]
    fn words_belong_to_the_nearest_line_of_figures() {
        let found = read(
            &[
                (100.0, ["Port", "Ships", "Days"]),
                (113.0, ["Odesa and the", "", ""]),
                (122.0, ["coast beside it", "12", "4"]),
                (135.0, ["Riga", "7", "9"]),
                (148.0, ["Gdynia with", "3", "1"]),
                (157.0, ["its roads", "", ""]),
                (170.0, ["Kiel", "8", "2"]),
                (183.0, ["Genoa", "6", "5"]),
            ],
            &[],
        );
        assert_eq!(found[1], "Odesa and the coast beside it|12|4", "{found:#?}");
        assert_eq!(found[3], "Gdynia with its roads|3|1");
        assert_eq!(found.len(), 6);
    }

    #[test]
    fn heads_that_nearly_touch_are_parted_between_their_columns() {
        let columns = [(50.0, 170.0), (180.0, 250.0), (260.0, 330.0)];
        let piece = |gaps: Vec<(usize, f32, f32)>| Piece {
            text: "Ships seen Days closed".to_owned(),
            styles: vec![(22, Default::default())],
            left: 182.0,
            right: 328.0,
            gaps,
            ..Piece::default()
        };
        let words = |piece| -> Vec<String> {
            at_gaps(piece, &columns).into_iter().map(|part| part.text).collect()
        };
        assert_eq!(words(piece(vec![(11, 251.0, 257.0)])), ["Ships seen", "Days closed"]);
        assert_eq!(words(piece(vec![(6, 205.0, 211.0)])), ["Ships seen Days closed"]);
        assert_eq!(words(piece(Vec::new())), ["Ships seen Days closed"]);
    }

    #[test]
    fn names_of_groups_are_rows_of_their_own() {
        let found = read(
            &[
                (100.0, ["Port", "Ships", "Days"]),
                (112.0, ["Baltic", "", ""]),
                (124.0, ["Riga", "7", "9"]),
                (136.0, ["Kiel", "8", "2"]),
                (148.0, ["Black Sea", "", ""]),
                (160.0, ["Odesa", "3", "1"]),
            ],
            &[],
        );
        assert_eq!(found[1], "Baltic||", "{found:#?}");
        assert_eq!(found[4..], ["Black Sea||", "Odesa|3|1"]);
    }

    #[test]
    fn rules_part_rows_whatever_room_their_lines_have() {
        let rows = [
            (100.0, ["Post", "Who", "Where"]),
            (112.0, ["Guard", "Two men", "At the"]),
            (124.0, ["Ready day", "of age", "gate"]),
            (136.0, ["Clerk", "One", "Office"]),
            (148.0, ["Night", "Writes", "Below"]),
            (160.0, ["Cook", "Any", "Galley"]),
        ];
        let found = read(&rows, &[104.0, 128.0, 152.0]);
        assert_eq!(found[1], "Guard Ready day|Two men of age|At the gate", "{found:#?}");
        assert_eq!(found[2], "Clerk Night|One Writes|Office Below");
    }

    #[test]
    fn lines_of_heads_are_one_row_below_those_over_several_columns() {
        let mut rows = lines(&[
            (100.0, ["", "", ""]),
            (112.0, ["Port", "Ships", "Days"]),
            (121.0, ["", "seen", "closed"]),
            (134.0, ["Riga", "7", "9"]),
            (146.0, ["Kiel", "8", "2"]),
        ]);
        let over = Piece { left: 190.0, right: 320.0, base: 100.0, size: 9.0, ..Piece::default() };
        let over = Piece { text: "In the year of the storm".into(), ..over };
        rows.insert(0, Line::new(vec![over]).unwrap());
        let columns = [(50.0, 170.0), (180.0, 250.0), (260.0, 330.0)];
        let found = in_columns(rows, &columns, &[]);
        let words = |row: usize, at: usize| -> Vec<&str> {
            found[row][at].iter().map(|piece| piece.text.as_str()).collect()
        };
        assert_eq!(words(0, 1), ["In the year of the storm"]);
        assert_eq!((words(1, 1), words(1, 2)), (vec!["Ships", "seen"], vec!["Days", "closed"]));
        assert_eq!(words(2, 0), ["Riga"]);
    }
}
