//! The pane with the weapons, actors and places that the library names: in how many documents, in
//! which order, and which documents name the one that was chosen.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use memchr::memmem::Finder;

use super::listing::Listing;
use super::pane::{Click, Outcome, Pane, Scene};
use crate::app::base::command::Command;
use crate::app::base::geometry::PaneId;
use crate::app::base::key_sequence::Request;
use crate::app::base::keymap::Context;
use crate::app::base::prompt::Prompt;
use crate::app::base::rows::Rows;
use crate::facts::Class;
use crate::facts::correction::{Correction, Corrections, FactKey};
use crate::index::Tally;
use crate::protocol::{
    Effect, EntityRow, FoundDocument, Highlight, LookupRequest, NamedEntity, SearchResults,
};
use crate::text::{CleanText, folded};

/// Lines of the screen that are no rows of the pane.
const OTHER_LINES: usize = 3;

/// The classes of entities, in the order of the pane.
pub const CLASSES: [Class; 3] = [Class::Weapon, Class::Actor, Class::Place];

/// What the entities are ordered by.
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

    /// The order of that word.
    pub fn named(word: &str) -> Option<Self> {
        [Self::Count, Self::Name, Self::Kind].into_iter().find(|order| order.word() == word)
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
pub struct Entities {
    /// What is shown.
    pub class: Class,
    /// Everything of that class, as the user knows it; `None` until it is known.
    pub all: Option<Vec<EntityRow>>,
    /// Those that are shown, in order, by their places among all.
    shown: Vec<u32>,
    /// All of them in order, likewise.
    ordered: Vec<u32>,
    /// The rows, one of them selected.
    pub rows: Rows,
    /// What they are ordered by.
    pub order: Order,
    /// True if the order is the other way round.
    pub reversed: bool,
    /// Words that the names or kinds shown must have in them.
    pub filter: String,
    /// The entity whose documents are listed.
    pub detail: Option<Detail>,
}

/// The documents that name an entity.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The entity.
    pub naming: NamedEntity,
    /// Its name.
    pub name: CleanText,
    /// True once the documents are known.
    pub known: bool,
    /// The newest of them.
    pub listing: Listing,
}

impl Default for Entities {
    fn default() -> Self {
        Self {
            class: Class::Weapon,
            all: None,
            shown: Vec::new(),
            ordered: Vec::new(),
            rows: Rows::default(),
            order: Order::default(),
            reversed: false,
            filter: String::new(),
            detail: None,
        }
    }
}

impl Entities {
    /// The entity of a row.
    pub fn at(&self, row: usize) -> Option<&Tally> {
        Some(&self.all.as_ref()?.get(*self.shown.get(row)? as usize)?.tally)
    }

    /// Takes the entities as they are known now, in most documents first.
    fn take(&mut self, all: Vec<EntityRow>) {
        let here = self.here();
        self.all = Some(all);
        self.order_anew();
        self.filter_anew(None);
        self.select_again(here);
    }

    /// The entity that the selection was moved to; at the top it is on what comes first.
    fn here(&self) -> Option<String> {
        let row = Some(self.rows.selected()).filter(|row| *row > 0);
        row.and_then(|row| self.at(row)).map(|tally| tally.id.clone())
    }

    /// Orders all entities anew.
    fn order_anew(&mut self) {
        let all = self.all.as_deref().unwrap_or_default();
        let mut ordered: Vec<u32> = (0_u32..).take(all.len()).collect();
        let by = |order: fn(&EntityRow, &EntityRow) -> Ordering| {
            move |a: &u32, b: &u32| match (all.get(*a as usize), all.get(*b as usize)) {
                (Some(a), Some(b)) => order(a, b),
                _ => Ordering::Equal,
            }
        };
        match self.order {
            // As they come.
            Order::Count => {}
            Order::Name => ordered.sort_unstable_by(by(EntityRow::by_name)),
            Order::Kind => ordered.sort_unstable_by(by(EntityRow::by_kind)),
        }
        if self.reversed {
            ordered.reverse();
        }
        self.ordered = ordered;
    }

    /// Filters anew: all entities, or those that are shown if the words that they must have now have
    /// those `before` at their beginning. Their order stays.
    fn filter_anew(&mut self, before: Option<&str>) {
        let narrowed = before.is_some_and(|before| self.filter.starts_with(before));
        let among = if narrowed { &self.shown } else { &self.ordered };
        let wanted: Vec<String> = self.filter.split_whitespace().map(folded).collect();
        let wanted: Vec<Finder<'_>> = wanted.iter().map(Finder::new).collect();
        let all = self.all.as_deref().unwrap_or_default();
        let has = |row: &EntityRow| {
            wanted.iter().all(|word| word.find(row.folded().as_bytes()).is_some())
        };
        let fits = |at: &&u32| wanted.is_empty() || all.get(**at as usize).is_some_and(has);
        self.shown = among.iter().filter(fits).copied().collect();
        self.rows.set_len(self.shown.len());
    }

    /// Selects the entity with this key, or the first.
    fn select_again(&mut self, id: Option<String>) {
        let again = id.and_then(|id| {
            (0..self.rows.len()).find(|row| self.at(*row).is_some_and(|tally| tally.id == id))
        });
        self.rows.select(again.unwrap_or(0));
    }

    /// The entities of a class are known. Those of another class than is shown are dropped.
    pub fn told(&mut self, class: Class, rows: Vec<EntityRow>, corrections: &Corrections) {
        if self.class == class {
            self.take(corrected(corrections, class, rows));
        }
    }

    /// The documents that name an entity are known.
    pub fn named(&mut self, naming: &NamedEntity, total: usize, documents: &[FoundDocument]) {
        let detail = self.detail.as_mut().filter(|detail| detail.naming == *naming);
        if let Some(detail) = detail {
            detail.known = true;
            let documents = documents.to_vec();
            let found = SearchResults { total, documents, ..SearchResults::default() };
            detail.listing.take(found, false);
        }
    }

    /// Shows the next class.
    fn next_class(&mut self) -> Vec<Outcome> {
        let at = CLASSES.iter().position(|class| *class == self.class).unwrap_or(0);
        self.class = CLASSES.get((at + 1) % CLASSES.len()).copied().unwrap_or(Class::Weapon);
        self.drop_rows();
        vec![self.look_up()]
    }

    fn look_up(&self) -> Outcome {
        Outcome::Effect(Effect::LookUp(LookupRequest::Tallies(self.class)))
    }

    fn drop_rows(&mut self) {
        (self.all, self.detail) = (None, None);
        (self.ordered, self.shown) = (Vec::new(), Vec::new());
        self.rows.set_len(0);
    }

    /// Orders otherwise, or the other way round.
    fn reorder(&mut self, reverse: bool) {
        if reverse {
            self.reversed = !self.reversed;
        } else {
            (self.order, self.reversed) = (self.order.next(), false);
        }
        let here = self.here();
        self.order_anew();
        self.filter_anew(None);
        self.select_again(here);
    }

    /// Shows only what has these words.
    fn filter_by(&mut self, words: &str) {
        let (before, here) = (std::mem::take(&mut self.filter), self.here());
        words.clone_into(&mut self.filter);
        self.filter_anew(Some(&before));
        self.select_again(here);
    }

    /// Lists the documents of the selected entity, or opens the selected one of them.
    fn open(&mut self, scene: &Scene<'_>) -> Vec<Outcome> {
        if let Some(detail) = &self.detail {
            let highlight = Highlight::Thing(detail.naming.key());
            return Outcome::tour(&detail.name, highlight, &detail.listing).into_iter().collect();
        }
        let Some(tally) = self.at(self.rows.selected()) else { return Vec::new() };
        let name = tally.name.clone();
        let naming = naming(scene.corrections, self.class, &tally.id);
        let listing = Listing::default();
        self.detail = Some(Detail { naming: naming.clone(), name, known: false, listing });
        vec![Outcome::Effect(Effect::LookUp(LookupRequest::Naming(naming)))]
    }
}

impl Pane for Entities {
    fn context(&self) -> Context {
        Context::Entities
    }

    fn hints(&self, _: bool) -> &'static [(Command, &'static str)] {
        use Command::{Back, Find, Help, NextKind, Open, Reorder, Reverse};
        match self.detail {
            Some(_) => &[(Open, "go there"), (Back, "back"), (Help, "help")],
            None => &[
                (Open, "its documents"),
                (Find, "filter"),
                (Reorder, "order"),
                (NextKind, "others"),
                (Help, "help"),
                (Reverse, "turn round"),
                (Back, "close"),
            ],
        }
    }

    fn run(&mut self, request: Request, scene: &Scene<'_>) -> Option<Vec<Outcome>> {
        match request.command {
            Command::Open => return Some(self.open(scene)),
            Command::NextKind => return Some(self.next_class()),
            Command::Reorder => self.reorder(false),
            Command::Reverse => self.reorder(true),
            _ => {
                let page = scene.page_of_rows(OTHER_LINES);
                let moved = match &mut self.detail {
                    Some(detail) => detail.listing.run(request, page),
                    None => self.rows.run(request, page),
                };
                return moved.then(Vec::new);
            }
        }
        Some(Vec::new())
    }

    /// Out of the documents of an entity, out of the filter.
    fn back(&mut self, _: &Scene<'_>) -> Option<Vec<Outcome>> {
        if self.detail.take().is_some() {
            return Some(Vec::new());
        }
        if self.filter.is_empty() {
            return None;
        }
        self.filter_by("");
        Some(Vec::new())
    }

    fn wheel(&mut self, lines: isize, _: &Scene<'_>) -> Vec<Outcome> {
        match &mut self.detail {
            Some(detail) => detail.listing.step(lines.signum()),
            None => self.rows.step(lines),
        }
        Vec::new()
    }

    /// A row is selected, and opened if it was before.
    fn click(&mut self, click: Click, scene: &Scene<'_>) -> Vec<Outcome> {
        let Some(line) = click.line() else { return Vec::new() };
        let (columns, lines) = (click.area.width, click.area.height);
        let row = match &self.detail {
            Some(detail) => detail.listing.row_at(line, columns, lines.into()),
            None => self.rows.at_line_centred(line, lines.into()),
        };
        let before = self.detail.as_ref().map_or(self.rows, |detail| detail.listing.rows);
        match (row, &mut self.detail) {
            (None, _) => {}
            (Some(row), _) if row == before.selected() => return self.open(scene),
            (Some(row), Some(detail)) => detail.listing.select(row),
            (Some(row), None) => self.rows.select(row),
        }
        Vec::new()
    }

    fn ask(&mut self, _: Command) -> Option<Prompt> {
        self.detail = None;
        let row = self.rows.selected();
        Some(Prompt::filter(PaneId::Entities, " names with: ", &self.filter, row))
    }

    fn filter(&mut self, words: &str, _: &Scene<'_>) -> Vec<Outcome> {
        self.filter_by(words);
        Vec::new()
    }

    fn shown(&mut self, _: &Scene<'_>) -> Vec<Outcome> {
        vec![self.look_up()]
    }

    /// Hundreds of thousands of names are not kept for nobody to look at.
    fn closed(&mut self) {
        self.drop_rows();
    }

    fn indexed(&mut self, _: &Scene<'_>) -> Vec<Outcome> {
        match self.detail {
            Some(_) => Vec::new(),
            None => vec![self.look_up()],
        }
    }
}

/// The entity that a key names, as the user knows it.
pub fn naming(corrections: &Corrections, class: Class, id: &str) -> NamedEntity {
    let own = FactKey { class: class.word().to_owned(), id: id.to_owned() };
    let merged = corrections.merged_into(&own);
    let ids = std::iter::once(id).chain(merged).map(str::to_owned).collect();
    NamedEntity { class, ids }
}

/// What the user knows better: what is no fact goes; what is the same counts as one. A document that
/// names both of two merged entities is counted twice.
fn corrected(corrections: &Corrections, class: Class, rows: Vec<EntityRow>) -> Vec<EntityRow> {
    if corrections.is_empty() {
        return rows;
    }
    let key = |id: &str| FactKey { class: class.word().to_owned(), id: id.to_owned() };
    let mut all: BTreeMap<String, Tally> =
        rows.into_iter().map(|row| (row.tally.id.clone(), row.tally)).collect();
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
    EntityRow::ordered(all.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(id: &str, kind: &str, documents: usize) -> Tally {
        Tally { id: id.into(), name: CleanText::line(id), kind: CleanText::line(kind), documents }
    }

    fn rows(tallies: Vec<Tally>) -> Vec<EntityRow> {
        EntityRow::ordered(tallies)
    }

    #[test]
    fn a_longer_filter_looks_only_at_what_is_shown_and_a_shorter_one_at_all() {
        let mut entities = Entities::default();
        entities.take(rows((0..50).map(|at| tally(&format!("m{at}"), "gun", at)).collect()));
        entities.filter_by("m1");
        assert_eq!(entities.rows.len(), 11);
        // What is not shown is not looked at: were it, the one with that name would appear.
        entities.shown.retain(|at| *at != 32);
        entities.filter_by("m17");
        assert_eq!(entities.rows.len(), 0);
        entities.filter_by("m1");
        assert_eq!(entities.rows.len(), 11);
        entities.filter_by("m1 gun");
        assert_eq!((entities.rows.len(), names(&entities)[0]), (11, "m19"));
    }

    fn names(entities: &Entities) -> Vec<&str> {
        (0..entities.rows.len())
            .filter_map(|row| entities.at(row))
            .map(|tally| &*tally.id)
            .collect()
    }

    #[test]
    fn things_are_ordered_and_filtered_and_the_selection_stays_on_its_thing() {
        let mut entities = Entities::default();
        entities.take(rows(vec![
            tally("taurus", "missile", 2),
            tally("atacms", "missile", 9),
            tally("f16", "jet", 2),
        ]));
        assert_eq!(names(&entities), ["atacms", "f16", "taurus"]);
        entities.rows.step(2);
        entities.order = Order::Name;
        entities.reorder(false);
        assert_eq!(names(&entities), ["f16", "atacms", "taurus"]);
        assert_eq!(entities.at(entities.rows.selected()).unwrap().id, "taurus");
        entities.reorder(true);
        entities.rows.select(0);
        entities.filter_by("MISS");
        assert_eq!((names(&entities), entities.rows.selected()), (vec!["taurus", "atacms"], 0));
    }

    #[test]
    fn the_selection_follows_its_thing_when_more_is_known_and_stays_at_the_top() {
        let mut entities = Entities::default();
        entities.take(rows(vec![tally("f16", "jet", 1), tally("taurus", "missile", 1)]));
        let more = vec![tally("atacms", "missile", 9), tally("taurus", "missile", 2)];
        entities.take(rows([more.clone(), vec![tally("f16", "jet", 1)]].concat()));
        assert_eq!(entities.at(entities.rows.selected()).unwrap().id, "atacms");
        entities.rows.step(1);
        entities.take(rows([vec![tally("s400", "launcher", 5)], more].concat()));
        assert_eq!(
            (names(&entities), entities.rows.selected()),
            (vec!["atacms", "s400", "taurus"], 2)
        );
    }

    #[test]
    fn what_the_user_knows_better_counts() {
        let key = |id: &str| FactKey { class: "weapon".into(), id: id.into() };
        let mut corrections = Corrections::default();
        corrections.add(Correction::Reject { fact: key("forum") });
        corrections.add(Correction::Merge { fact: key("mgm-140"), into: key("atacms") });
        let all = vec![tally("atacms", "", 2), tally("forum", "", 5), tally("mgm-140", "", 3)];
        let all = rows(all);
        let left = corrected(&corrections, Class::Weapon, all);
        assert_eq!(left, rows(vec![tally("atacms", "", 5)]));
        let actors = rows(vec![tally("forum", "", 5)]);
        assert_eq!(corrected(&corrections, Class::Actor, actors).len(), 1);
    }
}
