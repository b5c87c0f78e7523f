//! A file to be read, and why it may make no document.

use std::path::Path;

use thiserror::Error;

use super::refused;
use crate::document::InvalidSpan;
use crate::text::CleanText;

/// A file to be read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its name; the extension and a date in it are used.
    pub name: &'a Path,
    /// Its content.
    pub bytes: &'a [u8],
    /// False if `bytes` is only the head of a longer file.
    pub whole: bool,
}

/// Why a file makes no document.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ReadError {
    /// A format that is recognised and not supported.
    #[error("{}, which briefbook cannot read", refused::is_a(.0))]
    Unsupported(&'static str),
    /// No text in it.
    #[error("binary file: it holds no text")]
    Binary,
    /// Nothing in it.
    #[error("empty file")]
    Empty,
    /// It opens with a password only.
    #[error("encrypted: it opens with a password only")]
    Encrypted,
    /// It holds pictures of pages.
    #[error("no text layer: it holds pictures of pages, as a scanner makes them")]
    NoText,
    /// It was read to its end and says nothing; the words tell what it holds instead, or why.
    #[error("no text in it: {0}")]
    NoWords(CleanText),
    /// It breaks the rules of its format.
    #[error("damaged: {0}")]
    Damaged(CleanText),
    /// It holds more of something than is read.
    #[error("too large: {0}")]
    TooLarge(&'static str),
    /// It unpacks to far more than it should.
    #[error("it unpacks to more than {0} MB, the most that is read")]
    Bomb(u64),
    /// It is packed as nothing is that people write, but files that mean harm.
    #[error("it unpacks to more than {0} times its size, as no document does")]
    Dense(u64),
    /// A part of a file that is not there (any more).
    #[error("there is no such document in this file")]
    Gone,
    /// An archive inside an archive.
    #[error("an archive inside an archive, which is not unpacked")]
    Nested,
    /// A fault of ours.
    #[error("the file could not be read: {0}")]
    Invalid(#[from] InvalidSpan),
}
