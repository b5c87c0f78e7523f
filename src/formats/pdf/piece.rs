//! Runs joined to pieces: words on one line without a wide gap between them, as in one column or
//! one cell of a table. Knows one page and nothing of reading order.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::super::plain;
use super::initial;
use super::rules::Rules;
use super::sheet::{Run, Style};
use crate::text::{lowered, raised};

/// Gaps between words of one piece are narrower than this many times the size of the letters:
/// justified lines stretch to two thirds, columns stand further apart.
const WIDEST: f32 = 0.9;

/// Gaps behind a bullet, a number or a row of dots are narrower than this many times the size.
const MARKER_GAP: f32 = 5.0;

/// Gaps between two figures are narrower than this part of the size in a sentence, but for columns
/// of figures.
const WIDEST_FIGURES: f32 = 0.42;

/// Gaps wider than this part of the size may be those between two columns.
const WIDE_GAP: f32 = 0.36;

/// Narrower gaps than this part of the size are inside a word.
const WORD_GAP: f32 = 0.15;

/// Raised and lowered letters are this many times as large as those they stand beside.
const SCRIPT: std::ops::Range<f32> = 0.35..0.85;

/// How far raised letters stand above the base line at least, in times the size of those beside.
const RAISED: f32 = 0.18;

/// How far lowered letters stand below it at least.
const LOWERED: f32 = 0.07;

/// A row of a table: the pieces in each cell.
pub(super) type Row = Vec<Vec<Piece>>;

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
    /// True if it is from the text layer of a picture, whose places and sizes are guesses.
    pub scanned: bool,
    /// Wide gaps between its words: where the word behind begins in `text`, and both edges.
    pub gaps: Vec<(usize, f32, f32)>,
    /// The rows of a ruled table that stands here in place of words.
    pub table: Vec<Row>,
}

impl Piece {
    fn new(run: Run) -> Self {
        let styles = vec![(run.text.len(), run.style)];
        let Run { text, left, right, base, size, scanned, .. } = run;
        Self { text, styles, left, right, base, size, scanned, gaps: Vec::new(), table: Vec::new() }
    }

    /// From top to bottom, and on one base line from left to right.
    pub(super) fn by_place(&self, other: &Self) -> Ordering {
        self.base.total_cmp(&other.base).then(self.left.total_cmp(&other.left))
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

    /// Writes other words in place of the bytes `range`, in the style that begins there.
    pub(super) fn replace(&mut self, range: std::ops::Range<usize>, words: &str) {
        if self.text.get(range.clone()).is_none() {
            return;
        }
        self.text.replace_range(range.clone(), words);
        self.gaps.retain(|(at, ..)| *at <= range.start || *at >= range.end);
        for (at, ..) in self.gaps.iter_mut().filter(|(at, ..)| *at > range.start) {
            *at = *at - range.len() + words.len();
        }
        for (end, _) in &mut self.styles {
            if *end >= range.end {
                *end = *end - range.len() + words.len();
            } else if *end > range.start {
                *end = range.start + words.len();
            }
        }
    }

    /// The part of it between two bytes of its text, which stands between two places.
    pub(super) fn part(
        &self,
        range: std::ops::Range<usize>,
        left: f32,
        right: f32,
    ) -> Option<Self> {
        let words = self.text.get(range.clone())?;
        let start = range.start + words.len() - words.trim_start().len();
        let text = words.trim().to_owned();
        let end = start + text.len();
        let ends = self.styles.iter().filter(|(to, _)| *to > start);
        let mut styles: Vec<(usize, Style)> =
            ends.map(|(to, style)| ((*to).min(end) - start, *style)).collect();
        styles.dedup_by_key(|(to, _)| *to);
        let gaps = Vec::new();
        Some(Self { text, styles, left, right, gaps, ..self.clone() })
    }

    /// How far it stands above the base line of `large`, in times its size, if it is set as small
    /// as raised and lowered letters are.
    fn rise_beside(&self, large: &Self) -> Option<f32> {
        let script = SCRIPT.contains(&(self.size / large.size)) && !self.scanned && !large.scanned;
        script.then(|| (large.base - self.base) / large.size)
    }

    /// Writes figures that are raised or lowered beside `large` as such, `before` being the letter
    /// that they stand behind.
    fn set_beside(&mut self, large: &Self, before: Option<char>) {
        let words = match self.rise_beside(large) {
            Some(rise) if rise > RAISED => match self.text.trim() {
                // A power that is a name, as in "2^k", is no mark of a note.
                power @ ("i" | "j" | "k" | "m" | "n" | "p" | "q" | "x" | "y" | "z")
                    if before.is_some_and(char::is_numeric) =>
                {
                    format!("^{power}")
                }
                _ => raised(&self.text, before),
            },
            Some(rise) if rise < -LOWERED => lowered(&self.text, before),
            _ => return,
        };
        self.replace(0..self.text.len(), &words);
    }

    /// Puts `other` behind it, with a space if there is room for one.
    fn take(&mut self, mut other: Self) {
        let gap = other.left - self.right;
        let decimals = other.text.strip_prefix(['.', ',']).is_some_and(begins_with_figure)
            && self.text.ends_with(|c: char| c.is_ascii_digit())
            && gap < 0.5 * self.size;
        let spaced = self.text.ends_with(' ') || other.text.starts_with(' ') || decimals;
        let is_raised = other.rise_beside(self).is_some_and(|rise| rise > RAISED);
        let word_gap =
            if is_raised { 0.25 * self.size } else { self.size.min(other.size) * WORD_GAP };
        let apart = gap > word_gap;
        if self.size < other.size {
            self.set_beside(&other, None);
        } else {
            other.set_beside(self, self.text.chars().next_back().filter(|_| !apart));
        }
        if apart && !spaced && !(ends_wide(&self.text) && begins_wide(&other.text)) {
            self.text.push(' ');
        }
        let shift = self.text.len();
        if gap > WIDE_GAP * self.size.max(other.size) {
            self.gaps.push((shift, self.right, other.left));
        }
        self.gaps.extend(other.gaps.iter().map(|(at, from, to)| (at + shift, *from, *to)));
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

    /// True if `next` belongs behind it. `last` says that no figure stands behind that: dots
    /// that lead to one number are those of a list, to several those of a table.
    fn goes_on_with(&self, next: &Self, rules: &Rules, last: bool) -> bool {
        let size = self.size.max(next.size);
        let gap = next.left - self.right;
        let number = next.text.starts_with(|c: char| c.is_ascii_digit()) && next.text.len() < 6;
        let led = self.is_marker() || last && number && self.text.trim_end().ends_with("....");
        let figures = ends_with_figure(&self.text) && begins_with_figure(&next.text);
        let led = led && !figures;
        let widest = match () {
            () if led => MARKER_GAP,
            () if figures && self.size.min(next.size) > SCRIPT.end * size => WIDEST_FIGURES,
            () => WIDEST,
        };
        let near = self.is_level_with(next) && gap > -0.5 * size && gap < widest * size;
        // Letters of a word may touch a rule that underlines or strikes it.
        let parted = gap > WORD_GAP * size
            && rules.parts(self.right, next.left, next.base - 0.3 * next.size);
        near && !parted
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
            self.gaps.clear();
        }
        let start = self.text.len() - self.text.trim_start().len();
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        self.text.drain(..start.min(end));
        self.gaps.iter_mut().for_each(|(at, ..)| *at = at.saturating_sub(start));
        for style in &mut self.styles {
            style.0 = style.0.min(end).saturating_sub(start);
        }
        self.styles.dedup_by_key(|(end, _)| *end);
        self
    }
}

/// The pieces of a page, from top to bottom and left to right. None reaches over a rule down.
pub(super) fn pieces(runs: Vec<Run>, rules: &Rules) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    for run in initial::joined(once(runs)).into_iter().flat_map(split) {
        let next = Piece::new(run);
        match found.last_mut().filter(|last| last.goes_on_with(&next, rules, false)) {
            Some(last) => last.take(next),
            None => found.push(next),
        }
    }
    joined(found, rules)
        .into_iter()
        .map(Piece::trimmed)
        .filter(|piece| !piece.text.is_empty())
        .collect()
}

/// Runs as pieces by themselves.
pub(super) fn alone(runs: Vec<Run>) -> impl Iterator<Item = Piece> {
    runs.into_iter().map(|run| Piece::new(run).trimmed())
}

/// Joins pieces that were painted out of order.
fn joined(mut found: Vec<Piece>, rules: &Rules) -> Vec<Piece> {
    found.sort_by(Piece::by_place);
    let mut out: Vec<Piece> = Vec::with_capacity(found.len());
    for mut row in rows(found) {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
        let start = out.len();
        let mut row = row.into_iter().peekable();
        while let Some(piece) = row.next() {
            let last = row.peek().is_none_or(|next| !begins_with_figure(&next.text));
            match out.get_mut(start..).and_then(<[Piece]>::last_mut) {
                Some(before) if before.goes_on_with(&piece, rules, last) => before.take(piece),
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

/// Leaves out what is painted twice a hair apart, to look bold: single letters nearer than they can
/// stand in a word, words also a little further, as their shadow is.
fn once(runs: Vec<Run>) -> Vec<Run> {
    let mut seen: HashMap<(String, i64, i64), usize> = HashMap::new();
    let mut kept: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        let words = run.text.trim();
        let near = run.size * if words.chars().nth(2).is_some() { 0.25 } else { 0.12 };
        let (column, line) = (cell(run.left, run.size), cell(run.base, run.size));
        let around = [(0, 0), (0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)];
        let twin = around.iter().find_map(|(dx, dy)| {
            let at = *seen.get(&(words.to_owned(), column + dx, line + dy))?;
            let other = kept.get(at)?;
            let (x, y) = ((other.left - run.left).abs(), (other.base - run.base).abs());
            (x <= near && y <= near).then_some(at)
        });
        if let Some(twin) = twin.and_then(|at| kept.get_mut(at)) {
            twin.style.bold = true;
            // A space behind the letters is the parser's: it may stand behind either.
            if run.text.len() > twin.text.len() {
                twin.text = run.text;
            }
            continue;
        }
        seen.insert((words.to_owned(), column, line), kept.len());
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

/// True for a figure and its signs: "12.5", "$3,000", "(7)", "45%".
fn is_figure(word: &str) -> bool {
    let sign = |c: char| c.is_ascii_digit() || ".,%$€£()+-–−/:*".contains(c);
    word.contains(|c: char| c.is_ascii_digit()) && word.chars().all(sign)
}

fn ends_with_figure(words: &str) -> bool {
    words.split_whitespace().next_back().is_some_and(is_figure)
}

fn begins_with_figure(words: &str) -> bool {
    words.split_whitespace().next().is_some_and(is_figure)
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
            scanned: false,
        }
    }

    fn words(runs: Vec<Run>) -> Vec<String> {
        pieces(runs, &Rules::default()).into_iter().map(|piece| piece.text).collect()
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
        let found =
            pieces(vec![run("Note", 10.0, 20.0), run("Note", 10.3, 20.1)], &Rules::default());
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
            ["word² more"]
        );
    }

    #[test]
    fn raised_and_lowered_figures_never_join_a_number() {
        let beside = |before: &str, small: &str, base: f32| {
            let mut script = run(small, 5.0 * before.len() as f32, base);
            script.size = 6.5;
            script.right = script.left + 3.0 * small.len() as f32;
            let after = run("km", script.right + 3.0, 20.0);
            words(vec![run(before, 0.0, 20.0), script, after]).concat()
        };
        assert_eq!(beside("about 190", "3", 16.4), "about 190³ km");
        assert_eq!(beside("500", "4,5", 16.0), "500⁴,⁵ km");
        assert_eq!(beside("10", "-6", 16.0), "10⁻⁶ km");
        assert_eq!(beside("CO", "2", 21.5), "CO₂ km");
        assert_eq!(beside("the 1", "st", 16.0), "the 1st km");
        let mut first = run("8", 0.0, 16.0);
        first.size = 6.0;
        assert_eq!(words(vec![first, run("Harbour log", 5.5, 20.0)]), ["⁸Harbour log"]);
    }

    #[test]
    fn figures_of_a_scan_are_as_large_as_they_are_guessed() {
        let mut runs = vec![run("19", 0.0, 20.0), run("03", 10.0, 17.0)];
        (runs[1].size, runs[0].scanned, runs[1].scanned) = (7.0, true, true);
        assert_eq!(words(runs), ["1903"]);
    }

    #[test]
    fn letters_painted_twice_are_one_whatever_follows_them() {
        let twice = |c: char, left: f32| {
            let letter = |text: String, left| Run { right: left + 5.0, ..run(&text, left, 20.0) };
            let behind = if c == 'd' { "d " } else { "" };
            let second = if behind.is_empty() { c.to_string() } else { behind.to_owned() };
            [letter(c.to_string(), left), letter(second, left + 0.4)]
        };
        let letters = "Marked".chars().zip(0_u8..).map(|(c, at)| (c, 5.0 * f32::from(at)));
        let runs: Vec<Run> = letters.flat_map(|(c, left)| twice(c, left)).collect();
        assert_eq!(words(runs), ["Marked"]);
        let shadow = vec![run("Range of it", 10.0, 20.0), run("Range of it", 11.6, 21.5)];
        assert_eq!(words(shadow), ["Range of it"]);
    }

    #[test]
    fn figures_beside_each_other_are_columns_and_decimals_are_not_apart() {
        let row = vec![run("21.0", 0.0, 20.0), run("6", 25.0, 20.0), run("160.0", 38.0, 20.0)];
        assert_eq!(words(row), ["21.0", "6", "160.0"]);
        let sentence = vec![run("in 2010", 0.0, 20.0), run("15", 38.0, 20.0)];
        assert_eq!(words(sentence), ["in 2010 15"]);
        assert_eq!(words(vec![run("11,062", 0.0, 20.0), run(".6", 32.0, 20.0)]), ["11,062.6"]);
    }

    #[test]
    fn typed_columns_are_cut() {
        assert_eq!(words(vec![run("Name          Range", 0.0, 20.0)]), ["Name", "Range"]);
    }

    #[test]
    fn rows_of_dots_are_one_sign() {
        assert_eq!(words(vec![run("Range . . . . . . 12", 0.0, 20.0)]), ["Range … 12"]);
        let led = || vec![run("Range ......", 0.0, 20.0), run("12", 90.0, 20.0)];
        assert_eq!(words(led()), ["Range … 12"]);
        let mut row = led();
        row.push(run("14", 130.0, 20.0));
        assert_eq!(words(row), ["Range …", "12", "14"]);
        assert_eq!(words(vec![run("2. Range ......", 0.0, 20.0)]), ["2. Range …"]);
        assert_eq!(words(vec![run("e.g. at 5 p.m. or so", 0.0, 20.0)]), ["e.g. at 5 p.m. or so"]);
    }

    #[test]
    fn order_of_painting_does_not_matter() {
        let runs = vec![run("later", 0.0, 40.0), run("world", 30.0, 20.0), run("hello", 0.0, 20.0)];
        assert_eq!(words(runs), ["hello world", "later"]);
    }
}
