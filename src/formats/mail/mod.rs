//! E-mail: a message's text without its quoted bulk losing its depth, whom it went to, and what is
//! attached; a mailbox as the list of its messages. Writes no attachment anywhere.

mod attachments;
mod body;
mod charset;
mod envelope;
mod flowed;
mod head;
mod mailbox;
mod part;
#[cfg(test)]
mod tests;
mod transfer;
mod unwrapped;
mod words;

pub(super) use mailbox::{message, parts as mailbox};

use super::Limits;
use super::builder::{Builder, Leaf};
use crate::document::Parts;
use crate::text::CleanText;
use attachments::Attached;
use part::{Count, MAX_PARTS, Part};
use unwrapped::unwrapped;

/// What is said of a message whose file ends before it does.
const CUT: &str = "The message is cut off: its end is missing.";

/// What is said of a message with a part that does not decode as a whole.
const HOLES: &str = "A part of the message is cut off or damaged: text may be missing or wrong.";

/// The document that a message is. Of the head of a longer file (`whole` is false) nothing is said to
/// be cut off.
pub(super) fn parts(bytes: &[u8], whole: bool, limits: &Limits) -> Parts {
    let file = unwrapped(bytes);
    let mut count = Count::default();
    let message = Part::message(&file.bytes, &mut count);
    let attached = attachments::of(&message);
    let mut out = Builder::default();
    envelope::write(&message.head, false, &mut out);
    let mut writer = body::Writer::new(limits, &mut out);
    writer.part(&message);
    let (doubts, damaged) = (writer.doubts, writer.damaged);
    list(&attached, &mut out);
    let mut parts = out.finish();
    parts.caveats.extend(doubts.iter().map(|doubt| CleanText::line(doubt)));
    if count.left > 0 {
        let words = format!("Parts beyond the first {MAX_PARTS} are left out: {}.", count.left);
        parts.caveats.push(CleanText::line(&words));
    }
    if whole && (file.cut || count.unclosed) {
        parts.damaged(CUT);
    } else if whole && damaged {
        parts.damaged(HOLES);
    }
    envelope::apply(&message.head, &mut parts.metadata);
    parts.inner = attached.into_iter().filter_map(Attached::into_inner).collect();
    parts
}

/// The bytes of an attachment, by what it is called.
pub(super) fn attachment(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let file = unwrapped(bytes);
    let message = Part::message(&file.bytes, &mut Count::default());
    let found = attachments::of(&message).into_iter().find(|attached| &*attached.name == name);
    found.map(|attached| attached.contents.into_owned())
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
