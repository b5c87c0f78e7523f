//! The element that holds most of what was chosen of a page, and what was chosen far behind it: rules of
//! a forum, a line on rights, an invitation to subscribe. Told by where it stands and not by names.

use std::collections::HashMap;

use dom_query::{Document as Page, NodeId};

use super::prose::{is_prose, length};
use super::surroundings::inside;
use crate::document::Parts;

/// Share of the chosen prose, in per cent, that the element holds.
const MOST: usize = 60;

/// Blocks which were not chosen and stand before what is far behind the element.
const GAP: usize = 4;

/// Share of the chosen prose, in per cent, that may stand far behind the element and is no part of
/// the article.
const LITTLE: usize = 25;

/// The innermost element that holds most of the prose that was chosen.
pub(super) fn of(
    page: &Page,
    parts: &Parts,
    sources: &[NodeId],
    chosen: &[bool],
) -> Option<NodeId> {
    let mut letters: HashMap<NodeId, usize> = HashMap::new();
    let mut all = 0;
    for (at, source) in sources.iter().enumerate() {
        let (Some(node), said) = (page.tree.get(source), prose(parts, chosen, at)) else {
            continue;
        };
        if said == 0 {
            continue;
        }
        all += said;
        let path = std::iter::once(node).chain(node.ancestors_it(None));
        path.into_iter().for_each(|node| *letters.entry(node.id).or_default() += said);
    }
    let holds_most = |id: &NodeId| letters.get(id).is_some_and(|said| said * 100 > all * MOST);
    let depth = |id: &NodeId| page.tree.get(id).map_or(0, |node| node.ancestors_it(None).count());
    letters.keys().copied().filter(holds_most).max_by_key(depth)
}

/// What was chosen without what stands far behind the element that holds most of it.
pub(super) fn without_stray(
    page: &Page,
    parts: &Parts,
    sources: &[NodeId],
    mut chosen: Vec<bool>,
) -> Vec<bool> {
    let Some(body) = of(page, parts, sources, &chosen) else { return chosen };
    let is_in = |at: usize| {
        let node = sources.get(at).and_then(|source| page.tree.get(source));
        node.is_some_and(|node| inside(&node, body))
    };
    let is_chosen = |at: &usize| chosen.get(*at) == Some(&true);
    let Some(end) = (0..chosen.len()).rev().find(|at| is_chosen(at) && is_in(*at)) else {
        return chosen;
    };
    let mut gap = 0;
    let stray = (end + 1..chosen.len()).find(|at| {
        let is_stray = is_chosen(at) && gap >= GAP;
        gap = if is_chosen(at) { 0 } else { gap + 1 };
        is_stray
    });
    let sum =
        |from: usize| -> usize { (from..chosen.len()).map(|at| prose(parts, &chosen, at)).sum() };
    let Some(stray) = stray.filter(|stray| sum(*stray) * 100 < sum(0) * LITTLE) else {
        return chosen;
    };
    chosen.iter_mut().skip(stray).for_each(|chosen| *chosen = false);
    chosen
}

/// Letters of a block that is prose and was chosen.
fn prose(parts: &Parts, chosen: &[bool], at: usize) -> usize {
    let block = parts.blocks.get(at).filter(|_| chosen.get(at) == Some(&true));
    block.filter(|block| is_prose(parts, block)).map_or(0, |block| length(parts, block))
}
