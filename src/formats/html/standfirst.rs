//! What tells a standfirst beside its length: its name, that it says what the page states as its
//! description, that it stands right beside the title.

use dom_query::{Document as Page, NodeId, NodeRef};

use super::chosen::passage;
use super::prose::same_words;

/// Words of names of what stands below a title: a standfirst.
pub(super) const STANDFIRST: [&str; 16] = [
    "abstract",
    "chapeau",
    "deck",
    "dek",
    "excerpt",
    "intro",
    "introduction",
    "kicker",
    "lead",
    "lede",
    "standfirst",
    "strapline",
    "subhead",
    "subheadline",
    "subtitle",
    "summary",
];

/// Words of names of what stands there too and is no standfirst.
pub(super) const BYLINE: [&str; 14] = [
    "author",
    "authors",
    "bio",
    "byline",
    "caption",
    "copyright",
    "credit",
    "credits",
    "date",
    "dateline",
    "meta",
    "published",
    "time",
    "timestamp",
];

/// Where pages state their description.
const STATED: [&str; 3] = [
    "meta[name='description']",
    "meta[property='og:description']",
    "meta[name='twitter:description']",
];

/// Elements around a line among which its mark is looked for.
const NEAR: usize = 2;

/// True for a line that the page itself marks as the description of the article, as search engines read
/// it (schema.org).
pub(super) fn is_marked(node: NodeRef<'_>) -> bool {
    let is_mark = |node: NodeRef<'_>| {
        node.attr("itemprop").is_some_and(|stated| {
            stated
                .split_whitespace()
                .any(|name| matches!(name, "description" | "alternativeHeadline"))
        })
    };
    std::iter::once(node).chain(node.ancestors_it(Some(NEAR))).any(is_mark)
}

/// What a page states as its description.
pub(super) fn descriptions(page: &Page) -> Vec<String> {
    let stated = |query: &&str| {
        let found = page.select(query);
        let stated = found.nodes().first().and_then(|node| node.attr("content"));
        stated.map(|words| words.to_string())
    };
    STATED.iter().filter_map(stated).filter(|words| !words.trim().is_empty()).collect()
}

/// True if words say one of some descriptions, and nothing else.
pub(super) fn is_one_of(words: &str, descriptions: &[String]) -> bool {
    descriptions.iter().any(|stated| same_words(stated, words))
}

/// True if the elements of two lines have the same parent.
pub(super) fn are_beside(page: &Page, one: Option<&NodeId>, other: Option<&NodeId>) -> bool {
    let around = |source: Option<&NodeId>| -> Option<NodeId> {
        let line = passage(page.tree.get(source?)?)?;
        let heading = std::iter::once(line).chain(line.ancestors_it(Some(2)));
        let line = heading.into_iter().find(is_heading).unwrap_or(line);
        line.parent().map(|parent| parent.id)
    };
    around(one).is_some_and(|parent| around(other) == Some(parent))
}

fn is_heading(node: &NodeRef<'_>) -> bool {
    ["h1", "h2", "h3", "h4", "h5", "h6"].iter().any(|name| node.has_name(name))
}
