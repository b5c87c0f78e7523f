//! The lexicon as bytes: written when the program is built, read when facts are to be found. What is
//! many is written as [`rows`](super::rows) of numbers, the rest in the form of postcard. Knows no
//! files.

use super::{Lexicon, LexiconError};

impl Lexicon {
    /// The image of a settled lexicon: the same bytes for the same files.
    ///
    /// # Errors
    /// [`LexiconError::Damaged`] if it has a list that cannot be written, which none has.
    pub fn image(&self) -> Result<Vec<u8>, LexiconError> {
        postcard::to_allocvec(self).map_err(LexiconError::Damaged)
    }

    /// The lexicon of an image. Names are not copied out of it.
    ///
    /// # Errors
    /// [`LexiconError::Damaged`] if it is none, or not whole.
    pub fn of_image(image: &'static [u8]) -> Result<Self, LexiconError> {
        match postcard::take_from_bytes(image) {
            Ok((lexicon, [])) => Ok(lexicon),
            Ok(_) => Err(LexiconError::Damaged(postcard::Error::DeserializeBadEncoding)),
            Err(error) => Err(LexiconError::Damaged(error)),
        }
    }
}
