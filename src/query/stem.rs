//! Words that are forms of one English word: "missile" and "missiles". Which words are asked for so,
//! the parser decides.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

/// Letters of the shortest word that has other forms.
const SHORTEST: usize = 3;

/// What may stand behind the part that forms share: the endings that Porter's second algorithm takes off
/// (Snowball, "The English (Porter2) stemming algorithm", steps 1a to 5), with those that may follow.
const ENDINGS: &str = "\
    s es ed edly ing ings ingly e y ies ied ying ly al als ally ality alism alize alized \
    ance ances ancy ancies ence ences ency encies er ers ic ics ical ically icate icity able \
    ably ability abilities ible ibly ibility ibilities ility ilities ant ants antly ement \
    ements ment ments ent ents ently ism isms ate ates ated ating ative ator ators ation \
    ations ational ity ities ous ously ousness ive ives ively iveness ivity ize izes ized \
    izing izer izers ization izations ion ions ional ful fully fulness lessly ness tional \
    ogy eed eedly i l led ling";

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

    /// Every word that English may make of it, in order: what of these there is, an index knows. No
    /// dictionary is gone through, because thousands of its words may begin as a short one does.
    pub fn forms(&self) -> Vec<String> {
        let last = self.start.chars().next_back().map(String::from).unwrap_or_default();
        // "stop" and "stopped": the last letter may stand twice.
        let doubled = format!("{}{last}", self.start);
        let mut words: Vec<String> = Vec::new();
        for begin in [&self.start, &self.stem, &doubled] {
            words.push(begin.clone());
            words.extend(ENDINGS.split(' ').map(|end| format!("{begin}{end}")));
        }
        words.sort_unstable();
        words.dedup();
        words.retain(|word| self.is_of(word));
        words
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

    #[test]
    fn every_form_is_thought_of() {
        for forms in [
            &["missile", "missiles"][..],
            &["strike", "strikes", "striking"],
            &["navy", "navies"],
            &["stop", "stops", "stopped", "stopping"],
            &["carry", "carries", "carried", "carrying"],
            &["attack", "attacks", "attacked", "attacking"],
            &["deploy", "deploys", "deployed", "deployment", "deployments", "deploying"],
            &[
                "operate",
                "operates",
                "operated",
                "operation",
                "operations",
                "operational",
                "operating",
            ],
            &["capable", "capability", "capabilities"],
            &["mobilize", "mobilized", "mobilization"],
            &["nuclear"],
            &["control", "controls", "controlled", "controlling"],
            &["effective", "effectively", "effectiveness"],
        ] {
            let stem = Stem::of(forms[0]).unwrap();
            let thought_of = stem.forms();
            for form in forms.iter().filter(|form| stem.is_of(form)) {
                assert!(thought_of.iter().any(|word| word == form), "{form}: {thought_of:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_word_is_a_form_of_itself(word in "[a-z]{3,12}") {
            if let Some(stem) = Stem::of(&word) {
                prop_assert!(stem.is_of(&word) && stem.begins_with(&stem.start));
            }
        }
    }
}
