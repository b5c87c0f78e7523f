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
        let blocks = &self.page.blocks;
        let is_item = |block: &&Block| matches!(block.kind, BlockKind::Item { .. });
        let after = blocks.iter().skip(at).take_while(is_item).count();
        let before = blocks.iter().take(at).rev().take_while(is_item).count();
        let list = at - before..=at + after.max(1) - 1;
        let items = blocks.iter().skip(at - before).take(before + after);
        let count: usize = items.map(|block| length(self.page, block)).sum();
        let is_prose = count >= PROSE && !leads_elsewhere(self.page, list.clone());
        self.known = Some((list, is_prose));
        is_prose
    }
}
