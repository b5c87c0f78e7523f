//! A message for the user, and how long it stays.

use crate::text::CleanText;

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How much it matters.
    pub kind: NoticeKind,
    /// A sentence.
    pub words: CleanText,
}

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeKind {
    /// Gone with the next key.
    Passing,
    /// Stays until it is dismissed with Esc.
    Warning,
    /// Stays until what failed succeeds.
    Failure,
}

impl Notice {
    /// A message that goes with the next key.
    pub fn passing(words: &str) -> Self {
        Self { kind: NoticeKind::Passing, words: CleanText::line(words) }
    }

    /// A message that stays until what failed succeeds.
    pub fn failure(words: &str) -> Self {
        Self { kind: NoticeKind::Failure, words: CleanText::line(words) }
    }

    /// A message that stays until it is dismissed.
    pub fn warning(words: &str) -> Self {
        Self { kind: NoticeKind::Warning, words: CleanText::line(words) }
    }
}
