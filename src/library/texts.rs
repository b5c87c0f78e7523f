//! Short texts by number, in long runs of bytes: a hundred thousand strings of their own would cost more
//! memory than what they hold, and going through them would wait for it. Copies share the runs. Compares
//! nothing.

use std::sync::Arc;

use memchr::memmem::Finder;

use super::chunked::Chunked;

/// Bytes of a run, unless one text is longer.
const RUN: usize = 1 << 16;

/// Bytes that are nobody's any more from which texts are moved together.
const LITTER: usize = 1 << 20;

/// Texts that are looked at for being moved with each that is put.
const MOVED: usize = 8;

/// Bits of a length that one byte holds; its highest bit says that more follow.
const BITS: u32 = 7;

/// Texts by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    runs: Vec<Run>,
    starts: Chunked<Start>,
    /// Bytes of all runs.
    all: usize,
    /// Those of them that are nobody's.
    litter: usize,
    /// The next text that may be moved.
    next_moved: usize,
}

/// Texts, each behind its length.
#[derive(Clone, Debug, Default)]
struct Run {
    bytes: Arc<Vec<u8>>,
    /// Bytes that are somebody's.
    used: usize,
}

/// Where the length of a text stands: one more than its run, in three bytes, and its place there, in two.
/// Nothing but zeros if there is no text.
#[derive(Clone, Copy, Debug, Default)]
struct Start([u8; 5]);

impl Start {
    fn of(run: usize, at: usize) -> Self {
        let ([a, b, c, ..], [d, e, ..]) = ((run + 1).to_le_bytes(), at.to_le_bytes());
        Self([a, b, c, d, e])
    }

    fn place(self) -> Option<(usize, usize)> {
        let [a, b, c, d, e] = self.0;
        let run = (u32::from_le_bytes([a, b, c, 0]) as usize).checked_sub(1)?;
        Some((run, usize::from(u16::from_le_bytes([d, e]))))
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
        let at = number as usize;
        if at < self.starts.len() && self.of(number) == text {
            return;
        }
        self.starts.fill(at + 1, &Start::default());
        self.replace(at, text);
        for _ in 0..MOVED {
            if self.litter <= LITTER.max(self.all / 4) {
                break;
            }
            self.move_next();
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
        let mut number = 0;
        for (run, bytes) in self.runs.iter().map(|run| &**run.bytes).enumerate() {
            let mut from = 0;
            while let Some(hit) = bytes.get(from..).and_then(|rest| words.find(rest)) {
                let at = from + hit;
                let place = |number: usize| self.starts.get(number).and_then(|s| s.place());
                while place(number + 1).is_some_and(|next| next <= (run, at)) {
                    number += 1;
                }
                let next = place(number + 1).filter(|(next, _)| *next == run);
                let next = next.map_or(bytes.len(), |(_, next)| next);
                let text = self.of(number as u32).len();
                // What begins in the length of a text, or reaches beyond its end, is no hit.
                let inside = at >= next - text && at + words.needle().len() <= next;
                if let Some(has) = which.get_mut(number).filter(|_| inside) {
                    *has = true;
                }
                from = if inside { next } else { at + 1 };
            }
        }
        which
    }

    /// Bytes that all of it takes.
    pub(super) fn bytes(&self) -> usize {
        self.all + self.starts.bytes()
    }

    fn at(&self, start: Start) -> Option<&[u8]> {
        let (run, at) = start.place()?;
        let mut rest = self.runs.get(run)?.bytes.get(at..)?;
        take_piece(&mut rest)
    }

    /// Puts a text behind the last one, in the place of the one that has its number.
    fn replace(&mut self, number: usize, text: &[u8]) {
        self.leave(number);
        let piece = text.len() + length_bytes(text.len());
        let full = |run: &Run| run.bytes.len() + piece > RUN;
        if self.runs.last().is_none_or(full) {
            self.free(self.runs.len().saturating_sub(1));
            let bytes = Arc::new(Vec::with_capacity(RUN.max(piece)));
            self.runs.push(Run { bytes, used: 0 });
        }
        let last = self.runs.len() - 1;
        let Some(run) = self.runs.get_mut(last) else { return };
        let start = Start::of(last, run.bytes.len());
        put_piece(Arc::make_mut(&mut run.bytes), text);
        run.used += piece;
        self.all += piece;
        if let Some(place) = self.starts.get_mut(number) {
            *place = start;
        }
    }

    /// The text of this number is nobody's any more.
    fn leave(&mut self, number: usize) {
        let start = self.starts.get(number).copied().unwrap_or_default();
        let Some((text, (run, _))) = self.at(start).map(<[u8]>::len).zip(start.place()) else {
            return;
        };
        let piece = text + length_bytes(text);
        self.litter += piece;
        if let Some(run) = self.runs.get_mut(run) {
            run.used -= piece;
        }
        if run + 1 < self.runs.len() {
            self.free(run);
        }
    }

    /// Frees a run that nobody uses.
    fn free(&mut self, run: usize) {
        if let Some(run) = self.runs.get_mut(run).filter(|run| run.used == 0) {
            self.all -= run.bytes.len();
            self.litter -= run.bytes.len();
            run.bytes = Arc::default();
        }
    }

    /// Moves the next text behind the others if its run is a quarter litter: a run from which all have
    /// been moved is freed.
    fn move_next(&mut self) {
        let number = self.next_moved;
        self.next_moved = (number + 1) % self.starts.len().max(1);
        let place = self.starts.get(number).and_then(|start| start.place());
        let run = place.and_then(|(run, _)| self.runs.get(run));
        if run.is_some_and(|run| run.used < run.bytes.len() / 4 * 3) {
            let text = self.of(number as u32).to_vec();
            self.replace(number, &text);
        }
    }
}

/// Bytes before a piece of so many that tell its length.
fn length_bytes(length: usize) -> usize {
    (length.max(1).ilog2() / BITS + 1) as usize
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
    fn a_few_texts_that_stay_do_not_keep_what_lay_around_them() {
        let mut texts = Texts::default();
        let text = |number: u32, round: usize| format!("{number:05} {round:04} {}", "y".repeat(89));
        for round in 0..60 {
            for number in (0..4_000).filter(|number| round == 0 || number % 50 != round % 50) {
                texts.put(number as u32, text(number as u32, round).as_bytes());
            }
        }
        assert!(
            (0..4_000)
                .all(|number| texts.of(number).starts_with(format!("{number:05}").as_bytes()))
        );
        assert!(texts.bytes() < 3 * LITTER, "{}", texts.bytes());
    }

    #[test]
    fn copies_keep_their_texts() {
        let mut texts = Texts::default();
        texts.put(0, b"before");
        let copy = texts.clone();
        texts.put(0, b"after");
        texts.put(1, b"more");
        assert_eq!((copy.of(0), copy.of(1)), (&b"before"[..], &b""[..]));
        assert_eq!((texts.of(0), texts.of(1)), (&b"after"[..], &b"more"[..]));
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
        let pieces = [0, 1, 127, 128, 16_383, 16_384, 70_000].map(|length| vec![7; length]);
        let mut bytes = Vec::new();
        for piece in &pieces {
            let mut alone = Vec::new();
            put_piece(&mut alone, piece);
            assert_eq!(alone.len(), piece.len() + length_bytes(piece.len()));
        }
        pieces.iter().for_each(|piece| put_piece(&mut bytes, piece));
        let mut rest = bytes.as_slice();
        for piece in &pieces {
            assert_eq!(take_piece(&mut rest), Some(piece.as_slice()));
        }
        assert_eq!(take_piece(&mut rest), None);
        assert_eq!(take_piece(&mut [0xFF; 20].as_slice()), None);
    }
}
