//! The lists of a DOCX file: which number or bullet a paragraph has. Counts as the paragraphs come;
//! does not know what they say.

use std::collections::HashMap;

use super::super::numerals::Numeral;
use super::super::xml::{Node, Tag, Xml};
use super::property::value;

/// Levels of a list.
const LEVELS: usize = 9;

/// How the numbers of one level are written.
#[derive(Clone, Debug)]
struct Level {
    /// `None` for bullets and for levels without a sign.
    numeral: Option<Numeral>,
    /// "%1.%2" stands for the numbers of the first two levels.
    pattern: String,
    first: u32,
    /// The paragraph style that has this level.
    style: Option<String>,
}

/// A form of lists: what several lists may share.
#[derive(Clone, Debug, Default)]
struct Form {
    levels: Vec<Level>,
    counts: [Option<u32>; LEVELS],
    /// Numbers that levels are set to next.
    set: [Option<u32>; LEVELS],
}

/// A list: its form, and the numbers some levels start again with.
#[derive(Clone, Debug, Default)]
struct List {
    form: String,
    restarts: Vec<(usize, u32)>,
    used: bool,
}

/// The lists of a file and how far they have counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    forms: HashMap<String, Form>,
    lists: HashMap<String, List>,
}

impl Numbering {
    /// From `word/numbering.xml`.
    pub(super) fn read(source: &str) -> Self {
        let mut numbering = Self::default();
        let mut xml = Xml::new(source);
        while let Some(node) = xml.next() {
            let Node::Start(tag) = node else { continue };
            match tag.name() {
                "abstractNum" => {
                    let id = tag.get("abstractNumId").unwrap_or_default();
                    numbering.forms.insert(id, form(&mut xml));
                }
                "num" => {
                    let id = tag.get("numId").unwrap_or_default();
                    numbering.lists.insert(id, list(&mut xml));
                }
                _ => {}
            }
        }
        numbering
    }

    /// The level of a list that belongs to a paragraph style.
    pub(super) fn level_of_style(&self, list: &str, style: &str) -> Option<u8> {
        let form = self.forms.get(&self.lists.get(list)?.form)?;
        let at = form.levels.iter().position(|level| level.style.as_deref() == Some(style))?;
        u8::try_from(at).ok()
    }

    /// Counts one paragraph on and returns its number or bullet; `None` if it has none.
    pub(super) fn next(&mut self, list: &str, level: u8) -> Option<String> {
        let at = usize::from(level).min(LEVELS - 1);
        let list = self.lists.get_mut(list)?;
        let form = self.forms.get_mut(&list.form)?;
        if !std::mem::replace(&mut list.used, true) {
            for (level, first) in &list.restarts {
                form.set[*level] = Some(*first);
            }
        }
        form.count(at);
        form.write(at)
    }
}

impl Form {
    /// Counts a level on; deeper ones begin anew.
    fn count(&mut self, at: usize) {
        let first = |level: usize| self.levels.get(level).map_or(1, |level| level.first);
        for level in 0..at {
            self.counts[level] = self.counts[level].or(Some(first(level)));
        }
        let next = self.counts[at].map_or(first(at), |count| count.saturating_add(1));
        self.counts[at] = Some(self.set[at].take().unwrap_or(next));
        self.counts[at + 1..].fill(None);
    }

    fn write(&self, at: usize) -> Option<String> {
        let level = self.levels.get(at)?;
        let Some(own) = level.numeral else {
            let drawn = level.pattern.chars().next()?;
            let legible = drawn.is_ascii_graphic() && !drawn.is_alphanumeric() || drawn == '–';
            return Some(if legible { drawn.to_string() } else { "-".to_owned() });
        };
        let mut words = level.pattern.clone();
        for (number, count) in self.counts.iter().enumerate().take(at + 1) {
            let numeral = self.levels.get(number).and_then(|level| level.numeral).unwrap_or(own);
            let count = count.unwrap_or_default();
            words = words.replace(&format!("%{}", number + 1), &numeral.write(count));
        }
        Some(words.trim().chars().take(40).collect()).filter(|words: &String| !words.is_empty())
    }
}

fn form(xml: &mut Xml) -> Form {
    let mut form = Form::default();
    while let Some(node) = xml.next() {
        match node {
            Node::Start(tag) if tag.name() == "lvl" && form.levels.len() < LEVELS => {
                form.levels.push(level(xml));
            }
            Node::End(name) if name == "abstractNum" => break,
            _ => {}
        }
    }
    form
}

fn level(xml: &mut Xml) -> Level {
    let numeral = Some(Numeral::Decimal);
    let mut level = Level { numeral, pattern: String::new(), first: 1, style: None };
    for node in xml.by_ref() {
        match node {
            Node::Start(tag) => level.take(&tag),
            Node::End(name) if name == "lvl" => break,
            Node::End(_) | Node::Words(_) => {}
        }
    }
    level
}

impl Level {
    fn take(&mut self, tag: &Tag) {
        match tag.name() {
            "start" => self.first = number(tag),
            "numFmt" => self.numeral = numeral(&value(tag)),
            "lvlText" => self.pattern = value(tag).chars().take(80).collect(),
            "pStyle" => self.style = Some(value(tag)),
            _ => {}
        }
    }
}

fn numeral(name: &str) -> Option<Numeral> {
    match name {
        "bullet" | "none" => None,
        "lowerRoman" => Some(Numeral::LowerRoman),
        "upperRoman" => Some(Numeral::UpperRoman),
        "lowerLetter" => Some(Numeral::LowerLetter),
        "upperLetter" => Some(Numeral::UpperLetter),
        _ => Some(Numeral::Decimal),
    }
}

fn list(xml: &mut Xml) -> List {
    let mut list = List::default();
    let mut level = 0;
    while let Some(node) = xml.next() {
        match node {
            Node::Start(tag) => match tag.name() {
                "abstractNumId" => list.form = value(&tag),
                "lvlOverride" => level = tag.number("ilvl").unwrap_or(0),
                "startOverride" => {
                    let at = usize::try_from(level).unwrap_or(0).min(LEVELS - 1);
                    list.restarts.push((at, number(&tag)));
                }
                "lvl" => {
                    xml.pass_over();
                }
                _ => {}
            },
            Node::End(name) if name == "num" => break,
            Node::End(_) | Node::Words(_) => {}
        }
    }
    list
}

fn number(tag: &Tag) -> u32 {
    let number = tag.number("val").unwrap_or(1).clamp(0, 1 << 20);
    u32::try_from(number).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="1">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
        <w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:pStyle w:val="Sub"/><w:lvlText w:val="%1.%2)"/></w:lvl>
        <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
        </w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="8"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">
        <w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>"#;

    #[test]
    fn levels_count_below_each_other_and_bullets_have_a_sign() {
        let mut numbering = Numbering::read(LISTS);
        let mut next = |list, level| numbering.next(list, level).unwrap_or_default();
        let told: Vec<_> = [0, 1, 1, 2, 0, 1].map(|level| next("7", level)).into();
        assert_eq!(told, ["1.", "1.a)", "1.b)", "-", "2.", "2.a)"]);
        assert_eq!((next("8", 0), next("8", 0)), ("5.".into(), "6.".into()));
        assert_eq!((next("8", 7), next("none", 0)), (String::new(), String::new()));
        assert_eq!(numbering.level_of_style("7", "Sub"), Some(1));
    }
}
