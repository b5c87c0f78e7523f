//! A whole page as a text, with the elements in which its words stand. What of it is an article is
//! decided in `article`.

use dom_query::{Document as Page, NodeId};

use super::super::builder::Builder;
use super::walk::Walk;
use crate::document::Parts;

/// A page as a text, and the element in which the first word of each block stands.
pub(super) struct Walked {
    pub parts: Parts,
    pub sources: Vec<NodeId>,
    /// Elements that are hidden on the page and shown here.
    pub revealed: Vec<NodeId>,
}

/// Walks over a page.
pub(super) fn walked(page: &Page) -> Walked {
    let mut out = Builder::default();
    let sources = Walk::new(&mut out).page(page);
    Walked { parts: out.finish(), sources, revealed: Vec::new() }
}
