//! Title, date, source and authors of a page, as its head states them: data for search engines
//! (JSON-LD) first, then `<meta>`, then the title of the window.

use dom_query::Document as Page;
use serde_json::{Map, Value};

use super::super::metadata::set;
use crate::document::{Metadata, Origin, Stated};
use crate::text::Shown;

/// A title and where it was found.
pub(super) type Title = Stated<Shown>;

/// Blocks of JSON-LD and elements in it that are looked at.
const MOST: usize = 200;

/// Names of `<meta>` elements, the best first, by what they state.
const NAMES: &[(&str, &[&str])] = &[
    ("title", &["og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title"]),
    (
        "date",
        &[
            "article:published_time",
            "og:article:published_time",
            "citation_publication_date",
            "citation_date",
            "dcterms.issued",
            "dcterms.created",
            "dc.date.issued",
            "dc.date",
            "dcterms.date",
            "datepublished",
            "publish-date",
            "pubdate",
            "parsely-pub-date",
            "sailthru.date",
            "date",
            "article:modified_time",
        ],
    ),
    (
        "source",
        &[
            "og:site_name",
            "citation_publisher",
            "dc.publisher",
            "dcterms.publisher",
            "publisher",
            "application-name",
        ],
    ),
    (
        "author",
        &[
            "author",
            "citation_author",
            "dc.creator",
            "dcterms.creator",
            "article:author",
            "parsely-author",
            "byl",
        ],
    ),
];

/// What the head of a page states.
pub(super) fn of(page: &Page) -> Metadata {
    let mut about = Metadata::default();
    let metas = metas(page);
    for_search_engines(page, &mut about);
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
        && let Some(title) = window_title(page, about.source.as_ref())
    {
        set(&mut about, "title", &title, Origin::Format);
    }
    if let Some(language) = page.html_root().attr("lang") {
        set(&mut about, "language", &language, Origin::Format);
    }
    if about.date.is_none() {
        dated_element(page, &mut about);
    }
    about
}

/// One field; addresses are no names.
fn state(about: &mut Metadata, key: &str, words: &str) {
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

/// Every `<meta>` with its name in small letters.
fn metas(page: &Page) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for meta in page.select("meta[content]").nodes().iter().take(2000) {
        let name = ["name", "property", "itemprop"].iter().find_map(|key| meta.attr(key));
        if let (Some(name), Some(words)) = (name, meta.attr("content")) {
            found.push((name.trim().to_ascii_lowercase(), words.to_string()));
        }
    }
    found
}

/// The title of the window without the name of the site that most sites add.
fn window_title(page: &Page, source: Option<&Title>) -> Option<String> {
    let title = page.select_single("title").text();
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let heading = page.select("h1");
    let heading = heading.nodes().first().filter(|_| heading.length() == 1);
    let heading = heading.map(|node| node.text().split_whitespace().collect::<Vec<_>>().join(" "));
    if let Some(heading) = heading.filter(|heading| heading.len() > 8 && title.contains(&**heading))
    {
        return Some(heading);
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
    let marked = "time[pubdate], time[itemprop=datePublished], [itemprop=datePublished][datetime], \
                  article time[datetime], header time[datetime], main time[datetime]";
    for node in page.select(marked).nodes().iter().take(8) {
        if let Some(date) = node.attr("datetime").or_else(|| node.attr("content")) {
            set(about, "date", &date, Origin::Format);
        }
    }
}

fn for_search_engines(page: &Page, about: &mut Metadata) {
    for script in page.select("script[type='application/ld+json']").nodes().iter().take(MOST) {
        let text = script.text();
        let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        let Ok(value) = serde_json::from_str::<Value>(text) else { continue };
        for object in objects(&value) {
            article(object, about);
        }
    }
}

/// The objects of a block that stand for pages: itself, those of a list, those of a graph.
fn objects(value: &Value) -> Vec<&Map<String, Value>> {
    let mut found = Vec::new();
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop().filter(|_| found.len() < MOST) {
        match value {
            Value::Array(values) => waiting.extend(values.iter().rev().take(MOST)),
            Value::Object(object) => {
                found.push(object);
                waiting.extend(object.get("@graph"));
            }
            _ => {}
        }
    }
    found
}

fn article(object: &Map<String, Value>, about: &mut Metadata) {
    if !is_article(object.get("@type")) {
        return;
    }
    for (key, field) in [("headline", "title"), ("datePublished", "date"), ("inLanguage", "lang")] {
        if let Some(words) = object.get(key).and_then(Value::as_str) {
            state(about, field, words);
        }
    }
    for publisher in names(object.get("publisher")) {
        state(about, "source", &publisher);
    }
    for author in names(object.get("author")) {
        state(about, "author", &author);
    }
}

fn is_article(kind: Option<&Value>) -> bool {
    let is = |kind: &str| {
        ["Article", "Report", "BlogPosting", "ScholarlyArticle"]
            .iter()
            .any(|end| kind.ends_with(end))
    };
    match kind {
        Some(Value::String(kind)) => is(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

/// Names of one or several persons or organisations, given as words or as objects.
fn names(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(name)) => vec![name.clone()],
        Some(Value::Object(object)) => {
            object.get("name").and_then(Value::as_str).map(str::to_owned).into_iter().collect()
        }
        Some(Value::Array(values)) => values
            .iter()
            .take(64)
            .flat_map(|value| names(Some(value)).into_iter().take(1))
            .collect(),
        _ => Vec::new(),
    }
}
