//! The lexicon that comes with the program. `build.rs` makes its image from `data/lexicon`.

use super::lexicon::{Lexicon, LexiconError};

/// What [`Lexicon::of_image`] reads.
static IMAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.image"));

impl Lexicon {
    /// The lexicon that comes with the program.
    ///
    /// # Errors
    /// [`LexiconError::Damaged`] if the program itself is damaged.
    pub fn bundled() -> Result<Self, LexiconError> {
        Self::of_image(IMAGE)
    }
}
