//! A strict reader of what a program writes to its terminal: every sequence must be one of those
//! our terminal code and its backend write, everything else must be visible text. It paints
//! nothing.

/// Final bytes of CSI sequences without a private mark that are written: cursor to a place (`H`),
/// erase the screen (`J`) or a line (`K`), attributes (`m`).
const PLAIN_CSI: &[char] = &['H', 'J', 'K', 'm'];

/// Private modes that are switched: cursor, mouse, alternate screen, bracketed paste, frames.
const MODES: &[&str] = &["25", "1000", "1002", "1006", "1049", "2004", "2026"];

/// The stack of window titles: keep, put back.
const TITLES: &[&str] = &["22;2t", "23;2t"];

/// What is wrong with what was written, each with its place; empty if nothing is.
pub fn strangers(written: &[u8]) -> Vec<String> {
    let text = match std::str::from_utf8(written) {
        Ok(text) => text,
        Err(error) => return vec![format!("not UTF-8 at {}", error.valid_up_to())],
    };
    let mut wrong = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '\u{1b}' => match sequence(rest) {
                Some(length) => length,
                None => {
                    wrong.push(near(text, rest));
                    1
                }
            },
            _ => {
                if is_obeyed(c) {
                    wrong.push(near(text, rest));
                }
                c.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    wrong
}

/// The length of the sequence at the start of `rest`, if it is one that is written.
fn sequence(rest: &str) -> Option<usize> {
    if let Some(words) = rest.strip_prefix("\u{1b}]2;") {
        let end = words.find(|c: char| is_obeyed(c) || c == '\u{1b}')?;
        return words[end..].starts_with("\u{1b}\\").then_some(4 + end + 2);
    }
    if rest.starts_with("\u{1b}]11;?\u{1b}\\") {
        return Some(8);
    }
    let body = rest.strip_prefix("\u{1b}[")?;
    let end = body.find(|c: char| !matches!(c, '0'..='9' | ';' | '?'))?;
    let (parameters, last) = (&body[..end], body[end..].chars().next()?);
    let known = match parameters.strip_prefix('?') {
        Some(mode) => MODES.contains(&mode) && matches!(last, 'h' | 'l'),
        None if last == 't' => TITLES.contains(&&body[..=end]),
        None => PLAIN_CSI.contains(&last) && !parameters.contains('?'),
    };
    known.then_some(2 + end + 1)
}

/// Characters that a terminal, or the eye, obeys instead of showing.
fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{2028}' | '\u{2029}'
            | '\u{e0000}'..='\u{e007f}' | '\u{fff9}'..='\u{fffb}')
}

fn near(text: &str, rest: &str) -> String {
    let at = text.len() - rest.len();
    let words: String = rest.chars().take(16).collect();
    format!("{words:?} at {at}")
}

#[test]
fn the_strict_reader_knows_what_is_ours_and_what_is_not() {
    let ours =
        "\u{1b}[22;2t\u{1b}[?1049h\u{1b}[2J\u{1b}[H\u{1b}[3;14Hé\u{1b}[38;5;252m\u{1b}]2;T\u{1b}\\";
    assert_eq!(strangers(ours.as_bytes()), [""; 0]);
    for foreign in [
        "\u{1b}[6n",
        "\u{1b}[?1003h",
        "\u{1b}]0;t\u{7}",
        "\u{1b}]52;c;AA\u{1b}\\",
        "\u{1b}P1\u{1b}\\",
        "\u{1b}c",
        "\u{9b}m",
        "\u{7}",
        "\u{8}",
        "\r",
        "\u{202e}",
        "\u{1b}[8;1;1t",
        "\u{1b}]2;a\u{7}",
        "\u{1b}",
        "\u{1b}[",
        "\u{1b}[21t",
        "\n",
        "\u{7f}",
    ] {
        assert!(!strangers(foreign.as_bytes()).is_empty(), "{foreign:?}");
    }
    assert!(!strangers(b"\xff").is_empty());
}
