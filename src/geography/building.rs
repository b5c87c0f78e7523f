//! Makes the image of `data/geography` when the program is built. Refuses lines that it does not
//! understand, with the file and the number of the line.

use std::collections::BTreeMap;

use super::image::{GeographyImage, put_number};
use crate::text::folded;

/// What a place can be; the number of a kind is its place here.
const KINDS: [&str; 3] = ["city", "region", "state"];

/// The number of a country among the kinds.
const STATE: u8 = 2;

/// A line of `places.tsv`.
struct Line<'a> {
    kind: u8,
    name: &'a str,
    country: [u8; 2],
    region: &'a str,
    latitude: i32,
    longitude: i32,
    people: u32,
    also: Vec<&'a str>,
}

/// The image of what stands in `places.tsv` and `outlines.txt`.
///
/// # Errors
/// A sentence that names the line which is not understood.
pub fn image(places: &str, outlines: &str) -> Result<Vec<u8>, String> {
    let numbered =
        |(at, line)| self::line(line).ok_or_else(|| format!("places.tsv, line {}: {line}", at + 1));
    let mut lines = places.lines().enumerate().map(numbered).collect::<Result<Vec<_>, _>>()?;
    lines.sort_by_cached_key(|line| folded(line.name));
    let mut names = Names::default();
    let (mut rows, mut aliases, mut regions) = (Vec::new(), Vec::new(), Vec::new());
    let mut countries = Vec::new();
    let mut numbers: BTreeMap<&str, u16> = BTreeMap::new();
    for (number, line) in (0_u32..).zip(&lines) {
        let next = u16::try_from(numbers.len()).map_err(|_| "too many regions".to_owned())?;
        let region = *numbers.entry(line.region).or_insert_with(|| {
            names.put(&mut regions, line.region);
            next
        });
        names.put(&mut rows, line.name);
        rows.push(line.kind);
        rows.extend(line.country);
        rows.extend(region.to_le_bytes());
        rows.extend(line.latitude.to_le_bytes());
        rows.extend(line.longitude.to_le_bytes());
        rows.extend(line.people.to_le_bytes());
        if line.kind == STATE {
            countries.extend(line.country);
            countries.extend(number.to_le_bytes());
        }
        aliases.extend(line.also.iter().map(|name| (folded(name), *name, number)));
    }
    aliases.sort();
    let mut others = Vec::new();
    for (_, name, number) in &aliases {
        names.put(&mut others, name);
        others.extend(number.to_le_bytes());
    }
    let outlines = self::outlines(outlines)?;
    let image = GeographyImage {
        names: names.all.as_bytes(),
        places: &rows,
        aliases: &others,
        regions: &regions,
        countries: &countries,
        outlines: &outlines,
    };
    postcard::to_allocvec(&image).map_err(|error| error.to_string())
}

/// Names that stand behind each other, each once.
#[derive(Default)]
struct Names {
    all: String,
    known: BTreeMap<String, u32>,
}

impl Names {
    /// Appends where a name begins and how long it is.
    fn put(&mut self, out: &mut Vec<u8>, name: &str) {
        let name = &name[..name.floor_char_boundary(u8::MAX.into())];
        let next = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let at = *self.known.entry(name.to_owned()).or_insert(next);
        if at == next {
            self.all.push_str(name);
        }
        out.extend(at.to_le_bytes());
        out.push(u8::try_from(name.len()).unwrap_or(u8::MAX));
    }
}

fn line(line: &str) -> Option<Line<'_>> {
    let parts: Vec<&str> = line.split('\t').collect();
    let [kind, name, country, region, latitude, longitude, people, also] = parts[..] else {
        return None;
    };
    let degrees = |written: &str, most: f64| {
        let degrees = written.parse::<f64>().ok().filter(|degrees| degrees.abs() <= most)?;
        Some((degrees * 1000.0).round() as i32)
    };
    Some(Line {
        kind: KINDS.iter().position(|known| *known == kind)?.try_into().ok()?,
        name: Some(name).filter(|name| !name.is_empty())?,
        country: country.as_bytes().try_into().ok()?,
        region,
        latitude: degrees(latitude, 90.0)?,
        longitude: degrees(longitude, 180.0)?,
        people: people.parse().ok()?,
        also: also.split('|').filter(|name| !name.is_empty()).collect(),
    })
}

fn outlines(text: &str) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let mut parts = line.split(' ');
        let kind = match parts.next() {
            Some("c") => 0,
            Some("b") => 1,
            _ => return Err(format!("outlines.txt, line {}: neither coast nor border", at + 1)),
        };
        let point = |point: &str| {
            let (x, y) = point.split_once(',')?;
            Some((x.parse::<i64>().ok()?, y.parse::<i64>().ok()?))
        };
        let points: Option<Vec<_>> = parts.map(point).collect();
        let points = points.ok_or_else(|| format!("outlines.txt, line {}: no points", at + 1))?;
        put_number(&mut out, kind);
        put_number(&mut out, i64::try_from(points.len()).unwrap_or(i64::MAX));
        for (x, y) in points {
            put_number(&mut out, x);
            put_number(&mut out, y);
        }
    }
    Ok(out)
}
