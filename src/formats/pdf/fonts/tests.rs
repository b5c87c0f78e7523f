//! Files with fonts whose tables are incomplete, named or made to harm.

use super::super::parts;
use super::super::tests::made::{file, stream};
use super::*;
use crate::document::Document;
use crate::formats::Limits;

/// A file with one page that shows `words` in a font with these entries, and more objects from
/// number 6 on.
fn shown(words: &str, font: &str, more: Vec<Vec<u8>>) -> String {
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
           /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_vec(),
        stream("", format!("BT /F1 10 Tf 72 700 Td {words} Tj ET").as_bytes()),
        format!("<< /Type /Font {font} >>").into_bytes(),
    ];
    objects.extend(more);
    let bytes = file(&objects, "");
    let parts = parts(&bytes, &Limits::WHOLE, &mut |_| {});
    parts.map_or_else(
        |error| format!("{error:?}"),
        |parts| Document::new(parts).unwrap().text().trim_end().to_owned(),
    )
}

fn table(ranges: &str) -> Vec<u8> {
    let table =
        format!("begincmap 1 begincodespacerange <00> <FF> endcodespacerange {ranges} endcmap");
    stream("", table.as_bytes())
}

#[test]
fn codes_that_a_table_leaves_out_come_from_the_encoding() {
    let ligatures = || vec![table("2 beginbfchar <0C> <FB01> <0E> <FB03> endbfchar")];
    let plain = "/Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R";
    assert_eq!(shown(r"(The o\016ce \014led it)", plain, ligatures()), "The office filed it");
    let differing = "/Subtype /Type1 /BaseFont /Other /ToUnicode 6 0 R \
                     /Encoding << /Differences [65 /Z /quoteright] >>";
    assert_eq!(shown(r"(A\014t B s)", differing, ligatures()), "Zfit ’ s");
}

#[test]
fn codes_that_windows_has_no_sign_for_are_bullets() {
    let font = "/Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding";
    assert_eq!(
        shown(r"(It ends. \177 Next \225 \223so\224)", font, vec![]),
        "It ends. • Next • “so”"
    );
}

#[test]
fn numbers_of_glyphs_are_no_letters() {
    let embedded = "/Subtype /TrueType /BaseFont /Other /ToUnicode 6 0 R /FontDescriptor 7 0 R";
    let more = || {
        vec![
            table("2 beginbfchar <41> <0078> <42> <0079> endbfchar"),
            b"<< /Type /FontDescriptor /FontFile2 8 0 R >>".to_vec(),
            stream("", b"none"),
        ]
    };
    assert_eq!(shown("(ABC)", embedded, more()), "xy");
}

#[test]
fn an_identity_table_says_that_codes_are_characters() {
    let font = |inner: &str| {
        format!(
            "/Subtype /Type0 /BaseFont /Other /Encoding /Identity-H /ToUnicode /Identity-H \
             /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /DW 500 {inner} >>]"
        )
    };
    assert_eq!(shown("<0041 0142 0077>", &font(""), vec![]), "Ałw");
    let mapped = font("/CIDToGIDMap 6 0 R");
    assert_eq!(shown("<0031 0034 0038>", &mapped, vec![stream("", &[0; 200])]), "148");
}

#[test]
fn tables_that_name_every_code_four_times_over_are_not_read() {
    let begun = std::time::Instant::now();
    let harmful = |ranges: &str| {
        let font = "/Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R";
        shown("(words)", font, vec![table(ranges)])
    };
    assert!(harmful("1 beginbfrange <00000000> <FFFFFFF0> <0041> endbfrange").contains("Damaged"));
    let wide = "/Subtype /Type0 /BaseFont /X /Encoding /Identity-H \
                /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /W [";
    let wide = wide.to_owned() + &"0 65535 500 ".repeat(9_000) + "] >>]";
    assert!(shown("<00410042>", &wide, vec![]).contains("Damaged"));
    assert!(begun.elapsed() < std::time::Duration::from_secs(5));
}

#[test]
fn ranges_are_counted_with_lists_and_without() {
    let ranges = b"<00> <0F> <0041> <10> <12> [<0061> <0062>\n<0063>] <20><21><0041>";
    assert_eq!(codes_of_ranges(ranges), 16 + 3 + 2);
    assert_eq!(codes_named(b"beginbfrange <0> <4> <0041> endbfrange <1> <9> <0041>"), 5);
}
