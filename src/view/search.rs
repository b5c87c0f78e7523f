//! Paints the search: the field, what is said about what is typed, and what was found. Lays out what
//! is visible only.

use ratatui::layout::{Position, Rect};

use super::canvas::Canvas;
use super::chooser::field;
use super::frame::heading;
use super::listing;
use super::theme::Theme;
use crate::app::State;
use crate::app::base::field::Field;
use crate::app::base::geometry;
use crate::app::base::pane_id::PaneId;
use crate::app::base::prompt::Asks;
use crate::app::panes::search::{MOST, Search, SearchStatus};
use crate::query::QueryProblem;
use crate::text::Span;
use crate::text::grouped;

/// What stands below an empty field: the language in a few lines.
const LANGUAGE: [(&str, &str); geometry::TAUGHT as usize] = [
    ("cruise missil* iskandr~1", "all words; begun so; but for a letter"),
    ("\"storm shadow\"", "these very words one after the other"),
    ("ATACMS OR Taurus", "one of the two"),
    ("-exercise NOT exercise", "without the word"),
    ("title: source: author: in:2023", "in title, source, authors, folder"),
    ("weapon: actor: place: label: note:", "that name such a one; bookmarked so"),
    ("range:>300km certainty:hedged said:", "that state it, so surely, by such"),
    ("has:range date:>2023-07 is:unread", "with any range; of that time; unread"),
];

/// Columns of the examples above.
const EXAMPLES: u16 = 36;

/// Paints the pane and returns where the cursor belongs, if its field is typed into.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) -> Option<Position> {
    let search = &state.search;
    let typing = state.prompt().filter(|prompt| prompt.asks == Asks::Search);
    heading(canvas, area, ("Search", &about(state)), state.focus == PaneId::Search, theme);
    let mut canvas = canvas.part(area);
    let (line, below, list) = geometry::search(area);
    let shown = Field::with(&search.words);
    let words = typing.map_or(&shown, |prompt| &prompt.field);
    let wrong: Vec<Span> = search.query.problems.iter().map(|problem| problem.span).collect();
    let cursor = field(&mut canvas, line, "› ", (words, &wrong), theme);
    // Where nothing is listed, what is wrong may take the lines of the list.
    let empty = search.listing.rows.is_empty() && without_rows(state).is_empty();
    let room = if empty { below.union(list) } else { below };
    says(&mut canvas, room, search, theme);
    if search.words.trim().is_empty() {
        start(&mut canvas, list, state, theme);
    } else if search.listing.rows.is_empty() {
        canvas.put_wrapped(list, &without_rows(state), theme.dim);
    } else {
        let painter =
            listing::Painter { listing: &search.listing, kept: &search.kept, state, theme };
        painter.draw(&mut canvas, list);
    }
    cursor.filter(|_| typing.is_some())
}

/// "1,204 documents · 412 of 9,803 read".
fn about(state: &State) -> String {
    let search = &state.search;
    let total = search.listing.found.total;
    let found = match search.answer {
        SearchStatus::None | SearchStatus::NoIndex | SearchStatus::Failed(_) => String::new(),
        SearchStatus::Waiting if total == 0 => "searching …".to_owned(),
        _ if total == 1 => "1 document".to_owned(),
        _ if total > MOST => format!("the best {} of {} documents", grouped(MOST), grouped(total)),
        _ => format!("{} documents", grouped(total)),
    };
    let parts = [found, indexing(state)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn indexing(state: &State) -> String {
    state.scan.indexing.map(|progress| progress.said()).unwrap_or_default()
}

/// What is wrong with the query, if anything is.
fn says(canvas: &mut Canvas<'_>, area: Rect, search: &Search, theme: &Theme) {
    let Some(QueryProblem { fault, .. }) =
        search.query.problems.first().filter(|_| area.height > 0)
    else {
        return;
    };
    let room = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
    match area.height {
        1 => _ = canvas.put_cut((room.x, room.y), room.width, &fault.to_string(), theme.notice),
        _ => canvas.put_wrapped(room, &fault.to_string(), theme.notice),
    }
}

fn without_rows(state: &State) -> String {
    let search = &state.search;
    match &search.answer {
        SearchStatus::Failed(why) => why.to_string(),
        SearchStatus::NoIndex if state.catalogue.len() < 2 => {
            "A single document is not indexed: / finds words in its page.".to_owned()
        }
        SearchStatus::NoIndex if state.scan.indexing.is_some() || state.scan.ended.is_none() => {
            "Nothing can be found before the first documents are indexed, which is under way."
                .to_owned()
        }
        SearchStatus::NoIndex => {
            "These documents are not indexed, so that they cannot be searched.".to_owned()
        }
        SearchStatus::Here if search.query.is_empty() => String::new(),
        SearchStatus::Here if state.scan.indexing.is_some() || search.listing.found.incomplete => {
            "No document that is indexed so far has all of this; not all are indexed yet."
                .to_owned()
        }
        SearchStatus::Here => "No document has all of this.".to_owned(),
        SearchStatus::None | SearchStatus::Waiting => String::new(),
    }
}

/// The language, and what was searched for before.
fn start(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let (listing, kept) = (&state.search.listing, &state.search.kept);
    // What was searched for before is seen in any case; the language gets the lines that are left.
    let (taught, below) = geometry::search_start(area, listing.rows.len());
    let beside = area.width > EXAMPLES + 20;
    for (y, (example, meaning)) in (area.y..area.y + taught).zip(LANGUAGE) {
        let room = if beside { EXAMPLES } else { area.width };
        canvas.put_cut((area.x + 2, y), room.saturating_sub(2), example, theme.key);
        if beside {
            let x = area.x + EXAMPLES + 2;
            canvas.put_cut((x, y), area.right().saturating_sub(x), meaning, theme.dim);
        }
    }
    listing::Painter { listing, kept, state, theme }.draw(canvas, below);
}
