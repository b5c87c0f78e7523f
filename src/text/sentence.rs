//! Where the sentence around a place begins and ends, for a reader who wants to take it whole. Follows
//! Unicode (UAX 29) and knows the abbreviations and initials after which a sentence goes on.

use unicode_segmentation::UnicodeSegmentation;

use super::Span;

/// Bytes looked at on each side of the place; sentences are shorter.
const NEAR: usize = 8 * 1024;

/// Words before which or after which a name, a number or a date stands, so that their full stop ends
/// no sentence; folded.
pub const ABBREVIATIONS: &str = "mr mrs ms dr prof rev hon sen rep gov gen lt col maj capt cpt cmdr adm sgt \
    cpl pvt brig st jr sr vs no nos vol fig figs jan feb mar apr jun jul aug sep sept oct nov dec mon \
    tue wed thu fri sat sun dept est approx ca al mt pp ed eds amb ret supt insp messrs mme";

/// Further words whose full stop ends no sentence, folded.
const REFERENCES: &str = "cf viz art";

/// Words that begin a sentence even after initials ("the U.S. The"), folded.
const OPENERS: &str = "the this that these those it its he she they we you i a an in on at by for from \
    but and or if when while as after before since although however both there here his her their our";

/// The sentence that holds `offset`, without the white space around it. Sentences do not reach beyond
/// `within`, and line feeds are white space unless `lines` says that they end one. Before the first
/// word it is the first sentence, behind the last the last.
pub fn sentence_at(text: &str, within: Span, offset: usize, lines: bool) -> Span {
    let offset = offset.clamp(within.start, within.end);
    let from = text.floor_char_boundary(offset.saturating_sub(NEAR)).max(within.start);
    let to = text.floor_char_boundary(offset + NEAR).min(within.end);
    let near = Span::new(from, to).of(text);
    let found = match lines {
        true => around(near, offset - from),
        // Of the same length, so that places stay.
        false => around(&near.replace('\n', " "), offset - from),
    };
    Span::new(from + found.start, from + found.end).trimmed(text)
}

fn around(words: &str, offset: usize) -> Span {
    let mut found = Span::default();
    let mut before = "";
    for (at, piece) in words.split_sentence_bound_indices() {
        if !piece.trim().is_empty() && !goes_on(before, piece) {
            if found.end > offset {
                break;
            }
            found.start = at;
        }
        found.end = at + piece.len();
        before = piece;
    }
    found
}

/// True if the sentence that seemed to end with `before` goes on with `piece`.
fn goes_on(before: &str, piece: &str) -> bool {
    if before.is_empty() || before.ends_with('\n') {
        return false;
    }
    let first = piece.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    // "“Did it?” asked the minister."
    let lower = first.starts_with(char::is_lowercase);
    lower
        || last_word(before).is_some_and(|word| match word.contains('.') || is_initial(word) {
            true => !is_among(first, OPENERS),
            false => is_among(word, ABBREVIATIONS) || is_among(word, REFERENCES),
        })
}

/// The last word, without the stop behind it: "U.S", "Gen".
fn last_word(piece: &str) -> Option<&str> {
    let word = piece.trim_end().strip_suffix('.')?;
    let start = word.rfind(|c: char| !c.is_alphabetic() && c != '.').map_or(0, |at| {
        at + word.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    word.get(start..).filter(|word| !word.is_empty())
}

fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    matches!((letters.next(), letters.next()), (Some(letter), None) if letter.is_uppercase())
}

fn is_among(word: &str, list: &str) -> bool {
    list.split_whitespace().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sentence(text: &str, at: &str) -> String {
        let offset = text.find(at).unwrap();
        sentence_at(text, Span::new(0, text.len()), offset, false).of(text).to_owned()
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        let text = "Gen. Mark A. Milley met the U.S. Army on Jan. 5. It flew 3.5 km (about\n2.2 miles)! \
            “Did it?” asked the U.S. The reply: no.";
        assert_eq!(sentence(text, "Milley"), "Gen. Mark A. Milley met the U.S. Army on Jan. 5.");
        assert_eq!(sentence(text, "2.2"), "It flew 3.5 km (about\n2.2 miles)!");
        assert_eq!(sentence(text, "asked"), "“Did it?” asked the U.S.");
        assert_eq!(sentence(text, "reply"), "The reply: no.");
    }

    #[test]
    fn white_space_belongs_to_the_sentence_before_it_and_ends_are_ends() {
        let text = "  One.  Two.  ";
        assert_eq!(sentence(text, "  Two"), "One.");
        assert_eq!(sentence_at(text, Span::new(0, text.len()), 0, false).of(text), "One.");
        assert_eq!(sentence_at(text, Span::new(0, text.len()), text.len(), false).of(text), "Two.");
        assert_eq!(sentence_at(text, Span::new(2, 4), 9, false).of(text), "On");
    }

    #[test]
    fn line_feeds_end_sentences_where_they_are_asked_to() {
        let text = "let a = 1\nlet b = 2";
        let all = Span::new(0, text.len());
        assert_eq!(sentence_at(text, all, 12, true).of(text), "let b = 2");
        assert_eq!(sentence_at(text, all, 12, false).of(text), text);
    }

    proptest! {
        #[test]
        fn every_place_has_a_sentence_inside(text in "(\\PC|[A-Za-z .\n]){0,80}", at in 0_usize..200) {
            let all = Span::new(0, text.len());
            let span = sentence_at(&text, all, at, false);
            prop_assert!(span.fits(&text), "{:?}", span);
            prop_assert_eq!(span.is_empty(), text.trim().is_empty());
        }
    }
}
