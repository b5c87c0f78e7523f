//! Searching the open document: the pattern, its matches, and the one the reader stands on. How text
//! is matched is `query`'s business.

use super::{OpenDocument, fact_spans};
use crate::protocol::{Highlight, MOST_HITS};
use crate::query::Pattern;
use crate::text::Span;

/// Texts up to this many bytes are searched at once, between two frames; longer ones outside.
pub const INLINE: usize = 2 << 20;

/// A search in the open document.
#[derive(Clone, Debug)]
pub struct Find {
    /// What was typed.
    pub query: String,
    /// What it matches; `None` while nothing can be matched.
    pub highlight: Option<Highlight>,
    /// The matches, in order; `None` while they are being looked for.
    pub hits: Option<Vec<Span>>,
    /// The match that was told before the others.
    early: Option<Span>,
    /// The match the reader stands on.
    pub current: Option<usize>,
    /// Where the search began: where giving up leads back to.
    pub origin: usize,
    /// The first match from here on is gone to: the cursor of a selection, else `origin`.
    from: usize,
    /// True if the last match is gone to instead.
    from_end: bool,
}

impl Find {
    /// A search for what was typed that goes to the first match after `from`.
    fn new(query: &str, origin: usize, from: usize) -> Self {
        let highlight = Pattern::new(query).map(|pattern| Highlight::Typed(Box::new(pattern)));
        let hits = highlight.is_none().then(Vec::new);
        let query = query.to_owned();
        Self { query, highlight, hits, early: None, current: None, origin, from, from_end: false }
    }

    /// What a search of the library asked for, called `query`: goes to the first match from `from`
    /// on, or to the last if there is no place to begin at.
    pub fn asked(query: &str, highlight: Highlight, from: Option<usize>) -> Self {
        let (origin, from_end) = (from.unwrap_or(0), from.is_none());
        let (query, highlight) = (query.to_owned(), Some(highlight));
        Self {
            query,
            highlight,
            hits: None,
            early: None,
            current: None,
            origin,
            from: origin,
            from_end,
        }
    }

    /// The first match from this byte on is gone to.
    pub fn from(&self) -> usize {
        self.from
    }

    /// True if its matches lead on into the next document.
    pub fn leads_on(&self) -> bool {
        self.highlight.as_ref().is_some_and(Highlight::leads_on)
    }

    /// True if no match is left `count` matches on.
    pub fn is_passed(&self, count: isize) -> bool {
        let hits = self.hits.as_deref().unwrap_or_default();
        let next = self.current.map(|at| at.checked_add_signed(count));
        hits.is_empty() || next.is_some_and(|next| next.is_none_or(|next| next >= hits.len()))
    }

    /// The text changed: the matches have to be looked for anew.
    pub fn forget_hits(&mut self) {
        if self.highlight.is_some() {
            self.hits = None;
        }
        (self.early, self.current) = (None, None);
    }

    /// The match one stands on.
    pub fn here(&self) -> Option<Span> {
        match &self.hits {
            Some(hits) => hits.get(self.current?).copied(),
            None => self.early,
        }
    }

    /// The match one stands on, counted from 1, and how many there are.
    pub fn count(&self) -> Option<(usize, usize)> {
        let hits = self.hits.as_ref()?;
        Some((self.current.map_or(0, |at| at + 1), hits.len()))
    }

    /// Matches that touch a part of the text.
    pub fn within(&self, part: Span) -> impl Iterator<Item = (bool, Span)> {
        let hits = self.hits.as_deref().unwrap_or(self.early.as_slice());
        let current = if self.hits.is_some() { self.current } else { Some(0) };
        let first = hits.partition_point(|hit| hit.end <= part.start);
        let shown = hits[first..].iter().take_while(move |hit| hit.start < part.end);
        shown.enumerate().map(move |(at, hit)| (current == Some(first + at), *hit))
    }
}

impl OpenDocument {
    /// Searches for what is being typed and shows the first match from where the search began.
    /// True if the matches have to be looked for outside.
    pub fn search(&mut self, query: &str) -> bool {
        let origin = self.find.as_ref().map_or(self.position(), |find| find.origin);
        let from = self.selecting.now.map_or(origin, |selection| selection.cursor);
        self.find = Some(Find::new(query, origin, from));
        self.look()
    }

    /// Looks for the matches if that is quickly done. True if it has to be done outside.
    pub fn look(&mut self) -> bool {
        let Some(highlight) =
            self.find.as_ref().filter(|f| f.hits.is_none()).and_then(|f| f.highlight.clone())
        else {
            self.land_first();
            return false;
        };
        if self.document.text().len() > INLINE {
            return true;
        }
        let hits = highlight.hits(self.document.text()).take(MOST_HITS).collect();
        self.found(hits);
        false
    }

    /// Takes the first match, while the others are still looked for, and shows it.
    pub fn found_first(&mut self, hit: Span) {
        let Some(find) = self.find.as_mut().filter(|find| find.hits.is_none()) else { return };
        find.early = Some(hit);
        self.reveal(hit);
    }

    /// Takes the matches and shows the first from where the search began, unless it is shown already.
    pub fn found(&mut self, mut hits: Vec<Span>) {
        self.add_facts(&mut hits);
        let Some(find) = &mut self.find else { return };
        let shown = find.early.take().and_then(|early| hits.binary_search(&early).ok());
        find.hits = Some(hits);
        match shown {
            Some(at) => find.current = Some(at),
            None => self.land_first(),
        }
    }

    /// The facts are known: what a search of the library asked for may be among them. One stays on
    /// the match one stands on.
    pub fn found_facts(&mut self) {
        let Some(mut hits) = self.find.as_ref().and_then(|find| find.hits.clone()) else { return };
        let before = hits.len();
        self.add_facts(&mut hits);
        let Some(find) = self.find.as_mut().filter(|_| hits.len() > before) else { return };
        let here = find.here();
        find.hits = Some(hits);
        match here {
            Some(here) => {
                let hits = find.hits.as_deref().unwrap_or_default();
                find.current = hits.iter().position(|hit| hit.overlaps(here));
            }
            None => self.land_first(),
        }
    }

    /// Adds the matches that are facts, in order; of those that overlap the first stays.
    fn add_facts(&self, hits: &mut Vec<Span>) {
        let highlight = self.find.as_ref().and_then(|find| find.highlight.as_ref());
        let (Some(highlight), Some(found)) = (highlight, &self.facts) else { return };
        let more = fact_spans(highlight, found, self.document.text());
        if more.is_empty() {
            return;
        }
        hits.extend(more);
        hits.sort_unstable();
        hits.dedup_by(|later, earlier| earlier.overlaps(*later));
    }

    /// Goes `count` matches on (back, if negative), round the ends. `None` if there are no matches,
    /// else whether an end was passed.
    pub fn next_hit(&mut self, count: isize) -> Option<bool> {
        let here = self.visible().start;
        let head = self.selecting.now.map(|selection| selection.head.start);
        let find = self.find.as_mut()?;
        let hits = find.hits.as_ref().filter(|hits| !hits.is_empty())?;
        let from = match (head, find.current) {
            (Some(head), _) if count > 0 => {
                hits.partition_point(|hit| hit.start <= head).cast_signed() - 1
            }
            (Some(head), _) => hits.partition_point(|hit| hit.start < head).cast_signed(),
            (None, Some(current)) => current.cast_signed(),
            (None, None) => {
                hits.partition_point(|hit| hit.start < here).cast_signed() - isize::from(count > 0)
            }
        };
        let target = from + count;
        let at = target.rem_euclid(hits.len().cast_signed()).unsigned_abs();
        let hit = *hits.get(at)?;
        find.current = Some(at);
        self.landed = None;
        let wrapped = target != at.cast_signed();
        self.reveal(hit);
        Some(wrapped)
    }

    /// Gives the search up and goes back to where it began.
    pub fn abandon_search(&mut self) {
        if let Some(find) = self.find.take() {
            self.go(find.origin);
        }
    }

    fn land_first(&mut self) {
        let Some(find) = &mut self.find else { return };
        let hits = find.hits.as_deref().unwrap_or_default();
        let after = hits.partition_point(|hit| hit.start < find.from);
        let first = match find.from_end {
            true => hits.len().saturating_sub(1),
            false if after < hits.len() => after,
            false => 0,
        };
        let Some(hit) = hits.get(first).copied() else {
            let origin = find.origin;
            return self.go(origin);
        };
        find.current = Some(first);
        self.reveal(hit);
    }
}
