//! The thread that reads the terminal and reports keys. It ends, rather than spins, when the
//! terminal has gone, and can be paused while another program reads the same keyboard.

pub use super::input_event::Input;

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::decode::Decoder;

/// How long after an escape the rest of a sequence may come before it is the escape key; enough
/// for a sequence torn apart on a slow line.
const ESCAPE_WAIT: Timespec = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };

/// How long a paste may pause before it counts as ended.
const PASTE_WAIT: Timespec = Timespec { tv_sec: 1, tv_nsec: 0 };

/// A hold on the reading thread, which ends with the process.
#[derive(Debug)]
pub struct InputReader {
    gate: Arc<Gate>,
}

#[derive(Debug, Default)]
struct Gate {
    paused: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn lock(&self) -> MutexGuard<'_, bool> {
        self.paused.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, paused: bool) {
        *self.lock() = paused;
        self.opened.notify_all();
    }
}

impl InputReader {
    /// Begins reading the keyboard of the terminal on standard output, also when standard input
    /// is a file. Reports until `report` returns false or the terminal has gone.
    ///
    /// # Errors
    /// If the terminal cannot be opened or the thread not started.
    pub fn spawn(report: impl FnMut(Input) -> bool + Send + 'static) -> io::Result<Self> {
        let keyboard = open_keyboard()?;
        let gate = Arc::new(Gate::default());
        let theirs = Arc::clone(&gate);
        thread::Builder::new()
            .name("input".into())
            .spawn(move || read_until_gone(&keyboard, &theirs, report))?;
        Ok(Self { gate })
    }

    /// Stops reading: once this returns, every key belongs to whoever reads next.
    pub fn pause(&self) {
        self.gate.set(true);
    }

    /// Reads again.
    pub fn resume(&self) {
        self.gate.set(false);
    }
}

/// What is understood of bytes that come in these pieces, with a pause behind each group of pieces. For
/// programs that try what a terminal may send: [`InputReader`] reads a real one.
pub fn decoded(groups: &[&[&[u8]]]) -> Vec<Input> {
    let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
    for group in groups {
        group.iter().for_each(|piece| decoder.feed(piece, &mut inputs));
        decoder.flush(&mut inputs);
    }
    inputs
}

/// By name and not as `/dev/tty`, which cannot be polled on macOS.
fn open_keyboard() -> io::Result<OwnedFd> {
    let stdin = rustix::stdio::stdin();
    if rustix::termios::isatty(stdin) {
        return Ok(rustix::io::dup(stdin)?);
    }
    let name = rustix::termios::ttyname(rustix::stdio::stdout(), Vec::new())?;
    let path = name.to_str().map_err(io::Error::other)?;
    Ok(File::open(path).or_else(|_| File::open("/dev/tty"))?.into())
}

fn read_until_gone(keyboard: &OwnedFd, gate: &Gate, mut report: impl FnMut(Input) -> bool) {
    let mut decoder = Decoder::default();
    let mut inputs = Vec::new();
    loop {
        let alive = match wait(keyboard, &decoder) {
            Wait::Bytes => read(keyboard, gate, &mut decoder, &mut inputs),
            Wait::Nothing => {
                decoder.flush(&mut inputs);
                true
            }
            Wait::Again => true,
            Wait::Gone => false,
        };
        if !inputs.drain(..).all(&mut report) {
            return;
        }
        if !alive {
            report(Input::Gone);
            return;
        }
    }
}

enum Wait {
    Bytes,
    Nothing,
    Again,
    Gone,
}

fn wait(keyboard: &OwnedFd, decoder: &Decoder) -> Wait {
    let limit = match (decoder.is_pasting(), decoder.is_waiting()) {
        (true, _) => Some(&PASTE_WAIT),
        (false, true) => Some(&ESCAPE_WAIT),
        (false, false) => None,
    };
    let mut fds = [PollFd::new(keyboard, PollFlags::IN)];
    match poll(&mut fds, limit) {
        Ok(0) => Wait::Nothing,
        Ok(_) if fds.iter().any(|fd| fd.revents().contains(PollFlags::IN)) => Wait::Bytes,
        Ok(_) => Wait::Gone,
        Err(rustix::io::Errno::INTR) => Wait::Again,
        Err(_) => Wait::Gone,
    }
}

/// False if the terminal has gone. Reads only while the gate is held, so that a pause takes hold
/// at once; what was waiting before a pause may be gone after it, so that is looked at again.
fn read(keyboard: &OwnedFd, gate: &Gate, decoder: &mut Decoder, inputs: &mut Vec<Input>) -> bool {
    let paused = gate.lock();
    if *paused {
        let opened = gate.opened.wait_while(paused, |paused| *paused);
        drop(opened);
        return true;
    }
    let mut bytes = [0; 4096];
    match rustix::io::read(keyboard.as_fd(), &mut bytes) {
        Ok(0) => false,
        Ok(count) => {
            decoder.feed(bytes.get(..count).unwrap_or_default(), inputs);
            true
        }
        Err(error) => matches!(error, rustix::io::Errno::INTR | rustix::io::Errno::AGAIN),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::mpsc::{Receiver, channel};
    use std::time::Duration;

    use ratatui::crossterm::event::KeyCode;

    use super::*;

    fn reading(gate: &Arc<Gate>) -> (io::PipeWriter, Receiver<Input>) {
        let (keyboard, typed) = io::pipe().unwrap();
        let (tell, told) = channel();
        let gate = Arc::clone(gate);
        thread::spawn(move || {
            read_until_gone(&keyboard.into(), &gate, |input| tell.send(input).is_ok());
        });
        (typed, told)
    }

    fn next(told: &Receiver<Input>) -> Input {
        told.recv_timeout(Duration::from_secs(20)).unwrap()
    }

    fn is_key(input: &Input, code: KeyCode) -> bool {
        matches!(input, Input::Key(key) if key.code == code)
    }

    #[test]
    fn a_pause_ends_what_has_begun_and_a_piece_does_not() {
        let codes = |groups: &[&[&[u8]]]| decoded(groups).into_iter().map(code).collect::<Vec<_>>();
        assert_eq!(codes(&[&[b"\x1b[", b"A"]]), [KeyCode::Up]);
        assert_eq!(codes(&[&[b"\x1b["], &[b"A"]]), [KeyCode::Char('['), KeyCode::Char('A')]);
    }

    fn code(input: Input) -> KeyCode {
        match input {
            Input::Key(key) => key.code,
            _ => KeyCode::Null,
        }
    }

    #[test]
    fn a_terminal_that_vanishes_is_reported_once_and_the_thread_ends() {
        let (mut typed, told) = reading(&Arc::default());
        typed.write_all(b"q").unwrap();
        drop(typed);
        assert!(is_key(&next(&told), KeyCode::Char('q')));
        assert_eq!(next(&told), Input::Gone);
        assert!(told.recv().is_err());
    }

    #[test]
    fn a_lone_escape_is_the_key_after_a_moment() {
        let (mut typed, told) = reading(&Arc::default());
        typed.write_all(b"\x1b").unwrap();
        assert!(is_key(&next(&told), KeyCode::Esc));
        typed.write_all(b"\x1b[").unwrap();
        typed.write_all(b"A").unwrap();
        assert!(is_key(&next(&told), KeyCode::Up));
    }

    #[test]
    fn a_paused_reader_leaves_every_key_alone() {
        let gate = Arc::default();
        let (mut typed, told) = reading(&gate);
        gate.set(true);
        typed.write_all(b"x").unwrap();
        assert!(told.recv_timeout(Duration::from_millis(100)).is_err());
        gate.set(false);
        assert!(is_key(&next(&told), KeyCode::Char('x')));
    }
}
