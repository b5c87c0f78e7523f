//! What is reported of a request that a thread did not do, purpose by purpose: the screen must not wait
//! for an answer that never comes. Decides nothing about documents.

use std::path::PathBuf;
use std::sync::Arc;

use crate::bookmarks::Bookmark;
use crate::corpus::scanner::ScanRequest;
use crate::document::Document;
use crate::files::worker::Failure;
use crate::library::{CatalogueView, EntryId};
use crate::protocol::{
    ArrangeReport, ArrangeRequest, BookmarkReport, BookmarkRequest, Event, FilterReport,
    FilterRequest, FollowReport, FollowRequest, LookupReport, LookupRequest, Notice, PipeRequest,
    Proposals, ReadPassage, Scanned, SearchReport, SearchRequest,
};
use crate::reading::finding::FindRequest;
use crate::text::CleanText;
use crate::userdata::resolve::Placing;

/// A document was not read.
pub fn unread((entry, _): &(EntryId, PathBuf), failure: &Failure) -> Vec<Event> {
    vec![Event::Unopened { entry: *entry, why: said("The document was not read", failure) }]
}

/// A document was not searched.
pub fn unfound(search: &FindRequest, failure: &Failure) -> Vec<Event> {
    let FindRequest { entry, query, .. } = search;
    let none = Event::Hits { entry: *entry, query: query.clone(), hits: Vec::new() };
    vec![none, told("Not every match is shown", failure)]
}

/// The library was not searched.
pub fn unsearched(request: &SearchRequest, failure: &Failure) -> Vec<Event> {
    let why = said("Nothing was searched", failure);
    vec![Event::Search(SearchReport::Failed { ticket: request.ticket, why })]
}

/// The index was not asked what the list shows.
pub fn unfiltered(request: &FilterRequest, failure: &Failure) -> Vec<Event> {
    let why = said("The texts were not looked at", failure);
    vec![Event::Filtered(FilterReport { words: request.words.clone(), answer: Err(why) })]
}

/// The rows of the list were not found out.
pub fn unarranged(request: &ArrangeRequest, failure: &Failure) -> Vec<Event> {
    let why = said("The list is as it was", failure);
    vec![Event::Arranged(ArrangeReport { number: request.number, rows: Err(why) })]
}

/// Something was not looked up.
pub fn not_looked_up(request: &LookupRequest, failure: &Failure) -> Vec<Event> {
    let why = said("Nothing was looked up", failure);
    vec![Event::LookedUp(LookupReport::Failed(request.clone(), why))]
}

/// A link was not followed.
pub fn unfollowed(request: &FollowRequest, failure: &Failure) -> Vec<Event> {
    let why = said("The link was not followed", failure);
    vec![Event::Followed(request.clone(), FollowReport::Refused(why))]
}

/// A command was not run.
pub fn unpiped(_: &PipeRequest, failure: &Failure) -> Vec<Event> {
    vec![told("The command was not run", failure)]
}

/// The facts of a document were not found.
pub fn without_facts(
    (entry, document): &(EntryId, Arc<Document>),
    failure: &Failure,
) -> Vec<Event> {
    let why = said("The facts of this document could not be found", failure);
    vec![Event::NoFacts { entry: *entry, document: Arc::clone(document), why }]
}

/// No documents were looked for.
pub fn unscanned(_: &ScanRequest, failure: &Failure) -> Vec<Event> {
    let why = said("Not all documents were looked for", failure);
    let scanned = Scanned { roots: Vec::new(), skipped: vec![why.clone()] };
    vec![Event::Scanned(scanned), Event::Notice(Notice::warning(&why))]
}

/// Passages were not looked for.
pub fn unplaced(_: &Placing, failure: &Failure) -> Vec<Event> {
    vec![told("The places of bookmarks were not found", failure)]
}

/// The places that come into question for a passage were not looked for.
pub fn unproposed(
    (mark, _): &(Arc<Bookmark>, Option<CatalogueView>),
    failure: &Failure,
) -> Vec<Event> {
    let none = BookmarkReport::Proposed(mark.id.clone(), Proposals::default());
    vec![Event::Bookmarks(none), told("The places of a bookmark were not found", failure)]
}

/// How sure the places of bookmarks are was not found out.
pub fn unchecked(_: &Vec<Arc<Bookmark>>, failure: &Failure) -> Vec<Event> {
    let why = said("Not every bookmark was looked for", failure);
    vec![Event::Bookmarks(BookmarkReport::Checked(Err(why)))]
}

/// Something was not done with bookmarks.
pub fn unmarked(request: &BookmarkRequest, failure: &Failure) -> Vec<Event> {
    let why = said("Your bookmarks were not changed", failure);
    match request {
        BookmarkRequest::Add { ticket, .. } => {
            vec![Event::Bookmarks(BookmarkReport::Refused { ticket: *ticket, why })]
        }
        _ => vec![Event::Notice(Notice::warning(&why))],
    }
}

/// A document of which a passage is meant was not read.
pub fn passage_unread(wanted: &ReadPassage, failure: &Failure) -> Vec<Event> {
    let why = said("The document was not read", failure);
    vec![Event::PassageRead(wanted.clone(), Err(why))]
}

/// How many facts documents have was not counted anew.
pub fn uncounted(failure: &Failure) -> Vec<Event> {
    vec![told("The list does not count what you corrected", failure)]
}

/// Something was not kept for the next time.
pub fn unkept(failure: &Failure) -> Vec<Event> {
    vec![Event::Notice(Notice::warning(&said("Not everything is kept", failure)))]
}

fn said(what: &str, failure: &Failure) -> CleanText {
    CleanText::line(&format!("{what}: {failure}."))
}

fn told(what: &str, failure: &Failure) -> Event {
    Event::Notice(Notice::warning(&said(what, failure)))
}
