//! The columns of the table of ranges: what each holds, by what rows can be ordered, and which have
//! room. How a cell looks is the view's.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::config::Units;
use crate::facts::figure::display_figure;
use crate::protocol::RangeEntry;
use crate::text::width;

/// What the table can be ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// The weapon.
    Weapon,
    /// The distance.
    Distance,
    /// What kind of range it is, of which variant and under what condition, where that is said.
    HoldsFor,
    /// The words of the text, where they have another figure.
    Written,
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
    pub const ALL: [Self; 7] = [
        Self::Weapon,
        Self::Distance,
        Self::HoldsFor,
        Self::Written,
        Self::SaidBy,
        Self::Date,
        Self::Document,
    ];

    /// Its heading.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Weapon => "weapon",
            Self::HoldsFor => "holds for",
            Self::Written => "as written",
            Self::Distance => "distance",
            Self::SaidBy => "who says so",
            Self::Date => "date",
            Self::Document => "document",
        }
    }

    /// The column of that heading.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.word() == word)
    }

    /// The column to order by after this one.
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|column| *column == self).unwrap_or(0);
        Self::ALL.get((at + 1) % Self::ALL.len()).copied().unwrap_or_default()
    }
}

/// Orders two rows by a column; of rows that are the same there, the largest distance of a weapon comes
/// first.
pub fn compare(row: &RangeEntry, other: &RangeEntry, column: Column, reversed: bool) -> Ordering {
    let main = by(row, other, column);
    let main = if reversed { main.reverse() } else { main };
    let then: &[Column] = match column {
        Column::Weapon => &[Column::Distance, Column::Date],
        Column::SaidBy => &[Column::Weapon, Column::Distance, Column::Date],
        Column::Distance | Column::Written | Column::HoldsFor => &[Column::Weapon, Column::Date],
        Column::Date | Column::Document => &[Column::Date],
    };
    let place = |line: &RangeEntry| line.stated.span.start;
    then.iter()
        .fold(main, |order, column| order.then_with(|| by(row, other, *column)))
        .then_with(|| row.paper.path.cmp(&other.paper.path))
        .then_with(|| place(row).cmp(&place(other)))
}

fn by(row: &RangeEntry, other: &RangeEntry, column: Column) -> Ordering {
    let metres = |line: &RangeEntry| line.stated.metres();
    match column {
        Column::Weapon => last_if_empty(&row.stated.weapon, &other.stated.weapon),
        Column::HoldsFor => last_if_empty(&row.holds_for, &other.holds_for),
        Column::Written => row.stated.written.cmp(&other.stated.written),
        Column::Distance => metres(other).cmp(&metres(row)),
        Column::SaidBy => last_if_empty(&row.stated.said_by, &other.stated.said_by),
        Column::Date => other.paper.date.cmp(&row.paper.date),
        Column::Document => row.paper.title.as_str().cmp(other.paper.title.as_str()),
    }
}

fn last_if_empty(one: &str, other: &str) -> Ordering {
    (one.is_empty(), one).cmp(&(other.is_empty(), other))
}

/// True if the words of the text have another figure than the one told, or none in digits: only then do
/// they say more.
pub fn says_more(line: &RangeEntry, units: Units) -> bool {
    let stated = &line.stated;
    let told = display_figure(&stated.figures, (stated.min_km, stated.max_km), units).to_string();
    let (written, told) = (numbers(&stated.written), numbers(&told));
    written.is_empty() || written != told
}

/// The numbers in words, without the commas of their thousands.
fn numbers(words: &str) -> Vec<String> {
    let bare = words.replace(',', "");
    let parts = bare.split(|c: char| !c.is_ascii_digit() && c != '.');
    let parts = parts.map(|part| part.trim_matches('.')).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// Rows that are looked at to see how wide columns should be.
const MEASURED: usize = 2000;

/// Cells of the sign before a distance.
const SIGN: usize = 2;

/// How many cells the columns need whose widths go by what they hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    weapon: usize,
    distance: usize,
    /// Nothing if no row says anything.
    holds_for: usize,
    /// By unit: the words of the text are shown where they have another figure.
    written: [usize; Units::ALL.len()],
    said_by: usize,
    title: usize,
}

impl Needs {
    /// What the first of these rows need.
    pub fn of<'a>(rows: impl Iterator<Item = &'a Arc<RangeEntry>>) -> Self {
        let mut needs = Self {
            weapon: 6,
            distance: 10,
            holds_for: 0,
            written: [0; Units::ALL.len()],
            said_by: 11,
            title: 14,
        };
        for row in rows.take(MEASURED) {
            let stated = &row.stated;
            needs.weapon = needs.weapon.max(width(&stated.weapon));
            let holds_for = width(&row.holds_for);
            needs.holds_for = needs.holds_for.max(if holds_for > 0 { holds_for.max(9) } else { 0 });
            needs.title = needs.title.max(width(&row.paper.title));
            needs.said_by = needs.said_by.max(width(&row.said()));
            for (units, written) in Units::ALL.iter().zip(&mut needs.written) {
                let bounds = (stated.min_km, stated.max_km);
                let told = display_figure(&stated.figures, bounds, *units).to_string();
                needs.distance = needs.distance.max(width(&told) + SIGN);
                if says_more(row, *units) {
                    *written = (*written).max(width(&stated.written).max(10));
                }
            }
        }
        needs
    }
}

/// Cells from the left edge to the first column.
const EDGE: u16 = 2;

/// The columns that a table of so many cells has room for: where each begins, and its cells. Weapon,
/// distance and who says so stay on the narrowest screen; then come for what the range holds, which a
/// combat radius is misread without, what rows are ordered by, the date, the title, and the words of
/// the text.
pub fn columns(
    table: u16,
    needs: Needs,
    (order, units): (Column, Units),
) -> Vec<(Column, u16, u16)> {
    use Column::{Date, Distance, Document, HoldsFor, SaidBy, Weapon, Written};
    let gap: u16 = if table < 66 { 1 } else { 2 };
    let mut room = Room { left: table.saturating_sub(EDGE), gap, shown: Vec::new() };
    room.add(Distance, needs.distance.min(18));
    room.add(Weapon, needs.weapon.min(9));
    room.add(SaidBy, needs.said_by.min(9));
    let at = Units::ALL.iter().position(|known| *known == units).unwrap_or(0);
    let written = needs.written.get(at).copied().unwrap_or(0);
    let least = |column: Column| match column {
        Date => 10,
        Document => 14,
        HoldsFor => needs.holds_for.min(14),
        Written => written.min(20),
        _ => 0,
    };
    room.add(HoldsFor, least(HoldsFor));
    room.add(order, least(order));
    room.widen(Weapon, needs.weapon.min(24));
    room.widen(SaidBy, needs.said_by.min(22));
    room.add(Date, least(Date));
    room.add(Document, least(Document));
    room.widen(HoldsFor, needs.holds_for.min(24));
    room.widen(SaidBy, needs.said_by.min(28));
    room.widen(Weapon, needs.weapon.min(32));
    // Most of its cells are empty: a title is worth more.
    room.widen(Document, needs.title.min(TITLE));
    room.add(Written, least(Written));
    room.widen(SaidBy, needs.said_by.min(40));
    room.widen(HoldsFor, needs.holds_for.min(40));
    room.widen(Document, needs.title.min(2 * TITLE));
    room.widen(Written, written.min(32));
    room.widen(Document, usize::MAX);
    room.placed(table)
}

/// Cells in which most of a title can be read.
const TITLE: usize = 40;

/// The cells of a row that are still free, and those that columns have.
struct Room {
    left: u16,
    gap: u16,
    shown: Vec<(Column, u16)>,
}

impl Room {
    /// Gives a column so many cells, if they are free and it has none.
    fn add(&mut self, column: Column, cells: usize) {
        let gap = if self.shown.is_empty() { 0 } else { self.gap };
        let cells = u16::try_from(cells).unwrap_or(u16::MAX);
        let known = self.shown.iter().any(|(known, _)| *known == column);
        if cells > 0 && !known && cells.saturating_add(gap) <= self.left {
            self.shown.push((column, cells));
            self.left -= cells + gap;
        }
    }

    /// Gives a column more cells, as far as they are free.
    fn widen(&mut self, column: Column, cells: usize) {
        let cells = u16::try_from(cells).unwrap_or(u16::MAX);
        if let Some((_, own)) = self.shown.iter_mut().find(|(known, _)| *known == column) {
            let more = cells.saturating_sub(*own).min(self.left);
            *own += more;
            self.left -= more;
        }
    }

    fn placed(self, table: u16) -> Vec<(Column, u16, u16)> {
        let Self { gap, shown, .. } = self;
        let own = |column| shown.iter().find(|(known, _)| *known == column);
        let mut x = EDGE;
        let placed = Column::ALL.into_iter().filter_map(own).map(|(column, own)| {
            let at = x;
            x = (x + own + gap).min(table);
            (*column, at, *own)
        });
        placed.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEEDS: Needs =
        Needs { weapon: 30, distance: 16, holds_for: 0, written: [24; 3], said_by: 26, title: 70 };

    fn shown(width: u16) -> Vec<Column> {
        columns(width, NEEDS, (Column::Weapon, Units::Km))
            .into_iter()
            .map(|(column, ..)| column)
            .collect()
    }

    #[test]
    fn columns_fit_any_width() {
        for width in 0..300 {
            for needs in [NEEDS, Needs::default()] {
                let columns = columns(width, needs, (Column::Date, Units::Km));
                assert!(columns.iter().all(|(_, x, cells)| x + cells <= width), "{width}");
                assert!(
                    columns.windows(2).all(|pair| pair[0].1 + pair[0].2 < pair[1].1),
                    "{width}"
                );
            }
        }
    }

    #[test]
    fn who_says_so_leaves_last() {
        use Column::{Date, Distance, Document, SaidBy, Weapon, Written};
        let most = [Weapon, Distance, Written, SaidBy, Date, Document];
        assert_eq!(shown(200), most);
        assert_eq!(shown(118), [Weapon, Distance, SaidBy, Date, Document]);
        assert_eq!(shown(78), [Weapon, Distance, SaidBy]);
        let by_date = columns(78, NEEDS, (Date, Units::Km));
        assert_eq!(by_date.last().map(|(column, ..)| *column), Some(Date), "what is ordered by");
        assert_eq!(shown(40), [Weapon, Distance, SaidBy]);
        for width in 45..300 {
            assert!(shown(width).contains(&SaidBy), "{width}");
        }
    }

    #[test]
    fn for_what_a_range_holds_is_shown_as_soon_as_a_row_says_it() {
        let needs = Needs { holds_for: 20, ..NEEDS };
        for table in [78, 118, 200] {
            let columns = columns(table, needs, (Column::Weapon, Units::Km));
            let own = columns.iter().find(|(column, ..)| *column == Column::HoldsFor);
            assert!(own.is_some_and(|(.., cells)| *cells >= 14), "{table}");
            assert!(columns.iter().any(|(column, ..)| *column == Column::SaidBy), "{table}");
        }
        assert!(!shown(200).contains(&Column::HoldsFor), "nothing is said of any row");
    }

    #[test]
    fn columns_are_as_wide_as_what_they_hold() {
        let width_of = |table, column, needs| {
            let columns = columns(table, needs, (Column::Date, Units::Km));
            columns.into_iter().find(|(known, ..)| *known == column).map_or(0, |(.., cells)| cells)
        };
        assert_eq!(width_of(200, Column::Weapon, NEEDS), 30);
        assert_eq!(width_of(200, Column::SaidBy, NEEDS), 26);
        let short = Needs { weapon: 8, said_by: 12, ..NEEDS };
        assert_eq!(width_of(200, Column::Weapon, short), 8);
        assert!(width_of(200, Column::Document, short) > width_of(200, Column::Document, NEEDS));
        assert_eq!(width_of(200, Column::Written, Needs { written: [0; 3], ..NEEDS }), 0);
    }

    #[test]
    fn words_are_told_from_their_figure() {
        assert_eq!(numbers("more than 1,500 km"), ["1500"]);
        assert_eq!(numbers("1.5 to 2 km."), ["1.5", "2"]);
        assert!(numbers("five hundred kilometres").is_empty());
    }
}
