//! What is known about a document besides its text, and how it is known. Does not find anything
//! itself: format readers do.

use serde::{Deserialize, Serialize};

use super::Date;
use crate::text::{CleanText, Span};

/// Title, date, source and the rest. A field is `None` when nothing states it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Metadata {
    /// What the document calls itself.
    pub title: Option<Stated<CleanText>>,
    /// When it was published or issued.
    pub date: Option<Stated<Date>>,
    /// Who issued it: a paper, an agency, an institute.
    pub source: Option<Stated<CleanText>>,
    /// Who wrote it, in order.
    pub authors: Vec<Stated<CleanText>>,
    /// When the file was first saved, as it says itself: a hint if nothing states a date.
    pub saved: Option<Date>,
    /// Its language as a tag ("en", "pt-BR").
    pub language: Option<Stated<CleanText>>,
    /// The character encoding it was decoded from ("UTF-8", "windows-1252"); empty if unknown.
    pub encoding: CleanText,
}

/// A value and where it was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// Where it was found.
    pub origin: Origin,
}

/// Where a piece of metadata was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A block of keys at the head of a text or Markdown file.
    FrontMatter,
    /// The format's own fields (document properties, `<meta>`, mail headers).
    Format,
    /// The text itself, at this span.
    Text(Span),
    /// The file's name.
    FileName,
}

impl<T> Stated<T> {
    /// A value with its origin.
    pub const fn new(value: T, origin: Origin) -> Self {
        Self { value, origin }
    }
}

impl Metadata {
    /// Every span into the text.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        let origins = [
            self.title.as_ref().map(|stated| stated.origin),
            self.date.as_ref().map(|stated| stated.origin),
            self.source.as_ref().map(|stated| stated.origin),
            self.language.as_ref().map(|stated| stated.origin),
        ];
        let authors = self.authors.iter().map(|stated| stated.origin);
        origins.into_iter().flatten().chain(authors).filter_map(|origin| match origin {
            Origin::Text(span) => Some(span),
            _ => None,
        })
    }
}
