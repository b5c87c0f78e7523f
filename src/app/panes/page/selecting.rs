//! Selecting a passage in the page: by keys, by units, by searching. What becomes of the passage is not
//! decided here.

use super::{OpenDocument, SelectionUnit, cursor, passage::chosen};
use crate::app::base::command::Command;
use crate::app::base::key_sequence::{MOST_REPEATS, Request};
use crate::text::{Span, length_in_words};

/// The most bytes whose words are counted: a selection is painted with every key.
const COUNTED: usize = 64 * 1024;

/// True for the commands that begin to select, or select otherwise.
pub fn begins(command: Command) -> bool {
    use Command::{
        SelectAgain, SelectCharacters, SelectLines, SelectParagraph, SelectSentence, SelectWord,
    };
    matches!(
        command,
        SelectCharacters
            | SelectLines
            | SelectWord
            | SelectSentence
            | SelectParagraph
            | SelectAgain
    )
}

/// Carries out a command about selecting: what is to be said about it; `None` if it is none.
pub fn run(reader: &mut OpenDocument, request: Request) -> Option<&'static str> {
    if begins(request.command) {
        let Some(at) = beginning(reader) else {
            return Some("This document has no words to select.");
        };
        match request.command {
            Command::SelectCharacters => select(reader, SelectionUnit::Character, at),
            Command::SelectLines => select(reader, SelectionUnit::Line, at),
            Command::SelectWord => take(reader, SelectionUnit::Word, (at, request)),
            Command::SelectSentence => take(reader, SelectionUnit::Sentence, (at, request)),
            Command::SelectParagraph => take(reader, SelectionUnit::Paragraph, (at, request)),
            _ if !again(reader) => return Some("Nothing has been selected in this document."),
            _ => {}
        }
        return Some("");
    }
    let selects = reader.selecting.now.is_some();
    match request.command {
        Command::OtherEnd if selects => reader.turn_selection(),
        Command::OtherEnd => {}
        _ => return cursor::run(reader, request).then_some(""),
    }
    Some("")
}

/// Carries out a movement of the page with the cursor. False if nothing is being selected.
pub fn moves(reader: &mut OpenDocument, request: Request) -> bool {
    if reader.selecting.now.is_none() {
        return false;
    }
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

/// A passage that was landed on, other than `before`, is taken into the selection.
pub fn follow(reader: &mut OpenDocument, before: Option<Span>) {
    if reader.selecting.now.is_some()
        && let Some(landed) = reader.landed.filter(|landed| Some(*landed) != before)
    {
        reader.extend_over(landed);
    }
}

/// A match that was gone to is taken into the selection.
pub fn follow_match(reader: &mut OpenDocument) {
    if reader.selecting.now.is_some()
        && let Some(hit) = reader.find.as_ref().and_then(|find| find.here())
    {
        reader.extend_over(hit);
    }
}

/// How much is selected, as the foot of the screen says it.
pub fn said(reader: &OpenDocument) -> Option<String> {
    let span = reader.selecting.now?.span();
    if span.len() > COUNTED {
        return Some("more than 10,000 words selected".to_owned());
    }
    let words = length_in_words(reader.document.words(span));
    Some(if words == 1 { "1 word selected".to_owned() } else { format!("{words} words selected") })
}

/// Selects by a unit; leaves off if that is how one selects already.
fn select(reader: &mut OpenDocument, unit: SelectionUnit, at: usize) {
    match reader.selecting.now.map(|selection| selection.unit) {
        Some(now) if now == unit => reader.deselect(),
        Some(_) => reader.set_unit(unit),
        None => reader.select(unit, at),
    }
}

/// Selects the unit here; one that is selected already and the one after it.
fn take(reader: &mut OpenDocument, unit: SelectionUnit, (at, request): (usize, Request)) {
    for _ in 0..request.times().unsigned_abs().min(MOST_REPEATS) {
        match reader.selecting.now {
            Some(_) => grow(reader, unit),
            None => begin(reader, unit, at),
        }
    }
}

fn begin(reader: &mut OpenDocument, unit: SelectionUnit, at: usize) {
    if let Some(stop) = reader.stop_near(at) {
        let span = reader.unit_at(unit, stop.start);
        reader.select_span(span);
    }
}

fn grow(reader: &mut OpenDocument, unit: SelectionUnit) {
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

/// Selects again what was selected last. False if nothing was.
fn again(reader: &mut OpenDocument) -> bool {
    let Some(last) = reader.selecting.last else { return false };
    reader.selecting.now = Some(last);
    reader.reveal(last.span());
    true
}

/// Where selecting begins: at the passage jumped to, the match one stands on, the place where one left
/// off, if they are in sight; else with the first paragraph on the page. `None` without words.
fn beginning(reader: &mut OpenDocument) -> Option<usize> {
    reader.stop_near(0)?;
    let visible = reader.visible();
    let hit = reader.find.as_ref().and_then(|find| find.here());
    let left = reader.selecting.last.map(|last| Span::at(last.cursor));
    let passages = [reader.landed, hit, left].into_iter().flatten();
    let seen = passages.map(|span| span.start).find(|start| visible.contains(*start));
    let paragraph = || chosen(reader).map_or(visible.start, |span| span.start);
    Some(seen.unwrap_or_else(|| paragraph().max(visible.start)))
}
