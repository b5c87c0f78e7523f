//! Things that many entries share, each kept once under a number. Things are never forgotten while the
//! catalogue lives.

use std::hash::Hash;

use super::chunked::Chunked;
use super::numbers::Numbers;

/// Things by number, counted from 0.
#[derive(Clone, Debug)]
pub(super) struct Interned<T> {
    all: Chunked<T>,
    numbers: Numbers,
}

impl<T> Default for Interned<T> {
    fn default() -> Self {
        Self { all: Chunked::default(), numbers: Numbers::default() }
    }
}

impl<T: Clone> Interned<T> {
    /// The same, for looking only: without the table by which things are found.
    pub(super) fn view(&self) -> Self {
        Self { all: self.all.clone(), numbers: Numbers::default() }
    }

    /// The number of the thing with this key, as `is` tells; `make` makes it if it is new.
    pub(super) fn number(
        &mut self,
        key: impl Hash,
        is: impl Fn(&T) -> bool,
        make: impl FnOnce() -> T,
    ) -> u32 {
        let known = |number: u32| self.all.get(number as usize).is_some_and(&is);
        if let Some(number) = self.numbers.get(&key, known) {
            return number;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.numbers.put(&key, number);
        self.all.push(make());
        number
    }

    /// The thing of this number.
    pub(super) fn get(&self, number: u32) -> Option<&T> {
        self.all.get(number as usize)
    }

    /// Bytes that all of it takes, but for what the things point to.
    pub(super) fn bytes(&self) -> usize {
        self.all.bytes() + self.numbers.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_kept_once() {
        let mut words: Interned<String> = Interned::default();
        let mut number = |word: &str| words.number(word, |known| known == word, || word.to_owned());
        assert_eq!([number("a"), number("b"), number("a")], [0, 1, 0]);
        assert_eq!(words.get(1).map(String::as_str), Some("b"));
        assert_eq!(words.get(2), None);
    }
}
