//! From a document and a width to lines of cells, only as far as they are looked at: a page in the
//! middle of 100 MB costs what a page of a letter costs. Knows no terminal and paints nothing.

mod cache;
mod clip;
mod code;
mod columns;
mod hyphens;
mod line;
mod prose;
mod segments;
mod spacing;
mod stops;
mod table;
#[cfg(test)]
mod tests;
mod words;
mod wrap;

pub use line::{Line, LineKind, LinePlace, Measure, Piece};

use std::collections::HashMap;
use std::sync::Arc;

use crate::document::{Block, BlockKind, Document};
use crate::text::Span;
use cache::Cache;
use columns::Columns;
use hyphens::Dictionary;
use prose::Setter;

/// Tables whose columns are remembered.
const TABLES: usize = 256;

/// Blocks in which tables are looked for, and how many of these, to see how wide they are.
const FIRST_BLOCKS: usize = 20_000;
const FIRST_TABLES: usize = 12;

/// The lines of one document at one measure, made when asked for and kept within bounds.
#[derive(Debug, Default)]
pub struct Layout {
    measure: Measure,
    cache: Cache,
    tables: HashMap<u32, Arc<Columns>>,
    dictionary: Option<Dictionary>,
}

/// Cells that the widest table of a document takes where nothing is folded; 0 without a table. Looks
/// at the first tables only, for the work to be bounded.
pub fn widest_table(document: &Document) -> usize {
    let (mut widest, mut seen, mut last) = (0, 0, None);
    for (at, block) in document.blocks().iter().enumerate().take(FIRST_BLOCKS) {
        let BlockKind::Row { table, .. } = block.kind else { continue };
        if last.replace(table) != Some(table) && block.span.len() <= segments::LARGE {
            widest = widest.max(Columns::of(document, at, table, usize::MAX).end());
            seen += 1;
        }
        if seen == FIRST_TABLES {
            break;
        }
    }
    widest
}

/// Every line of a document. For short documents, plain output and tests.
pub fn all_lines(document: &Document, measure: Measure) -> Vec<Line> {
    let mut layout = Layout::new(measure);
    layout.lines(document, LinePlace::default(), usize::MAX)
}

impl Layout {
    /// An empty layout; nothing is set yet.
    pub fn new(measure: Measure) -> Self {
        Self { measure, ..Self::default() }
    }

    /// How the document is set.
    pub fn measure(&self) -> Measure {
        self.measure
    }

    /// Changes how the document is set. Places become void, but not if only the pan changes.
    pub fn set_measure(&mut self, measure: Measure) {
        let panned = Measure { pan: measure.pan, ..self.measure };
        if panned != measure {
            self.forget();
        }
        self.measure = measure;
    }

    /// Forgets what was laid out: to be called when the document is another one.
    pub fn forget(&mut self) {
        self.cache.clear();
        self.tables.clear();
    }

    /// The line that shows `offset`, or the nearest before it.
    pub fn place(&mut self, document: &Document, offset: usize) -> LinePlace {
        let Some(block) = document.block_at(offset) else {
            return LinePlace::default();
        };
        if let Some(place) = self.place_in_gap(document, block + 1, offset) {
            return place;
        }
        let segment = document
            .blocks()
            .get(block)
            .map_or(0, |found| segments::find(document.text(), found, offset));
        let lines = self.unit(document, (block, segment));
        LinePlace { block, segment, line: line_at(&lines, offset) }
    }

    /// The first byte of the text that the line shows: a position that outlives the layout.
    pub fn offset(&mut self, document: &Document, place: LinePlace) -> usize {
        let lines = self.unit(document, (place.block, place.segment));
        lines.get(place.line).map_or(0, |line| line.span.start)
    }

    /// The place `lines` further down (or up, if negative), as far as there are lines.
    pub fn step(&mut self, document: &Document, place: LinePlace, lines: isize) -> LinePlace {
        if lines < 0 {
            self.up(document, place, lines.unsigned_abs())
        } else {
            self.down(document, place, lines.unsigned_abs())
        }
    }

    /// The last line.
    pub fn last(&mut self, document: &Document) -> LinePlace {
        let Some(block) = document.blocks().len().checked_sub(1) else {
            return LinePlace::default();
        };
        let segment = segments_of(document, block).saturating_sub(1);
        let line = self.unit(document, (block, segment)).len().saturating_sub(1);
        LinePlace { block, segment, line }
    }

    /// Where a page of `height` lines starts whose last line is the document's.
    pub fn bottom(&mut self, document: &Document, height: usize) -> LinePlace {
        let last = self.last(document);
        self.up(document, last, height.saturating_sub(1))
    }

    /// Up to `count` lines from `from` on, as the page shows them.
    pub fn lines(&mut self, document: &Document, from: LinePlace, count: usize) -> Vec<Line> {
        let mut shown = Vec::new();
        let mut unit = Some((from.block, from.segment));
        let mut skip = from.line;
        while let Some(key) = unit.filter(|_| shown.len() < count) {
            let lines = self.unit(document, key);
            let wanted = lines.iter().skip(skip).take(count - shown.len());
            shown.extend(wanted.map(|line| self.shown(document, line)));
            unit = after(document, key);
            skip = 0;
        }
        shown
    }

    fn shown(&self, document: &Document, line: &Line) -> Line {
        let kind = document.blocks().get(line.block).map(|block| &block.kind);
        match kind {
            Some(BlockKind::Code | BlockKind::Row { .. }) => {
                clip::clip(document.text(), line, self.measure)
            }
            _ => line.clone(),
        }
    }

    /// The blank line before block number `next` that holds `offset`.
    fn place_in_gap(
        &mut self,
        document: &Document,
        next: usize,
        offset: usize,
    ) -> Option<LinePlace> {
        let above = document.blocks().get(next.checked_sub(1)?)?;
        let below = document.blocks().get(next)?;
        if !Span::new(above.span.end, below.span.start).contains(offset) {
            return None;
        }
        let lines = self.unit(document, (next, 0));
        let line = lines.iter().position(|line| line.is_lead() && line.span.contains(offset))?;
        Some(LinePlace { block: next, segment: 0, line })
    }

    fn down(&mut self, document: &Document, mut place: LinePlace, mut lines: usize) -> LinePlace {
        loop {
            let key = (place.block, place.segment);
            let height = self.unit(document, key).len();
            let below = height.saturating_sub(place.line + 1);
            if lines <= below {
                place.line += lines;
                return place;
            }
            let Some((block, segment)) = after(document, key) else {
                place.line = height.saturating_sub(1);
                return place;
            };
            lines -= below + 1;
            place = LinePlace { block, segment, line: 0 };
        }
    }

    fn up(&mut self, document: &Document, mut place: LinePlace, mut lines: usize) -> LinePlace {
        loop {
            if lines <= place.line {
                place.line -= lines;
                return place;
            }
            let Some((block, segment)) = before(document, (place.block, place.segment)) else {
                place.line = 0;
                return place;
            };
            lines -= place.line + 1;
            let height = self.unit(document, (block, segment)).len();
            place = LinePlace { block, segment, line: height.saturating_sub(1) };
        }
    }

    /// The lines of a segment; empty only if there is no such block.
    fn unit(&mut self, document: &Document, key: cache::Key) -> Arc<Vec<Line>> {
        if let Some(lines) = self.cache.get(key) {
            return lines;
        }
        let lines = Arc::new(self.set(document, key));
        self.cache.put(key, Arc::clone(&lines));
        lines
    }

    /// Lays out a segment with what stands before it.
    fn set(&mut self, document: &Document, (at, segment): cache::Key) -> Vec<Line> {
        let Some(block) = document.blocks().get(at) else {
            return Vec::new();
        };
        let columns = self.columns(document, block, at);
        self.load_dictionary(document);
        let mut lines = match segment {
            0 => spacing::leads(document, at),
            _ => Vec::new(),
        };
        let outdent = self.outdent(block, columns.as_deref());
        for lead in &mut lines {
            let ruled = columns.as_ref().filter(|_| lead.kind == LineKind::TableRule);
            lead.outdent = if ruled.is_some() { outdent } else { 0 };
            lead.start = prose::indent(block, self.measure);
            lead.end = lead.start + ruled.map_or(0, |columns| columns.end());
        }
        let span = segments::span(document.text(), block, segment);
        lines.extend(self.body(document, (at, block), span, columns.as_deref()));
        lines
    }

    /// The lines of a segment itself.
    fn body(
        &self,
        document: &Document,
        (at, block): (usize, &Block),
        span: Span,
        columns: Option<&Columns>,
    ) -> Vec<Line> {
        let text = document.text().as_str();
        match (&block.kind, columns) {
            (BlockKind::Row { .. }, Some(columns)) => {
                let mut lines = table::row(text, self.measure, block, at, columns);
                let outdent = self.outdent(block, Some(columns));
                lines.iter_mut().for_each(|line| line.outdent = outdent);
                lines
            }
            (BlockKind::Code, _) => code::code(text, self.measure, block, at, span),
            (BlockKind::Rule, _) => vec![rule(block, at, self.measure)],
            _ => self.setter(document).prose(block, at, span),
        }
    }

    fn setter<'a>(&'a self, document: &'a Document) -> Setter<'a> {
        let wanted = self.measure.hyphenate && is_english(document);
        Setter {
            text: document.text(),
            measure: self.measure,
            dictionary: self.dictionary.as_ref().filter(|_| wanted),
        }
    }

    /// The columns of the table a row belongs to; none for rows too long to be set as such.
    fn columns(&mut self, document: &Document, block: &Block, at: usize) -> Option<Arc<Columns>> {
        let BlockKind::Row { table, .. } = block.kind else {
            return None;
        };
        if block.span.len() > segments::LARGE {
            return None;
        }
        if self.tables.len() > TABLES {
            self.tables.clear();
        }
        let room = self.measure.table_width() - prose::indent(block, self.measure);
        let columns = self
            .tables
            .entry(table)
            .or_insert_with(|| Arc::new(Columns::of(document, at, table, room)));
        Some(Arc::clone(columns))
    }

    /// How far to the left of prose the rows of a table begin.
    fn outdent(&self, block: &Block, columns: Option<&Columns>) -> usize {
        let indent = prose::indent(block, self.measure);
        columns.map_or(0, |columns| self.measure.outdent(indent + columns.end()))
    }

    /// Loads the syllables when they are first needed.
    fn load_dictionary(&mut self, document: &Document) {
        if self.measure.hyphenate && self.dictionary.is_none() && is_english(document) {
            self.dictionary = Dictionary::load();
        }
    }
}

/// True if the document is in English, or does not say what it is in.
fn is_english(document: &Document) -> bool {
    let language = document.metadata().language.as_ref();
    language.is_none_or(|stated| stated.value.to_ascii_lowercase().starts_with("en"))
}

/// The line among those of a segment that shows `offset`.
fn line_at(lines: &[Line], offset: usize) -> usize {
    let holds = |line: &Line| line.pieces.iter().any(|piece| piece.span.contains(offset));
    if let Some(line) = lines.iter().position(holds) {
        return line;
    }
    let leads = lines.iter().take_while(|line| line.is_lead()).count();
    let before = lines.iter().rposition(|line| line.span.start <= offset);
    before.unwrap_or(0).max(leads).min(lines.len().saturating_sub(1))
}

fn rule(block: &Block, at: usize, measure: Measure) -> Line {
    Line {
        quote: block.quote,
        start: prose::indent(block, measure),
        end: measure.width(),
        ..Line::bare(LineKind::Rule, at, block.span)
    }
}

fn segments_of(document: &Document, block: usize) -> usize {
    document.blocks().get(block).map_or(0, segments::count)
}

/// The segment after `key`.
fn after(document: &Document, (block, segment): cache::Key) -> Option<cache::Key> {
    if segment + 1 < segments_of(document, block) {
        return Some((block, segment + 1));
    }
    (block + 1 < document.blocks().len()).then_some((block + 1, 0))
}

/// The segment before `key`.
fn before(document: &Document, (block, segment): cache::Key) -> Option<cache::Key> {
    if segment > 0 {
        return Some((block, segment - 1));
    }
    let block = block.checked_sub(1)?;
    Some((block, segments_of(document, block).saturating_sub(1)))
}
