//! Grows the canonical text, blocks and marks of a structured format together: paragraphs, items,
//! quotations, rows of tables. Knows no format: what it is told comes from the rooms beside it.

pub(super) use super::draft::Script;
use super::draft::{Draft, without_soft_hyphens};
use super::lost::Lost;
use super::plain::marker_len;
use super::unseen::{Speech, Unseen};
use crate::document::{Block, BlockKind, Mark, MarkKind, Parts};
use crate::text::Span;

/// Blocks of a document at most; the rest is left out and said to be.
const MAX_BLOCKS: usize = 2_000_000;

/// Cells of a row that are told apart.
const MAX_CELLS: usize = 1_000;

/// Blocks inside one cell from which on a table is a way to lay out a page, not a table.
const LAYOUT_BLOCKS: usize = 6;

/// How words that nobody sees are spoken of.
const UNSEEN: Speech = Speech {
    one: "the document does not",
    many: "the document does not",
    how: "hidden, white or too small",
};

/// A block that holds words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Leaf {
    #[default]
    Paragraph,
    /// From 1 to 6.
    Heading(u8),
    Code,
}

/// What holds for the words that come next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// Above or below the line, if not on it.
    pub raise: Option<Script>,
    pub strong: bool,
    pub emphasis: bool,
    pub struck: bool,
    pub code: bool,
    /// A number that [`Composer::link_to`] gave.
    pub link: Option<u32>,
}

struct Open {
    leaf: Leaf,
    start: usize,
    /// Where words begin, after a marker.
    body: usize,
    marker: Option<Span>,
}

/// A row being written: what it holds so far is either its cells or, if it turns out to lay out a
/// page, the blocks in them.
struct Row {
    header: bool,
    start: usize,
    cells: Vec<Span>,
    /// Blocks before the row.
    before: usize,
    /// The most blocks that one cell has.
    most: usize,
    /// Blocks when the open cell began.
    cell_blocks: usize,
}

/// Grows text, blocks and marks together.
#[derive(Default)]
pub(super) struct Composer {
    /// Holds for the words that come next.
    pub style: Style,
    /// How many quotations the next block stands in.
    pub quote: u8,
    /// How many lists the next block stands in.
    pub depth: u8,
    draft: Draft,
    open: Option<Open>,
    /// Raised or lowered words that are not written yet: what they are is known when they end.
    raised: Option<(String, Style)>,
    marker: Option<String>,
    row: Option<Row>,
    tables: u32,
    /// How many tables are open, one inside the other.
    nesting: u32,
    full: bool,
    /// The next block stands apart from the one before.
    apart: bool,
    /// Words that nobody sees.
    unseen: Unseen,
}

impl Composer {
    /// What is left out.
    pub(super) fn lost(&mut self) -> &mut Lost {
        &mut self.draft.lost
    }

    /// The next paragraph is an item of a list (or a note) that begins with `marker`.
    pub(super) fn mark_item(&mut self, marker: String) {
        self.close();
        self.marker = Some(marker).filter(|marker| !marker.trim().is_empty());
    }

    /// The next paragraph is a note: an item that stands apart from the lists before it.
    pub(super) fn mark_note(&mut self, number: usize) {
        self.mark_item(format!("[{number}]"));
        self.apart = number == 1;
    }

    /// Closes what is open and opens a block.
    pub(super) fn open(&mut self, leaf: Leaf) {
        self.close();
        if leaf == Leaf::Code && self.reopen_code() {
            return;
        }
        self.separate();
        let start = self.draft.out.len();
        let marker = self.marker.take().map(|marker| self.draft.marker(&marker));
        // The number of a heading is part of its words.
        let marker = marker.filter(|_| leaf == Leaf::Paragraph);
        self.open = Some(Open { leaf, start, body: self.draft.out.len(), marker });
    }

    /// Lines of code that were paragraphs of their own are one block.
    fn reopen_code(&mut self) -> bool {
        let same = |block: &&Block| block.kind == BlockKind::Code && self.marker.is_none();
        let Some(start) = self.draft.blocks.last().filter(same).map(|block| block.span.start)
        else {
            return false;
        };
        let end = self.draft.blocks.pop().map_or(start, |block| block.span.end);
        self.draft.out.truncate(end);
        self.draft.out.push("\n");
        self.open = Some(Open { leaf: Leaf::Code, start, body: start, marker: None });
        true
    }

    /// Words of the open block, or of a new paragraph.
    pub(super) fn words(&mut self, words: &str) {
        let words = &*without_soft_hyphens(words);
        if !words.trim().is_empty() {
            self.unseen.end();
        }
        self.write_seen(words);
    }

    fn write_seen(&mut self, words: &str) {
        if self.full || words.is_empty() {
            return;
        }
        if self.style.raise.is_none() {
            self.settle();
            return self.write(words);
        }
        match &mut self.raised {
            Some((raised, style)) if style.raise == self.style.raise => raised.push_str(words),
            _ => {
                self.settle();
                self.raised = Some((words.to_owned(), self.style));
            }
        }
    }

    /// Words that nobody sees. Where they stand in the line, `gap` says, white space is seen.
    pub(super) fn unseen(&mut self, words: &str, gap: bool) {
        self.unseen.piece(0, &without_soft_hyphens(words));
        if gap && words.contains(char::is_whitespace) && !self.ends_in_space() {
            self.write_seen(" ");
        }
    }

    /// Writes the unseen words that are kept as blocks of their own.
    fn write_unseen(&mut self) {
        (self.quote, self.depth, self.style) = (0, 0, Style::default());
        for (_, words) in self.unseen.kept() {
            self.open(Leaf::Paragraph);
            let start = self.draft.out.len();
            let words: Vec<&str> = words.split_whitespace().collect();
            self.write(&words.join(" "));
            let span = Span::new(start, self.draft.out.len());
            self.draft.marks.push(Mark { span, kind: MarkKind::Hidden });
            self.close();
        }
    }

    /// Writes the raised or lowered words that wait.
    fn settle(&mut self) {
        let Some((words, style)) = self.raised.take() else { return };
        let start = self.open.as_ref().map_or(self.draft.out.len(), |open| open.body);
        let before = self.draft.out.as_str().get(start..).unwrap_or_default().chars().next_back();
        let words = match style.raise {
            Some(script) => script.written(&words, before),
            None => words,
        };
        let around = std::mem::replace(&mut self.style, style);
        self.write(&words);
        self.style = around;
    }

    fn write(&mut self, words: &str) {
        if self.open.is_none() {
            if words.trim().is_empty() {
                return;
            }
            self.open(Leaf::Paragraph);
        }
        // White space in front of a block's first word is of no use, but in code.
        let is_code = self.open.as_ref().is_some_and(|open| open.leaf == Leaf::Code);
        let words = if self.is_bare() && !is_code { words.trim_start() } else { words };
        let start = self.draft.out.len();
        self.draft.out.push(words);
        self.mark(Span::new(start, self.draft.out.len()));
    }

    /// True if nothing was written in the open block yet, or there is none. Raised words may wait.
    fn is_bare(&self) -> bool {
        self.open.as_ref().is_none_or(|open| self.draft.out.len() <= open.body)
    }

    /// True if white space would follow white space.
    pub(super) fn ends_in_space(&self) -> bool {
        match &self.raised {
            Some((words, _)) => words.ends_with(char::is_whitespace),
            None => self.is_bare() || self.draft.out.as_str().ends_with(char::is_whitespace),
        }
    }

    /// A line end that is meant: lines of an address become paragraphs that stand close.
    pub(super) fn line_break(&mut self) {
        self.settle();
        match self.open.as_ref().map(|open| open.leaf) {
            Some(Leaf::Code) => self.words("\n"),
            Some(Leaf::Paragraph) if self.row.is_none() => {
                self.close();
                self.draft.begin_line(true);
                let start = self.draft.out.len();
                self.open = Some(Open { leaf: Leaf::Paragraph, start, body: start, marker: None });
            }
            Some(_) => self.words(" "),
            None => {}
        }
    }

    /// Ends the open block. White space alone is no block.
    pub(super) fn close(&mut self) {
        self.settle();
        self.unseen.end();
        let Some(open) = self.open.take() else { return };
        let whole = Span::new(open.start, self.draft.out.len());
        let mut span = whole.trimmed(self.draft.out.as_str());
        if open.leaf == Leaf::Code {
            span.start = open.start;
        }
        if Span::new(open.body, whole.end).trimmed(self.draft.out.as_str()).is_empty() {
            self.draft.out.truncate(open.start);
            return;
        }
        self.clip_marks(span.end);
        let typed = || typed_marker(span, self.draft.out.as_str());
        let kind = match (open.leaf, open.marker.or_else(typed)) {
            (Leaf::Heading(level), _) => BlockKind::Heading { level: level.clamp(1, 6) },
            (Leaf::Code, _) => BlockKind::Code,
            (Leaf::Paragraph, Some(marker)) => BlockKind::Item { marker },
            (Leaf::Paragraph, None) => BlockKind::Paragraph,
        };
        self.push(kind, span);
    }

    /// A table begins. Tables inside of cells are words of their cells.
    pub(super) fn table(&mut self) {
        self.nesting = self.nesting.saturating_add(1);
        if self.nesting == 1 {
            self.close();
            self.tables = self.tables.saturating_add(1);
        }
    }

    /// A table ends.
    pub(super) fn end_table(&mut self) {
        if self.nesting == 1 {
            self.end_row();
        }
        self.nesting = self.nesting.saturating_sub(1);
    }

    /// A row begins.
    pub(super) fn row(&mut self, header: bool) {
        if self.nesting > 1 {
            return;
        }
        self.end_row();
        self.close();
        let same = |block: &Block| matches!(block.kind, BlockKind::Row { table, .. } if table == self.tables);
        match self.draft.blocks.last().filter(|block| same(block)).map(|block| block.span.end) {
            Some(end) => {
                self.draft.out.truncate(end);
                self.draft.out.push("\n");
            }
            None => self.separate(),
        }
        let (start, before) = (self.draft.out.len(), self.draft.blocks.len());
        self.row =
            Some(Row { header, start, cells: Vec::new(), before, most: 0, cell_blocks: before });
    }

    /// The row that is open heads its table.
    pub(super) fn row_is_header(&mut self) {
        if let Some(row) = self.row.as_mut().filter(|_| self.nesting <= 1) {
            row.header = true;
        }
    }

    /// A cell begins in the open row.
    pub(super) fn cell(&mut self) {
        if self.nesting > 1 {
            return;
        }
        self.end_cell();
        let Some(row) = &mut self.row else { return };
        if row.cells.len() < MAX_CELLS {
            if !row.cells.is_empty() {
                self.draft.out.push("\t");
            }
            row.cells.push(Span::at(self.draft.out.len()));
            row.cell_blocks = self.draft.blocks.len();
        }
    }

    /// The open cell ends, if there is one.
    pub(super) fn end_cell(&mut self) {
        self.close();
        if self.nesting > 1 {
            return;
        }
        let blocks = self.draft.blocks.len();
        let Some(row) = &mut self.row else { return };
        row.most = row.most.max(blocks - row.cell_blocks.min(blocks));
        if let Some(cell) = row.cells.last_mut().filter(|cell| cell.is_empty()) {
            let end = if blocks > row.cell_blocks {
                self.draft.blocks.last().map_or(cell.start, |block| block.span.end)
            } else {
                cell.start
            };
            self.draft.out.truncate(end.max(cell.start));
            cell.end = end.max(cell.start);
        }
    }

    /// The open row ends: a row if it has several cells with little in each, else the blocks in
    /// its cells, in order.
    pub(super) fn end_row(&mut self) {
        if self.nesting > 1 {
            return;
        }
        self.end_cell();
        let Some(row) = self.row.take() else { return };
        let inner = self.draft.blocks.get(row.before..).unwrap_or_default();
        let (Some(first), Some(last)) = (inner.first(), inner.last()) else {
            self.draft.out.truncate(row.start);
            return;
        };
        if row.cells.len() < 2 || row.most >= LAYOUT_BLOCKS {
            return;
        }
        let start = row.cells.first().map_or(first.span.start, |cell| cell.start);
        let end = row.cells.last().map_or(last.span.end, |cell| cell.end.max(last.span.end));
        self.draft.blocks.truncate(row.before);
        let cells = row.cells.iter().map(|cell| cell.trimmed(self.draft.out.as_str())).collect();
        let kind = BlockKind::Row { table: self.tables, header: row.header, cells };
        self.push(kind, Span::new(start, end));
    }

    /// The number that stands for a link to `target` in a [`Style`].
    pub(super) fn link_to(&mut self, target: &str) -> Option<u32> {
        let target = target.trim();
        (!target.is_empty()).then(|| self.draft.link_to(target))
    }

    /// The parts, nothing pointing at nothing.
    pub(super) fn finish(mut self) -> Parts {
        self.nesting = 0;
        self.end_row();
        self.close();
        let unseen = self.unseen.caveat(&UNSEEN);
        self.write_unseen();
        let mut parts = self.draft.finish();
        parts.caveats.extend(unseen);
        if self.full {
            parts.caveats.push("The document is very long; its end is left out.".into());
        }
        parts
    }

    fn push(&mut self, kind: BlockKind, span: Span) {
        self.full |= self.draft.blocks.len() >= MAX_BLOCKS;
        let (quote, depth) = (self.quote, self.depth);
        let depth = if matches!(kind, BlockKind::Item { .. }) { depth.max(1) } else { depth };
        self.draft.blocks.push(Block { quote, depth, ..Block::new(kind, span) });
    }

    /// Line feeds before a block: one between items, rows and inside a row, else two.
    fn separate(&mut self) {
        let begins_cell = |row: &Row| self.draft.blocks.len() == row.cell_blocks;
        if let Some(row) = self.row.as_ref().filter(|row| begins_cell(row)) {
            let at = row.cells.last().map_or(row.start, |cell| cell.start);
            self.draft.out.truncate(at);
            return;
        }
        let tight = match self.draft.blocks.last().map(|last| &last.kind) {
            _ if self.row.is_some() => true,
            Some(BlockKind::Item { .. }) => self.marker.is_some() && !self.apart,
            _ => false,
        };
        self.apart = false;
        self.draft.begin_line(tight);
    }

    fn mark(&mut self, span: Span) {
        let Style { strong, emphasis, struck, code, link, raise: _ } = self.style;
        let kinds = [
            strong.then_some(MarkKind::Strong),
            emphasis.then_some(MarkKind::Emphasis),
            struck.then_some(MarkKind::Struck),
            code.then_some(MarkKind::Code),
            link.map(MarkKind::Link),
        ];
        for kind in kinds.into_iter().flatten() {
            // The last five marks are those of the words just before.
            let recent = self.draft.marks.len().saturating_sub(5);
            let touching = |mark: &&mut Mark| mark.kind == kind && mark.span.end == span.start;
            let recent = self.draft.marks.get_mut(recent..).unwrap_or_default();
            match recent.iter_mut().find(touching) {
                Some(mark) => mark.span.end = span.end,
                None => self.draft.marks.push(Mark { span, kind }),
            }
        }
    }

    /// Marks end with their block: the white space after it may be cut off.
    fn clip_marks(&mut self, end: usize) {
        for mark in self.draft.marks.iter_mut().rev().take_while(|mark| mark.span.end > end) {
            mark.span.end = end;
            mark.span.start = mark.span.start.min(end);
        }
    }
}

/// The bullet or number that somebody typed in front of a paragraph, with a tab behind it.
fn typed_marker(paragraph: Span, text: &str) -> Option<Span> {
    let words = paragraph.of(text);
    let (head, _) = words.get(..32).unwrap_or(words).split_once('\t')?;
    let len = marker_len(words).filter(|len| *len == head.len())?;
    Some(Span::new(paragraph.start, paragraph.start + len))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn raised_words_are_one_thing_however_many_pieces_they_have() {
        let mut composer = Composer::default();
        let mut say = |words: &str, raise: Option<Script>| {
            composer.style.raise = raise;
            composer.words(words);
        };
        for (words, raise) in [
            ("in 10", None),
            ("-", Some(Script::Raised)),
            ("6", Some(Script::Raised)),
            (" km", None),
            ("2", Some(Script::Raised)),
            (" of CO", None),
            ("2", Some(Script::Lowered)),
            (", the 1", None),
            ("s", Some(Script::Raised)),
            ("t", Some(Script::Raised)),
            (" of 190", None),
            ("3", Some(Script::Raised)),
        ] {
            say(words, raise);
        }
        composer.open(Leaf::Paragraph);
        composer.words("7");
        let parts = composer.finish();
        assert_eq!(&*parts.text, "in 10⁻⁶ km² of CO₂, the 1st of 190³\n\n⁷\n");
        assert!(Document::new(parts).is_ok());
    }

    #[test]
    fn soft_hyphens_are_no_part_of_a_word_and_firm_ones_are() {
        let mut composer = Composer::default();
        composer.words("co\u{AD}opera\u{AD}tion of S\u{2011}400");
        assert_eq!(&*composer.finish().text, "cooperation of S\u{2011}400\n");
    }

    fn kinds(parts: &Parts) -> Vec<(&str, &BlockKind)> {
        parts.blocks.iter().map(|block| (block.span.of(&parts.text), &block.kind)).collect()
    }

    #[test]
    fn paragraphs_stand_apart_and_items_together() {
        let mut composer = Composer::default();
        composer.open(Leaf::Heading(1));
        composer.words("Title ");
        composer.words("  stray");
        composer.open(Leaf::Paragraph);
        composer.words("  ");
        for marker in ["1.", "2."] {
            composer.mark_item(marker.to_owned());
            composer.words("item");
        }
        let parts = composer.finish();
        assert_eq!(&*parts.text, "Title   stray\n\n1. item\n2. item\n");
        assert_eq!(parts.blocks.len(), 3);
        assert_eq!(parts.blocks[2].depth, 1);
        assert!(Document::new(parts).is_ok());
    }

    #[test]
    fn rows_keep_their_cells_and_empty_ones_too() {
        let mut composer = Composer::default();
        composer.table();
        for (header, cells) in [(true, ["System", "", "Range"]), (false, ["Taurus", "air", ""])] {
            composer.row(header);
            for words in cells {
                composer.cell();
                composer.words(words);
                composer.end_cell();
            }
            composer.end_row();
        }
        let parts = composer.finish();
        assert_eq!(&*parts.text, "System\t\tRange\nTaurus\tair\t\n");
        let cells = |at: usize| match &parts.blocks[at].kind {
            BlockKind::Row { cells, header, .. } => {
                (*header, cells.iter().map(|cell| cell.of(&parts.text)).collect::<Vec<_>>())
            }
            _ => Default::default(),
        };
        assert_eq!(cells(0), (true, vec!["System", "", "Range"]));
        assert_eq!(cells(1), (false, vec!["Taurus", "air", ""]));
    }

    #[test]
    fn a_table_that_lays_out_a_page_gives_its_blocks() {
        let mut composer = Composer::default();
        composer.table();
        composer.row(false);
        composer.cell();
        for words in ["one", "two"] {
            composer.open(Leaf::Paragraph);
            composer.words(words);
        }
        composer.end_row();
        let parts = composer.finish();
        let paragraph = &BlockKind::Paragraph;
        assert_eq!(kinds(&parts), [("one", paragraph), ("two", paragraph)]);
    }

    #[test]
    fn marks_of_neighbouring_runs_are_one_and_end_with_the_block() {
        let mut composer = Composer::default();
        composer.words("a ");
        composer.style.strong = true;
        composer.words("b");
        composer.style.emphasis = true;
        composer.words("c ");
        composer.close();
        composer.style = Style::default();
        composer.words("d");
        let parts = composer.finish();
        let marks: Vec<_> =
            parts.marks.iter().map(|mark| (mark.kind, mark.span.of(&parts.text))).collect();
        assert_eq!(marks, [(MarkKind::Strong, "bc"), (MarkKind::Emphasis, "c")]);
        assert!(Document::new(parts).is_ok());
    }

    #[test]
    fn markers_that_were_typed_count_and_notes_stand_apart() {
        let mut composer = Composer::default();
        for words in ["2.\tsecond", "2.5\tkm", "Name:\tAnn"] {
            composer.open(Leaf::Paragraph);
            composer.words(words);
        }
        composer.mark_item("-".to_owned());
        composer.words("item");
        composer.mark_note(1);
        composer.words(" A note.");
        let parts = composer.finish();
        assert_eq!(&*parts.text, "2.\tsecond\n\n2.5\tkm\n\nName:\tAnn\n\n- item\n\n[1] A note.\n");
        let items: Vec<_> =
            kinds(&parts).iter().map(|(_, kind)| matches!(kind, BlockKind::Item { .. })).collect();
        assert_eq!(items, [true, false, false, true, true]);
    }

    #[test]
    fn lines_of_an_address_stand_close() {
        let mut composer = Composer::default();
        composer.words("Office");
        composer.line_break();
        composer.words("Street");
        let parts = composer.finish();
        assert_eq!((&*parts.text, parts.blocks.len()), ("Office\nStreet\n", 2));
    }
}
