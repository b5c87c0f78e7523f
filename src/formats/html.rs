//! Web pages to words, blocks and marks: the article without what a site puts around it, or the whole
//! page if it is no article. Fetches nothing, runs nothing, opens no other file.

mod article;
mod excerpt;
mod metadata;
mod nesting;
mod table;
mod walk;

use dom_query::Document as Page;

use super::builder::Builder;
use super::encoding;
use super::stripper::{self, Stripper};
use super::{Limits, ReadError};
use crate::document::Parts;
use walk::Walk;

/// The document that a web page is.
pub(super) fn parts(bytes: &[u8], limits: &Limits) -> Result<Parts, ReadError> {
    let label = encoding::label(bytes);
    let decoded = encoding::decode_as(bytes, label.as_deref()).ok_or(ReadError::Binary)?;
    let mut parts = if nesting::is_deeper(&decoded.text, limits.depth) {
        stripped(&decoded.text)
    } else {
        structured(&decoded.text)
    };
    if decoded.damaged {
        let name = decoded.encoding;
        let words = format!("Some bytes are not valid {name}; they are shown as \u{FFFD}.");
        parts.caveats.push(crate::text::Shown::line(&words));
    }
    parts.metadata.encoding = decoded.encoding.into();
    Ok(parts)
}

/// Writes what a piece of HTML or XHTML says into a text that others began: a chapter of a book, the
/// body of a message.
pub(super) fn write(markup: &str, limits: &Limits, out: &mut Builder) {
    if nesting::is_deeper(markup, limits.depth) {
        stripper::write(&mut Stripper::default(), markup, out);
        out.close();
    } else {
        Walk::new(out).page(&Page::from(markup));
    }
}

fn structured(markup: &str) -> Parts {
    let page = Page::from(markup);
    let about = metadata::of(&page);
    let whole = walked(&page);
    let title = about.title.as_ref().map(|title| &title.value);
    let mut parts = article::of(&page, &whole, markup.len(), title).unwrap_or(whole);
    parts.metadata = about;
    parts
}

fn walked(page: &Page) -> Parts {
    let mut out = Builder::default();
    Walk::new(&mut out).page(page);
    out.finish()
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
