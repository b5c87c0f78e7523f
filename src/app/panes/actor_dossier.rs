//! The pane with what the library says of one actor: roles, words, weapons beside it, documents that name
//! it; which rows are shown, in which order, and where they lead. How a row looks is the view's.

use std::cmp::Reverse;
use std::sync::Arc;

use super::dossier::{areas, look_up};
use super::entities::naming;
use super::pane::{Click, Outcome, Pane, Scene};
use super::passage_ref::PassageRef;
use super::result_tour::{Entrance, ResultTour};
use crate::app::base::command::Command;
use crate::app::base::key_sequence::Request;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::base::prompt::Prompt;
use crate::app::base::rows::Rows;
use crate::facts::Class;
use crate::protocol::{
    ActorAspect, ActorDossier, ActorPassage, Highlight, LookupReport, LookupRequest, NamedEntity,
};
use crate::query::in_field;
use crate::text::{CleanText, folded};

/// Lines of the screen that are no rows of the pane.
const OTHER_LINES: usize = 12;

/// What the passages are ordered by, within each heading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PassageOrder {
    /// The newest first.
    #[default]
    Date,
    /// What most documents tell first; of documents, those that name the actor most often.
    Count,
}

impl PassageOrder {
    /// As the heading of the pane says it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Date => "by date",
            Self::Count => "by number",
        }
    }
}

/// A row of the pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorRow {
    /// What the passages below tell, and how many there are.
    Heading(ActorAspect, usize),
    /// A passage, by its place in the dossier.
    Passage(usize),
}

/// The state of the pane.
#[derive(Debug, Default)]
pub struct ActorDossierPane {
    /// The actor and its name as it was chosen; `None` before one was.
    pub of: Option<(NamedEntity, CleanText)>,
    /// What is known of it.
    pub known: Option<Arc<ActorDossier>>,
    /// Why nothing is known, if nothing can be.
    pub failed: Option<CleanText>,
    /// The rows that are shown.
    pub shown: Vec<ActorRow>,
    /// One of them is selected.
    pub rows: Rows,
    /// What they are ordered by.
    pub order: PassageOrder,
    /// True if the order is the other way round.
    pub reversed: bool,
    /// Words that the passages shown must have.
    pub filter: String,
}

impl ActorDossierPane {
    /// Shows another actor from now on.
    pub fn choose(&mut self, naming: NamedEntity, name: CleanText) {
        if self.of.as_ref().is_none_or(|(known, _)| *known != naming) {
            *self = Self { order: self.order, reversed: self.reversed, ..Self::default() };
        }
        self.of = Some((naming, name));
    }

    /// The passage of a row.
    pub fn at(&self, row: usize) -> Option<&ActorPassage> {
        match self.shown.get(row)? {
            ActorRow::Passage(at) => self.known.as_ref()?.passages.get(*at),
            ActorRow::Heading(..) => None,
        }
    }

    /// The chosen passage.
    pub fn chosen(&self) -> Option<&ActorPassage> {
        self.at(self.rows.selected())
    }

    /// The weapon of the chosen row, if it tells of one.
    pub fn weapon(&self, scene: &Scene<'_>) -> Option<(NamedEntity, CleanText)> {
        let chosen = self.chosen()?;
        let id = chosen.weapon.as_ref()?;
        Some((naming(scene.corrections, Class::Weapon, id), chosen.words.clone()))
    }

    /// Takes what is known now.
    fn take(&mut self, known: Arc<ActorDossier>) {
        let here = self.chosen().cloned();
        self.known = Some(known);
        self.failed = None;
        self.arrange(here.as_ref());
    }

    /// Filters and orders anew; the selection stays on its passage.
    fn arrange_again(&mut self) {
        let here = self.chosen().cloned();
        self.arrange(here.as_ref());
    }

    fn arrange(&mut self, here: Option<&ActorPassage>) {
        let all = self.known.as_ref().map(|known| known.passages.as_slice()).unwrap_or_default();
        let wanted = folded(&self.filter);
        let mut shown = Vec::new();
        for aspect in ActorAspect::ALL {
            let fits = |passage: &ActorPassage| {
                let words = words_of(passage);
                passage.aspect == aspect && wanted.split_whitespace().all(|w| words.contains(w))
            };
            let mut places: Vec<usize> =
                (0..all.len()).filter(|at| all.get(*at).is_some_and(fits)).collect();
            if self.order == PassageOrder::Count {
                places.sort_by_key(|at| Reverse(all.get(*at).map_or(0, |passage| passage.count)));
            }
            if self.reversed {
                places.reverse();
            }
            // That nothing is told of an aspect is said, unless the filter hides it.
            if wanted.is_empty() || !places.is_empty() {
                shown.push(ActorRow::Heading(aspect, places.len()));
            }
            shown.extend(places.into_iter().map(ActorRow::Passage));
        }
        self.shown = shown;
        self.rows.set_len(self.shown.len());
        let same =
            |row: &usize| here.is_some_and(|here| self.at(*row).is_some_and(|p| is(p, here)));
        let again = (0..self.shown.len()).find(same);
        let row = again.unwrap_or(if here.is_some() { self.rows.selected() } else { 0 });
        self.move_rows(|rows, is_choice| rows.select_among(row, is_choice));
    }

    /// Moves among the passages.
    fn move_rows(&mut self, go: impl FnOnce(&mut Rows, &dyn Fn(usize) -> bool)) {
        let mut rows = self.rows;
        go(&mut rows, &|row| matches!(self.shown.get(row), Some(ActorRow::Passage(_))));
        self.rows = rows;
    }

    /// Goes to the chosen passage; from there the next match is the next mention of the actor, and the
    /// documents of the other rows of the same heading follow.
    fn open(&self) -> Vec<Outcome> {
        let (Some(chosen), Some((naming, name))) = (self.chosen(), &self.of) else {
            return vec![Outcome::say("No passage is selected.")];
        };
        let shown = (0..self.rows.len()).filter_map(|row| self.at(row));
        let alike = shown.filter(|passage| passage.aspect == chosen.aspect);
        let documents = alike.map(|one| (&one.paper.path, &one.paper.title, one.span));
        let tour = ResultTour::through(name, Highlight::Thing(naming.key()), documents);
        let at = tour.position(&chosen.paper.path).unwrap_or(0);
        vec![Outcome::Tour(tour, at, Entrance::At(chosen.span))]
    }

    fn filter_by(&mut self, words: &str) {
        words.clone_into(&mut self.filter);
        self.arrange_again();
    }

    /// What is said about keys of the other dossier that mean nothing here.
    fn without_ranges(command: Command) -> Vec<Outcome> {
        vec![Outcome::say(match command {
            Command::Reject => {
                "There is no range in this row to reject; an actor is rejected among the facts (gF)."
            }
            _ => "These rows are not compared: that key is for the statements on a weapon.",
        })]
    }
}

/// True if both are the same passage, telling the same.
fn is(one: &ActorPassage, other: &ActorPassage) -> bool {
    let place = |one: &ActorPassage| (one.aspect, one.span, one.weapon.clone());
    place(one) == place(other) && one.paper.path == other.paper.path
}

/// Everything that a filter looks at, folded.
fn words_of(one: &ActorPassage) -> String {
    let source = one.paper.source.as_deref().unwrap_or_default();
    folded(&[&*one.words, source, &one.paper.title, &one.sentence].join("\n"))
}

impl Pane for ActorDossierPane {
    fn context(&self) -> Context {
        Context::Dossier
    }

    fn hints(&self, _: bool) -> &'static [(Command, &'static str)] {
        use Command::{Back, Bookmark, Dossier, Find, Help, NextKind, Open, Reorder};
        if self.chosen().is_none() {
            return &[(Back, "close"), (Find, "filter"), (Help, "help")];
        }
        &[
            (Open, "go there"),
            (NextKind, "next heading"),
            (Find, "filter"),
            (Reorder, "order"),
            (Bookmark, "bookmark"),
            (Back, "close"),
            (Help, "help"),
            (Dossier, "of the weapon"),
        ]
    }

    fn run(&mut self, request: Request, scene: &Scene<'_>) -> Option<Vec<Outcome>> {
        match request.command {
            Command::Open => return Some(self.open()),
            Command::Reject | Command::NotComparable | Command::SameSource => {
                return Some(Self::without_ranges(request.command));
            }
            Command::NextKind => self.move_rows(|rows, is| rows.next_group(is)),
            Command::Reorder => {
                let by_date = self.order == PassageOrder::Date;
                self.order = if by_date { PassageOrder::Count } else { PassageOrder::Date };
                self.reversed = false;
                self.arrange_again();
            }
            Command::Reverse => {
                self.reversed = !self.reversed;
                self.arrange_again();
            }
            _ => {
                let page = scene.page_of_rows(OTHER_LINES);
                let mut moved = false;
                self.move_rows(|rows, is| moved = rows.run_among(request, page, is));
                return moved.then(Vec::new);
            }
        }
        Some(Vec::new())
    }

    fn back(&mut self, _: &Scene<'_>) -> Option<Vec<Outcome>> {
        if self.filter.is_empty() {
            return None;
        }
        self.filter_by("");
        Some(Vec::new())
    }

    fn wheel(&mut self, lines: isize, _: &Scene<'_>) -> Vec<Outcome> {
        self.move_rows(|rows, is| rows.step_among(lines, is));
        Vec::new()
    }

    /// A row is selected, and opened if it was before.
    fn click(&mut self, click: Click, scene: &Scene<'_>) -> Vec<Outcome> {
        let rows = areas(scene.area(PaneId::ActorDossier)).rows;
        match self.rows.at_screen_line(click.row, rows) {
            Some(row) if row == self.rows.selected() => return self.open(),
            Some(row) => self.move_rows(|rows, is| rows.select_among(row, is)),
            None => {}
        }
        Vec::new()
    }

    fn ask(&mut self, _: Command) -> Option<Prompt> {
        let row = self.rows.selected();
        Some(Prompt::filter(PaneId::ActorDossier, " passages with: ", &self.filter, row))
    }

    fn filter(&mut self, words: &str, _: &Scene<'_>) -> Vec<Outcome> {
        self.filter_by(words);
        Vec::new()
    }

    fn scope(&self, _: &Scene<'_>) -> Option<String> {
        self.of.as_ref().map(|(_, name)| in_field(Class::Actor.word(), name))
    }

    fn shown(&mut self, _: &Scene<'_>) -> Vec<Outcome> {
        look_up(self.of.as_ref())
    }

    fn passage(&self, _: &Scene<'_>) -> Option<PassageRef> {
        let chosen = self.chosen()?;
        Some(PassageRef::In(chosen.paper.path.clone(), chosen.span))
    }

    fn looked_up(&mut self, report: &LookupReport, _: &Scene<'_>) {
        let asked = |naming: &NamedEntity| self.of.as_ref().is_some_and(|(of, _)| of == naming);
        match report {
            LookupReport::ActorDossier(naming, known) if asked(naming) => {
                self.take(Arc::clone(known));
            }
            LookupReport::Failed(LookupRequest::Dossier(naming), why) if asked(naming) => {
                self.failed = Some(why.clone());
            }
            _ => {}
        }
    }

    fn indexed(&mut self, _: &Scene<'_>) -> Vec<Outcome> {
        look_up(self.of.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Date;
    use crate::facts::CertaintyClass;
    use crate::protocol::DocumentHead;
    use crate::text::Span;

    /// Each passage: what it tells, its words, how many documents tell it, its year.
    fn dossier(all: &[(ActorAspect, &str, usize, i16)]) -> Arc<ActorDossier> {
        let passage =
            |(at, (aspect, words, count, year)): (usize, &(ActorAspect, &str, usize, i16))| {
                let title = CleanText::line(&format!("Paper {at}"));
                let (path, date) = (format!("{at}.txt").into(), Date::of_year(*year));
                let weapon = (*aspect == ActorAspect::Weapon).then(|| words.to_lowercase());
                ActorPassage {
                    aspect: *aspect,
                    paper: Arc::new(DocumentHead { path, title, date, source: None }),
                    span: Span::new(at, at + 1),
                    words: CleanText::line(words),
                    sentence: CleanText::default(),
                    certainty: CertaintyClass::Asserted,
                    count: *count,
                    since: date,
                    weapon,
                }
            };
        let passages = all.iter().enumerate().map(passage).collect();
        Arc::new(ActorDossier { total: 9, read: 9, passages, ..ActorDossier::default() })
    }

    fn pane() -> ActorDossierPane {
        use ActorAspect::{Document, Role, Weapon};
        let mut pane = ActorDossierPane::default();
        pane.take(dossier(&[
            (Role, "president", 2, 2024),
            (Role, "mayor", 7, 2019),
            (Weapon, "Taurus", 1, 2024),
            (Document, "Paper", 3, 2024),
        ]));
        pane
    }

    fn words(pane: &ActorDossierPane) -> Vec<&str> {
        (0..pane.rows.len()).filter_map(|row| pane.at(row)).map(|one| &*one.words).collect()
    }

    #[test]
    fn every_aspect_has_its_heading_and_headings_are_passed_over() {
        let mut pane = pane();
        let headings = pane.shown.iter().filter(|row| matches!(row, ActorRow::Heading(..)));
        assert_eq!(headings.count(), 4, "that nothing is said is said too");
        assert_eq!(pane.chosen().map(|one| &*one.words), Some("president"));
        pane.move_rows(|rows, is| rows.step_among(2, is));
        assert_eq!(pane.chosen().map(|one| &*one.words), Some("Taurus"));
        pane.move_rows(|rows, is| rows.next_group(is));
        assert_eq!(pane.chosen().map(|one| &*one.words), Some("Paper"));
    }

    #[test]
    fn order_and_filter_keep_the_selection() {
        let mut pane = pane();
        pane.order = PassageOrder::Count;
        pane.arrange_again();
        assert_eq!(words(&pane), ["mayor", "president", "Taurus", "Paper"]);
        assert_eq!(pane.chosen().map(|one| &*one.words), Some("president"));
        pane.filter_by("TAUR");
        assert_eq!((words(&pane), pane.shown.len()), (vec!["Taurus"], 2));
        pane.filter_by("nobody");
        assert!(pane.chosen().is_none() && pane.shown.is_empty());
        pane.filter_by("");
        assert_eq!(pane.rows.len(), 8);
    }
}
