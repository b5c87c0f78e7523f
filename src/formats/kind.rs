//! What kind of file this is: by its first bytes, then by its name. Opens no containers; office
//! archives are told apart by the names in their first kilobytes. Formats that are known and not
//! read are told by `formats/refused.rs`.

use std::path::Path;

use super::encoding;
use super::refused::{self, UNSUPPORTED};

/// How much of a file is looked at.
const HEAD: usize = 64 << 10;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// Pages ready to be printed.
    Pdf,
    /// A document of Word since 2007.
    Docx,
    /// A text document of LibreOffice and its kin.
    Odt,
    /// Rich Text Format.
    Rtf,
    /// A book.
    Epub,
    /// One e-mail message.
    Mail,
    /// Many e-mail messages, one after the other.
    Mailbox,
    /// Something packed by gzip.
    Gzip,
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
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Rtf => "rtf",
            Self::Epub => "epub",
            Self::Mail => "eml",
            Self::Mailbox => "mbox",
            Self::Gzip => "gz",
            Self::Binary => "binary",
            Self::Empty => "empty",
            Self::Unsupported(name) => UNSUPPORTED
                .iter()
                .find(|(known, _)| *known == name)
                .map_or("other", |(_, label)| label),
        }
    }

    /// The short name that equals `label`, for one that was kept: "other" if there is none.
    pub fn known_label(label: &str) -> &'static str {
        let readable = READABLE.iter().map(|kind| kind.label());
        let labels = readable.chain(UNSUPPORTED.iter().map(|(_, label)| *label));
        labels.into_iter().find(|known| *known == label).unwrap_or("other")
    }

    /// True for files that hold documents of their own: messages, attachments, what was packed.
    pub fn holds_documents(self) -> bool {
        matches!(self, Self::Mail | Self::Mailbox | Self::Gzip)
    }

    /// True for formats whose parsers may fail in ways that cannot be caught, or run away: they are
    /// to be read in a process of their own.
    pub fn needs_sandbox(self) -> bool {
        match self {
            Self::Html | Self::Pdf | Self::Docx | Self::Odt | Self::Rtf | Self::Epub => true,
            Self::Mail | Self::Mailbox | Self::Gzip => true,
            Self::Text | Self::Markdown => false,
            Self::Unsupported(_) | Self::Binary | Self::Empty => false,
        }
    }
}

/// Everything a file can be but for what is unsupported.
const READABLE: [Kind; 13] = [
    Kind::Text,
    Kind::Markdown,
    Kind::Html,
    Kind::Pdf,
    Kind::Docx,
    Kind::Odt,
    Kind::Rtf,
    Kind::Epub,
    Kind::Mail,
    Kind::Mailbox,
    Kind::Gzip,
    Kind::Binary,
    Kind::Empty,
];

const ARCHIVE: Kind = Kind::Unsupported("archive");
const IMAGE: Kind = Kind::Unsupported("image");
const MEDIA: Kind = Kind::Unsupported("audio or video");

/// Tells what a file is from its name and its first bytes (64 KiB are enough).
pub fn kind(name: &Path, head: &[u8]) -> Kind {
    let extension = name.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    if head.starts_with(COMPOUND) {
        return Kind::Unsupported(refused::of_compound(head, &extension));
    }
    let head = head.get(..HEAD).unwrap_or(head);
    if head.is_empty() {
        return Kind::Empty;
    }
    if let Some(format) = magic(head, &extension) {
        return format;
    }
    let decoded = || encoding::decode(head, false).map(|decoded| decoded.text);
    match encoding::markup(head).or_else(decoded) {
        None => Kind::Binary,
        Some(text) if text.is_empty() => Kind::Empty,
        Some(text) => text_kind(&text, &extension),
    }
}

fn text_kind(text: &str, extension: &str) -> Kind {
    if is_html(text) {
        return Kind::Html;
    }
    if let Some(name) = refused::of_text(text, extension) {
        return Kind::Unsupported(name);
    }
    match extension {
        "emlx" if is_apple_mail(text) => Kind::Mail,
        _ if is_mail(text) => Kind::Mail,
        "md" | "markdown" | "mkd" | "mkdn" | "mdown" | "mdwn" => Kind::Markdown,
        "html" | "htm" | "xhtml" if text.contains("</") => Kind::Html,
        "mbox" if text.trim_start().starts_with("From ") => Kind::Mailbox,
        "eml" => Kind::Mail,
        "rtf" if text.contains("\\par") => Kind::Rtf,
        _ if is_mailbox(text) => Kind::Mailbox,
        _ if is_apple_mail(text) => Kind::Mail,
        _ => Kind::Text,
    }
}

/// An opening that only web pages have, behind comments and an XML declaration.
fn is_html(text: &str) -> bool {
    const OPENINGS: [&str; 4] = ["<!doctype html", "<html", "<head>", "<body>"];
    let mut rest = text.trim_start();
    for _ in 0..8 {
        let skipped = match rest.get(..2) {
            Some("<?") => rest.split_once("?>"),
            Some("<!") if rest.starts_with("<!--") => rest.split_once("-->"),
            _ => None,
        };
        let Some((_, after)) = skipped else { break };
        rest = after.trim_start();
    }
    let begins = |opening: &str| {
        rest.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening))
    };
    OPENINGS.iter().any(|opening| begins(opening))
}

/// "From ", then headers.
fn is_mailbox(text: &str) -> bool {
    let mut lines = text.lines().skip_while(|line| line.is_empty());
    let first = lines.next().unwrap_or_default();
    first.starts_with("From ") && lines.next().is_some_and(is_header)
}

/// Headers only, among them two that mail programs write and people do not, or who wrote what to whom
/// and how it is encoded.
fn is_mail(text: &str) -> bool {
    const WRITTEN: [&str; 5] =
        ["received:", "return-path:", "message-id:", "mime-version:", "delivered-to:"];
    const ADDRESS: [&str; 4] = ["from:", "to:", "subject:", "date:"];
    const ENCODED: [&str; 2] = ["content-type:", "content-transfer-encoding:"];
    let head = text.lines().take(200).take_while(|line| !line.is_empty());
    let (mut written, mut address, mut encoded) = (0, 0, 0);
    for line in head {
        if !is_header(line) && !line.starts_with([' ', '\t']) {
            return false;
        }
        let line = line.get(..26).unwrap_or(line).to_ascii_lowercase();
        let begins = |names: &[&str]| usize::from(names.iter().any(|name| line.starts_with(name)));
        written += begins(&WRITTEN);
        address += begins(&ADDRESS);
        encoded += begins(&ENCODED);
    }
    written >= 2 || address >= 2 && encoded > 0
}

/// The length of a message in a line of its own, then the message.
fn is_apple_mail(text: &str) -> bool {
    let Some((length, rest)) = text.split_once('\n') else { return false };
    let length = length.trim();
    let number = !length.is_empty() && length.bytes().all(|b| b.is_ascii_digit());
    number && (is_mail(rest) || is_mailbox(rest))
}

fn is_header(line: &str) -> bool {
    let name = line.split(':').next().unwrap_or_default();
    let letters = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    letters && !name.is_empty() && name.len() < 64 && name.len() < line.len()
}

/// Formats that begin with bytes of their own.
fn magic(head: &[u8], extension: &str) -> Option<Kind> {
    if head.starts_with(b"PK\x03\x04") {
        return Some(zip(head, extension));
    }
    let known = MAGIC.iter().find(|(bytes, _)| head.starts_with(bytes));
    known.map(|(_, format)| *format).or_else(|| inner_magic(head, extension))
}

/// How files begin that hold several streams (OLE).
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

const MAGIC: [(&[u8], Kind); 20] = [
    (b"%PDF-", Kind::Pdf),
    (b"\xEF\xBB\xBF%PDF-", Kind::Pdf),
    (b"{\\rtf", Kind::Rtf),
    (b"PK\x05\x06", ARCHIVE),
    (b"\x89PNG\r\n", IMAGE),
    (b"\xFF\xD8\xFF", IMAGE),
    (b"GIF87a", IMAGE),
    (b"GIF89a", IMAGE),
    (b"II*\0", IMAGE),
    (b"MM\0*", IMAGE),
    (b"\x1F\x8B\x08", Kind::Gzip),
    (b"BZh9", ARCHIVE),
    (b"\xFD7zXZ\0", ARCHIVE),
    (b"7z\xBC\xAF\x27\x1C", ARCHIVE),
    (b"Rar!\x1A\x07", ARCHIVE),
    (b"\x28\xB5\x2F\xFD", ARCHIVE),
    (b"ID3\x03", MEDIA),
    (b"ID3\x04", MEDIA),
    (b"OggS\0", MEDIA),
    (b"fLaC\0", MEDIA),
];

/// Formats whose sign stands further in.
fn inner_magic(head: &[u8], extension: &str) -> Option<Kind> {
    let at = |offset: usize, bytes: &[u8]| {
        head.get(offset..).is_some_and(|rest| rest.starts_with(bytes))
    };
    if at(257, b"ustar") {
        Some(ARCHIVE)
    } else if head.starts_with(b"RIFF") && at(8, b"WEBP") {
        Some(IMAGE)
    } else if at(4, b"ftyp") || head.starts_with(b"RIFF") && (at(8, b"AVI ") || at(8, b"WAVE")) {
        Some(MEDIA)
    } else if extension == "pdf" && holds(head.get(..1024).unwrap_or(head), b"%PDF-") {
        Some(Kind::Pdf)
    } else {
        // The first bytes may be damaged.
        let packed = match extension {
            "docx" => Some(Kind::Docx),
            "odt" => Some(Kind::Odt),
            "epub" => Some(Kind::Epub),
            _ => None,
        };
        packed.filter(|_| holds(head, b"PK\x03\x04"))
    }
}

/// Which of the formats that are zip archives.
fn zip(head: &[u8], extension: &str) -> Kind {
    const TEXT: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.text";
    const OTHER: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument";
    let signs: [(&[u8], Kind); 6] = [
        (b"mimetypeapplication/epub+zip", Kind::Epub),
        (TEXT, Kind::Odt),
        (OTHER, Kind::Unsupported("OpenDocument")),
        (b"word/", Kind::Docx),
        (b"xl/", Kind::Unsupported("Excel")),
        (b"ppt/", Kind::Unsupported("PowerPoint")),
    ];
    let office = holds(head, b"[Content_Types].xml") || holds(head, b"_rels/.rels");
    let inside = signs.iter().find(|(sign, _)| (sign.len() > 6 || office) && holds(head, sign));
    match (inside, extension) {
        (Some((_, format)), _) => *format,
        (None, "docx") => Kind::Docx,
        (None, "xlsx") => Kind::Unsupported("Excel"),
        (None, "pptx") => Kind::Unsupported("PowerPoint"),
        (None, "epub") => Kind::Epub,
        (None, "odt") => Kind::Odt,
        (None, "ods" | "odp") => Kind::Unsupported("OpenDocument"),
        _ => ARCHIVE,
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
        assert_eq!(kind_of("a.txt", b"%PDF-1.7\n"), Kind::Pdf);
        assert_eq!(kind_of("a.pdf", b"plain words"), Kind::Text);
        assert_eq!(kind_of("a.md", b" <!DOCTYPE html>"), Kind::Html);
        assert_eq!(kind_of("a.doc", b"{\\rtf1"), Kind::Rtf);
        assert_eq!(kind_of("a.pdf", b"<!-- saved --> <HTML lang=en>"), Kind::Html);
        assert_eq!(kind_of("a.htm", b"words <b>and</b> tags"), Kind::Html);
        assert_eq!(kind_of("a.txt", b"words <b>and</b> tags"), Kind::Text);
        assert_eq!(kind_of("a.txt", b"\x1F\x8B\x08\0"), Kind::Gzip);
    }

    #[test]
    fn a_page_is_known_whatever_encodes_its_letters() {
        for head in
            ["<html><p>caf\u{E9}", "<!-- \u{FC} --><!doctype html>", "<script>\u{E9}</script>"]
        {
            let latin: Vec<u8> = head.chars().filter_map(|c| u8::try_from(c).ok()).collect();
            let wide: Vec<u8> = head.encode_utf16().flat_map(u16::to_be_bytes).collect();
            for bytes in [head.as_bytes(), &*latin, &*wide] {
                assert_eq!(kind(Path::new("page.html"), bytes), Kind::Html, "{bytes:?}");
            }
        }
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
        assert_eq!(kind_of("x", docx), Kind::Docx);
        let epub = b"PK\x03\x04....mimetypeapplication/epub+zip";
        assert_eq!(kind_of("x.zip", epub), Kind::Epub);
        assert_eq!(kind_of("x", b"PK\x03\x04 words/"), Kind::Unsupported("archive"));
    }

    #[test]
    fn damaged_first_bytes_do_not_hide_what_a_file_is() {
        let zip = b"PJ\x03\x04\x14\0\0\0PK\x03\x04\x14\0\0\xFF\0\x01";
        assert_eq!(kind_of("a.docx", zip), Kind::Docx);
        assert_eq!(kind_of("a.bin", zip), Kind::Binary);
        assert_eq!(kind_of("a.rtf", b"{\\rtg1\\ansi Words\\par}"), Kind::Rtf);
        assert_eq!(kind_of("a.rtf", b"Words"), Kind::Text);
    }

    #[test]
    fn what_is_not_read_is_named_and_never_text() {
        let ole = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
        for (name, bytes, label) in [
            ("a.msg", &ole[..], "msg"),
            ("a.xls", ole, "xlsx"),
            ("a.xml", b"<?xml version='1.0'?><rss><channel/></rss>", "feed"),
            ("a.csv", b"system,range\nx,5\n", "csv"),
            ("a.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nx", "mht"),
        ] {
            let kind = kind_of(name, bytes);
            assert!(matches!(kind, Kind::Unsupported(_)), "{name}");
            assert_eq!(kind.label(), label);
        }
        assert_eq!(kind_of("a.txt", b"system,range\nx,5\n"), Kind::Text);
        assert_eq!(kind_of("a.md", b"* Heading\n\\emph{x}\n"), Kind::Markdown);
    }

    #[test]
    fn mail_is_known_by_what_mail_programs_write() {
        let mail = b"Received: by x\nMessage-ID: <1>\nFrom: a\n\nbody";
        assert_eq!(kind_of("a.txt", mail), Kind::Mail);
        assert_eq!(kind_of("a.txt", b"From: a\nSubject: b\n\nbody"), Kind::Text);
        assert_eq!(kind_of("a", b"From x@y\nReceived: by\n"), Kind::Mailbox);
        let saved =
            b"From: a@b\nTo: c@d\nSubject: x\nContent-Transfer-Encoding: base64\n\nV29yZHM=";
        for name in ["a.txt", "a", "a.md", "a.msg"] {
            assert_eq!(kind_of(name, saved), Kind::Mail, "{name}");
        }
        assert_eq!(kind_of("a.txt", b"Date: 3 May\nContent-Type: a kind of note\n\nb"), Kind::Text);
        let apple = [b"72\n", &saved[..]].concat();
        assert_eq!((kind_of("1.emlx", &apple), kind_of("1", &apple)), (Kind::Mail, Kind::Mail));
    }

    #[test]
    fn labels_are_found_by_their_words() {
        let labels = ["eml", "image", "exe"].map(Kind::known_label);
        assert_eq!(labels, ["eml", "image", "other"]);
    }

    #[test]
    fn nothing_and_noise_have_names() {
        assert_eq!(kind_of("a.txt", b""), Kind::Empty);
        assert_eq!(kind_of("a.txt", b"\xEF\xBB\xBF"), Kind::Empty);
        assert_eq!(kind_of("a.txt", b"\0\x01\x02\xFF\x80\0\0\x03"), Kind::Binary);
        assert_eq!(Kind::Unsupported("Word (DOC)").label(), "doc");
        assert!(UNSUPPORTED.iter().all(|(name, label)| Kind::Unsupported(name).label() == *label));
    }
}
