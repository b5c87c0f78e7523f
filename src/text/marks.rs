//! Signs that letters carry: which are accents and points that do not count when texts are compared,
//! and which are part of the word. Changes no text.

use unicode_normalization::char::is_combining_mark;

use super::is_invisible;

/// True for what stands in a word without counting: accents and points, the lengthened line of Arabic
/// (U+0640), joiners, selectors of variants, and what paints nothing.
pub fn is_silent(c: char) -> bool {
    !c.is_ascii() && (is_accent(c) || is_filler(c) || is_invisible(c))
}

/// True for a mark that is part of the word: a vowel sign, a virama, a tone, a voiced sound.
pub fn is_vowel_sign(c: char) -> bool {
    !c.is_ascii() && is_combining_mark(c) && !is_silent(c)
}

/// Marks of scripts in which people leave them out and are understood: the accents of Latin, Greek and
/// Cyrillic, the vowel points of Hebrew, Arabic and Syriac, and the dot below letters of Devanagari.
///
/// The marks of other scripts are no accents. In Devanagari, Thai and their relations vowels are marks:
/// without them different words would be one.
pub(super) fn is_accent(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36F}'
            | '\u{483}'..='\u{489}'
            | '\u{591}'..='\u{5BD}'
            | '\u{5BF}'
            | '\u{5C1}'..='\u{5C2}'
            | '\u{5C4}'..='\u{5C5}'
            | '\u{5C7}'
            | '\u{610}'..='\u{61A}'
            | '\u{64B}'..='\u{65F}'
            | '\u{670}'
            | '\u{6D6}'..='\u{6DC}'
            | '\u{6DF}'..='\u{6E4}'
            | '\u{6E7}'..='\u{6E8}'
            | '\u{6EA}'..='\u{6ED}'
            | '\u{711}'
            | '\u{730}'..='\u{74A}'
            | '\u{898}'..='\u{89F}'
            | '\u{8CA}'..='\u{8E1}'
            | '\u{8E3}'..='\u{8FF}'
            | '\u{93C}'
            | '\u{1AB0}'..='\u{1AFF}'
            | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{FE20}'..='\u{FE2F}'
    )
}

/// The lengthened line, joiners and selectors.
pub(super) fn is_filler(c: char) -> bool {
    matches!(
        c,
        '\u{640}' | '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_points_do_not_count_and_vowel_signs_do() {
        for silent in ['\u{301}', '\u{5B8}', '\u{651}', '\u{640}', '\u{200D}', '\u{FE0F}', '\u{AD}']
        {
            assert!(is_silent(silent) && !is_vowel_sign(silent), "{silent:?}");
        }
        for counts in ['\u{93F}', '\u{94D}', '\u{E31}', '\u{E48}', '\u{9BE}', '\u{3099}'] {
            assert!(is_vowel_sign(counts) && !is_silent(counts), "{counts:?}");
        }
        assert!(!is_silent('a') && !is_vowel_sign('é'));
    }

    #[test]
    fn every_accent_is_a_mark() {
        let accents = ('\0'..=char::MAX).filter(|&c| is_accent(c));
        let others: Vec<char> = accents.filter(|&c| !is_combining_mark(c)).collect();
        // Places of these blocks that Unicode has not given to a character yet.
        assert!(others.iter().all(|c| !c.is_alphanumeric()), "{others:?}");
    }
}
