//! ODT: the text, the styles and the properties of the archive, put together to one document.
//! Pictures, comments and deleted passages are counted, not shown.

mod body;
mod pages;
mod styles;
#[cfg(test)]
mod tests;

use super::archive::Archive;
use super::{Limits, ReadError, properties, xml};
use crate::document::Parts;
use body::Body;
use styles::Styles;

/// The parts that hold the text, and the styles and pages.
const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";

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
    let mut body = Body::new(&styles);
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
    super::worded(parts)
}
