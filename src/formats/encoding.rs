//! Bytes to text: byte-order marks, UTF-16 and UTF-32 without them, UTF-8, then a guess among the
//! legacy encodings. Also makes every line end a line feed. Leaves control characters as they are.

mod legacy;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use crate::text::CleanText;

/// How much of a file is looked at to tell text from binary and one encoding from another.
const SAMPLE: usize = 64 << 10;

/// How much the legacy detector is fed from the first byte beyond ASCII on.
const DETECT: usize = 1 << 20;

/// How much of a marked-up text is looked at for the name of its encoding. Browsers look at 1024
/// bytes; some pages need more.
const LABELLED: usize = 4 << 10;

/// A decoded text.
pub(super) struct Decoded {
    /// The text with line feeds; control characters are still in it.
    pub text: String,
    /// Name of the encoding as the Encoding Standard writes it.
    pub encoding: &'static str,
    /// True if some bytes made no sense in it.
    pub damaged: bool,
}

impl Decoded {
    /// What is said of bytes that made no sense, if there were some.
    pub(super) fn complaint(&self) -> Option<CleanText> {
        let name = self.encoding;
        let words = format!("Some bytes are not valid {name}; they are shown as \u{FFFD}.");
        self.damaged.then(|| CleanText::line(&words))
    }
}

/// Decodes a text, `None` if the bytes are no text. Of a part of a file (`whole` is false) a
/// character cut at the end is left out.
pub(super) fn decode(bytes: &[u8], whole: bool) -> Option<Decoded> {
    let decoded = match wide_or_marked(bytes) {
        Some((Coding::Utf32 { big }, body)) => utf32(body, big, whole),
        Some((Coding::Named(encoding), body)) => legacy(body, encoding, whole),
        None => narrow(bytes, whole)?,
    };
    Some(Decoded { text: line_feeds(decoded.text, whole), ..decoded })
}

/// The beginning of a file that opens with "<", without asking for its encoding, which takes many times
/// as long: what is ASCII in it, which tells what kind of markup it is, reads the same. `None` where a
/// byte of ASCII may mean something else.
pub(super) fn markup(bytes: &[u8]) -> Option<String> {
    let opens = bytes.trim_ascii_start().starts_with(b"<");
    let escapes = memchr::memchr(0x1b, bytes).is_some();
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let is_plain = opens && !escapes && !is_binary(sample, false);
    (is_plain && wide_or_marked(bytes).is_none())
        .then(|| line_feeds(String::from_utf8_lossy(bytes).into_owned(), false))
}

/// What a marked-up text says about its own encoding: the label of `<meta charset>` or of an XML
/// declaration, near its beginning.
pub(super) fn label(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..LABELLED).unwrap_or(bytes).to_ascii_lowercase();
    let found = ["charset", "encoding"].into_iter().find_map(|key| {
        let at = head.windows(key.len()).position(|window| window == key.as_bytes())?;
        let rest = head.get(at + key.len()..)?.trim_ascii_start().strip_prefix(b"=")?;
        let rest = rest.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest.iter().position(|b| !b.is_ascii_alphanumeric() && !b"-_:.".contains(b))?;
        rest.get(..end).filter(|label| !label.is_empty())
    })?;
    Some(String::from_utf8_lossy(found).into_owned())
}

/// Decodes a text that says what its encoding is. A byte-order mark, zero bytes and valid UTF-8 are
/// believed more than what it says: programs convert texts and forget the label.
pub(super) fn decode_as(bytes: &[u8], label: Option<&str>) -> Option<Decoded> {
    let labelled = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    let single = labelled.filter(|encoding| encoding.is_ascii_compatible() && *encoding != UTF_8);
    match single {
        Some(encoding) if wide_or_marked(bytes).is_none() && !is_utf8(bytes) => {
            let decoded = legacy(bytes, encoding, true);
            Some(Decoded { text: line_feeds(decoded.text, true), ..decoded })
        }
        _ => decode(bytes, true),
    }
}

/// The text of bytes in UTF-16 or UTF-32, marked or told by its zero bytes.
pub(super) fn wide_text(bytes: &[u8]) -> Option<String> {
    is_wide(bytes).then(|| decode(bytes, true)).flatten().map(|decoded| decoded.text)
}

/// True for UTF-16 and UTF-32, marked or told by their zero bytes.
pub(super) fn is_wide(bytes: &[u8]) -> bool {
    match wide_or_marked(bytes) {
        Some((Coding::Utf32 { .. }, _)) => true,
        Some((Coding::Named(encoding), _)) => encoding != UTF_8,
        None => false,
    }
}

/// True if most bytes beyond ASCII, and some dozen of them, stand in runs: as letters of an alphabet that
/// is not Latin, or as halves of characters.
pub(super) fn is_in_runs(bytes: &[u8]) -> bool {
    let all = bytes.iter().filter(|b| !b.is_ascii()).count();
    let runs = bytes.split(u8::is_ascii).map(<[u8]>::len).filter(|length| *length > 2);
    all >= 12 && runs.sum::<usize>() * 2 > all
}

/// True for the label of an encoding that tells more than that letters are ASCII or UTF-8.
pub(super) fn is_known(label: &str) -> bool {
    let plain = label.eq_ignore_ascii_case("us-ascii") || label.eq_ignore_ascii_case("ascii");
    let found = Encoding::for_label_no_replacement(label.as_bytes());
    !plain && found.is_some_and(|encoding| encoding != UTF_8)
}

/// The name of the legacy encoding that bytes look like.
pub(super) fn guessed(bytes: &[u8]) -> &'static str {
    guess(bytes.get(..SAMPLE).unwrap_or(bytes)).name()
}

/// The text of `bytes`, unless some of them make no sense in `encoding`.
pub(super) fn decode_strictly(bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    let bytes = if encoding == UTF_8 {
        bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
    } else {
        bytes
    };
    let decoded = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(decoded.into_owned())
}

/// True if there is something beyond ASCII, and all of it is valid.
fn is_utf8(bytes: &[u8]) -> bool {
    !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok()
}

enum Coding {
    Utf32 { big: bool },
    Named(&'static Encoding),
}

/// What a byte-order mark or the pattern of zero bytes says, and the bytes after the mark.
fn wide_or_marked(bytes: &[u8]) -> Option<(Coding, &[u8])> {
    let marks: [(&[u8], Coding); 5] = [
        (&[0xEF, 0xBB, 0xBF], Coding::Named(UTF_8)),
        (&[0xFF, 0xFE, 0, 0], Coding::Utf32 { big: false }),
        (&[0, 0, 0xFE, 0xFF], Coding::Utf32 { big: true }),
        (&[0xFF, 0xFE], Coding::Named(UTF_16LE)),
        (&[0xFE, 0xFF], Coding::Named(UTF_16BE)),
    ];
    for (mark, coding) in marks {
        if let Some(body) = bytes.strip_prefix(mark) {
            return Some((coding, body));
        }
    }
    zero_pattern(bytes).map(|coding| (coding, bytes))
}

/// Text of Western scripts in UTF-16 or UTF-32 has zero bytes at fixed places and nowhere else.
fn zero_pattern(bytes: &[u8]) -> Option<Coding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let units = sample.len() / 4;
    let odd = !bytes.len().is_multiple_of(2) && bytes.len() < 64;
    if units == 0 || odd || memchr::memchr(0, sample).is_none() {
        return None;
    }
    let mut zeros = [0usize; 4];
    for (at, _) in sample.iter().enumerate().filter(|(_, b)| **b == 0) {
        zeros[at % 4] += 1;
    }
    let most = |n: usize| n * 2 > units;
    let few = |n: usize| n * 20 <= units;
    match zeros {
        [a, b, c, d] if few(a) && most(c) && most(d) && most(b) => {
            Some(Coding::Utf32 { big: false })
        }
        [a, b, c, d] if most(a) && most(b) && most(c) && few(d) => {
            Some(Coding::Utf32 { big: true })
        }
        [a, b, c, d] if few(a) && few(c) && most(b) && most(d) => Some(Coding::Named(UTF_16LE)),
        [a, b, c, d] if few(b) && few(d) && most(a) && most(c) => Some(Coding::Named(UTF_16BE)),
        _ => None,
    }
}

fn utf32(bytes: &[u8], big: bool, whole: bool) -> Decoded {
    let units = bytes.chunks_exact(4);
    let mut damaged = whole && !units.remainder().is_empty();
    let mut text = String::with_capacity(bytes.len() / 4);
    for unit in units {
        let unit = <[u8; 4]>::try_from(unit).unwrap_or_default();
        let code = if big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) };
        damaged |= char::from_u32(code).is_none();
        text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    Decoded { text, encoding: if big { "UTF-32BE" } else { "UTF-32LE" }, damaged }
}

/// Encodings whose letters of the ASCII range are single bytes.
fn narrow(bytes: &[u8], whole: bool) -> Option<Decoded> {
    if is_iso_2022_jp(bytes) {
        return Some(legacy(bytes, ISO_2022_JP, whole));
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let valid_throughout = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && !whole,
    };
    let seems_utf8 = valid_throughout || is_mostly_utf8(bytes);
    if is_binary(sample, seems_utf8) {
        return None;
    }
    if seems_utf8 {
        return Some(legacy(bytes, UTF_8, whole));
    }
    if let Some(page) = legacy::code_page(bytes.get(..DETECT).unwrap_or(bytes)) {
        let (text, damaged) = page.decode(bytes);
        return Some(Decoded { text, encoding: page.name(), damaged });
    }
    Some(legacy(bytes, guess(bytes), whole))
}

/// Its escapes that announce two-byte characters, and no byte beyond ASCII.
fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let escape = |w: &[u8]| w == b"\x1b$B" || w == b"\x1b$@";
    sample.contains(&0x1b) && sample.windows(3).any(escape) && bytes.is_ascii() && {
        let (_, errors) = ISO_2022_JP.decode_without_bom_handling(sample);
        !errors || sample.len() < bytes.len()
    }
}

/// True if there are far more characters of several bytes than places where there is none: no other
/// encoding looks like that by accident. Looked at from the first byte beyond ASCII on.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let start = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(bytes.len());
    let rest = bytes.get(start..).unwrap_or_default();
    let (valid, broken) = utf8_sequences(rest.get(..DETECT).unwrap_or(rest));
    valid > 2 * broken && valid > 0
}

/// Characters of several bytes, and places where there is none.
fn utf8_sequences(sample: &[u8]) -> (usize, usize) {
    let (mut valid, mut broken) = (0, 0);
    let mut chunks = sample.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        // Each of them has one byte that begins it.
        valid += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        let last = chunks.peek().is_none();
        broken += usize::from(!chunk.invalid().is_empty() && !last);
        broken += usize::from(last && chunk.invalid().len() > 3);
    }
    (valid, broken)
}

/// Text holds few control characters; how few depends on how much else speaks for text. A byte of
/// random data is one in one case of ten.
fn is_binary(sample: &[u8], seems_utf8: bool) -> bool {
    let controls = sample.iter().filter(|b| is_control(**b)).count();
    let per_cent = if seems_utf8 { 30 } else { 5 };
    controls * 100 > sample.len() * per_cent
}

fn is_control(byte: u8) -> bool {
    byte == 0x7F || byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x08 | 0x1B)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let start = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    let rest = bytes.get(start..).unwrap_or_default();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(rest.get(..DETECT).unwrap_or(rest), rest.len() <= DETECT);
    detector.guess(None, Utf8Detection::Deny)
}

fn legacy(bytes: &[u8], encoding: &'static Encoding, whole: bool) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(0);
    let room = room.min(bytes.len().saturating_mul(3).saturating_add(16));
    let exact = if encoding == UTF_8 { bytes.len() + 16 } else { room };
    let mut text = String::with_capacity(exact);
    let (mut rest, mut damaged) = (bytes, false);
    loop {
        let (result, read, errors) = decoder.decode_to_string(rest, &mut text, whole);
        damaged |= errors;
        rest = rest.get(read..).unwrap_or_default();
        if result == encoding_rs::CoderResult::InputEmpty {
            break;
        }
        text.reserve(rest.len().saturating_mul(3).saturating_add(16));
    }
    Decoded { text, encoding: encoding.name(), damaged }
}

/// CR LF becomes LF; so does CR in a text that has no LF at all. Any other CR is left to be shown.
fn line_feeds(mut text: String, whole: bool) -> String {
    if !whole && text.ends_with('\r') {
        text.pop();
    }
    if !text.contains('\r') {
        return text;
    }
    if text.contains('\n') { text.replace("\r\n", "\n") } else { text.replace('\r', "\n") }
}

#[cfg(test)]
mod tests;
