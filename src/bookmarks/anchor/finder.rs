//! Finds passages in a document: prepares the document once, then answers for any number of
//! anchors. Whether a place is good enough is decided in `judge`.

use super::align::align;
use super::context::{after, before};
use super::judge::{Agreement, CONTESTED, Fit, Side, Size, clearly_better};
use super::normal_anchor::{NormalAnchor, looked_at, occurrences};
use super::record::{Anchor, MAX_QUOTE, Placement, Unmarkable};
use super::resolution::{Anchoring, Candidate, Certainty};
use super::rivals::{KEPT, Rivals, near};
use super::seed::{clamped, windows};
use super::words::{Word, words};
use crate::bookmarks::{Digest, Fingerprint, Identity, Normal, Sketch, normal};
use crate::document::Document;
use crate::text::{Needle, Span, single_spaced};

/// Candidates shown to a person.
const SHOWN: usize = 5;

/// Bytes within which another passage may come to stand in this one's place, beside its length.
const NEIGHBOUR: usize = 400;

/// Occurrences of the same words on each side whose surroundings are looked at.
const RIVALS: usize = KEPT + 1;

/// Bytes around a place in which its nearest words stand.
const BESIDE: usize = 120;

/// Occurrences of the same words that are compared by their whole context.
const COMPARED: usize = 48;

/// Where `anchor`'s passage is in `document`.
pub fn resolve(document: &Document, anchor: &Anchor) -> Anchoring {
    PassageFinder::new(document).resolve(anchor)
}

/// A document prepared for finding passages.
pub struct PassageFinder<'a> {
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

impl<'a> PassageFinder<'a> {
    /// Prepares `document`: one pass over its text.
    pub fn new(document: &'a Document) -> Self {
        let heading = |(_, span): (u8, Span)| (span.start, normal(document.words(span)));
        Self {
            document,
            normal: Normal::of(document.text()),
            headings: document.outline().map(heading).collect(),
        }
    }

    /// The identity's part that is known here: the digest of the words.
    pub fn words(&self) -> Digest {
        self.normal.digest()
    }

    /// The same as earlier versions kept it.
    pub fn old_words(&self) -> Fingerprint {
        self.normal.old_sum()
    }

    /// A sketch of the words, by which a later version of the document is known.
    pub fn sketch(&self) -> Sketch {
        Sketch::of(self.document.text())
    }

    /// The anchor of the words of `span`, without the white space at its ends.
    ///
    /// # Errors
    /// [`Unmarkable`] if there are no words, too many, or the span does not fit.
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
        let to_source = |(at, _)| self.normal.to_source(Span::new(at, at + wanted.len()));
        let mut places: Vec<Span> = places.map(to_source).collect();
        // The normal form is kept on disk as it is, and knows the variants of Latin letters only.
        if let Some(needle) = Needle::new(single_spaced(words).trim(), false) {
            places.extend(needle.occurrences(self.document.text(), 0).take(most));
            places.sort_unstable();
            places.dedup_by(|later, earlier| earlier.overlaps(*later));
            places.truncate(most);
        }
        places
    }

    /// Where `anchor`'s passage is.
    pub fn resolve(&self, anchor: &Anchor) -> Anchoring {
        let wanted = NormalAnchor::of(anchor);
        if wanted.words.is_empty() || anchor.quote.len() > 2 * MAX_QUOTE {
            return Anchoring { state: Certainty::Orphan, span: None, candidates: Vec::new() };
        }
        let place = anchor.place();
        if let Some((state, span)) = place.and_then(|place| self.unshaken(place, &wanted)) {
            return self.attached(state, span, 1.0);
        }
        let found = self.search(&wanted, None);
        let rivals = place.and_then(|place| place.rivals.as_ref());
        if let Some(known) = rivals.and_then(|rivals| self.known(&found, rivals, &wanted)) {
            return self.attached(Certainty::Moved, known.span, known.fit.score());
        }
        let rival = place.map_or(0.0, |place| f32::from(place.rival) / 1000.0);
        let next = if self.is_crowded(&wanted) { 1.0 } else { rival };
        let contested = place.is_some_and(contested);
        let strong = |found: &Found| match rivals {
            Some(rivals) if found.fit.quote.whole => {
                let replaced = rivals.replaced(&found.fit, self.near(found.span));
                !replaced && found.fit.strong(wanted.size, false)
            }
            Some(rivals) => rivals.likest(&found.fit) && found.fit.strong(wanted.size, contested),
            None => found.fit.strong(wanted.size, contested),
        };
        self.decide(&found, next, strong, wanted.size)
    }

    /// True if the quote stands in the text so often that not all places can be looked at.
    fn is_crowded(&self, wanted: &NormalAnchor) -> bool {
        let core = wanted.core();
        self.normal.text().match_indices(core).nth(looked_at(core) - 1).is_some()
    }

    /// The place that is the passage because it alone differs from its rivals as the passage did.
    fn known<'f>(
        &self,
        found: &'f [Found],
        rivals: &Rivals,
        wanted: &NormalAnchor,
    ) -> Option<&'f Found> {
        let best = found.first()?;
        let tells = |found: &&Found| match found.fit.quote.whole {
            true => rivals.told_apart(&found.fit, self.near(found.span)),
            false => rivals.framed(&found.fit) && found.fit.strong(wanted.size, true),
        };
        if self.is_crowded(wanted) {
            return None;
        }
        let mut telling = found.iter().filter(tells);
        let (told, another) = (telling.next(), telling.next());
        let verbatim = found.iter().filter(|found| found.fit.quote.whole).count();
        let alone = wanted.size.long && rivals.is_alone() && best.fit.quote.whole && verbatim == 1;
        let known = if alone { Some(best) } else { told.filter(|_| another.is_none()) };
        // An edited passage in the old place speaks against an unedited one elsewhere.
        let rival =
            found.iter().filter(|found| !found.fit.quote.whole).map(|found| found.fit.score());
        let rival = rival.fold(0.0, f32::max);
        known.filter(|known| !known.fit.quote.whole || clearly_better(known.fit.score(), rival))
    }

    fn place(&self, span: Span, anchor: &Anchor) -> Placement {
        let inside = self.normal.of_source(span);
        let wanted = NormalAnchor::of(anchor);
        let mut others = self.search(&wanted, Some(inside));
        others.retain(|found| !found.span.overlaps(inside));
        let fits = others.iter().map(|found| &found.fit);
        let mut beside = self.beside_rivals(inside, &wanted);
        let same = others.iter().filter(|found| found.fit.quote.whole);
        beside.extend(same.map(|found| (found.span.start, self.near(found.span))));
        let rivals = Rivals::of(inside, fits, beside);
        let reach = inside.len() + NEIGHBOUR;
        let around = Span::new(inside.start.saturating_sub(reach), inside.end + reach);
        let near = others.iter().filter(|found| found.span.overlaps(around));
        Placement {
            before: inside.start,
            head: self.normal.before(inside.start),
            after: self.normal.text().len() - inside.end,
            tail: self.normal.after(inside.end),
            rival: best(others.iter()),
            neighbour: best(near),
            rivals: Some(rivals),
        }
    }

    /// What stands beside the other places with the same words: the nearest, by place.
    fn beside_rivals(&self, own: Span, wanted: &NormalAnchor) -> Vec<(usize, [u32; 2])> {
        let near: Vec<Span> =
            self.occurrences(wanted).filter(|place| !place.overlaps(own)).collect();
        let first = near.partition_point(|place| place.start < own.start).saturating_sub(RIVALS);
        let place =
            |core: Span| (core.start, self.near(wanted.with_punctuation(core, self.normal.text())));
        near.into_iter().skip(first).take(2 * RIVALS).map(place).collect()
    }

    /// The passage, if the whole text before it or after it is what it was.
    fn unshaken(&self, place: &Placement, wanted: &NormalAnchor) -> Option<(Certainty, Span)> {
        let len = wanted.quote.len();
        let total = self.normal.text().len();
        let first = Span::new(place.before, place.before + len);
        let last =
            total.checked_sub(place.after).map(|end| Span::new(end.saturating_sub(len), end));
        let text = self.normal.text();
        let stands = |span: &Span| span.of(text) == wanted.quote && wanted.bounded(text, *span);
        let after_head = |span: &Span| self.normal.begins_with(place.head, span.start);
        let before_tail = |span: &Span| self.normal.ends_with(place.tail, span.end);
        let first = Some(first).filter(stands).filter(after_head);
        let last = last.filter(stands).filter(before_tail);
        let alone = wanted.size.long && !contested(place);
        let supported = |span: Span, side: usize| {
            let fit = self.fit(span, Agreement::WHOLE, wanted);
            match &place.rivals {
                Some(rivals) => !rivals.replaced(&fit, self.near(span)),
                None => alone || [fit.sides.0, fit.sides.1][side].supports(),
            }
        };
        match (first, last) {
            (Some(first), Some(last)) => (first == last).then_some((Certainty::Exact, first)),
            (Some(first), None) => supported(first, 1).then_some((Certainty::Exact, first)),
            (None, Some(last)) => supported(last, 0).then_some((Certainty::Moved, last)),
            (None, None) => None,
        }
    }

    /// Places that come into question, best first, none overlapping a better one. With `own` those
    /// beside it, all of them.
    fn search(&self, wanted: &NormalAnchor, own: Option<Span>) -> Vec<Found> {
        let mut found = self.verbatim(wanted);
        let sure = |found: &Found| wanted.size.long && found.fit.score() >= 0.9;
        if own.is_some() || found.len() != 1 || !found.iter().all(sure) {
            let mut edited = self.edited(wanted, own);
            edited.retain(|place| !found.iter().any(|exact| exact.span.overlaps(place.span)));
            found.append(&mut edited);
        }
        found.sort_by(|a, b| b.fit.score().total_cmp(&a.fit.score()).then(a.span.cmp(&b.span)));
        apart(found)
    }

    /// Places where the quote stands word for word; those whose neighbours agree most.
    fn verbatim(&self, wanted: &NormalAnchor) -> Vec<Found> {
        let text = self.normal.text();
        let mut places: Vec<(usize, usize)> = Vec::new();
        for place in self.occurrences(wanted) {
            places.push((wanted.neighbours(text, place), place.start));
            if places.len() >= 16 * COMPARED {
                keep_closest(&mut places);
            }
        }
        keep_closest(&mut places);
        let fit = |at: usize| {
            let core = Span::new(at, at + wanted.core.len());
            let span = wanted.with_punctuation(core, text);
            Found { span, fit: self.fit(span, Agreement::WHOLE, wanted) }
        };
        places.into_iter().map(|(_, at)| fit(at)).collect()
    }

    /// Where the words of the quote stand, whatever the signs at their ends.
    fn occurrences<'w>(&'w self, wanted: &'w NormalAnchor) -> impl Iterator<Item = Span> + 'w {
        let (text, core) = (self.normal.text(), wanted.core());
        let places = occurrences(text, core).take(looked_at(core));
        let places = places.map(|at| Span::new(at, at + core.len()));
        places.filter(move |place| wanted.bounded(text, *place))
    }

    /// Places where most words of the quote stand.
    fn edited(&self, wanted: &NormalAnchor, own: Option<Span>) -> Vec<Found> {
        let most = if wanted.words.len() > 600 { 2 } else { 12 };
        let text = self.normal.text();
        let windows = windows(text, &wanted.words, wanted.quote.len(), most);
        let parts = windows.into_iter().flat_map(|window| without(window, own));
        let aligned = parts.filter_map(|window| self.aligned(window, wanted));
        let mut found: Vec<Found> = aligned.collect();
        // A window may end inside the passage: the alignment that holds more of it counts.
        found.sort_by(|a, b| a.fit.quote.missing.total_cmp(&b.fit.quote.missing));
        apart(found)
    }

    fn aligned(&self, window: Span, wanted: &NormalAnchor) -> Option<Found> {
        let run: Vec<Word> = words(window.of(self.normal.text())).collect();
        let alignment = align(&wanted.words, &run);
        let (first, last) = (alignment.pairs.first()?, alignment.pairs.last()?);
        let (start, end) = (run.get(first.1)?.span.start, run.get(last.1)?.span.end);
        let span = Span::new(window.start + start, window.start + end);
        let span = wanted.with_punctuation(span, self.normal.text());
        let agreement = Agreement::of(&alignment, &wanted.words, &run);
        Some(Found { span, fit: self.fit(span, agreement, wanted) })
    }

    fn fit(&self, span: Span, quote: Agreement, wanted: &NormalAnchor) -> Fit {
        let room = |stored: &str| stored.len() + stored.len() / 4 + 32;
        let (head, tail) = self.beside(span, room(&wanted.prefix), room(&wanted.suffix));
        let ends = (head.start == 0, tail.end == self.normal.text().len());
        let (before, after) = (self.words_of(head, true), self.words_of(tail, false));
        let heading = self.heading(self.normal.to_source(Span::at(span.start)).start);
        Fit {
            quote,
            sides: (
                Side::of(&wanted.before, &before, ends.0 && wanted.ends.0),
                Side::of(&wanted.after, &after, ends.1 && wanted.ends.1),
            ),
            heading: heading == wanted.heading.as_deref(),
        }
    }

    /// The text before and after `span`, so many bytes of it.
    fn beside(&self, span: Span, before: usize, after: usize) -> (Span, Span) {
        let text = self.normal.text();
        let head = clamped(Span::new(span.start.saturating_sub(before), span.start), text);
        (head, clamped(Span::new(span.end, span.end + after), text))
    }

    /// The words of `part`, from its end backward if so wished.
    fn words_of(&self, part: Span, backward: bool) -> Vec<Word> {
        let mut found: Vec<Word> = words(part.of(self.normal.text())).collect();
        if backward {
            found.reverse();
        }
        found
    }

    /// The nearest words around `span`, as numbers.
    fn near(&self, span: Span) -> [u32; 2] {
        let (head, tail) = self.beside(span, BESIDE, BESIDE);
        near(&self.words_of(head, true), &self.words_of(tail, false))
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
        strong: impl Fn(&Found) -> bool,
        size: Size,
    ) -> Anchoring {
        let Some(best) = found.first() else {
            return self.lost(Certainty::Orphan, found);
        };
        let second = found.get(1).map_or(0.0, |second| second.fit.score());
        let score = best.fit.score();
        if strong(best) && clearly_better(score, second.max(rival)) {
            return self.attached(Certainty::Moved, best.span, score);
        }
        let plausible = found.iter().any(|found| found.fit.plausible(size));
        self.lost(if plausible { Certainty::Suspect } else { Certainty::Orphan }, found)
    }

    fn attached(&self, state: Certainty, span: Span, score: f32) -> Anchoring {
        let span = self.normal.to_source(span);
        Anchoring { state, span: Some(span), candidates: vec![Candidate { span, score }] }
    }

    /// The passage was not found for certain: what is like it is offered, if anything is.
    fn lost(&self, state: Certainty, found: &[Found]) -> Anchoring {
        let candidate = |found: &Found| Candidate {
            span: self.normal.to_source(found.span),
            score: found.fit.score(),
        };
        let alike = found.iter().filter(|found| found.fit.is_alike());
        let candidates: Vec<Candidate> = alike.take(SHOWN).map(candidate).collect();
        let state = if candidates.is_empty() { Certainty::Orphan } else { state };
        Anchoring { state, span: None, candidates }
    }
}

/// What is left of `window` before and after `own`.
fn without(window: Span, own: Option<Span>) -> Vec<Span> {
    let Some(own) = own.filter(|own| own.overlaps(window)) else { return vec![window] };
    let before = Span::new(window.start, own.start.max(window.start));
    let after = Span::new(own.end.min(window.end), window.end);
    [before, after].into_iter().filter(|part| !part.is_empty()).collect()
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
fn contested(place: &Placement) -> bool {
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
