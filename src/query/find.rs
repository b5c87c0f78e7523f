//! Finding in a page what the reader typed, the way people mean it: across line ends, hyphens and
//! typographic variants. Finds places only; counting and marking them is for others.

use std::sync::Arc;

use crate::text::{Needle, Span, is_silent};

/// Characters of a query that are looked at; the rest is ignored.
pub const MAX_QUERY: usize = 256;

/// What to look for.
///
/// A query in lower case finds every case and accent, in every script; one upper-case letter makes
/// letters exact. Typographic quotation marks and dashes count as plain ones. White space stands for any
/// run of it, and a word may be broken by a hyphen and a line feed, or hold invisible characters.
#[derive(Clone, Debug)]
pub struct Pattern {
    needle: Arc<Needle>,
}

impl Pattern {
    /// Reads what was typed; `None` if that is nothing but white space.
    pub fn new(query: &str) -> Option<Self> {
        let exact = query.chars().any(char::is_uppercase);
        let counts = |c: &char| exact || !is_silent(*c);
        let query: String = query.chars().filter(counts).take(MAX_QUERY).collect();
        Some(Self { needle: Arc::new(Needle::new(&query, exact)?) })
    }

    /// Where it occurs in `text`: in order, not overlapping, in time linear in the text.
    pub fn hits<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Span> + 'a {
        self.needle.occurrences(text, 0)
    }

    /// The first hit that starts at `offset` or after it; none if that is off a character.
    pub fn first_from(&self, text: &str, offset: usize) -> Option<Span> {
        self.needle.occurrences(text, offset).next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::single_spaced;
    use crate::text::{folded, is_silent};
    use proptest::prelude::*;

    fn found<'a>(query: &str, text: &'a str) -> Vec<&'a str> {
        let Some(pattern) = Pattern::new(query) else {
            return Vec::new();
        };
        pattern.hits(text).map(|span| span.of(text)).collect()
    }

    /// Words as a query may name them.
    fn plain(text: &str) -> String {
        let visible = text.chars().filter(|&c| !is_silent(c));
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
