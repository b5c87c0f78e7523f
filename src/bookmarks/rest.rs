//! What stood before and after a passage, as sums: whether the rest of a document is what it was on
//! the day can be told without keeping it. Taken of the normal text, of any part in little time.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Digest, Fingerprint};

/// Bytes that are summed up once for all passages of a text.
const BLOCK: usize = 16 * 1024;

/// The sum of a part that begins or ends a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestSum {
    /// A chain of SHA-256 over blocks, counted from the end of the text that the part reaches.
    Chained(Digest),
    /// The polynomial of earlier versions, which anyone can aim at. It is only read.
    Polynomial(Fingerprint),
}

impl Default for RestSum {
    fn default() -> Self {
        Self::Chained(Digest::default())
    }
}

impl fmt::Display for RestSum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Chained(digest) => digest.fmt(f),
            Self::Polynomial(fingerprint) => fingerprint.fmt(f),
        }
    }
}

impl Serialize for RestSum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The number of digits tells which of the two it is.
impl<'de> Deserialize<'de> for RestSum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        match Digest::parse(&digits) {
            Some(digest) => Ok(Self::Chained(digest)),
            None => Fingerprint::parse(&digits)
                .map(Self::Polynomial)
                .ok_or_else(|| serde::de::Error::custom("this is no sum of a text")),
        }
    }
}

/// The sums of a text at its blocks, from which those of any part follow.
pub(super) struct Chains {
    /// Of the first so many blocks; the first is of none.
    heads: Vec<Digest>,
    /// Of the last so many blocks, the last block first.
    tails: Vec<Digest>,
}

impl Chains {
    /// Of this text.
    pub(super) fn of(text: &[u8]) -> Self {
        let chained = |blocks: &mut dyn Iterator<Item = &[u8]>| {
            let mut sums = vec![Digest::default()];
            blocks.fold(Digest::default(), |sum, block| {
                sums.push(sum.then(block));
                sum.then(block)
            });
            sums
        };
        Self {
            heads: chained(&mut text.chunks_exact(BLOCK)),
            tails: chained(&mut text.rchunks_exact(BLOCK)),
        }
    }

    /// The sum of the first `len` bytes of `text`, which these chains are of.
    pub(super) fn before(&self, text: &[u8], len: usize) -> Digest {
        let len = len.min(text.len());
        let rest = text.get(len / BLOCK * BLOCK..len).unwrap_or_default();
        self.heads.get(len / BLOCK).copied().unwrap_or_default().then(rest)
    }

    /// The sum of `text` from byte `from` on.
    pub(super) fn after(&self, text: &[u8], from: usize) -> Digest {
        let from = from.min(text.len());
        let whole = (text.len() - from) / BLOCK;
        let rest = text.get(from..text.len() - whole * BLOCK).unwrap_or_default();
        self.tails.get(whole).copied().unwrap_or_default().then(rest)
    }
}

/// The same for the polynomial of earlier versions.
pub(super) struct OldChains {
    heads: Vec<Fingerprint>,
    whole: Fingerprint,
}

impl OldChains {
    /// Of this text.
    pub(super) fn of(text: &[u8]) -> Self {
        let mut heads = vec![Fingerprint::default()];
        let mut whole = Fingerprint::default();
        for block in text.chunks(BLOCK) {
            whole = whole.then(block);
            heads.push(whole);
        }
        Self { heads, whole }
    }

    /// The sum of the whole text.
    pub(super) fn whole(&self) -> Fingerprint {
        self.whole
    }

    /// The sum of the first `len` bytes of `text`.
    pub(super) fn before(&self, text: &[u8], len: usize) -> Fingerprint {
        let len = len.min(text.len());
        let rest = text.get(len / BLOCK * BLOCK..len).unwrap_or_default();
        self.heads.get(len / BLOCK).copied().unwrap_or_default().then(rest)
    }

    /// The sum of `text` from byte `from` on.
    pub(super) fn after(&self, text: &[u8], from: usize) -> Fingerprint {
        let from = from.min(text.len());
        self.whole.without(self.before(text, from), text.len() - from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> Vec<u8> {
        (0..3 * BLOCK + 77).map(|n| b"the range is 300 km"[n * n % 19]).collect()
    }

    #[test]
    fn sums_of_parts_follow_from_those_of_the_blocks() {
        let text = text();
        let (chains, old) = (Chains::of(&text), OldChains::of(&text));
        for cut in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 76, text.len()] {
            let (head, tail) = text.split_at(cut);
            // A part alone has the same sum as within a text.
            assert_eq!(chains.before(&text, cut), Chains::of(head).before(head, cut), "{cut}");
            assert_eq!(chains.after(&text, cut), Chains::of(tail).after(tail, 0), "{cut}");
            assert_eq!(old.before(&text, cut), Fingerprint::of(head), "{cut}");
            assert_eq!(old.after(&text, cut), Fingerprint::of(tail), "{cut}");
        }
        assert_eq!(old.whole(), Fingerprint::of(&text));
    }

    #[test]
    fn another_byte_anywhere_gives_another_sum() {
        let (text, mut other) = (text(), text());
        for at in [0, BLOCK - 1, BLOCK, 3 * BLOCK + 76] {
            other[at] ^= 1;
            let (one, two) = (Chains::of(&text), Chains::of(&other));
            assert_ne!(one.before(&text, text.len()), two.before(&other, other.len()), "{at}");
            assert_ne!(one.after(&text, 0), two.after(&other, 0), "{at}");
            other[at] ^= 1;
        }
    }

    #[test]
    fn both_kinds_are_told_by_their_digits() {
        let sums = [
            RestSum::Chained(Digest::of(b"a")),
            RestSum::Polynomial(Fingerprint::of(b"a")),
            RestSum::default(),
        ];
        for sum in sums {
            let json = serde_json::to_string(&sum).unwrap();
            assert_eq!(serde_json::from_str::<RestSum>(&json).unwrap(), sum);
        }
        assert!(serde_json::from_str::<RestSum>("\"no sum\"").is_err());
    }
}
