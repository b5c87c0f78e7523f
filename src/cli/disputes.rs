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
use crate::corpus::head::head_of;
use crate::corpus::statements::{compared, statement_words, statements_on_weapons};
use crate::document::Document;
use crate::facts::correction::Corrections;
use crate::facts::{Extractor, Facts};
use crate::index::WeaponStatement;
use crate::ledger::{
    Conflict, Ledger, RangeStatement, Runs, SaidBy, Verdict, Why, corrected, reason, stories,
};
use crate::text::{CleanText, Span};

/// Statements on one weapon of which every pair is printed at most, the newest: pairs grow with the
/// square.
const MOST: usize = 500;

/// A statement with what is printed of it.
#[derive(Clone, Debug)]
struct Stated {
    path: PathBuf,
    /// Where, in Unicode scalar values.
    place: Span,
    title: String,
    said: SaidBy,
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
        let stated = stated(path, document, &facts);
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
    let all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    let subjects = by_weapon(all, &corrections);
    let disputes = print(&subjects, &corrections, as_json, out)?;
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
fn stated(path: &Path, document: &Document, facts: &Facts) -> Vec<(String, String, Stated)> {
    let paper = head_of(path, document);
    let one = |statement: WeaponStatement| {
        let told = Stated {
            path: path.to_owned(),
            place: statement.stated.scalars,
            title: paper.title.to_string(),
            said: statement_words(&statement, &paper),
            compared: compared(&statement, paper.date, 0),
        };
        (statement.base, statement.base_name, told)
    };
    statements_on_weapons(document, facts).into_iter().map(one).collect()
}

/// What is stated of each weapon, documents in the order of their dates.
fn by_weapon(mut documents: Vec<Read>, corrections: &Corrections) -> Subjects {
    let date = |read: &Read| read.stated.first().and_then(|(_, _, stated)| stated.said.date);
    documents.sort_by_cached_key(|read| (date(read), read.path.clone()));
    let mut of: BTreeMap<String, (Subject, Vec<usize>)> = BTreeMap::new();
    let mut runs = Vec::new();
    for (number, read) in documents.into_iter().enumerate() {
        runs.push(read.runs);
        for (id, name, mut stated) in read.stated {
            stated.compared.document = number;
            let Some(compared) = corrected([stated.compared], corrections).pop() else { continue };
            stated.compared = compared;
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
            subject.count_stories_once(&numbers, &runs);
            (id, subject)
        })
        .collect()
}

impl Subject {
    /// The newest statements only, and how many there are.
    fn newest(&self) -> &[Stated] {
        self.stated.get(self.stated.len().saturating_sub(MOST)..).unwrap_or_default()
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
                known.path != stated.path
                    && known.compared.document == stated.compared.document
                    && known.compared.says_same(&stated.compared)
            };
            if story == Some(own) || !kept.iter().any(again) {
                kept.push(stated);
            }
        }
        self.stated = kept;
    }
}

/// Prints the subjects and says how many are disputed.
fn print(
    subjects: &Subjects,
    corrections: &Corrections,
    as_json: bool,
    out: &mut Output,
) -> io::Result<usize> {
    let mut disputed = 0;
    for (id, subject) in subjects {
        let compared = |stated: &[Stated]| -> Vec<RangeStatement> {
            stated.iter().map(|stated| stated.compared.clone()).collect()
        };
        let all = compared(&subject.stated);
        let disputes = Ledger::new(&all).corrected(corrections).conflicts();
        disputed += usize::from(!disputes.is_empty());
        if as_json {
            let newest = subject.newest();
            if newest.len() < subject.stated.len() {
                out.message(&shortened(subject));
            }
            let compared = compared(newest);
            let pairs = pairs(&Ledger::new(&compared).corrected(corrections), newest);
            if !pairs.is_empty() {
                out.data(&json::line(&row(id, subject, &pairs, !disputes.is_empty())))?;
            }
        } else if !disputes.is_empty() {
            let lines = disputes.iter().map(|dispute| plain(&subject.stated, dispute));
            let name = CleanText::line(&subject.name);
            out.data(&format!("{name}\n{}", lines.collect::<String>()))?;
        }
    }
    Ok(disputed)
}

/// That not every pair is printed.
fn shortened(subject: &Subject) -> String {
    let name = CleanText::line(&subject.name);
    let count = subject.stated.len();
    format!("{name}: the pairs of the newest {MOST} of {count} statements are printed")
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
    let newest = subject.newest();
    let place = |at: usize| {
        let stated = &newest[at];
        let (begin, end) = (stated.place.start, stated.place.end);
        PlaceRow { path: json::path(&stated.path), begin, end }
    };
    let pair = |pair: &(usize, usize, Verdict, Why)| PairRow {
        a: place(pair.0),
        b: place(pair.1),
        verdict: pair.2.word(),
        reason: sentence(newest, *pair),
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
    reason(why, &stated[one].said, &stated[other].said, title)
}

/// The sentence, and below it where both stand and how many others say the same.
fn plain(stated: &[Stated], conflict: &Conflict) -> String {
    let Conflict { statements: (one, other), one: ones, other: others } = conflict;
    let (one, other) = (*one, *other);
    let place = |at: usize, count: usize| {
        let more = match count {
            0 | 1 => String::new(),
            2 => ", and one more".to_owned(),
            count => format!(", and {} more", count - 1),
        };
        format!("{}{more}", CleanText::path(&stated[at].path))
    };
    let sentence = sentence(stated, (one, other, Verdict::Conflict, Why::Nothing));
    let sentence = CleanText::line(&sentence);
    format!("  {sentence}\n    {}\n    {}\n", place(one, ones.len()), place(other, others.len()))
}
