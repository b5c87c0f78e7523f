//! The wall: formats whose parsers may crash, run away or eat memory are read in processes of this
//! same program, which hold nothing and can be killed. Knows no formats; what a process does is told
//! in `child`.

mod attempts;
mod check;
mod child;
mod confinement;
mod frames;
mod handover;
#[cfg(target_os = "linux")]
mod landlock;
mod layer;
pub mod parallel;
mod parent;
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod seccomp;

pub use attempts::{Act, Attempt};
pub use check::{Confinement, LayerCheck};
pub use child::serve;
pub use layer::{Enforcement, Layer};

use std::fs::File;
use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use thiserror::Error;

use crate::document::{Document, WireError};
use crate::formats::Limits;
use crate::text::Shown;
use parent::Worker;

/// The word on the command line that makes the program a worker behind the wall.
pub const WORD: &str = "behind-the-wall";

/// Workers that are kept for the next document beside one for each core, which describe files
/// together: as many as there are other lanes that read.
const IDLE: usize = 2;

/// Documents after which a worker is replaced, so that what a parser leaves behind does not add up.
const MOST_DOCUMENTS: usize = 500;

/// Bytes of documents after which a worker is replaced: memory that was used once is not always
/// given back.
const MOST_BYTES: u64 = 64 << 20;

/// Threads that describe files at most.
const MOST_THREADS: usize = 8;

/// Time to read a document that is opened.
pub const OPENING: Duration = Duration::from_secs(20);

/// Time to find out what the list says about a document.
pub const DESCRIBING: Duration = Duration::from_secs(5);

/// How many threads describe files at a time: one for each core, as far as the memory of that many
/// workers is to be expected.
pub fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS)
}

/// A document to be read behind the wall.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// Its name, of which the extension and a date count.
    pub name: &'a Path,
    /// Which document inside of it is meant, as a path below it; empty for itself.
    pub inner: &'a Path,
    /// Where its bytes are.
    pub content: Content<'a>,
    /// How much of it is read.
    pub limits: Limits,
    /// How long it may take.
    pub time: Duration,
}

/// Where the bytes of a document are.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// In memory, all of them.
    Bytes(&'a [u8]),
    /// In a file that is open, which the worker reads: so many bytes from its beginning.
    File(&'a File, u64),
}

impl Content<'_> {
    /// How many bytes they are.
    fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File(_, length) => *length,
        }
    }
}

/// Why a document was not read behind the wall, as a sentence.
#[derive(Debug, Error)]
pub enum WallError {
    /// Nobody wants it any more.
    #[error("reading it was called off")]
    Cancelled,
    /// It took too long.
    #[error("reading it took longer than {0} seconds, so it was given up")]
    TooLong(u64),
    /// The worker aborted: that is what becomes of memory or stack that is not there.
    #[error("reading it takes more memory than the program allows")]
    Exhausted,
    /// The worker ended in another way.
    #[error("the part of the program that reads this format failed ({0}); please report it")]
    Died(String),
    /// The worker did not start.
    #[error("the part of the program that reads this format did not start: {0}")]
    Start(#[from] io::Error),
    /// The worker answered in words nobody understands.
    #[error("the part of the program that reads this format gave a wrong answer: {0}")]
    Garbled(#[from] WireError),
    /// The format says why.
    #[error("{0}")]
    Refused(Shown),
}

/// A pool of workers. Starts none before there is something to read.
#[derive(Debug)]
pub struct Wall {
    program: PathBuf,
    idle: Mutex<Vec<Worker>>,
    /// How many of them are kept.
    kept: usize,
}

impl Wall {
    /// A wall whose workers run `program`, which is to be briefbook.
    pub fn new(program: PathBuf) -> Self {
        Self { program, idle: Mutex::default(), kept: IDLE + threads() }
    }

    /// A wall of this very program, even if its file was replaced meanwhile.
    pub fn of_this_program() -> Self {
        let running = Path::new("/proc/self/exe");
        let program = if running.exists() { Ok(running.into()) } else { std::env::current_exe() };
        Self::new(program.unwrap_or_default())
    }

    /// Reads a document. Of a long one, `early` may be given the beginning before.
    ///
    /// # Errors
    /// [`WallError`]; a worker that failed is gone, and the next document gets a new one.
    pub fn read(
        &self,
        job: &Job<'_>,
        cancel: &AtomicBool,
        early: &mut dyn FnMut(Document),
    ) -> Result<Document, WallError> {
        let mut worker = self.worker()?;
        let answer = worker.ask(job, cancel, early);
        let sound = matches!(answer, Ok(_) | Err(WallError::Refused(_)));
        if sound && worker.documents < MOST_DOCUMENTS && worker.bytes < MOST_BYTES {
            let mut idle = self.lock();
            if idle.len() < self.kept {
                idle.push(worker);
            }
        }
        answer
    }

    /// What a worker may still do, as a new one finds out by trying.
    ///
    /// # Errors
    /// [`WallError`] if it does not start or does not answer.
    pub fn check(&self) -> Result<Confinement, WallError> {
        Worker::check(&self.program)
    }

    /// One that waits, or a new one.
    fn worker(&self) -> Result<Worker, WallError> {
        loop {
            let waiting = self.lock().pop();
            match waiting {
                Some(mut worker) => {
                    if worker.lives() {
                        return Ok(worker);
                    }
                }
                None => return Ok(Worker::start(&self.program, &[])?),
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Worker>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
