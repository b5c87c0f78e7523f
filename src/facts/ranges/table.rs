//! Ranges in tables: a column headed "Range (km)" with a weapon in the row, or a row "Range | 250 km"
//! of a fact sheet about a weapon named before.

use super::amount::{elliptic, unit};
use super::approximator::approximator;
use super::details::claimed;
use super::measure::{Measure, bounds, measures};
use super::memory::Memory;
use super::number::number;
use super::ranged::Ranged;
use super::tail::tail;
use super::variant::{is_variant_name, is_varying, is_version_noun};
use crate::facts::candidate::{Candidate, What};
use crate::facts::figure::{Figure, LengthUnit};
use crate::facts::lens::{is_source, source_of_cell};
use crate::facts::lexicon::Lexicon;
use crate::facts::model::{Approx, Attribution};
use crate::facts::notes;
use crate::facts::passage::Passage;
use crate::facts::range_details::RangeDetails;
use crate::facts::token::Token;
use crate::facts::word_list::list;
use crate::text::{Span, folded};

/// The longest heading of a column, in bytes.
const LONGEST_HEADING: usize = 60;

/// The longest source in a cell, in bytes.
const LONGEST_SOURCE: usize = 120;

/// How many columns of weapons are remembered.
const MOST_COLUMNS: usize = 16;

/// How many bytes the rest of a table may lie behind what was cut off.
const NEAR: usize = 160;

/// The columns of the table being read.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    table: Option<u32>,
    range: Option<usize>,
    source: Option<usize>,
    /// The unit that heads a column, if one does.
    units: Vec<Option<LengthUnit>>,
    /// The weapon that heads a column, if one does.
    heads: Vec<Option<Span>>,
    /// True if the first column names versions of one weapon.
    versions: bool,
    /// Where the last row ended.
    end: usize,
    /// True if it is the rest of the table before.
    continues: bool,
    /// Columns that hold weapons.
    weapons: Vec<usize>,
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
    /// Learns the columns from the first row of a table.
    pub fn begin(&mut self, (text, lexicon): Known, row: Row) {
        let new = self.table != Some(row.table);
        self.continues = new && self.goes_on(text, row) || !new && self.continues;
        if new && !self.continues {
            *self = Self { table: Some(row.table), ..Self::default() };
            self.learn((text, lexicon), row.cells);
        }
        self.table = Some(row.table);
        self.end = row.cells.last().map_or(self.end, |cell| cell.end);
    }

    /// True if the row is the rest of the table before it, which a line of one cell cut off.
    fn goes_on(&self, text: &str, row: Row) -> bool {
        let near = row.cells.first().is_some_and(|cell| cell.start < self.end + NEAR);
        let headed = row.cells.iter().any(|cell| names_range(text, *cell));
        let figures = self.range.and_then(|column| row.cells.get(column));
        let figure = |cell: &Span| cell.of(text).contains(|c: char| c.is_ascii_digit());
        near && !headed && row.cells.len() == self.units.len() && figures.is_some_and(figure)
    }

    /// True if the row names the columns.
    pub fn is_heading(&self, row: Row) -> bool {
        row.header && !self.continues
    }

    /// True if a name that fills a cell of this column is a weapon's although it might be something
    /// else: other cells of the column are weapons, or the table gives ranges of what its first
    /// column names.
    pub fn vouches(&self, column: usize) -> bool {
        self.range.is_some() && column == 0 || self.weapons.contains(&column)
    }

    /// Learns that a column holds weapons.
    pub fn note(&mut self, column: usize) {
        if !self.weapons.contains(&column) && self.weapons.len() < MOST_COLUMNS {
            self.weapons.push(column);
        }
    }

    /// Reads the ranges of a row whose weapons are `found`.
    pub fn read(
        &mut self,
        (text, lexicon): Known,
        row: Row,
        found: &[Candidate],
        memory: &Memory,
    ) -> Vec<Ranged> {
        let first_in = |cell: &Span, passes: fn(What) -> bool| {
            let first = found.partition_point(|found| found.span.start < cell.start);
            let inside = found[first..].iter().take_while(|found| cell.covers(found.span));
            inside.filter(|found| passes(found.what)).map(|found| found.span).next()
        };
        let weapon_in = |cell: &Span| first_in(cell, |what| what.is_weapon());
        let named_in = |cell: &Span| first_in(cell, |what| what.is_named_weapon());
        if self.heads.is_empty() {
            self.heads = row.cells.iter().map(weapon_in).collect();
        }
        let keyed = row.cells.first().is_some_and(|cell| names_range(text, *cell));
        if keyed {
            return self.keyed((text, lexicon), row, memory);
        }
        let family = self.range.and_then(|column| self.heads.get(column).copied().flatten());
        // "300 bomblets" in a row of a table of one missile is what that missile carries.
        let own = row.cells.iter().find_map(named_in).or(family);
        let own = own.or_else(|| memory.topic().filter(|_| self.is_of_mark(text, row)));
        // What stands behind the range is a remark: "70 km | against ships".
        let before = self.range.unwrap_or(row.cells.len());
        let own = own.or_else(|| row.cells.iter().take(before).find_map(weapon_in));
        let weapon = own.filter(|_| !self.is_heading(row));
        let cell = self.range.and_then(|column| row.cells.get(column));
        let (Some(weapon), Some(cell)) = (weapon, cell) else { return Vec::new() };
        let is_variant = |span: Span| {
            let first = found.partition_point(|found| found.span.start < span.start);
            let what =
                found[first..].iter().find(|found| found.span == span).map(|found| found.what);
            what.is_some() && is_variant_name(lexicon, what, span.of(text))
        };
        let here = row.cells.iter().any(|cell| cell.covers(weapon));
        let exact = (here && is_variant(weapon)).then_some(weapon);
        let variant = exact
            .or_else(|| described(&row, (text, lexicon), weapon))
            .or_else(|| self.variant(text, row, family.is_some()));
        let source = self.source.and_then(|column| row.cells.get(column)).copied();
        let unit = self.range.and_then(|column| self.units.get(column)).copied().flatten();
        let found = ranges((text, lexicon), (*cell, unit), Some(weapon), source);
        found.into_iter().map(|range| in_row(range, row, variant)).collect()
    }

    /// True for a row of a table of versions that begins with a mark: "Mk 2", "Block IV". Such a table is of
    /// the weapon spoken of before it.
    fn is_of_mark(&self, text: &str, row: Row) -> bool {
        let marks = ["mk", "mark", "mod", "block", "version", "variant", "increment", "batch"];
        let Some(first) = row.cells.first().filter(|_| self.versions) else { return false };
        let first = folded(first.of(text));
        let word = first.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let numbered = first.len() > word.len() && first.len() < LONGEST_HEADING;
        numbered && marks.contains(&word)
    }

    /// The cell that names the variant of a row: the first one, if the table is of one weapon or its
    /// first column is headed "Version".
    fn variant(&self, text: &str, row: Row, family: bool) -> Option<Span> {
        let first = row.cells.first().filter(|_| family || self.versions)?;
        let words = first.of(text);
        let name = words.len() < LONGEST_HEADING && words.contains(|c: char| c.is_alphabetic());
        (name && !self.is_heading(row) && self.range != Some(0)).then_some(*first)
    }

    /// "Range | 250 km | the maker": each distance belongs to the weapon that heads its column, else
    /// to the one named before the table.
    fn keyed(&self, known: Known, row: Row, memory: &Memory) -> Vec<Ranged> {
        let headed = self.source.and_then(|column| row.cells.get(column)).copied();
        let names = |cell: &&Span| cell.len() <= LONGEST_SOURCE && is_source_cell(known, **cell);
        let source = headed.or_else(|| row.cells.iter().skip(2).find(names).copied());
        let cells = row.cells.iter().enumerate().skip(1);
        let ranges = cells.flat_map(|(column, cell)| {
            let head = self.heads.get(column).copied().flatten();
            let unit = self.units.get(column).copied().flatten();
            let weapon = head.or(memory.topic());
            ranges(known, (*cell, unit), weapon, source.filter(|_| head.is_none()))
        });
        let ranges = ranges.map(|range| in_row(range, row, None));
        fold(ranges.collect())
    }

    /// The first row of a table names its columns.
    fn learn(&mut self, (text, lexicon): Known, cells: &[Span]) {
        self.range = cells.iter().position(|cell| names_range(text, *cell));
        self.source = cells.iter().position(|cell| names_source(text, *cell));
        self.versions = cells.first().is_some_and(|cell| names_versions(text, *cell));
        let unit_of = |cell: &Span| {
            let heading = Passage::new(text, *cell, lexicon, true);
            (0..heading.tokens.len()).find_map(|at| unit(&heading, at)).map(|(unit, _)| unit)
        };
        self.units = cells.iter().map(unit_of).collect();
    }
}

/// The first distance in a cell with its alternatives, or each of a torpedo's with its speed; else its first number in the unit
/// that heads its column.
fn ranges(
    (text, lexicon): Known,
    (cell, unit): (Span, Option<LengthUnit>),
    weapon: Option<Span>,
    source: Option<Span>,
) -> Vec<Ranged> {
    let cell = Passage::new(text, cell, lexicon, false);
    let mut written = measures(&cell);
    if !written.iter().all(|measure| is_setting(&cell, measure)) {
        written.truncate(1 + alternatives(&cell, &written));
    }
    if written.is_empty() {
        written.extend(unit.and_then(|unit| bare(&cell, unit)));
    }
    let source = source.filter(|span| !span.is_empty() && span.len() <= LONGEST_SOURCE);
    let source = source.and_then(|cell| source_of_cell(&Passage::new(text, cell, lexicon, false)));
    written.into_iter().map(|measure| in_cell(&cell, measure, weapon, source)).collect()
}

/// "Type 9, upgraded", "Type 9 (export)": the name in its cell with the word behind it that says which
/// version it is.
fn described(row: &Row, (text, lexicon): Known, weapon: Span) -> Option<Span> {
    let cell = row.cells.iter().find(|cell| cell.covers(weapon))?;
    let rest = Passage::new(text, Span::new(weapon.end, cell.end), lexicon, false);
    let words = (0..rest.tokens.len()).filter(|&at| rest.tokens[at].is_word());
    let words: Vec<usize> = words.collect();
    let version = |at: &usize| is_varying(&rest, *at) || is_version_noun(&rest, *at);
    let said = words.first().is_some_and(|at| is_varying(&rest, *at)) && words.iter().all(version);
    let last = words.last().filter(|_| said)?;
    Some(Span::new(weapon.start, rest.tokens[*last].span.end))
}

/// How many distances after the first one are alternatives to it: "250 km or 560 km".
fn alternatives(cell: &Passage, written: &[Measure]) -> usize {
    let joined =
        |(one, next): (&Measure, &Measure)| cell.is(one.after, "or") && next.first == one.after + 1;
    written.iter().zip(written.iter().skip(1)).take_while(|pair| joined(*pair)).count()
}

/// "24,000 yards at 49 knots": a distance and the speed at which a torpedo goes so far.
fn is_setting(cell: &Passage, measure: &Measure) -> bool {
    let knots = list!("knots knot kn kt kts");
    let speed = (measure.after + 1..measure.after + 5).any(|at| cell.is_any(at, knots));
    cell.is(measure.after, "at") && speed
}

fn in_cell(
    cell: &Passage,
    measure: Measure,
    weapon: Option<Span>,
    source: Option<Attribution>,
) -> Ranged {
    let bound = (measure.approx, (measure.min_km, measure.max_km));
    let claim = claimed(cell, &measure, bound);
    Ranged {
        span: cell.span(measure.first, measure.closes),
        also: measure.also,
        figures: measure.figures,
        min_km: measure.min_km,
        max_km: measure.max_km,
        approx: measure.approx,
        weapon,
        otherwise: None,
        source,
        details: RangeDetails { claim, ..RangeDetails::default() },
        apart: false,
        vouches: false,
        rule: "table",
    }
}

/// The range with its row for a sentence.
fn in_row(mut range: Ranged, row: Row, variant: Option<Span>) -> Ranged {
    range.details.variant = variant;
    let ends = row.cells.first().zip(row.cells.last());
    range.details.sentence =
        ends.map_or(range.span, |(first, last)| Span::new(first.start, last.end));
    range
}

/// "500" or "1,500–2,500" under "Range (km)".
fn bare(cell: &Passage, unit: LengthUnit) -> Option<Measure> {
    let first = (0..cell.tokens.len()).find(|&at| cell.tokens[at].is_number())?;
    let one = number(cell, first)?;
    let dash = cell.token(one.end).is_some_and(|token| token.is_dash()) || cell.is(one.end, "to");
    let two = if dash { number(cell, one.end + 1) } else { None };
    let times = two.map_or(1.0, |two| elliptic(cell, (first, one.end), (&one, &two)));
    let (high, end) = two.map_or((one.high, one.end), |two| (two.high, two.end));
    let tail = tail(cell, end);
    let approx = match (two.is_some(), tail) {
        (true, _) => Approx::Interval,
        (_, Some((approx, _))) => approx,
        _ => approximator(cell, first).1,
    };
    let figure = Figure { unit, low: one.low * times, high };
    let (min_km, max_km) = bounds(approx, (figure.low * unit.km(), figure.high * unit.km()));
    let closes = tail.map_or(end, |(_, end)| end);
    Some(Measure {
        first: approximator(cell, first).0,
        end,
        closes,
        after: closes,
        number: first,
        also: Vec::new(),
        figures: vec![figure],
        min_km,
        max_km,
        approx,
        cubed: false,
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
            first.figures.extend(range.figures);
        } else {
            others.push(range);
        }
    }
    others.insert(0, first);
    others
}

/// True if a cell under no heading names who says so: "the maker", "Japan's defence ministry".
fn is_source_cell((text, lexicon): Known, cell: Span) -> bool {
    let cell = Passage::new(text, cell, lexicon, false);
    let number = cell.tokens.iter().any(Token::is_number);
    !cell.tokens.is_empty() && !number && is_source(&cell, 0, cell.tokens.len())
}

/// "Range", "Published range", "Reach in km".
fn names_range(text: &str, cell: Span) -> bool {
    let words = folded(&notes::without(cell.of(text)));
    let any = |list: &[&str]| {
        words.split(|c: char| !c.is_alphanumeric()).any(|word| list.contains(&word))
    };
    let other = any(&["price", "age", "mountain", "detection"])
        || words.contains("out of")
        || words.contains("-range");
    any(&["range", "reach", "ranges"])
        && !other
        && words.len() < LONGEST_HEADING
        && !words.split_whitespace().any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// "Version", "Scud model", "Variant".
fn names_versions(text: &str, cell: Span) -> bool {
    let words = folded(cell.of(text));
    let names = ["version", "variant", "model", "mark", "block"];
    words.len() < LONGEST_HEADING && names.iter().any(|name| words.contains(name))
}

/// "Source", "Stated by", "Who says so".
fn names_source(text: &str, cell: Span) -> bool {
    let words = folded(&notes::without(cell.of(text)));
    let names = [
        "source",
        "stated by",
        "says",
        "according to",
        "reported by",
        "claimed by",
        "given by",
        "whose",
    ];
    words.len() < LONGEST_HEADING && names.iter().any(|name| words.contains(name))
}

#[cfg(test)]
mod tests {
    use crate::document::{Block, BlockKind, Document, Parts};
    use crate::facts::{Lexicon, extract};
    use crate::text::{CleanText, Span};

    /// A document of rows, each with its table's number, whether it is a heading, and its line.
    fn ranges(rows: &[(u32, bool, &str)]) -> Vec<String> {
        let text: String = rows.iter().map(|(_, _, line)| format!("{line}\n")).collect();
        let mut start = 0;
        let blocks = rows.iter().map(|&(table, header, line)| {
            let mut at = start;
            let cells = line.split('|').map(|cell| {
                let span = Span::new(at, at + cell.len()).trimmed(&text);
                at += cell.len() + 1;
                span
            });
            let kind = BlockKind::Row { table, header, cells: cells.collect() };
            let span = Span::new(start, start + line.len());
            start += line.len() + 1;
            Block::new(kind, span)
        });
        let blocks = blocks.collect();
        let parts = Parts { text: CleanText::text(&text), blocks, ..Parts::default() };
        let document = Document::new(parts).unwrap();
        let facts = extract(&document, &Lexicon::bundled().unwrap());
        let weapon = |span: Option<(usize, Span)>| span.map_or("-", |(_, span)| span.of(&text));
        let said = |span: Option<Span>| span.map_or("-", |span| span.of(&text));
        let line = |range: &crate::facts::RangeFact| {
            format!(
                "{}: {} ({})",
                weapon(range.weapon),
                range.span.of(&text),
                said(range.said_by())
            )
        };
        facts.ranges.iter().map(line).collect()
    }

    #[test]
    fn rows_that_a_wrapped_cell_cut_off_belong_to_the_table() {
        let found = ranges(&[
            (0, true, "Missile | Range | Stated by"),
            (0, false, "Kalibr | 1,500 km | the maker"),
            (1, true, "Tomahawk | 1,600 km | press reports"),
        ]);
        assert_eq!(found, ["Kalibr: 1,500 km (the maker)", "Tomahawk: 1,600 km (press reports)"]);
    }

    #[test]
    fn a_table_of_marks_is_of_the_weapon_before_it_and_a_remark_names_none() {
        let rows = [
            (0, true, "Mark | Year | Range | Remarks"),
            (0, false, "Mk I | 1985 | 70 km | against ships"),
            (0, false, "Mk II | 1998 | over 90 km | new seeker"),
        ];
        assert_eq!(ranges(&rows), [] as [String; 0]);
        let under: Vec<(u32, bool, &str)> =
            [(9, false, "The Otomat missile")].into_iter().chain(rows).collect();
        assert_eq!(ranges(&under), ["Otomat: 70 km (-)", "Otomat: over 90 km (-)"]);
    }

    #[test]
    fn alternatives_in_a_cell_are_both_told() {
        let found = ranges(&[
            (0, true, "Missile | Range"),
            (0, false, "Storm Shadow | see below: 250 km or 560 km"),
            (0, false, "Tomahawk | 1,600 km, launched from 30 km off a coast"),
        ]);
        assert_eq!(
            found,
            ["Storm Shadow: 250 km (-)", "Storm Shadow: 560 km (-)", "Tomahawk: 1,600 km (-)"]
        );
    }

    #[test]
    fn a_unit_beside_a_distance_is_no_source() {
        let found = ranges(&[
            (0, true, "Iskander-M | figure | unit"),
            (0, false, "Range | 500 km | kilometres"),
        ]);
        assert_eq!(found, ["Iskander-M: 500 km (-)"]);
    }
}
