//! Gathers the weapons about whose range the library's sources disagree. Candidates are found by their
//! numbers alone; what the ledger confirms is read from the index. No document is read.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::corpus::Corpus;
use super::dossier::{StatedGroups, is_rejected, newest};
use super::head::paper;
use super::statements::statement_words;
use crate::facts::RangeKind;
use crate::facts::correction::{Corrections, RANGE};
use crate::index::{
    Index, IndexError, StatementKeys, StatementNumbers, StatementTable, WeaponStatement,
};
use crate::ledger::{
    Conflict, EffectiveSource, Ledger, RangeStatement, SaidBy, Why, reason, with_one_source,
    would_explain,
};
use crate::protocol::{Disputed, DisputedPair, DisputedSide, DocumentHead};
use crate::text::CleanText;

/// Pairs of values that are told of one weapon at most, the newest first.
const MOST_PAIRS: usize = 12;

/// The disputes of the library, those with most pairs first, of as many the newest. `None` if `cancel`
/// became true meanwhile.
///
/// # Errors
/// [`IndexError`] if the files are damaged.
pub fn of_library(
    corpus: &Corpus,
    index: &Index,
    cancel: &AtomicBool,
) -> Result<Option<Vec<Disputed>>, IndexError> {
    let corrections = corpus.corrections();
    let groups = StatedGroups::of_index(index, &corrections)?;
    let Some(table) = index.statement_table(|_| true, cancel)? else { return Ok(None) };
    let mut candidates = candidates(&table, &groups);
    for rows in candidates.values_mut() {
        unreject(&table, rows, &corrections)?;
    }
    let all: Vec<StatementNumbers> = candidates.values().flatten().copied().collect();
    let mut keys = table.keys(&all)?.into_iter();
    let mut disputes = Vec::new();
    for (id, rows) in &candidates {
        if cancel.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let keys = keys.by_ref().take(rows.len()).collect();
        disputes.extend(Weapon { id, rows, table: &table }.disputed(corpus, keys)?);
    }
    disputes.sort_by(|one: &Disputed, other: &Disputed| {
        let most = other.total.cmp(&one.total);
        most.then_with(|| other.newest.cmp(&one.newest)).then_with(|| one.id.cmp(&other.id))
    });
    Ok(Some(disputes))
}

/// The newest statements on every weapon on which two claims of one kind do not overlap.
fn candidates(
    table: &StatementTable,
    groups: &StatedGroups<'_>,
) -> BTreeMap<String, Vec<StatementNumbers>> {
    let known = table.weapons.iter().map(|weapon| groups.of(&weapon.own));
    let known: Vec<Option<String>> = known.collect();
    let mut of_weapon: BTreeMap<&str, Vec<StatementNumbers>> = BTreeMap::new();
    for row in &table.rows {
        let group = known.get(row.weapon as usize).and_then(Option::as_deref);
        group.into_iter().for_each(|group| of_weapon.entry(group).or_default().push(*row));
    }
    let disagree = of_weapon.into_iter().filter(|(_, rows)| are_apart(rows));
    disagree
        .map(|(id, mut rows)| {
            newest(&mut rows);
            (id.to_owned(), rows)
        })
        .collect()
}

/// True if two claims of one kind do not overlap.
fn are_apart(rows: &[StatementNumbers]) -> bool {
    RangeKind::ALL.into_iter().filter(|kind| *kind != RangeKind::Legal).any(|kind| {
        let of_kind = rows.iter().filter(|row| row.traits.kind == kind && !row.traits.denied);
        let (mut highest_low, mut lowest_high) = (f64::NEG_INFINITY, f64::INFINITY);
        for row in of_kind {
            highest_low = highest_low.max(row.claim.0.unwrap_or(f64::NEG_INFINITY));
            lowest_high = lowest_high.min(row.claim.1.unwrap_or(f64::INFINITY));
        }
        highest_low > lowest_high
    })
}

/// Keeps those that the user did not reject.
fn unreject(
    table: &StatementTable,
    rows: &mut Vec<StatementNumbers>,
    corrections: &Corrections,
) -> Result<(), IndexError> {
    if !corrections.touch(RANGE) {
        return Ok(());
    }
    let mut rejected = HashSet::new();
    for document in table.documents(rows)? {
        let statements = document.statements.iter();
        let is_none = |(_, statement): &&(usize, WeaponStatement)| {
            is_rejected(statement, &document.text, corrections)
        };
        rejected.extend(statements.filter(is_none).map(|(at, _)| *at));
    }
    let mut numbers = 0..;
    rows.retain(|_| numbers.next().is_none_or(|at| !rejected.contains(&at)));
    Ok(())
}

/// The statements on one weapon.
struct Weapon<'a> {
    id: &'a str,
    rows: &'a [StatementNumbers],
    table: &'a StatementTable,
}

/// A statement of a pair, with its document.
struct Side {
    paper: Arc<DocumentHead>,
    statement: WeaponStatement,
}

impl Weapon<'_> {
    /// The disputes about it, if the ledger finds any.
    fn disputed(
        &self,
        corpus: &Corpus,
        keys: Vec<StatementKeys>,
    ) -> Result<Option<Disputed>, IndexError> {
        let corrections = corpus.corrections();
        let compared = self.compared(keys, &corrections)?;
        let ledger = Ledger::new(compared).corrected(&corrections);
        let conflicts = ledger.conflicts();
        let told = conflicts.get(..MOST_PAIRS).unwrap_or(&conflicts);
        let ends = |conflict: &Conflict| [conflict.statements.0, conflict.statements.1];
        let sides = self.sides(corpus, told.iter().flat_map(ends))?;
        let pairs: Vec<DisputedPair> = told
            .iter()
            .filter_map(|conflict| self.pair(conflict, &sides, ledger.statements()))
            .collect();
        let name = sides.values().next().map(|side| CleanText::line(&side.statement.base_name));
        let newest = pairs.iter().filter_map(DisputedPair::newest).max();
        let (id, total) = (self.id.to_owned(), conflicts.len());
        Ok(name.map(|name| Disputed { id, name, newest, total, pairs }))
    }

    /// What is compared, as the user knows it.
    fn compared(
        &self,
        keys: Vec<StatementKeys>,
        corrections: &Corrections,
    ) -> Result<Vec<RangeStatement>, IndexError> {
        let mut of_corrections = self.correction_keys(corrections)?;
        let mut numbers = HashMap::new();
        let compared = self.rows.iter().zip(keys).enumerate().map(|(at, (row, keys))| {
            let next = numbers.len();
            let StatementKeys { source, variant, condition } = keys;
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
                key: of_corrections.remove(&at).unwrap_or_default(),
            };
            with_one_source(statement, corrections)
        });
        Ok(compared.collect())
    }

    /// The keys by which corrections know the statements, if they keep any two apart.
    fn correction_keys(
        &self,
        corrections: &Corrections,
    ) -> Result<HashMap<usize, String>, IndexError> {
        let mut keys = HashMap::new();
        if corrections.keep_apart() {
            for document in self.table.documents(self.rows)? {
                let statements = document.statements.into_iter();
                keys.extend(statements.map(|(at, statement)| (at, statement.key)));
            }
        }
        Ok(keys)
    }

    /// The statements of these places with their documents.
    fn sides(
        &self,
        corpus: &Corpus,
        places: impl Iterator<Item = usize>,
    ) -> Result<BTreeMap<usize, Side>, IndexError> {
        let places: BTreeSet<usize> = places.collect();
        let places: Vec<usize> = places.into_iter().collect();
        let rows: Vec<StatementNumbers> =
            places.iter().filter_map(|at| self.rows.get(*at)).copied().collect();
        let mut sides = BTreeMap::new();
        for document in self.table.heads(&rows)? {
            let paper = Arc::new(paper(corpus, &document.row));
            for (at, statement) in document.statements {
                let Some(place) = places.get(at) else { continue };
                sides.insert(*place, Side { paper: Arc::clone(&paper), statement });
            }
        }
        Ok(sides)
    }

    /// A pair in words; `compared` are the statements as the user knows them.
    fn pair(
        &self,
        conflict: &Conflict,
        sides: &BTreeMap<usize, Side>,
        compared: &[RangeStatement],
    ) -> Option<DisputedPair> {
        let (one, other) = conflict.statements;
        let sources = [compared.get(one)?, compared.get(other)?].map(|one| &one.source.key);
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
    use crate::corpus::dossier;
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

    fn disputes(corpus: &Corpus) -> Vec<Disputed> {
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
        assert_eq!(super::tests::disputes(&corpus), []);
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
    fn what_is_called_off_answers_nothing() {
        let corpus = corpus();
        let index = corpus.index().unwrap();
        let cancelled = AtomicBool::new(true);
        assert!(of_library(&corpus, &index, &cancelled).unwrap().is_none());
    }
}
