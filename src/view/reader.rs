//! Paints the reading pane: the visible lines with their marks, matches and the passage jumped to.
//! Which lines are visible was decided before.

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::canvas::{Canvas, cells};
use super::facts::group_style;
use super::frame::heading;
use super::stance;
use super::theme::Theme;
use crate::app::State;
use crate::app::base::geometry;
use crate::app::base::pane_id::PaneId;
use crate::app::panes::bookmarks::Sign;
use crate::app::panes::page::{OpenDocument, tinted};
use crate::document::{BlockKind, Document, Mark, MarkKind};
use crate::facts::CertaintyClass;
use crate::layout::{Line, LineKind};
use crate::text::{Span, clusters};

/// Marks that begin this many bytes before the page may still reach into it.
const MARK_REACH: usize = 4096;

/// Paints the page.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let focused = state.focus == PaneId::Page;
    let Some(reader) = &state.reader else {
        heading(canvas, area, ("", ""), focused, theme);
        return empty(canvas, area, state, theme);
    };
    let entry = state.catalogue.get(reader.entry);
    let title = entry.map_or_else(|| reader.document.title(), |entry| entry.title);
    heading(canvas, area, (&title, &place(reader, state)), focused, theme);
    let column = geometry::column(area, reader.frame().measure.columns);
    let highlights = Highlights::of(reader, state, theme);
    let signs: Vec<_> = state.bookmarks.within(reader.entry, reader.visible()).collect();
    for (row, line) in (column.y..column.bottom()).zip(reader.lines()) {
        let painter = LinePainter {
            reader,
            theme,
            highlights: &highlights,
            signs: &signs,
            column: place_of(line, reader, column),
            row,
        };
        painter.draw(canvas, line);
    }
    scroll_bar(canvas, area, reader, theme);
}

/// The cell of the cursor while a passage is being selected, if it is in sight.
pub fn cursor(area: Rect, state: &State) -> Option<Position> {
    let reader = state.reader.as_ref().filter(|_| state.focus == PaneId::Page)?;
    let offset = reader.selecting.now?.cursor;
    let column = geometry::column(area, reader.frame().measure.columns);
    let text = reader.document.text();
    let mut lines = (column.y..column.bottom()).zip(reader.lines());
    let (y, x) = lines.find_map(|(y, line)| {
        Some((y, line.column_of(text, offset)? + usize::from(place_of(line, reader, column).x)))
    })?;
    let (x, page) = (u16::try_from(x).ok()?, geometry::content(area));
    (x < page.right()).then_some(Position { x, y })
}

/// Where a line stands: in the column of the text, or beyond it if it is of a wide table or of code.
fn place_of(line: &Line, reader: &OpenDocument, column: Rect) -> Rect {
    let block = reader.document.blocks().get(line.block).map(|block| &block.kind);
    let wide = matches!(block, Some(BlockKind::Code | BlockKind::Row { .. }));
    let after = if wide { reader.frame().measure.after } else { 0 };
    let cells = |count: usize| u16::try_from(count).unwrap_or(0);
    let outdent = cells(line.outdent).min(column.x);
    let width = column.width.saturating_add(outdent).saturating_add(cells(after));
    Rect { x: column.x - outdent, width, ..column }
}

/// "43 %", "p. 12 of 44 · 25 %", with what is known about the document's condition.
fn place(reader: &OpenDocument, state: &State) -> String {
    let loading = match () {
        () if state.journey.towards.is_some() => "reading another … ",
        () if reader.whole => "",
        () => "reading on … ",
    };
    let document = &reader.document;
    let caveat = match () {
        () if document.damage().is_some() => "! damaged · ",
        () if document.caveats().is_empty() => "",
        () => "! ",
    };
    let cut = if reader.is_cut() { "⇄ " } else { "" };
    let page = reader.printed_page().map(|page| format!("p. {page} · "));
    format!("{loading}{caveat}{cut}{}{} %", page.unwrap_or_default(), reader.progress())
}

fn empty(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let inner = geometry::content(area);
    let words = state.page_without_document();
    for (row, line) in (inner.y + inner.height / 4..inner.bottom()).zip(words.lines()) {
        let left = inner.x + inner.width.saturating_sub(cells(line)) / 2;
        canvas.put_cut((left, row), inner.right().saturating_sub(left), line, theme.dim);
    }
}

fn scroll_bar(canvas: &mut Canvas<'_>, area: Rect, reader: &OpenDocument, theme: &Theme) {
    let inner = geometry::content(area);
    let length = reader.document.text().len().max(1) as u128;
    let visible = reader.visible();
    if inner.height < 4 || (visible.start == 0 && reader.at_end()) {
        return;
    }
    let row = |offset: usize| (offset as u128 * u128::from(inner.height) / length) as u16;
    let (from, to) = (row(visible.start), row(visible.end).max(row(visible.start) + 1));
    for y in from..to.min(inner.height) {
        canvas.put((area.right() - 1, inner.y + y), "▐", theme.line);
    }
}

/// Runs of the visible text that differ from their surroundings; later ones win.
struct Highlights {
    runs: Vec<(Span, Style)>,
    /// Sentences that the lens shows.
    tints: Vec<(Span, CertaintyClass)>,
}

impl Highlights {
    fn of(reader: &OpenDocument, state: &State, theme: &Theme) -> Self {
        let visible = reader.visible();
        let marks = visible_marks(&reader.document, visible);
        let tints = if state.panes.lens { tinted(reader) } else { Vec::new() };
        let mut all: Vec<(Span, Style)> =
            tints.iter().map(|(span, class)| (*span, stance::style(*class, theme))).collect();
        all.extend(marks.iter().map(|mark| (mark.span, mark_style(mark.kind, theme))));
        let marked = state.panes.facts.clone();
        let facts = reader
            .facts
            .iter()
            .flat_map(|found| found.within(visible).map(move |fact| (found, fact)));
        all.extend(
            facts
                .filter(|(found, (_, fact))| marked.is_open(found.group_of(*fact)))
                .map(|(found, (span, fact))| (span, group_style(found.group_of(fact), theme))),
        );
        let bookmarks = state.bookmarks.within(reader.entry, visible);
        let bookmarks = bookmarks.filter(|(_, sign)| *sign != Sign::Unsure).map(|(span, _)| span);
        all.extend(bookmarked(bookmarks.collect(), theme));
        all.extend(reader.landed.map(|span| (span, theme.landed)));
        let hits = reader.find.iter().flat_map(|find| find.within(visible));
        all.extend(
            hits.map(|(current, span)| (span, if current { theme.hit_current } else { theme.hit })),
        );
        all.extend(reader.selecting.now.map(|selection| (selection.span(), theme.passage)));
        all.retain(|(span, _)| span.overlaps(visible));
        Self { runs: all, tints }
    }

    fn style_at(&self, offset: usize, base: Style) -> Style {
        let over = self.runs.iter().filter(|(span, _)| span.contains(offset));
        over.fold(base, |style, (_, patch)| style.patch(*patch))
    }

    /// The next offset after `offset` at which a run begins or ends.
    fn next_change(&self, offset: usize) -> usize {
        let edges = self.runs.iter().flat_map(|(span, _)| [span.start, span.end]);
        edges.filter(|edge| *edge > offset).min().unwrap_or(usize::MAX)
    }
}

/// Bookmarked passages, and over them the parts that belong to several.
fn bookmarked(mut spans: Vec<Span>, theme: &Theme) -> Vec<(Span, Style)> {
    spans.sort();
    let mut reach = 0;
    let mut twice = Vec::new();
    for span in &spans {
        let shared = Span::new(span.start, span.end.min(reach));
        twice.extend((!shared.is_empty()).then_some((shared, theme.marked_twice)));
        reach = reach.max(span.end);
    }
    spans.into_iter().map(|span| (span, theme.marked)).chain(twice).collect()
}

fn visible_marks(document: &Document, visible: Span) -> &[Mark] {
    let marks = document.marks();
    let from = marks.partition_point(|m| m.span.start + MARK_REACH < visible.start);
    let to = marks.partition_point(|m| m.span.start < visible.end);
    &marks[from..to]
}

fn mark_style(kind: MarkKind, theme: &Theme) -> Style {
    match kind {
        MarkKind::Emphasis => theme.emphasis,
        MarkKind::Strong => theme.strong,
        MarkKind::Struck => theme.struck,
        MarkKind::Hidden => theme.hidden,
        MarkKind::Code => theme.code,
        MarkKind::Link(_) => theme.link,
    }
}

struct LinePainter<'a> {
    reader: &'a OpenDocument,
    theme: &'a Theme,
    highlights: &'a Highlights,
    signs: &'a [(Span, Sign)],
    column: Rect,
    row: u16,
}

impl LinePainter<'_> {
    fn draw(&self, canvas: &mut Canvas<'_>, line: &Line) {
        for bar in 0..u16::from(line.quote) {
            canvas.put((self.column.x + bar * 2, self.row), "▏", self.theme.line);
        }
        self.letter(canvas, line);
        self.gutter(canvas, line);
        match line.kind {
            LineKind::Rule | LineKind::TableRule => self.rule(canvas, line),
            LineKind::Blank => {}
            LineKind::Text => self.pieces(canvas, line),
        }
    }

    /// A bar beside the lines of the passage jumped to: colour alone would not be enough.
    fn gutter(&self, canvas: &mut Canvas<'_>, line: &Line) {
        let mark = self.signs.iter().find(|(span, _)| span.overlaps(line.span));
        if let Some((_, sign)) = mark.filter(|_| self.column.x > 1) {
            let glyph = match sign {
                Sign::Sure => "◆",
                Sign::Unsure => "?",
                Sign::Pending => "◇",
            };
            canvas.put((self.column.x - 2, self.row), glyph, self.theme.marker);
        }
        let selected = self.reader.selecting.now.map(|selection| selection.span());
        let touches = |span: Option<Span>| span.is_some_and(|span| span.overlaps(line.span));
        let bar = match (touches(selected), touches(self.reader.landed)) {
            (true, _) => "┃",
            (false, true) => "▌",
            (false, false) if self.is_changed(line.span) => "┆",
            (false, false) => return,
        };
        if self.column.x > 0 {
            canvas.put((self.column.x - 1, self.row), bar, self.theme.marker);
        }
    }

    /// The letter of the least sure sentence of the line, where bookmarks have no sign.
    fn letter(&self, canvas: &mut Canvas<'_>, line: &Line) {
        let tints = self.highlights.tints.iter().filter(|(span, _)| span.overlaps(line.span));
        let Some(class) = tints.map(|(_, class)| *class).max() else { return };
        let marked = self.signs.iter().any(|(span, _)| span.overlaps(line.span));
        let at = if marked || self.column.x < 2 { 1 } else { 2 };
        if self.column.x >= at {
            let style = stance::style(class, self.theme).add_modifier(Modifier::BOLD);
            canvas.put((self.column.x - at, self.row), stance::letter(class), style);
        }
    }

    fn is_changed(&self, span: Span) -> bool {
        let changed = &self.reader.changed;
        let before = changed.partition_point(|changed| changed.end <= span.start);
        changed.get(before).is_some_and(|changed| changed.overlaps(span))
    }

    fn rule(&self, canvas: &mut Canvas<'_>, line: &Line) {
        let width = usize::from(self.column.width);
        let rule = "─".repeat(line.end.min(width).saturating_sub(line.start));
        let start = u16::try_from(line.start.min(width)).unwrap_or(0);
        canvas.put((self.column.x + start, self.row), &rule, self.theme.line);
    }

    fn pieces(&self, canvas: &mut Canvas<'_>, line: &Line) {
        let base = self.base_style(line);
        let mut part = canvas.part(self.column);
        let mut x = self.column.x;
        let mut before: Option<Span> = None;
        for piece in &line.pieces {
            let right = u16::try_from(piece.column).unwrap_or(u16::MAX);
            let start = self.column.x.saturating_add(right);
            if let Some(before) = before {
                self.gap(&mut part, (x, start), Span::new(before.end, piece.span.start), base);
            }
            x = self.run(&mut part, start, piece.span, base);
            before = Some(piece.span);
        }
        if line.hyphen {
            part.put((x, self.row), "-", base);
        }
        if line.cut {
            let edge = self.column.right();
            canvas.put((edge, self.row), "→", self.theme.dim);
        }
    }

    /// Paints the space between two pieces if a highlight spans it.
    fn gap(&self, canvas: &mut Canvas<'_>, (from, to): (u16, u16), between: Span, base: Style) {
        let covers = |(span, _): &&(Span, Style)| !between.is_empty() && span.covers(between);
        let over = self.highlights.runs.iter().filter(covers);
        let style = over.fold(base, |style, (_, patch)| style.patch(*patch));
        if style != base && from < to {
            canvas.put((from, self.row), &" ".repeat(usize::from(to - from)), style);
        }
    }

    /// Paints a piece, changing style where a highlight begins or ends.
    fn run(&self, canvas: &mut Canvas<'_>, start: u16, span: Span, base: Style) -> u16 {
        let text = self.reader.document.text();
        let from_left = |x: u16| usize::from(x - self.column.x);
        let (mut at, mut x) = (span.start, start);
        while at < span.end {
            let change = self.highlights.next_change(at).min(span.end);
            let end = cluster_end(text, at, change, span.end);
            let style = self.highlights.style_at(at, base);
            let words = Span::new(at, end).of(text);
            x = canvas.put_from((x, self.row), words, from_left(x), style);
            at = end;
        }
        x
    }

    fn base_style(&self, line: &Line) -> Style {
        let theme = self.theme;
        let Some(block) = self.reader.document.blocks().get(line.block) else {
            return theme.text;
        };
        match &block.kind {
            BlockKind::Heading { level: 1 } => theme.title,
            BlockKind::Heading { .. } => theme.heading,
            BlockKind::Code => theme.code,
            BlockKind::Row { header: true, .. } => theme.text.patch(theme.strong),
            _ if block.quote > 0 => theme.quote,
            _ => theme.text,
        }
    }
}

/// The end of the run that begins at `at`: `change`, moved behind the cluster it would cut.
fn cluster_end(text: &str, at: usize, change: usize, last: usize) -> usize {
    if change >= last || text.as_bytes().get(change).is_some_and(u8::is_ascii) {
        return change.min(last);
    }
    let words = Span::new(at, last).of(text);
    let ends = clusters(words, 0).map(|(offset, cluster, _)| at + offset + cluster.len());
    ends.into_iter().find(|end| *end >= change).unwrap_or(last)
}
