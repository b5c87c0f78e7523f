//! Tables of an RTF text: where rows and cells begin and end. Reads no words.

use super::Reader;

impl Reader<'_> {
    /// A word about what is painted behind a cell of the row; false for any other word.
    pub(super) fn paint_row(&mut self, word: &str, number: Option<i32>) -> bool {
        self.row.painted |= match word {
            "clcbpat" | "clcfpat" | "trcbpat" | "trcfpat" => self.tables.is_dark(number),
            "clshdng" | "trshdng" => number != Some(0),
            _ => return false,
        };
        true
    }

    pub(super) fn place_in_table(&mut self) {
        if !self.state.in_table {
            self.table_end();
            return;
        }
        if !std::mem::replace(&mut self.row.table, true) {
            self.out.table();
        }
        if !std::mem::replace(&mut self.row.row, true) {
            self.out.row(self.row.header);
        }
        if !std::mem::replace(&mut self.row.cell, true) {
            self.out.cell();
        }
    }

    pub(super) fn cell_end(&mut self) {
        if !self.row.cell {
            self.state.in_table = true;
            self.place_in_table();
        }
        self.paragraph_end();
        self.out.end_cell();
        self.row.cell = false;
    }

    pub(super) fn row_end(&mut self) {
        self.paragraph_end();
        if self.row.header {
            self.out.row_is_header();
        }
        self.out.end_row();
        (self.row.row, self.row.cell) = (false, false);
    }

    pub(super) fn table_end(&mut self) {
        if std::mem::take(&mut self.row).table {
            self.out.end_table();
        }
    }
}
