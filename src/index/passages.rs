//! Quotes from what was found: where in a document the words of the query stand, each with the
//! words around it. Ranks nothing.

use std::cmp::Reverse;
use std::collections::HashSet;

use tantivy::TantivyError;
use tantivy::schema::TantivyDocument;

use super::corrected::{corrected_names, corrected_stated};
use super::error::IndexError;
use super::reader::{stated, stored_bytes, stored_text};
use super::search::{Match, Matches};
use super::statements::FactsOf;
use super::stored_facts::{Named, StoredFacts};
use crate::facts::Class;
use crate::query::{QueryField, Stem};
use crate::text::{CleanText, Span, folded, sentence_at};

/// Bytes of a snippet before its hit.
const BEFORE: usize = 70;

/// Bytes of a snippet after its hit begins.
pub const AFTER: usize = 130;

/// Passages of a document among which those to be quoted are chosen. A text with more is about the words
/// asked for from its beginning.
const CONSIDERED: usize = 4_000;

/// The passages of one document that a query is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passages {
    /// How many there are.
    pub total: usize,
    /// Those with the most of the words asked for beside each other, in the order of the text.
    pub best: Vec<Passage>,
}

/// A passage, with the words around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where, in bytes of the document's text.
    pub span: Span,
    /// The same in Unicode scalar values.
    pub scalars: Span,
    /// The passage and the words around it, on one line.
    pub snippet: CleanText,
    /// What in the snippet is looked for, in its bytes.
    pub marks: Vec<Span>,
}

impl Matches {
    /// The passages of a document that was found, at most `most` of them quoted.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn passages(&self, found: &Match, most: usize) -> Result<Passages, IndexError> {
        let document: TantivyDocument = self.searcher.doc(found.address)?;
        let text = stored_text(&document, self.fields.text);
        let mut hits = self.sought.words().hits(text);
        let named = || {
            let found = StoredFacts::named_from_bytes(stored_bytes(&document, self.fields.named));
            corrected_names(found, &self.corrections)
        };
        hits.extend(self.mentions(text, named));
        hits.extend(self.ranges(found, text)?);
        hits.retain(|hit| hit.fits(text));
        hits.sort_unstable();
        hits.dedup_by(|later, earlier| earlier.overlaps(*later));
        Ok(Passages { total: hits.len(), best: quoted(text, &hits, most) })
    }

    /// The text of a document that was found, as far as it is kept.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn text(&self, found: &Match) -> Result<String, IndexError> {
        let document: Result<TantivyDocument, TantivyError> = self.searcher.doc(found.address);
        Ok(stored_text(&document?, self.fields.text).to_owned())
    }

    /// Where the things asked for by field are named.
    fn mentions(&self, text: &str, named: impl FnOnce() -> Vec<Named>) -> Vec<Span> {
        if !self.sought.asks_for_names() {
            return Vec::new();
        }
        let is_asked = |named: &Named| {
            let forms = || {
                let mentions = named.mentions.iter().map(|span| span.of(text));
                std::iter::once(named.name.as_str()).chain(mentions).collect()
            };
            field(named.class).is_some_and(|field| self.sought.names(field, forms))
        };
        named().into_iter().filter(is_asked).flat_map(|named| named.mentions).collect()
    }

    /// Where the ranges asked for are stated.
    fn ranges(&self, found: &Match, text: &str) -> Result<Vec<Span>, IndexError> {
        if !self.sought.asks_for_ranges() {
            return Ok(Vec::new());
        }
        let segment = self.searcher.segment_reader(found.address.segment_ord);
        let stated = stated(segment, found.address.doc_id)?;
        let facts = FactsOf::new(&self.searcher, self.fields, found.address, &self.corrections);
        let stated = corrected_stated(stated, &self.corrections, text).into_iter();
        let asked = stated.filter(|range| self.sought.states(&facts.statement(range)));
        Ok(asked.map(|range| range.span).collect())
    }
}

/// The field by which things of a class are asked for.
pub fn field(class: Class) -> Option<QueryField> {
    match class {
        Class::Weapon => Some(QueryField::Weapon),
        Class::Actor => Some(QueryField::Actor),
        Class::Place => Some(QueryField::Place),
        Class::Date => None,
    }
}

/// The hits to be quoted, at most `most` and in order: those behind which the most different words of
/// the query stand, rather one each from several places than several from one.
fn densest(text: &str, hits: &[Span], most: usize) -> Vec<Span> {
    if hits.len() <= most {
        return hits.to_vec();
    }
    let considered = hits.iter().take(CONSIDERED);
    let words: Vec<(Span, String)> =
        considered.map(|hit| (*hit, Stem::key(&folded(hit.of(text))))).collect();
    let distinct = |at: usize| {
        let near = words.get(at..).unwrap_or_default();
        let end = near.first().map_or(0, |(hit, _)| hit.start + AFTER);
        let near = near.iter().take_while(|(hit, _)| hit.end <= end);
        near.map(|(_, word)| word.as_str()).collect::<HashSet<_>>().len()
    };
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_by_cached_key(|at| Reverse(distinct(*at)));
    let hit = |at: usize| words.get(at).map_or(Span::default(), |(hit, _)| *hit);
    let mut apart: Vec<Span> = Vec::with_capacity(most);
    let mut others = Vec::new();
    for at in order {
        let is_near = |other: &Span| hit(at).start.abs_diff(other.start) < AFTER;
        if apart.len() < most && !apart.iter().any(is_near) {
            apart.push(hit(at));
        } else if others.len() < most {
            others.push(hit(at));
        }
    }
    others.truncate(most - apart.len());
    apart.append(&mut others);
    apart.sort_unstable();
    apart
}

/// The best hits with their snippets.
fn quoted(text: &str, hits: &[Span], most: usize) -> Vec<Passage> {
    let (mut at, mut scalars) = (0, 0);
    let mut count = |to: usize| {
        scalars += text.get(at..to).unwrap_or_default().chars().count();
        at = at.max(to);
        scalars
    };
    let quote = |hit: &Span| {
        let scalars = Span::new(count(hit.start), count(hit.end));
        let (snippet, marks) = snippet(text, *hit, hits);
        Passage { span: *hit, scalars, snippet, marks }
    };
    densest(text, hits, most).iter().map(quote).collect()
}

/// The words around a hit on one line, and where in them the hits are.
pub fn snippet(text: &str, hit: Span, hits: &[Span]) -> (CleanText, Vec<Span>) {
    let window = window(text, hit);
    let first = hits.partition_point(|other| other.end <= window.start);
    let inside = hits.get(first..).unwrap_or_default().iter();
    let mut inside = inside.take_while(|other| other.end <= window.end);
    let mut out = String::new();
    let mut marks = Vec::new();
    if window.start > 0 {
        out.push('…');
    }
    let mut at = window.start;
    while let Some(next) = inside.next().filter(|next| next.start >= at) {
        spaced(&mut out, Span::new(at, next.start).of(text));
        let start = out.len();
        spaced(&mut out, next.of(text));
        marks.push(Span::new(start, out.len()));
        at = next.end;
    }
    spaced(&mut out, Span::new(at, window.end).of(text));
    out.truncate(out.trim_end().len());
    marks.iter_mut().for_each(|mark| mark.end = mark.end.min(out.len()));
    marks.retain(|mark| !mark.is_empty());
    if window.end < text.len() {
        out.push('…');
    }
    // The text was cleaned when it was read; cleaning one line again changes no lengths before it.
    (CleanText::text(out), marks)
}

/// Appends words with every run of white space as one space.
fn spaced(out: &mut String, words: &str) {
    for c in words.chars() {
        match c {
            c if !c.is_whitespace() => out.push(c),
            _ if out.ends_with(' ') || out.is_empty() || out == "…" => {}
            _ => out.push(' '),
        }
    }
}

/// The part of the text that a snippet shows: from the start of the sentence if that is near, to a
/// space after the hit.
fn window(text: &str, hit: Span) -> Span {
    let low = text.floor_char_boundary(hit.start.saturating_sub(BEFORE));
    let high = text.floor_char_boundary((hit.start + AFTER).min(text.len()).max(hit.end));
    let before = text.get(low..hit.start).unwrap_or_default();
    let after = text.get(hit.end..high).unwrap_or_default();
    let paragraph = before.rfind("\n\n").map_or(0, |at| at + 2);
    let sentence = sentence_at(text, Span::new(low + paragraph, high), hit.start, false);
    let begins = sentence.start.clamp(low + paragraph, hit.start) - low;
    let cut = low > 0 && begins == 0;
    let start = if cut { before.find(' ').map(|at| at + 1) } else { Some(begins) };
    let end =
        after.find("\n\n").or_else(|| (high < text.len()).then(|| after.rfind(' ')).flatten());
    Span::new(low + start.unwrap_or(0), hit.end + end.unwrap_or(after.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Matcher, Query};
    use proptest::prelude::*;

    #[test]
    fn a_snippet_is_one_line_from_the_start_of_its_sentence() {
        let text = "A heading\n\nFirst one. The ATACMS\nreaches  190 miles.\n\nNext";
        let hits = [Span::new(26, 32), Span::new(42, 45)];
        let (words, marks) = snippet(text, hits[0], &hits);
        assert_eq!(&*words, "…The ATACMS reaches 190 miles.…");
        let marked: Vec<_> = marks.iter().map(|mark| mark.of(&words)).collect();
        assert_eq!(marked, ["ATACMS", "190"]);
    }

    #[test]
    fn a_snippet_of_a_text_without_spaces_is_bounded() {
        let text = "ä".repeat(1000);
        let (words, _) = snippet(&text, Span::new(1000, 1002), &[Span::new(1000, 1002)]);
        assert!(words.len() < BEFORE + AFTER + 10);
    }

    #[test]
    fn passages_with_more_of_the_words_are_quoted_first_and_several_places_before_one() {
        let one = "The missile was seen. ".to_owned() + &"Nothing more. ".repeat(12);
        let both = "The missile has a range of 300 km. ".to_owned() + &"Nothing more. ".repeat(12);
        let text = one.repeat(30) + &both + &one + &both + &one;
        let hits = Matcher::new(&Query::parse("missile range ")).hits(&text);
        let quotes = quoted(&text, &hits, 3);
        let has = |words: &str| quotes.iter().filter(|q| q.snippet.contains(words)).count();
        assert_eq!((has("has a range"), has("was seen")), (2, 1), "{quotes:?}");
        assert!(quotes.windows(2).all(|pair| pair[0].span < pair[1].span));
        assert_eq!(quoted(&text, &hits, 100).len(), hits.len());
    }

    proptest! {
        #[test]
        fn marks_fit_their_snippet(text in "(\\PC|[a-c. \n]){1,300}", at: prop::sample::Index, len in 1usize..9) {
            let start = text.floor_char_boundary(at.index(text.len()));
            let end = text.ceil_char_boundary((start + len).min(text.len()));
            let hit = Span::new(start, end);
            let (words, marks) = snippet(&text, hit, &[hit]);
            prop_assert!(marks.iter().all(|mark| mark.fits(&words)));
        }
    }
}
