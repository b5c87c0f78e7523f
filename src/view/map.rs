//! Paints the places of the library on a map and beside it as a list, with the rings of a distance around
//! one of them. Signs say what colours say: ● a place, ◉ the chosen one, ◎ that from which distances are
//! told, ? what is not known to lie anywhere.

use ratatui::layout::Rect;

use super::canvas::{Canvas, cells, wrapped};
use super::frame::heading;
use super::raster::{Ink, Raster};
use super::theme::Theme;
use crate::app::State;
use crate::app::base::pane_id::PaneId;
use crate::app::panes::map::{MapDots, MapLayout, MapPane, layout, shape};
use crate::app::panes::map_places::MapPlaces;
use crate::config::Units;
use crate::geography::{
    Coordinates, MapLabel, OutlineKind, PlaceRow, Standing, compass, placed_labels, turn,
};
use crate::text::{CleanText, grouped};

/// Cells of the longest name on the map.
const LONGEST: u16 = 24;

/// Places on the map at most: those in most documents.
const MOST_SPOTS: usize = 2_000;

/// Paints the pane.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let pane = &state.whole.map;
    let focused = state.focus == PaneId::Map;
    let units = state.settings.units;
    heading(canvas, area, ("Map of the library", &about(state)), focused, theme);
    let MapLayout { map, list, below } = layout(area);
    draw_map(canvas, map, pane, theme);
    let Some(places) = &pane.places else {
        return canvas.put_wrapped(list, "Looking …", theme.dim);
    };
    if places.is_empty() {
        let words = match places.is_nothing() {
            true => "No document that is indexed names a place.",
            false => "No place has all of this in its name.",
        };
        return canvas.put_wrapped(list, words, theme.dim);
    }
    let first = pane.rows.top_centred(list.height.into());
    for (y, row) in (list.y..list.bottom()).zip(first..places.len()) {
        let Some(line) = places.row(row) else { break };
        draw_row(
            canvas,
            Rect { y, height: 1, ..list },
            (line, places.away(row)),
            pane,
            (units, theme),
        );
        if row == pane.rows.selected() {
            canvas.tint(Rect { y, height: 1, ..list }, theme.selected);
        }
    }
    let told = told(pane, places, units);
    draw_told(canvas, below, &told, theme);
}

/// Each of these on a line of its own, or on more if that is needed and lines are left over.
fn draw_told(canvas: &mut Canvas<'_>, below: Rect, told: &[String], theme: &Theme) {
    let mut spare = usize::from(below.height).saturating_sub(told.len());
    let mut y = below.y;
    for (at, words) in told.iter().enumerate() {
        let more = (wrapped(words, below.width.into()).len().saturating_sub(1)).min(spare);
        spare -= more;
        let height = (1 + u16::try_from(more).unwrap_or(0)).min(below.bottom().saturating_sub(y));
        let style = if at == 0 { theme.strong } else { theme.dim };
        canvas.put_wrapped(Rect { y, height, ..below }, words, style);
        y += height;
    }
}

fn about(state: &State) -> String {
    let Some(places) = &state.whole.map.places else { return String::new() };
    let located = places.spots().len();
    let open = places.len() - located;
    let open = (open > 0).then(|| format!("{} not known where", grouped(open)));
    let indexing = state.scan.indexing.map(|progress| progress.said());
    let parts = [Some(format!("{} places", grouped(located))), open, indexing];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Where a place stands on the map, in cells; `None` outside of it.
fn cell_of(pane: &MapPane, map: Rect, at: Coordinates) -> Option<(u16, u16)> {
    let point = pane.view.place(at, shape(map));
    let inside = (0.0..1.0).contains(&point.x) && (0.0..1.0).contains(&point.y);
    let cell = |share: f64, cells: u16| (share * f64::from(cells)) as u16;
    inside.then(|| (cell(point.x, map.width), cell(point.y, map.height)))
}

fn draw_map(canvas: &mut Canvas<'_>, map: Rect, pane: &MapPane, theme: &Theme) {
    if map.width == 0 || map.height == 0 {
        return;
    }
    let raster = raster(map, pane);
    for y in 0..map.height {
        for x in 0..map.width {
            let Some((character, ink)) = raster.cell(x, y) else { continue };
            let style = match ink {
                Ink::Border => theme.line,
                Ink::Coast => theme.dim,
                Ink::Ring => theme.key,
            };
            canvas.put((map.x + x, map.y + y), character.encode_utf8(&mut [0; 4]), style);
        }
    }
    draw_spots(canvas, map, pane, theme);
}

/// Coasts, borders and rings as dots.
fn raster(map: Rect, pane: &MapPane) -> Raster {
    let mut raster = Raster::new(map.width, map.height, pane.dots);
    let (south, north) = pane.view.latitudes();
    let lines = pane.outlines.lines().iter();
    for line in lines.filter(|line| line.latitudes.0 <= north && line.latitudes.1 >= south) {
        let ink = match line.kind {
            OutlineKind::Coast => Ink::Coast,
            OutlineKind::Border => Ink::Border,
        };
        polyline(&mut raster, map, pane, &line.points, ink);
    }
    if let (Some((_, centre)), Some(ring)) = (&pane.centre, &pane.ring) {
        for points in ring.points(*centre) {
            polyline(&mut raster, map, pane, &points, Ink::Ring);
        }
    }
    raster
}

fn polyline(raster: &mut Raster, map: Rect, pane: &MapPane, points: &[Coordinates], ink: Ink) {
    let shape = shape(map);
    let middle = pane.view.centre.longitude;
    let mut before: Option<(f64, (f64, f64))> = None;
    for point in points {
        let turned = turn(point.longitude - middle);
        let at = pane.view.place(*point, shape);
        // What crosses the meridian opposite of the middle goes on at the other edge.
        if let Some((_, from)) = before.filter(|(last, _)| (turned - last).abs() < 180.0) {
            raster.line(from, (at.x, at.y), ink);
        }
        before = Some((turned, (at.x, at.y)));
    }
}

/// Places and their names: those in most documents first, the chosen one before all.
fn draw_spots(canvas: &mut Canvas<'_>, map: Rect, pane: &MapPane, theme: &Theme) {
    let Some(places) = &pane.places else { return };
    let ascii = pane.dots == MapDots::Ascii;
    let chosen = places.row(pane.rows.selected()).and_then(|row| row.at);
    let mut spots = places.spots();
    spots.sort_by_key(|spot| (Some(spot.at) != chosen, std::cmp::Reverse(spot.documents)));
    spots.truncate(MOST_SPOTS);
    let shown = spots.iter().filter_map(|spot| Some((spot, cell_of(pane, map, spot.at)?)));
    let mut shown: Vec<_> = shown.collect();
    let mut seen = std::collections::BTreeSet::new();
    shown.retain(|(_, cell)| seen.insert(*cell));
    let name = |name: &str| super::canvas::cut(&CleanText::line(name), LONGEST.into());
    let labels: Vec<MapLabel> = shown
        .iter()
        .map(|(spot, at)| MapLabel { at: *at, width: cells(&name(spot.name)) })
        .collect();
    let centre = pane.centre.as_ref().and_then(|(_, at)| cell_of(pane, map, *at));
    let taken: Vec<_> = centre.into_iter().collect();
    let starts = placed_labels(&labels, (map.width, map.height), &taken);
    for ((spot, (x, y)), start) in shown.iter().zip(starts) {
        let is_chosen = Some(spot.at) == chosen;
        let style = if is_chosen { theme.selected } else { theme.place };
        if let Some((x, y)) = start {
            canvas.put((map.x + x, map.y + y), &name(spot.name), style);
        }
        let sign = match (is_chosen, ascii) {
            (true, false) => "◉",
            (true, true) => "@",
            (false, false) => "●",
            (false, true) => "o",
        };
        canvas.put((map.x + x, map.y + y), sign, style);
    }
    if let Some((x, y)) = centre {
        let sign = if ascii { "X" } else { "◎" };
        canvas.put((map.x + x, map.y + y), sign, theme.key);
    }
}

fn draw_row(
    canvas: &mut Canvas<'_>,
    line: Rect,
    (row, away): (&PlaceRow, Option<(f64, f64)>),
    pane: &MapPane,
    (units, theme): (Units, &Theme),
) {
    let is_centre = pane.centre.as_ref().is_some_and(|(_, at)| Some(*at) == row.at);
    let sign = match row.at {
        None => "?",
        Some(_) if is_centre => "◎",
        Some(_) => "●",
    };
    let within = pane.ring.as_ref().zip(away).is_none_or(|(ring, (km, _))| km <= ring.farthest());
    let style = match row.at {
        Some(_) if within => theme.place,
        _ => theme.dim,
    };
    let right = match away {
        Some((km, bearing)) if !is_centre => {
            format!("{} {:2}", length(km, units), compass(bearing))
        }
        Some(_) => String::new(),
        None => grouped(row.documents),
    };
    let start = canvas.put_right((line.right(), line.y), &right, theme.dim);
    canvas.put((line.x, line.y), sign, style);
    let room = start.saturating_sub(line.x + 3);
    let name = CleanText::line(&row.described);
    canvas.put_cut((line.x + 2, line.y), room, &name, style);
}

/// What is told of the chosen place, of the ring, and of the map.
fn told(pane: &MapPane, places: &MapPlaces, units: Units) -> Vec<String> {
    let mut told = Vec::new();
    if let Some(row) = places.row(pane.rows.selected()) {
        let documents = match row.documents {
            1 => "1 document".to_owned(),
            count => format!("{} documents", grouped(count)),
        };
        let why = row.by.map_or("which is meant is not said", |by| by.says());
        let why = if row.standing == Standing::Unknown { "no coordinates are known" } else { why };
        told.push(format!(
            "“{}” in {documents}: {} ({why})",
            CleanText::line(&row.name),
            CleanText::line(&row.described)
        ));
    }
    if let Some((name, _)) = &pane.centre {
        let name = CleanText::line(name);
        told.push(match &pane.ring {
            Some(ring) => {
                let (inside, all) = places.within(ring.farthest());
                let to = length(ring.farthest(), units);
                format!("{inside} of {all} places within {to} of {name} (“{}”)", ring.written)
            }
            None => format!("Distances from {name} along the surface of the earth"),
        });
    }
    let high = length(pane.view.height_km().min(20_015.0), units);
    told.push(format!("{high} from top to bottom · places: GeoNames, outlines: Natural Earth"));
    told
}

/// "1,234 km", "8.5 km", in the reader's unit.
fn length(km: f64, units: Units) -> String {
    let (number, unit) = match units {
        Units::Km => (km, "km"),
        Units::Miles => (km / 1.609_344, "mi"),
        Units::Nautical => (km / 1.852, "nm"),
    };
    match number {
        number if number < 9.95 => format!("{number:.1} {unit}"),
        number => format!("{} {unit}", grouped(number.round() as usize)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_told_in_the_readers_unit() {
        assert_eq!(length(8.54, Units::Km), "8.5 km");
        assert_eq!(length(1_234.4, Units::Km), "1,234 km");
        assert_eq!(length(160.9344, Units::Miles), "100 mi");
        assert_eq!(length(185.2, Units::Nautical), "100 nm");
    }
}
