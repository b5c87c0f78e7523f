//! Finds the facts of documents away from the interface. The lexicon is read when the first document
//! is to be looked through, not at the start of the program.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::lane::Wanted;
use super::terminal::panic_message;
use crate::app::event::{Event, Notice};
use crate::document::Document;
use crate::facts::{Facts, Lexicon, extract};
use crate::library::EntryId;

/// The work of the lane: one document after the other.
pub fn lane(
    report: impl Fn(Event) + Send + 'static,
) -> impl FnMut((EntryId, Arc<Document>), &Wanted<'_>) + Send + 'static {
    let mut lexicon: Option<Lexicon> = None;
    move |(entry, document), _| match facts(&mut lexicon, &document) {
        Ok(facts) => report(Event::Facts { entry, document, facts: Arc::new(facts) }),
        Err(words) => report(Event::Notice(Notice::warning(&words))),
    }
}

/// A rule that panics costs the facts of one document, never the program.
fn facts(lexicon: &mut Option<Lexicon>, document: &Document) -> Result<Facts, String> {
    if lexicon.is_none() {
        let bundled = Lexicon::bundled();
        *lexicon = Some(bundled.map_err(|error| format!("No facts can be found: {error}"))?);
    }
    let Some(lexicon) = lexicon else { return Ok(Facts::default()) };
    catch_unwind(AssertUnwindSafe(|| extract(document, lexicon))).map_err(|panic| {
        let why = panic_message(&*panic);
        format!("The facts of this document could not be found ({why}); please report it.")
    })
}
