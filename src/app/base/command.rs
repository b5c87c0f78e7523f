//! Everything a key, the palette or a mouse button can ask for, with the name it has in `keys.toml`
//! and the sentence the help shows. Which key asks for what is in `keymap`.

/// Declares the commands: variant, name in `keys.toml`, sentence.
macro_rules! commands {
    ($($variant:ident $name:literal $says:literal),+ $(,)?) => {
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

            /// What it does, as the help says it.
            pub const fn says(self) -> &'static str {
                match self { $(Self::$variant => $says,)+ }
            }
        }
    };
}

commands! {
    Down "down" "Move or scroll down one line",
    Up "up" "Move or scroll up one line",
    HalfDown "half-page-down" "Half a page down",
    HalfUp "half-page-up" "Half a page up",
    PageDown "page-down" "A page down",
    PageUp "page-up" "A page up",
    ReadOn "read-on" "A page down; at the end, the next unread document",
    Top "top" "To the top; with a count, to that paragraph",
    Bottom "bottom" "To the bottom; with a count, to that paragraph",
    Percent "percent" "To the place the count gives in per cent",
    ToPage "to-page" "To the page of that number (12p), or the next",
    ScrollPageDown "scroll-page-down" "Scroll the page down from the list",
    ScrollPageUp "scroll-page-up" "Scroll the page up from the list",
    NextDocument "next-document" "Next document",
    PreviousDocument "previous-document" "Previous document",
    NextUnread "next-unread" "Next unread document",
    PreviousUnread "previous-unread" "Previous unread document",
    Left "pane-left" "To the pane on the left",
    Right "pane-right" "To the pane on the right",
    NextPane "next-pane" "To the next pane",
    PreviousPane "previous-pane" "To the previous pane",
    FocusList "list" "To the list",
    FocusPage "page" "To the page",
    FocusFacts "facts" "To the facts",
    LibraryFacts "library-facts" "Weapons, actors and places of all documents, or go back",
    LibraryRanges "library-ranges" "Every range that the documents state, or go back",
    Dossier "dossier" "What documents say of the weapon or actor, or go back",
    Disputes "disputes" "The weapons about which sources disagree, or go back",
    NewDocuments "new" "What came or changed since the last sitting, or go back",
    LibraryTimeline "timeline" "The documents over time, or go back",
    LibraryMap "map" "The places of the library on a map, or go back",
    MeasureFrom "measure-from" "Tell distances from this place, or no longer",
    RingOf "ring" "A ring around that place, of a distance to be typed",
    PickRange "pick-range" "Choose a range of the library for the ring; the map's key brings it back",
    MapWest "map-west" "Show more of the west",
    MapEast "map-east" "Show more of the east",
    MapNorth "map-north" "Show more of the north",
    MapSouth "map-south" "Show more of the south",
    WholeMap "whole-map" "Show all places, or the rings",
    MapDots "map-dots" "Draw the map in dots, half blocks or plain characters",
    Earlier "earlier" "The time before",
    Later "later" "The time after",
    ZoomIn "zoom-in" "Closer: shorter times, or less of the map",
    ZoomOut "zoom-out" "Farther: longer times, or more of the map",
    NextKind "next-kind" "Weapons, actors and places in turn; the next heading of a dossier",
    GenericWords "generic-words" "Show generic words (“missile”) beside the names, or hide them",
    Reorder "reorder" "Order by something else",
    Reverse "reverse" "The other way round",
    ToggleFacts "toggle-facts" "Show or hide the facts",
    NextFact "next-fact" "Next mention of the fact chosen, or of any fact",
    PreviousFact "previous-fact" "Previous mention of the fact chosen, or of any fact",
    Details "details" "Every sentence that names this fact, or all facts again",
    ToggleGroup "toggle-group" "Open or close this group, here and in the text",
    Reject "reject" "This is no fact, here and everywhere",
    Merge "merge" "Make this fact and the next one chosen the same",
    NotComparable "not-comparable" "These two statements cannot be compared",
    SameSource "same-source" "The two who say this are one source",
    Undo "undo" "Take back what was last done with bookmarks or corrections",
    FocusCorrections "corrections" "What you corrected about facts, or go back",
    TakeBack "take-back" "Take this correction back",
    Bookmark "bookmark" "Bookmark the chosen passage, and note something if you like",
    BookmarkWithLabel "bookmark-with-label" "Bookmark the chosen passage with a label",
    Copy "copy" "Copy the chosen passage with its source",
    CopyWords "copy-words" "Copy the words of the chosen passage",
    SelectCharacters "select-characters" "Select characters; again, leave off",
    SelectLines "select-lines" "Select lines of the screen; again, leave off",
    SelectWord "select-word" "Select the word; again, the next too",
    SelectSentence "select-sentence" "Select the sentence; again, the next too",
    SelectParagraph "select-paragraph" "Select the paragraph or cell; again, the next too",
    SelectAgain "select-again" "Select again what was selected last",
    OtherEnd "other-end" "To the other end of the selection",
    CharacterLeft "character-left" "To the character on the left",
    CharacterRight "character-right" "To the character on the right",
    NextWord "next-word" "To the next word",
    PreviousWord "previous-word" "To the start of the word, or the one before",
    WordEnd "word-end" "To the end of the word, or the next",
    NextSpaced "next-spaced-word" "To the next word after white space",
    PreviousSpaced "previous-spaced-word" "To the word before, after white space",
    SpacedEnd "spaced-word-end" "To the next end of a word before white space",
    LineStart "line-start" "To the start of the line",
    LineText "line-text" "To the first letter of the line",
    LineEnd "line-end" "To the end of the line",
    SentenceStart "sentence-start" "To the start of the sentence, or the one before",
    SentenceEnd "sentence-end" "To the end of the sentence, or the next",
    ParagraphStart "paragraph-start" "To the start of the paragraph, or the one before",
    ParagraphEnd "paragraph-end" "To the end of the paragraph, or the next",
    Seek "seek" "To the next such letter of the paragraph",
    SeekLeft "seek-left" "To the last such letter before",
    SeekTo "seek-to" "Up to the next such letter of the paragraph",
    SeekLeftTo "seek-left-to" "Back up to the last such letter before",
    SeekOn "seek-on" "The same letter again",
    SeekBack "seek-back" "The same letter the other way",
    NextBookmark "next-bookmark" "Next bookmark of the document",
    PreviousBookmark "previous-bookmark" "Previous bookmark of the document",
    EditNote "edit-note" "Edit the note of the bookmark here",
    EditLabels "edit-labels" "Edit the labels of the bookmark here",
    RemoveBookmark "remove-bookmark" "Remove the bookmark here, or those chosen",
    FocusBookmarks "bookmarks" "Show the bookmarks, or go back",
    Review "review" "Show the bookmarks whose passage has changed",
    Relink "relink" "Choose the file that a bookmark belongs to now",
    AllBookmarks "all-bookmarks" "Bookmarks of the whole library, or of this document",
    Regroup "regroup" "Bookmarks by document, by label or by date",
    Choose "choose" "Choose this bookmark, to remove several together",
    Export "export" "Write the bookmarks shown, or the chosen passage, into a file",
    AcceptPlace "accept-place" "The passage is at the place shown",
    NextPlace "next-place" "Show another place where the passage may be",
    KeepPlace "keep-place" "Leave the passage as uncertain as it is",
    Open "open" "Open, or jump to the passage",
    Back "back" "One step back; never out of the program",
    Leave "leave" "One step back; at the top, quit",
    Quit "quit" "Quit now",
    Interrupt "interrupt" "Cancel what is under way, or quit",
    Find "find" "Find in this pane",
    NextHit "next-hit" "Next match",
    PreviousHit "previous-hit" "Previous match",
    Search "search" "Search all documents; again, change what is searched for",
    SearchField "search-field" "From the field to the results, or back",
    SaveSearch "save-search" "Keep this search under a name",
    ForgetSearch "forget-search" "Forget the saved search chosen",
    Filter "filter" "Filter the list",
    OpenByName "open-by-name" "Open a document by name",
    Palette "palette" "Choose a command by name",
    NextChange "next-change" "Next paragraph that was changed while the document was open",
    PreviousChange "previous-change" "The changed paragraph before",
    NextHeading "next-heading" "Next heading",
    PreviousHeading "previous-heading" "Previous heading",
    KeyJudgements "key-judgements" "To the key judgements, the summary or the bottom line",
    Outline "outline" "Outline of the document",
    Links "links" "Links and notes of the document, with where they lead",
    NextLink "next-link" "Next link of the document, with where it leads",
    PreviousLink "previous-link" "Previous link of the document",
    FollowLink "follow-link" "Follow the link one stands on; with a count, the link of that number",
    LinksHere "links-here" "What links to this document, with the passages",
    Pipe "pipe" "Give the selection or the document to a command of the settings",
    About "about" "What is known of the document: its date, what was left out or is damaged",
    Paths "paths" "Every path of this document: it may be there several times",
    SetMark "set-mark" "Mark this place with a letter",
    GoToMark "go-to-mark" "Go to the place marked with a letter",
    LastPlace "last-place" "Back to where the last jump began",
    JumpBack "jump-back" "Back along the places you have been",
    JumpForward "jump-forward" "Forward along the places you have been",
    ToggleRead "toggle-read" "Mark as read or unread",
    Sort "sort" "Choose the order of the list",
    Refresh "refresh" "Look for new and changed documents",
    Theme "theme" "Choose the colours of the screen",
    Units "units" "Choose the unit in which ranges are told",
    Lens "lens" "Show on the page how surely everything is said, or no longer",
    WidenPane "widen-pane" "Give this pane more columns",
    NarrowPane "narrow-pane" "Give this pane fewer columns",
    SharePanes "share-panes" "Share the columns among the panes by what they need",
    Narrower "narrower" "Shorter lines",
    Wider "wider" "Longer lines",
    Centre "centre" "Put the current place in the middle",
    OnlyPage "only-page" "Show only the page, or all panes again",
    Justify "justify" "Straight or ragged right margin",
    Hyphenate "hyphenate" "Hyphenate words at line ends or not",
    Columns "columns" "Choose the columns of the list",
    BottomLines "bottom-lines" "Show the bottom lines of papers in the list, or hide them",
    PanLeft "pan-left" "Show more of the left of wide tables and code",
    PanRight "pan-right" "Show more of the right of wide tables and code",
    Edit "edit" "Open the file in your editor at this line",
    OpenOutside "open-outside" "Open the file with the program the system chooses",
    Help "help" "What the keys do here",
    Mouse "mouse" "Give the mouse to the terminal, or take it back",
    Redraw "redraw" "Paint the screen anew",
    Suspend "suspend" "Put briefbook in the background",
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
