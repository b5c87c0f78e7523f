//! Ranges in tables: a column headed "Range (km)" with a weapon in the row, or a row "Range | 250 km"
//! of a fact sheet about a weapon named before.

use super::measure::{Measure, measures, unit};
use super::number::number;
use super::{Memory, Ranged};
use crate::facts::found::Found;
use crate::facts::model::Approx;
use crate::facts::passage::Passage;
use crate::text::{Span, folded};

/// The longest heading of a column, in bytes.
const LONGEST_HEADING: usize = 60;

/// The longest source in a cell, in bytes.
const LONGEST_SOURCE: usize = 120;

/// The columns of the table being read.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    table: Option<u32>,
    range: Option<usize>,
    source: Option<usize>,
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
        passage: &Passage,
        row: Row,
        found: &[Found],
        memory: &Memory,
    ) -> Option<Ranged> {
        if self.table != Some(row.table) {
            *self = Self { table: Some(row.table), ..Self::default() };
            self.learn(passage, row.cells);
        }
        let in_row = found.iter().find(|found| found.what.is_weapon()).map(|found| found.span);
        if names_range(passage, *row.cells.first()?) && row.cells.len() > 1 {
            let weapon = in_row.or(memory.last());
            let source = row.cells.get(2).copied();
            return self.range(passage, *row.cells.get(1)?, weapon, source);
        }
        let weapon = in_row.filter(|_| !row.header)?;
        let source = self.source.and_then(|column| row.cells.get(column)).copied();
        self.range(passage, *row.cells.get(self.range?)?, Some(weapon), source)
    }

    /// The first row of a table names its columns.
    fn learn(&mut self, passage: &Passage, cells: &[Span]) {
        self.range = cells.iter().position(|cell| names_range(passage, *cell));
        self.source = cells.iter().position(|cell| names_source(passage, *cell));
        let Some(cell) = self.range.and_then(|column| cells.get(column)) else {
            return;
        };
        let heading = Passage::new(passage.text, *cell, passage.lexicon, true);
        self.km = (0..heading.tokens.len()).find_map(|at| unit(&heading, at)).map(|(km, _)| km);
    }

    /// The first distance in a cell, else its first number in the unit of the heading.
    fn range(
        &self,
        passage: &Passage,
        cell: Span,
        weapon: Option<Span>,
        source: Option<Span>,
    ) -> Option<Ranged> {
        let cell = Passage::new(passage.text, cell, passage.lexicon, false);
        let written = measures(&cell).into_iter().next();
        let measure = written.or_else(|| self.bare(&cell))?;
        let said_by = source.filter(|span| !span.is_empty() && span.len() <= LONGEST_SOURCE);
        Some(Ranged {
            span: cell.span(measure.first, measure.end),
            also: measure.also,
            min_km: measure.min_km,
            max_km: measure.max_km,
            approx: measure.approx,
            weapon,
            said_by,
            hedge: None,
            rule: "table",
        })
    }

    /// "500" or "1,500–2,500" under "Range (km)".
    fn bare(&self, cell: &Passage) -> Option<Measure> {
        let km = self.km?;
        let first = (0..cell.tokens.len()).find(|&at| cell.tokens[at].is_number())?;
        let (low, end) = number(cell, first)?;
        let dash = cell.token(end).is_some_and(|token| token.is_dash()) || cell.is(end, "to");
        let second = if dash { number(cell, end + 1) } else { None };
        let (high, end) = second.unwrap_or((low, end));
        let plus = cell.word(end) == "+";
        let approx = match (second.is_some(), plus) {
            (true, _) => Approx::Interval,
            (_, true) => Approx::AtLeast,
            _ => Approx::Exact,
        };
        Some(Measure {
            first,
            end,
            after: end,
            number: first,
            also: Vec::new(),
            min_km: Some(low * km),
            max_km: (!plus).then_some(high * km),
            approx,
        })
    }
}

/// "Range", "Published range", "Reach in km".
fn names_range(passage: &Passage, cell: Span) -> bool {
    let words = folded(cell.of(passage.text));
    let names = words
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| matches!(word, "range" | "reach" | "ranges"));
    let other = ["price", "age", "mountain", "out of", "detection"]
        .iter()
        .any(|other| words.contains(other));
    names
        && !other
        && words.len() < LONGEST_HEADING
        && !words.contains(|c: char| c.is_ascii_digit())
}

/// "Source", "Stated by", "Who says so".
fn names_source(passage: &Passage, cell: Span) -> bool {
    let words = folded(cell.of(passage.text));
    let names =
        ["source", "stated by", "says", "according to", "reported by", "claimed by", "given by"];
    words.len() < LONGEST_HEADING && names.iter().any(|name| words.contains(name))
}
