//! XML as a flat row of tags and words: no document type is read, and no entity expanded but the five
//! of XML and numbers. Builds no tree, so that nesting costs nothing.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

/// Attributes of a tag that are looked at.
const MAX_ATTRIBUTES: usize = 256;

/// A piece of XML.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// A start tag; an end tag follows, also for an empty element.
    Start(Tag<'a>),
    /// An end tag: its name without prefix.
    End(Cow<'a, str>),
    /// Words, entities decoded.
    Words(Cow<'a, str>),
}

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// Its name without prefix.
    pub(super) fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }

    /// Its name as written, with its prefix.
    pub(super) fn full_name(&self) -> &str {
        self.0.name().into_inner()
    }

    /// The value of an attribute, found by its name without prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        let all = all.with_checks(false).take(MAX_ATTRIBUTES).filter_map(Result::ok);
        let found = all.into_iter().find(|attribute| local(attribute.key.into_inner()) == name)?;
        let value = found.normalized_value(XmlVersion::Explicit1_0);
        Some(value.map_or_else(|_| found.value.to_string(), Cow::into_owned))
    }

    /// Its attributes: their names as written, and their values.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (String, String)> {
        let mut all = self.0.attributes();
        let all = all.with_checks(false).take(MAX_ATTRIBUTES).filter_map(Result::ok);
        let told = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let all = all.map(|attribute| told(attribute.key.into_inner(), &attribute.value));
        all.collect::<Vec<_>>().into_iter()
    }

    /// The same as a number.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.get(name)?.trim().parse().ok()
    }
}

/// Reads a text as XML.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    source: &'a str,
    depth: usize,
    damaged: bool,
}

impl<'a> Xml<'a> {
    /// From the start of `source`.
    pub(super) fn new(source: &'a str) -> Self {
        let mut reader = Reader::from_str(source);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Self { reader, source, depth: 0, damaged: false }
    }

    /// True if the text is no XML from some place on, or ended inside of an element.
    pub(super) fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// The text after the piece that was read last.
    pub(super) fn rest(&self) -> &'a str {
        let at = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        self.source.get(at..).unwrap_or_default()
    }

    /// What is inside the element whose start tag was read last, without passing over it.
    pub(super) fn inside(&self) -> &'a str {
        let rest = self.rest();
        let read = self.source.len() - rest.len();
        let is_empty = self.source.get(..read).is_some_and(|read| read.ends_with("/>"));
        if is_empty { "" } else { Self { depth: 1, ..Self::new(rest) }.pass_over() }
    }

    /// Passes over what is inside the element whose start tag was read last, and its end tag.
    /// Returns what was inside.
    pub(super) fn pass_over(&mut self) -> &'a str {
        let inside = self.rest();
        let outside = self.depth.saturating_sub(1);
        let mut before = inside.len();
        while self.depth > outside {
            before = self.rest().len();
            if self.advance().is_none() {
                break;
            }
        }
        inside.get(..inside.len() - before.min(inside.len())).unwrap_or(inside)
    }

    /// The words inside the element whose start tag was read last, up to its end tag.
    pub(super) fn inner_words(&mut self) -> String {
        let inside = self.depth;
        let mut words = String::new();
        while let Some(node) = self.next() {
            match node {
                Node::Words(more) => words.push_str(&more),
                Node::End(_) if self.depth < inside => break,
                Node::Start(_) | Node::End(_) => {}
            }
        }
        words
    }

    fn advance(&mut self) -> Option<Event<'a>> {
        let event = match self.reader.read_event() {
            Ok(Event::Eof) => {
                self.damaged |= self.depth > 0;
                return None;
            }
            Ok(event) => event,
            Err(_) => {
                self.damaged = true;
                return None;
            }
        };
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        Some(event)
    }
}

impl<'a> Iterator for Xml<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        loop {
            return Some(match self.advance()? {
                Event::Start(tag) => Node::Start(Tag(tag)),
                Event::End(end) => Node::End(Cow::Owned(local(end.name().into_inner()).to_owned())),
                Event::Text(words) => Node::Words(words.xml10_content()),
                Event::CData(words) => Node::Words(words.xml10_content()),
                Event::GeneralRef(name) => Node::Words(Cow::Owned(resolved(&name))),
                _ => continue,
            });
        }
    }
}

/// What a reference stands for; itself, if that is declared elsewhere.
fn resolved(name: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return c.to_string();
    }
    match &*name.xml10_content() {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        "nbsp" => "\u{A0}".to_owned(),
        other if other.starts_with('#') => char::REPLACEMENT_CHARACTER.to_string(),
        other => format!("&{other};"),
    }
}

/// True if a text is XML up to its end.
pub(super) fn is_whole(source: &str) -> bool {
    let mut xml = Xml::new(source);
    while xml.advance().is_some() {}
    !xml.is_damaged()
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(source: &str) -> String {
        Xml::new(source)
            .map(|node| match node {
                Node::Start(tag) => format!("<{}", tag.name()),
                Node::End(name) => format!("{name}>"),
                Node::Words(words) => words.into_owned(),
            })
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn entities_are_decoded_and_none_is_expanded() {
        let source = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><w:p>a &amp; b&#x2014;&a;<x/></w:p>";
        assert_eq!(told(source), "<p|a |&| b|—|&a;|<x|x>|p>");
    }

    #[test]
    fn attributes_are_found_without_prefix_and_few_are_looked_at() {
        let many: String = (0..300).map(|n| format!("a{n}=\"\" ")).collect();
        let source = format!("<w:x w:val=\"a&lt;b\" n='7' {many} last='1'/>");
        let Some(Node::Start(tag)) = Xml::new(&source).next() else { unreachable!() };
        assert_eq!(tag.get("val").as_deref(), Some("a<b"));
        assert_eq!(tag.number("n"), Some(7));
        assert_eq!(tag.get("last"), None);
    }

    #[test]
    fn elements_may_nest_as_deeply_as_they_like() {
        let deep = 300_000;
        let source = format!("{}word{}", "<a>".repeat(deep), "</a>".repeat(deep));
        assert_eq!(Xml::new(&source).count(), 2 * deep + 1);
        let mut xml = Xml::new(&source);
        xml.next();
        assert_eq!(xml.inner_words(), "word");
    }

    #[test]
    fn what_is_inside_can_be_passed_over() {
        let mut xml = Xml::new("<a><b>x<b>y</b></b>z</a>");
        xml.next();
        xml.next();
        assert_eq!(xml.pass_over(), "x<b>y</b>");
        assert!(matches!(xml.next(), Some(Node::Words(words)) if words == "z"));
        assert!(!xml.is_damaged());
    }

    #[test]
    fn damage_ends_the_reading_and_is_known() {
        let mut xml = Xml::new("<a>one<b ");
        assert_eq!(xml.by_ref().count(), 2);
        assert!(xml.is_damaged());
        for cut in ["<a>one<b>two</b>", "<a>one</a", "<a><b>one", "<a", "<a>&#x41;<!-- "] {
            assert!(!is_whole(cut), "{cut}");
        }
        for whole in ["<a>one<b/></a>\n", "", "<?xml version='1.0'?><a/>"] {
            assert!(is_whole(whole), "{whole}");
        }
    }
}
