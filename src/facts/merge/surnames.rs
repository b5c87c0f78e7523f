//! Persons of the lexicon of whom a text gives the surname alone. The lexicon identifies: it adds no name
//! that the text does not have.

use foldhash::HashSet;

use super::Merger;
use super::persons::Name;
use crate::facts::actor_kind::ActorKind;
use crate::facts::candidate::{Candidate, RoleOf, What};
use crate::facts::model::Class;

impl Merger<'_> {
    /// Takes note of the persons of the lexicon beside whose names the text gives a title or an office.
    pub(super) fn note_titles(&mut self, found: &[Candidate], roles: &[RoleOf]) {
        let places: HashSet<usize> = roles.iter().map(|role| role.person.start).collect();
        let known = found.iter().filter(|found| places.contains(&found.span.start));
        self.titled.extend(known.filter_map(|found| match found.what {
            What::KnownActor(number) => Some(number),
            _ => None,
        }));
    }

    /// An actor of the lexicon. A person of whom the text gives the surname alone is called so, and is
    /// the one of the lexicon only if the text says so by a title or an office.
    pub(super) fn known_actor(&mut self, number: u32, words: &str) -> Option<usize> {
        let known = self.lexicon.actor(number)?;
        if known.kind != ActorKind::Person.word() {
            return Some(self.known_body(known));
        }
        if self.in_full.contains(&number) {
            return Some(self.known(Class::Actor, known));
        }
        if let Some(&entity) = self.surnames.get(&number) {
            return Some(entity);
        }
        let name = Name::of(words);
        let named = name.as_ref().and_then(|name| self.persons.find(name));
        let entity = match named {
            Some(entity) => entity,
            None if self.titled.contains(&number) => {
                let kind = known.kind.clone();
                self.entity((Class::Actor, known.id.to_string()), words, kind, true)
            }
            None => self.person(words),
        };
        if let Some(name) = name {
            self.persons.enter(&name, entity);
        }
        self.surnames.insert(number, entity);
        Some(entity)
    }
}
