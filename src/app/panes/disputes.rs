//! The pane with the weapons about which sources disagree: which are shown, which pair of values is
//! chosen. How a row looks is the view's.

use std::cmp::Reverse;
use std::sync::Arc;

use ratatui::layout::Rect;

use super::entities::naming;
use super::pane::{Click, Outcome, Pane, Scene};
use super::passage_ref::PassageRef;
use super::statement_pair::{PairSide, not_comparable, same_source};
use crate::app::base::command::Command;
use crate::app::base::geometry;
use crate::app::base::key_sequence::Request;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::base::prompt::Prompt;
use crate::app::base::rows::Rows;
use crate::facts::Class;
use crate::protocol::{
    Disputed, DisputedPair, DisputedSide, Effect, LookupReport, LookupRequest, NamedEntity,
};
use crate::query::in_field;
use crate::text::{CleanText, folded, has_words};

/// Lines of the screen that are no rows of the pane.
const OTHER_LINES: usize = 9;

/// A row of the pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisputeRow {
    /// A weapon, by its place among the disputes.
    Weapon(usize),
    /// One of its pairs of values.
    Pair(usize, usize),
}

/// The state of the pane.
#[derive(Debug, Default)]
pub struct DisputesPane {
    /// Every dispute, those with most pairs first; `None` until they are known.
    pub all: Option<Arc<Vec<Disputed>>>,
    /// Why nothing is known, if nothing can be.
    pub failed: Option<CleanText>,
    /// The rows that are shown.
    pub shown: Vec<DisputeRow>,
    /// One of them is selected.
    pub rows: Rows,
    /// True if the newest come first, and not those with most pairs.
    pub newest_first: bool,
    /// Words that the weapons and sources shown must have.
    pub filter: String,
}

impl DisputesPane {
    /// The dispute of a row.
    pub fn dispute(&self, row: usize) -> Option<&Disputed> {
        let (DisputeRow::Weapon(at) | DisputeRow::Pair(at, _)) = *self.shown.get(row)?;
        self.all.as_ref()?.get(at)
    }

    /// The pair of a row.
    pub fn pair(&self, row: usize) -> Option<&DisputedPair> {
        match *self.shown.get(row)? {
            DisputeRow::Pair(at, pair) => self.all.as_ref()?.get(at)?.pairs.get(pair),
            DisputeRow::Weapon(_) => None,
        }
    }

    /// How many weapons are shown.
    pub fn weapons(&self) -> usize {
        self.shown.iter().filter(|row| matches!(row, DisputeRow::Weapon(_))).count()
    }

    /// Filters and orders anew; the selection stays on its pair, or on its weapon.
    fn arrange(&mut self, all: Option<Arc<Vec<Disputed>>>) {
        let selected = self.rows.selected();
        let here = (self.dispute(selected).map(|own| own.id.clone()), self.pair(selected).cloned());
        if all.is_some() {
            self.all = all;
        }
        let all = self.all.as_ref().map(|all| all.as_slice()).unwrap_or_default();
        let wanted = folded(&self.filter);
        let has = |dispute: &Disputed| has_words(&words_of(dispute), &wanted);
        let mut places: Vec<usize> =
            (0..all.len()).filter(|at| all.get(*at).is_some_and(has)).collect();
        if self.newest_first {
            places.sort_by_key(|at| Reverse(all.get(*at).and_then(|dispute| dispute.newest)));
        }
        let rows = |at: &usize| {
            let pairs = all.get(*at).map_or(0, |dispute| dispute.pairs.len());
            let pairs = (0..pairs).map(|pair| DisputeRow::Pair(*at, pair));
            [DisputeRow::Weapon(*at)].into_iter().chain(pairs).collect::<Vec<_>>()
        };
        self.shown = places.iter().flat_map(rows).collect();
        self.rows.set_len(self.shown.len());
        let same_pair = |row: &usize| here.1.is_some() && self.pair(*row) == here.1.as_ref();
        let same_weapon = |row: &usize| self.dispute(*row).map(|own| &own.id) == here.0.as_ref();
        let again = (0..self.shown.len()).find(same_pair);
        let again = again
            .or_else(|| (0..self.shown.len()).find(|row| here.0.is_some() && same_weapon(row)));
        let row = again.unwrap_or(if here.0.is_some() { selected } else { 0 });
        self.move_rows(|rows, is| rows.select_among(row, is));
    }

    /// Moves among the pairs.
    fn move_rows(&mut self, go: impl FnOnce(&mut Rows, &dyn Fn(usize) -> bool)) {
        let mut rows = self.rows;
        go(&mut rows, &|row| matches!(self.shown.get(row), Some(DisputeRow::Pair(..))));
        self.rows = rows;
    }

    fn open(&self, scene: &Scene<'_>) -> Vec<Outcome> {
        match self.entity(scene) {
            Some((naming, name)) => vec![Outcome::Dossier(naming, name)],
            None => vec![Outcome::say("No dispute is selected.")],
        }
    }

    /// Says something of the two statements of the selected pair.
    fn of_pair(&self, say: impl Fn(PairSide<'_>, PairSide<'_>) -> Vec<Outcome>) -> Vec<Outcome> {
        match self.pair(self.rows.selected()) {
            Some(DisputedPair { sides: [one, other], .. }) => say(side(one), side(other)),
            None => vec![Outcome::say("No pair is selected.")],
        }
    }

    fn look_up() -> Vec<Outcome> {
        vec![Outcome::Effect(Effect::LookUp(LookupRequest::Disputes))]
    }
}

fn side(side: &DisputedSide) -> PairSide<'_> {
    PairSide {
        who: &side.who,
        written: &side.stated.written,
        key: &side.key,
        source: &side.source,
        path: &side.paper.path,
        begin: side.stated.span.start,
    }
}

/// Everything that a filter looks at, folded.
fn words_of(dispute: &Disputed) -> String {
    let mut words = dispute.name.to_string();
    for side in dispute.pairs.iter().flat_map(|pair| &pair.sides) {
        words.push_str(&format!("\n{}\n{}\n{}", side.who, side.paper.title, side.stated.written));
    }
    folded(&words)
}

/// Where the rows stand, and below them what is told of the chosen pair; nothing on a low screen.
pub fn areas(pane: Rect) -> (Rect, Rect) {
    geometry::rows_and_details(pane, &[(18, 8), (9, 4)])
}

impl Pane for DisputesPane {
    fn context(&self) -> Context {
        Context::Disputes
    }

    fn hints(&self, _: bool) -> &'static [(Command, &'static str)] {
        use Command::{Back, Find, Help, NotComparable, Open, Reorder, SameSource};
        if self.shown.is_empty() {
            return &[(Back, "close"), (Find, "filter"), (Help, "help")];
        }
        &[
            (Open, "dossier"),
            (Find, "filter"),
            (Reorder, "order"),
            (Back, "close"),
            (Help, "help"),
            (NotComparable, "not comparable"),
            (SameSource, "same source"),
        ]
    }

    fn run(&mut self, request: Request, scene: &Scene<'_>) -> Option<Vec<Outcome>> {
        match request.command {
            Command::Open => return Some(self.open(scene)),
            Command::NotComparable => return Some(self.of_pair(not_comparable)),
            Command::SameSource => return Some(self.of_pair(same_source)),
            Command::Reorder => {
                self.newest_first = !self.newest_first;
                self.arrange(None);
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
        if std::mem::take(&mut self.filter).is_empty() {
            return None;
        }
        self.arrange(None);
        Some(Vec::new())
    }

    fn wheel(&mut self, lines: isize, _: &Scene<'_>) -> Vec<Outcome> {
        self.move_rows(|rows, is| rows.step_among(lines, is));
        Vec::new()
    }

    /// A pair is selected, and its dossier opened if it was before.
    fn click(&mut self, click: Click, scene: &Scene<'_>) -> Vec<Outcome> {
        let rows = areas(scene.area(PaneId::Disputes)).0;
        match self.rows.at_screen_line(click.row, rows) {
            Some(row) if row == self.rows.selected() => return self.open(scene),
            Some(row) => self.move_rows(|rows, is| rows.select_among(row, is)),
            None => {}
        }
        Vec::new()
    }

    fn ask(&mut self, _: Command) -> Option<Prompt> {
        let row = self.rows.selected();
        Some(Prompt::filter(PaneId::Disputes, " disputes with: ", &self.filter, row))
    }

    fn filter(&mut self, words: &str, _: &Scene<'_>) -> Vec<Outcome> {
        words.clone_into(&mut self.filter);
        self.arrange(None);
        Vec::new()
    }

    fn scope(&self, _: &Scene<'_>) -> Option<String> {
        let dispute = self.dispute(self.rows.selected())?;
        Some(in_field(Class::Weapon.word(), &dispute.name))
    }

    fn shown(&mut self, _: &Scene<'_>) -> Vec<Outcome> {
        Self::look_up()
    }

    /// The passage of the side that was published later.
    fn passage(&self, _: &Scene<'_>) -> Option<PassageRef> {
        let (path, span) = self.pair(self.rows.selected())?.later().passage();
        Some(PassageRef::In(path, span))
    }

    fn entity(&self, scene: &Scene<'_>) -> Option<(NamedEntity, CleanText)> {
        let dispute = self.dispute(self.rows.selected())?;
        Some((naming(scene.corrections, Class::Weapon, &dispute.id), dispute.name.clone()))
    }

    fn looked_up(&mut self, report: &LookupReport, _: &Scene<'_>) {
        match report {
            LookupReport::Disputes(all) => {
                self.failed = None;
                self.arrange(Some(Arc::clone(all)));
            }
            LookupReport::Failed(LookupRequest::Disputes, why) => self.failed = Some(why.clone()),
            _ => {}
        }
    }

    fn indexed(&mut self, _: &Scene<'_>) -> Vec<Outcome> {
        Self::look_up()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bookmarks::FilePath;
    use crate::document::Date;
    use crate::facts::correction::{Correction, FactKey, SOURCE};
    use crate::index::StatedRange;
    use crate::protocol::DocumentHead;

    fn dispute(name: &str, pairs: usize, year: i16) -> Disputed {
        let side = |title: String| DisputedSide {
            paper: Arc::new(DocumentHead {
                path: title.clone().into(),
                title: CleanText::line(&title),
                date: Date::of_year(year),
                source: None,
            }),
            stated: StatedRange::default(),
            who: CleanText::line("Lake Wire"),
            count: 1,
            key: title.clone(),
            source: "lake wire".to_owned(),
        };
        let pair = |at: usize| DisputedPair {
            sides: [side(format!("{name} {at} a")), side(format!("{name} {at} b"))],
            reason: CleanText::line("Both say so."),
            explanation: CleanText::default(),
        };
        let (id, newest) = (name.to_lowercase(), Date::of_year(year));
        let pairs: Vec<DisputedPair> = (0..pairs).map(pair).collect();
        Disputed { id, name: CleanText::line(name), newest, total: pairs.len(), pairs }
    }

    fn pane() -> DisputesPane {
        let mut pane = DisputesPane::default();
        let all = vec![dispute("ATACMS", 2, 2021), dispute("Taurus", 1, 2024)];
        pane.arrange(Some(Arc::new(all)));
        pane
    }

    #[test]
    fn pairs_are_chosen_and_weapons_stand_above_them() {
        let mut pane = pane();
        assert_eq!(pane.shown.len(), 5);
        assert_eq!((pane.rows.selected(), pane.weapons()), (1, 2));
        pane.move_rows(|rows, is| rows.step_among(2, is));
        assert_eq!(pane.dispute(pane.rows.selected()).map(|own| &*own.id), Some("taurus"));
    }

    #[test]
    fn keys_that_need_a_pair_are_no_hints_where_there_is_none() {
        let offered = |pane: &DisputesPane| pane.hints(true).iter().any(|hint| hint.1 == "dossier");
        assert!(offered(&pane()));
        assert!(!offered(&DisputesPane::default()));
    }

    #[test]
    fn the_selection_stays_on_its_pair_when_ordered_or_filtered() {
        let mut pane = pane();
        pane.move_rows(|rows, is| rows.step_among(1, is));
        let before = pane.pair(pane.rows.selected()).cloned();
        pane.newest_first = true;
        pane.arrange(None);
        assert_eq!(pane.shown[0], DisputeRow::Weapon(1));
        assert_eq!(pane.pair(pane.rows.selected()), before.as_ref());
        pane.filter = "TAUR".into();
        pane.arrange(None);
        assert_eq!((pane.weapons(), pane.shown.len()), (1, 2));
        pane.filter = "nobody".into();
        pane.arrange(None);
        assert!(pane.pair(pane.rows.selected()).is_none());
    }

    #[test]
    fn its_parts_fit_any_pane() {
        for (width, height) in (0..130).flat_map(|width| (0..40).map(move |height| (width, height)))
        {
            let pane = Rect::new(3, 2, width, height);
            let (rows, below) = areas(pane);
            for part in [rows, below] {
                assert!(part.height == 0 || part.intersection(pane) == part, "{pane:?} {part:?}");
            }
        }
    }

    #[test]
    fn a_pair_is_kept_apart_and_its_sources_are_joined_by_their_keys() {
        let mut pane = pane();
        let corrected = |outcomes: Vec<Outcome>| {
            outcomes.into_iter().find_map(|outcome| match outcome {
                Outcome::Correct(correction, details) => Some((correction, details)),
                _ => None,
            })
        };
        let (apart, details) = corrected(pane.of_pair(not_comparable)).unwrap();
        assert_eq!(apart, Correction::apart("ATACMS 0 b", "ATACMS 0 a"));
        assert_eq!(details.path, Some(FilePath("ATACMS 0 a".into())));
        assert!(
            corrected(pane.of_pair(same_source)).is_none(),
            "one source is not joined with itself"
        );
        let mut disputes = vec![dispute("ATACMS", 1, 2021)];
        disputes[0].pairs[0].sides[1].source = "harbour post".to_owned();
        pane.arrange(Some(Arc::new(disputes)));
        let key = |id: &str| FactKey { class: SOURCE.to_owned(), id: id.to_owned() };
        let (joined, _) = corrected(pane.of_pair(same_source)).unwrap();
        let (fact, into) = (key("lake wire"), key("harbour post"));
        assert_eq!(joined, Correction::Merge { fact, into });
        pane.arrange(Some(Arc::default()));
        assert!(corrected(pane.of_pair(not_comparable)).is_none(), "nothing is selected");
    }
}
