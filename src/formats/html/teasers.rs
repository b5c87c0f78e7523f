//! Teasers of other pages: elements of one make that stand beside each other and each begin with a link
//! to another page of the site, and lists of links to places in the page itself. Told by how they are
//! built and not by names; never most of what was chosen.

use std::collections::HashMap;

use dom_query::{Document as Page, NodeId, NodeRef};

use super::body;
use super::links::Site;
use super::page_text::Walked;
use super::prose::{leads_elsewhere, leaves, length, letters};
use super::surroundings::inside;
use super::thresholds::SHORT;
use crate::document::{Block, BlockKind, MarkKind, Parts};
use crate::text::PICTURE;

/// Elements around a line among which its teaser is looked for.
const NEAR: usize = 6;

/// Letters of a teaser at most: a headline and a sentence or two.
const LONGEST: usize = 500;

/// Letters and words of a headline at least that is a teaser alone.
const HEADLINE: usize = 25;
const HEADLINE_WORDS: usize = 4;

/// Teasers beside each other at least; links to places in the page, one behind the other.
const GROUP: usize = 2;
const CONTENTS: usize = 3;

/// An element that may be a teaser.
struct Card {
    /// Its parent and its make, which its like share.
    group: (Option<NodeId>, String),
    letters: usize,
    blocks: usize,
    /// A heading or a picture stands in it.
    is_dressed: bool,
    /// Its first line of some length is a link; `None` as long as there was none.
    leads: Option<bool>,
    /// That line is a headline.
    is_headline: bool,
}

/// For each block of a page, whether it is one of a teaser.
pub(super) fn of(page: &Page, whole: &Walked, chosen: &[bool]) -> Vec<bool> {
    let mut found = contents(page, whole);
    let body = body::of(page, &whole.parts, &whole.sources, chosen);
    let teasers = Teasers::new(page, whole, body).blocks();
    let sum = |counts: &dyn Fn(usize) -> bool| -> usize {
        let blocks = whole.parts.blocks.iter().enumerate().filter(|(at, _)| counts(*at));
        blocks.map(|(_, block)| length(&whole.parts, block)).sum()
    };
    let is_chosen = |at: usize| chosen.get(at) == Some(&true);
    let all = sum(&is_chosen);
    let within = sum(&|at| is_chosen(at) && teasers.get(at) == Some(&true));
    // A page that is made of links is read for them.
    if within * 2 <= all {
        found.iter_mut().zip(teasers).for_each(|(found, teaser)| *found |= teaser);
    }
    found
}

/// True for a block that only announces the teasers right behind it: a heading or a label.
pub(super) fn is_label(parts: &Parts, teasers: &[bool], at: usize) -> bool {
    let words = |at: usize| parts.blocks.get(at).map(|block| block.span.of(&parts.text));
    let is_picture = |at: &usize| {
        words(*at).is_some_and(|words| words.trim_start_matches("- ").starts_with(PICTURE))
    };
    let next = (at + 1..parts.blocks.len()).take(NEAR).find(|at| !is_picture(at));
    let Some(block) =
        parts.blocks.get(at).filter(|_| next.is_some_and(|next| teasers.get(next) == Some(&true)))
    else {
        return false;
    };
    let says = block.span.of(&parts.text).trim_end();
    match block.kind {
        BlockKind::Heading { .. } => true,
        BlockKind::Paragraph => {
            length(parts, block) < 2 * SHORT
                && !says.ends_with(['.', '!', '?', '\u{3002}', '\u{201D}'])
        }
        _ => false,
    }
}

/// Runs of lines that lead to places in the page: its table of contents.
fn contents(page: &Page, whole: &Walked) -> Vec<bool> {
    let parts = &whole.parts;
    let leads_within = |(block, source): (&Block, &NodeId)| {
        let node = page.tree.get(source);
        let mut path = node
            .iter()
            .flat_map(|node| std::iter::once(*node).chain(node.ancestors_it(Some(NEAR))));
        let link = path.find(|node| node.has_name("a"));
        let link = link.filter(|link| link.attr("href").is_some_and(|to| to.starts_with('#')));
        matches!(block.kind, BlockKind::Item { .. })
            && link.is_some_and(|link| letters(&link.text()) * 5 >= length(parts, block) * 4)
    };
    let mut found: Vec<bool> = parts.blocks.iter().zip(&whole.sources).map(leads_within).collect();
    for run in found.chunk_by_mut(|one, other| one == other) {
        if run.len() < CONTENTS {
            run.fill(false);
        }
    }
    found
}

struct Teasers<'p> {
    page: &'p Page,
    whole: &'p Walked,
    site: Site,
    /// The element that holds most of what was chosen.
    body: Option<NodeId>,
    cards: HashMap<NodeId, Card>,
}

impl<'p> Teasers<'p> {
    fn new(page: &'p Page, whole: &'p Walked, body: Option<NodeId>) -> Self {
        Self { page, whole, site: Site::of(page, &whole.parts), body, cards: HashMap::new() }
    }

    /// For each block, whether it stands in a teaser that has its like beside it.
    fn blocks(mut self) -> Vec<bool> {
        let blocks = self.whole.parts.blocks.iter().enumerate();
        let leads: Vec<bool> = blocks.map(|(at, block)| self.leads(at, block)).collect();
        for at in (0..leads.len()).filter(|at| leads.get(*at) == Some(&true)) {
            self.add_cards(at);
        }
        for (at, leads) in leads.into_iter().enumerate() {
            self.weigh(at, leads);
        }
        let mut groups: HashMap<&(Option<NodeId>, String), usize> = HashMap::new();
        for card in self.cards.values().filter(|card| card.is_teaser()) {
            *groups.entry(&card.group).or_default() += 1;
        }
        // What stands above the article may be its own head.
        let behind = self.behind();
        let is_one = |at: usize, node: &NodeRef<'_>| {
            self.cards.get(&node.id).is_some_and(|card| {
                let has_like = groups.get(&card.group).is_some_and(|count| *count >= GROUP);
                card.is_teaser()
                    && (has_like || card.is_full() && at >= behind && self.is_apart(node))
            })
        };
        let is_teaser = |at: usize| self.around(at).any(|node| is_one(at, &node));
        (0..self.whole.sources.len()).map(is_teaser).collect()
    }

    /// The first block behind the element that holds most of what was chosen.
    fn behind(&self) -> usize {
        let Some(body) = self.body else { return usize::MAX };
        let node = |at: &usize| self.page.tree.get(self.whole.sources.get(*at)?);
        let is_in = |at: &usize| node(at).is_some_and(|node| inside(&node, body));
        (0..self.whole.sources.len()).rev().find(is_in).map_or(usize::MAX, |last| last + 1)
    }

    /// True for an element that neither holds nor is held by the one that holds most of what was chosen.
    fn is_apart(&self, node: &NodeRef<'_>) -> bool {
        self.body.is_some_and(|body| !inside(node, body) && !holds(node, self.page, body))
    }

    /// True for a line that is nothing but a link to another page of the site.
    fn leads(&self, at: usize, block: &Block) -> bool {
        let parts = &self.whole.parts;
        let least = match block.kind {
            BlockKind::Heading { level: 1 } => return false,
            BlockKind::Heading { .. } => SHORT / 2,
            BlockKind::Paragraph | BlockKind::Item { .. } => SHORT,
            _ => return false,
        };
        length(parts, block) >= least
            && leads_elsewhere(parts, at..=at)
            && self.target(block).is_some_and(|target| self.site.has(target))
    }

    /// Where the first link of a block leads.
    fn target(&self, block: &Block) -> Option<&'p str> {
        let parts = &self.whole.parts;
        let from = parts.marks.partition_point(|mark| mark.span.start < block.span.start);
        let marks = parts.marks.iter().skip(from);
        let mut inside = marks.take_while(|mark| mark.span.start < block.span.end);
        let number = inside.find_map(|mark| match mark.kind {
            MarkKind::Link(number) if leaves(parts, mark) => usize::try_from(number).ok(),
            _ => None,
        });
        Some(&*parts.links.get(number?)?.target)
    }

    /// The element of a block and those around it.
    fn around(&self, at: usize) -> impl Iterator<Item = NodeRef<'p>> + use<'p> {
        let node = self.whole.sources.get(at).and_then(|source| self.page.tree.get(source));
        std::iter::successors(node, |node| node.parent())
            .take(NEAR + 1)
            .take_while(|node| !node.has_name("body") && !node.has_name("main"))
    }

    fn add_cards(&mut self, at: usize) {
        for node in self.around(at) {
            let is_known = self.cards.contains_key(&node.id);
            if !is_known {
                self.cards.insert(node.id, Card::new(&node));
            }
        }
    }

    /// Adds what a block says, and whether it leads to another page, to the elements around it.
    fn weigh(&mut self, at: usize, leads: bool) {
        let parts = &self.whole.parts;
        let Some(block) = parts.blocks.get(at) else { return };
        let length = length(parts, block);
        let words = block.span.of(&parts.text);
        let is_picture = words.starts_with(PICTURE);
        let is_heading = matches!(block.kind, BlockKind::Heading { .. });
        for node in self.around(at) {
            let Some(card) = self.cards.get_mut(&node.id) else { continue };
            card.letters += length;
            card.blocks += 1;
            card.is_dressed |= is_heading || is_picture;
            if card.leads.is_none() && !is_picture && (leads || length >= SHORT) {
                card.leads = Some(leads);
                card.is_headline =
                    length >= HEADLINE && words.split_whitespace().count() >= HEADLINE_WORDS;
            }
        }
    }
}

impl Card {
    fn new(node: &NodeRef<'_>) -> Self {
        let names = node.attr("class").unwrap_or_default();
        // Items of one list are of one make, whatever they are called: first, last, column 2.
        let is_item = node.has_name("li");
        let name = names.split_whitespace().next().filter(|_| !is_item).unwrap_or_default();
        let name = name.trim_matches(|c: char| c.is_ascii_digit());
        let make = format!("{} {name}", node.node_name().unwrap_or_default());
        let group = (node.parent().map(|parent| parent.id), make);
        Self { group, letters: 0, blocks: 0, is_dressed: false, leads: None, is_headline: false }
    }

    /// True for a picture or a heading with words below: a teaser, even where it stands alone.
    fn is_full(&self) -> bool {
        self.is_dressed && self.blocks > 1
    }

    fn is_teaser(&self) -> bool {
        self.leads == Some(true)
            && self.letters <= LONGEST
            && (self.is_dressed || self.blocks > 1 || self.is_headline)
    }
}

/// True if an element stands somewhere in a node.
fn holds(node: &NodeRef<'_>, page: &Page, element: NodeId) -> bool {
    page.tree.get(&element).is_some_and(|element| inside(&element, node.id))
}
