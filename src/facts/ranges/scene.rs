//! The weapons of a passage with their tokens, among which the owner of a range is looked for. How it is
//! found: `link`.

use super::memory::Memory;
use crate::facts::candidate::Candidate;
use crate::facts::passage::Passage;

/// The weapons of a passage, with their tokens.
pub struct Scene<'a> {
    pub(super) passage: &'a Passage<'a>,
    pub(super) weapons: Vec<Placed>,
    pub(super) memory: &'a Memory,
}

/// A weapon and its tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) found: Candidate,
    pub(super) first: usize,
    pub(super) end: usize,
}
