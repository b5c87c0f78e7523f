//! Moving through the open document. Every movement ends in a place of the layout; what keys ask
//! for them is not known here.

use super::OpenDocument;
use crate::text::Span;

impl OpenDocument {
    /// Scrolls by lines, down if positive. Stops at both ends.
    pub fn scroll(&mut self, lines: isize) {
        let top = self.layout.step(&self.document, self.top, lines);
        self.show(top);
        self.hold();
    }

    /// Scrolls by pages, keeping two lines in sight.
    pub fn page(&mut self, pages: isize) {
        self.scroll(pages.saturating_mul(self.page_step()));
    }

    /// Scrolls by half pages.
    pub fn half(&mut self, halves: isize) {
        self.scroll(halves.saturating_mul(self.half_step()));
    }

    /// Lines of a page that are passed at a time: two stay in sight.
    pub fn page_step(&self) -> isize {
        self.frame.height.saturating_sub(2).max(1).cast_signed()
    }

    /// Lines of half a page.
    pub fn half_step(&self) -> isize {
        (self.frame.height / 2).max(1).cast_signed()
    }

    /// To the first line.
    pub fn to_top(&mut self) {
        self.go(0);
    }

    /// To the last line, at the foot of the page.
    pub fn to_bottom(&mut self) {
        let bottom = self.layout.bottom(&self.document, self.frame.height);
        self.show(bottom);
        self.hold();
    }

    /// The line that shows `offset` comes to the top of the page.
    pub fn go(&mut self, offset: usize) {
        let top = self.layout.place(&self.document, offset);
        self.show(top);
        self.hold();
    }

    /// Brings a passage into sight: stays if it is there, else a third of the page is above it.
    pub fn reveal(&mut self, span: Span) {
        let visible = self.visible();
        if !self.lines.is_empty() && visible.start <= span.start && span.end <= visible.end {
            return;
        }
        self.place_at(span.start, self.frame.height / 3);
    }

    /// Brings a passage into sight and marks it as the one jumped to.
    pub fn land(&mut self, span: Span) {
        self.reveal(span);
        self.landed = Some(span);
    }

    /// Puts the line in the upper third of the page, or the landed passage, into the middle.
    pub fn centre(&mut self) {
        let third = self.lines.get(self.lines.len() / 3).map_or(0, |line| line.span.start);
        let offset = self.landed.map_or(third, |span| span.start);
        self.place_at(offset, self.frame.height / 2);
    }

    /// To the paragraph of that number, counted from 1 (the last, if there are fewer).
    pub fn to_paragraph(&mut self, number: usize) {
        let blocks = self.document.blocks();
        let block = blocks.get(number.saturating_sub(1)).or(blocks.last());
        if let Some(span) = block.map(|block| block.span) {
            self.go(span.start);
            self.landed = Some(span);
        }
    }

    /// To the place at so many per cent of the text.
    pub fn to_percent(&mut self, percent: usize) {
        self.go(self.at_percent(percent));
    }

    /// The offset at so many per cent of the text, 100 at most.
    pub fn at_percent(&self, percent: usize) -> usize {
        let (length, percent) = (self.document.text().len(), percent.min(100));
        length / 100 * percent + length % 100 * percent / 100
    }

    /// To the page of that label or else number, the last, if there are fewer; or to the next one. False
    /// if there is none.
    pub fn to_page(&mut self, number: Option<usize>) -> bool {
        let pages = self.document.pages();
        let next = pages.iter().position(|page| page.start > self.position());
        let at = match number {
            Some(number) => {
                let label = number.to_string();
                let printed = pages.iter().position(|page| page.label.as_str() == label);
                printed
                    .unwrap_or_else(|| number.saturating_sub(1).min(pages.len().saturating_sub(1)))
            }
            None => next.unwrap_or(pages.len()),
        };
        let start = pages.get(at).map(|page| page.start);
        start.map(|start| self.go(start)).is_some()
    }

    /// The printed page that the top line ends on: "12 of 44", and "12 (14 of 44)" where the number
    /// printed on it is not its place.
    pub fn printed_page(&self) -> Option<String> {
        let end = self.lines.first().map_or(self.position(), |line| line.span.end);
        let at = self.document.page_at(end.saturating_sub(1))?;
        let pages = self.document.pages();
        let all = pages.len() + self.document.pages_left() as usize;
        let (label, place) = (&pages.get(at)?.label, at + 1);
        let same = label.as_str() == place.to_string();
        Some(if same { format!("{label} of {all}") } else { format!("{label} ({place} of {all})") })
    }

    /// To the heading `count` headings further (back, if negative). False if there is none.
    pub fn to_heading(&mut self, count: isize) -> bool {
        let here = self.position();
        let starts: Vec<Span> = self.document.contents().iter().map(|(_, span)| *span).collect();
        let after = starts.partition_point(|span| span.start <= here);
        let before = starts.partition_point(|span| span.start < here);
        let target = match usize::try_from(count) {
            Ok(ahead) => Some(after + ahead.saturating_sub(1)).filter(|at| *at < starts.len()),
            Err(_) => before.checked_sub(count.unsigned_abs()),
        };
        let Some(heading) = target.and_then(|at| starts.get(at)) else {
            return false;
        };
        self.go(heading.start);
        self.landed = Some(*heading);
        true
    }

    /// The heading that holds the first line of the page, as its place in the outline.
    pub fn current_heading(&self) -> Option<usize> {
        let with_words = self.lines.iter().find(|line| !line.span.is_empty());
        let here = with_words.map_or_else(|| self.position(), |line| line.span.start);
        self.document.contents().partition_point(|(_, span)| span.start <= here).checked_sub(1)
    }

    fn place_at(&mut self, offset: usize, lines_above: usize) {
        let line = self.layout.place(&self.document, offset);
        let top = self.layout.step(&self.document, line, -lines_above.cast_signed());
        self.show(top);
        self.hold();
    }
}
