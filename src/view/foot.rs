//! Paints the line at the foot of the screen: a prompt, a message, the keys typed so far, or hints.

use ratatui::layout::{Position, Rect};

use super::canvas::{Canvas, cells, cut};
use super::chooser::field;
use super::theme::Theme;
use crate::app::State;
use crate::app::base::geometry::PaneId;
use crate::app::base::prompt::{Asks, Prompt};
use crate::app::panes::ranges::problems;
use crate::library::Filter;
use crate::protocol::NoticeKind;
use crate::text::Span;

/// Paints the line and returns where the cursor belongs, if something is typed there.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) -> Option<Position> {
    let at_foot = |prompt: &&Prompt| prompt.asks != Asks::Search;
    if let Some(prompt) = state.prompt().filter(at_foot) {
        return asking(canvas, area, state, prompt, theme);
    }
    let status = state.status();
    let right = cells(&status).min(area.width / 2);
    let left = Rect { width: area.width.saturating_sub(right + 2), ..area };
    if let Some(notice) = state.notices.last() {
        let (sign, style) = match notice.kind {
            NoticeKind::Failure => ("✗ ", theme.failure),
            NoticeKind::Warning => ("! ", theme.notice),
            NoticeKind::Passing => ("", theme.notice),
        };
        canvas.put_cut((left.x + 1, left.y), left.width, &format!("{sign}{}", notice.words), style);
    } else {
        hints(canvas, left, state, theme);
    }
    canvas.put_right((area.right().saturating_sub(1), area.y), &status, theme.dim);
    None
}

fn asking(
    canvas: &mut Canvas<'_>,
    area: Rect,
    state: &State,
    prompt: &Prompt,
    theme: &Theme,
) -> Option<Position> {
    let words = prompt.field.words();
    let faults = match (&prompt.asks, prompt.pane) {
        (Asks::Filter, PaneId::List) => Filter::parse(words).problems().to_vec(),
        (Asks::Filter, PaneId::Ranges) => problems(words),
        _ => Vec::new(),
    };
    let wrong: Vec<Span> = faults.iter().map(|problem| problem.span).collect();
    let count = match faults.first() {
        Some(problem) => cut(&problem.fault.to_string(), usize::from(area.width / 2)),
        None => state.match_count(),
    };
    let start = canvas.put_right((area.right().saturating_sub(1), area.y), &count, theme.dim);
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
