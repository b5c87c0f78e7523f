//! PDF in the sandbox, with the real program: files made to harm end in a reason or a document
//! within seconds, and a long one shows its first pages before the rest is read.

use std::io::Write;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use briefbook::document::Document;
use briefbook::formats::Limits;
use briefbook::sandbox::{Content, Job, OPENING, Sandbox, SandboxError};
use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::support::pdf;

/// Longest time until a reason is there.
const SOON: Duration = Duration::from_secs(5);

fn sandbox() -> Sandbox {
    Sandbox::new(env!("CARGO_BIN_EXE_briefbook").into())
}

fn read(
    sandbox: &Sandbox,
    bytes: &[u8],
    time: Duration,
    early: &mut dyn FnMut(Document),
) -> Result<Document, SandboxError> {
    let content = Content::Bytes(bytes);
    let (name, inner) = (Path::new("a.pdf"), Path::new(""));
    let job = Job { name, inner, content, limits: Limits::WHOLE, time };
    sandbox.read(&job, &AtomicBool::new(false), early)
}

/// A packed stream of `data`, over and over.
fn bomb(data: &[u8], times: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    (0..times).for_each(|_| encoder.write_all(data).unwrap());
    pdf::stream("/Filter /FlateDecode", &encoder.finish().unwrap())
}

/// A file with one page that paints `content`, and more objects from number 5 on.
fn one_page(content: Vec<u8>, resources: &str, more: Vec<Vec<u8>>) -> Vec<u8> {
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << {resources} >> >>"
    );
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        page.into_bytes(),
        content,
    ];
    objects.extend(more);
    pdf::file(&objects, "")
}

/// Files that ask for far more than they hold, and what they do.
fn harmful() -> Vec<(&'static str, Vec<u8>)> {
    let twice: Vec<Vec<u8>> = (6..36)
        .map(|next| {
            let dict = format!(
                "/Type /XObject /Subtype /Form /BBox [0 0 9 9] \
                 /Resources << /XObject << /X {next} 0 R >> >>"
            );
            pdf::stream(&dict, b"/X Do /X Do")
        })
        .collect();
    let catalogue = || b"<< /Type /Catalog /Pages 2 0 R >>".to_vec();
    let circle = vec![
        catalogue(),
        b"<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Count 2000000000 >>".to_vec(),
        b"<< /Type /Pages /Kids [2 0 R] /Count -5 >>".to_vec(),
    ];
    let mut deep = vec![catalogue()];
    deep.extend((3..50_000).map(|n| format!("<< /Type /Pages /Kids [{n} 0 R] >>").into_bytes()));
    let nested = ["[".repeat(3_000_000), "]".repeat(3_000_000)].concat().into_bytes();
    let table = "1 begincodespacerange <00> <FF> endcodespacerange \
                 1 beginbfrange <00000000> <FFFFFFF0> <0041> endbfrange";
    let fonts = vec![
        b"<< /Type /Font /Subtype /Type1 /BaseFont /X /ToUnicode 6 0 R >>".to_vec(),
        pdf::stream("", table.as_bytes()),
        format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts \
             [<< /Type /Font /Subtype /CIDFontType2 /W [{}] >>] >>",
            "0 65535 500 ".repeat(20_000)
        )
        .into_bytes(),
    ];
    let words = b"BT /F1 9 Tf 9 700 Td (words) Tj /F2 9 Tf (words) Tj ET";
    vec![
        (
            "tables of fonts that name every code of four bytes",
            one_page(pdf::stream("", words), "/Font << /F1 5 0 R /F2 7 0 R >>", fonts),
        ),
        (
            "a stream that unpacks to half a gigabyte",
            one_page(bomb(&[b' '; 1 << 20], 512), "", vec![]),
        ),
        ("painting without end", one_page(bomb(&b"q Q ".repeat(1 << 18), 80), "", vec![])),
        (
            "a drawing that paints itself twice, again and again",
            one_page(pdf::stream("", b"/X Do"), "/XObject << /X 5 0 R >>", twice),
        ),
        ("a page tree in a circle", pdf::file(&circle, "")),
        ("a page tree fifty thousand deep", pdf::file(&deep, "")),
        ("three million arrays in one another", one_page(pdf::stream("", b""), "", vec![nested])),
        (
            "a table of objects that follows itself",
            [&pdf::pages(&[String::new()])[..], b"xref\n0 0\ntrailer\n<< /Prev 9 >>\n"].concat(),
        ),
    ]
}

#[test]
fn files_made_to_harm_end_in_a_reason_soon_and_the_next_file_is_read() {
    let sandbox = sandbox();
    let sound = pdf::pages(&[pdf::lines(10.0, (72.0, 700.0), &["Words of a sound file."])]);
    for (what, bytes) in harmful() {
        let begun = Instant::now();
        let failure = read(&sandbox, &bytes, SOON, &mut |_| {}).unwrap_err().to_string();
        let took = begun.elapsed();
        assert!(took < SOON + Duration::from_secs(1), "{what}: {took:?}");
        assert!(!failure.contains("please report"), "{what}: {failure}");
        let next = read(&sandbox, &sound, OPENING, &mut |_| {}).unwrap();
        assert!(next.text().starts_with("Words of"), "{what}");
    }
}

#[test]
fn a_long_file_shows_its_first_pages_first() {
    let lines: Vec<String> =
        (0..45).map(|n| format!("Line {n} of a page that is full of words.")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let contents = vec![pdf::lines(10.0, (72.0, 760.0), &lines); 60];
    let mut seen = Vec::new();
    let whole =
        read(&sandbox(), &pdf::pages(&contents), OPENING, &mut |early| seen.push(early)).unwrap();
    assert_eq!((whole.pages().len(), whole.pages_left()), (60, 0));
    let [early] = seen.as_slice() else { panic!("{} beginnings", seen.len()) };
    assert!(early.pages_left() > 50 && whole.text().starts_with(early.text().trim_end()));
}

#[test]
fn the_end_of_a_cut_file_is_missed_and_its_first_pages_are_read() {
    let page = |n: u8| pdf::lines(10.0, (72.0, 700.0), &[&format!("Words of page number {n}.")]);
    let whole = pdf::pages(&[page(1), page(2), page(3)]);
    let cut = &whole[..whole.windows(9).rposition(|w| w == b"endstream").unwrap() - 60];
    let document = read(&sandbox(), cut, OPENING, &mut |_| {}).unwrap();
    assert!(document.text().starts_with("Words of page number 1."), "{}", document.text());
    assert!(document.damage().unwrap().contains("cut"));
    assert!(read(&sandbox(), &whole, OPENING, &mut |_| {}).unwrap().damage().is_none());
}
