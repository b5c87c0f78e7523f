//! The workers, each for one purpose: what each does with a request, and what is reported if it was not
//! done. Asks nothing itself: see `effects`.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::failures::{
    not_looked_up, passage_unread, unarranged, uncounted, unfiltered, unfollowed, unkept, unpiped,
    unread, unscanned,
};
use super::incoming::{Incoming, bounded_report, report};
use super::programs::piped;
use crate::corpus::corpus::Corpus;
use crate::corpus::corrected;
use crate::corpus::filter;
use crate::corpus::lookup;
use crate::corpus::queue::IndexQueue;
use crate::corpus::scanner::{ScanRequest, Scanner};
use crate::corpus::watch::Hints;
use crate::files::worker::{CancelToken, Every, Failure, Newest};
use crate::library::{EntryId, RowOrder};
use crate::protocol::{
    ArrangeReport, ArrangeRequest, Event, FilterRequest, FollowRequest, LookupRequest, Memo,
    PipeRequest, ReadPassage,
};
use crate::reading::documents::Documents;
use crate::reading::following::followed;
use crate::userdata::remembered::MemoryKeeper;

/// What the worker that keeps things is asked.
pub(super) enum Keep {
    /// Keep this.
    Memo(Memo),
    /// Find out which of these files that are lost are these new ones.
    Recognise(Vec<PathBuf>, Vec<PathBuf>),
    /// Try once more what could not be kept.
    Retry,
    /// Report which searches were saved in earlier sessions.
    Recall,
    /// Try a last time what could not be kept.
    End,
}

/// A worker that does the newest request, of which `failed` says what is reported if it was not done.
pub(super) fn newest<T: Send + 'static>(
    name: &str,
    sender: &Sender<Incoming>,
    failed: fn(&T, &Failure) -> Vec<Event>,
    work: impl FnMut(&T, &CancelToken<'_>) + Send + 'static,
) -> Newest<T> {
    let tell = report(sender);
    Newest::new(name, work, move |request, failure| {
        failed(request, failure).into_iter().for_each(&tell);
    })
}

/// A worker that does every request, likewise.
pub(super) fn every<T: Send + 'static>(
    name: &str,
    sender: &Sender<Incoming>,
    failed: fn(&T, &Failure) -> Vec<Event>,
    work: impl FnMut(&T) + Send + 'static,
) -> Every<T> {
    let tell = report(sender);
    Every::new(name, work, move |request, failure| {
        failed(request, failure).into_iter().for_each(&tell);
    })
}

/// The worker that keeps what is remembered.
pub(super) fn keeping(remembered: MemoryKeeper, sender: &Sender<Incoming>) -> Every<Keep> {
    let (mut remembered, tell) = (remembered, report(sender));
    let work = move |keep: &Keep| match keep {
        Keep::Memo(memo) => remembered.keep(memo.clone(), &tell),
        Keep::Recognise(lost, new) => remembered.recognise((lost, new), &tell),
        Keep::Retry => remembered.retry(&tell),
        Keep::Recall => remembered.recall(&tell),
        Keep::End => remembered.end(&tell),
    };
    every("keeping", sender, |_, failure| unkept(failure), work)
}

/// A worker that reads documents.
pub(super) fn reading(
    name: &str,
    documents: &Arc<Documents>,
    sender: &Sender<Incoming>,
) -> Newest<(EntryId, PathBuf)> {
    let (documents, told) = (Arc::clone(documents), report(sender));
    newest(name, sender, unread, move |(entry, path), token| {
        documents.open(*entry, path, token, &told);
    })
}

/// A worker that asks the index what passes the filter of the list.
pub(super) fn filtering(corpus: &Arc<Corpus>, sender: &Sender<Incoming>) -> Newest<FilterRequest> {
    let (library, told) = (Arc::clone(corpus), bounded_report(sender));
    newest("filtering", sender, unfiltered, move |request, token| {
        filter::filter(&library, request, token, &told);
    })
}

/// A worker that puts the documents of a long list in order and filters them.
pub(super) fn arranging(sender: &Sender<Incoming>) -> Newest<ArrangeRequest> {
    let (mut kept, told) = (RowOrder::default(), report(sender));
    newest("arranging", sender, unarranged, move |request: &ArrangeRequest, token| {
        // Work that panics leaves nothing half done behind.
        let mut order = std::mem::take(&mut kept);
        let rows = order.rows(&request.catalogue, &request.spec, token.flag());
        kept = order;
        if let Some(rows) = rows {
            let (number, rows) = (request.number, Ok(Arc::new(rows)));
            told(Event::Arranged(ArrangeReport { number, rows }));
        }
    })
}

/// A worker that tells the list what became of the facts of documents since other corrections held.
pub(super) fn correcting(corpus: &Arc<Corpus>, sender: &Sender<Incoming>) -> Newest<()> {
    let (corpus, told) = (Arc::clone(corpus), report(sender));
    newest(
        "correcting",
        sender,
        |(), failure| uncounted(failure),
        move |(), token| {
            corrected::report_changed(&corpus, &|| !token.is_cancelled(), &told);
        },
    )
}

/// A worker that reads documents of which a passage is meant: every one, for each is to be marked or
/// copied as it was asked.
pub(super) fn passages(
    documents: &Arc<Documents>,
    sender: &Sender<Incoming>,
) -> Every<ReadPassage> {
    let (documents, told) = (Arc::clone(documents), report(sender));
    every("passages", sender, passage_unread, move |wanted: &ReadPassage| {
        let read = documents.whole(&wanted.path).map(Arc::new);
        told(Event::PassageRead(wanted.clone(), read));
    })
}

/// A worker that looks facts up in the whole library.
pub(super) fn looking_up(
    name: &str,
    corpus: &Arc<Corpus>,
    sender: &Sender<Incoming>,
) -> Newest<LookupRequest> {
    let (library, told) = (Arc::clone(corpus), report(sender));
    newest(name, sender, not_looked_up, move |request, token| {
        lookup::look_up(&library, request, token, &told);
    })
}

/// The worker that gives texts to commands of the settings.
pub(super) fn piping(sender: &Sender<Incoming>) -> Newest<PipeRequest> {
    let tell = report(sender);
    newest("piping", sender, unpiped, move |request, token| {
        let ended = piped(request, token);
        if !token.is_cancelled() {
            tell(Event::Piped(ended));
        }
    })
}

/// The worker that finds where links lead.
pub(super) fn following(corpus: &Arc<Corpus>, sender: &Sender<Incoming>) -> Newest<FollowRequest> {
    let (library, tell) = (Arc::clone(corpus), report(sender));
    newest("following", sender, unfollowed, move |request: &FollowRequest, _| {
        let found = followed(library.roots(), library.documents().in_memory(), request);
        tell(Event::Followed(request.clone(), found));
    })
}

/// The worker that looks for documents, and what it hears of them.
pub(super) fn looking(
    corpus: &Arc<Corpus>,
    sender: &Sender<Incoming>,
) -> (Newest<ScanRequest>, Arc<Hints>) {
    let hints: Arc<Hints> = Arc::default();
    let queue = IndexQueue::new(Arc::clone(corpus), bounded_report(sender));
    let mut scanner = Scanner::new(Arc::clone(corpus), Arc::clone(&hints), queue);
    let looked = bounded_report(sender);
    let worker: Newest<ScanRequest> = newest("looking", sender, unscanned, move |look, token| {
        scanner.look(*look, token, &looked);
    });
    let reminder = worker.reminder();
    corpus.coverage().when_lost(move || reminder.remind(ScanRequest::Hinted));
    (worker, hints)
}
