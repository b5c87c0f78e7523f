//! Selecting a passage in the page: by keys, by units, with the mouse, by searching. What becomes of
//! the passage (a bookmark, a copy) is told in `bookmarks` and `copying`.

mod motion;
pub mod pointing;

use super::bookmarks::marking;
use super::command::Command;
use super::panes;
use super::reader::{Reader, Unit};
use super::state::State;
use super::typed::Request;
use crate::protocol::Notice;
use crate::text::{Span, length_in_words};

/// The most bytes whose words are counted: a selection is painted with every key.
const COUNTED: usize = 64 * 1024;

/// How often one key is repeated at most.
const MOST: usize = 1000;

/// Carries out a command about selecting. False if it is none.
pub fn run(state: &mut State, request: Request) -> bool {
    match request.command {
        Command::SelectCharacters => select(state, Unit::Character),
        Command::SelectLines => select(state, Unit::Line),
        Command::SelectWord => take(state, Unit::Word, request),
        Command::SelectSentence => take(state, Unit::Sentence, request),
        Command::SelectParagraph => take(state, Unit::Paragraph, request),
        Command::SelectAgain => again(state),
        Command::OtherEnd => with(state, Reader::turn_selection),
        _ => return motion::run(state, request),
    }
    true
}

/// Carries out a movement of the page with the cursor. False if nothing is being selected.
pub fn moves(state: &mut State, request: Request) -> bool {
    let Some(reader) = state.reader.as_mut().filter(|r| r.selecting.now.is_some()) else {
        return false;
    };
    let times = request.times();
    let (page, half) = (reader.page_step(), reader.half_step());
    let text = reader.document.text().len();
    match (request.command, request.count) {
        (Command::Down, _) => reader.move_by_lines(times),
        (Command::Up, _) => reader.move_by_lines(-times),
        (Command::HalfDown, _) => reader.move_by_rows(half.saturating_mul(times)),
        (Command::HalfUp, _) => reader.move_by_rows(half.saturating_mul(-times)),
        (Command::PageDown | Command::ReadOn, _) => reader.move_by_rows(page.saturating_mul(times)),
        (Command::PageUp, _) => reader.move_by_rows(page.saturating_mul(-times)),
        (Command::Top | Command::Bottom, Some(number)) => {
            let block = reader.document.blocks().get(number.saturating_sub(1));
            let start = block.map_or(text, |block| block.span.start);
            reader.move_cursor(start);
        }
        (Command::Top, None) => reader.move_cursor(0),
        (Command::Bottom, None) => reader.move_cursor(text),
        (Command::Percent, Some(percent)) => {
            let offset = reader.at_percent(percent);
            reader.move_cursor(offset);
        }
        _ => {}
    }
    true
}

/// Leaves off selecting. False if nothing is being selected.
pub fn leave(state: &mut State) -> bool {
    let selecting = state.reader.as_mut().filter(|reader| reader.selecting.now.is_some());
    selecting.map(Reader::deselect).is_some()
}

/// A jump that landed elsewhere than `before` takes the selection along.
pub fn follow(state: &mut State, before: Option<Span>) {
    with(state, |reader| {
        if let Some(landed) = reader.landed.filter(|landed| Some(*landed) != before) {
            reader.extend_over(landed);
        }
    });
}

/// A match that was gone to is taken into the selection.
pub fn follow_match(state: &mut State) {
    with(state, |reader| {
        if let Some(hit) = reader.find.as_ref().and_then(|find| find.here()) {
            reader.extend_over(hit);
        }
    });
}

/// How much is selected, as the foot of the screen says it.
pub fn said(reader: &Reader) -> Option<String> {
    let span = reader.selecting.now?.span();
    if span.len() > COUNTED {
        return Some("more than 10,000 words selected".to_owned());
    }
    let words = length_in_words(reader.document.words(span));
    Some(if words == 1 { "1 word selected".to_owned() } else { format!("{words} words selected") })
}

/// Selects by a unit; leaves off if that is how one selects already.
fn select(state: &mut State, unit: Unit) {
    let Some(at) = ready(state) else { return };
    let unit_now = state.reader.as_ref().and_then(|r| r.selecting.now).map(|s| s.unit);
    with_reader(state, |reader| match unit_now {
        Some(now) if now == unit => reader.deselect(),
        Some(_) => reader.set_unit(unit),
        None => reader.select(unit, at),
    });
}

/// Selects the unit here; one that is selected already and the one after it.
fn take(state: &mut State, unit: Unit, request: Request) {
    let Some(at) = ready(state) else { return };
    with_reader(state, |reader| {
        for _ in 0..request.times().unsigned_abs().min(MOST) {
            match reader.selecting.now {
                Some(_) => grow(reader, unit),
                None => begin(reader, unit, at),
            }
        }
    });
}

fn begin(reader: &mut Reader, unit: Unit, at: usize) {
    if let Some(stop) = reader.stop_near(at) {
        let span = reader.unit_at(unit, stop.start);
        reader.select_span(span);
    }
}

fn grow(reader: &mut Reader, unit: Unit) {
    let Some(selection) = reader.selecting.now else { return };
    let (span, here) = (selection.span(), reader.unit_at(unit, selection.cursor));
    if selection.anchor == selection.head && !span.covers(here) {
        return reader.select_span(here);
    }
    if !span.covers(here) {
        return reader.extend_over(here);
    }
    let next = match selection.is_turned() {
        true => reader.next_letter(span.start, false),
        false => reader.next_letter(span.end.saturating_sub(1), true),
    };
    if let Some(next) = next {
        let unit = reader.unit_at(unit, next.start);
        reader.extend_over(unit);
    }
}

fn again(state: &mut State) {
    if ready(state).is_none() {
        return;
    }
    let Some(last) = state.reader.as_ref().and_then(|reader| reader.selecting.last) else {
        return state.tell(Notice::passing("Nothing has been selected in this document."));
    };
    with_reader(state, |reader| {
        reader.selecting.now = Some(last);
        reader.reveal(last.span());
    });
}

/// The page gets the keys; returns where selecting begins. With a sentence if there are no words.
fn ready(state: &mut State) -> Option<usize> {
    if state.reader.is_none() {
        state.tell(Notice::passing("No document is open to select in."));
        return None;
    }
    panes::show_page(state);
    state.settle();
    let reader = state.reader.as_mut()?;
    if reader.stop_near(0).is_some() {
        return Some(beginning(reader));
    }
    state.tell(Notice::passing("This document has no words to select."));
    None
}

/// Where selecting begins: at the passage jumped to, the match one stands on, the place where one left
/// off, if they are in sight; else with the first paragraph on the page.
fn beginning(reader: &Reader) -> usize {
    let visible = reader.visible();
    let hit = reader.find.as_ref().and_then(|find| find.here());
    let left = reader.selecting.last.map(|last| Span::at(last.cursor));
    let passages = [reader.landed, hit, left].into_iter().flatten();
    let seen = passages.map(|span| span.start).find(|start| visible.contains(*start));
    let paragraph = || marking::chosen(reader).map_or(visible.start, |span| span.start);
    seen.unwrap_or_else(|| paragraph().max(visible.start))
}

fn with_reader(state: &mut State, act: impl FnOnce(&mut Reader)) {
    if let Some(reader) = &mut state.reader {
        act(reader);
    }
}

/// Acts if something is being selected.
fn with(state: &mut State, act: impl FnOnce(&mut Reader)) {
    if let Some(reader) = state.reader.as_mut().filter(|reader| reader.selecting.now.is_some()) {
        act(reader);
    }
}
