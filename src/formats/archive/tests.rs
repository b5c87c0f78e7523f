//! What becomes of archives, whole and damaged ones.

use super::fixtures::{flipped, gzipped, zipped};
use super::*;

#[test]
fn entries_are_found_by_name_and_missing_ones_are_none() {
    let bytes = zipped(&[("a/b.xml", "\u{FEFF}<a/>"), ("c", "x")]);
    let mut archive = Archive::open(&bytes, &Limits::WHOLE).unwrap();
    assert_eq!(archive.text("a/b.xml").unwrap().as_deref(), Some("<a/>"));
    assert_eq!(archive.bytes("../c").unwrap(), None);
    assert_eq!(resolved("word", "../../../etc/passwd"), "etc/passwd");
    assert_eq!(resolved("word/x", "./y/../z.xml"), "word/x/z.xml");
    assert_eq!(resolved("word", "/top.xml"), "top.xml");
}

#[test]
fn what_unfolds_too_far_is_refused() {
    let zeros = "0".repeat(8 << 20);
    let bytes = zipped(&[("bomb", &zeros)]);
    let mut archive = Archive::open(&bytes, &Limits::WHOLE).unwrap();
    assert_eq!(archive.bytes("bomb"), Err(ReadError::Dense(inflate::MAX_RATIO)));
    let error = gunzip(&gzipped(zeros.as_bytes()), &Limits::WHOLE).unwrap_err();
    assert_eq!(error, ReadError::Dense(inflate::MAX_RATIO));
}

#[test]
fn all_entries_together_are_bounded() {
    let text: String = (0..20_000).map(|n| format!("{} ", n * 7_919)).collect();
    let bytes = zipped(&[("a", &text), ("b", &text), ("c", &text)]);
    let limits = Limits { unpacked: 2 * text.len() as u64 + 10, ..Limits::WHOLE };
    let mut archive = Archive::open(&bytes, &limits).unwrap();
    assert!(archive.bytes("a").unwrap().is_some() && archive.bytes("b").unwrap().is_some());
    assert_eq!(archive.bytes("c"), Err(ReadError::Bomb(0)));
}

#[test]
fn a_damaged_file_gives_what_came_before_the_damage() {
    let text: String = (0..5_000).map(|n| format!("{n} ")).collect();
    let whole = gzipped(text.as_bytes());
    let found = gunzip(&whole, &Limits::WHOLE).unwrap();
    assert!(found.whole && found.bytes == text.as_bytes());
    let found = gunzip(&whole[..whole.len() / 2], &Limits::WHOLE).unwrap();
    assert!(!found.bytes.is_empty() && text.as_bytes().starts_with(&found.bytes) && !found.whole);
    assert!(matches!(gunzip(b"\x1f\x8b\x08", &Limits::WHOLE), Err(ReadError::Damaged(_))));
    assert!(matches!(
        Archive::open(b"PK\x03\x04 and no more", &Limits::WHOLE).map(|_| ()),
        Err(ReadError::Damaged(_))
    ));
}

#[test]
fn members_of_a_gzip_file_follow_each_other_and_nothing_else_does() {
    let (one, two) = (gzipped(b"one "), gzipped(b"two"));
    let read = |bytes: &[u8]| gunzip(bytes, &Limits::WHOLE).map(|found| (found.bytes, found.whole));
    assert_eq!(read(&[&one[..], &two].concat()), Ok((b"one two".to_vec(), true)));
    assert_eq!(read(&[&one[..], &[0; 512]].concat()), Ok((b"one ".to_vec(), true)));
    assert_eq!(read(&[&one[..], b"rest"].concat()), Ok((b"one ".to_vec(), false)));
    let named = [&b"\x1f\x8b\x08\x1c\0\0\0\0\0\x03\x02\0xxname\0note\0"[..], &two[10..]].concat();
    assert_eq!(read(&named), Ok((b"two".to_vec(), true)));
}

#[test]
fn every_flipped_bit_of_a_gzip_file_is_refused_or_said() {
    let text: String = (0..300).map(|n| format!("Round {n} flew {} km. ", n * 7 % 97)).collect();
    for bytes in flipped(&gzipped(text.as_bytes()), 1) {
        if let Ok(found) = gunzip(&bytes, &Limits::WHOLE) {
            assert!(!found.whole || found.bytes == text.as_bytes());
        }
    }
}

#[test]
fn every_flipped_bit_of_an_archive_is_refused_or_said() {
    let long: String = (0..200).map(|n| format!("<p>Round {n} flew {} km.</p>", n * 7)).collect();
    let entries = [("a/text.xml", long.as_str()), ("a/notes.xml", "<n>Note</n>"), ("z", "<z/>")];
    for bytes in flipped(&zipped(&entries), 1) {
        let Ok(mut archive) = Archive::open(&bytes, &Limits::WHOLE) else { continue };
        let read = entries.map(|(name, _)| archive.side_text(name).unwrap());
        let same = entries.iter().zip(&read).all(|((_, text), read)| read == text);
        let mut parts = Parts::default();
        archive.tell(&mut parts);
        assert!(same || parts.damage.is_some());
    }
}

#[test]
fn a_cut_archive_is_read_by_the_headers_of_its_parts() {
    let long: String = (0..2_000).map(|n| format!("{} ", n * 7_919)).collect();
    let bytes = zipped(&[("a", "first"), ("b", &long), ("c", "last")]);
    let directory = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    for (end, last) in [(directory, "last"), (bytes.len() - 3, "last"), (directory / 2, "")] {
        let mut archive = Archive::open(&bytes[..end], &Limits::WHOLE).unwrap();
        assert_eq!(archive.side_text("a").unwrap(), "first");
        let read = archive.side_text("b").unwrap();
        assert!(!read.is_empty() && long.starts_with(&read));
        assert_eq!(archive.side_text("c").unwrap(), last);
        let mut parts = Parts::default();
        archive.tell(&mut parts);
        assert!(parts.damage.is_some());
    }
    let before = [&b"something in front of it"[..], &bytes].concat();
    let mut archive = Archive::open(&before, &Limits::WHOLE).unwrap();
    assert_eq!((archive.side_text("c").unwrap().as_str(), archive.damage), ("last", None));
}

#[test]
fn headers_inside_of_each_other_cost_little() {
    let header = [&b"PK\x03\x04"[..], &[0; 22], &[0xFF, 0x03], &[0; 2]].concat();
    let bytes = header.repeat(70_000);
    let archive = Archive::open(&bytes, &Limits::WHOLE).unwrap();
    assert!(archive.damage.is_some());
}
