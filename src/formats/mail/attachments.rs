//! What is attached to a message and to the messages inside of it: names, sizes, contents. Reads no
//! attachment.

use std::borrow::Cow;
use std::path::Path;

use super::super::inner::Names;
use super::super::kind::{Kind, kind};
use super::body::{MAX_SHOWN, contents, is_attached};
use super::part::{Content, Count, MAX_PARTS, Part};
use crate::document::Inner;
use crate::text::CleanText;

/// An attachment.
#[derive(Debug)]
pub struct Attached<'m> {
    /// By which it is opened.
    pub name: CleanText,
    /// Its bytes, unpacked from the form in which they were sent.
    pub contents: Cow<'m, [u8]>,
    kind: Kind,
}

/// The attachments of a message, pictures in its text among them, up to [`MAX_PARTS`].
pub(super) fn of<'m>(message: &'m Part<'_>) -> Vec<Attached<'m>> {
    let mut all = All { names: Names::default(), found: Vec::new(), depth: 0 };
    all.part(message, true, false);
    all.found
}

struct All<'m> {
    names: Names,
    found: Vec<Attached<'m>>,
    /// Messages around this one that were packed for the way.
    depth: usize,
}

impl<'m> All<'m> {
    /// Takes in a part and what stands inside of it. `beside` is true for what belongs to a page and
    /// is no page itself.
    fn part(&mut self, part: &'m Part<'_>, first: bool, beside: bool) {
        if self.found.len() >= MAX_PARTS {
            return;
        }
        match &part.content {
            Content::Message(message) => self.part(message, true, false),
            Content::Parts(parts) => {
                let alternative = part.kind.1 == "alternative";
                let related = part.kind.1 == "related";
                for (at, inner) in parts.iter().enumerate() {
                    let form = alternative && matches!(inner.kind.1.as_str(), "plain" | "html");
                    if !form || inner.head.is_attachment() {
                        self.part(inner, at == 0 || alternative, related && at > 0);
                    }
                }
            }
            Content::Leaf(_) if part.is_packed_message() => self.packed(part),
            Content::Leaf(_) => {
                if beside || part.kind.0 == "image" || is_attached(part, first) {
                    let attached = attached(part, contents(part), &mut self.names);
                    self.found.push(attached);
                }
            }
        }
    }

    /// What is attached to a message that was packed for the way.
    fn packed(&mut self, part: &'m Part<'_>) {
        if self.depth == MAX_SHOWN {
            return;
        }
        let bytes = contents(part);
        let message = Part::message(&bytes, &mut Count::default());
        let names = std::mem::take(&mut self.names);
        let mut inner = All { names, found: Vec::new(), depth: self.depth + 1 };
        inner.part(&message, true, false);
        let All { names, found, .. } = inner;
        self.names = names;
        let owned = |attached: Attached| Attached {
            contents: Cow::Owned(attached.contents.into_owned()),
            name: attached.name,
            kind: attached.kind,
        };
        self.found.extend(found.into_iter().map(owned));
    }
}

fn attached<'m>(part: &Part, contents: Cow<'m, [u8]>, names: &mut Names) -> Attached<'m> {
    let given = part.head.file_name().map(str::to_owned);
    let name = names.take(&given.unwrap_or_else(|| format!("attachment.{}", ending(part))));
    let kind = kind(Path::new(&*name), &contents);
    Attached { name, contents, kind }
}

/// The usual ending of a part without a name.
fn ending(part: &Part) -> &'static str {
    match (part.kind.0.as_str(), part.kind.1.as_str()) {
        ("text", "html") => "html",
        ("text", "calendar") => "ics",
        ("text", _) | ("message", _) => "txt",
        (_, "pdf") => "pdf",
        (_, "rtf") => "rtf",
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
            title: None,
            date: None,
            source: None,
            format: self.kind.label().into(),
            bytes: self.contents.len() as u64,
            range: None,
        })
    }
}
