//! The heads of the names of organisations ("Committee"), and which organisation each stood in last.

use foldhash::HashMap;

use super::keys::name_words;

/// Two names so many bytes apart are in one sentence: a head alone after them may be either's.
const NEAR: usize = 120;

/// Organisations by the heads of their names.
#[derive(Debug, Default)]
pub struct Heads<'a> {
    /// The last two that differ, the last one first, each with the byte where it was named last.
    entities: HashMap<String, [Option<(usize, usize)>; 2]>,
    /// The heads of names that were met before: most names come again.
    of_name: HashMap<&'a str, Vec<String>>,
    /// Names with their things and places, whose heads nobody has asked for yet.
    unread: Vec<(&'a str, usize, usize)>,
}

/// What a head alone may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Last {
    /// No organisation with this head was named.
    None,
    /// This one.
    One(usize),
    /// Either of two that were named together.
    Several,
}

impl<'a> Heads<'a> {
    /// Later "the Committee" means this one, which was named in full at byte `at`.
    pub fn remember(&mut self, name: &'a str, entity: usize, at: usize) {
        self.unread.push((name, entity, at));
    }

    fn read(&mut self, name: &'a str, entity: usize, at: usize) {
        for head in self.of_name.entry(name).or_insert_with(|| heads(name)) {
            match self.entities.get_mut(head) {
                Some([Some(last), _]) if last.0 == entity => last.1 = at,
                Some(known) => *known = [Some((entity, at)), known[0]],
                None => {
                    self.entities.insert(head.clone(), [Some((entity, at)), None]);
                }
            }
        }
    }

    /// The last organisation with this head, unless it was named beside another one and no more than a
    /// sentence ago.
    pub fn last(&mut self, head: &str, at: usize) -> Last {
        for (name, entity, at) in std::mem::take(&mut self.unread) {
            self.read(name, entity, at);
        }
        match self.entities.get(head) {
            Some(&[Some((_, one)), Some((_, other))])
                if one.abs_diff(other) < NEAR && at.abs_diff(one) < 3 * NEAR =>
            {
                Last::Several
            }
            Some(&[Some((entity, _)), _]) => Last::One(entity),
            _ => Last::None,
        }
    }
}

/// The word before "of", and the last word of a name of several.
fn heads(name: &str) -> Vec<String> {
    let mut words = name_words(name);
    let of = words.iter().position(|word| matches!(word.as_str(), "of" | "for" | "on"));
    let before = of.and_then(|of| of.checked_sub(1)).and_then(|at| words.get(at)).cloned();
    let last = words.pop().filter(|_| !words.is_empty());
    before.into_iter().chain(last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_stands_for_the_organisation_named_last() {
        let mut names = Heads::default();
        names.remember("the Committee on Foreign Relations", 1, 0);
        assert_eq!(names.last("committee", 50), Last::One(1));
        assert_eq!(names.last("relations", 50), Last::One(1));
        names.remember("House Armed Services Committee", 2, 500);
        assert_eq!(names.last("committee", 600), Last::One(2));
        names.remember("the Committee on Foreign Relations", 1, 900);
        assert_eq!(names.last("committee", 1000), Last::One(1));
        names.remember("NATO", 3, 1000);
        assert_eq!(names.last("nato", 1010), Last::None);
    }

    #[test]
    fn a_head_after_two_names_side_by_side_is_undecided() {
        let mut names = Heads::default();
        names.remember("5th Brigade", 1, 4);
        names.remember("6th Brigade", 2, 24);
        assert_eq!(names.last("brigade", 50), Last::Several);
        assert_eq!(names.last("brigade", 5000), Last::One(2));
    }
}
