//! Where the cursor of a selection goes: words, sentences, paragraphs, line ends, letters. From a
//! place to a place; nothing is selected here.

use super::{LetterSearch, OpenDocument, passage, sentence};
use crate::app::base::command::Command;
use crate::app::base::key_sequence::{MOST_REPEATS, Request};
use crate::text::{Span, WordBounds, cluster_at, cluster_before};

/// Words that are not painted and are passed over in one step.
const UNPAINTED: usize = 64;

/// Carries a motion out. False if the command is none.
pub fn run(reader: &mut OpenDocument, request: Request) -> bool {
    let Some(motion) = motion(request) else { return false };
    if let Motion::Seek(sought) = motion
        && reader.selecting.now.is_some()
    {
        reader.selecting.sought = Some(sought);
    }
    let again = matches!(request.command, Command::SeekOn | Command::SeekBack);
    for turn in 0..request.times().unsigned_abs().min(MOST_REPEATS) {
        let Some(selection) = reader.selecting.now else { break };
        match target(reader, motion, selection.cursor, again || turn > 0) {
            Some(offset) => reader.move_cursor(offset),
            None => break,
        }
    }
    true
}

/// A way for the cursor to go.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Motion {
    Left,
    Right,
    Word(Way, bool),
    LineStart,
    LineText,
    LineEnd,
    Sentence(bool),
    Paragraph(bool),
    Seek(LetterSearch),
    /// The last letter sought again; the other way round if true.
    Again(bool),
}

/// To which end of which word.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Next,
    Back,
    End,
}

fn motion(request: Request) -> Option<Motion> {
    let seek = |ahead, beside| {
        let letter = request.letter?;
        Some(Motion::Seek(LetterSearch { letter, ahead, beside }))
    };
    Some(match request.command {
        Command::CharacterLeft => Motion::Left,
        Command::CharacterRight => Motion::Right,
        Command::NextWord => Motion::Word(Way::Next, false),
        Command::PreviousWord => Motion::Word(Way::Back, false),
        Command::WordEnd => Motion::Word(Way::End, false),
        Command::NextSpaced => Motion::Word(Way::Next, true),
        Command::PreviousSpaced => Motion::Word(Way::Back, true),
        Command::SpacedEnd => Motion::Word(Way::End, true),
        Command::LineStart => Motion::LineStart,
        Command::LineText => Motion::LineText,
        Command::LineEnd => Motion::LineEnd,
        Command::SentenceStart => Motion::Sentence(false),
        Command::SentenceEnd => Motion::Sentence(true),
        Command::ParagraphStart => Motion::Paragraph(false),
        Command::ParagraphEnd => Motion::Paragraph(true),
        Command::Seek => return seek(true, false),
        Command::SeekLeft => return seek(false, false),
        Command::SeekTo => return seek(true, true),
        Command::SeekLeftTo => return seek(false, true),
        Command::SeekOn => Motion::Again(false),
        Command::SeekBack => Motion::Again(true),
        _ => return None,
    })
}

/// Where the motion leads from `cursor`.
fn target(reader: &mut OpenDocument, motion: Motion, cursor: usize, again: bool) -> Option<usize> {
    match motion {
        Motion::Left => reader.stop_before(cursor).map(|stop| stop.start),
        Motion::Right => reader.stop_after(cursor).map(|stop| stop.start),
        Motion::Word(way, spaced) => word(reader, way, spaced, cursor),
        Motion::LineStart => reader.line_ends().map(|(first, _)| first.start),
        Motion::LineEnd => reader.line_ends().map(|(_, last)| last.start),
        Motion::LineText => {
            let (first, last) = reader.line_ends()?;
            let line = Span::new(first.start, last.end);
            Some(line.trimmed(reader.document.text()).start)
        }
        Motion::Sentence(end) => edge(reader, sentence, end, cursor),
        Motion::Paragraph(end) => edge(reader, passage, end, cursor),
        Motion::Seek(sought) => seek(reader, sought, cursor, again),
        Motion::Again(turned) => {
            let sought = reader.selecting.sought?;
            seek(reader, LetterSearch { ahead: sought.ahead != turned, ..sought }, cursor, again)
        }
    }
}

/// Words that are not painted (the signs of quotations, the lines of a table) are passed over.
fn word(reader: &mut OpenDocument, way: Way, spaced: bool, cursor: usize) -> Option<usize> {
    let mut from = cursor;
    for _ in 0..UNPAINTED {
        let text = reader.document.text();
        let words = if spaced { WordBounds::spaced(text) } else { WordBounds::of(text) };
        let at = match way {
            Way::Next => words.after(from)?.start,
            Way::Back => words.before(from)?.start,
            Way::End => {
                let end = words.ending_after(cluster_at(text, from)?.end)?.end;
                cluster_before(text, end)?.start
            }
        };
        if reader.stop_near(at).is_some_and(|stop| stop.start == at) {
            return Some(at);
        }
        let gets_on = if way == Way::Back { at < from } else { at > from };
        if !gets_on {
            // A cluster longer than what is looked at has no end to go to.
            return None;
        }
        from = at;
    }
    None
}

/// The start or end of what is around the cursor; at it already, that of the next.
fn edge(
    reader: &mut OpenDocument,
    around: impl Fn(&crate::document::Document, usize) -> Span,
    end: bool,
    cursor: usize,
) -> Option<usize> {
    let goal = |reader: &OpenDocument, span: Span| match end {
        true => cluster_before(reader.document.text(), span.end).map(|last| last.start),
        false => Some(span.start),
    };
    let here = goal(reader, around(&reader.document, cursor))?;
    let lies_ahead = if end { here > cursor } else { here < cursor };
    if lies_ahead {
        return Some(here);
    }
    let next = reader.next_letter(cursor, end)?;
    goal(reader, around(&reader.document, next.start))
}

/// The letter on one side of the cursor in its paragraph.
fn seek(reader: &OpenDocument, sought: LetterSearch, cursor: usize, again: bool) -> Option<usize> {
    let text = reader.document.text();
    let around = passage(&reader.document, cursor);
    let skip = usize::from(sought.beside && again);
    let found = match sought.ahead {
        true => {
            let from = cluster_at(text, cursor)?.end;
            let rest = Span::new(from, around.end).of(text);
            let skipped = rest.chars().take(skip).map(char::len_utf8).sum::<usize>();
            from + skipped + rest.get(skipped..)?.find(sought.letter)?
        }
        false => {
            let before = Span::new(around.start, cursor).of(text);
            let skipped = before.chars().rev().take(skip).map(char::len_utf8).sum::<usize>();
            around.start + before.get(..before.len() - skipped)?.rfind(sought.letter)?
        }
    };
    let beside = match sought.ahead {
        true => cluster_before(text, found),
        false => cluster_at(text, cluster_at(text, found)?.end),
    };
    if sought.beside { beside.map(|cluster| cluster.start) } else { Some(found) }
}
