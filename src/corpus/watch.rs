//! Hears from the system that something below the library's folders may have changed, and asks for a
//! look. What has become of the files a look decides: hints get lost, above all in new folders, and
//! some file systems give none, so everything is looked at now and then in any case.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use notify::event::{EventKind, ModifyKind};
use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::dirty::DirtyFolders;
use super::ignored::IGNORE_FILE;
use crate::reading::containers::file_of;

/// Hints that may wait; if there are more, everything is looked at.
const MOST_HINTS: usize = 8_192;

/// A folder that was changed so shortly before it was watched may hold files that nobody was told of.
const RECENT: Duration = Duration::from_secs(3);

/// Share of the system's watches that one library takes.
const SHARE: usize = 2;

/// File systems whose changes by other machines the system does not tell (`statfs(2)`): NFS, SMB,
/// CIFS, SMB2, FUSE, 9P, Ceph, AFS, Coda.
#[cfg(target_os = "linux")]
const SILENT: [u32; 9] = [
    0x6969,
    0x517B,
    0xFF53_4D42,
    0xFE53_4D42,
    0x6573_5546,
    0x0102_1997,
    0x00C3_6400,
    0x5346_414F,
    0x7375_7245,
];

/// How long what is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// From the first hint to a look.
    pub first: Duration,
    /// The same while hints keep coming.
    pub last: Duration,
    /// Between looks at everything where the system tells what changes.
    pub told: Duration,
    /// The same where it does not.
    pub untold: Duration,
    /// True if the system's hints are wanted.
    pub hints: bool,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            first: Duration::from_millis(300),
            last: Duration::from_millis(1_500),
            told: Duration::from_secs(300),
            untold: Duration::from_secs(15),
            hints: true,
        }
    }
}

/// Looks take at most one part in so many of the time.
const LOOKS: u32 = 50;

/// The same for looks at single folders.
const SHORT_LOOKS: u32 = 4;

/// What was heard, and what is wanted of whoever listens.
#[derive(Default)]
pub struct Hints {
    heard: Mutex<Heard>,
    told: Condvar,
}

#[derive(Default)]
struct Heard {
    /// Paths that were hinted at, with true for those that may have come or gone.
    paths: HashMap<PathBuf, bool>,
    everything: bool,
    /// Folders that were changed while nobody watched them yet.
    again: HashSet<PathBuf>,
    /// Folders to be watched from now on.
    folders: Vec<PathBuf>,
    /// How long the last looks took: at everything, at some folders.
    took: (Option<Duration>, Duration),
    /// What is to be looked at.
    ready: DirtyFolders,
    closed: bool,
}

impl Hints {
    /// What is to be looked at.
    pub fn take(&self) -> DirtyFolders {
        std::mem::take(&mut self.lock().ready)
    }

    /// Everything is being looked at: nothing that was heard until now counts any more.
    pub fn forget(&self) {
        let mut heard = self.lock();
        heard.paths.clear();
        heard.again.clear();
        (heard.everything, heard.ready) = (false, DirtyFolders::default());
    }

    /// Folders that were found.
    pub fn watch(&self, folders: impl IntoIterator<Item = PathBuf>) {
        self.lock().folders.extend(folders);
        self.told.notify_one();
    }

    /// A look ended that took so long.
    pub fn looked(&self, everything: bool, took: Duration) {
        let mut heard = self.lock();
        if everything {
            heard.took.0 = Some(took);
        } else {
            heard.took.1 = took;
        }
        self.told.notify_one();
    }

    /// Nobody looks any more.
    pub fn close(&self) {
        self.lock().closed = true;
        self.told.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in what the system says.
    fn hear(&self, said: notify::Result<notify::Event>, roots: &[PathBuf]) {
        let mut heard = self.lock();
        match said {
            Ok(event) if event.need_rescan() => heard.everything = true,
            Ok(event) => {
                let Some(came_or_went) = came_or_went(event.kind) else { return };
                let paths = event.paths.into_iter().filter(|path| concerns(path, roots));
                for path in paths {
                    *heard.paths.entry(path).or_default() |= came_or_went;
                }
                if heard.paths.len() > MOST_HINTS {
                    heard.paths.clear();
                    heard.everything = true;
                }
            }
            Err(_) => heard.everything = true,
        }
        if heard.is_news() {
            self.told.notify_one();
        }
    }
}

impl Heard {
    fn is_news(&self) -> bool {
        self.everything || !self.paths.is_empty() || !self.again.is_empty()
    }
}

/// Whether an event is about something that came, went or was renamed; `None` for events that change
/// nothing.
fn came_or_went(kind: EventKind) -> Option<bool> {
    match kind {
        EventKind::Access(_) => None,
        EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)) => Some(false),
        _ => Some(true),
    }
}

/// True if a path may matter: it lies below a root, and is not hidden.
fn concerns(path: &Path, roots: &[PathBuf]) -> bool {
    let name = path.file_name().unwrap_or_default();
    let hidden = name.as_encoded_bytes().starts_with(b".") && name != IGNORE_FILE;
    roots.iter().any(|root| path == root || (!hidden && path.starts_with(root)))
}

/// Starts to listen. `remind` asks for a look at [`Hints::take`]. Without a thread or hints of the
/// system nothing is heard, which costs nothing else.
pub fn start(
    hints: &Arc<Hints>,
    roots: &[PathBuf],
    pace: Pace,
    remind: impl Fn() + Send + 'static,
) {
    let roots: Vec<PathBuf> = roots.iter().map(|root| file_of(root).to_owned()).collect();
    let hints = Arc::clone(hints);
    let listen = move || {
        let (heard, below) = (Arc::clone(&hints), roots.clone());
        let watcher = notify::recommended_watcher(move |said| heard.hear(said, &below));
        let watcher = watcher.ok().filter(|_| pace.hints);
        let mut listener = Listener {
            sure: watcher.is_some() && !roots.iter().any(|root| is_silent(root)),
            watcher,
            watched: BTreeSet::new(),
            most: most_watches(),
            pace,
            delay: pace.first,
            due: None,
            looked: Instant::now(),
            begun: Instant::now(),
            everything_took: Duration::ZERO,
        };
        // A file is watched by its folder: it may be replaced by another of its name.
        let files = roots.iter().filter(|root| !root.is_dir());
        hints.watch(files.filter_map(|file| Some(file.parent()?.to_owned())));
        listener.listen(&hints, remind);
    };
    // Without a thread the library is looked at when the user asks for it.
    let _ = thread::Builder::new().name("watching".to_owned()).spawn(listen);
}

/// Whoever listens.
struct Listener {
    watcher: Option<RecommendedWatcher>,
    watched: BTreeSet<PathBuf>,
    most: usize,
    /// True as long as the system tells everything.
    sure: bool,
    pace: Pace,
    /// From the next hint to a look.
    delay: Duration,
    /// When the next look at what was heard is due.
    due: Option<Instant>,
    /// When the last look at single folders was asked for.
    looked: Instant,
    /// When the last look at everything ended.
    begun: Instant,
    everything_took: Duration,
}

impl Listener {
    fn listen(&mut self, hints: &Hints, remind: impl Fn()) {
        let mut heard = hints.lock();
        while !heard.closed {
            if let Some(took) = heard.took.0.take() {
                (self.begun, self.everything_took) = (Instant::now(), took);
            }
            if !heard.folders.is_empty() {
                let folders = std::mem::take(&mut heard.folders);
                drop(heard);
                let recent = self.watch(folders);
                heard = hints.lock();
                heard.again.extend(recent);
                continue;
            }
            let now = Instant::now();
            if self.due.is_none() && heard.is_news() {
                self.due = Some(now + self.delay.max(heard.took.1 * SHORT_LOOKS));
            }
            let everything_due = self.everything_due();
            if self.due.is_some_and(|due| due <= now) || everything_due <= now {
                let news = Heard {
                    paths: std::mem::take(&mut heard.paths),
                    again: std::mem::take(&mut heard.again),
                    everything: std::mem::take(&mut heard.everything) || everything_due <= now,
                    ..Heard::default()
                };
                // The system waits for the lock when it is asked not to watch any more.
                drop(heard);
                let asked = self.ready(news);
                hints.lock().ready.add(asked);
                remind();
                heard = hints.lock();
                continue;
            }
            let next = self.due.map_or(everything_due, |due| due.min(everything_due));
            let left = next.saturating_duration_since(now);
            let waited = hints.told.wait_timeout(heard, left);
            heard = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn everything_due(&self) -> Instant {
        let between = if self.sure { self.pace.told } else { self.pace.untold };
        self.begun + between.max(self.everything_took * LOOKS)
    }

    /// Makes a request of what was heard. While hints keep coming, the next one waits longer.
    fn ready(&mut self, news: Heard) -> DirtyFolders {
        let now = Instant::now();
        let busy = now.saturating_duration_since(self.looked) < self.delay * 3;
        self.delay = if busy { (self.delay * 2).min(self.pace.last) } else { self.pace.first };
        (self.looked, self.due) = (now, None);
        if news.everything {
            // Every folder is found anew, and may be another one of its name.
            self.watched.clear();
            self.begun = now;
            return DirtyFolders::everything();
        }
        let again = news.again.into_iter().map(PathBuf::into_os_string);
        let mut dirty = DirtyFolders { folders: again.collect(), ..DirtyFolders::default() };
        for (path, came_or_went) in news.paths {
            if path.file_name().is_some_and(|name| name == IGNORE_FILE) {
                dirty.whole.extend(path.parent().map(|folder| folder.into()));
            }
            dirty.folders.extend(path.parent().map(|folder| folder.into()));
            if came_or_went {
                // A folder of a name that was watched may be another one.
                self.forget(&path);
                dirty.whole.extend(path.is_dir().then(|| path.into_os_string()));
            }
        }
        dirty
    }

    /// Watches folders. Returns those that were changed so recently that they are to be looked at
    /// once more.
    fn watch(&mut self, folders: Vec<PathBuf>) -> HashSet<PathBuf> {
        let mut recent = HashSet::new();
        for folder in folders {
            let Some(watcher) = self.watcher.as_mut() else { break };
            if self.watched.contains(&folder) {
                continue;
            }
            if self.watched.len() >= self.most {
                self.sure = false;
                break;
            }
            match watcher.watch(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => {
                    if changed_recently(&folder) {
                        recent.insert(folder.clone());
                    }
                    self.watched.insert(folder);
                }
                // What is gone is told by the folder above.
                Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => {}
                Err(_) => self.sure = false,
            }
        }
        recent
    }

    /// A folder is not there any more: one of its name will be another.
    fn forget(&mut self, gone: &Path) {
        let below = self.watched.range(gone.to_owned()..).take_while(|path| path.starts_with(gone));
        let below: Vec<PathBuf> = below.cloned().collect();
        for folder in below {
            self.watched.remove(&folder);
            if let Some(watcher) = self.watcher.as_mut() {
                // The system has mostly done so itself.
                let _ = watcher.unwatch(&folder);
            }
        }
    }
}

fn changed_recently(folder: &Path) -> bool {
    let changed = folder.metadata().and_then(|about| about.modified());
    changed
        .is_ok_and(|changed| SystemTime::now().duration_since(changed).unwrap_or_default() < RECENT)
}

/// Folders that may be watched: other programs of the user need some of the system's watches too.
fn most_watches() -> usize {
    let limit = std::fs::read_to_string("/proc/sys/fs/inotify/max_user_watches");
    let limit = limit.ok().and_then(|limit| limit.trim().parse::<usize>().ok());
    limit.map_or(usize::MAX, |limit| limit / SHARE)
}

/// True if the system is not told what others change below a folder.
#[cfg(target_os = "linux")]
fn is_silent(root: &Path) -> bool {
    rustix::fs::statfs(root).is_ok_and(|about| SILENT.contains(&(about.f_type as u32)))
}

#[cfg(not(target_os = "linux"))]
fn is_silent(_: &Path) -> bool {
    false
}
