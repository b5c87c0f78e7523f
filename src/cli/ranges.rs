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
use crate::index::{RangeRow, StatedRange};
use crate::text::{CleanText, width};

/// The columns of the table for people, whose distances have their unit.
const COLUMNS: [&str; 7] =
    ["weapon", "as written", "distance", "bound", "who says so", "date", "document"];

/// The same as comma-separated values, whose distances are numbers.
const VALUES: [&str; 7] =
    ["weapon", "as written", "km", "bound", "who says so", "date", "document"];

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
        out.data(&csv(&VALUES.map(str::to_owned)))?;
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
    for paths in given.paths.chunks(size.max(1)) {
        let ranges = library(paths, args).ok().map(|corpus| {
            let searchable = up_to_date(&corpus, out)?;
            unreadable += searchable.unreadable;
            none = none.max(searchable.without_result());
            let ranges = corpus.index()?.ranges(&corpus.corrections()).ok()?;
            Some((corpus, ranges))
        });
        let Some((corpus, mut ranges)) = ranges.flatten() else {
            let path = paths.first().map(|path| CleanText::path(path)).unwrap_or_default();
            out.message(&format!("{path} could not be read"));
            return Ok(FAILED);
        };
        ranges.sort_by(|a, b| {
            let newest = b.row.date.cmp(&a.row.date);
            newest
                .then_with(|| a.row.place.cmp(&b.row.place))
                .then(a.stated.span.cmp(&b.stated.span))
        });
        count += ranges.len();
        damaged.extend(ranges.iter().filter_map(|range| {
            let damage = range.row.damage.as_deref().map(CleanText::line)?;
            Some((corpus.index_dir().path(&range.row.place), damage))
        }));
        print(&corpus, &ranges, form, out)?;
    }
    for (path, damage) in &damaged {
        super::after_damage(path, Some(damage), out);
    }
    Ok(match () {
        () if unreadable > 0 || !damaged.is_empty() => PARTLY,
        () if count == 0 => none,
        () => DONE,
    })
}

fn print(corpus: &Corpus, ranges: &[RangeRow], form: Form, out: &mut Output) -> io::Result<()> {
    let path = |range: &RangeRow| corpus.index_dir().path(&range.row.place);
    match form {
        Form::Json => ranges
            .iter()
            .try_for_each(|row| out.data(&json::line(&object(row, json::path(&path(row)))))),
        Form::Csv => ranges.iter().try_for_each(|row| {
            out.data(&csv(&cells(row, json::path(&path(row)), bare_kilometres)))
        }),
        Form::Plain => {
            let rows: Vec<_> = ranges
                .iter()
                .map(|row| cells(row, CleanText::path(&path(row)).to_string(), kilometres))
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
        said_by: given(&stated.said_by),
        hedge: given(&stated.hedge),
        damaged: row.damage.as_deref(),
    }
}

/// The cells of a row, in the order of [`COLUMNS`]; `km` writes the distance.
fn cells(row: &RangeRow, path: String, km: fn(&StatedRange) -> String) -> [String; 7] {
    let RangeRow { row, stated } = row;
    let hedged = [stated.said_by.as_str(), stated.hedge.as_str()];
    let hedged: Vec<_> = hedged.into_iter().filter(|words| !words.is_empty()).collect();
    [
        stated.weapon.clone(),
        stated.written.clone(),
        km(stated),
        stated.approx.word().replace('_', " "),
        hedged.join(", "),
        row.date.map(|date| format!("{date:.10}")).unwrap_or_default(),
        path,
    ]
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
fn table(rows: &[[String; 7]]) -> String {
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

/// One line of comma-separated values. What a spreadsheet would take for a formula is quoted as text.
fn csv(cells: &[String]) -> String {
    let cell = |cell: &String| {
        let formula = cell.starts_with(['=', '+', '-', '@', '\t']);
        let cell = CleanText::line(&if formula { format!("'{cell}") } else { cell.clone() });
        match cell.contains([',', '"', '\n']) {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell.to_string(),
        }
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n"
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
            [weapon, "190 miles", "306", "exact", "", "2023-10-18", "a.md"].map(str::to_owned)
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
        };
        let both =
            stated(vec![figure(LengthUnit::Mile, 190.0), figure(LengthUnit::Kilometre, 300.0)]);
        assert_eq!((kilometres(&both), bare_kilometres(&both)), ("300 km".into(), "300".into()));
        let near = stated(vec![figure(LengthUnit::Yard, 90.0)]);
        assert_eq!((kilometres(&near), bare_kilometres(&near)), ("82 m".into(), "0.082".into()));
    }

    #[test]
    fn values_hold_commas_quotes_and_no_formulas() {
        let cells = ["a,b", "say \"so\"", "=1+1"].map(str::to_owned);
        assert_eq!(csv(&cells), "\"a,b\",\"say \"\"so\"\"\",'=1+1\r\n");
    }
}
