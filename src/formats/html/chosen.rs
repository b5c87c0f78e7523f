//! Which blocks of a page the readability rules choose. Their choice is a page of its own; its blocks
//! are found again on the whole page by the element they stand in and by their words.

use std::collections::{HashMap, HashSet};

use dom_query::{Document as Page, NodeId, NodeRef};
use dom_smoothie::{Config, Readability};

use super::page_text::{Walked, walked};
use crate::document::{Block, Parts};

/// Elements beyond this number are not judged: it takes too long.
const MOST_ELEMENTS: usize = 50_000;

/// The attribute that carries the number of an element through the rules.
const NUMBER: &str = "data-number";

/// Elements of a line, which come and go inside of a passage.
const INLINE: [&str; 14] = [
    "a", "abbr", "b", "cite", "code", "em", "font", "i", "q", "small", "span", "strong", "sup", "u",
];

/// For each block of a page, whether it was chosen; `None` if nothing was.
pub(super) fn of(page: &Page, whole: &Walked) -> Option<Vec<bool>> {
    let copy = page.clone();
    let mut numbers: HashMap<NodeId, usize> = HashMap::new();
    let root = copy.root();
    let elements = root.descendants_it().filter(|node| node.is_element());
    let elements: Vec<NodeRef<'_>> = elements.take(MOST_ELEMENTS + 1).collect();
    if elements.len() > MOST_ELEMENTS {
        return None;
    }
    for (number, node) in elements.into_iter().enumerate() {
        node.set_attr(NUMBER, &number.to_string());
        numbers.insert(node.id, number);
    }
    let config =
        Config { max_elements_to_parse: MOST_ELEMENTS, disable_json_ld: true, ..Config::default() };
    let mut readability = Readability::with_document(copy, None, Some(config)).ok()?;
    let markup = readability.parse().ok()?.content.to_string();
    let choice = Page::from(markup.as_str());
    let chosen = walked(&choice);
    let held = Held::new(&choice, &chosen, &whole.parts);
    let number = |source: &NodeId| {
        let node = page.tree.get(source)?;
        passage(node).and_then(|node| numbers.get(&node.id)).copied()
    };
    let blocks = whole.parts.blocks.iter().zip(&whole.sources);
    let all: Vec<bool> =
        blocks.map(|(block, source)| held.has(&whole.parts, block, number(source))).collect();
    all.contains(&true).then_some(all)
}

/// What was chosen.
struct Held<'c> {
    /// Words, and the numbers of the elements they stand in.
    placed: HashSet<(usize, &'c str)>,
    words: HashSet<&'c str>,
    /// Words that stand on the page more than once tell nothing alone.
    repeated: HashSet<String>,
}

impl<'c> Held<'c> {
    fn new(page: &Page, chosen: &'c Walked, whole: &Parts) -> Self {
        let mut placed = HashSet::new();
        let mut words = HashSet::new();
        for (block, source) in chosen.parts.blocks.iter().zip(&chosen.sources) {
            let said = said(&chosen.parts, block);
            words.insert(said);
            let node = page.tree.get(source).and_then(numbered);
            if let Some(number) = node.and_then(|node| node.attr(NUMBER)?.parse().ok()) {
                placed.insert((number, said));
            }
        }
        let mut seen = HashSet::new();
        let again = whole.blocks.iter().map(|block| said(whole, block));
        let repeated = again.filter(|said| !seen.insert(*said)).map(str::to_owned).collect();
        Self { placed, words, repeated }
    }

    fn has(&self, whole: &Parts, block: &Block, number: Option<usize>) -> bool {
        let said = said(whole, block);
        number.is_some_and(|number| self.placed.contains(&(number, said)))
            || self.words.contains(said) && !self.repeated.contains(said)
    }
}

fn said<'a>(parts: &'a Parts, block: &Block) -> &'a str {
    block.span.of(&parts.text)
}

/// The element around a line.
pub(super) fn passage(node: NodeRef<'_>) -> Option<NodeRef<'_>> {
    let is_inline = |node: &NodeRef<'_>| INLINE.iter().any(|name| node.has_name(name));
    std::iter::once(node).chain(node.ancestors_it(None)).find(|node| !is_inline(node))
}

/// The nearest element around a line that has a number: the rules add some of their own.
fn numbered(node: NodeRef<'_>) -> Option<NodeRef<'_>> {
    let node = passage(node)?;
    std::iter::once(node).chain(node.ancestors_it(None)).find(|node| node.has_attr(NUMBER))
}
