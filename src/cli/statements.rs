//! `briefbook statements`: every distance that documents state of a weapon, with what a comparison needs:
//! what it is the range of, the variant, the interval that is claimed, who says so, document and date.

use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::corrections::known;
use super::each::{Told, each};
use super::ranges::Form;
use super::start::{lexicon, places};
use super::statement_filter::StatementFilter;
use super::{Args, FAILED, NOTHING, Output, json};
use crate::config::Units;
use crate::document::Document;
use crate::facts::correction::FactKey;
use crate::facts::figure::display_figure;
use crate::facts::{Extractor, Facts, RangeFact, RangeKind, RangeTime, statements, variant};
use crate::text::{CleanText, Scalars, Span, csv_row, single_spaced};

#[derive(Serialize)]
struct Certainty {
    class: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

#[derive(Serialize)]
struct Object<'a> {
    path: &'a str,
    begin: usize,
    end: usize,
    text: &'a str,
    weapon: Option<&'a str>,
    ent: Option<&'a str>,
    variant: String,
    min_km: Option<f64>,
    max_km: Option<f64>,
    approx: &'static str,
    measure: &'static str,
    condition: String,
    time: &'static str,
    claim: [Option<f64>; 2],
    said_by: Option<String>,
    hedge: Option<String>,
    certainty: Certainty,
    source: Option<&'a str>,
    date: Option<String>,
    key: String,
}

/// Prints the statements of every document below the paths, of those that pass the search if one is
/// typed.
pub fn run(
    paths: &[PathBuf],
    (form, typed): (Form, Option<&str>),
    args: &Args,
    out: &mut Output,
) -> io::Result<u8> {
    let filter = match StatementFilter::new(typed.unwrap_or_default()) {
        Ok(filter) => filter,
        Err(reason) => {
            out.message(&reason);
            return Ok(FAILED);
        }
    };
    let Some(lexicon) = lexicon(args, out) else { return Ok(FAILED) };
    let corrections = known(&places(args).data, out);
    if form == Form::Csv {
        out.data(&csv_row(&COLUMNS.map(str::to_owned)))?;
    }
    let tell = |extractor: &mut Extractor<'_>, path: &Path, document: &Document| {
        let facts = corrections.apply(&extractor.extract(document), document.text());
        let passes = |statement: &RangeFact| filter.passes(document, &facts, statement);
        let found: Vec<RangeFact> =
            statements(document, &facts).into_iter().filter(passes).collect();
        Told {
            words: lines(&json::path(path), document, &facts, (&found, form)),
            found: found.len(),
        }
    };
    let status = each((paths, args), || Extractor::new(&lexicon), tell, out)?;
    if status == NOTHING {
        out.message(match typed {
            Some(_) => "no statement passes the search",
            None => "no ranges of weapons are stated",
        });
    }
    Ok(status)
}

/// Statements of a document in the order of its text, a line each.
fn lines(
    path: &str,
    document: &Document,
    facts: &Facts,
    (statements, form): (&[RangeFact], Form),
) -> String {
    let scalars = Scalars::of(document.text(), statements.iter().map(|statement| statement.span));
    let line = |statement: &RangeFact| {
        let object = || object(path, document, facts, (statement, &scalars));
        match form {
            Form::Json => json::line(&object()),
            Form::Csv => csv_row(&cells(&object())),
            Form::Plain => plain(path, document, facts, statement) + "\n",
        }
    };
    statements.iter().map(line).collect()
}

/// The names of the columns of comma-separated values, whose distances are kilometres.
const COLUMNS: [&str; 19] = [
    "weapon",
    "variant",
    "as written",
    "least km",
    "most km",
    "bound",
    "kind",
    "condition",
    "when",
    "claimed from km",
    "claimed to km",
    "who says so",
    "how surely",
    "source",
    "date",
    "document",
    "begin",
    "end",
    "key",
];

fn cells(object: &Object<'_>) -> [String; COLUMNS.len()] {
    let words = |words: Option<&str>| words.unwrap_or_default().to_owned();
    let km = |km: Option<f64>| km.map(|km| km.to_string()).unwrap_or_default();
    [
        words(object.weapon),
        object.variant.clone(),
        single_spaced(object.text),
        km(object.min_km),
        km(object.max_km),
        object.approx.to_owned(),
        object.measure.to_owned(),
        object.condition.clone(),
        object.time.to_owned(),
        km(object.claim[0]),
        km(object.claim[1]),
        object.said_by.clone().unwrap_or_default(),
        object.certainty.class.to_owned(),
        words(object.source),
        object.date.clone().unwrap_or_default(),
        object.path.to_owned(),
        object.begin.to_string(),
        object.end.to_string(),
        object.key.clone(),
    ]
}

fn object<'a>(
    path: &'a str,
    document: &'a Document,
    facts: &'a Facts,
    (statement, scalars): (&RangeFact, &Scalars),
) -> Object<'a> {
    let weapon = statement.weapon.and_then(|(at, _)| facts.entities.get(at));
    let metadata = document.metadata();
    let details = statement.details;
    let words = |span: Span| single_spaced(document.words(span));
    let km = |bound: Option<f64>| bound.map(|km| (km * 10_000.0).round() / 10_000.0);
    Object {
        path,
        begin: scalars.at(statement.span.start),
        end: scalars.at(statement.span.end),
        text: document.words(statement.span),
        weapon: weapon.map(|weapon| &*weapon.name),
        ent: weapon.map(|weapon| &*weapon.id),
        variant: variant(document, statement),
        min_km: km(statement.min_km),
        max_km: km(statement.max_km),
        approx: statement.approx.word(),
        measure: details.kind.word(),
        condition: details.condition.map(words).unwrap_or_default(),
        time: details.time.word(),
        claim: [km(details.claim.0), km(details.claim.1)],
        said_by: statement.said_by().map(words),
        hedge: statement.hedge().map(words),
        certainty: Certainty {
            class: statement.stance.certainty.class.word(),
            text: statement.stance.certainty.cue.map(words),
        },
        source: metadata.source.as_ref().map(|source| &*source.value),
        date: metadata.date.as_ref().map(|date| date.value.to_string()),
        key: FactKey::of_range(statement, document.text()).id,
    }
}

/// "ATACMS (M39A1), 300 km, minimum, planned, against ships, the army (a.txt)".
fn plain(path: &str, document: &Document, facts: &Facts, statement: &RangeFact) -> String {
    let weapon = statement.weapon.and_then(|(at, _)| facts.entities.get(at));
    let details = statement.details;
    let words = |span: Span| single_spaced(document.words(span));
    let km = display_figure(&statement.figures, (statement.min_km, statement.max_km), Units::Km);
    let variant = details.variant.map(words);
    let name = weapon.map_or("no weapon", |weapon| &*weapon.name);
    let parts = [
        Some(match variant.filter(|variant| variant != name) {
            Some(variant) => format!("{name} ({variant})"),
            None => name.to_owned(),
        }),
        Some(words(statement.span)),
        Some(km.to_string()).filter(|km| !km.is_empty()),
        (details.kind != RangeKind::Reach).then(|| details.kind.word().to_owned()),
        (details.time != RangeTime::Now).then(|| details.time.word().to_owned()),
        details.condition.map(words),
        statement.hedge().map(words),
        statement.said_by().map(words),
    ];
    let line = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    format!("{} ({})", CleanText::line(&line), CleanText::line(path))
}
