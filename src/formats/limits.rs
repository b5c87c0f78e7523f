//! How much of a document is read: bounds that every format keeps, as plain numbers. Time and memory
//! are watched from outside.

use serde::{Deserialize, Serialize};

/// The most that a document may ask for. Whoever meets a bound either stops with a caveat or gives
/// up with a [`super::ReadError`]; nothing is ever done in proportion to a number in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of canonical text.
    pub text: usize,
    /// Bytes that the archives of a document unpack to, all together.
    pub unpacked: u64,
    /// Elements inside each other.
    pub depth: usize,
    /// Pages, of formats that have pages: the rest is left out and counted.
    pub pages: usize,
}

impl Limits {
    /// For a document that is opened.
    pub const WHOLE: Self = Self { text: 64 << 20, unpacked: 64 << 20, depth: 256, pages: 20_000 };

    /// For what a list says about a document: its first pages are enough.
    pub const FIRST_PAGES: Self = Self { pages: 4, ..Self::WHOLE };
}
