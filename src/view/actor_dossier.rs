//! Paints what the library says of one actor: its names, then a row a passage below the heading of what it
//! tells, and the sentence of the chosen one. Visible rows only.

use ratatui::layout::Rect;

use super::canvas::{Canvas, cells, wrapped};
use super::dossier::{date, list, named, place_in};
use super::frame::heading;
use super::stance::{letter, style};
use super::theme::Theme;
use crate::app::State;
use crate::app::base::pane_id::PaneId;
use crate::app::panes::actor_dossier::{ActorDossierPane, ActorRow};
use crate::app::panes::dossier::areas;
use crate::facts::CertaintyClass;
use crate::protocol::{ActorAspect, ActorDossier, ActorPassage};
use crate::text::{CleanText, grouped};

/// Columns below which the heading is the name alone.
const NARROW: u16 = 40;

/// Cells before the words of a row.
const SIGNS: u16 = 3;

/// Cells of a date, and of a count.
const DATE: u16 = 10;
const COUNT: u16 = 13;

/// The fewest cells that the words of a row keep beside the other columns.
const LEAST_WORDS: u16 = 28;

/// The same beside a source.
const LEAST_BESIDE_SOURCE: u16 = 48;

/// Paints the pane.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let pane = &state.whole.actor_dossier;
    let focused = state.focus == PaneId::ActorDossier;
    let about = if area.width < NARROW { String::new() } else { about(state) };
    heading(canvas, area, (&name(pane), &about), focused, theme);
    let parts = areas(area);
    let rows =
        Rect { y: parts.axis.y, height: parts.axis.height + parts.rows.height, ..parts.rows };
    let whole = Rect {
        y: parts.head.y,
        height: parts.below.bottom().max(rows.bottom()) - parts.head.y,
        ..rows
    };
    let Some(known) = &pane.known else {
        let words = pane.failed.as_deref().unwrap_or("Looking …");
        return canvas.put_wrapped(whole, words, theme.dim);
    };
    head(canvas, parts.head, known, theme);
    if pane.rows.is_empty() || known.total == 0 {
        return canvas.put_wrapped(rows, &empty(pane, known), theme.dim);
    }
    let columns = Columns::of(known, rows.width);
    let first = pane.rows.top_centred(parts.rows.height.into());
    let lines = parts.rows.y..parts.rows.bottom();
    for (y, (at, row)) in lines.zip(pane.shown.iter().enumerate().skip(first)) {
        let place = Rect { y, height: 1, ..rows };
        match (row, pane.at(at)) {
            (ActorRow::Heading(aspect, count), _) => {
                let words = title(*aspect, *count);
                let room = place.width.saturating_sub(2);
                canvas.put_cut((place.x + 2, y), room, &words, theme.heading);
            }
            (ActorRow::Passage(_), Some(passage)) => {
                line(canvas, place, (passage, &columns), theme);
            }
            (ActorRow::Passage(_), None) => {}
        }
        if at == pane.rows.selected() && pane.at(at).is_some() {
            canvas.tint(place, theme.selected);
            canvas.put((place.x, y), "▌", theme.selected);
        }
    }
    if let Some(chosen) = pane.chosen() {
        below(canvas, parts.below, chosen, theme);
    }
}

/// "Ben Wallace: dossier".
fn name(pane: &ActorDossierPane) -> String {
    let chosen = pane.of.as_ref().map(|(_, name)| name.as_str()).unwrap_or_default();
    match pane.filter.as_str() {
        "" => format!("{chosen}: dossier"),
        filter => format!("{chosen}: passages with “{filter}”"),
    }
}

fn about(state: &State) -> String {
    let pane = &state.whole.actor_dossier;
    let Some(known) = &pane.known else { return String::new() };
    let order = format!("{}{}", pane.order.word(), if pane.reversed { " ↑" } else { "" });
    let indexing = state.scan.indexing.map(|progress| progress.said());
    [Some(extent(known)), Some(order), indexing]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// "the newest 500 of 73,210 documents".
pub fn extent(known: &ActorDossier) -> String {
    match (known.read, known.total) {
        (read, total) if read < total => {
            format!("the newest {} of {} documents", grouped(read), grouped(total))
        }
        (_, 1) => "1 document".to_owned(),
        (_, total) => format!("{} documents", grouped(total)),
    }
}

/// Why there are no rows.
fn empty(pane: &ActorDossierPane, known: &ActorDossier) -> String {
    if known.total > 0 {
        return "No passage has all these words; Esc shows all again.".to_owned();
    }
    let name = pane.of.as_ref().map(|(_, name)| name.as_str()).unwrap_or_default();
    format!("No document that is indexed names {name}.")
}

/// What is known of the actor besides its passages.
fn head(canvas: &mut Canvas<'_>, area: Rect, known: &ActorDossier, theme: &Theme) {
    let kinds = Some(list(&known.kinds)).filter(|kinds| !kinds.is_empty());
    let lines = [kinds, named(&known.names), dates(known)].into_iter().flatten();
    for (y, words) in (area.y..area.bottom()).zip(lines) {
        canvas.put_cut((area.x + 2, y), area.width.saturating_sub(2), &words, theme.text);
    }
}

/// "first named 2019-08-20, last 2024-11-26", as far as the documents were gone through and have dates.
fn dates(known: &ActorDossier) -> Option<String> {
    let documents = known.passages.iter().filter(|one| one.aspect == ActorAspect::Document);
    let dates = documents.filter_map(|one| one.paper.date);
    let (first, last) = (dates.clone().min()?, dates.max()?);
    Some(match known.read < known.total {
        false if first != last => format!("first named {first:.10}, last {last:.10}"),
        _ => format!("last named {last:.10}"),
    })
}

/// What stands above the passages of an aspect, and how many there are.
pub fn title(aspect: ActorAspect, count: usize) -> String {
    let (title, none) = match aspect {
        ActorAspect::Role => ("Roles", "none is given"),
        ActorAspect::Said => ("Is said to have said", "nothing beside a fact"),
        ActorAspect::Weapon => ("In one sentence with weapons", "with none that has a name"),
        ActorAspect::Document => ("Named in", "no document"),
    };
    match count {
        0 => format!("{title}: {none}"),
        count => format!("{title} ({})", grouped(count)),
    }
}

/// Where the columns stand: where each begins, and its cells; none if it is not shown.
struct Columns {
    words: (u16, u16),
    count: (u16, u16),
    date: (u16, u16),
    source: (u16, u16),
}

impl Columns {
    fn of(known: &ActorDossier, width: u16) -> Self {
        let mut left = width.saturating_sub(SIGNS);
        let mut take = |wanted: u16, keep: u16| {
            let fits = wanted > 0 && left >= wanted + 2 + keep;
            left -= if fits { wanted + 2 } else { 0 };
            if fits { wanted } else { 0 }
        };
        let date = take(DATE, LEAST_WORDS);
        let count = take(COUNT, LEAST_WORDS);
        let sources = known.passages.iter().take(500).map(|one| cells(&source(one))).max();
        let source = sources.unwrap_or(0).min((width / 5).clamp(12, 34));
        let source = take(source, LEAST_BESIDE_SOURCE);
        let mut x = SIGNS;
        let mut place = |cells: u16| {
            let at = x;
            x += if cells > 0 { cells + 2 } else { 0 };
            (at, cells)
        };
        Self { words: place(left), count: place(count), date: place(date), source: place(source) }
    }
}

fn line(
    canvas: &mut Canvas<'_>,
    place: Rect,
    (passage, columns): (&ActorPassage, &Columns),
    theme: &Theme,
) {
    let y = place.y;
    canvas.put((place.x + 1, y), letter(passage.certainty), style(passage.certainty, theme));
    let look = if passage.aspect == ActorAspect::Weapon { theme.weapon } else { theme.text };
    for ((x, room), words, look) in [
        (columns.words, words(passage), look),
        (columns.count, &CleanText::line(&count(passage)), theme.dim),
        (columns.date, &CleanText::line(&date(&passage.paper)), theme.dim),
        (columns.source, &source(passage), theme.dim),
    ] {
        canvas.put_cut((place.x + x, y), room, words, look);
    }
}

/// What a row says: of words that are somebody's, their sentence.
pub fn words(passage: &ActorPassage) -> &CleanText {
    if passage.aspect == ActorAspect::Said { &passage.sentence } else { &passage.words }
}

/// "2 documents"; of a document "3 times"; nothing of what one document tells.
pub fn count(passage: &ActorPassage) -> String {
    match (passage.aspect, passage.count) {
        (ActorAspect::Document, 1) => "once".to_owned(),
        (ActorAspect::Document, times) => format!("{} times", grouped(times)),
        (_, 0 | 1) => String::new(),
        (_, count) => format!("{} documents", grouped(count)),
    }
}

/// The publisher of the document; its title if there is none, unless the row says that.
fn source(passage: &ActorPassage) -> CleanText {
    match &passage.paper.source {
        Some(source) => source.clone(),
        None if passage.aspect == ActorAspect::Document => CleanText::default(),
        None => passage.paper.title.clone(),
    }
}

/// The sentence of the chosen passage, and where that stands.
fn below(canvas: &mut Canvas<'_>, area: Rect, chosen: &ActorPassage, theme: &Theme) {
    if area.height < 3 {
        return;
    }
    let (x, room) = (area.x + 2, area.width.saturating_sub(2));
    let lines: Vec<_> =
        wrapped(&quoted(chosen), room.into()).into_iter().map(|line| (line, theme.text)).collect();
    canvas.put_lines(Rect { x, y: area.y + 1, width: room, height: area.height - 2 }, &lines);
    let place = place_in(&chosen.paper, since(chosen));
    canvas.put_cut((x, area.bottom() - 1), room, &place, theme.dim);
}

/// "“The missile could reach 300 km,” he said. (conditional)".
pub fn quoted(passage: &ActorPassage) -> CleanText {
    let certainty = match passage.certainty {
        CertaintyClass::Asserted => String::new(),
        class => format!(" ({})", class.word()),
    };
    CleanText::line(&format!("{}{certainty}", passage.sentence))
}

/// Since when it is told, if an earlier document tells it too.
pub fn since(passage: &ActorPassage) -> Option<String> {
    let since = passage.since.filter(|since| Some(*since) != passage.paper.date)?;
    Some(format!("since {since:.10}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_found_is_said_below_its_heading() {
        for aspect in ActorAspect::ALL {
            assert!(title(aspect, 0).contains(": "), "{aspect:?}");
            assert!(title(aspect, 1_200).ends_with(" (1,200)"), "{aspect:?}");
        }
    }

    #[test]
    fn columns_never_leave_the_row() {
        for width in 0..260 {
            let Columns { words, count, date, source } =
                Columns::of(&ActorDossier::default(), width);
            for (x, room) in [words, count, date, source] {
                assert!(room == 0 || x + room <= width, "{width}: {x} {room}");
            }
        }
    }
}
