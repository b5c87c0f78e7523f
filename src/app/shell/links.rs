//! Following links: into other documents and their sections, or out of the program once the whole address
//! was seen; and what links here. Files are looked for by `runtime`.

use std::path::{Path, PathBuf};

use super::state::{Over, State};
use super::{copying, documents, jumps};
use crate::app::base::pane_id::PaneId;
use crate::app::panes::chooser::Chooser;
use crate::app::panes::link_boxes::BoxRoom;
use crate::app::panes::pane::Outcome;
use crate::document::{FileTarget, LinkTarget, link_stem};
use crate::library::EntryId;
use crate::protocol::{
    Effect, FollowReport, FollowRequest, LinkPassage, LinkPassages, LookupRequest, Notice,
};
use crate::text::{CleanText, Span};

/// Follows the link that is stood on, or that of a number.
pub fn here(state: &mut State, number: Option<usize>) -> Vec<Outcome> {
    let Some(reader) = &state.reader else { return vec![Outcome::say("No document is open.")] };
    match (reader.link(number), number) {
        (Some((span, target)), _) => follow(state, &target, span),
        (None, Some(number)) => {
            vec![Outcome::say(&format!("This document has no link {number}; x lists its links."))]
        }
        (None, None) => {
            vec![Outcome::say(
                "No link is stood on here: ]x goes to the next one, x lists them all.",
            )]
        }
    }
}

/// Follows a link to `address`, whose words stand at `span` of the open document.
pub fn follow(state: &mut State, address: &CleanText, span: Span) -> Vec<Outcome> {
    let Some(reader) = &state.reader else { return Vec::new() };
    match LinkTarget::of(address) {
        LinkTarget::Section(name) => match reader.document.section(&name) {
            Some(section) => {
                state.focus = PaneId::Page;
                vec![Outcome::Go(section)]
            }
            None => vec![Outcome::say(&jumps::no_section(&name))],
        },
        LinkTarget::Address { address, opens } => {
            let room = box_room(state);
            let address = CleanText::line(&address);
            state.over = Some(Over::Chooser(Chooser::address(&address, opens, span, room)));
            Vec::new()
        }
        LinkTarget::File(target) => {
            // A book's chapters are files of its own.
            let name = String::from_utf8_lossy(&target.path);
            let chapter = name.rsplit('/').next().unwrap_or_default();
            if let Some(place) = reader.document.place_below(chapter, &target.fragment) {
                state.focus = PaneId::Page;
                return vec![Outcome::Go(place)];
            }
            let Some(from) = state.path_of(reader.entry) else { return Vec::new() };
            vec![Outcome::Effect(Effect::Follow(FollowRequest { from, target }))]
        }
    }
}

/// It was found where a link leads. What was asked from another document is dropped.
pub fn followed(state: &mut State, request: &FollowRequest, report: FollowReport) -> Vec<Outcome> {
    let from = state.reader.as_ref().and_then(|reader| state.path_of(reader.entry));
    if from.as_ref() != Some(&request.from) {
        return Vec::new();
    }
    let fragment = request.target.fragment.as_str();
    match report {
        FollowReport::Inside(path) => open(state, &path, fragment),
        FollowReport::Outside { path, real } => {
            // What the list shows is of the library, wherever it lies.
            let listed =
                [&path, &real].into_iter().find(|path| state.catalogue.id_of(path).is_some());
            if let Some(path) = listed {
                return open(state, path, fragment);
            }
            let room = box_room(state);
            state.over = Some(Over::Chooser(Chooser::outside(&real, fragment, room)));
            Vec::new()
        }
        FollowReport::Missing(path) => match by_name(state, &request.target) {
            Some(entry) => enter(state, entry, fragment),
            None => {
                let words = format!("There is no file {}.", CleanText::path(&path));
                vec![Outcome::say(&words)]
            }
        },
        FollowReport::Refused(words) => vec![Outcome::say(&words)],
    }
}

/// Opens a file, at the section of that name if one is named.
pub fn open(state: &mut State, path: &Path, fragment: &str) -> Vec<Outcome> {
    let title = CleanText::path(path.file_name().map_or(path, Path::new));
    let entry = documents::entry_of(state, path, &title);
    enter(state, entry, fragment)
}

fn enter(state: &mut State, entry: EntryId, fragment: &str) -> Vec<Outcome> {
    documents::leave_here(state);
    state.journey.section = (!fragment.is_empty()).then(|| (entry, CleanText::line(fragment)));
    let outcomes = documents::enter(state, entry, None);
    if state.here().is_some_and(|here| here.entry == entry) {
        let whole = state.reader.as_ref().is_some_and(|reader| reader.whole);
        jumps::to_section(state, whole);
    }
    outcomes
}

/// The document that a bare name means, as collections of notes use it: the one whose file is called so,
/// with the shortest path if there are several.
fn by_name(state: &State, target: &FileTarget) -> Option<EntryId> {
    if !target.is_bare() {
        return None;
    }
    let stem = target.stem();
    let named = state.catalogue.ids().filter_map(|id| Some((id, state.catalogue.path_of(id)?)));
    let called = |path: &PathBuf| {
        path.file_name().is_some_and(|name| link_stem(&name.to_string_lossy()) == stem)
    };
    let fits = named.filter(|(_, path)| called(path));
    fits.min_by_key(|(_, path)| (path.components().count(), path.clone())).map(|(id, _)| id)
}

/// Asks what links to the open document, or to the one selected.
pub fn links_here(state: &mut State) -> Vec<Outcome> {
    let Some(path) = state.subject().and_then(|entry| state.path_of(entry)) else {
        return vec![Outcome::say("No document is open.")];
    };
    let look = Effect::LookUp(LookupRequest::LinksHere(path));
    vec![Outcome::say("Looking for what links here…"), Outcome::Effect(look)]
}

/// What links to a document is known. It is shown unless something else was begun meanwhile.
pub fn told(state: &mut State, path: &Path, found: LinkPassages) -> Vec<Outcome> {
    let asked = state.subject().and_then(|entry| state.path_of(entry));
    if asked.as_deref() != Some(path) || state.over.is_some() {
        return Vec::new();
    }
    state.notices.retain(|notice| &*notice.words != "Looking for what links here…");
    if found.passages.is_empty() && !found.more {
        let grows = state.scan.ended.is_none() || state.scan.indexing.is_some();
        let so_far = if grows { ", as far as it is indexed" } else { "" };
        return vec![Outcome::say(&format!(
            "Nothing in the library links to this document{so_far}."
        ))];
    }
    state.over = Some(Over::Chooser(Chooser::links_here(found)));
    Vec::new()
}

/// Opens the document that holds a link, at it.
pub fn passage(state: &mut State, passage: &LinkPassage) -> Vec<Outcome> {
    documents::leave_here(state);
    let entry = documents::entry_of(state, &passage.path, &passage.title);
    state.journey.landing = Some((entry, passage.span));
    let outcomes = documents::enter(state, entry, Some(passage.span.start));
    if state.here().is_some_and(|here| here.entry == entry) {
        let whole = state.reader.as_ref().is_some_and(|reader| reader.whole);
        jumps::to_section(state, whole);
    }
    outcomes
}

/// Hands an address to another program.
pub fn browse(address: &CleanText) -> Vec<Outcome> {
    vec![Outcome::Effect(Effect::Browse(address.clone()))]
}

/// Copies an address.
pub fn copy(state: &mut State, words: &CleanText) -> Vec<Outcome> {
    if let Some(refused) = copying::refusal(state) {
        return refused;
    }
    state.tell(Notice::passing(&format!("Copied {words}")));
    vec![Outcome::Effect(Effect::Copy(words.clone()))]
}

/// Columns and rows that a box has here, as `view` gives them: at most 84 columns, with a frame, and five
/// sixths of the lines, with a frame and a field.
pub fn box_room(state: &State) -> BoxRoom {
    let size = state.screen.size;
    let columns = usize::from(size.width.min(84)).saturating_sub(4).max(1);
    let rows = usize::from(size.height.saturating_sub(size.height / 6)).saturating_sub(3);
    BoxRoom { columns, rows }
}
