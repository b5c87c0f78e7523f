//! What kind of file this is: by its first bytes, then by its name. Opens no containers; office
//! archives are told apart by the names in their first kilobytes.

use std::path::Path;

use super::encoding;

/// How much of a file is looked at.
const HEAD: usize = 64 << 10;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A format that is known and cannot be read: its name.
    Unsupported(&'static str),
    /// Something that is no text.
    Binary,
    /// Nothing.
    Empty,
}

impl Kind {
    /// A short name for lists and programs, as the usual extension.
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Binary => "binary",
            Self::Empty => "empty",
            Self::Unsupported(name) => {
                FORMATS.iter().find(|(known, _)| *known == name).map_or("other", |(_, label)| label)
            }
        }
    }
}

/// Names of formats that cannot be read yet, and their labels.
const FORMATS: [(&str, &str); 14] = [
    ("PDF", "pdf"),
    ("Word (DOCX)", "docx"),
    ("Word (DOC)", "doc"),
    ("Excel", "xlsx"),
    ("PowerPoint", "pptx"),
    ("OpenDocument", "odt"),
    ("EPUB", "epub"),
    ("RTF", "rtf"),
    ("HTML", "html"),
    ("e-mail", "eml"),
    ("mailbox", "mbox"),
    ("image", "image"),
    ("archive", "archive"),
    ("audio or video", "media"),
];

/// Tells what a file is from its name and its first bytes (64 KiB are enough).
pub fn kind(name: &Path, head: &[u8]) -> Kind {
    let head = head.get(..HEAD).unwrap_or(head);
    let extension = name.extension().unwrap_or_default().to_string_lossy();
    let extension = extension.to_ascii_lowercase();
    if head.is_empty() {
        return Kind::Empty;
    }
    if let Some(format) = magic(head, &extension) {
        return Kind::Unsupported(format);
    }
    let Some(decoded) = encoding::decode(head, false) else {
        return Kind::Binary;
    };
    if decoded.text.is_empty() {
        return Kind::Empty;
    }
    text_kind(&decoded.text, &extension)
}

fn text_kind(text: &str, extension: &str) -> Kind {
    let start = text.trim_start();
    if is_html(start) {
        return Kind::Unsupported("HTML");
    }
    match extension {
        "md" | "markdown" | "mkd" | "mkdn" | "mdown" | "mdwn" => Kind::Markdown,
        "html" | "htm" | "xhtml" if start.starts_with('<') => Kind::Unsupported("HTML"),
        "mbox" if start.starts_with("From ") => Kind::Unsupported("mailbox"),
        "eml" => Kind::Unsupported("e-mail"),
        _ if is_mailbox(text) => Kind::Unsupported("mailbox"),
        _ if is_mail(text) => Kind::Unsupported("e-mail"),
        _ => Kind::Text,
    }
}

fn is_html(start: &str) -> bool {
    let head: String = start.chars().take(1024).collect();
    let head = head.to_ascii_lowercase();
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || head.starts_with("<?xml") && head.contains("<html")
}

/// "From ", then headers.
fn is_mailbox(text: &str) -> bool {
    let mut lines = text.lines().skip_while(|line| line.is_empty());
    let first = lines.next().unwrap_or_default();
    first.starts_with("From ") && lines.next().is_some_and(is_header)
}

/// Headers only, among them two that mail programs write and people do not.
fn is_mail(text: &str) -> bool {
    const WRITTEN: [&str; 5] =
        ["received:", "return-path:", "message-id:", "mime-version:", "delivered-to:"];
    let head = text.lines().take(200).take_while(|line| !line.is_empty());
    let mut found = 0;
    for line in head {
        if !is_header(line) && !line.starts_with([' ', '\t']) {
            return false;
        }
        let line = line.get(..16).unwrap_or(line).to_ascii_lowercase();
        found += usize::from(WRITTEN.iter().any(|name| line.starts_with(name)));
    }
    found >= 2
}

fn is_header(line: &str) -> bool {
    let name = line.split(':').next().unwrap_or_default();
    let letters = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    letters && !name.is_empty() && name.len() < 64 && name.len() < line.len()
}

/// Formats that begin with bytes of their own.
fn magic(head: &[u8], extension: &str) -> Option<&'static str> {
    let known = MAGIC.iter().find(|(bytes, _)| head.starts_with(bytes));
    match known.map(|(_, format)| *format) {
        Some("zip") => Some(zip(head, extension)),
        Some("ole") => Some(match extension {
            "xls" => "Excel",
            "ppt" => "PowerPoint",
            _ => "Word (DOC)",
        }),
        Some(format) => Some(format),
        None => inner_magic(head, extension),
    }
}

const MAGIC: [(&[u8], &str); 22] = [
    (b"%PDF-", "PDF"),
    (b"\xEF\xBB\xBF%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "archive"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "ole"),
    (b"\x89PNG\r\n", "image"),
    (b"\xFF\xD8\xFF", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"\x1F\x8B\x08", "archive"),
    (b"BZh9", "archive"),
    (b"\xFD7zXZ\0", "archive"),
    (b"7z\xBC\xAF\x27\x1C", "archive"),
    (b"Rar!\x1A\x07", "archive"),
    (b"\x28\xB5\x2F\xFD", "archive"),
    (b"ID3\x03", "audio or video"),
    (b"ID3\x04", "audio or video"),
    (b"OggS\0", "audio or video"),
    (b"fLaC\0", "audio or video"),
];

/// Formats whose sign stands further in.
fn inner_magic(head: &[u8], extension: &str) -> Option<&'static str> {
    let at = |offset: usize, bytes: &[u8]| {
        head.get(offset..).is_some_and(|rest| rest.starts_with(bytes))
    };
    if at(257, b"ustar") {
        Some("archive")
    } else if head.starts_with(b"RIFF") && at(8, b"WEBP") {
        Some("image")
    } else if at(4, b"ftyp") || head.starts_with(b"RIFF") && (at(8, b"AVI ") || at(8, b"WAVE")) {
        Some("audio or video")
    } else if extension == "pdf" && holds(head.get(..1024).unwrap_or(head), b"%PDF-") {
        Some("PDF")
    } else {
        None
    }
}

/// Which of the formats that are zip archives.
fn zip(head: &[u8], extension: &str) -> &'static str {
    let signs: [(&[u8], &str); 5] = [
        (b"mimetypeapplication/epub+zip", "EPUB"),
        (b"mimetypeapplication/vnd.oasis.opendocument", "OpenDocument"),
        (b"word/", "Word (DOCX)"),
        (b"xl/", "Excel"),
        (b"ppt/", "PowerPoint"),
    ];
    let office = holds(head, b"[Content_Types].xml") || holds(head, b"_rels/.rels");
    let inside = signs.iter().find(|(sign, _)| (sign.len() > 6 || office) && holds(head, sign));
    match (inside, extension) {
        (Some((_, format)), _) => format,
        (None, "docx") => "Word (DOCX)",
        (None, "xlsx") => "Excel",
        (None, "pptx") => "PowerPoint",
        (None, "epub") => "EPUB",
        (None, "odt" | "ods" | "odp") => "OpenDocument",
        _ => "archive",
    }
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(name: &str, head: &[u8]) -> Kind {
        kind(Path::new(name), head)
    }

    #[test]
    fn content_decides_before_the_extension() {
        assert_eq!(kind_of("a.txt", b"%PDF-1.7\n"), Kind::Unsupported("PDF"));
        assert_eq!(kind_of("a.pdf", b"plain words"), Kind::Text);
        assert_eq!(kind_of("a.md", b" <!DOCTYPE html>"), Kind::Unsupported("HTML"));
        assert_eq!(kind_of("a.doc", b"{\\rtf1"), Kind::Unsupported("RTF"));
    }

    #[test]
    fn text_is_markdown_only_by_its_name() {
        assert_eq!(kind_of("a.MD", b"# T"), Kind::Markdown);
        assert_eq!(kind_of("a.txt", b"# T"), Kind::Text);
        assert_eq!(kind_of("README", b"# T"), Kind::Text);
    }

    #[test]
    fn office_archives_are_told_apart() {
        let docx = b"PK\x03\x04....[Content_Types].xml....word/document.xml";
        assert_eq!(kind_of("x", docx), Kind::Unsupported("Word (DOCX)"));
        let epub = b"PK\x03\x04....mimetypeapplication/epub+zip";
        assert_eq!(kind_of("x.zip", epub), Kind::Unsupported("EPUB"));
        assert_eq!(kind_of("x", b"PK\x03\x04 words/"), Kind::Unsupported("archive"));
    }

    #[test]
    fn mail_is_known_by_what_mail_programs_write() {
        let mail = b"Received: by x\nMessage-ID: <1>\nFrom: a\n\nbody";
        assert_eq!(kind_of("a.txt", mail), Kind::Unsupported("e-mail"));
        assert_eq!(kind_of("a.txt", b"From: a\nSubject: b\n\nbody"), Kind::Text);
        assert_eq!(kind_of("a", b"From x@y\nReceived: by\n"), Kind::Unsupported("mailbox"));
    }

    #[test]
    fn nothing_and_noise_have_names() {
        assert_eq!(kind_of("a.txt", b""), Kind::Empty);
        assert_eq!(kind_of("a.txt", b"\xEF\xBB\xBF"), Kind::Empty);
        assert_eq!(kind_of("a.txt", b"\0\x01\x02\xFF\x80\0\0\x03"), Kind::Binary);
        assert_eq!(Kind::Unsupported("Word (DOC)").label(), "doc");
        assert!(FORMATS.iter().all(|(name, label)| Kind::Unsupported(name).label() == *label));
    }
}
