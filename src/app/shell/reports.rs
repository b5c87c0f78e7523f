//! What comes back from outside: files found and looked into, matches in long documents, facts,
//! bookmarks, what was looked up.

use std::path::PathBuf;
use std::sync::Arc;

use super::state::State;
use super::{corrections, documents, focus, following, links, list_columns, renamed_file};
use crate::app::base::field::Field;
use crate::app::base::pane_id::PaneId;
use crate::app::panes::pane::Outcome;
use crate::config::ListColumn;
use crate::document::Document;
use crate::library::{Entry, EntryId, Prepared};
use crate::protocol::{
    BookmarkReport, Effect, FactIndex, LookupReport, LookupRequest, NewDocuments, Notice, Progress,
    Scanned, SearchReport,
};
use crate::text::{CleanText, Span};

/// Files were found, or looked into. Once all have been, the first of the list is shown.
pub fn catalogued(state: &mut State, entries: Vec<Prepared>) -> Vec<Outcome> {
    let mut entries = entries;
    let reload = reload(state, &entries);
    for entry in &mut entries {
        let was_read = state.journey.was_read(&entry.path, entry.content);
        entry.set_unread(entry.unread && !was_read);
    }
    let put = state.catalogue.put(entries);
    state.list.keep_up(&state.catalogue);
    let mut outcomes = show_first(state);
    outcomes.extend(reload.map(Outcome::Effect));
    outcomes.extend(renamed_file::follow(state, &put));
    outcomes
}

/// Reads the open document anew if its file was changed.
fn reload(state: &State, entries: &[Prepared]) -> Option<Effect> {
    let open = state.catalogue.get(state.reader.as_ref()?.entry)?;
    let now = entries.iter().find(|entry| entry.path == open.path)?;
    let state_of = |entry: &Entry| {
        let modified = entry.modified.filter(|at| *at != i64::MIN)?;
        Some((entry.bytes, modified))
    };
    let changed = state_of(&open)? != state_of(now)?;
    changed.then(|| documents::anew(state, open.id, open.path))
}

/// Files are not there any more. The page that shows one of them stays, and goes on under another name
/// if there is one.
pub fn gone(state: &mut State, paths: &[PathBuf]) -> Vec<Outcome> {
    let ids: Vec<EntryId> = paths.iter().filter_map(|path| state.catalogue.id_of(path)).collect();
    renamed_file::lose(state, &ids);
    state.catalogue.remove(&ids);
    state.list.absorb(&state.catalogue);
    let outcomes = renamed_file::follow_anywhere(state);
    let lost = state.reader.as_ref().and_then(|reader| reader.lost.as_ref());
    if let Some(lost) = lost.filter(|lost| ids.contains(&lost.id)) {
        let words =
            format!("The file is gone: {}. Its text stays here.", CleanText::path(&lost.path));
        return outcomes.into_iter().chain([Outcome::say(&words)]).collect();
    }
    outcomes
}

/// The search for files ended.
pub fn scanned(state: &mut State, scanned: Scanned) -> Vec<Outcome> {
    state.scan.ended = Some(scanned);
    quiet(state);
    let mut outcomes = list_columns::ask(state);
    outcomes.extend(show_first(state));
    outcomes
}

/// Nothing has happened for a moment: time for what could wait.
pub fn quiet(state: &mut State) {
    if state.list.is_behind(&state.catalogue) {
        state.list.absorb(&state.catalogue);
    }
}

/// The indexing has come further, or has ended: a search finds more.
pub fn indexing(state: &mut State, progress: Option<Progress>) -> Vec<Outcome> {
    state.scan.indexing = progress;
    let mut outcomes = state.ask_again();
    if progress.is_none() {
        outcomes.extend(list_columns::ask(state));
    }
    if progress.is_none() && state.scan.ended.is_some() {
        outcomes.extend(following::indexed(state));
    }
    outcomes
}

/// Something became of bookmarks.
pub fn bookmarks(state: &mut State, report: BookmarkReport) -> Vec<Outcome> {
    let changed = matches!(report, BookmarkReport::Changed(_));
    let (panes, scene) = state.split(false);
    let outcomes = panes.bookmarks.report(report, &scene);
    if changed {
        list_columns::count_bookmarks(state);
    }
    outcomes
}

/// Something became of a search.
pub fn search(state: &mut State, report: SearchReport) -> Vec<Outcome> {
    state.search.report(report)
}

/// The library is to be searched for this.
pub fn search_for(state: &mut State, words: &str) -> Vec<Outcome> {
    let mut outcomes = focus::open(state, PaneId::Search);
    outcomes.extend(state.search.typed(Field::with(words)));
    outcomes
}

/// Something was looked up; what is no longer asked is dropped.
pub fn looked_up(state: &mut State, report: LookupReport) -> Vec<Outcome> {
    let report = match report {
        LookupReport::LinksHere(path, found) => return links::told(state, &path, found),
        LookupReport::DisputedDocuments(counts) => {
            list_columns::counted(state, ListColumn::Disputed, counts);
            return Vec::new();
        }
        LookupReport::NewDocuments(new) => return new_documents(state, new),
        report => report,
    };
    let focus = state.focus;
    if focus != PaneId::Page {
        state.with(focus, |pane, scene| pane.looked_up(&report, scene));
    }
    let (panes, scene) = state.split(false);
    match report {
        LookupReport::Naming(naming, total, documents) => {
            panes.facts.told_elsewhere(&naming, (total, &documents), &scene);
            panes.whole.entities.named(&naming, total, &documents);
        }
        LookupReport::Tallies(class, rows) if focus == PaneId::Entities => {
            return panes.whole.entities.told(class, rows, scene.corrections);
        }
        LookupReport::Trends(class, axis, trends) => {
            panes.whole.entities.trends_told(class, axis, trends);
        }
        LookupReport::Ranges(ranges) if focus == PaneId::Ranges => panes.whole.ranges.take(ranges),
        LookupReport::Failed(request, why) => {
            if let LookupRequest::Elsewhere(_) = request {
                panes.facts.elsewhere = None;
            }
            let told =
                matches!(request, LookupRequest::LinksHere(_) | LookupRequest::DisputedDocuments);
            // Nobody asked for the count at the foot.
            let unasked =
                matches!(request, LookupRequest::NewDocuments(_)) && focus != PaneId::NewDocuments;
            if (focus.is_whole() || told) && !unasked {
                return vec![Outcome::say(&why)];
            }
        }
        // The pane that has the keys took it, if it is of any use to it.
        _ => {}
    }
    Vec::new()
}

/// What is new since the last sitting is known. What is wrong with what is remembered is said once.
fn new_documents(state: &mut State, new: Arc<NewDocuments>) -> Vec<Outcome> {
    list_columns::count_new(state, &new);
    let problem = new.problem.clone().filter(|_| state.whole.new_documents.new.is_none());
    state.whole.new_documents.take(new);
    problem.map(|words| Outcome::Notify(Notice::warning(&words))).into_iter().collect()
}

/// Shows the document that was open last time, or the first of the list; a single document is
/// opened to be read. Not before the order of the list is known, nor once the user has moved.
fn show_first(state: &mut State) -> Vec<Outcome> {
    let alone = state.catalogue.len() == 1;
    let settled = state.scan.ended.is_some() && (alone || state.catalogue.waiting() == 0);
    if !settled || state.list.touched || state.reader.is_some() || state.journey.towards.is_some() {
        return Vec::new();
    }
    quiet(state);
    following::resume(state);
    match state.list.selected() {
        Some(entry) if alone => documents::enter(state, entry, None),
        _ => documents::preview(state),
    }
}

/// The first match in a long document is known; that of an older search is dropped.
pub fn first_hit(state: &mut State, entry: EntryId, query: &str, hit: Span) {
    let reader = state.reader.as_mut().filter(|reader| reader.entry == entry);
    if let Some(reader) = reader
        && reader.find.as_ref().is_some_and(|find| find.query == query)
    {
        reader.found_first(hit);
    }
}

/// Matches in a long document arrived; those of an older search are dropped.
pub fn hits(state: &mut State, entry: EntryId, query: &str, hits: Vec<Span>) {
    let reader = state.reader.as_mut().filter(|reader| reader.entry == entry);
    if let Some(reader) = reader
        && reader.find.as_ref().is_some_and(|find| find.query == query && find.hits.is_none())
    {
        reader.found(hits);
    }
}

/// The facts of a document are known. Those of another text are dropped.
pub fn facts(state: &mut State, entry: EntryId, document: &Arc<Document>, facts: Arc<FactIndex>) {
    let reader = state.reader.as_mut().filter(|reader| reader.entry == entry);
    if let Some(reader) = reader.filter(|reader| Arc::ptr_eq(&reader.document, document)) {
        reader.uncorrected = Some(facts);
        corrections::apply(state);
    }
}

/// The facts of a document could not be found. That stays said as long as it is open.
pub fn no_facts(state: &mut State, entry: EntryId, document: &Arc<Document>, why: &CleanText) {
    let reader = state.reader.as_mut().filter(|reader| reader.entry == entry);
    if let Some(reader) = reader.filter(|reader| Arc::ptr_eq(&reader.document, document)) {
        reader.no_facts = true;
        state.tell(Notice::warning(why));
    }
}
