//! Raised and lowered characters: how words that a document sets above or below the line are written
//! in plain text, so that they never become part of the figure or word before them. Does not decide
//! what is a note: format readers that know it write `[3]` themselves.

/// Endings of ordinal numbers in English, French, Spanish and Italian, which stay as they are:
/// "1st", "2e", "1er".
const ORDINALS: [&str; 12] =
    ["st", "nd", "rd", "th", "e", "er", "re", "ère", "ème", "eme", "o", "os"];

/// Letters that mark notes of a table behind a word. Others are parts of abbreviations ("nᵒ", "Mᵉ").
const NOTE_LETTERS: &str = "abcfghi";

/// True for superscript digits and signs (Unicode blocks Latin-1 Supplement, and Superscripts and
/// Subscripts): marks of notes, exponents, squared units; never part of the number before them.
pub fn is_raised(c: char) -> bool {
    matches!(c, '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{2070}' | '\u{2074}'..='\u{207E}')
}

/// True for subscript digits and signs (Unicode block Superscripts and Subscripts).
pub fn is_lowered(c: char) -> bool {
    matches!(c, '\u{2080}'..='\u{208E}')
}

/// Words that stand raised behind the character `before`: figures and their signs as superscript
/// characters ("10⁶", "km²", "190³"), single letters behind a figure as the mark of a note
/// (`190[a]`), ordinals and other words as they are ("1st", "Mme").
pub fn raised(words: &str, before: Option<char>) -> String {
    if is_figure(words) {
        return words.chars().map(superscript).collect();
    }
    let mut letters = words.trim().chars();
    let single = letters.next().filter(|c| c.is_ascii_lowercase() && letters.next().is_none());
    let after_digit = before.is_some_and(|c| c.is_numeric());
    let is_ordinal = ORDINALS.contains(&words.trim().to_lowercase().as_str());
    match single {
        Some(letter) if after_digit && !is_ordinal => format!("[{letter}]"),
        Some(letter) if is_note_letter(letter, before) => format!("[{letter}]"),
        _ if after_digit && !is_ordinal && words.starts_with(char::is_alphanumeric) => {
            format!("^{words}")
        }
        _ => words.to_owned(),
    }
}

/// Words that stand lowered behind the character `before`: figures and their signs as subscript
/// characters ("CO₂"), letters behind a figure set apart ("10_max"), anything else as it is.
pub fn lowered(words: &str, before: Option<char>) -> String {
    if is_figure(words) {
        return words.chars().map(subscript).collect();
    }
    let glued = before.is_some_and(char::is_numeric) && words.starts_with(char::is_alphanumeric);
    if glued { format!("_{words}") } else { words.to_owned() }
}

/// True for figures with their signs and what separates them: "6", "-3", "4,5", "12–14".
fn is_figure(words: &str) -> bool {
    let signs = |c: char| " +-\u{2212}\u{2013}=().,;".contains(c);
    let figure = |c: char| c.is_ascii_digit() || is_raised(c) || is_lowered(c);
    words.chars().any(figure) && words.chars().all(|c| figure(c) || signs(c))
}

fn is_note_letter(letter: char, before: Option<char>) -> bool {
    before.is_some_and(char::is_lowercase) && NOTE_LETTERS.contains(letter)
}

fn superscript(c: char) -> char {
    match c {
        '0' => '\u{2070}',
        '1' => '\u{B9}',
        '2' => '\u{B2}',
        '3' => '\u{B3}',
        '4' => '\u{2074}',
        '5' => '\u{2075}',
        '6' => '\u{2076}',
        '7' => '\u{2077}',
        '8' => '\u{2078}',
        '9' => '\u{2079}',
        '+' => '\u{207A}',
        '-' | '\u{2212}' | '\u{2013}' => '\u{207B}',
        '=' => '\u{207C}',
        '(' => '\u{207D}',
        ')' => '\u{207E}',
        c => c,
    }
}

fn subscript(c: char) -> char {
    match c {
        '0'..='9' => char::from_u32(0x2080 + c.to_digit(10).unwrap_or_default()).unwrap_or(c),
        '+' => '\u{208A}',
        '-' | '\u{2212}' | '\u{2013}' => '\u{208B}',
        '=' => '\u{208C}',
        '(' => '\u{208D}',
        ')' => '\u{208E}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raised_figures_never_join_the_number_before_them() {
        let after = |words: &str, before: &str| raised(words, before.chars().next_back());
        assert_eq!(after("3", "190"), "³");
        assert_eq!(after("-6", "10"), "⁻⁶");
        assert_eq!(after("4,5", "500"), "⁴,⁵");
        assert_eq!(after("2", "km"), "²");
        assert_eq!(after("a", "190"), "[a]");
        assert_eq!(after("b", "launchers"), "[b]");
        assert_eq!(after("n+1", "10"), "^n+1");
    }

    #[test]
    fn ordinals_and_abbreviations_stay() {
        for (words, before) in [("st", "1"), ("e", "5"), ("th", "20"), ("o", "n"), ("me", "M")] {
            assert_eq!(raised(words, before.chars().next_back()), words);
        }
        assert_eq!(raised("*", Some('0')), "*");
    }

    #[test]
    fn lowered_figures_are_told_from_others() {
        assert_eq!(lowered("2", Some('O')), "₂");
        assert_eq!(lowered("max", Some('9')), "_max");
        assert_eq!(lowered("max", Some('R')), "max");
    }
}
