//! `briefbook disputes`: the weapons about whose range documents disagree, each with the pairs of
//! statements that contradict each other and a sentence that says why.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use super::corrections::known;
use super::each::{Told, each};
use super::start::{lexicon, places};
use super::{Args, DONE, FAILED, NOTHING, Output, json};
use crate::corpus::statements::{compared, statements_on_weapons};
use crate::document::Document;
use crate::facts::{Extractor, Facts, Lexicon};
use crate::index::WeaponStatement;
use crate::ledger::{Ledger, RangeStatement, Runs, SaidBy, Verdict, Why, reason, stories};
use crate::text::{CleanText, Span};

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
    let metadata = document.metadata();
    let source = metadata.source.as_ref().map_or("", |source| &*source.value);
    let date = metadata.date.as_ref().map(|date| date.value);
    let statements = statements_on_weapons(document, facts, lexicon).into_iter();
    let one = |statement: WeaponStatement| {
        let compared = compared(&statement, date, 0);
        let WeaponStatement { stated, base, base_name, .. } = statement;
        let title = document.title().to_string();
        let who = [&*stated.said_by, source, &*title].into_iter().find(|name| !name.is_empty());
        let told = Stated {
            path: path.to_owned(),
            place: stated.scalars,
            who: who.unwrap_or_default().to_owned(),
            variant: stated.named_variant(base != stated.weapon_id),
            title,
            condition: stated.condition,
            written: stated.written,
            date: date.map(|date| format!("{date:.10}")).unwrap_or_default(),
            compared,
        };
        (base, base_name, told)
    };
    statements.map(one).collect()
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
fn pairs(
    ledger: &Ledger<&Vec<RangeStatement>>,
    stated: &[Stated],
) -> Vec<(usize, usize, Verdict, Why)> {
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
