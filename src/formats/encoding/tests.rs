//! Bytes in, text out.

use super::*;

fn decoded(bytes: &[u8]) -> (String, &'static str) {
    let decoded = decode(bytes, true).unwrap();
    (decoded.text, decoded.encoding)
}

#[test]
fn a_text_may_say_what_its_encoding_is() {
    let page = |label: &str, bytes: &[u8]| {
        let head = format!("<meta http-equiv=x content='text/html; charset={label}'>");
        let bytes = [head.as_bytes(), bytes].concat();
        let decoded = decode_as(&bytes, super::label(&bytes).as_deref()).unwrap();
        (decoded.text.trim_start_matches(&*head).to_owned(), decoded.encoding)
    };
    assert_eq!(page("koi8-r", b"\xF0\xF2"), ("ПР".to_owned(), "KOI8-R"));
    assert_eq!(page("iso-8859-1", b"\x93a\x94"), ("“a”".to_owned(), "windows-1252"));
    assert_eq!(page("iso-8859-1", "“a”".as_bytes()), ("“a”".to_owned(), "UTF-8"));
    assert_eq!(page("nonsense", "ä".as_bytes()), ("ä".to_owned(), "UTF-8"));
    let declared = b"<?xml version='1.0' encoding='windows-1251'?><p>\xCF\xF0";
    assert_eq!(label(declared).as_deref(), Some("windows-1251"));
    assert_eq!(label(b"<p>charset = "), None);
}

fn wide(text: &str, mark: bool, big: bool) -> Vec<u8> {
    let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn utf_16_is_known_with_and_without_its_mark() {
    let text = "The range is 300 km – so they say…\nNo more.";
    for (mark, big, name) in [
        (true, true, "UTF-16BE"),
        (true, false, "UTF-16LE"),
        (false, true, "UTF-16BE"),
        (false, false, "UTF-16LE"),
    ] {
        assert_eq!(decoded(&wide(text, mark, big)), (text.to_owned(), name));
    }
}

#[test]
fn utf_32_is_known_with_and_without_its_mark() {
    let text = "Six missiles, ü";
    let bare: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    let marked = [&[0xFF, 0xFE, 0, 0][..], &bare].concat();
    assert_eq!(decoded(&bare), (text.to_owned(), "UTF-32LE"));
    assert_eq!(decoded(&marked), (text.to_owned(), "UTF-32LE"));
}

#[test]
fn legacy_encodings_are_guessed() {
    let japanese = "ミサイルの射程は約三百キロである。防衛省が発表した。";
    let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(japanese);
    assert_eq!(decoded(&bytes), (japanese.to_owned(), "Shift_JIS"));
    let (bytes, ..) = ISO_2022_JP.encode(japanese);
    assert_eq!(decoded(&bytes), (japanese.to_owned(), "ISO-2022-JP"));
    let german = "Die Reichweite beträgt über fünfhundert Kilometer, heißt es “dort”.";
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(german);
    assert_eq!(decoded(&bytes), (german.to_owned(), "windows-1252"));
}

#[test]
fn a_few_broken_bytes_do_not_make_utf_8_something_else() {
    let mut bytes = "Zelenskyy’s – “gain pace” – é è ü ö ä Ł ź ż".as_bytes().to_vec();
    bytes.push(0xFF);
    bytes.extend(b" end");
    let decoded = decode(&bytes, true).unwrap();
    assert_eq!(decoded.encoding, "UTF-8");
    assert!(decoded.damaged && decoded.text.ends_with("\u{FFFD} end"));
}

#[test]
fn a_character_cut_at_the_end_of_a_head_is_left_out() {
    let bytes = "Łódź".as_bytes();
    let head = decode(&bytes[..bytes.len() - 1], false).unwrap();
    assert_eq!((head.text.as_str(), head.damaged), ("Łód", false));
}

#[test]
fn line_ends_become_line_feeds_and_stray_returns_stay() {
    assert_eq!(decoded(b"a\r\nb\r\n").0, "a\nb\n");
    assert_eq!(decoded(b"a\rb\r").0, "a\nb\n");
    assert_eq!(decoded(b"a\rb\nc").0, "a\rb\nc");
}

#[test]
fn a_few_controls_are_text_and_many_are_not() {
    assert!(decode(b"some text\0 with \x01\x02 in it, shown as marks", true).is_some());
    assert!(decode(&[0, 1, 2, 3, 0x80, 0xFF, 0, 0, 9, 14], true).is_none());
}

#[test]
fn a_few_broken_bytes_in_little_utf_8_do_not_make_it_something_else_either() {
    let mut bytes = "word ".repeat(20_000).into_bytes();
    bytes.extend("The café of the naïve “pier”".as_bytes());
    bytes.push(0xE9);
    bytes.extend(b" ends");
    let decoded = decode(&bytes, true).unwrap();
    assert!(
        decoded.encoding == "UTF-8"
            && decoded.text.ends_with("café of the naïve “pier”\u{FFFD} ends")
    );
    let latin =
        "Prüfung der Brücke: größer, schöner, älter".chars().map(|c| c as u8).collect::<Vec<_>>();
    assert_eq!(decoded_as(&latin), "windows-1252");
}

#[test]
fn markup_is_told_without_its_encoding_where_ascii_means_itself() {
    assert_eq!(markup(b" <p>caf\xE9\r\n</p>").as_deref(), Some(" <p>caf\u{FFFD}\n</p>"));
    let wide: Vec<u8> = "<p>words</p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [&*wide, b"\xEF\xBB\xBF<p>", b"<p>\x1b$B", b"words <p>", b"", b"<\0\x01\x02\xFF"] {
        assert_eq!(markup(bytes), None, "{bytes:?}");
    }
}

fn decoded_as(bytes: &[u8]) -> &'static str {
    decode(bytes, true).unwrap().encoding
}
