//! Where words stand in a text, written in whatever way: the text is folded bit by bit, and the folded
//! words are looked for in it as bytes. Counts nothing and judges nothing.

use std::ops::Range;

use memchr::memchr2;
use memchr::memmem::Finder;

use super::folded_text::{BREAK, DASH, FoldedText};
use super::skipping::FirstWord;
use super::{Span, push_exact, push_folded};

/// Bytes of a text that are folded at a time: few enough to stay in the nearest memory.
const CHUNK: usize = 32 << 10;

/// Bytes that are folded at first, where something was passed over.
const FIRST_CHUNK: usize = 1 << 10;

/// Bytes that have to be passed over, so that it is worth beginning anew behind them.
const SKIPPED: usize = 256;

/// Words ready to be found.
#[derive(Clone, Debug)]
pub struct Needle {
    words: String,
    finder: Finder<'static>,
    /// Finds the words without their hyphens, beside breaks.
    joined: Finder<'static>,
    /// The first word, if there are texts in which it need not be looked for everywhere.
    first: Option<FirstWord>,
    exact: bool,
}

impl Needle {
    /// Words as they compare; `None` if they are nothing but white space. If `exact`, case and accents
    /// count. White space stands for any run of it.
    pub fn new(words: &str, exact: bool) -> Option<Self> {
        let mut folded = String::with_capacity(words.len());
        for c in words.chars() {
            match c {
                c if c.is_whitespace() && folded.ends_with(' ') => {}
                c if c.is_whitespace() => folded.push(' '),
                c if (c as u32) < 0x20 => folded.push('\u{FFFD}'),
                c if exact => push_exact(&mut folded, c),
                c => push_folded(&mut folded, c),
            }
        }
        if folded.trim().is_empty() {
            return None;
        }
        let (joined, _) = joined(folded.as_bytes());
        let (finder, joined) = (Finder::new(&folded), Finder::new(&joined));
        let (finder, joined) = (finder.into_owned(), joined.into_owned());
        Some(Self { finder, joined, first: FirstWord::of(&folded), words: folded, exact })
    }

    /// Where the words stand in `text` from a byte on: in order, not overlapping. Time is linear in the
    /// text. Nothing is found from the middle of a character.
    pub fn occurrences<'a>(&'a self, text: &'a str, from: usize) -> Occurrences<'a> {
        let from = if text.is_char_boundary(from) { from } else { text.len() };
        let text = FoldedText::new(text, from, self.exact);
        let (from, found, taken, last, chunk) = (0, Vec::new(), 0, 0, FIRST_CHUNK);
        Occurrences { needle: self, text, from, found, taken, last, chunk }
    }

    /// Where the words stand in a folded text, with breaks and without, in order.
    fn places(&self, folded: &[u8]) -> Vec<(usize, usize)> {
        let length = self.words.len();
        let whole = self.finder.find_iter(folded).map(|at| (at, at + length));
        let mut places: Vec<(usize, usize)> = whole.collect();
        let reach = 2 * length + 2;
        let mut breaks = memchr::memchr2_iter(BREAK, DASH, folded).peekable();
        while let Some(first) = breaks.next() {
            let mut end = first + reach;
            while let Some(next) = breaks.next_if(|next| *next <= end) {
                end = next + reach;
            }
            let window = first.saturating_sub(reach)..end.min(folded.len());
            self.across(folded, window, &mut places);
        }
        places.sort_unstable();
        places
    }

    /// Adds the places of words in a part of a folded text that reach across a break, or begin or end
    /// with one.
    fn across(&self, folded: &[u8], part: Range<usize>, places: &mut Vec<(usize, usize)>) {
        let mut take = |start: usize| {
            let end = self.end_at(folded, start);
            let breaks = |end: &usize| {
                folded.get(start..*end).is_some_and(|words| memchr2(BREAK, DASH, words).is_some())
            };
            places.extend(end.filter(breaks).map(|end| (start, end)));
        };
        let is_dash = |at: usize| matches!(folded.get(at), Some(b'-' | b' ' | &BREAK | &DASH));
        let offset = part.start;
        if self.joined.needle().is_empty() {
            return part.for_each(take);
        }
        let (letters, froms) = joined(folded.get(part).unwrap_or_default());
        for at in self.joined.find_iter(&letters) {
            let mut start = offset + froms.get(at).copied().unwrap_or_default();
            take(start);
            // Words may begin with a dash, which stands before their first letter.
            while start > offset && is_dash(start - 1) {
                start -= 1;
                take(start);
            }
        }
    }

    /// Where the words end that begin at a byte of a folded text. A hyphen at the end of a line is one of
    /// theirs, or breaks a word.
    fn end_at(&self, folded: &[u8], start: usize) -> Option<usize> {
        let words = self.words.as_bytes();
        let (mut at, mut seen) = (start, 0);
        while let Some(&wanted) = words.get(seen) {
            let byte = *folded.get(at)?;
            let before = seen.checked_sub(1).and_then(|before| words.get(before));
            match byte {
                BREAK | DASH if wanted == b'-' => {
                    seen += 1 + usize::from(words.get(seen + 1) == Some(&b' '));
                }
                BREAK if wanted != b' ' && !matches!(before, None | Some(b' ' | b'-')) => {}
                _ if byte == wanted => seen += 1,
                _ => return None,
            }
            at += 1;
        }
        Some(at)
    }
}

/// The letters of a folded text without hyphens, dashes, breaks and the spaces behind them, and where each
/// stands.
fn joined(folded: &[u8]) -> (Vec<u8>, Vec<usize>) {
    let (mut letters, mut froms) = (Vec::new(), Vec::new());
    let mut after = false;
    for (at, &byte) in folded.iter().enumerate() {
        after = matches!(byte, b'-' | BREAK | DASH) || after && byte == b' ';
        if !after {
            letters.push(byte);
            froms.push(at);
        }
    }
    (letters, froms)
}

/// The places where words stand.
pub struct Occurrences<'a> {
    needle: &'a Needle,
    text: FoldedText<'a>,
    /// The byte of the folded text from which the rest is to be searched.
    from: usize,
    /// Places found in the folded text and not given out yet, in the text.
    found: Vec<Span>,
    taken: usize,
    /// Where the last that was given out ends.
    last: usize,
    /// Bytes that are folded next.
    chunk: usize,
}

impl Occurrences<'_> {
    /// Passes over what cannot hold the words; false if that is all the rest.
    fn skip(&mut self) -> bool {
        let Some(first) = &self.needle.first else {
            self.text.forget(self.from);
            return true;
        };
        let (source, here) = (self.text.source(), self.text.start(self.from));
        match first.next(source, here) {
            None => return false,
            Some(next) if next > here + SKIPPED => {
                self.text = FoldedText::new(source, next, self.needle.exact);
                self.chunk = FIRST_CHUNK;
            }
            Some(_) => {
                self.text.forget(self.from);
                self.chunk = (2 * self.chunk).min(CHUNK);
            }
        }
        true
    }

    /// Searches the next piece; false at the end.
    fn search_on(&mut self) -> bool {
        if self.text.is_at_end() || !self.skip() {
            return false;
        }
        self.text.fold(self.chunk + 4 * self.needle.words.len());
        let folded = self.text.folded();
        // What begins behind this may go on in the next piece.
        let margin = if self.text.is_at_end() { 0 } else { 3 * self.needle.words.len() + 4 };
        let sure = folded.floor_char_boundary(folded.len().saturating_sub(margin));
        (self.from, self.taken) = (sure, 0);
        self.found.clear();
        for (start, end) in self.needle.places(folded.as_bytes()) {
            let span = Span::new(self.text.start(start), self.text.end(end));
            let counts = start < sure || self.text.is_at_end();
            if counts && span.start >= self.last && !span.is_empty() {
                (self.last, self.from) = (span.end, sure.max(end));
                self.found.push(span);
            }
        }
        true
    }
}

impl Iterator for Occurrences<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        loop {
            if let Some(span) = self.found.get(self.taken) {
                self.taken += 1;
                return Some(*span);
            }
            if !self.search_on() {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    fn found<'a>(words: &str, text: &'a str) -> Vec<&'a str> {
        let needle = Needle::new(words, false);
        let places =
            needle.iter().flat_map(|needle| needle.occurrences(text, 0).collect::<Vec<_>>());
        places.map(|span| span.of(text)).collect()
    }

    #[test]
    fn words_are_found_in_every_script() {
        for (words, text) in [
            ("strasse", "Straße"),
            ("λογος", "ΛΌΓΟΣ"),
            ("thanh pho", "thành\n  phố"),
            ("미사일", "미사일"),
            ("ガス", "ｶﾞｽ"),
            ("القاهرة", "الْقَاهِرَة"),
        ] {
            let around = format!("東{text}東 ");
            assert_eq!(found(words, &around), [text], "{words}");
        }
        assert!(found("и", "й").is_empty() && found("カ", "ガ").is_empty());
    }

    #[test]
    fn words_are_found_across_breaks_and_the_ends_of_pieces() {
        assert_eq!(
            found("mid- and long-range precision", "mid-\nand long-\nrange preci-\nsion").len(),
            1
        );
        assert_eq!(found("-range", "long-\nrange").len(), 1);
        assert_eq!(found("-", "long-\nrange a-b").len(), 2);
        assert!(
            found("a b", "a -\nb").is_empty() && found("pre cision", "pre-\ncision").is_empty()
        );
        for fill in [0, 1, CHUNK - 7, CHUNK - 3, CHUNK - 1, CHUNK, 2 * CHUNK + 5] {
            let text = format!("{}preci-\n  sion, pre-cision, long-\nrange", "é ".repeat(fill));
            assert_eq!(found("precision", &text), ["preci-\n  sion"], "{fill}");
            assert_eq!(found("long-range", &text).len(), 1, "{fill}");
            assert_eq!(found("pre-cision,", &text).len(), 1, "{fill}");
        }
    }

    #[test]
    fn a_text_of_breaks_costs_no_more_than_another() {
        let text = "a-\n".repeat(100_000);
        assert_eq!(found(&"a".repeat(200), &text).len(), 500);
        assert!(found(&("a".repeat(200) + "b"), &text).is_empty());
    }

    proptest! {
        #[test]
        fn nothing_is_passed_over_that_is_found(
            words in "[ab]{1,3}[ -]?[ab]{0,2}",
            text in vec(select(&["a", "b", "A", "á", "-\n", " ", "\u{AD}", "ａ", "’", "\n", "ж"][..]), 0..40),
            fill in select(&["", "x", "ж", "’ "][..]),
        ) {
            let text = fill.repeat(3_000) + " " + &text.concat() + " " + &fill.repeat(3_000);
            let mut needle = Needle::new(&words, false).unwrap();
            let found: Vec<Span> = needle.occurrences(&text, 0).collect();
            needle.first = None;
            prop_assert_eq!(found, needle.occurrences(&text, 0).collect::<Vec<_>>());
        }

        #[test]
        fn pieces_find_what_the_whole_does(words in "[ab -]{1,4}", text in "[ab\u{e9} \n-]{0,60}", fill in 0usize..40) {
            let long = "x".repeat(CHUNK - fill) + &text;
            let whole = found(&words, &text);
            // A space before the text would be one with white space it begins with.
            let apart = !text.starts_with([' ', '\n', '-']) && !words.starts_with([' ', '-']);
            prop_assert!(!apart || found(&words, &long) == whole);
        }
    }
}
