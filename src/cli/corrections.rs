//! `briefbook corrections`: what the user knows better about facts, listed and taken back, and made of
//! statements. Others are made where a fact is seen, in the reader.

use std::io;
use std::path::Path;

use serde::Serialize;

use super::args::CorrectionsVerb;
use super::corrected_statements::{Made, made};
use super::start::places;
use super::{Args, DONE, FAILED, NOTHING, Output, json};
use crate::bookmarks::Stamp;
use crate::facts::correction::{Correction, Corrections};
use crate::files::clock;
use crate::files::places::Places;
use crate::protocol::MadeCorrection;
use crate::text::CleanText;
use crate::userdata::corrections::{self, in_force};
use crate::userdata::journal::Store;

/// One correction, as `list --json` prints it.
#[derive(Serialize)]
struct Row<'a> {
    id: String,
    kind: &'static str,
    class: &'a str,
    fact: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    into: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    into_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    text: &'a str,
    made: Option<Stamp>,
}

/// Runs the verb.
pub fn run(verb: &CorrectionsVerb, args: &Args, out: &mut Output) -> io::Result<u8> {
    let places = places(args);
    let mut store = match Store::open(&places.data, clock::now()) {
        Ok(store) => store,
        Err(error) => {
            out.message(&error.to_string());
            return Ok(FAILED);
        }
    };
    store.take_notices().iter().for_each(|notice| out.message(notice));
    match verb {
        CorrectionsVerb::List { json } => list(&store, *json, out),
        CorrectionsVerb::Undo { id, .. } => undo(&mut store, id.as_deref(), &places, out),
        CorrectionsVerb::Reject { .. }
        | CorrectionsVerb::Apart { .. }
        | CorrectionsVerb::SameSource { .. } => {
            let made = made(verb, args, out);
            made.map_or(Ok(FAILED), |made| keep(&mut store, made, &places, out))
        }
    }
}

fn list(store: &Store, as_json: bool, out: &mut Output) -> io::Result<u8> {
    let all = in_force(store);
    for (_, made) in &all {
        out.data(&if as_json { json::line(&row(made)) } else { plain(made) })?;
    }
    if all.is_empty() {
        out.message("nothing is corrected");
        return Ok(NOTHING);
    }
    Ok(DONE)
}

/// "1f08a2c4  2026-11-30  Storm is no weapon (reports/a.txt)".
fn plain(made: &MadeCorrection) -> String {
    let day = made.made.map(|time| time.day(&clock::zone())).unwrap_or_default();
    let path = made.details.path.as_ref().map(|path| format!(" ({})", CleanText::path(&path.0)));
    let words = format!("{}  {day}  {}{}", made.id(), made.said(), path.unwrap_or_default());
    format!("{}\n", CleanText::line(&words))
}

fn row(made: &MadeCorrection) -> Row<'_> {
    let fact = made.correction.fact();
    let (kind, into) = match &made.correction {
        Correction::Reject { .. } => ("reject", None),
        Correction::Merge { into, .. } => ("merge", Some(into.id.as_str())),
        Correction::Apart { from, .. } => ("apart", Some(from.id.as_str())),
    };
    Row {
        id: made.id(),
        kind,
        class: &fact.class,
        fact: &fact.id,
        name: made.name(),
        into,
        into_name: made.into(),
        path: made.details.path.as_ref().map(|path| json::path(&path.0)),
        text: &made.details.words,
        made: made.made,
    }
}

/// Keeps a correction, and says what it says.
fn keep(
    store: &mut Store,
    (correction, details): Made,
    places: &Places,
    out: &mut Output,
) -> io::Result<u8> {
    if let Some(reason) = &places.read_only {
        out.message(&format!("corrections cannot be changed: {reason}"));
        return Ok(FAILED);
    }
    let made = MadeCorrection { made: None, correction, details };
    let change = corrections::change(made.correction.clone(), made.details.clone(), true);
    match store.commit(change, clock::now()) {
        Ok(()) => {
            let words = format!("{}  {}", made.id(), made.said());
            out.data(&format!("{}\n", CleanText::line(&words)))?;
            Ok(DONE)
        }
        Err(error) => {
            out.message(&error.to_string());
            Ok(FAILED)
        }
    }
}

/// Takes back the correction with this id, or beginning of an id; without one, the last.
fn undo(store: &mut Store, id: Option<&str>, places: &Places, out: &mut Output) -> io::Result<u8> {
    if let Some(reason) = &places.read_only {
        out.message(&format!("corrections cannot be changed: {reason}"));
        return Ok(FAILED);
    }
    let all = in_force(store);
    let mut meant = all.iter().map(|(_, made)| made).filter(|made| match id {
        Some(id) => !id.is_empty() && made.id().starts_with(id),
        None => all.last().is_some_and(|(_, last)| last == *made),
    });
    let (found, more) = (meant.next(), meant.next());
    let Some(made) = found.filter(|_| more.is_none()) else {
        out.message(&match id {
            Some(id) => format!("No correction, or more than one, is called “{id}”."),
            None => "Nothing is corrected.".to_owned(),
        });
        return Ok(NOTHING);
    };
    let change = corrections::change(made.correction.clone(), made.details.clone(), false);
    let words = made.taken_back();
    match store.commit(change, clock::now()) {
        Ok(()) => {
            out.data(&format!("{}\n", CleanText::line(&words)))?;
            Ok(DONE)
        }
        Err(error) => {
            out.message(&error.to_string());
            Ok(FAILED)
        }
    }
}

/// What is in force for the other verbs. A store that cannot be read is told, and corrects nothing.
pub fn known(data: &Path, out: &mut Output) -> Corrections {
    corrections::read(data).unwrap_or_else(|error| {
        out.message(&error.to_string());
        Corrections::default()
    })
}
