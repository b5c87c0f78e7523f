//! What marks a briefing may have, as data: what each says and where it stands. Finds none of them.

use std::fmt;
use std::sync::OnceLock;

use crate::document::Date;
use crate::text::Span;

/// The marks of a document, ordered by where they begin, outer ones first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// The marks.
    pub marks: Vec<StructureMark>,
    /// Where each numbered paragraph ends, in the order of the paragraphs among the marks.
    pub(super) ends: Vec<usize>,
    /// Headings and what stands for headings, each with its level.
    pub(super) contents: Vec<(u8, Span)>,
}

/// One mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StructureMark {
    /// Where it is written.
    pub span: Span,
    /// What it says.
    pub kind: StructureKind,
}

/// What a mark says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StructureKind {
    /// A line that says how the document is classified or may be handled.
    Classification,
    /// The same for one portion: "(U)", "(S//NF)".
    Portion,
    /// A date-time group as the instant it means.
    DateTimeGroup(Instant),
    /// A line of a message's head, with the lines that continue it.
    Header {
        /// Which.
        name: HeaderName,
        /// What stands behind the name.
        value: Span,
    },
    /// The label of a numbered paragraph.
    Paragraph {
        /// Its path: "3.b", in small letters.
        label: String,
        /// Parts of the path, from 1.
        depth: usize,
    },
    /// The heading of a section that briefings have.
    Section(SectionKind),
    /// The sentence that says what matters.
    BottomLine,
}

/// A date-time group: a day and a time in a military zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instant {
    /// Day and time in that zone.
    pub local: Date,
    /// Hours that the zone is ahead of UTC; `None` for J, the local time of whoever wrote it.
    pub zone: Option<i8>,
}

/// ISO 8601 with its offset: `2024-03-14T16:30Z`, `2024-03-14T16:30+02:00`.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.local.to_string();
        let local = local.trim_end_matches('Z');
        match self.zone {
            None => write!(f, "{local}"),
            Some(0) => write!(f, "{local}Z"),
            Some(hours) => write!(f, "{local}{hours:+03}:00"),
        }
    }
}

/// The lines that the head of a message has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeaderName {
    /// How urgent it is.
    Precedence,
    /// When it was released, as a date-time group.
    Dtg,
    /// Who sends it.
    From,
    /// Who is to act on it.
    To,
    /// Who is to know of it.
    Info,
    /// Who gets a copy.
    Cc,
    /// What it is about.
    Subject,
    /// What it refers to.
    Ref,
    /// When it was written.
    Date,
}

impl HeaderName {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Precedence => "precedence",
            Self::Dtg => "dtg",
            Self::From => "from",
            Self::To => "to",
            Self::Info => "info",
            Self::Cc => "cc",
            Self::Subject => "subject",
            Self::Ref => "ref",
            Self::Date => "date",
        }
    }
}

/// The sections that briefings have, whatever they are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SectionKind {
    /// Bottom line up front.
    Bluf,
    /// Key judgements, findings, takeaways.
    KeyJudgements,
    /// Summary, abstract, overview.
    Summary,
    /// Recommendations.
    Recommendations,
    /// What is expected to come.
    Outlook,
    /// Sources, references.
    Sources,
    /// Who gets the paper.
    Distribution,
}

impl SectionKind {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bluf => "bluf",
            Self::KeyJudgements => "key-judgements",
            Self::Summary => "summary",
            Self::Recommendations => "recommendations",
            Self::Outlook => "outlook",
            Self::Sources => "sources",
            Self::Distribution => "distribution",
        }
    }

    /// True for the sections that say first what the paper comes to.
    pub fn leads(self) -> bool {
        matches!(self, Self::Bluf | Self::KeyJudgements | Self::Summary)
    }
}

impl StructureKind {
    /// Its name in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Classification => "classification",
            Self::Portion => "portion",
            Self::DateTimeGroup(_) => "dtg",
            Self::Header { .. } => "header",
            Self::Paragraph { .. } => "paragraph",
            Self::Section(_) => "section",
            Self::BottomLine => "bottom_line",
        }
    }
}

impl Structure {
    /// The first line that says how the document is classified.
    pub fn classification(&self) -> Option<Span> {
        self.first(|kind| matches!(kind, StructureKind::Classification))
    }

    /// The sentence that says what matters.
    pub fn bottom_line(&self) -> Option<Span> {
        self.first(|kind| matches!(kind, StructureKind::BottomLine))
    }

    /// The heading of the first section that says what the paper comes to.
    pub fn lead(&self) -> Option<Span> {
        self.first(|kind| matches!(kind, StructureKind::Section(section) if section.leads()))
    }

    fn first(&self, is: impl Fn(&StructureKind) -> bool) -> Option<Span> {
        self.marks.iter().find(|mark| is(&mark.kind)).map(|mark| mark.span)
    }

    /// The numbered paragraph that holds `offset`: "3.b".
    pub fn paragraph_at(&self, offset: usize) -> Option<&str> {
        let labelled = self.marks.iter().filter_map(|mark| match &mark.kind {
            StructureKind::Paragraph { label, .. } => Some((mark.span.start, label.as_str())),
            _ => None,
        });
        let held = labelled.zip(&self.ends);
        let last = held.take_while(|((start, _), _)| *start <= offset).last();
        last.filter(|(_, end)| offset < **end).map(|((_, label), _)| label)
    }
}

/// The structure of a document once it was asked for. No part of what the document is: copies and
/// comparisons do not look at it.
#[derive(Debug, Default)]
pub(in crate::document) struct FoundOnce(pub(super) OnceLock<Structure>);

impl Clone for FoundOnce {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl PartialEq for FoundOnce {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
