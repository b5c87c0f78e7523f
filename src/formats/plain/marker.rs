//! Bullets, numbers and letters that open a list item or a numbered paragraph. Decides by the line
//! alone; what stands around it is for the writer.

/// How an item is marked. Items with the same style and indent belong to one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// "-", "•".
    Bullet(char),
    /// "1.", "3.2": the number of parts.
    Number(u8),
    /// "1)".
    NumberBracket,
    /// "(1)".
    NumberInBrackets,
    /// "a.", "a)".
    Letter,
    /// "(a)".
    LetterInBrackets,
    /// "IV.", "iv)".
    Roman,
    /// "(U)", "(S//NF)": a portion mark without a number.
    Portion,
}

/// A marker at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// Its length in bytes, without the space after it.
    pub len: usize,
    /// How it is written.
    pub style: Style,
}

/// The marker that `words` begin with, words following it.
pub(super) fn marker(words: &str) -> Option<Marker> {
    let end = words.find([' ', '\t'])?;
    let (head, rest) = words.split_at(end);
    let text = rest.trim_start();
    if head.len() > 16 || text.is_empty() {
        return None;
    }
    let style = bullet(head, text).or_else(|| style(head, text))?;
    let portion = portion_len(text).filter(|_| !matches!(style, Style::Portion));
    let len = portion.map_or(end, |portion| words.len() - text.len() + portion);
    Some(Marker { len, style })
}

fn bullet(head: &str, text: &str) -> Option<Style> {
    let mut signs = head.chars();
    let sign = signs.next().filter(|_| signs.next().is_none())?;
    let known = matches!(
        sign,
        '-' | '*' | '+' | '•' | '–' | '—' | '·' | '▪' | '◦' | '‣' | '●' | '○' | '■' | '\u{F0B7}'
    );
    let circle = sign == 'o' && text.starts_with(|c: char| c.is_uppercase());
    (known || circle).then_some(Style::Bullet(sign))
}

fn style(head: &str, text: &str) -> Option<Style> {
    if let Some(inner) = head.strip_prefix('(').and_then(|h| h.strip_suffix(')')) {
        return in_brackets(inner);
    }
    if let Some(inner) = head.strip_suffix(')') {
        return closed(inner, Style::NumberBracket);
    }
    if let Some(inner) = head.strip_suffix('.') {
        return sections(inner).or_else(|| closed(inner, Style::Number(1)));
    }
    let begins = text.starts_with(|c: char| c.is_uppercase() || c == '(');
    sections(head).filter(|_| begins)
}

fn in_brackets(inner: &str) -> Option<Style> {
    let capital = inner.bytes().all(|b| b.is_ascii_uppercase() || b == b'/');
    if is_number(inner) {
        Some(Style::NumberInBrackets)
    } else if capital && is_portion(inner) {
        Some(Style::Portion)
    } else if is_letter(inner) || is_roman(inner) {
        Some(Style::LetterInBrackets)
    } else {
        None
    }
}

fn closed(inner: &str, number: Style) -> Option<Style> {
    // A capital with a full stop is an initial more often than a letter of a list: "J. Smith".
    let initial = number == Style::Number(1) && inner.bytes().all(|b| b.is_ascii_uppercase());
    if is_number(inner) {
        Some(number)
    } else if is_roman(inner) && (!initial || inner.len() > 1 || inner == "I") {
        Some(Style::Roman)
    } else if is_letter(inner) && (!initial || inner == "A" || inner == "B") {
        Some(Style::Letter)
    } else {
        None
    }
}

/// "3.2", "3.2.1".
fn sections(inner: &str) -> Option<Style> {
    let parts = inner.split('.').count();
    let numbers = inner.split('.').all(is_number);
    let parts = u8::try_from(parts).ok()?;
    (numbers && (2..=6).contains(&parts)).then_some(Style::Number(parts))
}

fn is_number(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_letter(text: &str) -> bool {
    text.len() == 1 && text.bytes().all(|b| b.is_ascii_alphabetic())
}

fn is_roman(text: &str) -> bool {
    let one_case = text.bytes().all(|b| b.is_ascii_lowercase())
        || text.bytes().all(|b| b.is_ascii_uppercase());
    let digits = |b: u8| matches!(b.to_ascii_lowercase(), b'i' | b'v' | b'x');
    one_case && (1..=5).contains(&text.len()) && text.bytes().all(digits)
}

/// Portion marks of the US marking system (32 CFR 2001.23): level, then controls after slashes.
fn is_portion(text: &str) -> bool {
    let level = text.split('/').next().unwrap_or_default();
    matches!(level, "U" | "C" | "S" | "TS" | "CUI" | "FOUO" | "R" | "NU" | "NR" | "NC" | "NS")
}

fn portion_len(text: &str) -> Option<usize> {
    let inner = text.get(1..text.len().min(24))?;
    let inner = inner.split(')').next()?;
    (text.starts_with('(') && is_portion(inner) && text.len() > inner.len() + 2)
        .then_some(inner.len() + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(words: &str) -> &str {
        marker(words).map_or("", |found| &words[..found.len])
    }

    #[test]
    fn bullets_numbers_and_letters_are_markers() {
        for (words, expected) in [
            ("- one", "-"),
            ("• one", "•"),
            ("o One", "o"),
            ("3. The unit", "3."),
            ("3.2 The unit", "3.2"),
            ("3.2.1. the unit", "3.2.1."),
            ("(a) first", "(a)"),
            ("iv. fourth", "iv."),
            ("II. Background", "II."),
            ("1. (U) SITUATION.", "1. (U)"),
            ("a. (S//NF) Enemy.", "a. (S//NF)"),
            ("(U) Enemy.", "(U)"),
            ("12) twelve", "12)"),
        ] {
            assert_eq!(marked(words), expected, "{words}");
        }
    }

    #[test]
    fn initials_decimals_and_words_are_none() {
        for words in [
            "J. Smith said",
            "3.5 million people",
            "2023. was",
            "o clock",
            "-190",
            "- ",
            "(see below) it",
            "etc. and",
        ] {
            assert_eq!(marked(words), "", "{words}");
        }
    }
}
