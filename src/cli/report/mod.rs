//! `briefbook report`: what documents state of the range of one weapon as a page that can be sent: the
//! bars, the statements with who says them and how surely, what contradicts what, and the passage of each
//! with its source. Markdown, or one file of HTML with its pictures inside.

mod html;
mod markdown;
mod picture;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::corrections::known;
use super::each::{Told, each};
use super::start::{lexicon, places};
use super::{Args, DONE, FAILED, NOTHING, Output};
use crate::config::Units;
use crate::corpus::dossier::{Gathered, dossier, sentence_of};
use crate::corpus::statements::statements_on_weapons;
use crate::document::Document;
use crate::facts::figure::display_figure;
use crate::facts::{CertaintyClass, Extractor, RangeKind, slug};
use crate::index::{StatedRange, WeaponStatement};
use crate::ledger::{SaidBy, Why, reason, would_explain};
use crate::protocol::{DocumentHead, Dossier, DossierStatement, MOST_COMPARED};
use crate::text::{CleanText, folded};
use crate::view::units::bound;

/// Weapons that are named if the one asked for has no statements.
const MOST_NAMED: usize = 12;

/// Prints the report of a weapon, as HTML or else as Markdown.
///
/// # Errors
/// If the output cannot be written; a closed pipe is no error.
pub fn run(
    (weapon, paths): (&str, &[PathBuf]),
    as_html: bool,
    args: &Args,
    out: &mut Output,
) -> io::Result<u8> {
    let Some(lexicon) = lexicon(args, out) else { return Ok(FAILED) };
    let corrections = known(&places(args).data, out);
    let all = Mutex::new(Vec::new());
    let gather = |extractor: &mut Extractor<'_>, path: &Path, document: &Document| {
        let facts = corrections.apply(&extractor.extract(document), document.text());
        let paper = Arc::new(head(path, document));
        let stated = statements_on_weapons(document, &facts);
        let found = stated.len();
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend(stated.into_iter().map(|statement| {
            let (sentence, marks) = sentence_of(&statement, document.text());
            Gathered { paper: Arc::clone(&paper), statement, sentence, marks }
        }));
        Told { words: String::new(), found }
    };
    let status = each((paths, args), || Extractor::new(&lexicon), gather, out)?;
    if status == FAILED {
        return Ok(status);
    }
    let all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    let base = match base_of(weapon, &all) {
        Ok(base) => base,
        Err(why) => {
            out.message(&why);
            return Ok(if status == DONE { NOTHING } else { status });
        }
    };
    let own = all.into_iter().filter(|gathered| gathered.statement.base == base).collect();
    let dossier = dossier(newest(own, out), &corrections);
    let page = if as_html { html::page(&dossier) } else { markdown::page(&dossier) };
    out.data(&page)?;
    Ok(status)
}

fn head(path: &Path, document: &Document) -> DocumentHead {
    let metadata = document.metadata();
    DocumentHead {
        path: path.to_owned(),
        title: document.title().clone(),
        date: metadata.date.as_ref().map(|date| date.value),
        source: metadata.source.as_ref().map(|source| source.value.clone()),
    }
}

/// The key of the one weapon that is meant; otherwise a sentence that says why there is none.
fn base_of(weapon: &str, all: &[Gathered]) -> Result<String, String> {
    let wanted = folded(weapon.trim());
    let names = |statement: &WeaponStatement| {
        [folded(&statement.base_name), folded(&statement.stated.weapon)]
    };
    let keys = |statement: &WeaponStatement| {
        let key = slug(weapon);
        statement.base == key || statement.stated.weapon_id == key
    };
    let exact = |s: &WeaponStatement| keys(s) || names(s).contains(&wanted);
    let within = |s: &WeaponStatement| {
        !wanted.is_empty() && names(s).iter().any(|name| name.contains(&wanted))
    };
    let of = |is_meant: &dyn Fn(&WeaponStatement) -> bool| -> BTreeSet<(&str, &str)> {
        let statements = all.iter().map(|gathered| &gathered.statement);
        statements.filter(|s| is_meant(s)).map(|s| (&*s.base_name, &*s.base)).collect()
    };
    let meant = Some(of(&exact)).filter(|meant| !meant.is_empty()).unwrap_or_else(|| of(&within));
    let mut each = meant.iter();
    match (each.next(), each.next()) {
        (Some((_, base)), None) => Ok((*base).to_owned()),
        (Some(_), Some(_)) => {
            Err(format!("“{weapon}” may be {}: say which", listed(meant.iter(), " or ")))
        }
        (None, _) => {
            let known = of(&|_| true);
            let why = format!("nothing is stated of the range of “{weapon}”");
            Err(match known.is_empty() {
                true => format!("{why}, nor of any other weapon"),
                false => format!("{why}; ranges are stated of {}", listed(known.iter(), " and ")),
            })
        }
    }
}

/// "A, B or C"; of many the first, and how many more there are.
fn listed<'a>(names: impl Iterator<Item = &'a (&'a str, &'a str)>, last: &str) -> String {
    let names: Vec<CleanText> = names.map(|(name, _)| CleanText::line(name)).collect();
    let mut shown: Vec<String> = names.iter().take(MOST_NAMED).map(ToString::to_string).collect();
    if names.len() > MOST_NAMED {
        shown.push(format!("{} more", names.len() - MOST_NAMED));
    }
    match shown.split_last() {
        Some((end, rest)) if !rest.is_empty() => format!("{}{last}{end}", rest.join(", ")),
        _ => shown.concat(),
    }
}

/// The newest statements, as many as are compared; what is left out is said.
fn newest(mut own: Vec<Gathered>, out: &mut Output) -> Vec<Gathered> {
    own.sort_by_key(|one| std::cmp::Reverse(one.paper.date));
    if own.len() > MOST_COMPARED {
        out.message(&format!("the newest {MOST_COMPARED} of {} statements are told", own.len()));
        own.truncate(MOST_COMPARED);
    }
    own
}

/// A statement in the words of the report.
struct Line<'a> {
    /// The distance as it is claimed, "≤ 300 km".
    value: String,
    /// What it is of: the measure if it is no reach, the variant, the condition.
    of: String,
    /// Who says so.
    who: &'a str,
    /// How surely, with the word that says so.
    surely: String,
    /// The date of the document.
    date: String,
}

impl<'a> Line<'a> {
    fn of(one: &'a DossierStatement) -> Self {
        let stated = &one.stated;
        let figure = display_figure(&stated.figures, (stated.min_km, stated.max_km), Units::Km);
        let kind = Some(stated.kind.word()).filter(|_| stated.kind != RangeKind::Reach);
        let of = [kind.unwrap_or_default(), &one.variant, &stated.condition];
        let of: Vec<&str> = of.into_iter().filter(|words| !words.is_empty()).collect();
        Self {
            value: format!("{}{figure}", bound(stated.approx)),
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
fn contradictions(dossier: &Dossier) -> Vec<([usize; 2], String, String)> {
    let shown = |place: usize| dossier.statements.iter().position(|s| s.place == place);
    let conflicts = dossier.ledger.conflicts().into_iter();
    conflicts
        .filter_map(|conflict| {
            // The first of each that is shown; what was stated again in the same words is not.
            let one = conflict.one.iter().find_map(|place| shown(*place))?;
            let other = conflict.other.iter().find_map(|place| shown(*place))?;
            let (one, other) = (one.min(other), one.max(other));
            let (a, b) = (dossier.statements.get(one)?, dossier.statements.get(other)?);
            let dates = [a, b].map(|s| Line::of(s).date);
            let [date_a, date_b] = &dates;
            let (a, b) = (said(a, date_a), said(b, date_b));
            Some(([one + 1, other + 1], reason(Why::Nothing, a, b, ""), would_explain(a, b)))
        })
        .collect()
}

fn said<'a>(one: &'a DossierStatement, date: &'a str) -> SaidBy<'a> {
    SaidBy {
        who: &one.who,
        variant: &one.variant,
        condition: &one.stated.condition,
        written: &one.stated.written,
        date,
    }
}

/// "12 statements in 7 documents, 2023-05 to 2024-11".
fn summary(dossier: &Dossier) -> String {
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
fn source(one: &DossierStatement) -> Vec<String> {
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

#[cfg(test)]
mod tests;
