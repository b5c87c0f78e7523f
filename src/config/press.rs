//! Key presses as people write them. Knows no terminal: the application translates what its
//! terminal reports into these.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::text::CleanText;

/// Which key was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyCode {
    /// A character, the space bar among them.
    Char(char),
    /// A function key, from 1.
    F(u8),
    /// The return key.
    Enter,
    /// The escape key.
    Esc,
    /// The tabulator key.
    Tab,
    /// Deletes backwards.
    Backspace,
    /// Deletes forwards.
    Delete,
    /// The insert key.
    Insert,
    /// To the beginning.
    Home,
    /// To the end.
    End,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
}

/// Names of keys that are no characters, as shown; the first of each key is the one we print.
const NAMES: &[(&str, KeyCode)] = &[
    ("Space", KeyCode::Char(' ')),
    ("Enter", KeyCode::Enter),
    ("Return", KeyCode::Enter),
    ("CR", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Escape", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Backspace", KeyCode::Backspace),
    ("BS", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Del", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("Ins", KeyCode::Insert),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PageUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("PageDown", KeyCode::PageDown),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
];

/// A key with the modifiers held. A letter with Shift is its capital, without `shift`; see
/// [`KeyPress::canonical`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyPress {
    /// Which key.
    pub code: KeyCode,
    /// Control was held.
    pub ctrl: bool,
    /// Alt was held.
    pub alt: bool,
    /// Shift was held; never set for characters, which tell it themselves.
    pub shift: bool,
}

/// One or more keys pressed one after the other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sequence(Vec<KeyPress>);

/// Why words do not name a key.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum KeyError {
    /// Nothing was written.
    #[error("an empty text is no key")]
    Empty,
    /// There is no such key.
    #[error(
        "`{0}` is no key (keys are written j, G, Ctrl-d, Alt-x, Space, Enter, F1, <lt> for `<`)"
    )]
    Unknown(CleanText),
    /// More keys than anybody would press.
    #[error("a sequence has at most 4 keys")]
    TooLong,
}

impl KeyPress {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// A character without modifiers.
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// A character with Control.
    pub const fn ctrl(c: char) -> Self {
        Self { ctrl: true, ..Self::char(c) }
    }

    /// The press in its one canonical form: characters tell Shift themselves, and with Control
    /// their case does not matter (terminals cannot tell the two apart).
    pub fn canonical(self) -> Self {
        let KeyCode::Char(c) = self.code else {
            return self;
        };
        let c = match (self.ctrl, self.shift) {
            (true, _) => c.to_ascii_lowercase(),
            (false, true) => c.to_ascii_uppercase(),
            (false, false) => c,
        };
        Self { code: KeyCode::Char(c), shift: false, ..self }
    }
}

impl FromStr for KeyPress {
    type Err = KeyError;

    /// Reads `j`, `Ctrl-d`, `<C-d>`, `Shift-Tab`, `Space`, `<space>`, `F1`, `<lt>`.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        let inner = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
        let inner = inner.filter(|inner| !inner.is_empty());
        let press = match inner {
            Some(inner) => modified(inner, true),
            None => modified(text, false),
        };
        let unknown =
            || KeyError::Unknown(CleanText::line(&text.chars().take(40).collect::<String>()));
        press.map(Self::canonical).ok_or_else(unknown)
    }
}

impl fmt::Display for KeyPress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            f.write_str(if held { name } else { "" })?;
        }
        let name = NAMES.iter().find(|(_, code)| *code == self.code);
        match (name, self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, KeyCode::F(n)) => write!(f, "F{n}"),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, _) => Ok(()),
        }
    }
}

impl Sequence {
    /// Most keys in a sequence.
    pub const LONGEST: usize = 4;

    /// The keys in order: at least one.
    pub fn presses(&self) -> &[KeyPress] {
        &self.0
    }

    /// True if `typed` are the first keys of the sequence.
    pub fn starts_with(&self, typed: &[KeyPress]) -> bool {
        self.0.starts_with(typed)
    }
}

impl From<KeyPress> for Sequence {
    fn from(press: KeyPress) -> Self {
        Self(vec![press])
    }
}

impl FromStr for Sequence {
    type Err = KeyError;

    /// Reads keys with or without spaces between them: `gg`, `g g`, `]f`, `<C-w> j`, `Space`. A
    /// name of several letters needs its brackets or spaces around it.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut presses = Vec::new();
        for word in text.split_whitespace() {
            keys_of(word, &mut presses)?;
            if presses.len() > Self::LONGEST {
                return Err(KeyError::TooLong);
            }
        }
        if text == " " {
            presses.push(KeyPress::char(' '));
        }
        let none = presses.is_empty();
        if none { Err(KeyError::Empty) } else { Ok(Self(presses)) }
    }
}

/// Characters stand side by side, anything else has spaces around it: `gg`, `]f`, `Ctrl-w j`.
impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        let single = words.iter().all(|word| word.chars().count() == 1);
        f.write_str(&words.join(if single { "" } else { " " }))
    }
}

/// The keys of one word: a key with a name, else characters and bracketed names in a row.
fn keys_of(word: &str, presses: &mut Vec<KeyPress>) -> Result<(), KeyError> {
    if let Ok(press) = word.parse() {
        presses.push(press);
        return Ok(());
    }
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let close = rest.find('>').filter(|_| first == '<' && rest.len() > 1);
        let len = close.map_or(first.len_utf8(), |close| close + 1);
        let (key, after) = rest.split_at(len);
        let bare = first == '<' && close.is_none();
        presses.push(if bare { KeyPress::char('<') } else { key.parse()? });
        if presses.len() > Sequence::LONGEST {
            return Err(KeyError::TooLong);
        }
        rest = after;
    }
    Ok(())
}

/// Reads modifiers and the key behind them. Short modifiers and names in any case are understood
/// only in brackets, since `end` and `C-d` without them are keys in a row.
fn modified(text: &str, bracketed: bool) -> Option<KeyPress> {
    let mut press = KeyPress::plain(KeyCode::Esc);
    let mut rest = text;
    while let Some((modifier, after)) = rest.split_once('-').filter(|(_, after)| !after.is_empty())
    {
        match modifier {
            "Ctrl" => press.ctrl = true,
            "Alt" => press.alt = true,
            "Shift" => press.shift = true,
            "C" | "c" if bracketed => press.ctrl = true,
            "A" | "a" | "M" | "m" if bracketed => press.alt = true,
            "S" | "s" if bracketed => press.shift = true,
            _ => return None,
        }
        rest = after;
    }
    press.code = code(rest, bracketed)?;
    Some(press)
}

fn code(name: &str, bracketed: bool) -> Option<KeyCode> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_control()).then_some(KeyCode::Char(c));
    }
    if bracketed && name.eq_ignore_ascii_case("lt") {
        return Some(KeyCode::Char('<'));
    }
    let same = |known: &str| known == name || (bracketed && known.eq_ignore_ascii_case(name));
    let named = NAMES.iter().find(|(known, _)| same(known)).map(|(_, code)| *code);
    named.or_else(|| function_key(name))
}

/// `F1` to `F24`.
fn function_key(name: &str) -> Option<KeyCode> {
    let number = name.strip_prefix(['F', 'f'])?.parse().ok()?;
    (1..=24).contains(&number).then_some(KeyCode::F(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        text.parse::<Sequence>().map_or_else(|error| error.to_string(), |keys| keys.to_string())
    }

    #[test]
    fn keys_are_understood_in_every_spelling() {
        for (written, printed) in [
            ("j", "j"),
            ("G", "G"),
            ("gg", "gg"),
            ("g g", "gg"),
            ("]f", "]f"),
            ("<C-d>", "Ctrl-d"),
            ("Ctrl-D", "Ctrl-d"),
            ("<c-w>j", "Ctrl-w j"),
            ("<space>", "Space"),
            (" ", "Space"),
            ("<Space>u", "Space u"),
            ("Shift-Tab", "Shift-Tab"),
            ("<S-tab>", "Shift-Tab"),
            ("Shift-j", "J"),
            ("F12", "F12"),
            ("PageDown", "PgDn"),
            ("<lt>", "<"),
            ("<", "<"),
            ("<<", "<<"),
            ("-", "-"),
            ("z-", "z-"),
            ("Ctrl--", "Ctrl--"),
            ("end", "end"),
            ("é", "é"),
        ] {
            assert_eq!(shown(written), printed, "{written}");
        }
    }

    #[test]
    fn what_is_printed_is_read_back_as_the_same_keys() {
        let codes = NAMES.iter().map(|(_, code)| *code);
        let plain = codes.chain(['a', '<', '>', '-', '\''].map(KeyCode::Char));
        for code in plain.chain([KeyCode::F(1), KeyCode::F(24)]) {
            for bits in 0..8 {
                let (ctrl, alt, shift) = (bits & 1 > 0, bits & 2 > 0, bits & 4 > 0);
                let press = KeyPress { code, ctrl, alt, shift }.canonical();
                assert_eq!(press.to_string().parse(), Ok(press), "{press}");
                assert_eq!(press.to_string().parse(), Ok(Sequence::from(press)), "{press}");
            }
        }
    }

    #[test]
    fn what_is_no_key_is_told() {
        assert_eq!(shown(""), "an empty text is no key");
        assert!(shown("<hyper>").starts_with("`<hyper>` is no key"));
        assert_eq!(shown("abcde"), "a sequence has at most 4 keys");
        assert!("\u{1b}".parse::<KeyPress>().is_err());
    }
}
