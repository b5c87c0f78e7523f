//! Title, authors and date from what a file says of itself. Programs fill these fields by
//! themselves, so what names a file or a program is no title.

use unpdf::parser::backend::PdfMetadataRaw;

use super::super::metadata::clipped;
use crate::document::{Date, Metadata, Origin, Stated, TimeOfDay};

/// Authors at most.
const MAX_AUTHORS: usize = 32;

/// What the file states.
pub(super) fn metadata(raw: &PdfMetadataRaw) -> Metadata {
    let title = raw.title.as_deref().map(str::trim).filter(|title| is_title(title));
    let authors = raw.author.as_deref().map(authors).unwrap_or_default();
    let date = raw.creation_date.as_deref().or(raw.mod_date.as_deref()).and_then(date);
    Metadata {
        title: title.map(|title| Stated::new(clipped(title), Origin::Format)),
        authors,
        date: date.map(|date| Stated::new(date, Origin::Format)),
        ..Metadata::default()
    }
}

/// True unless a program made it up: a file's name, a placeholder.
pub(super) fn is_title(title: &str) -> bool {
    const MADE_UP: [&str; 9] = [
        "microsoft word",
        "microsoft powerpoint",
        "powerpoint presentation",
        "untitled",
        "layout 1",
        "slide 1",
        "document",
        "print",
        "title",
    ];
    const ENDINGS: [&str; 16] = [
        ".doc", ".docx", ".pdf", ".tex", ".dvi", ".indd", ".qxd", ".rtf", ".odt", ".txt", ".ppt",
        ".pptx", ".xls", ".xlsx", ".ps", ".pub",
    ];
    let small = title.to_lowercase();
    let word = |name: &&str| match small.strip_prefix(*name) {
        Some(rest) => rest.is_empty() || rest.starts_with(" - ") || rest.starts_with(['.', ':']),
        None => false,
    };
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let named = ENDINGS.iter().any(|ending| small.ends_with(ending)) || title.contains('\\');
    let worded = title.contains(' ') || letters > 3 && !title.contains(['_', '/']);
    letters > 2 && worded && !named && !MADE_UP.iter().any(word)
}

/// The names in a field, in which several stand with semicolons between them.
pub(super) fn authors(raw: &str) -> Vec<Stated<crate::text::CleanText>> {
    const NOBODY: [&str; 7] =
        ["user", "admin", "administrator", "unknown", "owner", "author", "root"];
    let names = raw.split(';').map(str::trim).filter(|name| {
        let small = name.to_lowercase();
        name.chars().filter(|c| c.is_alphabetic()).count() > 1 && !NOBODY.contains(&small.as_str())
    });
    names.take(MAX_AUTHORS).map(|name| Stated::new(clipped(name), Origin::Format)).collect()
}

/// "D:20230722134500+02'00'", as exact as it is written.
fn date(raw: &str) -> Option<Date> {
    let digits = raw.trim().trim_start_matches("D:");
    let part = |at: usize, len: usize| -> Option<u8> {
        digits
            .get(at..at + len)
            .filter(|part| part.bytes().all(|b| b.is_ascii_digit()))?
            .parse()
            .ok()
    };
    let year = digits.get(..4)?.parse().ok()?;
    let Some(month) = part(4, 2) else { return Date::of_year(year) };
    let Some(day) = part(6, 2) else { return Date::of_month(year, month) };
    let date = Date::of_day(year, month, day)?;
    let utc = digits.get(14..).is_some_and(|zone| zone.starts_with('Z'));
    let time = part(8, 2).zip(part(10, 2));
    Some(time.map_or(date, |(hour, minute)| date.at(TimeOfDay { hour, minute, utc })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_fill_in_is_no_title() {
        for made_up in [
            "Microsoft Word - report_final2.doc",
            "report.indd",
            "Untitled",
            "C:\\files\\x",
            "fm3_20",
            "PowerPoint Presentation",
            "1234",
        ] {
            assert!(!is_title(made_up), "{made_up}");
        }
        for title in ["Range of the ATACMS", "Document retention in the field", "Ballistics"] {
            assert!(is_title(title), "{title}");
        }
    }

    #[test]
    fn dates_are_as_exact_as_written() {
        let said = |raw| date(raw).map(|date| date.to_string());
        assert_eq!(said("D:20230722134500Z").unwrap(), "2023-07-22T13:45Z");
        assert_eq!(said("D:20230722").unwrap(), "2023-07-22");
        assert_eq!(said("D:2023").unwrap(), "2023");
        assert_eq!(said("yesterday"), None);
        assert_eq!(said("D:20231399"), None);
    }

    #[test]
    fn authors_are_told_apart() {
        let raw = PdfMetadataRaw {
            author: Some("Ann Lee; user; Bo Ek".into()),
            ..PdfMetadataRaw::default()
        };
        let names: Vec<String> =
            metadata(&raw).authors.iter().map(|name| name.value.to_string()).collect();
        assert_eq!(names, ["Ann Lee", "Bo Ek"]);
    }
}
