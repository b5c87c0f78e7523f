//! Gathers what the library states of the range of one weapon: which statements there are, who says them,
//! which are the same words again. Reads the index only; how statements stand to each other is the
//! ledger's.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::super::corpus::Corpus;
use super::super::head::paper;
use super::super::statements::compared;
use crate::facts::Class;
use crate::facts::correction::Corrections;
use crate::index::{
    Index, IndexError, StatedWeapon, StatementNumbers, StatementTable, WeaponStatement, snippet,
};
use crate::ledger::{Ledger, RangeStatement, repeated, same_sayers, with_one_source};
use crate::protocol::{DocumentHead, Dossier, DossierStatement, MOST_COMPARED, NamedEntity};
use crate::text::{CleanText, Span};

/// A statement on its way into a dossier.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// The document.
    pub paper: Arc<DocumentHead>,
    /// What it states.
    pub statement: WeaponStatement,
    /// The sentence, on one line.
    pub sentence: CleanText,
    /// Where in that the range stands.
    pub marks: Vec<Span>,
}

/// The weapons of which something is stated, as the user knows them.
pub(super) struct StatedGroups<'a> {
    corrections: &'a Corrections,
    /// The keys of weapons, each with that of the weapon of which it is a variant, or its own.
    bases: HashMap<String, String>,
}

impl<'a> StatedGroups<'a> {
    /// Those of a library's statements.
    pub(super) fn of(table: &StatementTable, corrections: &'a Corrections) -> Self {
        let weapons = table.weapons().iter();
        let bases = weapons.map(|weapon| (weapon.own.clone(), weapon.base.clone())).collect();
        Self { corrections, bases }
    }

    /// The key of the weapon by which statements on this one are grouped; `None` if it is no weapon.
    pub(super) fn group(&self, own: &str) -> Option<String> {
        let target = self.corrections.target(Class::Weapon.word(), own)?;
        Some(self.bases.get(target).map_or(target, String::as_str).to_owned())
    }

    /// The keys of the variants of these weapons of which something is stated.
    fn variants(&self, wanted: &BTreeSet<String>) -> Vec<&str> {
        let of = |own: &&String| self.group(own).is_some_and(|base| wanted.contains(&base));
        let variants = self.bases.keys().filter(|own| !wanted.contains(*own)).filter(of);
        let mut variants: Vec<&str> = variants.map(String::as_str).collect();
        variants.sort_unstable();
        variants
    }
}

/// The dossier of a weapon of the library. `None` if `cancel` became true meanwhile.
///
/// # Errors
/// [`IndexError`] if the files are damaged.
pub fn of_library(
    corpus: &Corpus,
    index: &Index,
    named: &NamedEntity,
    cancel: &AtomicBool,
) -> Result<Option<Dossier>, IndexError> {
    let corrections = corpus.corrections();
    let Some(table) = index.statement_table(cancel)? else { return Ok(None) };
    let groups = StatedGroups::of(&table, &corrections);
    let wanted: BTreeSet<String> = named.ids.iter().filter_map(|id| groups.group(id)).collect();
    let is_wanted =
        |weapon: &StatedWeapon| groups.group(&weapon.own).is_some_and(|w| wanted.contains(&w));
    let mut rows = table.rows_on(is_wanted);
    let total = rows.len();
    newest(&mut rows, |row| row);
    let gathered = gathered(corpus, &table, &rows)?;
    let rejected = rows.len() - gathered.len();
    let mut dossier = dossier(gathered, &corrections);
    dossier.total = total - rejected;
    let ids: Vec<&str> = named.ids.iter().chain(&wanted).map(String::as_str).collect();
    head(&mut dossier, index, &ids, &groups.variants(&wanted))?;
    dossier.family = corpus.family_of(&ids);
    Ok(Some(dossier))
}

/// Keeps the newest of these statements, as many as are compared, the newest first.
pub(super) fn newest<T>(statements: &mut Vec<T>, numbers: impl Fn(&T) -> &StatementNumbers) {
    let order = |one: &T, other: &T| {
        let place = |of: &T| (Reverse(numbers(of).date), numbers(of).place_in_index());
        place(one).cmp(&place(other))
    };
    if statements.len() > MOST_COMPARED {
        statements.select_nth_unstable_by(MOST_COMPARED, order);
        statements.truncate(MOST_COMPARED);
    }
    statements.sort_unstable_by(order);
}

/// These statements with their documents, without those that the user rejected.
fn gathered(
    corpus: &Corpus,
    table: &StatementTable,
    rows: &[StatementNumbers],
) -> Result<Vec<Gathered>, IndexError> {
    let corrections = corpus.corrections();
    let mut gathered = Vec::with_capacity(rows.len());
    for document in table.documents(rows)? {
        let paper = Arc::new(paper(corpus, &document.row));
        let text = document.text.as_str();
        for (_, statement) in document.statements {
            if is_rejected(&statement, text, &corrections) {
                continue;
            }
            let (sentence, marks) = sentence_of(&statement, text);
            gathered.push(Gathered { paper: Arc::clone(&paper), statement, sentence, marks });
        }
    }
    Ok(gathered)
}

/// The sentence of a statement on one line, and where in that the range stands. `text` is that of the
/// document.
pub fn sentence_of(statement: &WeaponStatement, text: &str) -> (CleanText, Vec<Span>) {
    in_sentence(text, statement.sentence, statement.stated.span)
}

/// The sentence of a passage on one line, and where in that the passage stands.
pub(super) fn in_sentence(text: &str, sentence: Span, passage: Span) -> (CleanText, Vec<Span>) {
    let (within, start) = match sentence.fits(text) && sentence.covers(passage) {
        true => (sentence.of(text), sentence.start),
        false => (text, 0),
    };
    let passage = Span::new(passage.start - start, passage.end - start);
    snippet(within, passage, &[passage])
}

/// True if the user says that a range, or that of which it is a bound, is none.
pub(super) fn is_rejected(
    statement: &WeaponStatement,
    text: &str,
    corrections: &Corrections,
) -> bool {
    let spans = [statement.whole, statement.stated.span];
    spans.into_iter().any(|span| corrections.rejects_range(span, text))
}

/// The names, kinds and variants that the library has for a weapon.
fn head(
    dossier: &mut Dossier,
    index: &Index,
    ids: &[&str],
    variants: &[&str],
) -> Result<(), IndexError> {
    let NamesAndKinds { names, kinds } = NamesAndKinds::of(index, Class::Weapon, ids)?;
    (dossier.names, dossier.kinds) = (names, kinds);
    if let Some((name, _)) = dossier.names.first() {
        dossier.name = name.clone();
    }
    for id in variants {
        let name = index.forms(Class::Weapon, id)?.into_iter().max_by_key(|form| form.documents);
        dossier.variants.extend(name.map(|form| form.name));
    }
    Ok(())
}

/// What the library calls a thing.
pub(super) struct NamesAndKinds {
    /// Its names, each with the number of documents, in most first.
    pub names: Vec<(CleanText, usize)>,
    /// What it is, in most documents first.
    pub kinds: Vec<CleanText>,
}

impl NamesAndKinds {
    /// Those of the thing with these keys.
    pub(super) fn of(index: &Index, class: Class, ids: &[&str]) -> Result<Self, IndexError> {
        let (mut names, mut kinds) = (BTreeMap::new(), BTreeMap::new());
        let mut seen = BTreeSet::new();
        for id in ids.iter().filter(|id| seen.insert(**id)) {
            for form in index.forms(class, id)? {
                *names.entry(form.name).or_insert(0) += form.documents;
                *kinds.entry(form.kind).or_insert(0) += form.documents;
            }
        }
        let kinds = most_first(kinds).into_iter().map(|(kind, _)| kind).collect();
        Ok(Self { names: most_first(names), kinds })
    }
}

fn most_first(counted: BTreeMap<CleanText, usize>) -> Vec<(CleanText, usize)> {
    let mut counted: Vec<_> = counted.into_iter().filter(|(words, _)| !words.is_empty()).collect();
    counted.sort_by_key(|(_, count)| Reverse(*count));
    counted
}

/// The dossier of these statements, which are on one weapon.
pub fn dossier(mut gathered: Vec<Gathered>, corrections: &Corrections) -> Dossier {
    let place =
        |one: &Gathered| (one.paper.date, one.paper.path.clone(), one.statement.stated.span);
    gathered.sort_by_cached_key(place);
    let name = gathered.last().map(|last| CleanText::line(&last.statement.base_name));
    let total = gathered.len();
    let ledger = Ledger::new(numbered(&gathered, corrections)).corrected(corrections);
    let mut kept = once(gathered, ledger.statements());
    let variants = variants(&kept, ledger.statements());
    let sayers = sayers(&kept);
    // The newest first within each variant; what names none comes first.
    let mut rows: Vec<DossierStatement> = Vec::with_capacity(kept.len());
    for (Kept { gathered, place, again }, who) in kept.drain(..).zip(sayers).rev() {
        let variant = ledger.statements().get(place).map(|compared| &compared.variant);
        let variant = variant.and_then(|key| variants.get(key)).cloned().unwrap_or_default();
        let Gathered { paper, statement, sentence, marks } = gathered;
        let stated = statement.stated;
        rows.push(DossierStatement { paper, stated, place, variant, who, sentence, marks, again });
    }
    rows.sort_by(|one, other| one.variant.cmp(&other.variant));
    Dossier {
        name: name.unwrap_or_default(),
        kinds: Vec::new(),
        family: None,
        variants: Vec::new(),
        names: Vec::new(),
        statements: rows,
        ledger,
        total,
    }
}

/// A statement that is one of its own, with its place among all and the documents that state it in the
/// same words again.
struct Kept {
    gathered: Gathered,
    place: usize,
    again: Vec<Arc<DocumentHead>>,
}

/// What is compared, documents numbered in their order.
fn numbered(gathered: &[Gathered], corrections: &Corrections) -> Vec<RangeStatement> {
    let mut numbers = HashMap::new();
    let compared = |gathered: &Gathered| {
        let next = numbers.len();
        let number = *numbers.entry(gathered.paper.path.clone()).or_insert(next);
        let compared = compared(&gathered.statement, gathered.paper.date, number);
        with_one_source(compared, corrections)
    };
    gathered.iter().map(compared).collect()
}

/// Every statement once: what a later document states in the same words is none of its own.
fn once(gathered: Vec<Gathered>, compared: &[RangeStatement]) -> Vec<Kept> {
    let words: Vec<u64> = gathered.iter().map(|gathered| gathered.statement.words).collect();
    let repeated = repeated(compared.iter().zip(words));
    let mut kept: Vec<Kept> = Vec::with_capacity(gathered.len());
    let mut places: HashMap<usize, usize> = HashMap::new();
    for (place, (gathered, first)) in gathered.into_iter().zip(repeated).enumerate() {
        let first = first.and_then(|first| kept.get_mut(*places.get(&first)?));
        match first {
            Some(first) => first.again.push(gathered.paper),
            None => {
                places.insert(place, kept.len());
                kept.push(Kept { gathered, place, again: Vec::new() });
            }
        }
    }
    kept
}

/// Who says each, by the name that stands for all that are the same source.
fn sayers(kept: &[Kept]) -> Vec<CleanText> {
    let names: Vec<(&str, &str)> = kept
        .iter()
        .map(|kept| {
            let Gathered { paper, statement, .. } = &kept.gathered;
            let publisher = paper.source.as_deref().unwrap_or_default();
            let name = if statement.own { publisher } else { statement.stated.said_by.as_str() };
            (name, publisher)
        })
        .collect();
    let same = same_sayers(&names);
    // The shortest of the names of a source: "MBDA" for "the manufacturer, MBDA".
    let mut shortest: HashMap<usize, &str> = HashMap::new();
    for (first, (name, _)) in same.iter().zip(&names) {
        let known = shortest.entry(*first).or_insert(name);
        // Who is only called the maker has a name if another document gives it.
        let named = name.chars().any(char::is_uppercase) || !known.chars().any(char::is_uppercase);
        if named && name.len() < known.len() {
            *known = name;
        }
    }
    let named = same.iter().zip(kept);
    named
        .map(|(first, kept)| match shortest.get(first) {
            Some(name) if !name.is_empty() => CleanText::line(name),
            _ => kept.gathered.paper.title.clone(),
        })
        .collect()
}

/// The name of each variant, as it is written first.
fn variants(kept: &[Kept], compared: &[RangeStatement]) -> HashMap<Arc<str>, CleanText> {
    let mut names = HashMap::new();
    for Kept { gathered, place, .. } in kept {
        let key = compared.get(*place).map(|compared| &compared.variant);
        let Some(key) = key.filter(|key| !key.is_empty()) else { continue };
        let statement = &gathered.statement;
        let is_variant = statement.base != statement.stated.weapon_id;
        let written = || CleanText::line(&statement.stated.named_variant(is_variant));
        names.entry(key.clone()).or_insert_with(written);
    }
    names
}
