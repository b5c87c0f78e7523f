//! Why something that the user made is not kept, as sentences.

use thiserror::Error;

use crate::text::CleanText;

/// Why something is not kept. Every one of these leaves what was kept before as it was.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The system refused.
    #[error(
        "{cause}: your bookmarks could not be {doing} ({path}). What was saved before is safe."
    )]
    Io {
        /// "saved" or "read".
        doing: &'static str,
        /// Which file.
        path: CleanText,
        /// The system's words.
        cause: std::io::Error,
    },
    /// Another instance keeps the lock.
    #[error(
        "Your bookmarks could not be saved: another program has held {0} for too long. Try again."
    )]
    Busy(CleanText),
    /// The journal was written by a newer version.
    #[error(
        "{0} was written by a newer version of briefbook; this one can only read it. Update briefbook to change bookmarks."
    )]
    Newer(CleanText),
}
