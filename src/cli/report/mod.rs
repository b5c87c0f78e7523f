//! `briefbook report`: what documents state of the range of one weapon as a page that can be sent: the
//! bars, the statements with who says them and how surely, what contradicts what, and the passage of each
//! with its source. Markdown, or one file of HTML with its pictures inside.

mod html;
mod markdown;
mod picture;
mod words;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::corrections::known;
use super::each::{Told, each};
use super::start::{lexicon, places};
use super::{Args, DONE, FAILED, NOTHING, Output};
use crate::corpus::head::head_of;
use crate::corpus::lookup::dossier::{Gathered, dossier, sentence_of};
use crate::corpus::statements::statements_on_weapons;
use crate::document::Document;
use crate::facts::{Extractor, slug};
use crate::index::WeaponStatement;
use crate::protocol::MOST_COMPARED;
use crate::text::{CleanText, folded};

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
        let paper = Arc::new(head_of(path, document));
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

#[cfg(test)]
mod tests;
