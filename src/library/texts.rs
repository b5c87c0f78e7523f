//! Short texts by number, all of them in one run of bytes: a hundred thousand strings of their own would
//! cost more memory than what they hold, and going through them would wait for it. Compares nothing.

use memchr::memmem::Finder;

/// Bytes that are nobody's any more from which they are cleared away.
const LITTER: usize = 1 << 20;

/// Bits of a length that one byte holds; its highest bit says that more follow.
const BITS: u32 = 7;

/// Texts by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    /// Each text behind its length.
    bytes: Vec<u8>,
    starts: Vec<Start>,
    /// Bytes that are nobody's.
    litter: usize,
}

/// One more than where the length of a text stands; 0 if there is no text. Five bytes reach a terabyte.
#[derive(Clone, Copy, Debug, Default)]
struct Start([u8; 5]);

impl Start {
    fn of(at: usize) -> Self {
        let [a, b, c, d, e, ..] = (at as u64 + 1).to_le_bytes();
        Self([a, b, c, d, e])
    }

    fn at(self) -> Option<usize> {
        let [a, b, c, d, e] = self.0;
        let start = u64::from_le_bytes([a, b, c, d, e, 0, 0, 0]);
        usize::try_from(start).ok()?.checked_sub(1)
    }
}

impl Texts {
    /// A text; empty if there is none of that number.
    pub(super) fn of(&self, number: u32) -> &[u8] {
        self.starts.get(number as usize).and_then(|start| self.at(*start)).unwrap_or_default()
    }

    /// How many there are: one more than the greatest number.
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Sets a text.
    pub(super) fn put(&mut self, number: u32, text: &[u8]) {
        let old = self.of(number);
        let at = number as usize;
        if old == text && at < self.starts.len() {
            return;
        }
        self.litter += old.len();
        if self.starts.len() <= at {
            self.starts.resize(at + 1, Start::default());
        }
        let start = Start::of(self.bytes.len());
        put_piece(&mut self.bytes, text);
        if let Some(place) = self.starts.get_mut(at) {
            *place = start;
        }
        if self.litter > LITTER.max(self.bytes.len() / 4) {
            self.clear_away();
        }
    }

    /// Which texts have these words, by their numbers. All bytes are gone through at once: that is
    /// several times as fast as one text after the other. Numbers must have been given in order and
    /// no text replaced.
    pub(super) fn which(&self, words: &Finder<'_>) -> Vec<bool> {
        if words.needle().is_empty() {
            return vec![true; self.starts.len()];
        }
        let mut which = vec![false; self.starts.len()];
        let (mut number, mut from) = (0, 0);
        while let Some(hit) = self.bytes.get(from..).and_then(|rest| words.find(rest)) {
            let at = from + hit;
            let later = self.starts.get(number + 1..).unwrap_or_default();
            number += later.iter().take_while(|start| start.at().is_some_and(|s| s <= at)).count();
            let next = self.starts.get(number + 1).and_then(|start| start.at());
            let next = next.unwrap_or(self.bytes.len());
            let text = self.of(number as u32).len();
            // What begins in the length of a text, or reaches beyond its end, is no hit.
            let inside = at >= next - text && at + words.needle().len() <= next;
            if let Some(has) = which.get_mut(number).filter(|_| inside) {
                *has = true;
            }
            from = if inside { next } else { at + 1 };
        }
        which
    }

    /// Bytes that all of it takes.
    pub(super) fn bytes(&self) -> usize {
        self.bytes.len() + size_of_val(self.starts.as_slice())
    }

    fn at(&self, start: Start) -> Option<&[u8]> {
        let mut rest = self.bytes.get(start.at()?..)?;
        take_piece(&mut rest)
    }

    fn clear_away(&mut self) {
        let mut starts = std::mem::take(&mut self.starts);
        let mut bytes = Vec::with_capacity(self.bytes.len().saturating_sub(self.litter));
        for start in &mut starts {
            if let Some(text) = self.at(*start) {
                *start = Start::of(bytes.len());
                put_piece(&mut bytes, text);
            }
        }
        (self.bytes, self.starts, self.litter) = (bytes, starts, 0);
    }
}

/// Puts a piece behind others, so that [`take_piece`] finds its end.
pub(super) fn put_piece(bytes: &mut Vec<u8>, piece: &[u8]) {
    let mut length = piece.len();
    while length >> BITS > 0 {
        bytes.push((length & 0x7F) as u8 | 0x80);
        length >>= BITS;
    }
    bytes.push(length as u8);
    bytes.extend_from_slice(piece);
}

/// Takes the first piece off; `None` if there is none.
pub(super) fn take_piece<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (mut length, mut shift) = (0, 0);
    loop {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        length |= usize::from(byte & 0x7F).checked_shl(shift)?;
        shift += BITS;
        if byte & 0x80 == 0 {
            break;
        }
    }
    let (piece, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(piece)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_are_replaced_and_the_old_ones_cleared_away() {
        let mut texts = Texts::default();
        let (first, second) = (0, 3);
        texts.put(second, b"the second");
        for round in 0..100 {
            texts.put(first, format!("{round} {}", "x".repeat(LITTER / 10)).as_bytes());
        }
        assert!(texts.of(first).starts_with(b"99 x"));
        assert_eq!(texts.of(second), b"the second");
        assert_eq!((texts.of(1), texts.of(9)), (&b""[..], &b""[..]));
        assert!(texts.bytes() < 3 * LITTER, "{}", texts.bytes());
        texts.put(second, b"");
        assert_eq!(texts.of(second), b"");
    }

    #[test]
    fn the_same_text_again_costs_nothing() {
        let mut texts = Texts::default();
        texts.put(0, b"the same");
        let bytes = texts.bytes();
        texts.put(0, b"the same");
        assert_eq!(texts.bytes(), bytes);
    }

    proptest! {
        #[test]
        fn all_texts_are_searched_as_each_one_is(
            all in prop::collection::vec("[a\u{3}\u{2} ]{0,5}", 0..20), words in "[a\u{3}\u{2} ]{0,3}")
        {
            let mut texts = Texts::default();
            (0..).zip(&all).for_each(|(number, text)| texts.put(number, text.as_bytes()));
            let expected: Vec<bool> = all.iter().map(|text| text.contains(&words)).collect();
            prop_assert_eq!(texts.which(&Finder::new(&words)), expected);
        }
    }

    #[test]
    fn pieces_of_any_length_come_back() {
        let pieces = [0, 1, 127, 128, 70_000].map(|length| vec![7; length]);
        let mut bytes = Vec::new();
        pieces.iter().for_each(|piece| put_piece(&mut bytes, piece));
        let mut rest = bytes.as_slice();
        for piece in &pieces {
            assert_eq!(take_piece(&mut rest), Some(piece.as_slice()));
        }
        assert_eq!(take_piece(&mut rest), None);
        assert_eq!(take_piece(&mut [0xFF; 20].as_slice()), None);
    }
}
