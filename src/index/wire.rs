//! The bytes in which the index keeps rows: numbers of variable length and counted strings. Reading
//! never fails loudly: a damaged row is no row.

use crate::text::Span;

/// Bytes being written.
#[derive(Debug, Default)]
pub(super) struct Out(pub(super) Vec<u8>);

impl Out {
    /// A number: seven bits a byte, the lowest first.
    pub(super) fn number(&mut self, number: u64) {
        let mut rest = number;
        while rest >= 0x80 {
            self.0.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.0.push(rest as u8);
    }

    /// A length or place.
    pub(super) fn size(&mut self, size: usize) {
        self.number(size as u64);
    }

    /// Bytes after their number.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.size(bytes.len());
        self.0.extend_from_slice(bytes);
    }

    /// A string after its length.
    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// A span that starts at `from` or later; returns its end, for the next one.
    pub(super) fn span(&mut self, from: usize, span: Span) -> usize {
        self.size(span.start.saturating_sub(from));
        self.size(span.len());
        span.end.max(from)
    }
}

/// Bytes being read.
#[derive(Clone, Copy, Debug)]
pub(super) struct In<'a>(pub(super) &'a [u8]);

impl<'a> In<'a> {
    /// The next number.
    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// The next number below `limit`.
    pub(super) fn below(&mut self, limit: u64) -> Option<u64> {
        self.number().filter(|number| *number < limit)
    }

    /// The next length or place.
    pub(super) fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    /// How many rows follow. More than there are bytes left cannot be.
    pub(super) fn count(&mut self) -> Option<usize> {
        self.size().filter(|count| *count <= self.0.len())
    }

    /// The next counted bytes.
    pub(super) fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.size()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    /// The next counted string.
    pub(super) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    /// The next span, which starts at `from` or later.
    pub(super) fn span(&mut self, from: usize) -> Option<Span> {
        let start = from.checked_add(self.size()?)?;
        Some(Span::new(start, start.checked_add(self.size()?)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_comes_back(numbers: Vec<u64>, text: String) {
            let mut out = Out::default();
            numbers.iter().for_each(|number| out.number(*number));
            out.text(&text);
            let mut read = In(&out.0);
            for number in numbers {
                prop_assert_eq!(read.number(), Some(number));
            }
            prop_assert_eq!(read.text(), Some(text.as_str()));
            prop_assert!(read.0.is_empty());
        }

        #[test]
        fn damaged_bytes_are_no_danger(bytes: Vec<u8>) {
            let mut read = In(&bytes);
            while read.span(7).is_some() && read.text().is_some() && read.count().is_some() {}
        }
    }
}
