//! Elements of a page that are hidden, and which of them hold what the page is read for: parts that a
//! script puts in place, text behind a paywall. Shows nothing else that is hidden.

use dom_query::{Document as Page, NodeId, NodeRef};

use super::super::builder::Builder;
use super::prose;
use super::surroundings::is_consent;
use super::visibility::{SKIPPED, is_hidden};
use super::walk::Walk;

/// Hidden elements that are looked into.
const MOST: usize = 200;

/// Shows the hidden elements of a page if they hold most of its prose, of which `seen` is not hidden.
/// Returns those that it shows.
pub(super) fn reveal(page: &Page, seen: usize) -> Vec<NodeId> {
    let hidden: Vec<(NodeId, usize)> = outermost(page)
        .into_iter()
        .map(|node| (node.id, weight(node)))
        .filter(|(_, weight)| *weight > 0)
        .collect();
    let all: usize = hidden.iter().map(|(_, weight)| weight).sum();
    if all == 0 || all <= seen {
        return Vec::new();
    }
    for (id, _) in &hidden {
        if let Some(node) = page.tree.get(id) {
            node.remove_attrs(&["hidden", "style"]);
            put_in_place(page, &node);
        }
    }
    hidden.into_iter().map(|(id, _)| id).collect()
}

/// Moves a part that was sent behind the page (`S:1`) to where a script would put it (`B:1`).
fn put_in_place(page: &Page, part: &NodeRef<'_>) {
    let name = part.attr("id").unwrap_or_default();
    let Some(number) = name.strip_prefix("S:").filter(|number| is_plain(number)) else { return };
    let place = page.select_single(&format!("template[id='B:{number}']"));
    if let Some(place) = place.nodes().first() {
        place.insert_before(part);
    }
}

fn is_plain(words: &str) -> bool {
    !words.is_empty() && words.len() < 9 && words.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Hidden elements that stand in no other hidden one, without those that nobody is to read.
fn outermost(page: &Page) -> Vec<NodeRef<'_>> {
    let mut found = Vec::new();
    let mut waiting = vec![page.root()];
    while let Some(node) = waiting.pop().filter(|_| found.len() < MOST) {
        let name = node.node_name().unwrap_or_default();
        if node.is_element() && SKIPPED.contains(&&*name) {
            continue;
        }
        if node.is_element() && is_hidden(&node) {
            let consents = std::iter::once(node).chain(node.ancestors_it(None));
            if !consents.into_iter().any(|node| is_consent(&node)) {
                found.push(node);
            }
        } else {
            waiting.extend(node.children_it(true));
        }
    }
    found
}

/// How much prose stands in an element.
fn weight(node: NodeRef<'_>) -> usize {
    let mut out = Builder::default();
    Walk::new(&mut out).part(node);
    prose::of(&out.finish())
}
