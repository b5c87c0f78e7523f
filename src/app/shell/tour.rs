//! From what was found into the documents: opening one at a passage with what was asked for marked,
//! and going on into the next document when its passages are passed.

use super::documents;
use super::state::{Over, State};
use crate::app::panes::page::Find;
use crate::app::panes::pane::Outcome;
use crate::app::panes::result_tour::{Entrance, ResultTour};
use crate::library::EntryId;

/// Begins a tour with the document of that number.
pub fn begin(state: &mut State, tour: ResultTour, at: usize, entrance: Entrance) -> Vec<Outcome> {
    let from = Some(state.focus).filter(|pane| pane.is_whole());
    state.search.tour = Some(tour);
    let outcomes = go(state, at, entrance);
    state.journey.opened_from = from.map(|pane| (pane, state.journey.depth()));
    outcomes
}

fn go(state: &mut State, at: usize, entrance: Entrance) -> Vec<Outcome> {
    let stop = state.search.tour.as_ref().and_then(|tour| tour.stops.get(at)).cloned();
    let Some(stop) = stop else { return Vec::new() };
    let entry = documents::entry_of(state, &stop.path, &stop.title);
    if let Some(tour) = &mut state.search.tour {
        tour.at = at;
        tour.towards = Some((entry, entrance));
    }
    if matches!(state.over, Some(Over::Prompt(_))) {
        state.over = None;
    }
    let offset = match entrance {
        Entrance::At(span) => Some(span.start),
        Entrance::First => Some(stop.first.map_or(0, |first| first.start)),
        Entrance::Last => None,
    };
    let mut outcomes = documents::enter(state, entry, offset);
    if state.journey.towards.is_none() {
        state.settle();
        outcomes.extend(arrived(state, entry));
    }
    outcomes
}

/// A document is open: if the tour leads there, what was asked for is marked in it.
pub fn arrived(state: &mut State, entry: EntryId) -> Vec<Outcome> {
    let Some(tour) = &mut state.search.tour else { return Vec::new() };
    let Some((_, entrance)) = tour.towards.take_if(|(towards, _)| *towards == entry) else {
        return Vec::new();
    };
    let from = match entrance {
        Entrance::At(span) => Some(span.start),
        Entrance::First => Some(0),
        Entrance::Last => None,
    };
    let find = Find::asked(&tour.words, tour.highlight.clone(), from);
    let Some(reader) = state.reader.as_mut().filter(|reader| reader.entry == entry) else {
        return Vec::new();
    };
    if let Entrance::At(span) = entrance
        && span.fits(reader.document.text())
    {
        reader.land(span);
    }
    reader.find = Some(find);
    if reader.look() { vec![Outcome::FindOutside] } else { Vec::new() }
}

/// The next match of a search of the library, if that is what the page shows and if it lies in
/// another document; `None` if the page has it, or shows another search.
pub fn next(state: &mut State, count: isize) -> Option<Vec<Outcome>> {
    let reader = state.reader.as_ref()?;
    let find = reader.find.as_ref().filter(|find| find.leads_on())?;
    let tour = state.search.tour.as_ref()?;
    let path = state.path_of(reader.entry)?;
    if find.hits.is_none() || !find.is_passed(count) || tour.stops.get(tour.at)?.path != path {
        return None;
    }
    if reader.facts.is_none() && tour.highlight.needs_facts() {
        return Some(vec![Outcome::say("The facts of this document are not known yet.")]);
    }
    let to = tour.at.checked_add_signed(count.signum()).filter(|to| *to < tour.stops.len());
    let Some(to) = to else {
        return Some(vec![Outcome::say(&tour.ended(count > 0))]);
    };
    let title = tour.stops.get(to).map(|stop| stop.title.clone()).unwrap_or_default();
    let words = format!("On to document {} of {}: {title}", to + 1, tour.stops.len());
    let from = state.journey.opened_from;
    let mut outcomes = go(state, to, if count > 0 { Entrance::First } else { Entrance::Last });
    state.journey.opened_from = from;
    outcomes.push(Outcome::say(&words));
    // Those of the search that have not been asked for yet follow in time.
    outcomes.extend(state.search.more_for_tour());
    Some(outcomes)
}
