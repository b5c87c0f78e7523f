//! Selects in the open document: begins at a place, moves the cursor, grows by units. What the keys
//! and the mouse ask for is told in `selecting`.

use super::OpenDocument;
use super::selection::{Selection, SelectionUnit};
use super::units::{passage, sentence};
use crate::document::{BlockKind, Document};
use crate::layout::LinePlace;
use crate::text::{Span, WordBounds, cluster_at, cluster_before, whole_clusters};

/// Lines the cursor is moved at most by one key.
const MOST_LINES: usize = 10_000;

impl OpenDocument {
    /// Begins to select at the stop at `offset`.
    pub fn select(&mut self, unit: SelectionUnit, offset: usize) {
        let Some(stop) = self.stop_near(offset) else { return };
        let head = self.unit_at(unit, stop.start);
        let selection = Selection { unit, anchor: head, head, cursor: stop.start, column: None };
        self.selecting.now = Some(selection);
        self.keep_in_sight(stop.start);
    }

    /// Selects a passage as it is; the cursor stands on its last cluster.
    pub fn select_span(&mut self, span: Span) {
        let Some((first, last)) = self.ends(span) else { return };
        self.selecting.now = Some(Selection {
            unit: SelectionUnit::Character,
            anchor: first,
            head: last,
            cursor: last.start,
            column: None,
        });
        self.keep_in_sight(last.start);
    }

    /// Ends selecting; the passage can be selected again. From here on one stands at the cursor, no
    /// longer on the passage jumped to.
    pub fn deselect(&mut self) {
        self.selecting.pressed = None;
        if let Some(selection) = self.selecting.now.take() {
            self.selecting.last = Some(selection);
            self.landed = None;
        }
    }

    /// Ends selecting if a passage is being selected. False if none is.
    pub fn leave_selection(&mut self) -> bool {
        let selects = self.selecting.now.is_some();
        if selects {
            self.deselect();
        }
        selects
    }

    /// Grows by another unit from now on.
    pub fn set_unit(&mut self, unit: SelectionUnit) {
        let Some(selection) = self.selecting.now else { return };
        let anchor = match unit {
            // What was taken whole stays whole.
            SelectionUnit::Character => selection.anchor,
            _ => self.unit_at(unit, selection.anchor.start),
        };
        self.selecting.now = Some(Selection { unit, anchor, ..selection });
        self.move_cursor(selection.cursor);
    }

    /// Moves the cursor to the stop at `offset`, or the nearest one.
    pub fn move_cursor(&mut self, offset: usize) {
        let Some(stop) = self.stop_near(offset) else { return };
        let Some(unit) = self.selecting.now.map(|selection| selection.unit) else { return };
        let head = self.unit_at(unit, stop.start);
        if let Some(selection) = &mut self.selecting.now {
            *selection = Selection { head, cursor: stop.start, column: None, ..*selection };
        }
        self.keep_in_sight(stop.start);
    }

    /// Grows so that a passage is in the selection; the cursor goes to its far end.
    pub fn extend_over(&mut self, span: Span) {
        let Some((first, last)) = self.ends(span) else { return };
        let Some(selection) = &mut self.selecting.now else { return };
        let ahead = last.end >= selection.anchor.end;
        let cursor = if ahead { last.start } else { first.start };
        let head = Span::new(first.start, last.end);
        *selection = Selection { head, cursor, column: None, ..*selection };
        self.keep_in_sight(cursor);
    }

    /// Moves the cursor so many lines with words down (up, if negative), in its column.
    pub fn move_by_lines(&mut self, lines: isize) {
        self.move_to_line(|reader, mut place| {
            for _ in 0..lines.unsigned_abs().min(MOST_LINES) {
                let next = reader.layout.next_words(&reader.document, place, lines > 0);
                place = next.unwrap_or(place);
            }
            place
        });
    }

    /// Moves the cursor so many rows of the screen down (up, if negative), in its column.
    pub fn move_by_rows(&mut self, rows: isize) {
        self.move_to_line(|reader, place| {
            let (layout, document) = (&mut reader.layout, &reader.document);
            let most = MOST_LINES.cast_signed();
            let place = layout.step(document, place, rows.clamp(-most, most));
            if layout.line(document, place).is_some_and(|line| line.has_words()) {
                return place;
            }
            let on = layout.next_words(document, place, rows > 0);
            on.or_else(|| layout.next_words(document, place, rows < 0)).unwrap_or(place)
        });
    }

    fn move_to_line(&mut self, find: impl FnOnce(&mut Self, LinePlace) -> LinePlace) {
        let Some(selection) = self.selecting.now else { return };
        let place = self.layout.place(&self.document, selection.cursor);
        let column = selection.column.or_else(|| self.column_at(place, selection.cursor));
        let place = find(self, place);
        let line = self.layout.line(&self.document, place);
        let stop = line.and_then(|line| line.stop_at(self.document.text(), column.unwrap_or(0)));
        if let Some(stop) = stop {
            self.move_cursor(stop.start);
        }
        if let Some(selection) = &mut self.selecting.now {
            selection.column = column;
        }
    }

    /// The first and the last stop of the line the cursor stands in.
    pub fn line_ends(&mut self) -> Option<(Span, Span)> {
        let cursor = self.selecting.now?.cursor;
        let line = self.line_at(cursor)?;
        let text = self.document.text();
        Some((line.stop_at(text, 0)?, line.stop_at(text, usize::MAX)?))
    }

    /// The other end of the selection gets the cursor.
    pub fn turn_selection(&mut self) {
        let Some(selection) = self.selecting.now else { return };
        let (anchor, head) = (selection.head, selection.anchor);
        let ahead = head.start >= anchor.start;
        let last = cluster_before(self.document.text(), head.end).map_or(head.start, |c| c.start);
        let cursor = if ahead { last } else { head.start };
        self.selecting.now = Some(Selection { anchor, head, cursor, column: None, ..selection });
        self.keep_in_sight(cursor);
    }

    /// The unit at an offset.
    pub fn unit_at(&mut self, unit: SelectionUnit, offset: usize) -> Span {
        let text = self.document.text();
        let cluster = cluster_at(text, offset).unwrap_or(Span::at(offset));
        let found = match unit {
            SelectionUnit::Character => Some(cluster),
            SelectionUnit::Word => WordBounds::of(text).at(offset),
            SelectionUnit::Sentence => Some(sentence(&self.document, offset)),
            SelectionUnit::Line => self.line_at(offset).map(|line| line.words()),
            SelectionUnit::Paragraph => Some(passage(&self.document, offset)),
        };
        let found = found.filter(|span| span.contains(offset)).unwrap_or(cluster);
        whole_clusters(self.document.text(), found)
    }

    /// The stop at `offset`, else the next, else the last before it.
    pub fn stop_near(&mut self, offset: usize) -> Option<Span> {
        let start = cluster_at(self.document.text(), offset).map_or(offset, |c| c.start);
        let next = self.layout.stop_from(&self.document, start);
        let stop = next.or_else(|| self.layout.stop_before(&self.document, start));
        stop.map(|stop| self.whole(stop))
    }

    /// The stop after the one at `offset`.
    pub fn stop_after(&mut self, offset: usize) -> Option<Span> {
        let end = cluster_at(self.document.text(), offset).map_or(offset, |c| c.end);
        self.layout.stop_from(&self.document, end).map(|stop| self.whole(stop))
    }

    /// The last stop that ends at `offset` or before it.
    pub fn stop_before(&mut self, offset: usize) -> Option<Span> {
        self.layout.stop_before(&self.document, offset).map(|stop| self.whole(stop))
    }

    /// The first letter or mark after the stop at `offset`, or the last before it.
    pub fn next_letter(&mut self, offset: usize, ahead: bool) -> Option<Span> {
        let mut at = offset;
        loop {
            let stop = if ahead { self.stop_after(at) } else { self.stop_before(at) }?;
            if !stop.of(self.document.text()).trim().is_empty() {
                return Some(stop);
            }
            at = stop.start;
        }
    }

    /// A line may begin between a letter and its mark; a selection may not.
    fn whole(&self, stop: Span) -> Span {
        whole_clusters(self.document.text(), stop)
    }

    /// The first and the last stop of a passage.
    fn ends(&mut self, span: Span) -> Option<(Span, Span)> {
        let first = self.stop_near(span.start)?;
        let last = self.stop_before(span.end)?;
        Some(if first.start <= last.start { (first, last) } else { (first, first) })
    }

    /// Takes a selection over into the text that takes the place of `old`. It goes if its words are
    /// not there any more, or not once only.
    pub(super) fn carry_selection(&mut self, old: &Document) {
        self.selecting.pressed = None;
        let carry = |kept: Option<Selection>| carried(kept?, old, &self.document);
        let (now, last) = (carry(self.selecting.now), carry(self.selecting.last));
        self.selecting.now = now;
        self.selecting.last = last;
    }

    fn line_at(&mut self, offset: usize) -> Option<crate::layout::Line> {
        let place = self.layout.place(&self.document, offset);
        self.layout.line(&self.document, place)
    }

    fn column_at(&mut self, place: LinePlace, offset: usize) -> Option<usize> {
        self.layout.line(&self.document, place)?.column_of(self.document.text(), offset)
    }

    /// Scrolls no further than the line at `offset` needs, sideways too.
    fn keep_in_sight(&mut self, offset: usize) {
        let place = self.layout.place(&self.document, offset);
        let last = self.frame.height.saturating_sub(1);
        let lowest = self.layout.step(&self.document, self.top, last.cast_signed());
        let top = if place < self.top {
            Some(place)
        } else if place > lowest {
            Some(self.layout.step(&self.document, place, -last.cast_signed()))
        } else {
            None
        };
        if let Some(top) = top {
            self.show(top);
            self.hold();
        }
        self.pan_to(place, offset);
    }

    fn pan_to(&mut self, place: LinePlace, offset: usize) {
        let Some(line) = self.layout.line(&self.document, place) else { return };
        let Some(column) = line.column_of(self.document.text(), offset) else { return };
        let block = self.document.blocks().get(line.block).map(|block| &block.kind);
        if !matches!(block, Some(BlockKind::Code | BlockKind::Row { .. })) {
            return;
        }
        let mut frame = self.frame;
        let room = line.outdent + frame.measure.width() + frame.measure.after;
        let room = room.saturating_sub(line.start + 2).max(1);
        let wanted = column.saturating_sub(line.start);
        let least = (wanted + 1).saturating_sub(room);
        frame.measure.pan = frame.measure.pan.clamp(least, wanted.max(least));
        self.fit(frame);
    }
}

/// The selection in a new text, if its words stand there as they stood, or elsewhere but once only.
fn carried(kept: Selection, old: &Document, new: &Document) -> Option<Selection> {
    let (span, text) = (kept.span(), new.text());
    let words = old.words(span);
    let start = match span.of(text) == words {
        true => span.start,
        false => {
            let mut places = text.match_indices(words).map(|(at, _)| at);
            let only = places.next();
            only.filter(|_| places.next().is_none())?
        }
    };
    let moved = |part: Span| {
        let part = Span::new(part.start - span.start + start, part.end - span.start + start);
        whole_clusters(text, part)
    };
    let cursor = cluster_at(text, kept.cursor - span.start + start)?.start;
    let (anchor, head) = (moved(kept.anchor), moved(kept.head));
    Some(Selection { anchor, head, cursor, column: None, ..kept })
}
