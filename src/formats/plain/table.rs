//! Tables by columns: lines that fall into cells at pipes, tabs or wide gaps, one below the other.
//! Looks at two lines at a time.

use super::line::Line;
use crate::text::Span;

/// Cells in a row at most; the last one takes the rest of the line.
const MAX_CELLS: usize = 64;

/// What parts the cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    Pipe,
    Tab,
    Spaces,
}

/// A line as a row: its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cells {
    gap: Gap,
    /// Words of the cells; empty spans where a cell is empty.
    pub spans: Vec<Span>,
}

/// The cells of a line that could be a row.
pub(super) fn cells(line: &Line) -> Option<Cells> {
    let words = line.words;
    let (gap, spans) = if words.contains('|') {
        (Gap::Pipe, at_char(words, '|'))
    } else if words.contains('\t') {
        (Gap::Tab, at_char(words, '\t'))
    } else if words.contains("  ") {
        (Gap::Spaces, at_gaps(words))
    } else {
        return None;
    };
    let move_by = |span: Span| Span::new(span.start + line.span.start, span.end + line.span.start);
    let spans: Vec<Span> = spans.into_iter().map(move_by).collect();
    (spans.len() > 1).then_some(Cells { gap, spans })
}

/// True if `below` is a row of the same table as `above`.
pub(super) fn aligned(above: &Cells, below: &Cells, lines: [&Line; 2]) -> bool {
    if above.gap != below.gap {
        return false;
    }
    if above.gap != Gap::Spaces {
        return above.spans.len() == below.spans.len();
    }
    let column = |cells: &Cells, line: &Line, end: bool| -> Vec<usize> {
        let place = |span: &Span| if end { span.end } else { span.start };
        let offset = |span: &Span| line.indent + place(span) - line.span.start;
        cells.spans.iter().skip(1).take(MAX_CELLS).map(offset).collect()
    };
    [false, true].into_iter().any(|end| {
        let (a, b) = (column(above, lines[0], end), column(below, lines[1], end));
        let shared = a.iter().filter(|at| b.iter().any(|other| at.abs_diff(*other) <= 1));
        shared.count() * 2 >= a.len().max(b.len())
    })
}

/// True for the line under a heading row: `|---|---|`, `+---+`, `----  ----`.
pub(super) fn is_divider(line: &Line) -> bool {
    let drawn = |b: u8| matches!(b, b'-' | b'=' | b'|' | b'+' | b':' | b' ' | b'_');
    let words = line.words;
    words.len() >= 3 && words.bytes().all(drawn) && (words.contains("--") || words.contains("=="))
}

/// How many pieces a drawn line has: `----  ----` two, `--------` one.
pub(super) fn parts(line: &Line) -> usize {
    line.words.split_whitespace().take(MAX_CELLS).count()
}

/// True if `words` hold a digit: headings of columns seldom do, values mostly.
pub(super) fn has_digit(words: &str) -> bool {
    words.bytes().any(|b| b.is_ascii_digit())
}

fn at_char(words: &str, sign: char) -> Vec<Span> {
    let from = words.len() - words.trim_start_matches('|').len();
    let inner = words.trim_matches('|');
    let mut spans = Vec::new();
    let mut at = from;
    for cell in inner.splitn(MAX_CELLS, sign) {
        spans.push(Span::new(at, at + cell.len()).trimmed(words));
        at += cell.len() + 1;
    }
    spans
}

/// Cuts at two spaces or more; two spaces after a full stop are how some people type.
fn at_gaps(words: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(found) = words.get(at..).and_then(|rest| rest.find("  ")) {
        let end = at + found;
        let rest = words.get(end..).unwrap_or_default();
        let gap = rest.len() - rest.trim_start().len();
        let sentence =
            words.get(start..end).is_some_and(|cell| cell.ends_with(['.', '?', '!', ':']));
        at = end + gap;
        if gap == 2 && sentence {
            continue;
        }
        spans.push(Span::new(start, end));
        start = at;
        if spans.len() + 1 == MAX_CELLS {
            break;
        }
    }
    spans.push(Span::new(start, words.len()));
    spans
}
