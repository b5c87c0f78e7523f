//! The guard of the terminal: takes it over, paints frames, and gives it back whatever happens.
//! It is not ratatui's `init` and `restore`: those leave mouse and paste modes on and print to a
//! terminal that may have gone. It reads nothing; keys are the business of `input`.

use std::cell::RefCell;
use std::io::{self, Write};
use std::panic::PanicHookInfo;
use std::rc::Rc;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Rect, Size};
use ratatui::{Frame, TerminalOptions, Viewport};

use super::multiplexer::{is_screen, passed_through};
use super::tty::Tty;
use crate::files::panics::panic_message;
use crate::text::CleanText;

/// The longest text that [`Terminal::copy`] sends, in bytes. Terminals cut OSC 52 at about
/// 100,000 bytes of base64 (xterm, kitty by default) and tmux at less.
pub const COPY_LIMIT: usize = 75_000;

const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";
const PASTE_ON: &str = "\x1b[?2004h";
const PASTE_OFF: &str = "\x1b[?2004l";
const CLEAR: &str = "\x1b[0m\x1b[2J\x1b[H";
const FRAME_BEGINS: &[u8] = b"\x1b[?2026h";
const FRAME_ENDS: &[u8] = b"\x1b[?2026l";

/// Why the screen could not be taken over, as a sentence for standard error.
#[derive(Debug, thiserror::Error)]
pub enum EnterError {
    /// Standard output is a file, a pipe or closed.
    #[error(
        "standard output is not a terminal, so the reader cannot start; \
         `briefbook text FILE` prints a document instead"
    )]
    NotATerminal,
    /// `TERM=dumb`: a terminal that cannot place the cursor.
    #[error(
        "this terminal says it is dumb (TERM=dumb), so the reader cannot start; \
         `briefbook --plain` reads line by line instead, and `briefbook text FILE` prints a document"
    )]
    Dumb,
    /// The terminal refused.
    #[error("the terminal could not be set up: {0}")]
    Io(#[from] io::Error),
}

/// The terminal while it is ours. Dropping it gives it back.
pub struct Terminal {
    tty: Arc<Tty>,
    screen: ratatui::Terminal<CrosstermBackend<FrameBytes>>,
    bytes: FrameBytes,
    size: (u16, u16),
    mouse: bool,
    paste: bool,
    /// GNU screen stands between us and the terminal.
    screened: bool,
}

impl Terminal {
    /// Takes the terminal over: raw mode, alternate screen, no cursor, and the mouse (clicks,
    /// drags and the wheel) if `mouse` is true. From here on a panic of this thread gives the
    /// terminal back before it is reported; `after_panic` is the sentence printed with it.
    ///
    /// # Errors
    /// If standard output is no terminal, or one that cannot place the cursor.
    pub fn enter(mouse: bool, after_panic: CleanText) -> Result<Self, EnterError> {
        if !rustix::termios::isatty(rustix::stdio::stdout()) {
            return Err(EnterError::NotATerminal);
        }
        if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
            return Err(EnterError::Dumb);
        }
        let tty = Arc::new(Tty::open()?);
        restore_on_panic(Arc::clone(&tty), after_panic);
        // With NO_COLOR crossterm writes an empty SGR, which resets bold and reverse that were
        // written before it. The theme leaves colours out by itself.
        ratatui::crossterm::style::force_color_output(true);
        let bytes = FrameBytes::default();
        let size = tty.size();
        let mut terminal = Self {
            screen: blank_screen(bytes.clone(), size)?,
            tty,
            bytes,
            size,
            mouse,
            paste: false,
            screened: is_screen(&|name| std::env::var_os(name)),
        };
        // The screen was opened blank and nothing was painted on it yet: no need for another one.
        terminal.take()?;
        terminal.send(CLEAR)?;
        Ok(terminal)
    }

    /// Paints one frame, in one write that the terminal shows at once. While the terminal is
    /// given back it does nothing.
    ///
    /// # Errors
    /// If the terminal has gone, which may be learnt here before `input` or `signals` tell it.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        if !self.tty.is_entered() {
            return Ok(());
        }
        self.bytes.begin();
        self.screen.draw(paint)?;
        self.tty.write(&self.bytes.finish())
    }

    /// The size painted at, in cells.
    pub fn size(&self) -> Size {
        Size::new(self.size.0, self.size.1)
    }

    /// Asks the terminal for its size and, if it changed, has the next frame painted whole.
    ///
    /// # Errors
    /// If the terminal has gone.
    pub fn resize(&mut self) -> io::Result<Size> {
        if self.tty.size() != self.size {
            self.repaint()?;
        }
        Ok(self.size())
    }

    /// Clears the screen and has the next frame painted whole.
    ///
    /// # Errors
    /// If the terminal has gone.
    pub fn repaint(&mut self) -> io::Result<()> {
        self.size = self.tty.size();
        self.screen = blank_screen(self.bytes.clone(), self.size)?;
        self.send(CLEAR)
    }

    /// Gives the mouse to us, or back to the terminal so that it can select text.
    ///
    /// # Errors
    /// If the terminal has gone.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        if std::mem::replace(&mut self.mouse, on) == on {
            return Ok(());
        }
        self.send(if on { MOUSE_ON } else { MOUSE_OFF })
    }

    /// Has pastes arrive in one piece. On only while a text field has the focus: a paste whose
    /// end is lost would swallow the keys after it.
    ///
    /// # Errors
    /// If the terminal has gone.
    pub fn set_paste(&mut self, on: bool) -> io::Result<()> {
        if std::mem::replace(&mut self.paste, on) == on {
            return Ok(());
        }
        self.send(if on { PASTE_ON } else { PASTE_OFF })
    }

    /// Names the window; the old name returns when we leave.
    ///
    /// # Errors
    /// If the terminal has gone.
    pub fn set_title(&mut self, title: &CleanText) -> io::Result<()> {
        let title = CleanText::line(title);
        self.send(&format!("\x1b]2;{title}\x1b\\"))
    }

    /// Asks the terminal to put `text` on the clipboard (OSC 52). False if it is longer than
    /// [`COPY_LIMIT`] and was not sent. Whether the terminal obeyed cannot be known.
    ///
    /// # Errors
    /// If the terminal has gone.
    pub fn copy(&mut self, text: &CleanText) -> io::Result<bool> {
        if text.len() > COPY_LIMIT {
            return Ok(false);
        }
        let payload = STANDARD.encode(text.as_bytes());
        let sequence = match self.screened {
            true => passed_through(&format!("\x1b]52;c;{payload}\x07")),
            false => format!("\x1b]52;c;{payload}\x1b\\"),
        };
        self.send(&sequence)?;
        Ok(true)
    }

    /// Asks for the background colour; the answer, if one comes, is read by `input` like a key.
    /// Nothing waits for it. The Linux console would print the question, so it is not asked.
    ///
    /// # Errors
    /// If the terminal has gone.
    pub fn ask_background(&mut self) -> io::Result<()> {
        if std::env::var_os("TERM").is_some_and(|term| term == "linux") {
            return Ok(());
        }
        self.send(super::background::QUESTION)
    }

    /// Gives the terminal back, for good or until [`Terminal::resume`]. Never fails, may be
    /// repeated, and prints nothing else.
    pub fn leave(&mut self) {
        self.tty.leave();
    }

    /// Takes the terminal again with the modes it had: after another program used it, or when
    /// the process goes on after a stop. The next frame is painted whole.
    ///
    /// # Errors
    /// If the terminal has gone.
    pub fn resume(&mut self) -> io::Result<()> {
        self.take()?;
        self.repaint()
    }

    /// Raw mode, the alternate screen, and the modes the terminal had with us.
    fn take(&mut self) -> io::Result<()> {
        self.tty.enter()?;
        if self.mouse {
            self.send(MOUSE_ON)?;
        }
        if self.paste {
            self.send(PASTE_ON)?;
        }
        Ok(())
    }

    /// Gives the terminal back and stops the process and its pipeline. Call
    /// [`Terminal::resume`] when `signals` reports that it goes on. False, with nothing done, if
    /// no shell would be there to let it go on.
    pub fn suspend(&mut self) -> bool {
        if !super::signals::can_suspend() {
            return false;
        }
        self.leave();
        super::signals::stop_process();
        true
    }

    fn send(&self, sequence: &str) -> io::Result<()> {
        if self.tty.is_entered() {
            self.tty.write(sequence.as_bytes())?;
        }
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.tty.leave();
    }
}

/// A fixed viewport: otherwise ratatui asks for the size at every frame, and crossterm runs
/// `tput` to find it when the terminal has gone.
fn blank_screen(
    bytes: FrameBytes,
    (columns, rows): (u16, u16),
) -> io::Result<ratatui::Terminal<CrosstermBackend<FrameBytes>>> {
    let viewport = Viewport::Fixed(Rect::new(0, 0, columns, rows));
    ratatui::Terminal::with_options(CrosstermBackend::new(bytes), TerminalOptions { viewport })
}

/// Collects the bytes of one frame. It cannot fail, so that ratatui never finds a reason to
/// print when it is dropped.
#[derive(Clone, Default)]
struct FrameBytes(Rc<RefCell<Vec<u8>>>);

impl FrameBytes {
    fn begin(&self) {
        let mut bytes = self.0.borrow_mut();
        bytes.clear();
        bytes.extend_from_slice(FRAME_BEGINS);
    }

    fn finish(&self) -> std::cell::Ref<'_, Vec<u8>> {
        self.0.borrow_mut().extend_from_slice(FRAME_ENDS);
        self.0.borrow()
    }
}

impl Write for FrameBytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Panics of this thread restore the terminal and are told in one clean sentence. Those of other
/// threads are caught and told by whoever started them; here they must not write on the screen.
fn restore_on_panic(tty: Arc<Tty>, after_panic: CleanText) {
    let ours = std::thread::current().id();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().id() == ours {
            tty.leave();
            let _ = writeln!(io::stderr(), "{} {after_panic}", describe_panic(info));
        }
    }));
}

fn describe_panic(info: &PanicHookInfo<'_>) -> CleanText {
    let place =
        info.location().map_or_else(String::new, |l| format!(" ({}:{})", l.file(), l.line()));
    // The message of a failed slice quotes the document.
    let message = panic_message(info.payload());
    CleanText::line(&format!("briefbook: stopped by a fault of its own: {message}{place}."))
}
