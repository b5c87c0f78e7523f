//! Lists of small things in an image: each thing a row of numbers of four bytes, low byte first. Such
//! a list is read at the speed of copying it, not number by number.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

/// What is written as a row of `N` numbers.
pub trait Row<const N: usize>: Sized {
    /// Its numbers.
    fn numbers(&self) -> [u32; N];

    /// What has these numbers; `None` if nothing has.
    fn of(numbers: [u32; N]) -> Option<Self>;
}

impl Row<1> for u32 {
    fn numbers(&self) -> [u32; 1] {
        [*self]
    }

    fn of([number]: [u32; 1]) -> Option<Self> {
        Some(number)
    }
}

/// Writes a list.
pub fn serialize<T: Row<N>, const N: usize, S: Serializer>(
    list: &[T],
    to: S,
) -> Result<S::Ok, S::Error> {
    let numbers = list.iter().flat_map(Row::numbers);
    to.serialize_bytes(&numbers.flat_map(u32::to_le_bytes).collect::<Vec<u8>>())
}

/// Reads a list.
pub fn deserialize<'de, T: Row<N>, const N: usize, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<T>, D::Error> {
    let (numbers, rest) = <&[u8]>::deserialize(from)?.as_chunks::<4>();
    let (rows, more) = numbers.as_chunks::<N>();
    if !rest.is_empty() || !more.is_empty() {
        return Err(D::Error::custom("a row is not whole"));
    }
    let mut list = Vec::with_capacity(rows.len());
    for row in rows {
        let row = T::of(row.map(u32::from_le_bytes));
        list.push(row.ok_or_else(|| D::Error::custom("a row is of no known kind"))?);
    }
    Ok(list)
}
