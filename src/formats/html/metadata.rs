//! Title, date, source and authors of a page, as its head states them: data for search engines
//! (JSON-LD) first, then `<meta>`, then the title of the window.

use dom_query::{Document as Page, NodeRef};

use super::super::metadata::set;
use super::linked_data::{LinkedData, decoded};
use super::prose::{holds_words, same_words};
use crate::document::{Metadata, Origin, Stated, dates};
use crate::text::{CleanText, single_spaced};

/// A title and where it was found.
pub(super) type Title = Stated<CleanText>;

/// Names of `<meta>` elements, the best first, by what they state: small letters without signs, so
/// that `article:published_time` and `article.publishedTime` are one. Dates of publication come
/// before those of creation, dates of changes last.
const NAMES: &[(&str, &[&str])] = &[
    ("title", &["ogtitle", "citationtitle", "dctitle", "dctermstitle", "twittertitle"]),
    (
        "date",
        &[
            "articlepublishedtime",
            "ogarticlepublishedtime",
            "articlepublished",
            "articlepublicationdate",
            "citationpublicationdate",
            "citationonlinedate",
            "citationdate",
            "dctermsissued",
            "dcdateissued",
            "datepublished",
            "publicationdate",
            "publisheddate",
            "publishdate",
            "publishedat",
            "ogpublishdate",
            "ogpubdate",
            "pubdate",
            "pdate",
            "dateissued",
            "parselypubdate",
            "sailthrudate",
            "displaydate",
            "originalpublicationdate",
            "dcdate",
            "dctermsdate",
            "date",
            "dcdatecreated",
            "dctermscreated",
            "dccreated",
            "datecreated",
            "articlecreated",
            "created",
            "articlemodifiedtime",
        ],
    ),
    (
        "source",
        &[
            "ogsitename",
            "citationpublisher",
            "dcpublisher",
            "dctermspublisher",
            "publisher",
            "applicationname",
        ],
    ),
    (
        "author",
        &[
            "author",
            "citationauthor",
            "dccreator",
            "dctermscreator",
            "articleauthor",
            "parselyauthor",
            "byl",
        ],
    ),
];

/// What the head of a page states.
pub(super) fn of(page: &Page, stated: &LinkedData) -> Metadata {
    let mut about = Metadata::default();
    let metas = metas(page);
    let heading = only_heading(page);
    for_search_engines(page, stated, &metas, heading.as_deref(), &mut about);
    for (key, names) in NAMES {
        if *key == "author" && !about.authors.is_empty() {
            continue;
        }
        for name in *names {
            let found = metas.iter().filter(|(known, _)| known == name);
            found.for_each(|(_, words)| state(&mut about, key, words));
            if *key == "author" && !about.authors.is_empty() {
                break;
            }
        }
    }
    if about.title.is_none()
        && let Some(title) = window_title(page, heading.as_deref(), about.source.as_ref())
    {
        set(&mut about, "title", &title, Origin::Format);
    }
    if let Some(language) = page.html_root().attr("lang") {
        set(&mut about, "language", &language, Origin::Format);
    }
    if about.date.is_none() {
        dated_element(page, &mut about);
    }
    for date in stated.words("dateCreated") {
        state(&mut about, "date", &date);
    }
    about
}

/// One field; addresses are no names.
fn state(about: &mut Metadata, key: &str, words: &str) {
    let words = decoded(words.trim());
    let words = words.trim();
    if key == "author" {
        let by = words.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by "));
        let words = if by { words.get(3..).unwrap_or_default() } else { words };
        if !words.contains("://") && !about.authors.iter().any(|known| &*known.value == words) {
            set(about, "author", words, Origin::Format);
        }
    } else {
        set(about, key, words, Origin::Format);
    }
}

/// Every `<meta>` with its name in small letters and without signs.
fn metas(page: &Page) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for meta in page.select("meta[content]").nodes().iter().take(2000) {
        let name = ["name", "property", "itemprop"].iter().find_map(|key| meta.attr(key));
        if let (Some(name), Some(words)) = (name, meta.attr("content")) {
            let plain = name.chars().filter(|c| !c.is_whitespace() && !".:_-".contains(*c));
            found.push((plain.collect::<String>().to_ascii_lowercase(), words.to_string()));
        }
    }
    found
}

/// The heading of a page that has one.
fn only_heading(page: &Page) -> Option<String> {
    let heading = page.select("h1");
    let heading = heading.nodes().first().filter(|_| heading.length() == 1)?;
    Some(single_spaced(&heading.text())).filter(|words| !words.is_empty())
}

/// The title of the window without the name of the site that most sites add.
fn window_title(page: &Page, heading: Option<&str>, source: Option<&Title>) -> Option<String> {
    let title = single_spaced(&page.select_single("title").text());
    let named = heading.filter(|heading| heading.len() > 8 && title.contains(*heading));
    if let Some(heading) = named {
        return Some(heading.to_owned());
    }
    for separator in [" | ", " - ", " – ", " — ", " :: ", " » ", " · "] {
        if let (Some((words, site)), Some(source)) = (title.rsplit_once(separator), source)
            && site.eq_ignore_ascii_case(&source.value)
        {
            return Some(words.to_owned());
        }
    }
    (!title.is_empty()).then_some(title)
}

/// A date marked as one of publication.
fn dated_element(page: &Page, about: &mut Metadata) {
    let root = page.root();
    let elements = root.descendants_it().filter(|node| node.is_element());
    for node in elements.filter(is_date).take(8) {
        if let Some(date) = node.attr("datetime").or_else(|| node.attr("content")) {
            set(about, "date", &date, Origin::Format);
        }
    }
}

/// True for an element that says when the page was published.
fn is_date(node: &NodeRef<'_>) -> bool {
    let is_time = node.has_name("time");
    let published = || node.attr("itemprop").is_some_and(|stated| &*stated == "datePublished");
    let is_head =
        |outer: NodeRef<'_>| ["article", "header", "main"].iter().any(|name| outer.has_name(name));
    if is_time {
        let inside = || node.has_attr("datetime") && node.ancestors_it(None).any(is_head);
        return node.has_attr("pubdate") || published() || inside();
    }
    published() && node.has_attr("datetime")
}

/// A date in one of the short lines below the title.
pub(super) fn date_in<'l>(lines: impl Iterator<Item = &'l String>, about: &mut Metadata) {
    for line in lines {
        if dates(line).take(2).count() == 1 {
            set(about, "date", line, Origin::Format);
        }
    }
}

fn for_search_engines(
    page: &Page,
    stated: &LinkedData,
    metas: &[(String, String)],
    heading: Option<&str>,
    about: &mut Metadata,
) {
    let window = page.select_single("title").text();
    let social = metas.iter().find(|(name, _)| name == "ogtitle").map(|(_, words)| &**words);
    let others: Vec<&str> = [social, Some(&*window)].into_iter().flatten().collect();
    for headline in stated.words("headline") {
        match other_title(&headline, heading, &others) {
            Some(other) => state(about, "title", other),
            None => state(about, "title", &headline),
        }
    }
    for (key, field) in [("datePublished", "date"), ("inLanguage", "lang")] {
        stated.words(key).iter().for_each(|words| state(about, field, words));
    }
    stated.names("publisher").iter().for_each(|name| state(about, "source", name));
    stated.names("author").iter().for_each(|name| state(about, "author", name));
}

/// The heading of a page, if its other titles say the same and none of them what the headline for
/// search engines says, which then describes the page rather than names it.
fn other_title<'h>(headline: &str, heading: Option<&'h str>, others: &[&str]) -> Option<&'h str> {
    let heading = heading?;
    let is_known = |title: &str| holds_words(title, headline) || holds_words(headline, title);
    let agrees =
        others.iter().any(|other| holds_words(other, heading) || same_words(other, heading));
    (agrees && !is_known(heading) && !others.iter().any(|other| is_known(other))).then_some(heading)
}
