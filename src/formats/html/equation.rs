//! Equations of a page (MathML) on one line, and what a page shows a second time for programs that
//! know none: pictures, drawn signs, TeX.

use dom_query::NodeRef;

use super::super::math;
use super::visibility::is_hidden;
use crate::text::single_spaced;

/// Elements around an equation at most.
const AROUND: usize = 4;

/// The equation on one line; if it says nothing, the words that the page has in place of it.
pub(super) fn linear(node: &NodeRef<'_>) -> String {
    let inside = node.inner_html().replace("&nbsp;", "\u{A0}");
    let words = single_spaced(&math::linear(&inside));
    match words.trim().is_empty() {
        true => node.attr("alttext").map(|words| single_spaced(&words)).unwrap_or_default(),
        false => words,
    }
}

/// True for a hidden element that holds an equation which the page shows as a picture next to it.
pub(super) fn is_pictured(node: &NodeRef<'_>) -> bool {
    let next = node.next_element_sibling();
    next.is_some_and(|next| next.has_name("img")) && holds_one(node)
}

/// True for what stands beside an equation and shows the same: the picture of a hidden one, or signs
/// that are drawn and not to be read out.
pub(super) fn is_double(node: &NodeRef<'_>) -> bool {
    if node.has_name("img") {
        return node.prev_element_sibling().is_some_and(|equation| is_hidden_one(&equation));
    }
    let unread = node.attr("aria-hidden").is_some_and(|hidden| &*hidden == "true");
    let beside = || [node.prev_element_sibling(), node.next_element_sibling()];
    unread && beside().into_iter().flatten().any(|equation| holds_one(&equation))
}

fn is_hidden_one(node: &NodeRef<'_>) -> bool {
    is_hidden(node) && holds_one(node)
}

/// True for an equation, and for an element that holds one and nothing else.
fn holds_one(node: &NodeRef<'_>) -> bool {
    let mut node = *node;
    for _ in 0..AROUND {
        if node.has_name("math") {
            return true;
        }
        let mut children = node.children_it(false).filter(|child| !is_blank(child));
        match (children.next(), children.next()) {
            (Some(only), None) if only.is_element() => node = only,
            _ => return false,
        }
    }
    false
}

fn is_blank(node: &NodeRef<'_>) -> bool {
    node.is_comment() || node.is_text() && node.text().trim().is_empty()
}
