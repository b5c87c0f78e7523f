//! `briefbook index`: builds, describes and deletes the index of a library. The other verbs and the
//! reader build it by themselves; this is for those who want to know, or not to wait later.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;

use serde::Serialize;

use super::args::IndexVerb;
use super::start::library;
use super::{Args, DONE, FAILED, NOTHING, Output, PARTLY, json};
use crate::corpus::build::NotDone;
use crate::corpus::collect;
use crate::corpus::compare::{For, compare};
use crate::corpus::corpus::Corpus;
use crate::corpus::index_dir::Cleared;
use crate::protocol::Event;
use crate::text::CleanText;
use crate::text::grouped;

/// What is known of an index.
#[derive(Serialize)]
struct About {
    folder: Option<String>,
    documents: u64,
    bytes: u64,
    new_or_changed: usize,
    gone: usize,
}

/// Builds, describes or deletes the index.
pub fn run(
    what: IndexVerb,
    path: Option<&Path>,
    as_json: bool,
    args: &Args,
    out: &mut Output,
) -> io::Result<u8> {
    let corpus = match library(&[path.unwrap_or(Path::new(".")).to_owned()], args) {
        Ok(corpus) => corpus,
        Err(reason) => {
            out.message(&reason);
            return Ok(FAILED);
        }
    };
    match what {
        IndexVerb::Build => build(&corpus, as_json, out),
        IndexVerb::Status => {
            tell(&about(&corpus, left(&corpus)), as_json, out)?;
            Ok(DONE)
        }
        IndexVerb::Clear => clear(&corpus, out),
    }
}

fn build(corpus: &Corpus, as_json: bool, out: &mut Output) -> io::Result<u8> {
    if !corpus.index_dir().writes() {
        out.message(
            "no index is kept here: it needs a folder of documents, and a place to be kept",
        );
        return Ok(FAILED);
    }
    let (unreadable, done) = bring_up_to_date(corpus, out, collect::index);
    if let Err(NotDone::Failed(reason)) = &done {
        out.message(reason);
        return Ok(FAILED);
    }
    let left = if done.is_ok() { (0, 0) } else { left(corpus) };
    tell(&about(corpus, left), as_json, out)?;
    Ok(if unreadable > 0 { PARTLY } else { DONE })
}

fn clear(corpus: &Corpus, out: &mut Output) -> io::Result<u8> {
    match corpus.index_dir().clear() {
        Ok(Cleared::All) => Ok(DONE),
        Ok(Cleared::Nothing) => {
            out.message("no index of this is kept");
            Ok(NOTHING)
        }
        Ok(Cleared::NotThoseInUse) => {
            out.message("another briefbook has the index open, so it stays; close that one first");
            Ok(FAILED)
        }
        Err(error) => {
            out.message(&format!("the index could not be deleted: {error}"));
            Ok(FAILED)
        }
    }
}

/// What can be searched once it was tried to bring the index up to date.
#[derive(Clone, Copy, Debug)]
pub(super) struct Searchable {
    /// Documents that were looked into now and cannot be read.
    pub(super) unreadable: usize,
    /// True if these are all documents.
    pub(super) all: bool,
}

impl Searchable {
    /// The exit status where nothing was found: "there is none" only if everything was looked through.
    pub(super) fn without_result(self) -> u8 {
        if self.all { NOTHING } else { FAILED }
    }
}

/// Brings the index up to date. Says what was passed over, and which documents were looked into now
/// and cannot be read. Where the index cannot be written, one in memory is made; `None` if nothing
/// can be searched.
pub(super) fn up_to_date(corpus: &Corpus, out: &mut Output) -> Option<Searchable> {
    let (unreadable, done) = bring_up_to_date(corpus, out, collect::index);
    let Err(NotDone::Failed(reason)) = done else {
        return Some(Searchable { unreadable, all: done.is_ok() });
    };
    let (unreadable, done) = bring_up_to_date(corpus, out, collect::index_in_memory);
    match done {
        Ok(_) => out.message(&format!("{reason}; the documents are searched without it")),
        Err(_) => {
            out.message(&format!("{reason}; these documents cannot be searched"));
            return None;
        }
    }
    Some(Searchable { unreadable, all: true })
}

/// A way to bring an index up to date: what was passed over, and why it is not done.
type Way = fn(&Corpus, &(dyn Fn(Event) + Sync)) -> (Vec<CleanText>, Result<usize, NotDone>);

/// Does it one way, and says what is to be said of the documents. Returns how many of those that were
/// looked into cannot be read.
fn bring_up_to_date(
    corpus: &Corpus,
    out: &mut Output,
    way: Way,
) -> (usize, Result<usize, NotDone>) {
    let unreadable = Mutex::new(Vec::new());
    let shows = io::stderr().is_terminal();
    let report = |event: Event| match event {
        Event::Catalogued(entries) => {
            let failed = entries.into_iter().filter_map(|entry| {
                let reason = entry.failure()?;
                Some(super::about(&entry.path, reason))
            });
            unreadable.lock().unwrap_or_else(PoisonError::into_inner).extend(failed);
        }
        Event::Indexing(Some(told)) if shows => {
            // There is nowhere left to say that standard error is closed.
            let _ = io::stderr().write_all(super::complain(&told.said()).as_bytes());
        }
        _ => {}
    };
    let (skipped, done) = way(corpus, &report);
    let unreadable = unreadable.into_inner().unwrap_or_else(PoisonError::into_inner);
    if matches!(done, Err(NotDone::Failed(_))) {
        return (unreadable.len(), done);
    }
    skipped.iter().for_each(|why| out.message(why));
    unreadable.iter().for_each(|why| out.message(why));
    if done == Err(NotDone::Busy) {
        out.message(
            "not all documents are indexed yet: another briefbook is indexing these, and what it \
             has not reached is not found",
        );
    }
    (unreadable.len(), done)
}

/// How many documents are new or changed, and how many are gone.
fn left(corpus: &Corpus) -> (usize, usize) {
    let comparison = compare(corpus, &AtomicBool::new(false), For::Index);
    (comparison.work.stale.len(), comparison.work.gone.len())
}

fn about(corpus: &Corpus, (new_or_changed, gone): (usize, usize)) -> About {
    let index = corpus.index();
    let folder = corpus.index_dir().folder().filter(|folder| folder.exists());
    About {
        folder: folder.map(|folder| json::path(&folder)),
        documents: index.as_ref().map_or(0, |index| index.len()),
        bytes: index.and_then(|index| index.size().ok()).unwrap_or_default(),
        new_or_changed,
        gone,
    }
}

fn tell(about: &About, as_json: bool, out: &mut Output) -> io::Result<()> {
    if as_json {
        return out.data(&json::line(about));
    }
    let number = |number: u64| grouped(usize::try_from(number).unwrap_or(usize::MAX));
    let folder = about.folder.as_deref().unwrap_or("no index yet");
    let state = match (about.new_or_changed, about.gone) {
        (0, 0) => "up to date".to_owned(),
        (new, 0) => format!("{} new or changed documents to read", grouped(new)),
        (new, gone) => format!(
            "{} new or changed documents to read, {} to forget",
            grouped(new),
            grouped(gone)
        ),
    };
    let (documents, kilobytes) = (number(about.documents), number(about.bytes.div_ceil(1000)));
    out.data(&format!(
        "{}\n{documents} documents, {kilobytes} kB, {state}\n",
        CleanText::line(folder)
    ))
}
