//! The pane with the weapons, actors and places that the library names: in how many documents, in
//! which order, and which documents name the one that was chosen.

use std::cmp::Ordering;

use memchr::memmem::Finder;

use super::listing::Listing;
use super::merging::{Merging, merge};
use super::pane::{Click, Outcome, Pane, Scene};
use super::passage_ref::PassageRef;
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
    CorrectionDetails, Effect, EntityRow, FoundDocument, Highlight, LookupRequest, NamedEntity,
    SearchResults,
};
use crate::query::in_field;
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
    /// The entity that is to be merged into the next one chosen.
    pub merging: Option<Merging>,
    /// True once a key was pressed since the pane was opened.
    touched: bool,
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
            merging: None,
            touched: false,
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

    /// The entity that is selected; at the top it is on what comes first, until a key was pressed.
    fn here(&self) -> Option<String> {
        let row = Some(self.rows.selected()).filter(|row| *row > 0 || self.touched);
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

    /// Selects the entity with this key; if it is gone, what stands in its place.
    fn select_again(&mut self, id: Option<String>) {
        let again = id.as_ref().map(|id| {
            (0..self.rows.len()).find(|row| self.at(*row).is_some_and(|tally| tally.id == *id))
        });
        self.rows.select(again.map_or(0, |again| again.unwrap_or(self.rows.selected())));
    }

    /// The selected entity as a fact to be corrected, or what is said instead.
    fn selected_fact(&self) -> Result<(FactKey, CorrectionDetails), Vec<Outcome>> {
        let entity = match &self.detail {
            Some(detail) => detail.naming.ids.first().map(|id| (id, &detail.name)),
            None => self.at(self.rows.selected()).map(|tally| (&tally.id, &tally.name)),
        };
        let (id, name) =
            entity.ok_or_else(|| vec![Outcome::say("There is nothing here that is selected.")])?;
        let fact = FactKey { class: self.class.word().to_owned(), id: id.clone() };
        let name = name.to_string();
        Ok((fact, CorrectionDetails { name, ..CorrectionDetails::default() }))
    }

    /// Rejects the selected entity: it is no fact in any document.
    fn reject(&mut self) -> Vec<Outcome> {
        let (fact, details) = match self.selected_fact() {
            Ok(selected) => selected,
            Err(why) => return why,
        };
        self.detail = None;
        let words = format!("{} is no longer a fact; u brings it back.", details.name);
        vec![Outcome::say(&words), Outcome::Correct(Correction::Reject { fact }, details)]
    }

    /// Chooses the selected entity to be merged; called again, merges it into the one selected then.
    fn merge(&mut self) -> Vec<Outcome> {
        match self.selected_fact() {
            Ok((fact, details)) => merge(&mut self.merging, fact, details),
            Err(why) => why,
        }
    }

    /// The entities of a class are known. Those of another class than is shown are dropped.
    pub fn told(&mut self, class: Class, rows: Vec<EntityRow>) {
        if self.class == class {
            self.take(rows);
        }
    }

    /// The documents that name an entity are known.
    pub fn named(&mut self, naming: &NamedEntity, total: usize, documents: &[FoundDocument]) {
        let detail = self.detail.as_mut().filter(|detail| detail.naming == *naming);
        if let Some(detail) = detail {
            let documents = documents.to_vec();
            let found = SearchResults { total, documents, ..SearchResults::default() };
            detail.listing.take(found, std::mem::replace(&mut detail.known, true));
        }
    }

    /// Shows the next class.
    fn next_class(&mut self) -> Vec<Outcome> {
        let at = CLASSES.iter().position(|class| *class == self.class).unwrap_or(0);
        self.class = CLASSES.get((at + 1) % CLASSES.len()).copied().unwrap_or(Class::Weapon);
        self.merging = None;
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
        let Some(tally) = self.at(self.rows.selected()) else {
            return vec![Outcome::say("There is nothing here that is selected.")];
        };
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
            Command::Reject => return Some(self.reject()),
            Command::Merge => return Some(self.merge()),
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

    fn scope(&self, _: &Scene<'_>) -> Option<String> {
        let name = match &self.detail {
            Some(detail) => &detail.name,
            None => &self.at(self.rows.selected())?.name,
        };
        Some(in_field(self.class.word(), name))
    }

    fn shown(&mut self, _: &Scene<'_>) -> Vec<Outcome> {
        self.touched = false;
        vec![self.look_up()]
    }

    /// Hundreds of thousands of names are not kept for nobody to look at.
    fn closed(&mut self) {
        self.drop_rows();
        self.merging = None;
    }

    fn passage(&self, _: &Scene<'_>) -> Option<PassageRef> {
        self.detail.as_ref()?.listing.passage_ref()
    }

    fn touched(&mut self) {
        self.touched = true;
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
    let ids = corrections.members(class.word(), id).into_iter().map(str::to_owned).collect();
    NamedEntity { class, ids }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(id: &str, kind: &str, documents: usize) -> Tally {
        let (name, kind) = (CleanText::line(id), CleanText::line(kind));
        Tally { id: id.into(), name, kind, named: true, documents }
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
}
