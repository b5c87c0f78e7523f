//! A terminal for tests: runs a program in a pseudo-terminal, types, resizes, closes the window,
//! and keeps every byte the program wrote. It judges nothing.

#![allow(dead_code, reason = "every user of this file uses a part of it")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken test may panic")]

use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take on a busy machine before a test fails.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Modes a program may switch on and must switch off: the parameter after `ESC [ ?`.
const MODES: &[&str] = &["1049", "1000", "1002", "1003", "1004", "1006", "2004", "2026"];

/// What the pretended terminal answers to "what is your background colour?".
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// Nothing.
    Never,
    /// A light background, after this long.
    After(Duration),
}

/// A program and the terminal it runs in.
pub struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Arc<Mutex<Option<Box<dyn Write + Send>>>>,
    child: Box<dyn Child + Send + Sync>,
    written: Arc<Recording>,
    closing: Arc<AtomicBool>,
    size: PtySize,
    before: String,
}

impl Pty {
    /// Runs `command` in a terminal of 80 by 24 that never answers.
    pub fn run(command: CommandBuilder) -> Self {
        Self::answering(command, Answer::Never)
    }

    /// The same, in a terminal that answers so.
    pub fn answering(command: CommandBuilder, answer: Answer) -> Self {
        let size = PtySize { rows: 24, cols: 80, ..PtySize::default() };
        let pair = native_pty_system().openpty(size).unwrap();
        let before = format!("{:?}", pair.master.get_termios());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let pty = Self {
            writer: Arc::new(Mutex::new(Some(pair.master.take_writer().unwrap()))),
            child,
            written: Arc::default(),
            closing: Arc::default(),
            size,
            before,
            master: Some(pair.master),
        };
        pty.record(answer);
        pty
    }

    fn record(&self, answer: Answer) {
        let mut reader = self.master.as_ref().unwrap().try_clone_reader().unwrap();
        let (written, closing) = (Arc::clone(&self.written), Arc::clone(&self.closing));
        let writer = Arc::clone(&self.writer);
        let mut answered = answer == Answer::Never;
        thread::spawn(move || {
            let mut bytes = [0; 65536];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                let asked = written.append(&bytes[..count]);
                if !answered && asked {
                    answered = true;
                    answer_later(Arc::clone(&writer), answer);
                }
                if closing.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
    }

    /// Types.
    pub fn keys(&self, keys: &str) {
        let mut writer = self.writer.lock().unwrap();
        let writer = writer.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    /// Gives the window another size.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.size = PtySize { rows, cols, ..PtySize::default() };
        self.master.as_ref().unwrap().resize(self.size).unwrap();
    }

    /// Closes the window: every hold on the terminal's far side is let go.
    pub fn close(&mut self) {
        self.closing.store(true, Ordering::SeqCst);
        // A repaint wakes the recording thread, which then lets go of its end.
        self.resize(self.size.cols - 1, self.size.rows);
        self.writer.lock().unwrap().take();
        self.master = None;
    }

    /// The screen as it stands.
    pub fn screen(&self) -> vt100::Parser {
        let mut parser = vt100::Parser::new(self.size.rows, self.size.cols, 0);
        parser.process(&self.written());
        parser
    }

    /// Every byte the program wrote so far.
    pub fn written(&self) -> Vec<u8> {
        self.written.bytes.lock().unwrap().clone()
    }

    /// Waits until `part` was written; blocks, so that measuring costs the measured nothing.
    pub fn wait_for_bytes(&self, part: &[u8]) {
        self.wait_until("bytes", |pty| contains(&pty.written(), part));
    }

    /// How many bytes were written.
    pub fn written_count(&self) -> usize {
        self.written.bytes.lock().unwrap().len()
    }

    /// Waits until more than `count` bytes were written, without looking at them.
    pub fn wait_for_more_than(&self, count: usize) {
        let bytes = self.written.bytes.lock().unwrap();
        let more = &self.written.more;
        let is_waited_for = |bytes: &mut Vec<u8>| bytes.len() <= count;
        let waited = more.wait_timeout_while(bytes, PATIENCE, is_waited_for).unwrap();
        assert!(!waited.1.timed_out(), "nothing more is written");
    }

    /// The number of the process.
    pub fn process_id(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Waits until `text` stands on the screen.
    pub fn wait_for(&self, text: &str) {
        self.wait_until(text, |pty| pty.screen().screen().contents().contains(text));
    }

    /// Waits until `reached`, which is described by `what`.
    pub fn wait_until(&self, what: &str, reached: impl Fn(&Self) -> bool) {
        let began = Instant::now();
        while !reached(self) {
            let screen = self.screen().screen().contents();
            assert!(began.elapsed() < PATIENCE, "waited for {what:?}; the screen:\n{screen}");
            self.written.wait_for_more();
        }
    }

    /// Waits for the end of the program: its exit status and how long it took.
    pub fn wait(&mut self) -> (u32, Duration) {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                let elapsed = began.elapsed();
                // What it wrote last may still be on its way to the recorder.
                thread::sleep(Duration::from_millis(100));
                return (status.exit_code(), elapsed);
            }
            if began.elapsed() > PATIENCE {
                self.child.kill().unwrap();
                panic!("the program does not end");
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Sends the program a signal by the name `kill` knows it by.
    pub fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        let status = std::process::Command::new("kill").args(["-s", name, &pid]).status();
        assert!(status.unwrap().success());
    }

    /// The modes switched on and not off again, `25` standing for a hidden cursor.
    pub fn modes_left_on(&self) -> Vec<&'static str> {
        let written = String::from_utf8_lossy(&self.written()).into_owned();
        let last = |mode: &str, how: char| written.rfind(&format!("\x1b[?{mode}{how}"));
        let on = |mode: &&&str| last(mode, 'h') > last(mode, 'l');
        let mut left: Vec<_> = MODES.iter().filter(on).copied().collect();
        if last("25", 'l') > last("25", 'h') {
            left.push("25");
        }
        left
    }

    /// True if the terminal's settings are those from before the program began.
    pub fn settings_restored(&self) -> bool {
        format!("{:?}", self.master.as_ref().unwrap().get_termios()) == self.before
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// What the program wrote, and word that there is more.
#[derive(Default)]
struct Recording {
    bytes: Mutex<Vec<u8>>,
    more: Condvar,
}

impl Recording {
    /// True if with this piece the program has asked for the background colour.
    fn append(&self, piece: &[u8]) -> bool {
        const ASKED: &[u8] = b"\x1b]11;?";
        let mut bytes = self.bytes.lock().unwrap();
        let before = bytes.len().saturating_sub(ASKED.len() - 1);
        bytes.extend_from_slice(piece);
        self.more.notify_all();
        contains(&bytes[before..], ASKED)
    }

    /// Returns when there is more, or after a moment: not everything waited for is written.
    fn wait_for_more(&self) {
        let bytes = self.bytes.lock().unwrap();
        drop(self.more.wait_timeout(bytes, Duration::from_millis(5)).unwrap());
    }
}

/// A command in the tests' environment, with the variables that change terminals set plainly.
pub fn command(program: impl Into<PathBuf>) -> CommandBuilder {
    let mut command = CommandBuilder::new(program.into());
    command.env("TERM", "xterm-256color");
    let displays =
        ["DISPLAY", "WAYLAND_DISPLAY", "TMUX", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"];
    for name in ["NO_COLOR", "COLORFGBG", "COLORTERM", "ENV"].into_iter().chain(displays) {
        command.env_remove(name);
    }
    command
}

/// An example program of this crate, which `cargo test` has built.
pub fn example(name: &str) -> PathBuf {
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_briefbook"));
    binary.with_file_name("examples").join(name)
}

fn answer_later(writer: Arc<Mutex<Option<Box<dyn Write + Send>>>>, answer: Answer) {
    let Answer::After(delay) = answer else { return };
    thread::spawn(move || {
        thread::sleep(delay);
        if let Some(writer) = writer.lock().unwrap().as_mut() {
            let _ = writer.write_all(b"\x1b]11;rgb:fafa/fafa/fafa\x1b\\");
        }
    });
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
