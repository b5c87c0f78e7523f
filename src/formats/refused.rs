//! Formats that are known and not read: told by what stands in them, and light markup by its name as
//! well, so that none is shown as source. Reads no words out of them.

use super::xml::{Node, Xml};

/// Names of formats that cannot be read, and their labels.
pub(super) const UNSUPPORTED: [(&str, &str); 21] = [
    ("Word (DOC)", "doc"),
    ("Excel", "xlsx"),
    ("PowerPoint", "pptx"),
    ("OpenDocument", "odf"),
    ("image", "image"),
    ("archive", "archive"),
    ("audio or video", "media"),
    (OUTLOOK, "msg"),
    (LOCKED, "locked"),
    (COMPOUND, "ole"),
    (WEB_ARCHIVE, "mht"),
    (FLAT, "fodt"),
    (WORD_XML, "wordml"),
    (FEED, "feed"),
    (FICTION, "fb2"),
    (SUBTITLES, "vtt"),
    ("Org", "org"),
    ("AsciiDoc", "adoc"),
    ("reStructuredText", "rst"),
    ("LaTeX", "tex"),
    ("CSV", "csv"),
];

const OUTLOOK: &str = "Outlook message";
const LOCKED: &str = "Office file that opens with a password only";
const COMPOUND: &str = "compound (OLE)";
const WEB_ARCHIVE: &str = "web archive (MHTML)";
const FLAT: &str = "flat OpenDocument";
const WORD_XML: &str = "Word XML";
const FEED: &str = "feed (RSS or Atom)";
const FICTION: &str = "FictionBook";
const SUBTITLES: &str = "subtitle";

/// Lines of a text that are looked at.
const LINES: usize = 400;

/// Streams of a compound file that are looked at.
const MAX_STREAMS: usize = 4_096;

/// Sectors of the directory of a compound file that are looked at.
const MAX_SECTORS: usize = 1_024;

/// "this is a CSV file", "this is an image".
pub(super) fn is_a(name: &str) -> String {
    let article = match name.chars().next() {
        Some('a' | 'e' | 'i' | 'o' | 'A' | 'E' | 'O') | None => "an",
        Some(_) if name == "RTF" => "an",
        Some(_) => "a",
    };
    match name {
        "audio or video" => format!("this is {name}"),
        "image" | "archive" | OUTLOOK | LOCKED | WEB_ARCHIVE | FEED => {
            format!("this is {article} {name}")
        }
        _ => format!("this is {article} {name} file"),
    }
}

/// The format of a text, if it is one of these.
pub(super) fn of_text(text: &str, extension: &str) -> Option<&'static str> {
    let text = text.trim_start_matches('\u{FEFF}');
    if text.trim_start().starts_with('<') {
        return of_xml(text);
    }
    if is_web_archive(text, extension) {
        return Some(WEB_ARCHIVE);
    }
    if text.starts_with("WEBVTT") || is_subtitle(text) {
        return Some(SUBTITLES);
    }
    let lines = || text.lines().take(LINES);
    match extension {
        "org" if lines().any(is_org) => Some("Org"),
        "adoc" | "asciidoc" if lines().any(is_asciidoc) => Some("AsciiDoc"),
        "rst" | "rest" if is_rst(text) => Some("reStructuredText"),
        "tex" | "latex" | "ltx" if lines().any(is_tex) => Some("LaTeX"),
        "csv" if lines().any(|line| line.contains([',', ';', '\t'])) => Some("CSV"),
        "tsv" if lines().any(|line| line.contains('\t')) => Some("CSV"),
        _ => None,
    }
}

/// By the name of the outermost element and its namespaces.
fn of_xml(text: &str) -> Option<&'static str> {
    let tag = Xml::new(text).find_map(|node| match node {
        Node::Start(tag) => Some(tag),
        _ => None,
    })?;
    let names = |space: &str| {
        tag.attributes().any(|(name, value)| name.starts_with("xmlns") && value.contains(space))
    };
    match tag.name() {
        "document" if names("opendocument:xmlns:office") => Some(FLAT),
        "wordDocument" => Some(WORD_XML),
        "package" if names("2006/xmlPackage") => Some(WORD_XML),
        "Workbook" if names("office:spreadsheet") => Some("Excel"),
        "rss" | "channel" => Some(FEED),
        "feed" if names("w3.org/2005/Atom") || names("purl.org/atom") => Some(FEED),
        "RDF" if names("purl.org/rss") => Some(FEED),
        "FictionBook" => Some(FICTION),
        "svg" if names("w3.org/2000/svg") => Some("image"),
        "tt" if names("ttml") || names("ttaf1") => Some(SUBTITLES),
        _ => None,
    }
}

/// Web pages that browsers save in the form of a message.
fn is_web_archive(text: &str, extension: &str) -> bool {
    let head: Vec<String> = text
        .lines()
        .skip_while(|line| line.trim().is_empty())
        .take_while(|line| !line.trim().is_empty())
        .take(60)
        .map(|line| line.get(..200).unwrap_or(line).to_ascii_lowercase())
        .collect();
    let begins = |start: &str| head.iter().any(|line| line.starts_with(start));
    let saved = head.iter().any(|line| line.starts_with("from:") && line.contains("saved by"));
    let by_name = matches!(extension, "mht" | "mhtml")
        && (begins("mime-version:") || begins("content-type:"));
    by_name || begins("snapshot-content-location:") || saved && begins("mime-version:")
}

/// A number, then two times with an arrow between them.
fn is_subtitle(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (Some(number), Some(times)) = (lines.next(), lines.next()) else { return false };
    let is_time = |words: &str| {
        let digits = |c: char| c.is_ascii_digit() || ":,.".contains(c);
        words.contains(':') && words.trim().split(' ').next().is_some_and(|t| t.chars().all(digits))
    };
    number.bytes().all(|byte| byte.is_ascii_digit())
        && times.split_once("-->").is_some_and(|(from, to)| is_time(from) && is_time(to))
}

fn is_org(line: &str) -> bool {
    let stars = line.trim_start_matches('*');
    line.starts_with("#+")
        || stars.len() < line.len() && stars.starts_with(' ')
        || line.contains("][") && line.contains("[[")
}

fn is_asciidoc(line: &str) -> bool {
    let title = line.trim_start_matches('=');
    let marked = title.len() < line.len() && line.len() - title.len() <= 6;
    let attribute = line.strip_prefix(':').and_then(|rest| rest.split_once(':'));
    marked && title.starts_with(' ')
        || line.starts_with("image::")
        || line.contains("link:") && line.contains('[')
        || attribute.is_some_and(|(name, _)| !name.is_empty() && !name.contains(' '))
        || matches!(line.trim_end(), "----" | "====" | "|===" | "****" | "____")
}

/// A directive, a title with a line under it, or words that refer.
fn is_rst(text: &str) -> bool {
    let mut before = "";
    text.lines().take(LINES).any(|line| {
        let line = line.trim_end();
        let signs = line.chars().next().filter(|c| "=-~^\"'`#*+".contains(*c));
        let rule = signs.is_some_and(|sign| line.len() > 2 && line.chars().all(|c| c == sign));
        let title = rule && !before.trim().is_empty();
        let own = line.starts_with(".. ") || line.contains("`_") || line.contains("``");
        before = line;
        title || own || line.ends_with("::")
    })
}

fn is_tex(line: &str) -> bool {
    let mut rest = line;
    while let Some((_, after)) = rest.split_once('\\') {
        let word = after.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        if word.len() < after.len() && word.starts_with(['{', '[', '*']) {
            return true;
        }
        rest = after;
    }
    false
}

/// The format of a compound file (OLE): by the streams at its root, else by the names in what there
/// is of it, else by the file's name. (MS-CFB, version 10.)
pub(super) fn of_compound(bytes: &[u8], extension: &str) -> &'static str {
    let names = root_names(bytes);
    let has = |wanted: &str| match names.is_empty() {
        true => memchr::memmem::find(bytes, &wide(wanted)).is_some(),
        false => names.iter().any(|name| name.starts_with(wanted)),
    };
    if has("__properties_version1.0") || has("__nameid_version1.0") {
        return OUTLOOK;
    }
    if has("EncryptedPackage") {
        return LOCKED;
    }
    if has("WordDocument") {
        return "Word (DOC)";
    }
    if has("PowerPoint Document") {
        return "PowerPoint";
    }
    if has("Workbook") || has("Book") && !names.is_empty() {
        return "Excel";
    }
    match extension {
        "xls" => "Excel",
        "ppt" => "PowerPoint",
        "msg" => OUTLOOK,
        "doc" => "Word (DOC)",
        _ => COMPOUND,
    }
}

/// A name as the directory of a compound file has it: UTF-16, the low byte first.
fn wide(name: &str) -> Vec<u8> {
    name.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The names of the streams and storages at the root of a compound file, as far as its directory
/// can be found.
fn root_names(bytes: &[u8]) -> Vec<String> {
    let directory = directory(bytes).unwrap_or_default();
    let entry = |at: usize| directory.get(at.checked_mul(128)?..)?.get(..128);
    let number = |entry: &[u8], at: usize| number(entry, at);
    let mut waiting: Vec<usize> = entry(0).and_then(|root| number(root, 76)).into_iter().collect();
    let mut names = Vec::new();
    while let Some(found) = waiting.pop().and_then(entry) {
        let units = found.get(..64).unwrap_or_default().chunks_exact(2);
        let units: Vec<u16> = units.map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        let end = units.iter().position(|unit| *unit == 0).unwrap_or(units.len());
        names.push(String::from_utf16_lossy(units.get(..end).unwrap_or_default()));
        waiting.extend([68, 72].into_iter().filter_map(|at| number(found, at)));
        if names.len() > MAX_STREAMS {
            break;
        }
    }
    names
}

/// The sectors of the directory, in a row.
fn directory(bytes: &[u8]) -> Option<Vec<u8>> {
    let shift = *bytes.get(30)?;
    let size = 1usize.checked_shl(u32::from(shift)).filter(|size| (512..=4096).contains(size))?;
    let sector = |at: usize| {
        let start = at.checked_add(1)?.checked_mul(size)?;
        bytes.get(start..start.checked_add(size)?)
    };
    let mut at = number(bytes, 48)?;
    let mut out = Vec::new();
    for _ in 0..MAX_SECTORS {
        let Some(found) = sector(at) else { break };
        out.extend_from_slice(found);
        // The table of sectors that follow each other stands in sectors that the header lists.
        let (table, place) = (at / (size / 4), at % (size / 4));
        let next = (table < 109).then(|| number(bytes, 76 + 4 * table)).flatten();
        match next.and_then(sector).and_then(|table| number(table, 4 * place)) {
            Some(next) => at = next,
            None => break,
        }
    }
    Some(out)
}

/// A number that is the place of something; the highest ones mean that there is nothing.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    let number = u32::from_le_bytes([four[0], four[1], four[2], four[3]]);
    usize::try_from(number).ok().filter(|_| number < 0xFFFF_FFF0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A compound file with a root and two streams side by side below it.
    fn compound(first: &str, second: &str) -> Vec<u8> {
        let mut bytes = vec![0u8; 512];
        bytes[30] = 9;
        bytes[76..80].copy_from_slice(&0u32.to_le_bytes());
        bytes[48..52].copy_from_slice(&1u32.to_le_bytes());
        let mut table = vec![0xFFu8; 512];
        table[4..8].copy_from_slice(&0xFFFF_FFFEu32.to_le_bytes());
        bytes.extend(table);
        for (name, next, child) in [("Root Entry", !0, 1), (first, 2, !0), (second, !0, !0u32)] {
            let mut entry = [0u8; 128];
            entry[..wide(name).len()].copy_from_slice(&wide(name));
            entry[68..72].copy_from_slice(&(!0u32).to_le_bytes());
            entry[72..76].copy_from_slice(&u32::to_le_bytes(next));
            entry[76..80].copy_from_slice(&u32::to_le_bytes(child));
            bytes.extend(entry);
        }
        bytes.resize(2_048, 0);
        bytes
    }

    #[test]
    fn compound_files_are_told_apart_by_their_directory() {
        for (name, format) in [
            ("WordDocument", "Word (DOC)"),
            ("Workbook", "Excel"),
            ("PowerPoint Document", "PowerPoint"),
            ("__properties_version1.0", OUTLOOK),
            ("EncryptedPackage", LOCKED),
            ("Other", COMPOUND),
        ] {
            assert_eq!(of_compound(&compound("\u{5}SummaryInformation", name), "x"), format);
        }
        assert_eq!(of_compound(b"\xD0\xCF", "ppt"), "PowerPoint");
        assert_eq!(of_compound(&wide("cut short __properties_version1.0"), "doc"), OUTLOOK);
    }

    #[test]
    fn formats_in_xml_are_told_by_their_outermost_element() {
        let head = "<?xml version=\"1.0\"?><!-- saved --><!DOCTYPE x [<!ENTITY a \"b\">]>";
        for (root, format) in [
            (
                "<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'>",
                FLAT,
            ),
            (
                "<w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'>",
                WORD_XML,
            ),
            (
                "<pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'>",
                WORD_XML,
            ),
            ("<rss version='2.0'>", FEED),
            ("<feed xmlns='http://www.w3.org/2005/Atom'>", FEED),
            ("<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", FEED),
            ("<FictionBook>", FICTION),
        ] {
            assert_eq!(of_text(&format!("{head}\n{root}"), "xml"), Some(format));
        }
        for other in
            ["<document>", "<report><p>Words</p></report>", "< 5 km", "<html>", "<file> words"]
        {
            assert_eq!(of_text(other, "txt"), None, "{other}");
        }
    }

    #[test]
    fn light_markup_needs_its_name_and_its_signs() {
        for (extension, text, format) in [
            ("org", "#+TITLE: Pier\n", "Org"),
            ("org", "* Heading\nWords", "Org"),
            ("adoc", "= Pier\n\nWords", "AsciiDoc"),
            ("rst", "Pier\n====\n\nWords", "reStructuredText"),
            ("rst", "Words\n\n.. note:: Careful", "reStructuredText"),
            ("tex", "\\documentclass{article}", "LaTeX"),
            ("tex", "An \\emph{important} word", "LaTeX"),
            ("csv", "system;range\nx;5", "CSV"),
            ("tsv", "system\trange", "CSV"),
        ] {
            assert_eq!(of_text(text, extension), Some(format), "{extension} {text}");
            assert_eq!(of_text(text, "txt"), None, "{extension} {text}");
            assert_eq!(of_text(text, "md"), None, "{extension} {text}");
            assert_eq!(of_text("Words alone.\n\nAnd more of them.", extension), None);
        }
    }

    #[test]
    fn subtitles_and_web_archives_are_known_whatever_their_name() {
        let srt = "\u{FEFF}1\n00:00:01,000 --> 00:00:04,000\nThe brigade";
        let vtt = "WEBVTT\n\n00:01.000 --> 00:04.000\nThe brigade";
        assert_eq!([of_text(srt, "txt"), of_text(vtt, "txt")], [Some(SUBTITLES); 2]);
        assert_eq!(of_text("1\nA --> B", "txt"), None);
        let saved =
            "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n";
        let plain = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n";
        assert_eq!([of_text(saved, "eml"), of_text(plain, "mht")], [Some(WEB_ARCHIVE); 2]);
        assert_eq!(of_text(plain, "eml"), None);
        assert_eq!(of_text("From: Ann\nSubject: x\n\nsaved by the desk", "eml"), None);
    }

    #[test]
    fn formats_are_named_in_a_sentence() {
        let told = ["CSV", "image", "Org", OUTLOOK, "audio or video", WEB_ARCHIVE].map(is_a);
        let expected = [
            "this is a CSV file",
            "this is an image",
            "this is an Org file",
            "this is an Outlook message",
            "this is audio or video",
            "this is a web archive (MHTML)",
        ];
        assert_eq!(told, expected);
    }
}
