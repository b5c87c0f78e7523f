//! The clipboards: the terminal's, asked for by OSC 52, and the system's, reached through the program
//! that belongs to it. Chooses among them; what is copied, and whether, `update` has decided.

use std::ffi::OsString;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::guard::Terminal;
use crate::config::Clipboard;
use crate::files::worker::{Every, Failure};
use crate::protocol::{Event, Notice};
use crate::text::CleanText;

/// How long a program may take. Those for Wayland and X go on in the background and leave at once.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long is slept before a program is looked at again.
const PAUSE: Duration = Duration::from_millis(4);

/// A program and its arguments.
type Words = &'static [&'static str];

const TMUX: Words = &["tmux", "load-buffer", "-w", "-"];
const MACOS: Words = &["pbcopy"];
const WAYLAND: Words = &["wl-copy", "--type", "text/plain"];
const X11: [Words; 2] =
    [&["xclip", "-selection", "clipboard"], &["xsel", "--clipboard", "--input"]];

/// Copies words to the clipboards that the user chose.
pub struct Copier {
    setting: Clipboard,
    programs: Vec<Words>,
    worker: Every<(usize, CleanText)>,
    /// The number of the newest request: older ones need not be done.
    newest: Arc<AtomicUsize>,
}

impl Copier {
    /// A copier for `setting` in a world with these variables. Failures of programs go to `tell`.
    pub fn new(
        setting: Clipboard,
        variable: &dyn Fn(&str) -> Option<OsString>,
        tell: impl Fn(Event) + Send + Sync + 'static,
    ) -> Self {
        let programs = programs(setting, variable);
        let (newest, known) = (Arc::new(AtomicUsize::new(0)), programs.clone());
        let latest = Arc::clone(&newest);
        let tell = Arc::new(tell);
        let told = Arc::clone(&tell);
        let work = move |(number, words): &(usize, CleanText)| {
            if latest.load(Ordering::Relaxed) != *number {
                return;
            }
            let failures: Vec<_> = known.iter().filter_map(|with| run(with, words).err()).collect();
            if failures.len() == known.len() {
                let failures: Vec<&str> = failures.iter().map(CleanText::as_str).collect();
                let rest =
                    if setting == Clipboard::Auto { " The terminal was asked too." } else { "" };
                tell(Event::Notice(Notice::passing(&format!("{}{rest}", failures.join(" ")))));
            }
        };
        let failed = move |_: &(usize, CleanText), failure: &Failure| {
            told(Event::Notice(Notice::passing(&format!("Nothing was copied: {failure}."))));
        };
        Self { setting, programs, worker: Every::new("copying", work, failed), newest }
    }

    /// Puts `words` on the clipboards. Programs are run behind; nothing waits for them until the end.
    ///
    /// # Errors
    /// A sentence, if none of the clipboards could be asked.
    pub fn copy(&mut self, words: &CleanText, terminal: &mut Terminal) -> Result<(), CleanText> {
        let asks = matches!(self.setting, Clipboard::Auto | Clipboard::Terminal);
        // A terminal that has gone shows at the next frame.
        let asked = asks && terminal.copy(words).unwrap_or(true);
        if !self.programs.is_empty() {
            let number = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
            // Without a thread it is told by the worker itself.
            let _ = self.worker.ask((number, words.clone()));
            return Ok(());
        }
        match (asked, asks) {
            (true, _) => Ok(()),
            (false, true) => Err("This passage is too long for the terminal's clipboard.".into()),
            (false, false) => Err("Nothing was copied: no program for the clipboard was found \
                 (wl-copy, xclip, xsel or pbcopy)."
                .into()),
        }
    }
}

/// The programs that reach the clipboard in this world. Through a remote login only those of tmux
/// do: the display that the variables name is not the one the user sits at.
fn programs(setting: Clipboard, variable: &dyn Fn(&str) -> Option<OsString>) -> Vec<Words> {
    if !matches!(setting, Clipboard::Auto | Clipboard::Native) {
        return Vec::new();
    }
    let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let path = variable("PATH").unwrap_or_default();
    let folders: Vec<_> = std::env::split_paths(&path).filter(|path| path.is_absolute()).collect();
    let there = |words: &Words| folders.iter().any(|folder| is_program(&folder.join(words[0])));
    let remote = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"].into_iter().any(set);
    let local = !remote || setting == Clipboard::Native;
    let own = if cfg!(target_os = "macos") { Some(MACOS) } else { None };
    let wayland = set("WAYLAND_DISPLAY").then_some(WAYLAND);
    let x11 = X11.into_iter().filter(|_| set("DISPLAY"));
    let native = own.into_iter().chain(wayland).chain(x11).filter(|_| local).find(there);
    let tmux = set("TMUX").then_some(TMUX).filter(there);
    native.into_iter().chain(tmux).collect()
}

fn is_program(path: &Path) -> bool {
    path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

/// Gives `words` to a program.
fn run(with: Words, words: &CleanText) -> Result<(), CleanText> {
    let name = with[0];
    let failed = |why: &str| CleanText::line(&format!("`{name}` did not take the words: {why}."));
    let mut child = start(with).map_err(|error| failed(&error.to_string()))?;
    if let Some(mut input) = child.stdin.take() {
        let words = words.clone();
        // A program that reads nothing would keep us waiting: when it is ended, this ends too.
        let write = move || drop(input.write_all(words.as_bytes()));
        thread::Builder::new().spawn(write).map_err(|error| failed(&error.to_string()))?;
    }
    let began = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(failed(&status.to_string())),
            Ok(None) if began.elapsed() < PATIENCE => thread::sleep(PAUSE),
            Ok(None) => {
                // What cannot be ended is left to itself.
                let _ = child.kill().and_then(|()| child.wait());
                return Err(failed("it did not answer"));
            }
            Err(error) => return Err(failed(&error.to_string())),
        }
    }
}

/// In a process group of its own, so that what the keyboard sends to ours does not end it.
fn start(with: Words) -> io::Result<Child> {
    let mut command = Command::new(with[0]);
    command.args(&with[1..]).process_group(0);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first words of the programs that are chosen where all of them are installed.
    fn chosen(setting: Clipboard, variables: &[(&str, &str)]) -> Vec<&'static str> {
        let folder = tempfile::tempdir().unwrap();
        for name in ["tmux", "wl-copy", "xclip", "xsel"] {
            let path = folder.path().join(name);
            std::fs::write(&path, "").unwrap();
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o700)).unwrap();
        }
        let variable = |name: &str| match name {
            "PATH" => Some(folder.path().into()),
            name => variables.iter().find(|(set, _)| *set == name).map(|(_, value)| value.into()),
        };
        programs(setting, &variable).iter().map(|words| words[0]).collect()
    }

    #[cfg(not(target_os = "macos"))]
    #[test]
    fn the_program_of_the_display_is_run_where_the_user_sits() {
        let (wayland, x11) = (("WAYLAND_DISPLAY", "wayland-0"), ("DISPLAY", ":0"));
        let ssh = ("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22");
        let tmux = ("TMUX", "/tmp/tmux-0/default,1,0");
        let none = [""; 0];
        assert_eq!(chosen(Clipboard::Auto, &[wayland, x11]), ["wl-copy"]);
        assert_eq!(chosen(Clipboard::Auto, &[x11]), ["xclip"]);
        assert_eq!(chosen(Clipboard::Auto, &[]), none);
        assert_eq!(chosen(Clipboard::Auto, &[("DISPLAY", "")]), none);
        assert_eq!(chosen(Clipboard::Auto, &[x11, ssh]), none);
        assert_eq!(chosen(Clipboard::Auto, &[x11, ssh, tmux]), ["tmux"]);
        assert_eq!(chosen(Clipboard::Native, &[x11, ssh]), ["xclip"]);
        assert_eq!(chosen(Clipboard::Terminal, &[wayland, tmux]), none);
        assert_eq!(chosen(Clipboard::Off, &[wayland, tmux]), none);
    }

    #[test]
    fn programs_that_fail_are_named() {
        let words = CleanText::from("words");
        assert_eq!(run(&["true"], &words), Ok(()));
        let failed = run(&["false"], &words).unwrap_err();
        assert!(failed.starts_with("`false` did not take the words: exit status"), "{failed}");
        let missing = run(&["no-such-program-at-all"], &words).unwrap_err();
        assert!(missing.starts_with("`no-such-program-at-all` did not"), "{missing}");
    }
}
