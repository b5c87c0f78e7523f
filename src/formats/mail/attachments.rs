//! What is attached to a message: names, sizes, contents. Reads no attachment.

use std::borrow::Cow;
use std::path::Path;

use mail_parser::{Message, MessagePart, MimeHeaders, PartType};

use super::super::inner::Names;
use super::super::kind::{Kind, kind};
use super::beginning::MAX_PARTS;
use super::envelope;
use crate::document::{Date, Inner};
use crate::text::Shown;

/// An attachment.
#[derive(Debug)]
pub struct Attached<'m> {
    /// By which it is opened.
    pub name: Shown,
    /// Its bytes, unpacked from the form in which they were sent.
    pub contents: Cow<'m, [u8]>,
    kind: Kind,
    title: Option<Shown>,
    date: Option<Date>,
    source: Option<Shown>,
}

/// The attachments of a message, pictures in its text among them, up to [`MAX_PARTS`].
pub(super) fn of<'m>(message: &'m Message<'m>) -> Vec<Attached<'m>> {
    let mut names = Names::default();
    let parts = message.attachments.iter().filter_map(|id| message.part(*id));
    parts.take(MAX_PARTS).map(|part| attached(message, part, &mut names)).collect()
}

fn attached<'m>(
    message: &'m Message<'m>,
    part: &'m MessagePart<'m>,
    names: &mut Names,
) -> Attached<'m> {
    let contents = contents(message, part);
    let inside = part.message();
    let subject = inside.and_then(|inside| inside.subject()).map(envelope::clipped);
    let given = part.attachment_name().map(str::to_owned);
    let wanted = given.or_else(|| subject.as_ref().map(|subject| format!("{subject}.eml")));
    let name = names.take(&wanted.unwrap_or_else(|| format!("attachment.{}", ending(part))));
    let kind = match inside {
        Some(_) => Kind::Mail,
        None => kind(Path::new(&*name), &contents),
    };
    let sender = inside.and_then(|inside| inside.from()).and_then(envelope::sender);
    Attached {
        name,
        contents,
        kind,
        title: subject.as_deref().map(Shown::line),
        date: inside.and_then(|inside| inside.date()).and_then(envelope::date),
        source: sender.as_deref().map(Shown::line),
    }
}

/// A message that is attached stands in the message as it was sent.
fn contents<'m>(message: &'m Message<'m>, part: &'m MessagePart<'m>) -> Cow<'m, [u8]> {
    if part.message().is_some() && part.encoding == mail_parser::Encoding::None {
        let at = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
        let raw = message.raw_message.get(at(part.offset_body)..at(part.offset_end));
        return Cow::Borrowed(raw.unwrap_or_default());
    }
    Cow::Borrowed(part.contents())
}

/// The usual ending of a part without a name.
fn ending(part: &MessagePart) -> &'static str {
    match (&part.body, part.content_type().and_then(|kind| kind.subtype())) {
        (PartType::Html(_), _) => "html",
        (PartType::Message(_), _) => "eml",
        (PartType::Text(_), _) => "txt",
        (_, Some("pdf")) => "pdf",
        (_, Some("rtf")) => "rtf",
        _ => "bin",
    }
}

impl Attached<'_> {
    /// "report.docx (docx, 13436 bytes)".
    pub(super) fn sentence(&self) -> String {
        let format = match self.kind {
            Kind::Binary => "data",
            kind => kind.label(),
        };
        format!("{} ({format}, {} bytes)", self.name, self.contents.len())
    }

    /// As a document of its own, if it can be read.
    pub(super) fn into_inner(self) -> Option<Inner> {
        let readable = !matches!(self.kind, Kind::Unsupported(_) | Kind::Binary | Kind::Empty);
        readable.then(|| Inner {
            name: self.name,
            title: self.title,
            date: self.date,
            source: self.source,
            format: self.kind.label().into(),
            bytes: self.contents.len() as u64,
            range: None,
        })
    }
}
