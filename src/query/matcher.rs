//! Finds the words of a query in a text: what search results and the open page mark. Answers for
//! words anywhere only; titles, facts and dates are no matter of the text.

use std::collections::HashMap;

use super::ask::{Ask, Query, QueryField, QueryPhrase};
use super::stem::Stem;
use crate::text::{Span, Words, edits};

/// The words and phrases of a query, ready to be found.
#[derive(Clone, Debug, Default)]
pub struct Matcher {
    phrases: Vec<QueryPhrase>,
    /// Phrases by their first word.
    by_first: HashMap<String, Vec<usize>>,
    /// Words that may go on.
    open: Vec<String>,
    /// Words of which other forms count.
    stems: Vec<Stem>,
    /// Words that may differ by so many letters.
    near: Vec<(String, u8)>,
}

/// A phrase whose first words have been seen.
struct Begun {
    phrase: usize,
    /// Where its first word starts.
    start: usize,
    /// Words seen.
    seen: usize,
    /// The place of the last of them.
    place: usize,
}

impl Matcher {
    /// What `query` wants to be in a text, without what it excludes.
    pub fn new(query: &Query) -> Self {
        let terms = query.terms().filter(|term| !term.negated);
        Self::of(terms.filter_map(|term| match &term.ask {
            Ask::Words(QueryField::Anywhere, wanted) => Some(wanted.clone()),
            _ => None,
        }))
    }

    /// These words and phrases.
    pub fn of(phrases: impl IntoIterator<Item = QueryPhrase>) -> Self {
        let mut matcher = Self::default();
        for wanted in phrases {
            let at = matcher.phrases.len();
            matcher.stems.extend(wanted.stem());
            match wanted.words.as_slice() {
                [] => continue,
                [word] if wanted.edits > 0 => matcher.near.push((word.clone(), wanted.edits)),
                [word] if wanted.open => matcher.open.push(word.clone()),
                [first, ..] => matcher.by_first.entry(first.clone()).or_default().push(at),
            }
            matcher.phrases.push(wanted);
        }
        matcher
    }

    /// True if there is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// True if any of the words is in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        !self.hits(text).is_empty()
    }

    /// Where the words stand in `text`: in order, not overlapping. Linear in the text.
    pub fn hits(&self, text: &str) -> Vec<Span> {
        let mut hits = Vec::new();
        if self.is_empty() {
            return hits;
        }
        let mut words = Words::new(text);
        let mut begun: Vec<Begun> = Vec::new();
        while let Some(span) = words.advance() {
            self.go_on(&mut begun, &words, span, &mut hits);
            self.begin(&mut begun, &words, span, &mut hits);
        }
        hits.sort_unstable();
        merged(hits)
    }

    /// Takes the next word into the phrases that have begun.
    fn go_on(&self, begun: &mut Vec<Begun>, words: &Words<'_>, span: Span, hits: &mut Vec<Span>) {
        let place = words.place();
        begun.retain_mut(|phrase| {
            if phrase.place == place {
                return true;
            }
            let wanted = self.phrases.get(phrase.phrase);
            let next = wanted.and_then(|wanted| Some((wanted, wanted.words.get(phrase.seen)?)));
            let Some((wanted, next)) = next.filter(|_| phrase.place + 1 == place) else {
                return false;
            };
            let last = phrase.seen + 1 == wanted.words.len();
            let goes_on = words.folded() == next
                || (last && wanted.open && words.folded().starts_with(next.as_str()));
            if goes_on && last {
                hits.push(Span::new(phrase.start, span.end));
            }
            phrase.seen += 1;
            phrase.place = place;
            goes_on && !last
        });
    }

    fn begin(&self, begun: &mut Vec<Begun>, words: &Words<'_>, span: Span, hits: &mut Vec<Span>) {
        let (folded, place) = (words.folded(), words.place());
        for &phrase in self.by_first.get(folded).into_iter().flatten() {
            match self.phrases.get(phrase).map(|wanted| wanted.words.len()) {
                Some(1) => hits.push(span),
                _ => begun.push(Begun { phrase, start: span.start, seen: 1, place }),
            }
        }
        if self.open.iter().any(|word| folded.starts_with(word.as_str()))
            || self.stems.iter().any(|stem| stem.is_of(folded))
            || self.near.iter().any(|(word, most)| edits(word, folded, (*most).into()).is_some())
        {
            hits.push(span);
        }
    }
}

/// Hits in order, those that overlap joined.
fn merged(hits: Vec<Span>) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::with_capacity(hits.len());
    for hit in hits {
        match merged.last_mut() {
            Some(last) if last.overlaps(hit) => last.end = last.end.max(hit.end),
            _ => merged.push(hit),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found<'a>(query: &str, text: &'a str) -> Vec<&'a str> {
        let hits = Matcher::new(&Query::parse(query)).hits(text);
        hits.into_iter().map(|hit| hit.of(text)).collect()
    }

    #[test]
    fn words_are_found_as_the_index_finds_them() {
        let text = "Missile, missiles; MISSILE's";
        assert_eq!(found("missile ", text), ["Missile", "missiles", "MISSILE"]);
        assert_eq!(found("missiles", text), ["Missile", "missiles", "MISSILE"]);
        assert_eq!(found("\"missile\" ", text), ["Missile", "MISSILE"]);
        assert_eq!(found("misile~1 ", text), ["Missile", "MISSILE"]);
        assert_eq!(found("missil", "Missile, missiles"), ["Missile", "missiles"]);
        assert_eq!(found("Kh-101 ", "the KH101 and Kh-\n101, not Kh 102"), ["KH101", "Kh-\n101"]);
        assert_eq!(found("precision ", "preci-\nsion"), ["preci-\nsion"]);
    }

    #[test]
    fn phrases_need_their_words_in_order() {
        let text = "Storm Shadow; a storm, the shadow; Storm\nShadows";
        assert_eq!(found("\"storm shadow\"", text), ["Storm Shadow"]);
        assert_eq!(found("\"storm shadow", text), ["Storm Shadow", "Storm\nShadows"]);
        assert_eq!(found("\"a a b\"", "a a a b"), ["a a b"]);
    }

    #[test]
    fn what_is_excluded_or_belongs_elsewhere_is_not_marked() {
        assert_eq!(found("tank -gun title:tank weapon:gun ", "gun tank"), ["tank"]);
        assert!(found("date:2023", "2023").is_empty());
        assert_eq!(found("long \"long range\"", "long range, long"), ["long range", "long"]);
    }

    proptest! {
        #[test]
        fn hits_are_in_order_and_apart(query in "[ab\" -]{0,12}", text in "[ab \n-]{0,60}") {
            let hits = Matcher::new(&Query::parse(&query)).hits(&text);
            prop_assert!(hits.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }

        #[test]
        fn a_phrase_is_found_where_it_was_put(
            words in prop::collection::vec("[a-z]{1,4}", 1..5),
            before in "[A-Z ]{0,20}",
        ) {
            let phrase = words.join(" ");
            let text = format!("{before}. {phrase} end");
            let hits = Matcher::new(&Query::parse(&format!("\"{phrase}\""))).hits(&text);
            let start = before.len() + 2;
            prop_assert!(hits.iter().any(|hit| hit.covers(Span::new(start, start + phrase.len()))));
        }
    }
}
