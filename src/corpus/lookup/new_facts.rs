//! Which ranges and names of some documents the library did not hold: neither its other documents now, nor
//! any when an earlier sitting ended, nor an earlier one of these. Reads the index only.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::dossier::{StatedGroups, is_rejected};
use crate::corpus::corpus::Corpus;
use crate::facts::correction::{Corrections, RANGE};
use crate::facts::{Bounds, Class, RangeKind};
use crate::index::{
    Index, IndexError, Named, StatementNumbers, StatementTable, StoredDocument, WeaponStatement,
};
use crate::protocol::{NewFact, NewFactKind};
use crate::text::{CleanText, Scalars, Span};
use crate::userdata::sittings::{SittingNumber, SittingRecord};

/// What an earlier sitting held.
pub(super) type Earlier<'a> = (&'a SittingRecord, SittingNumber);

/// What the library held besides the documents that are asked about.
pub(super) struct Held<'a> {
    index: &'a Index,
    corrections: &'a Corrections,
    groups: &'a StatedGroups<'a>,
    earlier: Earlier<'a>,
    /// The claims on weapons, by the key of their group.
    claims: HashMap<(String, RangeKind), Vec<Bounds>>,
    /// How many of the documents that are asked about name a thing.
    naming: HashMap<(Class, String), usize>,
    /// What was told as new of one of them.
    told: HashSet<(Class, String)>,
}

/// A document that is asked about.
pub(super) struct AskedDocument {
    /// What is stored of it.
    pub(super) stored: StoredDocument,
    /// What it states of weapons, in the order of the text.
    pub(super) statements: Vec<WeaponStatement>,
    /// How many documents with the same content are asked about.
    pub(super) copies: usize,
}

impl<'a> Held<'a> {
    /// What is held besides these documents. `is_asked` tells documents by their numbers.
    pub(super) fn of(
        (corpus_index, table, corrections): (&'a Index, &StatementTable, &'a Corrections),
        groups: &'a StatedGroups<'a>,
        earlier: Earlier<'a>,
        (asked, is_asked): (&[AskedDocument], &dyn Fn(u64) -> bool),
    ) -> Self {
        let statements = asked.iter().flat_map(|asked| &asked.statements);
        let wanted: BTreeSet<String> =
            statements.filter_map(|one| groups.group(&one.stated.weapon_id)).collect();
        let group = |own: &str| groups.group(own).filter(|group| wanted.contains(group));
        let group_of: Vec<Option<String>> =
            table.weapons().iter().map(|weapon| group(&weapon.own)).collect();
        let mut claims: HashMap<(String, RangeKind), Vec<Bounds>> = HashMap::new();
        for row in table.rows().iter().filter(|row| !row.traits.denied) {
            let Some(Some(group)) = group_of.get(row.weapon as usize) else { continue };
            if !is_asked(row.document()) {
                claims.entry((group.clone(), row.traits.kind)).or_default().push(row.claim);
            }
        }
        let mut naming = HashMap::new();
        for AskedDocument { stored, copies, .. } in asked {
            let targets: HashSet<(Class, String)> =
                stored.named.iter().filter_map(|named| target(named, corrections)).collect();
            targets.into_iter().for_each(|key| *naming.entry(key).or_insert(0) += copies);
        }
        let (index, told) = (corpus_index, HashSet::new());
        Self { index, corrections, groups, earlier, claims, naming, told }
    }

    /// What of a document is new. What it tells counts as held from now on.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub(super) fn new_facts(&mut self, asked: &AskedDocument) -> Result<Vec<NewFact>, IndexError> {
        let mut facts = Vec::new();
        let mut of_ranges = HashSet::new();
        for statement in &asked.statements {
            let Some(fact) = self.new_range(statement) else { continue };
            facts.push(fact);
            of_ranges.extend([statement.stated.weapon_id.clone(), statement.base.clone()]);
            of_ranges.extend(self.groups.group(&statement.stated.weapon_id));
        }
        facts.sort_by_key(|fact| fact.kind);
        let mut names = Vec::new();
        for named in &asked.stored.named {
            let Some(key) = target(named, self.corrections) else { continue };
            // The range says it already.
            let is_told = key.0 == Class::Weapon && of_ranges.contains(&key.1);
            if self.is_new_name(&key, &named.id)? && !is_told {
                names.push((key.0, self.name_of(&key, named), named));
            }
        }
        let spans = names.iter().map(|(_, _, named)| first_mention(named));
        let scalars = Scalars::of(&asked.stored.text, spans);
        names.sort_by_key(|(class, _, named)| (*class == Class::Actor, first_mention(named)));
        facts.extend(names.into_iter().map(|(class, name, named)| {
            let span = first_mention(named);
            NewFact {
                kind: match class {
                    Class::Weapon => NewFactKind::Weapon,
                    _ => NewFactKind::Actor,
                },
                id: named.id.clone(),
                name,
                written: CleanText::default(),
                range: RangeKind::default(),
                span,
                scalars: Span::new(scalars.at(span.start), scalars.at(span.end)),
            }
        }));
        Ok(facts)
    }

    /// The range that a statement states, if the library held no such value.
    fn new_range(&mut self, statement: &WeaponStatement) -> Option<NewFact> {
        let (stated, traits) = (&statement.stated, statement.traits());
        if traits.denied || traits.kind == RangeKind::Legal {
            return None;
        }
        let group = self.groups.group(&stated.weapon_id)?;
        let (record, since) = self.earlier;
        let bases: BTreeSet<&str> = [&*group, &*statement.base].into();
        let earlier = bases.into_iter().flat_map(|base| record.claims(base, traits.kind, since));
        let earlier: Vec<Bounds> = earlier.collect();
        let key = (group, traits.kind);
        let name = self.corrections.name(Class::Weapon.word(), &key.0);
        let name = CleanText::line(name.unwrap_or(&statement.base_name));
        let known = self.claims.entry(key).or_default();
        let known_before: Vec<Bounds> = known.iter().copied().chain(earlier).collect();
        known.push(stated.claim);
        if known_before.iter().any(|held| holds(*held, stated.claim)) {
            return None;
        }
        let is_first = known_before.is_empty();
        Some(NewFact {
            id: stated.weapon_id.clone(),
            kind: if is_first { NewFactKind::FirstRange } else { NewFactKind::Range },
            name,
            written: CleanText::line(&stated.written),
            range: traits.kind,
            span: stated.span,
            scalars: stated.scalars,
        })
    }

    /// True if nothing else of the library names it, or did.
    fn is_new_name(&mut self, key: &(Class, String), own: &str) -> Result<bool, IndexError> {
        if !self.told.insert(key.clone()) {
            return Ok(false);
        }
        let (record, since) = self.earlier;
        let (class, target) = (key.0, key.1.as_str());
        let members = self.corrections.members(class.word(), target);
        if members.iter().chain([&own]).any(|id| record.named(class, id, since)) {
            return Ok(false);
        }
        let mut documents = 0;
        for id in members {
            let forms = self.index.forms(class, id)?;
            documents += forms.iter().map(|form| form.documents).sum::<usize>();
        }
        Ok(documents <= self.naming.get(key).copied().unwrap_or(0))
    }

    fn name_of(&self, (class, id): &(Class, String), named: &Named) -> CleanText {
        let merged = self.corrections.name(class.word(), id).filter(|_| *id != named.id);
        CleanText::line(merged.unwrap_or(&named.name))
    }
}

/// What a weapon or actor with a name counts as; `None` for everything else, and for what is none.
fn target(named: &Named, corrections: &Corrections) -> Option<(Class, String)> {
    let is_wanted = named.proper && matches!(named.class, Class::Weapon | Class::Actor);
    let target = corrections.target(named.class.word(), &named.id).filter(|_| is_wanted)?;
    Some((named.class, target.to_owned()))
}

fn first_mention(named: &Named) -> Span {
    named.mentions.first().copied().unwrap_or_default()
}

/// True if a claim says what another one says: both are values that overlap, or the other one is open and
/// contained. A value is no news where the same is known to be reached at least, but not the other way round.
fn holds(held: Bounds, claim: Bounds) -> bool {
    let ends =
        |(low, high): Bounds| (low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY));
    let is_open = |(low, high): Bounds| low.is_none() || high.is_none();
    let ((low, high), (other_low, other_high)) = (ends(held), ends(claim));
    low <= other_high && other_low <= high && (!is_open(held) || is_open(claim))
}

/// The statements of the documents of these numbers, in their order, without what the user rejected.
///
/// # Errors
/// [`IndexError`] if the files are damaged.
pub(super) fn statements_of(
    table: &StatementTable,
    documents: &[u64],
    corpus: &Corpus,
) -> Result<Vec<Vec<WeaponStatement>>, IndexError> {
    let places: HashMap<u64, usize> =
        documents.iter().enumerate().map(|(at, number)| (*number, at)).collect();
    let rows = table.rows().iter().filter(|row| places.contains_key(&row.document()));
    let mut rows: Vec<StatementNumbers> = rows.copied().collect();
    rows.sort_by_key(StatementNumbers::place_in_index);
    let corrections = corpus.corrections();
    let rejects = corrections.touch(RANGE);
    let stating = if rejects { table.documents(&rows)? } else { table.heads(&rows)? };
    let mut found: Vec<Vec<WeaponStatement>> = documents.iter().map(|_| Vec::new()).collect();
    for document in stating {
        for (asked, statement) in document.statements {
            let place = rows.get(asked).and_then(|row| places.get(&row.document()));
            let Some(own) = place.and_then(|at| found.get_mut(*at)) else { continue };
            if !rejects || !is_rejected(&statement, &document.text, &corrections) {
                own.push(statement);
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_held_by_a_value_that_overlaps_and_an_open_one_by_what_contains_it() {
        let (value, other) = ((Some(240.0), Some(260.0)), (Some(255.0), Some(270.0)));
        let far = (Some(550.0), Some(570.0));
        let at_least = (Some(250.0), None);
        assert!(holds(value, other) && holds(other, value));
        assert!(!holds(value, far) && !holds(far, value));
        assert!(holds(far, at_least), "560 km says more than 250 km");
        assert!(!holds(at_least, far), "more than 250 km does not say 560");
        assert!(holds(at_least, (Some(200.0), None)));
        assert!(!holds((None, Some(100.0)), at_least));
    }
}
