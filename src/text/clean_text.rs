//! The boundary between what documents hold and what people see: every string that reaches a
//! terminal is a [`CleanText`], and only this file can make one from foreign text. It does not decide
//! how wide anything is or where it is painted.

use std::fmt;
use std::ops::Deref;
use std::path::Path;

use serde::{Deserialize, Deserializer, Serialize};

/// Text without control characters: safe to write to a terminal.
///
/// Every control character of the source is replaced by exactly one visible character, so
/// positions counted in Unicode scalar values are those of the source.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct CleanText(String);

impl CleanText {
    /// Cleans running text; line feeds and tabs stay.
    pub fn text(raw: impl Into<String>) -> Self {
        let raw = raw.into();
        let Some(first) = next_foul(&raw, 0) else {
            return Self(raw);
        };
        let mut buf = CleanTextBuf { text: String::with_capacity(raw.len()), hidden: 0 };
        buf.text.push_str(raw.get(..first).unwrap_or_default());
        buf.push(raw.get(first..).unwrap_or_default());
        buf.finish()
    }

    /// Cleans a label, title or message to one line: line feeds and tabs become spaces, and
    /// characters that paint nothing are left out.
    pub fn line(raw: &str) -> Self {
        if raw.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return Self(raw.to_owned());
        }
        let visible = raw.chars().filter(|&c| !is_invisible(c));
        Self(visible.map(|c| if c == '\n' || c == '\t' { ' ' } else { clean(c) }).collect())
    }

    /// Cleans a file name or path: as [`CleanText::line`], but line feeds, tabs and invisible
    /// characters are marked, and bytes that are not UTF-8 appear as `\xNN`.
    pub fn path(path: &Path) -> Self {
        let mut out = String::new();
        for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
            out.extend(chunk.valid().chars().map(mark_in_name));
            out.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")));
        }
        Self(out)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for CleanText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for CleanText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CleanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Cleans again: what arrives from elsewhere may claim to be clean and not be it.
impl<'de> Deserialize<'de> for CleanText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::text)
    }
}

/// Our own words are clean already.
impl From<&'static str> for CleanText {
    fn from(words: &'static str) -> Self {
        Self(words.to_owned())
    }
}

/// A [`CleanText`] that grows, for readers that build a text piece by piece.
#[derive(Clone, Debug, Default)]
pub struct CleanTextBuf {
    text: String,
    hidden: usize,
}

impl CleanTextBuf {
    /// Appends raw text, cleaned.
    pub fn push(&mut self, raw: &str) {
        let mut at = 0;
        while let Some(foul) = next_foul(raw, at) {
            self.text.push_str(raw.get(at..foul).unwrap_or_default());
            let found = raw.get(foul..).and_then(|rest| rest.chars().next());
            let Some(c) = found else { return };
            self.text.push(clean(c));
            self.hidden += 1;
            at = foul + c.len_utf8();
        }
        self.text.push_str(raw.get(at..).unwrap_or_default());
    }

    /// Length so far, in bytes: where the next character will stand.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// True if nothing was pushed yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What was pushed so far.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Cuts the text back to `len` bytes; does nothing off a character boundary.
    pub fn truncate(&mut self, len: usize) {
        if self.text.is_char_boundary(len) {
            self.text.truncate(len);
        }
    }

    /// How many characters were replaced by stand-ins.
    pub fn replaced(&self) -> usize {
        self.hidden
    }

    /// The finished text.
    pub fn finish(self) -> CleanText {
        CleanText(self.text)
    }
}

/// The visible character that stands for a control character, or `None` if `c` may be shown.
///
/// C0 and DEL map to the Unicode control pictures (U+2400 block); C1, bidirectional overrides,
/// embeddings and isolates, tag characters and interlinear annotations to U+FFFD; the line and
/// paragraph separators to a line feed. One character always stands for one.
pub fn stand_in(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => None,
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)),
        ' '..='~' => None,
        '\u{7F}' => Some('\u{2421}'),
        '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{80}'..='\u{9F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{206A}'..='\u{206F}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}' => Some('\u{FFFD}'),
        _ => None,
    }
}

/// True for characters that stay in a text (so that positions hold) but are never painted: marks
/// of direction, zero-width spaces and joiners of words, soft hyphens, stray byte-order marks.
/// Joiners inside letters and emoji (U+200C, U+200D) are not among them.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{180E}'
            | '\u{200B}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{2060}'
            ..='\u{2064}' | '\u{FEFF}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}'
    )
}

/// Where the first character from `from` on stands that needs a stand-in. Looks at bytes, and at
/// characters only where one may begin that does.
fn next_foul(raw: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += raw.as_bytes().get(at..)?.iter().position(|&b| may_be_foul(b))?;
        let c = raw.get(at..)?.chars().next()?;
        if stand_in(c).is_some() {
            return Some(at);
        }
        at += c.len_utf8();
    }
}

/// True for control bytes and the first bytes, in UTF-8, of every other character that
/// [`stand_in`] replaces.
const fn may_be_foul(byte: u8) -> bool {
    match byte {
        b'\n' | b'\t' => false,
        0..=0x1F | 0x7F => true,
        0xC2 | 0xE2 | 0xEF | 0xF3 => true,
        _ => false,
    }
}

fn clean(c: char) -> char {
    stand_in(c).unwrap_or(c)
}

fn mark_in_name(c: char) -> char {
    match c {
        '\n' => '\u{240A}',
        '\t' => '\u{2409}',
        '\u{200C}' | '\u{200D}' | '\u{2028}' | '\u{2029}' => '\u{FFFD}',
        c if is_invisible(c) => '\u{FFFD}',
        c => clean(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_control_character_has_one_visible_stand_in() {
        let controls = ('\0'..='\u{9F}').filter(|c| c.is_control() && !matches!(c, '\n' | '\t'));
        for c in controls {
            let shown = CleanText::text(format!("a{c}b"));
            assert_eq!(shown.chars().count(), 3, "{c:?}");
            assert!(!shown.chars().any(char::is_control), "{c:?}");
        }
        assert_eq!(&*CleanText::text("\u{1b}[31mred"), "\u{241b}[31mred");
    }

    #[test]
    fn overrides_never_survive_and_ordinary_scripts_do() {
        assert_eq!(&*CleanText::text("a\u{202e}b"), "a\u{fffd}b");
        assert_eq!(&*CleanText::text("שלום 👩‍🚀 नमस्ते"), "שלום 👩‍🚀 नमस्ते");
    }

    #[test]
    fn no_character_with_a_stand_in_is_passed_over() {
        for c in '\0'..=char::MAX {
            let mut bytes = [0; 4];
            let first = c.encode_utf8(&mut bytes).as_bytes()[0];
            assert!(stand_in(c).is_none() || may_be_foul(first), "{c:?}");
        }
        let mut buf = CleanTextBuf::default();
        buf.push("a\u{1b}ä – \u{202e}end\u{7f}");
        assert_eq!((buf.as_str(), buf.replaced()), ("a\u{241b}ä – \u{fffd}end\u{2421}", 3));
    }

    #[test]
    fn names_mark_what_a_line_would_hide() {
        let name = Path::new("a\nb\u{200b}c\u{202e}d\u{1b}");
        assert_eq!(&*CleanText::path(name), "a\u{240a}b\u{fffd}c\u{fffd}d\u{241b}");
    }

    #[test]
    fn bytes_that_are_no_text_are_spelled_out() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let name = Path::new(OsStr::from_bytes(b"x\xff\xfe.txt"));
        assert_eq!(&*CleanText::path(name), "x\\xFF\\xFE.txt");
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(&*CleanText::line("a\tb\r\nc\u{200b}d"), "a b\u{240d} cd");
    }
}
