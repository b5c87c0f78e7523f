//! Texts too large to be held in memory are read in windows: the first is the document of the file, the
//! others are documents inside of it, `log.txt/part-2`. Says where they begin and end; parses none.

use std::path::Path;

use crate::bookmarks::Digest;
use crate::document::{Document, Inner};
use crate::files::open::{FileError, read_part};
use crate::formats::Kind;
use crate::text::{CleanText, Span};

/// Bytes of a text that is read at once.
pub const LARGEST_AT_ONCE: usize = 96 << 20;

/// Bytes of a window; a document takes two to three times as much memory.
const WINDOW: usize = 48 << 20;

/// Bytes behind the end of a window in which a line ends, if any does.
const LONGEST_LINE: usize = 1 << 20;

/// What the names of windows begin with.
const NAME: &str = "part-";

/// True for a file that is read in windows, by its kind, its beginning and its size. Texts of two or
/// four bytes a letter are not: nothing in a window would say so.
pub fn is_split(kind: Kind, head: &[u8], size: usize) -> bool {
    let wide = head.starts_with(&[0xFF, 0xFE])
        || head.starts_with(&[0xFE, 0xFF])
        || head.iter().take(64).any(|byte| *byte == 0);
    may_be_split(kind) && size > LARGEST_AT_ONCE && !wide
}

/// True for kinds of which large files are read in windows.
pub fn may_be_split(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Markdown)
}

/// The windows of a file of this size; each ends with a line, if the lines are not longer than any.
///
/// # Errors
/// Those of reading the file.
pub fn windows(file: &Path, size: usize) -> Result<Vec<Span>, FileError> {
    let (mut windows, mut start) = (Vec::new(), 0);
    while start < size {
        let about = start.saturating_add(WINDOW);
        let end = if about >= size { size } else { about + line_end(file, about)? };
        windows.push(Span::new(start, end.min(size)));
        start = end;
    }
    Ok(windows)
}

/// How many bytes behind a place a line ends, an empty one if there is any.
fn line_end(file: &Path, at: usize) -> Result<usize, FileError> {
    let bytes = read_part(file, Span::new(at, at + LONGEST_LINE))?;
    let empty = memchr::memmem::find(&bytes, b"\n\n").map(|end| end + 2);
    let line = || memchr::memchr(b'\n', &bytes).map(|end| end + 1);
    Ok(empty.or_else(line).unwrap_or(0))
}

/// The window that a path below the file names; the first for the file itself.
pub fn window(windows: &[Span], inner: &Path) -> Option<Span> {
    if inner.as_os_str().is_empty() {
        return windows.first().copied();
    }
    let number: usize = inner.to_str()?.strip_prefix(NAME)?.parse().ok()?;
    windows.get(number.checked_sub(1)?).copied().filter(|_| number > 1)
}

/// The windows after the first, as documents inside of the file.
pub fn inner(file: &Path, windows: &[Span]) -> Vec<Inner> {
    let name = CleanText::path(file.file_name().map_or(file, Path::new));
    let part = |(at, span): (usize, &Span)| Inner {
        name: CleanText::line(&format!("{NAME}{}", at + 1)),
        title: Some(CleanText::line(&format!("{name}, part {} of {}", at + 1, windows.len()))),
        format: "txt".into(),
        bytes: span.len() as u64,
        range: Some(*span),
        ..Inner::default()
    };
    windows.iter().enumerate().skip(1).map(part).collect()
}

/// The name of the second window, if a document is the first one of several.
pub fn next_part(document: &Document) -> Option<&CleanText> {
    let first = document.inner().first()?;
    (*first.name == *format!("{NAME}2") && first.range.is_some()).then_some(&first.name)
}

/// What is said of the first window.
pub fn caveat(windows: &[Span]) -> CleanText {
    let size: usize = windows.iter().map(|span| span.len()).sum();
    let first = windows.first().map_or(0, |span| span.len());
    CleanText::line(&format!(
        "This text of {} MB is read in {} parts: the first {} MB are here, the others are listed beside it.",
        size >> 20,
        windows.len(),
        first >> 20
    ))
}

/// The digest of all windows, one after the other.
///
/// # Errors
/// Those of reading the file.
pub fn digest(file: &Path, windows: &[Span]) -> Result<Digest, FileError> {
    windows
        .iter()
        .try_fold(Digest::default(), |sum, window| Ok(sum.then(&read_part(file, *window)?)))
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::os::unix::fs::FileExt;

    use super::*;

    #[test]
    fn windows_cover_a_file_and_end_with_a_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log.txt");
        let file = File::create(&path).unwrap();
        let size = 2 * WINDOW + 5_000;
        file.set_len(size as u64).unwrap();
        file.write_all_at(b"an end\n\nA beginning", WINDOW as u64 + 100).unwrap();
        let windows = windows(&path, size).unwrap();
        assert_eq!(windows[0], Span::new(0, WINDOW + 108));
        assert_eq!(windows.len(), 2 + usize::from(windows[1].end < size));
        let ends = windows.iter().map(|window| window.end).collect::<Vec<_>>();
        assert!(windows.iter().skip(1).zip(&ends).all(|(window, end)| window.start == *end));
        assert_eq!(ends.last(), Some(&size));
        assert_eq!(window(&windows, Path::new("")), Some(windows[0]));
        assert_eq!(window(&windows, Path::new("part-2")), Some(windows[1]));
        for none in ["part-1", "part-0", "part-99", "else"] {
            assert_eq!(window(&windows, Path::new(none)), None, "{none}");
        }
        assert_eq!(&*inner(&path, &windows)[0].name, "part-2");
        let before = digest(&path, &windows).unwrap();
        file.write_all_at(b"x", size as u64 - 1).unwrap();
        assert_ne!(digest(&path, &windows).unwrap(), before, "the last byte counts");
    }

    #[test]
    fn only_large_texts_of_one_byte_a_letter_are_split() {
        let large = LARGEST_AT_ONCE + 1;
        assert!(is_split(Kind::Text, b"words", large) && is_split(Kind::Markdown, b"# A", large));
        assert!(!is_split(Kind::Text, b"words", LARGEST_AT_ONCE));
        assert!(
            !is_split(Kind::Text, b"\xFF\xFEw\0", large) && !is_split(Kind::Pdf, b"%PDF", large)
        );
    }
}
