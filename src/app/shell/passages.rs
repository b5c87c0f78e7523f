//! What is done with the passage that a row stands for, in whatever pane the row is: marking, copying,
//! exporting it, editing its file. A document that is not open is read for it outside.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::state::State;
use super::{copying, documents};
use crate::app::base::command::Command;
use crate::app::base::pane_id::PaneId;
use crate::app::panes::page::{block_around, chosen};
use crate::app::panes::pane::Outcome;
use crate::app::panes::passage_ref::PassageRef;
use crate::bookmarks::Bookmark;
use crate::document::Document;
use crate::facts::correction::{Correction, FactKey};
use crate::protocol::{CorrectionDetails, Effect, PassageUse, ReadPassage};
use crate::text::{CleanText, Span};

/// What a command does with a passage, if it is one that takes a passage.
fn use_of(command: Command) -> Option<PassageUse> {
    Some(match command {
        Command::Bookmark => PassageUse::Mark,
        Command::BookmarkWithLabel => PassageUse::MarkWithLabel,
        Command::Copy => PassageUse::Copy,
        Command::CopyWords => PassageUse::CopyWords,
        Command::Export => PassageUse::Export,
        Command::Edit => PassageUse::Edit,
        _ => return None,
    })
}

/// Carries a command out on the passage that the selected row stands for. `None` if the command takes no
/// passage, or if it is the page that says which.
pub fn act(state: &mut State, command: Command) -> Option<Vec<Outcome>> {
    let used = use_of(command)?;
    if state.focus == PaneId::Page && used != PassageUse::Export {
        return None;
    }
    let meant = match state.focus {
        PaneId::Page => {
            let reader = state.reader.as_ref()?;
            chosen(reader).map(PassageRef::Here)
        }
        pane => state.with(pane, |pane, scene| pane.passage(scene)),
    };
    match meant {
        Some(PassageRef::Here(span)) if state.focus == PaneId::Page => {
            let reader = state.reader.as_ref()?;
            let passage = copying::unkept(&reader.document, &state.path_of(reader.entry)?, span);
            Some(export(state, Arc::new(passage)))
        }
        Some(PassageRef::Here(span)) => Some(here(state, used, span)),
        Some(PassageRef::In(path, span)) => Some(elsewhere(state, used, path, span)),
        Some(PassageRef::Kept(mark)) => kept(state, used, &mark),
        // The file of a document can be edited without a passage.
        None if used == PassageUse::Edit => None,
        None => Some(vec![Outcome::say(without_passage(state.focus))]),
    }
}

/// What is said where no passage can be meant.
const fn without_passage(pane: PaneId) -> &'static str {
    match pane {
        PaneId::List => "Open the document first (Enter): a passage is chosen in the page.",
        PaneId::Page => "There is no passage here.",
        PaneId::Entities => {
            "Enter lists the passages first; each of them can be marked and copied."
        }
        PaneId::Corrections => "Where this was corrected was not kept.",
        PaneId::Bookmarks => "No bookmark is selected.",
        _ => "This row stands for no passage.",
    }
}

/// A range of another document is to be rejected: what comes before it tells which.
pub fn reject_range(state: &mut State, path: PathBuf, span: Span) -> Vec<Outcome> {
    elsewhere(state, PassageUse::RejectRange, path, span)
}

/// A passage of the open document.
fn here(state: &mut State, used: PassageUse, span: Span) -> Vec<Outcome> {
    let Some(reader) = &state.reader else { return vec![Outcome::say("No document is open.")] };
    if !reader.whole && used != PassageUse::Edit {
        let words = "The rest of this document is still being read; try again then.";
        return vec![Outcome::say(words)];
    }
    let document = Arc::clone(&reader.document);
    let Some(path) = state.path_of(reader.entry) else {
        return vec![Outcome::say("The file of this document is gone.")];
    };
    done(state, used, &path, (&document, span))
}

/// A passage of any document.
fn elsewhere(state: &mut State, used: PassageUse, path: PathBuf, span: Span) -> Vec<Outcome> {
    let open = state.reader.as_ref().filter(|reader| reader.whole);
    let open = open.and_then(|reader| state.path_of(reader.entry)).is_some_and(|at| at == path);
    match open {
        true => here(state, used, span),
        false => vec![Outcome::Effect(Effect::ReadPassage(ReadPassage { path, span, used }))],
    }
}

/// The passage of a bookmark, whose words are at hand wherever it is today. `None` for what the pane of
/// bookmarks does otherwise.
fn kept(state: &mut State, used: PassageUse, mark: &Arc<Bookmark>) -> Option<Vec<Outcome>> {
    let anchor = &mark.anchor;
    Some(match used {
        PassageUse::Copy => copying::copied(state, mark, true),
        PassageUse::CopyWords => copying::copied(state, mark, false),
        PassageUse::Mark | PassageUse::MarkWithLabel => {
            vec![Outcome::say("This passage is bookmarked already.")]
        }
        PassageUse::Export => export(state, Arc::clone(mark)),
        PassageUse::Edit => {
            let span = Span::new(anchor.offset, anchor.offset + anchor.quote.len());
            elsewhere(state, used, anchor.document.path.0.clone(), span)
        }
        PassageUse::RejectRange => return None,
    })
}

/// The document was read; or a sentence says why not.
pub fn read(
    state: &mut State,
    wanted: &ReadPassage,
    document: Result<Arc<Document>, CleanText>,
) -> Vec<Outcome> {
    let typing = state.over.is_some();
    match document {
        Ok(_)
            if typing && matches!(wanted.used, PassageUse::MarkWithLabel | PassageUse::Export) =>
        {
            vec![Outcome::say("The document was read meanwhile: press the key again to go on.")]
        }
        Ok(document) => {
            let mut outcomes = done(state, wanted.used, &wanted.path, (&document, wanted.span));
            // Whoever types something else by now is not asked for a note.
            outcomes.retain(|outcome| !(typing && matches!(outcome, Outcome::Ask(_))));
            outcomes
        }
        Err(why) => {
            let name = CleanText::path(&wanted.path);
            vec![Outcome::say(&format!("{name} cannot be read: {why}"))]
        }
    }
}

/// Does with a passage what was asked.
fn done(
    state: &mut State,
    used: PassageUse,
    path: &Path,
    (document, span): (&Arc<Document>, Span),
) -> Vec<Outcome> {
    if !span.fits(document.text()) {
        return vec![Outcome::say("The document has changed: the passage is not there any more.")];
    }
    if used == PassageUse::Edit {
        let line = documents::source_line(document, span.start);
        let mut outcomes = documents::remember(state);
        outcomes.push(Outcome::Effect(Effect::Edit { path: path.to_owned(), line }));
        return outcomes;
    }
    if used == PassageUse::RejectRange {
        return rejected(path, document, span);
    }
    let Some(passage) = block_around(document, span.start) else {
        return vec![Outcome::say("There are no words here.")];
    };
    let mark = || Arc::new(copying::unkept(document, path, passage));
    match used {
        PassageUse::Copy => copying::copied(state, &mark(), true),
        PassageUse::CopyWords => copying::copied(state, &mark(), false),
        PassageUse::Export => export(state, mark()),
        _ => {
            let (panes, scene) = state.split(false);
            let passage = (path.to_owned(), Arc::clone(document), passage);
            panes.bookmarks.mark(passage, used == PassageUse::MarkWithLabel, &scene)
        }
    }
}

/// Asks for the file into which a passage is to be written.
fn export(state: &mut State, passage: Arc<Bookmark>) -> Vec<Outcome> {
    let (panes, scene) = state.split(false);
    panes.bookmarks.ask_export(vec![passage], &scene)
}

fn rejected(path: &Path, document: &Document, span: Span) -> Vec<Outcome> {
    let words = document.words(span);
    let details = CorrectionDetails {
        name: words.to_owned(),
        path: Some(path.into()),
        begin: span.start,
        words: words.to_owned(),
        ..CorrectionDetails::default()
    };
    let fact = FactKey::of_words(span, document.text());
    vec![
        Outcome::say(&format!("“{words}” is no longer a range; u brings it back.")),
        Outcome::Correct(Correction::Reject { fact }, details),
    ]
}
