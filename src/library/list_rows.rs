//! The rows of a list: which entry stands on each, and which row each entry has. Found out elsewhere.

use super::entry::EntryId;

/// No row.
const NONE: u32 = u32::MAX;

/// The rows of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListRows {
    /// The entry of each row.
    ids: Vec<EntryId>,
    /// The row of each entry, by its number. An entry that is not shown because another path of its
    /// document is has the row of that.
    rows: Vec<u32>,
    /// The rows that have what is looked for, in order.
    sought: Vec<u32>,
    /// How much of what was touched in the catalogue they know.
    taken_in: usize,
}

impl ListRows {
    /// No rows yet, of a catalogue whose entries end at this number and which was touched so often.
    pub(super) fn new(end: usize, taken_in: usize) -> Self {
        Self { rows: vec![NONE; end], taken_in, ..Self::default() }
    }

    /// Puts an entry below the others and returns its row.
    pub(super) fn push(&mut self, id: EntryId) -> u32 {
        let row = u32::try_from(self.ids.len()).unwrap_or(NONE);
        self.ids.push(id);
        self.hide(id, row);
        row
    }

    /// An entry has a row on which another path of its document stands.
    pub(super) fn hide(&mut self, id: EntryId, row: u32) {
        self.rows.get_mut(id.0 as usize).into_iter().for_each(|place| *place = row);
    }

    /// Notes which rows have what is looked for, in order.
    pub(super) fn set_sought(&mut self, rows: Vec<u32>) {
        self.sought = rows;
    }

    /// The entries shown, in order.
    pub fn ids(&self) -> &[EntryId] {
        &self.ids
    }

    /// The row of an entry, or of another path of its document; `None` if none is shown.
    pub fn row_of(&self, id: EntryId) -> Option<usize> {
        let row = self.rows.get(id.0 as usize).filter(|row| **row != NONE)?;
        Some(*row as usize)
    }

    /// The rows that have what is looked for, in order.
    pub fn sought(&self) -> &[u32] {
        &self.sought
    }

    /// How much of what was touched in the catalogue they know.
    pub(super) fn taken_in(&self) -> usize {
        self.taken_in
    }

    /// Bytes of memory that they take.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.ids) + size_of_val(&*self.rows) + size_of_val(&*self.sought)
    }
}
