//! What a document states of the ranges of weapons, each statement with the weapon by which it is grouped
//! and what it is compared by: made when documents are indexed, and by the verbs that compare. Compares
//! nothing.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::quality::FixedState;

use crate::document::{Date, Document};
use crate::facts::{CertaintyClass, Entity, Facts, Lexicon, RangeFact, statements};
use crate::index::{StatedRange, StoredFacts, WeaponStatement};
use crate::ledger::{EffectiveSource, RangeStatement, variant_key};
use crate::text::{Scalars, Span, folded, single_spaced};

/// The facts of a document as the index keeps them, with what it states.
pub fn stored_facts(document: &Document, facts: &Facts, lexicon: &Lexicon) -> StoredFacts {
    let statements = statements_on_weapons(document, facts, lexicon);
    StoredFacts { statements, ..StoredFacts::new(document, facts) }
}

/// What a document states of weapons with a name, in the order of the text.
pub fn statements_on_weapons(
    document: &Document,
    facts: &Facts,
    lexicon: &Lexicon,
) -> Vec<WeaponStatement> {
    let all = statements(document, facts);
    let scalars = Scalars::of(document.text(), all.iter().map(|statement| statement.span));
    let mut wholes: Vec<Span> =
        facts.ranges.iter().chain(&facts.apart).map(|range| range.span).collect();
    wholes.sort_unstable();
    let mut bases = HashMap::new();
    let mut found = Vec::new();
    for statement in &all {
        let Some((entity, _)) = statement.weapon else { continue };
        let weapon = facts.entities.get(entity).filter(|weapon| weapon.named);
        let Some(weapon) = weapon else { continue };
        let place = Span::new(scalars.at(statement.span.start), scalars.at(statement.span.end));
        let stated = StatedRange { scalars: place, ..StatedRange::of(document, facts, statement) };
        let base = bases.entry(entity).or_insert_with(|| base(weapon, lexicon));
        // The bounds of "60 to 499 km" are two statements.
        let before = wholes.partition_point(|whole| whole.start <= statement.span.start);
        let whole = wholes.get(before.wrapping_sub(1)).filter(|w| statement.span.end <= w.end);
        let whole = whole.copied().unwrap_or(statement.span);
        found.push(one((document, statement), (stated, whole), base.as_ref()));
    }
    found
}

/// Key and name of the weapon of which another is a variant; `None` if it is a variant of none.
fn base(weapon: &Entity, lexicon: &Lexicon) -> Option<(String, String)> {
    let unlisted = || lexicon.base_of_unlisted(&weapon.id, weapon.family.as_ref()?);
    let base = lexicon.base_of(&weapon.id).or_else(unlisted)?;
    Some((base.id.to_string(), base.name.to_string()))
}

fn one(
    (document, statement): (&Document, &RangeFact),
    (stated, whole): (StatedRange, Span),
    base: Option<&(String, String)>,
) -> WeaponStatement {
    let metadata = document.metadata();
    let source = metadata.source.as_ref().map_or("", |source| &*source.value);
    let EffectiveSource { key, own } = EffectiveSource::new(&stated.said_by, source);
    let (own_key, own_name) = (stated.weapon_id.clone(), stated.weapon.clone());
    let is_variant = base.is_some();
    let (base, base_name) = base.cloned().unwrap_or((own_key, own_name));
    // "Scud" of "Scud-B", which the name of the weapon may not hold.
    let first = statement.weapon.map(|(_, span)| single_spaced(document.words(span)));
    let first = first.unwrap_or_default();
    let first = first.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let named = stated.named_variant(is_variant);
    let (variant, departs) = variant_key(&named, &format!("{base_name} {first}"));
    let sentence = statement.details.sentence;
    let words = sentence_number(document.words(sentence));
    WeaponStatement {
        stated,
        whole,
        sentence,
        words,
        base,
        base_name,
        source: key,
        own,
        variant,
        departs,
    }
}

/// Words of a sentence from which on it is a copy if it has the same as another: two tables may both have
/// "Range: 300 km".
const COPIED: usize = 8;

/// A number that sentences share which have the same words, whatever stands between them; 0 for those
/// that are too short to be copies.
fn sentence_number(sentence: &str) -> u64 {
    let folded = folded(sentence);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    if words.len() < COPIED { 0 } else { FixedState::default().hash_one(words).max(1) }
}

/// A statement as far as it is compared. `document` is the number of its document.
pub fn compared(
    statement: &WeaponStatement,
    date: Option<Date>,
    document: usize,
) -> RangeStatement {
    let WeaponStatement { stated, source, own, variant, departs, .. } = statement;
    RangeStatement {
        document,
        source: EffectiveSource { key: source.clone(), own: *own },
        date,
        variant: variant.clone(),
        departs: *departs,
        condition: folded(&stated.condition),
        kind: stated.kind,
        claim: stated.claim,
        denied: stated.certainty == CertaintyClass::Denied,
    }
}
