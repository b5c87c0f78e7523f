//! The command line as data. What the words mean is told by the verbs.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::bookmarks::Format;
use crate::library::TimeUnit;

/// A terminal reader for briefing documents.
///
/// Opens folders and files of text, Markdown, PDF, Word and other formats as a list beside a page. It
/// finds the weapons, ranges, actors and places that documents name, bookmarks passages with notes
/// and labels, and searches all documents, their facts and your notes. Everything is driven from the
/// keyboard: press ? for help. Without a path it opens what was read last, else the current folder if
/// it holds documents, else sample briefings.
#[derive(Debug, Default, Parser)]
#[command(name = "briefbook", version)]
pub struct Args {
    /// Folders and files to read; `-` is standard input, as is what is piped in without it
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read what this list names, a file or folder a line; `-` is standard input
    #[arg(long, value_name = "FILE", global = true)]
    pub files_from: Option<PathBuf>,
    /// The names in that list end in NUL, as `find -print0` writes them
    #[arg(short = '0', long, global = true, requires = "files_from")]
    pub null: bool,
    /// Open with a search of all documents; Enter opens what is found
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Option<String>,
    /// Begin at this place of the document: a paragraph (12), a page (p12), 40%, or words
    #[arg(long, value_name = "PLACE", allow_hyphen_values = true)]
    pub at: Option<String>,
    /// Colours of the screen
    #[arg(long, value_name = "NAME", value_parser = crate::config::Theme::WORDS.to_vec())]
    pub theme: Option<String>,
    /// Longest line of prose, in columns
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=400))]
    pub width: Option<u16>,
    /// Line by line, without panes: for screen readers and simple terminals
    #[arg(long)]
    pub plain: bool,
    /// Keep nothing new: what was kept before is still used
    #[arg(long, global = true)]
    pub no_write: bool,
    /// Whether to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: ColourWhen,
    /// Settings file to use instead of the usual one
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// What to do instead of reading
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// The answer to `--color`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColourWhen {
    /// As the terminal and NO_COLOR say
    #[default]
    Auto,
    /// In any case
    Always,
    /// Not at all
    Never,
}

/// What a line of the timeline stands for.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum By {
    /// A day
    Day,
    /// A month
    Month,
    /// A year
    Year,
}

impl By {
    /// The same for the library.
    pub(super) const fn unit(self) -> TimeUnit {
        match self {
            Self::Day => TimeUnit::Day,
            Self::Month => TimeUnit::Month,
            Self::Year => TimeUnit::Year,
        }
    }
}

/// What can be done without the screen.
#[derive(Clone, Debug, Subcommand)]
pub enum Verb {
    /// Print the text of a document
    Text {
        /// The file; `-` or none is standard input
        path: Option<PathBuf>,
        /// One JSON object for the document, then one for each block: its kind, place, page, cells
        /// and notes
        #[arg(long)]
        json: bool,
    },
    /// Print the weapons, ranges and actors of documents
    Facts {
        /// Files and folders; `-` or none is standard input
        paths: Vec<PathBuf>,
        /// One JSON object a document; with --ranges, a range
        #[arg(long, conflicts_with = "csv")]
        json: bool,
        /// Only the ranges of all documents, as one table
        #[arg(long)]
        ranges: bool,
        /// The table as comma-separated values
        #[arg(long, requires = "ranges")]
        csv: bool,
    },
    /// Print what documents state of the ranges of weapons, with all that a comparison needs
    Statements {
        /// Files and folders; `-` or none is standard input
        paths: Vec<PathBuf>,
        /// One JSON object a statement
        #[arg(long, conflicts_with = "csv")]
        json: bool,
        /// Comma-separated values, a row a statement
        #[arg(long)]
        csv: bool,
        /// Only those that pass a search: words, weapon: said: range:>300km certainty:hedged date:
        /// title: source: must hold of the statement and its document
        #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
        query: Option<String>,
    },
    /// Print the weapons about whose range documents contradict each other, and why
    Disputes {
        /// Files and folders; `-` or none is standard input
        paths: Vec<PathBuf>,
        /// One JSON object a weapon, with every pair of statements that can be compared
        #[arg(long)]
        json: bool,
    },
    /// Print the documents that came or changed since the last sitting with them in the reader, and what
    /// is new in each
    New {
        /// Files and folders, as the reader was given them; without any the current folder
        paths: Vec<PathBuf>,
        /// Since the last sitting that had ended by then: 2026-11-30, 2026-11-30T17:00, or with Z
        #[arg(long, value_name = "TIME")]
        since: Option<String>,
        /// One JSON object a document
        #[arg(long)]
        json: bool,
    },
    /// Print how many documents are dated on each day, month or year, and how many ranges they state
    Timeline {
        /// Files and folders; `-` or none is standard input
        paths: Vec<PathBuf>,
        /// What a line stands for; without it, the shortest of which 60 lines are enough
        #[arg(long, value_name = "TIME")]
        by: Option<By>,
        /// One JSON object a line
        #[arg(long, conflicts_with = "csv")]
        json: bool,
        /// Comma-separated values
        #[arg(long)]
        csv: bool,
    },
    /// Print what documents state of the range of a weapon as a page, each figure with its passage
    /// and source
    Report {
        /// The weapon, by its name or a part of it
        weapon: String,
        /// Files and folders; `-` or none is standard input
        paths: Vec<PathBuf>,
        /// One file of HTML with its pictures inside, in place of Markdown
        #[arg(long)]
        html: bool,
    },
    /// Print the places that documents name, where they lie, and why that is known
    Places {
        /// Files and folders; `-` or none is standard input
        paths: Vec<PathBuf>,
        /// One JSON object a place
        #[arg(long, conflicts_with_all = ["csv", "geojson"])]
        json: bool,
        /// Comma-separated values
        #[arg(long, conflicts_with = "geojson")]
        csv: bool,
        /// One GeoJSON collection of those whose place is known
        #[arg(long)]
        geojson: bool,
    },
    /// Print what briefings are made of: markings, heads of messages, numbered paragraphs, sections
    Structure {
        /// Files and folders; `-` or none is standard input
        paths: Vec<PathBuf>,
        /// One JSON object a document
        #[arg(long)]
        json: bool,
    },
    /// Search the texts and facts of documents
    ///
    /// Words must all occur; "…" is a phrase, a* begins a word, -word excludes, OR joins two. Fields:
    /// title: source: author: weapon: actor: place: label: note: in:FOLDER is:unread has:range
    /// range:>300km certainty:hedged said:ministry date:2023-07..
    #[command(verbatim_doc_comment)]
    Search {
        /// What to look for
        #[arg(allow_hyphen_values = true)]
        query: String,
        /// A folder or file; without it, what is piped in, else the current folder
        path: Option<PathBuf>,
        /// One JSON object a document
        #[arg(long)]
        json: bool,
        /// Documents to show at most
        #[arg(long, value_name = "NUMBER", default_value = "100")]
        limit: u32,
    },
    /// Build, describe or delete the index of a folder
    Index {
        /// What to do
        what: IndexVerb,
        /// The folder; without it, the current one
        path: Option<PathBuf>,
        /// One JSON object
        #[arg(long)]
        json: bool,
    },
    /// List documents with title, date, source and length
    List {
        /// A folder or file; without it, what is piped in, else the current folder
        path: Option<PathBuf>,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// List, add, remove, export or import bookmarks
    Bookmarks {
        /// What to do
        #[command(subcommand)]
        verb: BookmarksVerb,
    },
    /// List what you corrected about facts and statements, correct statements, or take a correction back
    Corrections {
        /// What to do
        #[command(subcommand)]
        verb: CorrectionsVerb,
    },
    /// Say which bookmarks have lost their passage, where their documents may be now, which files
    /// are damaged, and what keeps parsers from your files and the network
    Doctor {
        /// Where to look for documents that are gone; without it, where you read last
        paths: Vec<PathBuf>,
    },
    /// Show, write or check the settings
    Config {
        /// What to do
        what: ConfigVerb,
    },
    /// List the keys
    Keys {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

/// What can be done with bookmarks.
#[derive(Clone, Debug, Subcommand)]
pub enum BookmarksVerb {
    /// List every bookmark with the state of its passage today
    List {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Mark a passage; prints the bookmark's id once it is on the disk
    Add {
        /// The document
        path: PathBuf,
        /// Words that stand in it
        #[arg(long, value_name = "TEXT")]
        quote: String,
        /// A note
        #[arg(long, value_name = "TEXT", default_value = "")]
        note: String,
        /// Labels, separated by commas
        #[arg(long, value_name = "LABEL", default_value = "")]
        label: String,
        /// Which place, counted from 1, if the words stand in the document more than once
        #[arg(long, value_name = "NUMBER")]
        occurrence: Option<usize>,
    },
    /// Remove bookmarks by their ids
    Remove {
        /// The ids, or as much of each as is unique
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Print every bookmark in another form
    Export {
        /// The form
        #[arg(value_parser = Format::ALL.map(|(name, _)| name).to_vec())]
        format: String,
    },
    /// Take in what was exported as JSON lines or as a web annotation
    Import {
        /// The file
        file: PathBuf,
    },
}

impl BookmarksVerb {
    /// True if it changes what is kept.
    pub fn writes(&self) -> bool {
        matches!(self, Self::Add { .. } | Self::Remove { .. } | Self::Import { .. })
    }
}

/// What can be done with corrections.
#[derive(Clone, Debug, Subcommand)]
pub enum CorrectionsVerb {
    /// List every correction in force, oldest first
    List {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Take a correction back; without an id, the last
    Undo {
        /// Its id, or as much of it as is unique
        id: Option<String>,
        /// The last one
        #[arg(long, conflicts_with = "id")]
        last: bool,
    },
    /// Say that a statement is none
    Reject {
        /// The document
        path: PathBuf,
        /// Words in which one range is stated
        quote: String,
    },
    /// Say that two statements cannot be compared
    Apart {
        /// The document of the one
        path: PathBuf,
        /// Words in which one range is stated
        quote: String,
        /// The document of the other
        other_path: PathBuf,
        /// Words in which one range is stated there
        other_quote: String,
    },
    /// Say that two sources of statements are one: "MBDA" and "the maker"; one without a name is
    /// written with the document's source: "officials @ Harbour Post"
    #[command(verbatim_doc_comment)]
    SameSource {
        /// The one
        name: String,
        /// The other, as which both count
        other: String,
    },
}

/// What can be done with the index of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum IndexVerb {
    /// Bring it up to date
    Build,
    /// Say where it is, how much it holds and what it lacks
    Status,
    /// Delete it; nothing but time is lost
    Clear,
}

/// What can be done with the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ConfigVerb {
    /// Say where the settings are looked for
    Path,
    /// Write a settings file with every setting explained
    Init,
    /// Say what is wrong with the settings
    Check,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn paths_and_verbs_are_told_apart() {
        let args = Args::parse_from(["briefbook", "--width", "80", "a", "b"]);
        assert_eq!((args.paths.len(), args.width), (2, Some(80)));
        let args = Args::parse_from(["briefbook", "--no-write", "list", "x"]);
        assert!(args.no_write && matches!(args.verb, Some(Verb::List { .. })));
        let args = Args::parse_from(["briefbook", "list", "--json", "x"]);
        assert!(matches!(args.verb, Some(Verb::List { json: true, .. })));
        assert!(Args::try_parse_from(["briefbook", "--width", "2"]).is_err());
        assert!(Args::try_parse_from(["briefbook", "--theme", "pink"]).is_err());
    }
}
