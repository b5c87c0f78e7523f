//! What each command is for, so that the help can show keys by task. What they do is told in
//! `command`.

use super::command::Command;

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

    /// What a command is for.
    pub const fn of(command: Command) -> Self {
        use Command::*;
        match command {
            Down | Up | HalfDown | HalfUp | PageDown | PageUp | ReadOn | Top | Bottom | Percent
            | ToPage | ScrollPageDown | ScrollPageUp | PanLeft | PanRight | Centre | Open
            | Choose | ToggleGroup | Earlier | Later => Self::Read,
            NextDocument | PreviousDocument | NextUnread | PreviousUnread | NextChange
            | PreviousChange | NextHeading | PreviousHeading | KeyJudgements | Outline | Links
            | SetMark | GoToMark | LastPlace | JumpBack | JumpForward | ToggleRead | Edit
            | OpenOutside | OpenByName | Paths | About | NextLink | PreviousLink | FollowLink
            | LinksHere => Self::Go,
            Find | NextHit | PreviousHit | Search | SearchField | SaveSearch | ForgetSearch
            | Filter | Sort | Reorder | Reverse | Refresh => Self::Find,
            LibraryFacts | LibraryRanges | LibraryTimeline | LibraryMap | NewDocuments
            | MeasureFrom | RingOf | PickRange | Dossier | Disputes | NextKind | GenericWords
            | ToggleFacts | NextFact | PreviousFact | Details | Reject | Merge | NotComparable
            | SameSource | FocusFacts => Self::Facts,
            Undo | Bookmark | BookmarkWithLabel | Copy | CopyWords | NextBookmark
            | PreviousBookmark | EditNote | EditLabels | RemoveBookmark | FocusBookmarks
            | Review | Relink | AllBookmarks | Regroup | Export | AcceptPlace | NextPlace
            | KeepPlace | FocusCorrections | TakeBack | Pipe => Self::Mark,
            SelectCharacters | SelectLines | SelectWord | SelectSentence | SelectParagraph
            | SelectAgain | OtherEnd | CharacterLeft | CharacterRight | NextWord | PreviousWord
            | WordEnd | NextSpaced | PreviousSpaced | SpacedEnd | LineStart | LineText
            | LineEnd | SentenceStart | SentenceEnd | ParagraphStart | ParagraphEnd | Seek
            | SeekLeft | SeekTo | SeekLeftTo | SeekOn | SeekBack => Self::Select,
            Left | Right | NextPane | PreviousPane | FocusList | FocusPage | Narrower | Wider
            | Theme | Units | Lens | WidenPane | NarrowPane | SharePanes | OnlyPage | Justify
            | Hyphenate | BottomLines | Columns | ZoomIn | ZoomOut | MapWest | MapEast
            | MapNorth | MapSouth | WholeMap | MapDots | Mouse | Redraw => Self::Look,
            Back | Leave | Quit | Interrupt | Palette | Help | Suspend => Self::Rest,
        }
    }
}
