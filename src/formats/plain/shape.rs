//! How a text is set as a whole: hard-wrapped or one line a paragraph, in capitals or not. Judged
//! from its beginning; says nothing about single lines.

use super::line::{Line, WIDE};
use super::marker::marker;

/// How much of a text is looked at.
const SAMPLE: usize = 256 << 10;

/// Lines wrapped at more columns than this are one-line paragraphs that happen to be alike.
const WIDEST_WRAP: usize = 130;

/// Pairs of lines below which a text is too short for counting small letters.
const FEW: usize = 8;

/// The setting of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// The column lines were broken at, `None` if every line end is meant.
    pub wrap: Option<usize>,
    /// Most letters are capitals, so that capitals mean nothing.
    pub shouted: bool,
}

impl Shape {
    pub(super) fn of(text: &str) -> Self {
        let sample = text.char_indices().map(|(at, _)| at).find(|at| *at >= SAMPLE);
        let sample = text.get(..sample.unwrap_or(text.len())).unwrap_or(text);
        let mut tally = Tally::default();
        let mut last: Option<Line> = None;
        for raw in sample.split('\n') {
            let line = Line::new(raw, 0, 0);
            if let Some(above) = last {
                tally.pair(&above, &line);
            }
            last = Some(line).filter(|line| !line.words.is_empty());
            tally.ended = last.map_or(tally.ended, |line| line.ends_sentence());
        }
        Self { wrap: tally.wrap(), shouted: is_shouted(sample) }
    }
}

fn is_shouted(sample: &str) -> bool {
    let (mut upper, mut lower) = (0_usize, 0_usize);
    if sample.is_ascii() {
        for b in sample.bytes() {
            upper += usize::from(b.is_ascii_uppercase());
            lower += usize::from(b.is_ascii_lowercase());
        }
    } else {
        upper = sample.chars().filter(|c| c.is_uppercase()).count();
        lower = sample.chars().filter(|c| c.is_lowercase()).count();
    }
    upper > 2 * lower
}

/// Counts over pairs of lines, one right below the other.
struct Tally {
    widths: [u32; WIDE + 1],
    pairs: u32,
    small: u32,
    cased: u32,
    /// The first lines that end in the middle of a sentence: how wide they are, and how wide they
    /// would be with the word that follows.
    first: Vec<(usize, usize)>,
    /// The last line ends as sentences do.
    ended: bool,
}

impl Default for Tally {
    fn default() -> Self {
        let first = Vec::with_capacity(FEW);
        Self { widths: [0; WIDE + 1], pairs: 0, small: 0, cased: 0, first, ended: false }
    }
}

impl Tally {
    fn pair(&mut self, above: &Line, below: &Line) {
        let prose = !below.words.is_empty() && marker(below.words).is_none();
        if !prose || above.is_rule() || below.is_rule() || above.width < 20 {
            return;
        }
        self.pairs += 1;
        self.small += u32::from(below.begins_small());
        self.cased += u32::from(below.words.chars().any(char::is_lowercase));
        if let Some(count) = self.widths.get_mut(above.width) {
            *count += 1;
        }
        let fields = || above.is_field() || below.is_field();
        if self.first.len() < FEW && !above.ends_sentence() && !fields() {
            self.first.push((above.width, above.width + 1 + below.first_word()));
        }
    }

    /// Wrapped text: lines end near one column, and many go on with a small letter.
    fn wrap(&self) -> Option<usize> {
        let column = self.percentile(90);
        let goes_on = self.small * 4 >= self.pairs && self.small > 0;
        let caseless =
            self.cased * 4 < self.pairs && self.share_from(column * 4 / 5) * 10 > 6 * self.pairs;
        let fits = |column| (30..=WIDEST_WRAP).contains(&column);
        match fits(column) && (goes_on || caseless) {
            true => Some(column),
            false => self.first_wrap().filter(|column| fits(*column)),
        }
    }

    /// A few lines may all go on with a name or a number. They are wrapped if the next word had room
    /// on hardly any of them, and prose if the last one ends as sentences do.
    fn first_wrap(&self) -> Option<usize> {
        let column = self.first.iter().map(|(width, _)| *width).max()?;
        let full = self.first.iter().filter(|(_, with_next)| *with_next > column).count();
        let few = (self.pairs as usize) < FEW && full > 1 && full * 3 >= self.first.len() * 2;
        (few && self.ended).then_some(column)
    }

    fn percentile(&self, per_cent: u32) -> usize {
        let mut left = u64::from(self.pairs) * u64::from(per_cent) / 100;
        for (width, count) in self.widths.iter().enumerate() {
            if u64::from(*count) > left {
                return width;
            }
            left -= u64::from(*count);
        }
        0
    }

    fn share_from(&self, width: usize) -> u32 {
        self.widths.iter().skip(width).sum()
    }
}
