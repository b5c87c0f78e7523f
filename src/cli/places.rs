//! `briefbook places`: the places that documents name, how often and in how many, where they lie and why
//! that is known; of a name that several places have and of which no document says which it means, all that
//! may be meant.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use serde_json::{Value, json};

use super::corrections::known;
use super::each::{Told, each};
use super::start::{lexicon, places};
use super::{Args, FAILED, Output, json};
use crate::document::Document;
use crate::facts::{Extractor, Facts, located};
use crate::geography::{Gazetteer, GazetteerEntry, NamedPlace, country_name, described};
use crate::text::{CleanText, csv_row, grouped};

/// Candidates that are listed of one name; how many there are is told in any case.
const MOST_CANDIDATES: usize = 20;

/// The headings of the table.
const HEADS: [&str; 12] = [
    "name",
    "kind",
    "times",
    "documents",
    "standing",
    "place",
    "type",
    "country",
    "latitude",
    "longitude",
    "why",
    "candidates",
];

/// How the places are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlacesForm {
    /// A line each, for people.
    Lines,
    /// One JSON object a line.
    Json,
    /// Comma-separated values.
    Csv,
    /// One collection of GeoJSON (RFC 7946), of those that are located.
    GeoJson,
}

impl PlacesForm {
    /// The form that these options ask for.
    pub const fn of(json: bool, csv: bool, geojson: bool) -> Self {
        match (json, csv, geojson) {
            (true, ..) => Self::Json,
            (_, true, _) => Self::Csv,
            (.., true) => Self::GeoJson,
            _ => Self::Lines,
        }
    }
}

/// A place with how often it is named.
struct Counted {
    place: NamedPlace,
    times: usize,
}

#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    ent: &'a str,
    kind: &'a str,
    times: usize,
    documents: usize,
    standing: &'static str,
    located: Vec<Spot<'a>>,
    documents_without_sign: usize,
    candidates: Vec<Spot<'a>>,
    candidates_known: usize,
}

#[derive(Serialize)]
struct Spot<'a> {
    place: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    region: &'a str,
    country: String,
    latitude: f64,
    longitude: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    people: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    documents: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
}

/// Prints the places of all documents below the paths.
pub fn run(paths: &[PathBuf], form: PlacesForm, args: &Args, out: &mut Output) -> io::Result<u8> {
    let Some(lexicon) = lexicon(args, out) else { return Ok(FAILED) };
    let corrections = known(&places(args).data, out);
    let gazetteer = Gazetteer::bundled();
    let all = Mutex::new(BTreeMap::new());
    let gather = |extractor: &mut Extractor<'_>, _: &Path, document: &Document| {
        let facts = corrections.apply(&extractor.extract(document), document.text());
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
        let found = take(&mut all, document, &facts, &gazetteer);
        Told { words: String::new(), found }
    };
    let status = each((paths, args), || Extractor::new(&lexicon), gather, out)?;
    if status == FAILED {
        return Ok(status);
    }
    let all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut all: Vec<Counted> = all.into_values().collect();
    all.sort_by_key(|one| {
        (std::cmp::Reverse((one.place.documents, one.times)), one.place.id.clone())
    });
    if all.is_empty() {
        out.message("no places are found");
    }
    print(&all, &gazetteer, form, out)?;
    Ok(status)
}

/// Adds the places of a document and says how many it names.
fn take(
    all: &mut BTreeMap<String, Counted>,
    document: &Document,
    facts: &Facts,
    gazetteer: &Gazetteer<'_>,
) -> usize {
    let found = located(document.text(), facts, gazetteer);
    for (at, reading) in &found {
        let Some(entity) = facts.entities.get(*at) else { continue };
        let new = || NamedPlace {
            id: entity.id.clone(),
            name: entity.name.to_string(),
            kind: entity.kind.to_string(),
            documents: 0,
            located: Vec::new(),
            without_sign: 0,
        };
        let known = all.entry(entity.id.clone());
        let known = known.or_insert_with(|| Counted { place: new(), times: 0 });
        known.times += entity.mentions.len();
        known.place.documents += 1;
        known.place.without_sign += usize::from(reading.without_sign > 0);
        for located in &reading.located {
            known.place.locate(located.entry.number, located.by, 1);
        }
    }
    found.len()
}

fn print(
    all: &[Counted],
    gazetteer: &Gazetteer<'_>,
    form: PlacesForm,
    out: &mut Output,
) -> io::Result<()> {
    match form {
        PlacesForm::Lines => all.iter().try_for_each(|one| out.data(&plain(one, gazetteer))),
        PlacesForm::Json => {
            all.iter().try_for_each(|one| out.data(&json::line(&row(one, gazetteer))))
        }
        PlacesForm::Csv => {
            out.data(&line(&HEADS.map(str::to_owned)))?;
            all.iter()
                .flat_map(|one| cells(one, gazetteer))
                .try_for_each(|row| out.data(&line(&row)))
        }
        PlacesForm::GeoJson => {
            let features: Vec<Value> =
                all.iter().flat_map(|one| features(one, gazetteer)).collect();
            out.data(&json::line(&json!({ "type": "FeatureCollection", "features": features })))
        }
    }
}

fn spot<'g>(gazetteer: &Gazetteer<'g>, entry: GazetteerEntry<'g>) -> Spot<'g> {
    Spot {
        place: entry.name,
        kind: entry.kind.word(),
        region: entry.region,
        country: country_name(gazetteer, entry.country),
        latitude: entry.at.latitude,
        longitude: entry.at.longitude,
        people: Some(entry.people).filter(|people| *people > 0),
        documents: None,
        why: None,
    }
}

/// Where a place lies, each with the documents that have it there.
fn spots<'g>(place: &NamedPlace, gazetteer: &Gazetteer<'g>) -> Vec<Spot<'g>> {
    let known = place.located.iter().filter_map(|located| {
        let spot = spot(gazetteer, gazetteer.entry(located.number)?);
        Some(Spot { documents: Some(located.documents), why: Some(located.by.says()), ..spot })
    });
    known.collect()
}

fn row<'a>(one: &'a Counted, gazetteer: &Gazetteer<'a>) -> Row<'a> {
    let Counted { place, times } = one;
    let candidates = place.candidates(gazetteer);
    let open = place.without_sign > 0;
    let listed = candidates.iter().take(if open { MOST_CANDIDATES } else { 0 });
    Row {
        name: &place.name,
        ent: &place.id,
        kind: &place.kind,
        times: *times,
        documents: place.documents,
        standing: place.standing(gazetteer).word(),
        located: spots(place, gazetteer),
        documents_without_sign: place.without_sign,
        candidates: listed.map(|entry| spot(gazetteer, *entry)).collect(),
        candidates_known: candidates.len(),
    }
}

/// A row for each place where it lies; one without a place, if none is known.
fn cells(one: &Counted, gazetteer: &Gazetteer<'_>) -> Vec<Vec<String>> {
    let Counted { place, times } = one;
    let standing = place.standing(gazetteer).word();
    let count = place.candidates(gazetteer).len().to_string();
    let head = |documents: usize| {
        let (times, documents) = (times.to_string(), documents.to_string());
        vec![place.name.clone(), place.kind.clone(), times, documents, standing.to_owned()]
    };
    let mut rows: Vec<Vec<String>> = spots(place, gazetteer)
        .into_iter()
        .map(|spot| {
            let (latitude, longitude) = (spot.latitude.to_string(), spot.longitude.to_string());
            let why = spot.why.unwrap_or_default().to_owned();
            let told = [
                spot.place.to_owned(),
                spot.kind.to_owned(),
                spot.country,
                latitude,
                longitude,
                why,
                count.clone(),
            ];
            head(spot.documents.unwrap_or_default()).into_iter().chain(told).collect()
        })
        .collect();
    if place.without_sign > 0 {
        let none = std::iter::repeat_n(String::new(), 6).chain([count.clone()]);
        rows.push(head(place.without_sign).into_iter().chain(none).collect());
    }
    rows
}

/// One line of comma-separated values, in which a number is a number: west and south are negative.
fn line(cells: &[String]) -> String {
    let cell = |cell: &String| match cell.parse::<f64>() {
        Ok(_) => cell.clone(),
        Err(_) => csv_row(std::slice::from_ref(cell)).trim_end_matches(['\r', '\n']).to_owned(),
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n"
}

fn features(one: &Counted, gazetteer: &Gazetteer<'_>) -> Vec<Value> {
    let place = &one.place;
    let feature = |spot: Spot<'_>| {
        json!({
            "type": "Feature",
            "geometry": { "type": "Point", "coordinates": [spot.longitude, spot.latitude] },
            "properties": {
                "name": place.name, "place": spot.place, "type": spot.kind, "region": spot.region,
                "country": spot.country, "documents": spot.documents, "why": spot.why,
            },
        })
    };
    spots(place, gazetteer).into_iter().map(feature).collect()
}

/// "Tripoli, city: 3 times in 2 documents", and below it where it lies or may lie.
fn plain(one: &Counted, gazetteer: &Gazetteer<'_>) -> String {
    let Counted { place, times } = one;
    let several = |count: usize, what: &str| {
        format!("{} {what}{}", grouped(count), if count == 1 { "" } else { "s" })
    };
    let count = format!("{} in {}", several(*times, "time"), several(place.documents, "document"));
    let mut lines = format!("{}, {}: {count}\n", CleanText::line(&place.name), place.kind);
    for located in &place.located {
        let Some(entry) = gazetteer.entry(located.number) else { continue };
        let documents = several(located.documents, "document");
        lines += &format!(
            "  {} ({}): {documents}, {}\n",
            described(gazetteer, &entry),
            degrees(&entry),
            located.by.says()
        );
    }
    if place.without_sign > 0 {
        lines +=
            &format!("  {}\n", open(place, gazetteer, &several(place.without_sign, "document")));
    }
    lines
}

/// What is said of documents that do not say where a place lies.
fn open(place: &NamedPlace, gazetteer: &Gazetteer<'_>, documents: &str) -> String {
    let candidates = place.candidates(gazetteer);
    match candidates.as_slice() {
        [] => format!("not in the gazetteer: {documents}"),
        [one] => format!(
            "unconfirmed, in {documents}: {} ({}) is the only one known, but its country is not named",
            described(gazetteer, one),
            degrees(one)
        ),
        several => {
            let names = several.iter().take(3).map(|entry| described(gazetteer, entry));
            let names = names.collect::<Vec<_>>().join("; ");
            let more = several.len().saturating_sub(3);
            let more = if more > 0 { format!("; {more} more") } else { String::new() };
            format!("ambiguous, in {documents}: {names}{more}")
        }
    }
}

/// "50.45 N, 30.52 E".
fn degrees(entry: &GazetteerEntry<'_>) -> String {
    let side = |degrees: f64, sides: [&str; 2]| {
        format!("{:.2} {}", degrees.abs(), if degrees < 0.0 { sides[1] } else { sides[0] })
    };
    format!("{}, {}", side(entry.at.latitude, ["N", "S"]), side(entry.at.longitude, ["E", "W"]))
}
