//! One process in the sandbox as the program sees it: started, asked, watched, killed. It is given
//! bytes or an open file through a socket and answers through a pipe; it is told no path and has no
//! terminal.

use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::UnixStream;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};

use super::check::{CHECK, Confinement};
use super::frames::{ANSWER_HEAD, Answer, Order, answer_of};
use super::{Content, Job, SandboxError, WORD, handover};
use crate::document::{Document, from_wire};
use crate::text::CleanText;

/// How long a wait for a worker lasts before it is looked whether the answer is still wanted.
const LOOK: Timespec = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };

/// How many times longer than it may work a worker may take: on a busy machine others work meanwhile.
pub const BUSY: u32 = 4;

/// Ticks of the processor's clock in a second, as Linux counts them in `/proc`, see proc(5).
const TICKS: u64 = 100;

/// What a worker is given beyond the time for the document: it may start, or be busy giving up.
const GRACE: Duration = Duration::from_millis(500);

/// Time in which a worker tries what it may do.
const CHECKING: Duration = Duration::from_secs(5);

/// Signals by which a process ends that lacks memory or stack.
const EXHAUSTED: [i32; 3] = [6, 7, 11];

/// A running process.
#[derive(Debug)]
pub struct Worker {
    child: Child,
    orders: UnixStream,
    answers: ChildStdout,
    /// How many documents it has read.
    pub documents: usize,
    /// How many bytes they had.
    pub bytes: u64,
}

/// How long an answer is waited for: until the worker has worked for `time`, in any case until
/// [`BUSY`] times that have passed.
struct Patience<'a> {
    cancel: &'a AtomicBool,
    begun: Instant,
    time: Duration,
    worker: u32,
    /// How long the worker had worked before.
    worked: Option<Duration>,
}

impl Worker {
    /// Starts a process of `program`, with these words for the worker. It inherits no variable, no
    /// folder and no terminal.
    ///
    /// # Errors
    /// If the system gives no process.
    pub fn start(program: &Path, words: &[&str]) -> std::io::Result<Self> {
        let (orders, theirs) = UnixStream::pair()?;
        let mut child = Command::new(program)
            .arg(WORD)
            .args(words)
            .env_clear()
            .current_dir("/")
            .stdin(OwnedFd::from(theirs))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let Some(answers) = child.stdout.take() else {
            return Err(std::io::Error::other("it has no pipe"));
        };
        // Neither side may hold the other up for longer than the patience lasts.
        orders.set_nonblocking(true)?;
        fcntl_setfl(&answers, fcntl_getfl(&answers)? | OFlags::NONBLOCK)?;
        Ok(Self { child, orders, answers, documents: 0, bytes: 0 })
    }

    /// What a new process of `program` finds out about how it is held.
    ///
    /// # Errors
    /// [`SandboxError`].
    pub fn check(program: &Path) -> Result<Confinement, SandboxError> {
        let mut worker = Self::start(program, &[CHECK])?;
        let wanted = AtomicBool::new(false);
        let (_, body) = worker.answer(&worker.patience(CHECKING, &wanted))?;
        Ok(from_wire(&body)?)
    }

    /// True if the process has not ended meanwhile.
    pub fn lives(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Has a document read. After any error but [`SandboxError::Refused`] the worker is of no use.
    ///
    /// # Errors
    /// [`SandboxError`].
    pub fn ask(
        &mut self,
        job: &Job<'_>,
        cancel: &AtomicBool,
        early: &mut dyn FnMut(Document),
    ) -> Result<Document, SandboxError> {
        self.documents += 1;
        self.bytes += job.content.len();
        let name = job.name.file_name().unwrap_or_default().as_bytes();
        let order = Order {
            name: name.get(name.len().saturating_sub(255)..).unwrap_or_default().to_vec(),
            inner: job.inner.as_os_str().as_bytes().to_vec(),
            limits: job.limits,
            time: job.time,
            bytes: job.content.len(),
            attached: matches!(job.content, Content::File(..)),
        };
        let patience = self.patience(job.time, cancel);
        let order = order.to_bytes()?;
        match job.content {
            Content::Bytes(bytes) => {
                self.write(&order, &patience)?;
                self.write(bytes, &patience)?;
            }
            Content::File(file, _) => self.write_with(&order, file, &patience)?,
        }
        loop {
            match self.answer(&patience)? {
                (Answer::Early, body) => early(from_wire(&body)?),
                (Answer::Whole, body) => return Ok(from_wire(&body)?),
                (Answer::Refusal, body) => {
                    return Err(SandboxError::Refused(CleanText::line(&String::from_utf8_lossy(
                        &body,
                    ))));
                }
            }
        }
    }

    fn patience<'a>(&self, time: Duration, cancel: &'a AtomicBool) -> Patience<'a> {
        let worker = self.child.id();
        Patience { cancel, begun: Instant::now(), time, worker, worked: work_of(worker) }
    }

    fn answer(&mut self, patience: &Patience<'_>) -> Result<(Answer, Vec<u8>), SandboxError> {
        let mut head = [0; ANSWER_HEAD];
        self.fill(&mut head, patience)?;
        let (answer, length) = answer_of(head)
            .ok_or_else(|| SandboxError::Died("its answer has no known form".to_owned()))?;
        let mut body = vec![0; length];
        self.fill(&mut body, patience)?;
        Ok((answer, body))
    }

    fn write(&mut self, mut bytes: &[u8], patience: &Patience<'_>) -> Result<(), SandboxError> {
        while !bytes.is_empty() {
            let written = self.orders.write(bytes);
            let count = self.count(written, patience)?;
            bytes = bytes.get(count..).unwrap_or_default();
        }
        Ok(())
    }

    /// The same, with an open file.
    fn write_with(
        &mut self,
        bytes: &[u8],
        file: &File,
        patience: &Patience<'_>,
    ) -> Result<(), SandboxError> {
        loop {
            let sent = handover::send(&self.orders, bytes, file);
            match self.count(sent, patience)? {
                0 => {}
                count => return self.write(bytes.get(count..).unwrap_or_default(), patience),
            }
        }
    }

    /// How many bytes were written; none, after a wait, if there was no room.
    fn count(
        &mut self,
        written: std::io::Result<usize>,
        patience: &Patience<'_>,
    ) -> Result<usize, SandboxError> {
        match written {
            Ok(0) => Err(self.died()),
            Ok(count) => Ok(count),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                patience.wait(&self.orders, PollFlags::OUT).map(|()| 0)
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => Ok(0),
            Err(_) => Err(self.died()),
        }
    }

    fn fill(&mut self, mut room: &mut [u8], patience: &Patience<'_>) -> Result<(), SandboxError> {
        while !room.is_empty() {
            match self.answers.read(room) {
                Ok(0) => return Err(self.died()),
                Ok(count) => room = room.get_mut(count..).unwrap_or_default(),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    patience.wait(&self.answers, PollFlags::IN)?;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Err(self.died()),
            }
        }
        Ok(())
    }

    /// Why a process whose pipe has closed ended.
    fn died(&mut self) -> SandboxError {
        match self.child.wait() {
            Ok(status) if status.signal().is_some_and(|signal| EXHAUSTED.contains(&signal)) => {
                SandboxError::Exhausted
            }
            Ok(status) => SandboxError::Died(status.to_string()),
            Err(error) => SandboxError::Died(error.to_string()),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended already; either way nothing is left of it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Patience<'_> {
    fn is_over(&self) -> bool {
        let passed = self.begun.elapsed();
        let has_worked = || {
            let worked = work_of(self.worker)?.checked_sub(self.worked?)?;
            Some(worked >= self.time)
        };
        passed > self.time + GRACE && (passed > self.time * BUSY || has_worked().unwrap_or(true))
    }

    /// Waits until something can be done with `end`, as long as that is wanted and may take.
    fn wait(&self, end: &impl AsFd, flags: PollFlags) -> Result<(), SandboxError> {
        loop {
            if self.cancel.load(Ordering::Relaxed) {
                return Err(SandboxError::Cancelled);
            }
            if self.is_over() {
                return Err(SandboxError::TooLong(self.time.as_secs()));
            }
            let ready = poll(&mut [PollFd::new(end, flags)], Some(&LOOK));
            if ready.is_ok_and(|count| count > 0) {
                return Ok(());
            }
        }
    }
}

/// How long a process has worked so far, where the system tells.
fn work_of(process: u32) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let mut numbers = stat.rsplit(')').next()?.split_whitespace().skip(11);
    let mut ticks = || numbers.next()?.parse::<u64>().ok();
    let milliseconds = (ticks()? + ticks()?).checked_mul(1000)? / TICKS;
    Some(Duration::from_millis(milliseconds))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_work_of_a_process_is_told() {
        let own = std::process::id();
        let before = work_of(own).unwrap();
        let begun = Instant::now();
        while work_of(own).unwrap() < before + Duration::from_millis(30) {
            assert!(begun.elapsed() < Duration::from_secs(30));
        }
        assert_eq!(work_of(u32::MAX), None);
    }
}
