//! Finds passages in a document: prepares the document once, then answers for any number of
//! anchors. Whether a place is good enough is decided in `judge`.

use super::align::align;
use super::judge::{Agreement, Fit, Side, Size, clearly_better};
use super::seed::{clamped, windows};
use super::words::{Word, words};
use super::{Anchor, MAX_QUOTE, Place, Unmarkable, after, before};
use crate::bookmarks::{Identity, Normal, normal};
use crate::document::Document;
use crate::text::Span;

/// Candidates shown to a person.
const SHOWN: usize = 5;

/// Occurrences of the same words that are compared by their whole context.
const COMPARED: usize = 48;

/// Where an anchored passage is today.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolution {
    /// How sure that is.
    pub state: State,
    /// The passage; `None` unless the state is exact or moved.
    pub span: Option<Span>,
    /// Places that come into question, best first; the passage itself when it was found.
    pub candidates: Vec<Candidate>,
}

/// How sure it is where a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// The same words at the same place: nothing before them changed but white space and the like.
    Exact,
    /// Found elsewhere, or with small changes, and clearly better than anywhere else.
    Moved,
    /// The best match is weak, or not clearly better than another: a person must look.
    Suspect,
    /// Not found.
    Orphan,
}

/// A place that may be the passage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The place.
    pub span: Span,
    /// How well it fits, from 0 to 1.
    pub score: f32,
}

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

/// What is looked for.
struct Wanted {
    quote: String,
    words: Vec<Word>,
    prefix: String,
    before: Vec<Word>,
    suffix: String,
    after: Vec<Word>,
    heading: Option<String>,
    size: Size,
    /// True if the quote began, or ended, inside a word.
    cut: (bool, bool),
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
            scalar: text
                .get(..span.start)
                .map_or(0, |head| head.chars().count()),
            headings: headings
                .iter()
                .map(|h| self.document.words(*h).to_owned())
                .collect(),
            document: identity.clone(),
            ..Anchor::default()
        };
        anchor.place = Some(self.place(span, &anchor));
        Ok(anchor)
    }

    /// Where `anchor`'s passage is.
    pub fn resolve(&self, anchor: &Anchor) -> Resolution {
        let wanted = Wanted::of(anchor);
        if wanted.words.is_empty() || anchor.quote.len() > 2 * MAX_QUOTE {
            return Resolution {
                state: State::Orphan,
                span: None,
                candidates: Vec::new(),
            };
        }
        if let Some((state, span)) = anchor
            .place
            .as_ref()
            .and_then(|p| self.unshaken(p, &wanted))
        {
            return self.attached(state, span, 1.0);
        }
        let found = self.search(&wanted);
        let rival = anchor
            .place
            .as_ref()
            .map_or(0.0, |place| f32::from(place.rival) / 1000.0);
        let text = self.normal.text();
        let crowded = text
            .match_indices(&wanted.quote)
            .nth(looked_at(&wanted.quote) - 1)
            .is_some();
        self.decide(&found, if crowded { 1.0 } else { rival }, wanted.size)
    }

    fn place(&self, span: Span, anchor: &Anchor) -> Place {
        let inside = self.normal.of_source(span);
        let others = self.search(&Wanted::of(anchor)).into_iter();
        let rival = others
            .filter(|found| !found.span.overlaps(inside))
            .map(|f| f.fit.score());
        Place {
            before: inside.start,
            head: self.normal.before(inside.start),
            after: self.normal.text().len() - inside.end,
            tail: self.normal.after(inside.end),
            rival: (rival.fold(0.0, f32::max) * 1000.0).round() as u16,
        }
    }

    /// The passage, if the whole text before it or after it is what it was.
    fn unshaken(&self, place: &Place, wanted: &Wanted) -> Option<(State, Span)> {
        let len = wanted.quote.len();
        let total = self.normal.text().len();
        let first = Span::new(place.before, place.before + len);
        let last = total
            .checked_sub(place.after)
            .map(|end| Span::new(end.saturating_sub(len), end));
        let stands = |span: &Span| span.of(self.normal.text()) == wanted.quote;
        let first = Some(first)
            .filter(stands)
            .filter(|span| self.normal.before(span.start) == place.head);
        let last = last
            .filter(stands)
            .filter(|span| self.normal.after(span.end) == place.tail);
        match (first, last) {
            (Some(first), Some(last)) => (first == last).then_some((State::Exact, first)),
            (Some(first), None) => {
                let fits = wanted.size.long
                    || self.fit(first, Agreement::WHOLE, wanted).sides.1.supports();
                fits.then_some((State::Exact, first))
            }
            (None, Some(last)) => {
                let fits =
                    wanted.size.long || self.fit(last, Agreement::WHOLE, wanted).sides.0.supports();
                fits.then_some((State::Moved, last))
            }
            (None, None) => None,
        }
    }

    /// Places that come into question, best first, none overlapping a better one.
    fn search(&self, wanted: &Wanted) -> Vec<Found> {
        let mut found = self.verbatim(wanted);
        let sure = |found: &Found| wanted.size.long && found.fit.score() >= 0.9;
        if found.len() != 1 || !found.iter().all(sure) {
            let mut edited = self.edited(wanted);
            edited.retain(|place| !found.iter().any(|exact| exact.span.overlaps(place.span)));
            found.append(&mut edited);
        }
        found.sort_by(|a, b| {
            b.fit
                .score()
                .total_cmp(&a.fit.score())
                .then(a.span.cmp(&b.span))
        });
        let mut kept: Vec<Found> = Vec::new();
        for found in found {
            if !kept.iter().any(|better| better.span.overlaps(found.span)) {
                kept.push(found);
            }
        }
        kept
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
        let fit = |at| Found {
            span: span(at),
            fit: self.fit(span(at), Agreement::WHOLE, wanted),
        };
        places.into_iter().map(|(_, at)| fit(at)).collect()
    }

    /// Places where most words of the quote stand.
    fn edited(&self, wanted: &Wanted) -> Vec<Found> {
        let most = if wanted.words.len() > 600 { 2 } else { 12 };
        let text = self.normal.text();
        let windows = windows(text, &wanted.words, wanted.quote.len(), most);
        windows
            .into_iter()
            .filter_map(|window| self.aligned(window, wanted))
            .collect()
    }

    fn aligned(&self, window: Span, wanted: &Wanted) -> Option<Found> {
        let run: Vec<Word> = words(window.of(self.normal.text())).collect();
        let alignment = align(&wanted.words, &run);
        let (first, last) = (alignment.pairs.first()?, alignment.pairs.last()?);
        let (start, end) = (run.get(first.1)?.span.start, run.get(last.1)?.span.end);
        let span = Span::new(window.start + start, window.start + end);
        let span = wanted.with_punctuation(span, self.normal.text());
        let agreement = Agreement::of(&alignment, &wanted.words, &run);
        Some(Found {
            span,
            fit: self.fit(span, agreement, wanted),
        })
    }

    fn fit(&self, span: Span, quote: Agreement, wanted: &Wanted) -> Fit {
        let text = self.normal.text();
        let room = |stored: &str| stored.len() + stored.len() / 4 + 32;
        let head = clamped(
            Span::new(span.start.saturating_sub(room(&wanted.prefix)), span.start),
            text,
        );
        let tail = clamped(Span::new(span.end, span.end + room(&wanted.suffix)), text);
        let mut found: Vec<Word> = words(head.of(text)).collect();
        found.reverse();
        let following: Vec<Word> = words(tail.of(text)).collect();
        let heading = self.heading(self.normal.to_source(Span::at(span.start)).start);
        Fit {
            quote,
            sides: (
                Side::of(&wanted.before, &found),
                Side::of(&wanted.after, &following),
            ),
            heading: heading == wanted.heading.as_deref(),
        }
    }

    /// The heading above byte `offset` of the text.
    fn heading(&self, offset: usize) -> Option<&str> {
        let after = self.headings.partition_point(|(start, _)| *start <= offset);
        self.headings
            .get(after.checked_sub(1)?)
            .map(|(_, words)| words.as_str())
    }

    fn decide(&self, found: &[Found], rival: f32, size: Size) -> Resolution {
        let Some(best) = found.first() else {
            return self.lost(State::Orphan, found);
        };
        let second = found.get(1).map_or(0.0, |second| second.fit.score());
        let score = best.fit.score();
        if best.fit.strong(size) && clearly_better(score, second.max(rival)) {
            return self.attached(State::Moved, best.span, score);
        }
        let plausible = found.iter().any(|found| found.fit.plausible(size));
        self.lost(
            if plausible {
                State::Suspect
            } else {
                State::Orphan
            },
            found,
        )
    }

    fn attached(&self, state: State, span: Span, score: f32) -> Resolution {
        let span = self.normal.to_source(span);
        Resolution {
            state,
            span: Some(span),
            candidates: vec![Candidate { span, score }],
        }
    }

    fn lost(&self, state: State, found: &[Found]) -> Resolution {
        let candidate = |found: &Found| Candidate {
            span: self.normal.to_source(found.span),
            score: found.fit.score(),
        };
        let candidates = found.iter().take(SHOWN).map(candidate).collect();
        Resolution {
            state,
            span: None,
            candidates,
        }
    }
}

impl Wanted {
    fn of(anchor: &Anchor) -> Self {
        let (quote, prefix, suffix) = (
            normal(&anchor.quote),
            normal(&anchor.prefix),
            normal(&anchor.suffix),
        );
        let words_of = |text: &str| words(text).take(MAX_QUOTE).collect::<Vec<_>>();
        let words = words_of(&quote);
        let mut before = words_of(&prefix);
        before.reverse();
        Self {
            cut: (
                joined(&anchor.prefix, &anchor.quote),
                joined(&anchor.quote, &anchor.suffix),
            ),
            size: Size::of(&words, quote.len()),
            after: words_of(&suffix),
            heading: anchor.headings.last().map(|heading| normal(heading)),
            words,
            before,
            quote,
            prefix,
            suffix,
        }
    }

    /// True if the place begins and ends inside a word only where the quote did.
    fn bounded(&self, text: &str, start: usize, end: usize) -> bool {
        let (head, tail) = (
            text.get(..start).unwrap_or(""),
            text.get(end..).unwrap_or(""),
        );
        (self.cut.0 || !joined(head, &self.quote)) && (self.cut.1 || !joined(&self.quote, tail))
    }

    /// `span` with the signs that stood at the ends of the quote, where they still stand.
    fn with_punctuation(&self, span: Span, text: &str) -> Span {
        let inner = self.quote.trim_matches(|c: char| !c.is_alphanumeric());
        let Some(at) = self.quote.find(inner).filter(|_| !inner.is_empty()) else {
            return span;
        };
        let (head, tail) = (&self.quote[..at], &self.quote[at + inner.len()..]);
        let starts = text
            .get(..span.start)
            .is_some_and(|before| before.ends_with(head));
        let ends = text
            .get(span.end..)
            .is_some_and(|after| after.starts_with(tail));
        let start = if starts {
            span.start - head.len()
        } else {
            span.start
        };
        Span::new(
            start,
            if ends {
                span.end + tail.len()
            } else {
                span.end
            },
        )
    }

    /// Bytes of context that agree without a gap, on both sides, as far as 64 each.
    fn neighbours(&self, text: &str, start: usize, end: usize) -> usize {
        let (head, tail) = (&text.as_bytes()[..start], &text.as_bytes()[end..]);
        let skip = |byte: &&u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
        let agree = |(a, b): &(&u8, &u8)| a == b;
        let stored = self.prefix.as_bytes().iter().rev().filter(skip).take(64);
        let left = head
            .iter()
            .rev()
            .filter(skip)
            .zip(stored)
            .take_while(agree)
            .count();
        let stored = self.suffix.as_bytes().iter().filter(skip).take(64);
        left + tail
            .iter()
            .filter(skip)
            .zip(stored)
            .take_while(agree)
            .count()
    }
}

/// Where `quote` stands in `text`; occurrences may overlap.
fn occurrences<'a>(text: &'a str, quote: &'a str) -> impl Iterator<Item = usize> + 'a {
    let step = quote.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + text.get(from..)?.find(quote)?;
        from = at + step;
        Some(at)
    })
}

/// Occurrences that are looked at all, so that work stays bounded; beyond it nothing can be told
/// apart.
fn looked_at(quote: &str) -> usize {
    (4_000_000 / quote.len().max(1)).clamp(1_000, 200_000)
}

/// True if a word runs on from `left` into `right`.
fn joined(left: &str, right: &str) -> bool {
    left.ends_with(char::is_alphanumeric) && right.starts_with(char::is_alphanumeric)
}

fn keep_closest(places: &mut Vec<(usize, usize)>) {
    places.sort_by_key(|(agreeing, at)| (std::cmp::Reverse(*agreeing), *at));
    places.truncate(COMPARED);
}
