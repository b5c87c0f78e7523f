//! Paints the line at the foot of the screen: a prompt, a message, the keys typed so far, or hints.

use ratatui::layout::{Position, Rect};

use ratatui::style::Style;

use super::canvas::{Canvas, cells, cut};
use super::chooser::field;
use super::stance;
use super::theme::Theme;
use crate::app::State;
use crate::app::base::prompt::{Asks, Prompt};
use crate::protocol::NoticeKind;
use crate::text::Span;

/// Lines that a long message takes at most.
const MOST_LINES: usize = 5;

/// Paints the line and returns where the cursor belongs, if something is typed there.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) -> Option<Position> {
    let at_foot = |prompt: &&Prompt| prompt.asks != Asks::Search;
    if let Some(prompt) = state.prompt().filter(at_foot) {
        return asking(canvas, area, state, prompt, theme);
    }
    let status = with_lens(state, area.width);
    let right = cells(&status).min(area.width / 2);
    let left = Rect { width: area.width.saturating_sub(right + 2), ..area };
    if let Some(notice) = state.notices.last() {
        let (sign, style) = match notice.kind {
            NoticeKind::Failure => ("✗ ", theme.failure),
            NoticeKind::Warning => ("! ", theme.notice),
            NoticeKind::Passing => ("", theme.notice),
        };
        let words = format!("{sign}{}", notice.words);
        if cells(&words) > left.width {
            told_whole(canvas, area, &words, style.patch(Style { fg: style.fg, ..theme.overlay }));
            return None;
        }
        canvas.put((left.x + 1, left.y), &words, style);
    } else if let Some(words) = state.pending() {
        canvas.put_cut((left.x + 1, left.y), left.width, &words, theme.notice);
    } else {
        hints(canvas, left, state, theme);
    }
    canvas.put_right((area.right().saturating_sub(1), area.y), &status, theme.dim);
    None
}

/// What stands at the right, and what the lens shows while it is on.
fn with_lens(state: &State, width: u16) -> String {
    let status = state.status();
    if !state.panes.lens || state.reader.is_none() || state.focus.is_whole() {
        return status;
    }
    let room = (width / 2).saturating_sub(cells(&status) + 3);
    let legend = stance::legend(room);
    if status.is_empty() { legend } else { format!("{legend} · {status}") }
}

/// A message that is too long for the line: it takes lines above, as many as it needs and are seemly.
fn told_whole(canvas: &mut Canvas<'_>, area: Rect, words: &str, style: Style) {
    let room = area.width.saturating_sub(2).max(1);
    let lines = textwrap::wrap(words, usize::from(room));
    let mut lines: Vec<String> = lines.into_iter().map(|line| line.into_owned()).collect();
    let most = usize::from(canvas.area().height / 2).clamp(1, MOST_LINES);
    if lines.len() > most {
        let rest = lines.split_off(most - 1).join(" ");
        lines.push(cut(&rest, room.into()));
    }
    let height = u16::try_from(lines.len()).unwrap_or(1);
    let place = Rect { y: area.bottom().saturating_sub(height), height, ..area };
    canvas.clear(place, style);
    for (y, line) in (place.y..).zip(&lines) {
        canvas.put((area.x + 1, y), line, style);
    }
}

fn asking(
    canvas: &mut Canvas<'_>,
    area: Rect,
    state: &State,
    prompt: &Prompt,
    theme: &Theme,
) -> Option<Position> {
    let words = prompt.field.words();
    let faults = state.pane(prompt.pane).faults(&prompt.asks, words);
    let wrong: Vec<Span> = faults.iter().map(|problem| problem.span).collect();
    // What is lost if nobody sees it comes before what is counted.
    let failure = state.notices.iter().rfind(|notice| notice.kind == NoticeKind::Failure);
    let typed = cells(state.label(prompt)) + cells(words) + 4;
    let room = usize::from(area.width.saturating_sub(typed).max(area.width / 2));
    if let Some(problem) =
        faults.first().filter(|p| usize::from(cells(&p.fault.to_string())) > room)
    {
        let above = Rect { y: area.y.saturating_sub(1), ..area };
        let style = theme.notice.patch(Style { fg: theme.notice.fg, ..theme.overlay });
        told_whole(canvas, above, &problem.fault.to_string(), style);
        return field(canvas, area, state.label(prompt), (&prompt.field, &wrong), theme);
    }
    let (right, style) = match (faults.first(), failure) {
        (Some(problem), _) => (cut(&problem.fault.to_string(), room), theme.dim),
        (None, Some(failure)) => (cut(&format!("✗ {}", failure.words), room), theme.failure),
        (None, None) => (state.match_count(), theme.dim),
    };
    let start = canvas.put_right((area.right().saturating_sub(1), area.y), &right, style);
    let left = Rect { width: start.saturating_sub(area.x + 1), ..area };
    field(canvas, left, state.label(prompt), (&prompt.field, &wrong), theme)
}

/// Keys that do something here, as many as there is room for.
fn hints(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let mut x = area.x + 1;
    for (keys, words) in state.hints() {
        let room = cells(&keys) + cells(words) + 3;
        if x + room > area.right() {
            break;
        }
        x = canvas.put((x, area.y), &keys, theme.key);
        x = canvas.put((x + 1, area.y), words, theme.dim) + 2;
    }
}
