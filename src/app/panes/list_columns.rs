//! Where the columns of the list stand: which have room, from the left, and how wide each is. What they
//! tell is the library's, how they look the view's.

use crate::config::ListColumn;
use crate::library::column_cells;

/// Cells that the details of a document keep beside the columns: those of its date.
const DETAILS: u16 = 10;

/// Cells that a title keeps on a low screen, where it shares its line with the columns.
pub const TITLE: u16 = 24;

/// Cells between two columns.
pub const GAP: u16 = 1;

/// The lines of the list that columns share with other words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Cells for words.
    pub room: u16,
    /// True if an entry takes one line, so that columns stand beside the title.
    pub low: bool,
}

/// Cells of a column: its heading and its values have room.
pub fn cells(column: ListColumn) -> u16 {
    let cells = column.word().len().max(column_cells(column));
    u16::try_from(cells).unwrap_or(u16::MAX)
}

/// The columns that have room: the last ones chosen give way first, and all of them before the title or
/// the date of a document is cut.
pub fn shown(chosen: &[ListColumn], look: Look) -> &[ListColumn] {
    let mut left = look.room.saturating_sub(if look.low { TITLE } else { DETAILS });
    let fit = chosen.iter().take_while(|column| {
        let wide = cells(**column) + GAP;
        let fits = wide <= left;
        left = left.saturating_sub(wide);
        fits
    });
    chosen.get(..fit.count()).unwrap_or_default()
}

/// Cells of columns with the gap before each.
pub fn width(columns: &[ListColumn]) -> u16 {
    columns.iter().map(|column| cells(*column) + GAP).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_columns_give_way_first_and_the_details_keep_their_date() {
        use ListColumn::{Disputed, Facts, First, Trend};
        let chosen = [Facts, Disputed, First, Trend];
        let shown = |room, low| shown(&chosen, Look { room, low });
        assert_eq!(shown(60, false), chosen);
        assert_eq!(shown(25, false), [Facts, Disputed]);
        assert_eq!(shown(24, false), [Facts]);
        assert_eq!(shown(15, false), []);
        assert_eq!(shown(0, false), []);
        assert_eq!(shown(30, true), [Facts]);
        assert_eq!(shown(29, true), []);
    }

    #[test]
    fn columns_never_take_more_than_there_is() {
        for room in 0..200 {
            for low in [false, true] {
                assert!(width(shown(ListColumn::ALL, Look { room, low })) <= room);
            }
        }
    }
}
