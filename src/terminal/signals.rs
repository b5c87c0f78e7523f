//! Signals as reports from a thread of their own. Not flags: a flag is looked at only between
//! other things, and when the terminal has gone there may be no other things.

use std::io;
use std::thread;

use rustix::process::{getpgrp, getsid, kill_current_process_group};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

/// The exit status when the terminal has gone: that of SIGHUP, whether the signal, the end of the
/// input or a failed write tells first.
pub const GONE_STATUS: u8 = 129;

/// What the outside wants of us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// End now (SIGTERM, SIGHUP, SIGINT): save, give the terminal back, exit with this status.
    End {
        /// 128 and the number of the signal, as shells have it.
        status: u8,
    },
    /// Someone else asks us to stop (SIGTSTP): suspend as for Ctrl-z.
    Suspend,
    /// The process goes on (SIGCONT): take the terminal again.
    Continue,
    /// The terminal has another size (SIGWINCH): ask for it.
    Resize,
}

impl Signal {
    fn from_number(number: i32) -> Option<Self> {
        Some(match number {
            SIGTERM | SIGHUP | SIGINT => Self::End { status: u8::try_from(128 + number).ok()? },
            SIGTSTP => Self::Suspend,
            SIGCONT => Self::Continue,
            SIGWINCH => Self::Resize,
            _ => return None,
        })
    }
}

/// Reports every signal to `report` until it returns false.
///
/// # Errors
/// If the system refuses the handlers or the thread.
pub fn watch(mut report: impl FnMut(Signal) -> bool + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever().filter_map(Signal::from_number) {
            if !report(signal) {
                break;
            }
        }
    })?;
    Ok(())
}

/// True if we are a job of a shell. A process group that leads its session (a terminal opened
/// just for us) has nobody who could let it go on.
pub(super) fn can_suspend() -> bool {
    getsid(None).is_ok_and(|session| session != getpgrp())
}

/// Stops the whole job. May return before the stop takes hold; [`Signal::Continue`] tells when it
/// is over.
pub(super) fn stop_process() {
    let _ = kill_current_process_group(rustix::process::Signal::STOP);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ending_signals_carry_the_status_of_the_shell() {
        assert_eq!(Signal::from_number(SIGTERM), Some(Signal::End { status: 143 }));
        assert_eq!(Signal::from_number(SIGHUP), Some(Signal::End { status: 129 }));
        assert_eq!(Signal::from_number(SIGINT), Some(Signal::End { status: 130 }));
        assert_eq!(Signal::from_number(SIGTSTP), Some(Signal::Suspend));
        assert_eq!(Signal::from_number(0), None);
    }
}
