//! The last touch: ranges and entities as the rest of the program gets them.

use foldhash::HashMap;

use super::variants::VariantKeys;
use crate::facts::lexicon::Lexicon;
use crate::facts::model::{Class, Entity, Facts, RangeFact, Stance};
use crate::facts::ranges::Ranged;
use crate::text::Span;

/// The range as a fact, whose weapon is an entity, and how it is said.
pub fn range_fact(
    range: Ranged,
    said: Stance,
    weapon_of: impl Fn(Span) -> Option<(usize, Span)>,
) -> RangeFact {
    RangeFact {
        span: range.span,
        also: range.also,
        figures: range.figures,
        min_km: range.min_km,
        max_km: range.max_km,
        approx: range.approx,
        weapon: range.weapon.and_then(&weapon_of).or_else(|| range.otherwise.and_then(&weapon_of)),
        stance: Stance { attribution: range.source.unwrap_or(said.attribution), ..said },
        details: range.details,
        variant_key: String::new(),
        speaker: String::new(),
        rule: range.rule,
    }
}

/// The facts with what the ranges have of them: the keys of their variants, the names of who says so.
pub fn told(mut facts: Facts, text: &str, lexicon: &Lexicon) -> Facts {
    let mut keys = VariantKeys::new(text, lexicon, &facts.entities);
    for range in facts.ranges.iter_mut().chain(&mut facts.apart) {
        range.variant_key = keys.key(range);
        range.speaker =
            range.said_by().map(|said_by| speaker(&facts.entities, said_by)).unwrap_or_default();
    }
    facts
}

/// The name of who is meant by the words: "MBDA" of "the manufacturer, MBDA"; empty if that is nobody
/// with a name, or several.
fn speaker(entities: &[Entity], said_by: Span) -> String {
    let mut meant = entities.iter().filter(|entity| {
        let inside = |mention: &Span| said_by.covers(*mention);
        // "a US official" is not the United States; "Washington" is.
        let whole = |mention: &Span| entity.kind != "state" || *mention == said_by;
        let mut mentions = entity.mentions.iter().map(|mention| mention.span);
        entity.class == Class::Actor && mentions.any(|mention| inside(&mention) && whole(&mention))
    });
    match (meant.next(), meant.next()) {
        (Some(only), None) => only.name.to_string(),
        _ => String::new(),
    }
}

/// Two entities whose names make the same key are told apart by their class, then by number.
pub fn unique_ids(mut entities: Vec<Entity>) -> Vec<Entity> {
    let mut seen: HashMap<String, usize> = HashMap::default();
    for entity in &mut entities {
        if entity.id.is_empty() {
            entity.id = entity.class.word().to_owned();
        }
        let times = seen.entry(entity.id.clone()).or_insert(0);
        *times += 1;
        if *times > 1 {
            entity.id = format!("{}-{}-{times}", entity.id, entity.class.word());
        }
    }
    entities
}
