//! The verb `bookmarks`: functions of what was asked, writing to whatever they are given. Parses no
//! arguments and chooses no exit status.

mod importing;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use thiserror::Error;

pub use importing::import_all;

use super::json;
use crate::bookmarks::{
    Anchoring, Bookmark, Certainty, Digest, Format, Id, Identity, PassageFinder, Stamp, Unmarkable,
    export, json_line, labels,
};
use crate::document::Document;
use crate::files::open::absolute;
use crate::text::{CleanText, Scalars, Span, single_spaced};
use crate::userdata::journal::{Change, Store, StoreError, add as keep};

/// A document and the fingerprint of its file; or why it cannot be read.
pub type Read = Result<(Document, Digest), CleanText>;

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
        path: CleanText,
        /// Why.
        reason: CleanText,
    },
    /// Standard output failed.
    #[error("The list could not be written: {0}")]
    Output(#[from] io::Error),
}

/// How a verb went, for the exit status.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VerbOutcome {
    /// True if there was something to do or to show.
    pub found: bool,
    /// Sentences for standard error.
    pub messages: Vec<CleanText>,
    /// True if a document could not be read.
    pub unread: bool,
    /// True if it was not clear what was meant, and nothing was done.
    pub refused: bool,
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
    /// Which of the places where the words stand, from 1; needed if there is more than one.
    pub occurrence: Option<usize>,
}

/// Places that are counted; words that stand in more are hardly a passage.
const COUNTED: usize = 10_000;

/// Places that are shown.
const SHOWN: usize = 12;

/// Bytes shown on each side of a place.
const BESIDE: usize = 40;

/// Marks a passage and prints the id of the bookmark once it is on the disk.
///
/// # Errors
/// [`BookmarksError`]; nothing was kept.
pub fn add(
    desk: &Desk<'_>,
    wanted: Addition<'_>,
    out: &mut dyn Write,
) -> Result<VerbOutcome, BookmarksError> {
    let (document, content) = (desk.read)(wanted.path).map_err(|reason| {
        BookmarksError::Unreadable { path: CleanText::path(wanted.path), reason }
    })?;
    let finder = PassageFinder::new(&document);
    let span = match chosen(&document, &finder, wanted) {
        Ok(span) => span,
        Err(messages) => {
            return Ok(VerbOutcome { messages, refused: true, ..VerbOutcome::default() });
        }
    };
    let passage = Passage { document: &document, content, finder: &finder, span };
    let id = kept(desk, wanted.path, passage, (wanted.note, wanted.label))?;
    writeln!(out, "{id}")?;
    Ok(VerbOutcome { found: true, ..VerbOutcome::default() })
}

/// Marks a passage of a document that was read, with a note and labels, each possibly empty.
///
/// # Errors
/// [`BookmarksError`]; nothing was kept.
pub fn mark(
    desk: &Desk<'_>,
    path: &Path,
    (document, span): (&Document, Span),
    said: (&str, &str),
) -> Result<Id, BookmarksError> {
    let (_, content) = (desk.read)(path)
        .map_err(|reason| BookmarksError::Unreadable { path: CleanText::path(path), reason })?;
    let finder = PassageFinder::new(document);
    kept(desk, path, Passage { document, content, finder: &finder, span }, said)
}

/// A passage to be marked.
struct Passage<'a> {
    document: &'a Document,
    content: Digest,
    finder: &'a PassageFinder<'a>,
    span: Span,
}

fn kept(
    desk: &Desk<'_>,
    path: &Path,
    passage: Passage<'_>,
    (note, label): (&str, &str),
) -> Result<Id, BookmarksError> {
    let path = absolute(path);
    let identity = Identity {
        path: path.as_path().into(),
        content: Some(passage.content),
        words: Some(passage.finder.words()),
        sketch: Some(passage.finder.sketch()),
        ..Identity::default()
    };
    let anchor = passage.finder.anchor(passage.span, &identity)?;
    let mut bookmark = Bookmark::new(anchor, passage.document, desk.now, desk.chance);
    bookmark.note = CleanText::text(note).as_str().to_owned();
    bookmark.labels = labels(label);
    Ok(keep(desk.folder, bookmark, desk.now)?)
}

/// The place that is meant, or sentences that say why that is not clear.
fn chosen(
    document: &Document,
    finder: &PassageFinder<'_>,
    wanted: Addition<'_>,
) -> Result<Span, Vec<CleanText>> {
    let mut found = finder.find(wanted.quote, COUNTED);
    if found.iter().any(|span| stands_free(document.text(), *span)) {
        found.retain(|span| stands_free(document.text(), *span));
    }
    let name = CleanText::path(wanted.path);
    let say = |words: &str| vec![CleanText::line(words)];
    match (found.as_slice(), wanted.occurrence) {
        ([], _) => Err(say(&format!("These words do not stand in {name}."))),
        ([only], None) => Ok(*only),
        (all, Some(number)) => all.get(number.wrapping_sub(1)).copied().ok_or_else(|| {
            say(&format!(
                "There is no place {number}: these words stand in {name} {}.",
                times(all.len())
            ))
        }),
        (all, None) => Err(places(document, &name, all)),
    }
}

/// True unless the span begins or ends inside a word.
fn stands_free(text: &str, span: Span) -> bool {
    let (words, letter) = (span.of(text), char::is_alphanumeric);
    let starts = text[..span.start].ends_with(letter) && words.starts_with(letter);
    let ends = text[span.end..].starts_with(letter) && words.ends_with(letter);
    !starts && !ends
}

/// The places among which the user has to choose.
fn places(document: &Document, name: &CleanText, all: &[Span]) -> Vec<CleanText> {
    let text: &str = document.text();
    let head = format!(
        "These words stand in {name} {}; nothing was marked. Say which place you mean:",
        times(all.len())
    );
    let place = |(n, span): (usize, &Span)| {
        let from = text.floor_char_boundary(span.start.saturating_sub(BESIDE));
        let to = text.ceil_char_boundary((span.end + BESIDE).min(text.len()));
        let paragraph = document.block_at(span.start);
        let paragraph = paragraph.map_or_else(String::new, |block| format!(" (¶ {})", block + 1));
        let (before, after) = (&text[from..span.start], &text[span.end..to]);
        format!("--occurrence {}{paragraph}: …{before}[{}]{after}…", n + 1, span.of(text))
    };
    let more = all.len().saturating_sub(SHOWN);
    let rest = (more > 0).then(|| format!("and {more} more further down."));
    let places = all.iter().enumerate().take(SHOWN).map(place);
    std::iter::once(head)
        .chain(places)
        .chain(rest)
        .map(|words| CleanText::line(&single_spaced(&words)))
        .collect()
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        COUNTED.. => format!("{COUNTED} times or more"),
        count => format!("{count} times"),
    }
}

/// One bookmark, as `list --json` prints it; offsets in Unicode scalar values.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a Id,
    path: String,
    /// The bytes of a path that is not UTF-8, as hexadecimal digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    path_hex: Option<String>,
    title: &'a str,
    state: Certainty,
    begin: Option<usize>,
    end: Option<usize>,
    quote: &'a str,
    label: Option<String>,
    note: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<&'a str>,
    created: Stamp,
    modified: Stamp,
}

/// How sure the place of a passage is today. One that stands at other words than were marked first has
/// moved, however sure its place is.
fn state(mark: &Bookmark, resolution: Option<&Anchoring>) -> Certainty {
    match resolution.map_or(Certainty::Orphan, |resolution| resolution.state) {
        Certainty::Exact if mark.first_words().is_some() => Certainty::Moved,
        state => state,
    }
}

/// Prints every bookmark with the state of its passage today.
///
/// # Errors
/// [`BookmarksError`] if the store or the output fails.
pub fn list(
    desk: &Desk<'_>,
    json: bool,
    out: &mut dyn Write,
) -> Result<VerbOutcome, BookmarksError> {
    let mut store = Store::open(desk.folder, desk.now)?;
    let mut outcome = VerbOutcome { messages: store.take_notices(), ..VerbOutcome::default() };
    for (path, marks) in by_document(&store) {
        let document = (desk.read)(path);
        if let Err(reason) = &document {
            let words = format!("{} cannot be read: {reason}", CleanText::path(path));
            outcome.messages.push(CleanText::line(&words));
            outcome.unread = true;
        }
        let document = document.ok().map(|(document, _)| document);
        let finder = document.as_ref().map(PassageFinder::new);
        for mark in marks {
            let resolution = finder.as_ref().map(|finder| finder.resolve(&mark.anchor));
            let text = document.as_ref().map_or("", |document| document.text());
            let line =
                if json { json_row(mark, resolution, text) } else { plain_row(mark, resolution) };
            writeln!(out, "{line}")?;
            outcome.found = true;
        }
    }
    outcome.messages.extend((!outcome.found).then(none_kept));
    Ok(outcome)
}

fn json_row(mark: &Bookmark, resolution: Option<Anchoring>, text: &str) -> String {
    let span = resolution.as_ref().and_then(|resolution| resolution.span);
    let scalars = Scalars::of(text, span);
    let path = &mark.anchor.document.path.0;
    json_line(&Row {
        id: &mark.id,
        path: json::path(path),
        path_hex: path.to_str().is_none().then(|| hex(path.as_os_str().as_encoded_bytes())),
        title: &mark.citation.title,
        state: state(mark, resolution.as_ref()),
        begin: span.map(|span| scalars.at(span.start)),
        end: span.map(|span| scalars.at(span.end)),
        quote: &mark.anchor.quote,
        label: Some(mark.label()).filter(|label| !label.is_empty()),
        note: &mark.note,
        was: mark.first_words(),
        created: mark.created,
        modified: mark.modified,
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn plain_row(mark: &Bookmark, resolution: Option<Anchoring>) -> String {
    let state = match state(mark, resolution.as_ref()) {
        Certainty::Exact => "exact  ",
        Certainty::Moved => "moved  ",
        Certainty::Suspect => "suspect",
        Certainty::Orphan => "orphan ",
    };
    let quote: Vec<_> = mark.anchor.quote.split_whitespace().collect();
    let words: String = quote.join(" ").chars().take(100).collect();
    let path = CleanText::path(&mark.anchor.document.path.0);
    let was = mark.first_words().map(|was| format!("was “{}”", single_spaced(was)));
    let about: Vec<_> = [mark.label(), mark.note.clone(), was.unwrap_or_default()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let about = if about.is_empty() { String::new() } else { format!(" [{}]", about.join(": ")) };
    CleanText::line(&format!("{}  {state}  {path}  “{words}”{about}", mark.id)).as_str().to_owned()
}

/// Removes the bookmarks with these ids, or with these beginnings of ids.
///
/// # Errors
/// [`BookmarksError`] if the store fails; those before it are removed.
pub fn remove(desk: &Desk<'_>, ids: &[&str]) -> Result<VerbOutcome, BookmarksError> {
    let mut store = Store::open(desk.folder, desk.now)?;
    let mut outcome = VerbOutcome { messages: store.take_notices(), ..VerbOutcome::default() };
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
                outcome.messages.push(CleanText::line(&words));
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
) -> Result<VerbOutcome, BookmarksError> {
    let mut store = Store::open(desk.folder, desk.now)?;
    let marks: Vec<Bookmark> = store.bookmarks().values().cloned().collect();
    out.write_all(export(format, &marks).as_bytes())?;
    let mut messages = store.take_notices();
    messages.extend(marks.is_empty().then(none_kept));
    Ok(VerbOutcome { found: !marks.is_empty(), messages, ..VerbOutcome::default() })
}

fn none_kept() -> CleanText {
    CleanText::line("no bookmarks are kept")
}

/// The bookmarks of each document.
pub fn by_document(store: &Store) -> BTreeMap<&Path, Vec<&Bookmark>> {
    let mut documents: BTreeMap<&Path, Vec<&Bookmark>> = BTreeMap::new();
    for mark in store.bookmarks().values() {
        documents.entry(&mark.anchor.document.path.0).or_default().push(mark);
    }
    documents
}

#[cfg(test)]
mod tests;
