//! Notes of a page or a chapter: which elements are notes, which links lead to them. Writes nothing.

use dom_query::{Document as Page, NodeRef};

/// What an element that is a note says of itself, in `epub:type` and in `role`.
const NOTES: [&str; 7] =
    ["footnote", "endnote", "rearnote", "note", "doc-footnote", "doc-endnote", "doc-rearnote"];

/// What a link that is the mark of a note says of itself.
const REFERENCES: [&str; 2] = ["noteref", "doc-noteref"];

/// Notes of a page at most; the others stay where they are.
const MOST: usize = 20_000;

/// A note.
pub(super) struct Note<'p> {
    pub node: NodeRef<'p>,
    /// What links call it.
    pub name: Option<String>,
}

/// The notes that stand apart from the text, in order.
pub(super) fn of(page: &Page) -> Vec<Note<'_>> {
    let root = page.root();
    let all = root.descendants_it().filter(|node| node.is_element() && is_apart(node));
    let outer = all.filter(|node| !node.ancestors_it(None).any(|outer| is_apart(&outer)));
    let name = |node: &NodeRef<'_>| node.attr("id").map(|name| name.to_string());
    outer.take(MOST).map(|node| Note { node, name: name(&node) }).collect::<Vec<_>>()
}

/// True for a note that stands where it is mentioned, though nobody reads it there.
pub(super) fn is_apart(node: &NodeRef<'_>) -> bool {
    node.has_name("aside") && says(node, &NOTES)
}

/// True for a link that is the mark of a note.
pub(super) fn is_reference(node: &NodeRef<'_>) -> bool {
    says(node, &REFERENCES)
}

/// True for what marks of notes are called: a number or a letter or two.
pub(super) fn is_label(words: &str) -> bool {
    let number = words.len() < 4 && words.bytes().all(|b| b.is_ascii_digit());
    let letters = words.len() < 3 && words.bytes().all(|b| b.is_ascii_lowercase());
    !words.is_empty() && (number || letters)
}

fn says(node: &NodeRef<'_>, known: &[&str]) -> bool {
    ["epub:type", "role"].iter().any(|name| {
        let stated = node.attr(name);
        stated.is_some_and(|stated| stated.split_whitespace().any(|word| known.contains(&word)))
    })
}

impl<'p> Note<'p> {
    /// What stands in a note, without the number at its beginning or the way back to its `mark`.
    pub(super) fn words(&self, mark: Option<&str>) -> Vec<NodeRef<'p>> {
        let mut children: Vec<NodeRef<'p>> = self.node.children_it(false).collect();
        let is_number = |node: &NodeRef<'p>| {
            let words = node.text();
            let words = words.trim().trim_matches(['[', ']', '.', '(', ')', ':']);
            (node.has_name("a") || node.has_name("sup")) && Some(words) == mark
        };
        let first = children.iter().position(|node| !node.text().trim().is_empty());
        if let Some(at) = first.filter(|at| children.get(*at).is_some_and(is_number)) {
            children.remove(at);
        }
        children
    }
}
