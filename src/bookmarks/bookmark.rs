//! A bookmark: a passage, a person's words about it, and what its document is called. Where the
//! passage is today is the anchor's matter, how bookmarks are kept the store's.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use thiserror::Error;

use super::{Anchor, Certainty, Fingerprint, Stamp};
use crate::document::Document;
use crate::text::{CleanText, single_spaced};

/// A marked passage with a note and labels.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bookmark {
    /// What it is called by programs.
    pub id: Id,
    /// Labels, in the order they were given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// A note; empty if there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// When it was made.
    #[serde(default)]
    pub created: Stamp,
    /// When it was changed last.
    #[serde(default)]
    pub modified: Stamp,
    /// What the document is called, for citing it when it is not at hand.
    #[serde(default)]
    pub citation: Citation,
    /// How sure it was where the passage is when its document was last looked at, if it was not
    /// exact.
    #[serde(default, deserialize_with = "known", skip_serializing_if = "Option::is_none")]
    pub state: Option<Certainty>,
    /// The words that were marked first, if the bookmark stands at others since: what a person quoted
    /// is never overwritten.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub was: String,
    /// True if the user left the passage as uncertain as it is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub settled: bool,
    /// The passage.
    pub anchor: Anchor,
    /// Fields of other versions, kept as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A state of another version is none.
fn known<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Certainty>, D::Error> {
    let written = Value::deserialize(deserializer)?;
    Ok(Certainty::deserialize(written).ok())
}

/// What a document says of itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Citation {
    /// Its title, or its first words.
    #[serde(default)]
    pub title: String,
    /// When it was published, as exact as known; empty if unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// Who published it; empty if unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Who wrote it, separated by commas; empty if unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// The page the passage begins on, as printed ("12", "iv"); empty in formats without pages.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub page: String,
    /// The path of the numbered paragraph that holds the passage ("3.b"); empty if it is in none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub para: String,
    /// The number of the passage's paragraph, from 1; 0 if unknown.
    #[serde(default)]
    pub paragraph: usize,
}

impl Citation {
    /// Where in the document: "para 3.b", else "¶ 4"; empty if unknown.
    pub fn place(&self) -> String {
        match self.paragraph {
            _ if !self.para.is_empty() => format!("para {}", self.para),
            0 => String::new(),
            paragraph => format!("¶ {paragraph}"),
        }
    }

    /// What `document` says of itself, for a passage at byte `offset`.
    pub fn of(document: &Document, offset: usize) -> Self {
        let metadata = document.metadata();
        let source = metadata.source.as_ref();
        let authors: Vec<_> = metadata.authors.iter().map(|who| who.value.as_str()).collect();
        let page = document.page_at(offset).and_then(|at| document.pages().get(at));
        Self {
            title: document.title().as_str().to_owned(),
            date: metadata.date.as_ref().map(|date| date.value.to_string()).unwrap_or_default(),
            source: source.map(|source| source.value.as_str().to_owned()).unwrap_or_default(),
            author: authors.join(", "),
            page: page.map(|page| page.label.as_str().to_owned()).unwrap_or_default(),
            para: document.structure().paragraph_at(offset).unwrap_or_default().to_owned(),
            paragraph: document.block_at(offset).map_or(0, |block| block + 1),
        }
    }
}

impl Bookmark {
    /// A bookmark of `anchor`'s passage in `document`, made at `now`. `chance` makes its name
    /// differ from those of bookmarks made in the same millisecond.
    pub fn new(anchor: Anchor, document: &Document, now: Stamp, chance: u64) -> Self {
        Self {
            id: Id::new(now, chance),
            created: now,
            modified: now,
            citation: Citation::of(document, anchor.offset),
            anchor,
            ..Self::default()
        }
    }

    /// How sure the place of the passage was when its document was last looked at.
    pub fn certainty(&self) -> Certainty {
        self.state.unwrap_or(Certainty::Exact)
    }

    /// True if a person should say where the passage is now.
    pub fn needs_review(&self) -> bool {
        self.certainty() > Certainty::Moved && !self.settled
    }

    /// True if `document` has the title, day and source that the bookmark cites.
    pub fn cites(&self, document: &Document) -> bool {
        let (known, now) = (&self.citation, Citation::of(document, 0));
        (&known.title, &known.date, &known.source) == (&now.title, &now.date, &now.source)
    }

    /// The words that were marked first, if the passage has others now.
    pub fn first_words(&self) -> Option<&str> {
        let others = single_spaced(&self.was) != single_spaced(&self.anchor.quote);
        (!self.was.is_empty() && others).then_some(self.was.as_str())
    }

    /// Anchors the passage anew. The words that were marked first are kept for ever.
    pub fn anchor_at(&mut self, anchor: Anchor) {
        let extra = std::mem::take(&mut self.anchor.extra);
        let old = std::mem::replace(&mut self.anchor, Anchor { extra, ..anchor });
        if self.was.is_empty() && single_spaced(&old.quote) != single_spaced(&self.anchor.quote) {
            self.was = old.quote;
        }
        self.state = None;
        self.settled = false;
    }

    /// The labels as one line.
    pub fn label(&self) -> String {
        self.labels.join(", ")
    }

    /// Every text of it without control characters, whoever wrote it.
    pub fn cleaned(mut self) -> Self {
        let line = |text: &mut String| *text = CleanText::line(text).as_str().to_owned();
        let prose = |text: &mut String| {
            if text.chars().any(|c| crate::text::stand_in(c).is_some()) {
                *text = CleanText::text(std::mem::take(text)).as_str().to_owned();
            }
        };
        self.labels.iter_mut().for_each(line);
        let Citation { title, date, source, author, page, .. } = &mut self.citation;
        [title, date, source, author, page].into_iter().for_each(line);
        let anchor = &mut self.anchor;
        [&mut self.note, &mut self.was, &mut anchor.quote, &mut anchor.prefix, &mut anchor.suffix]
            .into_iter()
            .chain(&mut anchor.headings)
            .for_each(prose);
        self
    }
}

/// The labels that a person wrote, separated by commas: trimmed, each once.
pub fn labels(written: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for label in written.split(',').map(|label| CleanText::line(label).trim().to_owned()) {
        if !label.is_empty() && !found.contains(&label) {
            found.push(label);
        }
    }
    found
}

/// The name of a bookmark: twelve letters and digits that sort by the time it was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(String);

/// Digits of Crockford's base 32: no letter that looks like another.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Letters an id may have when it comes from outside.
const LONGEST: usize = 64;

impl Id {
    /// Made at `now`; `chance` is any number.
    pub fn new(now: Stamp, chance: u64) -> Self {
        let mixed = Fingerprint::of(&chance.to_le_bytes()).short();
        let bits = (now.millis().cast_unsigned() << 15) | u64::from(mixed & 0x7FFF);
        let digit = |place: u32| char::from(DIGITS[(bits >> (5 * place) & 31) as usize]);
        Self((0..12).rev().map(digit).collect())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is not a name of a bookmark.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("“{0}” is not the name of a bookmark; `briefbook bookmarks list` shows them.")]
pub struct NoId(CleanText);

impl FromStr for Id {
    type Err = NoId;

    fn from_str(written: &str) -> Result<Self, NoId> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        let fits = (1..=LONGEST).contains(&written.len()) && written.bytes().all(plain);
        let shown = || written.chars().take(LONGEST).collect::<String>();
        if fits { Ok(Self(written.to_owned())) } else { Err(NoId(CleanText::line(&shown()))) }
    }
}

impl TryFrom<String> for Id {
    type Error = NoId;

    fn try_from(written: String) -> Result<Self, NoId> {
        written.parse()
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_time_and_differ_by_chance() {
        let id = |millis, chance| Id::new(Stamp::new(millis), chance);
        assert!(id(1_790_000_000_000, 9) < id(1_790_000_000_001, 1));
        assert_ne!(id(1, 1), id(1, 2));
        assert_eq!(id(1, 1).as_str().len(), 12);
    }

    #[test]
    fn names_from_outside_are_plain() {
        assert!("abc-1_Z".parse::<Id>().is_ok());
        for name in ["", "a b", "ü", "\u{1b}[31m", &"x".repeat(65)] {
            assert!(name.parse::<Id>().is_err(), "{name:?}");
        }
    }

    #[test]
    fn fields_of_other_versions_are_kept() {
        let json = r#"{"id":"a","anchor":{"quote":"q","document":{"path":"p"},"x":1},"y":[2]}"#;
        let bookmark: Bookmark = serde_json::from_str(json).unwrap();
        let again = serde_json::to_value(&bookmark).unwrap();
        assert_eq!((&again["y"][0], &again["anchor"]["x"]), (&2.into(), &1.into()));
    }

    #[test]
    fn what_earlier_versions_kept_is_read_and_stays_under_its_names() {
        let json = r#"{"id":"a","created":"2026-11-30T18:23:17.678Z",
            "modified":"2026-11-30T18:23:17.678Z","citation":{"title":"t","paragraph":2},
            "anchor":{"quote":"q","prefix":"","suffix":"","offset":0,"scalar":0,"headings":[],
            "place":{"before":19,"head":"07edfe1654404e68","after":58,"tail":"1f35029b09adc346",
            "rival":348,"neighbour":348},
            "document":{"path":"p","content":"0cbbad7b6b4b2743","words":"1e47ebb71fd1490d"}}}"#;
        let bookmark: Bookmark = serde_json::from_str(json).unwrap();
        assert_eq!(bookmark.anchor.place().unwrap().before, 19);
        assert!(bookmark.anchor.document.is_old());
        let written: Value = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_value(&bookmark).unwrap(), written);
    }

    #[test]
    fn the_first_words_outlast_every_new_place() {
        let anchor = |quote: &str| Anchor { quote: quote.into(), ..Anchor::default() };
        let id = Id::new(Stamp::new(1), 1);
        let mut mark = Bookmark { id, anchor: anchor("up to 300 km"), ..Bookmark::default() };
        mark.anchor_at(anchor("up to  300\nkm"));
        assert_eq!((mark.was.as_str(), mark.first_words()), ("", None), "the same words");
        mark.anchor_at(anchor("up to 500 km"));
        mark.anchor_at(anchor("announced"));
        assert_eq!(mark.first_words().map(single_spaced).as_deref(), Some("up to 300 km"));
        let again: Bookmark = serde_json::from_value(serde_json::to_value(&mark).unwrap()).unwrap();
        assert_eq!(again, mark);
        mark.anchor_at(anchor("up to 300 km"));
        assert_eq!(mark.first_words(), None, "it stands at its words again");
    }

    #[test]
    fn labels_are_trimmed_and_unique() {
        assert_eq!(labels(" range, claim,,range , a\tb\u{1b}"), ["range", "claim", "a b␛"]);
    }
}
