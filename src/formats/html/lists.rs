//! Lists of a page, judged as a whole rather than item by item.

use std::ops::RangeInclusive;

use super::prose::{PROSE, leads_elsewhere, length};
use crate::document::{Block, BlockKind, Parts};

/// The lists of a page, judged as a whole: an item of two words among items of prose is prose.
pub(super) struct Lists<'p> {
    page: &'p Parts,
    known: Option<List>,
}

/// A list, and what was found of it.
struct List {
    items: RangeInclusive<usize>,
    is_prose: bool,
    is_announced: bool,
}

impl<'p> Lists<'p> {
    /// Nothing is judged yet.
    pub(super) fn new(page: &'p Parts) -> Self {
        Self { page, known: None }
    }

    /// True if the list around an item is prose.
    pub(super) fn is_prose(&mut self, at: usize) -> bool {
        self.list(at).is_prose
    }

    /// True if the line before the list around an item, or a heading, says what it lists.
    pub(super) fn is_announced(&mut self, at: usize) -> bool {
        self.list(at).is_announced
    }

    /// The list around an item. Asked item by item, this looks at each list once.
    fn list(&mut self, at: usize) -> &List {
        let page = self.page;
        let known = self.known.take().filter(|list| list.items.contains(&at));
        self.known.insert(known.unwrap_or_else(|| List::around(page, at)))
    }
}

impl List {
    fn around(page: &Parts, at: usize) -> Self {
        let is_item = |block: &&Block| matches!(block.kind, BlockKind::Item { .. });
        let after = page.blocks.iter().skip(at).take_while(is_item).count();
        let before = page.blocks.iter().take(at).rev().take_while(is_item).count();
        let items = at - before..=at + after.max(1) - 1;
        let leads = leads_elsewhere(page, items.clone());
        let blocks = page.blocks.get(items.clone()).unwrap_or_default();
        let count: usize = blocks.iter().map(|block| length(page, block)).sum();
        let line = items.start().checked_sub(1).and_then(|line| page.blocks.get(line));
        let is_announced = line.is_some_and(|line| {
            let words = line.span.of(&page.text).trim_end();
            matches!(line.kind, BlockKind::Heading { .. }) || words.ends_with([':', '\u{FF1A}'])
        });
        Self { items, is_prose: count >= PROSE && !leads, is_announced: is_announced && !leads }
    }
}
