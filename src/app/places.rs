//! Jumps: headings, letter marks, and the way back.

use super::journey::Spot;
use super::opening;
use super::state::State;
use crate::protocol::{Effect, Memo, Notice};
use crate::text::Span;

/// To a passage of the open document.
pub fn go(state: &mut State, span: Span) {
    leave_here(state);
    if let Some(reader) = &mut state.reader {
        reader.go(span.start);
        reader.landed = Some(span);
    }
}

/// To another heading.
pub fn heading(state: &mut State, count: isize) {
    let here = state.here();
    let moved = state.reader.as_mut().is_some_and(|reader| reader.to_heading(count));
    match (moved, here) {
        (true, Some(here)) => state.journey.leave(here),
        _ => state.tell(Notice::passing("No heading that way.")),
    }
}

/// To another paragraph that was changed while the document was open.
pub fn change(state: &mut State, count: isize) {
    let Some(reader) = &state.reader else { return };
    if reader.changed.is_empty() {
        return state
            .tell(Notice::passing("Nothing of this document was changed since you opened it."));
    }
    let here = reader.landed.map_or_else(|| reader.visible().start, |span| span.start);
    let on = reader.landed.is_some();
    let ahead = |span: &Span| if on { span.start <= here } else { span.start < here };
    let target = match usize::try_from(count) {
        Ok(steps) => Some(reader.changed.partition_point(ahead) + steps.saturating_sub(1)),
        Err(_) => {
            let before = reader.changed.partition_point(|span| span.start < here);
            before.checked_sub(count.unsigned_abs())
        }
    };
    match target.and_then(|at| reader.changed.get(at)).copied() {
        Some(span) => show(state, span),
        None => state.tell(Notice::passing("No changed paragraph that way.")),
    }
}

/// Brings a passage of the open document into sight and marks it.
fn show(state: &mut State, span: Span) {
    leave_here(state);
    if let Some(reader) = &mut state.reader {
        reader.reveal(span);
        reader.landed = Some(span);
    }
}

/// Marks the top of the page with a letter.
pub fn set_mark(state: &mut State, letter: Option<char>) -> Vec<Effect> {
    let (Some(letter), Some(here)) = (letter, state.here()) else { return Vec::new() };
    let Some(path) = state.path_of(here.entry) else { return Vec::new() };
    state.journey.marks.insert(letter, (path.clone(), here.offset));
    state.tell(Notice::passing(&format!("Marked with {letter}; '{letter} leads back here.")));
    vec![Effect::Remember(Memo::Mark { letter, path, offset: here.offset })]
}

/// Goes to the place marked with a letter, in whatever document it is.
pub fn go_to_mark(state: &mut State, letter: Option<char>) -> Vec<Effect> {
    let Some(letter) = letter else { return Vec::new() };
    let Some((path, offset)) = state.journey.marks.get(&letter) else {
        state.tell(Notice::passing(&format!("Nothing is marked with {letter}.")));
        return Vec::new();
    };
    let offset = *offset;
    match state.catalogue.id_of(path) {
        Some(entry) => {
            leave_here(state);
            opening::go(state, Spot { entry, offset })
        }
        None => {
            let name = crate::text::Shown::path(path);
            state.tell(Notice::passing(&format!(
                "{name}, marked with {letter}, is not in this list."
            )));
            Vec::new()
        }
    }
}

/// Where the last jump began.
pub fn last(state: &mut State) -> Vec<Effect> {
    let spot = state.here().and_then(|here| state.journey.swap(here));
    visit(state, spot)
}

/// Back along the places visited.
pub fn back(state: &mut State) -> Vec<Effect> {
    let here = state.here();
    let spot = state.journey.back(here);
    visit(state, spot)
}

/// Forward again.
pub fn forward(state: &mut State) -> Vec<Effect> {
    let here = state.here();
    let spot = state.journey.forward(here);
    visit(state, spot)
}

/// Notes where a jump begins.
pub fn leave_here(state: &mut State) {
    if let Some(here) = state.here() {
        state.journey.leave(here);
    }
}

fn visit(state: &mut State, spot: Option<Spot>) -> Vec<Effect> {
    match spot {
        Some(spot) => opening::go(state, spot),
        None => {
            state.tell(Notice::passing("No other place has been visited."));
            Vec::new()
        }
    }
}
