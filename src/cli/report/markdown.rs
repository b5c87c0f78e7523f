//! The report as Markdown: bars of letters, a table, what contradicts what, and the passages.

use std::fmt::Write as _;

use super::picture::{self, BAR_CELLS};
use super::words::{Line, contradictions, source, summary};
use crate::protocol::{Dossier, DossierStatement};
use crate::text::{Span, markdown_line};

/// The page.
pub(super) fn page(dossier: &Dossier) -> String {
    let mut out = format!("# {}\n\n{}\n", markdown_line(&dossier.name), summary(dossier));
    out.push_str(&bars(dossier));
    out.push_str("\n## Statements\n\n| | Range | Of | Who says so | How surely | Date |\n|--:|---|---|---|---|---|\n");
    for (number, one) in (1..).zip(&dossier.statements) {
        let Line { value, of, who, surely, date } = Line::of(one);
        let cells = [&*value, &of, who, &surely, &date].map(markdown_line).join(" | ");
        let _ = writeln!(out, "| {number} | {cells} |");
    }
    out.push_str("\n## Contradictions\n\n");
    let found = contradictions(dossier);
    if found.is_empty() {
        out.push_str("No two of these statements contradict each other.\n");
    }
    for ([one, other], why, explanation) in found {
        let words = [why, explanation].map(|words| markdown_line(&words)).join(" ");
        let _ = writeln!(out, "- {one} and {other}: {words}");
    }
    out.push_str("\n## Passages\n");
    for (number, one) in (1..).zip(&dossier.statements) {
        let about = source(one).iter().map(|part| markdown_line(part)).collect::<Vec<_>>();
        let _ = write!(out, "\n{number}. {}\n\n   {}\n", passage(one), about.join(" · "));
        for again in &one.again {
            let _ = write!(out, "\n   Again in {}\n", markdown_line(&again.title));
        }
    }
    out
}

/// The bars of letters on one axis, a line each.
fn bars(dossier: &Dossier) -> String {
    let axis = picture::axis(dossier, BAR_CELLS);
    let mut out = String::from("\n```text\n");
    for (number, one) in (1..).zip(&dossier.statements) {
        let mut cells = vec![' '; BAR_CELLS.into()];
        for (cell, sign) in picture::bar(axis, one) {
            if let Some(place) = cells.get_mut(usize::from(cell)) {
                *place = sign;
            }
        }
        let bar: String = cells.iter().collect();
        let _ = writeln!(out, "{number:>4}  {bar}  {}", Line::of(one).value);
    }
    let mut scale = String::new();
    for (cell, label) in axis.labels("km") {
        let missing = usize::from(cell).saturating_sub(scale.chars().count());
        let _ = write!(scale, "{}{label}", " ".repeat(missing));
    }
    let _ = writeln!(out, "      {scale}\n```");
    out
}

/// The sentence with its figure in bold.
fn passage(one: &DossierStatement) -> String {
    let sentence = one.sentence.as_str();
    let whole = Span::new(0, sentence.len());
    let mark = one.marks.first().copied().filter(|mark| mark.fits(sentence)).unwrap_or(whole);
    let part = |from, to| markdown_part(Span::new(from, to).of(sentence));
    match mark == whole {
        true => markdown_line(sentence),
        false => format!(
            "{}**{}**{}",
            part(0, mark.start),
            part(mark.start, mark.end),
            part(mark.end, sentence.len())
        ),
    }
}

/// A part of a line, with the blanks at its ends.
fn markdown_part(words: &str) -> String {
    let (before, after) = (words.starts_with(' '), words.ends_with(' '));
    let blank = |there: bool| if there { " " } else { "" };
    match words.trim().is_empty() {
        true => blank(before).to_owned(),
        false => format!("{}{}{}", blank(before), markdown_line(words), blank(after)),
    }
}
