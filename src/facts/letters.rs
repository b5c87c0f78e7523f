//! The plain letters of a text, eight at a time: most of a text is small letters without accents.

/// The letters that eight bytes begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letters {
    /// How many there are.
    pub count: usize,
    /// How many of them are capitals.
    pub capitals: u32,
    /// The letters made small; zero after the last.
    pub small: [u8; 8],
}

impl Letters {
    /// The plain letters (A to Z, in both cases) at the start of `bytes`, eight at most.
    pub fn of(bytes: &[u8]) -> Self {
        let chunk = bytes.first_chunk::<8>().copied().unwrap_or_else(|| {
            let mut chunk = [0; 8];
            chunk.iter_mut().zip(bytes).for_each(|(slot, byte)| *slot = *byte);
            chunk
        });
        Self::of_eight(u64::from_le_bytes(chunk))
    }

    /// Works on all bytes at once, each in its own eight bits. A sum whose bytes stay below 256 does
    /// not run over into the next byte, and bit 7 of each then tells whether it passed a bound.
    fn of_eight(chunk: u64) -> Self {
        let small = chunk | each(SMALL);
        let seven = small & each(0x7f);
        let from_a = seven + each(0x80 - b'a');
        let past_z = seven + each(0x7f - b'z');
        let other = (!from_a | past_z | chunk) & each(0x80);
        let count = other.trailing_zeros() / 8;
        let letters = 1_u64.checked_shl(8 * count).map_or(u64::MAX, |past| past - 1);
        let capitals = !chunk & each(SMALL) & letters;
        Self {
            count: count as usize,
            // One in the byte of every capital; the product has their sum in its highest byte.
            capitals: ((capitals / u64::from(SMALL)).wrapping_mul(each(1)) >> 56) as u32,
            small: (small & letters).to_le_bytes(),
        }
    }
}

/// How many plain letters `bytes` begins with, sixteen at most.
#[inline]
pub fn count(bytes: &[u8]) -> usize {
    match Letters::of(bytes).count {
        8 => 8 + Letters::of(bytes.get(8..).unwrap_or_default()).count,
        count => count,
    }
}

/// The bit that tells small letters from capitals in ASCII.
const SMALL: u8 = 0x20;

/// Eight times the same byte.
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is meant, one byte after the other.
    fn expected(bytes: &[u8]) -> Letters {
        let letters: Vec<u8> =
            bytes.iter().copied().take(8).take_while(u8::is_ascii_alphabetic).collect();
        let mut small = [0; 8];
        small[..letters.len()].copy_from_slice(&letters.to_ascii_lowercase());
        let capitals = letters.iter().filter(|letter| letter.is_ascii_uppercase()).count();
        Letters { count: letters.len(), capitals: u32::try_from(capitals).unwrap(), small }
    }

    #[test]
    fn every_byte_at_every_place_is_a_letter_or_none() {
        for place in 0..8 {
            for byte in 0..=u8::MAX {
                let mut bytes = *b"McGurkZa";
                bytes[place] = byte;
                assert_eq!(Letters::of(&bytes), expected(&bytes), "{bytes:?}");
                assert_eq!(Letters::of(&bytes[..place]), expected(&bytes[..place]), "{bytes:?}");
            }
        }
    }
}
