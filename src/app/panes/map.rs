//! The pane with the places that the library names, on a map and as a list: which part of the earth is
//! shown, which place is chosen, from which one distances are told, and how far the rings around it go.
//! Which place is meant by a name, `geography` says; how the map looks is the view's.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::map_places::{MapPlaces, Ring};
use super::pane::{Beginning, Click, Outcome, Pane, Scene};
use crate::app::base::command::Command;
use crate::app::base::geometry;
use crate::app::base::key_sequence::Request;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::base::prompt::{Asks, Prompt};
use crate::app::base::rows::Rows;
use crate::geography::{Coordinates, MapView, Outlines};
use crate::protocol::{Effect, LookupReport, LookupRequest};
use crate::query::{Ask, Fault, Query, QueryProblem, in_field};
use crate::text::{CleanText, Span};

/// Columns from which the list stands beside the map.
const BESIDE: u16 = 96;

/// The share of the map that one step of moving it leads on.
const PAN: f64 = 0.125;

/// Of what the map is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MapDots {
    /// Eight dots a cell.
    #[default]
    Braille,
    /// Two halves of a cell.
    Halves,
    /// Characters that every font has.
    Ascii,
}

impl MapDots {
    const fn next(self) -> Self {
        match self {
            Self::Braille => Self::Halves,
            Self::Halves => Self::Ascii,
            Self::Ascii => Self::Braille,
        }
    }

    /// As it is told.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Braille => "The map is drawn in dots.",
            Self::Halves => "The map is drawn in half blocks.",
            Self::Ascii => "The map is drawn in letters and signs.",
        }
    }
}

/// What is asked at the foot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Asked {
    /// Words that names must have.
    #[default]
    Names,
    /// How far a ring goes.
    Distance,
}

/// Where the parts of the pane stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MapLayout {
    /// The map; nothing on a very low screen.
    pub map: Rect,
    /// The list of places.
    pub list: Rect,
    /// What is told of the chosen place; none on a low screen.
    pub below: Rect,
}

/// Divides the pane.
pub fn layout(pane: Rect) -> MapLayout {
    let inner = geometry::content(pane);
    let inner = Rect { width: inner.width.saturating_sub(1), ..inner };
    let below = if inner.height >= 12 { 3 } else { u16::from(inner.height > 3) };
    let body = Rect { height: inner.height - below, ..inner };
    let below = Rect { y: body.bottom(), height: below, ..inner };
    if inner.width >= BESIDE {
        let list = (inner.width / 3).min(60);
        let map = Rect { width: inner.width - list - 2, ..body };
        let list = Rect { x: map.right() + 2, width: list, ..body };
        return MapLayout { map, list, below };
    }
    let rows = if body.height < 9 { body.height } else { (body.height * 3 / 10).clamp(3, 9) };
    let map = Rect { height: body.height - rows, ..body };
    let list = Rect { y: map.bottom(), height: rows, ..body };
    MapLayout { map, list, below }
}

/// The width of a map as a share of its height: a cell is twice as high as it is wide.
pub fn shape(map: Rect) -> f64 {
    f64::from(map.width.max(1)) / (2.0 * f64::from(map.height.max(1)))
}

/// The state of the pane.
#[derive(Clone, Debug, Default)]
pub struct MapPane {
    /// The places; `None` until they are known.
    pub places: Option<MapPlaces>,
    /// Coasts and borders, unpacked when the pane is opened first.
    pub outlines: Arc<Outlines>,
    /// The part of the earth that is shown.
    pub view: MapView,
    /// The rows of the list, one of them selected.
    pub rows: Rows,
    /// From where distances are told, if from anywhere.
    pub centre: Option<(String, Coordinates)>,
    /// How far the rings around it go.
    pub ring: Option<Ring>,
    /// Words that the names listed must have.
    pub filter: String,
    /// Of what the map is drawn.
    pub dots: MapDots,
    asked: Asked,
    /// True once the user moved the map: it no longer follows what is known.
    moved: bool,
}

impl MapPane {
    /// Takes the places as they are known now.
    fn take(&mut self, report: &LookupReport, scene: &Scene<'_>) {
        let LookupReport::Places(named) = report else { return };
        let selected = self.selected_name();
        let mut places = MapPlaces::of(named);
        places.arrange(&self.filter, self.centre.as_ref().map(|(_, at)| *at));
        self.places = Some(places);
        self.select_name(selected.as_deref());
        if !self.moved {
            self.fit(scene);
        }
    }

    /// Shows all places that are located, or the rings if there are any.
    fn fit(&mut self, scene: &Scene<'_>) {
        let shape = shape(layout(scene.area(PaneId::Map)).map);
        let shown = self.places.as_ref().map(MapPlaces::spots).unwrap_or_default();
        let mut points: Vec<Coordinates> = shown.iter().map(|spot| spot.at).collect();
        if let (Some((_, centre)), Some(ring)) = (&self.centre, &self.ring) {
            points = ring.points(*centre).into_iter().flatten().collect();
            points.insert(0, *centre);
        }
        self.view = MapView::around(&points, shape);
    }

    fn selected_name(&self) -> Option<String> {
        let row = self.places.as_ref()?.row(self.rows.selected())?;
        Some(row.described.clone())
    }

    /// Selects the row that is described so, or the first.
    fn select_name(&mut self, described: Option<&str>) {
        let Some(places) = &self.places else { return };
        self.rows.set_len(places.len());
        let again = described.and_then(|described| places.position(described));
        self.rows.select(again.unwrap_or(0));
    }

    /// Arranges the list anew; the selection stays on its place.
    fn arrange(&mut self) {
        let selected = self.selected_name();
        let from = self.centre.as_ref().map(|(_, at)| *at);
        if let Some(places) = &mut self.places {
            places.arrange(&self.filter, from);
        }
        self.select_name(selected.as_deref());
    }

    /// Moves the map so that the selected place is on it.
    fn follow(&mut self, scene: &Scene<'_>) {
        let spot = self.places.as_ref().and_then(|places| places.row(self.rows.selected()));
        let Some(at) = spot.and_then(|row| row.at) else { return };
        let point = self.view.place(at, shape(layout(scene.area(PaneId::Map)).map));
        let inside = 0.02..0.98;
        if !inside.contains(&point.x) || !inside.contains(&point.y) {
            self.view = self.view.centred(at);
            self.moved = true;
        }
    }

    /// Tells distances from the selected place; from nowhere, if from this already.
    fn measure(&mut self, scene: &Scene<'_>) -> Vec<Outcome> {
        let row = self.places.as_ref().and_then(|places| places.row(self.rows.selected()));
        let Some((name, at)) = row.and_then(|row| Some((row.name.clone(), row.at?))) else {
            return vec![Outcome::say("Where the selected place lies is not known.")];
        };
        let again = self.centre.as_ref().is_some_and(|(_, centre)| *centre == at);
        self.centre = (!again).then_some((name, at));
        self.arrange();
        if self.centre.is_some() && self.ring.is_some() {
            self.fit(scene);
        }
        Vec::new()
    }

    /// Asks how far a ring is to go.
    fn ask_distance(&mut self) -> Vec<Outcome> {
        if self.centre.is_none() {
            let words = "Choose a place and press c first: the ring goes around it.";
            return vec![Outcome::say(words)];
        }
        self.asked = Asked::Distance;
        let before = self.ring.as_ref().map(|ring| ring.written.clone()).unwrap_or_default();
        vec![Outcome::Ask(Prompt::filter(PaneId::Map, " ring of: ", &before, 0))]
    }

    /// Searches for the passages that name the selected place.
    fn open(&self) -> Vec<Outcome> {
        match self.places.as_ref().and_then(|places| places.row(self.rows.selected())) {
            Some(row) => vec![Outcome::SearchFor(in_field("place", &row.name))],
            None => vec![Outcome::say("No place is selected.")],
        }
    }

    fn pan(&mut self, east: f64, south: f64, times: isize) {
        let times = times.clamp(-100, 100) as f64 * PAN;
        self.view = self.view.moved(east * times, south * times);
        self.moved = true;
    }

    fn zoom(&mut self, times: isize) {
        let steps = i32::try_from(times.clamp(-40, 40)).unwrap_or(0);
        let row = self.places.as_ref().and_then(|places| places.row(self.rows.selected()));
        if let Some(at) = row.and_then(|row| row.at).filter(|_| times > 0) {
            self.view = self.view.centred(at);
        }
        self.view = self.view.zoomed(steps);
        self.moved = true;
    }

    /// Brings the map nearer to the place of a click, or selects the place there.
    fn click_map(&mut self, click: Click, map: Rect) {
        let shape = shape(map);
        let near = |at: Coordinates| {
            let point = self.view.place(at, shape);
            let x = point.x * f64::from(map.width) - f64::from(click.column - map.x) - 0.5;
            let y = point.y * f64::from(map.height) - f64::from(click.row - map.y) - 0.5;
            x.abs().max(y.abs() * 2.0)
        };
        let Some(places) = &self.places else { return };
        let rows = (0..places.len()).filter_map(|row| Some((row, near(places.row(row)?.at?))));
        let nearest = rows.min_by(|(_, one), (_, other)| one.total_cmp(other));
        if let Some((row, _)) = nearest.filter(|(_, cells)| *cells < 3.0) {
            self.rows.select(row);
        }
    }
}

/// How many kilometres words of the search language mean: "300km", "190 mi".
fn kilometres(typed: &str) -> Result<f64, QueryProblem> {
    let query = Query::parse(&format!("range:{}", typed.split_whitespace().collect::<String>()));
    let none = QueryProblem {
        span: Span::new(0, typed.len()),
        fault: Fault::NoRing(CleanText::line(typed)),
    };
    match query.terms().next().map(|term| &term.ask) {
        Some(Ask::Range(reach)) => match (reach.least, reach.most) {
            (Some(least), Some(most)) => Ok(least.midpoint(most) as f64 / 1000.0),
            _ => Err(none),
        },
        _ => Err(none),
    }
}

impl Pane for MapPane {
    fn context(&self) -> Context {
        Context::Map
    }

    fn hints(&self, _: bool) -> &'static [(Command, &'static str)] {
        use Command::{
            Back, Find, Help, MapDots, MeasureFrom, Open, PickRange, RingOf, ZoomIn, ZoomOut,
        };
        match self.centre {
            None => &[
                (Open, "passages"),
                (MeasureFrom, "measure from here"),
                (ZoomIn, "closer"),
                (ZoomOut, "farther"),
                (Find, "filter"),
                (Back, "close"),
                (Help, "help"),
                (MapDots, "dots"),
            ],
            Some(_) => &[
                (RingOf, "ring of so far"),
                (PickRange, "ring of a range"),
                (Open, "passages"),
                (ZoomIn, "closer"),
                (ZoomOut, "farther"),
                (Back, "no ring"),
                (Help, "help"),
            ],
        }
    }

    fn run(&mut self, request: Request, scene: &Scene<'_>) -> Option<Vec<Outcome>> {
        let times = request.times();
        match request.command {
            Command::Open => return Some(self.open()),
            Command::MeasureFrom => return Some(self.measure(scene)),
            Command::RingOf => return Some(self.ask_distance()),
            Command::PickRange => {
                let key = scene.keymap.keys_of(Context::Ranges, Command::LibraryMap);
                let key = key.unwrap_or_else(|| "the command “map”".to_owned());
                let words = format!("Choose a range; {key} brings it back as a ring.");
                return Some(vec![Outcome::Open(PaneId::Ranges), Outcome::say(&words)]);
            }
            Command::MapWest => self.pan(-1.0, 0.0, times),
            Command::MapEast => self.pan(1.0, 0.0, times),
            Command::MapNorth => self.pan(0.0, -1.0, times),
            Command::MapSouth => self.pan(0.0, 1.0, times),
            Command::ZoomIn => self.zoom(times),
            Command::ZoomOut => self.zoom(times.saturating_neg()),
            Command::WholeMap => {
                self.moved = false;
                self.fit(scene);
            }
            Command::MapDots => {
                self.dots = self.dots.next();
                return Some(vec![Outcome::say(self.dots.says())]);
            }
            _ => {
                let rows = layout(scene.area(PaneId::Map)).list.height.into();
                if !self.rows.run(request, rows) {
                    return None;
                }
                self.follow(scene);
            }
        }
        Some(Vec::new())
    }

    /// Out of the ring, out of the distances, out of the filter.
    fn back(&mut self, _: &Scene<'_>) -> Option<Vec<Outcome>> {
        if self.ring.take().is_some() {
            return Some(Vec::new());
        }
        if self.centre.take().is_none() {
            if self.filter.is_empty() {
                return None;
            }
            self.filter.clear();
        }
        self.arrange();
        Some(Vec::new())
    }

    fn wheel(&mut self, lines: isize, scene: &Scene<'_>) -> Vec<Outcome> {
        self.rows.step(lines.signum());
        self.follow(scene);
        Vec::new()
    }

    /// A place is selected, and its passages are shown if it was before.
    fn click(&mut self, click: Click, scene: &Scene<'_>) -> Vec<Outcome> {
        let MapLayout { map, list, .. } = layout(scene.area(PaneId::Map));
        let at = (click.column, click.row).into();
        if map.contains(at) {
            self.click_map(click, map);
            return Vec::new();
        }
        let row = self.rows.at_screen_line(click.row, list).filter(|_| list.contains(at));
        match row {
            Some(row) if row == self.rows.selected() => return self.open(),
            Some(row) => {
                self.rows.select(row);
                self.follow(scene);
            }
            None => {}
        }
        Vec::new()
    }

    fn ask(&mut self, _: Command) -> Option<Prompt> {
        self.asked = Asked::Names;
        let row = self.rows.selected();
        Some(Prompt::filter(PaneId::Map, " names with: ", &self.filter, row))
    }

    fn filter(&mut self, words: &str, scene: &Scene<'_>) -> Vec<Outcome> {
        match self.asked {
            Asked::Names => {
                words.clone_into(&mut self.filter);
                self.arrange();
            }
            Asked::Distance => {
                self.ring = kilometres(words).ok().map(|km| Ring::of(words, km));
                self.fit(scene);
            }
        }
        Vec::new()
    }

    fn faults(&self, asks: &Asks, words: &str) -> Vec<QueryProblem> {
        match (asks, self.asked, words.trim().is_empty()) {
            (Asks::Filter, Asked::Distance, false) => kilometres(words).err().into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn scope(&self, _: &Scene<'_>) -> Option<String> {
        let row = self.places.as_ref()?.row(self.rows.selected())?;
        Some(in_field("place", &row.name))
    }

    fn begin_with(&mut self, beginning: &Beginning) {
        if let Some((written, bounds)) = &beginning.range {
            self.ring = Ring::of_bounds(written, *bounds);
        }
    }

    fn shown(&mut self, scene: &Scene<'_>) -> Vec<Outcome> {
        if self.outlines.lines().is_empty() {
            self.outlines = Arc::new(Outlines::bundled());
        }
        self.moved = false;
        if self.places.is_none() || self.ring.is_some() {
            self.fit(scene);
        }
        let words = "Choose a place and press c: the ring goes around it.";
        let told = (self.ring.is_some() && self.centre.is_none()).then(|| Outcome::say(words));
        told.into_iter().chain([Outcome::Effect(Effect::LookUp(LookupRequest::Places))]).collect()
    }

    fn looked_up(&mut self, report: &LookupReport, scene: &Scene<'_>) {
        self.take(report, scene);
    }

    /// What is chosen stays for the next time: another pane may be opened to pick a range.
    fn closed(&mut self) {
        self.places = None;
        self.outlines = Arc::default();
    }

    fn indexed(&mut self, _: &Scene<'_>) -> Vec<Outcome> {
        vec![Outcome::Effect(Effect::LookUp(LookupRequest::Places))]
    }
}
