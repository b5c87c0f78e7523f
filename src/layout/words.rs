//! Prose as unbreakable runs with their widths: where a line may end. Does not decide where it
//! does.

use std::sync::LazyLock;

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use textwrap::WordSeparator;
use textwrap::core::Fragment;

use super::hyphens::Dictionary;
use crate::text::{Span, clusters, width};

/// A run of text that stays on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its bytes, without the white space after it.
    pub(super) span: Span,
    /// Cells it takes.
    pub(super) cells: usize,
    /// True if white space follows.
    pub(super) space: bool,
    /// True if a hyphen is painted when a line ends here.
    pub(super) hyphen: bool,
}

impl Fragment for Word {
    fn width(&self) -> f64 {
        self.cells as f64
    }

    fn whitespace_width(&self) -> f64 {
        f64::from(u8::from(self.space))
    }

    fn penalty_width(&self) -> f64 {
        f64::from(u8::from(self.hyphen))
    }
}

/// The words of `run`, none wider than `limit` cells (but for single clusters that are).
pub(super) fn words(
    text: &str,
    run: Span,
    limit: usize,
    dictionary: Option<&Dictionary>,
) -> Vec<Word> {
    let mut splitter =
        Splitter { text, limit, dictionary, words: Vec::with_capacity(run.len() / 6 + 1) };
    let mut at = run.start;
    for chunk in run.of(text).split_inclusive(is_space) {
        let word = chunk.trim_end_matches(is_space);
        splitter.word(Span::new(at, at + word.len()), word.len() < chunk.len());
        at += chunk.len();
    }
    splitter.words
}

struct Splitter<'a> {
    text: &'a str,
    limit: usize,
    dictionary: Option<&'a Dictionary>,
    words: Vec<Word>,
}

impl Splitter<'_> {
    /// Takes in a run without white space.
    fn word(&mut self, span: Span, space: bool) {
        if span.is_empty() {
            return;
        }
        let words = span.of(self.text);
        if !words.is_ascii() && words.contains(is_no_break) && width(words) > self.limit {
            return self.bound(span, space);
        }
        self.unbound(span, space);
    }

    /// Takes in a run held together by no-break spaces that no line has room for: it is broken at them.
    fn bound(&mut self, span: Span, space: bool) {
        let mut at = span.start;
        for chunk in span.of(self.text).split_inclusive(is_no_break) {
            let word = chunk.trim_end_matches(is_no_break);
            let last = at + chunk.len() == span.end;
            let follows = word.len() < chunk.len() || last && space;
            if !word.is_empty() {
                self.unbound(Span::new(at, at + word.len()), follows);
            }
            at += chunk.len();
        }
    }

    fn unbound(&mut self, span: Span, space: bool) {
        let mut start = span.start;
        for (end, hyphen) in breaks(span.of(self.text), self.dictionary) {
            self.part(Span::new(start, span.start + end), false, hyphen);
            start = span.start + end;
        }
        self.part(Span::new(start, span.end), space, false);
    }

    /// Takes in an unbreakable part; tears it if it is too wide.
    fn part(&mut self, span: Span, space: bool, hyphen: bool) {
        let cells = width(span.of(self.text));
        if cells > self.limit {
            return self.tear(span, space);
        }
        self.words.push(Word { span, cells, space, hyphen: hyphen && cells < self.limit });
    }

    /// Breaks what is wider than a line between grapheme clusters.
    fn tear(&mut self, span: Span, space: bool) {
        let mut part = Word { span: Span::at(span.start), cells: 0, space: false, hyphen: false };
        for (_, cluster, cells) in clusters(span.of(self.text), 0) {
            if part.cells + cells > self.limit && !part.span.is_empty() {
                self.words.push(part);
                part.span = Span::at(part.span.end);
                part.cells = 0;
            }
            part.span.end += cluster.len();
            part.cells += cells;
        }
        part.space = space;
        self.words.push(part);
    }
}

/// White space at which a line may end. No-break spaces are letters here.
pub(super) fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\n' | '\t' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}'
            | '\u{205F}' | '\u{3000}'
    )
}

/// Spaces at which no line may end, unless it must.
fn is_no_break(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

/// Where a line may end inside a word, ascending, and whether a hyphen is painted there.
fn breaks(word: &str, dictionary: Option<&Dictionary>) -> Vec<(usize, bool)> {
    let mut found: Vec<(usize, bool)> = Vec::new();
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        // The commonest case: nothing to break at but syllables.
    } else if word.chars().all(is_simple) || word.chars().any(is_unknown) {
        simple_breaks(word, &mut found);
    } else if word.chars().any(is_complex) {
        complex_breaks(word, &mut found);
    } else {
        unicode_breaks(word, &mut found);
    }
    if let Some(dictionary) = dictionary {
        dictionary.add_breaks(word, &mut found);
    }
    found
}

/// True for alphabets that break at hyphens and slashes only: Latin, Greek, Cyrillic, Hebrew,
/// Arabic, with their quotation marks.
fn is_simple(c: char) -> bool {
    c < '\u{900}' || matches!(c, '\u{2018}'..='\u{201F}' | '\u{2026}')
}

/// True for scripts without spaces between words whose words the segmenter knows: Thai, Lao, Burmese,
/// Khmer.
fn is_complex(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// True for other scripts whose words only a dictionary tells apart (UAX #14 class SA: Tai scripts,
/// Ahom). There is none here; asked, the segmenter complains on standard error.
fn is_unknown(c: char) -> bool {
    matches!(
        c,
        '\u{1950}'..='\u{19DF}' | '\u{1A20}'..='\u{1AAF}' | '\u{A9E0}'..='\u{A9FF}'
            | '\u{AA60}'..='\u{AADF}' | '\u{11700}'..='\u{1174F}'
    )
}

/// Between the words that a small neural network tells apart (310 kB in the program).
fn complex_breaks(word: &str, found: &mut Vec<(usize, bool)>) {
    static SEGMENTER: LazyLock<LineSegmenterBorrowed<'static>> =
        LazyLock::new(|| LineSegmenter::new_lstm(LineBreakOptions::default()));
    let inside = |at: &usize| (1..word.len()).contains(at);
    found.extend(SEGMENTER.segment_str(word).filter(inside).map(|at| (at, false)));
    simple_breaks(word, found);
    found.sort_unstable();
    found.dedup_by_key(|(at, _)| *at);
}

/// True between two letters of a word of Korean, which has spaces between its words.
fn is_in_korean(word: &str, at: usize) -> bool {
    let Some((head, tail)) = word.split_at_checked(at) else { return false };
    let (Some(before), Some(after)) = (head.chars().next_back(), tail.chars().next()) else {
        return false;
    };
    let hangul = |c: char| matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7FF}');
    let joined = before.is_alphanumeric() && after.is_alphanumeric();
    joined && (hangul(before) || hangul(after))
}

/// UAX #14 for simple words: after hyphens and slashes before a letter, and at soft hyphens.
/// Unlike the standard leaves "km/h" and "I-95" whole: three characters stand on each side.
fn simple_breaks(word: &str, found: &mut Vec<(usize, bool)>) {
    let mut previous = (0, ' ');
    for (at, c) in word.char_indices() {
        let roomy = at > 2 && word.len() - at > 2;
        match previous.1 {
            '-' | '/' if roomy && c.is_alphabetic() => found.push((at, false)),
            '\u{AD}' => found.push((at, true)),
            _ => {}
        }
        previous = (at, c);
    }
}

/// UAX #14 as textwrap knows it, with soft hyphens and hyphens, which it leaves out.
fn unicode_breaks(word: &str, found: &mut Vec<(usize, bool)>) {
    let mut at = 0;
    for part in WordSeparator::UnicodeBreakProperties.find_words(word) {
        if at > 0 && !is_in_korean(word, at) {
            found.push((at, false));
        }
        at += part.word.len() + part.whitespace.len();
    }
    simple_breaks(word, found);
    found.sort_unstable();
    found.dedup_by_key(|(at, _)| *at);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str, limit: usize) -> Vec<&str> {
        words(text, Span::new(0, text.len()), limit, None).iter().map(|w| w.span.of(text)).collect()
    }

    #[test]
    fn words_break_where_the_standard_says() {
        assert_eq!(split("a long-range\nmissile", 80), ["a", "long-", "range", "missile"]);
        assert_eq!(split("300 km/h on 2023-07-22", 80), ["300", "km/h", "on", "2023-07-22"]);
        assert_eq!(split("漢字。ok", 80), ["漢", "字。", "ok"]);
        assert_eq!(split("so—they said", 80), ["so", "—", "they", "said"]);
        assert_eq!(split("10\u{a0}km", 80), ["10\u{a0}km"]);
    }

    #[test]
    fn runs_of_no_break_spaces_are_broken_at_them_if_they_must_be() {
        let text = "number\u{a0}190\u{a0}km and more";
        assert_eq!(split(text, 20), ["number\u{a0}190\u{a0}km", "and", "more"]);
        assert_eq!(split(text, 10), ["number", "190", "km", "and", "more"]);
        assert_eq!(split("1\u{202f}000\u{202f}000\u{202f}", 8), ["1", "000", "000"]);
    }

    #[test]
    fn korean_breaks_at_spaces_and_thai_between_words() {
        assert_eq!(split("미사일의 사거리는 300km라고", 80), ["미사일의", "사거리는", "300km라고"]);
        assert_eq!(split("미사일의", 4), ["미사", "일의"]);
        let thai = "ขีปนาวุธพิสัยใกล้มีระยะยิงสามร้อยกิโลเมตร";
        let words = split(thai, 20);
        assert!(words.len() > 3 && words.concat() == thai, "{words:?}");
        assert!(words.contains(&"ระยะ") || words.contains(&"สาม"), "{words:?}");
        let khmer = "មីស៊ីលរយៈចម្ងាយខ្លី";
        assert_eq!(split(khmer, 80).concat(), khmer);
    }

    #[test]
    fn what_is_too_wide_is_torn_between_clusters() {
        assert_eq!(split("abcdefg", 3), ["abc", "def", "g"]);
        assert_eq!(split("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3), ["👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"]);
        assert_eq!(split("漢字", 1), ["漢", "字"]);
        assert_eq!(split("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
    }

    #[test]
    fn soft_hyphens_are_places_to_break() {
        let text = "bal\u{ad}listic";
        let words = words(text, Span::new(0, text.len()), 80, None);
        assert_eq!(words.len(), 2);
        assert!(words[0].hyphen && !words[0].space && words[0].cells == 3);
        assert!(!words[1].hyphen);
    }
}
