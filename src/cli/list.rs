//! `briefbook list`: what the list of the reader shows, for people and programs.

use std::borrow::Cow;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;

use serde::Serialize;

use super::{Args, DONE, NOTHING, Output, PARTLY, json};
use crate::config::ListSort;
use crate::corpus::collect::collect;
use crate::facts::Counts;
use crate::library::{Arrangement, Catalogue, Entry, Sort, Status};
use crate::reading::containers::leads_inside;
use crate::reading::documents::Documents;
use crate::reading::extracting;
use crate::sandbox::parallel::in_order;
use crate::text::{CleanText, length_in_words};
use crate::userdata::remembered::MemoryKeeper;

use super::facts::counts;
use super::start::{named, places, settings};

#[derive(Serialize)]
struct Row<'a> {
    path: String,
    title: &'a str,
    date: Option<String>,
    source: Option<&'a str>,
    format: &'a str,
    words: usize,
    weapons: u32,
    ranges: u32,
    actors: u32,
    read: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    damaged: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

/// Prints one line for every document.
pub fn run(path: Option<&Path>, as_json: bool, args: &Args, out: &mut Output) -> io::Result<u8> {
    let corpus = match named(path, args, out) {
        Ok(found) => found,
        Err(reason) => {
            out.message(&reason);
            return Ok(super::FAILED);
        }
    };
    let (mut entries, skipped) = collect(&corpus);
    MemoryKeeper::open(&places(args)).mark_read(&mut entries);
    let entries = ordered(entries, settings(args).config.sort);
    let lexicon = match as_json.then(|| extracting::lexicon(&places(args))).transpose() {
        Ok(lexicon) => lexicon.map(|(lexicon, _)| lexicon),
        Err(reason) => {
            out.message(&reason);
            return Ok(super::FAILED);
        }
    };
    let words = |entry: &Entry| {
        let entry = measured(entry, corpus.documents());
        match &lexicon {
            Some(lexicon) => json::line(&row(
                &entry,
                counts(&entry, corpus.documents(), lexicon, &corpus.corrections()),
            )),
            None => plain(&entry),
        }
    };
    let mut told = Ok(());
    in_order(
        &entries,
        |entry| (entry, words(entry)),
        |(entry, words)| {
            told = tell(entry, &words, out);
            if told.is_err() || out.is_closed() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        },
    );
    told?;
    skipped.iter().for_each(|why| out.message(why));
    if entries.is_empty() {
        out.message("no documents are here");
    }
    let unreadable =
        entries.iter().any(|entry| entry.failure().or(entry.damage.as_ref()).is_some());
    Ok(match () {
        () if unreadable => PARTLY,
        () if entries.is_empty() => NOTHING,
        () => DONE,
    })
}

/// The entry with its length. The messages of a mailbox that no index has read are known by name only.
fn measured<'e>(entry: &'e Entry, documents: &Documents) -> Cow<'e, Entry> {
    let unknown = entry.words == 0 && entry.failure().is_none() && leads_inside(&entry.path);
    let read = unknown.then(|| documents.whole(&entry.path).ok()).flatten();
    match read {
        Some(document) => {
            Cow::Owned(Entry { words: length_in_words(document.text()), ..entry.clone() })
        }
        None => Cow::Borrowed(entry),
    }
}

/// Prints the line of a document, and why it cannot be read or what of it is damaged.
fn tell(entry: &Entry, words: &str, out: &mut Output) -> io::Result<()> {
    out.data(words)?;
    if let Some(reason) = entry.failure().or(entry.damage.as_ref()) {
        out.message(&super::about(&entry.path, reason));
    }
    Ok(())
}

/// The order in which the reader shows them.
pub(super) fn ordered(entries: Vec<Entry>, by: ListSort) -> Vec<Entry> {
    let mut catalogue = Catalogue::default();
    catalogue.put(entries);
    let mut arrangement = Arrangement::new(Sort { by, reversed: false });
    arrangement.arrange(&catalogue);
    arrangement.ids().iter().filter_map(|id| catalogue.get(*id)).collect()
}

fn row(entry: &Entry, Counts { weapons, ranges, actors }: Counts) -> Row<'_> {
    Row {
        path: json::path(&entry.path),
        title: &entry.title,
        date: entry.date.map(|date| date.to_string()),
        source: entry.source.as_deref(),
        format: entry.format,
        words: entry.words,
        weapons,
        ranges,
        actors,
        read: !entry.unread,
        damaged: entry.damage.as_deref(),
        error: entry.failure().map(|reason| &**reason),
    }
}

/// Date, length, title, source and path in columns that line up.
fn plain(entry: &Entry) -> String {
    let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
    let date: String = date.chars().take(10).collect();
    let path = CleanText::path(&entry.path);
    let source = entry.source.as_ref().map(|source| format!(", {source}")).unwrap_or_default();
    let described = entry.status == Status::Ready;
    let words = if described { entry.words.to_string() } else { "-".to_owned() };
    match entry.failure() {
        Some(reason) => format!("{date:10} {words:>9}  {path}: {reason}\n"),
        None => {
            let damaged = if entry.damage.is_some() { "! " } else { "" };
            format!("{date:10} {words:>9}  {damaged}{}{source} ({path})\n", entry.title)
        }
    }
}
