//! Finds the facts of documents away from the interface. The lexicon is read when the first document
//! is to be looked through, not at the start of the program.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::document::Document;
use crate::facts::{Extractor, Lexicon};
use crate::files::open;
use crate::files::open::FileError;
use crate::files::panics::panic_message;
use crate::files::places::Places;
use crate::files::worker::CancelToken;
use crate::library::EntryId;
use crate::protocol::{Event, FactIndex, Notice};
use crate::text::CleanText;

/// Bytes of the user's own names that are read at most.
const LARGEST_NAMES: u64 = 4 << 20;

/// The work of the worker: one document after the other.
pub fn extractor(
    names: PathBuf,
    report: impl Fn(Event) + Send + 'static,
) -> impl FnMut(&(EntryId, Arc<Document>), &CancelToken<'_>) + Send + 'static {
    let mut lexicon: Option<Lexicon> = None;
    move |(entry, document), token| {
        let (entry, document) = (*entry, Arc::clone(document));
        if lexicon.is_none() {
            match load(&names) {
                Ok((loaded, problems)) => {
                    lexicon = Some(loaded);
                    problems.iter().for_each(|words| report(Event::Notice(Notice::warning(words))));
                }
                Err(why) => return report(Event::NoFacts { entry, document, why }),
            }
        }
        let Some(lexicon) = &lexicon else { return };
        match caught(|| Extractor::new(lexicon).extract_while(&document, token.flag())) {
            Ok(None) => {}
            Ok(Some(facts)) => {
                let facts = Arc::new(FactIndex::new(facts));
                report(Event::Facts { entry, document, facts });
            }
            Err(why) => report(Event::NoFacts { entry, document, why }),
        }
    }
}

/// The bundled lexicon with the user's own names, and what is wrong with those.
///
/// # Errors
/// A sentence, if the bundled lexicon itself is damaged.
pub fn lexicon(places: &Places) -> Result<(Lexicon, Vec<CleanText>), CleanText> {
    load(&places.names())
}

fn load(names: &Path) -> Result<(Lexicon, Vec<CleanText>), CleanText> {
    let bundled = || {
        Lexicon::bundled()
            .map_err(|error| CleanText::line(&format!("No facts can be found: {error}")))
    };
    let problem = match open::read_all(names, LARGEST_NAMES, &AtomicBool::new(false)) {
        Ok(bytes) => match bundled()?.with_user(&String::from_utf8_lossy(&bytes)) {
            Ok(lexicon) => return Ok((lexicon, Vec::new())),
            Err(error) => format!("{}: {error}; its names are not used", CleanText::path(names)),
        },
        Err(FileError::Missing(_)) => return Ok((bundled()?, Vec::new())),
        Err(error) => error.to_string(),
    };
    Ok((bundled()?, vec![CleanText::line(&problem)]))
}

/// Finds facts. A rule that panics costs the facts of one document, never the program.
///
/// # Errors
/// A sentence, if a rule panicked: what was found until then is not all, so it is nothing.
pub fn caught<T>(find: impl FnOnce() -> T) -> Result<T, CleanText> {
    catch_unwind(AssertUnwindSafe(find)).map_err(|panic| {
        let why = panic_message(&*panic);
        let words =
            format!("the facts of this document could not be found ({why}); please report it");
        CleanText::line(&words)
    })
}
