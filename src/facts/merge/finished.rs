//! The last touch: ranges and entities as the rest of the program gets them.

use foldhash::HashMap;

use crate::facts::model::{Entity, RangeFact, Stance};
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
        rule: range.rule,
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
