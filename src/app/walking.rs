//! From facts to passages and back: jumping from the sidebar, walking along mentions, details.

use super::across::elsewhere;
use super::facts::{Fact, Row};
use super::geometry::Pane;
use super::state::State;
use super::{panes, places};
use crate::protocol::{Effect, Notice};
use crate::text::Span;

/// Goes to the passage of the selected row. Chosen again, a fact leads to its next mention.
pub fn open(state: &mut State) -> Vec<Effect> {
    match selected(state) {
        Some(Row::Other(document)) => return elsewhere::open(state, document),
        Some(Row::Others) => {}
        Some(Row::Heading(group, _)) => state.panes.facts.toggle(group),
        Some(Row::Passage(fact, span)) => {
            state.panes.facts.followed = Some(fact);
            land(state, span);
        }
        Some(Row::Fact(fact)) => {
            let again = state.panes.facts.followed == Some(fact);
            state.panes.facts.followed = Some(fact);
            let reader = state.reader.as_ref();
            let passages = reader.and_then(|reader| Some(reader.facts.as_ref()?.passages(fact)));
            let passages = passages.unwrap_or_default();
            let landed = reader.and_then(|reader| reader.landed).filter(|_| again);
            let next = landed.and_then(|here| passages.iter().find(|s| s.start > here.start));
            if let Some(span) = next.or(passages.first()) {
                land(state, *span);
            }
        }
        None => {}
    }
    Vec::new()
}

/// The next mention of the fact that is followed, or of any fact that is shown.
pub fn step(state: &mut State, count: isize) {
    if state.focus == Pane::Side
        && let Some(Row::Fact(fact)) = selected(state)
    {
        state.panes.facts.followed = Some(fact);
    }
    for _ in 0..count.unsigned_abs().min(1000) {
        let Some(reader) = &state.reader else { return };
        let Some(found) = &reader.facts else {
            return state.tell(Notice::passing("The facts of this document are not known yet."));
        };
        let from = reader.landed.map_or_else(|| reader.visible().start, |span| span.start);
        let sidebar = &state.panes.facts;
        let wanted = |fact: Fact| match sidebar.followed {
            Some(followed) => fact == followed,
            None => sidebar.is_open(found.group_of(fact)),
        };
        match found.next(from, count > 0, wanted) {
            Some((span, _)) => land(state, span),
            None => return state.tell(Notice::passing("No further mention that way.")),
        }
    }
}

/// Lists every passage of the selected fact, and the other documents that name it; again, all facts.
pub fn details(state: &mut State) -> Vec<Effect> {
    let sidebar = &mut state.panes.facts;
    if let Some(fact) = sidebar.detail.take() {
        select(state, Row::Fact(fact));
        return Vec::new();
    }
    let Some(Row::Fact(fact)) = selected(state) else { return Vec::new() };
    let sidebar = &mut state.panes.facts;
    sidebar.detail = Some(fact);
    sidebar.followed = Some(fact);
    sidebar.selected = 0;
    elsewhere::ask(state, fact)
}

/// Opens or closes the group of the selected row.
pub fn toggle_group(state: &mut State) {
    let group = match selected(state) {
        Some(Row::Heading(group, _)) => Some(group),
        Some(Row::Fact(fact) | Row::Passage(fact, _)) => {
            let found = state.reader.as_ref().and_then(|reader| reader.facts.as_ref());
            found.map(|found| found.group_of(fact))
        }
        Some(Row::Others | Row::Other(_)) | None => None,
    };
    if let Some(group) = group.filter(|_| state.panes.facts.detail.is_none()) {
        state.panes.facts.toggle(group);
        let heading = rows(state)
            .into_iter()
            .position(|row| matches!(row, Row::Heading(heading, _) if heading == group));
        state.panes.facts.selected = heading.unwrap_or(0);
    }
}

/// One step back inside the facts: out of the details, out of a filter, out of what is followed.
pub fn dismiss(state: &mut State) -> bool {
    if state.panes.facts.detail.is_some() {
        // Closing the details asks for nothing.
        let _ = details(state);
        return true;
    }
    let filter = std::mem::take(&mut state.panes.facts.filter);
    if !filter.is_empty() {
        state.panes.facts.selected = 0;
        return true;
    }
    state.panes.facts.followed.take().is_some()
}

/// The rows of the sidebar.
pub fn rows(state: &State) -> Vec<Row> {
    let reader = state.reader.as_ref();
    let found = reader.and_then(|reader| Some((reader, reader.facts.as_ref()?)));
    let Some((reader, found)) = found else { return Vec::new() };
    let mut rows = state.panes.facts.rows(found, reader.document.text());
    let elsewhere = state.across.elsewhere.as_ref();
    if let Some(elsewhere) = elsewhere.filter(|_| state.panes.facts.detail.is_some()) {
        rows.push(Row::Others);
        rows.extend((0..elsewhere.listing.found.documents.len()).map(Row::Other));
    }
    rows
}

fn selected(state: &State) -> Option<Row> {
    rows(state).get(state.panes.facts.selected).copied()
}

fn select(state: &mut State, row: Row) {
    let at = rows(state).into_iter().position(|other| other == row);
    state.panes.facts.selected = at.unwrap_or(0);
}

/// Shows a passage and marks it. The sidebar keeps the focus where the page stands beside it.
fn land(state: &mut State, span: Span) {
    places::leave_here(state);
    let beside = state.geometry().is_some_and(|panes| panes.page.is_some());
    if !beside && state.focus == Pane::Side {
        panes::show_page(state);
        state.settle();
    }
    if let Some(reader) = &mut state.reader {
        reader.reveal(span);
        reader.landed = Some(span);
    }
}
