//! Finding in a page what the reader typed, the way people mean it: across line ends, hyphens and
//! typographic variants. Finds places only; counting and marking them is for others.

use std::collections::HashMap;
use std::fmt::Write;

use regex::Regex;

use crate::text::{Span, fold_char, is_invisible};

/// Characters of a query that are looked at; the rest is ignored.
pub const MAX_QUERY: usize = 256;

/// Characters below this have variants that fold alike; above, only their own two cases do.
/// U+2212, the minus sign, is the last.
const VARIANTS: u32 = 0x2213;

/// Combining marks of the Latin script (Unicode block U+0300 to U+036F): accents written apart.
const MARKS: &str = r"\x{300}-\x{36F}";

/// What [`is_invisible`] holds, as a class; a test compares the two.
const INVISIBLE: &str = concat!(
    r"\x{AD}\x{34F}\x{61C}\x{180E}\x{200B}\x{200E}\x{200F}\x{2060}-\x{2064}\x{FEFF}",
    r"\x{115F}\x{1160}\x{3164}\x{FFA0}",
);

/// What to look for.
///
/// A query in lower case finds every case and accent; one upper-case letter makes letters exact.
/// Typographic quotation marks and dashes count as plain ones. White space stands for any run of
/// it, and a word may be broken by a hyphen and a line feed, or hold invisible characters.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
}

impl Pattern {
    /// Reads what was typed; `None` if that is nothing but white space.
    pub fn new(query: &str) -> Option<Self> {
        let exact = query.chars().any(char::is_uppercase);
        let query: Vec<char> = query
            .chars()
            .filter(|&c| !is_invisible(c) && (exact || !is_mark(c)))
            .take(MAX_QUERY)
            .collect();
        if query.iter().all(|c| c.is_whitespace()) {
            return None;
        }
        let regex = Regex::new(&source(&query, exact)).ok()?;
        Some(Self { regex })
    }

    /// Where it occurs in `text`: in order, not overlapping, in time linear in the text.
    pub fn hits<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Span> + 'a {
        self.regex.find_iter(text).map(|hit| hit.range().into())
    }

    /// The first hit that starts at `offset` or after it; none if that is off a character.
    pub fn first_from(&self, text: &str, offset: usize) -> Option<Span> {
        let tail = text.get(offset..)?;
        let hit = self.regex.find(tail)?;
        Some(Span::new(offset + hit.start(), offset + hit.end()))
    }
}

/// The query as a regular expression.
fn source(query: &[char], exact: bool) -> String {
    let classes = classes(query, exact);
    let mut source = String::new();
    let mut before: Option<char> = None;
    for &c in query {
        match (before, c.is_whitespace()) {
            (Some(' '), true) => continue,
            (_, true) => _ = write!(source, r"[{INVISIBLE}]*\s[\s{INVISIBLE}]*"),
            (before, false) => {
                source.push_str(&joint(before, exact));
                _ = write!(source, "[{}]", classes.get(&c).map_or("", String::as_str));
            }
        }
        before = Some(if c.is_whitespace() { ' ' } else { c });
    }
    if !exact {
        _ = write!(source, "[{MARKS}]*");
    }
    source
}

/// What may stand in the text between two characters of a word.
fn joint(before: Option<char>, exact: bool) -> String {
    let marks = if exact { "" } else { MARKS };
    match before {
        None | Some(' ') => String::new(),
        Some(c) if fold_char(c) == '-' => format!(r"[{INVISIBLE}]*(?:\n[ \t]*)?"),
        Some(_) => format!(r"[{INVISIBLE}{marks}]*(?:[-\x{{2010}}]\n[ \t]*)?"),
    }
}

/// For each character of the query those that count as it, as the inside of a class.
fn classes(query: &[char], exact: bool) -> HashMap<char, String> {
    let loose = |c: char| !(exact && c.is_alphanumeric());
    let mut folds: HashMap<char, String> = HashMap::new();
    for &c in query.iter().filter(|&&c| loose(c)) {
        folds.entry(fold_char(c)).or_default();
    }
    for c in (0..VARIANTS).filter_map(char::from_u32) {
        if let Some(class) = folds.get_mut(&fold_char(c)) {
            push(class, c);
        }
    }
    let class = |&c: &char| {
        let mut class = folds.get(&fold_char(c)).filter(|_| loose(c)).cloned().unwrap_or_default();
        cases(c).filter(|&other| other == c || loose(c)).for_each(|other| push(&mut class, other));
        (c, class)
    };
    query.iter().map(class).collect()
}

/// A character and its other cases, as far as they fold alike.
fn cases(c: char) -> impl Iterator<Item = char> {
    let others = c.to_lowercase().chain(c.to_uppercase());
    [c].into_iter().chain(others.filter(move |&other| fold_char(other) == fold_char(c)))
}

fn push(class: &mut String, c: char) {
    _ = write!(class, r"\x{{{:X}}}", u32::from(c));
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::folded;
    use crate::text::single_spaced;
    use proptest::prelude::*;

    fn found<'a>(query: &str, text: &'a str) -> Vec<&'a str> {
        let Some(pattern) = Pattern::new(query) else {
            return Vec::new();
        };
        pattern.hits(text).map(|span| span.of(text)).collect()
    }

    /// Words as a query may name them.
    fn plain(text: &str) -> String {
        let visible = text.chars().filter(|&c| !is_invisible(c) && !is_mark(c));
        let joined = visible.collect::<String>().replace("-\n", "").replace("\u{2010}\n", "");
        folded(&single_spaced(&joined))
    }

    #[test]
    fn lower_case_finds_every_case_and_upper_case_is_exact() {
        assert_eq!(found("range", "Range RANGE range"), ["Range", "RANGE", "range"]);
        assert_eq!(found("Range", "Range RANGE range"), ["Range"]);
        assert_eq!(
            found("erdogan", "Erdoğan, ERDOGAN, Erdog\u{306}an"),
            ["Erdoğan", "ERDOGAN", "Erdog\u{306}an"]
        );
        assert!(found("Erdogan", "Erdoğan").is_empty());
    }

    #[test]
    fn words_are_found_across_line_ends_and_hyphens() {
        assert_eq!(found("long range", "long\n  range"), ["long\n  range"]);
        assert_eq!(found("precision", "pre-\ncision pre-cision"), ["pre-\ncision"]);
        assert_eq!(
            found("long-range", "long-\nrange, long\u{2011}range"),
            ["long-\nrange", "long\u{2011}range"]
        );
        assert_eq!(found("ballistic", "bal\u{ad}lis\u{200b}tic").len(), 1);
    }

    #[test]
    fn typographic_marks_count_as_plain_ones() {
        assert_eq!(found("Kyiv's \"no\"", "Kyiv’s “no”"), ["Kyiv’s “no”"]);
        assert_eq!(found("10-20 km", "10–20\u{a0}km"), ["10–20\u{a0}km"]);
    }

    #[test]
    fn what_is_special_in_patterns_is_not_special_here() {
        assert_eq!(found("a.*b", "axxb a.*b"), ["a.*b"]);
        assert_eq!(found("[x](y)^$|\\&&~~--", "[x](y)^$|\\&&~~--").len(), 1);
    }

    #[test]
    fn nothing_is_found_for_nothing() {
        assert!(Pattern::new("").is_none());
        assert!(Pattern::new(" \n\u{200b}").is_none());
        assert!(Pattern::new("\u{301}").is_none());
    }

    #[test]
    fn the_invisible_class_is_the_one_the_text_knows() {
        let regex = Regex::new(&format!("^[{INVISIBLE}]$")).unwrap();
        for c in '\0'..=char::MAX {
            assert_eq!(regex.is_match(c.encode_utf8(&mut [0; 4])), is_invisible(c), "{c:?}");
        }
    }

    #[test]
    fn the_next_hit_is_found_from_any_offset() {
        let pattern = Pattern::new("ab").unwrap();
        assert_eq!(pattern.first_from("ab ab", 1), Some(Span::new(3, 5)));
        assert_eq!(pattern.first_from("ä ab", 1), None);
        assert_eq!(pattern.first_from("ab", 9), None);
    }

    #[test]
    fn a_query_of_any_length_is_bounded() {
        let text = "a".repeat(2_000);
        assert_eq!(found(&"a".repeat(100_000), &text)[0].len(), MAX_QUERY);
    }

    proptest! {
        #[test]
        fn every_hit_reads_as_the_query(
            query in "[a-cé' -]{1,5}",
            text in "[a-cA-CéE\u{301}\u{ad}\u{200b}’ \n-]{0,80}",
        ) {
            for hit in found(&query, &text) {
                let squeeze = |s: &str| plain(s).replace(['-', ' '], "");
                prop_assert_eq!(squeeze(hit), squeeze(&query));
            }
        }

        #[test]
        fn a_text_finds_itself(text in "[a-zA-Z0-9éß.,;()?+*\\\\ \n-]{1,40}") {
            prop_assume!(!text.trim().is_empty());
            let pattern = Pattern::new(&text).unwrap();
            prop_assert_eq!(pattern.hits(&text).next(), Some(Span::new(0, text.len())));
        }

        #[test]
        fn arbitrary_queries_are_no_danger(query in ".*", text in ".*") {
            if let Some(pattern) = Pattern::new(&query) {
                let ends: Vec<_> = pattern.hits(&text).map(|s| (s.start, s.end)).collect();
                prop_assert!(ends.windows(2).all(|w| w[0].1 <= w[1].0));
            }
        }
    }
}
