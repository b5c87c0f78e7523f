//! Why a document was not read, and whether its bytes decide that or the moment does: what the moment
//! decides is tried again.

use crate::files::open::FileError;
use crate::library::Status;
use crate::sandbox::SandboxError;
use crate::text::CleanText;

/// Why a document was not read.
#[derive(Debug)]
pub enum Unread {
    /// Its file could not be read.
    File(FileError),
    /// It did not come from its worker.
    Sandbox(SandboxError),
    /// Its bytes are no document, for this reason.
    Refused(CleanText),
}

impl From<FileError> for Unread {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

impl From<SandboxError> for Unread {
    fn from(error: SandboxError) -> Self {
        Self::Sandbox(error)
    }
}

impl Unread {
    /// A sentence.
    pub fn reason(self) -> CleanText {
        match self {
            Self::Refused(words) | Self::Sandbox(SandboxError::Refused(words)) => words,
            Self::Sandbox(error) => CleanText::line(&error.to_string()),
            Self::File(error) => CleanText::line(&error.to_string()),
        }
    }

    /// True if the same bytes will never be read. False for what permissions, other programs or the
    /// machine decide: the next time may be another matter.
    pub fn is_lasting(&self) -> bool {
        match self {
            Self::Refused(_) => true,
            Self::Sandbox(error) => {
                matches!(error, SandboxError::Refused(_) | SandboxError::Exhausted)
            }
            Self::File(error) => {
                matches!(error, FileError::NotAFile { .. } | FileError::TooLarge { .. })
            }
        }
    }

    /// What the list says of a document that was not described. One that takes long may be read yet:
    /// the index and the page give it more time.
    pub fn status(self) -> Status {
        match self {
            Self::Sandbox(SandboxError::TooLong(_)) => Status::Undescribed,
            Self::Sandbox(SandboxError::Cancelled) | Self::File(FileError::Cancelled(_)) => {
                Status::Waiting
            }
            error => Status::Unreadable(error.reason()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cannot_be_read_is_called_unreadable() {
        let status = |error: SandboxError| Unread::from(error).status();
        assert_eq!(status(SandboxError::TooLong(5)), Status::Undescribed);
        assert_eq!(status(SandboxError::Cancelled), Status::Waiting);
        let damaged = SandboxError::Refused("damaged: no pages".into());
        assert_eq!(status(damaged), Status::Unreadable("damaged: no pages".into()));
        assert!(matches!(status(SandboxError::Exhausted), Status::Unreadable(_)));
    }

    #[test]
    fn only_what_the_bytes_decide_lasts() {
        let path = || CleanText::from("a.pdf");
        let lasting = |error: Unread| error.is_lasting();
        assert!(lasting(Unread::Refused("empty".into())));
        assert!(lasting(SandboxError::Refused("damaged".into()).into()));
        assert!(lasting(FileError::TooLarge { path: path(), limit: 1 }.into()));
        let failed = FileError::Failed { path: path(), reason: "I/O error".into() };
        for error in [FileError::Denied(path()), FileError::Cancelled(path()), failed] {
            assert!(!lasting(error.into()));
        }
        let start = SandboxError::Start(std::io::Error::other("no process"));
        let died = SandboxError::Died("killed".into());
        for error in [SandboxError::TooLong(30), SandboxError::Cancelled, start, died] {
            assert!(!lasting(error.into()));
        }
    }
}
