//! Fields of ODT that hide words on a condition. Programs write down what the condition came to when
//! the file was saved; it is not worked out again.

use super::super::super::xml::{Node, Tag, Xml};
use super::Body;

/// How the field is called that hides the paragraph around it.
const HIDES_PARAGRAPH: &str = "hidden-paragraph";

impl<'a> Body<'a> {
    /// Bytes of a text that may be looked at ahead of the place, if some paragraph may hide itself.
    pub(super) fn ahead_in(source: &str) -> usize {
        if source.contains(HIDES_PARAGRAPH) { 2 * source.len() } else { 0 }
    }

    /// True for a field whose condition hides something.
    pub(super) fn is_hidden_field(field: &Tag) -> bool {
        field.get("is-hidden").is_some_and(|hidden| hidden == "true")
    }

    /// True if a field hides the paragraph whose start tag was read last.
    pub(super) fn hides_itself(&mut self, xml: &Xml<'a>) -> bool {
        if self.ahead == 0 {
            return false;
        }
        let inside = xml.inside();
        self.ahead = self.ahead.saturating_sub(inside.len() + 1);
        hides_paragraph(inside)
    }

    /// Words that a condition hides; the field itself may be empty then.
    pub(super) fn hidden_text(&mut self, tag: &Tag, xml: &mut Xml<'a>) {
        let inside = xml.inner_words();
        let words = tag.get("string-value").filter(|words| !words.is_empty()).unwrap_or(inside);
        if !self.running {
            self.out.unseen(&words, false);
        }
    }
}

/// True for a paragraph in which a field says that it is hidden; what stands in its notes and text
/// boxes says nothing of it.
fn hides_paragraph(inside: &str) -> bool {
    let mut inner = 0_usize;
    for node in Xml::new(inside) {
        match node {
            Node::Start(tag) if matches!(tag.name(), "p" | "h") => inner += 1,
            Node::Start(tag)
                if inner == 0 && tag.name() == HIDES_PARAGRAPH && Body::is_hidden_field(&tag) =>
            {
                return true;
            }
            Node::End(name) if matches!(&*name, "p" | "h") => inner = inner.saturating_sub(1),
            _ => {}
        }
    }
    false
}
