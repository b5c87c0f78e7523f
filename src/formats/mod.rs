//! From the bytes of a file to a document: what kind of file it is, its encoding, its structure.
//! Reads no files itself: bytes come from `runtime`. A room for each format turns bytes into parts;
//! what they have in common is here.

mod archive;
mod builder;
mod composer;
mod docx;
mod draft;
mod encoding;
mod epub;
mod front_matter;
mod head;
mod html;
mod hyperlink;
mod imprint;
mod ink;
mod inner;
mod kind;
mod limits;
mod lost;
mod mail;
mod markdown;
mod math;
mod metadata;
mod numerals;
mod odt;
mod pdf;
mod picture;
mod plain;
mod properties;
mod refused;
mod rtf;
mod running;
mod source;
mod stripper;
mod symbols;
mod title;
mod unseen;
mod xml;

pub use kind::{Kind, kind};
pub use limits::Limits;
pub use source::{ReadError, Source};

use std::path::Path;

use crate::document::{Document, Parts};
use crate::text::{CleanText, is_invisible, stand_in};

/// Markdown beyond this many bytes is read as plain text: its tree takes many times its size.
const MAX_MARKDOWN: usize = 8 << 20;

/// Files inside of each other at most: an attachment of a message in a mailbox has two around it.
const MAX_INNER_DEPTH: usize = 8;

/// What is said of a gzip file whose sum or length does not agree.
const DAMAGED_GZIP: &str = "Damaged: what was unpacked is not what was packed, or the file is cut; \
                            text may be missing or wrong.";

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
    read_packed(source, limits, early, None)
}

/// Reads a document that was packed in something damaged, if `damage` says so.
fn read_packed(
    source: &Source,
    limits: &Limits,
    early: &mut dyn FnMut(Document),
    damage: Option<&str>,
) -> Result<Document, ReadError> {
    let kind = kind(source.name, source.bytes);
    let mut parts = parts(source, kind, limits, &mut |parts| {
        if let Ok(document) = complete(parts, source.name) {
            early(document);
        }
    })?;
    if kind.needs_sandbox() && parts.text.len() > limits.text {
        return Err(ReadError::TooLarge("its text is longer than the program reads"));
    }
    if let Some(damage) = damage {
        parts.damaged(damage);
    }
    let read_to_its_end = source.whole && parts.pages_left == 0;
    complete(if read_to_its_end { worded(parts)? } else { parts }, source.name)
}

/// Reads a document inside of a file: a message of a mailbox, an attachment. `inner` is a path below
/// the file; if it is empty, the file itself is read.
///
/// # Errors
/// As [`read`], and if there is no such document in the file.
pub fn read_inside(
    source: &Source,
    inner: &Path,
    limits: &Limits,
    early: &mut dyn FnMut(Document),
) -> Result<Document, ReadError> {
    if inner.as_os_str().is_empty() || kind(source.name, source.bytes) != Kind::Gzip {
        return read_step(source, inner, limits, early, None);
    }
    let name = source.name.with_extension("");
    let unpacked = archive::gunzip(source.bytes, limits)?;
    let damage = (!unpacked.whole).then_some(DAMAGED_GZIP);
    let source = Source { name: &name, bytes: &unpacked.bytes, ..*source };
    read_step(&source, inner, limits, early, damage)
}

/// Reads a document inside of a file that is not packed itself.
fn read_step(
    source: &Source,
    inner: &Path,
    limits: &Limits,
    early: &mut dyn FnMut(Document),
    damage: Option<&str>,
) -> Result<Document, ReadError> {
    let mut steps = inner.components();
    let Some(step) = steps.next().and_then(|step| step.as_os_str().to_str()) else {
        return read_packed(source, limits, early, damage);
    };
    if steps.clone().count() >= MAX_INNER_DEPTH {
        return Err(ReadError::TooLarge("too many files stand inside of each other"));
    }
    let (name, bytes) = part(source, step)?;
    let source = Source { name: Path::new(&name), bytes: &bytes, whole: source.whole };
    read_step(&source, steps.as_path(), limits, early, damage)
}

/// The name and the bytes of a document inside of a file.
fn part(source: &Source, step: &str) -> Result<(String, Vec<u8>), ReadError> {
    let Source { name, bytes, .. } = source;
    match kind(name, bytes) {
        Kind::Mailbox => {
            let message = mail::message(bytes, step).ok_or(ReadError::Gone)?;
            Ok((format!("{step}.eml"), message.to_vec()))
        }
        Kind::Mail => {
            let attachment = mail::attachment(bytes, step).ok_or(ReadError::Gone)?;
            Ok((step.to_owned(), attachment))
        }
        _ => Err(ReadError::Gone),
    }
}

fn parts(
    source: &Source,
    kind: Kind,
    limits: &Limits,
    early: &mut dyn FnMut(Parts),
) -> Result<Parts, ReadError> {
    let bytes = source.bytes;
    Ok(match kind {
        Kind::Text => text(source, false)?,
        Kind::Markdown => text(source, true)?,
        Kind::Html => html::parts(bytes, limits, source.whole)?,
        Kind::Pdf => pdf::parts(bytes, limits, early)?,
        Kind::Docx => docx::parts(bytes, limits)?,
        Kind::Odt => odt::parts(bytes, limits)?,
        Kind::Rtf => rtf::parts(bytes),
        Kind::Epub => epub::parts(bytes, limits)?,
        Kind::Mail => mail::parts(bytes, source.whole, limits),
        Kind::Mailbox => mail::mailbox(bytes),
        Kind::Gzip => packed(source, limits, early)?,
        Kind::Unsupported(name) => return Err(ReadError::Unsupported(name)),
        Kind::Binary => return Err(ReadError::Binary),
        Kind::Empty => return Err(ReadError::Empty),
    })
}

/// What a gzip file holds: one document, no further archive.
fn packed(
    source: &Source,
    limits: &Limits,
    early: &mut dyn FnMut(Parts),
) -> Result<Parts, ReadError> {
    let name = source.name.with_extension("");
    let unpacked = archive::gunzip(source.bytes, limits)?;
    let source = Source { name: &name, bytes: &unpacked.bytes, ..*source };
    let kind = kind(&name, source.bytes);
    if matches!(kind, Kind::Gzip | Kind::Unsupported("archive")) {
        return Err(ReadError::Nested);
    }
    let mut parts = parts(&source, kind, limits, early)?;
    // They stand in what was unpacked, not in the file.
    parts.inner.iter_mut().for_each(|inner| inner.range = None);
    if !unpacked.whole {
        parts.damaged(DAMAGED_GZIP);
    }
    Ok(parts)
}

/// Parts that hold words, or documents inside.
///
/// # Errors
/// If there are none: what there is instead.
fn worded(parts: Parts) -> Result<Parts, ReadError> {
    if !parts.text.trim().is_empty() || !parts.inner.is_empty() {
        return Ok(parts);
    }
    if let Some(damage) = &parts.damage {
        let words = damage.strip_prefix("Damaged: ").unwrap_or(damage);
        return Err(ReadError::Damaged(CleanText::line(words)));
    }
    let said: Vec<&str> = parts.caveats.iter().map(|caveat| caveat.trim_end_matches('.')).collect();
    Err(ReadError::NoWords(match said.is_empty() {
        true => "the document is empty".into(),
        false => CleanText::line(&said.join("; ")),
    }))
}

/// Parts with everything that the text itself and the file's name tell, as a document.
fn complete(mut parts: Parts, name: &Path) -> Result<Document, ReadError> {
    metadata::complete(&mut parts, name);
    Ok(Document::new(parts)?)
}

fn text(source: &Source, markdown: bool) -> Result<Parts, ReadError> {
    let decoded = encoding::decode(source.bytes, source.whole).ok_or(ReadError::Binary)?;
    let mut caveats = caveats_of(&decoded, markdown);
    let too_long = decoded.text.len() > MAX_MARKDOWN;
    if markdown && too_long {
        caveats.push("The file is too long to be read as Markdown; it is shown as it is.".into());
    }
    let mut parts = if markdown && !too_long {
        markdown::parts(&decoded.text, source.name)
    } else {
        plain::parts(decoded.text)
    };
    parts.metadata.encoding = decoded.encoding.into();
    caveats.append(&mut parts.caveats);
    Ok(Parts { caveats, ..parts })
}

fn caveats_of(decoded: &encoding::Decoded, markdown: bool) -> Vec<CleanText> {
    let (mut shown, mut hidden) = (0, 0);
    for line in decoded.text.split('\n').filter(|line| !is_printable(line)) {
        for c in line.chars().filter(|c| !(' '..='~').contains(c)) {
            // A form feed ends a page; no mark stands for it in plain text.
            shown += usize::from(stand_in(c).is_some() && (c != '\u{C}' || markdown));
            hidden += usize::from(is_invisible(c));
        }
    }
    let marks = sentence(shown, "control or direction character", "shown as a mark");
    let hidden = sentence(hidden, "invisible character", "not painted");
    marks.into_iter().chain(hidden).chain(decoded.complaint()).collect()
}

/// ASCII without controls; counted rather than searched, so that many bytes are looked at at once.
fn is_printable(line: &str) -> bool {
    line.bytes().fold(true, |so_far, b| so_far & (b' '..=b'~').contains(&b))
}

/// "1 control character is …", "17 control characters are …"; nothing for none.
fn sentence(count: usize, what: &str, fate: &str) -> Option<CleanText> {
    let fates = fate.replace("a mark", "marks");
    match count {
        0 => None,
        1 => Some(CleanText::line(&format!("1 {what} is {fate}."))),
        n => Some(CleanText::line(&format!("{n} {what}s are {fates}."))),
    }
}

#[cfg(test)]
mod tests;
