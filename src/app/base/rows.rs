//! Rows of which one is selected: how keys and the wheel move the selection, and which rows are on
//! the screen. Knows nothing of what the rows show.

use ratatui::layout::Rect;

use super::command::Command;
use super::key_sequence::Request;

/// So many rows, one of them selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    len: usize,
    selected: usize,
    top: usize,
}

/// A movement among rows, as a command asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// So many rows down (up, if negative).
    By(isize),
    /// To the row of that number, counted from 0.
    To(usize),
}

impl Motion {
    /// The movement among `len` rows that a command asks for, with `page` of them on the screen.
    /// `None` if it asks for none.
    pub fn of(request: Request, page: usize, len: usize) -> Option<Self> {
        let times = request.times();
        let page = page.max(2).cast_signed();
        let (page, half) = (page - 1, page / 2);
        Some(match (request.command, request.count) {
            (Command::Down, _) => Self::By(times),
            (Command::Up, _) => Self::By(times.saturating_neg()),
            (Command::HalfDown, _) => Self::By(half.saturating_mul(times)),
            (Command::HalfUp, _) => Self::By(half.saturating_mul(times).saturating_neg()),
            (Command::PageDown, _) => Self::By(page.saturating_mul(times)),
            (Command::PageUp, _) => Self::By(page.saturating_mul(times).saturating_neg()),
            (Command::Top | Command::Bottom, Some(number)) => Self::To(number.saturating_sub(1)),
            (Command::Top, None) => Self::To(0),
            (Command::Bottom, None) => Self::To(len.saturating_sub(1)),
            (Command::Percent, Some(percent)) => {
                let (len, percent) = (len as u128, percent.min(100) as u128);
                Self::To(usize::try_from(len * percent / 100).unwrap_or(usize::MAX))
            }
            _ => return None,
        })
    }
}

impl Rows {
    /// So many rows, the first selected.
    pub const fn new(len: usize) -> Self {
        Self { len, selected: 0, top: 0 }
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// True if there are none.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The selected row; 0 if there are none.
    pub const fn selected(&self) -> usize {
        self.selected
    }

    /// The first row on the screen, as [`Self::keep_in_sight`] left it.
    pub const fn top(&self) -> usize {
        self.top
    }

    /// There are so many now; the selection stays where it is, or on the last.
    pub fn set_len(&mut self, len: usize) {
        self.len = len;
        self.select(self.selected);
    }

    /// Selects a row, or the last if there are fewer.
    pub fn select(&mut self, row: usize) {
        self.selected = row.min(self.len.saturating_sub(1));
    }

    /// Moves the selection, stopping at both ends.
    pub fn step(&mut self, by: isize) {
        self.select(self.selected.saturating_add_signed(by));
    }

    /// Carries a movement out.
    pub fn go(&mut self, motion: Motion) {
        match motion {
            Motion::By(rows) => self.step(rows),
            Motion::To(row) => self.select(row),
        }
    }

    /// Carries a command out if it is a movement among rows, with `page` of them on the screen.
    /// False if it is none.
    pub fn run(&mut self, request: Request, page: usize) -> bool {
        let motion = Motion::of(request, page, self.len);
        motion.map(|motion| self.go(motion)).is_some()
    }

    /// Moves the selection by rows that can be chosen, stopping at the last of them that way.
    pub fn step_among(&mut self, by: isize, is_choice: impl Fn(usize) -> bool) {
        for _ in 0..by.unsigned_abs().min(self.len) {
            let next = match by > 0 {
                true => (self.selected + 1..self.len).find(|row| is_choice(*row)),
                false => (0..self.selected).rev().find(|row| is_choice(*row)),
            };
            match next {
                Some(row) => self.selected = row,
                None => return,
            }
        }
    }

    /// The same as [`Self::run`] among rows of which not all can be chosen.
    pub fn run_among(
        &mut self,
        request: Request,
        page: usize,
        is_choice: impl Fn(usize) -> bool,
    ) -> bool {
        let motion = Motion::of(request, page, self.len);
        match motion {
            Some(Motion::By(by)) => self.step_among(by, is_choice),
            Some(Motion::To(row)) => self.select_among(row, is_choice),
            None => {}
        }
        motion.is_some()
    }

    /// Selects a row that can be chosen: this one, else the next below, else the next above. The
    /// first row if none can.
    pub fn select_among(&mut self, row: usize, is_choice: impl Fn(usize) -> bool) {
        let row = row.min(self.len.saturating_sub(1));
        let below = (row..self.len).find(|at| is_choice(*at));
        let above = || (0..row.min(self.len)).rev().find(|at| is_choice(*at));
        self.selected = below.or_else(above).unwrap_or(0);
    }

    /// Selects the first row that can be chosen behind the next one that cannot, a heading; behind the last
    /// heading the first of all.
    pub fn next_group(&mut self, is_choice: impl Fn(usize) -> bool) {
        let behind = (self.selected + 1..self.len).skip_while(|row| is_choice(*row));
        let next = behind.chain(0..self.len).find(|row| is_choice(*row));
        self.select(next.unwrap_or(self.selected));
    }

    /// Scrolls no further than is needed to have the selected row among the `shown` on the screen, with
    /// a row or two around it.
    pub fn keep_in_sight(&mut self, shown: usize) {
        let shown = shown.max(1);
        let last_top = self.len.saturating_sub(shown);
        let margin = (shown / 5).min(2);
        let low = (self.selected + margin + 1).saturating_sub(shown);
        let high = self.selected.saturating_sub(margin);
        self.top = self.top.clamp(low.min(high), high).min(last_top);
    }

    /// The same for rows that take different numbers of lines, in a pane of `height` lines.
    pub fn keep_lines_in_sight(&mut self, height: usize, lines: impl Fn(usize) -> usize) {
        let margin = usize::from(height > 8);
        let last = self.len.saturating_sub(1);
        // The first row with which all rows down to this one are on the screen.
        let first_with = |row: usize| {
            let (mut first, mut used) = (row, lines(row));
            while let Some(before) = first.checked_sub(1) {
                used += lines(before).max(1);
                if used > height {
                    break;
                }
                first = before;
            }
            first
        };
        let low = first_with((self.selected + margin).min(last)).min(self.selected);
        let high = self.selected.saturating_sub(margin);
        self.top = self.top.clamp(low.min(high), high).min(first_with(last));
    }

    /// The first of `height` rows on the screen if the selected one is to stand in the middle, where
    /// that can be.
    pub fn top_centred(&self, height: usize) -> usize {
        self.selected.saturating_sub(height / 2).min(self.len.saturating_sub(height))
    }

    /// The row in a line of the screen, counted from 0, if the selected one stands in the middle.
    pub fn at_line_centred(&self, line: usize, height: usize) -> Option<usize> {
        let row = self.top_centred(height) + line;
        Some(row).filter(|row| line < height && *row < self.len)
    }

    /// The row that stands in a line of the screen, of rows that are painted in `area` with the selected one
    /// in the middle.
    pub fn at_screen_line(&self, line: u16, area: Rect) -> Option<usize> {
        let below = line.checked_sub(area.y)?;
        self.at_line_centred(below.into(), area.height.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(command: Command, count: Option<usize>) -> Request {
        Request { command, count, letter: None }
    }

    #[test]
    fn a_line_of_the_screen_means_the_row_that_is_painted_in_it() {
        let mut rows = Rows::new(20);
        rows.select(10);
        let area = Rect::new(4, 3, 30, 5);
        let at = |line| rows.at_screen_line(line, area);
        assert_eq!([at(2), at(3), at(5), at(7), at(8)], [None, Some(8), Some(10), Some(12), None]);
    }

    #[test]
    fn groups_follow_each_other_in_a_circle() {
        let mut rows = Rows::new(7);
        let is_choice = |row: usize| ![0, 3, 4].contains(&row);
        let mut visited = Vec::new();
        rows.select(1);
        for _ in 0..3 {
            rows.next_group(is_choice);
            visited.push(rows.selected());
        }
        assert_eq!(visited, [5, 1, 5]);
        rows.next_group(|_| false);
        assert_eq!(rows.selected(), 5);
    }

    #[test]
    fn movements_stop_at_both_ends() {
        let mut rows = Rows::new(40);
        for (command, count, expected) in [
            (Command::Down, None, 1),
            (Command::Down, Some(usize::MAX), 39),
            (Command::PageUp, None, 30),
            (Command::HalfUp, Some(2), 20),
            (Command::Top, None, 0),
            (Command::Up, Some(usize::MAX), 0),
            (Command::Bottom, Some(7), 6),
            (Command::Percent, Some(50), 20),
            (Command::Percent, Some(usize::MAX), 39),
        ] {
            assert!(rows.run(asked(command, count), 10));
            assert_eq!(rows.selected(), expected, "{command:?} {count:?}");
        }
        assert!(!rows.run(asked(Command::Quit, None), 10));
        let mut none = Rows::default();
        assert!(none.run(asked(Command::Bottom, None), 10));
        assert_eq!(none.selected(), 0);
    }

    #[test]
    fn only_rows_that_can_be_chosen_are_stopped_at() {
        let (mut rows, even) = (Rows::new(7), |row: usize| row % 2 == 1);
        rows.select_among(0, even);
        let mut seen = vec![rows.selected()];
        for by in [1, 1, 1, -1, -9] {
            rows.step_among(by, even);
            seen.push(rows.selected());
        }
        assert_eq!(seen, [1, 3, 5, 5, 3, 1]);
        rows.select_among(6, even);
        assert_eq!(rows.selected(), 5, "none below: the next above");
        rows.select_among(3, |_| false);
        assert_eq!(rows.selected(), 0);
    }

    #[test]
    fn rows_of_different_heights_are_whole_on_the_screen_where_they_fit() {
        let lines = |row: usize| 2 + row % 2;
        for height in 3..40 {
            let mut rows = Rows::new(100);
            for by in [1, 5, 30, -3, 200, -500, 50, -1] {
                rows.step(by);
                rows.keep_lines_in_sight(height, lines);
                let used: usize = (rows.top()..=rows.selected()).map(lines).sum();
                assert!(rows.top() <= rows.selected() && used <= height, "{height} {by}");
            }
            rows.step(200);
            rows.keep_lines_in_sight(height, lines);
            let shown: usize = (rows.top()..100).map(lines).sum();
            assert!(shown + lines(rows.top() - 1) > height, "no empty lines at the end");
        }
        let asked = std::cell::Cell::new(0);
        let mut long = Rows::new(1_000_000);
        long.step(600_000);
        long.keep_lines_in_sight(50, |_| {
            asked.set(asked.get() + 1);
            2
        });
        assert!(asked.get() < 200, "{}", asked.get());
    }

    #[test]
    fn the_selected_row_is_on_the_screen() {
        let mut rows = Rows::new(100);
        for by in [1, 5, 30, -3, 200, -500, 50] {
            rows.step(by);
            for height in 1..30 {
                rows.keep_in_sight(height);
                assert!((rows.top()..rows.top() + height).contains(&rows.selected()));
                let line = rows.selected() - rows.top_centred(height);
                assert_eq!(rows.at_line_centred(line, height), Some(rows.selected()));
            }
        }
        assert_eq!(rows.at_line_centred(10, 10), None);
    }
}
