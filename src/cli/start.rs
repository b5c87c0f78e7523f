//! From the command line to what the reader is started with: settings, keys, places, documents.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use clap::CommandFactory;

use super::Output;
use super::args::{Args, ColourWhen};
use super::given::{Unnamed, given, listed};
use crate::app::base::key_conflicts;
use crate::app::base::keymap::Keymap;
use crate::app::base::locator::Locator;
use crate::app::base::pane_id::EARLIER_NAMES;
use crate::config::{self, Config, ConfigProblem, Theme, Vocabulary};
use crate::corpus::collect::has_documents;
use crate::corpus::corpus::Corpus;
use crate::facts::Lexicon;
use crate::files::open;
use crate::files::open::{FileError, Piped, absolute};
use crate::files::places::{PlaceOptions, Places};
use crate::protocol::Notice;
use crate::reading::containers::exists;
use crate::reading::documents::Documents;
use crate::reading::extracting;
use crate::reading::in_memory::InMemory;
use crate::runtime::colour::{Colours, When};
use crate::runtime::session::{Options, StartRequest};
use crate::text::CleanText;
use crate::userdata::remembered::MemoryKeeper;

/// Bytes of a settings file that are read at most.
const LARGEST_SETTINGS: u64 = 1 << 20;

/// What the reader is started with.
pub type Start = Options;

/// Settings in force, keys in force, and what is wrong with the files they came from.
#[derive(Debug, Default)]
pub struct Settings {
    /// The settings.
    pub config: Config,
    /// The keys.
    pub keymap: Keymap,
    /// Sentences, each with file and line.
    pub problems: Vec<CleanText>,
    /// The same about keys that stand in each other's way, which may be meant so.
    pub conflicts: Vec<CleanText>,
}

/// What is known of names, with those of the user; what is wrong with these is said. `None`, and why,
/// if there is nothing.
pub(super) fn lexicon(args: &Args, out: &mut Output) -> Option<Lexicon> {
    match extracting::lexicon(&places(args)) {
        Ok((lexicon, problems)) => {
            problems.iter().for_each(|problem| out.message(problem));
            Some(lexicon)
        }
        Err(reason) => {
            out.message(&reason);
            None
        }
    }
}

/// Everything the reader needs, from the command line, the settings and what was kept.
///
/// # Errors
/// A sentence for standard error: a path that is not there, a settings file that cannot be read.
pub fn start(args: &Args) -> Result<Start, CleanText> {
    let places = places(args);
    let Settings { config, keymap, problems, .. } = settings_in(&places, args.config.is_some());
    let mut settings = config;
    if let Some(theme) = args.theme.as_deref().and_then(Theme::from_word) {
        settings.theme = theme;
    }
    settings.width = args.width.unwrap_or(settings.width);
    let when = match args.color {
        ColourWhen::Auto => When::Auto,
        ColourWhen::Always => When::Always,
        ColourWhen::Never => When::Never,
    };
    let remembered = MemoryKeeper::open(&places);
    let given = listed(&args.paths, args)?;
    // Where the reader has no screen, or its answers come on standard input, nothing is awaited there.
    let may_be_piped = args.files_from.is_none() && !args.plain && std::io::stdout().is_terminal();
    let is_piped = may_be_piped && open::piped_in(Duration::ZERO) != Piped::Nothing;
    let (roots, in_memory) = documents(&given.paths, is_piped, &remembered)?;
    let mut notices: Vec<Notice> = problems.iter().map(|words| Notice::warning(words)).collect();
    if notices.len() > 1 {
        let words = format!(
            "{}. `briefbook config check` lists {} more.",
            problems.first().map(CleanText::as_str).unwrap_or_default(),
            problems.len() - 1
        );
        notices = vec![Notice::warning(&words)];
    }
    notices.extend(given.said.iter().map(|words| Notice::warning(words)));
    notices.extend(remembered.problems().iter().map(|words| Notice::warning(words)));
    let colours = Colours::from_environment(when, |name| std::env::var(name).ok());
    let documents = Arc::new(Documents::of_user(in_memory, &places));
    let corpus = Corpus::new(places, roots, documents);
    let at = args.at.as_deref().map(Locator::parse);
    let start = StartRequest { query: args.query.clone(), at };
    Ok(Options { corpus, settings, keymap, colours, remembered, start, notices })
}

/// Reads the settings and the keys; what is wrong is told, the rest counts.
pub fn settings(args: &Args) -> Settings {
    settings_in(&places(args), args.config.is_some())
}

fn settings_in(places: &Places, must_exist: bool) -> Settings {
    let mut settings = Settings::default();
    if let Some(text) = read(&mut settings.problems, &places.settings, must_exist) {
        let (config, problems) = config::parse(&text);
        settings.config = config;
        tell(&mut settings.problems, &places.settings, &problems);
    }
    if let Some(text) = read(&mut settings.problems, &places.keys, false) {
        let (contexts, actions) = Keymap::vocabulary();
        let earlier = EARLIER_NAMES;
        let words = Vocabulary { contexts: &contexts, earlier, actions: &actions };
        let (bindings, problems) = config::parse_keys(&text, words);
        let (letters, more) = config::parse_layout(&text);
        settings.keymap = Keymap::with(&bindings).with_layout(&letters);
        tell(&mut settings.problems, &places.keys, &[problems, more].concat());
        let file = CleanText::path(&places.keys);
        let faults = settings.keymap.faults(&bindings).into_iter();
        let faults = faults.map(|(line, fault)| format!("{file}, line {line}: {fault}"));
        settings.problems.extend(faults.map(|fault| CleanText::line(&fault)));
        tell(&mut settings.conflicts, &places.keys, &key_conflicts::of(&bindings));
    }
    settings
}

/// Where settings, state and caches are.
pub fn places(args: &Args) -> Places {
    Places::of_user(PlaceOptions { settings: args.config.clone(), no_write: args.no_write })
}

/// What the argument of a verb stands for: files and folders, and where their documents come from.
///
/// # Errors
/// A sentence, if there is nothing of that name or standard input cannot be read.
pub fn argument(path: &Path, args: &Args) -> Result<(Vec<PathBuf>, Documents), CleanText> {
    let (roots, in_memory) = InMemory::for_argument(path)?;
    Ok((roots, Documents::of_user(in_memory, &places(args))))
}

/// The library that the arguments of a verb stand for, with its index.
///
/// # Errors
/// A sentence, if there is nothing of that name or standard input cannot be read.
pub fn library(paths: &[PathBuf], args: &Args) -> Result<Corpus, CleanText> {
    let (roots, in_memory) = apart(paths)?;
    let places = places(args);
    let documents = Documents::of_user(in_memory, &places);
    Ok(Corpus::new(places, roots, Arc::new(documents)))
}

/// The library of a verb that reads the current folder where nothing is named or piped in. What is to be
/// said about it is said.
///
/// # Errors
/// A sentence, if there is nothing of that name or standard input cannot be read.
pub fn named(path: Option<&Path>, args: &Args, out: &mut Output) -> Result<Corpus, CleanText> {
    let path: Vec<PathBuf> = path.map(Path::to_owned).into_iter().collect();
    let given = given(&path, Unnamed::Here, args)?;
    given.said.iter().for_each(|words| out.message(words));
    library(&given.paths, args)
}

/// Files and folders, which have to be there, and what comes on standard input.
fn apart(paths: &[PathBuf]) -> Result<(Vec<PathBuf>, InMemory), CleanText> {
    let (input, roots): (Vec<&PathBuf>, Vec<&PathBuf>) =
        paths.iter().partition(|path| path.as_os_str() == "-");
    if let Some(missing) = roots.iter().find(|path| !exists(path)) {
        let meant = paths.first().filter(|first| first == missing).and_then(|path| verb(path));
        let meant = meant.map(|verb| format!("; did you mean `briefbook {verb}`?"));
        let words = format!("{} does not exist", CleanText::path(missing));
        return Err(CleanText::line(&(words + &meant.unwrap_or_default())));
    }
    let in_memory = match input.is_empty() {
        true => InMemory::default(),
        false => InMemory::for_argument(Path::new("-"))?.1,
    };
    Ok((roots.into_iter().cloned().collect(), in_memory))
}

/// The documents asked for: folders and files, and what is no file. Without any: the library of the
/// last time, the current folder if it has documents, the samples.
fn documents(
    paths: &[PathBuf],
    is_piped: bool,
    remembered: &MemoryKeeper,
) -> Result<(Vec<PathBuf>, InMemory), CleanText> {
    if paths.is_empty() && is_piped {
        let (_, in_memory) = InMemory::for_argument(Path::new("-"))?;
        let is_empty = in_memory.iter().all(|(_, bytes)| bytes.is_empty());
        if !is_empty {
            return Ok((Vec::new(), in_memory));
        }
    }
    if paths.is_empty() {
        let last = remembered.library();
        if !last.is_empty() && last.iter().all(|path| exists(path)) {
            return Ok((last, InMemory::default()));
        }
        let here = std::env::current_dir().ok().filter(|here| has_documents(here));
        return Ok(match here {
            Some(here) => (vec![here], InMemory::default()),
            None => (Vec::new(), InMemory::samples()),
        });
    }
    let (roots, in_memory) = apart(paths)?;
    // Absolute, so that what is kept holds from any folder.
    Ok((roots.iter().map(|path| absolute(path)).collect(), in_memory))
}

/// The verb that somebody who typed a path first probably meant.
fn verb(path: &Path) -> Option<String> {
    let command = Args::command();
    let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    config::nearest(path.to_str()?, names).map(str::to_owned)
}

fn read(problems: &mut Vec<CleanText>, path: &Path, must_exist: bool) -> Option<String> {
    match open::read_all(path, LARGEST_SETTINGS, &AtomicBool::new(false)) {
        Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Err(FileError::Missing(_)) if !must_exist => None,
        Err(error) => {
            problems.push(CleanText::line(&error.to_string()));
            None
        }
    }
}

fn tell(told: &mut Vec<CleanText>, path: &Path, problems: &[ConfigProblem]) {
    let file = CleanText::path(path);
    // What is wrong comes first: a path is long, and the foot of the screen is short.
    let sentence = |problem: &ConfigProblem| {
        CleanText::line(&format!("{} (line {} of {file})", problem.what(), problem.line))
    };
    told.extend(problems.iter().map(sentence));
}
