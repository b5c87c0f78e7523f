//! What the readability rules chose of a page and may belong to an article: not what stands around it,
//! no teasers, no lines that point elsewhere.

use std::collections::HashSet;

use dom_query::{Document as Page, NodeId};

use super::byline;
use super::page_text::Walked;
use super::pointers::{begins_with_pointer, is_pointer};
use super::prose::{is_prose, leads_elsewhere, length};
use super::surroundings::{Place, has_word, inside};
use super::thresholds::{ENOUGH, NEAR, SHORT};
use crate::document::{Block, BlockKind, Parts};

/// Bytes at the start of a standfirst that no passage repeats.
const TEASER: usize = 80;
const SHORTEST_TEASER: usize = 40;

/// Headings that are links outside of the element of an article, which tell teasers.
const TEASERS: usize = 2;

/// Words of names of what is said of an author.
const AUTHOR: [&str; 9] = [
    "aboutauthor",
    "author",
    "authorbox",
    "authors",
    "bio",
    "biography",
    "contributor",
    "entryauthor",
    "postauthor",
];

/// What is said of an author is less than this part of what was chosen.
const ABOUT: usize = 4;

/// What was chosen and may belong to an article. If most of what was chosen seems to stand around
/// one, the names of its elements mislead.
pub(super) fn held(parts: &Parts, places: &[Place], chosen: Vec<bool>) -> Vec<bool> {
    let prose = |most: Place| -> usize {
        let blocks = parts.blocks.iter().zip(places).zip(&chosen);
        let counted = blocks.filter(|((block, place), chosen)| {
            **chosen && **place <= most && is_prose(parts, block)
        });
        counted.map(|((block, _), _)| length(parts, block)).sum()
    };
    let (inside, all) = (prose(Place::Aside), prose(Place::Around));
    let most = if inside * 2 > all || inside > 2 * ENOUGH { Place::Aside } else { Place::Around };
    chosen.iter().zip(places).map(|(chosen, place)| *chosen && *place <= most).collect()
}

/// What was chosen within the `article` element that holds the first heading, if that holds most of
/// it, or if teasers stand outside.
pub(super) fn in_its_element(page: &Page, whole: &Walked, held: Vec<bool>) -> Vec<bool> {
    let parts = &whole.parts;
    let heading = page.select("h1");
    let heading = heading.nodes().first().filter(|_| heading.length() == 1);
    let around = heading
        .and_then(|node| node.ancestors_it(None).filter(|outer| outer.has_name("article")).last());
    let Some(article) = around else { return held };
    let inside: Vec<bool> = whole
        .sources
        .iter()
        .map(|source| page.tree.get(source).is_some_and(|node| inside(&node, article.id)))
        .collect();
    let (mut within, mut all, mut teasers) = (0, 0, 0);
    for (at, (block, inside)) in parts.blocks.iter().zip(&inside).enumerate() {
        if held.get(at) == Some(&true) && is_prose(parts, block) {
            all += length(parts, block);
            within += if *inside { length(parts, block) } else { 0 };
        }
        let is_heading = matches!(block.kind, BlockKind::Heading { .. });
        teasers += usize::from(!inside && is_heading && leads_elsewhere(parts, at..=at));
    }
    if within < ENOUGH || within * 2 < all && teasers < TEASERS {
        return held;
    }
    held.into_iter().zip(inside).map(|(held, inside)| held && inside).collect()
}

/// What was chosen without lines that point elsewhere, and without the links below them.
pub(super) fn without_pointers(parts: &Parts, mut held: Vec<bool>) -> Vec<bool> {
    let mut points = false;
    for (at, block) in parts.blocks.iter().enumerate() {
        let words = block.span.of(&parts.text);
        let elsewhere = || leads_elsewhere(parts, at..=at);
        if is_pointer(words) || begins_with_pointer(words) && elsewhere() {
            points = true;
        } else if points {
            points = elsewhere();
        }
        if let Some(held) = held.get_mut(at).filter(|_| points) {
            *held = false;
        }
    }
    held
}

/// What was chosen without lines that name who made the article and whose rights it is.
pub(super) fn without_makers(parts: &Parts, authors: &[&str], held: Vec<bool>) -> Vec<bool> {
    let blocks = parts.blocks.iter();
    let is_maker = |block: &Block| byline::is_line(block.span.of(&parts.text), authors);
    blocks.zip(held).map(|(block, held)| held && !is_maker(block)).collect()
}

/// What was chosen without what is said of the author behind the last passage.
pub(super) fn without_author(
    page: &Page,
    whole: &Walked,
    authors: &[&str],
    mut held: Vec<bool>,
) -> Vec<bool> {
    let parts = &whole.parts;
    let is_about = |at: usize| {
        let block = parts.blocks.get(at);
        if block.is_some_and(|block| byline::is_about(block.span.of(&parts.text), authors)) {
            return true;
        }
        let node = whole.sources.get(at).and_then(|source| page.tree.get(source));
        node.is_some_and(|node| {
            std::iter::once(node)
                .chain(node.ancestors_it(Some(NEAR)))
                .any(|node| has_word(&node, &AUTHOR))
        })
    };
    let prose: Vec<(usize, usize)> = (0..held.len())
        .filter(|at| held.get(*at) == Some(&true))
        .filter_map(|at| Some((at, parts.blocks.get(at)?)))
        .filter(|(_, block)| is_prose(parts, block))
        .map(|(at, block)| (at, length(parts, block)))
        .collect();
    let about: Vec<_> = prose.iter().rev().take_while(|(at, _)| is_about(*at)).collect();
    let sum = |some: &mut dyn Iterator<Item = usize>| some.sum::<usize>();
    let all = sum(&mut prose.iter().map(|(_, length)| *length));
    if sum(&mut about.iter().map(|(_, length)| *length)) * ABOUT < all {
        for (at, _) in about {
            if let Some(held) = held.get_mut(*at) {
                *held = false;
            }
        }
    }
    held
}

/// Adds the passages of an article that are not hidden where hidden parts of the page were shown, and
/// which none of those repeats. Returns their numbers.
pub(super) fn add_shown(
    page: &Page,
    whole: &Walked,
    places: &[Place],
    held: &mut [bool],
) -> HashSet<usize> {
    let mut added = HashSet::new();
    if whole.revealed.is_empty() {
        return added;
    }
    let revealed: HashSet<NodeId> = whole.revealed.iter().copied().collect();
    let parts = &whole.parts;
    let words = |at: usize| parts.blocks.get(at).map(|block| block.span.of(&parts.text));
    let (mut said, mut shown) = (HashSet::new(), Vec::new());
    for (at, source) in whole.sources.iter().enumerate() {
        let Some(node) = page.tree.get(source) else { continue };
        let mut path = std::iter::once(node).chain(node.ancestors_it(None));
        if path.any(|outer| revealed.contains(&outer.id)) {
            said.extend(words(at).map(beginning));
        } else if places.get(at) == Some(&Place::Inside)
            && node
                .ancestors_it(None)
                .any(|outer| outer.has_name("article") || outer.has_name("main"))
        {
            shown.push(at);
        }
    }
    for at in shown {
        let (Some(block), Some(words)) = (parts.blocks.get(at), words(at)) else { continue };
        let says = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item { .. })
            && length(parts, block) >= SHORT
            && (is_prose(parts, block) || words.ends_with(['.', '!', '?', '\u{3002}']));
        if says && !leads_elsewhere(parts, at..=at) && !said.contains(beginning(words)) {
            added.insert(at);
            if let Some(held) = held.get_mut(at) {
                *held = true;
            }
        }
    }
    added
}

/// The first words of a passage.
fn beginning(words: &str) -> &str {
    let end = (0..=words.len().min(SHORTEST_TEASER)).rev().find(|end| words.is_char_boundary(*end));
    words.get(..end.unwrap_or_default()).unwrap_or_default()
}

/// The innermost element around all of some elements.
pub(super) fn common<'s>(
    page: &Page,
    mut sources: impl Iterator<Item = &'s NodeId>,
) -> Option<NodeId> {
    let first = page.tree.get(sources.next()?)?;
    let mut path: Vec<NodeId> =
        std::iter::once(first).chain(first.ancestors_it(None)).map(|node| node.id).collect();
    for source in sources {
        let Some(node) = page.tree.get(source) else { continue };
        let all = std::iter::once(node).chain(node.ancestors_it(None));
        let outer: Vec<NodeId> = all.map(|node| node.id).collect();
        let same = path.iter().rev().zip(outer.iter().rev()).take_while(|(a, b)| a == b).count();
        path.drain(..path.len() - same);
    }
    path.first().copied()
}

/// True if one of the passages from `from` on begins with the same words: what says them before is a
/// teaser of the article.
pub(super) fn is_repeated(parts: &Parts, words: &str, from: usize) -> bool {
    let end = (0..=words.len().min(TEASER)).rev().find(|end| words.is_char_boundary(*end));
    let start = words.get(..end.unwrap_or_default()).unwrap_or_default();
    let next = parts.blocks.iter().skip(from).take(NEAR);
    start.len() >= SHORTEST_TEASER
        && next.into_iter().any(|block| block.span.of(&parts.text).contains(start))
}
