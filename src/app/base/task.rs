//! What commands are for, so that the help can show keys by task. Which is for what, and what they do, is told
//! in `command`.

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// Move, scroll, read on.
    Read,
    /// From document to document, from place to place.
    Go,
    /// Find, search, filter.
    Find,
    /// Weapons, actors, ranges.
    Facts,
    /// Bookmark, copy, note.
    Mark,
    /// Select words.
    Select,
    /// What the screen looks like.
    Look,
    /// Leave, undo, help.
    Rest,
}

impl Task {
    /// Every task, in the order of the help.
    pub const ALL: [Self; 8] = [
        Self::Read,
        Self::Find,
        Self::Facts,
        Self::Mark,
        Self::Select,
        Self::Go,
        Self::Look,
        Self::Rest,
    ];

    /// What stands above its keys.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Read => "Move and read",
            Self::Go => "Go to other places",
            Self::Find => "Find and search",
            Self::Facts => "Facts",
            Self::Mark => "Bookmark, copy, correct",
            Self::Select => "Select",
            Self::Look => "Panes and looks",
            Self::Rest => "Help and the program",
        }
    }
}
