//! The other places of a document that were much like a passage when it was marked, and what tells
//! the passage from them: how far the words beside it must agree, and what stands beside the others.
//! Where the passage is now is not its business.

use serde::{Deserialize, Serialize};

use super::judge::{Fit, Side};
use super::words::Word;
use crate::text::Span;

/// Fewer words beside a passage than these are too few to know it by, whatever its rivals.
const FEW: usize = 3;

/// How much more like the words of a place must be.
const CLEARLY: f32 = 0.1;

/// Rivals whose surroundings are kept: the nearest, for they are the likeliest to come to stand in
/// the passage's place.
pub const KEPT: usize = 24;

/// What tells a passage from its rivals. Written as numbers: `[before, after]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rivals {
    /// Words that agree beside the passage and beside a rival with the same words, at most: what
    /// agrees further is the passage.
    pub depth: [usize; 2],
    /// The same of all places that were much like it, whatever their words.
    pub frame: [usize; 2],
    /// How like the words of the likest of those places were, in thousandths.
    #[serde(default)]
    pub likeness: u16,
    /// The three words before and after each rival with the same words, as numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<[u32; 2]>,
    /// True if there were more of them: any of these may have come to stand in its place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
}

/// The three nearest words before and after a place, counted outward, as numbers.
pub fn near(before: &[Word], after: &[Word]) -> [u32; 2] {
    [before, after].map(|words| {
        let mixed = words.iter().take(FEW).fold(17_u64, |mixed, word| {
            (mixed.rotate_left(7) ^ word.hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        });
        (mixed >> 32) as u32
    })
}

impl Rivals {
    /// Of the places that were found beside the passage at `own`: how each fits, and whether it has
    /// the same words; and what stands beside those that have, by place.
    pub fn of<'a>(
        own: Span,
        others: impl Iterator<Item = &'a Fit>,
        mut beside: Vec<(usize, [u32; 2])>,
    ) -> Self {
        let mut rivals = Self::default();
        let deepen = |depth: &mut [usize; 2], sides: &(Side, Side)| {
            *depth = [depth[0].max(sides.0.run), depth[1].max(sides.1.run)];
        };
        for fit in others {
            deepen(&mut rivals.frame, &fit.sides);
            rivals.likeness = rivals.likeness.max((fit.quote.likeness() * 1000.0) as u16);
            if fit.quote.whole {
                deepen(&mut rivals.depth, &fit.sides);
            }
        }
        beside.sort_by_key(|(at, _)| (at.abs_diff(own.start), *at));
        beside.dedup_by_key(|(at, _)| *at);
        rivals.more = beside.len() > KEPT;
        rivals.beside = beside.into_iter().take(KEPT).map(|(_, near)| near).collect();
        rivals
    }

    /// True if no other place had the same words.
    pub fn is_alone(&self) -> bool {
        self.beside.is_empty()
    }

    /// True if the words on one side agree further than beside any rival, and what stands on the other
    /// side is not what stood there beside one: then it is the passage and no rival in its place.
    pub fn told_apart(&self, fit: &Fit, near: [u32; 2]) -> bool {
        let [before, after] = Self::telling(&fit.sides, self.depth);
        (before || after) && !self.replaced(fit, near)
    }

    /// True if on some side now stands what stood beside a rival, and too little of it to be what
    /// stood beside the passage.
    pub fn replaced(&self, fit: &Fit, near: [u32; 2]) -> bool {
        let telling = Self::telling(&fit.sides, self.depth);
        let taken = |side: usize, found: &Side| {
            let own = telling[side] || (found.words > 0 && found.run >= found.words);
            !own && (self.more || self.beside.iter().any(|rival| rival[side] == near[side]))
        };
        taken(0, &fit.sides.0) || taken(1, &fit.sides.1)
    }

    /// True if the words are so much more like the passage's than those of any other place were that
    /// it is none of them.
    pub fn likest(&self, fit: &Fit) -> bool {
        fit.quote.likeness() > f32::from(self.likeness) / 1000.0 + CLEARLY
    }

    /// True if both sides agree further than beside any place that was like it.
    pub fn framed(&self, fit: &Fit) -> bool {
        Self::telling(&fit.sides, self.frame) == [true, true]
    }

    fn telling(sides: &(Side, Side), depth: [usize; 2]) -> [bool; 2] {
        [sides.0.run >= FEW.max(depth[0] + 1), sides.1.run >= FEW.max(depth[1] + 1)]
    }
}
