//! Corrections of statements as the command line names them: a document and words in which a range is
//! stated, or the names of two sources. Keeps none.

use std::path::Path;

use super::args::CorrectionsVerb;
use super::start::{lexicon, places};
use super::{Args, Output};
use crate::facts::correction::{Correction, FactKey, SOURCE};
use crate::facts::{Lexicon, RangeFact, extract};
use crate::files::open::absolute;
use crate::ledger::EffectiveSource;
use crate::protocol::CorrectionDetails;
use crate::reading::documents::Documents;
use crate::reading::in_memory::InMemory;
use crate::text::{CleanText, Span, single_spaced};

/// A correction and what is kept of it for people.
pub type Made = (Correction, CorrectionDetails);

/// The correction that is asked for; `None` if none is or it is not clear which, which is told.
pub fn made(verb: &CorrectionsVerb, args: &Args, out: &mut Output) -> Option<Made> {
    let made = match verb {
        CorrectionsVerb::Reject { path, quote } => reject(path, quote, args, out)?,
        CorrectionsVerb::Apart { path, quote, other_path, other_quote } => {
            apart([(path, quote), (other_path, other_quote)], args, out)?
        }
        CorrectionsVerb::SameSource { name, other } => same_source(name, other),
        CorrectionsVerb::List { .. } | CorrectionsVerb::Undo { .. } => return None,
    };
    made.map_err(|reason| out.message(&reason)).ok()
}

fn reject(path: &Path, quote: &str, args: &Args, out: &mut Output) -> Option<Result<Made, String>> {
    let lexicon = lexicon(args, out)?;
    let reject = |stated: Stated| (Correction::Reject { fact: stated.key }, stated.details);
    Some(stated(path, quote, &lexicon, args).map(reject))
}

fn apart(
    both: [(&std::path::PathBuf, &String); 2],
    args: &Args,
    out: &mut Output,
) -> Option<Result<Made, String>> {
    let lexicon = lexicon(args, out)?;
    let [one, other] = both.map(|(path, quote)| stated(path, quote, &lexicon, args));
    let made = |one: Stated, other: Stated| {
        if one.key == other.key {
            return Err(
                "both are stated in the same words, which are one to every correction".to_owned()
            );
        }
        let (first, second) = if one.key.id <= other.key.id { (one, other) } else { (other, one) };
        let details = CorrectionDetails { into: second.details.name, ..first.details };
        Ok((Correction::apart(&first.key.id, &second.key.id), details))
    };
    Some(one.and_then(|one| made(one, other?)))
}

fn same_source(name: &str, other: &str) -> Result<Made, String> {
    let key = |name: &str| FactKey { class: SOURCE.to_owned(), id: EffectiveSource::key_of(name) };
    let (fact, into) = (key(name), key(other));
    let empty = [(name, &fact), (other, &into)].into_iter().find(|(_, key)| key.id.is_empty());
    if let Some((name, _)) = empty {
        return Err(format!("“{name}” is no name of a source"));
    }
    if fact == into {
        return Err(format!("“{name}” and “{other}” are one source already"));
    }
    let details = CorrectionDetails {
        name: CleanText::line(name).to_string(),
        into: CleanText::line(other).to_string(),
        ..CorrectionDetails::default()
    };
    Ok((Correction::Merge { fact, into }, details))
}

/// A statement that words name.
struct Stated {
    key: FactKey,
    details: CorrectionDetails,
}

/// The statement in the document that stands in these words.
fn stated(path: &Path, quote: &str, lexicon: &Lexicon, args: &Args) -> Result<Stated, String> {
    let shown = CleanText::path(path);
    let documents = Documents::of_user(InMemory::default(), &places(args));
    let document =
        documents.whole(path).map_err(|error| format!("{shown} cannot be read: {error}"))?;
    let facts = extract(&document, lexicon);
    let text = document.text();
    let quoted: Vec<Span> = text
        .match_indices(quote)
        .filter(|_| !quote.trim().is_empty())
        .map(|(start, words)| Span::new(start, start + words.len()))
        .collect();
    let is_meant = |range: &&RangeFact| {
        quoted.iter().any(|quote| quote.start < range.span.end && range.span.start < quote.end)
    };
    let mut meant = facts.ranges.iter().chain(&facts.apart).filter(is_meant);
    match (meant.next(), meant.next()) {
        (Some(range), None) => {
            let words = single_spaced(document.words(range.span));
            let details = CorrectionDetails {
                name: words.clone(),
                path: Some(absolute(path).as_path().into()),
                begin: range.span.start,
                words,
                ..CorrectionDetails::default()
            };
            Ok(Stated { key: FactKey::of_range(range, text), details })
        }
        (None, _) => Err(format!("no range is stated in “{quote}” in {shown}")),
        _ => Err(format!(
            "several ranges are stated in “{quote}” in {shown}; quote more words of one"
        )),
    }
}
