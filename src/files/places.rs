//! Where the program keeps its files. Makes a folder only when there is something to put into it.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::private;
use crate::text::CleanText;

/// The folders of the program. Nothing exists until it is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// The settings file.
    pub settings: PathBuf,
    /// The file of key bindings.
    pub keys: PathBuf,
    /// What the user made.
    pub data: PathBuf,
    /// Positions, history, log.
    pub state: PathBuf,
    /// What can be made again.
    pub cache: PathBuf,
    /// Why nothing may be written, as a sentence; `None` if it may.
    pub read_only: Option<CleanText>,
}

/// What the environment and the command line say about places.
#[derive(Clone, Debug, Default)]
pub struct PlaceOptions {
    /// The settings file (`--config`).
    pub settings: Option<PathBuf>,
    /// Write nothing (`--no-write`).
    pub no_write: bool,
}

impl Places {
    /// The places of this user: those of the platform, XDG variables honoured where absolute.
    pub fn of_user(options: PlaceOptions) -> Self {
        let absolute = |home: OsString| Path::new(&home).is_absolute();
        let home = std::env::var_os("HOME").is_some_and(absolute);
        match ProjectDirs::from("", "", "briefbook").filter(|_| home) {
            Some(dirs) => {
                let state = dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir());
                let folders = [dirs.config_dir(), dirs.data_dir(), state, dirs.cache_dir()];
                Self::new(folders, options)
            }
            None => Self::nowhere(options),
        }
    }

    /// All places below one folder.
    pub fn under(root: &Path, options: PlaceOptions) -> Self {
        let folders = ["config", "data", "state", "cache"].map(|name| root.join(name));
        Self::new(folders.each_ref().map(PathBuf::as_path), options)
    }

    /// The file of the user's own names of weapons and actors, beside the settings.
    pub fn names(&self) -> PathBuf {
        self.keys.with_file_name("names.toml")
    }

    /// A folder for a file that the user asks for without saying where: the current one, the home, or
    /// that of what the user made, the first that lies outside of these folders.
    pub fn outside(&self, roots: &[PathBuf]) -> PathBuf {
        let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let folders: Vec<PathBuf> = roots.iter().map(|root| real(root)).collect();
        let is_outside = |folder: &PathBuf| {
            let folder = real(folder);
            !folders.iter().any(|root| folder.starts_with(root) || root.parent() == Some(&folder))
        };
        let known = [std::env::current_dir().ok(), home()].into_iter().flatten();
        let writes = |folder: &PathBuf| unwritable(folder).is_none() && folder.is_dir();
        let found = known.filter(writes).find(is_outside);
        found.unwrap_or_else(|| self.data.join("exports"))
    }

    /// True if things may be kept.
    pub fn writable(&self) -> bool {
        self.read_only.is_none()
    }

    /// Opens `path` below one of the places for reading and appending, making it (0600) and its
    /// folders (0700) if they lack. Links and special files are refused.
    ///
    /// # Errors
    /// Those of the system, and `PermissionDenied` if nothing may be written.
    pub fn open_to_append(&self, path: &Path) -> io::Result<File> {
        if let Some(reason) = &self.read_only {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, reason.to_string()));
        }
        if let Some(folder) = path.parent() {
            DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        private::open(OpenOptions::new().read(true).append(true).create(true), path)
    }

    fn new([config, data, state, cache]: [&Path; 4], options: PlaceOptions) -> Self {
        let mut places = Self {
            settings: options.settings.unwrap_or_else(|| config.join("config.toml")),
            keys: config.join("keys.toml"),
            data: data.into(),
            state: state.into(),
            cache: cache.into(),
            read_only: options.no_write.then(|| "nothing is kept, as --no-write asks".into()),
        };
        if places.read_only.is_none() {
            places.read_only = [data, state].into_iter().find_map(unwritable);
        }
        places
    }

    fn nowhere(options: PlaceOptions) -> Self {
        let reason = "HOME is not set to a folder, so nothing is kept";
        let mut places = Self::new([Path::new(""); 4], PlaceOptions { no_write: true, ..options });
        places.read_only = Some(reason.into());
        places
    }
}

/// The home of the user.
fn home() -> Option<PathBuf> {
    std::env::var_os("HOME").map(PathBuf::from).filter(|home| home.is_absolute())
}

/// A path as the user typed it, with the home for a tilde at its beginning.
pub fn with_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), home()) {
        (Ok(below), Some(home)) => home.join(below),
        _ => path.to_owned(),
    }
}

/// Why a folder, or the nearest folder above it that exists, cannot be written to.
fn unwritable(folder: &Path) -> Option<CleanText> {
    let existing = folder.ancestors().find(|above| fs::symlink_metadata(above).is_ok())?;
    let shown = CleanText::path(existing);
    if !existing.is_dir() {
        return Some(CleanText::line(&format!("{shown} is not a folder, so nothing is kept")));
    }
    let access = rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK;
    let error = rustix::fs::access(existing, access).err()?;
    let reason = io::Error::from(error);
    Some(CleanText::line(&format!("{shown} cannot be written to ({reason}), so nothing is kept")))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_file_without_a_place_stands_outside_of_the_library() {
        let here = std::env::current_dir().unwrap();
        let places = Places::under(Path::new("/nowhere"), PlaceOptions::default());
        assert_eq!(places.outside(&[PathBuf::from("/usr/share")]), here);
        let all = places.outside(&[PathBuf::from("/")]);
        assert_eq!(all, Path::new("/nowhere/data/exports"), "nothing is outside of everything");
        let inside = places.outside(std::slice::from_ref(&here));
        assert!(!inside.starts_with(&here), "{inside:?}");
        let beside = places.outside(&[here.join("Cargo.toml")]);
        assert_ne!(beside, here, "nor beside the only document");
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn folders_are_made_when_needed_and_for_the_user_alone() {
        let root = tempfile::tempdir().unwrap();
        let places = Places::under(root.path(), PlaceOptions::default());
        assert!(places.writable());
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
        let file = places.state.join("positions.jsonl");
        places.open_to_append(&file).unwrap();
        assert_eq!((mode(&places.state), mode(&file)), (0o700, 0o600));
    }

    #[test]
    fn without_a_place_nothing_is_written_and_it_is_said_why() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("data"), "a file").unwrap();
        let places = Places::under(root.path(), PlaceOptions::default());
        assert!(places.read_only.as_ref().unwrap().contains("data is not a folder"));
        assert!(places.open_to_append(&places.state.join("x")).is_err());
        assert!(!places.state.exists());
    }

    #[test]
    fn the_command_line_decides() {
        let options = PlaceOptions { settings: Some("my.toml".into()), no_write: true };
        let places = Places::under(Path::new("/tmp"), options);
        assert_eq!(places.settings, Path::new("my.toml"));
        assert!(!places.writable());
    }

    #[test]
    fn a_pipe_in_the_place_of_a_file_is_refused_at_once() {
        let root = tempfile::tempdir().unwrap();
        let places = Places::under(root.path(), PlaceOptions::default());
        let pipe = root.path().join("pipe");
        let mode = rustix::fs::Mode::RWXU;
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
        assert!(places.open_to_append(&pipe).is_err());
    }
}
