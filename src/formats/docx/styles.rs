//! The styles of a DOCX file: which paragraphs are headings, quotations, code, and which list they
//! belong to by their style alone, and whether words of a style are seen. Knows nothing of fonts.

use std::collections::HashMap;

use super::super::composer::{Leaf, Script, Style};
use super::super::ink::Ink;
use super::super::xml::{Node, Tag, Xml};
use super::paint;
use super::property::{is_on, value};

/// Styles that a style is based on, one after the other, at most.
const MAX_CHAIN: usize = 16;

/// A list and a level in it, as a style or a paragraph names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbered {
    pub list: Option<String>,
    pub level: Option<u8>,
}

/// What a style says by itself.
#[derive(Clone, Debug, Default)]
struct Raw {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    numbered: Numbered,
    run: Style,
    ink: Ink,
}

/// What a paragraph of a style is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub leaf: Leaf,
    pub quote: bool,
    pub numbered: Numbered,
    pub ink: Ink,
}

/// The styles of a file.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Raw>);

impl Styles {
    /// From `word/styles.xml`.
    pub(super) fn read(source: &str) -> Self {
        let mut styles = HashMap::new();
        let mut xml = Xml::new(source);
        while let Some(node) = xml.next() {
            if let Node::Start(tag) = node
                && tag.name() == "style"
            {
                let id = tag.get("styleId").unwrap_or_default();
                styles.insert(id, raw(&mut xml));
            }
        }
        Self(styles)
    }

    /// What a paragraph of the style `id` is.
    pub(super) fn look(&self, id: &str) -> Look {
        let mut look = Look::default();
        for style in self.chain(id) {
            if look.leaf == Leaf::Paragraph {
                look.leaf = leaf(style);
            }
            look.quote |= is_quote(&style.name);
            look.numbered.list = look.numbered.list.or_else(|| style.numbered.list.clone());
            look.numbered.level = look.numbered.level.or(style.numbered.level);
            look.ink = look.ink.within(style.ink);
        }
        look
    }

    /// True if something is painted in a table of the style `id`.
    pub(super) fn is_painted(&self, id: &str) -> bool {
        self.chain(id).any(|style| style.ink.backed)
    }

    /// What words of the character style `id` are, and how they are painted.
    pub(super) fn run(&self, id: &str) -> (Style, Ink) {
        let mut found = (Style::default(), Ink::default());
        for style in self.chain(id) {
            found.0.strong |= style.run.strong || style.name == "strong";
            found.0.emphasis |= style.run.emphasis || style.name.ends_with("emphasis");
            found.0.struck |= style.run.struck;
            if found.0.raise.is_none() {
                found.0.raise = style.run.raise;
            }
            found.0.code |= style.name.contains("verbatim") || style.name.starts_with("html code");
            found.1 = found.1.within(style.ink);
        }
        found
    }

    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Raw> {
        let next = |raw: &&'s Raw| self.0.get(raw.based_on.as_deref()?);
        std::iter::successors(self.0.get(id), next).take(MAX_CHAIN)
    }
}

/// Reads a style up to its end tag.
fn raw(xml: &mut Xml) -> Raw {
    let mut raw = Raw::default();
    for node in xml.by_ref() {
        match node {
            Node::Start(tag) => match tag.name() {
                "name" => raw.name = value(&tag).to_lowercase(),
                "basedOn" => raw.based_on = Some(value(&tag)),
                "outlineLvl" => raw.outline = outline(&tag),
                "numId" => raw.numbered.list = Some(value(&tag)),
                "ilvl" => raw.numbered.level = level(&tag),
                _ => {
                    paint::take(&mut raw.ink, &tag);
                    toggle(&mut raw.run, &tag);
                }
            },
            Node::End(name) if name == "style" => break,
            Node::End(_) | Node::Words(_) => {}
        }
    }
    raw
}

/// Takes bold, italic, struck out, raised and lowered from a run's properties.
pub(super) fn toggle(style: &mut Style, tag: &Tag) {
    match tag.name() {
        "b" => style.strong = is_on(tag),
        "i" => style.emphasis = is_on(tag),
        "strike" | "dstrike" => style.struck = is_on(tag),
        "vertAlign" => {
            style.raise = match value(tag).as_str() {
                "superscript" => Some(Script::Raised),
                "subscript" => Some(Script::Lowered),
                _ => None,
            }
        }
        _ => {}
    }
}

/// The depth in the outline: from 1; `None` for body text.
pub(super) fn outline(tag: &Tag) -> Option<u8> {
    let level = tag.number("val").filter(|level| (0..9).contains(level))?;
    u8::try_from(level).ok().map(|level| (level + 1).min(6))
}

/// The level in a list, from 0.
pub(super) fn level(tag: &Tag) -> Option<u8> {
    u8::try_from(tag.number("val")?).ok().map(|level| level.min(8))
}

fn leaf(style: &Raw) -> Leaf {
    if let Some(level) = style.outline {
        return Leaf::Heading(level);
    }
    let heading = style.name.strip_prefix("heading ").and_then(|level| level.trim().parse().ok());
    match (heading, style.name.as_str()) {
        (Some(level), _) => Leaf::Heading(u8::clamp(level, 1, 6)),
        (_, "title") => Leaf::Heading(1),
        (_, "source code" | "html preformatted" | "preformatted text") => Leaf::Code,
        _ => Leaf::Paragraph,
    }
}

fn is_quote(name: &str) -> bool {
    matches!(name, "quote" | "intense quote" | "block text" | "quotations" | "block quote")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_every_language_and_through_their_base() {
        let styles = Styles::read(
            r#"<w:styles><w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
            <w:style w:styleId="Own"><w:name w:val="Mine"/><w:basedOn w:val="berschrift2"/></w:style>
            <w:style w:styleId="Kapitel"><w:name w:val="Kapitel"/><w:pPr><w:outlineLvl w:val="0"/>
            <w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
            <w:style w:styleId="Loop"><w:name w:val="x"/><w:basedOn w:val="Loop"/></w:style>
            </w:styles>"#,
        );
        assert_eq!(styles.look("Own").leaf, Leaf::Heading(2));
        assert_eq!(styles.look("Kapitel").leaf, Leaf::Heading(1));
        assert_eq!(styles.look("Kapitel").numbered.list.as_deref(), Some("4"));
        assert_eq!(styles.look("Loop"), Look::default());
        assert_eq!(styles.look("missing"), Look::default());
    }
}
