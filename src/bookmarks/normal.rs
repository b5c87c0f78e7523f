//! The text as it is compared: case, accents, white space, quotation marks and dashes made alike,
//! with a way back to the places in the text. Keeps no word boundaries and judges nothing.

use std::cell::OnceCell;
use std::str::CharIndices;

use super::rest::{Chains, OldChains};
use super::{Digest, Fingerprint, RestSum};
use crate::text::{Span, fold_char, is_invisible};

/// Bytes of normal text between two remembered places.
const STRIDE: usize = 1024;

/// A text in its normal form, with the way back to the text it was made from.
pub struct Normal<'a> {
    text: String,
    places: Vec<Place<'a>>,
    end: usize,
    /// Made when they are asked for first: most documents have no bookmarks.
    chains: OnceCell<Chains>,
    old_chains: OnceCell<OldChains>,
}

/// What is remembered every [`STRIDE`] bytes: where, and how to go on from there.
struct Place<'a> {
    at: usize,
    walk: Walk<'a>,
}

impl<'a> Normal<'a> {
    /// The normal form of `source`.
    pub fn of(source: &'a str) -> Self {
        let mut walk = Walk::new(source);
        let mut text = String::with_capacity(source.len());
        let mut places = vec![Place { at: 0, walk: walk.clone() }];
        let mut last = 0;
        loop {
            if text.len() - last >= STRIDE {
                last = text.len();
                places.push(Place { at: last, walk: walk.clone() });
            }
            let Some((c, _)) = walk.next() else { break };
            text.push(c);
        }
        let (chains, old_chains) = (OnceCell::new(), OnceCell::new());
        Self { text, places, end: source.len(), chains, old_chains }
    }

    /// The normal text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The digest of the whole normal text.
    pub fn digest(&self) -> Digest {
        Digest::of(self.text.as_bytes())
    }

    /// What earlier versions kept of the whole normal text.
    pub fn old_sum(&self) -> Fingerprint {
        self.old_chains().whole()
    }

    /// The sum of the first `len` bytes of the normal text.
    pub fn before(&self, len: usize) -> RestSum {
        RestSum::Chained(self.chains().before(self.text.as_bytes(), len))
    }

    /// The sum of the normal text from byte `from` on.
    pub fn after(&self, from: usize) -> RestSum {
        RestSum::Chained(self.chains().after(self.text.as_bytes(), from))
    }

    /// True if the first `len` bytes of the normal text have this sum.
    pub fn begins_with(&self, sum: RestSum, len: usize) -> bool {
        match sum {
            RestSum::Chained(_) => self.before(len) == sum,
            RestSum::Polynomial(old) => self.old_chains().before(self.text.as_bytes(), len) == old,
        }
    }

    /// True if the normal text from byte `from` on has this sum.
    pub fn ends_with(&self, sum: RestSum, from: usize) -> bool {
        match sum {
            RestSum::Chained(_) => self.after(from) == sum,
            RestSum::Polynomial(old) => self.old_chains().after(self.text.as_bytes(), from) == old,
        }
    }

    fn chains(&self) -> &Chains {
        self.chains.get_or_init(|| Chains::of(self.text.as_bytes()))
    }

    fn old_chains(&self) -> &OldChains {
        self.old_chains.get_or_init(|| OldChains::of(self.text.as_bytes()))
    }

    /// Where in the source the bytes `span` of the normal text stand.
    pub fn to_source(&self, span: Span) -> Span {
        let start = self.character(span.start).map_or(self.end, |place| place.start);
        let last = (span.end > span.start).then(|| self.character(span.end - 1)).flatten();
        Span::new(start, last.map_or(start, |place| place.end).max(start))
    }

    /// Where in the normal text the bytes `span` of the source stand.
    pub fn of_source(&self, span: Span) -> Span {
        let start = self.offset_of(span.start);
        Span::new(start, self.offset_of(span.end).max(start)).trimmed(&self.text)
    }

    /// The source span of the character that holds byte `at` of the normal text.
    fn character(&self, at: usize) -> Option<Span> {
        let place = self.place(at);
        let mut reached = place.at;
        place.walk.clone().find_map(|(c, source)| {
            reached += c.len_utf8();
            (reached > at).then_some(source)
        })
    }

    /// Bytes of normal text that come from before byte `source` of the source.
    fn offset_of(&self, source: usize) -> usize {
        let after = self.places.partition_point(|place| place.walk.offset <= source);
        let Some(place) = self.places.get(after.saturating_sub(1)) else {
            return 0;
        };
        let before = place.walk.clone().take_while(|(_, from)| from.start < source);
        place.at + before.map(|(c, _)| c.len_utf8()).sum::<usize>()
    }

    fn place(&self, at: usize) -> &Place<'a> {
        let after = self.places.partition_point(|place| place.at <= at);
        &self.places[after.saturating_sub(1)]
    }
}

/// The normal form of a short text, without the way back.
pub fn normal(source: &str) -> String {
    Walk::new(source).map(|(c, _)| c).collect()
}

/// Goes through a text and gives the characters of its normal form with their source.
///
/// White space becomes one space, none at the ends and none beside a dash; dashes without a gap
/// become one hyphen; invisible characters and combining accents are left out.
#[derive(Clone)]
struct Walk<'a> {
    chars: CharIndices<'a>,
    /// Everything before this byte of the source has been given out.
    offset: usize,
    waiting: Option<(char, Span)>,
    last: char,
}

impl<'a> Walk<'a> {
    fn new(source: &'a str) -> Self {
        Self { chars: source.char_indices(), offset: 0, waiting: None, last: ' ' }
    }

    fn give(&mut self, c: char, source: Span) -> Option<(char, Span)> {
        self.last = c;
        self.offset = source.end;
        Some((c, source))
    }
}

impl Iterator for Walk<'_> {
    type Item = (char, Span);

    fn next(&mut self) -> Option<Self::Item> {
        if let Some((c, source)) = self.waiting.take() {
            return self.give(c, source);
        }
        let mut space = None;
        loop {
            let (at, raw) = self.chars.next()?;
            let source = Span::new(at, at + raw.len_utf8());
            match simple(raw) {
                None => {}
                Some(' ') if matches!(self.last, ' ' | '-') => {}
                Some(' ') => space = space.or(Some(source)),
                Some('-') if self.last == '-' && self.offset == at => self.offset = source.end,
                Some('-') => return self.give('-', source),
                Some(c) => {
                    let Some(gap) = space else {
                        return self.give(c, source);
                    };
                    self.waiting = Some((c, source));
                    return self.give(' ', gap);
                }
            }
        }
    }
}

/// The one character that `c` compares as, or `None` if it does not count.
fn simple(c: char) -> Option<char> {
    match c {
        'a'..='z' | '0'..='9' | '.' | ',' => Some(c),
        c if c.is_whitespace() => Some(' '),
        '\u{300}'..='\u{36F}' => None,
        '«' | '»' | '″' | '„' => Some('"'),
        '‹' | '›' | '′' | '´' | '`' => Some('\''),
        c if is_invisible(c) => None,
        c => Some(fold_char(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ways_of_writing_the_same_words_are_alike() {
        let plain = normal("He said \"up to 300 km - at most\".");
        for variant in [
            "He said “up to\n   300 km – at most”.",
            "he said \"up to 300\u{a0}km—at most\".",
            "  HE SAID «up to 300 km -- at most».\n\n",
        ] {
            assert_eq!(normal(variant), plain, "{variant:?}");
        }
        assert_eq!(normal("long-\nrange"), normal("long-range"));
        assert_eq!(normal("Erdog\u{306}an"), normal("Erdoğan"));
    }

    #[test]
    fn places_lead_back_to_the_source() {
        let source = "  Für “Taurus”  –  bis 500 km ".repeat(100);
        let normal = Normal::of(&source);
        for (at, found) in normal.text().match_indices("taurus") {
            let span = normal.to_source(Span::new(at, at + found.len()));
            assert_eq!(span.of(&source), "Taurus");
            assert_eq!(normal.of_source(span), Span::new(at, at + found.len()));
        }
    }

    #[test]
    fn words_made_to_have_the_old_sum_are_not_what_stood_before() {
        let [one, aimed] =
            ["nmmlmnkmlnonkmlnnmolml range", "lmmmmkommlkkolnlklknmn range"].map(Normal::of);
        let old = RestSum::Polynomial(Fingerprint::of(&one.text().as_bytes()[..22]));
        assert!(aimed.begins_with(old, 22), "they are made so");
        assert!(one.begins_with(one.before(22), 22) && !aimed.begins_with(one.before(22), 22));
        assert!(one.ends_with(aimed.after(22), 22), "what follows is the same");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn every_place_leads_back_inside_the_source(source in "(\\PC|[ \n—“a-c]){0,3000}") {
            let normal = Normal::of(&source);
            prop_assert_eq!(normal.text(), super::normal(&source));
            for (at, c) in normal.text().char_indices().step_by(97) {
                let span = normal.to_source(Span::new(at, at + c.len_utf8()));
                prop_assert!(span.fits(&source) && !span.is_empty());
                prop_assert_eq!(normal.of_source(span).start, at + usize::from(c == ' '));
            }
        }

        #[test]
        fn heads_and_tails_are_known_again_by_the_sums_of_either_kind(
            source in "[a-f -]{0,3000}",
            cut in 0usize..3000,
        ) {
            let normal = Normal::of(&source);
            let cut = cut.min(normal.text().len());
            let (head, tail) = normal.text().as_bytes().split_at(cut);
            prop_assert!(normal.begins_with(normal.before(cut), cut));
            prop_assert!(normal.ends_with(normal.after(cut), cut));
            let old = |bytes| RestSum::Polynomial(Fingerprint::of(bytes));
            prop_assert!(normal.begins_with(old(head), cut));
            prop_assert!(normal.ends_with(old(tail), cut));
        }
    }
}
