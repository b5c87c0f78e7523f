//! Which of the names by which sources are called are one: "MBDA", "the manufacturer, MBDA" and "the
//! maker" of a weapon. Names only what documents say themselves: who the maker is, one of them has to
//! say, and none may say otherwise.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{MAKERS, SMALL, has_name};
use crate::text::folded;

/// What a maker is the maker of, and whose: "their missile's maker".
const MADE: [&str; 3] = ["their", "missile", "weapon"];

/// What a name says: a name of its own, or no more than that it is the maker.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Sayer {
    /// The name, and whether it is said to be the maker's.
    Named(String, bool),
    /// "the manufacturer".
    Maker,
}

/// For each name, which comes with the publisher of its document, the number of the first that is the
/// same source; of those with a name of their own, if there is one. Officials of two publishers are
/// two. What is empty is nobody's.
pub fn same_sayers(names: &[(&str, &str)]) -> Vec<usize> {
    let sayers: Vec<Sayer> = names.iter().map(|(name, by)| sayer(name, by)).collect();
    let makers: BTreeSet<&str> = sayers.iter().filter_map(maker).collect();
    let only = makers.iter().next().copied().filter(|_| makers.len() == 1);
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    // Who has a name stands for who is only called the maker.
    for (at, sayer) in sayers.iter().enumerate() {
        if let Sayer::Named(name, _) = sayer {
            first.entry(name).or_insert(at);
        }
    }
    let mut bare = None;
    let numbered = sayers.iter().enumerate();
    numbered
        .map(|(at, sayer)| match sayer {
            Sayer::Named(name, _) if name.is_empty() => at,
            Sayer::Named(name, _) => first.get(name.as_str()).copied().unwrap_or(at),
            Sayer::Maker => {
                let named = only.and_then(|only| first.get(only)).copied();
                named.unwrap_or_else(|| *bare.get_or_insert(at))
            }
        })
        .collect()
}

/// The name of one that is said to be the maker.
fn maker(sayer: &Sayer) -> Option<&str> {
    match sayer {
        Sayer::Named(name, true) => Some(name),
        _ => None,
    }
}

fn sayer(name: &str, publisher: &str) -> Sayer {
    let parts: Vec<Vec<String>> = name.split(',').map(words).collect();
    let is_maker = |part: &Vec<String>| {
        !part.is_empty() && part.iter().all(|word| MAKERS.contains(&word.as_str()))
    };
    let mut says_maker = parts.iter().any(is_maker);
    let left: Vec<&Vec<String>> = parts.iter().filter(|part| !is_maker(part)).collect();
    let mut own: Vec<&str> = left.into_iter().flatten().map(String::as_str).collect();
    // "manufacturer MBDA", "maker MBDA" without a comma.
    if own.len() > 1 && own.first().is_some_and(|word| MAKERS.contains(word)) {
        own.remove(0);
        says_maker = true;
    }
    match own.is_empty() && says_maker {
        true => Sayer::Maker,
        false if own.is_empty() || has_name(name) => Sayer::Named(own.join(" "), says_maker),
        false => {
            Sayer::Named(format!("{} @ {}", own.join(" "), words(publisher).join(" ")), says_maker)
        }
    }
}

fn words(name: &str) -> Vec<String> {
    let name = folded(&name.replace('.', ""));
    let words = name.split(|c: char| !c.is_alphanumeric());
    let telling = |word: &&str| !word.is_empty() && !SMALL.contains(word) && !MADE.contains(word);
    words.filter(telling).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(names: &[&str]) -> Vec<usize> {
        same_sayers(&names.iter().map(|name| (*name, "Lake Wire")).collect::<Vec<_>>())
    }

    #[test]
    fn the_maker_is_who_a_document_says_it_is() {
        let names = ["the maker", "MBDA", "the manufacturer, MBDA", "Lake Wire", "its maker"];
        assert_eq!(same(&names), [1, 1, 1, 3, 1]);
        assert_eq!(same(&["the manufacturer", "maker MBDA", "M.B.D.A."]), [1, 1, 1]);
    }

    #[test]
    fn where_nobody_says_who_the_maker_is_or_two_are_named_it_stays_alone() {
        assert_eq!(same(&["MBDA", "the maker", "the manufacturer"]), [0, 1, 1]);
        assert_eq!(same(&["the maker, MBDA", "the manufacturer, Saab", "the maker"]), [0, 1, 2]);
    }

    #[test]
    fn names_that_share_a_word_are_two_and_nobody_is_nobody() {
        assert_eq!(same(&["the Ministry", "the Ministry of Defence", "", ""]), [0, 1, 2, 3]);
        let officials =
            [("officials", "Lake Wire"), ("officials", "Post"), ("the officials", "Post")];
        assert_eq!(same_sayers(&officials), [0, 1, 1]);
    }
}
