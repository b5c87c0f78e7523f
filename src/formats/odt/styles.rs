//! The styles of an ODT file: bold and italic words, headings, quotations, code, and how lists are
//! numbered, and what is painted behind words. Knows nothing of fonts.

use std::collections::HashMap;

use super::super::composer::{Leaf, Script, Style};
use super::super::ink::{Ink, is_tiny, is_white};
use super::super::numerals::Numeral;
use super::super::symbols::SignFont;
use super::super::xml::{Node, Tag, Xml};

/// Parents of a style, one after the other, at most.
const MAX_CHAIN: usize = 16;

/// Levels of a list.
pub(super) const LEVELS: usize = 10;

#[derive(Clone, Debug, Default)]
struct Raw {
    name: String,
    parent: Option<String>,
    outline: Option<u8>,
    run: Run,
    /// The name of a font.
    font: Option<String>,
    /// The pages that begin with its paragraph.
    pages: Option<String>,
}

/// What words of a style are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub style: Style,
    pub ink: Ink,
    /// The font, if it holds signs.
    pub font: Option<SignFont>,
}

/// What a paragraph of a style is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub leaf: Leaf,
    pub quote: bool,
}

/// How the items of one level of a list are marked.
#[derive(Clone, Debug)]
pub(super) struct Level {
    /// `None` for bullets.
    pub numeral: Option<Numeral>,
    pub before: String,
    pub after: String,
    pub first: u32,
    /// How many levels the number shows.
    pub shown: usize,
}

impl Default for Level {
    fn default() -> Self {
        let (before, after) = (String::new(), String::new());
        Self { numeral: None, before, after, first: 1, shown: 1 }
    }
}

/// The styles of a file: those with names, and those that the text gives itself.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Raw>,
    lists: HashMap<String, Vec<Level>>,
    /// Fonts that hold signs, by the names that styles give them.
    fonts: HashMap<String, SignFont>,
}

impl Styles {
    /// Takes the styles of a part; those of later parts go before.
    pub(super) fn read(&mut self, source: &str) {
        let mut xml = Xml::new(source);
        while let Some(node) = xml.next() {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "style" => {
                    let name = tag.get("name").unwrap_or_default();
                    let style = raw(&tag, &mut xml);
                    self.styles.insert(name, style);
                }
                "list-style" => {
                    let name = tag.get("name").unwrap_or_default();
                    self.lists.insert(name, levels(&mut xml));
                }
                "font-face" => self.font_face(&tag),
                "text" | "master-styles" => {
                    xml.pass_over();
                }
                _ => {}
            }
        }
    }

    /// What a paragraph of a style is.
    pub(super) fn look(&self, name: &str) -> Look {
        let mut look = Look::default();
        for style in self.chain(name) {
            look.quote |= matches!(style.name.as_str(), "quotations" | "quote" | "block quotation");
            if look.leaf == Leaf::Paragraph {
                look.leaf = leaf(style);
            }
        }
        look
    }

    /// What words of a style are.
    pub(super) fn run(&self, name: &str) -> Run {
        let mut run = Run::default();
        let mut font = None;
        for style in self.chain(name) {
            let Style { strong, emphasis, struck, raise, .. } = style.run.style;
            run.style.strong |= strong || style.name == "strong emphasis";
            run.style.emphasis |= emphasis || style.name == "emphasis";
            run.style.struck |= struck;
            run.style.code |= matches!(style.name.as_str(), "source text" | "teletype");
            if run.style.raise.is_none() {
                run.style.raise = raise;
            }
            run.ink = run.ink.within(style.run.ink);
            font = font.or(style.font.as_deref());
        }
        let named = |name: &str| self.fonts.get(name).copied().or_else(|| SignFont::named(name));
        run.font = font.and_then(named);
        run
    }

    /// The pages that begin with a paragraph of a style, if it names some.
    pub(super) fn pages(&self, name: &str) -> Option<&str> {
        let pages = self.chain(name).find_map(|style| style.pages.as_deref());
        pages.filter(|pages| !pages.is_empty())
    }

    /// True if something is painted behind what has the style.
    pub(super) fn is_painted(&self, name: &str) -> bool {
        self.chain(name).any(|style| style.run.ink.backed)
    }

    fn font_face(&mut self, tag: &Tag) {
        let family = tag.get("font-family").unwrap_or_default();
        if let Some(font) = SignFont::named(family.trim_matches(['\'', '"'])) {
            self.fonts.insert(tag.get("name").unwrap_or_default(), font);
        }
    }

    /// How the levels of a list are marked, the outermost first.
    pub(super) fn levels(&self, list: &str) -> &[Level] {
        self.lists.get(list).map_or(&[], Vec::as_slice)
    }

    fn chain<'s>(&'s self, name: &str) -> impl Iterator<Item = &'s Raw> {
        let next = |raw: &&'s Raw| self.styles.get(raw.parent.as_deref()?);
        std::iter::successors(self.styles.get(name), next).take(MAX_CHAIN)
    }
}

fn raw(tag: &Tag, xml: &mut Xml) -> Raw {
    let name = tag.get("display-name").or_else(|| tag.get("name")).unwrap_or_default();
    let mut raw = Raw {
        name: name.replace("_20_", " ").to_lowercase(),
        parent: tag.get("parent-style-name"),
        outline: tag.get("default-outline-level").and_then(|level| level.parse().ok()),
        pages: tag.get("master-page-name"),
        ..Raw::default()
    };
    for node in xml.by_ref() {
        match node {
            Node::Start(tag) if tag.name() == "text-properties" => properties(&mut raw, &tag),
            Node::Start(tag) => raw.run.ink.backed |= is_backed(&tag),
            Node::End(name) if name == "style" => break,
            _ => {}
        }
    }
    raw
}

fn properties(raw: &mut Raw, tag: &Tag) {
    let is =
        |name: &str, words: &[&str]| tag.get(name).is_some_and(|v| words.contains(&v.as_str()));
    raw.run.style.strong = is("font-weight", &["bold", "600", "700", "800", "900"]);
    raw.run.style.emphasis = is("font-style", &["italic", "oblique"]);
    let line = tag.get("text-line-through-style");
    raw.run.style.struck = line.is_some_and(|style| style != "none");
    raw.run.style.raise = tag.get("text-position").map(|at| raise(&at)).unwrap_or_default();
    raw.run.ink = ink(tag).within(raw.run.ink);
    raw.font = tag.get("font-name").or_else(|| tag.get("font-family"));
}

/// How words are painted.
fn ink(tag: &Tag) -> Ink {
    let by_window = tag.get("use-window-font-color").is_some_and(|on| on == "true");
    let white = tag.get("color").map(|colour| is_white(&colour));
    let points = |size: String| size.strip_suffix("pt")?.trim().parse::<f32>().ok();
    let outlined = |name: &str| tag.get(name).is_some_and(|on| !matches!(&*on, "false" | "none"));
    Ink {
        hidden: tag.get("display").map(|how| how == "none"),
        white: if by_window { Some(false) } else { white },
        tiny: tag.get("font-size").and_then(points).map(|points| is_tiny((points * 2.0) as i64)),
        backed: is_backed(tag) || outlined("text-outline") || outlined("text-shadow"),
    }
}

/// True if a property paints something behind words that is not white.
pub(super) fn is_backed(tag: &Tag) -> bool {
    let coloured = |colour: String| colour != "transparent" && !is_white(&colour);
    let filled = tag.get("fill").is_some_and(|fill| fill != "none");
    let pictured = tag.name() == "background-image" && tag.get("href").is_some();
    filled || pictured || tag.get("background-color").is_some_and(coloured)
}

/// "super 58%", "-33% 58%": where words stand, and how large they are there.
fn raise(position: &str) -> Option<Script> {
    let at = position.split_whitespace().next().unwrap_or_default();
    let percent: Option<f32> = at.strip_suffix('%').and_then(|number| number.parse().ok());
    match (at, percent) {
        ("super", _) => Some(Script::Raised),
        ("sub", _) => Some(Script::Lowered),
        (_, Some(percent)) if percent > 0.0 => Some(Script::Raised),
        (_, Some(percent)) if percent < 0.0 => Some(Script::Lowered),
        _ => None,
    }
}

fn leaf(style: &Raw) -> Leaf {
    if let Some(level) = style.outline.filter(|level| *level > 0) {
        return Leaf::Heading(level.min(6));
    }
    match style.name.as_str() {
        "title" => Leaf::Heading(1),
        "preformatted text" | "source code" => Leaf::Code,
        _ => Leaf::Paragraph,
    }
}

fn levels(xml: &mut Xml) -> Vec<Level> {
    let mut levels = Vec::new();
    for node in xml.by_ref() {
        match node {
            Node::Start(tag) if tag.name().starts_with("list-level-style") => {
                let at = tag.number("level").unwrap_or(1).clamp(1, LEVELS as i64);
                let at = usize::try_from(at).unwrap_or(1);
                levels.resize_with(levels.len().max(at), Level::default);
                levels[at - 1] = level(&tag);
            }
            Node::End(name) if name == "list-style" => break,
            _ => {}
        }
    }
    levels
}

fn level(tag: &Tag) -> Level {
    let numeral = match tag.get("num-format").as_deref() {
        Some("1") => Some(Numeral::Decimal),
        Some("i") => Some(Numeral::LowerRoman),
        Some("I") => Some(Numeral::UpperRoman),
        Some("a") => Some(Numeral::LowerLetter),
        Some("A") => Some(Numeral::UpperLetter),
        _ => None,
    };
    let words = |name: &str| tag.get(name).unwrap_or_default().chars().take(20).collect();
    let number = |name: &str| u32::try_from(tag.number(name).unwrap_or(1)).unwrap_or(1);
    Level {
        numeral,
        before: words("num-prefix"),
        after: words("num-suffix"),
        first: number("start-value").min(1 << 20),
        shown: usize::try_from(number("display-levels")).unwrap_or(1).min(LEVELS),
    }
}

/// "2.1." for a level that shows two numbers; a bullet for one that shows none.
pub(super) fn marker(levels: &[Level], counts: &[Option<u32>]) -> String {
    let level = counts.len().checked_sub(1).and_then(|at| levels.get(at));
    let Some((level, own)) = level.and_then(|level| Some((level, level.numeral?))) else {
        return "-".to_owned();
    };
    let from = counts.len().saturating_sub(level.shown.max(1));
    let written = |(at, count): (usize, &Option<u32>)| {
        let numeral = levels.get(at).and_then(|level| level.numeral).unwrap_or(own);
        numeral.write(count.unwrap_or(1))
    };
    let shown: Vec<String> = counts.iter().enumerate().skip(from).map(written).collect();
    format!("{}{}{}", level.before, shown.join("."), level.after)
}
