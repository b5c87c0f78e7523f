//! What grows while a structured text is written: words, blocks, marks and links together, and what
//! was lost on the way. When a block begins and ends is known to `builder` and `composer`.

use std::borrow::Cow;

use super::lost::Lost;
use crate::document::{Block, Link, Mark, Parts, Place};
use crate::text::{CleanText, CleanTextBuf, Span, lowered, raised};

/// Words without the places at which they might be divided at the end of a line (U+00AD): people and
/// searches know the word in one piece.
pub(super) fn without_soft_hyphens(words: &str) -> Cow<'_, str> {
    match words.contains('\u{AD}') {
        true => Cow::Owned(words.replace('\u{AD}', "")),
        false => Cow::Borrowed(words),
    }
}

/// Where words stand beside the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// Above it.
    Raised,
    /// Below it.
    Lowered,
}

impl Script {
    /// How words are written that stand so behind the character `before`.
    pub(super) fn written(self, words: &str, before: Option<char>) -> String {
        match self {
            Self::Raised => raised(words, before),
            Self::Lowered => lowered(words, before),
        }
    }
}

/// A document that is not finished.
#[derive(Default)]
pub(super) struct Draft {
    /// The text so far, possibly with white space behind the last block.
    pub out: CleanTextBuf,
    /// The blocks that are closed.
    pub blocks: Vec<Block>,
    /// Marks, in whatever order they were closed.
    pub marks: Vec<Mark>,
    /// What is left out.
    pub lost: Lost,
    links: Vec<Link>,
    places: Vec<Place>,
}

/// Named places of a document that are kept, and bytes of a name.
const MOST_PLACES: (usize, usize) = (20_000, 200);

impl Draft {
    /// Where the last block ends.
    pub(super) fn end(&self) -> usize {
        self.blocks.last().map_or(0, |block| block.span.end)
    }

    /// Cuts off what stands behind the last block and begins a line: a tight one next to it, any
    /// other with a blank line between them, the first one at once.
    pub(super) fn begin_line(&mut self, tight: bool) {
        self.out.truncate(self.end());
        if !self.blocks.is_empty() {
            self.out.push(if tight { "\n" } else { "\n\n" });
        }
    }

    /// Writes the marker of an item; where it stands.
    pub(super) fn marker(&mut self, marker: &str) -> Span {
        let start = self.out.len();
        self.out.push(marker);
        let span = Span::new(start, self.out.len());
        self.out.push(" ");
        span
    }

    /// The number of a link to `target`; words in a row that lead to one place are one link.
    pub(super) fn link_to(&mut self, target: &str) -> u32 {
        let target = CleanText::line(target);
        if self.links.last().is_none_or(|link| link.target != target) {
            self.links.push(Link { target });
        }
        u32::try_from(self.links.len() - 1).unwrap_or(u32::MAX)
    }

    /// Links may name what comes next so.
    pub(super) fn place(&mut self, name: &str) {
        let (most, longest) = MOST_PLACES;
        if self.places.len() < most && (1..=longest).contains(&name.len()) {
            self.places.push(Place { name: CleanText::line(name), offset: self.out.len() });
        }
    }

    /// The parts, marks in order and nothing pointing at nothing.
    pub(super) fn finish(mut self) -> Parts {
        self.out.truncate(self.end());
        self.marks.retain(|mark| !mark.span.is_empty() && mark.span.fits(self.out.as_str()));
        self.marks.sort_by_key(|mark| (mark.span.start, usize::MAX - mark.span.end));
        if !self.out.is_empty() {
            self.out.push("\n");
        }
        for place in &mut self.places {
            place.offset = self.out.as_str().floor_char_boundary(place.offset);
        }
        Parts {
            text: self.out.finish(),
            blocks: self.blocks,
            marks: self.marks,
            links: self.links,
            places: self.places,
            caveats: self.lost.caveats(),
            ..Parts::default()
        }
    }
}
