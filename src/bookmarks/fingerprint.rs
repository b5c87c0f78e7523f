//! A number that stands for a run of bytes: equal bytes have equal numbers on every machine and in
//! every version. For checks against damage, and to read what earlier versions kept; anyone can write
//! bytes that have a given one, so what a document holds is told by a [`super::Digest`].

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The Mersenne prime 2^61 - 1.
const PRIME: u64 = (1 << 61) - 1;

/// The base of the polynomial; any large number below the prime serves.
const BASE: u64 = 0x0B4D_E5C1_9A7F_3D25;

/// A polynomial hash modulo 2^61 - 1, which can be taken of any part of a text once it is known of
/// its beginnings. Written as hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::default().then(bytes)
    }

    /// Of what this one stands for with `bytes` after it.
    pub fn then(self, bytes: &[u8]) -> Self {
        let step = |hash, &byte: &u8| add(multiply(hash, BASE), u64::from(byte) + 1);
        Self(bytes.iter().fold(self.0, step))
    }

    /// Of the last `len` bytes of what `self` stands for, where `head` stands for all before them.
    pub fn without(self, head: Self, len: usize) -> Self {
        let shifted = multiply(head.0, power(BASE, len));
        Self(add(self.0, PRIME - shifted))
    }

    /// From the digits it is written as.
    pub fn parse(digits: &str) -> Option<Self> {
        u64::from_str_radix(digits, 16).ok().map(Self)
    }

    /// As a number, for keeping it.
    pub fn to_bits(self) -> u64 {
        self.0
    }

    /// From the number it was kept as.
    pub fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// The lower half, for short checks.
    pub fn short(self) -> u32 {
        (self.0 & u64::from(u32::MAX)) as u32
    }
}

fn add(a: u64, b: u64) -> u64 {
    let sum = a + b;
    if sum >= PRIME { sum - PRIME } else { sum }
}

fn multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    let low = (product & u128::from(PRIME)) as u64;
    add(low, (product >> 61) as u64)
}

fn power(base: u64, mut exponent: usize) -> u64 {
    let (mut square, mut result) = (base, 1);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = multiply(result, square);
        }
        square = multiply(square, square);
        exponent >>= 1;
    }
    result
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        Self::parse(&digits).ok_or_else(|| serde::de::Error::custom("this is no fingerprint"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_tail_follows_from_the_whole_and_the_head(head: Vec<u8>, tail: Vec<u8>) {
            let first = Fingerprint::of(&head);
            let whole = first.then(&tail);
            prop_assert_eq!(whole.without(first, tail.len()), Fingerprint::of(&tail));
        }
    }

    #[test]
    fn zeros_count() {
        assert_ne!(Fingerprint::of(b"\0"), Fingerprint::of(b"\0\0"));
    }

    #[test]
    fn the_value_never_changes_between_versions() {
        assert_eq!(Fingerprint::of(b"briefbook").to_string(), "0283196331160bcf");
    }
}
