//! A part of a text as it compares, with the way back to the places in it: white space is one space,
//! letters are folded, and a hyphen at the end of a line is a sign of its own, because it may belong to
//! the word or only break it. Looks for nothing.

use super::fold::last_cluster;
use super::{is_silent, push_exact, push_folded};

/// A hyphen and the line feed behind it, which may break a word.
pub(super) const BREAK: u8 = 1;

/// Another dash and the line feed behind it.
pub(super) const DASH: u8 = 2;

/// Bytes of plain text that are folded at once.
const BLOCK: usize = 32;

/// A run of the folded text that leads back to the text.
#[derive(Clone, Copy, Debug)]
struct Run {
    /// Where it begins in the folded text.
    at: usize,
    /// Where it begins in the text.
    source: usize,
    /// True if both go on byte by byte; else it is one piece.
    even: bool,
}

/// The part that is folded.
#[derive(Debug)]
pub(super) struct FoldedText<'a> {
    source: &'a str,
    /// How far it is folded.
    next: usize,
    exact: bool,
    folded: String,
    runs: Vec<Run>,
}

impl<'a> FoldedText<'a> {
    /// Nothing of `source` yet, from a byte on. If `exact`, case and accents count.
    pub(super) fn new(source: &'a str, from: usize, exact: bool) -> Self {
        Self { source, next: from, exact, folded: String::new(), runs: Vec::new() }
    }

    /// The folded text.
    pub(super) fn folded(&self) -> &str {
        &self.folded
    }

    /// The text.
    pub(super) fn source(&self) -> &'a str {
        self.source
    }

    /// True if there is no more to fold.
    pub(super) fn is_at_end(&self) -> bool {
        self.next >= self.source.len()
    }

    /// Folds so many bytes more.
    pub(super) fn fold(&mut self, bytes: usize) {
        let to = (self.next + bytes).min(self.source.len());
        while self.next < to {
            if !self.block() {
                self.character();
            }
        }
    }

    /// Forgets the first bytes of the folded text.
    pub(super) fn forget(&mut self, bytes: usize) {
        let source = self.start(bytes);
        let bytes = bytes.min(self.folded.len());
        let kept = self.runs.partition_point(|run| run.at <= bytes).saturating_sub(1);
        self.runs.drain(..kept);
        if let Some(run) = self.runs.first_mut() {
            (run.at, run.source) = (bytes, source);
        }
        self.runs.iter_mut().for_each(|run| run.at -= bytes);
        self.folded.drain(..bytes);
    }

    /// Where in the text a byte of the folded text starts.
    pub(super) fn start(&self, at: usize) -> usize {
        match self.runs.get(self.runs.partition_point(|run| run.at <= at).saturating_sub(1)) {
            Some(run) if run.even => run.source + (at - run.at),
            Some(run) if at < self.folded.len() => run.source,
            _ => self.next,
        }
    }

    /// Where in the text what stands before a byte of the folded text ends.
    pub(super) fn end(&self, at: usize) -> usize {
        let after = self.runs.partition_point(|run| run.at < at);
        let next = self.runs.get(after);
        match self.runs.get(after.saturating_sub(1)) {
            Some(run) if run.even && next.is_none_or(|next| next.at > at) => {
                run.source + (at - run.at)
            }
            _ => next.map_or(self.next, |next| next.source),
        }
    }

    /// Folds what the next block begins with of plain letters, signs and single spaces, of which most
    /// texts consist; false if that is nothing.
    fn block(&mut self) -> bool {
        let bytes = self.source.as_bytes();
        let before = self.next.checked_sub(1).and_then(|at| bytes.get(at..at + BLOCK));
        let block = bytes.get(self.next..self.next + BLOCK);
        let (Some(before), Some(block)) = (before, block) else { return false };
        let (mut plain, mut odd) = ([0; BLOCK], [0; BLOCK]);
        for (((out, odd), &byte), &before) in plain.iter_mut().zip(&mut odd).zip(block).zip(before)
        {
            let space = (byte == b' ') | (byte == b'\n');
            // A space after one is the same; after a dash, or what is no ASCII, it depends.
            let after = (before <= b' ') | (before == b'-') | (before >= 0x80);
            let other = (byte >= 0x80) | ((byte < b' ') & (byte != b'\n')) | (byte == b'-');
            *odd = u8::from(other | (space & after));
            *out = if space { b' ' } else { byte };
        }
        let count = match odd.iter().fold(0, |all, odd| all | odd) {
            0 => BLOCK,
            _ => odd.iter().take_while(|odd| **odd == 0).count(),
        };
        if count == 0 || self.folded.is_empty() {
            return false;
        }
        if !self.exact {
            plain.make_ascii_lowercase();
        }
        let Some(Ok(plain)) = plain.get(..count).map(std::str::from_utf8) else { return false };
        self.run(self.folded.len(), self.next, true);
        self.folded.push_str(plain);
        self.next += count;
        true
    }

    /// Folds the next character.
    fn character(&mut self) {
        let Some(c) = self.source.get(self.next..).and_then(|rest| rest.chars().next()) else {
            self.next = self.source.len();
            return;
        };
        let start = self.next;
        self.next += c.len_utf8();
        let next = self.source.as_bytes().get(self.next);
        if c.is_ascii_graphic() && (c != '-' || next.is_some_and(u8::is_ascii_graphic)) {
            self.run(self.folded.len(), start, true);
            self.folded.push(if self.exact { c } else { c.to_ascii_lowercase() });
        } else if c.is_whitespace() {
            let first = !self.folded.ends_with(' ');
            self.piece(start, |folded| folded.extend(first.then_some(' ')));
        } else if (c as u32) < 0x20 {
            self.piece(start, |folded| folded.push('\u{FFFD}'));
        } else if let Some(end) = self.broken(c) {
            let sign = if matches!(c, '-' | '\u{2010}') { BREAK } else { DASH };
            self.next = end;
            self.piece(start, |folded| folded.push(char::from(sign)));
        } else if self.exact {
            self.piece(start, |folded| push_exact(folded, c));
        } else {
            self.piece(start, |folded| push_folded(folded, c));
        }
    }

    /// Adds what a character compares as; it may become one with the last letter, or stand between it
    /// and its marks.
    fn piece(&mut self, start: usize, add: impl FnOnce(&mut String)) {
        let before = self.folded.len();
        let last = self.folded.chars().next_back();
        let last_at = before - last.map_or(0, char::len_utf8);
        let letter_at = last_cluster(&self.folded);
        let letter = self.char_at(letter_at);
        add(&mut self.folded);
        if self.char_at(last_at) != last && last.is_some()
            || self.char_at(letter_at) != letter && letter.is_some()
        {
            let letter_start = self.start(letter_at);
            while self.runs.last().is_some_and(|run| run.at >= letter_at) {
                self.runs.pop();
            }
            self.runs.push(Run { at: letter_at, source: letter_start, even: false });
        } else if self.folded.len() > before {
            let mut added = self.folded.get(before..).unwrap_or_default().chars();
            let one = added.next().map_or(0, char::len_utf8);
            let even = one == self.next - start && added.next().is_none();
            self.run(before, start, even);
        } else if let Some(run) = self.runs.last().filter(|run| run.even) {
            // What does not count belongs to what stands before it.
            let last_start = run.source + (last_at - run.at);
            let even = Run { at: last_at, source: last_start, even: false };
            if run.at < last_at {
                self.runs.push(even);
            } else if let Some(run) = self.runs.last_mut() {
                *run = even;
            }
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.folded.get(at..).and_then(|rest| rest.chars().next())
    }

    /// Begins a run, unless the last one goes on.
    fn run(&mut self, at: usize, source: usize, even: bool) {
        let goes_on = |run: &&Run| even && run.even && run.source + (at - run.at) == source;
        if self.runs.last().filter(goes_on).is_none() {
            self.runs.push(Run { at, source, even });
        }
    }

    /// Where a break ends that a dash begins: the dash, a line feed, blanks, and a character behind them.
    fn broken(&self, dash: char) -> Option<usize> {
        let is_dash = dash == '-' || matches!(dash, '\u{2010}'..='\u{2015}' | '\u{2212}');
        let rest = self.source.get(self.next..).filter(|_| is_dash)?;
        let line = rest.trim_start_matches(is_silent).strip_prefix('\n')?;
        let word = line.trim_start_matches([' ', '\t']);
        let goes_on = word.chars().next().is_some_and(|c| !c.is_whitespace());
        goes_on.then(|| self.source.len() - word.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> FoldedText<'_> {
        let mut folded = FoldedText::new(text, 0, false);
        folded.fold(text.len());
        folded
    }

    #[test]
    fn places_lead_back_to_whole_characters() {
        let text =
            "Der Fluß,  die Stra\u{ad}ße und die ﬁne E\u{301}cole in Kyi\u{308}v stehen hier.";
        let folded = all(text);
        for (words, source) in [
            ("fluss", "Fluß"),
            ("flus", "Fluß"),
            (" die", "  die"),
            ("strasse", "Stra\u{ad}ße"),
            ("fine ecole", "ﬁne E\u{301}cole"),
            ("kyiv", "Kyi\u{308}v"),
            ("hier.", "hier."),
        ] {
            let at = folded.folded().find(words).unwrap();
            let span = folded.start(at)..folded.end(at + words.len());
            assert_eq!(&text[span], source, "{words}");
        }
    }

    #[test]
    fn a_hyphen_at_the_end_of_a_line_is_a_sign_of_its_own() {
        assert_eq!(
            all("pre-\n cision 1–\n2 - \nx-\n\ny-").folded(),
            "pre\u{1}cision 1\u{2}2 - x- y-"
        );
    }

    #[test]
    fn what_is_forgotten_changes_no_places() {
        let text = "Größe und Maß ".repeat(40);
        let mut folded = all(&text);
        let words = folded.folded().to_owned();
        let places: Vec<usize> = (0..words.len()).map(|at| folded.start(at)).collect();
        folded.forget(101);
        assert_eq!(folded.folded(), &words[101..]);
        let left: Vec<usize> = (0..words.len() - 101).map(|at| folded.start(at)).collect();
        assert_eq!(left, places[101..]);
    }

    proptest! {
        #[test]
        fn blocks_fold_as_characters_do(text in "([a-zA-Z ,\n-]|[éßﬁ\u{301}й—か\u{3099}\u{dca}\u{11370}]|\\PC){0,200}") {
            let whole = all(&text);
            let mut bit_by_bit = FoldedText::new(&text, 0, false);
            while !bit_by_bit.is_at_end() {
                bit_by_bit.fold(1);
            }
            prop_assert_eq!(whole.folded(), bit_by_bit.folded());
            for (at, c) in whole.folded().char_indices() {
                let (start, end) = (whole.start(at), whole.end(at + c.len_utf8()));
                prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end) && start < end);
                prop_assert_eq!((start, end), (bit_by_bit.start(at), bit_by_bit.end(at + c.len_utf8())));
            }
        }
    }
}
