//! Whose word a statement is: that of the one who is said to say it, else that of the document's
//! source. "The ministry" in a release of the ministry is the ministry itself.

use std::sync::Arc;

use crate::facts::SourceKind;
use crate::text::folded;

/// Whose word a statement is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EffectiveSource {
    /// A key that the same source has in every document; empty if nobody is known.
    pub key: Arc<str>,
    /// True if the document says it itself.
    pub own: bool,
}

/// Who is said to say something.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sayer<'a> {
    /// As the document writes it; empty if nobody is.
    pub words: &'a str,
    /// The name of the actor that is meant, if it is one.
    pub name: &'a str,
    /// What kind of source it is.
    pub kind: SourceKind,
}

impl EffectiveSource {
    /// The one who says it: `said_by` as the document writes it, else `source`, the document's; each
    /// possibly empty.
    pub fn new(said_by: &str, source: &str) -> Self {
        Self::of(Sayer { words: said_by, ..Sayer::default() }, source)
    }

    /// The one who says it, else `publisher`, the document's source, possibly empty.
    ///
    /// A sayer without a name of its own ("officials", "the ministry") is another one in each source;
    /// the maker of a weapon is one in all.
    pub fn of(sayer: Sayer<'_>, publisher: &str) -> Self {
        let (words, name) = (content_words(sayer.words), content_words(sayer.name));
        let publisher = content_words(publisher);
        let within = |words: &[String]| {
            !words.is_empty() && words.iter().all(|word| publisher.contains(word))
        };
        if words.is_empty() || within(&words) || within(&name) {
            return Self { key: publisher.join(" ").into(), own: true };
        }
        let key = match () {
            () if words.iter().all(|word| MAKERS.contains(&&**word)) => MAKER.to_owned(),
            () if sayer.kind == SourceKind::Anonymous => at(&words, &publisher),
            () if !name.is_empty() => name.join(" "),
            () if has_name(sayer.words) => words.join(" "),
            () => at(&words, &publisher),
        };
        Self { key: key.into(), own: false }
    }

    /// True if both are the word of one source that is known.
    pub fn is(&self, other: &Self) -> bool {
        !self.key.is_empty() && self.key == other.key
    }

    /// The key of a source that is written alone: a name, or "officials @ Harbour Post".
    pub fn key_of(written: &str) -> String {
        let (words, publisher) = written.split_once('@').unwrap_or((written, ""));
        let (words, publisher) = (content_words(words), content_words(publisher));
        match publisher.is_empty() {
            true if words.iter().all(|word| MAKERS.contains(&&**word)) => MAKER.to_owned(),
            true => words.join(" "),
            false => at(&words, &publisher),
        }
    }
}

fn at(words: &[String], publisher: &[String]) -> String {
    format!("{} @ {}", words.join(" "), publisher.join(" "))
}

/// The key of the maker of a weapon, where it has no name.
const MAKER: &str = "maker";

/// What the maker of a weapon is called.
pub(super) const MAKERS: [&str; 7] =
    ["maker", "makers", "manufacturer", "manufacturers", "producer", "builder", "developer"];

/// The words that tell sources apart, folded, each once and in order. Points are none: "U.S." is "us".
fn content_words(name: &str) -> Vec<String> {
    let name = folded(&name.replace('.', ""));
    let words = name.split(|c: char| !c.is_alphanumeric());
    let telling = words.filter(|word| !word.is_empty() && !SMALL.contains(word));
    let mut words: Vec<String> = telling.flat_map(spelled_out).map(str::to_owned).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Words that tell no source from another.
pub(super) const SMALL: [&str; 10] =
    ["the", "a", "an", "of", "for", "and", "its", "s", "own", "data"];

/// One spelling of words that names of offices are abbreviated and written with.
fn spelled_out(word: &str) -> Vec<&str> {
    match word {
        "mod" => vec!["ministry", "defence"],
        "dod" => vec!["department", "defence"],
        "mfa" => vec!["ministry", "foreign"],
        "defense" => vec!["defence"],
        "dept" => vec!["department"],
        "govt" => vec!["government"],
        "affairs" => Vec::new(),
        _ => vec![word],
    }
}

/// True if the words hold a name: a capital that does not come from the beginning of a sentence.
pub(super) fn has_name(name: &str) -> bool {
    let mut words = name.split_whitespace().filter(|word| !SMALL.contains(&&*folded(word)));
    let capital = |word: &str| {
        word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase)
    };
    let common = |word: &str| COMMON.contains(&&*folded(word));
    words.next().is_some_and(|first| capital(first) && !common(first)) || words.any(capital)
}

/// What a sentence may begin with that names nobody.
const COMMON: [&str; 24] = [
    "officials",
    "officers",
    "analysts",
    "experts",
    "engineers",
    "sources",
    "observers",
    "people",
    "researchers",
    "soldiers",
    "pilots",
    "sailors",
    "scientists",
    "diplomats",
    "some",
    "several",
    "many",
    "two",
    "three",
    "most",
    "other",
    "others",
    "one",
    "critics",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &str, publisher: &str) -> EffectiveSource {
        EffectiveSource::new(words, publisher)
    }

    #[test]
    fn who_says_so_in_its_own_release_is_its_source() {
        let ministry = of("", "Ministry of Defence (Norway)");
        for said_by in ["the ministry", "The Ministry of Defence", "the Norway Ministry", "the MoD"]
        {
            assert_eq!(of(said_by, "Ministry of Defence (Norway)"), ministry);
        }
        let name = Sayer { words: "the army", name: "Norway Defence", ..Sayer::default() };
        assert_eq!(EffectiveSource::of(name, "Ministry of Defence (Norway)"), ministry);
        assert!(ministry.own && ministry.is(&ministry.clone()));
        assert!(!EffectiveSource::default().is(&EffectiveSource::default()));
    }

    #[test]
    fn who_has_no_name_is_another_one_in_each_source() {
        for anonymous in ["officials", "Officials", "the ministry", "engineers"] {
            assert!(!of(anonymous, "Harbour Post").is(&of(anonymous, "Lake Wire")), "{anonymous}");
        }
        assert!(of("the officials", "Harbour Post").is(&of("Officials", "The Harbour Post")));
        assert!(of("the U.S. Navy", "Harbour Post").is(&of("US Navy", "Lake Wire")));
        assert!(of("U.S. Navy", "Harbour Post").is(&of("", "US Navy")));
        assert_eq!(
            *of("officials", "Harbour Post").key,
            *EffectiveSource::key_of("officials @ Harbour Post")
        );
    }

    #[test]
    fn a_maker_is_one_by_its_name_and_by_what_it_is() {
        let named = |words, name| {
            EffectiveSource::of(Sayer { words, name, kind: SourceKind::Named }, "Lake Wire")
        };
        assert!(named("the manufacturer, MBDA", "MBDA").is(&of("", "MBDA")));
        assert!(of("the maker", "Harbour Post").is(&of("its manufacturer", "Lake Wire")));
        assert!(
            named("the Defense Ministry of Norway", "").is(&of("", "Ministry of Defence, Norway"))
        );
    }
}
