//! Markdown to words, blocks and marks. The canonical text is what a reader reads: no markup, no
//! addresses. Nothing is fetched or included.

mod dialect;
mod inline;
mod shortcode;
mod writer;

use std::path::Path;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{front_matter, metadata};
use crate::document::{BlockKind, Origin, Parts, Stated};
use crate::text::CleanText;
use writer::Writer;

/// Lines that open more containers than this are not read as Markdown: their tree is walked anew
/// for every line.
const MAX_NESTING: usize = 200;

/// The document that a Markdown text is, in a file of this name.
pub(super) fn parts(source: &str, name: &Path) -> Parts {
    let front = front_matter::split(source);
    let start = front.as_ref().map_or(0, |(_, at)| *at);
    let body = source.get(start..).unwrap_or_default();
    let mut parts = if is_overnested(body) {
        let mut parts = super::plain::parts(body.to_owned());
        let caveat = "The Markdown nests too deeply; it is shown as plain text.";
        parts.caveats.push(caveat.into());
        parts
    } else {
        let head = source.get(..start).unwrap_or_default();
        rendered(&dialect::plainer(body), head.matches('\n').count())
    };
    let is_note = front.as_ref().is_some_and(|(fields, _)| {
        fields.iter().any(|field| matches!(field.key.as_str(), "aliases" | "alias" | "cssclasses"))
    });
    if let Some((fields, _)) = front {
        metadata::apply(&mut parts.metadata, &fields);
    }
    if parts.metadata.title.is_none() && (is_note || body.contains("[[")) && !has_title(&parts) {
        parts.metadata.title = named(name);
    }
    parts
}

/// True if a heading stands above all others.
fn has_title(parts: &Parts) -> bool {
    let first = |kind: &BlockKind| matches!(kind, BlockKind::Heading { level: 1 });
    parts.blocks.iter().any(|block| first(&block.kind))
}

/// A note of a collection in which notes name each other is called as its file is.
fn named(name: &Path) -> Option<Stated<CleanText>> {
    let stem = name.file_stem()?.to_string_lossy();
    Some(Stated::new(metadata::clipped(&stem), Origin::FileName))
}

/// `body` begins `skipped` lines below the beginning of the file.
fn rendered(body: &str, skipped: usize) -> Parts {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    let mut writer = Writer::new(body, skipped);
    let mut notes = Vec::new();
    let mut in_note = false;
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        in_note |= matches!(event, Event::Start(Tag::FootnoteDefinition(_)));
        let ends = matches!(event, Event::End(TagEnd::FootnoteDefinition));
        if in_note {
            notes.push((event, range));
        } else {
            writer.take(event, range);
        }
        in_note &= !ends;
    }
    for (event, range) in notes {
        writer.take(event, range);
    }
    writer.finish()
}

/// True if a line begins with very many signs of quotations and lists.
fn is_overnested(body: &str) -> bool {
    let opens =
        |c: &u8| matches!(c, b'>' | b'-' | b'*' | b'+' | b'.' | b')' | b' ' | b'\t' | b'0'..=b'9');
    body.split('\n').any(|line| {
        let head = line.as_bytes().iter().take_while(|b| opens(b));
        let signs = head.filter(|b| !matches!(b, b' ' | b'\t' | b'0'..=b'9'));
        let rule = line.bytes().all(|b| b == b'-' || b == b'*');
        !rule && signs.count() > MAX_NESTING
    })
}

#[cfg(test)]
mod tests;
