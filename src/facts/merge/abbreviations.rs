//! The abbreviations that a document defines, and which things they stand for.

use foldhash::HashMap;

use super::beginnings::Beginnings;
use super::keys;

/// The abbreviations that a document defines.
#[derive(Debug)]
pub(super) struct Abbreviations {
    /// By their letters and digits, the entities they stand for.
    entities: HashMap<String, usize>,
    beginnings: Beginnings,
}

impl Default for Abbreviations {
    fn default() -> Self {
        Self { entities: HashMap::default(), beginnings: Beginnings::new(2) }
    }
}

impl Abbreviations {
    /// Notes what an abbreviation stands for.
    pub(super) fn enter(&mut self, words: &str, entity: usize) {
        let key = keys::designation(words);
        self.beginnings.add(&key);
        self.entities.insert(key, entity);
    }

    /// What an abbreviation stands for, by its letters and digits.
    pub(super) fn get(&self, key: &str) -> Option<usize> {
        self.entities.get(key).copied()
    }

    /// What a word with two capitals at its start stands for.
    pub(super) fn find(&self, word: &str) -> Option<usize> {
        let may_be = self.beginnings.may_begin(word);
        may_be.then(|| self.get(&keys::designation(word))).flatten()
    }
}
