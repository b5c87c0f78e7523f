//! ODT: the text, the styles and the properties of the archive, put together to one document.
//! Pictures, comments and deleted passages are counted, not shown.

mod body;
mod pages;
mod styles;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use super::archive::{Archive, resolved};
use super::xml::{Node, Xml};
use super::{Limits, ReadError, math, properties, xml};
use crate::document::Parts;
use body::Body;
use styles::Styles;

/// The parts that hold the text, and the styles and pages.
const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";

/// Equations of a file at most.
const MAX_FORMULAS: usize = 5_000;

/// The document that an ODT file holds.
pub(super) fn parts(bytes: &[u8], limits: &Limits) -> Result<Parts, ReadError> {
    let mut archive = Archive::open(bytes, limits)?;
    let manifest = archive.side_text("META-INF/manifest.xml")?;
    if manifest.contains("encryption-data") {
        return Err(ReadError::Encrypted);
    }
    let missing = || ReadError::Damaged("the part with the text is missing".into());
    let source = archive.text(CONTENT)?.ok_or_else(missing)?;
    let sheet = archive.side_text(STYLES)?;
    if !xml::is_whole(&sheet) {
        archive.note_cut(STYLES);
    }
    let mut styles = Styles::default();
    styles.read(&sheet);
    styles.read(&source);
    let formulas = formulas(&mut archive, &manifest)?;
    let mut body = Body::new(&styles);
    body.formulas = formulas;
    body.paper = !is_painted(&sheet) && !is_painted(&source);
    body.read_all(&source);
    if body.is_damaged() {
        archive.note_cut(CONTENT);
    }
    let pages = pages::first(&sheet, styles.pages(body.first_style()));
    let running = |insides: Vec<&str>| {
        let lines = insides.into_iter().map(|inside| Body::new(&styles).running_lines(inside));
        lines.into_iter().find(|lines| !lines.is_empty()).unwrap_or_default()
    };
    let head = running(pages.iter().flat_map(|pages| pages.heads.clone()).collect());
    let foot = running(pages.iter().flat_map(|pages| pages.feet.clone()).collect());
    let mut parts = body.out.finish();
    properties::apply(&mut parts, &properties::read(&archive.side_text("meta.xml")?));
    super::running::place(&mut parts, head, foot);
    archive.tell(&mut parts);
    Ok(parts)
}

/// True if pages show something behind their words: a colour, or drawings that stand there.
fn is_painted(source: &str) -> bool {
    let mut in_page = false;
    let is_body =
        |node: &Node| matches!(node, Node::Start(tag) if tag.full_name() == "office:body");
    Xml::new(source).take_while(|node| !is_body(node)).any(|node| match node {
        Node::Start(tag) => match tag.name() {
            "page-layout-properties" | "drawing-page-properties" => {
                in_page = true;
                styles::is_backed(&tag)
            }
            "background-image" => in_page && styles::is_backed(&tag),
            "graphic-properties" => tag.get("run-through").is_some_and(|how| how == "background"),
            _ => false,
        },
        Node::End(name) => {
            in_page &= name != "page-layout-properties";
            false
        }
        Node::Words(_) => false,
    })
}

/// The equations of a file on one line each, by the names of the objects that they are.
fn formulas(archive: &mut Archive, manifest: &str) -> Result<HashMap<String, String>, ReadError> {
    let mut found = HashMap::new();
    for node in Xml::new(manifest) {
        let Node::Start(tag) = node else { continue };
        let is_formula = tag.get("media-type").is_some_and(|kind| kind.ends_with(".formula"));
        if !is_formula || found.len() >= MAX_FORMULAS {
            continue;
        }
        let name = tag.get("full-path").unwrap_or_default();
        let name = resolved("", &name);
        let source = archive.side_text(&format!("{name}/{CONTENT}"))?;
        found.insert(name, math::linear(&source));
    }
    Ok(found)
}
