//! DOCX: which parts of the archive hold what, put together to one document. Pictures, comments and
//! deleted passages are counted, not shown; nothing outside of the archive is opened.

mod body;
mod field;
mod numbering;
mod paint;
mod paragraph;
mod property;
mod run;
mod sections;
mod styles;
mod surface;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use super::archive::Archive;
use super::properties;
use super::xml::{self, Node, Xml};
use super::{Limits, ReadError};
use crate::document::Parts;
use body::{Body, NoteKind};
use numbering::Numbering;
use sections::Place;
use styles::Styles;

/// The parts that say something of the document, the surest first.
const PROPERTIES: [&str; 3] = ["docProps/core.xml", "docProps/custom.xml", "docProps/app.xml"];

/// Running heads and feet that are looked at for what they paint behind the words.
const MAX_HEADS: usize = 64;

/// A part that another one refers to.
struct Relation {
    id: String,
    /// The last word of its type ("styles", "hyperlink").
    kind: String,
    target: String,
    /// True if the target is no part of the archive.
    outside: bool,
}

/// A part with notes: its text, and the links in it.
struct Notes {
    kind: NoteKind,
    source: String,
    links: HashMap<String, String>,
}

/// The document that a DOCX file holds.
pub(super) fn parts(bytes: &[u8], limits: &Limits) -> Result<Parts, ReadError> {
    let mut archive = Archive::open(bytes, limits)?;
    let main = main_part(&mut archive)?;
    let missing = || ReadError::Damaged("the part with the text is missing".into());
    let source = archive.text(&main)?.ok_or_else(missing)?;
    let relations = relations(&mut archive, &main)?;
    let sheet = part(&mut archive, &main, &relations, "styles")?.0;
    let styles = Styles::read(&sheet);
    let numbering = Numbering::read(&part(&mut archive, &main, &relations, "numbering")?.0);
    let notes = [
        notes(&mut archive, &main, &relations, NoteKind::Foot)?,
        notes(&mut archive, &main, &relations, NoteKind::End)?,
    ];
    let mut body = Body::new(&styles, numbering);
    body.links = links(&relations);
    let pale = surface::names_white(&source) || surface::names_white(&sheet);
    body.surface.paper = pale && is_paper(&mut archive, &main, &source, &relations)?;
    body.read(&source);
    if body.is_damaged() {
        archive.note_cut(&main);
    }
    append(&mut body, &notes);
    let mut parts = body.out.finish();
    let mut running = |place: Place| {
        let found = sections::running(&source, place);
        let found = found.into_iter().filter_map(|id| relations.iter().find(|r| r.id == id));
        for relation in found.filter(|relation| !relation.outside) {
            let lines = running_lines(&mut archive, &main, relation, &styles)?;
            if !lines.is_empty() {
                return Ok(lines);
            }
        }
        Ok::<_, ReadError>(Vec::new())
    };
    let (head, foot) = (running(Place::Head)?, running(Place::Foot)?);
    for name in PROPERTIES {
        properties::apply(&mut parts, &properties::read(&archive.side_text(name)?));
    }
    super::running::place(&mut parts, head, foot);
    archive.tell(&mut parts);
    Ok(parts)
}

/// True if the pages show nothing behind their words, running heads included.
fn is_paper(
    archive: &mut Archive,
    main: &str,
    source: &str,
    relations: &[Relation],
) -> Result<bool, ReadError> {
    let mut painted = surface::is_painted(source);
    let heads = relations.iter().filter(|r| matches!(&*r.kind, "header" | "footer") && !r.outside);
    for head in heads.take(MAX_HEADS) {
        painted =
            painted || surface::is_painted(&archive.side_text(&resolved(main, &head.target))?);
    }
    Ok(!painted)
}

/// The lines of a running head or foot.
fn running_lines(
    archive: &mut Archive,
    main: &str,
    relation: &Relation,
    styles: &Styles,
) -> Result<Vec<String>, ReadError> {
    let source = whole_part(archive, &resolved(main, &relation.target))?;
    Ok(Body::new(styles, Numbering::default()).running_lines(&source))
}

/// The name of the part that holds the text.
fn main_part(archive: &mut Archive) -> Result<String, ReadError> {
    let found = relations(archive, "")?;
    let main = found.into_iter().find(|relation| relation.kind == "officeDocument");
    Ok(main.map_or_else(|| "word/document.xml".to_owned(), |main| resolved("", &main.target)))
}

/// The text of a part that the part `from` refers to, and its name; empty if there is none.
fn part(
    archive: &mut Archive,
    from: &str,
    relations: &[Relation],
    kind: &str,
) -> Result<(String, String), ReadError> {
    let found = relations.iter().find(|relation| relation.kind == kind && !relation.outside);
    let Some(relation) = found else { return Ok(Default::default()) };
    let name = resolved(from, &relation.target);
    Ok((whole_part(archive, &name)?, name))
}

/// The text of a part beside the main one; the archive is told if it is cut.
fn whole_part(archive: &mut Archive, name: &str) -> Result<String, ReadError> {
    let source = archive.side_text(name)?;
    if !xml::is_whole(&source) {
        archive.note_cut(name);
    }
    Ok(source)
}

fn notes(
    archive: &mut Archive,
    from: &str,
    all: &[Relation],
    kind: NoteKind,
) -> Result<Notes, ReadError> {
    let word = if kind == NoteKind::Foot { "footnotes" } else { "endnotes" };
    let (source, name) = part(archive, from, all, word)?;
    let own = if source.is_empty() { Vec::new() } else { relations(archive, &name)? };
    Ok(Notes { kind, source, links: links(&own) })
}

/// Appends the notes in the order in which the text refers to them.
fn append<'a>(body: &mut Body<'a>, parts: &'a [Notes]) {
    let indexed: Vec<(&Notes, HashMap<String, &str>)> =
        parts.iter().map(|part| (part, bodies(&part.source))).collect();
    let mut at = 0;
    while let Some(note) = body.notes.get(at).cloned() {
        at += 1;
        let part = indexed.iter().find(|(part, _)| part.kind == note.kind);
        let found = part.and_then(|(part, bodies)| Some((part, *bodies.get(&note.id)?)));
        if let Some((part, inside)) = found {
            body.links.clone_from(&part.links);
            body.note_body(at, inside);
        }
    }
}

/// What each note of a part holds, by its id.
fn bodies(source: &str) -> HashMap<String, &str> {
    let mut found = HashMap::new();
    let mut xml = Xml::new(source);
    while let Some(node) = xml.next() {
        let Node::Start(tag) = node else { continue };
        let special = tag.get("type").is_some_and(|kind| kind != "normal");
        if matches!(tag.name(), "footnote" | "endnote") && !special {
            let id = tag.get("id").unwrap_or_default();
            found.insert(id, xml.pass_over());
        }
    }
    found
}

fn links(relations: &[Relation]) -> HashMap<String, String> {
    let outside = relations.iter().filter(|relation| relation.kind == "hyperlink");
    outside.map(|relation| (relation.id.clone(), relation.target.clone())).collect()
}

/// What a part refers to; the archive itself has the empty name.
fn relations(archive: &mut Archive, part: &str) -> Result<Vec<Relation>, ReadError> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let source = archive.side_text(&format!("{folder}_rels/{name}.rels"))?;
    let tags = Xml::new(&source).filter_map(|node| match node {
        Node::Start(tag) if tag.name() == "Relationship" => Some(tag),
        _ => None,
    });
    let relation = |tag: super::xml::Tag| Relation {
        id: tag.get("Id").unwrap_or_default(),
        kind: tag.get("Type").unwrap_or_default().rsplit('/').next().unwrap_or("").to_owned(),
        target: tag.get("Target").unwrap_or_default(),
        outside: tag.get("TargetMode").is_some_and(|mode| mode == "External"),
    };
    Ok(tags.map(relation).collect())
}

/// A target as the name of an entry: relative to the part that names it, never above the archive.
fn resolved(from: &str, target: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    super::archive::resolved(folder, target)
}
