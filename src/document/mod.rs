//! A document as the reader knows it: one canonical text, and spans into it. Has no idea how it was
//! parsed, laid out or stored.

mod block;
mod changes;
mod date;
mod date_serde;
mod dates;
mod inner;
mod metadata;
mod notes;
mod sections;
mod structure;
mod target;
mod wire;

pub use block::{Block, BlockKind, Link, Mark, MarkKind, Page};
pub use changes::Changes;
pub use date::{Date, TimeOfDay};
pub use dates::{dates, parse as parse_date};
pub use inner::Inner;
pub use metadata::{Metadata, Origin, Stated};
pub use notes::Note;
pub use sections::Place;
pub use structure::{HeaderName, Instant, SectionKind, Structure, StructureKind, StructureMark};
pub use target::{FileTarget, LinkTarget, stem as link_stem};
pub use wire::{WireError, from_wire, to_wire};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::text::{CleanText, Span};

/// A document: its text, its structure, what is known about it, and what was lost reading it.
///
/// Invariants, checked by [`Document::new`], the only constructor: every span lies inside the text
/// on character boundaries; blocks are ordered and do not overlap; marks and pages are ordered by
/// start. What is deserialised is checked in the same way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Parts")]
pub struct Document {
    text: CleanText,
    blocks: Vec<Block>,
    marks: Vec<Mark>,
    links: Vec<Link>,
    places: Vec<Place>,
    pages: Vec<Page>,
    pages_left: u32,
    metadata: Metadata,
    caveats: Vec<CleanText>,
    damage: Option<CleanText>,
    inner: Vec<Inner>,
    /// What the briefing is made of, once somebody asked.
    #[serde(skip)]
    structure: structure::FoundOnce,
}

/// What a format reader hands to [`Document::new`]: the fields of a [`Document`], unchecked.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Parts {
    /// The canonical text.
    pub text: CleanText,
    /// Blocks in the order of the text.
    pub blocks: Vec<Block>,
    /// Inline marks ordered by start; they may nest.
    pub marks: Vec<Mark>,
    /// Targets that [`MarkKind::Link`] refers to by position.
    pub links: Vec<Link>,
    /// Places that links may name, in the order of the text.
    pub places: Vec<Place>,
    /// Pages ordered by start; none for formats without pages.
    pub pages: Vec<Page>,
    /// How many pages of the source are not in the text, because only its beginning was read.
    pub pages_left: u32,
    /// Title, date, source and the rest.
    pub metadata: Metadata,
    /// Sentences about what was lost or is doubtful, for the reader to see.
    pub caveats: Vec<CleanText>,
    /// If the file is cut or damaged: a sentence that says so, and that text may be missing or wrong.
    pub damage: Option<CleanText>,
    /// Documents that stand inside of this one's file.
    pub inner: Vec<Inner>,
}

/// Why parts do not make a document: always a fault of the format reader, never of the file.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum InvalidSpan {
    /// A block lies outside the text, off a character boundary, or overlaps its predecessor.
    #[error("block {0} of the document does not fit its text")]
    Block(usize),
    /// A mark lies outside the text, is out of order or names a link that does not exist.
    #[error("mark {0} of the document does not fit its text")]
    Mark(usize),
    /// A named place lies outside the text or off a character boundary.
    #[error("place {0} of the document does not fit its text")]
    Place(usize),
    /// A page starts outside the text, off a character boundary, or before its predecessor.
    #[error("page {0} of the document does not fit its text")]
    Page(usize),
    /// A span in the metadata lies outside the text.
    #[error("the document's metadata points outside its text")]
    Metadata,
}

impl Parts {
    /// Notes that the file is cut or damaged; what was noted first stays.
    pub fn damaged(&mut self, sentence: &str) {
        self.damage.get_or_insert_with(|| CleanText::line(sentence));
    }
}

impl Document {
    /// Checks every span and makes the document.
    ///
    /// # Errors
    /// [`InvalidSpan`] names the first part that does not fit the text.
    pub fn new(parts: Parts) -> Result<Self, InvalidSpan> {
        check_blocks(&parts)?;
        check_marks(&parts)?;
        check_places(&parts)?;
        check_pages(&parts)?;
        if !parts.metadata.spans().all(|span| span.fits(&parts.text)) {
            return Err(InvalidSpan::Metadata);
        }
        Ok(Self {
            text: parts.text,
            blocks: parts.blocks,
            marks: parts.marks,
            links: parts.links,
            places: parts.places,
            pages: parts.pages,
            pages_left: parts.pages_left,
            metadata: parts.metadata,
            caveats: parts.caveats,
            damage: parts.damage,
            inner: parts.inner,
            structure: structure::FoundOnce::default(),
        })
    }

    /// The same with more documents inside of its file, and a sentence about them.
    pub fn with_inner(mut self, inner: Vec<Inner>, caveat: CleanText) -> Self {
        self.inner.extend(inner);
        self.caveats.insert(0, caveat);
        self
    }

    /// The canonical text: UTF-8, line feeds, no other control characters than tabs.
    pub fn text(&self) -> &CleanText {
        &self.text
    }

    /// Blocks in the order of the text. Bytes between blocks are white space, and
    /// the signs (">") that stand for the depth of quotations in plain text.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Inline marks ordered by start.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Link targets, numbered from 0.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Places that the format names, for links to lead to; headings are found without it.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Pages ordered by start; none for formats without pages.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// How many pages of the source are not in the text, because only its beginning was read.
    pub fn pages_left(&self) -> u32 {
        self.pages_left
    }

    /// The page that `offset` stands on, as its place in [`Document::pages`].
    pub fn page_at(&self, offset: usize) -> Option<usize> {
        self.pages.partition_point(|page| page.start <= offset).checked_sub(1)
    }

    /// Title, date, source and the rest, each with where it came from.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// What was lost or is doubtful, as sentences.
    pub fn caveats(&self) -> &[CleanText] {
        &self.caveats
    }

    /// If the file is cut or damaged: a sentence that says so, and that text may be missing or wrong.
    /// It is told wherever the document is.
    pub fn damage(&self) -> Option<&CleanText> {
        self.damage.as_ref()
    }

    /// Documents that stand inside of this one's file: messages, attachments.
    pub fn inner(&self) -> &[Inner] {
        &self.inner
    }

    /// The words of `span`.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Headings with their level, in order.
    pub fn outline(&self) -> impl Iterator<Item = (u8, Span)> {
        self.blocks.iter().filter_map(|block| match block.kind {
            BlockKind::Heading { level } => Some((level, block.span)),
            _ => None,
        })
    }

    /// The block that holds `offset`, or the nearest one before it (the first, if none is).
    pub fn block_at(&self, offset: usize) -> Option<usize> {
        let after = self.blocks.partition_point(|block| block.span.start <= offset);
        (!self.blocks.is_empty()).then(|| after.saturating_sub(1))
    }

    /// Headings above `offset`, outermost first: where in the document a passage stands.
    pub fn heading_path(&self, offset: usize) -> Vec<Span> {
        let mut path: Vec<(u8, Span)> = Vec::new();
        for (level, span) in self.outline().take_while(|(_, span)| span.start <= offset) {
            path.retain(|(above, _)| *above < level);
            path.push((level, span));
        }
        path.into_iter().map(|(_, span)| span).collect()
    }

    /// The title, or else the first words of the text.
    pub fn title(&self) -> CleanText {
        if let Some(title) = &self.metadata.title {
            return title.value.clone();
        }
        let first = self.text.lines().map(str::trim).find(|line| !line.is_empty());
        let words = first.unwrap_or_default().chars().take(120).collect::<String>();
        CleanText::line(&words)
    }
}

fn check_blocks(parts: &Parts) -> Result<(), InvalidSpan> {
    let mut end = 0;
    for (at, block) in parts.blocks.iter().enumerate() {
        let inside =
            block.inner_spans().all(|span| block.span.covers(span) && span.fits(&parts.text));
        if !block.span.fits(&parts.text) || block.span.start < end || !inside {
            return Err(InvalidSpan::Block(at));
        }
        end = block.span.end;
    }
    Ok(())
}

fn check_marks(parts: &Parts) -> Result<(), InvalidSpan> {
    let mut start = 0;
    for (at, mark) in parts.marks.iter().enumerate() {
        let linked = !matches!(mark.kind, MarkKind::Link(n) if n as usize >= parts.links.len());
        if !mark.span.fits(&parts.text) || mark.span.start < start || !linked {
            return Err(InvalidSpan::Mark(at));
        }
        start = mark.span.start;
    }
    Ok(())
}

fn check_places(parts: &Parts) -> Result<(), InvalidSpan> {
    let fits = |place: &Place| Span::at(place.offset).fits(&parts.text);
    match parts.places.iter().position(|place| !fits(place)) {
        Some(at) => Err(InvalidSpan::Place(at)),
        None => Ok(()),
    }
}

fn check_pages(parts: &Parts) -> Result<(), InvalidSpan> {
    let mut start = 0;
    for (at, page) in parts.pages.iter().enumerate() {
        if page.start < start || !Span::at(page.start).fits(&parts.text) {
            return Err(InvalidSpan::Page(at));
        }
        start = page.start;
    }
    Ok(())
}

impl TryFrom<Parts> for Document {
    type Error = InvalidSpan;

    fn try_from(parts: Parts) -> Result<Self, InvalidSpan> {
        Self::new(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(start: usize, end: usize) -> Block {
        Block::new(BlockKind::Paragraph, Span::new(start, end))
    }

    fn heading(level: u8, start: usize, end: usize) -> Block {
        Block::new(BlockKind::Heading { level }, Span::new(start, end))
    }

    #[test]
    fn spans_that_do_not_fit_are_refused() {
        let parts = |blocks| Parts { text: "äbc\n\ndef".into(), blocks, ..Parts::default() };
        assert!(Document::new(parts(vec![paragraph(0, 4), paragraph(6, 9)])).is_ok());
        assert_eq!(Document::new(parts(vec![paragraph(1, 4)])), Err(InvalidSpan::Block(0)));
        assert_eq!(Document::new(parts(vec![paragraph(0, 99)])), Err(InvalidSpan::Block(0)));
        let overlapping = vec![paragraph(0, 4), paragraph(3, 9)];
        assert_eq!(Document::new(parts(overlapping)), Err(InvalidSpan::Block(1)));
    }

    #[test]
    fn a_link_needs_its_target() {
        let mark = Mark { span: Span::new(0, 2), kind: MarkKind::Link(0) };
        let parts = Parts { text: "abc".into(), marks: vec![mark], ..Parts::default() };
        assert_eq!(Document::new(parts), Err(InvalidSpan::Mark(0)));
    }

    #[test]
    fn pages_are_ordered_and_found_by_offset() {
        let page = |start, label| Page { start, label: CleanText::line(label) };
        let parts = |pages| Parts { text: "äbc def".into(), pages, ..Parts::default() };
        let document = Document::new(parts(vec![page(0, "iv"), page(5, "1")])).unwrap();
        assert_eq!([document.page_at(4), document.page_at(5)], [Some(0), Some(1)]);
        let off = Document::new(parts(vec![page(1, "1")]));
        assert_eq!(off, Err(InvalidSpan::Page(0)));
        let back = Document::new(parts(vec![page(5, "1"), page(0, "2")]));
        assert_eq!(back, Err(InvalidSpan::Page(1)));
    }

    #[test]
    fn the_heading_path_follows_the_levels() {
        let text = "A\nB\nC\nd".into();
        let blocks = vec![heading(1, 0, 1), heading(2, 2, 3), heading(2, 4, 5), paragraph(6, 7)];
        let document = Document::new(Parts { text, blocks, ..Parts::default() }).unwrap();
        let words: Vec<_> = document.heading_path(6).iter().map(|s| document.words(*s)).collect();
        assert_eq!(words, ["A", "C"]);
        assert_eq!(document.block_at(3), Some(1));
    }

    #[test]
    fn a_document_without_title_is_called_by_its_first_words() {
        let parts = Parts { text: "\n\n  First line \nsecond".into(), ..Parts::default() };
        assert_eq!(&*Document::new(parts).unwrap().title(), "First line");
    }
}
