//! Numbers as lists write them: decimal, Roman, letters. Counts nothing itself.

use crate::text::roman;

/// How a number is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Numeral {
    #[default]
    Decimal,
    LowerRoman,
    UpperRoman,
    LowerLetter,
    UpperLetter,
}

impl Numeral {
    /// `number` written so; numbers that have no such form are decimal.
    pub(super) fn write(self, number: u32) -> String {
        match self {
            Self::Decimal => number.to_string(),
            Self::LowerRoman => roman(number).unwrap_or_else(|| number.to_string()),
            Self::UpperRoman => Self::LowerRoman.write(number).to_uppercase(),
            Self::LowerLetter => letters(number).to_lowercase(),
            Self::UpperLetter => letters(number),
        }
    }
}

/// A to Z, then AA to ZZ with the same letter, as word processors count.
fn letters(number: u32) -> String {
    let Some(before) = number.checked_sub(1).filter(|before| *before < 26 * 16) else {
        return number.to_string();
    };
    let letter = char::from(b'A' + u8::try_from(before % 26).unwrap_or_default());
    (0..=before / 26).map(|_| letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_lists_write_them() {
        assert_eq!(Numeral::LowerRoman.write(1994), "mcmxciv");
        assert_eq!(Numeral::UpperLetter.write(27), "AA");
        assert_eq!(Numeral::LowerLetter.write(2), "b");
        assert_eq!(Numeral::Decimal.write(12), "12");
    }

    #[test]
    fn numbers_without_such_a_form_are_decimal() {
        assert_eq!(Numeral::UpperRoman.write(0), "0");
        assert_eq!(Numeral::UpperRoman.write(4_000_000), "4000000");
        assert_eq!(Numeral::LowerLetter.write(u32::MAX), "4294967295");
    }
}
