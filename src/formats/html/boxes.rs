//! Boxes of facts between the passages of an article: lists, pairs of label and value, asides. They
//! hold data and lead nowhere; how much they say does not matter.

use std::collections::HashMap;

use dom_query::{Document as Page, NodeId, NodeRef};

use super::pointers::is_pointer;
use super::prose::linked;
use super::surroundings::{has_word, inside};
use crate::document::{Block, BlockKind, Parts};

/// Elements that are a box, or one in a box, each judged alone.
const ELEMENTS: [&str; 4] = ["ul", "ol", "dl", "aside"];

/// Words of names of other elements that are one.
const NAMES: [&str; 6] = ["factbox", "factfile", "facts", "infobox", "keyfacts", "statistics"];

/// Elements around a block among which its box is looked for.
const NEAR: usize = 6;

/// Blocks of a box, beyond which an element is none.
const MOST: usize = 200;

/// Bytes of the label before a value at most.
const LABEL: usize = 60;

/// The boxes of a page, each judged once.
pub(super) struct Boxes<'p> {
    page: &'p Page,
    parts: &'p Parts,
    sources: &'p [NodeId],
    known: HashMap<NodeId, bool>,
}

impl<'p> Boxes<'p> {
    /// Nothing is judged yet.
    pub(super) fn new(page: &'p Page, parts: &'p Parts, sources: &'p [NodeId]) -> Self {
        Self { page, parts, sources, known: HashMap::new() }
    }

    /// True if a block stands in a box of facts.
    pub(super) fn hold(&mut self, at: usize) -> bool {
        let node = self.sources.get(at).and_then(|source| self.page.tree.get(source));
        let Some(node) = node else { return false };
        let path = std::iter::once(node).chain(node.ancestors_it(Some(NEAR)));
        let Some(around) = path.into_iter().find(is_box) else { return false };
        if let Some(known) = self.known.get(&around.id) {
            return *known;
        }
        let holds = self.holds_data(&around, at);
        self.known.insert(around.id, holds);
        holds
    }

    /// True if most blocks of an element around a block hold data, and no block a link.
    fn holds_data(&self, around: &NodeRef<'_>, at: usize) -> bool {
        let is_in = |at: &usize| {
            let node = self.sources.get(*at).and_then(|source| self.page.tree.get(source));
            node.is_some_and(|node| inside(&node, around.id))
        };
        let end = self.parts.blocks.len().min(at + MOST);
        let first = (0..at).rev().take(MOST).take_while(is_in).last().unwrap_or(at);
        let last = (at..end).take_while(is_in).last().unwrap_or(at);
        if last - first >= MOST - 1 {
            return false;
        }
        let blocks = self.parts.blocks.get(first..=last).unwrap_or_default();
        let says = |block: &&Block| !matches!(block.kind, BlockKind::Heading { .. });
        let words = || blocks.iter().filter(says).map(|block| self.words(block));
        let data = words().filter(|words| is_data(words)).count();
        // In pairs every other block is a label.
        let wanted = words().count() / if around.has_name("dl") { 3 } else { 2 };
        data > 0
            && data >= wanted
            && linked(self.parts, first..=last).0 == 0
            && !words().any(is_pointer)
    }

    /// What a block says without its marker.
    fn words(&self, block: &Block) -> &'p str {
        let start = match block.kind {
            BlockKind::Item { marker } => marker.end,
            _ => block.span.start,
        };
        self.parts.text.get(start..block.span.end).unwrap_or_default().trim()
    }
}

fn is_box(node: &NodeRef<'_>) -> bool {
    ELEMENTS.iter().any(|name| node.has_name(name)) || has_word(node, &NAMES)
}

/// True for words with a figure, or with a label and a value.
fn is_data(words: &str) -> bool {
    let labelled = |(label, value): (&str, &str)| {
        !label.trim().is_empty()
            && label.len() <= LABEL
            && value.starts_with(char::is_whitespace)
            && value.contains(char::is_alphanumeric)
    };
    words.contains(char::is_numeric) || words.split_once(':').is_some_and(labelled)
}
