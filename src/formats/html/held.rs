//! What the readability rules chose of a page and may belong to an article: not what stands around it,
//! no teasers, no lines that point elsewhere.

use dom_query::{Document as Page, NodeId};

use super::Walked;
use super::article::{ENOUGH, NEAR};
use super::pointers::is_pointer;
use super::prose::{is_prose, leads_elsewhere, length};
use super::surroundings::Place;
use crate::document::{BlockKind, Parts};

/// Bytes at the start of a standfirst that no passage repeats.
const TEASER: usize = 80;
const SHORTEST_TEASER: usize = 40;

/// Headings that are links outside of the element of an article, which tell teasers.
const TEASERS: usize = 2;

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
        .map(|source| {
            page.tree.get(source).is_some_and(|node| {
                node.id == article.id || node.ancestors_it(None).any(|outer| outer.id == article.id)
            })
        })
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
        if is_pointer(block.span.of(&parts.text)) {
            points = true;
        } else if points {
            points = leads_elsewhere(parts, at..=at);
        }
        if let Some(held) = held.get_mut(at).filter(|_| points) {
            *held = false;
        }
    }
    held
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
