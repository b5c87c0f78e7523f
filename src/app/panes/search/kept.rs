//! What was searched for before, and the searches that have a name: which of them the pane offers,
//! and how they are recalled, saved and forgotten. Keeping them is an effect.

use super::Search;
use crate::app::base::pane_id::PaneId;
use crate::app::base::prompt::{Prompt, Question};
use crate::app::panes::listing::ResultRow;
use crate::app::panes::pane::{Outcome, Scene};
use crate::protocol::{Effect, MOST_EARLIER, Memo, SavedSearch};
use crate::text::CleanText;

/// Searches of earlier that are offered.
const MOST_OFFERED: usize = 12;

/// What was searched for and saved before.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// What was searched for, the newest last.
    pub earlier: Vec<String>,
    /// The searches that have a name, by name.
    pub saved: Vec<SavedSearch>,
    /// How far back one has gone among the earlier ones, from 1.
    recalled: usize,
}

impl Kept {
    /// The earlier search of that number, the newest first.
    pub fn earlier(&self, number: usize) -> Option<&str> {
        self.earlier.iter().rev().nth(number).map(String::as_str)
    }

    /// The words of an earlier search further back (on, if negative); empty before the newest. `None`
    /// if there is none further.
    pub fn recall(&mut self, back: isize) -> Option<String> {
        let to = self.recalled.checked_add_signed(back).filter(|to| *to <= self.earlier.len())?;
        self.recalled = to;
        Some(to.checked_sub(1).and_then(|at| self.earlier(at)).unwrap_or_default().to_owned())
    }

    /// True while what is typed is nothing, or was recalled.
    pub fn recalls(&self, typed: &str) -> bool {
        let recalled = self.recalled.checked_sub(1).and_then(|at| self.earlier(at));
        typed.is_empty() || recalled == Some(typed)
    }

    /// From here on, the newest comes first again.
    pub fn forget_place(&mut self) {
        self.recalled = 0;
    }

    /// The words of a row.
    pub fn words_of(&self, row: ResultRow) -> Option<&str> {
        match row {
            ResultRow::Saved(at) => self.saved.get(at).map(|saved| saved.words.as_str()),
            ResultRow::Earlier(at) => self.earlier(at),
            _ => None,
        }
    }

    /// The rows that are offered while nothing is typed.
    pub fn rows(&self) -> Vec<ResultRow> {
        let mut rows = Vec::new();
        rows.extend((!self.saved.is_empty()).then_some(ResultRow::Heading("Saved")));
        rows.extend((0..self.saved.len()).map(ResultRow::Saved));
        rows.extend((!self.earlier.is_empty()).then_some(ResultRow::Heading("Earlier")));
        rows.extend((0..self.earlier.len().min(MOST_OFFERED)).map(ResultRow::Earlier));
        rows
    }
}

impl Search {
    /// Notes what was searched for, once somebody made use of it.
    pub(super) fn used(&mut self) -> Option<Outcome> {
        let words = self.words.trim().to_owned();
        let kept = &mut self.kept;
        kept.forget_place();
        if words.is_empty() || kept.earlier.last() == Some(&words) {
            return None;
        }
        kept.earlier.retain(|earlier| *earlier != words);
        kept.earlier.push(words.clone());
        let surplus = kept.earlier.len().saturating_sub(MOST_EARLIER);
        kept.earlier.drain(..surplus);
        Some(Outcome::Effect(Effect::Remember(Memo::Searched(words))))
    }

    /// Asks for the name under which the search is kept.
    pub(super) fn ask_name(&self, scene: &Scene<'_>) -> Outcome {
        if self.query.is_empty() {
            return Outcome::say("There is no search to keep.");
        }
        if let Some(reason) = scene.read_only {
            return Outcome::say(reason);
        }
        let words = self.words.trim();
        let known = self.kept.saved.iter().find(|saved| saved.words == words);
        let name = known.map_or(words, |saved| &saved.name);
        let label = " keep this search as: ";
        Outcome::Ask(Prompt::question(PaneId::Search, label, Question::SearchName, name))
    }

    /// Keeps the search under a name.
    pub fn save(&self, name: &str) -> Vec<Outcome> {
        let words = self.words.trim().to_owned();
        let name = CleanText::line(name.trim()).to_string();
        if name.is_empty() || words.is_empty() {
            return Vec::new();
        }
        vec![Outcome::Effect(Effect::Remember(Memo::SavedSearch { name, words: Some(words) }))]
    }

    /// Forgets the saved search of the selected row.
    pub(super) fn forget_saved(&self) -> Outcome {
        let saved = match self.listing.current() {
            Some(ResultRow::Saved(at)) => self.kept.saved.get(at),
            _ => None,
        };
        let Some(saved) = saved else {
            return Outcome::say("Only a saved search can be forgotten.");
        };
        Outcome::Effect(Effect::Remember(Memo::SavedSearch {
            name: saved.name.clone(),
            words: None,
        }))
    }

    /// The searches that are saved, as they are on the disk now.
    pub(super) fn saved(&mut self, mut saved: Vec<SavedSearch>) -> Vec<Outcome> {
        saved.sort_by(|a, b| a.name.cmp(&b.name));
        let new = saved.iter().find(|saved| !self.kept.saved.contains(saved));
        let gone = self.kept.saved.len() > saved.len();
        let told = match new {
            Some(new) if new.words == self.words.trim() => {
                Some(format!("Saved as “{}”.", new.name))
            }
            _ => gone.then(|| "Forgotten.".to_owned()),
        };
        self.kept.saved = saved;
        if self.words.is_empty() {
            let (rows, selected) = (self.kept.rows(), self.listing.rows.selected());
            self.listing.show(rows);
            self.listing.select(selected);
        }
        told.map(|told| Outcome::say(&told)).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn earlier_searches_are_recalled_newest_first() {
        let earlier = ["a", "b"].map(str::to_owned).to_vec();
        let mut kept = Kept { earlier, ..Kept::default() };
        let said: Vec<_> = [1, 1, 1, -1, -1, -1].into_iter().map(|by| kept.recall(by)).collect();
        let some = |words: &str| Some(words.to_owned());
        assert_eq!(said, [some("b"), some("a"), None, some("b"), some(""), None]);
        assert!(kept.recalls("") && !kept.recalls("c"));
    }

    #[test]
    fn a_search_is_remembered_once_and_the_oldest_go() {
        let mut search = Search::default();
        for number in 0..=MOST_EARLIER {
            search.words = format!("word{number}");
            assert!(search.used().is_some());
            assert!(search.used().is_none());
        }
        search.words = "word1".into();
        search.used();
        assert_eq!(search.kept.earlier.len(), MOST_EARLIER);
        assert_eq!(search.kept.earlier(0), Some("word1"));
        assert_eq!(search.kept.earlier.iter().filter(|words| *words == "word1").count(), 1);
    }
}
