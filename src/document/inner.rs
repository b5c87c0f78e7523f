//! Documents that stand inside of another one's file: messages of a mailbox, attachments of a
//! message. Says what they are and where; holds none of their words.

use serde::{Deserialize, Serialize};

use super::Date;
use crate::text::{CleanText, Span};

/// A document inside of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inner {
    /// By which it is opened, as a step of a path below the file's: one of a kind, no step up, no
    /// separator in it.
    pub name: CleanText,
    /// What it calls itself, if that is known without reading it.
    pub title: Option<CleanText>,
    /// When it was written.
    pub date: Option<Date>,
    /// Who sent it.
    pub source: Option<CleanText>,
    /// Its format as the usual extension.
    pub format: CleanText,
    /// Its size in bytes.
    pub bytes: u64,
    /// Where it stands in the file byte for byte, if it does.
    pub range: Option<Span>,
}
