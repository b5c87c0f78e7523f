//! The part of a wide line that the page shows when scrolled sideways.

use super::line::{Line, LineKind, Measure, Piece};
use crate::text::{Span, clusters, width};

/// Moves a line left by the measure's pan and cuts it at the page's edges; its indent stays.
pub(super) fn clip(text: &str, line: &Line, measure: Measure) -> Line {
    let window = Window {
        text,
        left: line.start.saturating_add(measure.pan),
        room: (line.outdent + measure.width() + measure.after).saturating_sub(line.start),
    };
    let reach = line.end.saturating_sub(window.left);
    let pieces = line.pieces.iter().filter_map(|piece| window.piece(*piece));
    let pieces = pieces.map(|piece| Piece { column: piece.column + line.start, ..piece }).collect();
    Line {
        pieces,
        cut: line.kind == LineKind::Text && reach > window.room,
        end: line.start + reach.min(window.room),
        ..line.clone()
    }
}

struct Window<'a> {
    text: &'a str,
    left: usize,
    room: usize,
}

impl Window<'_> {
    /// The part of a piece inside the window, its column counted from the window's left edge.
    fn piece(&self, piece: Piece) -> Option<Piece> {
        let right = self.left.saturating_add(self.room);
        if piece.column >= self.left && piece.column + width(piece.span.of(self.text)) <= right {
            let column = piece.column - self.left;
            return Some(Piece { column, ..piece });
        }
        self.cut(piece, right)
    }

    fn cut(&self, piece: Piece, right: usize) -> Option<Piece> {
        let mut shown: Option<Piece> = None;
        let mut column = piece.column;
        for (at, cluster, cells) in clusters(piece.span.of(self.text), 0) {
            let start = piece.span.start + at;
            if column >= self.left && column + cells <= right {
                let shown = shown
                    .get_or_insert(Piece { column: column - self.left, span: Span::at(start) });
                shown.span.end = start + cluster.len();
            }
            column += cells;
            if column > right {
                break;
            }
        }
        shown
    }
}
