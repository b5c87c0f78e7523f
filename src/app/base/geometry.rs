//! Where the panes are: a pure function of the screen's size and of what is shown, used both by
//! `update` (how many lines is a page?) and by the view. Paints nothing.

use ratatui::layout::{Rect, Size};

use super::pane_id::PaneId;

/// Smallest screen on which anything but a notice is painted.
pub const SMALLEST: Size = Size { width: 12, height: 3 };

/// Below this many columns one pane is shown, from it two.
pub const TWO_PANES: u16 = 70;

/// From this many columns the list, the page and a sidebar stand side by side.
pub const THREE_PANES: u16 = 100;

/// Columns that are enough for the list and for the sidebar, whatever they hold.
const MOST_FOR_LIST: u16 = 90;
const MOST_FOR_SIDE: u16 = 60;

/// Columns that a pane keeps whatever the user gives the others.
const LEAST: u16 = 16;

/// Columns of the page besides those of its lines: edges, signs, the scroll bar, and some air.
pub const BESIDE_LINES: u16 = 8;

/// Lines in which the language of the search is taught.
pub const TAUGHT: u16 = 8;

/// What is to be shown besides the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisiblePanes {
    /// The pane with the focus; on a narrow screen the only one.
    pub focus: PaneId,
    /// False if the page stands alone.
    pub list: bool,
    /// True if the sidebar is open.
    pub side: bool,
    /// What the panes beside each other need, and what the user gave them.
    pub shares: Shares,
}

/// How the columns of the screen are shared among list, page and sidebar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// Columns in which the list would cut no title.
    pub list_need: u16,
    /// Columns in which the page would cut nothing.
    pub page_need: u16,
    /// Columns that the user gave the list, if any.
    pub list: Option<u16>,
    /// Columns that the user gave the sidebar, if any.
    pub side: Option<u16>,
}

/// The rectangles of the screen; a pane that is not shown has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    /// The list, its heading included.
    pub list: Option<Rect>,
    /// The page, its heading included.
    pub page: Option<Rect>,
    /// The sidebar, its heading included.
    pub side: Option<Rect>,
    /// The bookmarks, their heading included.
    pub bookmarks: Option<Rect>,
    /// The pane that takes the place of all others, if one does, its heading included.
    pub whole: Option<(PaneId, Rect)>,
    /// The line at the foot of the screen.
    pub foot: Rect,
}

impl Panes {
    /// The pane under a cell.
    pub fn at(&self, column: u16, row: u16) -> Option<PaneId> {
        let holds = |rect: Option<Rect>| rect.is_some_and(|r| r.contains((column, row).into()));
        let known = [PaneId::List, PaneId::Page, PaneId::Side, PaneId::Bookmarks];
        let mut all = known.into_iter().chain(self.whole.map(|(pane, _)| pane));
        all.find(|pane| holds(self.of(*pane)))
    }

    /// Where `pane` is, if it is shown.
    pub fn of(&self, pane: PaneId) -> Option<Rect> {
        match pane {
            PaneId::List => self.list,
            PaneId::Page => self.page,
            PaneId::Side => self.side,
            PaneId::Bookmarks => self.bookmarks,
            pane => self.whole.filter(|(whole, _)| *whole == pane).map(|(_, rect)| rect),
        }
    }
}

/// Divides the screen. `None` if it is too small for anything but a notice.
pub fn panes(size: Size, wanted: VisiblePanes) -> Option<Panes> {
    if size.width < SMALLEST.width || size.height < SMALLEST.height {
        return None;
    }
    let body = Rect::new(0, 0, size.width, size.height - 1);
    let foot = Rect::new(0, size.height - 1, size.width, 1);
    let (list, side) = widths(size.width, wanted);
    let mut panes = Panes { foot, ..Panes::default() };
    let whole = size.width < TWO_PANES;
    match wanted.focus {
        pane if pane.is_whole() => panes.whole = Some((pane, body)),
        PaneId::List if whole => panes.list = Some(body),
        PaneId::Side if whole => panes.side = Some(body),
        PaneId::Bookmarks => {
            let list = if size.width < THREE_PANES { 0 } else { list };
            panes.list = (list > 0).then_some(Rect { width: list, ..body });
            panes.bookmarks = Some(Rect { x: list, width: size.width - list, ..body });
        }
        _ => {
            panes.list = (list > 0).then_some(Rect { width: list, ..body });
            panes.side = (side > 0).then(|| Rect { x: size.width - side, width: side, ..body });
            let page = Rect { x: list, width: size.width - list - side, ..body };
            panes.page = Some(page);
        }
    }
    Some(panes)
}

/// Columns of the list and of the sidebar beside the page. What the page does not need goes to both, up
/// to what they need; what the user gave them counts before all.
fn widths(width: u16, wanted: VisiblePanes) -> (u16, u16) {
    let Shares { list_need, page_need, .. } = wanted.shares;
    let both = width >= THREE_PANES;
    let has_side = wanted.side && (both || wanted.focus != PaneId::List);
    let has_list = wanted.list && (both || !has_side);
    if width < TWO_PANES {
        return (0, 0);
    }
    let list = if both { width / 4 } else { width * 3 / 8 };
    let mut list = if has_list { list.clamp(24, 46) } else { 0 };
    let side = if both { width / 4 } else { width / 3 };
    let mut side = if has_side { side.clamp(22, 40) } else { 0 };
    let spare = width.saturating_sub(list + side).saturating_sub(page_need);
    let list_wants = if has_list { list_need.min(MOST_FOR_LIST).saturating_sub(list) } else { 0 };
    let side_wants = if has_side { MOST_FOR_SIDE - side } else { 0 };
    let to_list = list_wants.min((spare / 2).max(spare.saturating_sub(side_wants)));
    list += to_list;
    side += side_wants.min(spare - to_list);
    given(width, (list, side), wanted.shares)
}

/// The same as the user wants it, as far as every pane keeps a few columns.
fn given(width: u16, (list, side): (u16, u16), shares: Shares) -> (u16, u16) {
    let chosen = |own: u16, given: Option<u16>| match (own, given) {
        (0, _) | (_, None) => own,
        (_, Some(given)) => given.max(LEAST),
    };
    let side = chosen(side, shares.side).min(width.saturating_sub(2 * LEAST));
    let list = chosen(list, shares.list).min(width.saturating_sub(side + LEAST));
    (list, side)
}

/// A border that can be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    /// That to the right of the list.
    List,
    /// That to the left of the sidebar.
    Side,
}

impl Panes {
    /// The border under a column, if a line between two panes is painted there.
    pub fn border_at(&self, column: u16, row: u16) -> Option<Border> {
        let on = |rect: Option<Rect>, x: u16| {
            rect.is_some_and(|rect| x == column && (rect.y..rect.bottom()).contains(&row))
        };
        let right = self.page.or(self.bookmarks)?.right();
        let list = self.list.filter(|list| list.right() < right);
        match () {
            () if on(list, list.map_or(0, |list| list.right() - 1)) => Some(Border::List),
            () if self.page.is_some() && on(self.side, self.side.map_or(0, |side| side.x)) => {
                Some(Border::Side)
            }
            () => None,
        }
    }
}

/// Rows a pane has for its content: all but its heading and the space under it.
pub fn content(pane: Rect) -> Rect {
    let heading = if pane.height > 6 { 2 } else { u16::from(pane.height > 2) };
    let inner = Rect { y: pane.y + heading, height: pane.height - heading, ..pane };
    Rect { width: inner.width.saturating_sub(1), x: inner.x + u16::from(inner.width > 1), ..inner }
}

/// Divides a pane into rows and, below them, what is told of the chosen one. `below` says how many lines
/// that takes of so many, the first step that is reached; nothing on a low screen.
pub fn rows_and_details(pane: Rect, below: &[(u16, u16)]) -> (Rect, Rect) {
    let inner = content(pane);
    let inner = Rect { width: inner.width.saturating_sub(1), ..inner };
    let step = below.iter().find(|(least, _)| inner.height >= *least);
    let below = step.map_or(0, |(_, lines)| *lines);
    let rows = Rect { height: inner.height - below, ..inner };
    (rows, Rect { y: rows.bottom(), height: below, ..inner })
}

/// The lines of the search: the field, what is said about it, and the list below.
pub fn search(pane: Rect) -> (Rect, Rect, Rect) {
    let inner = content(pane);
    let inner = Rect { width: inner.width.saturating_sub(1), ..inner };
    let line = |y: u16| Rect { y, height: u16::from(y < inner.bottom()), ..inner };
    let says = u16::from(inner.height > 3);
    let top = (inner.y + 1 + says).min(inner.bottom());
    let list = Rect { y: top, height: inner.bottom() - top, ..inner };
    let below = if says > 0 { line(inner.y + 1) } else { Rect { height: 0, ..inner } };
    (line(inner.y), below, list)
}

/// Lines that the search has for teaching its language while nothing is typed, and where the rows
/// stand below them: at least half of the list is theirs if they need it.
pub fn search_start(list: Rect, rows: usize) -> (u16, Rect) {
    let rows = u16::try_from(rows).unwrap_or(u16::MAX).min(list.height / 2);
    let taught = TAUGHT.min(list.height.saturating_sub(rows + 1));
    let top = (list.y + taught + 1).min(list.bottom());
    (taught, Rect { y: top, height: list.bottom() - top, ..list })
}

/// Where the table of ranges stands: its headings, its rows, and what is told of the selected one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The headings of its columns.
    pub heads: Rect,
    /// Its rows.
    pub rows: Rect,
    /// The lines below; none on a low screen.
    pub below: Rect,
}

/// Divides the pane of the ranges.
pub fn table(pane: Rect) -> Table {
    let inner = content(pane);
    let inner = Rect { width: inner.width.saturating_sub(1), ..inner };
    let heads = Rect { height: inner.height.min(1), ..inner };
    let below = if inner.height > 9 { 3 } else { 0 };
    let height = inner.height - heads.height - below;
    let rows = Rect { y: heads.bottom(), height, ..inner };
    Table { heads, rows, below: Rect { y: rows.bottom(), height: below, ..inner } }
}

/// The columns of the text inside the page: the measure, centred, or all there is; and one
/// column each side for marks and the scroll bar.
pub fn column(page: Rect, measure: usize) -> Rect {
    let inner = content(page);
    let room = inner.width.saturating_sub(3);
    let width = u16::try_from(measure).unwrap_or(u16::MAX).min(room).max(1);
    let left = room.saturating_sub(width) / 2;
    Rect { x: inner.x + 1 + left, width: width.min(inner.width.max(1)), ..inner }
}

/// Cells to the left and to the right of the page's lines that wide tables may take, without the one
/// for signs.
pub fn margins(page: Rect, measure: usize) -> (u16, u16) {
    let inner = content(page);
    let column = column(page, measure);
    let end = inner.right().saturating_sub(2);
    (column.x.saturating_sub(inner.x + 2), end.saturating_sub(column.right()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHARES: Shares = Shares { list_need: 60, page_need: 80, list: None, side: None };

    const ALL: VisiblePanes =
        VisiblePanes { focus: PaneId::Page, list: true, side: true, shares: SHARES };

    #[test]
    fn panes_never_overlap_nor_leave_the_screen() {
        for width in 0..420 {
            for height in [0, 1, 2, 3, 4, 7, 24, 200] {
                for focus in
                    [PaneId::List, PaneId::Page, PaneId::Side, PaneId::Bookmarks, PaneId::Search]
                {
                    check(Size::new(width, height), VisiblePanes { focus, ..ALL });
                    for given in [0, 30, 1000] {
                        let (list, side) = (Some(given), Some(1000 - given));
                        let shares = Shares { list, side, ..SHARES };
                        check(Size::new(width, height), VisiblePanes { focus, shares, ..ALL });
                    }
                }
            }
        }
    }

    fn check(size: Size, wanted: VisiblePanes) {
        let Some(panes) = panes(size, wanted) else {
            assert!(size.width < SMALLEST.width || size.height < SMALLEST.height);
            return;
        };
        let screen = Rect::new(0, 0, size.width, size.height);
        let shown: Vec<Rect> =
            [panes.list, panes.page, panes.side, panes.bookmarks, Some(panes.foot)]
                .into_iter()
                .chain([panes.whole.map(|(_, rect)| rect)])
                .flatten()
                .collect();
        assert!(panes.of(wanted.focus).is_some(), "the focus is on the screen at {size:?}");
        for (at, rect) in shown.iter().enumerate() {
            assert_eq!(rect.intersection(screen), *rect);
            assert!(shown[at + 1..].iter().all(|other| !rect.intersects(*other)));
        }
        if let Some((_, whole)) = panes.whole {
            let Table { heads, rows, below } = table(whole);
            for part in [heads, rows, below] {
                assert_eq!(part.intersection(whole), part, "{size:?}");
            }
            assert!(!heads.intersects(rows) && !rows.intersects(below));
            let (field, says, list) = search(whole);
            for part in [field, says, list] {
                assert_eq!(part.intersection(whole), part, "{size:?}");
            }
            assert!(!field.intersects(says) && !says.intersects(list) && !field.intersects(list));
        }
        if let Some(page) = panes.page {
            let text = column(page, 72);
            assert_eq!(text.intersection(page), text, "{size:?}");
            let (before, after) = margins(page, 72);
            let wide = Rect { x: text.x - before, width: text.width + before + after, ..text };
            assert_eq!(wide.intersection(page), wide, "{size:?}");
        }
    }

    #[test]
    fn three_panes_from_a_hundred_columns_two_from_seventy() {
        let count = |width| {
            let panes = panes(Size::new(width, 30), ALL).unwrap();
            [panes.list, panes.page, panes.side].iter().flatten().count()
        };
        assert_eq!([count(100), count(99), count(70), count(69)], [3, 2, 2, 1]);
    }

    #[test]
    fn what_the_page_does_not_need_goes_to_list_and_sidebar() {
        let widths = |width: u16, shares: Shares| {
            let panes = panes(Size::new(width, 30), VisiblePanes { shares, ..ALL }).unwrap();
            [panes.list, panes.page, panes.side].map(|pane| pane.map_or(0, |pane| pane.width))
        };
        assert_eq!(widths(120, SHARES), [30, 60, 30], "nothing is over");
        assert_eq!(widths(200, SHARES), [60, 80, 60]);
        let (short, wide) =
            (Shares { list_need: 30, ..SHARES }, Shares { page_need: 114, ..SHARES });
        assert_eq!(widths(200, short), [46, 94, 60], "no more than titles need");
        assert_eq!(widths(200, wide), [46, 114, 40], "a wide table needs it");
        let own = Shares { list: Some(20), side: Some(70), ..SHARES };
        assert_eq!(widths(200, own), [20, 110, 70]);
    }

    #[test]
    fn borders_are_where_their_lines_are() {
        let panes = panes(Size::new(120, 30), ALL).unwrap();
        let (list, side) = (panes.list.unwrap(), panes.side.unwrap());
        assert_eq!(panes.border_at(list.right() - 1, 4), Some(Border::List));
        assert_eq!(panes.border_at(side.x, 4), Some(Border::Side));
        assert_eq!(panes.border_at(list.right(), 4), None);
        assert_eq!(panes.border_at(side.x, 29), None, "the foot has none");
    }
}
