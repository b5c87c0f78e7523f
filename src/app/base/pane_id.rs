//! The panes by name: which can have the focus and what opens them, and where their keys are looked up.

use super::command::Command;

/// Declares the panes: variant, and the command that opens it if there is one of its own.
macro_rules! panes {
    ($($(#[doc = $doc:literal])+ $variant:ident $(opened by $command:ident)?),+ $(,)?) => {
        /// A pane that can have the focus.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum PaneId {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl PaneId {
            /// The pane that a command opens, and closes if it has the keys.
            pub const fn toggled_by(command: Command) -> Option<Self> {
                match command {
                    $($(Command::$command => Some(Self::$variant),)?)+
                    _ => None,
                }
            }
        }
    };
}

panes! {
    /// The list of documents.
    List,
    /// The reading pane.
    Page,
    /// The sidebar beside the page: the facts, or the outline.
    Side,
    /// The bookmarks, in the place of page and sidebar while they have the focus.
    Bookmarks opened by FocusBookmarks,
    /// The search of the library, in the place of all panes while it has the focus.
    Search,
    /// The weapons, actors and places of the library; likewise.
    Entities opened by LibraryFacts,
    /// The ranges that the library states; likewise.
    Ranges opened by LibraryRanges,
    /// What was corrected about facts; likewise.
    Corrections opened by FocusCorrections,
    /// What the library states of one weapon; likewise.
    Dossier,
    /// What the library says of one actor; likewise.
    ActorDossier,
    /// The weapons about which sources disagree; likewise.
    Disputes opened by Disputes,
    /// The documents that came or changed since the last sitting; likewise.
    NewDocuments opened by NewDocuments,
    /// The documents over time; likewise.
    Timeline opened by LibraryTimeline,
    /// The places that the library names, on a map; likewise.
    Map opened by LibraryMap,
}

impl PaneId {
    /// True for what takes the place of all other panes.
    pub const fn is_whole(self) -> bool {
        !matches!(self, Self::List | Self::Page | Self::Side | Self::Bookmarks)
    }
}

/// Declares the contexts: variant, the table's name in `keys.toml`, what stands above the help.
macro_rules! contexts {
    ($($(#[doc = $doc:literal])+ $variant:ident $name:literal $title:literal),+ $(,)?) => {
        /// Where a binding holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Context {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Context {
            /// Every context, in the order of the help.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name: the table's name in `keys.toml`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What stands above the help about it.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }
        }
    };
}

contexts! {
    /// Everywhere.
    All "all" "Keys",
    /// In the list.
    List "list" "Keys in the list",
    /// In the page.
    Page "page" "Keys in the page",
    /// In the page while a passage is being selected.
    Selecting "selecting" "Keys while selecting",
    /// In the facts.
    Facts "facts" "Keys in the facts",
    /// In the outline.
    Outline "outline" "Keys in the outline",
    /// In the pane of bookmarks.
    Bookmarks "bookmarks" "Keys in the bookmarks",
    /// In the results of a search.
    Search "search" "Keys in the results of a search",
    /// In the weapons, actors and places of the library.
    Entities "entities" "Keys in the facts of the library",
    /// In the ranges that the library states.
    Ranges "ranges" "Keys in the ranges of the library",
    /// In the corrections.
    Corrections "corrections" "Keys in the corrections",
    /// In what the library says of a weapon or of an actor.
    Dossier "dossier" "Keys in a dossier",
    /// In the weapons about which sources disagree.
    Disputes "disputes" "Keys in the disputes",
    /// In the documents that came or changed.
    NewDocuments "new" "Keys in what is new",
    /// In the timeline.
    Timeline "timeline" "Keys in the timeline",
    /// On the map.
    Map "map" "Keys on the map",
}

impl Context {
    /// The context of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|context| context.name() == name)
    }
}

/// Names that contexts had in earlier versions, each with the one of today.
pub const EARLIER_NAMES: &[(&str, &str)] = &[("things", "entities")];
