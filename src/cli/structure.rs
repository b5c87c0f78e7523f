//! `briefbook structure`: what a briefing is made of, for people and programs: markings, the head of a
//! message, numbered paragraphs, sections, the bottom line, notes.

use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::each::{Told, each};
use super::{Args, NOTHING, Output, json};
use crate::document::{Document, StructureKind, StructureMark};
use crate::text::{CleanText, Scalars, Span, single_spaced};

/// A document and its marks.
#[derive(Serialize)]
struct Row<'a> {
    path: &'a str,
    title: &'a str,
    offsets: &'static str,
    marks: Vec<MarkRow>,
}

/// A mark. Offsets are Unicode scalar values into the text.
#[derive(Serialize)]
struct MarkRow {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'static str>,
    begin: usize,
    end: usize,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    depth: Option<usize>,
    /// Of the mark of a note: where the note stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<[usize; 2]>,
}

/// Prints the structure of every document below the paths.
pub fn run(paths: &[PathBuf], as_json: bool, args: &Args, out: &mut Output) -> io::Result<u8> {
    let tell = |(): &mut (), path: &Path, document: &Document| {
        let path = json::path(path);
        let words = match as_json {
            true => rows(&path, document),
            false => plain(&path, document),
        };
        Told { words, found: document.structure().marks.len() }
    };
    let status = each((paths, args), || (), tell, out)?;
    if status == NOTHING {
        out.message("nothing of how briefings are made is found");
    }
    Ok(status)
}

fn rows(path: &str, document: &Document) -> String {
    let structure = document.structure();
    let notes = document.notes();
    let block = |at: usize| document.blocks().get(at).map_or(Span::default(), |block| block.span);
    let spans = structure.marks.iter().map(|mark| mark.span);
    let noted = notes.iter().flat_map(|note| [note.mark, block(note.block)]);
    let scalars = Scalars::of(document.text(), spans.chain(noted));
    let mut marks: Vec<MarkRow> =
        structure.marks.iter().map(|mark| row(document, mark, &scalars)).collect();
    marks.extend(notes.iter().map(|note| {
        let block = block(note.block);
        MarkRow {
            kind: "note",
            name: None,
            begin: scalars.at(note.mark.start),
            end: scalars.at(note.mark.end),
            value: document.words(note.mark).trim_matches(['[', ']']).to_owned(),
            depth: None,
            note: Some([scalars.at(block.start), scalars.at(block.end)]),
        }
    }));
    marks.sort_by_key(|mark| (mark.begin, std::cmp::Reverse(mark.end)));
    json::line(&Row { path, title: &document.title(), offsets: "scalar", marks })
}

fn row(document: &Document, mark: &StructureMark, scalars: &Scalars) -> MarkRow {
    let depth = match mark.kind {
        StructureKind::Paragraph { depth, .. } => Some(depth),
        _ => None,
    };
    MarkRow {
        kind: mark.kind.name(),
        name: name(&mark.kind),
        begin: scalars.at(mark.span.start),
        end: scalars.at(mark.span.end),
        value: value(document, mark),
        depth,
        note: None,
    }
}

fn name(kind: &StructureKind) -> Option<&'static str> {
    match kind {
        StructureKind::Header { name, .. } => Some(name.name()),
        _ => None,
    }
}

/// What a mark says: words on one line, the path of a paragraph, an instant, the name of a section.
fn value(document: &Document, mark: &StructureMark) -> String {
    match &mark.kind {
        StructureKind::DateTimeGroup(instant) => instant.to_string(),
        StructureKind::Header { value, .. } => single_spaced(document.words(*value)),
        StructureKind::Paragraph { label, .. } => label.clone(),
        StructureKind::Section(section) => section.name().to_owned(),
        _ => single_spaced(document.words(mark.span)),
    }
}

/// The marks for people: a line each, under the title.
fn plain(path: &str, document: &Document) -> String {
    let mut words = format!("{} ({})\n", document.title(), CleanText::line(path));
    let titled = |mark: &StructureMark| {
        let rest = document.text().get(mark.span.end..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default().trim();
        line.chars().take(60).collect::<String>()
    };
    for mark in &document.structure().marks {
        let line = match &mark.kind {
            StructureKind::Portion => continue,
            StructureKind::Header { name, .. } => {
                format!("{}: {}", name.name(), value(document, mark))
            }
            StructureKind::Paragraph { label, depth } => {
                format!(
                    "{:indent$}{label} {}",
                    "",
                    titled(mark),
                    indent = depth.saturating_sub(1) * 2
                )
            }
            StructureKind::Section(section) => {
                format!("{}: {}", section.name(), single_spaced(document.words(mark.span)))
            }
            StructureKind::BottomLine => format!("bottom line: {}", value(document, mark)),
            StructureKind::Classification => format!("classification: {}", value(document, mark)),
            StructureKind::DateTimeGroup(_) => {
                format!("date-time group: {}", value(document, mark))
            }
        };
        words.push_str(&format!("  {}\n", line.trim_end()));
    }
    words
}
