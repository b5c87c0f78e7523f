//! A document that is to be read in a worker, and why one was not. Starts no worker.

use std::fs::File;
use std::io;
use std::path::Path;
use std::time::Duration;

use thiserror::Error;

use crate::document::WireError;
use crate::formats::Limits;
use crate::text::CleanText;

/// The word on the command line that makes the program a worker in the sandbox.
pub const WORD: &str = "behind-the-wall";

/// A document to be read in the sandbox.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// Its name, of which the extension and a date count.
    pub name: &'a Path,
    /// Which document inside of it is meant, as a path below it; empty for itself.
    pub inner: &'a Path,
    /// Where its bytes are.
    pub content: Content<'a>,
    /// How much of it is read.
    pub limits: Limits,
    /// How long it may take.
    pub time: Duration,
}

/// Where the bytes of a document are.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// In memory, all of them.
    Bytes(&'a [u8]),
    /// In a file that is open, which the worker reads: so many bytes from its beginning.
    File(&'a File, u64),
}

impl Content<'_> {
    /// How many bytes they are.
    pub(super) fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File(_, length) => *length,
        }
    }
}

/// Why a document was not read in the sandbox, as a sentence.
#[derive(Debug, Error)]
pub enum SandboxError {
    /// Nobody wants it any more.
    #[error("reading it was called off")]
    Cancelled,
    /// It took too long.
    #[error("reading it took longer than {0} seconds, so it was given up")]
    TooLong(u64),
    /// The worker aborted: that is what becomes of memory or stack that is not there.
    #[error("reading it takes more memory than the program allows")]
    Exhausted,
    /// The worker ended in another way.
    #[error("the part of the program that reads this format failed ({0}); please report it")]
    Died(String),
    /// The worker did not start.
    #[error("the part of the program that reads this format did not start: {0}")]
    Start(#[from] io::Error),
    /// The worker answered in words nobody understands.
    #[error("the part of the program that reads this format gave a wrong answer: {0}")]
    Garbled(#[from] WireError),
    /// The format says why.
    #[error("{0}")]
    Refused(CleanText),
}
