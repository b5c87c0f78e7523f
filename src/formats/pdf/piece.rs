//! Runs joined to pieces: words on one line without a wide gap between them, as in one column or
//! one cell of a table. Knows one page and nothing of reading order.

use std::collections::HashMap;

use super::super::plain;
use super::sheet::{Run, Style};

/// Gaps between words of one piece are narrower than this many times the size of the letters:
/// justified lines stretch to two thirds, columns stand further apart.
const WIDEST: f32 = 0.9;

/// Gaps behind a bullet, a number or a row of dots are narrower than this many times the size.
const MARKER_GAP: f32 = 5.0;

/// Narrower gaps than this part of the size are inside a word.
const WORD_GAP: f32 = 0.15;

/// Words that stand together on one line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Piece {
    pub text: String,
    /// Where each stretch of one style ends in `text`, in bytes, in order.
    pub styles: Vec<(usize, Style)>,
    pub left: f32,
    pub right: f32,
    pub base: f32,
    /// Size of its largest letters.
    pub size: f32,
}

impl Piece {
    fn new(run: Run) -> Self {
        let styles = vec![(run.text.len(), run.style)];
        let Run { text, left, right, base, size, .. } = run;
        Self { text, styles, left, right, base, size }
    }

    /// True if every letter is bold.
    pub(super) fn is_bold(&self) -> bool {
        let mut start = 0;
        self.styles.iter().all(|(end, style)| {
            let words = self.text.get(start..*end).unwrap_or_default();
            start = *end;
            style.bold || !words.chars().any(char::is_alphanumeric)
        })
    }

    /// Puts `other` behind it, with a space if there is room for one.
    fn take(&mut self, other: Self) {
        let gap = other.left - self.right;
        let spaced = self.text.ends_with(' ') || other.text.starts_with(' ');
        let apart = gap > self.size.min(other.size) * WORD_GAP;
        if apart && !spaced && !(ends_wide(&self.text) && begins_wide(&other.text)) {
            self.text.push(' ');
        }
        let shift = self.text.len();
        if let Some(last) = self.styles.last_mut() {
            last.0 = shift;
        }
        self.text.push_str(&other.text);
        for (end, style) in other.styles {
            match self.styles.last_mut() {
                Some(last) if last.1 == style => last.0 = end + shift,
                _ => self.styles.push((end + shift, style)),
            }
        }
        self.left = self.left.min(other.left);
        self.right = self.right.max(other.right);
        if other.size > self.size {
            (self.size, self.base) = (other.size, other.base);
        }
    }

    /// True if `other` is on its line: on its base line, or raised or lowered beside it and small.
    fn is_level_with(&self, other: &Self) -> bool {
        let (small, large) = if self.size < other.size { (self, other) } else { (other, self) };
        let lowered = small.base - large.base;
        let script = small.size < large.size * 0.85;
        lowered.abs() <= large.size * 0.2
            || script && (-0.55..=0.25).contains(&(lowered / large.size))
    }

    fn goes_on_with(&self, next: &Self) -> bool {
        let size = self.size.max(next.size);
        let gap = next.left - self.right;
        let number = next.text.starts_with(|c: char| c.is_ascii_digit()) && next.text.len() < 6;
        let led = self.is_marker() || number && self.text.trim_end().ends_with("....");
        let widest = if led { MARKER_GAP } else { WIDEST };
        self.is_level_with(next) && gap > -0.5 * size && gap < widest * size
    }

    /// A bullet or number alone: it belongs to the words it opens, however wide the gap.
    fn is_marker(&self) -> bool {
        let words = self.text.trim();
        words.len() < 8 && plain::marker_len(&format!("{words} X")) == Some(words.len())
    }

    /// Without spaces at its ends, and rows of dots as one.
    fn trimmed(mut self) -> Self {
        if let Some(text) = without_dots(&self.text) {
            let style = self.styles.first().map(|style| style.1).unwrap_or_default();
            self.styles = vec![(text.len(), style)];
            self.text = text;
        }
        let start = self.text.len() - self.text.trim_start().len();
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        self.text.drain(..start.min(end));
        for style in &mut self.styles {
            style.0 = style.0.min(end).saturating_sub(start);
        }
        self.styles.dedup_by_key(|(end, _)| *end);
        self
    }
}

/// The pieces of a page, from top to bottom and left to right.
pub(super) fn pieces(runs: Vec<Run>) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    for run in once(runs).into_iter().flat_map(split) {
        let next = Piece::new(run);
        match found.last_mut().filter(|last| last.goes_on_with(&next)) {
            Some(last) => last.take(next),
            None => found.push(next),
        }
    }
    joined(found).into_iter().map(Piece::trimmed).filter(|piece| !piece.text.is_empty()).collect()
}

/// Runs as pieces by themselves.
pub(super) fn alone(runs: Vec<Run>) -> impl Iterator<Item = Piece> {
    runs.into_iter().map(|run| Piece::new(run).trimmed())
}

/// Joins pieces that were painted out of order.
fn joined(mut found: Vec<Piece>) -> Vec<Piece> {
    found.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    let mut out: Vec<Piece> = Vec::with_capacity(found.len());
    for mut row in rows(found) {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
        let start = out.len();
        for piece in row {
            match out.get_mut(start..).and_then(<[Piece]>::last_mut) {
                Some(last) if last.goes_on_with(&piece) => last.take(piece),
                _ => out.push(piece),
            }
        }
    }
    out
}

/// Pieces sorted by base line, in groups of about one base line.
pub(super) fn rows(sorted: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in sorted {
        match rows.last_mut() {
            Some(row) if row.last().is_some_and(|last| last.is_level_with(&piece)) => {
                row.push(piece);
            }
            _ => rows.push(vec![piece]),
        }
    }
    rows
}

/// Leaves out what is painted twice a hair apart, to look bold.
fn once(runs: Vec<Run>) -> Vec<Run> {
    let mut seen: HashMap<(String, i64, i64), usize> = HashMap::new();
    let mut kept: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        let near = run.size * 0.12;
        let (column, line) = (cell(run.left, run.size), cell(run.base, run.size));
        let around = [(0, 0), (0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)];
        let twin = around.iter().find_map(|(dx, dy)| {
            let at = *seen.get(&(run.text.clone(), column + dx, line + dy))?;
            let other = kept.get(at)?;
            let (x, y) = ((other.left - run.left).abs(), (other.base - run.base).abs());
            (x <= near && y <= near).then_some(at)
        });
        if let Some(twin) = twin.and_then(|at| kept.get_mut(at)) {
            twin.style.bold = true;
            continue;
        }
        seen.insert((run.text.clone(), column, line), kept.len());
        kept.push(run);
    }
    kept
}

/// A place on a grid that is as fine as two paintings of the same word lie apart.
#[expect(clippy::cast_possible_truncation, reason = "places on a page are small")]
fn cell(place: f32, size: f32) -> i64 {
    (place / (size * 0.25)) as i64
}

/// Cuts a run where spaces fill a wide gap, as between columns that were typed.
fn split(run: Run) -> Vec<Run> {
    if !run.text.trim().contains("   ") {
        return vec![run];
    }
    let count = super::sheet::small(run.text.trim_end().chars().count().max(1));
    let each = (run.right - run.left) / count;
    let (mut parts, mut at) = (Vec::new(), 0);
    for part in run.text.split("   ") {
        let chars = part.chars().count();
        let (before, after) = (part.len() - part.trim_start().len(), part.trim().chars().count());
        let left = run.left + each * super::sheet::small(at + before);
        if after > 0 {
            let right = left + each * super::sheet::small(after);
            parts.push(Run { text: part.trim().to_owned(), left, right, ..run.clone() });
        }
        at += chars + 3;
    }
    parts
}

/// Rows of dots that lead the eye to a number, as one sign; `None` if there are none.
fn without_dots(text: &str) -> Option<String> {
    let is_row = |row: &str| row.bytes().filter(|b| *b == b'.').count() > 3;
    if !is_row(text) {
        return None;
    }
    let (mut out, mut rest, mut found) = (String::with_capacity(text.len()), text, false);
    while let Some(at) = rest.find('.') {
        let (before, after) = rest.split_at(at);
        let end = after.find(|c: char| c != '.' && c != ' ').unwrap_or(after.len());
        let (row, behind) = after.split_at(end);
        out.push_str(before);
        if is_row(row) {
            found = true;
            out.truncate(out.trim_end().len());
            out.push_str(" … ");
        } else {
            out.push_str(row);
        }
        rest = behind;
    }
    out.push_str(rest);
    found.then_some(out)
}

/// Letters of scripts that set no space between words.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn ends_wide(text: &str) -> bool {
    text.chars().next_back().is_some_and(is_wide)
}

fn begins_wide(text: &str) -> bool {
    text.chars().next().is_some_and(is_wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, left: f32, base: f32) -> Run {
        let right = left + 5.0 * text.chars().count() as f32;
        Run {
            text: text.into(),
            left,
            right,
            base,
            size: 10.0,
            style: Style::default(),
            slanted: false,
        }
    }

    fn words(runs: Vec<Run>) -> Vec<String> {
        pieces(runs).into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn words_of_a_line_are_joined_and_columns_are_not() {
        let runs = vec![run("The", 0.0, 20.0), run("range", 18.0, 20.0), run("300", 80.0, 20.0)];
        assert_eq!(words(runs), ["The range", "300"]);
        let split = vec![run("mis", 0.0, 20.0), run("sile", 15.5, 20.0)];
        assert_eq!(words(split), ["missile"]);
    }

    #[test]
    fn what_is_painted_twice_is_read_once_and_bold() {
        let found = pieces(vec![run("Note", 10.0, 20.0), run("Note", 10.3, 20.1)]);
        assert_eq!(found.len(), 1);
        assert!(found[0].is_bold() && found[0].text == "Note");
        assert_eq!(words(vec![run("l", 10.0, 20.0), run("l", 12.8, 20.0)]).concat(), "ll");
    }

    #[test]
    fn raised_figures_stay_on_their_line() {
        let mut note = run("2", 20.5, 16.0);
        note.size = 6.0;
        assert_eq!(
            words(vec![run("word", 0.0, 20.0), note, run("more", 30.0, 20.0)]),
            ["word2 more"]
        );
    }

    #[test]
    fn typed_columns_are_cut() {
        assert_eq!(words(vec![run("Name          Range", 0.0, 20.0)]), ["Name", "Range"]);
    }

    #[test]
    fn rows_of_dots_are_one_sign() {
        assert_eq!(words(vec![run("Range . . . . . . 12", 0.0, 20.0)]), ["Range … 12"]);
        assert_eq!(words(vec![run("2. Range ......", 0.0, 20.0)]), ["2. Range …"]);
        assert_eq!(words(vec![run("e.g. at 5 p.m. or so", 0.0, 20.0)]), ["e.g. at 5 p.m. or so"]);
    }

    #[test]
    fn order_of_painting_does_not_matter() {
        let runs = vec![run("later", 0.0, 40.0), run("world", 30.0, 20.0), run("hello", 0.0, 20.0)];
        assert_eq!(words(runs), ["hello world", "later"]);
    }
}
