//! Ranges in tables: a column headed "Range (km)" with a weapon in the row, or a row "Range | 250 km"
//! of a fact sheet about a weapon named before.

use super::measure::{Measure, measures, unit};
use super::number::number;
use super::{Memory, Ranged};
use crate::facts::found::Found;
use crate::facts::lexicon::Lexicon;
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
    /// Kilometres in the unit that heads a column, if one does.
    units: Vec<Option<f64>>,
    /// The weapon that heads a column, if one does.
    heads: Vec<Option<Span>>,
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

/// The text and what the engine knows.
type Known<'a> = (&'a str, &'a Lexicon);

impl Tables {
    /// Learns from a heading, or reads the ranges of a row whose weapons are `found`.
    pub fn read(
        &mut self,
        (text, lexicon): Known,
        row: Row,
        found: &[Found],
        memory: &Memory,
    ) -> Vec<Ranged> {
        let weapon_in = |cell: &Span| {
            let first = found.partition_point(|found| found.span.start < cell.start);
            let inside = found[first..].iter().take_while(|found| cell.covers(found.span));
            inside.filter(|found| found.what.is_weapon()).map(|found| found.span).next()
        };
        if self.table != Some(row.table) {
            *self = Self { table: Some(row.table), ..Self::default() };
            self.heads = row.cells.iter().map(weapon_in).collect();
            self.learn((text, lexicon), row.cells);
        }
        let keyed = row.cells.first().is_some_and(|cell| names_range(text, *cell));
        if keyed {
            return self.keyed((text, lexicon), row, memory);
        }
        let weapon = row.cells.iter().find_map(weapon_in).filter(|_| !row.header);
        let cell = self.range.and_then(|column| row.cells.get(column));
        let source = self.source.and_then(|column| row.cells.get(column)).copied();
        match (weapon, cell) {
            (Some(weapon), Some(cell)) => {
                let km = self.range.and_then(|column| self.units.get(column)).copied().flatten();
                range((text, lexicon), (*cell, km), Some(weapon), source).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// "Range | 250 km | the maker": each distance belongs to the weapon that heads its column, else
    /// to the one named before the table.
    fn keyed(&self, known: Known, row: Row, memory: &Memory) -> Vec<Ranged> {
        let words = |cell: &&Span| !cell.of(known.0).contains(|c: char| c.is_ascii_digit());
        let source = row.cells.iter().skip(2).find(words).copied();
        let cells = row.cells.iter().enumerate().skip(1);
        let ranges = cells.filter_map(|(column, cell)| {
            let head = self.heads.get(column).copied().flatten();
            let km = self.units.get(column).copied().flatten();
            range(known, (*cell, km), head.or(memory.named), source.filter(|_| head.is_none()))
        });
        fold(ranges.collect())
    }

    /// The first row of a table names its columns.
    fn learn(&mut self, (text, lexicon): Known, cells: &[Span]) {
        self.range = cells.iter().position(|cell| names_range(text, *cell));
        self.source = cells.iter().position(|cell| names_source(text, *cell));
        let unit_of = |cell: &Span| {
            let heading = Passage::new(text, *cell, lexicon, true);
            (0..heading.tokens.len()).find_map(|at| unit(&heading, at)).map(|(km, _)| km)
        };
        self.units = cells.iter().map(unit_of).collect();
    }
}

/// The first distance in a cell, else its first number in the unit that heads its column.
fn range(
    (text, lexicon): Known,
    (cell, km): (Span, Option<f64>),
    weapon: Option<Span>,
    source: Option<Span>,
) -> Option<Ranged> {
    let cell = Passage::new(text, cell, lexicon, false);
    let written = measures(&cell).into_iter().next();
    let measure = written.or_else(|| bare(&cell, km?))?;
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
fn bare(cell: &Passage, km: f64) -> Option<Measure> {
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

/// A second column with the same distance in another unit is the same fact.
fn fold(ranges: Vec<Ranged>) -> Vec<Ranged> {
    let mut ranges = ranges.into_iter();
    let Some(mut first) = ranges.next() else { return Vec::new() };
    let mut others = Vec::new();
    for range in ranges {
        let pair = first.max_km.zip(range.max_km);
        let same = pair.is_some_and(|(one, other)| (one - other).abs() <= 0.03 * one);
        if same && first.weapon == range.weapon {
            first.also.push(range.span);
        } else {
            others.push(range);
        }
    }
    others.insert(0, first);
    others
}

/// "Range", "Published range", "Reach in km".
fn names_range(text: &str, cell: Span) -> bool {
    let words = folded(cell.of(text));
    let names = words
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| matches!(word, "range" | "reach" | "ranges"));
    let other = ["price", "age", "mountain", "out of", "detection", "-range"]
        .iter()
        .any(|other| words.contains(other));
    names
        && !other
        && words.len() < LONGEST_HEADING
        && !words.contains(|c: char| c.is_ascii_digit())
}

/// "Source", "Stated by", "Who says so".
fn names_source(text: &str, cell: Span) -> bool {
    let words = folded(cell.of(text));
    let names =
        ["source", "stated by", "says", "according to", "reported by", "claimed by", "given by"];
    words.len() < LONGEST_HEADING && names.iter().any(|name| words.contains(name))
}
