//! The pane with the weapons, actors and places that the library names: in how many documents, in
//! which order, and which documents name the one that was chosen.

mod arrangement;
mod trends;

use arrangement::{Arrangement, Wanted};
pub use arrangement::{EntityLine, Order};
pub use trends::Trends;

use super::listing::Listing;
use super::merging::{Merging, merge};
use super::pane::{Click, Outcome, Pane, Scene};
use super::passage_ref::PassageRef;
use crate::app::base::command::Command;
use crate::app::base::key_sequence::Request;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::base::prompt::Prompt;
use crate::app::base::rows::Rows;
use crate::facts::Class;
use crate::facts::correction::{Correction, Corrections, FactKey};
use crate::index::{Tally, Trend, TrendAxis};
use crate::protocol::{
    CorrectionDetails, Effect, EntityRow, FactIndex, FactRef, FoundDocument, Highlight,
    LookupRequest, NamedEntity, SearchResults,
};
use crate::query::in_field;
use crate::text::CleanText;

/// Lines of the screen that are no rows of the pane.
const OTHER_LINES: usize = 3;

/// The classes of entities, in the order of the pane.
pub const CLASSES: [Class; 3] = [Class::Weapon, Class::Actor, Class::Place];

/// The state of the pane.
#[derive(Clone, Debug)]
pub struct Entities {
    /// What is shown.
    pub class: Class,
    /// Everything of that class, as the user knows it; `None` until it is known.
    pub all: Option<Vec<EntityRow>>,
    /// Which of them are shown, and in which order.
    arrangement: Arrangement,
    /// When the documents are dated that name those near the selected one.
    pub trends: Trends,
    /// The rows, one of them selected.
    pub rows: Rows,
    /// What they are ordered by.
    pub order: Order,
    /// True if the order is the other way round.
    pub reversed: bool,
    /// Words that the names or kinds shown must have in them.
    pub filter: String,
    /// True if generic words ("missile") are not shown.
    pub names_only: bool,
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
            arrangement: Arrangement::default(),
            trends: Trends::default(),
            rows: Rows::default(),
            order: Order::default(),
            reversed: false,
            filter: String::new(),
            names_only: false,
            detail: None,
            merging: None,
            touched: false,
        }
    }
}

impl Entities {
    /// The entity of a row; none if the row is a heading.
    pub fn at(&self, row: usize) -> Option<&Tally> {
        match self.line(row)? {
            (EntityLine::Entity(_), tally) => Some(tally),
            (EntityLine::Heading(_), _) => None,
        }
    }

    /// A row of the pane, with the entity that it shows or whose kind it names.
    pub fn line(&self, row: usize) -> Option<(EntityLine, &Tally)> {
        let line = *self.arrangement.lines.get(row)?;
        let (EntityLine::Entity(at) | EntityLine::Heading(at)) = line;
        Some((line, &self.all.as_ref()?.get(at as usize)?.tally))
    }

    /// How many entities are shown.
    pub fn count(&self) -> usize {
        self.arrangement.entities()
    }

    /// Takes the entities as they are known now, in most documents first.
    fn take(&mut self, all: Vec<EntityRow>) {
        let here = self.here();
        self.all = Some(all);
        self.trends.forget();
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
        self.arrangement.order(all, self.order, self.reversed);
    }

    /// Filters anew: all entities, or those that are shown if the words that they must have now have
    /// those `before` at their beginning. Their order stays.
    fn filter_anew(&mut self, before: Option<&str>) {
        let narrowed = before.is_some_and(|before| self.filter.starts_with(before));
        let wanted = Wanted { words: &self.filter, names_only: self.names_only, order: self.order };
        self.arrangement.filter(self.all.as_deref().unwrap_or_default(), &wanted, narrowed);
        self.rows.set_len(self.arrangement.lines.len());
        self.leave_heading(false);
    }

    /// Goes from a heading to the entity above it or below it.
    fn leave_heading(&mut self, upwards: bool) {
        let row = self.rows.selected();
        if !self.rows.is_empty() && !self.arrangement.is_entity(row) {
            self.rows.select(if upwards && row > 0 { row - 1 } else { row + 1 });
        }
    }

    /// Moves among the entities, past headings.
    fn go(&mut self, motion: impl FnOnce(&mut Rows) -> bool) -> bool {
        let before = self.rows.selected();
        let moved = motion(&mut self.rows);
        self.leave_heading(self.rows.selected() < before);
        moved
    }

    /// What is to be looked up of the entities on the screen: when their documents are dated.
    fn ask_trends(&mut self, corrections: &Corrections) -> Vec<Outcome> {
        let selected = self.rows.selected();
        let near = |by: usize| selected.saturating_sub(by)..(selected + by).min(self.rows.len());
        let unknown = |row: usize| {
            let id = self.at(row).map(|tally| &tally.id);
            id.filter(|id| !self.trends.is_asked(id)).cloned()
        };
        if self.detail.is_some() || near(trends::IN_SIGHT).all(|row| unknown(row).is_none()) {
            return Vec::new();
        }
        let ids: Vec<String> = near(trends::NEAR).filter_map(unknown).collect();
        ids.iter().for_each(|id| self.trends.ask(id));
        let wanted = ids.iter().map(|id| naming(corrections, self.class, id)).collect();
        vec![Outcome::Effect(Effect::LookUp(LookupRequest::Trends(self.class, wanted)))]
    }

    /// When the documents are dated that name some entities of a class. Another class than is shown is
    /// dropped.
    pub fn trends_told(&mut self, class: Class, axis: TrendAxis, trends: Vec<(String, Trend)>) {
        if self.class == class {
            self.trends.take(axis, trends);
        }
    }

    /// Shows generic words, or hides them.
    fn toggle_generic(&mut self) -> Vec<Outcome> {
        self.names_only = !self.names_only;
        let here = self.here();
        self.filter_anew(None);
        self.select_again(here);
        let words = match self.names_only {
            true => "Only names are shown; zg brings the generic words back.",
            false => "Generic words are shown too.",
        };
        vec![Outcome::say(words)]
    }

    /// Selects the entity with this key; if it is gone, what stands in its place.
    fn select_again(&mut self, id: Option<String>) {
        let again = id.as_ref().map(|id| {
            (0..self.rows.len()).find(|row| self.at(*row).is_some_and(|tally| tally.id == *id))
        });
        self.rows.select(again.map_or(0, |again| again.unwrap_or(self.rows.selected())));
        self.leave_heading(false);
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
    pub fn told(
        &mut self,
        class: Class,
        rows: Vec<EntityRow>,
        corrections: &Corrections,
    ) -> Vec<Outcome> {
        if self.class != class {
            return Vec::new();
        }
        self.take(rows);
        self.ask_trends(corrections)
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
        self.arrangement = Arrangement::default();
        self.trends.forget();
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
        use Command::{Back, Find, GenericWords, Help, NextKind, Open, Reorder, Reverse};
        match self.detail {
            Some(_) => &[(Open, "go there"), (Back, "back"), (Help, "help")],
            None => &[
                (Open, "its documents"),
                (Find, "filter"),
                (Reorder, "order"),
                (NextKind, "others"),
                (Help, "help"),
                (GenericWords, "names only"),
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
            Command::GenericWords => {
                let mut outcomes = self.toggle_generic();
                outcomes.extend(self.ask_trends(scene.corrections));
                return Some(outcomes);
            }
            _ => {
                let page = scene.page_of_rows(OTHER_LINES);
                let moved = match &mut self.detail {
                    Some(detail) => detail.listing.run(request, page),
                    None => self.go(|rows| rows.run(request, page)),
                };
                return moved.then(|| self.ask_trends(scene.corrections));
            }
        }
        Some(self.ask_trends(scene.corrections))
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

    fn wheel(&mut self, lines: isize, scene: &Scene<'_>) -> Vec<Outcome> {
        match &mut self.detail {
            Some(detail) => detail.listing.step(lines.signum()),
            None => {
                _ = self.go(|rows| {
                    rows.step(lines);
                    true
                })
            }
        }
        self.ask_trends(scene.corrections)
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
            (Some(row), None) if self.arrangement.is_entity(row) => self.rows.select(row),
            (Some(_), None) => {}
        }
        self.ask_trends(scene.corrections)
    }

    fn ask(&mut self, _: Command) -> Option<Prompt> {
        self.detail = None;
        let row = self.rows.selected();
        Some(Prompt::filter(PaneId::Entities, " names with: ", &self.filter, row))
    }

    fn filter(&mut self, words: &str, scene: &Scene<'_>) -> Vec<Outcome> {
        self.filter_by(words);
        self.ask_trends(scene.corrections)
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

    fn entity(&self, scene: &Scene<'_>) -> Option<(NamedEntity, CleanText)> {
        if let Some(detail) = &self.detail {
            return Some((detail.naming.clone(), detail.name.clone()));
        }
        let tally = self.at(self.rows.selected())?;
        Some((naming(scene.corrections, self.class, &tally.id), tally.name.clone()))
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

/// What a fact of a document is, or of which weapon it is a range, with the name.
pub fn entity_of(
    corrections: &Corrections,
    found: &FactIndex,
    fact: FactRef,
) -> Option<(NamedEntity, CleanText)> {
    let weapon = || found.range(fact).and_then(|range| found.weapon_of(range));
    let entity = found.entity(fact).or_else(weapon)?;
    let named = naming(corrections, entity.class, &entity.id);
    Some((named, CleanText::line(&entity.name)))
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
        entities.arrangement.lines.retain(|line| *line != EntityLine::Entity(32));
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
        // Below the heading of their kind.
        entities.rows.select(1);
        entities.filter_by("MISS");
        assert_eq!((names(&entities), entities.rows.selected()), (vec!["taurus", "atacms"], 1));
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
    fn kinds_are_headings_that_the_selection_passes_by() {
        let mut entities = Entities { order: Order::Kind, ..Entities::default() };
        let all = [("taurus", "missile", 2), ("f16", "jet", 2), ("atacms", "missile", 9)];
        entities.take(rows(all.map(|(id, kind, count)| tally(id, kind, count)).to_vec()));
        let lines: Vec<_> = (0..entities.rows.len())
            .filter_map(|row| entities.line(row))
            .map(|(line, tally)| match line {
                EntityLine::Heading(_) => tally.kind.to_string(),
                EntityLine::Entity(_) => tally.id.clone(),
            })
            .collect();
        assert_eq!(lines, ["jet", "f16", "missile", "atacms", "taurus"]);
        assert_eq!((entities.count(), entities.rows.selected()), (3, 1));
        let mut seen = Vec::new();
        for by in [1, 1, 1, -1, -1, -1] {
            entities.go(|rows| {
                rows.step(by);
                true
            });
            seen.push(entities.at(entities.rows.selected()).unwrap().id.clone());
        }
        assert_eq!(seen, ["atacms", "taurus", "taurus", "atacms", "f16", "f16"]);
    }

    #[test]
    fn generic_words_are_hidden_when_asked_and_come_back() {
        let mut entities = Entities::default();
        let generic = Tally { named: false, ..tally("missile", "missile", 40) };
        entities.take(rows(vec![generic, tally("atacms", "missile", 2)]));
        assert_eq!(names(&entities), ["atacms", "missile"]);
        entities.toggle_generic();
        assert_eq!(names(&entities), ["atacms"]);
        entities.filter_by("missile");
        assert_eq!(names(&entities), ["atacms"]);
        entities.toggle_generic();
        assert_eq!(names(&entities), ["atacms", "missile"]);
    }

    #[test]
    fn trends_are_asked_for_once_and_near_the_selected_row_only() {
        let mut entities = Entities::default();
        entities.take(rows((0..1000).map(|at| tally(&format!("m{at}"), "gun", at)).collect()));
        let asked = |entities: &mut Entities| {
            let outcomes = entities.ask_trends(&Corrections::default());
            match outcomes.as_slice() {
                [Outcome::Effect(Effect::LookUp(LookupRequest::Trends(_, wanted)))] => wanted.len(),
                _ => 0,
            }
        };
        assert_eq!((asked(&mut entities), asked(&mut entities)), (trends::NEAR, 0));
        entities.rows.select(10);
        assert_eq!(asked(&mut entities), 0);
        entities.rows.select(900);
        assert_eq!(asked(&mut entities), trends::NEAR + 100);
    }
}
