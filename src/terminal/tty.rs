//! The terminal device itself: raw mode, size, whole writes, and the way back. It knows escape
//! sequences of modes only; what is painted is the business of `terminal`.

use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};

/// Cells we are willing to keep: a pty can claim 65,535 x 65,535, which would need gigabytes.
const MAX_CELLS: u32 = 1 << 20;

/// Used where the terminal claims to have no columns or no rows, as serial lines do.
const FALLBACK: (u16, u16) = (80, 24);

/// Keeps the title of the window, then opens and clears the alternate screen.
const ENTER: &str = "\x1b[22;2t\x1b[?1049h\x1b[2J\x1b[H\x1b[?25l";

/// Everything we ever switch on, off again. Harmless to repeat or to send for what was never on.
const LEAVE: &str = "\x1b[?2026l\x1b[?2004l\x1b[?1006l\x1b[?1002l\x1b[?1000l\
                     \x1b[0m\x1b[?25h\x1b[?1049l\x1b[23;2t";

/// The terminal on standard output, with the settings it had when we came.
#[derive(Debug)]
pub(super) struct Tty {
    before: Termios,
    entered: AtomicBool,
}

impl Tty {
    /// Takes note of how the terminal is set; changes nothing yet.
    ///
    /// # Errors
    /// If standard output is no terminal or has gone.
    pub(super) fn open() -> io::Result<Self> {
        Ok(Self { before: tcgetattr(rustix::stdio::stdout())?, entered: AtomicBool::new(false) })
    }

    /// Raw mode and the alternate screen. May be repeated, for after a stop the shell has changed
    /// both.
    pub(super) fn enter(&self) -> io::Result<()> {
        let mut raw = self.before.clone();
        raw.make_raw();
        self.entered.store(true, Ordering::SeqCst);
        tcsetattr(rustix::stdio::stdout(), OptionalActions::Now, &raw)?;
        self.write(ENTER.as_bytes())
    }

    /// Puts everything back. Every failure is ignored: there is no one left to tell when the
    /// terminal has gone. Does nothing the second time.
    pub(super) fn leave(&self) {
        if self.entered.swap(false, Ordering::SeqCst) {
            let _ = self.write(LEAVE.as_bytes());
            let _ = tcsetattr(rustix::stdio::stdout(), OptionalActions::Now, &self.before);
        }
    }

    /// True between [`Tty::enter`] and [`Tty::leave`].
    pub(super) fn is_entered(&self) -> bool {
        self.entered.load(Ordering::SeqCst)
    }

    /// Writes all of `bytes`; waits where the terminal is set not to block.
    pub(super) fn write(&self, mut bytes: &[u8]) -> io::Result<()> {
        let out = rustix::stdio::stdout();
        while !bytes.is_empty() {
            match rustix::io::write(out, bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
                Err(rustix::io::Errno::INTR) => {}
                Err(rustix::io::Errno::AGAIN) => wait_until_writable(out)?,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Columns and rows; at least 1 x 1, at most about a million cells.
    pub(super) fn size(&self) -> (u16, u16) {
        tcgetwinsize(rustix::stdio::stdout())
            .map_or(FALLBACK, |size| sensible(size.ws_col, size.ws_row))
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        self.leave();
    }
}

fn wait_until_writable(fd: BorrowedFd<'_>) -> io::Result<()> {
    let fd = fd.as_fd();
    match poll(&mut [PollFd::new(&fd, PollFlags::OUT)], None) {
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn sensible(columns: u16, rows: u16) -> (u16, u16) {
    let columns = if columns == 0 { FALLBACK.0 } else { columns };
    let rows = if rows == 0 { FALLBACK.1 } else { rows };
    let most = MAX_CELLS / u32::from(columns);
    (columns, rows.min(u16::try_from(most).unwrap_or(u16::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absurd_sizes_become_sizes_that_fit_in_memory() {
        assert_eq!(sensible(0, 0), (80, 24));
        assert_eq!(sensible(1, 1), (1, 1));
        assert_eq!(sensible(1000, 400), (1000, 400));
        assert_eq!(sensible(65535, 2), (65535, 2));
        assert_eq!(sensible(65535, 65535), (65535, 16));
    }
}
