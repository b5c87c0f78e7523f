//! The verb `bookmarks` and what `doctor` says of bookmarks: functions of what was asked, writing
//! to whatever they are given. Parses no arguments and chooses no exit status.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use thiserror::Error;

use crate::bookmarks::{
    Bookmark, Finder, Fingerprint, Format, Id, Identity, Resolution, Stamp, State, Unmarkable,
    export, import, json_line, labels,
};
use crate::document::Document;
use crate::runtime::store::{Change, Store, StoreError, add as keep, set_aside};
use crate::text::{Shown, Span};

/// A document and the fingerprint of its file; or why it cannot be read.
pub type Read = Result<(Document, Fingerprint), Shown>;

/// What every verb needs from the world.
pub struct Desk<'a> {
    /// The folder of the journal.
    pub folder: &'a Path,
    /// The time.
    pub now: Stamp,
    /// Any number that is another one each time.
    pub chance: u64,
    /// Reads a document.
    pub read: &'a dyn Fn(&Path) -> Read,
}

/// Why a verb failed.
#[derive(Debug, Error)]
pub enum BookmarksError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The passage cannot be marked.
    #[error(transparent)]
    Unmarkable(#[from] Unmarkable),
    /// The document cannot be read.
    #[error("{path} cannot be read: {reason}")]
    Unreadable {
        /// Which.
        path: Shown,
        /// Why.
        reason: Shown,
    },
    /// Standard output failed.
    #[error("The list could not be written: {0}")]
    Output(#[from] io::Error),
}

/// How a verb went, for the exit status.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// True if there was something to do or to show.
    pub found: bool,
    /// Sentences for standard error.
    pub messages: Vec<Shown>,
    /// True if a document could not be read.
    pub unread: bool,
}

/// What `bookmarks add` is asked.
#[derive(Clone, Copy, Debug)]
pub struct Addition<'a> {
    /// The document.
    pub path: &'a Path,
    /// Words that stand in it.
    pub quote: &'a str,
    /// A note, or nothing.
    pub note: &'a str,
    /// Labels, separated by commas, or nothing.
    pub label: &'a str,
}

/// Marks a passage and prints the id of the bookmark once it is on the disk.
///
/// # Errors
/// [`BookmarksError`]; nothing was kept.
pub fn add(
    desk: &Desk<'_>,
    wanted: Addition<'_>,
    out: &mut dyn Write,
) -> Result<Outcome, BookmarksError> {
    let (document, content) = (desk.read)(wanted.path)
        .map_err(|reason| BookmarksError::Unreadable { path: Shown::path(wanted.path), reason })?;
    let finder = Finder::new(&document);
    let found = finder.find(wanted.quote, 2);
    let Some(span) = found.first() else {
        let path = Shown::path(wanted.path);
        return Ok(Outcome::message(false, &format!("These words do not stand in {path}.")));
    };
    let path = std::path::absolute(wanted.path).unwrap_or_else(|_| wanted.path.to_owned());
    let identity = Identity {
        path: path.as_path().into(),
        content: Some(content),
        words: Some(finder.words()),
    };
    let anchor = finder.anchor(*span, &identity)?;
    let mut bookmark = Bookmark::new(anchor, &document, desk.now, desk.chance);
    bookmark.note = Shown::text(wanted.note).as_str().to_owned();
    bookmark.labels = labels(wanted.label);
    let id = keep(desk.folder, bookmark, desk.now)?;
    writeln!(out, "{id}")?;
    let again = "These words stand in the document more than once; the first place was marked.";
    Ok(if found.len() > 1 { Outcome::message(true, again) } else { Outcome::found(true) })
}

/// One bookmark, as `list --json` prints it; offsets in Unicode scalar values.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a Id,
    path: String,
    title: &'a str,
    state: State,
    begin: Option<usize>,
    end: Option<usize>,
    quote: &'a str,
    label: Option<String>,
    note: &'a str,
    created: Stamp,
    modified: Stamp,
}

/// Prints every bookmark with the state of its passage today.
///
/// # Errors
/// [`BookmarksError`] if the store or the output fails.
pub fn list(desk: &Desk<'_>, json: bool, out: &mut dyn Write) -> Result<Outcome, BookmarksError> {
    let mut store = Store::open(desk.folder, desk.now)?;
    let mut outcome = Outcome { messages: store.take_notices(), ..Outcome::default() };
    for (path, marks) in by_document(&store) {
        let document = (desk.read)(path);
        if let Err(reason) = &document {
            let words = format!("{} cannot be read: {reason}", Shown::path(path));
            outcome.messages.push(Shown::line(&words));
            outcome.unread = true;
        }
        let document = document.ok().map(|(document, _)| document);
        let finder = document.as_ref().map(Finder::new);
        for mark in marks {
            let resolution = finder.as_ref().map(|finder| finder.resolve(&mark.anchor));
            let text = document.as_ref().map_or("", |document| document.text());
            let line =
                if json { json_row(mark, resolution, text) } else { plain_row(mark, resolution) };
            writeln!(out, "{line}")?;
            outcome.found = true;
        }
    }
    Ok(outcome)
}

fn json_row(mark: &Bookmark, resolution: Option<Resolution>, text: &str) -> String {
    let span = resolution.as_ref().and_then(|resolution| resolution.span);
    let scalars = |bytes: usize| Span::new(0, bytes).of(text).chars().count();
    json_line(&Row {
        id: &mark.id,
        path: mark.anchor.document.path.0.to_string_lossy().into_owned(),
        title: &mark.citation.title,
        state: resolution.map_or(State::Orphan, |resolution| resolution.state),
        begin: span.map(|span| scalars(span.start)),
        end: span.map(|span| scalars(span.end)),
        quote: &mark.anchor.quote,
        label: Some(mark.label()).filter(|label| !label.is_empty()),
        note: &mark.note,
        created: mark.created,
        modified: mark.modified,
    })
}

fn plain_row(mark: &Bookmark, resolution: Option<Resolution>) -> String {
    let state = match resolution.map_or(State::Orphan, |resolution| resolution.state) {
        State::Exact => "exact  ",
        State::Moved => "moved  ",
        State::Suspect => "suspect",
        State::Orphan => "orphan ",
    };
    let quote: Vec<_> = mark.anchor.quote.split_whitespace().collect();
    let words: String = quote.join(" ").chars().take(100).collect();
    let path = Shown::path(&mark.anchor.document.path.0);
    let about: Vec<_> =
        [mark.label(), mark.note.clone()].into_iter().filter(|part| !part.is_empty()).collect();
    let about = if about.is_empty() { String::new() } else { format!(" [{}]", about.join(": ")) };
    Shown::line(&format!("{}  {state}  {path}  “{words}”{about}", mark.id)).as_str().to_owned()
}

/// Removes the bookmarks with these ids, or with these beginnings of ids.
///
/// # Errors
/// [`BookmarksError`] if the store fails; those before it are removed.
pub fn remove(desk: &Desk<'_>, ids: &[&str]) -> Result<Outcome, BookmarksError> {
    let mut store = Store::open(desk.folder, desk.now)?;
    let mut outcome = Outcome { messages: store.take_notices(), ..Outcome::default() };
    for wanted in ids {
        let exact = store.bookmarks().keys().find(|id| id.as_str() == *wanted).cloned();
        let mut like = store.bookmarks().keys().filter(|id| id.as_str().starts_with(*wanted));
        let only = like.next().cloned().filter(|_| like.next().is_none() && !wanted.is_empty());
        match exact.or(only) {
            Some(id) => {
                store.commit(Change::Remove(id), desk.now)?;
                outcome.found = true;
            }
            None => {
                let words = format!("No bookmark, or more than one, is called “{wanted}”.");
                outcome.messages.push(Shown::line(&words));
            }
        }
    }
    Ok(outcome)
}

/// Writes every bookmark in the form `format`.
///
/// # Errors
/// [`BookmarksError`] if the store or the output fails.
pub fn export_all(
    desk: &Desk<'_>,
    format: Format,
    out: &mut dyn Write,
) -> Result<Outcome, BookmarksError> {
    let mut store = Store::open(desk.folder, desk.now)?;
    let marks: Vec<Bookmark> = store.bookmarks().values().cloned().collect();
    out.write_all(export(format, &marks).as_bytes())?;
    Ok(Outcome { found: !marks.is_empty(), messages: store.take_notices(), unread: false })
}

/// Keeps the bookmarks of `text` (JSON Lines or JSON-LD); one that is there already stays as it is
/// unless the imported one was changed later.
///
/// # Errors
/// [`BookmarksError`] if the store fails; those before it are kept.
pub fn import_all(desk: &Desk<'_>, text: &str) -> Result<Outcome, BookmarksError> {
    let mut store = Store::open(desk.folder, desk.now)?;
    let imported = import(text);
    let mut messages = store.take_notices();
    messages.extend(imported.problems);
    let found = !imported.bookmarks.is_empty();
    for mark in imported.bookmarks {
        let known = store.bookmarks().get(&mark.id);
        if known.is_none_or(|known| known.modified < mark.modified) {
            store.commit(Change::Put(Box::new(mark)), desk.now)?;
        }
    }
    Ok(Outcome { found, messages, unread: false })
}

/// What is wrong with the bookmarks, as sentences: passages that are not found, files set aside,
/// and where the document of a lost bookmark may be now, among `known` documents.
///
/// # Errors
/// [`BookmarksError`] if the store cannot be read.
pub fn doctor(desk: &Desk<'_>, known: &[Identity]) -> Result<Vec<Shown>, BookmarksError> {
    let mut store = Store::open(desk.folder, desk.now)?;
    let mut findings = store.take_notices();
    for (path, marks) in by_document(&store) {
        let document = (desk.read)(path).ok().map(|(document, _)| document);
        let finder = document.as_ref().map(Finder::new);
        let name = Shown::path(path);
        for mark in marks {
            let state = finder.as_ref().map(|finder| finder.resolve(&mark.anchor).state);
            let finding = match state {
                Some(State::Exact | State::Moved) => continue,
                Some(State::Suspect) => format!(
                    "Bookmark {}: the passage in {name} has changed or is not certain. Review it.",
                    mark.id
                ),
                Some(State::Orphan) => {
                    format!("Bookmark {}: the passage is no longer in {name}.", mark.id)
                }
                None => {
                    format!("Bookmark {}: {name} cannot be read.{}", mark.id, proposal(mark, known))
                }
            };
            findings.push(Shown::line(&finding));
        }
    }
    for path in set_aside(desk.folder) {
        let path = Shown::path(&path);
        findings.push(Shown::line(&format!(
            "A damaged file was set aside: {path}. Delete it when you no longer need it."
        )));
    }
    Ok(findings)
}

fn proposal(mark: &Bookmark, known: &[Identity]) -> String {
    let paths = relinks(mark, known);
    let first =
        paths.first().map(|path| format!(" Its document may now be {}.", Shown::path(path)));
    first.unwrap_or_default()
}

/// Where the document of `mark` may be now: files with the same bytes or the same words.
pub fn relinks<'a>(mark: &Bookmark, known: &'a [Identity]) -> Vec<&'a PathBuf> {
    let mine = &mark.anchor.document;
    known.iter().filter(|other| other.matches(mine)).map(|other| &other.path.0).collect()
}

fn by_document(store: &Store) -> BTreeMap<&Path, Vec<&Bookmark>> {
    let mut documents: BTreeMap<&Path, Vec<&Bookmark>> = BTreeMap::new();
    for mark in store.bookmarks().values() {
        documents.entry(&mark.anchor.document.path.0).or_default().push(mark);
    }
    documents
}

impl Outcome {
    fn found(found: bool) -> Self {
        Self { found, ..Self::default() }
    }

    fn message(found: bool, words: &str) -> Self {
        Self { found, messages: vec![Shown::line(words)], unread: false }
    }
}

#[cfg(test)]
mod tests;
