//! Paints the documents of the library over time: bars of documents, below them bars of the ranges that
//! these state, and in words what the chosen bar and all of them come to. A time without documents has
//! its place and no bar.

use std::ops::RangeInclusive;

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::{Canvas, cells};
use super::frame::heading;
use super::theme::Theme;
use crate::app::State;
use crate::app::base::pane_id::PaneId;
use crate::app::panes::timeline::{TimelinePane, layout};
use crate::library::{Buckets, TimeCount, TimeUnit, Timeline};
use crate::text::grouped;

/// Eighths of a cell, from the bottom.
const EIGHTHS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// Paints the pane.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let pane = &state.whole.timeline;
    let focused = state.focus == PaneId::Timeline;
    heading(canvas, area, (&name(pane), &about(state)), focused, theme);
    let parts = layout(area);
    let (Some(timeline), Some(buckets)) = (&pane.timeline, &pane.buckets) else {
        return canvas.put_wrapped(parts.bars, "Counting …", theme.dim);
    };
    if buckets.is_empty() {
        return canvas.put_wrapped(parts.bars, &nothing(timeline, pane), theme.dim);
    }
    let (each, shown) = pane.window(parts.bars.width);
    let bars = Bars { buckets, each, shown: shown.clone(), at: pane.at, theme };
    bars.draw(canvas, parts.bars, |count| count.documents, theme.actor);
    bars.draw(canvas, parts.ranges, |count| count.statements, theme.range);
    if parts.ranges.height > 1 && parts.ranges.x > parts.below.x {
        canvas.put((parts.below.x, parts.ranges.bottom() - 1), "ranges", theme.dim);
    }
    bars.axis(canvas, parts.axis, parts.labels);
    for (y, line) in
        (parts.below.y..parts.below.bottom()).zip(told(timeline, buckets, pane.at, &shown))
    {
        let style = if y == parts.below.y { theme.strong } else { theme.dim };
        canvas.put_cut((parts.below.x, y), parts.below.width, &line, style);
    }
}

fn name(pane: &TimelinePane) -> String {
    match pane.scope.as_str() {
        "" => "Timeline of the library".to_owned(),
        scope => format!("Timeline of “{scope}”"),
    }
}

fn about(state: &State) -> String {
    let buckets = state.whole.timeline.buckets.as_ref();
    let unit = buckets.map(|buckets| format!("by {}", buckets.unit.word()));
    let documents = state.whole.timeline.timeline.as_ref().map(|timeline| {
        let dated = timeline.dated().documents + timeline.undated.documents;
        counted(dated, "document")
    });
    let indexing = state.scan.indexing.map(|progress| progress.said());
    [documents, unit, indexing].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Why there is no bar.
fn nothing(timeline: &Timeline, pane: &TimelinePane) -> String {
    match (timeline.undated.documents, pane.scope.is_empty()) {
        (0, true) => "No document is indexed.".to_owned(),
        (0, false) => "No document that is indexed has this; Esc shows all of them.".to_owned(),
        (undated, _) => {
            format!("{} without a date, and none with one.", counted(undated, "document"))
        }
    }
}

/// Bars beside each other.
struct Bars<'a> {
    buckets: &'a Buckets,
    /// Cells that each takes.
    each: u16,
    shown: RangeInclusive<i64>,
    /// The chosen one.
    at: i64,
    theme: &'a Theme,
}

impl Bars<'_> {
    /// The first cell of each bar, and its number.
    fn cells(&self, area: Rect) -> impl Iterator<Item = (u16, i64)> {
        let each = self.each;
        (area.x..).step_by(each.into()).zip(self.shown.clone())
    }

    /// Cells of a bar that are painted: one is left between wide ones.
    fn width(&self) -> u16 {
        self.each - u16::from(self.each > 1)
    }

    /// Paints bars of what `count` counts, the largest of all times as high as the area.
    fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        count: impl Fn(TimeCount) -> usize,
        style: Style,
    ) {
        let all = self.buckets.filled(i64::MIN..=i64::MAX).map(|(_, counts)| count(counts));
        let most = all.max().unwrap_or(0);
        if area.height == 0 || most == 0 {
            return;
        }
        // Only the colour: a bar is not underlined.
        let style = Style { fg: style.fg, ..Style::new() };
        for (x, number) in self.cells(area) {
            let filled = eighths(count(self.buckets.at(number)), most, area.height);
            for y in 0..area.height {
                let Some(part) = filled.checked_sub(usize::from(y) * 8).filter(|part| *part > 0)
                else {
                    break;
                };
                let bar = EIGHTHS[part.min(8) - 1].repeat(self.width().into());
                canvas.put((x, area.bottom() - 1 - y), &bar, style);
            }
        }
        let left = canvas.area().x;
        if area.x > left + 2 {
            let words = grouped(most);
            canvas.put_right((area.x - 1, area.y), &words, self.theme.dim);
        }
    }

    /// Paints the line below the bars, with a sign at the chosen one, and what the times are called.
    fn axis(&self, canvas: &mut Canvas<'_>, line: Rect, labels: Rect) {
        if line.height == 0 {
            return;
        }
        let theme = self.theme;
        canvas.put((line.x, line.y), &"─".repeat(line.width.into()), theme.line);
        for (x, label) in self.labels(labels) {
            canvas.put((x, line.y), "┬", theme.line);
            canvas.put((x, labels.y), &label, theme.dim);
        }
        if let Some((x, _)) = self.cells(line).find(|(_, number)| *number == self.at) {
            let sign = "▲".repeat(self.width().into());
            canvas.put((x, line.y), &sign, theme.key);
        }
        let (first, last) = self.buckets.ends().unwrap_or_default();
        if *self.shown.start() > first {
            canvas.put((line.x.saturating_sub(1), line.y), "‹", theme.key);
        }
        if *self.shown.end() < last {
            canvas.put((line.right(), line.y), "›", theme.key);
        }
    }

    /// The names of times below their bars, as many as fit beside each other: of longer times where these
    /// begin, and of the first bar.
    fn labels(&self, area: Rect) -> Vec<(u16, String)> {
        if area.height == 0 {
            return Vec::new();
        }
        let (unit, longer) = (self.buckets.unit, self.buckets.unit.longer());
        let begins = |(x, number): (u16, i64)| {
            let (date, before) = (unit.date(number)?, unit.date(number - 1)?);
            let begins = unit == TimeUnit::Year || longer.number(date) != longer.number(before);
            begins.then(|| {
                longer.number(date).and_then(|n| longer.date(n)).map(|d| (x, d.to_string()))
            })?
        };
        let mut wanted: Vec<(u16, String)> = self.cells(area).filter_map(begins).collect();
        let first = self.buckets.name(*self.shown.start());
        if wanted.first().is_none_or(|(x, _)| area.x + cells(&first) < *x) {
            wanted.insert(0, (area.x, first));
        }
        let mut free = area.x;
        wanted.retain(|(x, label)| {
            let fits = *x >= free && x + cells(label) <= area.right();
            if fits {
                free = x + cells(label) + 1;
            }
            fits
        });
        wanted
    }
}

/// Eighths of a cell for a count, of which `most` fills so many cells: what is not nothing is seen.
fn eighths(count: usize, most: usize, height: u16) -> usize {
    let all = usize::from(height) * 8;
    let share = (count as u128 * all as u128).div_ceil(most.max(1) as u128);
    usize::try_from(share).unwrap_or(all).min(all)
}

/// What the chosen bar and all of them come to, the most important first.
fn told(
    timeline: &Timeline,
    buckets: &Buckets,
    at: i64,
    shown: &RangeInclusive<i64>,
) -> Vec<String> {
    let unit = buckets.unit.word();
    let (first, last) = buckets.ends().unwrap_or_default();
    let chosen = buckets.at(at);
    let ranges = match chosen.statements {
        0 => String::new(),
        ranges => format!(", {} stated", counted(ranges, "range")),
    };
    let chosen = match chosen.documents {
        0 => format!("{}: nothing", buckets.name(at)),
        documents => format!("{}: {}{ranges}", buckets.name(at), counted(documents, "document")),
    };
    let filled = buckets.filled(first..=last).count();
    let ends = timeline
        .ends()
        .map_or(String::new(), |(first, last)| format!("First {first:.10}, last {last:.10}: "));
    let all =
        format!("{ends}{} of {} with documents", grouped(filled), counted(buckets.len(), unit));
    let without = [
        (timeline.undated.documents, "without a date".to_owned()),
        (buckets.coarse.documents, format!("dated, but not by its {unit}")),
    ];
    let without = without.iter().filter(|(count, _)| *count > 0);
    let without: Vec<_> =
        without.map(|(count, why)| format!("{} {why}", counted(*count, "document"))).collect();
    let earlier = buckets.sum(first..=shown.start() - 1).documents;
    let later = buckets.sum(shown.end() + 1..=last).documents;
    let beyond = (earlier + later > 0).then(|| {
        format!("Beyond the screen: {} earlier, {} later", grouped(earlier), grouped(later))
    });
    let without = (!without.is_empty()).then(|| format!("Not shown: {}", without.join("; ")));
    [Some(chosen), Some(all), without, beyond].into_iter().flatten().collect()
}

fn counted(count: usize, what: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    format!("{} {what}{end}", grouped(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_in_proportion_and_what_is_little_is_seen() {
        assert_eq!([0, 1, 50, 100].map(|count| eighths(count, 100, 2)), [0, 1, 8, 16]);
        assert_eq!(eighths(0, 0, 3), 0);
        assert_eq!(eighths(usize::MAX, usize::MAX, u16::MAX), usize::from(u16::MAX) * 8);
    }
}
