//! Marking passages on the page: adding, removing, walking along them, and taking the last thing
//! done back. What is typed about them is asked in `editing`.

use std::sync::Arc;

use super::{Fresh, Undo, editing};
use crate::app::reader::Reader;
use crate::app::state::State;
use crate::app::{correcting, places, selecting};
use crate::bookmarks::{Bookmark, MAX_QUOTE, State as Certainty, Unmarkable};
use crate::document::BlockKind;
use crate::protocol::{BookmarkRequest, BookmarkTarget, Effect, Notice, PlacedBookmark};
use crate::text::Span;

/// Marks the chosen passage at once and asks for a note.
pub fn add(state: &mut State, labels: Vec<String>) -> Vec<Effect> {
    if refuses(state) {
        return Vec::new();
    }
    let (span, wish) = match passage(state, labels) {
        Ok(passage) => passage,
        Err(why) => {
            state.tell(Notice::passing(&why));
            return Vec::new();
        }
    };
    if selecting::leave(state)
        && let Some(reader) = &mut state.reader
    {
        reader.landed = Some(span);
    }
    let marks = &mut state.bookmarks;
    let ticket = marks.tickets;
    marks.tickets += 1;
    if let Some(entry) = state.reader.as_ref().map(|reader| reader.entry) {
        marks.fresh.push(Fresh { ticket, entry, span });
    }
    remember(state, "The bookmark", vec![(BookmarkTarget::Asked(ticket), None)]);
    editing::ask_note(state, BookmarkTarget::Asked(ticket));
    vec![Effect::Bookmarks(wish)]
}

/// True, with a sentence, if nothing may be written.
pub fn refuses(state: &mut State) -> bool {
    let Some(why) = state.bookmarks.read_only.clone() else { return false };
    state.tell(Notice::passing(&format!("Bookmarks cannot be changed: {why}")));
    true
}

/// The passage with the wish to mark it, or a sentence why it cannot be marked.
fn passage(state: &State, labels: Vec<String>) -> Result<(Span, BookmarkRequest), String> {
    let nothing = || "There is no passage here that could be marked.".to_owned();
    let gone = || "The file of this document is gone, so nothing in it can be marked.".to_owned();
    let reader = state.reader.as_ref().ok_or_else(nothing)?;
    if !reader.whole {
        return Err("The rest of this document is still being read; try again then.".to_owned());
    }
    let span = chosen(reader).ok_or_else(nothing)?;
    if span.len() > MAX_QUOTE {
        return Err(Unmarkable::TooLong.to_string());
    }
    let wish = BookmarkRequest::Add {
        ticket: state.bookmarks.tickets,
        path: state.path_of(reader.entry).ok_or_else(gone)?,
        document: Arc::clone(&reader.document),
        span,
        labels,
    };
    Ok((span, wish))
}

/// The passage that is meant: what is selected; else the block jumped to, or that of the match one
/// stands on, if it is in sight; else the first paragraph that begins on the page, or fills it.
pub fn chosen(reader: &Reader) -> Option<Span> {
    let (document, visible) = (&reader.document, reader.visible());
    let has_words = |span: &Span| document.words(*span).chars().any(char::is_alphanumeric);
    if let Some(selection) = reader.selecting.now {
        return Some(selection.span().trimmed(document.text())).filter(has_words);
    }
    let around = |offset| Some(document.blocks().get(document.block_at(offset)?)?.span);
    let hit = reader.find.as_ref().and_then(|find| find.here());
    let stood_on = [reader.landed, hit].into_iter().flatten();
    if let Some(passage) = stood_on.into_iter().find(|span| span.overlaps(visible)) {
        return around(passage.start).filter(has_words);
    }
    let after = document.blocks().partition_point(|block| block.span.start < visible.start);
    let begun = document.blocks().iter().skip(after);
    let begun = begun.take_while(|block| block.span.start < visible.end);
    let is_heading = |kind: &BlockKind| matches!(kind, BlockKind::Heading { .. });
    let mut paragraphs = begun.filter(|block| !is_heading(&block.kind)).map(|block| block.span);
    paragraphs.find(has_words).or_else(|| around(visible.start).filter(has_words))
}

/// The next bookmark of the document, or the one before.
pub fn step(state: &mut State, count: isize) {
    for _ in 0..count.unsigned_abs().min(1000) {
        let Some(reader) = &state.reader else { return };
        let visible = reader.visible();
        let landed = reader.landed.filter(|span| span.overlaps(visible));
        let from = landed.unwrap_or(Span::at(visible.start));
        // Several may begin at the same place: those that end later come later.
        let spans = || state.bookmarks.here.iter().filter_map(|placed| placed.span);
        let next = match (count > 0, landed) {
            (true, Some(_)) => spans().find(|span| *span > from),
            (true, None) => spans().find(|span| *span >= from),
            (false, _) => spans().rfind(|span| *span < from),
        };
        match next {
            Some(span) => land(state, span),
            None => return state.tell(Notice::passing("No bookmark that way.")),
        }
    }
}

/// Shows a passage and marks it as jumped to.
pub fn land(state: &mut State, span: Span) {
    places::leave_here(state);
    if let Some(reader) = &mut state.reader {
        reader.reveal(span);
        reader.landed = Some(span);
    }
}

/// The bookmark under the place: the innermost under the cursor of a selection, the one jumped to or
/// the innermost there, else the first on the page.
pub fn under(state: &State) -> Option<&PlacedBookmark> {
    let reader = state.reader.as_ref()?;
    let touching = |part: Span| {
        let touches =
            move |placed: &&PlacedBookmark| placed.span.is_some_and(|span| span.overlaps(part));
        state.bookmarks.here.iter().filter(touches)
    };
    let length = |placed: &&PlacedBookmark| placed.span.map_or(usize::MAX, Span::len);
    let innermost = |part| touching(part).min_by_key(length);
    if let Some(selection) = reader.selecting.now {
        return innermost(Span::new(selection.cursor, selection.cursor + 1));
    }
    let landed = reader.landed.and_then(|landed| {
        let exactly = touching(landed).find(|placed| placed.span == Some(landed));
        exactly.or_else(|| innermost(landed))
    });
    landed.or_else(|| touching(reader.visible()).next())
}

/// Removes the bookmark under the place.
pub fn remove(state: &mut State) -> Vec<Effect> {
    let Some(id) = under(state).map(|placed| placed.id.clone()) else {
        state.tell(Notice::passing("There is no bookmark here."));
        return Vec::new();
    };
    let marks: Vec<_> = state.bookmarks.kept.get(&id).cloned().into_iter().collect();
    remove_all(state, marks)
}

/// Removes bookmarks; one undo brings all of them back.
pub fn remove_all(state: &mut State, marks: Vec<Arc<Bookmark>>) -> Vec<Effect> {
    if marks.is_empty() || refuses(state) {
        return Vec::new();
    }
    let words = match marks.len() {
        1 => "The bookmark is removed".to_owned(),
        count => format!("{count} bookmarks are removed"),
    };
    state.tell(Notice::passing(&format!("{words}; u brings back what was removed.")));
    let ids = marks.iter().map(|mark| mark.id.clone()).collect();
    let before = marks.into_iter().map(|mark| (BookmarkTarget::Kept(mark.id.clone()), Some(mark)));
    remember(state, "The removal", before.collect());
    vec![Effect::Bookmarks(BookmarkRequest::Remove(ids))]
}

/// Notes what takes something back that is being done.
pub fn remember(
    state: &mut State,
    words: &str,
    before: Vec<(BookmarkTarget, Option<Arc<Bookmark>>)>,
) {
    let corrections = state.panes.facts.made.len();
    state.bookmarks.undo.push(Undo { words: words.to_owned(), before, corrections });
}

/// Takes the last thing back that was done with bookmarks or facts.
pub fn undo(state: &mut State) -> Vec<Effect> {
    let corrections = state.panes.facts.made.len();
    let last = state.bookmarks.undo.pop_if(|undo| undo.corrections >= corrections);
    let Some(undo) = last else { return correcting::undo(state) };
    state.tell(Notice::passing(&format!("{} is taken back.", undo.words)));
    vec![Effect::Bookmarks(BookmarkRequest::Restore(undo.before))]
}

/// The word for how sure the place of a passage is.
pub const fn word(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Exact => "exact",
        Certainty::Moved => "moved",
        Certainty::Suspect => "suspect",
        Certainty::Orphan => "orphan",
    }
}
