//! `briefbook new`: the documents that came or changed since a sitting with them ended, and what is new in
//! each: what the pane tells, from the same look-up. The verb is no sitting: what is new stays new.

use std::io;
use std::path::PathBuf;

use serde::Serialize;

use super::given::{Unnamed, given};
use super::index::up_to_date;
use super::start::library;
use super::{Args, DONE, FAILED, Output, PARTLY, json};
use crate::bookmarks::Stamp;
use crate::corpus::corpus::Corpus;
use crate::corpus::lookup;
use crate::files::clock;
use crate::protocol::{LookupReport, LookupRequest, NewDocument, NewDocuments, NewFact};
use crate::text::CleanText;
use crate::view::new_documents::nothing;

#[derive(Serialize)]
struct Row<'a> {
    path: String,
    title: &'a str,
    date: Option<String>,
    source: Option<&'a str>,
    /// When the sitting ended since which it is new.
    since: Option<String>,
    change: &'static str,
    why: &'a str,
    new: Vec<FactRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reprints: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

#[derive(Serialize)]
struct FactRow<'a> {
    what: &'static str,
    name: &'a str,
    ent: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    begin: usize,
    end: usize,
}

/// Prints what is new, that with most that is new first.
pub fn run(
    paths: &[PathBuf],
    (since, as_json): (Option<&str>, bool),
    args: &Args,
    out: &mut Output,
) -> io::Result<u8> {
    let corpus = given(paths, Unnamed::Here, args).and_then(|given| {
        given.said.iter().for_each(|words| out.message(words));
        library(&given.paths, args)
    });
    let (corpus, time) = match (corpus, since.map(moment).transpose()) {
        (Ok(corpus), Ok(time)) => (corpus, time),
        (Err(reason), _) | (_, Err(reason)) => {
            out.message(&reason);
            return Ok(FAILED);
        }
    };
    let Some(searchable) = up_to_date(&corpus, out) else { return Ok(FAILED) };
    let Some(new) = looked_up(&corpus, time, out) else { return Ok(FAILED) };
    if new.documents.is_empty() {
        out.message(&nothing(&new, &clock::zone()));
        return Ok(if new.problem.is_some() { FAILED } else { searchable.without_result() });
    }
    for document in &new.documents {
        let why = document.why();
        let line = match as_json {
            true => json::line(&row(document, &why, new.since)),
            false => plain(document, &why),
        };
        out.data(&line)?;
    }
    Ok(if searchable.unreadable > 0 { PARTLY } else { DONE })
}

/// A time as it is typed.
fn moment(typed: &str) -> Result<Stamp, CleanText> {
    clock::zone().moment(typed).ok_or_else(|| {
        let typed = CleanText::line(typed);
        let words = format!("{typed} is no time: write 2026-11-30 or 2026-11-30T17:00");
        CleanText::line(&words)
    })
}

/// What is new; `None` if that cannot be told, which is said.
fn looked_up(
    corpus: &Corpus,
    time: Option<Stamp>,
    out: &mut Output,
) -> Option<std::sync::Arc<NewDocuments>> {
    match lookup::answer(corpus, LookupRequest::NewDocuments(time)) {
        LookupReport::NewDocuments(new) => Some(new),
        LookupReport::Failed(_, why) => {
            out.message(&why);
            None
        }
        _ => None,
    }
}

fn row<'a>(document: &'a NewDocument, why: &'a str, since: Option<Stamp>) -> Row<'a> {
    let paper = &document.paper;
    Row {
        path: json::path(&paper.path),
        title: &paper.title,
        date: paper.date.map(|date| date.to_string()),
        source: paper.source.as_deref(),
        since: since.map(|since| since.to_string()),
        change: document.arrival.word(),
        why,
        new: document.facts.iter().map(fact).collect(),
        reprints: document.reprints.as_deref(),
        error: document.failure.as_deref(),
    }
}

fn fact(fact: &NewFact) -> FactRow<'_> {
    FactRow {
        what: fact.kind.word(),
        name: &fact.name,
        ent: &fact.id,
        text: fact.kind.is_range().then_some(&*fact.written),
        begin: fact.scalars.start,
        end: fact.scalars.end,
    }
}

/// Title, path, date and what became of it on one line, why it stands here below.
fn plain(document: &NewDocument, why: &str) -> String {
    let paper = &document.paper;
    let date = paper.date.map(|date| format!(", {date:.10}")).unwrap_or_default();
    let path = CleanText::path(&paper.path);
    format!("{} ({path}){date}, {}\n    {why}\n", paper.title, document.arrival.word())
}
