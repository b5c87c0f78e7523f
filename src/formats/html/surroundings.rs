//! What stands around an article on a page: menus, consent layers, comments, advice what to read next.
//! Told by elements, roles and whole words of names, and never of an element that holds most of what
//! the page says together with its heading.

use std::collections::HashMap;

use dom_query::{Document as Page, NodeId, NodeRef};

use super::prose;
use crate::document::{Block, Parts};

/// Where a block stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// In the page.
    #[default]
    Inside,
    /// In an element beside it: a fact box, or a list of other articles.
    Aside,
    /// Where nothing of an article stands.
    Around,
    /// In a layer that asks for consent.
    Consent,
}

/// Words of names that stand for what is no part of an article.
const AROUND: [&str; 64] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "breadcrumb",
    "breadcrumbs",
    "comment",
    "comments",
    "commentlist",
    "discussion",
    "disqus",
    "footer",
    "livefyre",
    "menu",
    "mostread",
    "nav",
    "navbar",
    "navigation",
    "navi",
    "newsletter",
    "outbrain",
    "pager",
    "pagination",
    "popular",
    "postnav",
    "prevnext",
    "promo",
    "promos",
    "promotion",
    "readmore",
    "recirc",
    "recirculation",
    "recommendation",
    "recommendations",
    "recommended",
    "related",
    "replies",
    "reply",
    "respond",
    "rrssb",
    "share",
    "sharebar",
    "sharedaddy",
    "sharing",
    "shoutbox",
    "sidebar",
    "signup",
    "sitenav",
    "skyscraper",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "taboola",
    "tags",
    "teasers",
    "toolbar",
    "topnav",
    "trending",
    "widget",
    "zergnet",
    "trackback",
    "trackbacks",
];

/// Words of names of what readers say, which may well be more than the article.
const COMMENTS: [&str; 8] =
    ["comment", "comments", "commentlist", "discussion", "disqus", "replies", "reply", "respond"];

/// Words of names of small elements in an article that are no part of it.
const APART: [&str; 11] = [
    "akismet",
    "author",
    "authorbox",
    "authors",
    "bio",
    "player",
    "playlist",
    "transcript",
    "video",
    "videoplayer",
    "videos",
];

/// The word of names of a call to do something: to subscribe, to sign in.
const CALL: [&str; 1] = ["cta"];

/// Elements around a block among which such an element is looked for.
const APART_NEAR: usize = 3;

/// Letters and nodes of such an element at most.
const SMALL: usize = 400;

/// Words which tell that a name is about something that is elsewhere: "has-related", "no-sidebar".
const QUALIFIERS: [&str; 10] =
    ["has", "have", "hide", "is", "js", "no", "not", "show", "with", "without"];

/// Words of names of layers that ask for consent.
const CONSENT: [&str; 9] = [
    "consent",
    "cookie",
    "cookiebanner",
    "cookiebot",
    "cookies",
    "didomi",
    "gdpr",
    "onetrust",
    "usercentrics",
];

/// Roles of elements around an article.
const ROLES: [&str; 5] = ["navigation", "contentinfo", "search", "menu", "menubar"];

/// Elements whose names tell what stands in them.
const NAMED: [&str; 9] =
    ["div", "section", "aside", "ul", "ol", "dl", "header", "details", "figure"];

/// Names of an element that are looked at.
const MOST_NAMES: usize = 40;

/// Share of what the page says, in per cent, from which on an element is not around it.
const MOST: usize = 50;

/// The places of the blocks of a page.
pub(super) fn places(page: &Page, whole: &Parts, sources: &[NodeId]) -> Vec<Place> {
    let mut surroundings = Surroundings::new(page, whole, sources);
    let blocks = whole.blocks.iter().zip(sources);
    let place = |(block, source): (&Block, &NodeId)| {
        let is_data = prose::is_data(block.span.of(&whole.text));
        if is_data { Place::Around } else { surroundings.place(*source) }
    };
    blocks.map(place).collect()
}

struct Surroundings<'p> {
    page: &'p Page,
    /// Letters of prose below each element.
    letters: HashMap<NodeId, usize>,
    all: usize,
    known: HashMap<NodeId, Place>,
}

impl<'p> Surroundings<'p> {
    fn new(page: &'p Page, whole: &Parts, sources: &[NodeId]) -> Self {
        let mut own: HashMap<NodeId, usize> = HashMap::new();
        let mut all = 0;
        for (block, source) in whole.blocks.iter().zip(sources) {
            if prose::is_prose(whole, block) {
                let length = prose::length(whole, block);
                *own.entry(*source).or_default() += length;
                all += length;
            }
        }
        let mut letters: HashMap<NodeId, usize> = HashMap::new();
        for (source, length) in own {
            let Some(node) = page.tree.get(&source) else { continue };
            for node in std::iter::once(node).chain(node.ancestors_it(None)) {
                *letters.entry(node.id).or_default() += length;
            }
        }
        Self { page, letters, all, known: HashMap::new() }
    }

    /// The place of an element: its own, or that of what it stands in, whichever is further out.
    fn place(&mut self, id: NodeId) -> Place {
        let mut path = Vec::new();
        let mut place = Place::Inside;
        let mut at = self.page.tree.get(&id);
        while let Some(node) = at {
            if let Some(known) = self.known.get(&node.id) {
                place = *known;
                break;
            }
            path.push(node);
            at = node.parent();
        }
        for node in path.into_iter().rev() {
            place = place.max(self.own(&node));
            self.known.insert(node.id, place);
        }
        place
    }

    fn own(&self, node: &NodeRef<'_>) -> Place {
        let name = node.node_name().unwrap_or_default();
        if !node.is_element() || matches!(&*name, "html" | "body" | "main" | "article") {
            return Place::Inside;
        }
        let letters = self.letters.get(&node.id).copied().unwrap_or_default();
        let is_most = letters * 100 > self.all * MOST;
        if is_most && holds_article(node) {
            return Place::Inside;
        }
        if is_consent(node) {
            return Place::Consent;
        }
        if is_most && !has_word(node, &COMMENTS) {
            return Place::Inside;
        }
        let role = node.attr("role").unwrap_or_default();
        match &*name {
            "nav" | "footer" | "form" => Place::Around,
            _ if ROLES.contains(&&*role) => Place::Around,
            name if NAMED.contains(&name) && has_word(node, &AROUND) => Place::Around,
            "aside" => Place::Aside,
            _ if &*role == "complementary" => Place::Aside,
            _ => Place::Inside,
        }
    }
}

/// True for a layer that asks for consent to cookies and the like.
pub(super) fn is_consent(node: &NodeRef<'_>) -> bool {
    let name = node.node_name().unwrap_or_default();
    if !matches!(&*name, "div" | "section" | "aside" | "dialog" | "form" | "footer" | "header") {
        return false;
    }
    let role = node.attr("role").unwrap_or_default();
    let modal = node.attr("aria-modal").is_some_and(|stated| &*stated == "true");
    let layer = modal || matches!(&*role, "dialog" | "alertdialog");
    // "cmp" also begins the names of components of a common content management system.
    let platform = ["id", "class"].iter().any(|key| {
        let names = node.attr(key).unwrap_or_default();
        names.split_whitespace().any(|name| {
            let name = name.to_ascii_lowercase();
            let rest = name.strip_prefix("cmp");
            rest.is_some_and(|rest| {
                let rest = rest.trim_start_matches(['-', '_']);
                matches!(rest, "" | "box" | "wrapper" | "banner" | "ui" | "root" | "layer" | "app")
            })
        })
    });
    layer || platform || has_word(node, &CONSENT)
}

/// True if a node is an element or stands in it.
pub(super) fn inside(node: &NodeRef<'_>, around: NodeId) -> bool {
    node.id == around || node.ancestors_it(None).any(|outer| outer.id == around)
}

/// True for a node in a small element that stands in an article and is no part of it: the headline of
/// a film, who the author is, a notice on what the site does with data, a call to subscribe.
pub(super) fn is_apart(node: NodeRef<'_>) -> bool {
    std::iter::once(node)
        .chain(node.ancestors_it(Some(APART_NEAR)))
        .any(|node| (has_word(&node, &APART) || is_call(&node)) && is_small(&node))
}

/// True for an element that calls to do something and has a link to do it with: a name alone may be one
/// for looks.
fn is_call(node: &NodeRef<'_>) -> bool {
    let links = ["a", "button", "form"];
    let is_link = |inner: NodeRef<'_>| links.iter().any(|name| inner.has_name(name));
    has_word(node, &CALL) && node.descendants_it().take(SMALL).any(is_link)
}

/// True for an element of little text. Looks no further than it has to.
fn is_small(node: &NodeRef<'_>) -> bool {
    let mut all = 0;
    let mut texts = node.descendants_it().take(SMALL).filter(|inner| inner.is_text());
    texts.all(|inner| {
        all += prose::letters(&inner.text());
        all <= SMALL
    }) && node.descendants_it().nth(SMALL).is_none()
}

/// True if an element holds what pages write articles in.
fn holds_article(node: &NodeRef<'_>) -> bool {
    let names = ["article", "main", "h1"];
    node.descendants_it().any(|inner| names.iter().any(|name| inner.has_name(name)))
}

/// True if a name or a class of an element has one of some words, as a whole word.
pub(super) fn has_word(node: &NodeRef<'_>, known: &[&str]) -> bool {
    let is = |word: &str, some: &[&str]| some.iter().any(|known| known.eq_ignore_ascii_case(word));
    let is_known = |name: &str| {
        words(name).any(|word| is(word, known)) && !words(name).any(|word| is(word, &QUALIFIERS))
    };
    ["id", "class"].iter().any(|key| {
        let names = node.attr(key).unwrap_or_default();
        names.split_whitespace().take(MOST_NAMES).any(|name| name.len() < 100 && is_known(name))
    })
}

/// The words of a name: "commentList-links" has three.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let parts = name.split(|c: char| !c.is_ascii_alphabetic()).filter(|part| !part.is_empty());
    parts.flat_map(|part| {
        let mut rest = part;
        std::iter::from_fn(move || {
            let bytes = rest.as_bytes();
            let turns = |pair: &[u8]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
            let end = bytes.windows(2).position(turns).map_or(rest.len(), |at| at + 1);
            let (word, tail) = rest.split_at_checked(end)?;
            rest = tail;
            (!word.is_empty()).then_some(word)
        })
    })
}
