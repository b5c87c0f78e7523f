//! What a token is and how its letters are written. Knows no lexicon and no text around it.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters, with apostrophes inside ("Da'esh") or stops between initials ("U.S.").
    Word,
    /// Digits, with separators inside ("1,500", "2.5").
    Number,
    /// A possessive ending ("'s").
    Possessive,
    /// Anything else, one character.
    Mark(char),
}

/// How the letters of a word are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Case {
    #[default]
    /// No capital letter, or no letter that has one.
    Lower,
    /// The first letter only.
    Title,
    /// Every letter, one letter too.
    Upper,
    /// Capitals inside ("McGurk", "DoD").
    Mixed,
}

/// True for hyphens, dashes and the minus sign.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// True for apostrophes, straight and curly.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{2BC}' | '`')
}
