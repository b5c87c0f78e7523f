//! What becomes of the pieces of an RTF file.

use super::*;
use crate::document::{BlockKind, Document, MarkKind};

fn read(body: &str) -> Document {
    let source = format!(
        "{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0\\fcharset0 Times;}}{{\\f1\\fcharset204 Cyr;}}\
         {{\\f2\\fcharset128 \\'82\\'6c;}}}}{{\\stylesheet{{\\s1 heading 2;}}{{\\s2\\sbasedon1 Own;}}\
         {{\\s3 Quote;}}}}{{\\info{{\\title A title}}{{\\author Ann Lee}}{{\\creatim\\yr2024\\mo5\\dy3}}\
         {{\\company X}}}}{body}}}"
    );
    Document::new(parts(source.as_bytes())).unwrap()
}

#[test]
fn every_way_to_write_a_character_is_read() {
    let document = read(
        "caf\\'e9 \\u8364? \\u-10179?\\u-8704? \\f1\\'cf\\'f0\\f2\\'82\\'b1\\'82\\'f1\\f0  \\emdash\\~\\{x\\}\\par \
         {\\uc2\\u20320 ab}{\\uc0\\u8211}1",
    );
    assert_eq!(&**document.text(), "café € 😀 Прこん —\u{a0}{x}\n\n你–1\n");
}

#[test]
fn properties_and_styles_are_read_and_nothing_of_the_head_is_text() {
    let document = read("\\pard\\s2 Head\\par\\pard\\s3 Quoted\\par\\pard Plain {\\b bold} words");
    assert_eq!(&**document.text(), "Head\n\nQuoted\n\nPlain bold words\n");
    assert_eq!(document.blocks()[0].kind, BlockKind::Heading { level: 2 });
    assert_eq!((document.blocks()[1].quote, document.blocks()[2].quote), (1, 0));
    assert_eq!(document.words(document.marks()[0].span), "bold");
    assert_eq!(document.marks()[0].kind, MarkKind::Strong);
    assert_eq!(&*document.title(), "A title");
    assert_eq!(&*document.metadata().authors[0].value, "Ann Lee");
    assert_eq!(document.metadata().saved.unwrap().to_string(), "2024-05-03");
}

#[test]
fn lists_tables_and_notes() {
    let document = read(
        "{\\listtext\\pard 1.\\tab}one\\par{\\listtext\\f3\\'b7\\tab}two\\par\\pard\
         \\trowd\\trhdr\\cellx1\\cellx2\\intbl System\\cell Range\\cell\\row\
         \\trowd\\cellx1\\cellx2\\intbl Taurus\\cell\\cell\\row\\pard{}\
         text{\\footnote\\chftn A note.} end",
    );
    let text = "1. one\n- two\n\nSystem\tRange\nTaurus\t\n\ntext[1] end\n\n[1] A note.\n";
    assert_eq!(&**document.text(), text);
    assert!(matches!(document.blocks()[2].kind, BlockKind::Row { header: true, .. }));
    assert!(matches!(document.blocks()[3].kind, BlockKind::Row { header: false, .. }));
}

#[test]
fn fields_give_their_result_and_lost_things_are_counted() {
    let document = read(
        "{\\field{\\*\\fldinst HYPERLINK \"https://example.org/\"}{\\fldrslt here}} and\
         {\\*\\unknown no}{\\pict 00ff}{\\v hidden}{\\deleted gone}{\\*\\annotation remark}{\\header\\chpgn} on",
    );
    assert_eq!(&**document.text(), "here and on\n");
    assert_eq!(&*document.links()[0].target, "https://example.org/");
    assert_eq!(document.caveats().len(), 4);
}

#[test]
fn broken_groups_end_and_deep_ones_are_survived() {
    for (source, words) in [
        (&b"{\\rtf1 a}}} b"[..], "a b\n"),
        (b"{\\rtf1 {{a", "a\n"),
        (b"{\\rtf1 a\\'", "a?\n"),
        (b"{\\rtf1 a{\\footnote b{c}", "a[1]\n\n[1] bc\n"),
        (b"{\\rtf1 a\\bin99 b}", "a\n"),
    ] {
        let parts = parts(source);
        assert_eq!((&*parts.text, parts.damage.is_some()), (words, true));
    }
    let deep = [vec![b'{'; 200_000], b"word".to_vec(), vec![b'}'; 200_000]].concat();
    assert_eq!(&*parts(&deep).text, "word\n");
    let empty = super::super::worded(parts(b"{\\rtf1\\bin99999999 a}")).unwrap_err();
    assert!(matches!(empty, super::super::ReadError::Damaged(_)));
}

#[test]
fn raised_and_lowered_words_never_touch_a_figure() {
    let document = read(
        "of 190{\\super 3} miles, 3 x 10{\\super -}{\\super 6}, 2010{\\up6\\fs14 8} as CO{\\sub 2} \
         in km\\super 2\\nosupersub  and 500{\\super\\chftn{\\footnote\\chftn A note of 4.}}, \
         the 1{\\super st}, {\\up2 190}",
    );
    let text = "of 190³ miles, 3 x 10⁻⁶, 2010⁸ as CO₂ in km² and 500[1], the 1st, 190\n\n\
                [1] A note of 4.\n";
    assert_eq!(&**document.text(), text);
    let marked =
        read("as stated{\\super{\\field{\\*\\fldinst NOTEREF _R1 \\\\f}{\\fldrslt 2}}} before");
    assert_eq!(&**marked.text(), "as stated[2] before\n");
}

#[test]
fn running_heads_stand_once_and_their_page_numbers_never() {
    let head = "{\\header\\pard RESTRICTED // DESK\\tab Page {\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}\\par}\
                {\\footer\\pard Harbour desk\\par\\chpgn\\par}";
    let document = read(&format!("{head}\\pard Words.\\par {head}\\pard More.\\par"));
    assert_eq!(&**document.text(), "RESTRICTED // DESK\n\nWords.\n\nMore.\n\nHarbour desk\n");
    let first = read("{\\header all}{\\headerf one}\\titlepg Words");
    assert_eq!(&**first.text(), "one\n\nWords\n");
    let other = read("{\\header all}{\\headerf one} Words");
    assert_eq!(&**other.text(), "all\n\nWords\n");
}

#[test]
fn signs_drop_caps_and_hyphens() {
    let source = "{\\rtf1\\ansi{\\fonttbl{\\f0 Times;}{\\f5\\froman\\fcharset2{\\*\\panose 05}Symbol;}\
        {\\f6\\fcharset2 Wingdings{\\*\\falt x};}}\\f0\
        {\\pard\\dropcapli3\\dropcapt1 T\\par}\\pard he co\\-operation of S\\_400, 5{\\f5\\'b1}2, \
        {\\f5\\u-3917?}3 {\\f6\\'fc}, {\\field{\\*\\fldinst SYMBOL 163 \\\\f \"Symbol\"}{\\fldrslt x}}9\\par}";
    let parts = parts(source.as_bytes());
    assert_eq!(&*parts.text, "The cooperation of S\u{2011}400, 5±2, ≥3 ✓, ≤9\n");
    assert!(parts.damage.is_none());
}
