//! Writes the canonical text of a structured document block by block. Knows containers and leaves,
//! not the format they come from. Words are taken as they are: who has white space to collapse does
//! it before.

pub(super) use super::draft::Script;
use super::draft::{Draft, without_soft_hyphens};
use super::plain::{self, Part};
use crate::document::{Block, BlockKind, Mark, MarkKind, Parts};
use crate::text::Span;

/// A block that holds words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaf {
    /// Prose.
    Paragraph,
    /// A heading of this level.
    Heading(u8),
    /// Words whose line ends and spaces are kept.
    Code,
    /// A page of plain text, whose own structure is recognised.
    Page,
    /// A row of a table.
    Row {
        /// True for a heading row.
        header: bool,
    },
}

/// The block being written.
struct Open {
    leaf: Leaf,
    start: usize,
    marker: Option<Span>,
    cells: Vec<Span>,
    line: u32,
}

/// Grows text, blocks and marks together.
#[derive(Default)]
pub(super) struct Builder {
    draft: Draft,
    /// Marks that are not closed: where they begin.
    styles: Vec<(MarkKind, usize)>,
    /// Raised and lowered runs that are not closed: where they begin.
    scripts: Vec<(Script, usize)>,
    open: Option<Open>,
    /// Next number of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    /// Marker of an item that has no words yet.
    marker: Option<String>,
    quote: usize,
    tables: u32,
    line: u32,
}

impl Builder {
    /// What comes next stands in this line of the source, counted from 1.
    pub(super) fn at_line(&mut self, line: u32) {
        self.line = line;
    }

    /// How many blocks were written; the open one is not among them.
    pub(super) fn blocks(&self) -> usize {
        self.draft.blocks.len()
    }

    /// How long the text is so far, in bytes.
    pub(super) fn len(&self) -> usize {
        self.draft.out.len()
    }

    /// The last character of the open block, if there is one.
    pub(super) fn last_char(&self) -> Option<char> {
        let open = self.open.as_ref()?;
        let from = open.cells.last().map_or(open.start, |cell| cell.start);
        self.draft.out.as_str().get(from..)?.chars().next_back()
    }

    /// True if a block is open.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Closes what is open and opens a block; nothing is written before its first word.
    pub(super) fn open(&mut self, leaf: Leaf) {
        self.close();
        self.separate(leaf);
        let start = self.draft.out.len();
        let takes = matches!(leaf, Leaf::Paragraph);
        let marker = self.marker.take().map(|marker| self.draft.marker(&marker));
        if let Some(span) = marker.filter(|_| !takes) {
            self.push(BlockKind::Item { marker: span }, span, self.line);
            self.draft.out.push("\n");
        }
        self.open = Some(Open {
            leaf,
            start: if takes { start } else { self.draft.out.len() },
            marker: marker.filter(|_| takes),
            cells: Vec::new(),
            line: self.line,
        });
    }

    /// Ends the open block.
    pub(super) fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let whole = Span::new(open.start, self.draft.out.len());
        let span = match open.leaf {
            Leaf::Code => Span::new(
                whole.start,
                whole.start + whole.of(self.draft.out.as_str()).trim_end().len(),
            ),
            Leaf::Row { .. } => whole,
            _ => whole.trimmed(self.draft.out.as_str()),
        };
        if whole.trimmed(self.draft.out.as_str()).is_empty() {
            return;
        }
        match open.leaf {
            Leaf::Page if !is_drawing(span.of(self.draft.out.as_str())) => {
                self.page(span, open.line)
            }
            leaf => self.push(kind(leaf, &open, self.tables), span, open.line),
        }
    }

    /// Sets what a fence marked as text holds: a page of prose, of a scan for example.
    fn page(&mut self, span: Span, line: u32) {
        let (quote, depth) = self.nesting();
        for mut block in plain::blocks(self.draft.out.as_str(), span, Part::Passage) {
            block.line = block.line.saturating_add(line);
            block.quote = block.quote.saturating_add(quote);
            block.depth = block.depth.saturating_add(depth);
            if let BlockKind::Row { table, .. } = &mut block.kind {
                *table += self.tables + 1;
            }
            self.draft.blocks.push(block);
        }
        self.tables = self.tables.saturating_add(1 << 12);
    }

    fn push(&mut self, kind: BlockKind, span: Span, line: u32) {
        let (quote, depth) = self.nesting();
        self.draft.blocks.push(Block { quote, depth, line, ..Block::new(kind, span) });
    }

    fn nesting(&self) -> (u8, u8) {
        let small = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
        (small(self.quote), small(self.lists.len()))
    }

    /// Line feeds before a block: one between items and between rows, else two.
    fn separate(&mut self, leaf: Leaf) {
        let tight = match (self.draft.blocks.last().map(|last| &last.kind), leaf) {
            (Some(BlockKind::Item { .. }), _) => self.marker.is_some(),
            (Some(BlockKind::Row { .. }), Leaf::Row { header }) => !header,
            _ => false,
        };
        self.draft.begin_line(tight);
    }

    /// Words in the open block; opens a paragraph if there is none.
    pub(super) fn words(&mut self, words: &str) {
        if self.open.is_none() {
            self.open(Leaf::Paragraph);
        }
        self.draft.out.push(&without_soft_hyphens(words));
    }

    /// Words that are something as a whole.
    pub(super) fn styled(&mut self, kind: MarkKind, words: &str) {
        if self.open.is_none() {
            self.open(Leaf::Paragraph);
        }
        self.begin(kind);
        self.words(words);
        self.end();
    }

    /// What comes next is something, up to the matching [`Builder::end`].
    pub(super) fn begin(&mut self, kind: MarkKind) {
        if self.open.is_none() {
            self.open(Leaf::Paragraph);
        }
        self.styles.push((kind, self.draft.out.len()));
    }

    /// Ends what was begun last.
    pub(super) fn end(&mut self) {
        if let Some((kind, start)) = self.styles.pop() {
            let span = Span::new(start, self.draft.out.len());
            self.draft.marks.push(Mark { span, kind });
        }
    }

    /// What comes next stands above or below the line, up to the matching [`Builder::script_end`].
    pub(super) fn script(&mut self, script: Script) {
        if self.open.is_none() {
            self.open(Leaf::Paragraph);
        }
        self.scripts.push((script, self.draft.out.len()));
    }

    /// Ends the raised or lowered run that was begun last, and writes it so that it is no part of the
    /// figure before it. A short raised one that `leads` to another place is the mark of a note. A run
    /// that reaches over several blocks stays as it is.
    pub(super) fn script_end(&mut self, leads: bool) {
        let Some((script, start)) = self.scripts.pop() else { return };
        let Some(open) = self.open.as_ref().filter(|open| open.start <= start) else { return };
        let Some(words) = self.draft.out.as_str().get(start..) else { return };
        let begun = Span::new(open.start, start).of(self.draft.out.as_str());
        let marker = open.marker.is_some_and(|marker| marker.end + 1 >= start);
        let before = begun.chars().next_back().filter(|_| !marker);
        let is_mark = leads && script == Script::Raised && is_label(words.trim());
        let written = match is_mark {
            true => format!("[{}]", words.trim()),
            false => script.written(words, before),
        };
        if written == words {
            return;
        }
        self.draft.out.truncate(start);
        while self.draft.marks.last().is_some_and(|mark| mark.span.start >= start) {
            self.draft.marks.pop();
        }
        self.styles.iter_mut().for_each(|(_, at)| *at = (*at).min(start));
        self.draft.out.push(&written);
    }

    /// What comes next leads to `target`, up to the matching [`Builder::end`].
    pub(super) fn link(&mut self, target: &str) {
        let number = self.draft.link_to(target);
        self.begin(MarkKind::Link(number));
    }

    /// Links may name what comes next so.
    pub(super) fn place(&mut self, name: &str) {
        self.draft.place(name);
    }

    /// A picture that is left out.
    pub(super) fn image(&mut self) {
        self.draft.lost.pictures += 1;
    }

    /// A comment that is left out.
    pub(super) fn comment(&mut self) {
        self.draft.lost.markup_comments += 1;
    }

    /// A line end that is meant: the rest becomes a block of its own where lines matter.
    pub(super) fn line_break(&mut self) {
        match self.open.as_ref().map(|open| open.leaf) {
            Some(Leaf::Paragraph) => {
                self.close();
                self.draft.out.push("\n");
                let start = self.draft.out.len();
                let line = self.line;
                self.open = Some(Open {
                    leaf: Leaf::Paragraph,
                    start,
                    marker: None,
                    cells: Vec::new(),
                    line,
                });
            }
            Some(_) => self.words(" "),
            None => {}
        }
    }

    /// True if a paragraph is open, or nothing is.
    pub(super) fn is_paragraph(&self) -> bool {
        let leaf = self.open.as_ref().map(|open| open.leaf);
        matches!(leaf, None | Some(Leaf::Paragraph))
    }

    /// A line that separates.
    pub(super) fn rule(&mut self) {
        self.open(Leaf::Paragraph);
        // Nothing else stands in the item, whose marker is a line then.
        if let Some(marker) = self.open.take().and_then(|open| open.marker) {
            self.push(BlockKind::Item { marker }, marker, self.line);
            self.draft.out.push("\n");
        }
        let start = self.draft.out.len();
        self.draft.out.push("* * *");
        self.push(BlockKind::Rule, Span::new(start, self.draft.out.len()), self.line);
    }

    /// A quotation begins or ends.
    pub(super) fn quote(&mut self, opens: bool) {
        self.close();
        self.quote = if opens { self.quote + 1 } else { self.quote.saturating_sub(1) };
    }

    /// A list begins, with its first number or with bullets.
    pub(super) fn list(&mut self, first: Option<u64>) {
        if self.marker.is_some() {
            self.open(Leaf::Paragraph);
        }
        self.close();
        self.lists.push(first);
    }

    /// The innermost list ends.
    pub(super) fn list_end(&mut self) {
        self.close();
        self.lists.pop();
    }

    /// An item of the innermost list begins.
    pub(super) fn item(&mut self) {
        self.close();
        self.marker = Some(match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}.");
                *number = number.saturating_add(1);
                marker
            }
            _ => "-".to_owned(),
        });
    }

    /// The item ends.
    pub(super) fn item_end(&mut self) {
        self.close();
        self.marker = None;
    }

    /// A footnote: an item marked with its label.
    pub(super) fn note(&mut self, label: &str) {
        self.marked(format!("[{label}]"));
    }

    /// What comes next is an item with this marker.
    pub(super) fn marked(&mut self, marker: String) {
        self.close();
        self.marker = Some(marker);
    }

    /// A table begins; its rows are opened as [`Leaf::Row`].
    pub(super) fn table(&mut self) {
        self.close();
        self.tables = self.tables.saturating_add(1);
    }

    /// A cell of the open row begins.
    pub(super) fn cell(&mut self) {
        let more = self.open.as_ref().is_some_and(|open| !open.cells.is_empty());
        if more {
            self.draft.out.push("\t");
        }
        if let Some(open) = &mut self.open {
            open.cells.push(Span::at(self.draft.out.len()));
        }
    }

    /// The cell ends.
    pub(super) fn cell_end(&mut self) {
        let end = self.draft.out.len();
        if let Some(cell) = self.open.as_mut().and_then(|open| open.cells.last_mut()) {
            cell.end = end;
        }
    }

    /// The parts, marks in order and nothing pointing at nothing.
    pub(super) fn finish(mut self) -> Parts {
        self.close();
        self.draft.finish()
    }
}

/// True for what may be the mark of a note.
fn is_label(words: &str) -> bool {
    let short = words.chars().nth(4).is_none() && !words.is_empty();
    short && words.chars().all(char::is_alphanumeric)
}

/// True if words are drawn with lines or blocks (U+2500 to U+259F): their places are to be kept.
fn is_drawing(words: &str) -> bool {
    words.chars().any(|c| ('\u{2500}'..='\u{259F}').contains(&c))
}

fn kind(leaf: Leaf, open: &Open, table: u32) -> BlockKind {
    match (leaf, open.marker) {
        (_, Some(marker)) => BlockKind::Item { marker },
        (Leaf::Heading(level), _) => BlockKind::Heading { level },
        (Leaf::Code | Leaf::Page, _) => BlockKind::Code,
        (Leaf::Row { header }, _) => {
            BlockKind::Row { table, header, cells: open.cells.clone().into() }
        }
        (Leaf::Paragraph, _) => BlockKind::Paragraph,
    }
}
