//! A home of its own for the real program: documents, settings and everything it keeps lie below one
//! temporary folder.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use portable_pty::CommandBuilder;
use tempfile::TempDir;

/// The variables that say where things are kept, and the folders they name here.
const PLACES: &[(&str, &str)] = &[
    ("HOME", "home"),
    ("XDG_CONFIG_HOME", "config"),
    ("XDG_DATA_HOME", "data"),
    ("XDG_STATE_HOME", "state"),
    ("XDG_CACHE_HOME", "cache"),
];

/// The folder.
pub struct House(TempDir);

impl House {
    /// An empty house with a folder for documents.
    pub fn new() -> Self {
        let house = Self(tempfile::tempdir().unwrap());
        fs::create_dir(house.documents()).unwrap();
        house
    }

    /// The folder of the documents.
    pub fn documents(&self) -> PathBuf {
        self.0.path().join("documents")
    }

    /// A path below the house.
    pub fn path(&self, below: &str) -> PathBuf {
        self.0.path().join(below)
    }

    /// Writes a document.
    pub fn document(&self, name: impl AsRef<Path>, text: impl AsRef<[u8]>) -> &Self {
        fs::write(self.documents().join(name), text).unwrap();
        self
    }

    /// Writes a document that was not just written: the index trusts the time of its last change.
    pub fn settled_document(&self, name: impl AsRef<Path>, text: impl AsRef<[u8]>) -> &Self {
        self.document(&name, text).aged(name, 60)
    }

    /// Makes a document look as if it had been written so many seconds ago, or will be.
    pub fn aged(&self, name: impl AsRef<Path>, seconds: i64) -> &Self {
        let file = fs::File::options().write(true).open(self.documents().join(name)).unwrap();
        let (now, distance) = (SystemTime::now(), Duration::from_secs(seconds.unsigned_abs()));
        let then = if seconds < 0 { now + distance } else { now - distance };
        file.set_modified(then).unwrap();
        self
    }

    /// Writes a file of settings: `config.toml` or `keys.toml`.
    pub fn setting(&self, name: &str, text: &str) -> &Self {
        let folder = self.path("config/briefbook");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), text).unwrap();
        self
    }

    /// The program with these words, to be run in a terminal.
    pub fn in_terminal<W: AsRef<OsStr>>(&self, words: &[W]) -> CommandBuilder {
        let mut command = super::pty::command(env!("CARGO_BIN_EXE_briefbook"));
        command.args(words);
        command.cwd(self.0.path());
        for (name, folder) in PLACES {
            command.env(name, self.path(folder));
        }
        for name in ["VISUAL", "EDITOR"] {
            command.env_remove(name);
        }
        command
    }

    /// A shell in the house that runs `words`, to be run in a terminal.
    pub fn shell(&self, words: &str) -> CommandBuilder {
        let mut shell = super::pty::command("sh");
        shell.args(["-c", words]);
        shell.cwd(self.0.path());
        for (name, folder) in PLACES {
            shell.env(name, self.path(folder));
        }
        shell
    }

    /// The program with these words, without a terminal.
    pub fn program<W: AsRef<OsStr>>(&self, words: &[W]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_briefbook"));
        command.args(words).current_dir(self.0.path());
        command.envs(PLACES.iter().map(|(name, folder)| (name, self.path(folder))));
        command
    }

    /// Runs the program to its end.
    pub fn run<W: AsRef<OsStr>>(&self, words: &[W]) -> Output {
        self.program(words).output().unwrap()
    }

    /// Every file below a folder of the house, with its size.
    pub fn files(&self, below: &str) -> Vec<(PathBuf, u64)> {
        let mut files = Vec::new();
        let mut folders = vec![self.path(below)];
        while let Some(folder) = folders.pop() {
            for file in fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
                // The program may be at work there: what went meanwhile is no file.
                let Ok(about) = file.metadata() else { continue };
                match about.is_dir() {
                    true => folders.push(file.path()),
                    false => files.push((file.path(), about.len())),
                }
            }
        }
        files.sort();
        files
    }
}
