//! The pane with every range that the library states, as a table: which rows, in which order, which
//! one is selected. How a row looks is the view's.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::app::field::Field;
use crate::app::geometry::{self, Pane};
use crate::app::opening;
use crate::app::prompt::{Prompt, Purpose};
use crate::app::search;
use crate::app::state::{Over, State};
use crate::protocol::{Effect, Highlight, LookupRequest, RangeEntry};
use crate::query::{Ask, Fault, Field as Asked, Problem, Query, Term, has_parts};
use crate::text::folded;

/// What the table can be ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// The weapon.
    Weapon,
    /// The words of the text.
    Written,
    /// The distance.
    Distance,
    /// Who says so.
    SaidBy,
    /// When the document was published, the newest first.
    #[default]
    Date,
    /// The title of the document.
    Document,
}

impl Column {
    /// Every column, from left to right.
    pub const ALL: [Self; 6] =
        [Self::Weapon, Self::Written, Self::Distance, Self::SaidBy, Self::Date, Self::Document];

    /// Its heading.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Weapon => "weapon",
            Self::Written => "as written",
            Self::Distance => "distance",
            Self::SaidBy => "who says so",
            Self::Date => "date",
            Self::Document => "document",
        }
    }

    fn next(self) -> Self {
        let at = Self::ALL.iter().position(|column| *column == self).unwrap_or(0);
        Self::ALL.get((at + 1) % Self::ALL.len()).copied().unwrap_or_default()
    }
}

fn compare(row: &RangeEntry, other: &RangeEntry, column: Column) -> Ordering {
    let metres = |line: &RangeEntry| line.stated.metres();
    match column {
        Column::Weapon => last_if_empty(&row.stated.weapon, &other.stated.weapon),
        Column::Written => row.stated.written.cmp(&other.stated.written),
        Column::Distance => metres(other).cmp(&metres(row)),
        Column::SaidBy => last_if_empty(&row.stated.said_by, &other.stated.said_by),
        Column::Date => other.paper.date.cmp(&row.paper.date),
        Column::Document => row.paper.title.as_str().cmp(other.paper.title.as_str()),
    }
}

fn has(row: &RangeEntry, query: &Query) -> bool {
    query.all.iter().all(|any| any.iter().any(|term| passes(row, term) != term.negated))
}

fn passes(row: &RangeEntry, term: &Term) -> bool {
    let in_words = |words: &str, wanted| has_parts(&folded(words), wanted);
    match &term.ask {
        Ask::Words(Asked::Anywhere, wanted) => has_parts(row.folded(), wanted),
        Ask::Words(Asked::Weapon, wanted) => in_words(&row.stated.weapon, wanted),
        Ask::Words(Asked::Title, wanted) => in_words(&row.paper.title, wanted),
        Ask::Words(Asked::Actor, wanted) => in_words(&row.stated.said_by, wanted),
        Ask::Words(Asked::Source, wanted) => {
            row.paper.source.as_ref().is_some_and(|source| in_words(source, wanted))
        }
        Ask::Range(reach) => row.stated.metres().is_some_and(|metres| reach.holds(metres)),
        Ask::Date(days) => row.paper.date.is_some_and(|date| days.holds(date)),
        _ => !term.negated,
    }
}

/// The columns that a table of so many cells has room for: where each begins, and its cells. On a
/// narrow screen who says so is told below the table only.
pub fn columns(width: u16) -> Vec<(Column, u16, u16)> {
    use Column::{Date, Distance, Document, SaidBy, Weapon, Written};
    let (wanted, gap): (&[(Column, u16)], u16) = match width {
        ..40 => (&[(Distance, 13), (Weapon, 0)], 1),
        40..66 => (&[(Distance, 13), (Date, 10), (Weapon, 0)], 1),
        66..110 => (&[(Weapon, 18), (Written, 15), (Distance, 15), (Date, 10), (Document, 0)], 1),
        _ => {
            let all = &[(Weapon, 24), (Written, 24), (Distance, 15), (SaidBy, 22), (Date, 10)];
            return placed(&[all.as_slice(), &[(Document, 0)]].concat(), width, 2);
        }
    };
    placed(wanted, width, gap)
}

/// Columns one beside the other; one without a width of its own takes what is left.
fn placed(wanted: &[(Column, u16)], width: u16, gap: u16) -> Vec<(Column, u16, u16)> {
    let (mut x, mut columns) = (2, Vec::new());
    for (column, cells) in wanted {
        let left = width.saturating_sub(x);
        let cells = if *cells == 0 { left } else { (*cells).min(left) };
        columns.push((*column, x, cells));
        x = (x + cells + gap).min(width);
    }
    columns.retain(|(.., cells)| *cells > 0);
    columns
}

fn last_if_empty(one: &str, other: &str) -> Ordering {
    (one.is_empty(), one).cmp(&(other.is_empty(), other))
}

/// What a filter of this table cannot answer, and what is malformed in it.
pub fn problems(typed: &str) -> Vec<Problem> {
    let query = Query::parse(typed);
    let mut problems = query.problems.clone();
    for term in query.terms() {
        let field = match term.ask {
            Ask::Words(Asked::Place, _) => "place:",
            Ask::Words(Asked::Label, _) => "label:",
            Ask::Words(Asked::Note, _) => "note:",
            Ask::Folder(_) => "in:",
            Ask::Unread(_) => "is:",
            Ask::Has(_) => "has:",
            _ => continue,
        };
        problems.push(Problem { span: term.span, fault: Fault::NotHere(field) });
    }
    problems
}

/// The state of the pane.
#[derive(Clone, Debug, Default)]
pub struct Ranges {
    /// Every range; `None` until they are known.
    pub all: Option<Vec<Arc<RangeEntry>>>,
    /// Those that are shown, in order, by their places among all.
    pub rows: Vec<u32>,
    /// The selected row.
    pub selected: usize,
    /// What they are ordered by.
    pub order: Column,
    /// True if the order is the other way round.
    pub reversed: bool,
    /// What the ranges shown must have, in the language of the search.
    pub filter: String,
    /// Where the focus was before.
    back: Option<Pane>,
}

impl Ranges {
    /// The range of a row.
    pub fn at(&self, row: usize) -> Option<&Arc<RangeEntry>> {
        self.all.as_ref()?.get(*self.rows.get(row)? as usize)
    }

    /// Moves the selection, stopping at both ends.
    pub fn step(&mut self, by: isize) {
        self.select(self.selected.saturating_add_signed(by));
    }

    /// Selects a row, or the last if there are fewer.
    pub fn select(&mut self, row: usize) {
        self.selected = row.min(self.rows.len().saturating_sub(1));
    }

    /// Takes the ranges as they are known now.
    fn take(&mut self, all: Vec<Arc<RangeEntry>>) {
        let here = self.here();
        self.all = Some(all);
        self.arrange_around(here);
    }

    /// Filters and orders anew.
    fn arrange(&mut self) {
        let here = self.here();
        self.arrange_around(here);
    }

    /// The range that the selection was moved to; at the top it is on what comes first.
    fn here(&self) -> Option<Arc<RangeEntry>> {
        self.at(self.selected).filter(|_| self.selected > 0).cloned()
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
            (Some(a), Some(b)) => {
                let main = compare(a, b, self.order);
                let main = if self.reversed { main.reverse() } else { main };
                let place = |line: &RangeEntry| line.stated.span.start;
                main.then_with(|| compare(a, b, Column::Date))
                    .then_with(|| a.paper.path.cmp(&b.paper.path))
                    .then_with(|| place(a).cmp(&place(b)))
            }
            _ => Ordering::Equal,
        };
        rows.sort_by(order);
        let again = here.and_then(|here| rows.iter().position(|at| line(at) == Some(&here)));
        self.rows = rows;
        self.select(again.unwrap_or(0));
    }
}

/// Opens the pane, or closes it.
pub fn toggle(state: &mut State) -> Vec<Effect> {
    if state.focus == Pane::Ranges {
        return leave(state);
    }
    let mut effects = opening::remember(state);
    state.across.ranges.back = Some(state.focus).filter(|pane| !pane.is_whole());
    state.focus = Pane::Ranges;
    effects.push(Effect::LookUp(LookupRequest::Ranges));
    effects
}

/// One step back: out of the filter, out of the pane.
pub fn back(state: &mut State) -> Vec<Effect> {
    if !state.across.ranges.filter.is_empty() {
        filter(state, "");
        return Vec::new();
    }
    leave(state)
}

fn leave(state: &mut State) -> Vec<Effect> {
    let ranges = &mut state.across.ranges;
    // A library states hundreds of thousands: they are not kept for nobody to look at.
    ranges.all = None;
    ranges.rows = Vec::new();
    let back = ranges.back.take();
    opening::go_back(state, back)
}

/// Orders by the next column, or the other way round.
pub fn reorder(state: &mut State, reverse: bool) {
    let ranges = &mut state.across.ranges;
    let column = if reverse { ranges.order } else { ranges.order.next() };
    order_by(state, column);
}

/// Orders by a column; by the same again, the other way round.
pub fn order_by(state: &mut State, column: Column) {
    let ranges = &mut state.across.ranges;
    ranges.reversed = ranges.order == column && !ranges.reversed;
    ranges.order = column;
    ranges.arrange();
}

/// Asks what the ranges shown must have.
pub fn ask_filter(state: &mut State) {
    let ranges = &state.across.ranges;
    let (before, row) = (ranges.filter.clone(), ranges.selected);
    let field = Field::with(&before);
    state.over = Some(Over::Prompt(Prompt { purpose: Purpose::Across, field, before, row }));
}

/// Shows only what has this.
pub fn filter(state: &mut State, words: &str) {
    words.clone_into(&mut state.across.ranges.filter);
    state.across.ranges.arrange();
}

/// The ranges are known.
pub fn told(state: &mut State, lines: Vec<Arc<RangeEntry>>) {
    if state.focus == Pane::Ranges {
        state.across.ranges.take(lines);
    }
}

/// Goes to the selected range in its document; from there `n` leads to the next one.
pub fn open(state: &mut State) -> Vec<Effect> {
    let ranges = &state.across.ranges;
    let Some(line) = ranges.at(ranges.selected).cloned() else { return Vec::new() };
    let lines = (0..ranges.rows.len()).filter_map(|row| ranges.at(row));
    let documents = lines.map(|line| (&line.paper.path, &line.paper.title, line.stated.span));
    let walk = search::Walk::through("ranges", Highlight::Ranges, documents);
    search::visit(state, walk, (&line.paper.path, line.stated.span))
}

/// The pane was clicked: a column is ordered by; a row is selected, and opened if it was before.
pub fn click(state: &mut State, (x, line): (u16, usize)) -> Vec<Effect> {
    let Some(area) = state.whole() else { return Vec::new() };
    let table = geometry::table(area);
    let Some(line) = line.checked_sub(1) else {
        let under = columns(table.rows.width).into_iter().find(|(_, start, width)| {
            let start = table.rows.x + start;
            (start..=start + width).contains(&x)
        });
        if let Some((column, ..)) = under {
            order_by(state, column);
        }
        return Vec::new();
    };
    let ranges = &mut state.across.ranges;
    let row = geometry::top(ranges.selected, ranges.rows.len(), table.rows.height) + line;
    if row >= ranges.rows.len() || line >= usize::from(table.rows.height) {
        return Vec::new();
    }
    if row == ranges.selected {
        return open(state);
    }
    ranges.select(row);
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Date;
    use crate::facts::Approx;
    use crate::index::Stated;
    use crate::protocol::DocumentHead;
    use crate::text::{Shown, Span};

    fn line(weapon: &str, km: f64, title: &str, year: i16) -> Arc<RangeEntry> {
        let stated = Stated {
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
        };
        let (path, title, date) = (title.into(), Shown::line(title), Date::of_year(year));
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
    fn columns_fit_any_width() {
        for width in 0..300 {
            let columns = columns(width);
            assert!(columns.iter().all(|(_, x, cells)| x + cells <= width), "{width}");
            assert!(columns.windows(2).all(|pair| pair[0].1 + pair[0].2 < pair[1].1), "{width}");
        }
        assert_eq!((columns(78).len(), columns(118).len()), (5, 6));
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
