//! Paints the sidebar with the facts: groups, counts, where in the document each occurs, and what is
//! on the visible page. Which facts there are was decided before.

use std::collections::BTreeSet;

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::canvas::{Canvas, cells, wrapped};
use super::frame::{edge, heading};
use super::stance::described;
use super::theme::Theme;
use super::units::{bound, distance};
use crate::app::State;
use crate::app::base::geometry;
use crate::app::base::pane_id::PaneId;
use crate::app::panes::facts::{FactRow, Sidebar};
use crate::app::panes::page::{OpenDocument, sentence, stance};
use crate::config::Units;
use crate::facts::{Entity, RangeFact, RangeKind, RangeTime};
use crate::protocol::{FactIndex, FactRef, Group, STRIP};
use crate::text::grouped;
use crate::text::{Span, single_spaced};

/// Bytes of a sentence before and after its passage that are shown.
const LONGEST_LEAD: usize = 300;

/// Cells of the strip that shows where a fact occurs.
const STRIP_CELLS: u16 = 8;

/// Variants of a name that are listed.
const MOST_VARIANTS: usize = 6;

/// Paints the sidebar.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let focused = state.focus == PaneId::Side;
    let name = match state.panes.facts.filter.as_str() {
        "" => "Facts".to_owned(),
        filter => format!("Facts with “{filter}”"),
    };
    heading(canvas, area, (&name, ""), focused, theme);
    if area.x > 0 {
        edge(canvas, area.x, area, theme);
    }
    let inner = geometry::content(area);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let Some((reader, found)) = state.reader.as_ref().and_then(|r| Some((r, r.facts.as_ref()?)))
    else {
        let words = match &state.reader {
            Some(reader) if reader.no_facts => "Facts could not be found.",
            Some(_) => "Looking for facts …",
            None => "",
        };
        canvas.put_cut((inner.x, inner.y), inner.width, words, theme.dim);
        return;
    };
    let on_page = found.within(reader.visible()).map(|(_, fact)| fact).collect();
    let units = state.settings.units;
    let sidebar = &state.panes.facts;
    let mut part = canvas.part(area);
    Painter { theme, state, sidebar, reader, found, on_page, units, inner, focused }
        .rows(&mut part);
}

struct Painter<'a> {
    theme: &'a Theme,
    state: &'a State,
    sidebar: &'a Sidebar,
    reader: &'a OpenDocument,
    found: &'a FactIndex,
    on_page: BTreeSet<FactRef>,
    units: Units,
    inner: Rect,
    focused: bool,
}

impl Painter<'_> {
    fn rows(&self, canvas: &mut Canvas<'_>) {
        let sidebar = self.sidebar;
        let rows = self.sidebar.rows_of(Some(self.reader));
        if rows.is_empty() {
            let words = match sidebar.filter.is_empty() {
                true => "No weapon, range, actor, place or date was found in this document.",
                false => "No fact has all these words.",
            };
            return canvas.put_wrapped(self.inner, words, self.theme.dim);
        }
        let selected = sidebar.rows.selected();
        let height = |at: usize| rows.get(at).map_or(0, |row| self.height(*row, at, selected));
        let first = first_row(selected, rows.len(), self.inner.height.into(), height);
        let mut y = usize::from(self.inner.y);
        for (at, row) in rows.iter().enumerate().skip(first) {
            let Ok(line) = u16::try_from(y) else { break };
            if line >= self.inner.bottom() {
                break;
            }
            self.row(canvas, line, *row, at == sidebar.rows.selected());
            y += height(at);
        }
    }

    fn height(&self, row: FactRow, at: usize, selected: usize) -> usize {
        match row {
            FactRow::Heading(..) => 1 + usize::from(at > 0),
            FactRow::Fact(fact @ FactRef::Range(_)) => {
                2 + if at == selected { self.told(fact, None).len() } else { 0 }
            }
            FactRow::Fact(fact) if at == selected => 1 + self.details(fact).len(),
            FactRow::Fact(_) => 1,
            FactRow::Passage(fact, span) => self.passage_height(fact, span),
            FactRow::Others => 2,
            FactRow::Other(at) => self.other(at).len() + 2,
        }
    }

    fn row(&self, canvas: &mut Canvas<'_>, y: u16, row: FactRow, selected: bool) {
        let lines = match row {
            FactRow::Heading(group, count) => {
                let above = u16::from(y > self.inner.y);
                self.group(canvas, y + above, group, count);
                (y + above, 1)
            }
            FactRow::Fact(fact) => {
                self.fact(canvas, y, fact, selected);
                let told = || u16::try_from(self.told(fact, None).len()).unwrap_or(0);
                let more = if selected { told() } else { 0 };
                (y, if matches!(fact, FactRef::Range(_)) { 2 + more } else { 1 })
            }
            FactRow::Passage(fact, span) => {
                self.passage(canvas, y, fact, span);
                (y, u16::try_from(self.passage_height(fact, span) - 1).unwrap_or(1))
            }
            FactRow::Others => {
                canvas.put_cut(
                    (self.inner.x, y),
                    self.inner.width,
                    &self.others(),
                    self.theme.heading,
                );
                (y, 1)
            }
            FactRow::Other(at) => {
                self.document(canvas, y, at);
                (y, u16::try_from(self.other(at).len() + 1).unwrap_or(1))
            }
        };
        let area =
            Rect { x: self.inner.x - 1, y: lines.0, width: self.inner.width + 1, height: lines.1 };
        match (selected, self.focused) {
            (true, true) => canvas.tint(area.intersection(self.outer()), self.theme.selected),
            (true, false) => canvas.tint(area.intersection(self.outer()), self.theme.selected_idle),
            _ => {}
        }
    }

    fn outer(&self) -> Rect {
        Rect { x: self.inner.x - 1, width: self.inner.width + 1, ..self.inner }
    }

    fn group(&self, canvas: &mut Canvas<'_>, y: u16, group: Group, count: usize) {
        let sign = if self.sidebar.is_open(group) { "▾" } else { "▸" };
        let style = self.theme.strong.patch(group_style(group, self.theme));
        let style = style.remove_modifier(Modifier::UNDERLINED);
        canvas.put_cut(
            (self.inner.x - 1, y),
            self.inner.width,
            &format!("{sign} {}", group.name()),
            style,
        );
        canvas.put_right((self.inner.right(), y), &count.to_string(), self.theme.dim);
    }

    fn fact(&self, canvas: &mut Canvas<'_>, y: u16, fact: FactRef, selected: bool) {
        if let Some(range) = self.found.range(fact) {
            self.range(canvas, y, fact, range);
            if selected {
                self.tell(canvas, y + 2, &self.told(fact, None));
            }
            return;
        }
        let Some(entity) = self.found.entity(fact) else { return };
        let Rect { x, width, .. } = self.inner;
        let count = entity.mentions.len().to_string();
        // A name that needs the room of the strip gets it.
        let needed = cells(&entity.name).saturating_add(cells(&count) + 4 + STRIP_CELLS);
        let strip = if width >= needed.max(28) { self.strip(fact) } else { String::new() };
        let right = format!("{count} {strip}");
        let start = canvas.put_right((self.inner.right(), y), right.trim_end(), self.theme.dim);
        let room = start.saturating_sub(x + 3);
        canvas.put((x, y), self.sign(fact), self.theme.marker);
        canvas.put_cut((x + 2, y), room, &entity.name, self.name_style(fact));
        if selected {
            for (line, words) in (y + 1..).zip(self.details(fact)) {
                canvas.put_cut((x + 2, line), width.saturating_sub(2), &words, self.theme.dim);
            }
        }
    }

    /// "≈ 310 km  ATACMS" and below it the words and who says so.
    fn range(&self, canvas: &mut Canvas<'_>, y: u16, fact: FactRef, range: &RangeFact) {
        let Rect { x, width, .. } = self.inner;
        let text = self.reader.document.text();
        let value = format!("{}{}", bound(range.approx), distance(range, self.units));
        canvas.put((x, y), self.sign(fact), self.theme.marker);
        let end =
            canvas.put_cut((x + 2, y), width.saturating_sub(2), &value, self.name_style(fact));
        if let Some(weapon) = self.found.weapon_of(range) {
            let room = self.inner.right().saturating_sub(end + 2);
            canvas.put_cut((end + 2, y), room, &weapon.name, self.theme.text);
        }
        let hedge = range.hedge().map(|span| single_spaced(span.of(text)));
        let said_by = range.said_by().map(|span| single_spaced(span.of(text)));
        let words = format!("“{}”", single_spaced(range.span.of(text)));
        let special = special(range, text);
        let parts = [Some(words), special, hedge, said_by].into_iter().flatten();
        let words = parts.collect::<Vec<String>>().join(", ");
        canvas.put_cut((x + 2, y + 1), width.saturating_sub(2), &words, self.theme.dim);
    }

    /// Who says a fact where it stands, and how surely, in lines; a range stands in one place.
    fn told(&self, fact: FactRef, span: Option<Span>) -> Vec<String> {
        let span = span.or_else(|| self.found.range(fact).map(|range| range.span));
        let said = span.map(|span| stance(self.found, fact, span)).unwrap_or_default();
        let width = usize::from(self.inner.width.saturating_sub(2)).max(1);
        let lines = described(&said, self.reader.document.text());
        lines.iter().flat_map(|line| wrapped(line, width)).collect()
    }

    fn tell(&self, canvas: &mut Canvas<'_>, y: u16, lines: &[String]) {
        let width = self.inner.width.saturating_sub(2);
        for (y, line) in (y..self.inner.bottom()).zip(lines) {
            canvas.put_cut((self.inner.x + 2, y), width, line, self.theme.dim);
        }
    }

    /// "12 other documents", while they are looked for, too.
    fn others(&self) -> String {
        match self.state.panes.facts.elsewhere.as_ref().and_then(|elsewhere| elsewhere.total) {
            None => "Other documents …".to_owned(),
            Some(0) => "In no other document".to_owned(),
            Some(1) => "In 1 other document".to_owned(),
            Some(total) => format!("In {} other documents", grouped(total)),
        }
    }

    /// The lines of the sentence in which another document names the thing first.
    fn other(&self, at: usize) -> Vec<String> {
        let elsewhere = self.state.panes.facts.elsewhere.as_ref();
        let passage = elsewhere.and_then(|elsewhere| elsewhere.listing.passage(at, 0));
        let width = usize::from(self.inner.width).max(1);
        passage.map_or_else(Vec::new, |passage| wrapped(&passage.snippet, width))
    }

    /// Date and title of another document, and below it the sentence.
    fn document(&self, canvas: &mut Canvas<'_>, y: u16, at: usize) {
        let Rect { x, width, .. } = self.inner;
        let elsewhere = self.state.panes.facts.elsewhere.as_ref();
        let found = elsewhere.and_then(|elsewhere| elsewhere.listing.found.documents.get(at));
        let Some(document) = found else { return };
        let date = document.date.map(|date| format!("{date:.10} ")).unwrap_or_default();
        let end = canvas.put_cut((x, y), width, &date, self.theme.dim);
        let room = self.inner.right().saturating_sub(end);
        canvas.put_cut((end, y), room, &document.title, self.theme.strong);
        for (line, words) in (y + 1..self.inner.bottom()).zip(self.other(at)) {
            canvas.put_cut((x, line), width, &words, self.theme.text);
        }
    }

    /// The sentence around a passage, in as many lines as it needs and there are.
    fn passage(&self, canvas: &mut Canvas<'_>, y: u16, fact: FactRef, span: Span) {
        let height = self.inner.bottom().saturating_sub(y);
        let area = Rect { y, height, ..self.inner };
        canvas.put_wrapped(area, &self.sentence(span), self.theme.text);
        let below = u16::try_from(self.sentence_height(span)).unwrap_or(u16::MAX);
        self.tell(canvas, y.saturating_add(below), &self.told(fact, Some(span)));
    }

    /// Lines a passage takes, the empty one below it included.
    fn passage_height(&self, fact: FactRef, span: Span) -> usize {
        self.sentence_height(span) + self.told(fact, Some(span)).len() + 1
    }

    fn sentence_height(&self, span: Span) -> usize {
        wrapped(&self.sentence(span), usize::from(self.inner.width).max(1)).len()
    }

    /// The sentence that holds a passage; the nearer part of it, if it is very long.
    fn sentence(&self, span: Span) -> String {
        let text = self.reader.document.text();
        let sentence = sentence(&self.reader.document, span.start);
        let sentence = Span::new(sentence.start.min(span.start), sentence.end.max(span.end));
        single_spaced(nearer(text, sentence, span).of(text))
    }

    /// What is to be known of an entity besides its name: kind, family, roles, variants.
    fn details(&self, fact: FactRef) -> Vec<String> {
        let Some(entity) = self.found.entity(fact) else { return Vec::new() };
        let roles = entity.roles.iter().take(3).map(|role| role.text.to_string());
        let kind = Some(entity.kind.to_string()).filter(|kind| !kind.is_empty());
        let family = entity.family.as_ref().map(|family| format!("belongs to {family}"));
        let mut lines: Vec<String> = kind.into_iter().chain(family).chain(roles).collect();
        let variants = self.variants(entity);
        if !variants.is_empty() {
            lines.push(format!("also {}", variants.join(", ")));
        }
        lines
    }

    /// Other forms of the name in the text, in the order they come.
    fn variants(&self, entity: &Entity) -> Vec<String> {
        let text = self.reader.document.text();
        let mut variants: Vec<String> = Vec::new();
        for mention in entity.mentions.iter().take(500) {
            let form = single_spaced(mention.span.of(text));
            if form != *entity.name && !variants.contains(&form) {
                variants.push(form);
            }
        }
        variants.truncate(MOST_VARIANTS);
        variants
    }

    /// A dot for what is on the visible page.
    fn sign(&self, fact: FactRef) -> &'static str {
        if self.on_page.contains(&fact) { "•" } else { " " }
    }

    fn name_style(&self, fact: FactRef) -> Style {
        let style = group_style(self.found.group_of(fact), self.theme);
        let style = style.remove_modifier(Modifier::UNDERLINED);
        if self.on_page.contains(&fact) { style.patch(self.theme.strong) } else { style }
    }

    /// Where in the document the fact occurs, from its start to its end.
    fn strip(&self, fact: FactRef) -> String {
        const BARS: [&str; 5] = ["·", "▂", "▄", "▆", "█"];
        let strip = self.found.strip(fact, self.reader.document.text().len());
        let most = strip.iter().copied().max().unwrap_or(0).max(1);
        let bar = |count: &usize| (count * (BARS.len() - 1)).div_ceil(most);
        debug_assert_eq!((strip.len(), STRIP), (usize::from(STRIP_CELLS), STRIP));
        strip.iter().map(|count| BARS.get(bar(count)).copied().unwrap_or("·")).collect()
    }
}

/// The style of the facts of a group, in the sidebar and in the text.
pub fn group_style(group: Group, theme: &Theme) -> Style {
    match group {
        Group::Weapons => theme.weapon,
        Group::Ranges => theme.range,
        Group::Actors => theme.actor,
        Group::Places => theme.place,
        Group::Dates => theme.date,
    }
}

/// The first of so many rows to paint so that the selected one is in sight with a little room around it.
/// Heights are asked of rows near it only.
fn first_row(
    selected: usize,
    rows: usize,
    height: usize,
    height_of: impl Fn(usize) -> usize,
) -> usize {
    let mut first = selected.min(rows.saturating_sub(1));
    let below: usize = (first + 1..rows).take(3).map(&height_of).sum();
    let mut used = height_of(first) + below;
    while let Some(before) = first.checked_sub(1) {
        used += height_of(before);
        if used > height {
            break;
        }
        first = before;
    }
    first
}

/// The part of a very long sentence that is near a passage, from a word to a word.
fn nearer(text: &str, sentence: Span, passage: Span) -> Span {
    let near = text.floor_char_boundary(passage.start.saturating_sub(LONGEST_LEAD));
    let far = text.ceil_char_boundary((passage.end + LONGEST_LEAD).min(text.len()));
    let start = match near > sentence.start {
        true => {
            let lead = Span::new(near, passage.start).of(text);
            near + lead.find(char::is_whitespace).map_or(0, |at| at + 1)
        }
        false => sentence.start,
    };
    let end = match far < sentence.end {
        true => {
            let tail = Span::new(passage.end, far).of(text);
            passage.end + tail.rfind(char::is_whitespace).unwrap_or(tail.len())
        }
        false => sentence.end,
    };
    Span::new(text.ceil_char_boundary(start), end)
}

/// What a range is of if it is not today's reach, and the variant that its words name: "combat radius" is
/// told as "radius".
fn special(range: &RangeFact, text: &str) -> Option<String> {
    let details = range.details;
    let parts = [
        (details.kind != RangeKind::Reach).then(|| details.kind.word().to_owned()),
        (details.time != RangeTime::Now).then(|| details.time.word().to_owned()),
        details.variant.map(|variant| single_spaced(variant.of(text))),
    ];
    let told: Vec<String> = parts.into_iter().flatten().collect();
    (!told.is_empty()).then(|| told.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_are_asked_of_rows_near_the_selected_one_only() {
        let asked = std::cell::Cell::new(0);
        let height = |_| {
            asked.set(asked.get() + 1);
            2
        };
        first_row(50_000, 100_000, 12, height);
        assert!(asked.get() < 20, "{}", asked.get());
    }

    #[test]
    fn of_a_long_sentence_the_nearer_part_is_shown_from_word_to_word() {
        let text = format!("{} ATACMS {}", "before ".repeat(100), "after ".repeat(100));
        let at = text.find("ATACMS").unwrap();
        let passage = Span::new(at, at + 6);
        let shown = nearer(&text, Span::new(0, text.len()), passage).of(&text);
        assert!(shown.starts_with("before ") && shown.ends_with(" after"), "{shown}");
        assert!(shown.contains("ATACMS") && shown.len() < 2 * LONGEST_LEAD + 7);
        assert_eq!(nearer("a b c", Span::new(0, 5), Span::new(2, 3)), Span::new(0, 5));
    }

    #[test]
    fn the_selected_row_is_in_sight() {
        let heights = vec![2; 40];
        for selected in 0..40 {
            let first = first_row(selected, heights.len(), 12, |at| heights[at]);
            assert!(first <= selected && (selected - first + 1) * 2 <= 12, "{selected}");
        }
        assert_eq!(first_row(3, 0, 12, |_| 0), 0);
    }
}
