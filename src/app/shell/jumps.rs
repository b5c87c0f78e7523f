//! Jumps inside the open document and into others: passages, bookmarks, letter marks, the place that the
//! command line names, and the way back.

use std::path::Path;

use super::documents;
use super::state::State;
use crate::app::base::journey::Spot;
use crate::app::base::locator::Locator;
use crate::app::base::pane_id::PaneId;
use crate::app::panes::pane::Outcome;
use crate::bookmarks::{Bookmark, Digest, ReadingPlace};
use crate::library::EntryId;
use crate::protocol::{Effect, MarkedPlace, Memo, Notice};
use crate::query::Pattern;
use crate::text::{CleanText, Span};

/// To a passage of the open document, which comes to the top of the page.
pub fn go(state: &mut State, span: Span) {
    documents::leave_here(state);
    if let Some(reader) = &mut state.reader {
        reader.go(span.start);
        reader.landed = Some(span);
    }
}

/// Shows a passage and marks it; the place that is left is noted. The sidebar keeps the keys where the
/// page stands beside it.
pub fn land(state: &mut State, span: Span) {
    documents::leave_here(state);
    let beside = state.geometry().is_some_and(|panes| panes.page.is_some());
    if !beside && state.focus == PaneId::Side {
        state.focus = PaneId::Page;
        state.settle();
    }
    reveal(state, span);
}

/// Brings a passage of the open document into sight and marks it.
pub fn reveal(state: &mut State, span: Span) {
    if let Some(reader) = &mut state.reader {
        reader.land(span);
    }
}

/// To the passage of a bookmark, in whatever document it is.
pub fn to_bookmark(state: &mut State, mark: &Bookmark) -> Vec<Outcome> {
    let placed = state.bookmarks.here.iter().find(|placed| placed.id == mark.id).cloned();
    if let Some(placed) = placed.filter(|_| state.reader.is_some()) {
        state.focus = PaneId::Page;
        state.settle();
        return vec![match placed.span {
            Some(span) => Outcome::Land(span),
            None => Outcome::say("The passage is no longer in this document."),
        }];
    }
    let title = CleanText::line(&mark.citation.title);
    let entry = documents::entry_of(state, &mark.anchor.document.path.0, &title);
    state.bookmarks.towards = Some(mark.id.clone());
    documents::enter(state, entry, Some(mark.anchor.offset))
}

/// Marks the top of the page with a letter.
pub fn set_mark(state: &mut State, letter: Option<char>) -> Vec<Outcome> {
    let (Some(letter), Some(here)) = (letter, state.here()) else { return Vec::new() };
    let Some(path) = state.path_of(here.entry) else { return Vec::new() };
    let Some(reader) = &state.reader else { return Vec::new() };
    let place = ReadingPlace::of(reader.document.text(), here.offset);
    let content = state.content_of(here.entry);
    let marked = MarkedPlace { path: path.clone(), content, place: place.clone() };
    state.journey.marks.insert(letter, marked);
    state.tell(Notice::passing(&format!("Marked with {letter}; '{letter} leads back here.")));
    let memo = Memo::Mark { letter, path, content, place };
    vec![Outcome::Effect(Effect::Remember(memo))]
}

/// Letter marks of a file that has another name now are kept under that: once something is remembered
/// under the new name, nobody looks for the old one any more.
pub fn rename_marks(
    state: &mut State,
    old: &Path,
    (now, content): (&Path, Option<Digest>),
) -> Vec<Outcome> {
    let marks = state.journey.marks.iter_mut().filter(|(_, marked)| marked.path == old);
    let renamed = marks.map(|(letter, marked)| {
        now.clone_into(&mut marked.path);
        marked.content = content;
        let (path, place) = (marked.path.clone(), marked.place.clone());
        Outcome::Effect(Effect::Remember(Memo::Mark { letter: *letter, path, content, place }))
    });
    renamed.collect()
}

/// Goes to the place marked with a letter, in whatever document it is.
pub fn go_to_mark(state: &mut State, letter: Option<char>) -> Vec<Outcome> {
    let Some(letter) = letter else { return Vec::new() };
    let Some(marked) = state.journey.marks.get(&letter).cloned() else {
        state.tell(Notice::passing(&format!("Nothing is marked with {letter}.")));
        return Vec::new();
    };
    match entry_of(state, &marked) {
        Some(entry) => {
            documents::leave_here(state);
            documents::go_to_place(state, entry, marked.place)
        }
        None => {
            let name = CleanText::path(&marked.path);
            state.tell(Notice::passing(&format!(
                "{name}, marked with {letter}, is not in this list."
            )));
            Vec::new()
        }
    }
}

/// The document of a marked place, whatever its name is now.
fn entry_of(state: &State, marked: &MarkedPlace) -> Option<EntryId> {
    let MarkedPlace { path, content, .. } = marked;
    state.catalogue.id_of(path).or_else(|| {
        let renamed = state.journey.renamed.iter().find(|(_, old)| *old == path);
        let renamed = renamed.and_then(|(now, _)| state.catalogue.id_of(now));
        let same = |id: &EntryId| content.is_some() && state.content_of(*id) == *content;
        renamed.or_else(|| state.catalogue.ids().find(same))
    })
}

/// Where the last jump began.
pub fn last(state: &mut State) -> Vec<Outcome> {
    let spot = state.here().and_then(|here| state.journey.swap(here));
    visit(state, spot)
}

/// Back along the places visited; from the passage that a pane led to, back to that pane.
pub fn back(state: &mut State) -> Vec<Outcome> {
    let depth = state.journey.depth();
    let from = state.journey.opened_from.take_if(|(_, then)| depth <= *then);
    if let Some((pane, _)) = from.filter(|_| !state.focus.is_whole()) {
        return vec![Outcome::Open(pane)];
    }
    let here = state.here();
    let spot = state.journey.back(here);
    visit(state, spot)
}

/// Forward again.
pub fn forward(state: &mut State) -> Vec<Outcome> {
    let here = state.here();
    let spot = state.journey.forward(here);
    visit(state, spot)
}

fn visit(state: &mut State, spot: Option<Spot>) -> Vec<Outcome> {
    match spot {
        Some(spot) => documents::go(state, spot),
        None => vec![Outcome::say("No other place has been visited.")],
    }
}

/// Goes to the section that a link names, in the document it leads to. What the head of a long document
/// does not have is looked for again when the rest is there.
pub fn to_section(state: &mut State, whole: bool) {
    to_passage(state, whole);
    let Some((entry, name)) = state.journey.section.take() else { return };
    let Some(reader) = state.reader.as_mut().filter(|reader| reader.entry == entry) else { return };
    match reader.document.section(&name) {
        Some(span) => {
            reader.go(span.start);
            reader.landed = Some(span);
        }
        None if whole => state.tell(Notice::passing(&no_section(&name))),
        None => state.journey.section = Some((entry, name)),
    }
}

/// Marks the passage that was to be opened, if the text is that long.
fn to_passage(state: &mut State, whole: bool) {
    let Some((entry, span)) = state.journey.landing.take() else { return };
    let Some(reader) = state.reader.as_mut().filter(|reader| reader.entry == entry) else { return };
    match span.fits(reader.document.text()) {
        true => reader.land(span),
        false if whole => {}
        false => state.journey.landing = Some((entry, span)),
    }
}

/// What is said of a name that no section has.
pub fn no_section(name: &str) -> String {
    format!("This document has no section “{}”.", CleanText::line(name))
}

/// Goes to the place that the command line names, in the document that was opened. What the head of a
/// long document does not have is looked for again when the rest is there.
pub fn to_named(state: &mut State, whole: bool) {
    to_section(state, whole);
    let Some(locator) = state.journey.locator.take() else { return };
    let Some(reader) = &mut state.reader else { return };
    match &locator {
        Locator::Paragraph(number) => reader.to_paragraph(*number),
        Locator::Page(number) => reader.to_page(Some(*number)),
        Locator::Percent(percent) => reader.to_percent(*percent),
        Locator::Words(words) => {
            let pattern = Pattern::new(words);
            let hit = pattern.and_then(|pattern| pattern.first_from(reader.document.text(), 0));
            if let Some(hit) = hit {
                reader.land(hit);
                return;
            }
            if whole {
                let words = CleanText::line(words);
                let words = format!("“{words}” does not occur in this document.");
                state.tell(Notice::passing(&words));
            }
        }
    }
    if !whole {
        state.journey.locator = Some(locator);
    }
}
