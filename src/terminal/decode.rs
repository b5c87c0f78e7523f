//! From the bytes of a terminal to keys, mouse, pastes and answers. Our own and not crossterm's,
//! because that one reads the terminal itself: it spins when the terminal vanishes, cannot be
//! paused while an editor runs, turns late answers into keys, and loses every key after a paste
//! whose end was lost. It knows no clock: `input` says when nothing more came.

use ratatui::crossterm::event::{KeyCode, KeyModifiers};

use super::background::Background;
use super::input_event::{Input, key};
use super::sequence;

const ESC: u8 = 0x1b;
const PASTE_END: &[u8] = b"\x1b[201~";

/// The longest paste handed on, in bytes; what is beyond is left out.
const PASTE_LIMIT: usize = 1 << 20;

/// Longer than any control sequence a key or an answer has.
const SEQUENCE_LIMIT: usize = 64;

/// Takes bytes in pieces of any size.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    bytes: Vec<u8>,
    paste: Option<Vec<u8>>,
    /// Within a sequence that is too long to mean anything; its bytes are thrown away as they come.
    overlong: Option<Overlong>,
}

/// What is too long, and so how it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Overlong {
    /// A control sequence: at its final byte.
    Control,
    /// An answer: at BEL or `ESC \`.
    Answer,
}

/// What the front of the bytes is.
#[derive(Debug, PartialEq)]
pub(super) enum Step {
    /// The beginning of something.
    Incomplete,
    /// So many bytes mean this, or nothing to us.
    Taken(usize, Option<Input>),
    /// So many bytes open a paste.
    PasteBegins(usize),
    /// So many bytes are the front of something too long.
    Overlong(usize, Overlong),
}

impl Decoder {
    /// Appends what `bytes` complete to `out`.
    pub(super) fn feed(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        self.bytes.extend_from_slice(bytes);
        loop {
            if self.paste.is_some() && !self.take_paste(out) {
                return;
            }
            if self.overlong.is_some() && !self.drop_overlong() {
                return;
            }
            match step(&self.bytes) {
                Step::Incomplete => return,
                Step::Taken(count, input) => {
                    self.bytes.drain(..count);
                    out.extend(input);
                }
                Step::PasteBegins(count) => {
                    self.bytes.drain(..count);
                    self.paste = Some(Vec::new());
                }
                Step::Overlong(count, what) => {
                    self.bytes.drain(..count);
                    self.overlong = Some(what);
                }
            }
        }
    }

    /// True if a key or an answer has begun.
    pub(super) fn is_waiting(&self) -> bool {
        !self.bytes.is_empty() || self.overlong.is_some()
    }

    /// True within a paste.
    pub(super) fn is_pasting(&self) -> bool {
        self.paste.is_some()
    }

    /// Nothing more came for a while: what has begun is all there is. A lone escape is the key;
    /// a paste ends here.
    pub(super) fn flush(&mut self, out: &mut Vec<Input>) {
        if self.overlong.take().is_some() {
            // An escape, perhaps, that could have ended it.
            self.bytes.clear();
        }
        if let Some(mut text) = self.paste.take() {
            text.append(&mut self.bytes);
            out.push(pasted(&text));
            return;
        }
        match *self.bytes.as_slice() {
            [] => return,
            [ESC] => out.push(key(KeyCode::Esc, KeyModifiers::NONE)),
            [ESC, byte] => {
                out.push(key(KeyCode::Char(char::from(byte)), KeyModifiers::ALT));
            }
            _ => {}
        }
        self.bytes.clear();
    }

    /// Throws away what belongs to the sequence that is too long, with its end; true if that was there.
    fn drop_overlong(&mut self) -> bool {
        let is_part = match self.overlong {
            Some(Overlong::Control) => is_parameter,
            _ => is_part_of_answer,
        };
        let body = self.bytes.iter().position(|byte| !is_part(byte)).unwrap_or(self.bytes.len());
        let end = match (self.overlong, self.bytes.get(body..).unwrap_or_default()) {
            (_, []) | (Some(Overlong::Answer), [ESC]) => None,
            (Some(Overlong::Control), [b'@'..=b'~', ..]) => Some(1),
            (Some(Overlong::Answer), [0x07, ..]) => Some(1),
            (Some(Overlong::Answer), [ESC, b'\\', ..]) => Some(2),
            // It broke off, and what follows is something else.
            _ => Some(0),
        };
        self.bytes.drain(..body + end.unwrap_or_default());
        if end.is_some() {
            self.overlong = None;
        }
        end.is_some()
    }

    /// Moves bytes into the paste; true if its end was among them. Looks at every byte once.
    fn take_paste(&mut self, out: &mut Vec<Input>) -> bool {
        let Some(paste) = &mut self.paste else {
            return true;
        };
        let end = self.bytes.windows(PASTE_END.len()).position(|w| w == PASTE_END);
        // Without an end the last bytes may be the beginning of it, and stay.
        let count = end.unwrap_or(self.bytes.len().saturating_sub(PASTE_END.len() - 1));
        let room = PASTE_LIMIT.saturating_sub(paste.len());
        paste.extend(self.bytes.drain(..count).take(room));
        if end.is_none() {
            return false;
        }
        out.push(pasted(paste));
        self.paste = None;
        self.bytes.drain(..PASTE_END.len());
        true
    }
}

fn pasted(bytes: &[u8]) -> Input {
    Input::Paste(String::from_utf8_lossy(bytes).replace("\r\n", "\n").replace('\r', "\n"))
}

fn step(bytes: &[u8]) -> Step {
    match bytes {
        [] | [ESC] => Step::Incomplete,
        [ESC, ESC, ..] => Step::Taken(1, Some(key(KeyCode::Esc, KeyModifiers::NONE))),
        [ESC, b'[', rest @ ..] => control_sequence(rest),
        [ESC, b'O', rest @ ..] => match rest {
            [] => Step::Incomplete,
            [last, ..] => Step::Taken(3, sequence::application_key(*last)),
        },
        [ESC, b']', rest @ ..] => answer(rest),
        [ESC, rest @ ..] => character(rest, 1, KeyModifiers::ALT),
        _ => character(bytes, 0, KeyModifiers::NONE),
    }
}

/// True for what may stand between `ESC [` and the final byte.
fn is_parameter(byte: &u8) -> bool {
    matches!(byte, b' '..=b'?')
}

/// True for what an answer that we ask for is made of.
fn is_part_of_answer(byte: &u8) -> bool {
    byte.is_ascii_hexdigit() || b";:/rgba".contains(byte)
}

/// `ESC [`, then parameters, then a final byte. `rest` begins after the bracket.
fn control_sequence(rest: &[u8]) -> Step {
    match rest {
        // The Linux console's F1 to F5.
        [b'[', last, ..] => return Step::Taken(4, sequence::console_key(*last)),
        // The mouse of a terminal that does not know the form we asked for: three bytes follow.
        [b'M', tail @ ..] if tail.len() < 3 => return Step::Incomplete,
        [b'M', ..] => return Step::Taken(6, None),
        _ => {}
    }
    let body = rest.iter().position(|byte| !is_parameter(byte)).unwrap_or(rest.len());
    let (params, tail) = rest.split_at(body);
    match tail {
        _ if params.len() > SEQUENCE_LIMIT => Step::Overlong(2 + body, Overlong::Control),
        [] | [b'['] if rest.len() <= 1 || tail.is_empty() => Step::Incomplete,
        [b'~', ..] if params == b"200" => Step::PasteBegins(6),
        [last @ b'@'..=b'~', ..] => Step::Taken(3 + body, sequence::control_key(params, *last)),
        _ => Step::Taken(2 + body, None),
    }
}

/// `ESC ]`, then the answer, then BEL or `ESC \`. We ask for one thing only, whose answer is
/// made of few characters: any other ends it, so that a broken answer swallows no key.
fn answer(rest: &[u8]) -> Step {
    let body = rest.iter().position(|byte| !is_part_of_answer(byte)).unwrap_or(rest.len());
    let (text, tail) = rest.split_at(body);
    let told = || Background::from_reply(text).map(Input::Background);
    match tail {
        _ if text.len() > SEQUENCE_LIMIT => Step::Overlong(2 + body, Overlong::Answer),
        [] | [ESC] => Step::Incomplete,
        [0x07, ..] => Step::Taken(3 + body, told()),
        [ESC, b'\\', ..] => Step::Taken(4 + body, told()),
        _ if text.is_empty() => Step::Taken(2, Some(key(KeyCode::Char(']'), KeyModifiers::ALT))),
        _ => Step::Taken(2 + body, None),
    }
}

/// One character of UTF-8 or one control byte, after `before` bytes already looked at.
fn character(bytes: &[u8], before: usize, with: KeyModifiers) -> Step {
    let Some(&first) = bytes.first() else {
        return Step::Incomplete;
    };
    let length = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => 1,
    };
    let front = bytes.get(..length).unwrap_or(bytes);
    match std::str::from_utf8(front).map(|text| text.chars().next()) {
        Ok(Some(c)) => Step::Taken(before + length, Some(pressed(c, with))),
        Err(error) if error.error_len().is_none() => Step::Incomplete,
        _ => Step::Taken(before + 1, None),
    }
}

fn pressed(c: char, with: KeyModifiers) -> Input {
    let ctrl = |base: u8| {
        let letter = char::from(u8::try_from(c).unwrap_or_default() + base);
        key(KeyCode::Char(letter), with | KeyModifiers::CONTROL)
    };
    match c {
        '\r' => key(KeyCode::Enter, with),
        '\t' => key(KeyCode::Tab, with),
        '\u{7f}' => key(KeyCode::Backspace, with),
        '\0' => key(KeyCode::Char(' '), with | KeyModifiers::CONTROL),
        '\u{1}'..='\u{1a}' => ctrl(b'a' - 1),
        '\u{1c}'..='\u{1f}' => ctrl(b'4' - 0x1c),
        c if c.is_uppercase() => key(KeyCode::Char(c), with | KeyModifiers::SHIFT),
        c => key(KeyCode::Char(c), with),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decoded(bytes: &[u8]) -> Vec<Input> {
        let (mut decoder, mut out) = (Decoder::default(), Vec::new());
        decoder.feed(bytes, &mut out);
        decoder.flush(&mut out);
        out
    }

    fn plain(code: KeyCode) -> Input {
        key(code, KeyModifiers::NONE)
    }

    #[test]
    fn characters_and_control_bytes_are_keys() {
        let keys = decoded("qG\r\t\x7f\x04é中".as_bytes());
        assert_eq!(
            keys,
            [
                plain(KeyCode::Char('q')),
                key(KeyCode::Char('G'), KeyModifiers::SHIFT),
                plain(KeyCode::Enter),
                plain(KeyCode::Tab),
                plain(KeyCode::Backspace),
                key(KeyCode::Char('d'), KeyModifiers::CONTROL),
                plain(KeyCode::Char('é')),
                plain(KeyCode::Char('中')),
            ]
        );
    }

    #[test]
    fn escape_alone_twice_and_before_a_letter() {
        assert_eq!(decoded(b"\x1b"), [plain(KeyCode::Esc)]);
        assert_eq!(decoded(b"\x1b\x1b"), [plain(KeyCode::Esc), plain(KeyCode::Esc)]);
        assert_eq!(decoded(b"\x1bx"), [key(KeyCode::Char('x'), KeyModifiers::ALT)]);
        assert_eq!(decoded(b"\x1b["), [key(KeyCode::Char('['), KeyModifiers::ALT)]);
        assert_eq!(decoded(b"\x1b]"), [key(KeyCode::Char(']'), KeyModifiers::ALT)]);
    }

    #[test]
    fn an_answer_is_no_key_and_keys_around_it_are_kept() {
        let dark = Input::Background(Background::Dark);
        let j = plain(KeyCode::Char('j'));
        let expected = [j.clone(), dark, j];
        assert_eq!(decoded(b"j\x1b]11;rgb:0000/0000/0000\x1b\\j"), expected);
        assert_eq!(decoded(b"j\x1b]11;rgb:0000/0000/0000\x07\x1b[?62;22cj"), expected);
    }

    #[test]
    fn a_broken_answer_swallows_no_key_that_is_not_its_own() {
        assert_eq!(decoded(b"\x1b]11;rgb:00q"), [plain(KeyCode::Char('q'))]);
        assert_eq!(decoded(b"\x1b]11;rgb:00\x1b[A"), [plain(KeyCode::Up)]);
        assert_eq!(decoded(b"\x1b]11;rgb:00"), []);
    }

    #[test]
    fn a_paste_is_one_event_even_if_its_end_is_lost() {
        let text = [Input::Paste("a\nb\u{1b}[A".into())];
        assert_eq!(decoded(b"\x1b[200~a\rb\x1b[A\x1b[201~"), text);
        assert_eq!(decoded(b"\x1b[200~a\rb\x1b[A"), text);
    }

    #[test]
    fn a_huge_paste_is_cut_and_the_keys_after_it_work() {
        let mut bytes = b"\x1b[200~".to_vec();
        bytes.extend(vec![b'x'; PASTE_LIMIT + 9]);
        bytes.extend(b"\x1b[201~q");
        let (mut decoder, mut out) = (Decoder::default(), Vec::new());
        for piece in bytes.chunks(1000) {
            decoder.feed(piece, &mut out);
        }
        assert_eq!(out.len(), 2);
        assert!(matches!(&out[0], Input::Paste(text) if text.len() == PASTE_LIMIT));
        assert_eq!(out[1], plain(KeyCode::Char('q')));
    }

    /// Whatever its length, and however it comes: else its end would be keys.
    #[test]
    fn a_sequence_that_is_too_long_means_nothing_with_its_end_and_the_key_after_it_works() {
        let long = |begin: &str, part: &str, end: &str| {
            [begin.as_bytes(), part.repeat(2 * SEQUENCE_LIMIT).as_bytes(), end.as_bytes()].concat()
        };
        let sequences = [
            long("\x1b[200", "!", "~"),
            long("\x1b[", "1;", "u"),
            long("\x1b]", "a", "\x07"),
            long("\x1b]11;rgb:", "00", "\x1b\\"),
        ];
        for sequence in sequences {
            for length in 1..=sequence.len() {
                let (mut decoder, mut out) = (Decoder::default(), Vec::new());
                sequence.chunks(length).for_each(|piece| decoder.feed(piece, &mut out));
                decoder.feed(b"q", &mut out);
                assert_eq!(out, [plain(KeyCode::Char('q'))], "{length} of {sequence:?}");
            }
        }
        let (mut decoder, mut out) = (Decoder::default(), Vec::new());
        decoder.feed(&long("\x1b]", "a", "\x1b"), &mut out);
        assert!(decoder.is_waiting(), "its end may come");
        decoder.flush(&mut out);
        decoder.feed(b"a", &mut out);
        assert_eq!(out, [plain(KeyCode::Char('a'))]);
    }

    proptest! {
        #[test]
        fn pieces_mean_what_the_whole_means(bytes: Vec<u8>, at in 0_usize..64) {
            let at = at.min(bytes.len());
            let (mut decoder, mut out) = (Decoder::default(), Vec::new());
            decoder.feed(&bytes[..at], &mut out);
            decoder.feed(&bytes[at..], &mut out);
            decoder.flush(&mut out);
            prop_assert_eq!(out, decoded(&bytes));
        }

        #[test]
        fn after_a_pause_every_key_is_a_key_again(bytes in "[\x1b\\[\\]O;0-9~<Mm a-z]{0,40}") {
            let (mut decoder, mut out) = (Decoder::default(), Vec::new());
            decoder.feed(bytes.as_bytes(), &mut out);
            decoder.flush(&mut out);
            out.clear();
            decoder.feed(b"q", &mut out);
            prop_assert_eq!(out, [plain(KeyCode::Char('q'))]);
        }
    }
}
