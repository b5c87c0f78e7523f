//! What a property of a DOCX file says by its one usual attribute.

use super::super::xml::Tag;

/// False if the property is there to be switched off.
pub(super) fn is_on(tag: &Tag) -> bool {
    !matches!(tag.get("val").as_deref(), Some("0" | "false" | "off"))
}

/// The attribute that nearly every tag of the format has.
pub(super) fn value(tag: &Tag) -> String {
    tag.get("val").unwrap_or_default()
}
