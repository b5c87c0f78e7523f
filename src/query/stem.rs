//! Words that are forms of one English word: "missile" and "missiles". Which words are asked for so,
//! the parser decides.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

/// Letters of the shortest word that has other forms.
const SHORTEST: usize = 3;

/// What the forms of a word have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Stem {
    stem: String,
    /// What every form begins with.
    start: String,
}

impl Stem {
    /// The stem of a folded word; `None` if it is no word of plain letters.
    pub fn of(word: &str) -> Option<Self> {
        let plain = word.len() >= SHORTEST && word.bytes().all(|byte| byte.is_ascii_lowercase());
        let stem = plain.then(|| stem(word).into_owned())?;
        // The last of these letters may be another in a form: "navy" and "navies", "hope" and "hoping".
        let start = stem.strip_suffix(['e', 'i', 'y', 'l']).unwrap_or(&stem).to_owned();
        word.starts_with(&start).then_some(Self { stem, start })
    }

    /// What the forms of a folded word have in common, or the word itself.
    pub fn key(word: &str) -> String {
        Self::of(word).map_or_else(|| word.to_owned(), |of| of.stem)
    }

    /// What every form begins with.
    pub fn start(&self) -> &str {
        &self.start
    }

    /// True if a folded word is a form of the word.
    pub fn is_of(&self, word: &str) -> bool {
        word.starts_with(&self.start) && stem(word) == self.stem
    }

    /// True if every form begins with this word.
    pub fn begins_with(&self, word: &str) -> bool {
        self.start.starts_with(word)
    }
}

/// The stem by the rules of Porter's second algorithm (Snowball).
fn stem(word: &str) -> Cow<'_, str> {
    Stemmer::create(Algorithm::English).stem(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (word, form) in [
            ("missile", "missiles"),
            ("strikes", "striking"),
            ("navy", "navies"),
            ("hoping", "hope"),
            ("tank", "tanks"),
            ("launched", "launch"),
        ] {
            assert!(Stem::of(word).unwrap().is_of(form), "{word} {form}");
            assert!(Stem::of(form).unwrap().is_of(word), "{form} {word}");
        }
        assert_eq!((Stem::key("ranges"), Stem::key("кот")), (Stem::key("range"), "кот".into()));
        assert!(!Stem::of("missile").unwrap().is_of("missing"));
        assert!(Stem::of("km").is_none() && Stem::of("кот").is_none() && Stem::of("b52").is_none());
    }

    proptest! {
        #[test]
        fn a_word_is_a_form_of_itself(word in "[a-z]{3,12}") {
            if let Some(stem) = Stem::of(&word) {
                prop_assert!(stem.is_of(&word) && word.starts_with(stem.start()));
            }
        }
    }
}
