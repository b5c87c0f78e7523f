//! Runs a program with a text on its standard input, and takes what it writes, within bounds of time and
//! length. No shell is asked, and the text is never an argument.

use std::io::{self, Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

/// How long a program may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long is slept before a program is looked at again.
const PAUSE: Duration = Duration::from_millis(5);

/// How long is waited for the last words of a program that has ended: another one that it started may
/// hold its output open.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// Bytes of output, and of errors, that are taken.
const MOST: u64 = 256 << 10;

/// What became of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// How it ended, in words.
    pub status: String,
    /// What it wrote, as far as it was taken.
    pub output: Vec<u8>,
    /// The same of its errors.
    pub errors: Vec<u8>,
}

/// Runs `words`, a program and its arguments, with `text` on its standard input. It is ended when
/// `is_wanted` says no, after a minute, or when it writes too much.
///
/// # Errors
/// If the program cannot be started, or the system gives no thread.
pub fn piped(words: &[String], text: &str, is_wanted: &dyn Fn() -> bool) -> io::Result<Ended> {
    let (program, arguments) = words.split_first().ok_or(io::ErrorKind::InvalidInput)?;
    let mut command = Command::new(program);
    // In a process group of its own, so that all of it can be ended and the keyboard ends none of it.
    command.args(arguments).process_group(0);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let taken = fed(&mut child, text);
    let (output, errors) = match taken {
        Ok(taken) => taken,
        Err(error) => {
            end(&mut child);
            return Err(error);
        }
    };
    let (mut out, mut err) = (Stream::of(output), Stream::of(errors));
    let status = waited(&mut child, (&mut out, &mut err), is_wanted);
    let last = Instant::now();
    while !(out.ended && err.ended) && last.elapsed() < LAST_WORDS {
        out.take();
        err.take();
        thread::sleep(PAUSE);
    }
    Ok(Ended { status, output: out.bytes, errors: err.bytes })
}

/// Waits for the end of a program; says how it came.
fn waited(
    child: &mut Child,
    (out, err): (&mut Stream, &mut Stream),
    is_wanted: &dyn Fn() -> bool,
) -> String {
    let began = Instant::now();
    loop {
        out.take();
        err.take();
        let why = match child.try_wait() {
            Ok(Some(status)) if out.cut || err.cut => {
                return format!("{status}; its output was cut");
            }
            Ok(Some(status)) => return status.to_string(),
            Err(error) => return error.to_string(),
            Ok(None) if out.cut || err.cut => "ended because it wrote more than 256 kB",
            Ok(None) if began.elapsed() > PATIENCE => "ended because it took more than a minute",
            Ok(None) if !is_wanted() => "ended because something else is wanted",
            Ok(None) => {
                thread::sleep(PAUSE);
                continue;
            }
        };
        end(child);
        return why.to_owned();
    }
}

fn end(child: &mut Child) {
    // What cannot be ended is left to itself.
    let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    let _ = child.kill();
    let _ = child.wait();
}

type Pieces = Receiver<Vec<u8>>;

/// Begins to write the text and to read what comes back.
fn fed(child: &mut Child, text: &str) -> io::Result<(Pieces, Pieces)> {
    if let Some(mut input) = child.stdin.take() {
        let text = text.to_owned();
        // A program need not read its input: when it ends, so does this.
        thread::Builder::new().spawn(move || drop(input.write_all(text.as_bytes())))?;
    }
    let nothing = || channel().1;
    let output = child.stdout.take().map(read).transpose()?.unwrap_or_else(nothing);
    let errors = child.stderr.take().map(read).transpose()?.unwrap_or_else(nothing);
    Ok((output, errors))
}

/// Reads a stream on a thread of its own, up to a little more than is taken.
fn read(source: impl Read + Send + 'static) -> io::Result<Pieces> {
    let (sender, receiver) = channel();
    let mut source = source.take(MOST + 1);
    thread::Builder::new().spawn(move || {
        let mut piece = vec![0; 8 << 10];
        while let Ok(count @ 1..) = source.read(&mut piece) {
            let read = piece.get(..count).unwrap_or_default().to_vec();
            if sender.send(read).is_err() {
                break;
            }
        }
    })?;
    Ok(receiver)
}

/// What has come of a stream.
struct Stream {
    pieces: Pieces,
    bytes: Vec<u8>,
    cut: bool,
    ended: bool,
}

impl Stream {
    fn of(pieces: Pieces) -> Self {
        Self { pieces, bytes: Vec::new(), cut: false, ended: false }
    }

    /// Takes in what has arrived.
    fn take(&mut self) {
        loop {
            match self.pieces.try_recv() {
                Ok(piece) => self.bytes.extend(piece),
                Err(std::sync::mpsc::TryRecvError::Empty) => break,
                Err(std::sync::mpsc::TryRecvError::Disconnected) => {
                    self.ended = true;
                    break;
                }
            }
        }
        let most = usize::try_from(MOST).unwrap_or(usize::MAX);
        self.cut |= self.bytes.len() > most;
        self.bytes.truncate(most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(words: &[&str], text: &str) -> Ended {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        piped(&words, text, &|| true).unwrap()
    }

    #[test]
    fn the_text_goes_to_standard_input_and_what_is_written_comes_back() {
        let ended = run(&["cat"], "one\ntwo");
        assert_eq!((ended.output, ended.status), (b"one\ntwo".to_vec(), "exit status: 0".into()));
        let long = "x".repeat(200_000);
        assert_eq!(run(&["cat"], &long).output.len(), long.len());
        assert_eq!(run(&["true"], &long).status, "exit status: 0");
    }

    #[test]
    fn errors_and_the_status_are_told() {
        let ended = run(&["sh", "-c", "echo out; echo wrong >&2; exit 3"], "");
        assert_eq!(ended.status, "exit status: 3");
        assert_eq!((ended.output, ended.errors), (b"out\n".to_vec(), b"wrong\n".to_vec()));
        assert!(piped(&["no-such-program-at-all".into()], "", &|| true).is_err());
        assert!(piped(&[], "", &|| true).is_err());
    }

    #[test]
    fn the_text_is_never_an_argument_nor_read_by_a_shell() {
        let ended = run(&["cat"], "$(touch /tmp/never) `id` ; rm -rf /");
        assert_eq!(ended.output, b"$(touch /tmp/never) `id` ; rm -rf /");
    }

    #[test]
    fn a_program_that_writes_without_end_or_is_not_wanted_is_ended() {
        let ended = run(&["yes"], "");
        assert_eq!(ended.output.len(), 256 << 10);
        assert!(
            ended.status.contains("256 kB") || ended.status.contains("cut"),
            "{}",
            ended.status
        );
        let words = ["sleep".to_owned(), "600".to_owned()];
        let ended = piped(&words, "", &|| false).unwrap();
        assert!(ended.status.contains("something else is wanted"), "{}", ended.status);
    }
}
