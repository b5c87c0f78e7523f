//! Gathers the weapons about whose range the library's sources disagree. Candidates are found by their
//! numbers alone; what the ledger confirms is read from the index. No document is read.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use foldhash::{HashMap, HashMapExt};

use super::super::corpus::Corpus;
use super::super::head::paper;
use super::super::statements::statement_words;
use super::dossier::{StatedGroups, is_rejected, newest};
use crate::facts::RangeKind;
use crate::facts::correction::{Corrections, RANGE};
use crate::index::{
    Index, IndexError, StatedWeapon, StatementKeys, StatementNumbers, StatementTable,
    WeaponStatement,
};
use crate::ledger::{
    Conflict, EffectiveSource, Ledger, RangeStatement, SaidBy, Why, reason, with_one_source,
    would_explain,
};
use crate::protocol::{Disputed, DisputedPair, DisputedSide, DocumentHead};
use crate::text::CleanText;

/// Pairs of values that are told of one weapon at most, the newest first.
const MOST_PAIRS: usize = 12;

/// The disputes of the library, those with most pairs first, of as many the newest. They are worked out
/// once for every state of the index and of the corrections. `None` if `cancel` became true meanwhile.
///
/// # Errors
/// [`IndexError`] if the files are damaged.
pub fn of_library(
    corpus: &Corpus,
    index: &Index,
    cancel: &AtomicBool,
) -> Result<Option<Arc<Vec<Disputed>>>, IndexError> {
    let corrections = corpus.corrections();
    let Some(table) = index.statement_table(cancel)? else { return Ok(None) };
    if let Some(known) = corpus.told_disputes().known((&table, &corrections, &())) {
        return Ok(Some(known));
    }
    let mut weapons = candidates(&table, &StatedGroups::of(&table, &corrections));
    correct(&table, &mut weapons, &corrections)?;
    let judge = |share| told(corpus, &table, share, (&corrections, cancel));
    let mut disputes: Vec<Disputed> = shared_out(weapons, judge)?;
    if cancel.load(Ordering::Relaxed) {
        return Ok(None);
    }
    disputes.sort_by(|one: &Disputed, other: &Disputed| {
        let most = other.total.cmp(&one.total);
        most.then_with(|| other.newest.cmp(&one.newest)).then_with(|| one.id.cmp(&other.id))
    });
    let disputes = Arc::new(disputes);
    corpus.told_disputes().keep((&table, &corrections, ()), &disputes);
    Ok(Some(disputes))
}

/// A weapon on which statements may disagree.
struct Candidate {
    /// Its key.
    id: String,
    /// The statements on it, the newest first, each with the key by which corrections know it, if they ask
    /// for that.
    statements: Vec<(StatementNumbers, Arc<str>)>,
}

/// The newest statements on every weapon on which two claims of one kind do not overlap.
fn candidates(table: &StatementTable, groups: &StatedGroups<'_>) -> Vec<Candidate> {
    let disagree =
        by_group(table, groups).into_iter().filter(|(_, rows)| are_apart(rows.iter().copied()));
    disagree
        .map(|(id, mut rows)| {
            newest(&mut rows, |row| row);
            let statements = rows.into_iter().map(|row| (*row, Arc::default())).collect();
            Candidate { id, statements }
        })
        .collect()
}

/// The statements on each weapon, in the order of the keys of the weapons.
fn by_group<'t>(
    table: &'t StatementTable,
    groups: &StatedGroups<'_>,
) -> BTreeMap<String, Vec<&'t StatementNumbers>> {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let number = |weapon: &StatedWeapon| {
        let next = numbers.len();
        groups.group(&weapon.own).map(|group| *numbers.entry(group).or_insert(next))
    };
    let group_of: Vec<Option<usize>> = table.weapons().iter().map(number).collect();
    let mut rows: Vec<Vec<&StatementNumbers>> = vec![Vec::new(); numbers.len()];
    for row in table.rows() {
        let group = group_of.get(row.weapon as usize).copied().flatten();
        group.and_then(|group| rows.get_mut(group)).into_iter().for_each(|rows| rows.push(row));
    }
    let rows_of = |(id, number)| (id, rows.get_mut(number).map(std::mem::take).unwrap_or_default());
    numbers.into_iter().map(rows_of).collect()
}

/// True if two claims of one kind do not overlap.
fn are_apart<'t>(rows: impl Iterator<Item = &'t StatementNumbers>) -> bool {
    let mut overlap = [(f64::NEG_INFINITY, f64::INFINITY); RangeKind::ALL.len()];
    let claiming = rows.filter(|row| !row.traits.denied && row.traits.kind != RangeKind::Legal);
    for row in claiming {
        let kind = RangeKind::ALL.iter().position(|kind| *kind == row.traits.kind);
        let Some((low, high)) = kind.and_then(|kind| overlap.get_mut(kind)) else { continue };
        *low = low.max(row.claim.0.unwrap_or(f64::NEG_INFINITY));
        *high = high.min(row.claim.1.unwrap_or(f64::INFINITY));
    }
    overlap.iter().any(|(low, high)| low > high)
}

/// Drops statements that the user rejected, and notes the keys by which corrections know the others.
fn correct(
    table: &StatementTable,
    weapons: &mut [Candidate],
    corrections: &Corrections,
) -> Result<(), IndexError> {
    if !corrections.touch(RANGE) && !corrections.keep_apart() {
        return Ok(());
    }
    let rows = weapons.iter().flat_map(|weapon| &weapon.statements).map(|(row, _)| *row);
    let rows: Vec<StatementNumbers> = rows.collect();
    let mut keys: Vec<Option<Arc<str>>> = vec![None; rows.len()];
    let mut bounds = Vec::new();
    for document in table.heads(&rows)? {
        for (at, statement) in document.statements {
            // The words of a range of which this is one bound stand in the text alone.
            bounds.extend((statement.whole != statement.stated.span).then_some(at));
            let stands = corrections.target(RANGE, &statement.key).is_some();
            keys[at] = stands.then(|| statement.key.into());
        }
    }
    if corrections.touch(RANGE) {
        let whole: Vec<StatementNumbers> = bounds.iter().map(|at| rows[*at]).collect();
        for document in table.documents(&whole)? {
            for (at, statement) in document.statements {
                if is_rejected(&statement, &document.text, corrections) {
                    keys[bounds[at]] = None;
                }
            }
        }
    }
    let mut keys = keys.into_iter();
    for weapon in weapons {
        weapon.statements = std::mem::take(&mut weapon.statements)
            .into_iter()
            .zip(keys.by_ref())
            .filter_map(|((row, _), key)| Some((row, key?)))
            .collect();
    }
    Ok(())
}

/// Has weapons judged on as many threads as there are cores.
fn shared_out<J>(mut weapons: Vec<Candidate>, judge: J) -> Result<Vec<Disputed>, IndexError>
where
    J: Fn(Vec<Candidate>) -> Result<Vec<Disputed>, IndexError> + Sync,
{
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let mut shares: Vec<Vec<Candidate>> = Vec::new();
    while !weapons.is_empty() {
        let share = weapons.len().div_ceil(threads.saturating_sub(shares.len()).max(1));
        shares.push(weapons.split_off(weapons.len() - share));
    }
    thread::scope(|scope| {
        let own = shares.pop();
        let judge = &judge;
        let others: Vec<_> =
            shares.into_iter().map(|share| scope.spawn(move || judge(share))).collect();
        let mut found = own.map(judge).transpose()?.unwrap_or_default();
        for other in others {
            // A panic of another thread is that of this one, and is reported as such.
            found.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic))?);
        }
        Ok(found)
    })
}

/// What is told of those of these weapons on which the ledger finds any dispute.
fn told(
    corpus: &Corpus,
    table: &StatementTable,
    weapons: Vec<Candidate>,
    (corrections, cancel): (&Corrections, &AtomicBool),
) -> Result<Vec<Disputed>, IndexError> {
    let going = weapons.into_iter().take_while(|_| !cancel.load(Ordering::Relaxed));
    let judged: Vec<Judged> =
        going.filter_map(|weapon| weapon.judged(table, corrections)).collect();
    let sides = sides(corpus, table, &judged)?;
    Ok(judged.iter().zip(&sides).filter_map(|(weapon, sides)| weapon.told(sides)).collect())
}

impl Candidate {
    /// What the ledger finds, if that is any dispute.
    fn judged(self, table: &StatementTable, corrections: &Corrections) -> Option<Judged> {
        let mut numbers = HashMap::new();
        let compared = self.statements.iter().map(|(row, key)| {
            let next = numbers.len();
            let StatementKeys { source, variant, condition } = table.keys(row);
            let statement = RangeStatement {
                document: *numbers.entry(row.document()).or_insert(next),
                source: EffectiveSource { key: source, own: false },
                date: row.date,
                variant,
                departs: row.traits.departs,
                condition,
                kind: row.traits.kind,
                claim: row.claim,
                denied: row.traits.denied,
                key: Arc::clone(key),
            };
            with_one_source(statement, corrections)
        });
        let compared: Vec<RangeStatement> = compared.collect();
        let conflicts = Ledger::new(&compared).corrected(corrections).conflicts();
        let rows = self.statements.iter().map(|(row, _)| *row).collect();
        (!conflicts.is_empty()).then_some(Judged { id: self.id, rows, compared, conflicts })
    }
}

/// A weapon on which statements disagree.
struct Judged {
    /// Its key.
    id: String,
    /// The statements on it.
    rows: Vec<StatementNumbers>,
    /// The same as they are compared, as the user knows them.
    compared: Vec<RangeStatement>,
    /// What contradicts each other, by their places.
    conflicts: Vec<Conflict>,
}

/// A statement of a pair, with its document.
struct Side {
    paper: Arc<DocumentHead>,
    statement: WeaponStatement,
}

/// Statements with their documents, by their places among those on their weapon.
type Sides = BTreeMap<usize, Side>;

/// The statements that are told of each of these weapons. They are read together.
fn sides(
    corpus: &Corpus,
    table: &StatementTable,
    weapons: &[Judged],
) -> Result<Vec<Sides>, IndexError> {
    let mut places = Vec::new();
    for (number, weapon) in weapons.iter().enumerate() {
        let ends = weapon.told_conflicts().iter().flat_map(|conflict| {
            let (one, other) = conflict.statements;
            [one, other]
        });
        places.extend(ends.collect::<BTreeSet<usize>>().into_iter().map(|at| (number, at)));
    }
    let row = |(number, at): &(usize, usize)| weapons.get(*number)?.rows.get(*at).copied();
    let rows: Vec<StatementNumbers> = places.iter().filter_map(row).collect();
    let mut sides: Vec<Sides> = weapons.iter().map(|_| Sides::new()).collect();
    for document in table.heads(&rows)? {
        let paper = Arc::new(paper(corpus, &document.row));
        for (asked, statement) in document.statements {
            let Some((number, at)) = places.get(asked) else { continue };
            let side = Side { paper: Arc::clone(&paper), statement };
            if let Some(of_weapon) = sides.get_mut(*number) {
                of_weapon.insert(*at, side);
            }
        }
    }
    Ok(sides)
}

impl Judged {
    /// The conflicts that are told, the newest.
    fn told_conflicts(&self) -> &[Conflict] {
        self.conflicts.get(..MOST_PAIRS).unwrap_or(&self.conflicts)
    }

    /// What is told of the weapon.
    fn told(&self, sides: &Sides) -> Option<Disputed> {
        let told = self.told_conflicts().iter();
        let pairs: Vec<DisputedPair> =
            told.filter_map(|conflict| self.pair(conflict, sides)).collect();
        let name = CleanText::line(&sides.values().next()?.statement.base_name);
        let newest = pairs.iter().filter_map(DisputedPair::newest).max();
        let (id, total) = (self.id.clone(), self.conflicts.len());
        Some(Disputed { id, name, newest, total, pairs })
    }

    /// A pair in words.
    fn pair(&self, conflict: &Conflict, sides: &Sides) -> Option<DisputedPair> {
        let (one, other) = conflict.statements;
        let source = |at: usize| self.compared.get(at).map(|statement| &statement.source.key);
        let sources = [source(one)?, source(other)?];
        let (one, other) = (sides.get(&one)?, sides.get(&other)?);
        let [a, b] = [one, other].map(|side| statement_words(&side.statement, &side.paper));
        let reason = CleanText::line(&reason(Why::Nothing, &a, &b, ""));
        let explanation = CleanText::line(&would_explain(&a, &b));
        let side = |side: &Side, numbers: &[usize], words: &SaidBy, source: &str| DisputedSide {
            paper: Arc::clone(&side.paper),
            stated: side.statement.stated.clone(),
            who: CleanText::line(&words.who),
            count: self.count(numbers),
            key: side.statement.key.clone(),
            source: source.to_owned(),
        };
        let sides = [
            side(one, &conflict.one, &a, sources[0]),
            side(other, &conflict.other, &b, sources[1]),
        ];
        Some(DisputedPair { sides, reason, explanation })
    }

    /// How many statements these are; those in the same words count once.
    fn count(&self, numbers: &[usize]) -> usize {
        let words = numbers.iter().filter_map(|at| self.rows.get(*at)).map(|row| row.words);
        let (short, copied): (Vec<u64>, Vec<u64>) = words.partition(|words| *words == 0);
        short.len() + copied.into_iter().collect::<HashSet<u64>>().len()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::corpus::lookup::dossier;
    use crate::corpus::statements::stored_facts;
    use crate::facts::correction::{Correction, FactKey, SOURCE};
    use crate::facts::{Class, Lexicon, extract};
    use crate::files::places::{PlaceOptions, Places};
    use crate::formats::{Source, read};
    use crate::index::{CatalogueRow, Record};
    use crate::protocol::{Dossier, NamedEntity};
    use crate::reading::documents::Documents;
    use crate::reading::in_memory::InMemory;

    const PAPERS: [(&str, &str, &str); 5] = [
        ("2023-05-12", "Lake Wire", "The Storm Shadow missile has a range of more than 250 km."),
        ("2023-08-28", "Harbour Post", "The Storm Shadow missile has a range of 560 km."),
        ("2022-01-02", "Institute", "The Storm Shadow missile, they say, has a range of 240 km."),
        ("2022-01-03", "Copy", "The Storm Shadow missile, they say, has a range of 240 km."),
        ("2021-01-01", "Lake Wire", "The ATACMS missile has a range of 300 km. The Tu-22M3 came."),
    ];

    /// A library in memory, each paper committed alone.
    fn corpus() -> Corpus {
        let options = PlaceOptions { no_write: true, ..PlaceOptions::default() };
        let places = Places::under(Path::new("/nowhere"), options);
        let documents = Arc::new(Documents::of_user(InMemory::default(), &places));
        let corpus = Corpus::new(places, Vec::new(), documents);
        let index = corpus.index_to_build().unwrap();
        let lexicon = Lexicon::bundled().unwrap();
        let mut writer = index.writer().unwrap().unwrap();
        for (number, (date, source, words)) in PAPERS.iter().enumerate() {
            let text = format!("---\ntitle: T\ndate: {date}\nsource: {source}\n---\n\n{words}\n");
            let name = format!("{number}.md");
            let source = Source { name: Path::new(&name), bytes: text.as_bytes(), whole: true };
            let document = read(&source).unwrap();
            let facts = extract(&document, &lexicon);
            let metadata = document.metadata();
            let row = CatalogueRow {
                place: corpus.index_dir().place(Path::new(&name)),
                date: metadata.date.as_ref().map(|date| date.value),
                source: metadata.source.as_ref().map(|source| source.value.to_string()),
                ..CatalogueRow::default()
            };
            let stored_facts = stored_facts(&document, &facts);
            let text = document.text().as_str().to_owned();
            let record = Record { row, text, stored_facts, ..Record::default() };
            writer.put(record.completed(), false).unwrap();
            writer.commit().unwrap();
        }
        writer.finish(true).unwrap();
        corpus
    }

    fn disputes(corpus: &Corpus) -> Arc<Vec<Disputed>> {
        let index = corpus.index().unwrap();
        of_library(corpus, &index, &AtomicBool::new(false)).unwrap().unwrap()
    }

    fn dossier_of(corpus: &Corpus, id: &str) -> Dossier {
        let index = corpus.index().unwrap();
        let named = NamedEntity { class: Class::Weapon, ids: vec![id.to_owned()] };
        dossier::of_library(corpus, &index, &named, &AtomicBool::new(false)).unwrap().unwrap()
    }

    fn written(dossier: &Dossier) -> Vec<&str> {
        dossier.statements.iter().map(|one| one.stated.written.as_str()).collect()
    }

    #[test]
    fn sources_that_contradict_each_other_are_found_and_the_same_words_count_once() {
        let disputes = disputes(&corpus());
        let [storm] = disputes.as_slice() else { panic!("{disputes:?}") };
        assert_eq!((&*storm.id, storm.total), ("storm-shadow", 2));
        let [one, other] = &storm.pairs[0].sides;
        assert_eq!((&*one.stated.written, &*other.stated.written), ("560 km", "240 km"));
        assert_eq!((one.count, other.count), (1, 1));
        assert!(storm.pairs[0].reason.contains("Harbour Post (2023-08-28) says “560 km”"));
    }

    #[test]
    fn a_dossier_has_every_statement_once_with_its_sentence() {
        let dossier = dossier_of(&corpus(), "storm-shadow");
        assert_eq!(written(&dossier), ["560 km", "more than 250 km", "240 km"]);
        assert_eq!((dossier.total, dossier.statements[2].again.len()), (4, 1));
        assert_eq!(&*dossier.statements[0].sentence, PAPERS[1].2);
        assert_eq!(&*dossier.statements[0].who, "Harbour Post");
        assert_eq!(dossier.names[0].1, 4);
        assert!(dossier_of(&corpus(), "nothing").statements.is_empty());
    }

    #[test]
    fn what_the_user_knows_better_holds_for_both() {
        let corpus = corpus();
        let key = |id: &str| FactKey { class: "weapon".into(), id: id.into() };
        let atacms = dossier_of(&corpus, "mgm-140-atacms");
        assert_eq!(written(&atacms), ["300 km"]);
        let mut corrections = Corrections::default();
        let (fact, into) = (key("mgm-140-atacms"), key("storm-shadow"));
        corrections.add(Correction::Merge { fact, into });
        let words = PAPERS[1].2;
        let at = words.find("560").unwrap();
        let span = crate::text::Span::new(at, at + "560 km".len());
        corrections.add(Correction::Reject { fact: FactKey::of_words(span, words) });
        corpus.correct(Arc::new(corrections));
        let storm = dossier_of(&corpus, "storm-shadow");
        assert_eq!(written(&storm), ["more than 250 km", "240 km", "300 km"]);
        let disputes = disputes(&corpus);
        assert_eq!(disputes.len(), 1);
        assert!(disputes[0].pairs.iter().all(|pair| !pair.reason.contains("560 km")));
        let mut rejected = Corrections::default();
        rejected.add(Correction::Reject { fact: key("storm-shadow") });
        corpus.correct(Arc::new(rejected));
        assert!(dossier_of(&corpus, "storm-shadow").statements.is_empty());
        assert_eq!(*super::tests::disputes(&corpus), []);
    }

    #[test]
    fn sides_have_the_source_with_which_the_user_joined_theirs() {
        let corpus = corpus();
        let key = |id: &str| FactKey { class: SOURCE.into(), id: id.into() };
        let mut corrections = Corrections::default();
        corrections.add(Correction::Merge { fact: key("they @ copy"), into: key("institute") });
        corpus.correct(Arc::new(corrections));
        let disputes = disputes(&corpus);
        let sides = disputes[0].pairs.iter().flat_map(|pair| &pair.sides);
        let sources: Vec<&str> = sides.map(|side| &*side.source).collect();
        assert!(sources.contains(&"institute") && !sources.contains(&"they @ copy"), "{sources:?}");
    }

    #[test]
    fn disputes_are_worked_out_anew_if_what_the_user_knows_changes_and_not_before() {
        let corpus = corpus();
        let before = disputes(&corpus);
        assert!(Arc::ptr_eq(&before, &disputes(&corpus)));
        let mut corrections = Corrections::default();
        let fact = FactKey { class: "weapon".into(), id: "storm-shadow".into() };
        corrections.add(Correction::Reject { fact });
        corpus.correct(Arc::new(corrections));
        assert!(!before.is_empty() && disputes(&corpus).is_empty());
        corpus.correct(Arc::default());
        assert_eq!(*disputes(&corpus), *before);
    }

    #[test]
    fn what_is_called_off_answers_nothing() {
        let corpus = corpus();
        let index = corpus.index().unwrap();
        let cancelled = AtomicBool::new(true);
        assert!(of_library(&corpus, &index, &cancelled).unwrap().is_none());
    }
}
