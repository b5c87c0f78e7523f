//! What was searched for before, and the searches that have a name: which of them the pane offers,
//! and how they are recalled, saved and forgotten. Keeping them is an effect.

use super::{Row, Search};
use crate::app::field::Field;
use crate::app::prompt::{Prompt, Purpose};
use crate::app::state::{Over, State};
use crate::protocol::{Effect, MOST_EARLIER, Memo, Notice, SavedSearch};
use crate::text::Shown;

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
    pub fn words_of(&self, row: Row) -> Option<&str> {
        match row {
            Row::Saved(at) => self.saved.get(at).map(|saved| saved.words.as_str()),
            Row::Earlier(at) => self.earlier(at),
            _ => None,
        }
    }

    /// The rows that are offered while nothing is typed.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        rows.extend((!self.saved.is_empty()).then_some(Row::Heading("Saved")));
        rows.extend((0..self.saved.len()).map(Row::Saved));
        rows.extend((!self.earlier.is_empty()).then_some(Row::Heading("Earlier")));
        rows.extend((0..self.earlier.len().min(MOST_OFFERED)).map(Row::Earlier));
        rows
    }
}

/// Notes what was searched for, once somebody made use of it.
pub fn used(search: &mut Search) -> Option<Effect> {
    let words = search.words.trim().to_owned();
    let kept = &mut search.kept;
    kept.forget_place();
    if words.is_empty() || kept.earlier.last() == Some(&words) {
        return None;
    }
    kept.earlier.retain(|earlier| *earlier != words);
    kept.earlier.push(words.clone());
    let surplus = kept.earlier.len().saturating_sub(MOST_EARLIER);
    kept.earlier.drain(..surplus);
    Some(Effect::Remember(Memo::Searched(words)))
}

/// Asks for the name under which the search is kept.
pub fn ask_name(state: &mut State) {
    let search = &state.across.search;
    if search.query.is_empty() {
        return state.tell(Notice::passing("There is no search to keep."));
    }
    if let Some(reason) = state.bookmarks.read_only.clone() {
        return state.tell(Notice::passing(&reason));
    }
    let words = search.words.trim();
    let known = search.kept.saved.iter().find(|saved| saved.words == words);
    let field = Field::with(known.map_or(words, |saved| &saved.name));
    let prompt = Prompt { purpose: Purpose::SearchName, field, before: String::new(), row: 0 };
    state.over = Some(Over::Prompt(prompt));
}

/// Keeps the search under a name.
pub fn save(state: &State, name: &str) -> Vec<Effect> {
    let words = state.across.search.words.trim().to_owned();
    let name = Shown::line(name.trim()).to_string();
    if name.is_empty() || words.is_empty() {
        return Vec::new();
    }
    vec![Effect::Remember(Memo::SavedSearch { name, words: Some(words) })]
}

/// Forgets the saved search of the selected row.
pub fn forget(state: &mut State) -> Vec<Effect> {
    let search = &state.across.search;
    let saved = match search.listing.current() {
        Some(Row::Saved(at)) => search.kept.saved.get(at),
        _ => None,
    };
    match saved {
        Some(saved) => {
            vec![Effect::Remember(Memo::SavedSearch { name: saved.name.clone(), words: None })]
        }
        None => {
            state.tell(Notice::passing("Only a saved search can be forgotten."));
            Vec::new()
        }
    }
}

/// The searches that are saved, as they are on the disk now.
pub fn saved(state: &mut State, mut saved: Vec<SavedSearch>) {
    saved.sort_by(|a, b| a.name.cmp(&b.name));
    let search = &mut state.across.search;
    let new = saved.iter().find(|saved| !search.kept.saved.contains(saved));
    let gone = search.kept.saved.len() > saved.len();
    let told = match new {
        Some(new) if new.words == search.words.trim() => format!("Saved as “{}”.", new.name),
        _ if gone => "Forgotten.".to_owned(),
        _ => String::new(),
    };
    search.kept.saved = saved;
    if search.words.is_empty() {
        let (rows, selected) = (search.kept.rows(), search.listing.selected);
        search.listing.show(rows);
        search.listing.select(selected);
    }
    if !told.is_empty() {
        state.tell(Notice::passing(&told));
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
            assert!(used(&mut search).is_some());
            assert!(used(&mut search).is_none());
        }
        search.words = "word1".into();
        used(&mut search);
        assert_eq!(search.kept.earlier.len(), MOST_EARLIER);
        assert_eq!(search.kept.earlier(0), Some("word1"));
        assert_eq!(search.kept.earlier.iter().filter(|words| *words == "word1").count(), 1);
    }
}
