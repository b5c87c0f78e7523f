//! From what was found into the documents: opening one at a passage with what was asked for marked,
//! and going on into the next document when its passages are passed.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Listing, pane};
use crate::app::reader::Find;
use crate::app::state::{Over, State};
use crate::app::{opening, reports};
use crate::library::EntryId;
use crate::protocol::{Effect, FoundDocument, Highlight, Notice};
use crate::query::Sought;
use crate::text::grouped;
use crate::text::{Shown, Span};

/// The documents that `n` and `N` lead through, and what is marked in them.
#[derive(Clone, Debug)]
pub struct Walk {
    /// What was asked for, in words.
    pub words: String,
    /// What is marked.
    pub highlight: Highlight,
    /// Each with its title and its first passage, in order.
    pub stops: Vec<Stop>,
    /// How many documents were found, with those that it does not lead through.
    total: usize,
    /// The place of the open one.
    pub at: usize,
    /// Where to stand in the document that is being opened.
    towards: Option<(EntryId, Entrance)>,
}

/// A document of a walk.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    path: PathBuf,
    title: Shown,
    first: Option<Span>,
}

/// Where a document is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entrance {
    /// At a passage.
    At(Span),
    /// At the first match.
    First,
    /// At the last match.
    Last,
}

impl Walk {
    /// A walk through the documents of a listing.
    fn new(words: &str, highlight: Highlight, listing: &Listing) -> Self {
        let stops = stops(&listing.found.documents);
        let total = listing.found.total;
        Self { words: words.to_owned(), highlight, stops, total, at: 0, towards: None }
    }

    /// A walk through documents, each with its title and one of its passages; one that comes again is
    /// passed over.
    pub fn through<'a>(
        words: &str,
        highlight: Highlight,
        documents: impl Iterator<Item = (&'a PathBuf, &'a Shown, Span)>,
    ) -> Self {
        let mut seen = HashSet::new();
        let new = documents.filter(|(path, ..)| seen.insert(*path));
        let stop = |(path, title, span): (&PathBuf, &Shown, Span)| Stop {
            path: path.clone(),
            title: title.clone(),
            first: Some(span),
        };
        let stops: Vec<Stop> = new.map(stop).collect();
        let total = stops.len();
        Self { words: words.to_owned(), highlight, stops, total, at: 0, towards: None }
    }

    /// "2/41", which document of how many one is in.
    pub fn place(&self) -> String {
        format!("{}/{}", self.at + 1, self.stops.len())
    }

    /// What is said when it goes no further: before the first document, or after the last.
    fn ended(&self, after: bool) -> String {
        let stops = self.stops.len();
        if !after {
            "That was the first passage of the first document found; n goes on.".to_owned()
        } else if stops < self.total {
            let (stops, total) = (grouped(stops), grouped(self.total));
            format!(
                "That was the last passage of the best {stops} of {total} documents; more words find others."
            )
        } else {
            "That was the last passage of the last document found; N goes back.".to_owned()
        }
    }
}

fn stops(documents: &[FoundDocument]) -> Vec<Stop> {
    let stop = |document: &FoundDocument| Stop {
        path: document.path.clone(),
        title: document.title.clone(),
        first: document.passages.first().map(|passage| passage.span),
    };
    documents.iter().map(stop).collect()
}

/// Opens the selected passage of the search, and begins a walk there.
pub fn begin(state: &mut State) -> Vec<Effect> {
    let search = &state.across.search;
    let highlight = Highlight::Asked(Arc::new(Sought::new(&search.query)));
    let walk = Walk::new(search.words.trim(), highlight, &search.listing);
    let Some((at, passage)) = search.listing.chosen() else { return Vec::new() };
    let entrance = passage.map_or(Entrance::First, |passage| Entrance::At(passage.span));
    state.across.search.walk = Some(walk);
    go(state, at, entrance)
}

/// Opens a document of a listing that names a thing, and begins a walk through all of them.
pub fn follow(
    state: &mut State,
    words: &str,
    highlight: Highlight,
    listing: &Listing,
) -> Vec<Effect> {
    let Some((at, passage)) = listing.chosen() else { return Vec::new() };
    let entrance = passage.map_or(Entrance::First, |passage| Entrance::At(passage.span));
    state.across.search.walk = Some(Walk::new(words, highlight, listing));
    go(state, at, entrance)
}

/// Opens a document of a walk at a passage.
pub fn visit(state: &mut State, walk: Walk, (path, span): (&Path, Span)) -> Vec<Effect> {
    let at = walk.stops.iter().position(|stop| stop.path == path).unwrap_or(0);
    state.across.search.walk = Some(walk);
    go(state, at, Entrance::At(span))
}

/// More documents were found for the search that is walked along.
pub fn extended(state: &mut State) {
    let search = &mut state.across.search;
    let documents = &search.listing.found.documents;
    let Some(walk) = &mut search.walk else { return };
    let same = walk.words == search.words.trim() && matches!(walk.highlight, Highlight::Asked(_));
    let here = walk.stops.get(walk.at);
    let at = here.and_then(|here| documents.iter().position(|found| found.path == here.path));
    if let Some(at) = at.filter(|_| same) {
        walk.stops = stops(documents);
        walk.total = search.listing.found.total;
        walk.at = at;
    }
}

fn go(state: &mut State, at: usize, entrance: Entrance) -> Vec<Effect> {
    let stop = state.across.search.walk.as_ref().and_then(|walk| walk.stops.get(at)).cloned();
    let Some(stop) = stop else { return Vec::new() };
    let entry = opening::entry_of(state, &stop.path, &stop.title);
    if let Some(walk) = &mut state.across.search.walk {
        walk.at = at;
        walk.towards = Some((entry, entrance));
    }
    if matches!(state.over, Some(Over::Prompt(_))) {
        state.over = None;
    }
    let offset = match entrance {
        Entrance::At(span) => Some(span.start),
        Entrance::First => Some(stop.first.map_or(0, |first| first.start)),
        Entrance::Last => None,
    };
    let mut effects = opening::enter(state, entry, offset);
    if state.journey.towards.is_none() {
        state.settle();
        effects.extend(arrived(state, entry));
    }
    effects
}

/// A document is open: if the walk leads there, what was asked for is marked in it.
pub fn arrived(state: &mut State, entry: EntryId) -> Vec<Effect> {
    let Some(walk) = &mut state.across.search.walk else { return Vec::new() };
    let Some((_, entrance)) = walk.towards.take_if(|(towards, _)| *towards == entry) else {
        return Vec::new();
    };
    let from = match entrance {
        Entrance::At(span) => Some(span.start),
        Entrance::First => Some(0),
        Entrance::Last => None,
    };
    let find = Find::asked(&walk.words, walk.highlight.clone(), from);
    let Some(reader) = state.reader.as_mut().filter(|reader| reader.entry == entry) else {
        return Vec::new();
    };
    if let Entrance::At(span) = entrance
        && span.fits(reader.document.text())
    {
        reader.reveal(span);
        reader.landed = Some(span);
    }
    reader.find = Some(find);
    if reader.look() { reports::look_outside(state) } else { Vec::new() }
}

/// The next match of a search of the library, if that is what the page shows and if it lies in
/// another document; `None` if the page has it, or shows another search.
pub fn next(state: &mut State, count: isize) -> Option<Vec<Effect>> {
    let find = state.reader.as_ref()?.find.as_ref().filter(|find| find.leads_on())?;
    let walk = state.across.search.walk.as_ref()?;
    let path = state.path_of(state.reader.as_ref()?.entry)?;
    if find.hits.is_none() || !find.is_passed(count) || walk.stops.get(walk.at)?.path != path {
        return None;
    }
    let unknown = state.reader.as_ref().is_some_and(|reader| reader.facts.is_none());
    if unknown && walk.highlight.needs_facts() {
        state.tell(Notice::passing("The facts of this document are not known yet."));
        return Some(Vec::new());
    }
    let to = walk.at.checked_add_signed(count.signum()).filter(|to| *to < walk.stops.len());
    let Some(to) = to else {
        let words = walk.ended(count > 0);
        state.tell(Notice::passing(&words));
        return Some(Vec::new());
    };
    let title = walk.stops.get(to).map(|stop| stop.title.clone()).unwrap_or_default();
    let words = format!("On to document {} of {}: {title}", to + 1, walk.stops.len());
    let mut effects = go(state, to, if count > 0 { Entrance::First } else { Entrance::Last });
    state.tell(Notice::passing(&words));
    // Those of the search that have not been asked for yet follow in time.
    effects.extend(pane::more_for_walk(state));
    Some(effects)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_that_ends_early_says_so() {
        let paths = ["a", "b"].map(PathBuf::from);
        let title = Shown::default();
        let documents = paths.iter().map(|path| (path, &title, Span::default()));
        let walk = Walk::through("words", Highlight::Ranges, documents);
        assert!(walk.ended(true).contains("the last document found"));
        let walk = Walk { total: 2_000, ..walk };
        assert!(walk.ended(true).contains("the best 2 of 2,000 documents"));
        assert!(walk.ended(false).contains("the first document found"));
    }
}
