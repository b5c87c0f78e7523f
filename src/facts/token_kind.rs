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

/// Whether a word counts when a sentence is asked whether it is written like a headline, and how it is
/// written: 0 for one that does not, else how many of word, capital and capitals it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shout(u8);

impl Shout {
    /// That of a word that is long enough to count; `small` for articles, prepositions and their like.
    pub const fn of(case: Case, small: bool) -> Self {
        Self(match case {
            Case::Lower if small => 0,
            Case::Lower => 1,
            Case::Title | Case::Mixed => 2,
            Case::Upper => 3,
        })
    }

    /// How many of some words count, begin with a capital, and are in capitals throughout.
    pub fn sum(words: impl Iterator<Item = Self>) -> [u64; 3] {
        // Three sums in one number: which words count cannot be foretold, so no branch asks.
        const EACH: u64 = 1 << 20;
        const SUMS: [u64; 4] = [0, 1, 1 + EACH, 1 + EACH + EACH * EACH];
        let sums = words.map(|Self(shout)| SUMS[usize::from(shout & 3)]).fold(0, u64::wrapping_add);
        [sums % EACH, sums / EACH % EACH, sums / EACH / EACH]
    }
}

/// True for quotation marks that open or close speech.
pub fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// True for apostrophes, straight and curly.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{2BC}' | '`')
}

/// True for marks on letters, and for what joins letters.
pub fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{200C}' | '\u{200D}')
}

/// The white space before a token.
#[derive(Default)]
pub struct Space {
    /// There is none.
    pub glued: bool,
    /// A line ends in it.
    pub new_line: bool,
    /// It is as wide as between cells.
    pub new_cell: bool,
}

/// So many spaces in a row part cells; between words of a justified line there are fewer.
pub const WIDE: u32 = 3;
