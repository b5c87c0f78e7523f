//! Which row of the list is gone to: the next one with the words sought, the next unread one. No row is
//! hidden.

use super::{Due, List, Then};
use crate::app::panes::pane::Outcome;
use crate::library::{Catalogue, EntryId};

impl List {
    /// The next unread document in a direction, round the ends, if any.
    pub fn unread(&self, catalogue: &Catalogue, forward: bool) -> Option<EntryId> {
        let row = match forward {
            true => self.arrangement.next_unread(catalogue, self.rows.selected()),
            false => self.arrangement.previous_unread(catalogue, self.rows.selected()),
        };
        row.and_then(|row| self.rows().get(row)).copied()
    }

    /// Selects the first row from the selected one on whose title, source or name has the words.
    pub fn seek(&mut self, words: &str, catalogue: &Catalogue) {
        self.arrangement.seek(words);
        self.then = Some(Then::Sought { away: 0, down: true });
        self.arrange(Due::Wanted, catalogue);
    }

    /// The next row with the words sought, round the ends. False if there is none.
    pub fn seek_next(&mut self, count: isize) -> bool {
        if self.awaits_wanted() && self.arrangement.seeks() {
            self.then = Some(Then::Sought { away: count.signum(), down: count > 0 });
            return true;
        }
        let found = self.sought_from(count.signum(), count > 0);
        found.into_iter().for_each(|row| self.go_to(row));
        found.is_some()
    }

    /// The first row with the words sought from so many rows away from the selected one, down or up and
    /// round the ends.
    pub(super) fn sought_from(&self, away: isize, down: bool) -> Option<usize> {
        let sought = self.arrangement.rows().sought();
        let from = self.rows.selected().cast_signed() + away;
        let before = |row: &u32| (*row as usize).cast_signed() < from;
        let row = match down {
            true => sought.get(sought.partition_point(before)).or(sought.first()),
            false => {
                let up_to = sought.partition_point(|row| (*row as usize).cast_signed() <= from);
                up_to.checked_sub(1).and_then(|at| sought.get(at)).or(sought.last())
            }
        };
        row.map(|row| *row as usize)
    }

    /// Which of the rows with the words sought is selected, counted from 1 (0 if none is), and how many
    /// there are.
    pub fn sought(&self) -> (usize, usize) {
        let sought = self.arrangement.rows().sought();
        let selected = u32::try_from(self.rows.selected()).unwrap_or(u32::MAX);
        (sought.binary_search(&selected).map_or(0, |at| at + 1), sought.len())
    }

    /// Goes on to a row with the words sought, and says so if there is none.
    pub(super) fn next_sought(&mut self, count: isize) -> Vec<Outcome> {
        let found = self.seek_next(count);
        let none = (!found).then(|| Outcome::say("No document in the list matches."));
        none.into_iter().chain([Outcome::Preview]).collect()
    }
}
