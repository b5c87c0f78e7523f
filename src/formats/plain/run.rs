//! A run of lines without a blank line between them, and the questions asked about it.

use super::line::Line;
use super::shape::Shape;

/// Lines with words in each of them; never empty.
#[derive(Debug)]
pub(super) struct Run<'a> {
    /// Its lines.
    pub lines: Vec<Line<'a>>,
}

impl<'a> Run<'a> {
    pub(super) fn new(lines: Vec<Line<'a>>) -> Self {
        Self { lines }
    }

    /// Where its first word stands.
    pub(super) fn start(&self) -> usize {
        self.lines.first().map_or(0, |line| line.span.start)
    }

    /// Its only line.
    pub(super) fn single(&self) -> Option<&Line<'a>> {
        self.lines.first().filter(|_| self.lines.len() == 1)
    }

    /// Prose of more than a line: several lines, or one that ends as sentences do or is long.
    pub(super) fn is_body(&self) -> bool {
        let first = self.lines.first();
        self.lines.len() > 1
            || first.is_some_and(|line| {
                line.ends_sentence()
                    || line.width > 90
                    || super::marker::marker(line.words).is_some()
            })
    }

    /// Indented as a whole and drawn rather than written, or a drawing made of signs.
    pub(super) fn is_code(&self) -> bool {
        if self.lines.len() < 2 {
            return false;
        }
        let indented = self.lines.iter().all(|line| line.indent >= 4);
        let (mut signs, mut all) = (0, 0);
        for line in self.lines.iter().take(200) {
            let (more, of) = signs_of(line.words);
            signs += more;
            all += of;
        }
        let share = if indented { 12 } else { 45 };
        signs * 100 > all * share
    }
}

/// How many of the first 200 characters are signs of drawings, and how many are no spaces.
fn signs_of(words: &str) -> (usize, usize) {
    let mut counts = (0, 0);
    let mut count = |c: char, space: bool| {
        counts.0 += usize::from(is_sign(c));
        counts.1 += usize::from(!space);
    };
    if words.is_ascii() {
        words.bytes().take(200).for_each(|b| count(char::from(b), b == b' ' || b == b'\t'));
    } else {
        words.chars().take(200).for_each(|c| count(c, c.is_whitespace()));
    }
    counts
}

fn is_sign(c: char) -> bool {
    matches!(
        c,
        '{' | '}'
            | ';'
            | '='
            | '<'
            | '>'
            | '/'
            | '\\'
            | '|'
            | '_'
            | '+'
            | '['
            | ']'
            | '#'
            | '^'
            | '~'
            | '*'
            | '$'
    ) || ('\u{2500}'..='\u{259F}').contains(&c)
}

/// True if `below` goes on with the paragraph of `above`: the line was full, or the sentence was
/// not ended and the next line begins small.
pub(super) fn goes_on(above: &Line, below: &Line, shape: Shape) -> bool {
    let Some(column) = shape.wrap else {
        return false;
    };
    let first_line = below.indent >= above.indent + 2 && above.ends_sentence();
    let full = above.width + 1 + below.first_word() > column * 85 / 100;
    let unended = below.begins_small() && !above.ends_sentence() && above.width * 2 > column;
    (full && !first_line || unended) && !(below.is_field() && above.is_field())
}
