//! The pictures of a report: bars of what is claimed on one axis, and the statements over time. Each
//! bar is that of the reader, so that it never extends beyond its claim.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::words::Line;
use crate::protocol::{Dossier, DossierStatement};
use crate::view::dossier::claimed;
use crate::view::range_bar::Axis;

/// Letters of the longest bar in Markdown.
pub(super) const BAR_CELLS: u16 = 48;

/// Points of the axis in a drawing.
const POINTS: u16 = 480;

/// Points of the words left of the bars, and of those right of them.
const LEFT: u32 = 40;
const RIGHT: u32 = 260;

/// Points from one bar to the next.
const ROW: u32 = 20;

/// An axis of so many cells that holds every claim.
pub(super) fn axis(dossier: &Dossier, cells: u16) -> Axis {
    Axis::of(dossier.statements.iter().map(|one| one.stated.claim), 1.0, cells)
}

/// The cells of the bar of a statement; none if it claims nothing.
pub(super) fn bar(axis: Axis, one: &DossierStatement) -> Vec<(u16, char)> {
    axis.bar(one.stated.claim, claimed(&one.stated))
}

/// The bars as a drawing, a row each, with what they say in words beside them.
pub(super) fn bars(dossier: &Dossier) -> String {
    let axis = axis(dossier, POINTS);
    let rows = u32::try_from(dossier.statements.len()).unwrap_or(u32::MAX);
    let (width, height) = (LEFT + u32::from(POINTS) + RIGHT, rows.saturating_mul(ROW) + 30);
    let mut out = format!(
        "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"What is claimed of the range, in kilometres; the table below says the same in words\">\n"
    );
    for (at, label) in axis.labels("km") {
        let x = LEFT + u32::from(at);
        let _ = writeln!(
            out,
            "<line class=\"grid\" x1=\"{x}\" y1=\"0\" x2=\"{x}\" y2=\"{}\"/><text x=\"{x}\" y=\"{}\">{label}</text>",
            height - 22,
            height - 6
        );
    }
    for ((number, one), y) in (1..).zip(&dossier.statements).zip((0..).step_by(ROW as usize)) {
        let middle = y + ROW / 2;
        let _ = writeln!(out, "<text x=\"0\" y=\"{}\">{number}</text>", middle + 4);
        out.push_str(&drawn(&bar(axis, one), middle));
        let Line { value, who, .. } = Line::of(one);
        let words = format!("{value} — {}", cut(who));
        let x = LEFT + u32::from(POINTS) + 12;
        let _ = writeln!(out, "<text x=\"{x}\" y=\"{}\">{}</text>", middle + 4, escape(&words));
    }
    out.push_str("</svg>\n");
    out
}

/// A bar: a line from bound to bound, an arrow where it is open, a mark where a value or a maximum is.
fn drawn(bar: &[(u16, char)], y: u32) -> String {
    let (Some((first, start)), Some((last, end))) = (bar.first(), bar.last()) else {
        return String::new();
    };
    let x = |cell: u16| LEFT + u32::from(cell);
    let (left, right) = (x(*first), x(*last));
    let mut out =
        format!("<line class=\"bar\" x1=\"{left}\" y1=\"{y}\" x2=\"{right}\" y2=\"{y}\"/>");
    for (at, sign, turn) in [(left, *start, 1), (right, *end, -1)] {
        let inner = at.saturating_add_signed(6 * turn);
        let _ = match sign {
            '◀' | '▶' => write!(
                out,
                "<path class=\"mark\" d=\"M{at} {y} L{inner} {} L{inner} {} Z\"/>",
                y - 4,
                y + 4
            ),
            '├' | '┤' => write!(
                out,
                "<line class=\"bar\" x1=\"{at}\" y1=\"{}\" x2=\"{at}\" y2=\"{}\"/>",
                y - 4,
                y + 4
            ),
            _ => Ok(()),
        };
    }
    if let Some((cell, _)) = bar.iter().find(|(_, sign)| *sign == '■') {
        let _ = write!(
            out,
            "<rect class=\"mark\" x=\"{}\" y=\"{}\" width=\"6\" height=\"6\"/>",
            x(*cell).saturating_sub(3),
            y - 3
        );
    }
    out.push('\n');
    out
}

/// The statements over time, a dot each, at the date of its document; empty if fewer than two have one.
pub(super) fn timeline(dossier: &Dossier) -> String {
    let year = |one: &DossierStatement| {
        let date = one.paper.date?;
        let month = date.month().map_or(6.5, |month| f64::from(month) - 1.0);
        let day = date.day().map_or(0.5, |day| (f64::from(day) - 1.0) / 31.0);
        Some(f64::from(date.year()) + (month + day) / 12.0)
    };
    let dated: Vec<(usize, f64)> =
        (1..).zip(&dossier.statements).filter_map(|(n, one)| Some((n, year(one)?))).collect();
    let years = dated.iter().map(|(_, year)| *year);
    let (first, last) = (
        years.clone().fold(f64::INFINITY, f64::min).floor(),
        years.fold(f64::NEG_INFINITY, f64::max).floor() + 1.0,
    );
    if dated.len() < 2 {
        return String::new();
    }
    let width = LEFT + u32::from(POINTS) + RIGHT;
    let span = f64::from(width - LEFT - 20);
    let x = |year: f64| f64::from(LEFT) / 2.0 + (year - first) / (last - first) * span;
    let mut out = format!(
        "<svg viewBox=\"0 0 {width} 60\" role=\"img\" aria-label=\"The statements by the dates of their documents; the table says them in words\">\n"
    );
    let step = ((last - first) / 12.0).ceil().max(1.0);
    let mut tick = first;
    while tick <= last {
        let at = x(tick);
        let _ = writeln!(
            out,
            "<line class=\"grid\" x1=\"{at:.1}\" y1=\"0\" x2=\"{at:.1}\" y2=\"40\"/><text x=\"{at:.1}\" y=\"56\">{tick:.0}</text>"
        );
        tick += step;
    }
    for (number, year) in &dated {
        let y = 8 + number % 4 * 8;
        let _ = writeln!(
            out,
            "<circle class=\"mark\" cx=\"{:.1}\" cy=\"{y}\" r=\"3\"><title>{number}</title></circle>",
            x(*year)
        );
    }
    out.push_str("</svg>\n");
    out
}

/// A name that has room beside a bar.
fn cut(who: &str) -> String {
    const MOST: usize = 28;
    match who.chars().count() > MOST {
        true => who.chars().take(MOST - 1).chain(['…']).collect(),
        false => who.to_owned(),
    }
}
