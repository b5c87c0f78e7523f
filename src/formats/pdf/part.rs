//! Lines of a region joined to paragraphs, list items and rows of tables, by the room between them
//! and at their ends. Says nothing of headings: those need the whole document.

use std::mem;

use super::super::plain;
use super::order::{Line, Region};
use super::piece::{Piece, Row};
use super::rules::Rule;
use super::sheet::small;
use super::table;

/// Lines of an item are nearer to each other than this many times the size, whatever the pitch of
/// other lines: slides are set in several.
const WIDEST_ITEM: f32 = 2.0;

/// What stands on its own.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub kind: PartKind,
    /// Its lines; none for rows.
    pub lines: Vec<Line>,
}

/// What a part is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum PartKind {
    Paragraph,
    /// The number is the length of the marker in bytes.
    Item(usize),
    Heading(u8),
    Row {
        table: u32,
        header: bool,
        cells: Row,
    },
}

impl Part {
    /// Size of the letters of its first line; 0 for rows.
    pub(super) fn size(&self) -> f32 {
        self.lines.first().map_or(0.0, |line| line.size)
    }

    pub(super) fn is_bold(&self) -> bool {
        !self.lines.is_empty() && self.lines.iter().all(Line::is_bold)
    }

    /// Its words on one line, hyphens as they stand.
    pub(super) fn text(&self) -> String {
        let lines: Vec<String> = self.lines.iter().map(Line::text).collect();
        lines.join(" ")
    }

    /// True if it is words that go on with the last line of `open`.
    pub(super) fn goes_on_from(&self, open: &Self) -> bool {
        let Some((last, first)) = open.lines.last().zip(self.lines.first()) else { return false };
        let words = !matches!(open.kind, PartKind::Heading(_)) && self.kind == PartKind::Paragraph;
        let small = first.text().starts_with(char::is_lowercase);
        let alike = (last.size - first.size).abs() <= 0.06 * last.size;
        words && alike && small && !ends_sentence(&last.text())
    }

    /// Letters in it.
    pub(super) fn letters(&self) -> usize {
        let lines = self.lines.iter().flat_map(|line| &line.pieces);
        lines.map(|piece| piece.text.chars().count()).sum()
    }
}

/// The parts of a region. `body` is the size of most letters of the document, `across` are the
/// rules of the page, `tables` counts.
pub(super) fn parts(region: Region, body: f32, across: &[Rule], tables: &mut u32) -> Vec<Part> {
    let (mut out, mut open) = (Vec::new(), Vec::new());
    for mut line in region.lines {
        let (ruled, words): (Vec<Piece>, Vec<Piece>) =
            mem::take(&mut line.pieces).into_iter().partition(|piece| !piece.table.is_empty());
        if !ruled.is_empty() {
            out.extend(set_in_words(mem::take(&mut open), body, across, tables));
        }
        for piece in ruled {
            out.extend(rows(piece.table, tables));
        }
        open.extend(Line::new(words));
    }
    out.extend(set_in_words(open, body, across, tables));
    out
}

/// The parts of lines without ruled tables.
fn set_in_words(lines: Vec<Line>, body: f32, across: &[Rule], tables: &mut u32) -> Vec<Part> {
    let spans = table::tables(&lines);
    let (mut out, mut at) = (Vec::new(), 0);
    let mut lines = lines.into_iter();
    let mut take = |count: usize| lines.by_ref().take(count).collect::<Vec<Line>>();
    for span in spans {
        out.extend(paragraphs(take(span.start - at), body));
        out.extend(rows(table::rows(take(span.len()), across), tables));
        at = span.end;
    }
    out.extend(paragraphs(take(usize::MAX), body));
    out
}

fn rows(rows: Vec<Row>, tables: &mut u32) -> Vec<Part> {
    let table = *tables;
    *tables = tables.saturating_add(1);
    let digits = |row: &Row| row.iter().flatten().any(|piece| has_digit(&piece.text));
    let bold = |row: &Row| row.iter().flatten().all(Piece::is_bold);
    let counted = rows.iter().skip(1).filter(|row| digits(row)).count() * 2 > rows.len();
    let mixed = !rows.iter().all(bold);
    let headed = rows.first().is_some_and(|row| !digits(row) && (counted || mixed && bold(row)));
    let part = |(at, cells): (usize, Row)| {
        let header = headed && at == 0;
        Part { kind: PartKind::Row { table, header, cells }, lines: Vec::new() }
    };
    rows.into_iter().enumerate().map(part).collect()
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

/// Paragraphs and items.
fn paragraphs(lines: Vec<Line>, body: f32) -> Vec<Part> {
    let Some(measure) = Measure::of(&lines, body) else { return Vec::new() };
    let mut out = Vec::new();
    let mut open: Vec<Line> = Vec::new();
    for line in lines {
        if measure.divides(&open, &line) {
            out.extend(part(mem::take(&mut open)));
        }
        open.push(line);
    }
    out.extend(part(open));
    out
}

fn part(lines: Vec<Line>) -> Option<Part> {
    let first = lines.first()?.text();
    let kind = plain::marker_len(&first).map_or(PartKind::Paragraph, PartKind::Item);
    Some(Part { kind, lines })
}

/// How the lines of a region are set.
struct Measure {
    body: f32,
    /// From one base line to the next inside a paragraph, in times the size.
    pitch: f32,
    /// Where full lines end.
    right: f32,
}

impl Measure {
    fn of(lines: &[Line], body: f32) -> Option<Self> {
        let alike = |pair: &[Line]| match pair {
            [above, below] if is_alike(above, below) => {
                Some((below.base - above.base) / below.size)
            }
            _ => None,
        };
        let mut steps: Vec<f32> = lines.windows(2).filter_map(alike).collect();
        let mut rights: Vec<f32> = lines.iter().map(|line| line.right).collect();
        // A step of a quarter of all lines: titles and lists have wider ones.
        let pitch = quantile(&mut steps, 4).unwrap_or(1.2).clamp(0.9, 3.0);
        // One line in ten may stand out.
        let right = quantile_from_end(&mut rights, 10)?;
        Some(Self { body, pitch, right })
    }

    /// True if `next` begins another paragraph than the lines of `open`.
    fn divides(&self, open: &[Line], next: &Line) -> bool {
        let Some(last) = open.last() else { return false };
        let step = (next.base - last.base) / next.size.max(last.size);
        if step < WIDEST_ITEM && goes_on_with_item(open, last, next) {
            return false;
        }
        if step > self.pitch * 1.3 || !is_alike(last, next) || is_split(last) || is_split(next) {
            return true;
        }
        let (above, below) = (last.text(), next.text());
        if is_hyphened(&above) {
            return false;
        }
        // A note begins with its raised number.
        if below.starts_with(crate::text::is_raised) {
            return true;
        }
        if self.is_display(last) && self.is_display(next) {
            return plain::marker_len(&below).is_some();
        }
        let full = !self.has_room(last, next, &below);
        let ended = ends_sentence(&above);
        match plain::marker_len(&below) {
            Some(len) if len < 4 && !below.starts_with(char::is_alphanumeric) => return true,
            Some(_) if ended || !full || is_item(open) => return true,
            _ => {}
        }
        if self.is_centred(last, next) && last.is_bold() && next.is_bold() {
            return false;
        }
        !full || Self::is_indented(open, last, next, ended)
    }

    /// True if the first word of `next` would have fitted behind `last`.
    fn has_room(&self, last: &Line, next: &Line, words: &str) -> bool {
        let letters = words.chars().count().max(1);
        let first = words.split(' ').next().map_or(0, |word| word.chars().count());
        let width = (next.right - next.left) * small(first) / small(letters);
        self.right - last.right > width + 0.8 * last.size
    }

    fn is_indented(open: &[Line], last: &Line, next: &Line, ended: bool) -> bool {
        let shift = (next.left - last.left) / next.size;
        if shift > 0.8 {
            !is_item(open) && (open.len() > 1 || ended)
        } else if shift < -0.8 {
            open.len() > 1 || is_item(open)
        } else {
            false
        }
    }

    /// Larger than the body: a heading's lines break where their sense does.
    fn is_display(&self, line: &Line) -> bool {
        line.size > self.body * 1.15
    }

    fn is_centred(&self, last: &Line, next: &Line) -> bool {
        let middle = |line: &Line| f32::midpoint(line.left, line.right);
        (middle(last) - middle(next)).abs() < 3.0 && (last.left - next.left).abs() > 3.0
    }
}

fn is_item(open: &[Line]) -> bool {
    open.first().is_some_and(|line| plain::marker_len(&line.text()).is_some())
}

/// True if a line that is set in below an item's marker begins in the middle of a sentence.
fn goes_on_with_item(open: &[Line], last: &Line, next: &Line) -> bool {
    let Some(first) = open.first().filter(|_| is_item(open)) else { return false };
    let words = next.text();
    let set_in = next.left - first.left > 0.8 * next.size && is_alike(last, next);
    let goes_on = words.starts_with(char::is_lowercase) && plain::marker_len(&words).is_none();
    set_in && goes_on && !is_split(next) && !ends_sentence(&last.text())
}

/// True if a wide gap parts the line, as between a name and a date.
fn is_split(line: &Line) -> bool {
    let mut pairs = line.pieces.windows(2);
    pairs.any(|pair| matches!(pair, [a, b] if b.left - a.right > 2.5 * line.size))
}

/// Set in letters of about one size.
fn is_alike(above: &Line, below: &Line) -> bool {
    (above.size - below.size).abs() <= 0.08 * above.size.max(below.size)
}

/// True if a word goes on behind a hyphen.
pub(super) fn is_hyphened(line: &str) -> bool {
    let mut back = line.chars().rev();
    let hyphen = back.next().is_some_and(|c| matches!(c, '-' | '\u{AD}'));
    hyphen && back.next().is_some_and(char::is_alphabetic)
}

pub(super) fn ends_sentence(line: &str) -> bool {
    let closing = |c: char| matches!(c, '"' | '\'' | '”' | '’' | ')' | ']');
    line.trim_end_matches(closing).ends_with(['.', '!', '?', ':', ';', '。'])
}

/// The value below which one of `parts` lies.
fn quantile(values: &mut [f32], parts: usize) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / parts).copied()
}

/// The value above which one of `parts` lies.
fn quantile_from_end(values: &mut [f32], parts: usize) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len().checked_sub(1 + values.len() / parts)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::pdf::order::regions;

    /// Lines of a page, one every 12 points, each sign 5 points wide; four spaces part pieces.
    fn read(page: &str) -> Vec<Part> {
        let piece = |n: usize, from: usize, words: &str| {
            let left = 50.0 + 5.0 * from as f32;
            let text = words.trim().to_owned();
            let right = left + 5.0 * text.chars().count() as f32;
            let styles = vec![(text.len(), Default::default())];
            let base = 12.0 * n as f32;
            Piece { text, styles, left, right, base, size: 10.0, ..Piece::default() }
        };
        let mut pieces = Vec::new();
        for (n, line) in page.lines().enumerate() {
            let mut from = 0;
            for words in line.split("    ") {
                let inside = words.chars().count() - words.trim_start().chars().count();
                if !words.trim().is_empty() {
                    pieces.push(piece(n, from + inside, words));
                }
                from += words.chars().count() + 4;
            }
        }
        let regions = regions(pieces);
        regions.into_iter().flat_map(|region| parts(region, 10.0, &[], &mut 0)).collect()
    }

    fn texts(page: &str) -> Vec<String> {
        read(page).iter().map(Part::text).collect()
    }

    #[test]
    fn lines_that_are_full_go_on() {
        let page = "The missile has a range of about three\n\
                    hundred kilometres, as is said.\n\
                    A second paragraph follows here and is\n\
                    short.\n\
                    A third one stands below it and is the\n\
                    last one.";
        assert_eq!(texts(page).len(), 3, "{:#?}", texts(page));
    }

    #[test]
    fn a_first_line_set_in_begins_a_paragraph() {
        let page = "   The missile has a range of about a\n\
                    hundred kilometres, as makers will say.\n   \
                    Another paragraph that follows here and\n\
                    is as long as the one that stands above";
        assert_eq!(texts(page).len(), 2, "{:#?}", texts(page));
    }

    #[test]
    fn items_begin_at_their_markers() {
        let found = read(
            "Words before the list, which is short:\n\
             • first item of the list that is long\n  \
             and goes on\n\
             • second item",
        );
        assert_eq!(found.len(), 3);
        assert_eq!(found[1].kind, PartKind::Item("•".len()));
        assert_eq!(found[1].text(), "• first item of the list that is long and goes on");
    }

    #[test]
    fn an_item_goes_on_where_its_line_was_broken_early() {
        let found = texts(
            "Words before the list, which are the longest line here:\n\
             • Code that applies the rules in selected\n  \
             languages\n\
             • Guides\n  \
             To read them, look below.",
        );
        assert_eq!(found[1], "• Code that applies the rules in selected languages", "{found:#?}");
        assert_eq!(found[2..], ["• Guides", "To read them, look below."]);
    }

    #[test]
    fn the_last_cell_of_a_table_may_have_two_lines() {
        let found = read(
            "Scope of this part is told here, as it is above.\n\n\
             13.01      Scope of the part.\n\
             13.02      Definitions of terms.\n\
             13.03      Administration and controlled\n           \
             code numbers.\n\n     \
             SCHEDULES",
        );
        let cells = |part: &Part| match &part.kind {
            PartKind::Row { cells, .. } => {
                let words = |cell: &Vec<Piece>| -> Vec<String> {
                    cell.iter().map(|piece| piece.text.clone()).collect()
                };
                cells.iter().map(|cell| words(cell).join(" ")).collect()
            }
            _ => vec![part.text()],
        };
        let found: Vec<Vec<String>> = found.iter().map(cells).collect();
        assert_eq!(found[3], ["13.03", "Administration and controlled code numbers."]);
        assert_eq!(found[4], ["SCHEDULES"], "{found:#?}");
    }

    #[test]
    fn a_gap_divides() {
        assert_eq!(texts("one line of words\nand another line\n\n\nwords below it").len(), 3 - 1);
    }
}
