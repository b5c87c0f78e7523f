//! Organisations and groups: whose ministry a mention is, which government is which state, and what the head
//! of a name alone stands for.

use super::governments;
use super::heads::Last;
use super::{Merger, keys};
use crate::facts::candidate::What;
use crate::facts::lexicon::Known;
use crate::facts::model::{ActorKind, Class};

impl<'a> Merger<'a> {
    /// The key of the state that an adjective or a name is of.
    fn state_key(&self, words: &str) -> Option<String> {
        let known = self.lexicon.state_of_adjective(words).or_else(|| self.state_called(words))?;
        Some(known.id.to_string())
    }

    fn state_called(&self, words: &str) -> Option<&'a Known> {
        let key = words.replace(' ', "-");
        self.lexicon.state_of_key(match key.as_str() {
            "us" | "u-s" | "usa" | "america" => "united-states",
            "uk" | "u-k" | "britain" | "great-britain" => "united-kingdom",
            "russian-federation" => "russia",
            key => key,
        })
    }

    /// The state whose government a name like "French government" or "government of Iraq" is.
    fn governed(&self, parts: &[String]) -> Option<&'a Known> {
        let (first, last) = (parts.first()?, parts.last()?);
        if last == "government" {
            let whose = parts.get(..parts.len() - 1)?.join(" ");
            return self.lexicon.state_of_adjective(&whose).or_else(|| self.state_called(&whose));
        }
        if first != "government" || parts.get(1)? != "of" {
            return None;
        }
        let from = 2 + usize::from(parts.get(2)? == "the");
        self.state_called(&parts.get(from..)?.join(" "))
    }

    /// An organisation of the lexicon; if it is a state's body, later mentions without the state mean it.
    pub(super) fn known_body(&mut self, known: &'a Known) -> usize {
        let parts = keys::name_words(&known.name);
        let body = governments::body(&parts, |words| self.state_key(words));
        let Some(body) = body.filter(|body| body.state.is_some()) else {
            return self.known(Class::Actor, known);
        };
        let named = self.bodies.get(&body.core).and_then(|bodies| {
            bodies.iter().find(|(state, _)| *state == body.state).map(|(_, entity)| *entity)
        });
        named.unwrap_or_else(|| {
            let entity = self.known(Class::Actor, known);
            self.bodies.entry(body.core).or_default().push((body.state, entity));
            entity
        })
    }

    /// The entity of a body that every state has, by its name and the folded words of it; `None` if the name is of another kind.
    fn body(
        &mut self,
        (words, parts): (&str, &[String]),
        kind: &str,
        owner: Option<u32>,
    ) -> Option<usize> {
        let body = governments::body(parts, |words| self.state_key(words))?;
        let around = owner.and_then(|number| self.lexicon.state(number));
        let state = body.state.or_else(|| around.map(|known| known.id.to_string()));
        let known = self.bodies.entry(body.core.clone()).or_default();
        if let Some((_, entity)) = known.iter().find(|(own, _)| *own == state) {
            return Some(*entity);
        }
        // The only one of its kind that the text has named is meant.
        if let [(other, entity)] = &mut known[..]
            && (state.is_none() || other.is_none() && around.is_none())
        {
            if state.is_some() {
                *other = state;
            }
            return Some(*entity);
        }
        let key = format!("{} {}", state.as_deref().unwrap_or_default(), body.core);
        let name = match around.filter(|_| !known.is_empty()) {
            Some(known) => format!("{words} ({})", known.name),
            None => words.to_owned(),
        };
        let entity =
            self.entity((Class::Actor, key.trim().to_owned()), &name, kind.to_owned().into(), true);
        self.bodies.entry(body.core).or_default().push((state, entity));
        Some(entity)
    }

    pub(super) fn organisation(
        &mut self,
        words: &'a str,
        kind: ActorKind,
        owner: Option<u32>,
    ) -> usize {
        let parts = keys::name_words(words);
        if let Some(state) = self.governed(&parts) {
            let entity = self.known(Class::Actor, state);
            self.by_words.insert((What::Organisation(kind), words), entity);
            return entity;
        }
        if let Some(entity) = self.body((words, &parts), kind.word(), owner) {
            return entity;
        }
        let parts = self.government(parts);
        let key = parts.join(" ");
        if let [single] = &parts[..]
            && let Some(entity) = self.abbreviations.get(single)
        {
            return entity;
        }
        let entity = self.entity((Class::Actor, key), words, kind.word().into(), true);
        if parts.len() > 1 {
            self.by_words.insert((What::Organisation(kind), words), entity);
        }
        entity
    }

    /// "government of Iraq" and "Iraqi government" are one: the state's name, then the head.
    fn government(&self, mut parts: Vec<String>) -> Vec<String> {
        if parts.len() > 2
            && parts[1] == "of"
            && matches!(parts[0].as_str(), "government" | "regime" | "parliament")
        {
            let head = parts.remove(0);
            parts.remove(0);
            parts.retain(|part| part != "the");
            parts.push(head);
        } else if parts.len() > 1
            && matches!(
                parts.last().map(String::as_str),
                Some("government" | "parliament" | "regime")
            )
            && let Some(state) = self.lexicon.state_of_adjective(&parts[0])
        {
            parts.splice(..1, keys::name_words(&state.name));
        }
        parts
    }

    /// "the Committee" is the last organisation with that head; without one it is its own.
    pub(super) fn short_form(&mut self, words: &'a str, weak: bool, at: usize) -> Option<usize> {
        let head = keys::name_words(words).pop()?;
        match self.heads.last(&head, at) {
            Last::One(entity) => Some(entity),
            Last::Several => None,
            Last::None if weak => None,
            Last::None => Some(self.organisation(words, ActorKind::Organisation, None)),
        }
    }
}
