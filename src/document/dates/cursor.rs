//! A place in a text that moves over numbers, words and signs. Knows how they are written, not what
//! dates they make.

use crate::document::Date;

/// Two-digit years from this one on are of the last century: archives of the cold war are read
/// today, papers of the second half of this century are not.
const PIVOT: i16 = 50;

/// A place in the text from which one date is tried. Methods leave it behind what they accepted;
/// after a failure its place means nothing.
pub(super) struct Cursor<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { bytes: text.as_bytes(), at }
    }

    pub(super) fn year(&mut self) -> Option<i16> {
        match self.number(4)? {
            (year, 4) => full_year(year, 4),
            _ => None,
        }
    }

    /// Up to `most` digits: their value and how many there were. `None` if there are more.
    pub(super) fn number(&mut self, most: usize) -> Option<(u32, usize)> {
        let rest = self.bytes.get(self.at..)?;
        let digits = rest.iter().take(most + 1);
        let digits = digits.take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 || digits > most {
            return None;
        }
        self.at += digits;
        let value = rest.iter().take(digits).fold(0, |sum, b| sum * 10 + u32::from(b - b'0'));
        Some((value, digits))
    }

    /// ASCII letters, at most ten.
    pub(super) fn word(&mut self) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let letters = rest.iter().take(10);
        let letters = letters.take_while(|b| b.is_ascii_alphabetic()).count();
        self.at += letters;
        rest.get(..letters).unwrap_or_default()
    }

    pub(super) fn word_is(&mut self, word: &str) -> bool {
        let start = self.at;
        let found = self.word().eq_ignore_ascii_case(word.as_bytes());
        if !found {
            self.at = start;
        }
        found
    }

    /// White space, a line end of a hard-wrapped text included; true if there was some.
    pub(super) fn spaces(&mut self) -> bool {
        let start = self.at;
        while self.at < start + 8 && (self.eat_space() || self.eat_str("\u{A0}")) {}
        self.at > start
    }

    pub(super) fn eat_space(&mut self) -> bool {
        self.eat(b' ') || self.eat(b'\n') || self.eat(b'\t')
    }

    /// What may stand between day, month and year: white space, one hyphen, nothing.
    pub(super) fn gap(&mut self) {
        if !self.spaces() {
            self.eat(b'-');
        }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    pub(super) fn eat_str(&mut self, wanted: &str) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let found = rest.starts_with(wanted.as_bytes());
        self.at += if found { wanted.len() } else { 0 };
        found
    }

    pub(super) fn at_boundary(&self) -> bool {
        !self.peek().is_some_and(|b| b.is_ascii_alphanumeric())
    }
}

/// The year that two or four digits stand for.
pub(super) fn full_year(year: u32, digits: usize) -> Option<i16> {
    let year = i16::try_from(year).ok()?;
    match digits {
        4 => Date::of_year(year).map(Date::year),
        2 => Some(year + if year >= PIVOT { 1900 } else { 2000 }),
        _ => None,
    }
}
