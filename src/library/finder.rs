//! Opening a document by typing parts of its name. Works on a picture of the catalogue taken when
//! the prompt opened.

use frizbee::{Config, Matcher, Pattern};

use super::catalogue::Catalogue;
use super::entry::{Entry, EntryId};
use crate::text::{Shown, folded};

/// Characters of a title or a name that are matched and shown.
const LONGEST: usize = 200;

/// The names of all documents, ready to be matched.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    ids: Vec<EntryId>,
    labels: Vec<Shown>,
    folded: Vec<String>,
}

/// A document whose name matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which one.
    pub id: EntryId,
    /// Its title and, if that differs, its name.
    pub label: Shown,
    /// The matched characters of the label, as positions in Unicode scalar values, ascending.
    pub matched: Vec<usize>,
}

impl Finder {
    /// Takes down the names of all entries of `catalogue`.
    pub fn new(catalogue: &Catalogue) -> Self {
        let labels: Vec<Shown> = catalogue.iter().map(label).collect();
        Self {
            ids: catalogue.iter().map(|entry| entry.id).collect(),
            folded: labels.iter().map(|label| folded(label)).collect(),
            labels,
        }
    }

    /// The best `limit` matches for what was typed, best first: every word must occur, its letters
    /// in order, with gaps. If nothing does, words of five letters or more may lack one letter.
    pub fn find(&self, typed: &str, limit: usize) -> Vec<Found> {
        let exact = self.matches(typed, limit, 0);
        if exact.is_empty() { self.matches(typed, limit, 1) } else { exact }
    }

    fn matches(&self, typed: &str, limit: usize, typos: u16) -> Vec<Found> {
        let patterns = patterns(typed, typos);
        let mut matcher = Matcher::from_patterns(&patterns, &Config::default());
        let best = matcher.match_list(&self.folded);
        let best = best.iter().take(limit).map(|hit| hit.index as usize);
        best.filter_map(|at| self.found(&mut matcher, at)).collect()
    }

    fn found(&self, matcher: &mut Matcher, at: usize) -> Option<Found> {
        let name = self.folded.get(at)?;
        let hit = matcher.match_one_indices(name, 0)?;
        let bytes = hit.indices.iter().map(|&byte| byte as usize);
        let mut matched: Vec<usize> = bytes.map(|byte| char_at(name, byte)).collect();
        matched.sort_unstable();
        matched.dedup();
        Some(Found { id: *self.ids.get(at)?, label: self.labels.get(at)?.clone(), matched })
    }
}

/// One pattern a word; words longer than anybody types are cut.
fn patterns(typed: &str, typos: u16) -> Vec<Pattern> {
    const LONGEST_WORD: usize = 64;
    let typed = folded(typed);
    let words = typed.split_whitespace().take(8);
    words
        .map(|word| {
            let word: String = word.chars().take(LONGEST_WORD).collect();
            let allowed = if word.chars().count() < 5 { 0 } else { typos };
            Pattern::from(word.as_str()).max_typos(Some(allowed))
        })
        .collect()
}

/// The position of the character that holds the byte at `offset`.
fn char_at(text: &str, offset: usize) -> usize {
    let starts = text.char_indices().skip(1);
    starts.take_while(|(start, _)| *start <= offset).count()
}

fn label(entry: &Entry) -> Shown {
    let short = |text: &str| text.chars().take(LONGEST).collect::<String>();
    if entry.title == entry.name {
        return Shown::line(&short(&entry.name));
    }
    Shown::line(&format!("{}  {}", short(&entry.title), short(&entry.name)))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn finder(titles: &[&str]) -> Finder {
        let mut catalogue = Catalogue::default();
        catalogue.put((0..).zip(titles).map(|(number, title)| Entry {
            title: Shown::line(title),
            ..Entry::waiting(PathBuf::from(format!("{number}.txt")), Shown::default())
        }));
        Finder::new(&catalogue)
    }

    fn labels(found: &[Found]) -> Vec<&str> {
        found.iter().map(|found| found.label.as_str()).collect()
    }

    #[test]
    fn letters_in_order_find_a_title() {
        let finder = finder(&["Missile ranges compared", "Minutes of the meeting", "Annex"]);
        assert_eq!(labels(&finder.find("misrng", 5)), ["Missile ranges compared  0.txt"]);
        assert_eq!(labels(&finder.find("meeting MIN", 5)), ["Minutes of the meeting  1.txt"]);
        assert_eq!(finder.find("", 2).len(), 2);
        assert_eq!(finder.find("zzz", 2), []);
    }

    #[test]
    fn one_letter_too_many_is_forgiven_if_nothing_else_matches() {
        let finder = finder(&["Zelensky in Vilnius", "Annex"]);
        assert_eq!(labels(&finder.find("zelenskyy", 5)), ["Zelensky in Vilnius  0.txt"]);
    }

    #[test]
    fn matched_characters_point_into_the_label() {
        let finder = finder(&["Ėlysée: 漢字 note"]);
        let found = finder.find("elysee note", 1);
        let label: Vec<char> = found[0].label.chars().collect();
        let matched: String = found[0].matched.iter().map(|&at| label[at]).collect();
        assert_eq!(matched, "Ėlyséenote");
    }
}
