//! Given and family names of the world, tens of thousands, of which a text uses few: a sorted list that
//! is searched where it lies in the image, so that a start does not pay for it. Each name is written as
//! what it shares with the one before and what it adds.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::rows;
use super::traits::Traits;

/// How many names a block holds; its first one is written out.
const BLOCK: usize = 16;

/// The longest name in bytes: two lengths fit into one byte.
const LONGEST: usize = 16;

/// Names and what they may be: given names, family names, ordinary words too.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NameTable {
    /// Of each name: how much it shares and adds (four bits each), its kind, the letters it adds.
    letters: Cow<'static, [u8]>,
    /// Where each block begins.
    blocks: Vec<u32>,
}

/// What the bits of a name's kind stand for.
const KINDS: [Traits; 3] = [Traits::GIVEN, Traits::FAMILY, Traits::WEAK_NAME];

/// A name that is read.
struct Entry<'a> {
    shared: usize,
    kind: u8,
    added: &'a [u8],
}

impl NameTable {
    /// Adds folded names with what they may be. Names that are too long are left out.
    pub fn add<'a>(&mut self, names: impl IntoIterator<Item = (&'a str, Traits)>) {
        let mut all: BTreeMap<Vec<u8>, u8> = BTreeMap::new();
        self.each(|name, kind| _ = all.insert(name.to_vec(), kind));
        for (name, traits) in names.into_iter().filter(|(name, _)| fits(name)) {
            *all.entry(name.as_bytes().to_vec()).or_default() |= kind_of(traits);
        }
        let (mut letters, mut before) = (Vec::new(), Vec::new());
        self.blocks.clear();
        for (number, (name, kind)) in all.into_iter().enumerate() {
            let opens = number % BLOCK == 0;
            if opens {
                self.blocks.push(u32::try_from(letters.len()).unwrap_or(u32::MAX));
            }
            let shared = if opens { 0 } else { shared(&before, &name).min(LONGEST - 1) };
            let added = &name[shared..];
            letters.push((shared << 4 | (added.len() - 1)) as u8);
            letters.push(kind);
            letters.extend(added);
            before = name;
        }
        self.letters = Cow::Owned(letters);
    }

    /// What a folded word may be as a name; nothing if it is none of the list.
    pub fn find(&self, word: &[u8]) -> Traits {
        if !(3..=LONGEST).contains(&word.len()) {
            return Traits::default();
        }
        let opens = |&start: &u32| self.entry(start as usize).is_some_and(|e| e.added <= word);
        let Some(block) = self.blocks.partition_point(opens).checked_sub(1) else {
            return Traits::default();
        };
        let mut at = self.blocks[block] as usize;
        // How many letters the name before has in common with the word.
        let mut common = 0;
        for _ in 0..BLOCK {
            let Some(entry) = self.entry(at) else { break };
            if entry.shared == common {
                let more = shared(entry.added, word.get(common..).unwrap_or_default());
                common += more;
                if more == entry.added.len() && common == word.len() {
                    return traits_of(entry.kind);
                }
            } else if entry.shared < common {
                break;
            }
            at += 2 + entry.added.len();
        }
        Traits::default()
    }

    /// The entry written at `at`.
    fn entry(&self, at: usize) -> Option<Entry<'_>> {
        let (&lengths, rest) = self.letters.get(at..)?.split_first()?;
        let (&kind, rest) = rest.split_first()?;
        let added = rest.get(..usize::from(lengths & 0x0F) + 1)?;
        Some(Entry { shared: usize::from(lengths >> 4), kind, added })
    }

    /// Calls `with` for every name in order.
    pub fn each(&self, mut with: impl FnMut(&[u8], u8)) {
        let (mut at, mut name) = (0, Vec::new());
        while let Some(entry) = self.entry(at) {
            name.truncate(entry.shared);
            name.extend(entry.added);
            with(&name, entry.kind);
            at += 2 + entry.added.len();
        }
    }
}

/// What the bits of a kind say.
pub fn traits_of(kind: u8) -> Traits {
    let set = KINDS.iter().enumerate().filter(|(bit, _)| kind & 1 << bit != 0);
    set.fold(Traits::default(), |all, (_, trait_)| all.with(*trait_))
}

fn kind_of(traits: Traits) -> u8 {
    let set = KINDS.iter().enumerate().filter(|(_, trait_)| traits.has(**trait_));
    set.fold(0, |kind, (bit, _)| kind | 1 << bit)
}

fn fits(name: &str) -> bool {
    (3..=LONGEST).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// How many bytes two words have in common at their beginnings.
fn shared(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(a, b)| a == b).count()
}

/// A table as an image holds it.
#[derive(Serialize, Deserialize)]
struct Image<'a> {
    letters: &'a [u8],
    #[serde(with = "rows")]
    blocks: Vec<u32>,
}

impl Serialize for NameTable {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Image { letters: &self.letters, blocks: self.blocks.clone() }.serialize(to)
    }
}

impl<'de: 'static> Deserialize<'de> for NameTable {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Image { letters, blocks } = Image::<'static>::deserialize(from)?;
        if blocks.iter().any(|&start| start as usize >= letters.len()) {
            return Err(D::Error::custom("the names are not whole"));
        }
        Ok(Self { letters: Cow::Borrowed(letters), blocks })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: Traits = Traits::GIVEN.with(Traits::FAMILY);

    /// Names of four letters each, with every pair of beginnings and ends.
    fn many() -> Vec<String> {
        let letters = || 'a'..='z';
        letters().flat_map(|a| letters().map(move |b| format!("{a}o{b}i"))).collect()
    }

    #[test]
    fn every_name_is_found_and_no_other_word() {
        let names = many();
        let mut table = NameTable::default();
        table.add(names.iter().map(|name| (name.as_str(), Traits::GIVEN)));
        table.add([("aobi", Traits::FAMILY), ("bartholomewson", Traits::FAMILY)]);
        for name in &names {
            let expected = if name == "aobi" { BOTH } else { Traits::GIVEN };
            assert_eq!(table.find(name.as_bytes()), expected, "{name}");
        }
        assert_eq!(table.find(b"bartholomewson"), Traits::FAMILY);
        for other in ["aob", "aobia", "aoai1", "bartholomew", "zzzz", "", "aa"] {
            assert_eq!(table.find(other.as_bytes()), Traits::default(), "{other}");
        }
        assert_eq!(NameTable::default().find(b"anna"), Traits::default());
    }

    #[test]
    fn an_image_holds_the_same_names() {
        let names = many();
        let mut table = NameTable::default();
        let weak = Traits::FAMILY.with(Traits::WEAK_NAME);
        table.add(names.iter().map(|name| (name.as_str(), weak)));
        let bytes: &'static [u8] = postcard::to_allocvec(&table).unwrap().leak();
        let read: NameTable = postcard::from_bytes(bytes).unwrap();
        assert_eq!(read, table);
        assert_eq!(read.find(b"qoqi"), weak);
        assert!(postcard::from_bytes::<NameTable>(&bytes[..bytes.len() - 4]).is_err());
    }
}
