//! What a property of a DOCX file says of how words and what is behind them are painted.

use super::super::ink::{Ink, is_tiny, is_white};
use super::super::xml::Tag;
use super::property::{is_on, value};

/// Takes what a property says of how words are painted.
pub(super) fn take(ink: &mut Ink, tag: &Tag) {
    match tag.name() {
        "vanish" => ink.hidden = Some(is_on(tag)),
        "color" => ink.white = Some(is_white(&value(tag))),
        "sz" => ink.tiny = tag.number("val").map(is_tiny),
        "shd" => ink.backed |= is_dark(tag),
        "highlight" => ink.backed |= !matches!(value(tag).as_str(), "none" | "white" | ""),
        "outline" | "shadow" | "emboss" | "imprint" => ink.backed |= is_on(tag),
        "textFill" | "textOutline" | "glow" => ink.backed = true,
        _ => {}
    }
}

/// True if a shading is anything but white.
pub(super) fn is_dark(tag: &Tag) -> bool {
    let fill = tag.get("fill").unwrap_or_default();
    let plain = matches!(fill.as_str(), "" | "auto");
    let pattern = value(tag);
    let patterned = !matches!(pattern.as_str(), "" | "clear" | "nil");
    patterned || !plain && !is_white(&fill) || plain && tag.get("themeFill").is_some()
}
