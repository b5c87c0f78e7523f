//! Everything a key, the palette or a mouse button can ask for, with the name it has in `keys.toml`
//! and the sentence the help shows. Which key asks for what is in `keymap`.

use super::task::Task;

/// Declares the commands: variant, name in `keys.toml`, what it is for, sentence.
macro_rules! commands {
    ($($variant:ident $name:literal $task:ident $says:literal),+ $(,)?) => {
        /// A request of the user.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command {
            $(#[doc = $says] $variant,)+
        }

        impl Command {
            /// Every command, in the order of the help.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name in `keys.toml` and in the palette.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What it is for.
            pub const fn task(self) -> Task {
                match self { $(Self::$variant => Task::$task,)+ }
            }

            /// What it does, as the help says it.
            pub const fn says(self) -> &'static str {
                match self { $(Self::$variant => $says,)+ }
            }
        }
    };
}

commands! {
    Down "down" Read "Move or scroll down one line",
    Up "up" Read "Move or scroll up one line",
    HalfDown "half-page-down" Read "Half a page down",
    HalfUp "half-page-up" Read "Half a page up",
    PageDown "page-down" Read "A page down",
    PageUp "page-up" Read "A page up",
    ReadOn "read-on" Read "A page down; at the end, the next unread document",
    Top "top" Read "To the top; with a count, to that paragraph",
    Bottom "bottom" Read "To the bottom; with a count, to that paragraph",
    Percent "percent" Read "To the place the count gives in per cent",
    ToPage "to-page" Read "To the page of that number (12p), or the next",
    ScrollPageDown "scroll-page-down" Read "Scroll the page down from the list",
    ScrollPageUp "scroll-page-up" Read "Scroll the page up from the list",
    NextDocument "next-document" Go "Next document",
    PreviousDocument "previous-document" Go "Previous document",
    NextUnread "next-unread" Go "Next unread document",
    PreviousUnread "previous-unread" Go "Previous unread document",
    Left "pane-left" Look "To the pane on the left",
    Right "pane-right" Look "To the pane on the right",
    NextPane "next-pane" Look "To the next pane",
    PreviousPane "previous-pane" Look "To the previous pane",
    FocusList "list" Look "To the list",
    FocusPage "page" Look "To the page",
    FocusFacts "facts" Facts "To the facts",
    LibraryFacts "library-facts" Facts "Weapons, actors and places of all documents, or go back",
    LibraryRanges "library-ranges" Facts "Every range that the documents state, or go back",
    Dossier "dossier" Facts "What documents say of the weapon or actor, or go back",
    Disputes "disputes" Facts "The weapons about which sources disagree, or go back",
    NewDocuments "new" Find "What came or changed since the last sitting, or go back",
    LibraryTimeline "timeline" Facts "The documents over time, or go back",
    LibraryMap "map" Facts "The places of the library on a map, or go back",
    MeasureFrom "measure-from" Facts "Tell distances from this place, or no longer",
    RingOf "ring" Facts "A ring around that place, of a distance to be typed",
    PickRange "pick-range" Facts "Choose a range of the library for the ring; the map's key brings it back",
    MapWest "map-west" Look "Show more of the west",
    MapEast "map-east" Look "Show more of the east",
    MapNorth "map-north" Look "Show more of the north",
    MapSouth "map-south" Look "Show more of the south",
    WholeMap "whole-map" Look "Show all places, or the rings",
    MapDots "map-dots" Look "Draw the map in dots, half blocks or plain characters",
    Earlier "earlier" Read "The time before",
    Later "later" Read "The time after",
    ZoomIn "zoom-in" Look "Closer: shorter times, or less of the map",
    ZoomOut "zoom-out" Look "Farther: longer times, or more of the map",
    NextKind "next-kind" Facts "Weapons, actors and places in turn; the next heading of a dossier",
    GenericWords "generic-words" Facts "Show generic words (“missile”) beside the names, or hide them",
    Reorder "reorder" Find "Order by something else",
    Reverse "reverse" Find "The other way round",
    ToggleFacts "toggle-facts" Facts "Show or hide the facts",
    NextFact "next-fact" Facts "Next mention of the fact chosen, or of any fact",
    PreviousFact "previous-fact" Facts "Previous mention of the fact chosen, or of any fact",
    Details "details" Facts "Every sentence that names this fact, or all facts again",
    ToggleGroup "toggle-group" Read "Open or close this group, here and in the text",
    Reject "reject" Facts "This is no fact, here and everywhere",
    Merge "merge" Facts "Make this fact and the next one chosen the same",
    NotComparable "not-comparable" Facts "These two statements cannot be compared",
    SameSource "same-source" Facts "The two who say this are one source",
    Undo "undo" Mark "Take back what was last done with bookmarks or corrections",
    FocusCorrections "corrections" Mark "What you corrected about facts, or go back",
    TakeBack "take-back" Mark "Take this correction back",
    Bookmark "bookmark" Mark "Bookmark the chosen passage, and note something if you like",
    BookmarkWithLabel "bookmark-with-label" Mark "Bookmark the chosen passage with a label",
    Copy "copy" Mark "Copy the chosen passage with its source",
    CopyWords "copy-words" Mark "Copy the words of the chosen passage",
    SelectCharacters "select-characters" Select "Select characters; again, leave off",
    SelectLines "select-lines" Select "Select lines of the screen; again, leave off",
    SelectWord "select-word" Select "Select the word; again, the next too",
    SelectSentence "select-sentence" Select "Select the sentence; again, the next too",
    SelectParagraph "select-paragraph" Select "Select the paragraph or cell; again, the next too",
    SelectAgain "select-again" Select "Select again what was selected last",
    OtherEnd "other-end" Select "To the other end of the selection",
    CharacterLeft "character-left" Select "To the character on the left",
    CharacterRight "character-right" Select "To the character on the right",
    NextWord "next-word" Select "To the next word",
    PreviousWord "previous-word" Select "To the start of the word, or the one before",
    WordEnd "word-end" Select "To the end of the word, or the next",
    NextSpaced "next-spaced-word" Select "To the next word after white space",
    PreviousSpaced "previous-spaced-word" Select "To the word before, after white space",
    SpacedEnd "spaced-word-end" Select "To the next end of a word before white space",
    LineStart "line-start" Select "To the start of the line",
    LineText "line-text" Select "To the first letter of the line",
    LineEnd "line-end" Select "To the end of the line",
    SentenceStart "sentence-start" Select "To the start of the sentence, or the one before",
    SentenceEnd "sentence-end" Select "To the end of the sentence, or the next",
    ParagraphStart "paragraph-start" Select "To the start of the paragraph, or the one before",
    ParagraphEnd "paragraph-end" Select "To the end of the paragraph, or the next",
    Seek "seek" Select "To the next such letter of the paragraph",
    SeekLeft "seek-left" Select "To the last such letter before",
    SeekTo "seek-to" Select "Up to the next such letter of the paragraph",
    SeekLeftTo "seek-left-to" Select "Back up to the last such letter before",
    SeekOn "seek-on" Select "The same letter again",
    SeekBack "seek-back" Select "The same letter the other way",
    NextBookmark "next-bookmark" Mark "Next bookmark of the document",
    PreviousBookmark "previous-bookmark" Mark "Previous bookmark of the document",
    EditNote "edit-note" Mark "Edit the note of the bookmark here",
    EditLabels "edit-labels" Mark "Edit the labels of the bookmark here",
    RemoveBookmark "remove-bookmark" Mark "Remove the bookmark here, or those chosen",
    FocusBookmarks "bookmarks" Mark "Show the bookmarks, or go back",
    Review "review" Mark "Show the bookmarks whose passage has changed",
    Relink "relink" Mark "Choose the file that a bookmark belongs to now",
    AllBookmarks "all-bookmarks" Mark "Bookmarks of the whole library, or of this document",
    Regroup "regroup" Mark "Bookmarks by document, by label or by date",
    Choose "choose" Read "Choose this bookmark, to remove several together",
    Export "export" Mark "Write the bookmarks shown, or the chosen passage, into a file",
    AcceptPlace "accept-place" Mark "The passage is at the place shown",
    NextPlace "next-place" Mark "Show another place where the passage may be",
    KeepPlace "keep-place" Mark "Leave the passage as uncertain as it is",
    Open "open" Read "Open, or jump to the passage",
    Back "back" Rest "One step back; never out of the program",
    Leave "leave" Rest "One step back; at the top, quit",
    Quit "quit" Rest "Quit now",
    Interrupt "interrupt" Rest "Cancel what is under way, or quit",
    Find "find" Find "Find in this pane",
    NextHit "next-hit" Find "Next match",
    PreviousHit "previous-hit" Find "Previous match",
    Search "search" Find "Search all documents; again, change what is searched for",
    SearchField "search-field" Find "From the field to the results, or back",
    SaveSearch "save-search" Find "Keep this search under a name",
    ForgetSearch "forget-search" Find "Forget the saved search chosen",
    Filter "filter" Find "Filter the list",
    OpenByName "open-by-name" Go "Open a document by name",
    Palette "palette" Rest "Choose a command by name",
    NextChange "next-change" Go "Next paragraph that was changed while the document was open",
    PreviousChange "previous-change" Go "The changed paragraph before",
    NextHeading "next-heading" Go "Next heading",
    PreviousHeading "previous-heading" Go "Previous heading",
    KeyJudgements "key-judgements" Go "To the key judgements, the summary or the bottom line",
    Outline "outline" Go "Outline of the document",
    Links "links" Go "Links and notes of the document, with where they lead",
    NextLink "next-link" Go "Next link of the document, with where it leads",
    PreviousLink "previous-link" Go "Previous link of the document",
    FollowLink "follow-link" Go "Follow the link one stands on; with a count, the link of that number",
    LinksHere "links-here" Go "What links to this document, with the passages",
    Pipe "pipe" Mark "Give the selection or the document to a command of the settings",
    About "about" Go "What is known of the document: its date, what was left out or is damaged",
    Paths "paths" Go "Every path of this document: it may be there several times",
    SetMark "set-mark" Go "Mark this place with a letter",
    GoToMark "go-to-mark" Go "Go to the place marked with a letter",
    LastPlace "last-place" Go "Back to where the last jump began",
    JumpBack "jump-back" Go "Back along the places you have been",
    JumpForward "jump-forward" Go "Forward along the places you have been",
    ToggleRead "toggle-read" Go "Mark as read or unread",
    Sort "sort" Find "Choose the order of the list",
    Refresh "refresh" Find "Look for new and changed documents",
    Theme "theme" Look "Choose the colours of the screen",
    Units "units" Look "Choose the unit in which ranges are told",
    Lens "lens" Look "Show on the page how surely everything is said, or no longer",
    WidenPane "widen-pane" Look "Give this pane more columns",
    NarrowPane "narrow-pane" Look "Give this pane fewer columns",
    SharePanes "share-panes" Look "Share the columns among the panes by what they need",
    Narrower "narrower" Look "Shorter lines",
    Wider "wider" Look "Longer lines",
    Centre "centre" Read "Put the current place in the middle",
    OnlyPage "only-page" Look "Show only the page, or all panes again",
    Justify "justify" Look "Straight or ragged right margin",
    Hyphenate "hyphenate" Look "Hyphenate words at line ends or not",
    Columns "columns" Look "Choose the columns of the list",
    BottomLines "bottom-lines" Look "Show the bottom lines of papers in the list, or hide them",
    PanLeft "pan-left" Read "Show more of the left of wide tables and code",
    PanRight "pan-right" Read "Show more of the right of wide tables and code",
    Edit "edit" Go "Open the file in your editor at this line",
    OpenOutside "open-outside" Go "Open the file with the program the system chooses",
    Help "help" Rest "What the keys do here",
    Mouse "mouse" Look "Give the mouse to the terminal, or take it back",
    Redraw "redraw" Look "Paint the screen anew",
    Suspend "suspend" Rest "Put briefbook in the background",
}

impl Command {
    /// The command of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|command| command.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique_and_found_again() {
        let names: BTreeSet<_> = Command::ALL.iter().map(|command| command.name()).collect();
        assert_eq!(names.len(), Command::ALL.len());
        assert!(Command::ALL.iter().all(|c| Command::named(c.name()) == Some(*c)));
    }
}
