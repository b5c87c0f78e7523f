//! Whether a plain text is a whole file or a passage of another document.

/// What is expected of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Part {
    /// A whole file, which begins with a title.
    File,
    /// A page or passage inside another document, without a title of its own.
    Passage,
}
