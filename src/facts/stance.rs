//! How a fact is said: by whom, and how surely. Holds spans, not the text; decides nothing.

pub use super::estimative::{Band, Confidence};
use crate::text::Span;

/// Who says something, and how surely. The default is what the document says itself and plainly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stance {
    /// Who says so.
    pub attribution: Attribution,
    /// How surely.
    pub certainty: Modality,
}

/// Who says something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// What kind of source it is.
    pub kind: SourceKind,
    /// Where the text names it; `None` if the document says so itself.
    pub sayer: Option<Span>,
}

/// What kind of source says something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// The document itself.
    #[default]
    None,
    /// Somebody with a name ("Ben Wallace", "MBDA").
    Named,
    /// Somebody who holds an office, and bodies of state ("the ministry", "a US official").
    Office,
    /// Somebody whose name is kept back ("people briefed on the talks").
    Anonymous,
    /// A newspaper, broadcaster or agency.
    Media,
    /// Another document ("a UN report").
    Document,
}

impl SourceKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::None, Self::Named, Self::Office, Self::Anonymous, Self::Media, Self::Document];

    /// Its name in machine-readable output.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Named => "named",
            Self::Office => "office",
            Self::Anonymous => "anonymous",
            Self::Media => "media",
            Self::Document => "document",
        }
    }
}

/// How surely something is said, and the words that show it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modality {
    /// The class.
    pub class: CertaintyClass,
    /// The words that make it so; `None` if nothing marks the clause.
    pub cue: Option<Span>,
    /// The band of an estimative word.
    pub band: Option<Band>,
    /// The level of confidence, if one is given.
    pub confidence: Option<Confidence>,
}

/// How surely something is said. In the order in which cues of one clause are taken: the last wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CertaintyClass {
    /// Nothing marks it.
    #[default]
    Asserted,
    /// "will", "intends to", "under development".
    Planned,
    /// "denied that", "there is no evidence", "did not".
    Denied,
    /// "reportedly", "is thought to", "may have".
    Hedged,
    /// "if", "could", "would".
    Conditional,
    /// A word of a published scale ("likely"), or a level of confidence.
    Estimative,
}

impl CertaintyClass {
    /// Every class, in the order of the documentation.
    pub const ALL: [Self; 6] = [
        Self::Asserted,
        Self::Hedged,
        Self::Estimative,
        Self::Denied,
        Self::Conditional,
        Self::Planned,
    ];

    /// Its name in machine-readable output and in the search language.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Hedged => "hedged",
            Self::Estimative => "estimative",
            Self::Denied => "denied",
            Self::Conditional => "conditional",
            Self::Planned => "planned",
        }
    }
}
