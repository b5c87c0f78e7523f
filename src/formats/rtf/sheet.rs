//! What a style of an RTF file makes of its paragraphs.

/// What a paragraph of a style is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    pub outline: Option<u8>,
    pub quote: bool,
}

/// A depth in the outline: from 1; `None` for body text.
pub(super) fn level(number: Option<i32>) -> Option<u8> {
    let number = number.filter(|number| (0..9).contains(number))?;
    u8::try_from(number + 1).ok().map(|level| level.min(6))
}
