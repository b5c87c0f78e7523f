//! From what the terminal library calls a key or a use of the mouse to what the program calls it.

use std::time::{Duration, Instant};

use ratatui::crossterm::event::{
    KeyCode as Code, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::config::{KeyCode, KeyPress};
use crate::protocol::{Mouse, MouseAction};

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

/// Clicks that follow one another within this time at the same cell belong together: what desktops
/// wait for a double click by default.
const TOGETHER: Duration = Duration::from_millis(400);

/// Tells single clicks from double and triple ones. A click after a drag is a single one.
#[derive(Debug, Default)]
pub struct Clicks {
    last: Option<(Instant, (u16, u16))>,
    count: u8,
}

impl Clicks {
    /// The use of the mouse at this moment, if it means something here.
    pub fn mouse(&mut self, event: MouseEvent, now: Instant) -> Option<Mouse> {
        let action = match event.kind {
            MouseEventKind::Down(MouseButton::Left) => self.press((event.column, event.row), now),
            MouseEventKind::Drag(MouseButton::Left) => {
                self.last = None;
                MouseAction::Drag
            }
            MouseEventKind::Up(MouseButton::Left) => MouseAction::Release,
            MouseEventKind::ScrollDown => MouseAction::WheelDown,
            MouseEventKind::ScrollUp => MouseAction::WheelUp,
            _ => return None,
        };
        Some(Mouse { action, column: event.column, row: event.row })
    }

    fn press(&mut self, cell: (u16, u16), now: Instant) -> MouseAction {
        let again = self.last.is_some_and(|(then, there)| {
            there == cell && now.saturating_duration_since(then) < TOGETHER
        });
        self.count = if again { self.count % 3 + 1 } else { 1 };
        self.last = Some((now, cell));
        match self.count {
            1 => MouseAction::Click,
            2 => MouseAction::DoubleClick,
            _ => MouseAction::TripleClick,
        }
    }
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

    #[test]
    fn clicks_at_one_place_in_quick_succession_are_counted() {
        let began = Instant::now();
        let mut clicks = Clicks::default();
        let mut click = |column, after| {
            let kind = MouseEventKind::Down(MouseButton::Left);
            let event = MouseEvent { kind, column, row: 1, modifiers: KeyModifiers::NONE };
            clicks.mouse(event, began + Duration::from_millis(after)).unwrap().action
        };
        use MouseAction::{Click, DoubleClick, TripleClick};
        let actions = [click(3, 0), click(3, 200), click(3, 500), click(3, 600)];
        assert_eq!(actions, [Click, DoubleClick, TripleClick, Click]);
        assert_eq!([click(4, 700), click(4, 1200)], [Click, Click]);
    }
}
