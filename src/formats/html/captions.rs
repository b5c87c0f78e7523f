//! Captions of pictures, and which pictures need no words of their own: signs, and those whose caption
//! says the same.

use dom_query::NodeRef;

use super::surroundings::has_word;
use crate::text::single_spaced;

/// Words of names of what stands below a picture.
const CAPTION: [&str; 9] = [
    "bildtext",
    "bildunterschrift",
    "caption",
    "captions",
    "cutline",
    "epigrafe",
    "imagecaption",
    "legende",
    "photocaption",
];

/// Elements around a caption among which its figure is looked for.
const AROUND: usize = 3;

/// Pixels below which a picture is a sign or a button.
const SIGN: u32 = 64;

/// Pieces behind a picture that may be its caption.
const NEAR: usize = 3;

/// True for pictures as small as buttons and signs are.
pub(super) fn is_sign(picture: &NodeRef<'_>) -> bool {
    let stated = |name: &str| picture.attr(name)?.trim().trim_end_matches("px").parse::<u32>().ok();
    ["width", "height"].iter().any(|name| stated(name).is_some_and(|pixels| pixels < SIGN))
}

/// True for the element of a line that is the caption of a picture.
pub(super) fn is_caption(node: NodeRef<'_>) -> bool {
    let is = |node: NodeRef<'_>| node.has_name("figcaption") || node.has_name("figure");
    let path = |most| std::iter::once(node).chain(node.ancestors_it(Some(most)));
    path(1).any(|node| has_word(&node, &CAPTION)) || path(AROUND).any(is)
}

/// True if the caption of a picture, or what follows it, says the words that describe it.
pub(super) fn is_captioned(picture: &NodeRef<'_>, words: &str) -> bool {
    let words = single_spaced(words);
    let says = |node: NodeRef<'_>| single_spaced(&node.text()).contains(&words);
    let figure = picture.ancestors_it(Some(8)).find(|node| node.has_name("figure"));
    let caption = figure.and_then(|figure| {
        figure.descendants_it().find(|node| node.has_name("figcaption")).map(says)
    });
    caption.unwrap_or(false) || following(*picture).into_iter().any(says)
}

/// What stands right behind a picture, or behind the link that it is.
fn following(picture: NodeRef<'_>) -> Vec<NodeRef<'_>> {
    let mut at = picture;
    loop {
        let next = std::iter::successors(at.next_sibling(), |node| node.next_sibling());
        let said = next.take(NEAR).filter(|node| node.is_text() || node.is_element());
        let found: Vec<NodeRef<'_>> = said.collect();
        let is_link = |node: &NodeRef<'_>| node.has_name("a");
        match at.parent().filter(is_link) {
            Some(link) if found.iter().all(|node| node.text().trim().is_empty()) => at = link,
            _ => return found,
        }
    }
}
