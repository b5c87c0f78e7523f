//! The word table: every word that any name, phrase or list of the lexicon uses, with a number and
//! the traits that lists give it. Holds no phrases: see `phrases`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::iter;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::folded::{Folded, SHORT};
use super::name_table::{NameTable, traits_of};
use super::rows::{self, Row};
use super::traits::Traits;
use crate::facts::places::Starts;

/// The number of a word; [`WordId::UNKNOWN`] for a word the lexicon never uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(pub u32);

impl WordId {
    /// A word that no list holds.
    pub const UNKNOWN: Self = Self(0);

    /// True if some list holds the word.
    pub fn is_known(self) -> bool {
        self != Self::UNKNOWN
    }
}

/// What is known of a word; of one that no list holds, nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// Its number.
    pub id: WordId,
    /// The number of its singular, if it is the plural of a known word; else its own.
    pub stem: WordId,
    /// What lists say of it.
    pub traits: Traits,
    /// What may begin with it.
    pub starts: Starts,
}

impl Row<1> for WordId {
    fn numbers(&self) -> [u32; 1] {
        [self.0]
    }

    fn of([number]: [u32; 1]) -> Option<Self> {
        Some(Self(number))
    }
}

impl Row<4> for Word {
    fn numbers(&self) -> [u32; 4] {
        [self.id.0, self.stem.0, self.traits.bits(), u32::from(self.starts.bits())]
    }

    fn of([id, stem, traits, starts]: [u32; 4]) -> Option<Self> {
        let starts = Starts::of_bits(u16::try_from(starts).ok()?);
        Some(Self { id: WordId(id), stem: WordId(stem), traits: Traits::of_bits(traits), starts })
    }
}

/// All words, their traits and their singulars.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    short: HashMap<u64, Word, BuildHasherDefault<WordHasher>>,
    long: HashMap<Cow<'static, [u8]>, Word, BuildHasherDefault<WordHasher>>,
    /// By number; the tables above say the same once the words are settled.
    known: Vec<Word>,
    /// Names of persons, most of which no other list holds.
    names: NameTable,
}

fn packed(word: &[u8]) -> Option<u64> {
    let mut folded = Folded::default();
    folded.set(word);
    folded.packed()
}

impl Default for Words {
    fn default() -> Self {
        Self {
            short: HashMap::default(),
            long: HashMap::default(),
            known: vec![Word::default()],
            names: NameTable::default(),
        }
    }
}

impl Words {
    /// The number of a folded word, made if need be.
    pub fn intern(&mut self, word: &str) -> WordId {
        let word = word.as_bytes();
        if let Some(known) = self.get(word) {
            return known;
        }
        let id = WordId(u32::try_from(self.known.len()).unwrap_or(u32::MAX));
        let new = Word { id, stem: id, ..Word::default() };
        match packed(word) {
            Some(word) => self.short.insert(word, new),
            None => self.long.insert(word.to_vec().into(), new),
        };
        self.known.push(new);
        id
    }

    /// Gives a folded word a trait.
    pub fn mark(&mut self, word: &str, trait_: Traits) {
        let id = self.intern(word);
        self.mark_id(id, trait_);
    }

    /// Gives a known word a trait.
    pub fn mark_id(&mut self, id: WordId, trait_: Traits) {
        if let Some(word) = self.known.get_mut(id.0 as usize) {
            word.traits = word.traits.with(trait_);
        }
    }

    /// The number of a folded word.
    pub fn id(&self, word: &str) -> WordId {
        self.get(word.as_bytes()).unwrap_or_default()
    }

    /// What is known of a folded word, once the words are settled. The names of the world are looked
    /// through only for words that are written with a capital.
    pub fn look_up(&self, word: &Folded, capital: bool) -> Word {
        let known = match word.packed() {
            Some(word) => self.short.get(&word),
            None => self.long.get(word.bytes()),
        };
        match known {
            Some(word) => *word,
            None => {
                let stem = self.singular(word.bytes()).unwrap_or_default();
                let named = capital.then(|| self.names.find(word.bytes()));
                let traits = named.unwrap_or_default();
                let starts = Starts::of_word(traits, [Traits::default(), self.traits(stem)]);
                Word { stem, traits, starts, ..Word::default() }
            }
        }
    }

    fn get(&self, word: &[u8]) -> Option<WordId> {
        match packed(word) {
            Some(word) => self.short.get(&word),
            None => self.long.get(word),
        }
        .map(|word| word.id)
    }

    /// What lists say of the word.
    pub fn traits(&self, id: WordId) -> Traits {
        self.known.get(id.0 as usize).map(|word| word.traits).unwrap_or_default()
    }

    /// How many numbers there are, that of unknown words included.
    pub fn count(&self) -> usize {
        self.known.len()
    }

    /// Adds names of persons, folded, with what they may be.
    pub fn add_names<'a>(&mut self, names: impl IntoIterator<Item = (&'a str, Traits)>) {
        self.names.add(names);
    }

    /// Gives the names of persons that other lists hold as words their traits.
    fn mark_names(&mut self) {
        let names = std::mem::take(&mut self.names);
        names.each(|name, kind| {
            if let Some(id) = self.get(name) {
                self.mark_id(id, traits_of(kind));
            }
        });
        self.names = names;
    }

    /// Notes the singular of every word and what begins with it, once no more will come.
    pub fn settle(&mut self) {
        self.mark_names();
        let short = self.short.iter().map(|(word, known)| {
            let bytes = word.to_le_bytes();
            (known.id, self.singular(&bytes[..length(&bytes)]))
        });
        let long = self.long.iter().map(|(word, known)| (known.id, self.singular(word)));
        let plurals = short.chain(long).filter_map(|(id, stem)| Some((id, stem?)));
        for (id, stem) in plurals.collect::<Vec<_>>() {
            if let Some(word) = self.known.get_mut(id.0 as usize) {
                word.stem = stem;
            }
        }
        for at in 0..self.known.len() {
            let Word { stem, traits, .. } = self.known[at];
            self.known[at].starts = Starts::of_word(traits, [traits, self.traits(stem)]);
        }
        for word in self.short.values_mut().chain(self.long.values_mut()) {
            *word = self.known.get(word.id.0 as usize).copied().unwrap_or_default();
        }
    }

    /// The known word that this one is the plural of, in "s", "es" or "ies".
    fn singular(&self, word: &[u8]) -> Option<WordId> {
        let stem = word.strip_suffix(b"s").filter(|stem| stem.len() > 1)?;
        if let Some(id) = self.get(stem) {
            return Some(id);
        }
        match stem.strip_suffix(b"ie") {
            Some(stem) => self.get(&[stem, b"y"].concat()),
            None => self.get(stem.strip_suffix(b"e")?),
        }
    }
}

/// All words as an image holds them.
#[derive(Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static + 'a"))]
struct Image<'a> {
    /// Every word but the unknown one, by number, one after the other.
    spelled: &'a [u8],
    /// Where each of them ends.
    #[serde(with = "rows")]
    ends: Vec<u32>,
    #[serde(with = "rows")]
    known: Vec<Word>,
    names: NameTable,
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut words = vec![Vec::new(); self.known.len()];
        let short = self.short.iter().map(|(word, known)| {
            let bytes = word.to_le_bytes();
            (known.id, bytes[..length(&bytes)].to_vec())
        });
        for (id, word) in
            short.chain(self.long.iter().map(|(word, known)| (known.id, word.to_vec())))
        {
            if let Some(slot) = words.get_mut(id.0 as usize) {
                *slot = word;
            }
        }
        let (mut spelled, mut ends) = (Vec::new(), Vec::new());
        for word in words.iter().skip(1) {
            spelled.extend(word);
            ends.push(u32::try_from(spelled.len()).unwrap_or(u32::MAX));
        }
        let (known, names) = (self.known.clone(), self.names.clone());
        Image { spelled: &spelled, ends, known, names }.serialize(to)
    }
}

impl<'de: 'static> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let image = Image::<'static>::deserialize(from)?;
        Self::of_image(image).ok_or_else(|| D::Error::custom("the words are not whole"))
    }
}

impl Words {
    /// The words of an image. Their letters are not copied.
    fn of_image(Image { spelled, ends, known, names }: Image<'static>) -> Option<Self> {
        let (mut short, mut long) = (HashMap::default(), HashMap::default());
        let starts = iter::once(0).chain(ends.iter().copied());
        let lengths = starts.clone().zip(&ends).map(|(start, end)| end.saturating_sub(start));
        let few = lengths.filter(|&length| length as usize <= SHORT).count();
        short.reserve(few);
        long.reserve(ends.len() - few);
        for ((start, end), word) in starts.zip(&ends).zip(known.get(1..)?) {
            let spelling = spelled.get(start as usize..*end as usize)?;
            match packed(spelling) {
                Some(spelling) => short.insert(spelling, *word),
                None => long.insert(spelling.into(), *word),
            };
        }
        (known.len() == ends.len() + 1).then_some(Self { short, long, known, names })
    }
}

/// How long a short word is: the bytes after its end are zero.
fn length(word: &[u8; 8]) -> usize {
    word.iter().take_while(|&&byte| byte != 0).count()
}

/// A fast hash for short words (FNV-1a over eight bytes at a time). The table is filled from the
/// lexicon alone, so no document can choose its keys.
#[derive(Default)]
pub struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        if !rest.is_empty() {
            self.mix(rest.iter().fold(0, |word, &byte| word << 8 | u64::from(byte)));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(u64::from(byte));
    }

    fn write_u64(&mut self, value: u64) {
        self.mix(value);
    }
}

impl WordHasher {
    fn mix(&mut self, word: u64) {
        let mixed = (self.0.rotate_left(5) ^ word).wrapping_mul(HASH_MULTIPLIER);
        self.0 = mixed ^ (mixed >> 32);
    }
}

/// The multiplier of the hash in Firefox and rustc ("FxHash"): close to 2^64 divided by pi.
pub const HASH_MULTIPLIER: u64 = 0x517c_c1b7_2722_0a95;

#[cfg(test)]
mod tests {
    use super::*;

    fn look_up(words: &Words, word: &str) -> Word {
        let mut folded = Folded::default();
        folded.set(word.as_bytes());
        words.look_up(&folded, true)
    }

    #[test]
    fn words_keep_their_numbers_and_gather_traits() {
        let mut words = Words::default();
        let id = words.intern("missile");
        words.mark("missile", Traits::WEAPON_WORD);
        words.mark("missile", Traits::BEGINS);
        assert_eq!(words.id("missile"), id);
        assert!(words.traits(id).has(Traits::WEAPON_WORD.with(Traits::BEGINS)));
        assert!(!words.id("kitten").is_known());
        assert_eq!(words.traits(words.id("kitten")), Traits::default());
    }

    #[test]
    fn long_words_are_words_too() {
        let mut words = Words::default();
        let id = words.intern("intercontinental");
        assert_eq!(words.intern("intercontinental"), id);
        assert_eq!(words.id("intercontinental"), id);
        assert!(!words.id("intercon").is_known());
    }

    #[test]
    fn plurals_lead_to_singulars_known_and_unknown_alike() {
        let mut words = Words::default();
        let [missile, missiles, battery, torpedo, us] =
            ["missile", "missiles", "battery", "torpedo", "us"].map(|word| words.intern(word));
        words.mark("missiles", Traits::BEGINS);
        words.settle();
        let known = look_up(&words, "missiles");
        assert_eq!((known.id, known.stem, known.traits), (missiles, missile, Traits::BEGINS));
        assert_eq!(known.starts, Starts::PHRASE);
        assert_eq!(look_up(&words, "missile").stem, missile);
        assert_eq!(look_up(&words, "us").stem, us);
        assert_eq!(look_up(&words, "batteries"), Word { stem: battery, ..Word::default() });
        assert_eq!(look_up(&words, "torpedoes").stem, torpedo);
        assert_eq!(look_up(&words, "kittens"), Word::default());
    }
}
