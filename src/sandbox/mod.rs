//! The sandbox: formats whose parsers may crash, run away or eat memory are read in processes of this
//! same program, which hold nothing and can be killed. Knows no formats; what a process does is told
//! in `child`.

mod attempts;
mod check;
mod child;
mod confinement;
mod frames;
mod handover;
mod job;
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
pub use job::{Content, Job, SandboxError, WORD};
pub use layer::{Enforcement, Layer};

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::document::Document;
use parent::Worker;

/// Workers that are kept for the next document beside one for each core, which describe files
/// together: as many as there are other workers that read.
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

/// A pool of workers. Starts none before there is something to read.
#[derive(Debug)]
pub struct Sandbox {
    program: PathBuf,
    idle: Mutex<Vec<Worker>>,
    /// How many of them are kept.
    kept: usize,
}

impl Sandbox {
    /// A sandbox whose workers run `program`, which is to be briefbook.
    pub fn new(program: PathBuf) -> Self {
        Self { program, idle: Mutex::default(), kept: IDLE + threads() }
    }

    /// A sandbox of this very program, even if its file was replaced meanwhile.
    pub fn of_this_program() -> Self {
        let running = Path::new("/proc/self/exe");
        let program = if running.exists() { Ok(running.into()) } else { std::env::current_exe() };
        Self::new(program.unwrap_or_default())
    }

    /// Reads a document. Of a long one, `early` may be given the beginning before.
    ///
    /// # Errors
    /// [`SandboxError`]; a worker that failed is gone, and the next document gets a new one.
    pub fn read(
        &self,
        job: &Job<'_>,
        cancel: &AtomicBool,
        early: &mut dyn FnMut(Document),
    ) -> Result<Document, SandboxError> {
        let mut worker = self.worker()?;
        let answer = worker.ask(job, cancel, early);
        let sound = matches!(answer, Ok(_) | Err(SandboxError::Refused(_)));
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
    /// [`SandboxError`] if it does not start or does not answer.
    pub fn check(&self) -> Result<Confinement, SandboxError> {
        Worker::check(&self.program)
    }

    /// One that waits, or a new one.
    fn worker(&self) -> Result<Worker, SandboxError> {
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
