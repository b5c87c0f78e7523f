//! Which part of a page is its article: what the readability rules chose, extended by what belongs to
//! it and those rules drop now and then: the standfirst, boxes and tables between its passages, short
//! passages full of links. How much stands elsewhere on the page does not matter.

mod head;

use std::ops::RangeInclusive;

use dom_query::{Document as Page, NodeId, NodeRef};

use super::boxes::Boxes;
use super::held::{self, common, is_repeated};
use super::lists::Lists;
use super::page_text::Walked;
use super::pictures;
use super::pointers::is_pointer;
use super::prose::{self, PROSE, is_prose, leads_elsewhere, leaves, length};
use super::standfirst::{self, BYLINE};
use super::surroundings::{self, Place, has_word, is_apart};
use super::thresholds::{ENOUGH, NEAR, SHORT};
use super::{body, byline, captions, chosen, excerpt, gallery, site, teasers};
use crate::document::{Block, BlockKind, Parts};
use crate::text::CleanText;

/// Pages with a longer text than this many bytes are no articles.
const LONGEST: usize = 4 << 20;

/// The share of the page's prose, in per cent, that an article has which is shorter than [`ENOUGH`].
const SHARE: usize = 40;

/// Blocks near the title among which a byline is looked for, and its letters at most.
const HEAD: usize = 40;
const BYLINE_LETTERS: usize = 160;

/// Words of names of whose picture it is.
const CREDIT: [&str; 4] = ["credit", "credits", "imagecredit", "photocredit"];

/// An article.
pub(super) struct Article {
    /// Its text.
    pub parts: Parts,
    /// Short lines between its title and its first passages, which may state a date.
    pub byline: Vec<String>,
}

/// The article of a page whose whole content is `whole`, below its title, which pages set apart from
/// it.
pub(super) fn of(
    page: &Page,
    whole: &Walked,
    title: Option<&CleanText>,
    authors: &[&str],
) -> Option<Article> {
    if whole.parts.text.len() > LONGEST {
        return None;
    }
    // Most pages that are no article are told here, before anything is chosen.
    let is_site = site::has_elements(page);
    if !is_site && !site::has_menu(&whole.parts, 0..whole.parts.blocks.len()) {
        return None;
    }
    let chosen = chosen::of(page, whole)?;
    let mut places = surroundings::places(page, &whole.parts, &whole.sources);
    let teasers = teasers::of(page, whole, &chosen);
    let galleries = gallery::of(page, &whole.parts, &whole.sources, &chosen);
    let others = teasers.iter().zip(&galleries).map(|(teaser, gallery)| *teaser || *gallery);
    for (place, _) in places.iter_mut().zip(others).filter(|(_, is_other)| *is_other) {
        *place = (*place).max(Place::Around);
    }
    let view = View::new(page, whole, places, chosen, (title, authors))?.beside(teasers);
    if !view.is_enough() || !is_site && !view.has_menu() {
        return None;
    }
    let keep = view.kept();
    let byline = view.byline();
    Some(Article { parts: excerpt::of(&whole.parts, &keep, title), byline })
}

/// The page without layers that ask for consent, which are part of nothing.
pub(super) fn without_consent(page: &Page, whole: &Walked) -> Option<Parts> {
    let root = page.root();
    if !root.descendants_it().any(|node| node.is_element() && surroundings::is_consent(&node)) {
        return None;
    }
    let places = surroundings::places(page, &whole.parts, &whole.sources);
    let keep: Vec<bool> = places.iter().map(|place| *place != Place::Consent).collect();
    (keep.contains(&false) && keep.contains(&true)).then(|| excerpt::of(&whole.parts, &keep, None))
}

/// What is known of the blocks of a page.
struct View<'p> {
    page: &'p Page,
    parts: &'p Parts,
    sources: &'p [NodeId],
    places: Vec<Place>,
    /// True for teasers of other pages.
    teasers: Vec<bool>,
    /// What the page states as its description.
    descriptions: Vec<String>,
    /// True for what was chosen and may belong to an article.
    held: Vec<bool>,
    title: Option<&'p CleanText>,
    /// Who wrote the article, as the page states it.
    authors: &'p [&'p str],
    /// From the first passage that was chosen to the last, with what was chosen right behind it.
    /// Behind `last` stands no prose.
    range: RangeInclusive<usize>,
    last: usize,
    /// The element around them all.
    root: Option<NodeId>,
}

impl<'p> View<'p> {
    fn new(
        page: &'p Page,
        whole: &'p Walked,
        places: Vec<Place>,
        chosen: Vec<bool>,
        (title, authors): (Option<&'p CleanText>, &'p [&'p str]),
    ) -> Option<Self> {
        let parts = &whole.parts;
        let held = held::held(parts, &places, chosen);
        let held = held::in_its_element(page, whole, held);
        let held = held::without_makers(parts, authors, held);
        let held = held::without_author(page, whole, authors, held);
        let held = held::without_pointers(parts, held);
        let mut held = body::without_stray(page, parts, &whole.sources, held);
        let shown = held::add_shown(page, whole, &places, &mut held);
        let chosen = || parts.blocks.iter().zip(&held).filter(|(_, held)| **held);
        let has_prose = chosen().any(|(block, _)| is_prose(parts, block));
        // Verses, talks and tables hold short lines only.
        let is_passage =
            |block: &Block| is_prose(parts, block) || !has_prose && length(parts, block) >= SHORT;
        let is_end = |at: &usize| {
            held.get(*at) == Some(&true)
                && (shown.contains(at) || parts.blocks.get(*at).is_some_and(is_passage))
        };
        let repeats = |at: &usize| {
            let block = parts.blocks.get(*at);
            block.is_some_and(|block| is_repeated(parts, block.span.of(&parts.text), at + 1))
        };
        let is_caption = |at: &usize| {
            let node = whole.sources.get(*at).and_then(|source| page.tree.get(source));
            node.is_some_and(captions::is_caption)
        };
        let is_first = |at: &usize| is_end(at) && !is_caption(at);
        // One teaser at most: passages of one text may well repeat each other.
        let mut firsts = (0..held.len()).filter(is_first).take(2);
        let first = firsts.next().or_else(|| (0..held.len()).find(is_end))?;
        let first = firsts.next().filter(|_| repeats(&first)).unwrap_or(first);
        let last = (0..held.len()).rev().find(is_end)?;
        let ends: Vec<usize> = (first..=last).filter(is_end).collect();
        let after = held.iter().skip(last + 1).take_while(|held| **held).count();
        let sources = whole.sources.as_slice();
        let root = common(page, ends.iter().filter_map(|at| sources.get(*at)));
        let range = first..=last + after;
        Some(Self {
            page,
            parts,
            sources,
            places,
            teasers: Vec::new(),
            descriptions: standfirst::descriptions(page),
            held,
            title,
            authors,
            range,
            last,
            root,
        })
    }

    /// The same, with the teasers of other pages known.
    fn beside(self, teasers: Vec<bool>) -> Self {
        Self { teasers, ..self }
    }

    /// True if what was chosen is more than a remark.
    fn is_enough(&self) -> bool {
        let prose = |counts: &dyn Fn(usize) -> bool| -> usize {
            let blocks = self.parts.blocks.iter().enumerate().filter(|(at, _)| counts(*at));
            let prose = blocks.filter(|(_, block)| is_prose(self.parts, block));
            prose.map(|(_, block)| length(self.parts, block)).sum()
        };
        let held = prose(&|at| self.held.get(at) == Some(&true));
        if held == 0 {
            let blocks = self.parts.blocks.iter().zip(&self.held).filter(|(_, held)| **held);
            return blocks.map(|(block, _)| length(self.parts, block)).sum::<usize>() >= ENOUGH;
        }
        // A page of teasers alone is read for them.
        let all = prose(&|at| self.place(at) <= Place::Aside || self.is_of_teaser(at));
        held >= ENOUGH || held * 100 >= all * SHARE
    }

    /// True for a page with menus around the article.
    fn has_menu(&self) -> bool {
        let all = 0..self.parts.blocks.len();
        site::has_menu(self.parts, all.filter(|at| !self.range.contains(at)))
    }

    fn is_of_teaser(&self, at: usize) -> bool {
        self.teasers.get(at) == Some(&true)
    }

    fn place(&self, at: usize) -> Place {
        self.places.get(at).copied().unwrap_or_default()
    }

    fn node(&self, at: usize) -> Option<NodeRef<'p>> {
        self.page.tree.get(self.sources.get(at)?)
    }

    /// What of the page is its article.
    fn kept(&self) -> Vec<bool> {
        let mut keep = vec![false; self.parts.blocks.len()];
        let mut lists = Lists::new(self.parts);
        let mut boxes = Boxes::new(self.page, self.parts, self.sources);
        let (start, end) = (self.head(), self.tail(&mut boxes));
        // Backwards: a heading belongs to the article if what follows it does.
        for at in (start..end).rev() {
            let Some(block) = self.parts.blocks.get(at) else { continue };
            let follows = at + 1 < end && keep.get(at + 1) == Some(&true);
            let is_kept = match block.kind {
                _ if self.is_title(block) || self.node(at).is_some_and(is_apart) => false,
                _ if self.is_of_makers(at, block) => false,
                _ if !follows && self.is_label(at) => false,
                _ if at < *self.range.start() => self.is_standfirst(at, start, follows),
                _ if self.held.get(at) == Some(&true) && at <= self.last => true,
                _ if self.is_boxed(at, block, &mut boxes) => true,
                _ if self.held.get(at) == Some(&true) => self.ends(at, block, follows, &mut lists),
                _ => self.belongs(at, block, follows, &mut lists),
            };
            if let Some(keep) = keep.get_mut(at) {
                *keep = is_kept;
            }
        }
        pictures::drop_repeated(self.parts, &mut keep, self.title);
        keep
    }

    fn is_inside(&self, at: usize, root: NodeId) -> bool {
        self.node(at).is_some_and(|node| surroundings::inside(&node, root))
    }

    /// Where the article ends: behind what was chosen, and behind passages and boxes of facts that
    /// stand in the same element right after it.
    fn tail(&self, boxes: &mut Boxes<'_>) -> usize {
        let from = self.range.end() + 1;
        let Some(root) = self.root else { return from };
        let mut end = from;
        for (at, block) in self.parts.blocks.iter().enumerate().skip(from) {
            let follows = match block.kind {
                BlockKind::Heading { .. } => true,
                _ => self.is_passage(at, block) || self.is_boxed(at, block, boxes),
            };
            if !follows || !self.is_inside(at, root) {
                break;
            }
            // A heading alone is no end.
            if !matches!(block.kind, BlockKind::Heading { .. }) {
                end = at + 1;
            } else if end < at {
                break;
            }
        }
        end
    }

    /// True for a passage that may follow what was chosen.
    fn is_passage(&self, at: usize, block: &Block) -> bool {
        self.place(at) == Place::Inside
            && is_prose(self.parts, block)
            && !leads_elsewhere(self.parts, at..=at)
            && !self.is_named(at, &BYLINE, 1)
            && !byline::is_about(block.span.of(&self.parts.text), self.authors)
    }

    /// True for a block of a box of facts.
    fn is_boxed(&self, at: usize, block: &Block, boxes: &mut Boxes<'_>) -> bool {
        matches!(block.kind, BlockKind::Paragraph | BlockKind::Item { .. })
            && self.place(at) <= Place::Aside
            && !self.is_caption(at)
            && !self.is_named(at, &BYLINE, 2)
            && boxes.hold(at)
    }

    /// True for a line that names who made the article, or a picture in it.
    fn is_of_makers(&self, at: usize, block: &Block) -> bool {
        let words = block.span.of(&self.parts.text);
        let is_outside = !self.range.contains(&at) || at == *self.range.start();
        byline::is_line(words, self.authors)
            || is_outside && byline::is_unstated(words)
            || length(self.parts, block) < PROSE
                && self.is_named(at, &CREDIT, 0)
                && !self.is_sentence(at, block)
    }

    /// True for a block that only announces teasers, and is no standfirst that stands before them.
    fn is_label(&self, at: usize) -> bool {
        teasers::is_label(self.parts, &self.teasers, at) && !self.is_described(at)
    }

    fn is_title(&self, block: &Block) -> bool {
        let words = block.span.of(&self.parts.text);
        matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Paragraph)
            && self.title.is_some_and(|title| prose::same_words(words, title))
    }

    /// True if the element of a block, or one of the next around it, has one of some words as a name.
    fn is_named(&self, at: usize, known: &[&str], near: usize) -> bool {
        let Some(node) = self.node(at) else { return false };
        std::iter::once(node)
            .chain(node.ancestors_it(None).take(near))
            .any(|node| has_word(&node, known))
    }

    /// A block behind the last passage that was chosen as well.
    fn ends(&self, at: usize, block: &Block, follows: bool, lists: &mut Lists<'_>) -> bool {
        match block.kind {
            BlockKind::Row { .. } | BlockKind::Code => true,
            BlockKind::Item { .. } => lists.is_prose(at) || lists.is_announced(at),
            BlockKind::Heading { .. } => follows && !leads_elsewhere(self.parts, at..=at),
            BlockKind::Rule => false,
            BlockKind::Paragraph => {
                let says = length(self.parts, block) >= SHORT && !self.is_caption(at);
                let elsewhere = leads_elsewhere(self.parts, at..=at);
                says && !elsewhere && !self.is_named(at, &BYLINE, 1) || self.is_sentence(at, block)
            }
        }
    }

    fn is_caption(&self, at: usize) -> bool {
        self.node(at).is_some_and(captions::is_caption)
    }

    /// True for a row of a table whose rows begin with what they tell.
    fn is_infobox(&self, at: usize) -> bool {
        let Some(node) = self.node(at) else { return false };
        let table = std::iter::once(node).chain(node.ancestors_it(None));
        let Some(table) = table.into_iter().find(|node| node.has_name("table")) else {
            return false;
        };
        has_word(&table, &["infobox", "factbox", "data"])
            || table.descendants_it().any(|node| node.has_name("th"))
    }

    /// A block between passages that were chosen, or right behind them.
    fn belongs(&self, at: usize, block: &Block, follows: bool, lists: &mut Lists<'_>) -> bool {
        let place = self.place(at);
        if place >= Place::Around || is_pointer(block.span.of(&self.parts.text)) {
            return false;
        }
        let elsewhere = leads_elsewhere(self.parts, at..=at);
        match block.kind {
            BlockKind::Heading { .. } => follows && !elsewhere,
            BlockKind::Item { .. } => lists.is_prose(at),
            BlockKind::Paragraph if is_prose(self.parts, block) => {
                !elsewhere && !self.is_teaser(block)
            }
            BlockKind::Paragraph => place == Place::Inside && self.is_sentence(at, block),
            BlockKind::Row { .. } | BlockKind::Code => true,
            BlockKind::Rule => false,
        }
    }

    /// True for a passage whose last words are a link that points to the rest.
    fn is_teaser(&self, block: &Block) -> bool {
        let marks = &self.parts.marks;
        let end = marks.partition_point(|mark| mark.span.start < block.span.end);
        let last = marks.iter().take(end).rev().take(NEAR);
        last.filter(|mark| leaves(self.parts, mark) && mark.span.end == block.span.end)
            .any(|mark| is_pointer(mark.span.of(&self.parts.text)))
    }

    /// True for a short passage that says something beside its links and ends as sentences do.
    fn is_sentence(&self, at: usize, block: &Block) -> bool {
        let words = block.span.of(&self.parts.text).trim_end();
        let (linked, all) = prose::linked(self.parts, at..=at);
        let ends =
            ['.', '?', '!', ':', ';', '\u{3002}', '\u{FF01}', '\u{FF1F}', '\u{2026}', '\u{201D}'];
        linked + 3 < all && words.ends_with(ends) && !self.is_caption(at)
    }
}
