//! The outline beside the page: which heading is selected. The headings themselves, and what stands for
//! headings in a briefing, are the document's.

use super::pane::{Click, Outcome, Pane, Scene};
use super::passage_ref::PassageRef;
use crate::app::base::command::Command;
use crate::app::base::key_sequence::Request;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::base::rows::Rows;

/// Lines of the screen that are no rows of the outline.
const OTHER_LINES: usize = 3;

/// The sidebar with the outline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The headings, one of them selected.
    pub rows: Rows,
}

impl Outline {
    /// The outline with a heading selected.
    pub fn at(heading: usize, scene: &Scene<'_>) -> Self {
        let mut outline = Self::default();
        outline.count(scene);
        outline.rows.select(heading);
        outline
    }

    /// The first heading shown in so many rows, with the selected one in sight.
    pub fn top(&self, height: usize) -> usize {
        let selected = self.rows.selected();
        (selected + 1 + height / 3).saturating_sub(height).min(selected)
    }

    /// Counts the headings: the document may be another one, or have changed.
    fn count(&mut self, scene: &Scene<'_>) {
        let headings = scene.reader.map_or(0, |reader| reader.document.contents().len());
        self.rows.set_len(headings);
    }

    /// Goes to the selected heading.
    fn open(self, scene: &Scene<'_>) -> Vec<Outcome> {
        let selected = self.rows.selected();
        let heading = scene.reader.and_then(|reader| reader.document.contents().get(selected));
        match heading {
            Some((_, span)) => vec![Outcome::Go(*span), Outcome::Focus(PaneId::Page)],
            None => vec![Outcome::say("This document has no headings.")],
        }
    }
}

impl Pane for Outline {
    fn context(&self) -> Context {
        Context::Outline
    }

    fn hints(&self, _: bool) -> &'static [(Command, &'static str)] {
        use Command::{Find, FocusList, Help, Open, Outline};
        &[
            (Open, "go there"),
            (Outline, "close"),
            (Find, "find"),
            (FocusList, "list"),
            (Help, "help"),
        ]
    }

    fn run(&mut self, request: Request, scene: &Scene<'_>) -> Option<Vec<Outcome>> {
        self.count(scene);
        if request.command == Command::Open {
            return Some(self.open(scene));
        }
        self.rows.run(request, scene.page_of_rows(OTHER_LINES)).then(Vec::new)
    }

    fn passage(&self, scene: &Scene<'_>) -> Option<PassageRef> {
        let heading = scene.reader?.document.contents().get(self.rows.selected());
        heading.map(|(_, span)| PassageRef::Here(*span))
    }

    fn wheel(&mut self, lines: isize, scene: &Scene<'_>) -> Vec<Outcome> {
        self.count(scene);
        self.rows.step(lines);
        Vec::new()
    }

    fn click(&mut self, click: Click, scene: &Scene<'_>) -> Vec<Outcome> {
        let Some(line) = click.line() else { return Vec::new() };
        self.count(scene);
        let row = self.top(click.area.height.into()) + line;
        let mut outcomes = vec![Outcome::Focus(PaneId::Side)];
        if row < self.rows.len() {
            self.rows.select(row);
            outcomes.extend(self.open(scene));
        }
        outcomes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_stays_in_sight() {
        let mut outline = Outline { rows: Rows::new(40) };
        for rows in [1, 5, 30, -3, 200, -500] {
            outline.rows.step(rows);
            let top = outline.top(10);
            assert!((top..top + 10).contains(&outline.rows.selected()));
        }
    }
}
