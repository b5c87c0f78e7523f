//! What a document states of the ranges of weapons, each statement with the weapon by which it is grouped
//! and what it is compared by: made when documents are indexed, and by the verbs that compare. Compares
//! nothing.

use super::actors::actor_facts;
use super::sentence_number::sentence_number;
use crate::document::{Date, Document};
use crate::facts::{CertaintyClass, Facts, RangeFact, statements};
use crate::index::{StatedRange, StoredFacts, WeaponStatement};
use crate::ledger::{EffectiveSource, RangeStatement, SaidBy};
use crate::protocol::DocumentHead;
use crate::text::{Scalars, Span, folded};

/// The facts of a document as the index keeps them, with what it states and what it says of its actors.
pub fn stored_facts(document: &Document, facts: &Facts) -> StoredFacts {
    let (statements, actors) =
        (statements_on_weapons(document, facts), actor_facts(document, facts));
    StoredFacts { statements, actors, ..StoredFacts::new(document, facts) }
}

/// What a document states of weapons with a name, in the order of the text.
pub fn statements_on_weapons(document: &Document, facts: &Facts) -> Vec<WeaponStatement> {
    let all = statements(document, facts);
    let scalars = Scalars::of(document.text(), all.iter().map(|statement| statement.span));
    let mut wholes: Vec<Span> =
        facts.ranges.iter().chain(&facts.apart).map(|range| range.span).collect();
    wholes.sort_unstable();
    let mut found = Vec::new();
    for statement in &all {
        let Some((entity, _)) = statement.weapon else { continue };
        let weapon = facts.entities.get(entity).filter(|weapon| weapon.named);
        let Some(weapon) = weapon else { continue };
        let place = Span::new(scalars.at(statement.span.start), scalars.at(statement.span.end));
        let stated = StatedRange { scalars: place, ..StatedRange::of(document, facts, statement) };
        let (base, name) = weapon.subject();
        // The bounds of "60 to 499 km" are two statements.
        let before = wholes.partition_point(|whole| whole.start <= statement.span.start);
        let whole = wholes.get(before.wrapping_sub(1)).filter(|w| statement.span.end <= w.end);
        let whole = whole.copied().unwrap_or(statement.span);
        found.push(one((document, statement), (stated, whole), (base, name.to_string())));
    }
    found
}

fn one(
    (document, statement): (&Document, &RangeFact),
    (stated, whole): (StatedRange, Span),
    (base, base_name): (String, String),
) -> WeaponStatement {
    let RangeStatement { source, variant, departs, key, .. } =
        RangeStatement::of(document, statement);
    let EffectiveSource { key: source, own } = source;
    let [source, variant, key] = [source, variant, key].map(|text| text.to_string());
    let sentence = statement.details.sentence;
    let words = sentence_number(document.words(sentence));
    WeaponStatement {
        stated,
        whole,
        sentence,
        words,
        base,
        base_name,
        source,
        own,
        variant,
        departs,
        key,
    }
}

/// A statement as far as it is compared. `document` is the number of its document.
pub fn compared(
    statement: &WeaponStatement,
    date: Option<Date>,
    document: usize,
) -> RangeStatement {
    let WeaponStatement { stated, source, own, variant, departs, key, .. } = statement;
    RangeStatement {
        document,
        source: EffectiveSource { key: source.as_str().into(), own: *own },
        date,
        variant: variant.as_str().into(),
        departs: *departs,
        condition: folded(&stated.condition).into(),
        kind: stated.kind,
        claim: stated.claim,
        denied: stated.certainty == CertaintyClass::Denied,
        key: key.as_str().into(),
    }
}

/// A statement in words: who says it, the variant that it names, when its document was published. Who says
/// it is whoever is said to, else the publisher, else the document by its title.
pub fn statement_words(statement: &WeaponStatement, paper: &DocumentHead) -> SaidBy {
    let stated = &statement.stated;
    let source = paper.source.as_deref().unwrap_or_default();
    let who = [&*stated.said_by, source, &*paper.title].into_iter().find(|who| !who.is_empty());
    let variant = stated.named_variant(statement.base != stated.weapon_id);
    said_by((who.unwrap_or_default(), &variant), stated, paper.date)
}

/// The same for whom it is known already who says it, and of which variant.
pub fn said_by((who, variant): (&str, &str), stated: &StatedRange, date: Option<Date>) -> SaidBy {
    SaidBy {
        who: who.to_owned(),
        variant: variant.to_owned(),
        condition: stated.condition.clone(),
        written: stated.written.clone(),
        date,
    }
}
