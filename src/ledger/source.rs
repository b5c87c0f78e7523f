//! Whose word a statement is: that of the one who is said to say it, else that of the document's
//! source. "The ministry" in a release of the ministry is the ministry itself.

use crate::text::folded;

/// Whose word a statement is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EffectiveSource {
    /// A key that the same source has in every document; empty if nobody is known.
    pub key: String,
    /// True if the document says it itself.
    pub own: bool,
}

impl EffectiveSource {
    /// The one who says it: `said_by` as the document writes it, else `source`, the document's; each
    /// possibly empty.
    ///
    /// A sayer without a name of its own ("officials", "the ministry") is another one in each source.
    pub fn new(said_by: &str, source: &str) -> Self {
        let (sayer, publisher) = (content_words(said_by), content_words(source));
        if sayer.is_empty() || sayer.iter().all(|word| publisher.contains(word)) {
            return Self { key: publisher.join(" "), own: true };
        }
        let key = match has_name(said_by) {
            true => sayer.join(" "),
            false => format!("{} @ {}", sayer.join(" "), publisher.join(" ")),
        };
        Self { key, own: false }
    }

    /// True if both are the word of one source that is known.
    pub fn is(&self, other: &Self) -> bool {
        !self.key.is_empty() && self.key == other.key
    }
}

/// The words that tell sources apart, folded. Points are none: "U.S." is "us".
fn content_words(name: &str) -> Vec<String> {
    let name = folded(&name.replace('.', ""));
    let words = name.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty() && !SMALL.contains(word)).map(str::to_owned).collect()
}

/// Words that tell no source from another.
const SMALL: [&str; 8] = ["the", "a", "an", "of", "for", "and", "its", "s"];

/// True if a word after the first begins with a capital, or the first one that is no article.
pub(super) fn has_name(name: &str) -> bool {
    let words = name.split_whitespace().filter(|word| !SMALL.contains(&&*folded(word)));
    let capital = |word: &str| {
        word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase)
    };
    words.into_iter().any(capital)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_says_so_in_its_own_release_is_its_source() {
        let ministry = EffectiveSource::new("", "Ministry of Defence (Norway)");
        for said_by in ["the ministry", "The Ministry of Defence", "the Norway Ministry"] {
            assert_eq!(EffectiveSource::new(said_by, "Ministry of Defence (Norway)"), ministry);
        }
        assert!(ministry.own && ministry.is(&ministry.clone()));
        assert!(!EffectiveSource::default().is(&EffectiveSource::default()));
    }

    #[test]
    fn who_has_no_name_is_another_one_in_each_source() {
        let of = EffectiveSource::new;
        assert!(!of("officials", "Harbour Post").is(&of("officials", "Lake Wire")));
        assert!(of("the officials", "Harbour Post").is(&of("officials", "The Harbour Post")));
        assert!(of("the U.S. Navy", "Harbour Post").is(&of("US Navy", "Lake Wire")));
        assert!(of("U.S. Navy", "Harbour Post").is(&of("", "US Navy")));
    }
}
