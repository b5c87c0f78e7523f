//! Ranges in tables: a column headed "Range (km)", a weapon in the row.

use super::Ranged;
use super::measure::unit;
use super::number::number;
use crate::facts::found::Found;
use crate::facts::lexicon::Lexicon;
use crate::facts::model::Approx;
use crate::facts::passage::Passage;
use crate::text::{Span, folded};

/// The column of ranges in the table being read.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    table: Option<u32>,
    column: Option<usize>,
    km: Option<f64>,
}

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The table's number.
    pub table: u32,
    /// True for the heading.
    pub header: bool,
    /// The cells.
    pub cells: &'a [Span],
}

impl Tables {
    /// Learns from a heading, or reads the range of a row whose weapons are `found`.
    pub fn read(
        &mut self,
        text: &str,
        lexicon: &Lexicon,
        row: Row,
        found: &[Found],
    ) -> Option<Ranged> {
        if self.table != Some(row.table) {
            *self = Self { table: Some(row.table), ..Self::default() };
            self.learn(text, lexicon, row);
        }
        if row.header {
            return None;
        }
        let cell = *row.cells.get(self.column?)?;
        let weapon = found.iter().find(|found| found.what.is_weapon()).map(|found| found.span);
        self.range(text, lexicon, cell, weapon)
    }

    /// The first row of a table names its columns.
    fn learn(&mut self, text: &str, lexicon: &Lexicon, row: Row) {
        self.column = row.cells.iter().position(|cell| {
            let words = folded(cell.of(text));
            words.contains("range") && !words.contains("price") && words.len() < 60
        });
        let Some(cell) = self.column.and_then(|column| row.cells.get(column)) else {
            return;
        };
        let heading = Passage::new(text, *cell, lexicon, true);
        self.km = (0..heading.tokens.len()).find_map(|at| unit(&heading, at)).map(|(km, _)| km);
    }

    /// A bare number or an interval in a cell, in the unit of the heading.
    fn range(
        &self,
        text: &str,
        lexicon: &Lexicon,
        cell: Span,
        weapon: Option<Span>,
    ) -> Option<Ranged> {
        let passage = Passage::new(text, cell, lexicon, false);
        let first = (0..passage.tokens.len()).find(|&at| passage.tokens[at].is_number())?;
        let (low, end) = number(&passage, first)?;
        let dash = passage.token(end).is_some_and(|token| token.is_dash()) || passage.is(end, "to");
        let second = if dash { number(&passage, end + 1) } else { None };
        let (high, end) = second.unwrap_or((low, end));
        let own = unit(&passage, end);
        let (km, end) = own.map_or((self.km?, end), |(km, end)| (km, end));
        let plus = passage.word(end) == "+";
        let about = passage.tokens[..first]
            .iter()
            .any(|t| matches!(t.kind, crate::facts::token::Kind::Mark('~' | '≈')));
        let approx = match (second.is_some(), plus, about) {
            (true, _, _) => Approx::Interval,
            (_, true, _) => Approx::AtLeast,
            (_, _, true) => Approx::About,
            _ => Approx::Exact,
        };
        Some(Ranged {
            span: passage.span(first, end),
            also: Vec::new(),
            min_km: Some(low * km),
            max_km: (!plus).then_some(high * km),
            approx,
            weapon,
            said_by: None,
            hedge: None,
            rule: "table",
        })
    }
}
