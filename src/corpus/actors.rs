//! What a document says of each of its actors, for the index: roles, sentences with words that are theirs,
//! weapons in one sentence with them. Made when documents are indexed; looks nothing up.

use std::collections::{BTreeMap, HashMap};

use super::sentence_number::sentence_number;
use crate::document::Document;
use crate::facts::{Class, Facts, Role, Saying};
use crate::index::{ActorFacts, StoredRole, StoredSaying, WeaponBeside};
use crate::text::{Span, sentence_at};

/// Roles, sentences and weapons of one actor in one document that are kept, the first.
const MOST: usize = 32;

/// Actors of one sentence beside which its weapons are kept: a longer row is a list.
const MOST_IN_SENTENCE: usize = 16;

/// Bytes of a sentence in which a weapon stands beside an actor.
const LONGEST_SENTENCE: usize = 2_000;

/// Bytes of the words of a role that are kept.
const LONGEST_ROLE: usize = 200;

/// What a document says of the actors that it names, those alone of which it says anything.
pub(super) fn actor_facts(document: &Document, facts: &Facts) -> Vec<ActorFacts> {
    let entities = facts.entities.iter().enumerate();
    let kept = entities.filter(|(_, entity)| entity.class != Class::Date);
    // The index keeps no dates: the places of the others.
    let places: BTreeMap<usize, usize> = kept.zip(0..).map(|((at, _), kept)| (at, kept)).collect();
    let mut of: BTreeMap<usize, ActorFacts> = BTreeMap::new();
    for (entity, place) in &places {
        let Some(actor) = facts.entities.get(*entity) else { continue };
        let roles: Vec<StoredRole> = actor.roles.iter().take(MOST).map(stored_role).collect();
        if actor.class == Class::Actor {
            of.insert(*entity, ActorFacts { actor: *place, roles, ..ActorFacts::default() });
        }
    }
    let ranges = facts.ranges.iter().chain(&facts.apart);
    let rows: HashMap<Span, Span> =
        ranges.map(|range| (range.span, range.details.sentence)).collect();
    for saying in &facts.sayings {
        let span = saying.span;
        // A range whose source stands in another cell is told by its row.
        let sentence = rows.get(&span).copied().or_else(|| facts.sentence(span.start));
        let sentence = sentence.filter(|sentence| sentence.covers(span)).unwrap_or(span);
        if let Some(actor) = of.get_mut(&saying.actor) {
            add_saying(actor, document, sentence, saying);
        }
    }
    each_together(document.text(), facts, |actor, weapon, beside| {
        let (Some(weapon), Some(actor)) = (places.get(&weapon), of.get_mut(&actor)) else { return };
        let known = actor.weapons.iter().any(|known| known.weapon == *weapon);
        if !known && actor.weapons.len() < MOST {
            actor.weapons.push(WeaponBeside { weapon: *weapon, ..beside });
        }
    });
    of.into_values().filter(|actor| !actor.is_empty()).collect()
}

fn stored_role(role: &Role) -> StoredRole {
    let end = role.text.floor_char_boundary(LONGEST_ROLE);
    StoredRole { span: role.span, words: role.text.get(..end).unwrap_or_default().to_owned() }
}

/// Adds the sentence of a saying; what else is theirs in it belongs to it, and the least sure of it counts.
fn add_saying(actor: &mut ActorFacts, document: &Document, sentence: Span, saying: &Saying) {
    let span = saying.span;
    let is_full = actor.sayings.len() >= MOST;
    match actor.sayings.last_mut().filter(|last| last.sentence == sentence) {
        Some(last) => {
            last.span = Span::new(last.span.start.min(span.start), last.span.end.max(span.end));
            last.certainty = last.certainty.max(saying.certainty);
        }
        None if !is_full => {
            let (words, certainty) = (sentence_number(document.words(sentence)), saying.certainty);
            actor.sayings.push(StoredSaying { sentence, span, words, certainty });
        }
        None => {}
    }
}

/// Tells which actors and weapons with a name stand in one sentence, or in one statement: the places of
/// both entities and where, in the order of the weapons.
fn each_together(text: &str, facts: &Facts, mut tell: impl FnMut(usize, usize, WeaponBeside)) {
    let actors = mentions(facts, Class::Actor);
    if actors.is_empty() {
        return;
    }
    let mut sentence = Span::default();
    for (span, weapon) in mentions(facts, Class::Weapon) {
        if !sentence.covers(span) {
            sentence = sentence_of(text, facts, span.start);
        }
        let from = actors.partition_point(|(actor, _)| actor.start < sentence.start);
        let beside = actors.get(from..).unwrap_or_default().iter();
        let beside = beside.take_while(|(actor, _)| actor.end <= sentence.end);
        for (_, actor) in beside.take(MOST_IN_SENTENCE) {
            tell(*actor, weapon, WeaponBeside { weapon: 0, sentence, span });
        }
    }
    stated(facts).for_each(|(actor, weapon, beside)| tell(actor, weapon, beside));
}

/// The sentence at a place; an empty one for what has no end for long, a list. What the facts take for one
/// sentence may be two ("the SCALP-EG. On Monday").
fn sentence_of(text: &str, facts: &Facts, at: usize) -> Span {
    let whole = facts.sentence(at).filter(|whole| whole.len() <= LONGEST_SENTENCE);
    whole.map_or(Span::default(), |whole| sentence_at(text, whole, at, false))
}

/// The mentions of everything of a class that has a name, in the order of the text.
fn mentions(facts: &Facts, class: Class) -> Vec<(Span, usize)> {
    let entities = facts.entities.iter().enumerate();
    let named = entities.filter(|(_, entity)| entity.class == class && entity.named);
    let mentions = named.flat_map(|(at, entity)| entity.mentions.iter().map(move |m| (m.span, at)));
    let mut mentions: Vec<(Span, usize)> = mentions.collect();
    mentions.sort_unstable();
    mentions
}

/// The weapons whose ranges actors are said to state, which may be named in another sentence.
fn stated(facts: &Facts) -> impl Iterator<Item = (usize, usize, WeaponBeside)> {
    facts.ranges.iter().chain(&facts.apart).filter_map(|range| {
        let (weapon, _) = range.weapon?;
        facts.entities.get(weapon).filter(|weapon| weapon.named)?;
        let (span, sentence) = (range.span, range.details.sentence);
        let before = facts.sayings.partition_point(|saying| saying.span.start <= span.start);
        let saying = facts.sayings.get(before.checked_sub(1)?)?;
        let sentence = if sentence.covers(span) { sentence } else { span };
        saying.span.covers(span).then_some((
            saying.actor,
            weapon,
            WeaponBeside { weapon: 0, sentence, span },
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockKind, Parts};
    use crate::facts::{CertaintyClass, Lexicon, extract};
    use crate::index::StoredFacts;
    use crate::text::CleanText;

    const TEXT: &str = "Defence Secretary Ben Wallace said that the Storm Shadow missile reportedly \
        reaches 250 km. On 3 May 2023 Olaf Scholz met Ben Wallace. The Taurus missile stayed home.";

    fn found() -> (Vec<ActorFacts>, StoredFacts) {
        let blocks = vec![Block::new(BlockKind::Paragraph, Span::new(0, TEXT.len()))];
        let parts = Parts { text: CleanText::text(TEXT), blocks, ..Parts::default() };
        let document = Document::new(parts).unwrap();
        let facts = extract(&document, &Lexicon::bundled().unwrap());
        (actor_facts(&document, &facts), StoredFacts::new(&document, &facts))
    }

    #[test]
    fn roles_words_and_weapons_of_an_actor_are_kept_with_their_sentences() {
        let (actors, stored) = found();
        let [wallace] = actors.as_slice() else { panic!("{actors:?}") };
        assert_eq!(stored.named[wallace.actor].name, "Ben Wallace");
        assert_eq!(wallace.roles[0].words, "Defence Secretary");
        let [saying] = wallace.sayings.as_slice() else { panic!("{wallace:?}") };
        assert!(saying.sentence.of(TEXT).ends_with("reaches 250 km."), "{saying:?}");
        assert!(saying.span.of(TEXT).starts_with("the Storm Shadow missile"), "{saying:?}");
        assert_eq!(saying.certainty, CertaintyClass::Hedged);
        let [storm] = wallace.weapons.as_slice() else { panic!("{wallace:?}") };
        assert_eq!(stored.named[storm.weapon].name, "Storm Shadow");
        assert_eq!(storm.sentence, saying.sentence);
    }
}
