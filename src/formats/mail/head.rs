//! The headers of a message or of a part of one. Reads no body.

use std::borrow::Cow;

use mail_parser::{Address, ContentType, DateTime, Message, MessageParser, MimeHeaders};

use super::super::encoding;
use super::words;

/// Bytes of headers at most; what follows is read as part of the body.
const MAX_BYTES: usize = 256 << 10;

/// How a body is written in characters that every mail server passes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Transfer {
    /// As it is.
    Plain,
    /// Base64 (RFC 2045, 6.8).
    Base64,
    /// Quoted-printable (RFC 2045, 6.7).
    Quoted,
}

/// The headers, decoded.
#[derive(Debug)]
pub(super) struct Head(Message<'static>);

impl Head {
    /// The headers at the start of `bytes`, and where the body begins: behind the blank line, or at
    /// the first line that is no header.
    pub(super) fn split(bytes: &[u8]) -> (Self, &[u8]) {
        let (mut end, mut body) = (0, bytes.len());
        for line in bytes.split_inclusive(|b| *b == b'\n') {
            let blank = line.trim_ascii().is_empty();
            if blank || end > MAX_BYTES || !goes_on(line, end) {
                body = end + if blank { line.len() } else { 0 };
                break;
            }
            end += line.len();
        }
        let (head, rest) = (bytes.get(..end), bytes.get(body..));
        (Self::of(head.unwrap_or_default(), bytes), rest.unwrap_or_default())
    }

    /// Headers alone. `around` is more of the same message, from which the encoding of headers that
    /// name none is guessed.
    pub(super) fn of(bytes: &[u8], around: &[u8]) -> Self {
        let mut text = readable(bytes, around).into_owned();
        text.push('\n');
        let joined = words::joined(&text);
        let message = MessageParser::default().parse_headers(joined.as_bytes());
        let mut message = message.map(Message::into_owned).unwrap_or_default();
        if message.parts.is_empty() {
            message.parts.push(mail_parser::MessagePart::default());
        }
        Self(message)
    }

    /// True if there are none.
    #[cfg(test)]
    fn is_empty(&self) -> bool {
        self.0.headers().is_empty()
    }

    /// Type and subtype of the content in small letters, if stated.
    pub(super) fn kind(&self) -> Option<(String, String)> {
        let kind = self.content()?;
        let sub = kind.subtype().unwrap_or_default();
        Some((kind.ctype().to_ascii_lowercase(), sub.to_ascii_lowercase()))
    }

    /// What the header of the content type says besides it: "charset", "boundary" and the like.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.content()?.attribute(name)
    }

    fn content(&self) -> Option<&ContentType<'_>> {
        self.0.root_part().content_type()
    }

    pub(super) fn transfer(&self) -> Transfer {
        let stated = self.0.root_part().content_transfer_encoding().unwrap_or_default();
        match stated.trim().to_ascii_lowercase().as_str() {
            "base64" => Transfer::Base64,
            "quoted-printable" => Transfer::Quoted,
            _ => Transfer::Plain,
        }
    }

    /// True if the sender says that it is no part of the text.
    pub(super) fn is_attachment(&self) -> bool {
        self.0.root_part().content_disposition().is_some_and(ContentType::is_attachment)
    }

    /// The name of the file that it was.
    pub(super) fn file_name(&self) -> Option<&str> {
        self.0.root_part().attachment_name()
    }

    pub(super) fn subject(&self) -> Option<&str> {
        self.0.subject()
    }

    pub(super) fn date(&self) -> Option<&DateTime> {
        self.0.date()
    }

    pub(super) fn from(&self) -> Option<&Address<'_>> {
        self.0.from()
    }

    pub(super) fn to(&self) -> Option<&Address<'_>> {
        self.0.to()
    }

    pub(super) fn cc(&self) -> Option<&Address<'_>> {
        self.0.cc()
    }

    /// The organisation that the sender names.
    pub(super) fn organisation(&self) -> Option<&str> {
        self.0.header("Organization")?.as_text()
    }
}

/// True for a line of headers; `at` is where it stands in them.
fn goes_on(line: &[u8], at: usize) -> bool {
    if line.starts_with(b" ") || line.starts_with(b"\t") {
        return at > 0;
    }
    let colon = line.iter().position(|b| *b == b':').unwrap_or(0);
    let name = line.get(..colon).unwrap_or_default().trim_ascii_end();
    let letters = name.iter().all(|b| (0x21..0x7F).contains(b));
    letters && !name.is_empty()
        || at == 0 && (line.starts_with(b"From ") || line.starts_with(b">From "))
}

/// Headers as text. Those that are not UTF-8, as old programs wrote them, are read as the message
/// says that its text is encoded, else as their bytes look.
fn readable<'b>(bytes: &'b [u8], around: &[u8]) -> Cow<'b, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let stated = encoding::label(bytes);
    let known = stated.as_deref().filter(|label| encoding::is_known(label));
    let label = known.unwrap_or_else(|| encoding::guessed(around));
    match encoding::decode_as(bytes, Some(label)) {
        Some(decoded) => Cow::Owned(decoded.text),
        None => String::from_utf8_lossy(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_letters_in_headers_are_read_as_the_text_is() {
        let latin = |text: &str| text.chars().map(|c| c as u8).collect::<Vec<u8>>();
        let raw = latin(
            "Subject: Gr\u{f6}\u{df}e der Brücke\nContent-Type: text/plain; charset=iso-8859-1\n\nx",
        );
        let (head, body) = Head::split(&raw);
        assert_eq!((head.subject(), body), (Some("Größe der Brücke"), &b"x"[..]));
        let (cyrillic, ..) = encoding_rs::KOI8_R.encode(
            "Subject: Дальность ракеты\n\nРакета стоит на пирсе, сообщил представитель бригады.\n",
        );
        assert_eq!(Head::split(&cyrillic).0.subject(), Some("Дальность ракеты"));
    }

    #[test]
    fn headers_end_at_the_first_line_that_is_none() {
        let (head, body) = Head::split(b"Subject: One\n two\nNo header here\nmore");
        assert_eq!((head.subject(), body), (Some("One two"), &b"No header here\nmore"[..]));
        assert_eq!(Head::split(b"Subject: One\nbar\n").1, b"bar\n");
        let (head, body) = Head::split(b"\r\nwords");
        assert!(head.is_empty() && body == b"words");
    }
}
