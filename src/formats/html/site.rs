//! Whether a page is one of a site, with menus and asides around what it is read for. Told without
//! knowing which part that is.

use dom_query::{Document as Page, NodeRef};

use super::prose::linked;
use crate::document::Parts;

/// Blocks that are nothing but links, outside of the article, which tell a site as well.
const MENU: usize = 6;

/// Elements that only pages of sites have.
const ELEMENTS: [&str; 4] = ["nav", "aside", "article", "footer"];

/// Pieces of classes that only pages of sites have.
const CLASSES: [&str; 3] = ["sidebar", "navbar", "comments"];

/// Pieces of names of elements that only pages of sites have.
const NAMES: [&str; 2] = ["sidebar", "comments"];

/// True if a page has elements of a site: menus, asides, an article marked as such.
pub(super) fn has_elements(page: &Page) -> bool {
    page.root().descendants_it().any(|node| node.is_element() && is_of_site(&node))
}

/// True if some blocks of a page hold as many links as a menu.
pub(super) fn has_menu(parts: &Parts, blocks: impl Iterator<Item = usize>) -> bool {
    let is_link = |at: &usize| {
        let (linked, all) = linked(parts, *at..=*at);
        linked > 0 && linked * 2 >= all
    };
    blocks.filter(is_link).take(MENU).count() >= MENU
}

fn is_of_site(node: &NodeRef<'_>) -> bool {
    let name = node.node_name().unwrap_or_default();
    let holds = |key: &str, known: &[&str]| {
        node.attr(key).is_some_and(|stated| known.iter().any(|piece| stated.contains(piece)))
    };
    let is =
        |key: &str, known: &[&str]| node.attr(key).is_some_and(|stated| known.contains(&&*stated));
    if &*name == "meta" {
        return is("property", &["og:type", "og:site_name"]);
    }
    ELEMENTS.contains(&&*name)
        || is("role", &["navigation", "complementary"])
        || holds("class", &CLASSES)
        || holds("id", &NAMES)
}
