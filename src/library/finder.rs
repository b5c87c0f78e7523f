//! Opening a document by typing parts of its name. Works on a picture of the catalogue taken when
//! the prompt opened.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::catalogue::Catalogue;
use super::entry::EntryId;
use crate::text::{CleanText, folded};

/// Characters of a title or a name that are matched and shown.
const LONGEST: usize = 200;

/// Words that count; further ones are ignored.
const MOST_WORDS: usize = 8;

/// Characters of a word that count: more than anybody types.
const LONGEST_WORD: usize = 64;

/// Characters a word must have at least for one of them to be forgiven.
const FORGIVEN: usize = 5;

/// The names of all documents, ready to be matched.
#[derive(Clone, Debug, Default)]
pub struct NameFinder {
    ids: Vec<EntryId>,
    labels: Vec<CleanText>,
    folded: Vec<String>,
    last: Option<Last>,
}

/// What was typed last, and all names it matched: what goes on from there matches none but these.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Last {
    typed: String,
    /// Those that hold the words.
    whole: Vec<usize>,
    /// Those that hold their letters in order, if these were looked for.
    in_order: Option<Vec<usize>>,
}

/// A document whose name matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameMatch {
    /// Which one.
    pub id: EntryId,
    /// Its title and, if that differs, its name.
    pub label: CleanText,
    /// The matched characters of the label, as positions in Unicode scalar values, ascending.
    pub matched: Vec<usize>,
}

impl NameFinder {
    /// Takes down the names of all entries of `catalogue`.
    pub fn new(catalogue: &Catalogue) -> Self {
        let labels = catalogue.titles().map(|(_, title, name)| label(&title, &name));
        let labels: Vec<CleanText> = labels.collect();
        Self {
            ids: catalogue.ids().collect(),
            folded: labels.iter().map(|label| folded(label)).collect(),
            labels,
            last: None,
        }
    }

    /// The best `limit` matches for what was typed, best first: every word must occur. If no name has
    /// all words, their letters may stand in order with gaps, but not scattered; if nothing does, words
    /// of five letters or more may lack one letter.
    pub fn find(&mut self, typed: &str, limit: usize) -> Vec<NameMatch> {
        let typed = folded(typed);
        let words: Vec<String> = typed
            .split_whitespace()
            .take(MOST_WORDS)
            .map(|word| word.chars().take(LONGEST_WORD).collect())
            .collect();
        let mut matcher = Matcher::new(Config::DEFAULT);
        let last = self.last.take().filter(|last| typed.starts_with(last.typed.as_str()));
        let (before, in_order) =
            last.map_or((None, None), |last| (Some(last.whole), last.in_order));
        let whole = self.matching(before, &pattern(&words, AtomKind::Substring), &mut matcher);
        let pattern = match whole.is_empty() {
            false => pattern(&words, AtomKind::Substring),
            true => pattern(&words, AtomKind::Fuzzy),
        };
        let in_order = whole.is_empty().then(|| self.matching(in_order, &pattern, &mut matcher));
        let all = in_order.as_ref().unwrap_or(&whole);
        let scattered = |found: &NameMatch| whole.is_empty() && found.is_scattered(&words);
        let best = all.iter().filter_map(|at| self.found(*at, &pattern, &mut matcher));
        let mut found: Vec<NameMatch> =
            best.filter(|found| !scattered(found)).take(limit).collect();
        if found.is_empty() {
            found = self.nearly(&words, limit, &mut matcher);
        }
        self.last = Some(Last { typed, whole, in_order });
        found
    }

    /// Which of these names match, best first.
    fn matching(
        &self,
        among: Option<Vec<usize>>,
        pattern: &Pattern,
        matcher: &mut Matcher,
    ) -> Vec<usize> {
        let mut chars = Vec::new();
        let among = among.unwrap_or_else(|| (0..self.folded.len()).collect());
        let mut hits: Vec<(Reverse<u32>, usize)> = among
            .into_iter()
            .filter_map(|at| {
                let name = Utf32Str::new(self.folded.get(at)?, &mut chars);
                Some((Reverse(pattern.score(name, matcher)?), at))
            })
            .collect();
        hits.sort_unstable();
        hits.into_iter().map(|(_, at)| at).collect()
    }

    /// The first names that match if long words may lack a letter.
    fn nearly(&self, words: &[String], limit: usize, matcher: &mut Matcher) -> Vec<NameMatch> {
        let letters: Vec<Vec<char>> = words.iter().map(|word| word.chars().collect()).collect();
        let near = (0..self.folded.len()).filter_map(|at| {
            let name = self.folded.get(at)?;
            let lacking = letters.iter().map(|word| without_one(word, name));
            let lacking = lacking.collect::<Option<Vec<String>>>()?;
            let found = self.found(at, &pattern(&lacking, AtomKind::Fuzzy), matcher);
            found.filter(|found| !found.is_scattered(&lacking))
        });
        near.take(limit).collect()
    }

    fn found(&self, at: usize, pattern: &Pattern, matcher: &mut Matcher) -> Option<NameMatch> {
        let mut chars = Vec::new();
        let name = Utf32Str::new(self.folded.get(at)?, &mut chars);
        let mut matched = Vec::new();
        pattern.indices(name, matcher, &mut matched)?;
        matched.sort_unstable();
        matched.dedup();
        let matched = matched.into_iter().map(|at| at as usize).collect();
        Some(NameMatch { id: *self.ids.get(at)?, label: self.labels.get(at)?.clone(), matched })
    }
}

impl NameMatch {
    /// True if the letters of words stand here and there in the name: a long name has nearly any
    /// letters in nearly any order.
    fn is_scattered(&self, words: &[String]) -> bool {
        let letters: usize = words.iter().map(|word| word.chars().count()).sum();
        let gaps = self.matched.windows(2).filter(|pair| matches!(pair, [a, b] if a + 1 < *b));
        gaps.count() + 1 > (letters / 2).max(words.len())
    }
}

/// One atom a word. Names and words are folded already.
fn pattern(words: &[String], kind: AtomKind) -> Pattern {
    let atom = |word: &String| {
        let (case, form) = (CaseMatching::Respect, Normalization::Never);
        Atom::new(word, case, form, kind, false)
    };
    let mut pattern = Pattern::default();
    pattern.atoms = words.iter().map(atom).collect();
    pattern
}

/// `word` without a letter, or whole, so that its letters occur in `name` in order; `None` if there is
/// no such letter.
fn without_one(word: &[char], name: &str) -> Option<String> {
    // How far into the name the beginnings of the word reach at least, ...
    let mut reaches = vec![0];
    let mut rest = word.iter().peekable();
    for (at, c) in (1..).zip(name.chars()) {
        reaches.extend(rest.next_if(|next| **next == c).map(|_| at));
    }
    if reaches.len() > word.len() {
        return Some(word.iter().collect());
    }
    // ... and how far from its end on its ends do.
    let length = name.chars().count();
    let mut needs = vec![length];
    let mut rest = word.iter().rev().peekable();
    for (at, c) in (1..).zip(name.chars().rev()) {
        needs.extend(rest.next_if(|next| **next == c).map(|_| length - at));
    }
    let lacks = |at: &usize| {
        let before = reaches.get(*at);
        let after = needs.get(word.len() - at - 1);
        before.zip(after).is_some_and(|(before, after)| before <= after)
    };
    let lacking = (0..word.len()).find(lacks).filter(|_| word.len() >= FORGIVEN)?;
    Some(word.iter().enumerate().filter(|(at, _)| *at != lacking).map(|(_, c)| c).collect())
}

fn label(title: &str, name: &str) -> CleanText {
    let short = |text: &str| text.chars().take(LONGEST).collect::<String>();
    if title == name {
        return CleanText::line(&short(name));
    }
    CleanText::line(&format!("{}  {}", short(title), short(name)))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::library::Entry;

    fn finder(titles: &[&str]) -> NameFinder {
        let mut catalogue = Catalogue::default();
        catalogue.put((0..).zip(titles).map(|(number, title)| Entry {
            title: CleanText::line(title),
            ..Entry::waiting(PathBuf::from(format!("{number}.txt")), CleanText::default())
        }));
        NameFinder::new(&catalogue)
    }

    fn labels(found: &[NameMatch]) -> Vec<&str> {
        found.iter().map(|found| found.label.as_str()).collect()
    }

    #[test]
    fn letters_in_order_find_a_title() {
        let mut finder = finder(&["Missile ranges compared", "Minutes of the meeting", "Annex"]);
        assert_eq!(labels(&finder.find("misrng", 5)), ["Missile ranges compared  0.txt"]);
        assert_eq!(labels(&finder.find("meeting MIN", 5)), ["Minutes of the meeting  1.txt"]);
        assert_eq!(finder.find("", 2).len(), 2);
        assert_eq!(finder.find("zzz", 2), []);
    }

    #[test]
    fn names_with_the_words_are_all_there_is_if_any_has_them() {
        let long = "A taciturn account of the commissions of a minister";
        let mut finder = finder(&[long, "ATACMS fired", "The first atacms", "Annex"]);
        let found = finder.find("atacms", 5);
        assert_eq!(labels(&found), ["ATACMS fired  1.txt", "The first atacms  2.txt"]);
        assert_eq!(finder.find("atcms", 5).len(), 2, "letters in order, close to each other");
        assert_eq!(finder.find("tcomsin", 5).len(), 0, "scattered letters are no match");
    }

    #[test]
    fn one_letter_too_many_is_forgiven_if_nothing_else_matches() {
        let mut finder = finder(&["Zelensky in Vilnius", "Annex"]);
        for typed in ["zelenskyy", "zelonsky", "xzelensky", "vilnus zelensky", "vilniius zelensky"]
        {
            assert_eq!(labels(&finder.find(typed, 5)), ["Zelensky in Vilnius  0.txt"], "{typed}");
        }
        for typed in ["zelenskyyy", "zxl"] {
            assert_eq!(finder.find(typed, 5), [], "{typed}");
        }
    }

    #[test]
    fn what_is_typed_on_and_taken_back_finds_the_same() {
        let mut finder = finder(&["Missile ranges compared", "Minutes of the meeting", "Annex"]);
        for typed in ["m", "mi", "mis", "misx", "mis", "m", "", "a"] {
            let again = NameFinder { last: None, ..finder.clone() }.find(typed, 5);
            assert_eq!(finder.find(typed, 5), again, "{typed}");
        }
    }

    #[test]
    fn matched_characters_point_into_the_label() {
        let mut finder = finder(&["Ėlysée: 漢字 note"]);
        let found = finder.find("elysee note", 1);
        let label: Vec<char> = found[0].label.chars().collect();
        let matched: String = found[0].matched.iter().map(|&at| label[at]).collect();
        assert_eq!(matched, "Ėlyséenote");
    }
}
