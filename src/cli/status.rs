//! Exit statuses of the verbs, and how a sentence for standard error begins.

use crate::text::CleanText;

/// Exit status: done, and found if something was looked for.
pub const DONE: u8 = 0;

/// Exit status: nothing was found.
pub const NOTHING: u8 = 1;

/// Exit status: wrong usage, or failure.
pub const FAILED: u8 = 2;

/// Exit status: done, but some documents could not be read.
pub const PARTLY: u8 = 3;

/// A sentence for standard error.
pub fn complain(words: &str) -> String {
    format!("briefbook: {}\n", CleanText::line(words))
}
