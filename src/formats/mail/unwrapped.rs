//! A message without what stands around it in the files of mail programs: the line of a mailbox, the
//! frame of Apple Mail, UTF-16 of an editor. Reads nothing of the message.

use std::borrow::Cow;

use super::super::encoding;

/// A message as it was sent, or nearly.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unwrapped<'b> {
    /// Its bytes.
    pub bytes: Cow<'b, [u8]>,
    /// True if the file says that the message is longer.
    pub cut: bool,
}

/// Takes the wrapping away.
pub(super) fn unwrapped(bytes: &[u8]) -> Unwrapped<'_> {
    if let Some(text) = encoding::wide_text(bytes) {
        let inner = unwrapped(text.as_bytes());
        return Unwrapped { bytes: Cow::Owned(inner.bytes.into_owned()), cut: inner.cut };
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Some((message, cut)) = apple(bytes) {
        return Unwrapped { bytes: Cow::Borrowed(message), cut };
    }
    Unwrapped { bytes: of_mailbox(bytes), cut: false }
}

/// The message in a file of Apple Mail: its length in a line, the message, a property list.
fn apple(bytes: &[u8]) -> Option<(&[u8], bool)> {
    let end = bytes.get(..32).unwrap_or(bytes).iter().position(|b| *b == b'\n')?;
    let length = std::str::from_utf8(bytes.get(..end)?).ok()?.trim();
    if length.is_empty() || !length.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let length: usize = length.parse().ok()?;
    let rest = bytes.get(end + 1..)?;
    let message = rest.get(..length).unwrap_or(rest);
    // Where the number is wrong, the property list still shows the end.
    let list = memchr::memmem::rfind(rest, b"\n<?xml").filter(|at| *at + 1 < length);
    let plist =
        |at: &usize| memchr::memmem::find(rest.get(*at..).unwrap_or_default(), b"<plist").is_some();
    match list.filter(plist) {
        Some(at) => rest.get(..at + 1).map(|message| (message, false)),
        None => Some((message, length > rest.len())),
    }
}

/// A message without the line that a mailbox writes in front of it, and without the signs that it
/// writes before lines that look like that one.
fn of_mailbox(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.starts_with(b"From ") {
        return Cow::Borrowed(bytes);
    }
    let start = bytes.iter().position(|b| *b == b'\n').map_or(bytes.len(), |at| at + 1);
    let rest = bytes.get(start..).unwrap_or_default();
    let mut out = Vec::with_capacity(rest.len() + 1);
    if rest.starts_with(b"\n") || rest.starts_with(b"\r\n") {
        // No headers at all: what follows is text.
        out.extend_from_slice(b"MIME-Version: 1.0\n");
    }
    for line in rest.split_inclusive(|b| *b == b'\n') {
        let signs = line.iter().take_while(|b| **b == b'>').count();
        let marked = signs > 0 && line.get(signs..).is_some_and(|rest| rest.starts_with(b"From "));
        out.extend_from_slice(line.get(usize::from(marked)..).unwrap_or_default());
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_of_apple_mail_is_no_text() {
        let list = "<?xml version=\"1.0\"?>\n<plist><dict/></plist>\n";
        let message = "Subject: x\n\nwords\n";
        for count in [message.len(), message.len() + 3] {
            let file = format!("{count}      \n{message}{list}");
            let found = unwrapped(file.as_bytes());
            assert_eq!(found, Unwrapped { bytes: message.as_bytes().into(), cut: false });
        }
        let cut = format!("99\n{message}");
        assert!(unwrapped(cut.as_bytes()).cut);
        assert_eq!(&*unwrapped(b"Subject: 1\n\n2\n").bytes, b"Subject: 1\n\n2\n");
    }

    #[test]
    fn what_an_editor_saved_as_utf_16_is_a_message_again() {
        let message = "Subject: Größe\r\n\r\nWords";
        let wide: Vec<u8> = "\u{FEFF}"
            .chars()
            .chain(message.chars())
            .flat_map(|c| (c as u16).to_le_bytes())
            .collect();
        assert_eq!(&*unwrapped(&wide).bytes, message.replace('\r', "").as_bytes());
    }
}
