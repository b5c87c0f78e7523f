//! The columns of a table: how wide they want to be, how wide they may be, which hold numbers.
//! Taken from the table's first rows; sets nothing itself.

use super::words::words;
use super::wrap::cells;
use crate::document::{Block, BlockKind, Document};
use crate::text::Span;

/// Cells between two columns.
const GUTTER: usize = 2;

/// Columns are not made narrower than this; the table is scrolled instead.
const NARROWEST: usize = 8;

/// Rows, and bytes of them, that are looked at.
const ROWS: usize = 500;
const BYTES: usize = 256 * 1024;

/// Blocks that may stand between two rows of one table.
const STRANGERS: usize = 3;

/// Bytes of a cell that are looked at.
const HEAD: usize = 512;

/// Where a column stands, counted from the table's left edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Its first cell.
    pub(super) left: usize,
    /// Its width in cells.
    pub(super) width: usize,
    /// True if it holds numbers, which are set flush right.
    pub(super) right: bool,
}

/// The columns of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns(Vec<Column>);

/// What the rows say of a column.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    width: usize,
    /// Cells of its longest word.
    word: usize,
    filled: usize,
    numbers: usize,
}

impl Columns {
    /// Those of the table that block number `at` is a row of, for `room` cells.
    pub(super) fn of(document: &Document, at: usize, table: u32, room: usize) -> Self {
        let mut tallies: Vec<Tally> = Vec::new();
        let mut bytes = 0;
        for row in rows(document, first_row(document, at, table), table).take(ROWS) {
            let len = tallies.len().max(row.cells.len());
            tallies.resize(len, Tally::default());
            for (tally, cell) in tallies.iter_mut().zip(row.cells) {
                tally.count(document.text(), *cell, row.header);
            }
            bytes += row.span.len();
            if bytes > BYTES {
                break;
            }
        }
        Self::placed(&tallies, room)
    }

    fn placed(tallies: &[Tally], room: usize) -> Self {
        let mut left = 0;
        let place = |(tally, width): (&Tally, usize)| {
            let column = Column { left, width, right: tally.numbers * 2 > tally.filled };
            left += column.width + GUTTER;
            column
        };
        Self(tallies.iter().zip(widths(tallies, room)).map(place).collect())
    }

    /// Column number `at`; those beyond the rows looked at are narrow.
    pub(super) fn get(&self, at: usize) -> Column {
        let beyond = at.saturating_sub(self.0.len());
        self.0.get(at).copied().unwrap_or(Column {
            left: self.end() + GUTTER + beyond * (NARROWEST + GUTTER),
            width: NARROWEST,
            right: false,
        })
    }

    /// Width of the whole table.
    pub(super) fn end(&self) -> usize {
        self.0.last().map_or(0, |column| column.left + column.width)
    }
}

impl Tally {
    fn count(&mut self, text: &str, cell: Span, header: bool) {
        let end =
            (cell.end.min(cell.start + HEAD)..=cell.end).find(|&at| text.is_char_boundary(at));
        let head = Span::new(cell.start, end.unwrap_or(cell.end));
        let words = words(text, head, usize::MAX, None);
        self.width = self.width.max(cells(&words));
        self.word = self.word.max(words.iter().map(|word| word.cells).max().unwrap_or(0));
        if !header && !head.is_empty() {
            self.filled += 1;
            self.numbers += usize::from(is_number(head.of(text)));
        }
    }
}

/// True for a bare number, as "1,500", "-3.2", "40–300", "~25 %".
fn is_number(words: &str) -> bool {
    let around = |c: char| " ,.'+-–−~<>≤≥%$€£/".contains(c);
    words.chars().any(|c| c.is_ascii_digit())
        && words.chars().all(|c| c.is_ascii_digit() || around(c))
}

struct Row<'a> {
    span: Span,
    cells: &'a [Span],
    header: bool,
}

/// The rows of `table` from block number `first` on, passing over what stands between them.
fn rows(document: &Document, first: usize, table: u32) -> impl Iterator<Item = Row<'_>> {
    let blocks = document.blocks().get(first..).unwrap_or(&[]);
    let near = blocks.iter().scan(0, move |strangers, block| {
        *strangers = if table_of(block) == Some(table) { 0 } else { *strangers + 1 };
        (*strangers <= STRANGERS).then_some(block)
    });
    near.filter_map(move |block| match &block.kind {
        BlockKind::Row { table: same, header, cells } if *same == table => {
            Some(Row { span: block.span, cells, header: *header })
        }
        _ => None,
    })
}

/// The first row of the table. Steps over blocks between its rows, a bounded number of times.
fn first_row(document: &Document, at: usize, table: u32) -> usize {
    let inside = |at: usize| document.blocks().get(at).and_then(table_of) == Some(table);
    let mut first = first_of_run(at, &inside);
    for _ in 0..ROWS {
        let mut before = first.saturating_sub(1 + STRANGERS)..first;
        let Some(row) = before.rfind(|&at| inside(at)) else { break };
        first = first_of_run(row, &inside);
    }
    first
}

/// The first of the rows that stand one below the other, found by strides that double, then
/// halve: tables may be long.
fn first_of_run(at: usize, inside: &impl Fn(usize) -> bool) -> usize {
    let (mut first, mut stride) = (at, 1);
    while first >= stride && inside(first - stride) {
        first -= stride;
        stride *= 2;
    }
    while stride > 0 {
        if first >= stride && inside(first - stride) {
            first -= stride;
        }
        stride /= 2;
    }
    first
}

/// The number of the table a block is a row of.
fn table_of(block: &Block) -> Option<u32> {
    match block.kind {
        BlockKind::Row { table, .. } => Some(table),
        _ => None,
    }
}

/// The widths of columns in so much room. The widest give way first, but none so far that a word of it
/// is torn while there is room for all words.
fn widths(tallies: &[Tally], room: usize) -> Vec<usize> {
    let room = room.saturating_sub(GUTTER * tallies.len().saturating_sub(1));
    let least = |tally: &Tally| tally.word.max(tally.width.min(NARROWEST)).max(1);
    let capped = |cap: usize| {
        let width = move |tally: &Tally| tally.width.clamp(least(tally), cap.max(least(tally)));
        tallies.iter().map(width).collect::<Vec<_>>()
    };
    let fits = |widths: &[usize]| widths.iter().sum::<usize>() <= room;
    if !fits(&capped(0)) {
        let cap = cap(tallies, room);
        return tallies.iter().map(|tally| tally.width.clamp(1, cap)).collect();
    }
    let (mut good, mut bad) = (0, tallies.iter().map(|tally| tally.width).max().unwrap_or(0) + 1);
    while good + 1 < bad {
        let middle = usize::midpoint(good, bad);
        if fits(&capped(middle)) { good = middle } else { bad = middle }
    }
    // What is left is less than one cell for each column that was narrowed.
    let mut widths = capped(good);
    let mut left = room - widths.iter().sum::<usize>();
    for (width, tally) in widths.iter_mut().zip(tallies).filter(|(w, tally)| **w < tally.width) {
        let more = left.min(1);
        *width = (*width + more).min(tally.width);
        left -= more;
    }
    widths
}

/// The width beyond which columns are cut so that all fit into `room`, even if words are torn: the
/// widest give way first.
fn cap(tallies: &[Tally], room: usize) -> usize {
    let mut widths: Vec<usize> = tallies.iter().map(|tally| tally.width.max(1)).collect();
    widths.sort_unstable();
    let mut left = room;
    for (at, &width) in widths.iter().enumerate() {
        let even = left / (widths.len() - at);
        if width > even {
            return even.max(NARROWEST);
        }
        left -= width;
    }
    usize::MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(wanted: &[usize], room: usize) -> Vec<usize> {
        with_words(&wanted.iter().map(|width| (*width, 0)).collect::<Vec<_>>(), room)
    }

    fn with_words(wanted: &[(usize, usize)], room: usize) -> Vec<usize> {
        let tally = |&(width, word): &(usize, usize)| Tally { width, word, ..Tally::default() };
        let tallies: Vec<Tally> = wanted.iter().map(tally).collect();
        let columns = Columns::placed(&tallies, room);
        columns.0.iter().map(|column| column.width).collect()
    }

    #[test]
    fn no_word_is_torn_while_there_is_room_for_all() {
        assert_eq!(with_words(&[(40, 14), (90, 12), (90, 12)], 64), [20, 20, 20]);
        assert_eq!(with_words(&[(14, 14), (90, 12), (90, 12)], 44), [14, 13, 13]);
        assert_eq!(with_words(&[(30, 25), (90, 12), (90, 12)], 60), [26, 15, 15]);
        assert_eq!(with_words(&[(30, 30), (90, 30), (90, 30)], 60).iter().sum::<usize>(), 54);
    }

    #[test]
    fn the_widest_columns_give_way_first() {
        assert_eq!(widths(&[5, 10, 90], 60), [5, 10, 41]);
        assert_eq!(widths(&[5, 80, 90], 49), [5, 20, 20]);
        assert_eq!(widths(&[5, 10, 20], 60), [5, 10, 20]);
        assert_eq!(widths(&[50, 50], 4), [8, 8]);
        assert!(widths(&[], 10).is_empty());
    }

    #[test]
    fn numbers_are_told_from_words() {
        assert!(["1,500", "-3.2", "40–300", "~25 %"].iter().all(|n| is_number(n)));
        assert!(!["300 km", "M270", "–", ""].iter().any(|n| is_number(n)));
    }
}
