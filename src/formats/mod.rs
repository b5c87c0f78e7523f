//! From the bytes of a file to a document: what kind of file it is, its encoding, its structure.
//! Reads no files itself: bytes come from `runtime`.

mod encoding;
mod front_matter;
mod head;
mod kind;
mod markdown;
mod metadata;
mod plain;
mod title;

pub use kind::{Kind, kind};

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
    #[error("{}, which briefbook cannot read yet", is_a(.0))]
    Unsupported(&'static str),
    /// No text in it.
    #[error("binary file: it holds no text")]
    Binary,
    /// Nothing in it.
    #[error("empty file")]
    Empty,
    /// A fault of ours.
    #[error("the file could not be read: {0}")]
    Invalid(#[from] InvalidSpan),
}

/// Reads a document of a supported format.
///
/// # Errors
/// [`ReadError`] says why there is none; damaged text is no error but a caveat.
pub fn read(source: &Source) -> Result<Document, ReadError> {
    let kind = match kind(source.name, source.bytes) {
        Kind::Unsupported(name) => return Err(ReadError::Unsupported(name)),
        Kind::Binary => return Err(ReadError::Binary),
        Kind::Empty => return Err(ReadError::Empty),
        kind => kind,
    };
    let decoded = encoding::decode(source.bytes, source.whole).ok_or(ReadError::Binary)?;
    let mut caveats = caveats_of(&decoded);
    let too_long = decoded.text.len() > MAX_MARKDOWN;
    if kind == Kind::Markdown && too_long {
        caveats.push("The file is too long to be read as Markdown; it is shown as it is.".into());
    }
    let mut parts = if kind == Kind::Markdown && !too_long {
        markdown::parts(&decoded.text)
    } else {
        plain::parts(decoded.text)
    };
    parts.metadata.encoding = decoded.encoding;
    metadata::complete(&mut parts, source.name);
    caveats.append(&mut parts.caveats);
    Ok(Document::new(Parts { caveats, ..parts })?)
}

fn is_a(name: &str) -> String {
    match name {
        "audio or video" => format!("this is {name}"),
        "image" | "archive" => format!("this is an {name}"),
        "RTF" | "HTML" | "EPUB" | "Excel" | "OpenDocument" | "e-mail" => {
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
