//! The text of a part's bytes: what the bytes are is believed more than what the header says, because
//! programs change one without the other.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::super::encoding;

/// Letters beyond ASCII from which on bytes are UTF-8 by no accident, if the encoding that is stated
/// takes two bytes for a letter.
const FEW: usize = 4;

/// A decoded text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Text {
    /// Its words.
    pub words: String,
    /// What is doubtful about them, as a sentence.
    pub doubt: Option<String>,
}

/// Decodes a text of which `stated` is the encoding, as its header says.
pub(super) fn text(bytes: &[u8], stated: Option<&str>) -> Text {
    let stated = stated.map(str::trim).filter(|label| !label.is_empty());
    let known = stated.and_then(|label| Encoding::for_label_no_replacement(label.as_bytes()));
    match known {
        Some(encoding) if is_as_stated(bytes, encoding) => {
            let decoded = encoding::decode_strictly(bytes, encoding);
            match decoded {
                Some(words) => Text { words, doubt: None },
                None => guessed(bytes, stated),
            }
        }
        None if stated.is_some_and(|label| label.to_ascii_lowercase().contains("utf-7")) => {
            utf_7(bytes)
        }
        _ => guessed(bytes, stated),
    }
}

/// True unless the bytes speak against the encoding.
fn is_as_stated(bytes: &[u8], encoding: &'static Encoding) -> bool {
    if encoding::is_wide(bytes) {
        return encoding == UTF_16LE || encoding == UTF_16BE;
    }
    if encoding == UTF_8 {
        return true;
    }
    if encoding == UTF_16LE || encoding == UTF_16BE {
        return bytes.contains(&0);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if !bytes.is_ascii() => {
            let beyond = text.chars().filter(|c| !c.is_ascii());
            // "é" in UTF-8 is "Ã©" in Latin-1; pairs of bytes may be a letter in both.
            !(encoding.is_single_byte()
                || beyond.clone().any(|c| c >= '\u{800}')
                || beyond.count() >= FEW)
        }
        // Programs write the label of Western Europe for want of a better one.
        _ => encoding != WINDOWS_1252 || !encoding::is_in_runs(bytes),
    }
}

/// The text as its bytes look, and a sentence if a header says otherwise.
fn guessed(bytes: &[u8], stated: Option<&str>) -> Text {
    let Some(decoded) = encoding::decode(bytes, true) else {
        return Text { words: String::from_utf8_lossy(bytes).into_owned(), doubt: None };
    };
    let name = decoded.encoding;
    let other = stated.filter(|label| !label.eq_ignore_ascii_case(name) && !bytes.is_ascii());
    let label = |label: &str| label.chars().take(40).collect::<String>();
    let other = other.map(|stated| {
        format!(
            "The message says that its text is {}; its bytes are {name}, as which it is read.",
            label(stated)
        )
    });
    let broken = || decoded.complaint().map(|words| words.to_string());
    Text { doubt: other.or_else(broken), words: decoded.text }
}

/// UTF-7 (RFC 2152), which browsers do not know any more.
fn utf_7(bytes: &[u8]) -> Text {
    match mail_parser::decoders::charsets::map::charset_decoder(b"utf-7") {
        Some(decode) => Text { words: decode(bytes), doubt: None },
        None => guessed(bytes, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], stated: &str) -> (String, bool) {
        let text = text(bytes, Some(stated));
        (text.words, text.doubt.is_some())
    }

    #[test]
    fn valid_utf_8_is_utf_8_whatever_is_stated() {
        let words = "Dzień dobry, die Brücke: “alt”";
        for stated in ["iso-8859-1", "windows-1252", "koi8-r", "gb2312", "us-ascii"] {
            assert_eq!(read(words.as_bytes(), stated), (words.to_owned(), true), "{stated}");
        }
        assert_eq!(read(words.as_bytes(), "utf-8"), (words.to_owned(), false));
        // The two characters are valid in both; the header decides.
        assert_eq!(read(b"\xC4\xE3\xBA\xC3", "gbk"), ("你好".to_owned(), false));
    }

    #[test]
    fn what_does_not_fit_what_is_stated_is_guessed() {
        let german = "Die Reichweite beträgt über fünfhundert Kilometer, heißt es “dort”.";
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(german);
        assert_eq!(read(&bytes, "utf-8"), (german.to_owned(), true));
        assert_eq!(read(&bytes, "x-unknown"), (german.to_owned(), true));
        assert_eq!(read(&bytes, "iso-8859-1"), (german.to_owned(), false));
        let russian = "Ракета стоит на причале, сообщил представитель порта.";
        for encoding in [encoding_rs::WINDOWS_1251, encoding_rs::KOI8_R] {
            let (bytes, ..) = encoding.encode(russian);
            assert_eq!(read(&bytes, "iso-8859-1"), (russian.to_owned(), true));
        }
        let wide: Vec<u8> = "Four launchers".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&wide, "utf-8").0, "Four launchers");
        assert_eq!(read(b"Four launchers", "utf-16").0, "Four launchers");
        assert_eq!(read(b"plain words", "x-unknown"), ("plain words".to_owned(), false));
    }
}
