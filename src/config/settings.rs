//! The settings of the reader as values. How they are spelled and checked is the table's business
//! (`table.rs`).

use std::fmt;

use super::Template;
use super::pipes::Pipe;

/// An enumeration whose values are words in `config.toml`.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $value:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$doc])* $value),+ }

        impl $name {
            /// Every value, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];
            /// The words of all values, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The value that `word` stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$value),)+ _ => None }
            }

            /// The word that stands for the value.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$value => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.word())
            }
        }
    };
}

words! {
    /// Which colours the screen has.
    Theme {
        /// Dark or light, as the terminal's background is found to be.
        #[default]
        Auto = "auto",
        /// Light letters on a dark ground.
        Dark = "dark",
        /// Dark letters on a light ground.
        Light = "light",
        /// The terminal's own sixteen colours.
        Sixteen = "16",
        /// No colour: bold, underlined and reversed letters only.
        None = "none",
    }
}

words! {
    /// How lines of prose are broken.
    Fit {
        /// The breaks that leave the paragraph most even.
        #[default]
        Optimal = "optimal",
        /// Each line takes as many words as fit.
        First = "first",
    }
}

words! {
    /// What the list is ordered by.
    ListSort {
        /// Newest first; undated documents last.
        #[default]
        Date = "date",
        /// By title; numbers in their natural order.
        Title = "title",
        /// By source, then by title; documents without a source last.
        Source = "source",
        /// Longest first.
        Length = "length",
        /// Unread documents first, newest first among them.
        Unread = "unread",
        /// By the column of that name: those with most facts first.
        Facts = "facts",
        /// By the column of that name: those with most disputed weapons first.
        Disputed = "disputed",
        /// By the column of that name: those with most bookmarks first.
        Bookmarks = "bookmarks",
        /// By the column of that name: the earliest first.
        First = "first",
        /// By the column of that name: the latest first.
        Last = "last",
        /// By the column of that name: those in which most is new first.
        New = "new",
    }
}

impl ListSort {
    /// The column whose values decide, if it is one.
    pub fn column(self) -> Option<ListColumn> {
        ListColumn::from_word(self.word())
    }
}

words! {
    /// A column of the list besides title and details.
    ListColumn {
        /// How many weapons, ranges and actors the document has.
        #[default]
        Facts = "facts",
        /// Of how many of its weapons the sources disagree about the range, itself among them.
        Disputed = "disputed",
        /// How many passages of it are bookmarked.
        Bookmarks = "bookmarks",
        /// The earliest date that its text names.
        First = "first",
        /// The latest date that its text names.
        Last = "last",
        /// How often it names dates, from the earliest to the latest.
        Trend = "trend",
        /// Whether it came or changed since the last sitting, and how much in it is new.
        New = "new",
    }
}

words! {
    /// The unit that ranges are converted to.
    Units {
        /// Kilometres.
        #[default]
        Km = "km",
        /// Statute miles.
        Miles = "miles",
        /// Nautical miles.
        Nautical = "nautical",
    }
}

words! {
    /// Of which language other forms of a word are found.
    Stems {
        /// English: "missile" finds "missiles".
        #[default]
        English = "english",
        /// None: a word is found as it was typed.
        None = "none",
    }
}

words! {
    /// Which clipboard copied words go to.
    Clipboard {
        /// The terminal's, and the system's if it is on this machine.
        #[default]
        Auto = "auto",
        /// The terminal's.
        Terminal = "terminal",
        /// The system's.
        Native = "native",
        /// None.
        Off = "off",
    }
}

/// Every setting of the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Which colours the screen has.
    pub theme: Theme,
    /// Widest line of prose, in cells.
    pub width: u16,
    /// Whether prose is stretched to an even right edge.
    pub justify: bool,
    /// Whether long words are divided at line ends.
    pub hyphenate: bool,
    /// How lines of prose are broken.
    pub fit: Fit,
    /// Whether the reader listens to the mouse.
    pub mouse: bool,
    /// What the list is ordered by.
    pub sort: ListSort,
    /// Whether the list shows what papers come to.
    pub bottom_lines: bool,
    /// The columns of the list, from the left; the last gives way first where room is short.
    pub columns: Vec<ListColumn>,
    /// The unit that ranges are converted to.
    pub units: Units,
    /// Of which language the search finds other forms of a word.
    pub stems: Stems,
    /// What a passage looks like that is copied with its source.
    pub citation: Template,
    /// Which clipboard copied words go to.
    pub clipboard: Clipboard,
    /// Commands that a text can be given to, in the order of their names.
    pub pipes: Vec<Pipe>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            theme: Theme::Auto,
            width: 72,
            justify: false,
            hyphenate: false,
            fit: Fit::Optimal,
            mouse: true,
            sort: ListSort::Date,
            bottom_lines: false,
            columns: Vec::new(),
            units: Units::Km,
            stems: Stems::English,
            citation: Template::default(),
            clipboard: Clipboard::Auto,
            pipes: Vec::new(),
        }
    }
}
