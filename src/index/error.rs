//! Why an index cannot be used: whether its files are damaged, or the system refuses something just
//! now.

use std::io::ErrorKind;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenReadError, OpenWriteError};
use thiserror::Error;

use crate::text::CleanText;

/// Why an index cannot be used.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum IndexError {
    /// Its files are not what was written: it is to be deleted and made anew.
    #[error("the index cannot be used: {0}")]
    Damaged(CleanText),
    /// The system does not give what it needs just now (open files, memory, the disk): the index stays
    /// as it is.
    #[error("the index cannot be used now: {0}")]
    Unavailable(CleanText),
}

impl From<TantivyError> for IndexError {
    fn from(error: TantivyError) -> Self {
        let words = CleanText::line(&error.to_string());
        if let Some((code, kind, said)) = cause(&error) {
            return match is_of_the_moment(code, kind) {
                true => Self::Unavailable(CleanText::line(&said)),
                false => Self::Damaged(words),
            };
        }
        match error {
            TantivyError::OpenDirectoryError(_) | TantivyError::LockFailure(..) => {
                Self::Unavailable(words)
            }
            // A thread of the engine ended; which error ended it the engine does not say.
            TantivyError::ErrorInThread(_)
            | TantivyError::SystemError(_)
            | TantivyError::Poisoned => {
                Self::Unavailable("its files could not be written; the disk may be full".into())
            }
            _ => Self::Damaged(words),
        }
    }
}

/// The system's code and words, if it is the system that an error came from.
fn cause(error: &TantivyError) -> Option<(Option<i32>, ErrorKind, String)> {
    let error = match error {
        TantivyError::IoError(error)
        | TantivyError::OpenReadError(OpenReadError::IoError { io_error: error, .. })
        | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: error, .. })
        | TantivyError::LockFailure(LockError::IoError(error), _) => error,
        _ => return None,
    };
    Some((error.raw_os_error(), error.kind(), error.to_string()))
}

/// True if the system refused, rather than the bytes of a file: a file that is not there was deleted,
/// and one that ends too early was cut.
fn is_of_the_moment(code: Option<i32>, kind: ErrorKind) -> bool {
    use ErrorKind::{InvalidData, InvalidInput, NotFound, Other, UnexpectedEof};
    match code {
        Some(_) => kind != NotFound,
        None => !matches!(kind, InvalidData | InvalidInput | NotFound | Other | UnexpectedEof),
    }
}

impl IndexError {
    /// For whoever caught a panic of the engine.
    pub fn damaged() -> Self {
        Self::Damaged("its files are damaged".into())
    }

    /// True if the index is to be deleted and made anew.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged(_))
    }
}
