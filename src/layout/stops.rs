//! From places in the text to cells and back: where a cursor can stand. Stops are the clusters that
//! are painted; white space that a line end swallowed, and what stands between cells, is passed over.

use super::line::{Line, LineKind, LinePlace};
use super::{Layout, after, before};
use crate::document::Document;
use crate::text::{Span, cluster_at, cluster_before, clusters, width};

/// Segments without a word that are passed over in one step.
const BARE: usize = 10_000;

impl Layout {
    /// The first stop that begins at `offset` or after it.
    pub fn stop_from(&mut self, document: &Document, offset: usize) -> Option<Span> {
        self.nearest(document, offset, true)
    }

    /// The last stop that ends at `offset` or before it.
    pub fn stop_before(&mut self, document: &Document, offset: usize) -> Option<Span> {
        self.nearest(document, offset, false)
    }

    fn nearest(&mut self, document: &Document, offset: usize, ahead: bool) -> Option<Span> {
        let text = document.text();
        let mut key = self.key_of(document, offset);
        for _ in 0..BARE {
            let lines = self.unit(document, key?);
            let pieces = lines.iter().flat_map(|line| &line.pieces).map(|piece| piece.span);
            let stop = match ahead {
                true => pieces.filter_map(|piece| first_from(text, piece, offset)).min(),
                false => pieces.filter_map(|piece| last_before(text, piece, offset)).max(),
            };
            if stop.is_some() {
                return stop;
            }
            let next = if ahead { after } else { before };
            key = key.and_then(|key| next(document, key));
        }
        None
    }

    /// The line that shows `offset`, whole even where the page cuts it.
    pub fn line(&mut self, document: &Document, place: LinePlace) -> Option<Line> {
        self.unit(document, (place.block, place.segment)).get(place.line).cloned()
    }

    /// The next line with words below `place`, or above it.
    pub fn next_words(
        &mut self,
        document: &Document,
        place: LinePlace,
        down: bool,
    ) -> Option<LinePlace> {
        let mut at = place;
        for _ in 0..BARE {
            let next = self.step(document, at, if down { 1 } else { -1 });
            if next == at {
                return None;
            }
            at = next;
            if self.line(document, at).is_some_and(|line| line.has_words()) {
                return Some(at);
            }
        }
        None
    }

    fn key_of(&mut self, document: &Document, offset: usize) -> Option<(usize, usize)> {
        let block = document.block_at(offset)?;
        let found = document.blocks().get(block)?;
        Some((block, super::segments::find(document.text(), found, offset)))
    }
}

impl Line {
    /// True if it shows words.
    pub fn has_words(&self) -> bool {
        self.kind == LineKind::Text && !self.pieces.is_empty()
    }

    /// The bytes of its words, from the first to the last.
    pub fn words(&self) -> Span {
        let start = self.pieces.iter().map(|piece| piece.span.start).min();
        let end = self.pieces.iter().map(|piece| piece.span.end).max();
        Span::new(start.unwrap_or(self.span.start), end.unwrap_or(self.span.start))
    }

    /// The stop painted at a column, else the nearest to its left, else the first.
    pub fn stop_at(&self, text: &str, column: usize) -> Option<Span> {
        let left = self.pieces.iter().rev().find(|piece| piece.column <= column);
        let piece = left.or(self.pieces.first())?;
        let mut x = piece.column;
        let mut found = None;
        for (at, cluster, cells) in clusters(piece.span.of(text), 0) {
            if cells > 0 {
                let start = piece.span.start + at;
                found = Some(Span::new(start, start + cluster.len()));
            }
            x += cells;
            if x > column && found.is_some() {
                break;
            }
        }
        found
    }

    /// The column of the stop at `offset`, if it stands in this line.
    pub fn column_of(&self, text: &str, offset: usize) -> Option<usize> {
        let piece = self.pieces.iter().find(|piece| piece.span.contains(offset))?;
        Some(piece.column + width(Span::new(piece.span.start, offset).of(text)))
    }
}

/// The first cluster with a width in `piece` that begins at `offset` or after it.
fn first_from(text: &str, piece: Span, offset: usize) -> Option<Span> {
    if piece.end <= offset {
        return None;
    }
    // An offset in a cluster counts as its end: the step goes on.
    let start = cluster_start(text, piece, offset);
    let shown = clusters(Span::new(start, piece.end).of(text), 0);
    let mut stops = shown.filter(|(_, _, cells)| *cells > 0).map(|(at, cluster, _)| {
        let at = start + at;
        Span::new(at, at + cluster.len())
    });
    stops.find(|stop| stop.start >= offset)
}

/// The last cluster with a width in `piece` that ends at `offset` or before it.
fn last_before(text: &str, piece: Span, offset: usize) -> Option<Span> {
    let mut end = offset.min(piece.end);
    while end > piece.start {
        let cluster = cluster_before(text, end)?;
        if cluster.start < piece.start {
            return None;
        }
        if cluster.end <= offset && width(cluster.of(text)) > 0 {
            return Some(cluster);
        }
        end = cluster.start;
    }
    None
}

/// Where to begin looking in a piece: near `offset`, at the start of a cluster.
fn cluster_start(text: &str, piece: Span, offset: usize) -> usize {
    if offset <= piece.start {
        return piece.start;
    }
    let cluster = cluster_at(text, offset).filter(|cluster| piece.contains(cluster.start));
    cluster.map_or(piece.start, |cluster| cluster.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{Source, read};
    use crate::layout::Measure;

    fn document(text: &str) -> Document {
        let source = Source { name: "a.md".as_ref(), bytes: text.as_bytes(), whole: true };
        read(&source).unwrap()
    }

    /// Every stop of a document, going forward, as words.
    fn stops(document: &Document, columns: usize) -> Vec<Span> {
        let mut layout = Layout::new(Measure { columns, ..Measure::default() });
        let (mut all, mut at) = (Vec::new(), 0);
        while let Some(stop) = layout.stop_from(document, at) {
            all.push(stop);
            at = stop.end;
        }
        let mut back = Vec::new();
        while let Some(stop) = layout.stop_before(document, at) {
            back.push(stop);
            at = stop.start;
        }
        back.reverse();
        assert_eq!(all, back, "the way back is the way there");
        all
    }

    #[test]
    fn stops_are_what_is_painted_one_cluster_each() {
        let document =
            document("One tw\no.\n\n- e\u{301} 漢\n\n| a b | c |\n|---|---|\n| d | e |\n");
        let words = |columns| -> String {
            stops(&document, columns).iter().map(|stop| stop.of(document.text())).collect()
        };
        assert_eq!(words(72), "One tw o.-e\u{301} 漢a bcde");
        assert_eq!(words(6), "One two.-e\u{301} 漢a bcde", "line ends are no stops");
    }

    #[test]
    fn columns_and_stops_lead_to_each_other() {
        let document = document("A 漢字 e\u{301}x.\n");
        let mut layout = Layout::new(Measure::default());
        let line = layout.line(&document, LinePlace::default()).unwrap();
        let text = document.text();
        for (column, words) in
            [(0, "A"), (2, "漢"), (3, "漢"), (4, "字"), (7, "e\u{301}"), (99, ".")]
        {
            let stop = line.stop_at(text, column).unwrap();
            assert_eq!(stop.of(text), words, "column {column}");
            assert!(line.column_of(text, stop.start).unwrap() <= column);
        }
        assert_eq!(line.column_of(text, 999), None);
    }

    #[test]
    fn rules_and_blank_lines_are_passed_over() {
        let document = document("One.\n\n---\n\nTwo.\n");
        let mut layout = Layout::new(Measure::default());
        let first = layout.place(&document, 0);
        let next = layout.next_words(&document, first, true).unwrap();
        assert_eq!(layout.line(&document, next).unwrap().words().of(document.text()), "Two.");
        assert_eq!(layout.next_words(&document, next, true), None);
        assert_eq!(layout.next_words(&document, next, false), Some(first));
    }
}
