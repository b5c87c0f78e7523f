//! Excerpts of long files, made by code, beside the files themselves.

use super::super::parts;
use super::super::tests::made::{lines, pages, stream, with_catalogue};
use super::*;
use crate::document::Document;
use crate::formats::Limits;

/// Pages of a long file.
const PAGES: usize = 40;

/// The words and the length of each page: instructions that paint nothing make it long.
fn contents() -> Vec<String> {
    let page = |n| {
        let words = format!("What stands on page {n} of the file.");
        let words = lines(10.0, (72.0, 400.0), &[&words]);
        words + "%" + &"x".repeat(30_000) + "\n"
    };
    (1..=PAGES).map(page).collect()
}

fn read(bytes: &[u8]) -> Document {
    Document::new(parts(bytes, &Limits::WHOLE, &mut |_| {}).unwrap()).unwrap()
}

/// A file whose objects are packed in one stream, but for what the pages paint.
fn packed(contents: &[String]) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len()).map(|n| format!("{} 0 R", 6 + 2 * n)).collect();
    let mut objects = vec![
        (1, "<< /Type /Catalog /Pages 2 0 R >>".to_owned()),
        (2, format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len())),
        (4, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned()),
    ];
    objects.extend((0..contents.len()).map(|n| {
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] \
             /Resources << /Font << /F1 4 0 R >> >> /Contents {} 0 R >>",
            7 + 2 * n
        );
        (6 + 2 * n, page)
    }));
    let mut rows = vec![[0_u8; 7]; 6 + 2 * contents.len()];
    let (mut head, mut body) = (String::new(), String::new());
    for (at, (number, object)) in objects.iter().enumerate() {
        head += &format!("{number} {} ", body.len());
        body += &format!("{object} ");
        rows[*number] = [2, 0, 0, 0, 3, 0, u8::try_from(at).unwrap()];
    }
    let dict = format!("/Type /ObjStm /N {} /First {}", objects.len(), head.len());
    let mut plain = vec![(3, stream(&dict, (head + &body).as_bytes()))];
    plain.extend(
        contents.iter().enumerate().map(|(n, content)| (7 + 2 * n, stream("", content.as_bytes()))),
    );
    let mut out = b"%PDF-1.7\n".to_vec();
    for (number, object) in plain {
        let [a, b, c, d] = u32::try_from(out.len()).unwrap().to_be_bytes();
        rows[number] = [1, a, b, c, d, 0, 0];
        out.extend([format!("{number} 0 obj\n").as_bytes(), &object, b"\nendobj\n"].concat());
    }
    let table = out.len();
    let dict = format!("/Type /XRef /W [1 4 2] /Root 1 0 R /Size {}", rows.len());
    out.extend([b"5 0 obj\n", &*stream(&dict, &rows.concat()), b"\nendobj\n"].concat());
    out.extend(format!("startxref\n{table}\n%%EOF\n").bytes());
    out
}

#[test]
fn an_excerpt_reads_as_the_file_begins() {
    for file in [pages(&contents()), packed(&contents())] {
        let Excerpt { bytes, total } = first_pages(&file, 4).unwrap();
        assert_eq!(total, PAGES);
        assert!(bytes.len() < file.len() / 8, "{} of {}", bytes.len(), file.len());
        let (first, whole) = (read(&bytes), read(&file));
        assert_eq!((first.pages().len(), whole.pages().len()), (4, PAGES));
        assert!(whole.text().starts_with(first.text().trim_end()), "{}", first.text());
        assert!(first.text().contains("page 4 of"), "{}", first.text());
    }
}

#[test]
fn the_excerpt_is_shown_first_and_says_what_is_missing() {
    let mut seen = Vec::new();
    let whole = parts(&packed(&contents()), &Limits::WHOLE, &mut |early| seen.push(early)).unwrap();
    let pages: Vec<_> = seen.iter().map(|early| (early.pages.len(), early.pages_left)).collect();
    assert_eq!(pages, [(1, 39), (4, 36)]);
    assert_eq!((whole.pages.len(), whole.pages_left), (PAGES, 0));
}

#[test]
fn of_short_locked_or_damaged_files_there_is_none() {
    let none = |file: &[u8]| assert!(first_pages(file, 4).is_none());
    none(&pages(&contents()[..8]));
    none(&with_catalogue(&contents(), "", "/Encrypt << /Filter /Standard >>"));
    let few = pages(&contents()[..2].iter().map(|page| page.repeat(20)).collect::<Vec<_>>());
    assert!(few.len() > LONG);
    none(&few);
    // The first object is not the one that the table says.
    let mut moved = pages(&contents());
    moved.insert(9, b'7');
    none(&moved);
    let mut circle = pages(&contents());
    let kid = circle.windows(4).position(|words| words == b"[5 0").unwrap();
    circle[kid + 1] = b'2';
    assert_eq!(first_pages(&circle, 4).unwrap().total, PAGES, "a node is visited once");
}
