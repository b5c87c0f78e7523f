//! Which part of a page is its article, if it has one. Judges what the readability rules chose: an
//! article that leaves out much of the page's prose is none, and the whole page is kept.

use std::collections::HashSet;

use dom_query::Document as Page;
use dom_smoothie::{Config, Readability};

use super::super::builder::Builder;
use super::walk::Walk;
use crate::document::{Block, BlockKind, Parts};

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

/// The markup of the article of a page whose whole content is `whole` and `length` bytes of markup.
pub(super) fn of(page: &Page, whole: &Parts, length: usize) -> Option<String> {
    if length > LONGEST || !page.select(FURNITURE).exists() {
        return None;
    }
    let config =
        Config { max_elements_to_parse: MOST_ELEMENTS, disable_json_ld: true, ..Config::default() };
    let mut readability = Readability::with_document(page.clone(), None, Some(config)).ok()?;
    let markup = readability.parse().ok()?.content.to_string();
    let article = super::walked(&Page::from(markup.as_str()));
    holds_enough(&article, &inner(page, whole)).then_some(markup)
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

/// True if the article holds most of the prose of the page.
fn holds_enough(article: &Parts, page: &Parts) -> bool {
    let held: HashSet<&str> = article.blocks.iter().map(|block| words(article, block)).collect();
    let (mut all, mut kept) = (0, 0);
    for block in page.blocks.iter().filter(|block| is_prose(&block.kind)) {
        let words = words(page, block);
        let count = words.split_whitespace().count();
        if count >= PROSE {
            all += count;
            kept += if held.contains(words) { count } else { 0 };
        }
    }
    all > 0 && kept * 100 >= all * ENOUGH
}

fn words<'a>(parts: &'a Parts, block: &Block) -> &'a str {
    block.span.of(&parts.text)
}

fn is_prose(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Item { .. })
}
