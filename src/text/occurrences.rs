//! Where words stand in a text, written in whatever way: the text is folded bit by bit, and the folded
//! words are looked for in it as bytes. Counts nothing and judges nothing.

use memchr::memmem::Finder;

use super::folded_text::{BREAK, DASH, FoldedText};
use super::{Span, push_exact, push_folded};

/// Bytes of a text that are folded at a time: few enough to stay in the nearest memory.
const CHUNK: usize = 32 << 10;

/// Words ready to be found.
#[derive(Clone, Debug)]
pub struct Needle {
    finder: Finder<'static>,
    words: String,
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
        Some(Self { finder: Finder::new(&folded).into_owned(), words: folded, exact })
    }

    /// Where the words stand in `text` from a byte on: in order, not overlapping. Time is linear in the
    /// text. Nothing is found from the middle of a character.
    pub fn occurrences<'a>(&'a self, text: &'a str, from: usize) -> Occurrences<'a> {
        let from = if text.is_char_boundary(from) { from } else { text.len() };
        let text = FoldedText::new(text, from, self.exact);
        Occurrences { needle: self, text, from: 0, found: Vec::new(), taken: 0, last: 0 }
    }

    /// Where the words end that begin at a byte of the folded text, across breaks.
    fn end_at(&self, folded: &[u8], start: usize) -> Option<usize> {
        let words = self.words.as_bytes();
        let (mut at, mut seen) = (start, 0);
        while let Some(&wanted) = words.get(seen) {
            let byte = *folded.get(at)?;
            let inside = seen > 0 && !matches!(words.get(seen - 1), Some(b' ' | b'-'));
            match byte {
                BREAK | DASH if wanted == b'-' => {
                    seen += 1 + usize::from(words.get(seen + 1) == Some(&b' '));
                }
                BREAK if inside && wanted != b' ' => {}
                _ if byte == wanted => seen += 1,
                _ => return None,
            }
            at += 1;
        }
        Some(at)
    }

    /// Where words stand that reach across a break, or begin or end with one.
    fn across(&self, folded: &[u8], take: &mut impl FnMut(usize, usize)) {
        let length = self.words.len();
        for place in memchr::memchr2_iter(BREAK, DASH, folded) {
            for start in place.saturating_sub(2 * length)..=place {
                let begins = folded.get(start) == self.words.as_bytes().first() || start == place;
                if let Some(end) = begins.then(|| self.end_at(folded, start)).flatten()
                    && end > place
                {
                    take(start, end);
                }
            }
        }
    }
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
}

impl Occurrences<'_> {
    /// Searches the next piece; false at the end.
    fn search_on(&mut self) -> bool {
        if self.text.is_at_end() {
            return false;
        }
        self.text.forget(self.from);
        self.text.fold(CHUNK);
        let folded = self.text.folded();
        // What begins behind this may go on in the next piece.
        let margin = if self.text.is_at_end() { 0 } else { 3 * self.needle.words.len() + 4 };
        let sure = folded.floor_char_boundary(folded.len().saturating_sub(margin));
        let mut places: Vec<(usize, usize)> = Vec::new();
        let bytes = folded.as_bytes();
        let mut at = 0;
        while let Some(found) = bytes.get(at..).and_then(|rest| self.needle.finder.find(rest)) {
            places.push((at + found, at + found + self.needle.words.len()));
            at += found + 1;
        }
        self.needle.across(bytes, &mut |start, end| places.push((start, end)));
        places.sort_unstable();
        places.retain(|(start, _)| *start < sure || self.text.is_at_end());
        (self.found, self.taken) = (Vec::with_capacity(places.len()), 0);
        for (start, end) in places {
            let span = Span::new(self.text.start(start), self.text.end(end));
            if span.start >= self.last && !span.is_empty() {
                self.last = span.end;
                self.found.push(span);
            }
        }
        self.from = sure;
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
    use proptest::prelude::*;

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
        for fill in [0, 1, CHUNK - 7, CHUNK - 3, CHUNK - 1, CHUNK, 2 * CHUNK + 5] {
            let text = format!("{}preci-\n  sion, pre-cision, long-\nrange", "é ".repeat(fill));
            assert_eq!(found("precision", &text), ["preci-\n  sion"], "{fill}");
            assert_eq!(found("long-range", &text).len(), 1, "{fill}");
            assert_eq!(found("pre-cision,", &text).len(), 1, "{fill}");
        }
    }

    proptest! {
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
