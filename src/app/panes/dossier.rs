//! The pane with what the library states of the range of one weapon: which statements are shown, in which
//! order, which one is chosen, and how the others stand to it. How a row looks is the view's.

use std::cmp::Ordering;
use std::sync::Arc;

use ratatui::layout::Rect;

use super::pane::{Click, Outcome, Pane, Scene};
use super::passage_ref::PassageRef;
use super::result_tour::{Entrance, ResultTour};
use crate::app::base::command::Command;
use crate::app::base::geometry;
use crate::app::base::key_sequence::Request;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::base::prompt::Prompt;
use crate::app::base::rows::Rows;
use crate::facts::{Class, RangeKind};
use crate::ledger::Verdict;
use crate::protocol::{
    Dossier, DossierStatement, Effect, Highlight, LookupReport, LookupRequest, NamedEntity,
};
use crate::query::in_field;
use crate::text::{CleanText, folded, has_words};

/// Lines of the screen that are no rows of the pane.
const OTHER_LINES: usize = 12;

/// What the statements are ordered by, within each variant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DossierOrder {
    /// The newest first.
    #[default]
    Date,
    /// The farthest first.
    Distance,
    /// By who says so.
    Sayer,
}

impl DossierOrder {
    /// As the heading of the pane says it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Date => "by date",
            Self::Distance => "by distance",
            Self::Sayer => "by who says so",
        }
    }

    const fn next(self) -> Self {
        match self {
            Self::Date => Self::Distance,
            Self::Distance => Self::Sayer,
            Self::Sayer => Self::Date,
        }
    }
}

/// A row of the pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DossierRow {
    /// The name of the variant and the kind of range of the statements below, those of this one.
    Heading(usize),
    /// A statement, by its place in the dossier.
    Statement(usize),
}

/// The state of the pane.
#[derive(Debug, Default)]
pub struct DossierPane {
    /// The weapon and its name as it was chosen; `None` before one was.
    pub of: Option<(NamedEntity, CleanText)>,
    /// What is known of it.
    pub known: Option<Arc<Dossier>>,
    /// Why nothing is known, if nothing can be.
    pub failed: Option<CleanText>,
    /// The rows that are shown.
    pub shown: Vec<DossierRow>,
    /// One of them is selected.
    pub rows: Rows,
    /// What they are ordered by.
    pub order: DossierOrder,
    /// True if the order is the other way round.
    pub reversed: bool,
    /// Words that the statements shown must have.
    pub filter: String,
    /// The statement of a pair that was chosen first, until the other one is.
    pub held: Option<DossierStatement>,
    /// How each statement stands to the chosen one, by its place in the dossier; `None` of itself.
    verdicts: Vec<Option<Verdict>>,
}

impl DossierPane {
    /// Shows another weapon from now on.
    pub fn choose(&mut self, naming: NamedEntity, name: CleanText) {
        if self.of.as_ref().is_none_or(|(known, _)| *known != naming) {
            *self = Self { order: self.order, reversed: self.reversed, ..Self::default() };
        }
        self.of = Some((naming, name));
    }

    /// The statement of a row.
    pub fn at(&self, row: usize) -> Option<&DossierStatement> {
        match self.shown.get(row)? {
            DossierRow::Statement(at) => self.known.as_ref()?.statements.get(*at),
            DossierRow::Heading(_) => None,
        }
    }

    /// The chosen statement.
    pub fn chosen(&self) -> Option<&DossierStatement> {
        self.at(self.rows.selected())
    }

    /// How a statement of the dossier stands to the chosen one; `None` of itself.
    pub fn verdict(&self, statement: usize) -> Option<Verdict> {
        self.verdicts.get(statement).copied().flatten()
    }

    /// How many statements stand to the chosen one in each way, those that disagree first.
    pub fn counts(&self) -> impl Iterator<Item = (Verdict, usize)> {
        use Verdict::{Compatible, Conflict, Incomparable, Revised, Same, Variants};
        let all = [Conflict, Same, Compatible, Variants, Revised, Incomparable];
        let count = |verdict| self.verdicts.iter().filter(|own| **own == Some(verdict)).count();
        all.into_iter()
            .map(move |verdict| (verdict, count(verdict)))
            .filter(|(_, count)| *count > 0)
    }

    /// Takes what is known now; the selection stays on its statement.
    fn take(&mut self, known: Arc<Dossier>) {
        let here = self.here();
        self.known = Some(known);
        self.failed = None;
        self.arrange_around(here.as_ref());
    }

    /// The document and passage of the chosen statement.
    fn here(&self) -> Option<DossierStatement> {
        self.chosen().cloned()
    }

    fn arrange(&mut self) {
        let here = self.here();
        self.arrange_around(here.as_ref());
    }

    /// Filters and orders anew; the selection stays on this statement.
    fn arrange_around(&mut self, here: Option<&DossierStatement>) {
        let all = self.known.as_ref().map(|known| known.statements.as_slice()).unwrap_or_default();
        let wanted = folded(&self.filter);
        let mut places: Vec<usize> = (0..all.len())
            .filter(|at| all.get(*at).is_some_and(|one| has_words(&words_of(one), &wanted)))
            .collect();
        let (order, reversed) = (self.order, self.reversed);
        places.sort_by(|one, other| match (all.get(*one), all.get(*other)) {
            (Some(one), Some(other)) => compare(one, other, order, reversed),
            _ => Ordering::Equal,
        });
        let mut shown: Vec<DossierRow> = Vec::new();
        let mut before: Option<&DossierStatement> = None;
        let is_plain = |one: &DossierStatement| group(one) == (0, "");
        for at in places {
            let Some(statement) = all.get(at) else { continue };
            let new = before.is_none_or(|before| group(before) != group(statement));
            if new && !(before.is_none() && is_plain(statement)) {
                shown.push(DossierRow::Heading(at));
            }
            shown.push(DossierRow::Statement(at));
            before = Some(statement);
        }
        let same = |row: &DossierRow| match (row, here) {
            (DossierRow::Statement(at), Some(here)) => {
                all.get(*at).is_some_and(|one| one.is_passage_of(here))
            }
            _ => false,
        };
        let again = shown.iter().position(same);
        self.shown = shown;
        self.rows.set_len(self.shown.len());
        // Of one that is gone, what stands in its place.
        let row = again.unwrap_or(if here.is_some() { self.rows.selected() } else { 0 });
        self.move_rows(|rows, is_choice| rows.select_among(row, is_choice));
    }

    /// Moves among the statements, and compares anew if another one is chosen then.
    fn move_rows(&mut self, go: impl FnOnce(&mut Rows, &dyn Fn(usize) -> bool)) {
        let mut rows = self.rows;
        go(&mut rows, &|row| matches!(self.shown.get(row), Some(DossierRow::Statement(_))));
        self.rows = rows;
        let Some(known) = &self.known else { return };
        let chosen = self.chosen().map(|chosen| chosen.place);
        let verdict = |one: &DossierStatement| {
            let chosen = chosen.filter(|chosen| *chosen != one.place)?;
            known.ledger.verdict(chosen, one.place).map(|(verdict, _)| verdict)
        };
        self.verdicts = known.statements.iter().map(verdict).collect();
    }

    /// Goes to the passage of the chosen statement; from there the next match is the next mention of the
    /// weapon, and the documents of the other statements follow.
    fn open(&self) -> Vec<Outcome> {
        let (Some(chosen), Some((naming, name))) = (self.chosen(), &self.of) else {
            return vec![Outcome::say("No statement is selected.")];
        };
        let shown = (0..self.rows.len()).filter_map(|row| self.at(row));
        let documents = shown.map(|one| (&one.paper.path, &one.paper.title, one.stated.span));
        let highlight = Highlight::Thing(naming.key());
        let tour = ResultTour::through(name, highlight, documents);
        let at = tour.position(&chosen.paper.path).unwrap_or(0);
        vec![Outcome::Tour(tour, at, Entrance::At(chosen.stated.span))]
    }

    fn reject(&self) -> Vec<Outcome> {
        let chosen = self.chosen();
        let rejected =
            chosen.map(|one| Outcome::RejectRange(one.paper.path.clone(), one.stated.span));
        vec![rejected.unwrap_or_else(|| Outcome::say("No statement is selected."))]
    }

    fn filter_by(&mut self, words: &str) {
        words.clone_into(&mut self.filter);
        self.arrange();
    }
}

/// Everything that a filter looks at, folded.
fn words_of(one: &DossierStatement) -> String {
    let source = one.paper.source.as_deref().unwrap_or_default();
    let stated = &one.stated;
    let words =
        [&*one.who, source, &one.paper.title, &one.variant, &stated.written, &stated.said_by];
    folded(&words.join("\n"))
}

/// By what statements are grouped: the kind of range, and the variant.
fn group(one: &DossierStatement) -> (usize, &str) {
    let kind = RangeKind::ALL.iter().position(|kind| *kind == one.stated.kind);
    (kind.unwrap_or_default(), &one.variant)
}

fn compare(
    one: &DossierStatement,
    other: &DossierStatement,
    order: DossierOrder,
    reversed: bool,
) -> Ordering {
    let by_date = other.paper.date.cmp(&one.paper.date);
    let main = match order {
        DossierOrder::Date => by_date,
        DossierOrder::Distance => other.stated.metres().cmp(&one.stated.metres()),
        DossierOrder::Sayer => folded(&one.who).cmp(&folded(&other.who)),
    };
    let main = if reversed { main.reverse() } else { main };
    let place = |one: &DossierStatement| one.stated.span.start;
    group(one)
        .cmp(&group(other))
        .then(main)
        .then(by_date)
        .then_with(|| one.paper.path.cmp(&other.paper.path))
        .then_with(|| place(one).cmp(&place(other)))
}

/// Asks for the dossier of this weapon or actor, if one was chosen.
pub(super) fn look_up(of: Option<&(NamedEntity, CleanText)>) -> Vec<Outcome> {
    let request = of.map(|(naming, _)| LookupRequest::Dossier(naming.clone()));
    request.map(|request| Outcome::Effect(Effect::LookUp(request))).into_iter().collect()
}

/// Where the parts of the pane stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DossierAreas {
    /// What is known of the weapon; none on a low screen.
    pub head: Rect,
    /// The axis of the bars; none on a low screen.
    pub axis: Rect,
    /// The rows.
    pub rows: Rect,
    /// What is told of the chosen statement; none on a low screen.
    pub below: Rect,
}

/// Divides the pane.
pub fn areas(pane: Rect) -> DossierAreas {
    let inner = geometry::content(pane);
    let inner = Rect { width: inner.width.saturating_sub(1), ..inner };
    let (head, axis, below) = match inner.height {
        20.. => (3, 1, 6),
        14.. => (2, 1, 4),
        8.. => (0, 1, 3),
        _ => (0, 0, 0),
    };
    let part = |y: u16, height: u16| Rect { y: inner.y + y, height, ..inner };
    let rows = inner.height - head - axis - below;
    DossierAreas {
        head: part(0, head),
        axis: part(head, axis),
        rows: part(head + axis, rows),
        below: part(head + axis + rows, below),
    }
}

impl Pane for DossierPane {
    fn context(&self) -> Context {
        Context::Dossier
    }

    fn hints(&self, _: bool) -> &'static [(Command, &'static str)] {
        use Command::{Back, Bookmark, Find, Help, NotComparable, Open, Reorder, SameSource};
        if self.shown.is_empty() {
            return &[(Back, "close"), (Find, "filter"), (Help, "help")];
        }
        &[
            (Open, "go there"),
            (Find, "filter"),
            (Reorder, "order"),
            (Bookmark, "bookmark"),
            (Back, "close"),
            (Help, "help"),
            (NotComparable, "not comparable"),
            (SameSource, "same source"),
        ]
    }

    fn run(&mut self, request: Request, scene: &Scene<'_>) -> Option<Vec<Outcome>> {
        match request.command {
            Command::Open => return Some(self.open()),
            Command::Reject => return Some(self.reject()),
            Command::NotComparable | Command::SameSource => {
                return Some(self.of_pair(request.command));
            }
            Command::NextKind => self.move_rows(|rows, is| rows.next_group(is)),
            Command::Reorder => {
                (self.order, self.reversed) = (self.order.next(), false);
                self.arrange();
            }
            Command::Reverse => {
                self.reversed = !self.reversed;
                self.arrange();
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
        if self.held.take().is_some() {
            return Some(vec![Outcome::say("Nothing was said of the two.")]);
        }
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
        let rows = areas(scene.area(PaneId::Dossier)).rows;
        match self.rows.at_screen_line(click.row, rows) {
            Some(row) if row == self.rows.selected() => return self.open(),
            Some(row) => self.move_rows(|rows, is| rows.select_among(row, is)),
            None => {}
        }
        Vec::new()
    }

    fn ask(&mut self, _: Command) -> Option<Prompt> {
        let row = self.rows.selected();
        Some(Prompt::filter(PaneId::Dossier, " statements with: ", &self.filter, row))
    }

    fn filter(&mut self, words: &str, _: &Scene<'_>) -> Vec<Outcome> {
        self.filter_by(words);
        Vec::new()
    }

    fn scope(&self, _: &Scene<'_>) -> Option<String> {
        self.of.as_ref().map(|(_, name)| in_field(Class::Weapon.word(), name))
    }

    fn shown(&mut self, _: &Scene<'_>) -> Vec<Outcome> {
        look_up(self.of.as_ref())
    }

    fn passage(&self, _: &Scene<'_>) -> Option<PassageRef> {
        let chosen = self.chosen()?;
        Some(PassageRef::In(chosen.paper.path.clone(), chosen.stated.span))
    }

    fn looked_up(&mut self, report: &LookupReport, _: &Scene<'_>) {
        let asked = |naming: &NamedEntity| self.of.as_ref().is_some_and(|(of, _)| of == naming);
        match report {
            LookupReport::Dossier(naming, known) if asked(naming) => self.take(Arc::clone(known)),
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
pub(super) mod tests {
    use super::*;
    use crate::document::Date;
    use crate::index::StatedRange;
    use crate::ledger::{EffectiveSource, Ledger, RangeStatement};
    use crate::protocol::DocumentHead;
    use crate::text::Span;

    /// Each statement: kilometres, variant, who says so, year.
    fn dossier(all: &[(f64, &str, &str, i16)]) -> Arc<Dossier> {
        let statement = |(place, (km, variant, who, year)): (usize, &(f64, &str, &str, i16))| {
            let path = format!("{place}.txt").into();
            let (title, date) = (CleanText::line(who), Date::of_year(*year));
            let paper = Arc::new(DocumentHead { path, title, date, source: None });
            let span = Span::new(place, place + 1);
            let stated = StatedRange { span, max_km: Some(*km), ..StatedRange::default() };
            let (variant, who) = (CleanText::line(variant), CleanText::line(who));
            let (sentence, marks, again) = (CleanText::default(), Vec::new(), Vec::new());
            DossierStatement { paper, stated, place, variant, who, sentence, marks, again }
        };
        let compared =
            |(document, (km, variant, who, _)): (usize, &(f64, &str, &str, i16))| RangeStatement {
                document,
                source: EffectiveSource::new("", who),
                variant: (*variant).into(),
                departs: !variant.is_empty(),
                claim: (Some(km - 5.0), Some(km + 5.0)),
                key: format!("key {document}").into(),
                ..RangeStatement::default()
            };
        Arc::new(Dossier {
            name: CleanText::line("It"),
            kinds: Vec::new(),
            family: None,
            variants: Vec::new(),
            names: Vec::new(),
            statements: all.iter().enumerate().map(statement).collect(),
            ledger: Ledger::new(all.iter().enumerate().map(compared).collect()),
            total: all.len(),
        })
    }

    const ALL: [(f64, &str, &str, i16); 4] = [
        (250.0, "", "Maker", 2020),
        (560.0, "", "Wire", 2023),
        (252.0, "", "Post", 2021),
        (900.0, "ER", "Wire", 2022),
    ];

    /// What documents state in kilometres, the selection on the newest: 560, then 252 and 250; 900 of
    /// another variant.
    pub(in super::super) fn pane() -> DossierPane {
        let mut pane = DossierPane::default();
        pane.take(dossier(&ALL));
        pane
    }

    impl DossierPane {
        pub(in super::super) fn step(&mut self, by: isize) {
            self.move_rows(|rows, is| rows.step_among(by, is));
        }
    }

    fn places(pane: &DossierPane) -> Vec<Option<usize>> {
        (0..pane.rows.len()).map(|row| pane.at(row).map(|one| one.place)).collect()
    }

    #[test]
    fn statements_are_grouped_by_variant_and_the_newest_comes_first() {
        let mut pane = pane();
        assert_eq!(places(&pane), [Some(1), Some(2), Some(0), None, Some(3)]);
        pane.order = DossierOrder::Distance;
        pane.reversed = true;
        pane.arrange();
        assert_eq!(places(&pane), [Some(0), Some(2), Some(1), None, Some(3)]);
        assert_eq!(pane.chosen().map(|one| one.place), Some(1), "the selection stays");
    }

    #[test]
    fn others_are_compared_with_the_chosen_one() {
        let mut pane = pane();
        let verdicts = |pane: &DossierPane| {
            ALL.iter().enumerate().map(|(at, _)| pane.verdict(at)).collect::<Vec<_>>()
        };
        let (conflict, variants) = (Some(Verdict::Conflict), Some(Verdict::Variants));
        assert_eq!(verdicts(&pane), [conflict, None, conflict, variants]);
        pane.step(1);
        assert_eq!(verdicts(&pane), [Some(Verdict::Same), conflict, None, variants]);
        let counts: Vec<_> = pane.counts().collect();
        assert_eq!(counts[0], (Verdict::Conflict, 1));
        pane.step(2);
        assert_eq!(pane.chosen().map(|one| one.place), Some(3), "headings are passed over");
    }

    #[test]
    fn a_filter_keeps_what_has_all_words_and_the_selection() {
        let mut pane = pane();
        pane.filter_by("WIRE");
        assert_eq!(places(&pane), [Some(1), None, Some(3)]);
        pane.filter_by("nobody");
        assert_eq!((pane.rows.len(), pane.chosen()), (0, None));
        pane.filter_by("");
        assert_eq!(pane.rows.len(), 5);
    }

    #[test]
    fn its_parts_fit_any_pane() {
        for (width, height) in (0..130).flat_map(|width| (0..50).map(move |height| (width, height)))
        {
            let pane = Rect::new(3, 2, width, height);
            let DossierAreas { head, axis, rows, below } = areas(pane);
            for part in [head, axis, rows, below] {
                assert!(part.height == 0 || part.intersection(pane) == part, "{pane:?} {part:?}");
            }
            assert!(height < 3 || rows.height > 0, "{pane:?}");
        }
    }
}
