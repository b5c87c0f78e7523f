//! Signals as reports from a thread of their own. Not flags: a flag is looked at only between
//! other things, and when the terminal has gone there may be no other things.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

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

/// How long after the terminal came back a signal may still be on its way that was meant for the other
/// program: on a busy machine the thread that hears of it runs late. The reader itself gets no
/// interrupt from the keyboard, as its terminal hands on every key.
const LATE: Duration = Duration::from_secs(1);

/// Whether the terminal is lent to another program, or was a moment ago.
#[derive(Debug, Default)]
pub struct Lending {
    lent: AtomicBool,
    back: Mutex<Option<Instant>>,
}

impl Lending {
    /// From now on another program has the terminal.
    pub fn lend(&self) {
        self.lent.store(true, Ordering::SeqCst);
    }

    /// The terminal is ours again.
    pub fn take_back(&self) {
        *self.back.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        self.lent.store(false, Ordering::SeqCst);
    }

    /// True if a signal is meant for the other program.
    fn is_for_another(&self, number: i32) -> bool {
        if self.lent.load(Ordering::SeqCst) {
            return OF_THE_KEYBOARD.contains(&number);
        }
        let back = *self.back.lock().unwrap_or_else(PoisonError::into_inner);
        matches!(number, SIGINT | SIGQUIT) && back.is_some_and(|back| back.elapsed() < LATE)
    }
}

/// Reports every signal to `report` until it returns false, but those that are meant for the program
/// that has the terminal.
///
/// # Errors
/// If the system refuses the handlers or the thread.
pub fn watch(
    lending: Arc<Lending>,
    mut report: impl FnMut(Signal) -> bool + Send + 'static,
) -> io::Result<()> {
    let watched = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];
    let mut signals = Signals::new(watched)?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        let ours = |number: &i32| !lending.is_for_another(*number);
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
    fn an_interrupt_that_arrives_late_was_meant_for_the_editor() {
        let lending = Lending::default();
        let meant = || [SIGINT, SIGQUIT, SIGCONT, SIGTERM].map(|n| lending.is_for_another(n));
        assert_eq!(meant(), [false; 4]);
        lending.lend();
        assert_eq!(meant(), [true, true, true, false]);
        lending.take_back();
        assert_eq!(meant(), [true, true, false, false]);
        *lending.back.lock().unwrap() = Instant::now().checked_sub(LATE);
        assert_eq!(meant(), [false; 4]);
    }

    #[test]
    fn ending_signals_carry_the_status_of_the_shell() {
        assert_eq!(Signal::from_number(SIGTERM), Some(Signal::End { status: 143 }));
        assert_eq!(Signal::from_number(SIGHUP), Some(Signal::End { status: 129 }));
        assert_eq!(Signal::from_number(SIGINT), Some(Signal::End { status: 130 }));
        assert_eq!(Signal::from_number(SIGTSTP), Some(Signal::Suspend));
        assert_eq!(Signal::from_number(0), None);
    }
}
