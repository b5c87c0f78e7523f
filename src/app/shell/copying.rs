//! Copying a passage: with its source, or the bare words. The clipboards themselves are asked by
//! `runtime`.

use std::path::Path;

use super::state::State;
use crate::app::panes::page::chosen;
use crate::app::panes::pane::Outcome;
use crate::bookmarks::{Anchor, Bookmark, Citation, Identity, cite};
use crate::config::Clipboard;
use crate::document::Document;
use crate::protocol::Effect;
use crate::text::{CleanText, Span, length_in_words};

/// Copies the passage chosen on the page, `cited` with title, date, source, file, page and paragraph.
pub fn copy(state: &mut State, cited: bool) -> Vec<Outcome> {
    let chosen = state.reader.as_ref().and_then(|reader| {
        let (span, path) = (chosen(reader)?, state.path_of(reader.entry)?);
        Some(unkept(&reader.document, &path, span))
    });
    let Some(passage) = chosen else {
        return vec![Outcome::say("There is no passage here that could be copied.")];
    };
    let outcomes = copied(state, &passage, cited);
    if let Some(reader) = &mut state.reader {
        reader.leave_selection();
    }
    outcomes
}

/// That nothing is copied, if the setting says so.
pub fn refusal(state: &State) -> Option<Vec<Outcome>> {
    let words = "Nothing was copied: the setting `clipboard` is \"off\".";
    (state.settings.clipboard == Clipboard::Off).then(|| vec![Outcome::say(words)])
}

/// Copies the words of a passage, bare or `cited`.
pub fn copied(state: &State, passage: &Bookmark, cited: bool) -> Vec<Outcome> {
    if let Some(refused) = refusal(state) {
        return refused;
    }
    let quote = CleanText::text(passage.anchor.quote.as_str());
    let words = match length_in_words(&quote) {
        1 => "1 word".to_owned(),
        count => format!("{count} words"),
    };
    let with = if cited { " with their source" } else { "" };
    let told = Outcome::say(&format!("Copied {words}{with}."));
    let copied = if cited { cite(passage, &state.settings.citation) } else { quote };
    vec![told, Outcome::Effect(Effect::Copy(copied))]
}

/// A passage with what is needed to cite it, as a bookmark that is not kept.
pub fn unkept(document: &Document, path: &Path, span: Span) -> Bookmark {
    Bookmark {
        citation: Citation::of(document, span.start),
        anchor: Anchor {
            quote: document.words(span).to_owned(),
            offset: span.start,
            document: Identity { path: path.into(), ..Identity::default() },
            ..Anchor::default()
        },
        ..Bookmark::default()
    }
}
