//! What a document states of the ranges of weapons, each statement with the weapon by which it is grouped
//! and what it is compared by: made when documents are indexed, and by the verbs that compare. Compares
//! nothing.

use std::hash::BuildHasher;

use foldhash::quality::FixedState;

use crate::document::{Date, Document};
use crate::facts::{CertaintyClass, Facts, RangeFact, statements};
use crate::index::{StatedRange, StoredFacts, WeaponStatement};
use crate::ledger::{EffectiveSource, RangeStatement, SaidBy};
use crate::text::{Scalars, Span, folded};

/// The facts of a document as the index keeps them, with what it states.
pub fn stored_facts(document: &Document, facts: &Facts) -> StoredFacts {
    let statements = statements_on_weapons(document, facts);
    StoredFacts { statements, ..StoredFacts::new(document, facts) }
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

/// The words by which a statement is told.
#[derive(Clone, Debug, Default)]
pub struct SaidWords {
    /// Who says so, or the title of the document if nobody is known.
    pub who: String,
    variant: String,
    condition: String,
    written: String,
    /// The date of the document.
    pub date: String,
}

impl SaidWords {
    /// Those of a statement in a document with this source, title and date.
    pub fn of(
        statement: &WeaponStatement,
        (source, title, date): (&str, &str, Option<Date>),
    ) -> Self {
        let stated = &statement.stated;
        let who = [&*stated.said_by, source, title].into_iter().find(|who| !who.is_empty());
        Self {
            who: who.unwrap_or_default().to_owned(),
            variant: stated.named_variant(statement.base != stated.weapon_id),
            condition: stated.condition.clone(),
            written: stated.written.clone(),
            date: date.map(|date| format!("{date:.10}")).unwrap_or_default(),
        }
    }

    /// The same, as the sentences of the ledger ask for it.
    pub fn said(&self) -> SaidBy<'_> {
        let Self { who, variant, condition, written, date } = self;
        SaidBy { who, variant, condition, written, date }
    }
}
