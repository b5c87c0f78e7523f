//! Paints the chosen columns of the list: their headings under the heading of the pane, and their values
//! at the right of each entry. Which have room, the pane decides.

use super::canvas::Canvas;
use super::spark;
use super::theme::Theme;
use crate::app::panes::list_columns::{GAP, cells, width};
use crate::config::ListColumn;
use crate::library::{Catalogue, ColumnValue, EntryId};
use crate::text::grouped;

/// The greatest count that is told exactly.
const MOST: u32 = 9_999;

/// The greatest count of new facts that is told.
const MOST_NEW: u32 = 9_999;

/// What stands where there is none.
const NOTHING: &str = "–";

/// Paints the headings of the columns that end before `end`, and what is said of those without room.
pub fn heads(
    canvas: &mut Canvas<'_>,
    (end, y): (u16, u16),
    (shown, hidden): (&[ListColumn], &str),
    theme: &Theme,
) {
    let begin = end.saturating_sub(width(shown));
    for (column, end) in ends(shown, begin) {
        canvas.put_right((end, y), column.word(), theme.dim);
    }
    canvas.put_right((begin, y), hidden, theme.dim);
}

/// Paints what the columns tell of an entry.
pub fn values(
    canvas: &mut Canvas<'_>,
    (end, y): (u16, u16),
    shown: &[ListColumn],
    (catalogue, id): (&Catalogue, EntryId),
    theme: &Theme,
) {
    for (column, end) in ends(shown, end.saturating_sub(width(shown))) {
        let value = catalogue.column(column, id);
        let style = if value == ColumnValue::Nothing { theme.dim } else { theme.text };
        canvas.put_right((end, y), &told(value), style);
    }
}

/// Columns with where each ends, from the left.
fn ends(shown: &[ListColumn], begin: u16) -> impl Iterator<Item = (ListColumn, u16)> {
    shown.iter().scan(begin, |end, column| {
        *end += GAP + cells(*column);
        Some((*column, *end))
    })
}

/// A value in as many cells as its column has.
fn told(value: ColumnValue) -> String {
    match value {
        ColumnValue::Unknown => String::new(),
        ColumnValue::Nothing => NOTHING.to_owned(),
        ColumnValue::Count(count @ ..=MOST) => grouped(count as usize),
        ColumnValue::Count(_) => format!("{MOST}+"),
        ColumnValue::New { changed, facts } => {
            let sign = if changed { "~" } else { "+" };
            let facts = if facts == 0 { String::new() } else { facts.min(MOST_NEW).to_string() };
            format!("{sign}{facts}")
        }
        ColumnValue::Date(date) => date.to_string().chars().take("2023-07".len()).collect(),
        ColumnValue::Trend(counts) => spark::line(&counts.map(u32::from)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Date;
    use crate::library::column_cells;
    use crate::text::width;

    #[test]
    fn no_value_is_wider_than_its_column() {
        let date = Date::of_day(2023, 12, 31).map(ColumnValue::Date).unwrap();
        let count = ColumnValue::Count(u32::MAX);
        for (column, value, expected) in [
            (ListColumn::Facts, count, "9999+"),
            (ListColumn::Bookmarks, ColumnValue::Count(9_999), "9,999"),
            (ListColumn::First, date, "2023-12"),
            (ListColumn::Trend, ColumnValue::Trend([0, 1, 2, 3, 4, 255, 7, 8]), "·▁▁▁▁█▁▁"),
            (ListColumn::Last, ColumnValue::Nothing, "–"),
            (ListColumn::Disputed, ColumnValue::Unknown, ""),
            (ListColumn::New, ColumnValue::New { changed: true, facts: u32::MAX }, "~9999"),
            (ListColumn::New, ColumnValue::New { changed: false, facts: 0 }, "+"),
        ] {
            assert_eq!(told(value), expected);
            assert!(width(expected) <= column_cells(column), "{expected}");
        }
    }
}
