//! Paints rows of documents with the passages found in them, the words looked for marked.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::{Canvas, cells};
use super::theme::Theme;
use crate::app::State;
use crate::app::panes::listing::{INDENT, Listing, ResultRow, lines};
use crate::app::panes::search::Kept;
use crate::protocol::FoundDocument;
use crate::text::{CleanText, Span};

/// Columns from which source and number of passages stand beside a title.
const ROOMY: u16 = 60;

/// What paints a listing.
pub struct Painter<'a> {
    /// The rows.
    pub listing: &'a Listing,
    /// What rows of saved and earlier searches show.
    pub kept: &'a Kept,
    /// The state, of which documents are read is asked.
    pub state: &'a State,
    /// The theme.
    pub theme: &'a Theme,
}

impl Painter<'_> {
    /// Paints the rows that are visible, the selected one among them.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let mut canvas = canvas.part(area);
        let first = self.listing.first(area.width, area.height.into());
        let mut y = area.y;
        for (at, row) in (first..).map_while(|at| Some((at, self.listing.at(at)?))) {
            if y >= area.bottom() {
                break;
            }
            let height = self.listing.height(row, area.width);
            let height = u16::try_from(height).unwrap_or(1).min(area.bottom() - y);
            let place = Rect { y, height, ..area };
            let selected = at == self.listing.rows.selected() && self.listing.current().is_some();
            self.row(&mut canvas, place, row, selected);
            y += height;
        }
    }

    fn row(&self, canvas: &mut Canvas<'_>, place: Rect, row: ResultRow, selected: bool) {
        let found = &self.listing.found;
        let base = if selected { self.theme.selected } else { Style::new() };
        if selected {
            canvas.tint(place, base);
            canvas.put((place.x, place.y), "▌", base);
        }
        match row {
            ResultRow::Heading(words) => {
                let count = match words {
                    "Bookmarks" => found.marks_total.to_string(),
                    _ => String::new(),
                };
                canvas.put_cut((place.x + 1, place.y), place.width, words, self.theme.heading);
                canvas.put_right((place.right(), place.y), &count, self.theme.dim);
            }
            ResultRow::Saved(at) => {
                let Some(saved) = self.kept.saved.get(at) else { return };
                let name = CleanText::line(&saved.name);
                let style = self.theme.strong.patch(base);
                let end = canvas.put_cut((place.x + 2, place.y), place.width / 2, &name, style);
                let room = place.right().saturating_sub(end + 2);
                let style = self.theme.dim.patch(base);
                canvas.put_cut((end + 2, place.y), room, &CleanText::line(&saved.words), style);
            }
            ResultRow::Earlier(at) => {
                let words = CleanText::line(self.kept.earlier(at).unwrap_or_default());
                let room = place.width.saturating_sub(2);
                let style = self.theme.text.patch(base);
                canvas.put_cut((place.x + 2, place.y), room, &words, style);
            }
            ResultRow::Mark(at) => {
                let Some(marked) = found.marks.get(at) else { return };
                canvas.put((place.x + 2, place.y), "◆", self.theme.marker.patch(base));
                self.words(canvas, place, (&marked.snippet, &marked.marks), base);
            }
            ResultRow::Document(at) => {
                if let Some(document) = found.documents.get(at) {
                    self.document(canvas, place, document, base);
                }
            }
            ResultRow::Passage(at, passage) => {
                if let Some(passage) = self.listing.passage(at, passage) {
                    self.words(canvas, place, (&passage.snippet, &passage.marks), base);
                }
            }
        }
    }

    /// "● Title      2023-07-22 · 12 passages · Reuters".
    fn document(
        &self,
        canvas: &mut Canvas<'_>,
        place: Rect,
        document: &FoundDocument,
        base: Style,
    ) {
        let catalogue = &self.state.catalogue;
        let entry = catalogue.id_of(&document.path);
        let unread = entry.is_some_and(|id| catalogue.is_unread(id));
        let style = if unread { self.theme.unread } else { self.theme.strong };
        canvas.put(
            (place.x + 1, place.y),
            if unread { "●" } else { " " },
            self.theme.marker.patch(base),
        );
        let about = about(document, place.width >= ROOMY);
        let name = document.path.file_name().unwrap_or_default().to_string_lossy();
        let about = match self.has_double(document) {
            true => format!("{} · {about}", CleanText::line(&name)),
            false => about,
        };
        let room = place.width.saturating_sub(3);
        // What a short title leaves free goes to what stands beside it.
        let free = room.saturating_sub(cells(&document.title) + 2);
        let right = cells(&about).min(free.max(room / 2));
        let title = room.saturating_sub(right + u16::from(right > 0) * 2);
        canvas.put_cut((place.x + 3, place.y), title, &document.title, style.patch(base));
        let start = place.right().saturating_sub(right);
        canvas.put_cut((start, place.y), right, &about, self.theme.dim.patch(base));
    }

    /// True if another document that was found has the same title.
    fn has_double(&self, document: &FoundDocument) -> bool {
        let same = |other: &&FoundDocument| other.title == document.title;
        self.listing.found.documents.iter().filter(same).nth(1).is_some()
    }

    /// Words in as many lines as they have, those looked for marked.
    fn words(
        &self,
        canvas: &mut Canvas<'_>,
        place: Rect,
        (words, marks): (&str, &[Span]),
        base: Style,
    ) {
        let room = place.width.saturating_sub(INDENT);
        let text = self.theme.text.patch(base);
        for (y, line) in (place.y..place.bottom()).zip(lines(words, room)) {
            let (mut x, mut at) = (place.x + INDENT, line.start);
            for mark in marks.iter().map(|mark| mark.intersection(line)).filter(|m| !m.is_empty()) {
                x = canvas.put((x, y), Span::new(at, mark.start.max(at)).of(words), text);
                let hit = text.patch(self.theme.hit);
                x = canvas.put((x, y), Span::new(mark.start.max(at), mark.end).of(words), hit);
                at = mark.end.max(at);
            }
            canvas.put((x, y), Span::new(at, line.end.max(at)).of(words), text);
        }
    }
}

fn about(document: &FoundDocument, roomy: bool) -> String {
    let date = document.date.map(|date| format!("{date:.10}"));
    let source = document.source.as_ref().filter(|_| roomy).map(CleanText::to_string);
    let total = match document.total {
        0 => None,
        1 if roomy => Some("1 passage".to_owned()),
        total if roomy => Some(format!("{total} passages")),
        total => Some(total.to_string()),
    };
    [date, total, source].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
