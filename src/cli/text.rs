//! `briefbook text`: the canonical text of a document, or its structure as data: one object for the
//! document and one for each block, so that headings, lists, tables and notes can be compared.

use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::given::{Unnamed, given};
use super::start::argument;
use super::{Args, FAILED, Output, json};
use crate::document::{Block, BlockKind, Document, MarkKind, Note};
use crate::text::{CleanText, Scalars, Span};

/// Prints the text, character for character as offsets elsewhere count it, or its blocks.
pub fn run(path: Option<&Path>, as_json: bool, args: &Args, out: &mut Output) -> io::Result<u8> {
    let named: Vec<PathBuf> = path.map(Path::to_owned).into_iter().collect();
    let given = match given(&named, Unnamed::Nothing, args) {
        Ok(given) => given.paths,
        Err(reason) => {
            out.message(&reason);
            return Ok(FAILED);
        }
    };
    let path = given.first().map_or(Path::new("-"), PathBuf::as_path);
    let read = argument(path, args).and_then(|(files, documents)| {
        let on_shelf = documents.in_memory().iter().next().map(|(path, _)| path);
        let path = files.first().map(PathBuf::as_path).or(on_shelf);
        documents.whole(path.unwrap_or(Path::new("-")))
    });
    match read {
        Ok(document) => {
            if as_json {
                blocks(path, &document, out)?;
            } else {
                out.data(document.text())?;
            }
            Ok(super::after_damage(path, document.damage(), out))
        }
        Err(reason) => {
            out.message(&super::about(path, &reason));
            Ok(FAILED)
        }
    }
}

/// The document itself: the first line.
#[derive(Serialize)]
struct Whole<'a> {
    kind: &'static str,
    path: String,
    title: &'a str,
    date: Option<String>,
    source: Option<&'a str>,
    offsets: &'static str,
    blocks: usize,
    notes: usize,
    caveats: &'a [CleanText],
    #[serde(skip_serializing_if = "Option::is_none")]
    damaged: Option<&'a str>,
}

/// A block. Offsets are Unicode scalar values into the text.
#[derive(Serialize)]
struct Row<'a> {
    kind: &'static str,
    begin: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    quote: u8,
    depth: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    marker: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cells: Vec<Place>,
    /// Marks in this block, and which blocks are their notes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Leading>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    hidden: bool,
    text: &'a str,
}

#[derive(Serialize)]
struct Place {
    begin: usize,
    end: usize,
}

#[derive(Serialize)]
struct Leading {
    begin: usize,
    end: usize,
    /// The note's number among the blocks, from 0.
    block: usize,
}

fn blocks(path: &Path, document: &Document, out: &mut Output) -> io::Result<()> {
    let notes = document.notes();
    let metadata = document.metadata();
    out.data(&json::line(&Whole {
        kind: "document",
        path: json::path(path),
        title: &document.title(),
        date: metadata.date.as_ref().map(|date| date.value.to_string()),
        source: metadata.source.as_ref().map(|source| source.value.as_str()),
        offsets: "scalar",
        blocks: document.blocks().len(),
        notes: notes.len(),
        caveats: document.caveats(),
        damaged: document.damage().map(CleanText::as_str),
    }))?;
    let scalars = Scalars::of(document.text(), spans(document, &notes));
    let mut rest = notes.as_slice();
    for block in document.blocks() {
        let here = rest.partition_point(|note| note.mark.start < block.span.end);
        let (mine, later) = rest.split_at(here);
        rest = later;
        out.data(&json::line(&row(document, block, mine, &scalars)))?;
    }
    Ok(())
}

fn row<'a>(document: &'a Document, block: &Block, notes: &[Note], scalars: &Scalars) -> Row<'a> {
    let note = document.note_label(block).is_some();
    let (level, table, header, marker, cells) = match &block.kind {
        BlockKind::Heading { level } => (Some(*level), None, None, None, &[][..]),
        BlockKind::Item { marker } => (None, None, None, Some(document.words(*marker)), &[][..]),
        BlockKind::Row { table, header, cells } => {
            (None, Some(*table), Some(*header), None, &cells[..])
        }
        BlockKind::Paragraph | BlockKind::Code | BlockKind::Rule => {
            (None, None, None, None, &[][..])
        }
    };
    let page = document.page_at(block.span.start).and_then(|at| document.pages().get(at));
    let place = |span: &Span| Place { begin: scalars.at(span.start), end: scalars.at(span.end) };
    let Place { begin, end } = place(&block.span);
    let leading = |note: &Note| {
        let Place { begin, end } = place(&note.mark);
        Leading { begin, end, block: note.block }
    };
    Row {
        kind: if note { "note" } else { kind(&block.kind) },
        begin,
        end,
        level,
        quote: block.quote,
        depth: block.depth,
        page: page.map(|page| page.label.as_str()),
        marker,
        table,
        header,
        cells: cells.iter().map(place).collect(),
        notes: notes.iter().map(leading).collect(),
        hidden: is_hidden(document, block.span),
        text: document.words(block.span),
    }
}

fn kind(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading { .. } => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Item { .. } => "item",
        BlockKind::Code => "code",
        BlockKind::Row { .. } => "row",
        BlockKind::Rule => "rule",
    }
}

/// True if the whole block is words that a person does not see.
fn is_hidden(document: &Document, span: Span) -> bool {
    let marks = document.marks();
    let from = marks.partition_point(|mark| mark.span.start < span.start);
    let here = marks.get(from..).unwrap_or_default().iter();
    here.take_while(|mark| mark.span.start == span.start)
        .any(|mark| mark.kind == MarkKind::Hidden && mark.span.end >= span.end)
}

/// Every place that is told: blocks, their cells, marks of notes.
fn spans<'a>(document: &'a Document, notes: &'a [Note]) -> impl Iterator<Item = Span> + 'a {
    let cells = |block: &'a Block| match &block.kind {
        BlockKind::Row { cells, .. } => &cells[..],
        _ => &[],
    };
    let blocks = document.blocks().iter();
    let blocks = blocks.flat_map(move |block| cells(block).iter().copied().chain([block.span]));
    blocks.chain(notes.iter().map(|note| note.mark))
}
