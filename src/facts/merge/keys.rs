//! Normal forms of names: what two mentions must share to be the same thing.

use std::borrow::Cow;

use crate::facts::notes;
use crate::text::folded;

/// A designation: letters and digits alone, without a plural ("H-6Ks" and "H6K" are "h6k").
pub fn designation(words: &str) -> String {
    let words = &*notes::without(words);
    let singular = words
        .strip_suffix('s')
        .filter(|stem| stem.ends_with(|c: char| c.is_ascii_digit() || c.is_uppercase()))
        .unwrap_or(words);
    folded(singular).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// "Jin-class SSBN" is "Jin-class", "Type 096 SSBN" is "Type 096": the kind of ship is no part of the
/// name.
pub fn without_hull(words: &str) -> &str {
    if let Some(at) = words.find("class") {
        return &words[..at + "class".len()];
    }
    let hull = |word: &str| {
        word.len() > 1
            && word.chars().all(char::is_alphabetic)
            && word.chars().next().is_some_and(char::is_uppercase)
    };
    match words.rsplit_once(' ') {
        Some((head, last))
            if hull(last)
                && head.contains(|c: char| c.is_ascii_digit())
                && words.starts_with(['T', 't']) =>
        {
            head
        }
        _ => words,
    }
}

/// A name without the designation before it: "BGM-109 Tomahawk" is spoken of as "Tomahawk".
pub fn undesignated(name: &str) -> &str {
    let has_digit = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    match name.split_once(' ') {
        Some((first, rest)) if has_digit(first) && !has_digit(rest) => rest,
        _ => name,
    }
}

/// A generic phrase: small letters, single spaces for hyphens and line ends, its last word singular.
pub fn phrase(words: &str) -> String {
    let mut parts = name_words(words);
    if let Some(last) = parts.last_mut() {
        *last = singular(last);
    }
    parts.join(" ")
}

/// A generic phrase as it is shown: as written, in the singular, without the capital letters of a
/// heading or a sentence's start; a single abbreviation keeps its own.
pub fn display(words: &str, abbreviation: bool) -> String {
    let words = notes::without(words);
    let mut parts: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    let shouted = parts.iter().all(|part| !part.contains(char::is_lowercase));
    if shouted && (parts.len() > 1 || !abbreviation) {
        parts.iter_mut().for_each(|part| *part = part.to_lowercase());
    }
    if let Some(last) = parts.last_mut() {
        *last = singular(last);
    }
    parts.iter_mut().for_each(|part| *part = without_capitals(part));
    parts.join(" ")
}

/// "Submarine-Launched" with small letters; "Soviet-era", "Musudan-class" and "SAM" as they are.
fn without_capitals(part: &str) -> String {
    let title = |piece: &str| {
        let mut letters = piece.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.all(|c| !c.is_uppercase())
    };
    let named = part.rsplit('-').next().is_some_and(|last| OF_NAMES.contains(&last));
    let words = part.split('-').all(|piece| piece.len() > 1 || !title(piece));
    let capitals =
        part.chars().zip(part.chars().skip(1)).any(|(a, b)| a.is_uppercase() && b.is_uppercase());
    if words && !capitals && !(named && part.contains('-')) {
        part.to_lowercase()
    } else {
        part.to_owned()
    }
}

/// What stands after a name and a hyphen.
const OF_NAMES: &[&str] =
    &["class", "type", "style", "era", "made", "built", "designed", "supplied", "origin"];

/// A plural in "s", "es" or "ies" without its ending.
pub fn singular(word: &str) -> String {
    let kept = ["ss", "us", "is"].iter().any(|end| word.ends_with(end)) || word.len() <= 3;
    if kept {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for end in ["ches", "shes", "sses", "xes"] {
        if word.ends_with(end) {
            return word[..word.len() - 2].to_owned();
        }
    }
    if word.ends_with("oes") && word.len() > 5 {
        return word[..word.len() - 2].to_owned();
    }
    word.strip_suffix('s').unwrap_or(word).to_owned()
}

/// The folded words of a name, without articles at its start.
pub fn name_words(words: &str) -> Vec<String> {
    let folded = folded(&notes::without(words));
    let (mut parts, mut start) = (Vec::new(), 0);
    for (at, byte) in folded.bytes().enumerate() {
        if byte.is_ascii() && !(byte.is_ascii_alphanumeric() || matches!(byte, b'\'' | b'&')) {
            add_words(&mut parts, folded.get(start..at).unwrap_or_default());
            start = at + 1;
        }
    }
    add_words(&mut parts, folded.get(start..).unwrap_or_default());
    parts
}

/// Adds the words of a piece of a folded name, in which no space or mark of ASCII is left.
fn add_words(parts: &mut Vec<String>, piece: &str) {
    if !piece.is_ascii() {
        let marks = |c: char| !c.is_alphanumeric() && !c.is_ascii();
        return piece.split(marks).for_each(|word| add_word(parts, word));
    }
    add_word(parts, piece);
}

/// Adds a word; an article at the start makes way for what follows it.
fn add_word(parts: &mut Vec<String>, word: &str) {
    let word =
        if word.as_bytes().contains(&b'\'') { word.replace('\'', "") } else { word.to_owned() };
    if word.is_empty() {
        return;
    }
    if let [article] = &parts[..]
        && matches!(article.as_str(), "the" | "a" | "an")
    {
        parts.clear();
    }
    parts.push(word);
}

/// A person's name in the order of speech: "Acheson, Dean" is "Dean Acheson".
pub fn spoken(words: &str) -> Cow<'_, str> {
    match words.split_once(", ") {
        Some((name, generation)) if GENERATIONS.contains(&generation.trim_end_matches('.')) => {
            Cow::Borrowed(name)
        }
        Some((family, given)) => {
            let title =
                |word: &&str| !(word.ends_with('.') && word.len() > 2 || RANKS.contains(word));
            let given: Vec<&str> = given.split_whitespace().filter(title).collect();
            Cow::Owned(format!("{} {family}", given.join(" ")).trim().to_owned())
        }
        None => Cow::Borrowed(words),
    }
}

/// What tells a son from his father, after a comma.
const GENERATIONS: &[&str] = &["Jr", "Sr", "II", "III", "IV", "JR", "SR", "2d", "3d"];

/// Ranks between a surname and a given name.
const RANKS: &[&str] =
    &["General", "Admiral", "Colonel", "Captain", "Major", "Sir", "Lord", "Marshal", "Lieutenant"];

/// True if the words differ by one letter more, less or other.
pub fn nearly_equal(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.chars(), other.chars());
    while let (Some(a), Some(b)) = (one.clone().next(), other.clone().next())
        && a == b
    {
        one.next();
        other.next();
    }
    while let (Some(a), Some(b)) = (one.clone().next_back(), other.clone().next_back())
        && a == b
    {
        one.next_back();
        other.next_back();
    }
    one.nth(1).is_none() && other.nth(1).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_designation_however_written() {
        assert_eq!(designation("H-6Ks"), "h6k");
        assert_eq!(designation("Kh 101"), designation("KH-101"));
        assert_eq!(designation("9M³729"), designation("9M729[3]"));
    }

    #[test]
    fn phrases_lose_plurals_and_hyphens() {
        assert_eq!(phrase("Long-range\nballistic missiles"), "long range ballistic missile");
        assert_eq!(phrase("batteries"), "battery");
        assert_eq!(phrase("torpedoes"), "torpedo");
    }

    #[test]
    fn one_letter_may_differ() {
        assert!(nearly_equal("zelenkyy", "zelenskyy"));
        assert!(nearly_equal("zelensky", "zelenskyy"));
        assert!(nearly_equal("same", "same"));
        assert!(nearly_equal("aa", "aaa"));
        assert!(!nearly_equal("aa", "aaaa"));
        assert!(!nearly_equal("ab", "ba"));
        assert!(!nearly_equal("johnson", "jackson"));
    }
}
