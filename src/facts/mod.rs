//! Weapons, ranges and actors found in a document, each with its passages. Pure: no files, no clock.
//!
//! In the order of the work: `lexicon` (what is known beforehand; `bundled`: what comes with the
//! program), `letters`, `notes`, `recent`, `token_kind`, `token`, `sentence`, `passage`
//! (the text made ready), `places` (where rules look), `word_list` (small words that rules ask for), `rules` (candidates), `decide`
//! (which of them stand), `ranges` (distances and their weapons), `lens` (who says it, and how surely;
//! `stance`, `estimative`: as data), `merge` (mentions to entities),
//! `variant_key` (what the names of variants compare as), `json` (the machine-readable form).

mod actor_kind;
mod bundled;
mod candidate;
mod claim;
pub mod correction;
mod decide;
mod estimative;
pub mod figure;
mod json;
mod lens;
mod letters;
mod lexicon;
mod located;
mod merge;
mod model;
mod notes;
mod overview;
mod passage;
mod places;
mod range_details;
mod ranges;
mod recent;
mod rules;
mod sentence;
mod slug;
mod stance;
mod statements;
mod token;
mod token_kind;
mod variant_key;
mod word_list;

pub use claim::claim;
pub use json::to_json;
pub use lexicon::{Lexicon, LexiconError};
pub use located::located;
pub use model::{
    ActorKind, Approx, Attribution, Band, CertaintyClass, Class, Confidence, Counts, Entity, Facts,
    Mention, Modality, RangeFact, Role, Saying, SourceKind, Stance, metres, slug,
};
pub use overview::{DATE_SPANS, NamedDates, Overview};
pub use range_details::{Bounds, RangeDetails, RangeKind, RangeTime};
pub use statements::{named_variant, statements, variant};
pub use variant_key::{BASE_VARIANT, variant_key};

use std::sync::atomic::{AtomicBool, Ordering};

use crate::document::{Block, BlockKind, Document, MarkKind};
use crate::text::{PICTURE, Span};
use candidate::{Candidate, What};
use lens::Lens;
use merge::Gathered;
use passage::{Buffers, Passage};
use ranges::{Memory, Row, Tables};

/// The longest passage in bytes: longer blocks are read piece by piece, so that memory and the cost
/// of every rule stay bounded.
const LONGEST_PASSAGE: usize = 32 * 1024;

/// Characters of what a picture is said to show at most, with what stands around it.
const LONGEST_DESCRIPTION: usize = 600;

/// How many bytes a cell may hold beside the name that fills it: a mark, a footnote.
const FILLING: usize = 4;

/// Finds the weapons, ranges, actors, places and dates of a document.
pub fn extract(document: &Document, lexicon: &Lexicon) -> Facts {
    Extractor::new(lexicon).extract(document)
}

/// Finds the facts of one document after the other. From one to the next it keeps the room of its
/// lists and what the lexicon says of the words read last, and nothing that a document says.
pub struct Extractor<'a> {
    lexicon: &'a Lexicon,
    buffers: Buffers,
}

impl<'a> Extractor<'a> {
    /// An extractor that knows what `lexicon` says.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        Self { lexicon, buffers: Buffers::for_lexicon() }
    }

    /// Finds the weapons, ranges, actors, places and dates of the next document. After a panic it is
    /// as right as before, and slower.
    pub fn extract(&mut self, document: &Document) -> Facts {
        self.extract_while(document, &AtomicBool::new(false)).unwrap_or_default()
    }

    /// The same, as long as `cancel` is false; `None` once it is true: some facts are not all.
    pub fn extract_while(&mut self, document: &Document, cancel: &AtomicBool) -> Option<Facts> {
        let mut reader = Reader {
            cancel,
            text: document.text(),
            lexicon: self.lexicon,
            gathered: Gathered::default(),
            memory: Memory::default(),
            lens: Lens::default(),
            places: Vec::new(),
            tables: Tables::default(),
            buffers: std::mem::take(&mut self.buffers),
            hidden: passed_over(document),
        };
        for block in document.blocks() {
            if reader.is_cancelled() {
                break;
            }
            reader.read(block);
        }
        let (cancelled, gathered) = (reader.is_cancelled(), reader.gathered);
        self.buffers = reader.buffers;
        let facts = (!cancelled).then(|| merge::merge(document.text(), self.lexicon, gathered));
        facts.filter(|_| !cancel.load(Ordering::Relaxed))
    }
}

struct Reader<'a> {
    text: &'a str,
    /// True once nobody wants the facts any more.
    cancel: &'a AtomicBool,
    lexicon: &'a Lexicon,
    gathered: Gathered,
    memory: Memory,
    lens: Lens,
    /// Where the facts of a passage stand; kept for its room.
    places: Vec<Span>,
    tables: Tables,
    buffers: Buffers,
    /// Words in which nothing is looked for, in order and apart.
    hidden: Vec<Span>,
}

impl<'a> Reader<'a> {
    fn is_cancelled(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }

    fn read(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Rule => {}
            _ if self.is_hidden(block.span) => {}
            BlockKind::Row { table, header, cells } => {
                let seen: Vec<Span> = cells.iter().map(|cell| self.seen(*cell)).collect();
                self.row(block.span, Row { table: *table, header: *header, cells: &seen });
            }
            kind => self.prose(block.span, matches!(kind, BlockKind::Heading { .. })),
        }
    }

    /// True if nothing of the span is seen.
    fn is_hidden(&self, span: Span) -> bool {
        let next = self.hidden.partition_point(|hidden| hidden.end <= span.start);
        self.hidden.get(next).is_some_and(|hidden| hidden.covers(span))
    }

    /// The cell, or an empty one if it is hidden.
    fn seen(&self, cell: Span) -> Span {
        if self.is_hidden(cell) { Span::new(cell.start, cell.start) } else { cell }
    }

    fn prose(&mut self, span: Span, heading: bool) {
        let mut start = span.start;
        while start < span.end && !self.is_cancelled() {
            let end = piece_end(self.text, start, span.end);
            let passage = self.passage(Span::new(start, end), heading);
            let before = self.before();
            let found = self.names(&passage);
            ranges::find(&passage, &found, &mut self.memory, &mut self.gathered.ranges);
            self.gathered.vouch(before.1);
            self.judge(&passage, &found, before);
            self.buffers = passage.into_buffers();
            start = end;
        }
    }

    /// Names end with their cell; a range may take its weapon from another one.
    fn row(&mut self, span: Span, row: Row) {
        let mut found = Vec::new();
        self.tables.begin((self.text, self.lexicon), row);
        let header = self.tables.is_heading(row);
        self.gathered.beside.begin_row();
        for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let end = piece_end(self.text, cell.start, cell.end);
            found.extend(self.cell(Span::new(cell.start, end), column, header));
        }
        self.gathered.beside.end_row();
        let ranges = self.tables.read((self.text, self.lexicon), row, &found, &self.memory);
        self.memory.learn(&found);
        if ranges.is_empty() {
            let span = Span::new(span.start, piece_end(self.text, span.start, span.end));
            let whole = self.passage(span, header);
            ranges::find(&whole, &found, &mut self.memory, &mut self.gathered.ranges);
            self.buffers = whole.into_buffers();
        }
        self.gathered.ranges.extend(ranges);
    }

    /// What a cell names; a name that fills it is what other cells of its column are.
    fn cell(&mut self, span: Span, column: usize, header: bool) -> Vec<Candidate> {
        let passage = self.passage(span, header);
        let mut findings = rules::candidates(&passage);
        let fills = |name: &Candidate| {
            name.what.is_named_weapon() && !header && name.span.len() + FILLING >= span.len()
        };
        let vouched = self.tables.vouches(column);
        findings.found.iter_mut().filter(|name| fills(name)).for_each(|name| name.weak &= !vouched);
        let found = decide::decide(findings.found);
        if found.iter().any(|name| fills(name) && !name.weak) {
            self.tables.note(column);
        }
        let before = self.before();
        self.gathered.take(&passage, &found, findings.roles, findings.aliases);
        self.judge(&passage, &found, before);
        self.buffers = passage.into_buffers();
        found
    }

    /// How many loose names and ranges there are so far.
    fn before(&self) -> (usize, usize) {
        (self.gathered.loose_count(), self.gathered.ranges.len())
    }

    /// Reads how the facts of a passage are said: its names, and what came after `before`.
    fn judge(&mut self, passage: &Passage, found: &[Candidate], before: (usize, usize)) {
        let names = found
            .iter()
            .filter(|name| !matches!(name.what, What::OfClass(_) | What::KnownPlace(_)));
        let mut places = std::mem::take(&mut self.places);
        places.clear();
        places.extend(names.map(|name| name.span));
        places.extend_from_slice(self.gathered.loose_from(before.0));
        let ranges = self.gathered.ranges.get(before.1..).unwrap_or_default();
        places.extend(ranges.iter().map(|range| range.span));
        self.lens.read(passage, found, &places, &mut self.gathered.stances);
        self.places = places;
    }

    fn passage(&mut self, span: Span, loud: bool) -> Passage<'a> {
        let buffers = std::mem::take(&mut self.buffers);
        Passage::filling(buffers, self.text, span, (self.lexicon, loud, &self.hidden))
    }

    /// Decides what a passage names and gathers it.
    fn names(&mut self, passage: &Passage) -> Vec<Candidate> {
        let findings = rules::candidates(passage);
        let found = decide::decide(findings.found);
        self.gathered.take(passage, &found, findings.roles, findings.aliases);
        found
    }
}

/// The words of a document in which no facts are looked for, in order; spans that touch are one: what a
/// person who opens the file does not see, and what pictures are said to show. A description is written
/// for those who cannot see the picture, often an old one; it is no statement of the text.
fn passed_over(document: &Document) -> Vec<Span> {
    let marks = document.marks().iter();
    let hidden = marks.filter(|mark| mark.kind == MarkKind::Hidden).map(|mark| mark.span);
    let mut all: Vec<Span> = hidden.chain(descriptions(document.text())).collect();
    all.sort_unstable_by_key(|span| (span.start, span.end));
    let mut spans: Vec<Span> = Vec::new();
    for span in all {
        match spans.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => spans.push(span),
        }
    }
    spans
}

/// Where a text says what its pictures show: "[Picture: A launcher at night]", on one line.
fn descriptions(text: &str) -> impl Iterator<Item = Span> {
    memchr::memmem::find_iter(text.as_bytes(), PICTURE).filter_map(move |start| {
        let line = text.get(start..)?.split('\n').next()?;
        let mut open = 0_usize;
        let mut ends = line.char_indices().take(LONGEST_DESCRIPTION).filter(|(_, letter)| {
            open += usize::from(*letter == '[');
            open -= usize::from(*letter == ']').min(open);
            *letter == ']' && open == 0
        });
        ends.next().map(|(end, _)| Span::new(start, start + end + 1))
    })
}

/// Where a piece that begins at `start` ends: at `end` if that is near, else after the last line end,
/// or the last space, that fits.
fn piece_end(text: &str, start: usize, end: usize) -> usize {
    if end - start <= LONGEST_PASSAGE {
        return end;
    }
    let most = text.floor_char_boundary(start + LONGEST_PASSAGE);
    let piece = text.get(start..most).unwrap_or("");
    let sentence = piece.rfind(['\n']).or_else(|| piece.rfind(". ").map(|at| at + 1));
    let half = |at: &usize| *at > LONGEST_PASSAGE / 2;
    let cut = sentence.filter(half).or_else(|| piece.rfind(char::is_whitespace).filter(half));
    cut.map_or(most, |at| start + at + 1).min(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Mark, Parts};
    use crate::text::CleanText;

    /// The weapons and ranges of a document whose blocks are lines; what stands between braces is hidden.
    fn seen(lines: &[&str]) -> Vec<String> {
        let (mut text, mut blocks, mut marks) = (String::new(), Vec::new(), Vec::new());
        for line in lines {
            let start = text.len();
            for (at, piece) in line.split(['{', '}']).enumerate() {
                let from = text.len();
                text.push_str(piece);
                if at % 2 == 1 {
                    let span = Span::new(from, text.len());
                    marks.push(Mark { span, kind: MarkKind::Hidden });
                }
            }
            blocks.push(Block::new(BlockKind::Paragraph, Span::new(start, text.len())));
            text.push('\n');
        }
        let parts = Parts { text: CleanText::text(&text), blocks, marks, ..Parts::default() };
        let facts = extract(&Document::new(parts).unwrap(), &Lexicon::bundled().unwrap());
        let weapons = facts.entities.iter().filter(|entity| entity.class == Class::Weapon);
        let mentions = weapons.flat_map(|entity| entity.mentions.iter().map(|m| m.span));
        let spans = mentions.chain(facts.ranges.iter().map(|range| range.span));
        spans.map(|span| span.of(&text).to_owned()).collect()
    }

    #[test]
    fn facts_that_are_called_off_are_none_and_the_next_are_whole() {
        let text = "The Kinzhal missile has a range of 2,000 km.";
        let span = Span::new(0, text.len());
        let blocks = vec![Block::new(BlockKind::Paragraph, span)];
        let parts = Parts { text: CleanText::text(text), blocks, ..Parts::default() };
        let (document, lexicon) = (Document::new(parts).unwrap(), Lexicon::bundled().unwrap());
        let mut extractor = Extractor::new(&lexicon);
        assert_eq!(extractor.extract_while(&document, &AtomicBool::new(true)), None);
        assert_eq!(extractor.extract(&document).ranges.len(), 1);
    }

    #[test]
    fn hidden_words_are_no_facts() {
        assert_eq!(seen(&["{The Kinzhal missile has a range of 2,000 km.}", "It flew."]), [""; 0]);
        assert_eq!(
            seen(&["The Kinzhal missile has a range of {9 }500 km{ or 5,000 km}."]),
            ["Kinzhal", "missile", "500 km"]
        );
    }

    #[test]
    fn what_a_picture_is_said_to_show_is_no_fact() {
        let words = "[Picture: A HIMARS launcher [file photo]] Kyiv fires ATACMS missiles.";
        assert_eq!(seen(&[words]), ["ATACMS", "missiles"]);
        assert_eq!(seen(&["[Picture: the HIMARS launcher fires"]), ["HIMARS", "launcher"]);
    }

    #[test]
    fn hidden_words_give_no_context_to_others() {
        assert_eq!(seen(&["{missiles and rockets}", "Tom spoke about Javelin."]), [""; 0]);
        assert_eq!(seen(&["{The missile} has a range of 500 km."]), ["500 km"]);
    }
}
