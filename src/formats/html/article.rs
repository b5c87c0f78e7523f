//! Which part of a page is its article, if it has one: from the first passage to the last that the
//! readability rules chose, with everything between that reads like prose or holds data, which those
//! rules drop now and then. If much of the page's prose stands outside, there is no article, and the
//! whole page is kept.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use dom_query::Document as Page;
use dom_smoothie::{Config, Readability};

use super::super::builder::Builder;
use super::walk::Walk;
use super::{excerpt, walked};
use crate::document::{Block, BlockKind, MarkKind, Parts};
use crate::text::Shown;

/// Pages beyond this many bytes are no articles.
const LONGEST: usize = 4 << 20;

/// Elements beyond this number are not judged: it takes too long.
const MOST_ELEMENTS: usize = 50_000;

/// Words of a block that is prose rather than a label or a link.
const PROSE: usize = 12;

/// The share of a page's prose, in per cent, that an article has to hold.
const ENOUGH: usize = 70;

/// What only pages of sites have: menus, asides, an article marked as such.
const FURNITURE: &str = "nav, aside, article, [role=navigation], [role=complementary], \
    [class*=sidebar], [class*=navbar], [id*=sidebar], [class*=comments], [id*=comments], \
    meta[property='og:type'], meta[property='og:site_name']";

/// Where nothing of an article stands.
const AROUND: &str = "nav, aside, footer, form, [role=navigation], [role=complementary], \
    [class*=comment], [id*=comment], [class*=related], [class*=newsletter], [class*=promo]";

/// The share of the prose that the rules chose, in per cent, that has to be found on the page.
const FOUND: usize = 95;

/// Words of links, in per cent, from which on a passage leads elsewhere.
const LINKED: usize = 50;

/// The article of a page whose whole content is `whole` and `length` bytes of markup, below its title,
/// which pages set apart from it.
pub(super) fn of(
    page: &Page,
    whole: &Parts,
    length: usize,
    title: Option<&Shown>,
) -> Option<Parts> {
    if length > LONGEST || !page.select(FURNITURE).exists() {
        return None;
    }
    let config =
        Config { max_elements_to_parse: MOST_ELEMENTS, disable_json_ld: true, ..Config::default() };
    let mut readability = Readability::with_document(page.clone(), None, Some(config)).ok()?;
    let markup = readability.parse().ok()?.content.to_string();
    let chosen = walked(&Page::from(markup.as_str()));
    let inner = inner(page, whole);
    let (held, range) = held(&chosen, &inner)?;
    let keep = kept(&inner, &held, &range, title);
    let all = prose(&inner, |_| true);
    let kept = prose(&inner, |at| keep.get(at) == Some(&true));
    let is_most = all > 0 && kept * 100 >= all * ENOUGH;
    // Passages that the rules changed are not found again; what is less than they chose is refused.
    let is_all = kept * 100 >= prose(&chosen, |_| true) * FOUND;
    (is_most && is_all).then(|| excerpt::of(&inner, &keep, title))
}

/// The page without what stands around an article.
fn inner(page: &Page, whole: &Parts) -> Parts {
    let page = page.clone();
    let around = page.select(AROUND);
    if !around.exists() {
        return whole.clone();
    }
    around.remove();
    let mut out = Builder::default();
    Walk::new(&mut out).page(&page);
    out.finish()
}

/// Which blocks of the page were chosen, and from which to which the article reaches: passages of
/// prose that stand on the page once mark its ends, and what was chosen next to them belongs to it.
fn held(chosen: &Parts, page: &Parts) -> Option<(Vec<bool>, RangeInclusive<usize>)> {
    let mut times: HashMap<&str, usize> = HashMap::new();
    page.blocks.iter().for_each(|block| *times.entry(words(page, block)).or_default() += 1);
    let all: HashSet<&str> = chosen.blocks.iter().map(|block| words(chosen, block)).collect();
    let is_held = |block: &Block| all.contains(words(page, block));
    let held: Vec<bool> = page.blocks.iter().map(is_held).collect();
    let is_end = |at: &usize| {
        let block = page.blocks.get(*at).filter(|block| is_prose(page, block));
        held.get(*at) == Some(&true) && block.is_some_and(|block| times[words(page, block)] == 1)
    };
    let first = (0..held.len()).find(is_end)?;
    let last = (0..held.len()).rev().find(is_end)?;
    let before = held.iter().take(first).rev().take_while(|held| **held).count();
    let after = held.iter().skip(last + 1).take_while(|held| **held).count();
    Some((held, first - before..=last + after))
}

/// What of the page is its article.
fn kept(
    page: &Parts,
    held: &[bool],
    range: &RangeInclusive<usize>,
    title: Option<&Shown>,
) -> Vec<bool> {
    let mut keep = vec![false; page.blocks.len()];
    let mut lists = Lists::new(page);
    // Backwards: a heading belongs to the article if what follows it does.
    for at in range.clone().rev() {
        let Some(block) = page.blocks.get(at) else { continue };
        let is_title = title.is_some_and(|title| words(page, block) == &**title);
        let follows = range.contains(&(at + 1)) && keep.get(at + 1) == Some(&true);
        keep[at] = match block.kind {
            BlockKind::Heading { .. } if is_title => false,
            _ if held.get(at) == Some(&true) => true,
            BlockKind::Heading { .. } => follows && !leads_elsewhere(page, at..=at),
            BlockKind::Item { .. } => lists.is_prose(at),
            BlockKind::Paragraph => is_prose(page, block) && !leads_elsewhere(page, at..=at),
            BlockKind::Row { .. } | BlockKind::Code => true,
            BlockKind::Rule => false,
        };
    }
    keep
}

/// The lists of a page, judged as a whole: an item of two words among items of prose is prose.
struct Lists<'p> {
    page: &'p Parts,
    known: Option<(RangeInclusive<usize>, bool)>,
}

impl<'p> Lists<'p> {
    fn new(page: &'p Parts) -> Self {
        Self { page, known: None }
    }

    /// True if the list around an item is prose. Asked item by item, it looks at each list once.
    fn is_prose(&mut self, at: usize) -> bool {
        if let Some((_, is_prose)) = self.known.as_ref().filter(|(list, _)| list.contains(&at)) {
            return *is_prose;
        }
        let blocks = &self.page.blocks;
        let is_item = |block: &&Block| matches!(block.kind, BlockKind::Item { .. });
        let after = blocks.iter().skip(at).take_while(is_item).count();
        let before = blocks.iter().take(at).rev().take_while(is_item).count();
        let list = at - before..=at + after.max(1) - 1;
        let count: usize = blocks
            .iter()
            .skip(at - before)
            .take(before + after)
            .map(|b| length(self.page, b))
            .sum();
        let is_prose = count >= PROSE && !leads_elsewhere(self.page, list.clone());
        self.known = Some((list, is_prose));
        is_prose
    }
}

/// True if most of what some blocks say are links.
fn leads_elsewhere(page: &Parts, blocks: RangeInclusive<usize>) -> bool {
    let some = page.blocks.get(blocks).unwrap_or_default();
    let (Some(first), Some(last)) = (some.first(), some.last()) else { return false };
    let (start, end) = (first.span.start, last.span.end);
    let from = page.marks.partition_point(|mark| mark.span.start < start);
    let marks = page.marks.iter().skip(from).take_while(|mark| mark.span.start < end);
    let links = marks.filter(|mark| matches!(mark.kind, MarkKind::Link(_)));
    let linked: usize = links.map(|mark| mark.span.len()).sum();
    let all: usize = some.iter().map(|block| block.span.len()).sum();
    linked * 100 >= all * LINKED
}

/// How many words of prose the blocks hold for whose numbers `counts` is true.
fn prose(page: &Parts, counts: impl Fn(usize) -> bool) -> usize {
    let blocks = page.blocks.iter().enumerate().filter(|(at, _)| counts(*at));
    blocks.filter(|(_, block)| is_prose(page, block)).map(|(_, block)| length(page, block)).sum()
}

fn words<'a>(parts: &'a Parts, block: &Block) -> &'a str {
    block.span.of(&parts.text)
}

/// How many words a block has.
fn length(page: &Parts, block: &Block) -> usize {
    words(page, block).split_whitespace().count()
}

/// True for prose rather than a label or a link.
fn is_prose(page: &Parts, block: &Block) -> bool {
    let may_be = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item { .. });
    may_be && length(page, block) >= PROSE
}
