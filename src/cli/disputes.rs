//! `briefbook disputes`: the weapons about whose range documents disagree, each with the pairs of
//! statements that contradict each other and a sentence that says why.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use super::corrections::known;
use super::each::{Told, each};
use super::start::{lexicon, places};
use super::{Args, DONE, FAILED, NOTHING, Output, json};
use crate::document::Document;
use crate::facts::{
    CertaintyClass, Entity, Extractor, Facts, Lexicon, RangeFact, statements, variant,
};
use crate::ledger::{
    EffectiveSource, Ledger, RangeStatement, Runs, SaidBy, Verdict, Why, reason, stories,
    variant_key,
};
use crate::text::{CleanText, Scalars, Span, folded, single_spaced};

/// Statements on one weapon that are compared at most, the newest first: pairs grow with the square.
const MOST: usize = 500;

/// A statement with what is printed of it.
#[derive(Clone, Debug)]
struct Stated {
    path: PathBuf,
    /// Where, in Unicode scalar values.
    place: Span,
    title: String,
    who: String,
    variant: String,
    condition: String,
    written: String,
    date: String,
    compared: RangeStatement,
}

/// A weapon with what is stated of it.
#[derive(Debug, Default)]
struct Subject {
    name: String,
    stated: Vec<Stated>,
}

/// A document with what it states of weapons, each with the key and the name of its weapon.
struct Read {
    path: PathBuf,
    stated: Vec<(String, String, Stated)>,
    runs: Runs,
}

/// What is stated, by the keys of the weapons.
type Subjects = BTreeMap<String, Subject>;

#[derive(Serialize)]
struct Row<'a> {
    weapon: &'a str,
    ent: &'a str,
    disputed: bool,
    pairs: Vec<PairRow>,
}

#[derive(Serialize)]
struct PairRow {
    a: PlaceRow,
    b: PlaceRow,
    verdict: &'static str,
    reason: String,
}

#[derive(Serialize)]
struct PlaceRow {
    path: String,
    begin: usize,
    end: usize,
}

/// Prints the disputes of all documents below the paths; for programs every weapon that two statements
/// are about, with every pair that can be compared.
pub fn run(paths: &[PathBuf], as_json: bool, args: &Args, out: &mut Output) -> io::Result<u8> {
    let Some(lexicon) = lexicon(args, out) else { return Ok(FAILED) };
    let corrections = known(&places(args).data, out);
    let all = Mutex::new(Vec::new());
    let gather = |extractor: &mut Extractor<'_>, path: &Path, document: &Document| {
        let facts = corrections.apply(&extractor.extract(document), document.text());
        let stated = stated(path, document, &facts, &lexicon);
        let found = stated.len();
        if found > 0 {
            let read = Read { path: path.to_owned(), stated, runs: Runs::of(document.text()) };
            all.lock().unwrap_or_else(PoisonError::into_inner).push(read);
        }
        Told { words: String::new(), found }
    };
    let status = each((paths, args), || Extractor::new(&lexicon), gather, out)?;
    if status == FAILED {
        return Ok(status);
    }
    let subjects = by_weapon(all.into_inner().unwrap_or_else(PoisonError::into_inner), out);
    let disputes = print(&subjects, as_json, out)?;
    if disputes == 0 {
        out.message("no two sources contradict each other about the range of a weapon");
    }
    Ok(match status {
        DONE | NOTHING if disputes == 0 => NOTHING,
        DONE | NOTHING => DONE,
        status => status,
    })
}

/// What a document states of weapons with a name, each with the key and name of its weapon.
fn stated(
    path: &Path,
    document: &Document,
    facts: &Facts,
    lexicon: &Lexicon,
) -> Vec<(String, String, Stated)> {
    let all = statements(document, facts);
    let scalars = Scalars::of(document.text(), all.iter().map(|statement| statement.span));
    let mut found = Vec::new();
    let mut bases = HashMap::new();
    for statement in &all {
        let Some((entity, _)) = statement.weapon else { continue };
        let weapon = facts.entities.get(entity).filter(|weapon| weapon.named);
        let Some(weapon) = weapon else { continue };
        let place = Span::new(scalars.at(statement.span.start), scalars.at(statement.span.end));
        let family = weapon.family.as_ref();
        let unlisted = || lexicon.base_of_unlisted(&weapon.id, family?);
        let base = || lexicon.base_of(&weapon.id).or_else(unlisted);
        let base = *bases.entry(entity).or_insert_with(base);
        let (id, name) = match base {
            Some(base) => (base.id.to_string(), base.name.to_string()),
            None => (weapon.id.clone(), weapon.name.to_string()),
        };
        let stated = one((path, document), (statement, place), (weapon, &name, base.is_some()));
        found.push((id, name, stated));
    }
    found
}

/// `weapon` is the one that is linked, `name` that of the weapon by which statements are grouped, of
/// which the linked one may be a variant.
fn one(
    (path, document): (&Path, &Document),
    (statement, place): (&RangeFact, Span),
    (weapon, name, is_variant): (&Entity, &str, bool),
) -> Stated {
    let words = |span: Span| single_spaced(document.words(span));
    let metadata = document.metadata();
    let source = metadata.source.as_ref().map(|source| source.value.to_string());
    let source = source.unwrap_or_default();
    let said_by = statement.said_by().map(words).unwrap_or_default();
    let written = variant(document, statement);
    let variant = match written.is_empty() && is_variant {
        true => weapon.name.to_string(),
        false => written,
    };
    // "Scud" of "Scud-B", which the name of the weapon may not hold.
    let first = statement.weapon.map(|(_, span)| words(span)).unwrap_or_default();
    let first = first.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let (key, departs) = variant_key(&variant, &format!("{name} {first}"));
    let condition = statement.details.condition.map(words).unwrap_or_default();
    let title = document.title().to_string();
    let who = [&said_by, &source, &title].into_iter().find(|name| !name.is_empty());
    let date = metadata.date.as_ref().map(|date| date.value);
    Stated {
        path: path.to_owned(),
        place,
        who: who.cloned().unwrap_or_default(),
        title,
        written: words(statement.span),
        date: date.map(|date| format!("{date:.10}")).unwrap_or_default(),
        compared: RangeStatement {
            document: 0,
            source: EffectiveSource::new(&said_by, &source),
            date,
            variant: key,
            departs,
            condition: folded(&condition),
            kind: statement.details.kind,
            claim: statement.details.claim,
            denied: statement.stance.certainty.class == CertaintyClass::Denied,
        },
        variant,
        condition,
    }
}

/// What is stated of each weapon, documents in the order of their dates.
fn by_weapon(mut documents: Vec<Read>, out: &mut Output) -> Subjects {
    let date = |read: &Read| read.stated.first().map(|(_, _, stated)| stated.date.clone());
    documents.sort_by_cached_key(|read| (date(read), read.path.clone()));
    let mut of: BTreeMap<String, (Subject, Vec<usize>)> = BTreeMap::new();
    let mut runs = Vec::new();
    for (number, read) in documents.into_iter().enumerate() {
        runs.push(read.runs);
        for (id, name, mut stated) in read.stated {
            stated.compared.document = number;
            let (subject, numbers) = of.entry(id).or_default();
            subject.name = name;
            subject.stated.push(stated);
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        }
    }
    of.into_iter()
        .map(|(id, (mut subject, numbers))| {
            subject.shorten(out);
            subject.count_stories_once(&numbers, &runs);
            (id, subject)
        })
        .collect()
}

impl Subject {
    /// Keeps the newest statements only, and says so.
    fn shorten(&mut self, out: &mut Output) {
        let count = self.stated.len();
        if count > MOST {
            self.stated.drain(..count - MOST);
            let name = CleanText::line(&self.name);
            out.message(&format!("{name}: the newest {MOST} of {count} statements are compared"));
        }
    }

    /// Drops what reprints state again. What a version says otherwise stays.
    fn count_stories_once(&mut self, numbers: &[usize], runs: &[Runs]) {
        let stated = |number: &usize| self.stated.iter().any(|s| s.compared.document == *number);
        let numbers: Vec<usize> = numbers.iter().copied().filter(stated).collect();
        let texts: Vec<&Runs> = numbers.iter().filter_map(|number| runs.get(*number)).collect();
        let stories = stories(&texts);
        let mut kept: Vec<Stated> = Vec::new();
        for mut stated in std::mem::take(&mut self.stated) {
            let place = numbers.binary_search(&stated.compared.document).ok();
            let story = place.and_then(|place| numbers.get(*stories.get(place)?).copied());
            let own = stated.compared.document;
            stated.compared.document = story.unwrap_or(own);
            let again = |known: &Stated| {
                known.path != stated.path && known.compared.says_same(&stated.compared)
            };
            if story == Some(own) || !kept.iter().any(again) {
                kept.push(stated);
            }
        }
        self.stated = kept;
    }
}

/// Prints the subjects and says how many are disputed.
fn print(subjects: &Subjects, as_json: bool, out: &mut Output) -> io::Result<usize> {
    let mut disputes = 0;
    for (id, subject) in subjects {
        let compared: Vec<RangeStatement> =
            subject.stated.iter().map(|stated| stated.compared.clone()).collect();
        let ledger = Ledger::new(&compared);
        let pairs = pairs(&ledger, &subject.stated);
        let is_conflict = |pair: &&(usize, usize, Verdict, Why)| pair.2 == Verdict::Conflict;
        let disputed = pairs.iter().any(|pair| is_conflict(&pair));
        disputes += usize::from(disputed);
        if as_json && !pairs.is_empty() {
            out.data(&json::line(&row(id, subject, &pairs, disputed)))?;
        } else if disputed {
            let conflicts = pairs.iter().filter(is_conflict);
            let lines = conflicts.map(|pair| plain(&subject.stated, *pair));
            out.data(&format!(
                "{}\n{}",
                CleanText::line(&subject.name),
                lines.collect::<String>()
            ))?;
        }
    }
    Ok(disputes)
}

/// Every pair that can be compared.
fn pairs(ledger: &Ledger<'_>, stated: &[Stated]) -> Vec<(usize, usize, Verdict, Why)> {
    let all = (0..stated.len()).flat_map(|one| (one + 1..stated.len()).map(move |b| (one, b)));
    all.filter_map(|(one, other)| {
        let (verdict, why) = ledger.verdict(one, other)?;
        (verdict != Verdict::Incomparable).then_some((one, other, verdict, why))
    })
    .collect()
}

fn row<'a>(
    id: &'a str,
    subject: &'a Subject,
    pairs: &[(usize, usize, Verdict, Why)],
    disputed: bool,
) -> Row<'a> {
    let place = |at: usize| {
        let stated = &subject.stated[at];
        let (begin, end) = (stated.place.start, stated.place.end);
        PlaceRow { path: json::path(&stated.path), begin, end }
    };
    let pair = |pair: &(usize, usize, Verdict, Why)| PairRow {
        a: place(pair.0),
        b: place(pair.1),
        verdict: pair.2.word(),
        reason: sentence(&subject.stated, *pair),
    };
    Row { weapon: &subject.name, ent: id, disputed, pairs: pairs.iter().map(pair).collect() }
}

fn sentence(stated: &[Stated], (one, other, _, why): (usize, usize, Verdict, Why)) -> String {
    let explained_by = match why {
        Why::Explained(document) => {
            stated.iter().find(|stated| stated.compared.document == document)
        }
        _ => None,
    };
    let title = explained_by.map_or("", |stated| &stated.title);
    reason(why, told(&stated[one]), told(&stated[other]), title)
}

fn told(stated: &Stated) -> SaidBy<'_> {
    let Stated { who, variant, condition, written, date, .. } = stated;
    SaidBy { who, variant, condition, written, date }
}

/// The sentence, and below it where both stand.
fn plain(stated: &[Stated], pair: (usize, usize, Verdict, Why)) -> String {
    let path = |at: usize| CleanText::path(&stated[at].path);
    let sentence = CleanText::line(&sentence(stated, pair));
    format!("  {sentence}\n    {}\n    {}\n", path(pair.0), path(pair.1))
}
