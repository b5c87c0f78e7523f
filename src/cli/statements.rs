//! `briefbook statements`: every distance that documents state of a weapon, with what a comparison needs:
//! what it is the range of, the variant, the interval that is claimed, who says so, document and date.

use serde::Serialize;

use super::json;
use crate::config::Units;
use crate::document::Document;
use crate::facts::figure::{Figure, display_figure};
use crate::facts::{Approx, Facts, RangeDetails, RangeFact, RangeKind, RangeTime, claim};
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
    let all = facts.ranges.iter().chain(&facts.apart);
    let mut statements: Vec<RangeFact> =
        all.flat_map(|range| bounds(range, document.words(range.span))).collect();
    statements.sort_by_key(|statement| statement.span);
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

/// How many times the lower bound the upper one is at least where both are the envelope of one weapon,
/// and not two estimates of its maximum.
const ENVELOPE: f64 = 3.0;

/// "60 to 499 km" of one missile is how near it can hit and how far: two statements. Others are one.
fn bounds(range: &RangeFact, words: &str) -> Vec<RangeFact> {
    let whole = || vec![range.clone()];
    let (Some(low), Some(high)) = (range.min_km, range.max_km) else { return whole() };
    let reach = range.details.kind == RangeKind::Reach && range.approx == Approx::Interval;
    if !reach || low * ENVELOPE > high || range.weapon.is_none() {
        return whole();
    }
    let figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let lower = words.find(figure).and_then(|start| {
        let rest = words.get(start..)?;
        Some((start, start + rest.find(|c| !figure(c))?))
    });
    let upper = lower.and_then(|(_, end)| Some(end + words.get(end..)?.find(figure)?));
    let (Some((start, end)), Some(upper)) = (lower, upper) else { return whole() };
    let at = |start, end| Span::new(range.span.start + start, range.span.start + end);
    let part = |kind, span: Span, km: f64, of_low: bool| {
        let figures: Vec<Figure> =
            range.figures.iter().map(|figure| figure.bound(of_low)).collect();
        let words = words.get(span.start - range.span.start..span.end - range.span.start);
        let claim = figures.first().map_or((Some(km), Some(km)), |figure| {
            claim(Approx::Exact, *figure, words.unwrap_or_default())
        });
        let details = RangeDetails { kind, claim, ..range.details };
        let (min_km, max_km) = (Some(km), Some(km));
        RangeFact { span, figures, min_km, max_km, approx: Approx::Exact, details, ..range.clone() }
    };
    vec![
        part(RangeKind::Minimum, at(start, end), low, true),
        part(RangeKind::Reach, at(upper, words.len()), high, false),
    ]
}

/// The variant; where none is named, what is fired or carried, of which there may be several ("with
/// rocket-assisted shells").
fn variant(document: &Document, statement: &RangeFact) -> String {
    let words = |span: Span| single_spaced(document.words(span));
    if let Some(variant) = statement.details.variant {
        return words(variant);
    }
    let condition = statement.details.condition.map(words).unwrap_or_default();
    let first = condition.split(' ').next().unwrap_or_default();
    let loaded = ["with", "from", "fired", "launched"];
    if loaded.iter().any(|word| first.eq_ignore_ascii_case(word)) {
        condition
    } else {
        String::new()
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
