//! What a document says of its actors, as the index keeps it: their roles, what they are said to have said,
//! the weapons with which they stand in one sentence. Finds none of it itself.

use super::stated_range::place;
use super::wire::{In, Out};
use crate::facts::CertaintyClass;
use crate::text::Span;

/// What a document says of one actor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActorFacts {
    /// The place of the actor among what the document names.
    pub actor: usize,
    /// The roles that it is given.
    pub roles: Vec<StoredRole>,
    /// What it is said to have said.
    pub sayings: Vec<StoredSaying>,
    /// The weapons with which it stands in one sentence, each once.
    pub weapons: Vec<WeaponBeside>,
}

/// A role as a document gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredRole {
    /// Where.
    pub span: Span,
    /// Its words.
    pub words: String,
}

/// A sentence with words that somebody is said to have said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StoredSaying {
    /// The sentence.
    pub sentence: Span,
    /// From the first of the words in it to the last.
    pub span: Span,
    /// A number that sentences of the same words share; 0 for short ones.
    pub words: u64,
    /// How surely they are said.
    pub certainty: CertaintyClass,
}

/// A weapon in one sentence with an actor, or of a statement of that actor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WeaponBeside {
    /// The place of the weapon among what the document names.
    pub weapon: usize,
    /// The sentence.
    pub sentence: Span,
    /// Where in it the weapon is named, or its range is stated.
    pub span: Span,
}

impl ActorFacts {
    /// True if nothing is said of the actor but that it is there.
    pub fn is_empty(&self) -> bool {
        self.roles.is_empty() && self.sayings.is_empty() && self.weapons.is_empty()
    }
}

pub(super) fn to_bytes(all: &[ActorFacts]) -> Vec<u8> {
    let mut out = Out::default();
    all.iter().for_each(|actor| put(&mut out, actor));
    out.0
}

pub(super) fn from_bytes(bytes: &[u8]) -> Vec<ActorFacts> {
    let mut read = In(bytes);
    std::iter::from_fn(|| take(&mut read)).collect()
}

fn put(out: &mut Out, facts: &ActorFacts) {
    let ActorFacts { actor, roles, sayings, weapons } = facts;
    out.size(*actor);
    out.size(roles.len());
    for role in roles {
        out.span(0, role.span);
        out.text(&role.words);
    }
    out.size(sayings.len());
    for saying in sayings {
        out.span(0, saying.sentence);
        out.span(saying.sentence.start, saying.span);
        out.number(saying.words);
        out.size(place(&CertaintyClass::ALL, &saying.certainty));
    }
    out.size(weapons.len());
    for beside in weapons {
        out.size(beside.weapon);
        out.span(0, beside.sentence);
        out.span(beside.sentence.start, beside.span);
    }
}

fn take(read: &mut In<'_>) -> Option<ActorFacts> {
    let mut facts = ActorFacts { actor: read.size()?, ..ActorFacts::default() };
    for _ in 0..read.count()? {
        facts.roles.push(StoredRole { span: read.span(0)?, words: read.text()?.to_owned() });
    }
    for _ in 0..read.count()? {
        let sentence = read.span(0)?;
        facts.sayings.push(StoredSaying {
            sentence,
            span: read.span(sentence.start)?,
            words: read.number()?,
            certainty: *CertaintyClass::ALL.get(read.size()?)?,
        });
    }
    for _ in 0..read.count()? {
        let (weapon, sentence) = (read.size()?, read.span(0)?);
        facts.weapons.push(WeaponBeside { weapon, sentence, span: read.span(sentence.start)? });
    }
    Some(facts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_actors_comes_back_and_damage_loses_the_rest() {
        let span = Span::new(30, 40);
        let sentence = Span::new(20, 70);
        let certainty = CertaintyClass::Denied;
        let saying = StoredSaying { sentence, span, words: u64::MAX, certainty };
        let one = ActorFacts {
            actor: 3,
            roles: vec![StoredRole { span: Span::new(4, 18), words: "defence minister".into() }],
            sayings: vec![saying, StoredSaying { words: 0, ..saying }],
            weapons: vec![WeaponBeside { weapon: 1, sentence, span }],
        };
        let all = vec![one.clone(), ActorFacts { actor: 0, ..one }];
        let bytes = to_bytes(&all);
        assert_eq!(from_bytes(&bytes), all);
        assert!((0..bytes.len()).all(|end| from_bytes(&bytes[..end]).len() < 2));
        assert!(ActorFacts::default().is_empty() && !all[0].is_empty());
    }
}
