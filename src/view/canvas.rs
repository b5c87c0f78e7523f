//! The only place where characters are put into cells: clipped, measured as `text` measures, and
//! with nothing that a terminal would not show. Decides no colours and no positions.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use crate::text::{MAX_MARKS, clusters, is_invisible, stand_in, width};

/// A buffer and the part of it that may be painted.
pub struct Canvas<'a> {
    buf: &'a mut Buffer,
    area: Rect,
    letters: Option<Color>,
}

impl<'a> Canvas<'a> {
    /// A canvas on `area` as far as it lies in the buffer.
    pub fn new(buf: &'a mut Buffer, area: Rect) -> Self {
        let area = area.intersection(buf.area);
        Self { buf, area, letters: None }
    }

    /// The same with letters of this colour where a style has none: what the terminal would take may be
    /// the colour of the ground.
    pub fn lettered(self, letters: Option<Color>) -> Self {
        Self { letters, ..self }
    }

    /// What may be painted.
    pub fn area(&self) -> Rect {
        self.area
    }

    /// The same buffer, restricted to a part of this canvas.
    pub fn part(&mut self, area: Rect) -> Canvas<'_> {
        let area = area.intersection(self.area);
        Canvas { buf: self.buf, area, letters: self.letters }
    }

    /// Patches the style of a whole area.
    pub fn tint(&mut self, area: Rect, style: Style) {
        self.buf.set_style(area.intersection(self.area), style);
    }

    /// Empties an area and gives it a style.
    pub fn clear(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.area);
        for position in area.positions() {
            self.buf[position].reset();
        }
        self.buf.set_style(area, style);
    }

    /// Paints `text` from a cell (column, row) and returns the column behind it. Nothing is painted outside
    /// the canvas; a wide character that does not fit whole leaves its cells empty.
    pub fn put(&mut self, at: (u16, u16), text: &str, style: Style) -> u16 {
        self.put_from(at, text, 0, style)
    }

    /// As [`Canvas::put`], for text that stands `column` cells from the start of its line (tab stops
    /// are counted from there).
    pub fn put_from(&mut self, (x, y): (u16, u16), text: &str, column: usize, style: Style) -> u16 {
        let mut at = x;
        for (_, cluster, cells) in clusters(text, column) {
            let cells = u16::try_from(cells).unwrap_or(u16::MAX);
            self.cell((at, y), cluster, cells, style);
            at = at.saturating_add(cells);
        }
        at
    }

    /// Paints as much of `text` as fits into `room` cells, with an ellipsis if it is cut.
    pub fn put_cut(&mut self, at: (u16, u16), room: u16, text: &str, style: Style) -> u16 {
        self.put(at, &cut(text, room.into()), style)
    }

    /// Paints `text` so that it ends before column `end`.
    pub fn put_right(&mut self, (end, y): (u16, u16), text: &str, style: Style) -> u16 {
        let start = end.saturating_sub(cells(text)).max(self.area.x);
        self.put((start, y), text, style);
        start
    }

    /// Paints text in as many lines as it needs and `area` has; its own line ends stay.
    pub fn put_wrapped(&mut self, area: Rect, text: &str, style: Style) {
        let width = usize::from(area.width).max(1);
        let lines = text.lines().flat_map(|line| wrapped(line, width));
        self.put_lines(area, &lines.map(|line| (line, style)).collect::<Vec<_>>());
    }

    /// Paints lines, each with its style; if there are more than `area` has, the last one says so.
    pub fn put_lines(&mut self, area: Rect, lines: &[(String, Style)]) {
        let last = area.bottom().saturating_sub(1);
        let more = lines.len() > usize::from(area.height);
        for (y, (line, style)) in (area.y..area.bottom()).zip(lines) {
            if more && y == last {
                let begun = cut(line, usize::from(area.width.saturating_sub(2)));
                let begun = begun.trim_end_matches('…').trim_end();
                self.put((area.x, y), &format!("{begun} …"), *style);
            } else {
                self.put_cut((area.x, y), area.width, line, *style);
            }
        }
    }

    fn cell(&mut self, (x, y): (u16, u16), cluster: &str, cells: u16, style: Style) {
        let end = x.saturating_add(cells);
        let inside = x >= self.area.x && end <= self.area.right() && cells > 0;
        if !inside || y < self.area.y || y >= self.area.bottom() {
            return;
        }
        let symbol: String = cluster
            .chars()
            .filter(|&c| !is_invisible(c))
            .take(MAX_MARKS)
            .map(|c| if matches!(c, '\t' | '\n') { ' ' } else { stand_in(c).unwrap_or(c) })
            .collect();
        let letters = self.letters.unwrap_or_default();
        for column in x..end {
            // The ground stays: what lies over the panes has one of its own.
            let ground = self.buf[(column, y)].bg;
            self.buf[(column, y)].reset();
            self.buf[(column, y)].set_bg(ground).set_fg(letters).set_style(style);
        }
        self.buf[(x, y)].set_symbol(if symbol.is_empty() { " " } else { &symbol });
    }
}

/// The words of a line in lines of at most `width` cells.
pub fn wrapped(words: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words.split_whitespace() {
        let Some(line) = lines.last_mut() else { break };
        if line.is_empty() {
            *line = cut(word, width);
        } else if usize::from(cells(line)) + 1 + usize::from(cells(word)) <= width {
            *line = format!("{line} {word}");
        } else {
            lines.push(cut(word, width));
        }
    }
    lines
}

/// `text`, cut to `room` cells with an ellipsis as the last if it is longer.
pub fn cut(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for (_, cluster, cells) in clusters(text, 0) {
        if used + cells + 1 > room {
            break;
        }
        out.push_str(cluster);
        used += cells;
    }
    if room > 0 {
        out.push('…');
    }
    out
}

/// Cells of `text` as screens count them.
pub fn cells(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted(width: u16, paint: impl Fn(&mut Canvas<'_>)) -> String {
        let area = Rect::new(0, 0, width, 1);
        let mut buf = Buffer::empty(area);
        paint(&mut Canvas::new(&mut buf, area));
        buf.content().iter().map(|cell| cell.symbol()).collect()
    }

    #[test]
    fn letters_without_a_colour_are_not_left_to_the_terminal() {
        let area = Rect::new(0, 0, 2, 1);
        let mut buf = Buffer::empty(area);
        let mut canvas = Canvas::new(&mut buf, area).lettered(Some(Color::Black));
        canvas.part(area).put((0, 0), "a", Style::new());
        canvas.put((1, 0), "b", Style::new().fg(Color::Red));
        assert_eq!((buf[(0, 0)].fg, buf[(1, 0)].fg), (Color::Black, Color::Red));
    }

    #[test]
    fn words_that_have_no_room_are_told_to_go_on() {
        let told = |height: u16| {
            let area = Rect::new(0, 0, 9, height);
            let mut buf = Buffer::empty(area);
            Canvas::new(&mut buf, area).put_wrapped(area, "one two three four", Style::new());
            let symbols: String = buf.content().iter().map(|cell| cell.symbol()).collect();
            symbols.trim_end().to_owned()
        };
        assert_eq!(told(3), "one two  three    four");
        assert_eq!(told(2), "one two  three …");
        assert_eq!(told(1), "one two …");
        assert_eq!(told(0), "");
    }

    #[test]
    fn nothing_leaves_the_canvas() {
        let shown = painted(6, |canvas| {
            canvas.part(Rect::new(1, 0, 3, 1)).put((0, 0), "abcdef", Style::new());
        });
        assert_eq!(shown, " bcd  ");
    }

    #[test]
    fn a_wide_character_is_painted_whole_or_not_at_all() {
        let shown = painted(3, |canvas| {
            canvas.put((0, 0), "漢字", Style::new());
        });
        assert_eq!(shown, "漢  ");
    }

    #[test]
    fn control_characters_and_piles_of_marks_do_not_reach_a_cell() {
        let pile = format!("e{}", "\u{301}".repeat(1000));
        let shown = painted(4, |canvas| {
            canvas.put((0, 0), &format!("\u{1b}{pile}\u{200b}x"), Style::new());
        });
        assert!(shown.starts_with('\u{241b}'));
        assert!(shown.chars().count() <= 4 + MAX_MARKS, "{shown}");
        assert!(!shown.chars().any(char::is_control));
    }

    #[test]
    fn words_are_wrapped_and_what_is_too_long_is_cut() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("unbreakable a", 5), ["unbr…", "a"]);
        assert_eq!(wrapped("", 5), [""]);
    }

    #[test]
    fn what_is_cut_says_so() {
        assert_eq!(cut("Storm Shadow", 6), "Storm…");
        assert_eq!(cut("漢字漢字", 4), "漢…");
        assert_eq!(cut("short", 5), "short");
        assert_eq!(cut("x", 0), "");
        assert_eq!(cut("xy", 1), "…");
    }
}
