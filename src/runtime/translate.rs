//! From what the terminal library calls a key or a use of the mouse to what the program calls it.

use ratatui::crossterm::event::{
    KeyCode as Code, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::app::event::{Mouse, MouseAction};
use crate::config::{KeyCode, KeyPress};

/// The key, if the program knows it.
pub fn key(event: KeyEvent) -> Option<KeyPress> {
    let held = |modifier| event.modifiers.contains(modifier);
    let code = match event.code {
        Code::Char(c) => KeyCode::Char(c),
        Code::F(n) => KeyCode::F(n),
        Code::Enter => KeyCode::Enter,
        Code::Esc => KeyCode::Esc,
        Code::Tab | Code::BackTab => KeyCode::Tab,
        Code::Backspace => KeyCode::Backspace,
        Code::Delete => KeyCode::Delete,
        Code::Insert => KeyCode::Insert,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        _ => return None,
    };
    let shift = held(KeyModifiers::SHIFT) || event.code == Code::BackTab;
    let press =
        KeyPress { code, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT), shift };
    Some(press.canonical())
}

/// The use of the mouse, if it means something here.
pub fn mouse(event: MouseEvent) -> Option<Mouse> {
    let action = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseAction::Click,
        MouseEventKind::ScrollDown => MouseAction::WheelDown,
        MouseEventKind::ScrollUp => MouseAction::WheelUp,
        _ => return None,
    };
    Some(Mouse { action, column: event.column, row: event.row })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_mean_what_is_printed_on_them() {
        for (code, modifiers, written) in [
            (Code::Char('d'), KeyModifiers::CONTROL, "Ctrl-d"),
            (Code::Char('G'), KeyModifiers::SHIFT, "G"),
            (Code::BackTab, KeyModifiers::NONE, "Shift-Tab"),
            (Code::PageDown, KeyModifiers::NONE, "PgDn"),
        ] {
            let press = key(KeyEvent::new(code, modifiers)).unwrap();
            assert_eq!(press.to_string(), written);
        }
        assert_eq!(key(KeyEvent::new(Code::CapsLock, KeyModifiers::NONE)), None);
    }
}
