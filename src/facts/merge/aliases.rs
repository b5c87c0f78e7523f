//! Other names of one thing: abbreviations in brackets, class names, entities that turn out to be one.

use foldhash::{HashMap, HashSet};

use super::Merger;
use crate::facts::candidate::Alias;
use crate::facts::model::Class;
use crate::text::Span;

/// How often the mentions of a document may change their things, on average: a text that gives one
/// abbreviation to a thousand names would hand all of them on a thousand times.
const MOST_MOVES: usize = 16;

impl Merger<'_> {
    /// What stands in the bracket is another name of what stands before it.
    pub(super) fn add_aliases(&mut self, aliases: &[Alias]) {
        let mentions = self.entities.iter().map(|entity| entity.mentions.len());
        self.moves_left = MOST_MOVES * mentions.sum::<usize>();
        let wanted: HashSet<usize> = aliases.iter().map(|alias| alias.long.end).collect();
        let mentions = self.entities.iter().enumerate().flat_map(|(number, entity)| {
            entity.mentions.iter().map(move |mention| (mention.span.end, number))
        });
        let ends: HashMap<usize, usize> =
            mentions.filter(|(end, _)| wanted.contains(end)).collect();
        for alias in aliases {
            let Some(&long) = ends.get(&alias.long.end) else {
                continue;
            };
            let words = alias.short.of(self.text);
            match self.mentioned.at(alias.short.start) {
                Some(short) => {
                    self.learn_abbreviation(long, words);
                    if short != long {
                        self.unite(long, short);
                    }
                }
                None => self.add_abbreviation(long, alias.short, words),
            }
        }
    }

    fn add_abbreviation(&mut self, entity: usize, span: Span, words: &str) {
        if self.learn_abbreviation(entity, words) {
            self.mention(entity, span, "defined abbreviation");
            self.mentioned.change(span.start, entity);
        }
    }

    /// Later mentions of an abbreviation mean the same; true if the words are one.
    fn learn_abbreviation(&mut self, entity: usize, words: &str) -> bool {
        let capitals = words.chars().filter(|c| c.is_uppercase()).count();
        let acronym = words.len() >= 2
            && capitals * 2 > words.chars().count()
            && !words.contains(char::is_whitespace);
        let known = self.entities.get(entity).is_some_and(|entity| {
            entity.kind != "person" && matches!(entity.class, Class::Weapon | Class::Actor)
        });
        if acronym && known {
            self.abbreviations.enter(words, entity);
        }
        acronym && known
    }

    /// "Jin" in capitals stands for the "Jin-class" named before.
    pub(super) fn learn_class_name(&mut self, entity: usize, words: &str) {
        let name = words.split("-class").next().unwrap_or(words);
        if name.len() < words.len() && name.chars().all(|c| c.is_uppercase()) {
            self.abbreviations.enter(name, entity);
        }
    }

    /// Two entities are one, unless the lexicon knows both apart or their classes differ.
    fn unite(&mut self, long: usize, short: usize) {
        let (Some(one), Some(other)) = (self.entities.get(long), self.entities.get(short)) else {
            return;
        };
        let states = one.kind == "state"
            || other.kind == "state"
            || one.kind == "person"
            || other.kind == "person";
        if one.class != other.class
            || !matches!(one.class, Class::Weapon | Class::Actor)
            || states
            || one.named != other.named
        {
            return;
        }
        let Some(left) = self.moves_left.checked_sub(other.mentions.len()) else { return };
        self.moves_left = left;
        let moved = std::mem::take(&mut self.entities[short].mentions);
        for mention in &moved {
            self.mentioned.change(mention.span.start, long);
        }
        self.entities[long].mentions.extend(moved);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::lexicon::Lexicon;

    #[test]
    fn an_abbreviation_of_a_thousand_names_is_not_handed_on_a_thousand_times() {
        let lexicon = Lexicon::bundled().unwrap();
        let mut merger = Merger::new("", &lexicon);
        for number in 0..1000 {
            let key = (Class::Actor, format!("body {number}"));
            let entity = merger.entity(key, "Body", "organisation".into(), true);
            merger.mention(entity, Span::new(number, number + 1), "test");
        }
        merger.moves_left = 1000 * MOST_MOVES;
        (1..1000).for_each(|number| merger.unite(number, number - 1));
        let most = merger.entities.iter().map(|entity| entity.mentions.len()).max().unwrap();
        assert!((100..200).contains(&most), "{most}");
        let mentions = merger.entities.iter().map(|entity| entity.mentions.len());
        assert_eq!(mentions.sum::<usize>(), 1000, "none is lost");
    }
}
