//! `briefbook facts --ranges`: every range stated in a library as one table, newest document first.
//! Reads the index, which is brought up to date before.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use serde::Serialize;

use super::given::{Unnamed, given};
use super::index::up_to_date;
use super::start::library;
use super::{Args, DONE, FAILED, NOTHING, Output, PARTLY, json};
use crate::config::Units;
use crate::corpus::corpus::Corpus;
use crate::facts::figure::display_figure;
use crate::facts::{RangeKind, RangeTime};
use crate::index::{RangeRow, StatedRange};
use crate::text::{CleanText, csv_row, width};

/// The columns of the table for people, whose distances have their unit.
const COLUMNS: [&str; 9] = [
    "weapon",
    "as written",
    "distance",
    "bound",
    "kind",
    "who says so",
    "how surely",
    "date",
    "document",
];

/// The same as comma-separated values, whose distances are numbers.
const VALUES: [&str; 9] = [
    "weapon",
    "as written",
    "km",
    "bound",
    "kind",
    "who says so",
    "how surely",
    "date",
    "document",
];

/// Cells of a column that are shown at most.
const WIDEST: usize = 32;

/// The form of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Columns that line up.
    Plain,
    /// One object a line.
    Json,
    /// Comma-separated values (RFC 4180).
    Csv,
}

impl Form {
    /// The form that was asked for.
    pub fn of(json: bool, csv: bool) -> Self {
        match (json, csv) {
            (true, _) => Self::Json,
            (_, true) => Self::Csv,
            _ => Self::Plain,
        }
    }
}

#[derive(Serialize)]
struct Object<'a> {
    path: String,
    title: &'a str,
    date: Option<String>,
    begin: usize,
    end: usize,
    text: &'a str,
    min_km: Option<f64>,
    max_km: Option<f64>,
    approx: &'static str,
    weapon: Option<&'a str>,
    ent: Option<&'a str>,
    measure: &'static str,
    variant: &'a str,
    condition: &'a str,
    time: &'static str,
    claim: [Option<f64>; 2],
    said_by: Option<&'a str>,
    hedge: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    damaged: Option<&'a str>,
}

/// Prints the ranges of every library.
pub fn run(paths: &[PathBuf], form: Form, args: &Args, out: &mut Output) -> io::Result<u8> {
    let (mut count, mut unreadable, mut damaged) = (0, 0, BTreeMap::new());
    let mut none = NOTHING;
    if form == Form::Csv {
        out.data(&csv_row(&VALUES.map(str::to_owned)))?;
    }
    let given = match given(paths, Unnamed::Nothing, args) {
        Ok(given) => given,
        Err(reason) => {
            out.message(&reason);
            return Ok(FAILED);
        }
    };
    unreadable += given.said.len();
    given.said.iter().for_each(|words| out.message(words));
    // What a list names is one library; each path of the command line is one.
    let size = if args.files_from.is_some() { given.paths.len() } else { 1 };
    let mut rows: Vec<Row> = Vec::new();
    for paths in given.paths.chunks(size.max(1)) {
        let ranges = library(paths, args).ok().map(|corpus| {
            let searchable = up_to_date(&corpus, out)?;
            unreadable += searchable.unreadable;
            none = none.max(searchable.without_result());
            let ranges = stated(&corpus)?;
            Some((corpus, ranges))
        });
        let Some((corpus, ranges)) = ranges.flatten() else {
            let path = paths.first().map(|path| CleanText::path(path)).unwrap_or_default();
            out.message(&format!("{path} could not be read"));
            return Ok(FAILED);
        };
        let row = |range: RangeRow| Row { path: corpus.index_dir().path(&range.row.place), range };
        rows.extend(ranges.into_iter().map(row));
    }
    rows.sort_by(|a, b| {
        let newest = b.range.row.date.cmp(&a.range.row.date);
        newest.then_with(|| a.path.cmp(&b.path)).then(a.range.stated.span.cmp(&b.range.stated.span))
    });
    // A document that two of the paths lead to is told once.
    rows.dedup_by(|a, b| a.path == b.path && a.range.stated.span == b.range.stated.span);
    count += rows.len();
    damaged.extend(rows.iter().filter_map(|row| {
        let damage = row.range.row.damage.as_deref().map(CleanText::line)?;
        Some((row.path.clone(), damage))
    }));
    print(&rows, form, out)?;
    for (path, damage) in &damaged {
        super::after_damage(path, Some(damage), out);
    }
    if count == 0 && none == NOTHING {
        out.message("no ranges of weapons are stated");
    }
    Ok(match () {
        () if unreadable > 0 || !damaged.is_empty() => PARTLY,
        () if count == 0 => none,
        () => DONE,
    })
}

/// The ranges of a library; none where there are no documents, and so no index.
fn stated(corpus: &Corpus) -> Option<Vec<RangeRow>> {
    let Some(index) = corpus.index() else { return Some(Vec::new()) };
    index.ranges(&corpus.corrections()).ok()
}

/// A range and where its document is.
struct Row {
    path: PathBuf,
    range: RangeRow,
}

fn print(rows: &[Row], form: Form, out: &mut Output) -> io::Result<()> {
    match form {
        Form::Json => rows
            .iter()
            .try_for_each(|row| out.data(&json::line(&object(&row.range, json::path(&row.path))))),
        Form::Csv => rows.iter().try_for_each(|row| {
            out.data(&csv_row(&cells(&row.range, json::path(&row.path), bare_kilometres)))
        }),
        Form::Plain => {
            let rows: Vec<_> = rows
                .iter()
                .map(|row| cells(&row.range, CleanText::path(&row.path).to_string(), kilometres))
                .collect();
            out.data(&table(&rows))
        }
    }
}

fn object(row: &RangeRow, path: String) -> Object<'_> {
    let RangeRow { row, stated } = row;
    let given = |words| Some(words).filter(|words: &&str| !words.is_empty());
    Object {
        path,
        title: &row.title,
        date: row.date.map(|date| date.to_string()),
        begin: stated.scalars.start,
        end: stated.scalars.end,
        text: &stated.written,
        min_km: stated.min_km,
        max_km: stated.max_km,
        approx: stated.approx.word(),
        weapon: given(&stated.weapon),
        ent: given(&stated.weapon_id),
        measure: stated.kind.word(),
        variant: &stated.variant,
        condition: &stated.condition,
        time: stated.time.word(),
        claim: [stated.claim.0, stated.claim.1],
        said_by: given(&stated.said_by),
        hedge: given(&stated.hedge),
        damaged: row.damage.as_deref(),
    }
}

/// The cells of a row, in the order of [`COLUMNS`]; `km` writes the distance.
fn cells(row: &RangeRow, path: String, km: fn(&StatedRange) -> String) -> [String; 9] {
    let RangeRow { row, stated } = row;
    [
        named(stated),
        stated.written.clone(),
        km(stated),
        stated.approx.word().replace('_', " "),
        kind(stated),
        stated.said_by.clone(),
        stated.hedge.clone(),
        row.date.map(|date| format!("{date:.10}")).unwrap_or_default(),
        path,
    ]
}

/// The weapon with the variant, if one is named that its name does not tell.
fn named(stated: &StatedRange) -> String {
    let told = stated.variant.is_empty() || stated.weapon.contains(&stated.variant);
    if told { stated.weapon.clone() } else { format!("{} ({})", stated.weapon, stated.variant) }
}

/// What it is the range of and when it holds, as far as it is not today's reach: "radius, planned".
fn kind(stated: &StatedRange) -> String {
    let kind = (stated.kind != RangeKind::Reach).then(|| stated.kind.word());
    let time = (stated.time != RangeTime::Now).then(|| stated.time.word());
    let parts = [kind, time, Some(&*stated.condition).filter(|words| !words.is_empty())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Kilometres for people: what the document states in them, else as many figures as it has.
fn kilometres(stated: &StatedRange) -> String {
    display_figure(&stated.figures, (stated.min_km, stated.max_km), Units::Km).to_string()
}

/// The same as numbers of kilometres, for spreadsheets: "300", "500-700", "0.35".
fn bare_kilometres(stated: &StatedRange) -> String {
    let told = display_figure(&stated.figures, (stated.min_km, stated.max_km), Units::Km);
    let number = |value: f64| {
        let km = (value * told.unit.km() * 1e6).round() / 1e6;
        format!("{km}")
    };
    match (told.low.map(number), told.high.map(number)) {
        (Some(low), Some(high)) if low != high => format!("{low}-{high}"),
        (Some(km), _) | (None, Some(km)) => km,
        (None, None) => String::new(),
    }
}

/// Rows under their headings, columns lined up; the last column is as long as it is.
fn table(rows: &[[String; 9]]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let headings = COLUMNS.map(str::to_owned);
    let all = || std::iter::once(&headings).chain(rows);
    let widest = |at: usize| {
        let widths = all().filter_map(|row| row.get(at)).map(|cell| width(cell));
        widths.max().unwrap_or_default().min(WIDEST)
    };
    let widths: Vec<usize> = (0..COLUMNS.len() - 1).map(widest).collect();
    let mut words = String::new();
    for row in all() {
        for (cell, widest) in row.iter().zip(&widths) {
            let cell = CleanText::line(&clipped(cell, *widest));
            let room = widest.saturating_sub(width(&cell)) + 2;
            words.push_str(&cell);
            words.extend(std::iter::repeat_n(' ', room));
        }
        words.push_str(row.last().map_or("", String::as_str));
        words.push('\n');
    }
    words
}

/// A cell cut to a width, with a sign that it is cut.
fn clipped(cell: &str, widest: usize) -> String {
    if width(cell) <= widest {
        return cell.to_owned();
    }
    let mut clipped = String::new();
    for c in cell.chars() {
        clipped.push(c);
        if width(&clipped) >= widest {
            clipped.pop();
            break;
        }
    }
    clipped + "…"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Approx;
    use crate::facts::figure::{Figure, LengthUnit};
    use crate::text::Span;

    #[test]
    fn columns_line_up_and_long_cells_are_cut() {
        let row = |weapon: &str| {
            [weapon, "190 miles", "306", "exact", "", "", "", "2023-10-18", "a.md"]
                .map(str::to_owned)
        };
        let said = table(&[row("ATACMS"), row(&"x".repeat(99))]);
        let at = |line: &str| line.find("190 miles").map(|at| width(&line[..at]));
        let places: Vec<_> = said.lines().skip(1).map(at).collect();
        assert_eq!(places, [Some(WIDEST + 2); 2]);
        assert!(said.starts_with("weapon  ") && said.ends_with("a.md\n") && said.contains('…'));
    }

    #[test]
    fn a_stated_conversion_is_told_and_counted() {
        let figure = |unit, value| Figure { unit, low: value, high: value };
        let stated = |figures: Vec<Figure>| StatedRange {
            span: Span::default(),
            scalars: Span::default(),
            written: String::new(),
            figures,
            min_km: Some(305.775),
            max_km: Some(305.775),
            approx: Approx::Exact,
            weapon_id: String::new(),
            weapon: String::new(),
            said_by: String::new(),
            hedge: String::new(),
            source: crate::facts::SourceKind::Office,
            certainty: crate::facts::CertaintyClass::Asserted,
            band: None,
            confidence: None,
            ..StatedRange::default()
        };
        let both =
            stated(vec![figure(LengthUnit::Mile, 190.0), figure(LengthUnit::Kilometre, 300.0)]);
        assert_eq!((kilometres(&both), bare_kilometres(&both)), ("300 km".into(), "300".into()));
        let near = stated(vec![figure(LengthUnit::Yard, 90.0)]);
        assert_eq!((kilometres(&near), bare_kilometres(&near)), ("82 m".into(), "0.082".into()));
    }
}
