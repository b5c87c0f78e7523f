//! One line of a plain text and what its look says. Knows nothing of its neighbours.

use crate::document::dates;
use crate::text::Span;

/// Widths are not measured beyond this many columns: such a line is long, that is enough.
pub(super) const WIDE: usize = 400;

/// A line without its line feed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Its words without the white space around them.
    pub words: &'a str,
    /// Where they are.
    pub span: Span,
    /// Columns before them, a tab counted as up to four.
    pub indent: usize,
    /// Columns that indent and words take, at most [`WIDE`].
    pub width: usize,
    /// Its number in the file, from 1.
    pub number: u32,
}

impl<'a> Line<'a> {
    pub(super) fn new(raw: &'a str, start: usize, number: u32) -> Self {
        let span = Span::new(0, raw.len()).trimmed(raw);
        let words = span.of(raw);
        let before = raw.get(..span.start).unwrap_or_default();
        let indent = before.chars().take(WIDE);
        let indent = indent.fold(0, |at, c| if c == '\t' { at / 4 * 4 + 4 } else { at + 1 });
        Self {
            words,
            span: Span::new(start + span.start, start + span.end),
            indent,
            width: (indent + columns(words)).min(WIDE),
            number,
        }
    }

    /// Three or more of one sign used to draw lines, spaces between them allowed.
    pub(super) fn is_rule(&self) -> bool {
        let sign = self.words.bytes().next().unwrap_or_default();
        let drawn = matches!(sign, b'-' | b'=' | b'_' | b'*' | b'~' | b'#' | b'+');
        let same = |b: u8| b == sign || b == b' ' || sign == b'+' && b == b'-';
        drawn && self.words.len() >= 3 && self.words.bytes().all(same)
    }

    /// How many ">" it begins with.
    pub(super) fn quote(&self) -> u8 {
        let signs = self.words.chars().take_while(|c| matches!(c, '>' | ' '));
        let depth = signs.filter(|c| *c == '>').take(9).count();
        u8::try_from(depth).unwrap_or(9)
    }

    /// Ends as sentences do, closing quotes and brackets aside.
    pub(super) fn ends_sentence(&self) -> bool {
        let closing = ['"', '\'', ')', ']', '”', '’', '»'];
        let words = self.words.trim_end_matches(closing);
        words.ends_with(['.', '!', '?', ':', ';', '…', '。', '！', '？'])
    }

    /// "Key: value" or the fixed words of a military message: a line that stands for itself.
    pub(super) fn is_field(&self) -> bool {
        let fixed = |word: &&str| starts_with_word(self.words, word);
        if self.is_date() || MESSAGE.iter().any(fixed) {
            return true;
        }
        let head: &str = self.words.split(": ").next().unwrap_or_default();
        let head = head.strip_suffix(':').unwrap_or(head);
        let capital = head.starts_with(|c: char| c.is_uppercase());
        let short = head.len() <= 32 && head.len() < self.words.len();
        let ended = self.words.as_bytes().get(head.len()) == Some(&b':');
        capital && short && ended && head.split(' ').count() <= 3
    }

    /// A date and little else.
    fn is_date(&self) -> bool {
        let short = self.words.len() <= 60;
        let found = short.then(|| dates(self.words).next()).flatten();
        found.is_some_and(|(span, _)| span.len() * 2 > self.words.len())
    }

    /// Could be a heading by its own look: short, begins like one, does not end like a sentence.
    pub(super) fn looks_like_heading(&self) -> bool {
        let long = self.words.chars().nth(90).is_some();
        if long || self.words.ends_with([',', ';', ':', '.', '-']) || self.is_rule() {
            return false;
        }
        let first = self.words.chars().find(|c| c.is_alphanumeric());
        let letters = self.words.chars().filter(|c| c.is_alphabetic()).count();
        let closed = self.words.ends_with(['"', '”', '!', '|', ')']) && self.words.len() > 60;
        first.is_some_and(|c| !c.is_lowercase()) && letters >= 3 && !closed && self.quote() == 0
    }

    /// Its letters are capitals, at least four of them.
    pub(super) fn is_shouted(&self) -> bool {
        let mut capitals = 0;
        for c in self.words.chars().filter(|c| c.is_alphabetic()) {
            if !c.is_uppercase() {
                return false;
            }
            capitals += 1;
        }
        capitals >= 4
    }

    /// True if its first letter is a small one.
    pub(super) fn begins_small(&self) -> bool {
        self.words.starts_with(|c: char| c.is_lowercase())
    }

    /// Columns of its first word.
    pub(super) fn first_word(&self) -> usize {
        let letters = self.words.chars().take(40);
        letters.take_while(|c| !c.is_whitespace()).count()
    }
}

fn columns(words: &str) -> usize {
    if words.len() <= WIDE && words.is_ascii() {
        return words.len();
    }
    words.chars().take(WIDE).count()
}

/// First words of lines in the message formats of NATO (ACP 126) and US Message Text Format.
const MESSAGE: [&str; 16] = [
    "FM",
    "TO",
    "INFO",
    "SUBJ",
    "BT",
    "UNCLAS",
    "RMKS",
    "REF",
    "DTG",
    "NARR",
    "POC",
    "MSGID",
    "UNCLASSIFIED",
    "CONFIDENTIAL",
    "SECRET",
    "TOP SECRET",
];

fn starts_with_word(words: &str, word: &str) -> bool {
    words.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}
