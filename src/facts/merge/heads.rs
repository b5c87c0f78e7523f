//! The heads of the names of organisations ("Committee"), and which organisation each stood in last.

use foldhash::HashMap;

use super::keys::name_words;

/// Organisations by the heads of their names.
#[derive(Debug, Default)]
pub struct Heads<'a> {
    entities: HashMap<String, usize>,
    /// The heads of names that were met before: most names come again.
    of_name: HashMap<&'a str, Vec<String>>,
}

impl<'a> Heads<'a> {
    /// Later "the Committee" means this one, which was named in full.
    pub fn remember(&mut self, name: &'a str, entity: usize) {
        for head in self.of_name.entry(name).or_insert_with(|| heads(name)) {
            match self.entities.get_mut(head) {
                Some(last) => *last = entity,
                None => {
                    self.entities.insert(head.clone(), entity);
                }
            }
        }
    }

    /// The last organisation with this head.
    pub fn last(&self, head: &str) -> Option<usize> {
        self.entities.get(head).copied()
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
        names.remember("the Committee on Foreign Relations", 1);
        assert_eq!(names.last("committee"), Some(1));
        assert_eq!(names.last("relations"), Some(1));
        names.remember("House Armed Services Committee", 2);
        assert_eq!(names.last("committee"), Some(2));
        names.remember("the Committee on Foreign Relations", 1);
        assert_eq!(names.last("committee"), Some(1));
        names.remember("NATO", 3);
        assert_eq!(names.last("nato"), None);
    }
}
