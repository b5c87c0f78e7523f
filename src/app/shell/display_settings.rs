//! Settings changed by keys while reading.

use super::state::State;
use crate::app::panes::pane::Outcome;
use crate::config::{Theme, Units};
use crate::protocol::{Effect, Notice};

/// Columns by which the measure is changed.
const STEP: isize = 4;

/// Narrowest and widest measure, in columns.
const MEASURES: (usize, usize) = (20, 400);

/// Changes the measure.
pub fn width(state: &mut State, times: isize) {
    let now = usize::from(state.settings.width);
    let width = now.saturating_add_signed(STEP.saturating_mul(times));
    let width = width.clamp(MEASURES.0, MEASURES.1);
    state.settings.width = u16::try_from(width).unwrap_or(u16::MAX);
    state.tell(Notice::passing(&format!("Lines of at most {width} columns.")));
}

/// Takes other colours. What the ground is has to be asked if they go by it.
pub fn theme(state: &mut State, theme: Theme) -> Vec<Outcome> {
    state.settings.theme = theme;
    state.tell(Notice::passing(&match state.screen.no_colour {
        true => format!("Colours: {theme}, but the terminal is to have none (NO_COLOR, --color)."),
        false => format!("Colours: {theme}."),
    }));
    vec![Outcome::Effect(Effect::AskGround)]
}

/// Tells ranges in another unit. The words of documents stay as they are.
pub fn units(state: &mut State, units: Units) -> Vec<Outcome> {
    state.settings.units = units;
    state.tell(Notice::passing(match units {
        Units::Km => "Ranges are told in kilometres.",
        Units::Miles => "Ranges are told in statute miles.",
        Units::Nautical => "Ranges are told in nautical miles.",
    }));
    Vec::new()
}

/// Straight or ragged right margin.
pub fn justify(state: &mut State) {
    state.settings.justify = !state.settings.justify;
    let now = if state.settings.justify { "straight" } else { "ragged" };
    state.tell(Notice::passing(&format!("The right margin is {now}.")));
}

/// Words divided at line ends, or not.
pub fn hyphenate(state: &mut State) {
    state.settings.hyphenate = !state.settings.hyphenate;
    let now = if state.settings.hyphenate { "divided" } else { "kept whole" };
    state.tell(Notice::passing(&format!("Long words are {now} at line ends.")));
}

/// Tints the sentences of the page by how surely they are said, or no longer.
pub fn lens(state: &mut State) {
    state.panes.lens = !state.panes.lens;
    state.tell(Notice::passing(match state.panes.lens {
        true => "Sentences show how surely they are said.",
        false => "Sentences no longer show how surely they are said.",
    }));
}

/// Bottom lines of papers in the list, or not.
pub fn bottom_lines(state: &mut State) {
    state.settings.bottom_lines = !state.settings.bottom_lines;
    state.tell(Notice::passing(match state.settings.bottom_lines {
        true => "The list shows the bottom line of papers that have one.",
        false => "The list shows no bottom lines.",
    }));
}

/// Takes the mouse, or leaves it to the terminal.
pub fn mouse(state: &mut State) -> Vec<Outcome> {
    state.settings.mouse = !state.settings.mouse;
    state.tell(Notice::passing(match state.settings.mouse {
        true => "The mouse scrolls and selects here.",
        false => "The mouse belongs to the terminal; the same key takes it back.",
    }));
    vec![Outcome::Effect(Effect::Mouse(state.settings.mouse))]
}
