//! The bytes that hold the places and outlines of `data/geography`: what a part of them is, and how a
//! number stands in them. Written when the program is built, read in place.

use serde::{Deserialize, Serialize};

/// Bytes of a place among [`GeographyImage::places`]: where its name begins (4), the length of that (1), its kind
/// (1), its country (2), the number of its region (2), latitude and longitude in thousandths of a degree
/// (4 each), its people (4).
pub const PLACE: usize = 22;

/// Bytes of another name among [`GeographyImage::names`]: where it begins (4), its length (1), its place (4).
pub const ALIAS: usize = 9;

/// Bytes of a region among [`GeographyImage::regions`]: where its name begins (4), its length (1).
pub const REGION: usize = 5;

/// Bytes of a country among [`GeographyImage::countries`]: its code (2), its place (4).
pub const COUNTRY: usize = 6;

/// Everything, as it lies in the program.
#[derive(Debug, Deserialize, Serialize)]
pub struct GeographyImage<'a> {
    /// All names, one behind the other, in UTF-8.
    pub names: &'a [u8],
    /// The places in the order of their folded names, [`PLACE`] bytes each.
    pub places: &'a [u8],
    /// Other names of places in the order of these folded, [`ALIAS`] bytes each.
    pub aliases: &'a [u8],
    /// The countries, [`COUNTRY`] bytes each.
    pub countries: &'a [u8],
    /// The names of regions, [`REGION`] bytes each.
    pub regions: &'a [u8],
    /// Coasts and borders: for each a kind, the number of its points, and these in hundredths of a degree,
    /// the first whole and each as a step from the one before, as numbers of variable length.
    pub outlines: &'a [u8],
}

/// Appends a number: seven bits a byte, the lowest first, the sign in the lowest bit.
#[cfg_attr(not(test), allow(dead_code))]
pub fn put_number(out: &mut Vec<u8>, number: i64) {
    let mut left = ((number << 1) ^ (number >> 63)).cast_unsigned();
    loop {
        let low = (left & 0x7F) as u8;
        left >>= 7;
        if left == 0 {
            return out.push(low);
        }
        out.push(low | 0x80);
    }
}

/// Takes a number off the front; `None` if there is none.
pub fn take_number(bytes: &mut &[u8]) -> Option<i64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some((value >> 1).cast_signed() ^ -(value & 1).cast_signed());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let numbers = [0, -1, 1, 63, 64, -64, -65, 300, -18_000, i64::MAX, i64::MIN];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|number| put_number(&mut bytes, *number));
        let mut left = bytes.as_slice();
        let back: Vec<_> = std::iter::from_fn(|| take_number(&mut left)).collect();
        assert_eq!(back, numbers);
        assert_eq!(take_number(&mut [0x80_u8].as_slice()), None);
        assert_eq!(take_number(&mut [0xFF_u8; 12].as_slice()), None, "no number is so long");
    }
}
