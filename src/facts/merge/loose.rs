//! Family names and abbreviations that stand alone: finds out at the end what they stand for. Which
//! words those are, `alone` collects.

use foldhash::{HashMap, HashMapExt};

use super::Merger;
use crate::text::Span;

/// For how many different words there is room from the start.
const ROOM: usize = 256;

impl Merger<'_> {
    /// Family names and abbreviations that stand alone. The same words stand alone again and again.
    pub(super) fn add_loose(&mut self, loose: &[Span]) {
        let text = self.text;
        let room = loose.len().min(ROOM);
        let mut known: HashMap<&str, Option<(usize, &'static str)>> = HashMap::with_capacity(room);
        let mut mentioned = Vec::new();
        for span in loose {
            let words = span.of(text);
            let found = *known.entry(words).or_insert_with(|| self.by_loose_word(words));
            if let Some((entity, rule)) = found {
                self.mention(entity, *span, rule);
                mentioned.push((span.start, entity));
            }
        }
        self.mentioned.set_loose(mentioned);
    }

    /// What an abbreviation or family name stands for, and by which rule.
    fn by_loose_word(&self, words: &str) -> Option<(usize, &'static str)> {
        let upper = || words.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
        let acronym = words.chars().nth(1).is_some_and(char::is_uppercase) && !words.contains('-');
        let short = if acronym { self.abbreviations.find(words) } else { None };
        if let Some(entity) = short {
            return Some((entity, "abbreviation"));
        }
        let initials = words.len() < 4 && upper();
        let person = if initials { None } else { self.persons.by_word(words) };
        if let Some(person) = person {
            return Some((person, "family name alone"));
        }
        let given = !upper() && words.len() > 3 && self.lexicon.is_given_name(words);
        let person = if given { self.persons.by_given(words) } else { None };
        Some((person?, "given name alone"))
    }
}
