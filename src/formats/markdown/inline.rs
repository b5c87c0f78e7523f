//! Signs inside of running words that some dialects of Markdown know: "10^6^", "H~2~O", "==marked==".
//! What is not surely one of them stays as it is.

use crate::text::{lowered, raised};

/// Characters between the signs of raised figures at most.
const MAX_FIGURE: usize = 6;

/// Bytes that such figures take with their signs at most.
pub(super) const LONGEST: usize = MAX_FIGURE + 2;

/// A piece of running words.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Words as they are.
    Words(&'t str),
    /// Raised or lowered figures, as they are shown.
    Shifted(String),
    /// A sign between which words are marked.
    Mark,
}

/// The pieces of `words`, which stand at the beginning of `raw`, and how far they reach in it: signs may
/// reach beyond the words. `marks` says that "==" is a sign, `before` is the character before them.
pub(super) fn pieces<'t>(
    words: &'t str,
    raw: &str,
    marks: bool,
    before: Option<char>,
) -> (Vec<Piece<'t>>, usize) {
    let raw = if raw.starts_with(words) { raw } else { words };
    let mut out = Vec::new();
    let (mut start, mut at) = (0, 0);
    let next = |at: usize| memchr::memchr3(b'^', b'~', b'=', words.as_bytes().get(at..)?);
    while let Some(found) = next(at) {
        at += found;
        let rest = raw.get(at..).unwrap_or_default();
        let last = words.get(..at).and_then(|head| head.chars().next_back()).or(before);
        let (piece, len) = match shifted(rest, last) {
            Some((shown, len)) => (Piece::Shifted(shown), len),
            None if marks && rest.starts_with("==") && !rest.starts_with("===") => (Piece::Mark, 2),
            None => {
                at += 1;
                continue;
            }
        };
        out.extend(words.get(start..at).filter(|w| !w.is_empty()).map(Piece::Words));
        out.push(piece);
        at += len;
        start = at;
    }
    out.extend(words.get(start..).filter(|w| !w.is_empty()).map(Piece::Words));
    (out, start.max(words.len()))
}

/// Figures between two carets or tildes behind a letter or a figure, and the length with the signs.
fn shifted(rest: &str, before: Option<char>) -> Option<(String, usize)> {
    let sign = rest.chars().next().filter(|c| matches!(c, '^' | '~'))?;
    let inner = rest.get(1..)?;
    let inner =
        inner.get(..inner.bytes().take(MAX_FIGURE + 1).position(|b| char::from(b) == sign)?)?;
    let behind = before.is_some_and(char::is_alphanumeric);
    let shown = match sign {
        '^' => raised(inner, before),
        _ => lowered(inner, before),
    };
    (behind && is_figure(inner)).then_some((shown, inner.len() + 2))
}

/// True for a figure of an exponent, an index or a note.
pub(super) fn is_figure(words: &str) -> bool {
    let sign = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '\u{2212}' | ',');
    (1..=MAX_FIGURE).contains(&words.len())
        && words.contains(|c: char| c.is_ascii_digit())
        && words.chars().all(sign)
}

/// True if the first "==" of `raw` opens a passage that a second one of the same paragraph closes.
pub(super) fn is_paired(raw: &str) -> bool {
    let near = raw.get(..raw.floor_char_boundary(4_000)).unwrap_or(raw);
    let paragraph = near.split("\n\n").next().unwrap_or(near);
    let Some((_, inner)) = paragraph.split_once("==") else { return false };
    let Some((inner, _)) = inner.split_once("==") else { return false };
    let edge = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '=');
    edge(inner.chars().next()) && edge(inner.chars().next_back())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str, marks: bool) -> String {
        let (pieces, _) = pieces(words, words, marks, None);
        let shown = pieces.into_iter().map(|piece| match piece {
            Piece::Words(words) => words.to_owned(),
            Piece::Shifted(words) => words,
            Piece::Mark => "|".to_owned(),
        });
        shown.collect()
    }

    #[test]
    fn figures_between_signs_are_raised_and_lowered() {
        assert_eq!(
            read("10^6^ kg, 10^-3^, m^2^, H~2~O, 190^3^ miles", false),
            "10⁶ kg, 10⁻³, m², H₂O, 190³ miles"
        );
        for kept in ["10^6 kg and 10^7 kg", "^_^ and ^_^", "a ~2~ b", "x^n+1^", "~ 2 ~ 3", "2^ 3^"]
        {
            assert_eq!(read(kept, false), kept);
        }
    }

    #[test]
    fn marks_are_pairs_around_words() {
        assert_eq!(read("==Marked== words", true), "|Marked| words");
        assert_eq!(read("a == b === c", false), "a == b === c");
        assert!(
            is_paired("==a **b** c== d") && !is_paired("a == b == c") && !is_paired("==a\n\nb==")
        );
    }
}
