//! What the properties of paragraphs and tables say in a DOCX file. Holds no words.

use super::super::xml::{Node, Tag, Xml};
use super::paint::is_dark;
use super::property::value;
use super::styles::{self, Numbered};

/// What a paragraph's properties say.
#[derive(Clone, Debug, Default)]
pub(super) struct Properties {
    pub style: String,
    pub numbered: Numbered,
    pub outline: Option<u8>,
    /// True for the large letter that the next paragraph begins with.
    pub drop_cap: bool,
    /// Something is painted behind it.
    pub backed: bool,
}

impl Properties {
    /// Reads them up to their end tag.
    pub(super) fn read(xml: &mut Xml) -> Self {
        let mut found = Self::default();
        while let Some(node) = xml.next() {
            match node {
                Node::Start(tag) => match tag.name() {
                    "pStyle" => found.style = value(&tag),
                    "numId" => found.numbered.list = Some(value(&tag)),
                    "ilvl" => found.numbered.level = styles::level(&tag),
                    "outlineLvl" => found.outline = styles::outline(&tag),
                    "shd" => found.backed |= is_dark(&tag),
                    "framePr" => {
                        let drop = tag.get("dropCap");
                        found.drop_cap = matches!(drop.as_deref(), Some("drop" | "margin"));
                        xml.pass_over();
                    }
                    "rPr" | "sectPr" | "pPrChange" => {
                        xml.pass_over();
                    }
                    _ => {}
                },
                Node::End(name) if name == "pPr" => break,
                Node::End(_) | Node::Words(_) => {}
            }
        }
        found
    }
}

/// The first row of a table.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FirstRow {
    pub is_header: bool,
    pub seen: bool,
}

/// True if the first row of a table is set apart by the look that its author chose.
pub(super) fn first_row(tag: &Tag) -> bool {
    let mask = tag.get("val").and_then(|mask| u32::from_str_radix(&mask, 16).ok());
    match tag.get("firstRow").as_deref() {
        Some(on) => on == "1" || on == "true",
        None => mask.is_some_and(|mask| mask & 0x20 != 0),
    }
}
