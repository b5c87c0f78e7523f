//! Finds passages in a document: prepares the document once, then answers for any number of
//! anchors. Whether a place is good enough is decided in `judge`.

use super::align::align;
use super::judge::{Agreement, CONTESTED, Fit, Side, Size, clearly_better};
use super::seed::{clamped, windows};
use super::wanted::{Wanted, looked_at, occurrences};
use super::words::{Word, words};
use super::{Anchor, Candidate, MAX_QUOTE, Place, Resolution, State, Unmarkable, after, before};
use crate::bookmarks::{Identity, Normal, normal};
use crate::document::Document;
use crate::text::Span;

/// Candidates shown to a person.
const SHOWN: usize = 5;

/// Bytes within which another passage may come to stand in this one's place, beside its length.
const NEIGHBOUR: usize = 400;

/// Occurrences of the same words that are compared by their whole context.
const COMPARED: usize = 48;

/// Where `anchor`'s passage is in `document`.
pub fn resolve(document: &Document, anchor: &Anchor) -> Resolution {
    Finder::new(document).resolve(anchor)
}

/// A document prepared for finding passages.
pub struct Finder<'a> {
    document: &'a Document,
    normal: Normal<'a>,
    headings: Vec<(usize, String)>,
}

/// A place in the normal text and how it fits.
#[derive(Clone, Copy)]
struct Found {
    span: Span,
    fit: Fit,
}

impl<'a> Finder<'a> {
    /// Prepares `document`: one pass over its text.
    pub fn new(document: &'a Document) -> Self {
        let heading = |(_, span): (u8, Span)| (span.start, normal(document.words(span)));
        Self {
            document,
            normal: Normal::of(document.text()),
            headings: document.outline().map(heading).collect(),
        }
    }

    /// The identity's part that is known here: the fingerprint of the words.
    pub fn words(&self) -> crate::bookmarks::Fingerprint {
        self.normal.fingerprint()
    }

    /// The anchor of the words of `span`.
    ///
    /// # Errors
    /// As [`Anchor::of`].
    pub fn anchor(&self, span: Span, identity: &Identity) -> Result<Anchor, Unmarkable> {
        let text: &str = self.document.text();
        if !span.fits(text) {
            return Err(Unmarkable::Outside);
        }
        let span = span.trimmed(text);
        if span.len() > MAX_QUOTE {
            return Err(Unmarkable::TooLong);
        }
        if words(span.of(text)).next().is_none() {
            return Err(Unmarkable::Blank);
        }
        let headings = self.document.heading_path(span.start);
        let mut anchor = Anchor {
            quote: span.of(text).to_owned(),
            prefix: before(text, span.start).to_owned(),
            suffix: after(text, span.end).to_owned(),
            offset: span.start,
            scalar: text.get(..span.start).map_or(0, |head| head.chars().count()),
            headings: headings.iter().map(|h| self.document.words(*h).to_owned()).collect(),
            document: identity.clone(),
            ..Anchor::default()
        };
        anchor.place = Some(self.place(span, &anchor));
        Ok(anchor)
    }

    /// Where `words` stand in the text, written in whatever way; at most `most` places.
    pub fn find(&self, words: &str, most: usize) -> Vec<Span> {
        let wanted = normal(words);
        if wanted.is_empty() {
            return Vec::new();
        }
        let places = self.normal.text().match_indices(&wanted).take(most);
        places.map(|(at, _)| self.normal.to_source(Span::new(at, at + wanted.len()))).collect()
    }

    /// Where `anchor`'s passage is.
    pub fn resolve(&self, anchor: &Anchor) -> Resolution {
        let wanted = Wanted::of(anchor);
        if wanted.words.is_empty() || anchor.quote.len() > 2 * MAX_QUOTE {
            return Resolution { state: State::Orphan, span: None, candidates: Vec::new() };
        }
        if let Some((state, span)) = anchor.place.as_ref().and_then(|p| self.unshaken(p, &wanted)) {
            return self.attached(state, span, 1.0);
        }
        let found = self.search(&wanted, false);
        let rival = anchor.place.as_ref().map_or(0.0, |place| f32::from(place.rival) / 1000.0);
        let text = self.normal.text();
        let crowded = text.match_indices(&wanted.quote).nth(looked_at(&wanted.quote) - 1).is_some();
        let next = if crowded { 1.0 } else { rival };
        let contested = anchor.place.as_ref().is_some_and(contested);
        self.decide(&found, next, |fit| fit.strong(wanted.size, contested), wanted.size)
    }

    fn place(&self, span: Span, anchor: &Anchor) -> Place {
        let inside = self.normal.of_source(span);
        let mut others = self.search(&Wanted::of(anchor), true);
        others.retain(|found| !found.span.overlaps(inside));
        let reach = inside.len() + NEIGHBOUR;
        let around = Span::new(inside.start.saturating_sub(reach), inside.end + reach);
        let near = others.iter().filter(|found| found.span.overlaps(around));
        Place {
            before: inside.start,
            head: self.normal.before(inside.start),
            after: self.normal.text().len() - inside.end,
            tail: self.normal.after(inside.end),
            rival: best(others.iter()),
            neighbour: best(near),
        }
    }

    /// The passage, if the whole text before it or after it is what it was.
    fn unshaken(&self, place: &Place, wanted: &Wanted) -> Option<(State, Span)> {
        let len = wanted.quote.len();
        let total = self.normal.text().len();
        let first = Span::new(place.before, place.before + len);
        let last =
            total.checked_sub(place.after).map(|end| Span::new(end.saturating_sub(len), end));
        let stands = |span: &Span| span.of(self.normal.text()) == wanted.quote;
        let first =
            Some(first).filter(stands).filter(|span| self.normal.before(span.start) == place.head);
        let last = last.filter(stands).filter(|span| self.normal.after(span.end) == place.tail);
        let alone = wanted.size.long && !contested(place);
        match (first, last) {
            (Some(first), Some(last)) => (first == last).then_some((State::Exact, first)),
            (Some(first), None) => {
                let fits = alone || self.fit(first, Agreement::WHOLE, wanted).sides.1.supports();
                fits.then_some((State::Exact, first))
            }
            (None, Some(last)) => {
                let fits = alone || self.fit(last, Agreement::WHOLE, wanted).sides.0.supports();
                fits.then_some((State::Moved, last))
            }
            (None, None) => None,
        }
    }

    /// Places that come into question, best first, none overlapping a better one.
    fn search(&self, wanted: &Wanted, thorough: bool) -> Vec<Found> {
        let mut found = self.verbatim(wanted);
        let sure = |found: &Found| wanted.size.long && found.fit.score() >= 0.9;
        if thorough || found.len() != 1 || !found.iter().all(sure) {
            let mut edited = self.edited(wanted);
            edited.retain(|place| !found.iter().any(|exact| exact.span.overlaps(place.span)));
            found.append(&mut edited);
        }
        found.sort_by(|a, b| b.fit.score().total_cmp(&a.fit.score()).then(a.span.cmp(&b.span)));
        apart(found)
    }

    /// Places where the quote stands word for word; those whose neighbours agree most.
    fn verbatim(&self, wanted: &Wanted) -> Vec<Found> {
        let text = self.normal.text();
        let mut places: Vec<(usize, usize)> = Vec::new();
        for at in occurrences(text, &wanted.quote).take(looked_at(&wanted.quote)) {
            let end = at + wanted.quote.len();
            if !wanted.bounded(text, at, end) {
                continue;
            }
            places.push((wanted.neighbours(text, at, end), at));
            if places.len() >= 16 * COMPARED {
                keep_closest(&mut places);
            }
        }
        keep_closest(&mut places);
        let span = |at: usize| Span::new(at, at + wanted.quote.len());
        let fit = |at| Found { span: span(at), fit: self.fit(span(at), Agreement::WHOLE, wanted) };
        places.into_iter().map(|(_, at)| fit(at)).collect()
    }

    /// Places where most words of the quote stand.
    fn edited(&self, wanted: &Wanted) -> Vec<Found> {
        let most = if wanted.words.len() > 600 { 2 } else { 12 };
        let text = self.normal.text();
        let windows = windows(text, &wanted.words, wanted.quote.len(), most);
        let aligned = windows.into_iter().filter_map(|window| self.aligned(window, wanted));
        let mut found: Vec<Found> = aligned.collect();
        // A window may end inside the passage: the alignment that holds more of it counts.
        found.sort_by(|a, b| a.fit.quote.missing.total_cmp(&b.fit.quote.missing));
        apart(found)
    }

    fn aligned(&self, window: Span, wanted: &Wanted) -> Option<Found> {
        let run: Vec<Word> = words(window.of(self.normal.text())).collect();
        let alignment = align(&wanted.words, &run);
        let (first, last) = (alignment.pairs.first()?, alignment.pairs.last()?);
        let (start, end) = (run.get(first.1)?.span.start, run.get(last.1)?.span.end);
        let span = Span::new(window.start + start, window.start + end);
        let span = wanted.with_punctuation(span, self.normal.text());
        let agreement = Agreement::of(&alignment, &wanted.words, &run);
        Some(Found { span, fit: self.fit(span, agreement, wanted) })
    }

    fn fit(&self, span: Span, quote: Agreement, wanted: &Wanted) -> Fit {
        let text = self.normal.text();
        let room = |stored: &str| stored.len() + stored.len() / 4 + 32;
        let head =
            clamped(Span::new(span.start.saturating_sub(room(&wanted.prefix)), span.start), text);
        let tail = clamped(Span::new(span.end, span.end + room(&wanted.suffix)), text);
        let mut found: Vec<Word> = words(head.of(text)).collect();
        found.reverse();
        let following: Vec<Word> = words(tail.of(text)).collect();
        let heading = self.heading(self.normal.to_source(Span::at(span.start)).start);
        Fit {
            quote,
            sides: (Side::of(&wanted.before, &found), Side::of(&wanted.after, &following)),
            heading: heading == wanted.heading.as_deref(),
        }
    }

    /// The heading above byte `offset` of the text.
    fn heading(&self, offset: usize) -> Option<&str> {
        let after = self.headings.partition_point(|(start, _)| *start <= offset);
        self.headings.get(after.checked_sub(1)?).map(|(_, words)| words.as_str())
    }

    fn decide(
        &self,
        found: &[Found],
        rival: f32,
        strong: impl Fn(&Fit) -> bool,
        size: Size,
    ) -> Resolution {
        let Some(best) = found.first() else {
            return self.lost(State::Orphan, found);
        };
        let second = found.get(1).map_or(0.0, |second| second.fit.score());
        let score = best.fit.score();
        if strong(&best.fit) && clearly_better(score, second.max(rival)) {
            return self.attached(State::Moved, best.span, score);
        }
        let plausible = found.iter().any(|found| found.fit.plausible(size));
        self.lost(if plausible { State::Suspect } else { State::Orphan }, found)
    }

    fn attached(&self, state: State, span: Span, score: f32) -> Resolution {
        let span = self.normal.to_source(span);
        Resolution { state, span: Some(span), candidates: vec![Candidate { span, score }] }
    }

    fn lost(&self, state: State, found: &[Found]) -> Resolution {
        let candidate = |found: &Found| Candidate {
            span: self.normal.to_source(found.span),
            score: found.fit.score(),
        };
        let candidates = found.iter().take(SHOWN).map(candidate).collect();
        Resolution { state, span: None, candidates }
    }
}

/// Those that overlap none before them.
fn apart(found: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::new();
    for found in found {
        if !kept.iter().any(|better| better.span.overlaps(found.span)) {
            kept.push(found);
        }
    }
    kept
}

/// True if another passage nearby was much like this one when it was marked.
fn contested(place: &Place) -> bool {
    f32::from(place.neighbour) >= 1000.0 * CONTESTED
}

/// The best score, in thousandths.
fn best<'a>(found: impl Iterator<Item = &'a Found>) -> u16 {
    let score = found.map(|found| found.fit.score()).fold(0.0, f32::max);
    (score * 1000.0).round() as u16
}

fn keep_closest(places: &mut Vec<(usize, usize)>) {
    places.sort_by_key(|(agreeing, at)| (std::cmp::Reverse(*agreeing), *at));
    places.truncate(COMPARED);
}
