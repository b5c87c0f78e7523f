//! What becomes of the pieces of a book.

use super::super::archive::fixtures::{flipped, zipped};
use super::*;
use crate::document::Document;

const CONTAINER: (&str, &str) =
    ("META-INF/container.xml", "<container><rootfile full-path='OPS/b.opf'/></container>");

const PACKAGE: &str = "<package><metadata><dc:title>A book</dc:title><dc:creator>Ann Lee</dc:creator>\
    <dc:publisher>The Press</dc:publisher><dc:language>en</dc:language></metadata><manifest>\
    <item id='a' href='text/a%20b.xhtml' media-type='application/xhtml+xml'/>\
    <item id='b' href='text/b.xhtml' media-type='application/xhtml+xml'/>\
    <item id='c' href='../../etc/passwd' media-type='application/xhtml+xml'/>\
    <item id='n' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/>\
    </manifest><spine><itemref idref='b'/><itemref idref='a'/><itemref idref='c'/></spine></package>";

fn book(more: &[(&str, &str)]) -> Result<Parts, ReadError> {
    parts(&packed(more), &Limits::WHOLE)
}

fn packed(more: &[(&str, &str)]) -> Vec<u8> {
    let nav = "<nav><ol><li><a href='text/b.xhtml'>Part one</a></li></ol></nav>";
    let mut entries = vec![
        CONTAINER,
        ("OPS/b.opf", PACKAGE),
        ("OPS/nav.xhtml", nav),
        (
            "OPS/text/a b.xhtml",
            "<html><head><title/></head><body><h1>Two</h1><p>End&nbsp;here</p></body></html>",
        ),
        (
            "OPS/text/b.xhtml",
            "<html><body><p>Part <b>one</b></p><p>Begin<a id='x'/> here</p></body></html>",
        ),
    ];
    entries.extend_from_slice(more);
    zipped(&entries)
}

#[test]
fn chapters_are_read_in_the_order_of_the_spine_and_the_contents_name_headings() {
    let document = Document::new(book(&[]).unwrap()).unwrap();
    assert_eq!(&**document.text(), "Part one\n\nBegin here\n\nTwo\n\nEnd here\n");
    let outline: Vec<_> =
        document.outline().map(|(level, span)| (level, document.words(span))).collect();
    assert_eq!(outline, [(1, "Part one"), (1, "Two")]);
    assert_eq!(&*document.title(), "A book");
    assert_eq!(&*document.metadata().source.as_ref().unwrap().value, "The Press");
}

#[test]
fn a_chapter_outside_of_the_archive_is_not_looked_for() {
    let parts = book(&[]).unwrap();
    assert_eq!(&*parts.caveats[0], "1 of its chapters are not in the file.");
    assert!(!parts.text.contains("root"));
}

#[test]
fn locked_books_are_named_as_such_and_locked_fonts_are_not_missed() {
    let locked = |name: &str| format!("<e><CipherReference URI='{name}'/></e>");
    let chapter = locked("OPS/text/b.xhtml");
    let error = book(&[("META-INF/encryption.xml", &chapter)]).unwrap_err();
    assert_eq!(error, ReadError::Encrypted);
    assert!(book(&[("META-INF/encryption.xml", &locked("OPS/f.otf"))]).is_ok());
}

#[test]
fn a_book_without_chapters_says_so() {
    let empty = zipped(&[CONTAINER, ("OPS/b.opf", "<package/>")]);
    assert!(matches!(parts(&empty, &Limits::WHOLE), Err(ReadError::Damaged(_))));
    assert!(matches!(parts(&zipped(&[]), &Limits::WHOLE), Err(ReadError::Damaged(_))));
}

#[test]
fn one_flipped_bit_is_refused_or_said_or_changes_nothing() {
    let bytes = packed(&[]);
    let whole = parts(&bytes, &Limits::WHOLE).unwrap();
    for bytes in flipped(&bytes, 1) {
        if let Ok(parts) = parts(&bytes, &Limits::WHOLE) {
            assert!(parts.damage.is_some() || parts.text == whole.text);
        }
    }
}

#[test]
fn links_lead_to_chapters_by_their_names_and_to_places_below_them() {
    let document = Document::new(book(&[]).unwrap()).unwrap();
    let led = |chapter, name| document.place_below(chapter, name).map(|span| document.words(span));
    assert_eq!(led("a b.xhtml", ""), Some("Two"));
    assert_eq!(led("b.xhtml", ""), Some("Part one"));
    assert_eq!(led("b.xhtml", "x"), Some("Begin here"));
    assert_eq!(led("c.xhtml", ""), None);
}
