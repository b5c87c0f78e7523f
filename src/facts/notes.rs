//! Marks of notes between words: raised figures ("190³ miles") and figures, letters or short remarks
//! in square brackets ("190[3] miles"). They belong to no word and no number, so they are passed over
//! like white space. Does not look at what they refer to.

use std::borrow::Cow;

use crate::text::is_raised;

/// The longest mark in square brackets, in bytes: "[better source needed]".
const LONGEST: usize = 28;

/// The most digits of the number of a note; four digits are a year.
const MOST_DIGITS: usize = 3;

/// True for raised figures, and raised letters, which Unicode calls modifier letters.
pub fn is_raised_mark(c: char) -> bool {
    is_raised(c) || matches!(c, '\u{2071}' | '\u{207F}' | '\u{1D43}'..='\u{1D5B}')
}

/// How many bytes of raised figures `text` begins with, commas and dashes between them included
/// ("⁴,⁵"); 0 for none.
pub fn raised_length(text: &str) -> usize {
    if !text.starts_with(is_raised_mark) {
        return 0;
    }
    let mut length = 0;
    loop {
        let rest = text.get(length..).unwrap_or_default();
        let separator = rest.find(|c: char| !matches!(c, ',' | ';' | '-' | '–' | ' '));
        let before = if length == 0 { 0 } else { separator.unwrap_or(0) };
        let run = rest.get(before..).unwrap_or_default();
        let raised = run.find(|c| !is_raised_mark(c)).unwrap_or(run.len());
        if raised == 0 {
            return length;
        }
        length += before + raised;
    }
}

/// How many bytes the mark of a note in square brackets takes with which `text` begins; 0 for none.
pub fn bracket_length(text: &str) -> usize {
    let near = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
    let Some(inside) = near.strip_prefix('[').and_then(|rest| rest.split(']').next()) else {
        return 0;
    };
    let end = inside.len() + 2;
    let closed = text.as_bytes().get(end - 1) == Some(&b']');
    let next = text.get(end..).and_then(|rest| rest.chars().next());
    let follows = |kind: fn(char) -> bool| next.is_some_and(kind);
    let mark = is_number_list(inside) && !follows(|c| c.is_ascii_digit())
        || is_letter(inside) && !follows(char::is_alphanumeric)
        || is_worded(inside);
    if closed && mark { end } else { 0 }
}

/// The words without the marks of notes in them.
pub fn without(words: &str) -> Cow<'_, str> {
    let begins = |c: char| c == '[' || is_raised_mark(c);
    let plain = |byte: u8| byte.is_ascii() && byte != b'[';
    if words.bytes().all(plain) || !words.contains(begins) {
        return Cow::Borrowed(words);
    }
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find(begins) {
        let (before, mark) = rest.split_at(at);
        out.push_str(before);
        let length = bracket_length(mark).max(raised_length(mark));
        let kept = mark.chars().next().filter(|_| length == 0);
        out.extend(kept);
        rest = mark.get(length + kept.map_or(0, char::len_utf8)..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// "3", "3, 4", "12–15": numbers as notes have them.
fn is_number_list(inside: &str) -> bool {
    let number = |part: &str| {
        let part = part.trim();
        (1..=MOST_DIGITS).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    inside.split([',', ';', '-', '–']).all(number)
}

/// "a": a note of a table.
fn is_letter(inside: &str) -> bool {
    inside.len() == 1 && inside.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// "note 3", "nb 1", "citation needed".
fn is_worded(inside: &str) -> bool {
    const WORDS: [&str; 8] = ["note", "notes", "nb", "n", "fn", "ref", "footnote", "N"];
    let numbered = inside.split_once(' ').is_some_and(|(word, number)| {
        WORDS.contains(&word) && (is_number_list(number) || is_letter(number))
    });
    numbered || inside.ends_with(" needed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raised_figures_are_passed_with_what_separates_them() {
        for (text, mark) in
            [("³ miles", "³"), ("⁴,⁵ km", "⁴,⁵"), ("¹, ² and", "¹, ²"), ("⁻⁶", "⁻⁶"), ("ᵃ", "ᵃ")]
        {
            assert_eq!(raised_length(text), mark.len(), "{text}");
        }
        for text in ["", "3 miles", ", ²", "₂O"] {
            assert_eq!(raised_length(text), 0, "{text}");
        }
    }

    #[test]
    fn words_are_left_without_their_notes() {
        for (words, plain) in [
            ("Joint[3] Staff", "Joint Staff"),
            ("Kh-101²", "Kh-101"),
            ("Range¹,² [km]", "Range [km]"),
            ("plain", "plain"),
        ] {
            assert_eq!(without(words), plain);
        }
    }

    #[test]
    fn brackets_with_a_figure_or_a_letter_are_marks_and_others_are_not() {
        for mark in
            ["[3]", "[12]", "[3, 4]", "[7–9]", "[a]", "[note 2]", "[nb 1]", "[citation needed]"]
        {
            assert_eq!(bracket_length(mark), mark.len(), "{mark}");
            assert_eq!(bracket_length(&format!("{mark} miles")), mark.len(), "{mark}");
        }
        for other in [
            "[", "[]", "[3", "[2024]", "[300 km]", "[1]00", "[T]he", "[a]nd", "[sic]", "[éé]",
            "x[3]",
        ] {
            assert_eq!(bracket_length(other), 0, "{other}");
        }
    }
}
