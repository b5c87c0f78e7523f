//! The words of a normal text, as numbers that are quick to compare. Not the words of a language:
//! runs of letters, numbers, and single characters of scripts that write no spaces.

use crate::text::Span;

/// A word of a normal text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its bytes in the normal text.
    pub span: Span,
    /// What it compares as.
    pub hash: u64,
    /// How much it says: its length in characters, at most [`HEAVIEST`], and one more.
    pub weight: u32,
    /// True if it starts with a digit.
    pub number: bool,
}

/// Longer words weigh no more than this.
const HEAVIEST: u32 = 12;

/// The words of `text`, in order.
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// What the words weigh together.
pub fn weight(words: &[Word]) -> u32 {
    words.iter().map(|word| word.weight).sum()
}

/// Goes through the words of a text.
#[derive(Clone)]
pub struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let rest = self.text.get(self.at..)?;
        let skipped = rest.find(char::is_alphanumeric)?;
        let start = self.at + skipped;
        let found = rest.get(skipped..)?;
        let len = length(found);
        self.at = start + len;
        Some(word(found.get(..len)?, start))
    }
}

fn word(text: &str, start: usize) -> Word {
    let count = u32::try_from(text.chars().take(HEAVIEST as usize).count()).unwrap_or(HEAVIEST);
    Word {
        span: Span::new(start, start + text.len()),
        hash: hash(text),
        weight: count + 1,
        number: text.starts_with(|c: char| c.is_numeric()),
    }
}

/// Bytes of the word at the start of `text`, which starts with a letter or a digit.
fn length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let Some((_, first)) = chars.next() else {
        return 0;
    };
    if stands_alone(first) {
        return first.len_utf8();
    }
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let separator = matches!(c, ',' | '.')
            && next.is_some_and(|next| next.is_ascii_digit())
            && text[..at].ends_with(|c: char| c.is_ascii_digit());
        if !separator && (!c.is_alphanumeric() || stands_alone(c)) {
            return at;
        }
    }
    text.len()
}

/// Scripts without spaces between words (Han, kana, Thai, Lao, Khmer, Burmese): Unicode blocks.
fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// FNV-1a, 64 bits, over all but the commas in numbers.
fn hash(word: &str) -> u64 {
    let bytes = word.bytes().filter(|byte| *byte != b',');
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        words(text).map(|word| word.span.of(text)).collect()
    }

    #[test]
    fn numbers_hold_together_and_scripts_without_spaces_do_not() {
        assert_eq!(
            split("up to 1,600 km (1.5 t), 3."),
            ["up", "to", "1,600", "km", "1.5", "t", "3"]
        );
        assert_eq!(split("飞弹 x"), ["飞", "弹", "x"]);
        let hashes: Vec<_> = words("1,600 1600").map(|word| word.hash).collect();
        assert_eq!(hashes[0], hashes[1]);
    }
}
