//! Galleries in an article: pictures of one make beside each other, each with a caption, which are an
//! article of their own. Told by how they are built and by what the captions say; a list of things that
//! are described and pictured is none, and never is most of what was chosen.

use std::collections::{HashMap, HashSet};

use dom_query::{Document as Page, NodeId, NodeRef};

use super::byline::{ends_with_credit, is_counted};
use super::prose::{length, says_most_of};
use crate::document::Parts;
use crate::text::PICTURE;

/// Pictures of a page that are looked at.
const MOST: usize = 2_000;

/// Elements around a picture, or around its caption, among which their slide is looked for.
const NEAR: usize = 6;

/// Letters of a slide at most.
const LONGEST: usize = 600;

/// Slides of a gallery at least.
const SLIDES: usize = 4;

/// An element with one picture.
struct Slide {
    pictures: usize,
    /// The words that describe the picture.
    described: String,
    letters: usize,
    /// A block of it is the caption of its picture.
    is_captioned: bool,
}

impl Slide {
    /// True for a picture with its caption.
    fn is_one(&self) -> bool {
        self.pictures == 1 && self.letters > 0 && self.letters <= LONGEST
    }
}

/// For each block of a page, whether it stands in a gallery.
pub(super) fn of(page: &Page, parts: &Parts, sources: &[NodeId], chosen: &[bool]) -> Vec<bool> {
    let none = || vec![false; sources.len()];
    let mut slides = slides(page);
    if slides.len() < SLIDES {
        return none();
    }
    for (at, block) in parts.blocks.iter().enumerate() {
        let words = block.span.of(&parts.text);
        for node in around(page, sources, at) {
            let Some(slide) = slides.get_mut(&node.id) else { continue };
            slide.letters += length(parts, block);
            slide.is_captioned |= !words.starts_with(PICTURE)
                && (ends_with_credit(words)
                    || is_counted(words)
                    || says_most_of(words, &slide.described)
                        && says_most_of(&slide.described, words));
        }
    }
    let slide_of = |at: usize| {
        around(page, sources, at)
            .filter(|node| slides.get(&node.id).is_some_and(Slide::is_one))
            .last()
    };
    let stands: Vec<Option<NodeRef<'_>>> = (0..sources.len()).map(slide_of).collect();
    let mut found = none();
    let mut from = 0;
    for run in stands.chunk_by(|one, other| make(one) == make(other)) {
        let ids: HashSet<NodeId> = run.iter().flatten().map(|node| node.id).collect();
        let is_captioned = |id: &&NodeId| slides.get(id).is_some_and(|slide| slide.is_captioned);
        let is_gallery =
            ids.len() >= SLIDES && ids.iter().filter(is_captioned).count() * 2 >= ids.len();
        found.iter_mut().skip(from).take(run.len()).for_each(|one| *one = is_gallery);
        from += run.len();
    }
    let sum = |counts: &dyn Fn(usize) -> bool| -> usize {
        let blocks = parts.blocks.iter().enumerate().filter(|(at, _)| counts(*at));
        blocks.map(|(_, block)| length(parts, block)).sum()
    };
    let is_chosen = |at: usize| chosen.get(at) == Some(&true);
    let within = sum(&|at| is_chosen(at) && found.get(at) == Some(&true));
    if within * 2 > sum(&is_chosen) { none() } else { found }
}

/// Elements around pictures.
fn slides(page: &Page) -> HashMap<NodeId, Slide> {
    let mut found: HashMap<NodeId, Slide> = HashMap::new();
    let root = page.root();
    let pictures = root.descendants_it().filter(|node| node.has_name("img")).take(MOST);
    for picture in pictures {
        let described = picture.attr("alt").unwrap_or_default();
        for node in picture.ancestors_it(Some(NEAR)) {
            let slide = found.entry(node.id).or_insert_with(|| Slide {
                pictures: 0,
                described: described.to_string(),
                letters: 0,
                is_captioned: false,
            });
            slide.pictures += 1;
        }
    }
    found
}

/// The element of a block and those around it.
fn around<'p>(page: &'p Page, sources: &[NodeId], at: usize) -> impl Iterator<Item = NodeRef<'p>> {
    let node = sources.get(at).and_then(|source| page.tree.get(source));
    std::iter::successors(node, |node| node.parent()).take(NEAR + 1)
}

/// What the slides of a gallery share: their parent, their name and their first class.
fn make(slide: &Option<NodeRef<'_>>) -> Option<(NodeId, String)> {
    let node = slide.as_ref()?;
    let names = node.attr("class").unwrap_or_default();
    let name = names.split_whitespace().next().unwrap_or_default();
    Some((node.parent()?.id, format!("{} {name}", node.node_name().unwrap_or_default())))
}
