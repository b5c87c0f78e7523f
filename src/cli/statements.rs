//! `briefbook statements`: every distance that documents state of a weapon, with what a comparison needs:
//! what it is the range of, the variant, the interval that is claimed, who says so, document and date.

use serde::Serialize;

use super::json;
use crate::config::Units;
use crate::document::Document;
use crate::facts::figure::display_figure;
use crate::facts::{Facts, RangeFact, RangeKind, RangeTime, statements, variant};
use crate::text::{CleanText, Scalars, Span, single_spaced};

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
}

/// The statements of a document in the order of its text, a line each.
pub fn lines(path: &str, document: &Document, facts: &Facts, as_json: bool) -> String {
    let statements = statements(document, facts);
    let scalars = Scalars::of(document.text(), statements.iter().map(|statement| statement.span));
    let line = |statement: &RangeFact| match as_json {
        true => json::line(&object(path, document, facts, (statement, &scalars))),
        false => plain(path, document, facts, statement) + "\n",
    };
    statements.iter().map(line).collect()
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
