//! The pane with the documents of the library over time: which bar is chosen, what a bar stands for, and
//! of which documents. How bars look is the view's; what falls on which day is counted in `library`.

use std::ops::RangeInclusive;
use std::sync::Arc;

use ratatui::layout::Rect;

use super::pane::{Beginning, Click, Outcome, Pane, Scene};
use crate::app::base::command::Command;
use crate::app::base::geometry;
use crate::app::base::key_sequence::Request;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::base::prompt::{Asks, Prompt};
use crate::app::base::rows::Motion;
use crate::library::{Buckets, TimeUnit, Timeline};
use crate::protocol::{Effect, LookupReport, LookupRequest};
use crate::query::{Ask, Fault, Query, QueryField, QueryProblem};

/// Cells to the left of the bars, for their scale.
const SCALE: u16 = 7;

/// Cells that a bar takes at most.
const WIDEST: u16 = 8;

/// Where the parts of the pane stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimelineLayout {
    /// The bars of the documents.
    pub bars: Rect,
    /// Those of the ranges that they state; none on a low screen.
    pub ranges: Rect,
    /// The line below the bars.
    pub axis: Rect,
    /// What the times are called; none on a low screen.
    pub labels: Rect,
    /// What is told of the chosen bar, and of all.
    pub below: Rect,
}

/// Divides the pane.
pub fn layout(pane: Rect) -> TimelineLayout {
    let inner = geometry::content(pane);
    let inner = Rect { width: inner.width.saturating_sub(1), ..inner };
    let scale = if inner.width >= 40 { SCALE } else { 0 };
    let (below, labels, ranges) = match inner.height {
        0..3 => (0, 0, 0),
        3..6 => (1, 0, 0),
        6..12 => (2, 1, 0),
        12..18 => (4, 1, 2),
        _ => (5, 1, 4),
    };
    let axis = u16::from(inner.height > 1);
    let chart = Rect { x: inner.x + scale, width: inner.width - scale, ..inner };
    let height = inner.height - below - labels - ranges - axis;
    let bars = Rect { height, ..chart };
    let axis = Rect { y: bars.bottom(), height: axis, ..chart };
    let labels = Rect { y: axis.bottom(), height: labels, ..chart };
    let ranges = Rect { y: labels.bottom(), height: ranges, ..chart };
    let below = Rect { y: ranges.bottom(), height: below, ..inner };
    TimelineLayout { bars, ranges, axis, labels, below }
}

/// The state of the pane.
#[derive(Clone, Debug, Default)]
pub struct TimelinePane {
    /// What is counted; `None` until it is known.
    pub timeline: Option<Arc<Timeline>>,
    /// The same as bars.
    pub buckets: Option<Buckets>,
    /// The number of the chosen bar.
    pub at: i64,
    /// What the documents must have, in the language of the search; empty for all of the library.
    pub scope: String,
    /// True once the user chose a bar or a unit: what is counted later moves neither.
    moved: bool,
}

impl TimelinePane {
    /// Cells that each bar takes, and the numbers of those that are shown beside each other in so many
    /// cells: the chosen one is among them, in the middle if there are more on both sides.
    pub fn window(&self, cells: u16) -> (u16, RangeInclusive<i64>) {
        let none = (1, RangeInclusive::new(1, 0));
        let Some(buckets) = self.buckets.as_ref().filter(|_| cells > 0) else { return none };
        let Some((first, last)) = buckets.ends() else { return none };
        let all = u16::try_from(buckets.len()).unwrap_or(u16::MAX).max(1);
        let each = (cells / all).clamp(1, WIDEST);
        let most = i64::from(cells / each);
        let start = (self.at - most / 2).min(last - (most - 1)).max(first);
        (each, start..=last.min(start + most - 1))
    }

    /// Takes what is counted. The chosen time stays; before one was chosen it is the last.
    fn take(&mut self, timeline: &Arc<Timeline>, scene: &Scene<'_>) {
        let cells = layout(scene.area(PaneId::Timeline)).bars.width;
        let unit = self.buckets.as_ref().filter(|_| self.moved).map(|buckets| buckets.unit);
        let unit = unit.unwrap_or_else(|| timeline.fitting(cells.into()));
        self.show(timeline.buckets(unit));
        self.timeline = Some(Arc::clone(timeline));
    }

    /// Shows other bars.
    fn show(&mut self, buckets: Buckets) {
        if let Some((first, last)) = buckets.ends() {
            self.at = if self.moved { self.at.clamp(first, last) } else { last };
        }
        self.buckets = Some(buckets);
    }

    /// Chooses a bar, or the first or last if there is none so early or late.
    fn choose(&mut self, number: i64) {
        if let Some((first, last)) = self.buckets.as_ref().and_then(Buckets::ends) {
            self.at = number.clamp(first, last);
            self.moved = true;
        }
    }

    /// Moves by so many bars; `filled`, by those that hold something.
    fn step(&mut self, by: isize, filled: bool) {
        let Some(buckets) = self.buckets.as_ref() else { return };
        if !filled {
            return self.choose(self.at.saturating_add(by as i64));
        }
        let mut at = self.at;
        for _ in 0..by.unsigned_abs() {
            match buckets.next_filled(at, by > 0) {
                Some(next) => at = next,
                None => break,
            }
        }
        self.choose(at);
    }

    /// Shows shorter times, or longer ones if negative. The chosen bar holds the one that was chosen, or
    /// is the first inside of it that holds something.
    fn zoom(&mut self, times: isize) -> Vec<Outcome> {
        let (Some(timeline), Some(before)) = (&self.timeline, &self.buckets) else {
            return Vec::new();
        };
        let next = if times > 0 { TimeUnit::shorter } else { TimeUnit::longer };
        let unit = (0..times.unsigned_abs().min(2)).fold(before.unit, |unit, _| next(unit));
        let now = timeline.buckets(unit);
        if unit == before.unit {
            let words =
                if times > 0 { "These are days already." } else { "These are years already." };
            return vec![Outcome::say(words)];
        }
        if now.is_empty() {
            let words = format!("No document is dated by its {}.", unit.word());
            return vec![Outcome::say(&words)];
        }
        self.at = converted(before, &now, self.at);
        self.moved = true;
        self.show(now);
        Vec::new()
    }

    /// Counts other documents.
    fn narrow(&mut self, scope: &str) -> Vec<Outcome> {
        scope.clone_into(&mut self.scope);
        self.moved = false;
        vec![self.look_up()]
    }

    fn look_up(&self) -> Outcome {
        Outcome::Effect(Effect::LookUp(LookupRequest::Timeline(self.scope.clone())))
    }

    /// Shows the documents of the chosen time in the list.
    fn open(&self) -> Vec<Outcome> {
        let Some(buckets) = &self.buckets else {
            return vec![Outcome::say("The documents are still being counted.")];
        };
        let name = buckets.name(self.at);
        if buckets.at(self.at).documents == 0 {
            return vec![Outcome::say(&format!("No document is dated {name}."))];
        }
        let words = format!("{} date:{name}", self.scope);
        vec![Outcome::FilterList(words.trim().to_owned())]
    }
}

/// The bar among `now` for that of a number among `before`.
fn converted(before: &Buckets, now: &Buckets, at: i64) -> i64 {
    let date = before.unit.date(at);
    if let Some(longer) = date.and_then(|date| now.unit.number(date)) {
        return longer;
    }
    let inside = |number: &i64| {
        now.unit
            .date(*number)
            .and_then(|date| before.unit.number(date))
            .is_some_and(|in_| in_ >= at)
    };
    let filled = now.filled(i64::MIN..=i64::MAX).map(|(number, _)| number);
    filled.into_iter().find(inside).unwrap_or(i64::MAX)
}

/// What the words of a scope ask for that cannot be counted, and what is malformed in them.
fn problems(typed: &str) -> Vec<QueryProblem> {
    let query = Query::parse(typed);
    let mut problems = query.problems.clone();
    for term in query.terms() {
        let field = match &term.ask {
            Ask::Words(QueryField::Label, _) => "label:",
            Ask::Words(QueryField::Note, _) => "note:",
            Ask::Unread(_) => "is:",
            _ => continue,
        };
        problems.push(QueryProblem { span: term.span, fault: Fault::NotHere(field) });
    }
    problems
}

impl Pane for TimelinePane {
    fn context(&self) -> Context {
        Context::Timeline
    }

    fn hints(&self, _: bool) -> &'static [(Command, &'static str)] {
        use Command::{Back, Earlier, Find, Help, Later, Open, ZoomIn, ZoomOut};
        &[
            (Open, "its documents"),
            (Earlier, "earlier"),
            (Later, "later"),
            (ZoomIn, "shorter"),
            (ZoomOut, "longer"),
            (Find, "of what"),
            (Back, "close"),
            (Help, "help"),
        ]
    }

    fn run(&mut self, request: Request, scene: &Scene<'_>) -> Option<Vec<Outcome>> {
        let times = request.times();
        let (_, shown) = self.window(layout(scene.area(PaneId::Timeline)).bars.width);
        let page = usize::try_from(shown.end() - shown.start() + 1).unwrap_or(0);
        let (first, last) = self.buckets.as_ref().and_then(Buckets::ends).unwrap_or((0, 0));
        let len = usize::try_from(last - first + 1).unwrap_or(0);
        match request.command {
            Command::Open => return Some(self.open()),
            Command::ZoomIn => return Some(self.zoom(times)),
            Command::ZoomOut => return Some(self.zoom(times.saturating_neg())),
            Command::Earlier => self.step(times.saturating_neg(), false),
            Command::Later => self.step(times, false),
            Command::Up => self.step(times.saturating_neg(), true),
            Command::Down => self.step(times, true),
            _ => match Motion::of(request, page, len)? {
                Motion::By(bars) => self.step(bars, false),
                Motion::To(bar) => {
                    self.choose(first.saturating_add(i64::try_from(bar).unwrap_or(i64::MAX)));
                }
            },
        }
        Some(Vec::new())
    }

    /// From some documents to all of the library.
    fn back(&mut self, _: &Scene<'_>) -> Option<Vec<Outcome>> {
        (!self.scope.is_empty()).then(|| self.narrow(""))
    }

    fn wheel(&mut self, lines: isize, _: &Scene<'_>) -> Vec<Outcome> {
        self.step(lines, false);
        Vec::new()
    }

    /// A bar is chosen, and its documents are shown if it was before.
    fn click(&mut self, click: Click, scene: &Scene<'_>) -> Vec<Outcome> {
        let chart = layout(scene.area(PaneId::Timeline));
        let (each, shown) = self.window(chart.bars.width);
        let inside = (chart.bars.y..chart.below.y).contains(&click.row);
        let Some(cell) = click.column.checked_sub(chart.bars.x).filter(|_| inside) else {
            return Vec::new();
        };
        let number = shown.start() + i64::from(cell / each);
        match number {
            number if !shown.contains(&number) => {}
            number if number == self.at => return self.open(),
            number => self.choose(number),
        }
        Vec::new()
    }

    fn ask(&mut self, _: Command) -> Option<Prompt> {
        Some(Prompt::filter(PaneId::Timeline, " documents with: ", &self.scope, 0))
    }

    fn filter(&mut self, words: &str, _: &Scene<'_>) -> Vec<Outcome> {
        self.narrow(words)
    }

    fn faults(&self, asks: &Asks, words: &str) -> Vec<QueryProblem> {
        if *asks == Asks::Filter { problems(words) } else { Vec::new() }
    }

    fn begin_with(&mut self, beginning: &Beginning) {
        let scope = &beginning.scope;
        if self.scope != *scope {
            self.timeline = None;
            self.buckets = None;
        }
        self.scope.clone_from(scope);
    }

    fn shown(&mut self, _: &Scene<'_>) -> Vec<Outcome> {
        self.moved = false;
        vec![self.look_up()]
    }

    fn closed(&mut self) {
        self.timeline = None;
        self.buckets = None;
    }

    fn looked_up(&mut self, report: &LookupReport, scene: &Scene<'_>) {
        if let LookupReport::Timeline(scope, timeline) = report
            && *scope == self.scope
        {
            self.take(timeline, scene);
        }
    }

    fn indexed(&mut self, _: &Scene<'_>) -> Vec<Outcome> {
        vec![self.look_up()]
    }
}
