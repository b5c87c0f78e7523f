//! What is shown in place of a picture: the words that its author wrote for those who cannot see it.
//! Reads no picture.

use crate::text::PICTURE;

/// Characters of such words at most.
const MAX_CHARS: usize = 500;

/// What a name ends in that is no words.
const ENDINGS: [&str; 11] =
    [".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".bmp", ".tif", ".tiff", ".emf", ".wmf"];

/// What a word processor adds to words of its own.
const ADDED: [&str; 2] =
    ["Description automatically generated", "AI-generated content may be incorrect"];

/// "[Picture: A launcher at night]", unless the words are none or only a name: of a file, an icon.
pub(super) fn described(words: &str) -> Option<String> {
    let start: String = words.chars().take(8 * MAX_CHARS).collect();
    let end = ADDED.iter().filter_map(|added| start.find(added)).min().unwrap_or(start.len());
    let words: Vec<&str> = start.get(..end)?.split_whitespace().collect();
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let all: usize = words.iter().map(|word| letters(word)).sum();
    let real = words.iter().filter(|word| letters(word) > 0).count();
    let unspaced = words.iter().any(|word| !word.is_ascii() && letters(word) > 5);
    if (real < 2 || all < 6) && !unspaced || is_name(&words) {
        return None;
    }
    let joined = words.join(" ");
    let mut short: String = joined.chars().take(MAX_CHARS).collect();
    if short.len() < joined.len() {
        short.push('…');
    }
    Some(format!("{PICTURE}{short}]"))
}

/// True for the name of a file, with or without the folders it lies in.
fn is_name(words: &[&str]) -> bool {
    let last = words.last().map(|word| word.to_ascii_lowercase()).unwrap_or_default();
    ENDINGS.iter().any(|ending| last.ends_with(ending))
        || words.first().is_some_and(|word| word.contains(":\\") || word.contains("://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_shown_and_names_are_not() {
        let shown = |words: &str| described(words).unwrap_or_default();
        assert_eq!(shown(" A launcher\n at  night "), "[Picture: A launcher at night]");
        let added = "A map of the coast\n\nDescription automatically generated";
        assert_eq!(shown(added), "[Picture: A map of the coast]");
        assert_eq!(shown("発射装置の写真です"), "[Picture: 発射装置の写真です]");
        for name in
            ["", " ", "logo", "12 345", "a b 12", "C:\\My Pictures\\a b", "IMG 20 final copy.JPG"]
        {
            assert_eq!(shown(name), "", "{name}");
        }
        let long = shown(&"word ".repeat(1_000));
        assert!(long.ends_with("…]") && long.chars().count() < MAX_CHARS + 20);
    }
}
