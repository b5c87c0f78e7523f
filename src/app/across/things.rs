//! The pane with the weapons, actors and places that the library names: in how many documents, in
//! which order, and which documents name the one that was chosen.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::app::field::Field;
use crate::app::geometry::{self, Pane};
use crate::app::opening;
use crate::app::prompt::{Prompt, Purpose};
use crate::app::search::{self, Listing};
use crate::app::state::{Over, State};
use crate::facts::Class;
use crate::facts::correction::{Correction, Corrections, FactKey};
use crate::index::Tally;
use crate::protocol::{
    Effect, FoundDocument, Highlight, LookupRequest, NamedEntity, SearchResults,
};
use crate::text::{Shown, folded};

/// The classes of things, in the order of the pane.
pub const CLASSES: [Class; 3] = [Class::Weapon, Class::Actor, Class::Place];

/// What the things are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Those in most documents first.
    #[default]
    Count,
    /// By name.
    Name,
    /// By kind, then those in most documents first.
    Kind,
}

impl Order {
    /// As the heading of the pane says it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Count => "by documents",
            Self::Name => "by name",
            Self::Kind => "by kind",
        }
    }

    const fn next(self) -> Self {
        match self {
            Self::Count => Self::Name,
            Self::Name => Self::Kind,
            Self::Kind => Self::Count,
        }
    }
}

/// The state of the pane.
#[derive(Clone, Debug)]
pub struct Things {
    /// What is shown.
    pub class: Class,
    /// Everything of that class, as the user knows it; `None` until it is known.
    pub all: Option<Vec<Tally>>,
    /// Those that are shown, in order, by their places among all.
    pub rows: Vec<usize>,
    /// The selected row.
    pub selected: usize,
    /// What they are ordered by.
    pub order: Order,
    /// True if the order is the other way round.
    pub reversed: bool,
    /// Words that the names or kinds shown must have in them.
    pub filter: String,
    /// The thing whose documents are listed.
    pub detail: Option<Detail>,
    /// Where the focus was before.
    back: Option<Pane>,
}

/// The documents that name a thing.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The thing.
    pub naming: NamedEntity,
    /// Its name.
    pub name: Shown,
    /// True once the documents are known.
    pub known: bool,
    /// The newest of them.
    pub listing: Listing,
}

impl Default for Things {
    fn default() -> Self {
        Self {
            class: Class::Weapon,
            all: None,
            rows: Vec::new(),
            selected: 0,
            order: Order::default(),
            reversed: false,
            filter: String::new(),
            detail: None,
            back: None,
        }
    }
}

impl Things {
    /// The thing of a row.
    pub fn at(&self, row: usize) -> Option<&Tally> {
        self.all.as_ref()?.get(*self.rows.get(row)?)
    }

    /// Moves the selection, stopping at both ends.
    pub fn step(&mut self, by: isize) {
        self.select(self.selected.saturating_add_signed(by));
    }

    /// Selects a row, or the last if there are fewer.
    pub fn select(&mut self, row: usize) {
        self.selected = row.min(self.rows.len().saturating_sub(1));
    }

    /// Takes the things as they are known now.
    fn take(&mut self, all: Vec<Tally>) {
        let here = self.here();
        self.all = Some(all);
        self.arrange_around(here);
    }

    /// Orders and filters anew.
    fn arrange(&mut self) {
        let here = self.here();
        self.arrange_around(here);
    }

    /// The thing that the selection was moved to; at the top it is on what comes first.
    fn here(&self) -> Option<String> {
        self.at(self.selected).filter(|_| self.selected > 0).map(|tally| tally.id.clone())
    }

    /// Orders and filters anew; the selection stays on this thing.
    fn arrange_around(&mut self, here: Option<String>) {
        let all = self.all.as_deref().unwrap_or_default();
        let wanted: Vec<String> = self.filter.split_whitespace().map(folded).collect();
        let has = |tally: &Tally| {
            let words = folded(&format!("{} {} {}", tally.name, tally.kind, tally.id));
            wanted.iter().all(|word| words.contains(word.as_str()))
        };
        let fits = |at: &usize| wanted.is_empty() || all.get(*at).is_some_and(has);
        let mut rows: Vec<usize> = (0..all.len()).filter(fits).collect();
        let name = |at: usize| all.get(at).map(|tally| folded(&tally.name));
        let count = |at: usize| Reverse(all.get(at).map_or(0, |tally| tally.documents));
        match self.order {
            Order::Count => rows.sort_by_cached_key(|at| (count(*at), name(*at))),
            Order::Name => rows.sort_by_cached_key(|at| name(*at)),
            Order::Kind => rows.sort_by_cached_key(|at| {
                (all.get(*at).map(|tally| folded(&tally.kind)), count(*at), name(*at))
            }),
        }
        if self.reversed {
            rows.reverse();
        }
        let is = |id: &String, at: &usize| all.get(*at).is_some_and(|tally| tally.id == *id);
        let again = here.and_then(|id| rows.iter().position(|at| is(&id, at)));
        self.rows = rows;
        self.select(again.unwrap_or(0));
    }
}

/// Opens the pane, or closes it.
pub fn toggle(state: &mut State) -> Vec<Effect> {
    if state.focus == Pane::Things {
        return leave(state);
    }
    let mut effects = opening::remember(state);
    state.across.things.back = Some(state.focus).filter(|pane| !pane.is_whole());
    state.focus = Pane::Things;
    effects.push(Effect::LookUp(LookupRequest::Tallies(state.across.things.class)));
    effects
}

/// One step back: out of the documents of a thing, the filter, the pane.
pub fn back(state: &mut State) -> Vec<Effect> {
    let things = &mut state.across.things;
    if things.detail.take().is_some() {
        return Vec::new();
    }
    if !things.filter.is_empty() {
        filter(state, "");
        return Vec::new();
    }
    leave(state)
}

fn leave(state: &mut State) -> Vec<Effect> {
    let things = &mut state.across.things;
    // Hundreds of thousands of names are not kept for nobody to look at.
    (things.all, things.detail, things.selected) = (None, None, 0);
    things.rows.clear();
    let back = things.back.take();
    opening::go_back(state, back)
}

/// Shows the next class of things.
pub fn next_class(state: &mut State, forward: bool) -> Vec<Effect> {
    let things = &mut state.across.things;
    let at = CLASSES.iter().position(|class| *class == things.class).unwrap_or(0);
    let step = if forward { 1 } else { CLASSES.len() - 1 };
    things.class = CLASSES.get((at + step) % CLASSES.len()).copied().unwrap_or(Class::Weapon);
    (things.all, things.detail, things.selected) = (None, None, 0);
    things.rows.clear();
    vec![Effect::LookUp(LookupRequest::Tallies(things.class))]
}

/// Orders otherwise, or the other way round.
pub fn reorder(state: &mut State, reverse: bool) {
    let things = &mut state.across.things;
    if reverse {
        things.reversed = !things.reversed;
    } else {
        (things.order, things.reversed) = (things.order.next(), false);
    }
    things.arrange();
}

/// Asks what the things shown must have in their names.
pub fn ask_filter(state: &mut State) {
    let things = &mut state.across.things;
    things.detail = None;
    let (before, row) = (things.filter.clone(), things.selected);
    let field = Field::with(&before);
    state.over = Some(Over::Prompt(Prompt { purpose: Purpose::Across, field, before, row }));
}

/// Shows only what has these words.
pub fn filter(state: &mut State, words: &str) {
    words.clone_into(&mut state.across.things.filter);
    state.across.things.arrange();
}

/// The things of a class are known.
pub fn told(state: &mut State, class: Class, tallies: Vec<Tally>) {
    let things = &mut state.across.things;
    if state.focus != Pane::Things || things.class != class {
        return;
    }
    things.take(corrected(&state.panes.facts.corrections, class, tallies));
}

/// What the user knows better: what is no fact goes; what is the same counts as one. A document that
/// names both of two merged things is counted twice.
fn corrected(corrections: &Corrections, class: Class, tallies: Vec<Tally>) -> Vec<Tally> {
    let key = |id: &str| FactKey { class: class.word().to_owned(), id: id.to_owned() };
    let mut all: BTreeMap<String, Tally> =
        tallies.into_iter().map(|tally| (tally.id.clone(), tally)).collect();
    for correction in corrections.iter() {
        match correction {
            Correction::Reject { fact } if *fact == key(&fact.id) => _ = all.remove(&fact.id),
            Correction::Merge { fact, into } if *fact == key(&fact.id) => {
                let Some(gone) = all.remove(&fact.id) else { continue };
                match all.get_mut(&into.id) {
                    Some(known) => known.documents += gone.documents,
                    None => _ = all.insert(into.id.clone(), Tally { id: into.id.clone(), ..gone }),
                }
            }
            _ => {}
        }
    }
    all.into_values().collect()
}

/// Lists the documents of the selected thing, or opens the selected one of them.
pub fn open(state: &mut State) -> Vec<Effect> {
    let things = &state.across.things;
    if let Some(detail) = things.detail.clone() {
        let highlight = Highlight::Thing(detail.naming.key());
        return search::follow(state, &detail.name, highlight, &detail.listing);
    }
    let Some(tally) = things.at(things.selected) else { return Vec::new() };
    let (name, naming) = (tally.name.clone(), super::naming(state, things.class, &tally.id));
    let listing = Listing::default();
    state.across.things.detail =
        Some(Detail { naming: naming.clone(), name, known: false, listing });
    vec![Effect::LookUp(LookupRequest::Naming(naming))]
}

/// The documents of a thing are known.
pub fn named(state: &mut State, naming: &NamedEntity, total: usize, documents: Vec<FoundDocument>) {
    let detail = state.across.things.detail.as_mut().filter(|detail| detail.naming == *naming);
    if let Some(detail) = detail {
        detail.known = true;
        detail.listing.take(SearchResults { total, documents, ..SearchResults::default() }, false);
    }
}

/// The pane was clicked: a row is selected, and opened if it was before.
pub fn click(state: &mut State, line: usize) -> Vec<Effect> {
    let Some(area) = state.whole().map(geometry::content) else { return Vec::new() };
    let things = &mut state.across.things;
    let before = match &things.detail {
        Some(detail) => detail.listing.selected,
        None => things.selected,
    };
    let row = match &things.detail {
        Some(detail) => detail.listing.row_at(line, area.width, area.height.into()),
        None => Some(geometry::top(things.selected, things.rows.len(), area.height) + line)
            .filter(|row| *row < things.rows.len()),
    };
    let Some(row) = row else { return Vec::new() };
    if row == before {
        return open(state);
    }
    match &mut things.detail {
        Some(detail) => detail.listing.select(row),
        None => things.select(row),
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(id: &str, kind: &str, documents: usize) -> Tally {
        Tally { id: id.into(), name: Shown::line(id), kind: Shown::line(kind), documents }
    }

    fn names(things: &Things) -> Vec<&str> {
        (0..things.rows.len()).filter_map(|row| things.at(row)).map(|tally| &*tally.id).collect()
    }

    #[test]
    fn things_are_ordered_and_filtered_and_the_selection_stays_on_its_thing() {
        let all = vec![
            tally("taurus", "missile", 2),
            tally("atacms", "missile", 9),
            tally("f16", "jet", 2),
        ];
        let mut things = Things { all: Some(all), ..Things::default() };
        things.arrange();
        assert_eq!(names(&things), ["atacms", "f16", "taurus"]);
        things.step(2);
        things.order = Order::Kind;
        things.arrange();
        assert_eq!(names(&things), ["f16", "atacms", "taurus"]);
        assert_eq!(things.at(things.selected).unwrap().id, "taurus");
        things.filter = "MISS".into();
        things.reversed = true;
        things.arrange();
        assert_eq!((names(&things), things.selected), (vec!["taurus", "atacms"], 0));
    }

    #[test]
    fn the_selection_follows_its_thing_when_more_is_known_and_stays_at_the_top() {
        let mut things = Things::default();
        things.take(vec![tally("f16", "jet", 1), tally("taurus", "missile", 1)]);
        let more = vec![tally("atacms", "missile", 9), tally("taurus", "missile", 2)];
        things.take([more.clone(), vec![tally("f16", "jet", 1)]].concat());
        assert_eq!(things.at(things.selected).unwrap().id, "atacms");
        things.step(1);
        things.take([vec![tally("s400", "launcher", 5)], more].concat());
        assert_eq!((names(&things), things.selected), (vec!["atacms", "s400", "taurus"], 2));
    }

    #[test]
    fn what_the_user_knows_better_counts() {
        let key = |id: &str| FactKey { class: "weapon".into(), id: id.into() };
        let mut corrections = Corrections::default();
        corrections.add(Correction::Reject { fact: key("forum") });
        corrections.add(Correction::Merge { fact: key("mgm-140"), into: key("atacms") });
        let all = vec![tally("atacms", "", 2), tally("forum", "", 5), tally("mgm-140", "", 3)];
        let left = corrected(&corrections, Class::Weapon, all);
        assert_eq!(left, [tally("atacms", "", 5)]);
        assert_eq!(corrected(&corrections, Class::Actor, vec![tally("forum", "", 5)]).len(), 1);
    }
}
