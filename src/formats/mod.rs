//! From the bytes of a file to a document: what kind of file it is, its encoding, its structure.
//! Reads no files itself: bytes come from `runtime`. A room for each format turns bytes into parts;
//! what they have in common is here.

mod builder;
mod encoding;
mod front_matter;
mod head;
mod html;
mod kind;
mod limits;
mod markdown;
mod metadata;
mod pdf;
mod plain;
mod stripper;
mod title;

pub use kind::{Kind, kind};
pub use limits::Limits;

use std::path::Path;

use thiserror::Error;

use crate::document::{Document, InvalidSpan, Parts};
use crate::text::{Shown, is_invisible, stand_in};

/// Markdown beyond this many bytes is read as plain text: its tree takes many times its size.
const MAX_MARKDOWN: usize = 8 << 20;

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
    #[error("{}, which briefbook cannot read", is_a(.0))]
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
    /// It breaks the rules of its format.
    #[error("damaged: {0}")]
    Damaged(Shown),
    /// It holds more of something than is read.
    #[error("too large: {0}")]
    TooLarge(&'static str),
    /// It unpacks to far more than it should.
    #[error("it unpacks to more than {0} bytes, the most that is read")]
    Bomb(u64),
    /// An archive inside an archive.
    #[error("an archive inside an archive, which is not unpacked")]
    Nested,
    /// A fault of ours.
    #[error("the file could not be read: {0}")]
    Invalid(#[from] InvalidSpan),
}

/// Reads a document of a supported format.
///
/// # Errors
/// [`ReadError`] says why there is none; damaged text is no error but a caveat.
pub fn read(source: &Source) -> Result<Document, ReadError> {
    read_within(source, &Limits::WHOLE, &mut |_| {})
}

/// Reads a document as far as `limits` allow. Of a long one, `early` is given the beginning as soon
/// as it is there, if the format can tell it apart.
///
/// # Errors
/// As [`read`].
pub fn read_within(
    source: &Source,
    limits: &Limits,
    early: &mut dyn FnMut(Document),
) -> Result<Document, ReadError> {
    let kind = kind(source.name, source.bytes);
    let parts = match kind {
        Kind::Text => text(source, false)?,
        Kind::Markdown => text(source, true)?,
        Kind::Html => html::parts(source.bytes, limits)?,
        Kind::Pdf => pdf::parts(source.bytes, limits, &mut |parts| {
            if let Ok(document) = complete(parts, source.name) {
                early(document);
            }
        })?,
        Kind::Docx => return Err(ReadError::Unsupported("Word (DOCX)")),
        Kind::Odt => return Err(ReadError::Unsupported("OpenDocument")),
        Kind::Rtf => return Err(ReadError::Unsupported("RTF")),
        Kind::Epub => return Err(ReadError::Unsupported("EPUB")),
        Kind::Mail => return Err(ReadError::Unsupported("e-mail")),
        Kind::Mailbox => return Err(ReadError::Unsupported("mailbox")),
        Kind::Gzip => return Err(ReadError::Unsupported("archive")),
        Kind::Unsupported(name) => return Err(ReadError::Unsupported(name)),
        Kind::Binary => return Err(ReadError::Binary),
        Kind::Empty => return Err(ReadError::Empty),
    };
    if kind.needs_a_wall() && parts.text.len() > limits.text {
        return Err(ReadError::TooLarge("its text is longer than the program reads"));
    }
    complete(parts, source.name)
}

/// Parts with everything that the text itself and the file's name tell, as a document.
fn complete(mut parts: Parts, name: &Path) -> Result<Document, ReadError> {
    metadata::complete(&mut parts, name);
    Ok(Document::new(parts)?)
}

fn text(source: &Source, markdown: bool) -> Result<Parts, ReadError> {
    let decoded = encoding::decode(source.bytes, source.whole).ok_or(ReadError::Binary)?;
    let mut caveats = caveats_of(&decoded);
    let too_long = decoded.text.len() > MAX_MARKDOWN;
    if markdown && too_long {
        caveats.push("The file is too long to be read as Markdown; it is shown as it is.".into());
    }
    let mut parts = if markdown && !too_long {
        markdown::parts(&decoded.text)
    } else {
        plain::parts(decoded.text)
    };
    parts.metadata.encoding = decoded.encoding.into();
    caveats.append(&mut parts.caveats);
    Ok(Parts { caveats, ..parts })
}

fn is_a(name: &str) -> String {
    match name {
        "audio or video" => format!("this is {name}"),
        "image" | "archive" => format!("this is an {name}"),
        "RTF" | "EPUB" | "Excel" | "OpenDocument" | "e-mail" => {
            format!("this is an {name} file")
        }
        _ => format!("this is a {name} file"),
    }
}

fn caveats_of(decoded: &encoding::Decoded) -> Vec<Shown> {
    let (mut shown, mut hidden) = (0, 0);
    for line in decoded.text.split('\n').filter(|line| !is_printable(line)) {
        for c in line.chars().filter(|c| !(' '..='~').contains(c)) {
            shown += usize::from(stand_in(c).is_some());
            hidden += usize::from(is_invisible(c));
        }
    }
    let marks = sentence(shown, "control or direction character", "shown as a mark");
    let hidden = sentence(hidden, "invisible character", "not painted");
    let broken = decoded.damaged.then(|| {
        let name = decoded.encoding;
        Shown::line(&format!("Some bytes are not valid {name}; they are shown as \u{FFFD}."))
    });
    marks.into_iter().chain(hidden).chain(broken).collect()
}

/// ASCII without controls; counted rather than searched, so that many bytes are looked at at once.
fn is_printable(line: &str) -> bool {
    line.bytes().fold(true, |so_far, b| so_far & (b' '..=b'~').contains(&b))
}

/// "1 control character is …", "17 control characters are …"; nothing for none.
fn sentence(count: usize, what: &str, fate: &str) -> Option<Shown> {
    let fates = fate.replace("a mark", "marks");
    match count {
        0 => None,
        1 => Some(Shown::line(&format!("1 {what} is {fate}."))),
        n => Some(Shown::line(&format!("{n} {what}s are {fates}."))),
    }
}

#[cfg(test)]
mod tests;
