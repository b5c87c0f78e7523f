//! What keys and mouse do in the page. It scrolls and selects; what leads into another document is the
//! shell's.

use super::{OpenDocument, selecting};
use crate::app::base::command::Command;
use crate::app::base::journey::Spot;
use crate::app::base::key_sequence::{MOST_REPEATS, Request};
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::base::prompt::Prompt;
use crate::app::panes::entities::entity_of;
use crate::app::panes::pane::{Click, Outcome, Pane, Scene};
use crate::protocol::{Group, NamedEntity};
use crate::text::{CleanText, Span};

/// Columns that a wide table or code is moved sideways.
const PAN: usize = 8;

impl OpenDocument {
    /// The place to come back to.
    fn spot(&self) -> Spot {
        Spot { entry: self.entry, offset: self.position() }
    }

    /// Moves wide tables and code sideways, to the right only as far as anything is hidden there.
    fn pan(&mut self, times: isize) {
        for _ in 0..times.unsigned_abs().min(MOST_REPEATS) {
            let mut frame = self.frame();
            if times > 0 && !self.is_cut() {
                return;
            }
            let step = PAN.cast_signed() * times.signum();
            frame.measure.pan = frame.measure.pan.saturating_add_signed(step);
            self.fit(frame);
        }
    }

    /// Carries a movement out. `None` if the command is none.
    fn travel(&mut self, request: Request) -> Option<Vec<Outcome>> {
        let (here, times) = (self.spot(), request.times());
        match (request.command, request.count) {
            (Command::Down | Command::ScrollPageDown, _) => self.scroll(times),
            (Command::Up | Command::ScrollPageUp, _) => self.scroll(-times),
            (Command::HalfDown, _) => self.half(times),
            (Command::HalfUp, _) => self.half(-times),
            (Command::PageDown, _) => self.page(times),
            (Command::PageUp, _) => self.page(-times),
            (Command::Centre, _) => self.centre(),
            (Command::PanRight, _) => self.pan(times),
            (Command::PanLeft, _) => self.pan(-times),
            _ => {
                self.jump(request)?;
                return Some(vec![Outcome::Left(here)]);
            }
        }
        Some(Vec::new())
    }

    /// A movement after which one may want to come back.
    fn jump(&mut self, request: Request) -> Option<()> {
        match (request.command, request.count) {
            (Command::Top | Command::Bottom, Some(number)) => self.to_paragraph(number),
            (Command::Percent, Some(percent)) => self.to_percent(percent),
            (Command::ToPage, page) => self.to_page(page),
            (Command::Top, None) => self.to_top(),
            (Command::Bottom, None) => self.to_bottom(),
            _ => return None,
        }
        Some(())
    }

    /// To another heading.
    fn step_heading(&mut self, count: isize) -> Outcome {
        let here = self.spot();
        match self.to_heading(count) {
            true => Outcome::Left(here),
            false => Outcome::say("No heading that way."),
        }
    }

    /// To what says first what the paper comes to.
    fn to_lead(&self) -> Vec<Outcome> {
        let structure = self.document.structure();
        match structure.lead().or(structure.bottom_line()) {
            Some(span) => vec![Outcome::Land(span)],
            None => said("This document has no key judgements, summary or bottom line."),
        }
    }

    /// To another paragraph that was changed while the document was open.
    fn step_change(&self, count: isize) -> Vec<Outcome> {
        if self.changed.is_empty() {
            return said("Nothing of this document was changed since you opened it.");
        }
        let here = self.landed.map_or_else(|| self.visible().start, |span| span.start);
        let on = self.landed.is_some();
        let ahead = |span: &Span| if on { span.start <= here } else { span.start < here };
        let target = match usize::try_from(count) {
            Ok(steps) => Some(self.changed.partition_point(ahead) + steps.saturating_sub(1)),
            Err(_) => {
                let before = self.changed.partition_point(|span| span.start < here);
                before.checked_sub(count.unsigned_abs())
            }
        };
        match target.and_then(|at| Some((at, self.changed.get(at)?))) {
            Some((at, span)) => {
                let words = format!("changed paragraph {} of {}", at + 1, self.changed.len());
                vec![Outcome::Land(*span), Outcome::say(&words)]
            }
            None => said("No changed paragraph that way."),
        }
    }

    /// The next match, or the one before, round the ends.
    fn step_match(&mut self, count: isize) -> Vec<Outcome> {
        let passed = self.next_hit(count);
        if passed.is_some() {
            selecting::follow_match(self);
        }
        let words = match passed {
            Some(false) => return Vec::new(),
            Some(true) if count > 0 => "Past the end: on from the top.",
            Some(true) => "Past the top: on from the end.",
            None if self.find.is_none() => "Nothing is being looked for; / begins.",
            None => "No match.",
        };
        vec![Outcome::say(words)]
    }

    /// Takes the marks of a search and of a jump off the page. False if there were none.
    fn dismiss(&mut self) -> bool {
        let found = self.find.take().is_some();
        let landed = self.landed.take().is_some();
        found || landed
    }
}

/// What is said about selecting, if anything is.
fn said(words: &str) -> Vec<Outcome> {
    if words.is_empty() { Vec::new() } else { vec![Outcome::say(words)] }
}

impl Pane for Option<OpenDocument> {
    fn context(&self) -> Context {
        let selects = self.as_ref().is_some_and(|reader| reader.selecting.now.is_some());
        if selects { Context::Selecting } else { Context::Page }
    }

    fn hints(&self, _: bool) -> &'static [(Command, &'static str)] {
        use Command::{
            Back, Bookmark, Copy, Find, FocusFacts, Help, NextHit, OtherEnd, Outline, PreviousHit,
            ReadOn,
        };
        let finding = self.as_ref().is_some_and(|reader| reader.find.is_some());
        match self.context() {
            Context::Selecting => &[
                (Bookmark, "mark"),
                (Copy, "copy"),
                (OtherEnd, "other end"),
                (Back, "leave"),
                (Help, "help"),
            ],
            _ if finding => &[
                (NextHit, "next match"),
                (Back, "done"),
                (Find, "find"),
                (ReadOn, "read on"),
                (Help, "help"),
                (PreviousHit, "match before"),
            ],
            _ => &[
                (ReadOn, "read on"),
                (Find, "find"),
                (FocusFacts, "facts"),
                (Bookmark, "bookmark"),
                (Help, "help"),
                (Outline, "outline"),
                (Copy, "copy"),
            ],
        }
    }

    fn run(&mut self, request: Request, _: &Scene<'_>) -> Option<Vec<Outcome>> {
        let times = request.times();
        let Some(reader) = self else {
            let selects = selecting::begins(request.command);
            return selects.then(|| said("No document is open to select in."));
        };
        match request.command {
            Command::NextHeading => return Some(vec![reader.step_heading(times)]),
            Command::PreviousHeading => return Some(vec![reader.step_heading(-times)]),
            Command::KeyJudgements => return Some(reader.to_lead()),
            Command::NextLink => return Some(reader.step_link(times)),
            Command::PreviousLink => return Some(reader.step_link(-times)),
            Command::NextChange => return Some(reader.step_change(times)),
            Command::PreviousChange => return Some(reader.step_change(-times)),
            Command::NextHit => return Some(reader.step_match(times)),
            Command::PreviousHit => return Some(reader.step_match(-times)),
            _ => {}
        }
        if let Some(words) = selecting::run(reader, request) {
            return Some(said(words));
        }
        if moves_cursor(request.command) && selecting::moves(reader, request) {
            return Some(Vec::new());
        }
        reader.travel(request)
    }

    fn back(&mut self, _: &Scene<'_>) -> Option<Vec<Outcome>> {
        let reader = self.as_mut()?;
        (reader.leave_selection() || reader.dismiss()).then(Vec::new)
    }

    fn wheel(&mut self, lines: isize, _: &Scene<'_>) -> Vec<Outcome> {
        if let Some(reader) = self {
            reader.scroll(lines);
        }
        Vec::new()
    }

    fn click(&mut self, _: Click, _: &Scene<'_>) -> Vec<Outcome> {
        vec![Outcome::Focus(PaneId::Page)]
    }

    fn ask(&mut self, command: Command) -> Option<Prompt> {
        if command != Command::Find {
            return None;
        }
        if let Some(reader) = self {
            reader.find = None;
        }
        Some(Prompt::find(PaneId::Page, 0))
    }

    fn find(&mut self, words: &str, _: &Scene<'_>) -> Vec<Outcome> {
        let outside = self.as_mut().is_some_and(|reader| reader.search(words));
        if outside { vec![Outcome::FindOutside] } else { Vec::new() }
    }

    /// The weapon or other thing of the passage jumped to, selected or found; else the first weapon that
    /// is named on the page.
    fn entity(&self, scene: &Scene<'_>) -> Option<(NamedEntity, CleanText)> {
        let reader = self.as_ref()?;
        let found = reader.facts.as_ref()?;
        let selected = reader.selecting.now.map(|selection| selection.span());
        let hit = reader.find.as_ref().and_then(|find| find.here());
        let stood_on = [selected, reader.landed, hit].into_iter().flatten();
        let mut here = stood_on.flat_map(|span| found.within(span)).map(|(_, fact)| fact);
        let seen = |group: Group| {
            let mut seen = found.within(reader.visible()).map(|(_, fact)| fact);
            seen.find(|fact| found.group_of(*fact) == group)
        };
        let fact = here.find(|fact| found.group_of(*fact) != Group::Dates);
        let fact = fact.or_else(|| seen(Group::Weapons)).or_else(|| seen(Group::Actors))?;
        entity_of(scene.corrections, found, fact)
    }

    fn forget(&mut self, _: &Prompt, _: &Scene<'_>) -> Vec<Outcome> {
        if let Some(reader) = self {
            reader.abandon_search();
        }
        Vec::new()
    }
}

/// True for movements that move the cursor of a selection instead of the page.
fn moves_cursor(command: Command) -> bool {
    use Command::{
        Bottom, Down, HalfDown, HalfUp, PageDown, PageUp, Percent, ReadOn, ToPage, Top, Up,
    };
    matches!(
        command,
        Down | Up
            | HalfDown
            | HalfUp
            | PageDown
            | PageUp
            | ReadOn
            | Top
            | Bottom
            | Percent
            | ToPage
    )
}
