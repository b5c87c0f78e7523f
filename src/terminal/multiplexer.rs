//! GNU screen, between us and the terminal: what it would swallow is handed through it in pieces. tmux is
//! reached by a program of its own (`clipboard`).

use std::ffi::OsString;

/// Bytes of a sequence in one piece. Screen 4.9 drops a string of more than 768 bytes altogether.
const PIECE: usize = 512;

/// True inside of GNU screen; false if tmux runs in between, or may: it names itself and hears other things.
pub fn is_screen(variable: &dyn Fn(&str) -> Option<OsString>) -> bool {
    let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    set("STY") && !set("TMUX")
}

/// A sequence of ASCII without a string terminator, as screen hands it through to the terminal: each piece
/// as a device control string.
pub fn passed_through(sequence: &str) -> String {
    let mut out = String::with_capacity(sequence.len() + sequence.len() / 64 + 8);
    let mut rest = sequence;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE).max(1).min(rest.len()));
        out.extend(["\x1bP", piece, "\x1b\\"]);
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What GNU screen sends on: the contents of device control strings that are short enough.
    fn sent_on(bytes: &str) -> String {
        let pieces = bytes.split_terminator("\x1b\\").map(|piece| {
            let inner = piece.strip_prefix("\x1bP").expect("a device control string");
            assert!(inner.len() < 760, "{} bytes in a piece", inner.len());
            inner
        });
        pieces.collect()
    }

    #[test]
    fn a_sequence_arrives_whole_however_long_it_is() {
        for length in [0, 1, 500, 504, 505, 5_000, 100_000] {
            let sequence = format!("\x1b]52;c;{}\x07", "QUJD".repeat(length / 4));
            assert_eq!(sent_on(&passed_through(&sequence)), sequence);
        }
        assert_eq!(passed_through(""), "");
    }

    #[test]
    fn screen_is_known_by_its_session_and_not_by_the_name_of_the_terminal() {
        let world = |set: &'static [&'static str]| {
            is_screen(&|name| set.contains(&name).then(|| OsString::from("1")))
        };
        assert!(world(&["STY"]));
        assert!(!world(&["TERM"]) && !world(&[]) && !world(&["STY", "TMUX"]));
    }
}
