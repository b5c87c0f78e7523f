//! Galleries in an article: pictures of one make beside each other, each with a caption, which are an
//! article of their own. Told by how they are built and by what the captions say; a list of things that
//! are described and pictured is none, and never is most of what was chosen.

use std::cell::LazyCell;
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
    /// Pictures in it, until those with more are left out.
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
        self.letters > 0 && self.may_be_one()
    }

    /// False for what holds too much to be one.
    fn may_be_one(&self) -> bool {
        self.letters <= LONGEST
    }
}

/// For each block of a page, whether it stands in a gallery.
pub(super) fn of(page: &Page, parts: &Parts, sources: &[NodeId], chosen: &[bool]) -> Vec<bool> {
    let none = || vec![false; sources.len()];
    let mut slides = slides(page);
    if slides.len() < SLIDES {
        return none();
    }
    for at in 0..parts.blocks.len() {
        fill(&mut slides, around(page, sources, at), (parts, at));
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
    if !found.contains(&true) {
        return found;
    }
    let is_chosen = |at: usize| chosen.get(at) == Some(&true);
    let within = sum(&|at| is_chosen(at) && found.get(at) == Some(&true));
    if within * 2 > sum(&is_chosen) { none() } else { found }
}

/// Adds a block to the slides that it stands in.
fn fill<'p>(
    slides: &mut HashMap<NodeId, Slide>,
    around: impl Iterator<Item = NodeRef<'p>>,
    (parts, at): (&Parts, usize),
) {
    let Some(block) = parts.blocks.get(at) else { return };
    let words = block.span.of(&parts.text);
    // Asked once for all elements around it, and only if one of them is a slide.
    let letters = LazyCell::new(|| length(parts, block));
    let is_signed = LazyCell::new(|| ends_with_credit(words) || is_counted(words));
    for node in around {
        let Some(slide) = slides.get_mut(&node.id).filter(|slide| slide.may_be_one()) else {
            continue;
        };
        slide.letters += *letters;
        slide.is_captioned = slide.is_captioned
            || !words.starts_with(PICTURE)
                && (*is_signed
                    || says_most_of(words, &slide.described)
                        && says_most_of(&slide.described, words));
    }
}

/// Elements around pictures. Those around more than one are no slides.
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
    found.retain(|_, slide| slide.pictures == 1);
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
