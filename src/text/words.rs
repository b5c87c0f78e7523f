//! The words of a text as full-text search compares them. Search, index and highlighting all cut
//! with this one knife, so that what is found is what is marked. Knows no queries.

use super::{Span, is_raised, is_silent, is_vowel_sign, push_folded};

/// Bytes of a folded word that count; the rest of a longer one is ignored.
pub const LONGEST_WORD: usize = 64;

/// Goes through the words of a text.
///
/// A word is a run of letters or a run of digits: "Kh-101", "KH101" and "Kh 101" are the same two
/// words. Case, accents, invisible characters and a possessive "'s" do not count; "1,500" is one
/// word, so is "U.S."; raised figures ("190³", "km²") are none. Characters of scripts that are written
/// without spaces, and Korean syllables, are a word each with their vowel signs, so that words are
/// found inside of others. A word broken by a hyphen at the end of a line counts in its parts and, at
/// the place of the second, as a whole.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    text: &'a str,
    at: usize,
    number: usize,
    folded: String,
    /// A broken word, given out after its second part.
    whole: Option<(Span, String)>,
    /// The first part of a broken word.
    broken: Option<(Span, String)>,
}

impl<'a> Words<'a> {
    /// The words of `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, number: 0, folded: String::new(), whole: None, broken: None }
    }

    /// The next word: where it stands. What it compares as is [`Words::folded`].
    pub fn advance(&mut self) -> Option<Span> {
        if let Some((span, folded)) = self.whole.take() {
            self.folded = folded;
            return Some(span);
        }
        let start = self.word()?;
        self.number += 1;
        let span = Span::new(start, self.at);
        self.join(span);
        self.skip_possessive();
        Some(span)
    }

    /// What the word found last compares as.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The place of the word found last among the words, from 0. A broken word as a whole has the
    /// place of its second part.
    pub fn place(&self) -> usize {
        self.number.saturating_sub(1)
    }

    /// The words as they compare, as a list.
    pub fn list(text: &'a str) -> Vec<String> {
        let mut words = Self::new(text);
        let mut list = Vec::new();
        while words.advance().is_some() {
            list.push(words.folded.clone());
        }
        list
    }

    /// Takes the next word; where it starts.
    fn word(&mut self) -> Option<usize> {
        loop {
            let first = self.next_start()?;
            self.folded.clear();
            let start = self.at;
            match first {
                c if is_unspaced(c) => self.single(c),
                c if c.is_numeric() => self.digits(),
                _ => self.letters(),
            }
            if !self.folded.is_empty() {
                return Some(start);
            }
        }
    }

    /// Moves to the first character of a word and returns it.
    fn next_start(&mut self) -> Option<char> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at)? {
                b if b.is_ascii_alphanumeric() => return Some(char::from(*b)),
                b if b.is_ascii() => self.at += 1,
                _ => {
                    let c = self.peek()?;
                    if is_letter(c) || c.is_numeric() && !is_raised(c) {
                        return Some(c);
                    }
                    self.at += c.len_utf8();
                }
            }
        }
    }

    fn letters(&mut self) {
        self.plain_letters();
        while let Some(c) = self.peek() {
            if !is_unspaced(c) && (is_letter(c) || is_vowel_sign(c)) {
                self.push(c);
            } else if !is_silent(c) {
                break;
            }
            self.at += c.len_utf8();
        }
        if self.folded.chars().nth(1).is_none() {
            self.dotted();
        }
    }

    /// A character that is a word, with the signs that it carries.
    fn single(&mut self, c: char) {
        self.push(c);
        self.at += c.len_utf8();
        while let Some(c) = self.peek() {
            if is_joined(c) || self.ends_vowel(c) {
                self.push(c);
            } else if !is_silent(c) {
                break;
            }
            self.at += c.len_utf8();
        }
    }

    /// True for the second half of the vowel "am" of Thai and Lao, written in two.
    fn ends_vowel(&self, c: char) -> bool {
        c == '\u{E32}' && self.folded.ends_with('\u{E4D}')
            || c == '\u{EB2}' && self.folded.ends_with('\u{ECD}')
    }

    /// Takes letters of ASCII, of which most words consist, all at once.
    fn plain_letters(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let letters = self.text.get(self.at..self.at + length.min(LONGEST_WORD));
        self.folded.push_str(letters.unwrap_or_default());
        self.folded.make_ascii_lowercase();
        self.at += length;
    }

    /// "U.S." and "U.K": single letters with full stops between them are one word.
    fn dotted(&mut self) {
        let start = self.at;
        let mut rest = self.rest();
        while let Some(after) = rest.strip_prefix('.') {
            let mut chars = after.chars();
            let Some(letter) = chars.next().filter(|c| c.is_alphabetic()) else { break };
            if chars.next().is_some_and(char::is_alphanumeric) {
                break;
            }
            self.push(letter);
            self.at += 1 + letter.len_utf8();
            rest = self.rest();
        }
        self.at += usize::from(self.at > start && rest.starts_with('.'));
    }

    fn digits(&mut self) {
        while let Some(c) = self.peek() {
            match c {
                c if c.is_numeric() && !is_unspaced(c) && !is_raised(c) => self.push(c),
                ',' if self.groups_thousands() => {}
                c if is_silent(c) => {}
                _ => break,
            }
            self.at += c.len_utf8();
        }
    }

    /// True at the comma of "1,500": exactly three digits follow.
    fn groups_thousands(&self) -> bool {
        let after = self.text.as_bytes().get(self.at + 1..).unwrap_or_default();
        let digits = after.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
        digits == 3
    }

    /// Joins the two parts of a word that a hyphen and a line feed break.
    fn join(&mut self, span: Span) {
        if let Some((first, mut whole)) = self.broken.take() {
            whole.push_str(&self.folded);
            whole.truncate(whole.floor_char_boundary(LONGEST_WORD));
            self.whole = Some((Span::new(first.start, span.end), whole));
        }
        if self.breaks() {
            self.broken = Some((span, self.folded.clone()));
        }
    }

    /// True before a hyphen, a line feed and a small letter, after a letter.
    fn breaks(&self) -> bool {
        let rest = self.rest();
        let Some(after) = rest.strip_prefix(['-', '\u{2010}']).and_then(|r| r.strip_prefix('\n'))
        else {
            return false;
        };
        let next = after.trim_start_matches([' ', '\t']).chars().next();
        let letter = self.folded.chars().next_back().is_some_and(char::is_alphabetic);
        letter && next.is_some_and(|c| c.is_lowercase() && !is_unspaced(c))
    }

    /// The "s" of "Kyiv's" is no word.
    fn skip_possessive(&mut self) {
        let mut rest = self.rest().chars();
        let Some(mark @ ('\'' | '\u{2019}' | '\u{2BC}' | '\u{FF07}')) = rest.next() else { return };
        let s = rest.next().is_some_and(|c| c == 's' || c == 'S');
        if s && !rest.next().is_some_and(char::is_alphanumeric) {
            self.at += mark.len_utf8() + 1;
        }
    }

    /// Adds what a character compares as, as far as that is letters, digits and their signs.
    fn push(&mut self, c: char) {
        if self.folded.len() >= LONGEST_WORD {
            return;
        }
        let before = self.folded.len();
        push_folded(&mut self.folded, c);
        let counts = |c: char| c.is_alphanumeric() || is_vowel_sign(c);
        let added = self.folded.get(before..).unwrap_or_default();
        if !added.chars().all(counts) {
            let letters: String = added.chars().filter(|&c| counts(c)).collect();
            self.folded.truncate(before);
            self.folded.push_str(&letters);
        }
        self.folded.truncate(self.folded.floor_char_boundary(LONGEST_WORD));
    }

    fn peek(&self) -> Option<char> {
        match self.text.as_bytes().get(self.at) {
            Some(b) if b.is_ascii() => Some(char::from(*b)),
            _ => self.rest().chars().next(),
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }
}

/// True for letters, but for the apostrophes that Unicode counts among them (U+02B9 to U+02BF).
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && (c.is_ascii() || !matches!(c, '\u{2B9}'..='\u{2BF}') && !is_silent(c))
}

/// True for what stands behind a character that is a word and belongs to it: vowel signs and tones, the
/// half-width marks of Japanese sounds, vowels and ends of Korean syllables written apart, and the vowel
/// "am" of Thai and Lao.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FF}' | '\u{FF9E}' | '\u{FF9F}'
        | '\u{E33}' | '\u{EB3}')
        || is_vowel_sign(c)
}

/// Characters of scripts that are written without spaces: Chinese and Japanese, Thai, Lao, Burmese,
/// Khmer and the scripts of the Tai; and Korean syllables, which form words that stand inside of others.
fn is_unspaced(c: char) -> bool {
    !c.is_ascii()
        && (is_single(c)
            || matches!(c, '\u{E01}'..='\u{E4F}' | '\u{E81}'..='\u{ECF}' | '\u{EDC}'..='\u{EDF}'
                | '\u{1000}'..='\u{103F}' | '\u{104A}'..='\u{108F}' | '\u{1780}'..='\u{17D3}'
                | '\u{1950}'..='\u{1974}' | '\u{1980}'..='\u{19C9}' | '\u{1A20}'..='\u{1A7F}'
                | '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' | '\u{A960}'..='\u{A97C}'
                | '\u{AC00}'..='\u{D7FF}' | '\u{3005}'..='\u{3007}' | '\u{FF66}'..='\u{FFDC}'))
}

/// Characters that are a word each: kana and Chinese characters (Unicode blocks Hiragana to CJK
/// Unified Ideographs, compatibility ideographs, and the planes of rare ones).
pub(super) fn is_single(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> String {
        Words::list(text).join(" ")
    }

    #[test]
    fn designators_are_the_same_however_they_are_written() {
        for written in ["Kh-101", "KH101", "kh 101", "Kh\u{2011}101"] {
            assert_eq!(words(written), "kh 101", "{written}");
        }
        assert_eq!(words("300km, 9K720"), "300 km 9 k 720");
    }

    #[test]
    fn raised_figures_are_no_part_of_a_word() {
        assert_eq!(words("190³ miles, 40 km², percent⁹, CO₂"), "190 miles 40 km percent co 2");
    }

    #[test]
    fn numbers_initials_and_possessives_are_one_word() {
        assert_eq!(words("1,500 km; 1,50; 12,3456"), "1500 km 1 50 12 3456");
        assert_eq!(words("the U.S. and the U.K.'s"), "the us and the uk");
        assert_eq!(words("Kyiv’s, Moscow's, it'sn"), "kyiv moscow it sn");
        assert_eq!(words("end. A new"), "end a new");
    }

    #[test]
    fn case_accents_and_invisible_characters_do_not_count() {
        assert_eq!(words("Erdoğan ERDOG\u{306}AN"), "erdogan erdogan");
        assert_eq!(words("bal\u{ad}lis\u{200b}tic"), "ballistic");
        assert_eq!(words("東風-21の"), "東 風 21 の");
    }

    #[test]
    fn a_broken_word_counts_in_parts_and_as_a_whole() {
        let mut found = Words::new("of preci-\n  sion strike");
        let mut seen = Vec::new();
        while let Some(span) = found.advance() {
            seen.push((found.folded().to_owned(), found.place(), span.len()));
        }
        let expected =
            [("of", 0, 2), ("preci", 1, 5), ("sion", 2, 4), ("precision", 2, 13), ("strike", 3, 6)];
        assert_eq!(seen, expected.map(|(word, place, len)| (word.to_owned(), place, len)));
        assert_eq!(words("Kh-\n101, pre-\nNATO"), "kh 101 pre nato");
    }

    #[test]
    fn a_word_without_end_is_cut() {
        let long = "ä".repeat(100_000);
        assert_eq!(Words::list(&long)[0].len(), LONGEST_WORD);
    }

    #[test]
    fn the_same_word_in_other_letters_is_the_same_word() {
        for (written, plain) in [
            ("Straße", "strasse"),
            ("ﬂank oﬃcers", "flank officers"),
            ("ΑΣΤΈΡΑΣ", "αστερασ"),
            ("Thái Bình", "thai binh"),
            ("Ｔａｕｒｕｓ５００", "taurus 500"),
            ("п’ять пʼять п'ять", "п ять п ять п ять"),
            ("السَّلَام", "السلام"),
            ("می\u{200c}شود", "ميشود"),
            ("बल्लिस्टिक मिसाइल", "बल्लिस्टिक मिसाइल"),
            ("३५० 300㎞", "350 300"),
            ("½ ①", "½ 1"),
        ] {
            assert_eq!(words(written), plain, "{written}");
        }
    }

    #[test]
    fn words_inside_of_runs_without_spaces_are_found_by_their_characters() {
        assert_eq!(words("탄도미사일을"), "탄 도 미 사 일 을");
        assert_eq!(words("\u{1112}\u{1161}\u{11ab}국"), "한 국");
        assert_eq!(words("น้ำมันดิบ"), ["น้\u{e4d}า", "มั", "น", "ดิ", "บ"].join(" "));
        assert_eq!(words("ｶﾞｽ弾"), "ガ ス 弾");
        assert_eq!(words("KF-21보라매"), "kf 21 보 라 매");
    }

    proptest! {
        #[test]
        fn words_lie_in_the_text_in_order(text in "(\\PC|[a-c'’.,\\-\n 0-9]){0,60}") {
            let mut words = Words::new(&text);
            let (mut last, mut place) = (Span::default(), 0);
            while let Some(span) = words.advance() {
                prop_assert!(span.fits(&text) && !span.is_empty() && !words.folded().is_empty());
                prop_assert!(span.end >= last.end && words.place() >= place);
                (last, place) = (span, words.place());
            }
        }

        #[test]
        fn folding_changes_no_words(text in "[a-zA-Z0-9éÖ '’.,-]{0,60}") {
            prop_assert_eq!(Words::list(&crate::text::folded(&text)), Words::list(&text));
        }
    }
}
