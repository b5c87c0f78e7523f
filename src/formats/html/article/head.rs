//! The head of an article: where it begins, which of its lines are a standfirst, and which short lines
//! may state a date.

use dom_query::NodeId;

use super::{BYLINE_LETTERS, ENOUGH, HEAD, NEAR, SHORT, View};
use crate::document::{Block, BlockKind};
use crate::formats::html::held::is_repeated;
use crate::formats::html::pointers::is_pointer;
use crate::formats::html::prose::{self, PROSE, leads_elsewhere, length};
use crate::formats::html::standfirst::{self, BYLINE, STANDFIRST};
use crate::formats::html::surroundings::Place;
use crate::text::PICTURE;

impl View<'_> {
    /// Where the head of the article begins: below its title, or else with the element around it.
    pub(super) fn head(&self) -> usize {
        let first = *self.range.start();
        let above = || self.parts.blocks.iter().enumerate().take(first + 1).rev();
        let main = above().find(|(_, block)| matches!(block.kind, BlockKind::Heading { level: 1 }));
        let named = || above().find(|(_, block)| self.is_title(block));
        let described = || (0..first).rev().take(HEAD).find(|at| self.is_described(*at));
        if let Some((at, title)) = main.or_else(named) {
            // A title may be written again below the standfirst, for those who see no pictures.
            let words = title.span.of(&self.parts.text);
            let says = |block: &Block| prose::same_words(words, block.span.of(&self.parts.text));
            let prose = |from: usize| -> usize {
                let between = self.parts.blocks.get(from + 1..at).unwrap_or_default();
                let prose = between.iter().filter(|block| prose::is_prose(self.parts, block));
                prose.map(|block| length(self.parts, block)).sum()
            };
            let is_above = |described: &usize| *described < at && prose(*described) < ENOUGH;
            let above = described().filter(is_above).and_then(|described| {
                let blocks = self.parts.blocks.iter().enumerate().take(described).rev().take(NEAR);
                let mut titles = blocks.filter(|(_, block)| says(block));
                titles.next().map(|(at, _)| at)
            });
            return above.unwrap_or(at);
        }
        let root = self.outer_root();
        let inside = |at: &usize| root.is_some_and(|root| self.is_inside(*at, root));
        let inside = (0..first).rev().take_while(inside).last();
        described().into_iter().chain(inside).min().unwrap_or(first)
    }

    /// The `article` or `main` around what was chosen, or else the element around it all.
    fn outer_root(&self) -> Option<NodeId> {
        let root = self.page.tree.get(&self.root?)?;
        let path = || std::iter::once(root).chain(root.ancestors_it(None));
        let outer = path().find(|node| node.has_name("article"));
        let outer = outer.or_else(|| path().find(|node| node.has_name("main")));
        Some(outer.map_or(root.id, |node| node.id))
    }

    /// A block between the title and the first passage that was chosen.
    pub(super) fn is_standfirst(&self, at: usize, head: usize, follows: bool) -> bool {
        let Some(block) = self.parts.blocks.get(at) else { return false };
        if self.place(at) != Place::Inside || self.is_caption(at) {
            return false;
        }
        let words = block.span.of(&self.parts.text);
        if words.trim_start_matches("- ").starts_with(PICTURE)
            || is_pointer(words)
            || is_repeated(self.parts, words, *self.range.start())
        {
            return false;
        }
        let length = length(self.parts, block);
        let linked = leads_elsewhere(self.parts, at..=at);
        let held = self.held.get(at) == Some(&true) && length >= SHORT && !linked;
        let inside = || self.root.is_some_and(|root| self.is_inside(at, root));
        let long = length >= PROSE && !linked;
        let is_marked = || {
            self.is_named(at, &STANDFIRST, NEAR) || self.node(at).is_some_and(standfirst::is_marked)
        };
        let marked = length >= SHORT && is_marked();
        // The names of an element that holds the title as well tell nothing of a line in it.
        let near = if long || self.is_beside(at, head) { 0 } else { 1 };
        match block.kind {
            _ if !linked && self.is_described(at) => true,
            BlockKind::Row { .. } => {
                self.is_infobox(at) || self.place(at) == Place::Inside && follows
            }
            BlockKind::Heading { level: 1 } => length >= SHORT && !linked && self.is_other(words),
            _ if self.is_named(at, &BYLINE, near) => false,
            BlockKind::Heading { .. } => {
                let beside = |other: usize| self.is_beside(at, other) && !linked;
                let first = *self.range.start();
                long || marked
                    || follows && (at + 1 < first || beside(first))
                    || length >= SHORT && beside(head)
            }
            BlockKind::Paragraph => {
                let near = || inside() || length >= SHORT && self.is_beside(at, head);
                long || marked || held || near() && self.is_sentence(at, block)
            }
            BlockKind::Item { .. } | BlockKind::Code => long || marked || held,
            BlockKind::Rule => false,
        }
    }

    /// True for a block that says what the page states as its description.
    pub(super) fn is_described(&self, at: usize) -> bool {
        let block = self.parts.blocks.get(at);
        block.is_some_and(|block| {
            standfirst::is_one_of(block.span.of(&self.parts.text), &self.descriptions)
        })
    }

    /// True for a heading that says something else than the title.
    fn is_other(&self, words: &str) -> bool {
        self.title.is_some_and(|title| {
            !prose::says_most_of(title, words) && !prose::says_most_of(words, title)
        })
    }

    /// True if two blocks stand side by side.
    fn is_beside(&self, at: usize, other: usize) -> bool {
        standfirst::are_beside(self.page, self.sources.get(at), self.sources.get(other))
    }

    /// Short lines below the title.
    pub(super) fn byline(&self) -> Vec<String> {
        let start = self.head();
        let end = *self.range.start() + NEAR;
        let blocks = self.parts.blocks.iter().enumerate().take(end).skip(start).take(HEAD);
        let short = blocks.filter(|(at, block)| {
            self.place(*at) <= Place::Aside && length(self.parts, block) <= BYLINE_LETTERS
        });
        short.map(|(_, block)| block.span.of(&self.parts.text).to_owned()).collect()
    }
}
