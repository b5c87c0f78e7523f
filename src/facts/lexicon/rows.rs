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

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;

    #[derive(Debug, PartialEq)]
    struct Pair(u32, u32);

    impl Row<2> for Pair {
        fn numbers(&self) -> [u32; 2] {
            [self.0, self.1]
        }

        fn of([one, other]: [u32; 2]) -> Option<Self> {
            (one <= other).then_some(Self(one, other))
        }
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Pairs(#[serde(with = "super")] Vec<Pair>);

    #[test]
    fn a_list_is_read_as_it_was_written() {
        for pairs in [vec![], vec![Pair(1, 2), Pair(0x0102_0304, u32::MAX)]] {
            let pairs = Pairs(pairs);
            let bytes = postcard::to_allocvec(&pairs).unwrap();
            assert_eq!(postcard::from_bytes::<Pairs>(&bytes), Ok(pairs));
        }
    }

    #[test]
    fn rows_that_are_not_whole_or_mean_nothing_are_refused() {
        let read = |bytes: &[u8]| postcard::from_bytes::<Pairs>(bytes).is_ok();
        assert!(read(&[8, 1, 0, 0, 0, 2, 0, 0, 0]));
        assert!(!read(&[7, 1, 0, 0, 0, 2, 0, 0]));
        assert!(!read(&[4, 1, 0, 0, 0]));
        assert!(!read(&[8, 2, 0, 0, 0, 1, 0, 0, 0]));
        assert!(!read(&[8, 1, 0]));
    }
}
