//! Where the running heads and feet of an RTF file stand, until its text is read. Reads none of them.

use super::state::State;

/// At which edge of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Head,
    Foot,
}

/// The words that begin a head, and a foot: of the first page, of every page, of right and left ones.
const HEADS: [&str; 4] = ["headerf", "header", "headerr", "headerl"];
const FEET: [&str; 4] = ["footerf", "footer", "footerr", "footerl"];

/// The heads and feet of the first section.
#[derive(Default)]
pub(super) struct Running<'a> {
    /// True if the first page has its own.
    pub title_page: bool,
    kept: Vec<(&'static str, &'a [u8], State)>,
}

impl<'a> Running<'a> {
    /// True if a word begins a head or foot.
    pub(super) fn names(word: &str) -> bool {
        HEADS.contains(&word) || FEET.contains(&word)
    }

    /// Keeps a head or foot; the first of each kind counts.
    pub(super) fn keep(&mut self, word: &str, inside: &'a [u8], state: State) {
        let name = HEADS.iter().chain(&FEET).find(|name| **name == word);
        if let Some(name) = name.filter(|name| !self.kept.iter().any(|(kept, ..)| kept == *name)) {
            self.kept.push((name, inside, state));
        }
    }

    /// What was kept for one place, that of the first page first.
    pub(super) fn of(&self, place: Place) -> Vec<(&'a [u8], State)> {
        let names = if place == Place::Head { HEADS } else { FEET };
        let names = names.iter().skip(usize::from(!self.title_page));
        let kept = |name: &&str| self.kept.iter().find(|(kept, ..)| kept == name);
        names.filter_map(kept).map(|(_, inside, state)| (*inside, *state)).collect()
    }
}
