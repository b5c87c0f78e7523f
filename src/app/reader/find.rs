//! Searching the open document: the pattern, its matches, and the one the reader stands on. How text
//! is matched is `query`'s business.

use super::Reader;
use crate::query::Pattern;
use crate::text::Span;

/// Texts up to this many bytes are searched at once, between two frames; longer ones outside.
pub const INLINE: usize = 2 << 20;

/// Matches kept at most.
pub const MOST_HITS: usize = 100_000;

/// A search in the open document.
#[derive(Clone, Debug)]
pub struct Find {
    /// What was typed.
    pub query: String,
    /// What it matches; `None` while nothing can be matched.
    pub pattern: Option<Pattern>,
    /// The matches, in order; `None` while they are being looked for.
    pub hits: Option<Vec<Span>>,
    /// The match the reader stands on.
    pub current: Option<usize>,
    /// Where the search began: where giving up leads back to.
    pub origin: usize,
    /// The first match from here on is gone to: the cursor of a selection, else `origin`.
    from: usize,
}

impl Find {
    /// A search for what was typed that goes to the first match after `from`.
    fn new(query: &str, origin: usize, from: usize) -> Self {
        let pattern = Pattern::new(query);
        let hits = pattern.is_none().then(Vec::new);
        Self { query: query.to_owned(), pattern, hits, current: None, origin, from }
    }

    /// The text changed: the matches have to be looked for anew.
    pub fn forget_hits(&mut self) {
        if self.pattern.is_some() {
            self.hits = None;
        }
        self.current = None;
    }

    /// The match one stands on.
    pub fn here(&self) -> Option<Span> {
        self.hits.as_ref()?.get(self.current?).copied()
    }

    /// The match one stands on, counted from 1, and how many there are.
    pub fn count(&self) -> Option<(usize, usize)> {
        let hits = self.hits.as_ref()?;
        Some((self.current.map_or(0, |at| at + 1), hits.len()))
    }

    /// Matches that touch a part of the text.
    pub fn within(&self, part: Span) -> impl Iterator<Item = (bool, Span)> {
        let hits = self.hits.as_deref().unwrap_or_default();
        let first = hits.partition_point(|hit| hit.end <= part.start);
        let shown = hits[first..].iter().take_while(move |hit| hit.start < part.end);
        shown.enumerate().map(move |(at, hit)| (self.current == Some(first + at), *hit))
    }
}

impl Reader {
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
        let Some(pattern) =
            self.find.as_ref().filter(|f| f.hits.is_none()).and_then(|f| f.pattern.clone())
        else {
            self.land_first();
            return false;
        };
        if self.document.text().len() > INLINE {
            return true;
        }
        let hits = pattern.hits(self.document.text()).take(MOST_HITS).collect();
        self.found(hits);
        false
    }

    /// Takes the matches and shows the first from where the search began.
    pub fn found(&mut self, hits: Vec<Span>) {
        if let Some(find) = &mut self.find {
            find.hits = Some(hits);
            self.land_first();
        }
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
        let first = if after < hits.len() { after } else { 0 };
        let Some(hit) = hits.get(first).copied() else {
            let origin = find.origin;
            return self.go(origin);
        };
        find.current = Some(first);
        self.reveal(hit);
    }
}
