//! ODT: the text, the styles and the properties of the archive, put together to one document.
//! Pictures, comments and deleted passages are counted, not shown.

mod body;
mod styles;
#[cfg(test)]
mod tests;

use super::archive::Archive;
use super::properties;
use super::{Limits, ReadError};
use crate::document::Parts;
use body::Body;
use styles::Styles;

/// The document that an ODT file holds.
pub(super) fn parts(bytes: &[u8], limits: &Limits) -> Result<Parts, ReadError> {
    let mut archive = Archive::open(bytes, limits)?;
    let manifest = archive.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(ReadError::Encrypted);
    }
    let missing = || ReadError::Damaged("the part with the text is missing".into());
    let source = archive.text("content.xml")?.ok_or_else(missing)?;
    let mut styles = Styles::default();
    styles.read(&archive.text("styles.xml")?.unwrap_or_default());
    styles.read(&source);
    let mut body = Body::new(&styles);
    body.read_all(&source);
    let damaged = body.is_damaged();
    let mut parts = body.out.finish();
    if damaged {
        parts.caveats.push("The file is damaged; some of its text may be missing.".into());
    }
    let meta = archive.text("meta.xml")?.unwrap_or_default();
    properties::apply(&mut parts, &properties::read(&meta));
    Ok(parts)
}
