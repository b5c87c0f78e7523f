//! What comes from the terminal, decoded.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent};

use super::background::Background;

/// What came from the terminal.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// A key was pressed. Terminals in this mode tell no releases.
    Key(KeyEvent),
    /// A button, a drag or the wheel.
    Mouse(MouseEvent),
    /// A paste, raw, with line feeds for line ends; at most a megabyte of it.
    Paste(String),
    /// The answer to [`super::guard::Terminal::ask_background`], whenever it comes.
    Background(Background),
    /// The terminal has gone: end with [`super::signals::GONE_STATUS`]. Nothing follows.
    Gone,
}

/// A key that was pressed with these modifiers.
pub(super) fn key(code: KeyCode, modifiers: KeyModifiers) -> Input {
    Input::Key(KeyEvent::new(code, modifiers))
}
