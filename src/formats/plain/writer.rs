//! Turns runs of lines into blocks, keeping the little that must be remembered between them: open
//! lists, the number of the next table, whether the title was seen.

use super::line::Line;
use super::marker::{Marker, Style, marker};
use super::part::Part;
use super::run::{Run, goes_on};
use super::shape::Shape;
use super::table;
use crate::document::{Block, BlockKind};
use crate::text::Span;

/// Blocks and cells at most; the rest of a text with more is kept as coarse pieces, so that a
/// hostile text cannot take many times its size in memory.
const MAX_BLOCKS: usize = 1_000_000;

/// Bytes of such a piece.
const PIECE: usize = 64 << 10;

/// Lists inside lists at most.
const MAX_DEPTH: usize = 8;

/// Builds the blocks of one text.
pub(super) struct Writer<'a> {
    text: &'a str,
    shape: Shape,
    part: Part,
    blocks: Vec<Block>,
    lists: Vec<(usize, Style)>,
    tables: u32,
    cells: usize,
    titled: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(text: &'a str, shape: Shape, part: Part) -> Self {
        Self {
            text,
            shape,
            part,
            blocks: Vec::new(),
            lists: Vec::new(),
            tables: 0,
            cells: 0,
            titled: part == Part::Passage,
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.blocks.len() + self.cells / 4 > MAX_BLOCKS
    }

    pub(super) fn finish(self) -> Vec<Block> {
        self.blocks
    }

    /// Everything from `start` to `end` as pieces without structure.
    pub(super) fn rest(&mut self, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            let mut stop = (at + PIECE).min(end);
            while !self.text.is_char_boundary(stop) {
                stop += 1;
            }
            let span = Span::new(at, stop).trimmed(self.text);
            if !span.is_empty() {
                self.blocks.push(Block::new(BlockKind::Code, span));
            }
            at = stop;
        }
    }

    /// The blocks of one run.
    pub(super) fn run(&mut self, run: &Run, next: Option<&Run>) {
        if run.is_code() && table::cells(&run.lines[0]).is_none() {
            return self.code(run);
        }
        let mut at = 0;
        while at < run.lines.len() {
            at += self.step(run, at, next).max(1);
        }
    }

    /// Writes the block that begins with line `at`; how many lines it took.
    fn step(&mut self, run: &Run, at: usize, next: Option<&Run>) -> usize {
        let Some((line, after)) = run.lines.get(at..).and_then(<[Line]>::split_first) else {
            return 0;
        };
        let rows = table_rows(line, after);
        if rows > 0 {
            return self.table(&run.lines[at..at + rows]);
        }
        if line.is_rule() || table::is_divider(line) {
            return self.push(BlockKind::Rule, &[*line]);
        }
        if line.quote() > 0 {
            return self.quoted(line);
        }
        if let Some(level) = self.heading(run, at, next) {
            self.lists.clear();
            self.titled = true;
            return self.push(BlockKind::Heading { level }, &[*line]);
        }
        self.titled |= !line.is_field();
        let lines = self.joined(&run.lines[at..]);
        match marker(line.words) {
            Some(found) => self.item(found, lines),
            None => self.paragraph(lines),
        }
    }

    fn code(&mut self, run: &Run) {
        self.titled = true;
        self.push(BlockKind::Code, &run.lines);
        // Leading spaces of the first line belong to a drawing.
        if let (Some(block), Some(first)) = (self.blocks.last_mut(), run.lines.first()) {
            let before = self.text.get(..first.span.start).unwrap_or_default();
            block.span.start = before.rfind('\n').map_or(0, |at| at + 1);
        }
    }

    /// A quoted line. Its signs are told by the block's depth and are no words of it.
    fn quoted(&mut self, line: &Line) -> usize {
        let words = line.words.trim_start_matches(['>', ' ']);
        if words.is_empty() {
            return 1;
        }
        self.push(BlockKind::Paragraph, &[*line]);
        if let Some(block) = self.blocks.last_mut() {
            block.quote = line.quote();
            block.span.start = block.span.end - words.len();
        }
        1
    }

    /// The rows of a table. Lines drawn between them belong to the row above (the first to the row
    /// below), without being words of any cell.
    fn table(&mut self, lines: &[Line]) -> usize {
        let table = self.tables;
        self.tables = self.tables.saturating_add(1);
        let drawn = lines.iter().take_while(|line| table::is_divider(line)).count();
        let header = has_header(lines.get(drawn..).unwrap_or_default());
        let first = self.blocks.len();
        for line in lines.iter().skip(drawn) {
            match table::cells(line).filter(|_| !table::is_divider(line)) {
                Some(cells) => {
                    self.cells += cells.spans.len();
                    let cells = cells.spans.into_boxed_slice();
                    let header = header && self.blocks.len() == first;
                    self.push(BlockKind::Row { table, header, cells }, &[*line]);
                }
                None => self.extend(line.span.end),
            }
        }
        if let (Some(block), Some(top)) = (self.blocks.get_mut(first), lines.first()) {
            block.span.start = top.span.start;
            block.line = top.number;
        }
        lines.len()
    }

    /// Makes the last block reach to `end`.
    fn extend(&mut self, end: usize) {
        if let Some(block) = self.blocks.last_mut() {
            block.span.end = end;
        }
    }

    fn item(&mut self, found: Marker, lines: &[Line]) -> usize {
        let Some(first) = lines.first() else { return 0 };
        let depth = self.depth_of(first.indent, found.style);
        let marker = Span::new(first.span.start, first.span.start + found.len);
        self.push(BlockKind::Item { marker }, lines);
        self.set_depth(depth);
        lines.len()
    }

    fn paragraph(&mut self, lines: &[Line]) -> usize {
        let indent = lines.first().map_or(0, |line| line.indent);
        let outer = self.lists.iter().take_while(|(column, _)| *column < indent);
        let depth = outer.count();
        if depth == 0 {
            self.lists.clear();
        }
        self.push(BlockKind::Paragraph, lines);
        self.set_depth(depth);
        lines.len()
    }

    /// The lines that make one paragraph, the first of `lines` being its first.
    fn joined<'l, 'x>(&self, lines: &'l [Line<'x>]) -> &'l [Line<'x>] {
        let opens =
            |line: &Line| marker(line.words).is_some() || line.is_rule() || line.quote() > 0;
        let pairs = lines.windows(2).take_while(|pair| {
            let [above, below] = pair else { return false };
            !opens(below) && goes_on(above, below, self.shape)
        });
        let taken = pairs.count() + 1;
        lines.get(..taken.min(lines.len())).unwrap_or_default()
    }

    /// How deep an item stands; keeps the stack of open lists.
    fn depth_of(&mut self, indent: usize, style: Style) -> usize {
        while self.lists.last().is_some_and(|(column, _)| *column > indent + 1) {
            self.lists.pop();
        }
        let near = |entry: &(usize, Style)| entry.0.abs_diff(indent) <= 1 && entry.1 == style;
        match self.lists.iter().position(near) {
            Some(at) => self.lists.truncate(at + 1),
            None if self.lists.len() < MAX_DEPTH => self.lists.push((indent, style)),
            None => {}
        }
        self.lists.len()
    }

    fn set_depth(&mut self, depth: usize) {
        if let Some(block) = self.blocks.last_mut() {
            block.depth = u8::try_from(depth).unwrap_or(u8::MAX);
        }
    }

    fn push(&mut self, kind: BlockKind, lines: &[Line]) -> usize {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            return 0;
        };
        let span = Span::new(first.span.start, last.span.end);
        let mut block = Block::new(kind, span);
        block.line = first.number;
        self.blocks.push(block);
        lines.len()
    }

    /// The level of the heading that line `at` is, if it is one.
    fn heading(&self, run: &Run, at: usize, next: Option<&Run>) -> Option<u8> {
        let line = run.lines.get(at)?;
        let below = run.lines.get(at + 1);
        if let Some(level) = below.and_then(underline).filter(|_| line.width < 120) {
            return Some(level);
        }
        if !self.titled && self.is_title(run, at, next) {
            return Some(1);
        }
        if !line.looks_like_heading() || line.is_field() {
            return None;
        }
        let alone = run.single().is_some();
        let followed = next.is_some_and(Run::is_body);
        let led = at == 0 && below.is_some();
        match marker(line.words) {
            Some(found) => {
                self.numbered(line, found, alone && followed || led && line.is_shouted())
            }
            None if self.shouts(line) && self.part == Part::File => (alone && next.is_some()
                || led && !below.is_some_and(Line::is_shouted))
            .then_some(2),
            None if self.part == Part::Passage => None,
            None if alone => {
                (followed && line.words.contains(|c: char| c.is_lowercase())).then_some(2)
            }
            None => self.between_lines(run, at).then_some(2),
        }
    }

    fn shouts(&self, line: &Line) -> bool {
        line.is_shouted() && !self.shape.shouted && line.width <= 90
    }

    fn numbered(&self, line: &Line, found: Marker, placed: bool) -> Option<u8> {
        let level = match found.style {
            Style::Number(parts) => parts + 1,
            Style::Roman => 2,
            _ => return None,
        };
        let words = line.words.get(found.len..)?.trim_start();
        let begins = words.starts_with(|c: char| c.is_uppercase());
        (placed && begins && line.width <= 80).then_some(level.min(6))
    }

    /// In a text of one line a paragraph: a short line with a long one below it.
    fn between_lines(&self, run: &Run, at: usize) -> bool {
        let long = |line: &Line| line.width > 90 || line.ends_sentence() && line.width > 50;
        let above = at.checked_sub(1).and_then(|i| run.lines.get(i));
        let led = above.is_none_or(|above| long(above) || marker(above.words).is_some());
        self.shape.wrap.is_none() && led && run.lines.get(at + 1).is_some_and(long)
    }

    /// The first line that is no header field, if something follows it and it is no sentence. With
    /// a colon ("Timeline: the treaty") it stands alone, or above a date or a name.
    fn is_title(&self, run: &Run, at: usize, next: Option<&Run>) -> bool {
        let (Some(line), below) = (run.lines.get(at), run.lines.get(at + 1)) else {
            return false;
        };
        let short = line.words.chars().nth(200).is_none();
        let ended = line.ends_sentence() && !line.words.ends_with('?');
        let named = line.is_header() || line.is_date() || marker(line.words).is_some();
        let plain = !ended && !named;
        let apart = match below {
            Some(below) if below.is_date() || below.is_byline() => true,
            Some(below) => !line.is_field() && !goes_on(line, below, self.shape),
            None => next.is_some(),
        };
        short && plain && apart && !line.begins_small()
    }
}

/// The level that an underline below a line gives it.
fn underline(below: &Line) -> Option<u8> {
    let sign = below.words.bytes().next()?;
    let drawn = below.words.len() >= 3 && below.words.bytes().all(|b| b == sign);
    match sign {
        b'=' if drawn => Some(1),
        b'-' if drawn => Some(2),
        _ => None,
    }
}

/// How many lines from `line` on make one table, lines drawn around and between its rows
/// included; 0 if that is none.
fn table_rows(line: &Line, after: &[Line]) -> usize {
    if table::is_divider(line) {
        let Some((first, after)) = after.split_first() else { return 0 };
        let boxed = line.words.contains(['+', '|']) || table::parts(line) > 1;
        let rows = if boxed && !table::is_divider(first) { table_rows(first, after) } else { 0 };
        return if rows > 0 { rows + 1 } else { 0 };
    }
    let Some(mut above) = table::cells(line) else {
        return 0;
    };
    let (mut last, mut rows, mut taken) = (line, 1, 1);
    for (at, below) in after.iter().enumerate() {
        if table::is_divider(below) {
            if rows > 1 && below.words.contains(['+', '|']) && taken == at + 1 {
                taken = at + 2;
            }
            continue;
        }
        let Some(cells) = table::cells(below) else {
            break;
        };
        if !table::aligned(&above, &cells, [last, below]) {
            break;
        }
        (above, last, rows, taken) = (cells, below, rows + 1, at + 2);
    }
    if rows > 1 { taken } else { 0 }
}

fn has_header(lines: &[Line]) -> bool {
    let Some((first, rest)) = lines.split_first() else {
        return false;
    };
    let numbers = rest.iter().filter(|line| table::has_digit(line.words));
    rest.first().is_some_and(table::is_divider)
        || !table::has_digit(first.words) && numbers.count() * 2 > rest.len()
}
