//! Web pages to words, blocks and marks: the article without what a site puts around it, or the whole
//! page if it is no article. Fetches nothing, runs nothing, opens no other file.

mod article;
mod attributes;
mod body;
mod boxes;
mod byline;
mod captions;
mod chosen;
mod cut;
mod equation;
mod excerpt;
mod gallery;
mod held;
mod hidden;
mod inline;
mod linked_data;
mod links;
mod lists;
mod markers;
mod metadata;
mod nesting;
mod notes;
mod page_text;
mod pictures;
mod pointers;
mod prose;
mod site;
mod standfirst;
mod surroundings;
mod table;
mod teasers;
mod thresholds;
mod unscripted;
mod visibility;
mod walk;

use dom_query::Document as Page;

use super::builder::{Builder, Leaf};
use super::encoding;
use super::stripper::{self, Stripper};
use super::{Limits, ReadError};
use crate::document::Parts;
use crate::text::CleanText;
use linked_data::LinkedData;
use page_text::{Walked, walked};
use walk::Walk;

/// Letters of prose below which the text that a page states for search engines is looked at.
const LITTLE: usize = 250;

/// The document that a web page is; `whole` is false for the head of a longer file.
pub(super) fn parts(bytes: &[u8], limits: &Limits, whole: bool) -> Result<Parts, ReadError> {
    let label = encoding::label(bytes);
    let decoded = encoding::decode_as(bytes, label.as_deref()).ok_or(ReadError::Binary)?;
    let markup = attributes::bounded(&decoded.text);
    let mut parts = if nesting::is_deeper(&markup, limits.depth) {
        stripped(&markup)
    } else {
        structured(&markup)
    };
    if whole && !parts.text.contains(char::is_alphanumeric) {
        return Err(ReadError::NoWords(if cut::has_scripts(&markup) {
            "the page is filled by scripts".into()
        } else {
            "the page is empty".into()
        }));
    }
    if let Some(sentence) = cut::said(&markup).filter(|_| whole) {
        parts.damaged(sentence);
    }
    parts.caveats.extend(decoded.complaint());
    parts.metadata.encoding = decoded.encoding.into();
    Ok(parts)
}

/// Writes what a piece of HTML or XHTML says into a text that others began: a chapter of a book, the
/// body of a message.
pub(super) fn write(markup: &str, limits: &Limits, out: &mut Builder) {
    let markup = attributes::bounded(markup);
    if nesting::is_deeper(&markup, limits.depth) {
        stripper::write(&mut Stripper::default(), &markup, out);
        out.close();
    } else {
        Walk::new(out).page(&Page::from(&*markup));
    }
}

/// A page and all that it shows: to a browser that runs no scripts, where one that does is shown little.
fn shown(markup: &str) -> (Page, Walked) {
    let page = Page::from(markup);
    let whole = walked(&page);
    let opened = || {
        let stated = LinkedData::of(&page).body().map_or(0, prose::letters);
        let page = Page::from(unscripted::opened(markup)?);
        let whole = walked(&page);
        (prose::of(&whole.parts) >= LITTLE.max(stated)).then_some((page, whole))
    };
    let opened = if prose::of(&whole.parts) < LITTLE { opened() } else { None };
    opened.unwrap_or((page, whole))
}

fn structured(markup: &str) -> Parts {
    let (page, mut whole) = shown(markup);
    let stated = LinkedData::of(&page);
    let mut about = metadata::of(&page, &stated);
    let revealed = hidden::reveal(&page, prose::of(&whole.parts));
    if !revealed.is_empty() {
        whole = Walked { revealed, ..walked(&page) };
    }
    let title = about.title.as_ref().map(|title| title.value.clone());
    let title = title.as_ref();
    let authors: Vec<&str> = about.authors.iter().map(|author| &*author.value).collect();
    let article = article::of(&page, &whole, title, &authors);
    if about.date.is_none() {
        let lines = article.iter().flat_map(|article| &article.byline);
        metadata::date_in(lines, &mut about);
    }
    let body = stated.body().filter(|_| prose::of(&whole.parts) < LITTLE);
    let body = body.filter(|body| prose::letters(body) > prose::of(&whole.parts));
    let mut parts = match (body, article) {
        (Some(body), _) => stated_text(body, title),
        (None, Some(article)) => article.parts,
        (None, None) => article::without_consent(&page, &whole).unwrap_or(whole.parts),
    };
    parts.metadata = about;
    parts
}

/// The text that a page states for search engines, where it shows none.
fn stated_text(body: &str, title: Option<&CleanText>) -> Parts {
    let mut out = Builder::default();
    if let Some(title) = title {
        out.open(Leaf::Heading(1));
        out.words(title);
        out.close();
    }
    if body.contains("</") || body.contains("<br") {
        stripper::write(&mut Stripper::default(), body, &mut out);
    } else {
        for line in body.lines().map(str::trim).filter(|line| !line.is_empty()) {
            out.open(Leaf::Paragraph);
            out.words(line);
        }
    }
    let mut parts = out.finish();
    parts.caveats.push(
        "The page is filled by scripts; this is the text that it states for search engines.".into(),
    );
    parts
}

/// The words of a page whose tags nest so deeply that building its tree would take too long.
fn stripped(markup: &str) -> Parts {
    let mut out = Builder::default();
    stripper::write(&mut Stripper::default(), markup, &mut out);
    let mut parts = out.finish();
    parts.caveats.push(
        "The tags of the page nest too deeply; its words are shown without structure.".into(),
    );
    parts
}

#[cfg(test)]
mod tests;
