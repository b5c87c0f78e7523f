//! Copying the chosen passage: with its source, or the bare words. The clipboards themselves are
//! asked by `runtime`.

use super::state::State;
use crate::app::panes::page::chosen;
use crate::app::panes::pane::Outcome;
use crate::bookmarks::{Anchor, Bookmark, Citation, Identity, cite};
use crate::config::Clipboard;
use crate::protocol::Effect;
use crate::text::{CleanText, length_in_words};

/// Copies the chosen passage, `cited` with title, date, source, file, page and paragraph.
pub fn copy(state: &mut State, cited: bool) -> Vec<Outcome> {
    if state.settings.clipboard == Clipboard::Off {
        let words = "Nothing was copied: the setting `clipboard` is \"off\".";
        return vec![Outcome::say(words)];
    }
    let Some((quote, citation)) = quotation(state) else {
        return vec![Outcome::say("There is no passage here that could be copied.")];
    };
    if let Some(reader) = &mut state.reader {
        reader.leave_selection();
    }
    let words = match length_in_words(&quote) {
        1 => "1 word".to_owned(),
        count => format!("{count} words"),
    };
    let with = if cited { " with their source" } else { "" };
    let told = Outcome::say(&format!("Copied {words}{with}."));
    vec![told, Outcome::Effect(Effect::Copy(if cited { citation } else { quote }))]
}

/// The words of the chosen passage, bare and with their source.
fn quotation(state: &State) -> Option<(CleanText, CleanText)> {
    let reader = state.reader.as_ref()?;
    let span = chosen(reader)?;
    let quote = reader.document.words(span).to_owned();
    let path = state.path_of(reader.entry)?;
    let bookmark = Bookmark {
        citation: Citation::of(&reader.document, span.start),
        anchor: Anchor {
            quote: quote.clone(),
            document: Identity { path: path.as_path().into(), ..Identity::default() },
            ..Anchor::default()
        },
        ..Bookmark::default()
    };
    Some((CleanText::text(quote), cite(&bookmark, &state.settings.citation)))
}
