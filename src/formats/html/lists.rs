//! Lists of a page, judged as a whole rather than item by item.

use std::ops::RangeInclusive;

use super::prose::{PROSE, leads_elsewhere, length};
use crate::document::{Block, BlockKind, Parts};

/// The lists of a page, judged as a whole: an item of two words among items of prose is prose.
pub(super) struct Lists<'p> {
    page: &'p Parts,
    known: Option<(RangeInclusive<usize>, bool)>,
}

impl<'p> Lists<'p> {
    /// Nothing is judged yet.
    pub(super) fn new(page: &'p Parts) -> Self {
        Self { page, known: None }
    }

    /// True if the list around an item is prose. Asked item by item, it looks at each list once.
    pub(super) fn is_prose(&mut self, at: usize) -> bool {
        if let Some((_, is_prose)) = self.known.as_ref().filter(|(list, _)| list.contains(&at)) {
            return *is_prose;
        }
        let list = self.around(at);
        let items = self.page.blocks.get(list.clone()).unwrap_or_default();
        let count: usize = items.iter().map(|block| length(self.page, block)).sum();
        let is_prose = count >= PROSE && !leads_elsewhere(self.page, list.clone());
        self.known = Some((list, is_prose));
        is_prose
    }

    /// True if the line before the list around an item, or a heading, says what it lists.
    pub(super) fn is_announced(&self, at: usize) -> bool {
        let list = self.around(at);
        let before = list.start().checked_sub(1).and_then(|before| self.page.blocks.get(before));
        before.is_some_and(|before| {
            let words = before.span.of(&self.page.text).trim_end();
            matches!(before.kind, BlockKind::Heading { .. }) || words.ends_with([':', '\u{FF1A}'])
        }) && !leads_elsewhere(self.page, list)
    }

    /// The list around an item.
    fn around(&self, at: usize) -> RangeInclusive<usize> {
        let blocks = &self.page.blocks;
        let is_item = |block: &&Block| matches!(block.kind, BlockKind::Item { .. });
        let after = blocks.iter().skip(at).take_while(is_item).count();
        let before = blocks.iter().take(at).rev().take_while(is_item).count();
        at - before..=at + after.max(1) - 1
    }
}
