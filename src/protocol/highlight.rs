//! What is looked for in the open document, as data: what was typed for this page, or what a search of
//! the library asked for.

use std::sync::Arc;

use crate::facts::correction::FactKey;
use crate::query::{PassageMatcher, Pattern};
use crate::text::Span;

/// Matches of one highlight that are kept at most.
pub const MOST_HITS: usize = 100_000;

/// What is looked for.
#[derive(Clone, Debug)]
pub enum Highlight {
    /// Words typed for this page.
    Typed(Box<Pattern>),
    /// What a search of the library asked for.
    Asked(Arc<PassageMatcher>),
    /// A weapon, actor or place that the library names.
    Thing(FactKey),
    /// Every range that the document states.
    Ranges,
}

impl Highlight {
    /// True if it came from the library, so that its matches lead on into the next document.
    pub const fn leads_on(&self) -> bool {
        !matches!(self, Self::Typed(_))
    }

    /// True if it stands, or may stand, at facts.
    pub fn needs_facts(&self) -> bool {
        match self {
            Self::Typed(_) => false,
            Self::Asked(sought) => sought.asks_for_names() || sought.asks_for_ranges(),
            Self::Thing(_) | Self::Ranges => true,
        }
    }

    /// Where words typed for this page stand first, from a byte of the text on: that is quickly told.
    pub fn first_from(&self, text: &str, from: usize) -> Option<Span> {
        match self {
            Self::Typed(pattern) => pattern.first_from(text, from),
            Self::Asked(_) | Self::Thing(_) | Self::Ranges => None,
        }
    }

    /// Where it stands in a text, as far as its words say.
    pub fn hits<'a>(&'a self, text: &'a str) -> Box<dyn Iterator<Item = Span> + 'a> {
        match self {
            Self::Typed(pattern) => Box::new(pattern.hits(text)),
            Self::Asked(sought) => Box::new(sought.words().hits(text).into_iter()),
            Self::Thing(_) | Self::Ranges => Box::new(std::iter::empty()),
        }
    }
}
