//! Keys of one length in order, each with the number of the sitting at whose end it was there first. Knows
//! not what the keys stand for.

/// The number of a sitting with a library, the first being 0.
pub type SittingNumber = u16;

/// Bytes of a number.
const NUMBER: usize = size_of::<SittingNumber>();

/// The keys, one row after the other in the order of their bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeyTable {
    /// Bytes of a key.
    width: usize,
    rows: Vec<u8>,
}

impl KeyTable {
    /// No keys of so many bytes.
    pub(super) fn new(width: usize) -> Self {
        Self { width, rows: Vec::new() }
    }

    /// The keys that [`Self::as_bytes`] gave; `None` if they end inside of a row.
    pub(super) fn from_bytes(width: usize, rows: &[u8]) -> Option<Self> {
        let is_whole = rows.len().is_multiple_of(width + NUMBER);
        is_whole.then(|| Self { width, rows: rows.to_vec() })
    }

    /// All rows.
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.rows
    }

    /// How many keys there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len() / (self.width + NUMBER)
    }

    /// The number of a key, if it is there.
    pub(super) fn number(&self, key: &[u8]) -> Option<SittingNumber> {
        let row = self.row(self.first_from(key)).filter(|(own, _)| *own == key);
        row.map(|(_, number)| number)
    }

    /// The keys that begin so, each with its number.
    pub(super) fn beginning<'a>(
        &'a self,
        begin: &'a [u8],
    ) -> impl Iterator<Item = (&'a [u8], SittingNumber)> {
        let rows = (self.first_from(begin)..).map_while(|at| self.row(at));
        rows.take_while(move |(key, _)| key.starts_with(begin))
    }

    /// Every key with its number, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&[u8], SittingNumber)> {
        (0..self.len()).filter_map(|at| self.row(at))
    }

    /// Puts keys in whatever order in the place of these; of one that comes twice the smaller number counts.
    pub(super) fn replace<const N: usize>(&mut self, mut rows: Vec<([u8; N], SittingNumber)>) {
        rows.sort_unstable();
        rows.dedup_by(|later, first| later.0 == first.0);
        self.rows = Vec::with_capacity(rows.len() * (self.width + NUMBER));
        for (key, number) in rows {
            self.rows.extend_from_slice(&key);
            self.rows.extend_from_slice(&number.to_be_bytes());
        }
    }

    /// The place of the first key that is not before this one.
    fn first_from(&self, key: &[u8]) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.row(middle).is_some_and(|(own, _)| own < key) {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        low
    }

    fn row(&self, at: usize) -> Option<(&[u8], SittingNumber)> {
        let start = at.checked_mul(self.width + NUMBER)?;
        let (key, rest) = self.rows.get(start..)?.split_at_checked(self.width)?;
        Some((key, SittingNumber::from_be_bytes(*rest.first_chunk()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[(&[u8; 2], SittingNumber)]) -> KeyTable {
        let mut table = KeyTable::new(2);
        table.replace(rows.iter().map(|(key, number)| (**key, *number)).collect());
        table
    }

    #[test]
    fn keys_are_found_with_the_smallest_of_their_numbers() {
        let table = table(&[(b"zz", 7), (b"aa", 300), (b"ab", 2), (b"aa", 4)]);
        assert_eq!((table.len(), table.number(b"aa"), table.number(b"zz")), (3, Some(4), Some(7)));
        assert_eq!([b"a\0", b"ac", b"zy", b"\xff\xff"].map(|key| table.number(key)), [None; 4]);
        let beginning: Vec<_> = table.beginning(b"a").collect();
        assert_eq!(beginning, [(&b"aa"[..], 4), (&b"ab"[..], 2)]);
    }

    #[test]
    fn they_come_back_from_their_bytes_and_half_a_row_does_not() {
        let table = table(&[(b"aa", 1), (b"bb", 65_535)]);
        assert_eq!(KeyTable::from_bytes(2, table.as_bytes()), Some(table.clone()));
        assert_eq!(KeyTable::from_bytes(2, &table.as_bytes()[..5]), None);
        assert_eq!(KeyTable::new(2).number(b"aa"), None);
    }
}
