//! The lists of the plain reader: each row says which it is of how many, and leads somewhere. Which rows
//! there are, the reader decides.

use std::io;
use std::path::PathBuf;

use super::super::Output;
use crate::protocol::NamedEntity;
use crate::text::CleanText;

/// Lines, or rows of a list, that are told at a time.
pub(super) const PAGE: usize = 20;

/// Where a row leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// To the document of that row of the list, from 0.
    Document(usize),
    /// To a place of the open document.
    Here(usize),
    /// To a place of a file.
    There(PathBuf, usize),
    /// Along the link of that address.
    Link(CleanText),
    /// To what a search finds.
    Search(String),
    /// To the dossier of a weapon or an actor, which is told under this name.
    Dossier(NamedEntity, CleanText),
}

/// A list that was begun, and what numbers mean until the next one.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// What the rows are: "document", "result".
    what: &'static str,
    rows: Vec<(CleanText, Lead)>,
    next: usize,
}

impl Rows {
    /// Rows of one kind, each with its words and where it leads.
    pub(super) fn new(what: &'static str, rows: Vec<(CleanText, Lead)>) -> Self {
        Self { what, rows, next: 0 }
    }

    /// What the rows are.
    pub(super) fn what(&self) -> &'static str {
        self.what
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// True if rows were not told yet.
    pub(super) fn goes_on(&self) -> bool {
        self.next < self.rows.len()
    }

    /// Where the row of that number leads, from 1.
    pub(super) fn lead(&self, number: usize) -> Option<&Lead> {
        self.rows.get(number.checked_sub(1)?).map(|(_, lead)| lead)
    }

    /// Tells how many there are, and the first of them.
    pub(super) fn begin(&mut self, out: &mut Output) -> io::Result<()> {
        self.next = 0;
        let s = if self.rows.len() == 1 { "" } else { "s" };
        out.data(&format!("{} {}{s}.\n", self.rows.len(), self.what))?;
        self.go_on(out)
    }

    /// Tells the next rows.
    pub(super) fn go_on(&mut self, out: &mut Output) -> io::Result<()> {
        let count = self.rows.len();
        let some = self.rows.iter().enumerate().skip(self.next).take(PAGE);
        for (at, (words, _)) in some {
            out.data(&format!("{} of {count}. {words}\n", at + 1))?;
        }
        self.next = count.min(self.next + PAGE);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Sink(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn every_row_says_its_place_and_long_lists_wait() {
        let sink = Sink::default();
        let mut out = Output::new(Box::new(sink.clone()), Box::new(Sink::default()));
        let row = |n: usize| (CleanText::line(&format!("row {n}")), Lead::Here(n));
        let mut rows = Rows::new("result", (0..25).map(row).collect());
        rows.begin(&mut out).unwrap();
        out.flush().unwrap();
        let told = String::from_utf8(sink.0.lock().unwrap().clone()).unwrap();
        assert!(told.starts_with("25 results.\n1 of 25. row 0\n"), "{told}");
        assert!(told.ends_with("20 of 25. row 19\n") && rows.goes_on(), "{told}");
        rows.go_on(&mut out).unwrap();
        out.flush().unwrap();
        let told = String::from_utf8(sink.0.lock().unwrap().clone()).unwrap();
        assert!(told.ends_with("25 of 25. row 24\n") && !rows.goes_on(), "{told}");
        assert_eq!(rows.lead(25), Some(&Lead::Here(24)));
        assert_eq!((rows.lead(0), rows.lead(26)), (None, None));
    }
}
