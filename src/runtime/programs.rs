//! Other programs: the editor, which is lent the terminal, whatever the system opens a file or an address
//! with, and the commands of the settings.
//! While an editor runs, keys that interrupt or stop are meant for it.

use std::ffi::OsStr;
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread::Builder;

use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};

use crate::document::LinkTarget;
use crate::files::pipe;
use crate::files::worker::CancelToken;
use crate::protocol::{PipeReport, PipeRequest};
use crate::reading::containers::file_of;
use crate::reading::in_memory::InMemory;
use crate::terminal::signals;
use crate::text::CleanText;

/// `$VISUAL`, else `$EDITOR`, else `vi`; the variable may hold arguments, and words in quotation marks
/// as a shell has them. All common editors take `+LINE`.
pub fn run_editor(path: &Path, line: u32) -> Result<(), CleanText> {
    let set = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let editor = set("VISUAL").or_else(|| set("EDITOR")).unwrap_or_else(|| "vi".to_owned());
    let not_started = |why: &str| {
        CleanText::line(&format!(
            "The editor `{editor}` did not start: {why}. Set EDITOR to another."
        ))
    };
    let words = shlex::split(&editor).filter(|words| !words.is_empty());
    let words = words.ok_or_else(|| not_started("a quotation mark is not closed"))?;
    let (program, arguments) = words.split_first().ok_or_else(|| not_started("it has no name"))?;
    let mut command = Command::new(program);
    command
        .args(arguments)
        .arg(format!("+{line}"))
        .arg(std::path::absolute(path).unwrap_or(path.into()));
    let ended = run_with_terminal(&mut command);
    let status = ended.map_err(|error| not_started(&error.to_string()))?;
    if status.success() {
        return Ok(());
    }
    Err(CleanText::line(&format!("The editor `{editor}` ended with {status}.")))
}

/// Runs a program to its end. When it stops, so does the whole job, and goes on with it; where nobody
/// could let the job go on, the program goes on at once.
fn run_with_terminal(command: &mut Command) -> io::Result<ExitStatus> {
    let child = command.spawn()?;
    let child = Pid::from_child(&child);
    loop {
        let status = match waitpid(Some(child), WaitOptions::UNTRACED) {
            Ok(Some((_, status))) => status,
            Ok(None) | Err(rustix::io::Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
        };
        if !status.stopped() {
            return Ok(ExitStatus::from_raw(status.as_raw()));
        }
        if signals::can_suspend() {
            signals::stop_process();
        }
        // It may have ended meanwhile.
        let _ = kill_process(child, Signal::CONT);
    }
}

/// Hands a file to the program the system chooses, which goes on without us.
pub fn open_outside(path: &Path) -> Result<(), CleanText> {
    if InMemory::holds(path) {
        return Err("This document is not a file, so no other program can open it.".into());
    }
    let path = std::path::absolute(file_of(path)).unwrap_or(path.into());
    hand_over(path.as_os_str())
}

/// Hands an address to the program the system chooses. What was shown is what is handed over; it begins
/// with a scheme that runs nothing here, so that it is no option either.
pub fn browse(address: &CleanText) -> Result<(), CleanText> {
    match LinkTarget::of(address) {
        LinkTarget::Address { address: whole, opens: true } if whole == **address => {
            hand_over(OsStr::new(&whole))
        }
        _ => Err("This address is not one that is opened.".into()),
    }
}

/// Gives a text to a command of the settings and waits for what it says.
pub fn piped(request: &PipeRequest, token: &CancelToken<'_>) -> PipeReport {
    let PipeRequest { name, words, text } = request;
    let (status, output) = match pipe::piped(words, text, &|| !token.is_cancelled()) {
        Ok(ended) => {
            let said =
                [ended.output, ended.errors].map(|b| String::from_utf8_lossy(&b).into_owned());
            (ended.status, said.join(""))
        }
        Err(error) => {
            let program = words.first().map(String::as_str).unwrap_or_default();
            (format!("`{program}` did not start: {error}"), String::new())
        }
    };
    let (status, output) = (CleanText::line(&status), CleanText::text(output));
    PipeReport { name: name.clone(), status, output }
}

fn hand_over(what: &OsStr) -> Result<(), CleanText> {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let spawned = Command::new(opener)
        .arg(what)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let mut child = spawned.map_err(|error| {
        CleanText::line(&format!(
            "`{opener}`, which opens files and addresses here, did not start: {error}."
        ))
    })?;
    // Its end is taken note of, or the system would keep it until ours.
    let _ = Builder::new().name("outside".into()).spawn(move || child.wait());
    Ok(())
}
