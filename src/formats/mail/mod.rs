//! E-mail: a message's text without its quoted bulk losing its depth, whom it went to, and what is
//! attached; a mailbox as the list of its messages. Writes no attachment anywhere.

mod attachments;
mod beginning;
mod body;
mod envelope;
mod mailbox;
#[cfg(test)]
mod tests;

pub(super) use mailbox::{message, parts as mailbox};

use std::borrow::Cow;

use mail_parser::{Message, MessageParser};

use super::builder::{Builder, Leaf};
use super::{Limits, ReadError};
use crate::document::Parts;
use crate::text::Shown;
use attachments::Attached;
use beginning::{MAX_PARTS, beginning};

/// Lines that begin with two hyphens at most, in case the parser sees marks between parts that
/// `beginning` does not.
const MAX_HYPHENS: usize = 250_000;

/// The document that a message is.
pub(super) fn parts(bytes: &[u8], limits: &Limits) -> Result<Parts, ReadError> {
    let bytes = unwrapped(bytes);
    let (bytes, left) = beginning(&bytes);
    let message = parsed(bytes)?;
    let attached = attachments::of(&message);
    let mut out = Builder::default();
    envelope::write(&message, &mut out);
    body::write(&message, limits, &mut out);
    list(&attached, &mut out);
    let mut parts = out.finish();
    let left = left + message.attachments.len().saturating_sub(attached.len());
    if left > 0 {
        let words = format!("Parts beyond the first {MAX_PARTS} are left out: {left}.");
        parts.caveats.push(Shown::line(&words));
    }
    envelope::apply(&message, &mut parts.metadata);
    parts.inner = attached.into_iter().filter_map(Attached::into_inner).collect();
    Ok(parts)
}

/// The bytes of an attachment, and what it is called.
pub(super) fn attachment(bytes: &[u8], name: &str) -> Result<Option<Vec<u8>>, ReadError> {
    let bytes = unwrapped(bytes);
    let message = parsed(beginning(&bytes).0)?;
    let found = attachments::of(&message).into_iter().find(|attached| &*attached.name == name);
    Ok(found.map(|attached| attached.contents.into_owned()))
}

/// The list of attachments at the end of a text.
fn list(attached: &[Attached], out: &mut Builder) {
    if attached.is_empty() {
        return;
    }
    out.open(Leaf::Paragraph);
    out.words("Attachments:");
    out.close();
    out.list(None);
    for attached in attached {
        out.item();
        out.words(&attached.sentence());
        out.item_end();
    }
    out.list_end();
}

/// A message as the parser of its format sees it.
fn parsed(bytes: &[u8]) -> Result<Message<'_>, ReadError> {
    let between = bytes.windows(3).filter(|line| *line == b"\n--").take(MAX_HYPHENS + 1).count();
    if between > MAX_HYPHENS {
        return Err(ReadError::TooLarge("the message has more parts than the program reads"));
    }
    let damaged = || ReadError::Damaged("it has no headers".into());
    MessageParser::default().parse(bytes).ok_or_else(damaged)
}

/// A message without the line that a mailbox writes in front of it, and without the signs that it
/// writes before lines that look like that one.
fn unwrapped(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.starts_with(b"From ") {
        return Cow::Borrowed(bytes);
    }
    let start = bytes.iter().position(|b| *b == b'\n').map_or(bytes.len(), |at| at + 1);
    let rest = bytes.get(start..).unwrap_or_default();
    let mut out = Vec::with_capacity(rest.len() + 1);
    if rest.starts_with(b"\n") || rest.starts_with(b"\r\n") {
        // No headers at all: the parser needs one.
        out.extend_from_slice(b"MIME-Version: 1.0\n");
    }
    for line in rest.split_inclusive(|b| *b == b'\n') {
        let signs = line.iter().take_while(|b| **b == b'>').count();
        let marked = signs > 0 && line.get(signs..).is_some_and(|rest| rest.starts_with(b"From "));
        out.extend_from_slice(line.get(usize::from(marked)..).unwrap_or_default());
    }
    Cow::Owned(out)
}
