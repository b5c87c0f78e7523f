//! Words of a document that nobody sees who looks at it, kept apart from what it says. A few are
//! quoted in a caveat; more are kept as blocks marked as hidden. None is read as what the document
//! says. How a format hides words is not known here.

use crate::text::CleanText;

/// Words that a caveat quotes at most; of more, their number.
const QUOTED: usize = 60;

/// Words that are kept.
const MOST: usize = 100_000;

/// How unseen words are spoken of.
pub(super) struct Speech {
    /// "the page does not", "the pages do not".
    pub one: &'static str,
    /// The same of a document of many words.
    pub many: &'static str,
    /// How they are hidden.
    pub how: &'static str,
}

/// The unseen words of a document, passage by passage.
#[derive(Clone, Debug, Default)]
pub(super) struct Unseen {
    /// Passages, each with the number of the page it stands on.
    passages: Vec<(usize, String)>,
    /// How many words the passages before the last one have.
    words: usize,
    /// True if more words belong to the last passage.
    goes_on: bool,
}

impl Unseen {
    /// True if no more words are kept.
    pub(super) fn is_full(&self) -> bool {
        self.words > MOST
    }

    /// A passage of the page of that number, all of it.
    pub(super) fn passage(&mut self, page: usize, words: &str) {
        self.end();
        self.piece(page, words);
        self.end();
    }

    /// A piece of a passage: what follows belongs to it until [`Unseen::end`].
    pub(super) fn piece(&mut self, page: usize, words: &str) {
        if self.is_full() {
            return;
        }
        match self.passages.last_mut().filter(|_| self.goes_on) {
            Some((_, passage)) if passage.len() > 8 * MOST => {}
            Some((_, passage)) => passage.push_str(words),
            None => self.passages.push((page, words.to_owned())),
        }
        self.goes_on = true;
    }

    /// The passage ends, if one goes on.
    pub(super) fn end(&mut self) {
        if !std::mem::take(&mut self.goes_on) {
            return;
        }
        let count = self.passages.last().map_or(0, |(_, words)| words.split_whitespace().count());
        self.words += count;
        if count == 0 {
            self.passages.pop();
        }
    }

    /// What is hidden, for a person.
    pub(super) fn caveat(&self, speech: &Speech) -> Option<CleanText> {
        let Speech { one, many, how } = speech;
        let said = match self.words {
            0 => return None,
            n if n > QUOTED => {
                format!("{n} words that {many} show ({how}) are marked as hidden.")
            }
            _ => {
                let words = self.passages.iter().flat_map(|(_, words)| words.split_whitespace());
                let words: Vec<&str> = words.collect();
                format!("Words that {one} show ({how}) are set aside: “{}”.", words.join(" "))
            }
        };
        Some(CleanText::line(&said))
    }

    /// What is kept as blocks, with the numbers of their pages: passages that a caveat does not quote.
    pub(super) fn kept(&mut self) -> Vec<(usize, String)> {
        if self.words > QUOTED { std::mem::take(&mut self.passages) } else { Vec::new() }
    }
}
