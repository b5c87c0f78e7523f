//! Signals as reports from a thread of their own. Not flags: a flag is looked at only between
//! other things, and when the terminal has gone there may be no other things.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use rustix::process::{getpgrp, getsid, kill_current_process_group};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

/// The exit status when the terminal has gone: that of SIGHUP, whether the signal, the end of the
/// input or a failed write tells first.
pub const GONE_STATUS: u8 = 129;

/// What the outside wants of us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// End now (SIGTERM, SIGHUP, SIGINT, SIGQUIT): save, give the terminal back, exit with this status.
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
            SIGTERM | SIGHUP | SIGINT | SIGQUIT => {
                Self::End { status: u8::try_from(128 + number).ok()? }
            }
            SIGTSTP => Self::Suspend,
            SIGCONT => Self::Continue,
            SIGWINCH => Self::Resize,
            _ => return None,
        })
    }
}

/// Signals of the keyboard, and what follows a stop: while the terminal is lent to another program they
/// are meant for that one.
const OF_THE_KEYBOARD: [i32; 4] = [SIGINT, SIGQUIT, SIGTSTP, SIGCONT];

/// Reports every signal to `report` until it returns false; those of the keyboard not while the
/// terminal is `lent`.
///
/// # Errors
/// If the system refuses the handlers or the thread.
pub fn watch(
    lent: Arc<AtomicBool>,
    mut report: impl FnMut(Signal) -> bool + Send + 'static,
) -> io::Result<()> {
    let watched = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];
    let mut signals = Signals::new(watched)?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        let ours =
            |number: &i32| !(lent.load(Ordering::Relaxed) && OF_THE_KEYBOARD.contains(number));
        for signal in signals.forever().filter(ours).filter_map(Signal::from_number) {
            if !report(signal) {
                break;
            }
        }
    })?;
    Ok(())
}

/// True if we are a job of a shell. A process group that leads its session (a terminal opened
/// just for us) has nobody who could let it go on.
pub fn can_suspend() -> bool {
    getsid(None).is_ok_and(|session| session != getpgrp())
}

/// Stops the whole job. May return before the stop takes hold; [`Signal::Continue`] tells when it
/// is over.
pub fn stop_process() {
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
