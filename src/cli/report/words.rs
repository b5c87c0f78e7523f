//! What a report says of each statement, and of all of them, in words: the same in every form.

use std::collections::BTreeSet;
use std::path::Path;

use crate::config::Units;
use crate::corpus::statements::said_by;
use crate::facts::{CertaintyClass, RangeKind};
use crate::index::StatedRange;
use crate::ledger::{Why, reason, would_explain};
use crate::protocol::{Dossier, DossierStatement};
use crate::text::CleanText;
use crate::view::dossier::value;

/// A statement in the words of the report.
pub(super) struct Line<'a> {
    /// The distance as it is claimed, "≤ 300 km".
    pub value: String,
    /// What it is of: the measure if it is no reach, the variant, the condition.
    pub of: String,
    /// Who says so.
    pub who: &'a str,
    /// How surely, with the word that says so.
    pub surely: String,
    /// The date of the document.
    pub date: String,
}

impl<'a> Line<'a> {
    pub fn of(one: &'a DossierStatement) -> Self {
        let stated = &one.stated;
        let kind = Some(stated.kind.word()).filter(|_| stated.kind != RangeKind::Reach);
        let of = [kind.unwrap_or_default(), &one.variant, &stated.condition];
        let of: Vec<&str> = of.into_iter().filter(|words| !words.is_empty()).collect();
        Self {
            value: value(stated, Units::Km),
            of: of.join(", "),
            who: &one.who,
            surely: surely(stated),
            date: one.paper.date.map(|date| format!("{date:.10}")).unwrap_or_default(),
        }
    }
}

/// "hedged (“reportedly”)".
fn surely(stated: &StatedRange) -> String {
    let word = match stated.certainty {
        CertaintyClass::Asserted => "stated",
        other => other.word(),
    };
    match stated.hedge.is_empty() {
        true => word.to_owned(),
        false => format!("{word} (“{}”)", stated.hedge),
    }
}

/// Which statements contradict each other, each pair of values once: their numbers, counted from 1, why
/// they do, and what would explain them.
pub(super) fn contradictions(dossier: &Dossier) -> Vec<([usize; 2], String, String)> {
    let shown = |place: usize| dossier.statements.iter().position(|s| s.place == place);
    let conflicts = dossier.ledger.conflicts().into_iter();
    conflicts
        .filter_map(|conflict| {
            // The first of each that is shown; what was stated again in the same words is not.
            let one = conflict.one.iter().find_map(|place| shown(*place))?;
            let other = conflict.other.iter().find_map(|place| shown(*place))?;
            let (one, other) = (one.min(other), one.max(other));
            let (a, b) = (dossier.statements.get(one)?, dossier.statements.get(other)?);
            let said =
                |s: &DossierStatement| said_by((&s.who, &s.variant), &s.stated, s.paper.date);
            let (a, b) = (said(a), said(b));
            Some(([one + 1, other + 1], reason(Why::Nothing, &a, &b, ""), would_explain(&a, &b)))
        })
        .collect()
}

/// "12 statements in 7 documents, 2023-05 to 2024-11".
pub(super) fn summary(dossier: &Dossier) -> String {
    let count = |number: usize, word: &str| match number {
        1 => format!("1 {word}"),
        number => format!("{number} {word}s"),
    };
    let papers: BTreeSet<&Path> =
        dossier.statements.iter().map(|s| s.paper.path.as_path()).collect();
    let mut dates: Vec<_> = dossier.statements.iter().filter_map(|s| s.paper.date).collect();
    dates.sort_unstable();
    let between = match (dates.first(), dates.last()) {
        (Some(first), Some(last)) if first == last => format!(", {first:.10}"),
        (Some(first), Some(last)) => format!(", {first:.10} to {last:.10}"),
        _ => String::new(),
    };
    let statements = count(dossier.statements.len(), "statement");
    format!("{statements} in {}{between}.", count(papers.len(), "document"))
}

/// Where a statement stands: title, source, date, file, and the place in Unicode scalar values.
pub(super) fn source(one: &DossierStatement) -> Vec<String> {
    let paper = &one.paper;
    let date = paper.date.map(|date| format!("{date:.10}"));
    let place = format!("characters {} to {}", one.stated.scalars.start, one.stated.scalars.end);
    let parts = [
        Some(paper.title.to_string()),
        paper.source.as_ref().map(ToString::to_string),
        date,
        Some(CleanText::path(&paper.path).to_string()),
        Some(place),
    ];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect()
}
