//! Labels of numbered paragraphs as they are written: "3.", "1.a.", "(2)", "3.b.(1)". Decides by the
//! line alone; whether they number paragraphs is for the sequence.

use super::marking::portion;
use crate::document::dates::month_number;
use crate::text::from_roman;

/// How a part of a label is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Close {
    /// "1."
    Stop,
    /// "1)"
    Bracket,
    /// "(1)"
    Brackets,
    /// "1/", as posts of a thread are counted.
    Stroke,
    /// "1" before another part, or before words.
    Bare,
}

/// What counts in a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// 1, 2, 3
    Number,
    /// a, b, c
    Small,
    /// A, B, C
    Capital,
    /// i, ii, iii
    SmallRoman,
    /// I, II, III
    CapitalRoman,
}

/// A part of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part<'a> {
    /// The figure or letters.
    pub words: &'a str,
    /// How it is closed.
    pub close: Close,
}

/// A label at the start of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label<'a> {
    /// Its parts, outermost first.
    pub parts: Vec<Part<'a>>,
    /// Its bytes.
    pub len: usize,
}

/// Parts of a label at most.
const MOST: usize = 6;

/// The label that `words` begin with, words following it.
pub(super) fn label(words: &str) -> Option<Label<'_>> {
    let mut parts = Vec::new();
    let mut at = 0;
    while parts.len() < MOST {
        if !parts.is_empty() && words.get(at..).and_then(portion).is_some() {
            break;
        }
        let Some((part, len)) = part(words.get(at..)?) else { break };
        parts.push(part);
        at += len;
    }
    let rest = words.get(at..)?;
    let text = rest.trim_start();
    let apart = text.len() < rest.len() || text.starts_with('(');
    let last = parts.last()?;
    let bare = last.close == Close::Bare;
    let capital = text.starts_with(|c: char| c.is_uppercase() || c == '(');
    // "2  Scope": a number without a stop needs room behind it.
    let wide = rest.starts_with("  ") || rest.starts_with('\t');
    let sound = !bare || capital && (parts.len() > 1 || wide && part_is_number(last));
    let stroke = last.close == Close::Stroke && parts.len() > 1;
    (apart && !stroke && !text.is_empty() && sound && !is_date(text))
        .then_some(Label { parts, len: at })
}

fn part_is_number(part: &Part) -> bool {
    part.words.bytes().all(|b| b.is_ascii_digit())
}

fn part(words: &str) -> Option<(Part<'_>, usize)> {
    if let Some(inner) = words.strip_prefix('(') {
        let part = word(inner)?;
        return inner
            .get(part.len()..)?
            .starts_with(')')
            .then_some((Part { words: part, close: Close::Brackets }, part.len() + 2));
    }
    let part = word(words)?;
    let close = match words.as_bytes().get(part.len()) {
        Some(b'.') => Close::Stop,
        Some(b')') => Close::Bracket,
        Some(b'/') if part.bytes().all(|b| b.is_ascii_digit()) => Close::Stroke,
        _ => Close::Bare,
    };
    // "3.5": the stop stands between two figures, which are two parts.
    Some((Part { words: part, close }, part.len() + usize::from(close != Close::Bare)))
}

/// Up to three figures, a letter, a letter twice, or a Roman number.
fn word(words: &str) -> Option<&str> {
    let bytes = words.as_bytes();
    let digits = bytes.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    if digits > 0 {
        return (digits < 4 && bytes.first() != Some(&b'0')).then(|| words.get(..digits)).flatten();
    }
    let letters = bytes.iter().take(9).take_while(|b| b.is_ascii_alphabetic()).count();
    let word = words.get(..letters).filter(|word| !word.is_empty())?;
    let next = words.get(letters..).and_then(|rest| rest.chars().next());
    let one_case = word.bytes().all(|b| b.is_ascii_lowercase())
        || word.bytes().all(|b| b.is_ascii_uppercase());
    let twice = word.len() == 2 && word.as_bytes()[0] == word.as_bytes()[1];
    let fits = word.len() == 1 || twice || roman(&word.to_ascii_lowercase()).is_some();
    (one_case && fits && !next.is_some_and(char::is_alphanumeric)).then_some(word)
}

/// "12. March 2022", "12. Mar 2022": a day, no label.
fn is_date(text: &str) -> bool {
    const GERMAN: [&str; 8] =
        ["Januar", "Februar", "März", "Mai", "Juni", "Juli", "Oktober", "Dezember"];
    let word = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let english =
        || word.starts_with(char::is_uppercase) && month_number(word.as_bytes()).is_some();
    GERMAN.contains(&word) || english()
}

impl Part<'_> {
    /// What it may count, each with its class; Roman numbers last.
    pub(super) fn values(&self) -> impl Iterator<Item = (Class, u32)> {
        let number = self.words.parse::<u32>().ok().map(|value| (Class::Number, value));
        let small = self.words.bytes().all(|b| b.is_ascii_lowercase());
        let lower = self.words.to_ascii_lowercase();
        let letter =
            letter(&lower).map(|value| (if small { Class::Small } else { Class::Capital }, value));
        let roman = roman(&lower)
            .map(|value| (if small { Class::SmallRoman } else { Class::CapitalRoman }, value));
        [number, letter, roman].into_iter().flatten()
    }
}

/// a = 1, z = 26, aa = 27.
fn letter(word: &str) -> Option<u32> {
    let first = word.bytes().next().filter(u8::is_ascii_lowercase)?;
    let value = u32::from(first - b'a') + 1;
    match word.len() {
        1 => Some(value),
        2 => word.bytes().all(|b| b == first).then_some(value + 26),
        _ => None,
    }
}

/// The value of a Roman number, of as many as paragraphs are: "d" and "m" are letters here.
fn roman(word: &str) -> Option<u32> {
    from_roman(word).filter(|value| *value < 400)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_in_parts() {
        for (words, expected) in [
            ("3. Text", "3"),
            ("4/ Text", "4"),
            ("2  Scope", "2"),
            ("1.a. Text", "1|a"),
            ("1.A.  TEXT", "1|A"),
            ("(2) Text", "2"),
            ("3.b.(1) Text", "3|b|1"),
            ("3.2 The unit", "3|2"),
            ("3.2.1. the unit", "3|2|1"),
            ("(xxviii) For all", "xxviii"),
            ("aa. Text", "aa"),
            ("1.(U) Text", "1"),
            ("2.a Ground", "2|a"),
            ("1b.3. Enemy", "1|b|3"),
        ] {
            let found = label(words).map(|label| {
                label.parts.iter().map(|part| part.words).collect::<Vec<_>>().join("|")
            });
            assert_eq!(found.as_deref(), Some(expected), "{words}");
        }
    }

    #[test]
    fn other_beginnings_are_no_labels() {
        for words in [
            "3.5 million people",
            "2023. was",
            "12. March 2022",
            "Mr. Smith",
            "3 men",
            "1/2 of it",
            "11/9 was",
            "(see) it",
            "(U//FOUO) it",
            "1.",
            "No. 5 is",
            "0. none",
            "1,5 km",
            "mix. it",
            "iiii. it",
            "I saw",
        ] {
            assert_eq!(label(words), None, "{words}");
        }
    }
}
