//! Copying the chosen passage: with its source, or the bare words. The clipboards themselves are
//! asked by `runtime`.

use super::bookmarks::marking;
use super::selecting;
use super::state::State;
use crate::bookmarks::{Anchor, Bookmark, Citation, Identity, cite};
use crate::config::Clipboard;
use crate::protocol::{Effect, Notice};
use crate::text::{Shown, length_in_words};

/// Copies the chosen passage, `cited` with title, date, source, file, page and paragraph.
pub fn copy(state: &mut State, cited: bool) -> Vec<Effect> {
    if state.settings.clipboard == Clipboard::Off {
        let words = "Nothing was copied: the setting `clipboard` is \"off\".";
        state.tell(Notice::passing(words));
        return Vec::new();
    }
    let Some((quote, citation)) = quotation(state) else {
        state.tell(Notice::passing("There is no passage here that could be copied."));
        return Vec::new();
    };
    selecting::leave(state);
    let words = match length_in_words(&quote) {
        1 => "1 word".to_owned(),
        count => format!("{count} words"),
    };
    let with = if cited { " with their source" } else { "" };
    state.tell(Notice::passing(&format!("Copied {words}{with}.")));
    vec![Effect::Copy(if cited { citation } else { quote })]
}

/// The words of the chosen passage, bare and with their source.
fn quotation(state: &State) -> Option<(Shown, Shown)> {
    let reader = state.reader.as_ref()?;
    let span = marking::chosen(reader)?;
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
    Some((Shown::text(quote), cite(&bookmark, &state.settings.citation)))
}
