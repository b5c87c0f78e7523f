//! What complete control sequences mean: named keys and the mouse, as xterm and its kin send
//! them (xterm's ctlseqs, "PC-Style Function Keys" and "SGR mouse"). Finding where a sequence
//! ends is the business of `decode`.

use ratatui::crossterm::event::{KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::input_event::{Input, key};

/// The meaning of `ESC [ params last`, or `None` for what is no key: answers, focus, the unknown.
pub(super) fn control_key(params: &[u8], last: u8) -> Option<Input> {
    if let Some(mouse) = params.strip_prefix(b"<") {
        return self::mouse(&numbers(mouse)?, last);
    }
    let numbers = numbers(params)?;
    let first = numbers.first().copied().unwrap_or(1);
    let modifiers = modifiers(numbers.get(1).copied().unwrap_or(1).saturating_sub(1));
    let code = match last {
        b'Z' => return Some(key(KeyCode::BackTab, modifiers | KeyModifiers::SHIFT)),
        b'~' => numbered_key(first)?,
        b'u' => KeyCode::Char(char::from_u32(u32::from(first)).filter(|c| !c.is_control())?),
        // With any other first parameter it is the cursor's position.
        b'R' if first == 1 => KeyCode::F(3),
        b'R' => return None,
        _ => lettered_key(last)?,
    };
    Some(key(code, modifiers))
}

/// The meaning of `ESC O last`.
pub(super) fn application_key(last: u8) -> Option<Input> {
    let code = match last {
        b'M' => KeyCode::Enter,
        b'R' => KeyCode::F(3),
        _ => lettered_key(last)?,
    };
    Some(key(code, KeyModifiers::NONE))
}

/// The meaning of `ESC [ [ last`: F1 to F5 on the Linux console.
pub(super) fn console_key(last: u8) -> Option<Input> {
    let number = last.checked_sub(b'A').filter(|n| *n < 5)?;
    Some(key(KeyCode::F(number + 1), KeyModifiers::NONE))
}

fn lettered_key(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P' => KeyCode::F(1),
        b'Q' => KeyCode::F(2),
        b'S' => KeyCode::F(4),
        _ => return None,
    })
}

fn numbered_key(number: u16) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(u8::try_from(number - 10).ok()?),
        17..=21 => KeyCode::F(u8::try_from(number - 11).ok()?),
        23 | 24 => KeyCode::F(u8::try_from(number - 12).ok()?),
        _ => return None,
    })
}

fn modifiers(mask: u16) -> KeyModifiers {
    let named = [KeyModifiers::SHIFT, KeyModifiers::ALT, KeyModifiers::CONTROL];
    let set = named.into_iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1);
    set.fold(KeyModifiers::NONE, |all, (_, one)| all | one)
}

fn mouse(numbers: &[u16], last: u8) -> Option<Input> {
    let &[code, column, row] = numbers else {
        return None;
    };
    Some(Input::Mouse(MouseEvent {
        kind: mouse_kind(code, last == b'm')?,
        column: column.saturating_sub(1),
        row: row.saturating_sub(1),
        modifiers: modifiers(code >> 2 & 0b111),
    }))
}

fn mouse_kind(code: u16, released: bool) -> Option<MouseEventKind> {
    if code & 64 != 0 {
        return Some(match code & 3 {
            0 => MouseEventKind::ScrollUp,
            1 => MouseEventKind::ScrollDown,
            2 => MouseEventKind::ScrollLeft,
            _ => MouseEventKind::ScrollRight,
        });
    }
    let button = match code & 3 {
        0 => MouseButton::Left,
        1 => MouseButton::Middle,
        2 => MouseButton::Right,
        _ => return None,
    };
    Some(match (code & 32 != 0, released) {
        (true, _) => MouseEventKind::Drag(button),
        (false, true) => MouseEventKind::Up(button),
        (false, false) => MouseEventKind::Down(button),
    })
}

/// Parameters parted by semicolons; an empty one is 1. `None` for private or foreign forms.
fn numbers(params: &[u8]) -> Option<Vec<u16>> {
    let text = std::str::from_utf8(params).ok()?;
    if text.is_empty() {
        return Some(Vec::new());
    }
    let number = |part: &str| {
        if part.is_empty() { Some(1) } else { part.parse().ok() }
    };
    text.split(';').map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(params: &str, last: char) -> Option<(KeyCode, KeyModifiers)> {
        match control_key(params.as_bytes(), u8::try_from(last).unwrap())? {
            Input::Key(key) => Some((key.code, key.modifiers)),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn keys_come_with_their_modifiers() {
        let (none, ctrl) = (KeyModifiers::NONE, KeyModifiers::CONTROL);
        assert_eq!(named("", 'A'), Some((KeyCode::Up, none)));
        assert_eq!(named("1;5", 'C'), Some((KeyCode::Right, ctrl)));
        assert_eq!(named("6", '~'), Some((KeyCode::PageDown, none)));
        assert_eq!(named("5;7", '~'), Some((KeyCode::PageUp, ctrl | KeyModifiers::ALT)));
        assert_eq!(named("", 'Z'), Some((KeyCode::BackTab, KeyModifiers::SHIFT)));
        assert_eq!(named("24", '~'), Some((KeyCode::F(12), none)));
        assert_eq!(named("1;2", 'R'), Some((KeyCode::F(3), KeyModifiers::SHIFT)));
    }

    #[test]
    fn answers_and_nonsense_are_no_keys() {
        for (params, last) in [("?62;22", 'c'), ("12;40", 'R'), ("", 'I'), ("99999999", '~')] {
            assert_eq!(named(params, last), None, "{params}{last}");
        }
    }

    #[test]
    fn the_mouse_counts_from_zero() {
        let event = |params: &str, last| match control_key(params.as_bytes(), last) {
            Some(Input::Mouse(m)) => (m.kind, m.column, m.row),
            other => panic!("{other:?}"),
        };
        let left = MouseButton::Left;
        assert_eq!(event("<0;1;1", b'M'), (MouseEventKind::Down(left), 0, 0));
        assert_eq!(event("<0;3;2", b'm'), (MouseEventKind::Up(left), 2, 1));
        assert_eq!(event("<32;3;2", b'M'), (MouseEventKind::Drag(left), 2, 1));
        assert_eq!(event("<65;300;2", b'M'), (MouseEventKind::ScrollDown, 299, 1));
        assert_eq!(control_key(b"<35;3;2", b'M'), None);
    }
}
