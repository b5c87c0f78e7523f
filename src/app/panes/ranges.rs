//! The pane with every range that the library states, as a table: which rows, in which order, which
//! one is selected. How a row looks is the view's.

use std::cmp::Ordering;
use std::sync::Arc;

use ratatui::layout::Rect;

use super::entities::naming;
use super::pane::{Click, Outcome, Pane, Scene};
use super::passage_ref::PassageRef;
use super::range_columns::{Column, Needs, columns, compare};
use super::result_tour::{Entrance, ResultTour};
use crate::app::base::command::Command;
use crate::app::base::geometry;
use crate::app::base::key_sequence::Request;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::base::prompt::{Asks, Prompt};
use crate::app::base::rows::Rows;
use crate::config::Units;
use crate::facts::{Bounds, Class};
use crate::protocol::{Effect, Highlight, LookupRequest, NamedEntity, RangeEntry};
use crate::query::{
    Ask, Fault, Query, QueryField as Asked, QueryProblem, Term, has_parts, in_field,
};
use crate::text::{CleanText, folded};

/// Lines of the screen that are no rows of the table.
const OTHER_LINES: usize = 7;

fn has(row: &RangeEntry, query: &Query) -> bool {
    query.all.iter().all(|any| any.iter().any(|term| passes(row, term) != term.negated))
}

fn passes(row: &RangeEntry, term: &Term) -> bool {
    let in_words = |words: &str, wanted| has_parts(&folded(words), wanted);
    match &term.ask {
        Ask::Words(Asked::Anywhere, wanted) => has_parts(row.folded(), wanted),
        Ask::Words(Asked::Weapon, wanted) => in_words(&row.stated.weapon, wanted),
        Ask::Words(Asked::Title, wanted) => in_words(&row.paper.title, wanted),
        Ask::Words(Asked::Actor | Asked::SaidBy, wanted) => in_words(&row.stated.said_by, wanted),
        Ask::Words(Asked::Source, wanted) => {
            row.paper.source.as_ref().is_some_and(|source| in_words(source, wanted))
        }
        Ask::Range(reach) => row.stated.metres().is_some_and(|metres| reach.holds(metres)),
        Ask::Certainty(name) => row.stated.certainty.word() == *name,
        Ask::Date(days) => row.paper.date.is_some_and(|date| days.holds(date)),
        _ => !term.negated,
    }
}

/// What a filter of this table cannot answer, and what is malformed in it.
fn problems(typed: &str) -> Vec<QueryProblem> {
    let query = Query::parse(typed);
    let mut problems = query.problems.clone();
    for term in query.terms() {
        let field = match &term.ask {
            Ask::Words(_, wanted) if wanted.edits > 0 => "~",
            Ask::Words(Asked::Place, _) => "place:",
            Ask::Words(Asked::Author, _) => "author:",
            Ask::Words(Asked::Label, _) => "label:",
            Ask::Words(Asked::Note, _) => "note:",
            Ask::Folder(_) => "in:",
            Ask::Unread(_) => "is:",
            Ask::Has(_) => "has:",
            _ => continue,
        };
        problems.push(QueryProblem { span: term.span, fault: Fault::NotHere(field) });
    }
    problems
}

/// The state of the pane.
#[derive(Clone, Debug, Default)]
pub struct Ranges {
    /// Every range; `None` until they are known.
    pub all: Option<Vec<Arc<RangeEntry>>>,
    /// Those that are shown, in order, by their places among all.
    shown: Vec<u32>,
    /// The rows of the table, one of them selected.
    pub rows: Rows,
    /// What their columns need.
    needs: Needs,
    /// What they are ordered by.
    pub order: Column,
    /// True if the order is the other way round.
    pub reversed: bool,
    /// What the ranges shown must have, in the language of the search.
    pub filter: String,
    /// True once a key was pressed since the pane was opened.
    touched: bool,
}

impl Ranges {
    /// The range of a row.
    pub fn at(&self, row: usize) -> Option<&Arc<RangeEntry>> {
        self.all.as_ref()?.get(*self.shown.get(row)? as usize)
    }

    /// The columns of a table of so many cells: where each begins, and its cells.
    pub fn columns(&self, table: u16, units: Units) -> Vec<(Column, u16, u16)> {
        columns(table, self.needs, (self.order, units))
    }

    /// Takes the ranges as they are known now.
    pub fn take(&mut self, all: Vec<Arc<RangeEntry>>) {
        let here = self.here();
        self.all = Some(all);
        self.arrange_around(here);
    }

    /// Filters and orders anew.
    fn arrange(&mut self) {
        let here = self.here();
        self.arrange_around(here);
    }

    /// The range that is selected; at the top it is on what comes first, until a key was pressed.
    fn here(&self) -> Option<Arc<RangeEntry>> {
        let row = Some(self.rows.selected()).filter(|row| *row > 0 || self.touched);
        row.and_then(|row| self.at(row)).cloned()
    }

    /// Rejects the selected range.
    fn reject(&self) -> Vec<Outcome> {
        let line = self.at(self.rows.selected());
        let rejected = line.map(|l| Outcome::RejectRange(l.paper.path.clone(), l.stated.span));
        vec![rejected.unwrap_or_else(|| Outcome::say("No range is selected."))]
    }

    /// Filters and orders anew; the selection stays on this range.
    fn arrange_around(&mut self, here: Option<Arc<RangeEntry>>) {
        let all = self.all.as_deref().unwrap_or_default();
        let query = Query::parse(&self.filter);
        let numbered = (0_u32..).zip(all);
        let mut rows: Vec<u32> =
            numbered.filter(|(_, line)| has(line, &query)).map(|(at, _)| at).collect();
        let line = |at: &u32| all.get(*at as usize);
        let order = |a: &u32, b: &u32| match (line(a), line(b)) {
            (Some(a), Some(b)) => compare(a, b, self.order, self.reversed),
            _ => Ordering::Equal,
        };
        rows.sort_by(order);
        let same = |range: &RangeEntry, other: &RangeEntry| {
            range.paper.path == other.paper.path && range.stated.span == other.stated.span
        };
        let is_it = |at: &u32, here: &RangeEntry| line(at).is_some_and(|line| same(line, here));
        let again = here.map(|here| rows.iter().position(|at| is_it(at, &here)));
        self.rows.set_len(rows.len());
        // Of one that is gone, what stands in its place.
        self.rows.select(again.map_or(0, |again| again.unwrap_or(self.rows.selected())));
        self.needs = Needs::of(rows.iter().filter_map(|at| all.get(*at as usize)));
        self.shown = rows;
    }

    /// Orders by a column; by the same again, the other way round.
    fn order_by(&mut self, column: Column) {
        self.reversed = self.order == column && !self.reversed;
        self.order = column;
        self.arrange();
    }

    /// Shows only what has this.
    fn filter_by(&mut self, words: &str) {
        words.clone_into(&mut self.filter);
        self.arrange();
    }

    /// Goes to the selected range in its document; from there the next match is the next range.
    fn open(&self) -> Vec<Outcome> {
        let Some(line) = self.at(self.rows.selected()) else {
            return vec![Outcome::say("No range is selected.")];
        };
        let lines = (0..self.rows.len()).filter_map(|row| self.at(row));
        let documents = lines.map(|line| (&line.paper.path, &line.paper.title, line.stated.span));
        let tour = ResultTour::through("ranges", Highlight::Ranges, documents);
        let at = tour.position(&line.paper.path).unwrap_or(0);
        vec![Outcome::Tour(tour, at, Entrance::At(line.stated.span))]
    }

    /// Orders by the column whose heading was clicked.
    fn click_heading(&mut self, column: u16, table: Rect, units: Units) {
        let under = self.columns(table.width, units).into_iter().find(|(_, start, width)| {
            let start = table.x + start;
            (start..=start + width).contains(&column)
        });
        if let Some((column, ..)) = under {
            self.order_by(column);
        }
    }
}

impl Pane for Ranges {
    fn context(&self) -> Context {
        Context::Ranges
    }

    fn hints(&self, _: bool) -> &'static [(Command, &'static str)] {
        use Command::{Back, Find, Help, Open, Reorder, Reverse};
        &[
            (Open, "go there"),
            (Find, "filter"),
            (Reorder, "order"),
            (Back, "close"),
            (Help, "help"),
            (Reverse, "turn round"),
        ]
    }

    fn run(&mut self, request: Request, scene: &Scene<'_>) -> Option<Vec<Outcome>> {
        match request.command {
            Command::Open => return Some(self.open()),
            Command::Reject => return Some(self.reject()),
            Command::Reorder => self.order_by(self.order.next()),
            Command::Reverse => self.order_by(self.order),
            _ if self.rows.run(request, scene.page_of_rows(OTHER_LINES)) => {}
            _ => return None,
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
        self.rows.step(lines);
        Vec::new()
    }

    /// A column is ordered by; a row is selected, and opened if it was before.
    fn click(&mut self, click: Click, scene: &Scene<'_>) -> Vec<Outcome> {
        let table = geometry::table(scene.area(PaneId::Ranges)).rows;
        if click.row < table.y {
            if click.line().is_some() {
                self.click_heading(click.column, table, scene.settings.units);
            }
            return Vec::new();
        }
        match self.rows.at_screen_line(click.row, table) {
            Some(row) if row == self.rows.selected() => return self.open(),
            Some(row) => self.rows.select(row),
            None => {}
        }
        Vec::new()
    }

    fn ask(&mut self, _: Command) -> Option<Prompt> {
        let row = self.rows.selected();
        Some(Prompt::filter(PaneId::Ranges, " ranges with: ", &self.filter, row))
    }

    fn filter(&mut self, words: &str, _: &Scene<'_>) -> Vec<Outcome> {
        self.filter_by(words);
        Vec::new()
    }

    fn faults(&self, asks: &Asks, words: &str) -> Vec<QueryProblem> {
        if *asks == Asks::Filter { problems(words) } else { Vec::new() }
    }

    fn scope(&self, _: &Scene<'_>) -> Option<String> {
        let line = self.at(self.rows.selected()).filter(|line| !line.stated.weapon.is_empty())?;
        Some(in_field("weapon", &line.stated.weapon))
    }

    fn range(&self) -> Option<(String, Bounds)> {
        let stated = &self.at(self.rows.selected())?.stated;
        let written = format!("{}, {}", stated.written, stated.weapon);
        let written = written.trim_end_matches([',', ' ']).to_owned();
        Some((written, (stated.min_km, stated.max_km)))
    }

    fn shown(&mut self, _: &Scene<'_>) -> Vec<Outcome> {
        self.touched = false;
        vec![Outcome::Effect(Effect::LookUp(LookupRequest::Ranges))]
    }

    fn passage(&self, _: &Scene<'_>) -> Option<PassageRef> {
        let line = self.at(self.rows.selected())?;
        Some(PassageRef::In(line.paper.path.clone(), line.stated.span))
    }

    fn entity(&self, scene: &Scene<'_>) -> Option<(NamedEntity, CleanText)> {
        let stated = &self.at(self.rows.selected())?.stated;
        let id = Some(&*stated.weapon_id).filter(|id| !id.is_empty())?;
        Some((naming(scene.corrections, Class::Weapon, id), CleanText::line(&stated.weapon)))
    }

    fn touched(&mut self) {
        self.touched = true;
    }

    /// A library states hundreds of thousands: they are not kept for nobody to look at.
    fn closed(&mut self) {
        self.all = None;
        self.shown = Vec::new();
        self.rows.set_len(0);
    }

    fn indexed(&mut self, _: &Scene<'_>) -> Vec<Outcome> {
        vec![Outcome::Effect(Effect::LookUp(LookupRequest::Ranges))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Date;
    use crate::facts::Approx;
    use crate::index::StatedRange;
    use crate::protocol::DocumentHead;
    use crate::text::Span;

    fn line(weapon: &str, km: f64, title: &str, year: i16) -> Arc<RangeEntry> {
        let stated = StatedRange {
            span: Span::new(1, 2),
            scalars: Span::new(1, 2),
            written: format!("{km} km"),
            figures: Vec::new(),
            min_km: Some(km),
            max_km: Some(km),
            approx: Approx::Exact,
            weapon_id: weapon.into(),
            weapon: weapon.into(),
            said_by: "the ministry".into(),
            hedge: String::new(),
            source: crate::facts::SourceKind::Office,
            certainty: crate::facts::CertaintyClass::Asserted,
            band: None,
            confidence: None,
            ..StatedRange::default()
        };
        let (path, title, date) = (title.into(), CleanText::line(title), Date::of_year(year));
        Arc::new(RangeEntry::new(
            Arc::new(DocumentHead { path, title, date, source: None }),
            stated,
        ))
    }

    fn shown(order: Column, reversed: bool, filter: &str) -> Vec<String> {
        let all = vec![
            line("Taurus", 500.0, "b.txt", 2024),
            line("", 9.0, "a.txt", 2025),
            line("ATACMS", 306.0, "c.txt", 2023),
        ];
        let filter = filter.to_owned();
        let mut ranges = Ranges { all: Some(all), order, reversed, filter, ..Ranges::default() };
        ranges.arrange();
        (0..3).filter_map(|row| ranges.at(row)).map(|line| line.paper.title.to_string()).collect()
    }

    #[test]
    fn the_table_is_ordered_by_any_column() {
        for (column, expected) in [
            (Column::Weapon, ["c.txt", "b.txt", "a.txt"]),
            (Column::Distance, ["b.txt", "c.txt", "a.txt"]),
            (Column::Date, ["a.txt", "b.txt", "c.txt"]),
            (Column::Document, ["a.txt", "b.txt", "c.txt"]),
        ] {
            assert_eq!(shown(column, false, ""), expected, "{column:?}");
        }
        assert_eq!(shown(Column::Distance, true, ""), ["a.txt", "c.txt", "b.txt"]);
    }

    #[test]
    fn within_one_weapon_the_largest_distance_comes_first() {
        let all = vec![
            line("Taurus", 500.0, "a.txt", 2020),
            line("ATACMS", 165.0, "b.txt", 2025),
            line("ATACMS", 300.0, "c.txt", 2021),
            line("Taurus", 510.0, "d.txt", 2019),
        ];
        for (order, reversed, expected) in [
            (Column::Weapon, false, ["c.txt", "b.txt", "d.txt", "a.txt"]),
            (Column::Weapon, true, ["d.txt", "a.txt", "c.txt", "b.txt"]),
            (Column::SaidBy, false, ["c.txt", "b.txt", "d.txt", "a.txt"]),
        ] {
            let all = Some(all.clone());
            let mut ranges = Ranges { all, order, reversed, ..Ranges::default() };
            ranges.arrange();
            let rows = (0..4).filter_map(|row| ranges.at(row));
            let titles: Vec<&str> = rows.map(|line| line.paper.title.as_str()).collect();
            assert_eq!(titles, expected, "{order:?} {reversed}");
        }
    }

    #[test]
    fn the_filter_is_the_language_of_the_search() {
        for (filter, expected) in [
            ("taur", &["b.txt"][..]),
            ("weapon:atacms", &["c.txt"]),
            ("range:>300km", &["b.txt", "c.txt"]),
            ("date:2023 OR 9", &["a.txt", "c.txt"]),
            ("-ministry", &[]),
            ("actor:ministry -title:b", &["a.txt", "c.txt"]),
        ] {
            assert_eq!(shown(Column::Document, false, filter), expected, "{filter}");
        }
        assert_eq!(problems("is:unread range:>1km").len(), 1);
    }
}
