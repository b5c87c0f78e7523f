//! What the words of a DOCX file stand on, and how they are painted there: whether anybody sees them.
//! Reads no words.

use super::super::ink::{Ink, is_white};
use super::super::xml::Tag;
use super::paint::is_dark;
use super::property::value;
use super::styles::Styles;

/// Tables inside each other that are told apart.
const MAX_TABLES: usize = 64;

/// True if a part may paint something white; most do not, and nothing more need be known of them.
pub(super) fn names_white(source: &str) -> bool {
    let colour = |(at, _): (usize, &str)| source.get(at + 2..at + 8).is_some_and(is_white);
    let begins = ["=\"F", "=\"f", "='F", "='f"];
    begins.iter().any(|begin| source.match_indices(begin).any(colour))
}

/// True if a page may show something behind its words: a colour, or a drawing that stands there.
pub(super) fn is_painted(source: &str) -> bool {
    let colour = source.find("<w:background ").and_then(|at| source.get(at..)?.split_once('>'));
    let coloured = |(tag, _): (&str, &str)| {
        let (_, colour) = tag.split_once("w:color=\"").unwrap_or_default();
        let colour = colour.split('"').next().unwrap_or_default();
        !matches!(colour, "" | "auto") && !is_white(colour) || tag.contains("themeColor")
    };
    let behind = ["behindDoc=\"1\"", "behindDoc=\"true\"", "z-index:-"];
    colour.is_some_and(coloured) || behind.iter().any(|words| source.contains(words))
}

/// What is below the words of the place that is read.
#[derive(Debug, Default)]
pub(super) struct Surface {
    /// True for white paper: words in boxes and running heads stand on something else.
    pub paper: bool,
    /// How the words of the paragraph are painted if they say nothing themselves.
    pub paragraph: Ink,
    /// The tables around the place: whether the table is painted, and whether the cell is.
    tables: Vec<(bool, bool)>,
}

impl Surface {
    /// A table begins.
    pub(super) fn table(&mut self) {
        if self.tables.len() < MAX_TABLES {
            self.tables.push((false, false));
        }
    }

    /// A cell of the innermost table begins.
    pub(super) fn cell(&mut self) {
        if let Some((_, cell)) = self.tables.last_mut() {
            *cell = false;
        }
    }

    /// The innermost table ends.
    pub(super) fn end_table(&mut self) {
        self.tables.pop();
    }

    /// Takes what a tag inside of a table's properties says.
    pub(super) fn table_property(&mut self, tag: &Tag, styles: &Styles) {
        let painted = match tag.name() {
            "tblStyle" => styles.is_painted(&value(tag)),
            "shd" => is_dark(tag),
            _ => false,
        };
        if let Some((table, _)) = self.tables.last_mut() {
            *table |= painted;
        }
    }

    /// A shading outside of paragraphs and words: that of a cell or a row.
    pub(super) fn shade(&mut self, tag: &Tag) {
        if let Some((_, cell)) = self.tables.last_mut() {
            *cell |= is_dark(tag);
        }
    }

    /// True if nothing but white paper is below.
    pub(super) fn is_bare(&self) -> bool {
        self.paper && !self.tables.iter().any(|(table, cell)| *table || *cell)
    }
}
