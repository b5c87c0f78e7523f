//! The properties of a run of words in a DOCX file: how it looks, whether anybody sees it, whether it
//! is raised or lowered, and whether its font holds signs instead of letters. Holds no words.

use super::super::composer::{Script, Style};
use super::super::ink::Ink;
use super::super::symbols::SignFont;
use super::super::xml::{Node, Tag, Xml};
use super::paint;
use super::property::value;
use super::styles::{self, Styles};

/// Half points from which on words that are moved up or down are raised or lowered: less is done to
/// make a line look better.
const MOVED: i64 = 4;

/// A run of words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Run {
    pub style: Style,
    pub ink: Ink,
    /// True while the place is inside of words.
    pub words: bool,
    /// True if its words are the mark of a note that has one from us.
    pub is_marked: bool,
    /// The font, if it holds signs.
    pub font: Option<SignFont>,
    /// Half points above the line, if the words are moved off it.
    pub position: i64,
}

impl Run {
    /// Reads properties up to their end tag.
    pub(super) fn read(xml: &mut Xml, styles: &Styles) -> Self {
        let mut run = Self::default();
        while let Some(node) = xml.next() {
            match node {
                Node::Start(tag) => match tag.name() {
                    "rStyle" => {
                        let (style, ink) = styles.run(&value(&tag));
                        (run.style, run.ink) = (style, run.ink.within(ink));
                    }
                    "rFonts" => run.font = sign_font(&tag),
                    "position" => run.position = tag.number("val").unwrap_or(0),
                    "rPrChange" => {
                        xml.pass_over();
                    }
                    _ => {
                        paint::take(&mut run.ink, &tag);
                        styles::toggle(&mut run.style, &tag);
                    }
                },
                Node::End(name) if name == "rPr" => break,
                Node::End(_) | Node::Words(_) => {}
            }
        }
        run
    }

    /// Whether its words are raised or lowered. Words that are only moved must follow on others:
    /// `apart` says that they do not.
    pub(super) fn raise(&self, apart: bool) -> Option<Script> {
        match self.style.raise {
            None if !apart && self.position >= MOVED => Some(Script::Raised),
            None if !apart && self.position <= -MOVED => Some(Script::Lowered),
            raise => raise,
        }
    }
}

fn sign_font(tag: &Tag) -> Option<SignFont> {
    let name = tag.get("ascii").or_else(|| tag.get("hAnsi"))?;
    SignFont::named(&name)
}
