//! Where in a text words may begin at all: most of a long text is passed over without being folded. Says
//! only where to look; what stands there is found out by folding.

use memchr::{memchr, memchr2, memmem};

/// Bytes that are looked at together.
const STEP: usize = 4 << 10;

/// Letters and digits from the rarest to the commonest of English texts.
const RAREST: &[u8] = b"zqxjkv9876543210bypgfwmucldrhsnioate";

/// The first word of what is looked for, in plain letters and digits.
#[derive(Clone, Debug)]
pub(super) struct FirstWord {
    word: Vec<u8>,
    /// The place of its rarest letter, and this in both cases.
    rare: usize,
    letter: [u8; 2],
}

impl FirstWord {
    /// The first word of folded words; `None` if they do not begin with one of plain letters.
    pub(super) fn of(folded: &str) -> Option<Self> {
        let word: Vec<u8> = folded.bytes().take_while(u8::is_ascii_alphanumeric).collect();
        let rank = |letter: &u8| RAREST.iter().position(|known| known.eq_ignore_ascii_case(letter));
        let (rare, letter) = word.iter().enumerate().min_by_key(|(_, letter)| rank(letter))?;
        let letter = [letter.to_ascii_lowercase(), letter.to_ascii_uppercase()];
        Some(Self { rare, letter, word })
    }

    /// The first byte from `from` on at which the word may begin, or somewhat before; `None` if there is
    /// none to the end.
    pub(super) fn next(&self, text: &str, from: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut at = from;
        while at < bytes.len() {
            let end = (at + STEP).min(bytes.len());
            let step = bytes.get(at..end).unwrap_or_default();
            let found =
                [self.plain(bytes, at..end), odd(text, at, end), broken(step).map(|b| at + b)];
            if let Some(place) = found.into_iter().flatten().min() {
                // What is not plain may stand in the middle of the word.
                let before = place.saturating_sub(self.word.len() * 4);
                return Some(text.floor_char_boundary(before).max(from));
            }
            at = end;
        }
        None
    }

    /// The first place where the word stands in plain letters and begins in a part of the text.
    fn plain(&self, bytes: &[u8], part: std::ops::Range<usize>) -> Option<usize> {
        let mut at = part.start + self.rare;
        let end = (part.end + self.rare).min(bytes.len());
        loop {
            let rest = bytes.get(at..end)?;
            let found = match self.letter {
                [small, capital] if small == capital => memchr(small, rest),
                [small, capital] => memchr2(small, capital, rest),
            };
            let start = at + found? - self.rare;
            let word = bytes.get(start..start + self.word.len());
            if word.is_some_and(|word| word.eq_ignore_ascii_case(&self.word)) {
                return Some(start);
            }
            at = start + self.rare + 1;
        }
    }
}

/// The first break of a word at the end of a line: a hyphen behind a letter.
fn broken(step: &[u8]) -> Option<usize> {
    let behind_letter = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| step.get(before));
        before.is_none_or(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())
    };
    let last = step.last().filter(|byte| **byte == b'-').map(|_| step.len() - 1);
    memmem::find_iter(step, b"-\n").chain(last).find(behind_letter)
}

/// The first character of a part that may be, or be part of, a plain letter: accents, ligatures, invisible
/// characters; not the letters of other scripts, dashes and quotation marks.
fn odd(text: &str, from: usize, to: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < to {
        let ahead = bytes.get(at..to)?;
        let plain = ahead.chunks(8).take_while(|eight| eight.is_ascii()).count() * 8;
        let rest = ahead.get(plain..)?;
        let place = at + plain + rest.iter().position(|byte| !byte.is_ascii())?;
        let Some(c) = text.get(place..).and_then(|rest| rest.chars().next()) else {
            return Some(place);
        };
        if !is_harmless(c) {
            return Some(place);
        }
        at = place + c.len_utf8();
    }
    None
}

/// True for common characters that neither are nor carry plain letters, and break no word of these.
fn is_harmless(c: char) -> bool {
    matches!(c, '\u{A0}' | '£' | '§' | '«' | '°' | '»' | '€' | '…')
        || matches!(c, '\u{2012}'..='\u{2027}')
        || matches!(c, '\u{370}'..='\u{482}' | '\u{48A}'..='\u{52F}' | '\u{3040}'..='\u{3098}')
        || matches!(c, '\u{309B}'..='\u{312F}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::folded;

    #[test]
    fn harmless_characters_compare_as_no_plain_letter() {
        for c in ('\0'..=char::MAX).filter(|&c| is_harmless(c)) {
            let folded = folded(c.encode_utf8(&mut [0; 4]));
            assert!(
                !folded.is_empty() && !folded.contains(|c: char| c.is_ascii_alphanumeric()),
                "{c:?}"
            );
        }
    }

    #[test]
    fn words_may_begin_where_they_stand_and_where_something_odd_does() {
        let word = FirstWord::of("taurus 500").unwrap();
        let far = "The range – “some” Ракета. ".repeat(1_000);
        for (text, reached) in [
            ("Taurus", true),
            ("taürus", true),
            ("ta-\nurus", true),
            ("tau rus", false),
            ("－", true),
        ] {
            let all = format!("{far}{text} and on");
            let place = word.next(&all, 0);
            assert_eq!(place.is_some(), reached, "{text}");
            assert!(
                place.is_none_or(|at| at <= far.len() && at + 32 >= far.len()),
                "{text} {place:?}"
            );
        }
        assert!(FirstWord::of("ракета").is_none() && FirstWord::of("-x").is_none());
    }
}
