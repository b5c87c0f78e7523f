//! What a parser that was taken over would do, tried in a harmless form: whether it is refused is seen
//! by trying and not by asking what the kernel promises. Leaves nothing behind where it is not refused.

use std::fs::{self, File};
use std::io;
use std::process::{Command, Stdio};

use rustix::net::{AddressFamily, Ipv4Addr, SocketAddrV4, SocketType, connect, socket};
use rustix::process::{Pid, test_kill_process};
use serde::{Deserialize, Serialize};

/// Something that reading a document never needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    /// Opening a file that everybody may read.
    ReadFile,
    /// Opening a file that everybody may write.
    WriteFile,
    /// Listing the folder above all.
    ListFolder,
    /// Asking whether a path exists.
    LookUp,
    /// Starting a shell that does nothing.
    StartProgram,
    /// Connecting to a port of this machine where hardly anybody listens.
    Connect,
    /// Making a socket for datagrams.
    MakeSocket,
    /// Asking whether the process that started this one could be signalled.
    Signal,
    /// Copying a file that the process that started this one has open, which takes the rights of a
    /// debugger.
    Debug,
}

/// What came of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// What was tried.
    pub act: Act,
    /// The number of the system's error if it was refused; `None` if it was done, or failed for another
    /// reason.
    pub refusal: Option<i32>,
}

/// The port for what is thrown away, see RFC 863.
const DISCARD: u16 = 9;

impl Act {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::ReadFile,
        Self::WriteFile,
        Self::ListFolder,
        Self::LookUp,
        Self::StartProgram,
        Self::Connect,
        Self::MakeSocket,
        Self::Signal,
        Self::Debug,
    ];

    fn perform(self, parent: Option<Pid>) -> io::Result<()> {
        match self {
            Self::ReadFile => File::open("/dev/null").map(drop),
            Self::WriteFile => File::options().write(true).open("/dev/null").map(drop),
            Self::ListFolder => fs::read_dir("/").map(drop),
            Self::LookUp => fs::metadata("/").map(drop),
            Self::StartProgram => start_program(),
            Self::Connect => {
                let socket = socket(AddressFamily::INET, SocketType::STREAM, None)?;
                Ok(connect(socket, &SocketAddrV4::new(Ipv4Addr::LOCALHOST, DISCARD))?)
            }
            Self::MakeSocket => Ok(socket(AddressFamily::INET, SocketType::DGRAM, None).map(drop)?),
            Self::Signal => parent.map_or(Ok(()), |parent| Ok(test_kill_process(parent)?)),
            Self::Debug => parent.map_or(Ok(()), copy_file),
        }
    }
}

/// Tries everything. `parent` is the process that started this one: it is asked for before, because
/// asking is refused too.
pub fn attempts(parent: Option<Pid>) -> Vec<Attempt> {
    let tried =
        Act::ALL.iter().map(|act| Attempt { act: *act, refusal: refusal(act.perform(parent)) });
    tried.collect()
}

/// The error of an act that was not allowed; not that of one that was and failed.
fn refusal(done: io::Result<()>) -> Option<i32> {
    use rustix::io::Errno;
    let refusals = [Errno::ACCESS, Errno::PERM, Errno::NOSYS].map(Errno::raw_os_error);
    done.err()?.raw_os_error().filter(|error| refusals.contains(error))
}

/// Nothing is opened for it, so that the program itself is what is refused.
fn start_program() -> io::Result<()> {
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", ":"]).env_clear();
    shell.stdin(Stdio::inherit()).stdout(Stdio::inherit()).stderr(Stdio::inherit());
    shell.spawn()?.wait().map(drop)
}

#[cfg(target_os = "linux")]
fn copy_file(process: Pid) -> io::Result<()> {
    use rustix::process::{PidfdFlags, PidfdGetfdFlags, pidfd_getfd, pidfd_open};
    let process = pidfd_open(process, PidfdFlags::empty())?;
    Ok(pidfd_getfd(process, 0, PidfdGetfdFlags::empty()).map(drop)?)
}

/// No other system gives one program the open files of another by a number.
#[cfg(not(target_os = "linux"))]
fn copy_file(_: Pid) -> io::Result<()> {
    Err(rustix::io::Errno::NOSYS.into())
}

#[cfg(test)]
pub fn refusals(attempts: &[Attempt]) -> Vec<(Act, i32)> {
    attempts.iter().filter_map(|attempt| Some((attempt.act, attempt.refusal?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is refused to a worker is refused by its layers, and not by the machine.
    #[test]
    fn a_process_that_is_not_held_can_do_everything_that_is_tried() {
        let mut refused = refusals(&attempts(rustix::process::getppid()));
        // Many systems refuse that to every process that is no ancestor.
        refused.retain(|(act, _)| *act != Act::Debug);
        assert_eq!(refused, []);
    }
}
