//! What one page paints, as runs of words with their places, upright and measured from the upper
//! left corner. Knows neither lines nor columns.

use unpdf::parser::backend::{PageId, PdfBackend, ResourceScope};
use unpdf::parser::{LayoutAnalyzer, PageFacts, TextSpan};

use super::areas::Areas;
use super::fields::{self, Value};
use super::lens::{Lens, Source};
use super::rules::Rules;
use super::tint::Tint;

/// Runs of one page that are kept.
const MAX_RUNS: usize = 200_000;

/// Room between two letters that is the gap between words, in thousandths of the size.
const WIDE_ROOM: f32 = 150.0;

/// Runs on each side that are looked at.
const BESIDE: usize = 4;

/// Letters of a run that may be so many words.
const MOST_APART: usize = 5;

/// How the letters of a run look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub bold: bool,
    pub italic: bool,
}

/// Words painted by one instruction, in points.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub text: String,
    pub left: f32,
    /// Where its ink ends: spaces after the last word do not count.
    pub right: f32,
    /// Its base line, from the top of the page.
    pub base: f32,
    pub size: f32,
    pub style: Style,
    /// True if it neither lies nor stands, as stamps across a page do.
    pub slanted: bool,
    /// True if it is the text layer of a picture: its places and sizes are guesses.
    pub scanned: bool,
}

/// A page as painted.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub height: f32,
    /// Runs that read from left to right, in the order they are painted.
    pub runs: Vec<Run>,
    /// Runs that stand on end or slant.
    pub turned: Vec<Run>,
    /// Runs that nobody sees who looks at the page.
    pub hidden: Vec<Run>,
    /// Runs beside the part of the page that is shown; the parser does not tell their words.
    pub beside: usize,
    /// True if the page shows little else than a picture.
    pub pictured: bool,
    /// True if some of its words could not be read.
    pub damaged: bool,
    /// True if some of what it is painted from could not be unpacked.
    pub lost: bool,
    /// Lines across and down that are drawn.
    pub rules: Rules,
}

impl Sheet {
    /// Reads a page; one that cannot be read is an empty, damaged sheet.
    pub(super) fn read(source: &Source, page: PageId) -> Self {
        let sheet = Self::turned(source, page, 0);
        let Some(turns) = sheet.lies_on_its_side() else { return sheet.0 };
        Self::turned(source, page, turns).0
    }

    fn turned(source: &Source, page: PageId, turns: u16) -> Painted {
        let lens = Lens::new(source, page, turns);
        let analyzer = LayoutAnalyzer::new(&lens);
        let area = lens.page_box(page);
        let found = analyzer.extract_page_spans(1);
        let facts = analyzer.page_facts();
        let mut sheet = Self {
            height: area.height(),
            rules: lens.rules(),
            pictured: facts.image_coverage > 0.5,
            beside: facts.clipped_text_runs as usize,
            lost: found.is_err() || analyzer.undecodable_content_streams() > 0,
            damaged: found.is_err()
                || lens.is_cut()
                || analyzer.suppressed_text_runs() > 0
                || analyzer.undecodable_content_streams() > 0,
            ..Self::default()
        };
        let mut directions = Vec::new();
        let mut spans = found.unwrap_or_default();
        spans.truncate(MAX_RUNS);
        open_gaps(&mut spans);
        let veil = Veil::of(&spans, &facts, || {
            let again = Lens::new(source, page, turns);
            Areas::of(&again, ResourceScope::page(page), &lens.paintings())
        });
        for span in spans {
            let (turned, direction) = (span.is_rotated(), span.direction);
            let (hidden, tint) = (veil.hides(&span), Tint::of(&span.font_name));
            let Some(mut run) = run(span, area.height()) else { continue };
            run.slanted = direction.iter().all(|part| part.abs() > 0.1);
            run.scanned = tint == Tint::Unpainted;
            if hidden {
                sheet.hidden.push(run);
            } else if turned {
                directions.push((direction, run.text.len()));
                sheet.turned.push(run);
            } else {
                sheet.runs.push(run);
            }
        }
        sheet.show_if_nothing_else_is();
        let values = fields::values(&mut source.fonts.objects(), page);
        values.into_iter().for_each(|value| sheet.fill(lens.upright(value)));
        Painted(sheet, directions)
    }

    /// Sets the value of a field beside what the page paints, on the line of its label. What the page
    /// paints there already is not set twice.
    fn fill(&mut self, Value { words, place: [left, low, right, high] }: Value) {
        let (top, bottom) = (self.height - high, self.height - low);
        let inside = |run: &&Run| run.base > top && run.base < bottom + 1.0;
        let painted = self.runs.iter().filter(inside);
        let first = words.split_whitespace().next().unwrap_or_default();
        let mut beside = painted.clone().filter(|run| run.left < right && run.right > left);
        if beside.any(|run| run.text.contains(first)) {
            return;
        }
        let label = painted
            .filter(|run| run.right <= left + 2.0)
            .min_by(|a, b| (left - a.right).total_cmp(&(left - b.right)));
        let lines: Vec<&str> = words.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
        let size = label.map_or(10.0_f32, |run| run.size).min(high - low).max(4.0);
        let middle = f32::midpoint(top, bottom) + 0.35 * size;
        let start = if lines.len() > 1 { top + size } else { middle };
        let start = label.filter(|_| lines.len() == 1).map_or(start, |run| run.base);
        for (n, line) in lines.into_iter().enumerate() {
            let base = start + 1.2 * size * small(n);
            let width = small(line.chars().count()) * size * 0.5;
            let end = left + width.min((right - left).max(1.0));
            let (text, style) = (letters(line), Style::default());
            let run =
                Run { text, left, right: end, base, size, style, slanted: false, scanned: false };
            self.runs.push(run);
        }
    }

    /// Words that nobody sees are the page's words if there are no others.
    fn show_if_nothing_else_is(&mut self) {
        if self.runs.is_empty() && self.turned.is_empty() {
            self.runs = std::mem::take(&mut self.hidden);
        }
    }
}

/// What lies over or under words, so that they are not seen.
struct Veil {
    /// True if words that are not painted are the text layer of a scan.
    layer: bool,
    /// What else the page paints, if that is to be known.
    areas: Option<Areas>,
}

impl Veil {
    fn of(spans: &[TextSpan], facts: &PageFacts, areas: impl FnOnce() -> Areas) -> Self {
        let layer =
            facts.image_coverage > 0.5 || facts.invisible_text_chars >= facts.painted_text_chars;
        let asked = spans.iter().any(|span| match Tint::of(&span.font_name) {
            Tint::Seen => false,
            Tint::Unpainted => !layer,
            Tint::White => true,
        });
        Self { layer, areas: asked.then(areas) }
    }

    /// True if nobody sees a run.
    fn hides(&self, span: &TextSpan) -> bool {
        let Some(areas) = &self.areas else { return false };
        let (size, left) = (span.font_size.abs(), span.x);
        let place = [left, span.y - 0.2 * size, left + span.width.max(1.0), span.y + 0.7 * size];
        match Tint::of(&span.font_name) {
            Tint::Seen => false,
            Tint::Unpainted => !self.layer && !areas.picture(place),
            Tint::White => !areas.touch(place),
        }
    }
}

/// A sheet, and the directions and lengths of its turned runs.
struct Painted(Sheet, Vec<([f32; 2], usize)>);

impl Painted {
    /// Quarter turns that set most of the words upright, if they are not.
    fn lies_on_its_side(&self) -> Option<u16> {
        let upright: usize = self.0.runs.iter().map(|run| run.text.len()).sum();
        let words = |wanted: [f32; 2]| -> usize {
            let near = |d: &[f32; 2]| d[0] * wanted[0] + d[1] * wanted[1] > 0.99;
            self.1.iter().filter(|(d, _)| near(d)).map(|(_, len)| len).sum()
        };
        let ways = [([0.0, 1.0], 1), ([-1.0, 0.0], 2), ([0.0, -1.0], 3)];
        let most = ways.into_iter().map(|(way, turns)| (words(way), turns)).max()?;
        (most.0 > upright * 2).then_some(most.1)
    }
}

/// Some programs write the letters on both sides of a gap between words as one run and widen the
/// room between them; what stands beside such a run is set as usual.
fn open_gaps(spans: &mut [TextSpan]) {
    let seen: Vec<(f32, f32, usize)> =
        spans.iter().map(|span| (span.y, span.letter_spacing, span.text.chars().count())).collect();
    for (at, span) in spans.iter_mut().enumerate() {
        let letters = span.text.chars().count();
        if span.letter_spacing < WIDE_ROOM || !(2..=MOST_APART).contains(&letters) {
            continue;
        }
        let near = seen.get(at.saturating_sub(BESIDE)..(at + BESIDE + 1).min(seen.len()));
        let beside = near.into_iter().flatten().filter(|other| (other.0 - span.y).abs() < 1.0);
        let (wide, usual): (Vec<_>, Vec<_>) = beside.partition(|other| other.1 > WIDE_ROOM / 2.0);
        let count = |runs: Vec<&(f32, f32, usize)>| runs.iter().map(|run| run.2).sum::<usize>();
        if count(usual) > count(wide) && !span.text.contains(' ') {
            let apart: Vec<String> = span.text.chars().map(String::from).collect();
            span.text = apart.join(" ");
            span.ink_width = Some(span.width - span.letter_spacing / 1000.0 * span.font_size);
        }
    }
}

fn run(span: TextSpan, height: f32) -> Option<Run> {
    let style = Style { bold: span.is_bold, italic: span.is_italic };
    let text = letters(&span.text);
    let ink = span.ink_width.filter(|_| span.width_measured).unwrap_or(span.width);
    let trailing = span.text.len() - span.text.trim_end().len();
    let width = match () {
        () if span.ink_width.is_some() && ink > 0.0 => ink,
        () if ink > 0.0 => (ink - small(trailing) * span.font_size * 0.25).max(0.0),
        () => small(span.text.trim_end().chars().count()) * span.font_size * 0.5,
    };
    let run = Run {
        left: span.x,
        right: span.x + width,
        base: height - span.y,
        size: span.font_size.abs(),
        text,
        style,
        slanted: false,
        scanned: false,
    };
    let finite = [run.left, run.right, run.base, run.size].iter().all(|n| n.abs() < 1e6);
    (finite && run.size > 0.0 && !run.text.trim().is_empty()).then_some(run)
}

/// Letters joined into one sign are taken apart, and the bullets of symbol fonts become bullets:
/// words are to be found as they are typed.
fn letters(raw: &str) -> String {
    if raw.is_ascii() {
        return raw.to_owned();
    }
    let mut out = String::with_capacity(raw.len());
    for c in raw.chars() {
        match c {
            '\u{FB00}' => out.push_str("ff"),
            '\u{FB01}' => out.push_str("fi"),
            '\u{FB02}' => out.push_str("fl"),
            '\u{FB03}' => out.push_str("ffi"),
            '\u{FB04}' => out.push_str("ffl"),
            '\u{FB05}' | '\u{FB06}' => out.push_str("st"),
            '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{3000}' => out.push(' '),
            '\u{F0B7}' | '\u{F0A7}' | '\u{F0D8}' | '\u{F0FC}' => out.push('•'),
            '\u{2010}' => out.push('-'),
            c => out.push(c),
        }
    }
    out
}

/// A count as a number of points.
pub(super) fn small(count: usize) -> f32 {
    count as f32
}
