//! Folding for comparison: case, accents and typographic variants of the Latin script. Used by
//! search, filters and sorting; never changes what is shown.

/// The character that `c` compares as: lower case, without its accent, typographic quotes and
/// dashes as their plain forms. Always exactly one character, so that offsets can be mapped back.
pub fn fold_char(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let lower = c.to_lowercase().next().unwrap_or(c);
    plain(lower)
}

/// `text` with every character folded.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().map(fold_char).collect()
}

/// Latin-1 and Latin Extended-A letters without their accents (Unicode code charts), dashes
/// (U+2010 to U+2015, U+2212), quotation marks (U+2018 to U+201F) and subscript digits as ASCII.
fn plain(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ĵ' => 'j',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ŧ' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}'..='\u{201B}' => '\'',
        '\u{201C}'..='\u{201F}' => '"',
        '\u{2080}'..='\u{2089}' => char::from_digit(c as u32 - 0x2080, 10).unwrap_or(c),
        '\u{A0}' | '\u{202F}' | '\u{2009}' => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_of_a_name_fold_alike() {
        assert_eq!(folded("Erdoğan"), "erdogan");
        assert_eq!(folded("Wałęsa"), "walesa");
        assert_eq!(folded("“long‑range”"), "\"long-range\"");
        assert_eq!(folded("CO₂"), "co2");
    }

    #[test]
    fn folding_keeps_the_number_of_characters() {
        let text = "İstanbul ß Ǆ ﬁ 漢字";
        assert_eq!(folded(text).chars().count(), text.chars().count());
    }
}
