//! What becomes of messages and mailboxes.

use super::*;
use crate::document::{BlockKind, Document};

const HEAD: &str = "From: Ann Lee <ann@example.org>\r\nTo: Bo <bo@example.org>, desk@example.org\r\n\
    Subject: =?utf-8?q?Range_of_the_missile_=E2=80=94_update?=\r\n\
    Date: Fri, 3 May 2024 10:15:00 +0200\r\nMIME-Version: 1.0\r\n";

fn read(rest: &str) -> Document {
    let raw = HEAD.replace("\r\n", "\n") + rest;
    Document::new(parts(raw.as_bytes(), &Limits::WHOLE).unwrap()).unwrap()
}

fn multipart(kind: &str, parts: &[&str]) -> String {
    let parts: String = parts.iter().map(|part| format!("--=b\n{part}\n")).collect();
    format!("Content-Type: multipart/{kind}; boundary=\"=b\"\n\n{parts}--=b--\n")
}

#[test]
fn headers_are_metadata_and_the_text_says_who_wrote_to_whom() {
    let document = read("\nFirst words.\n\n> They wrote.\n>> And before.\n\nLast.\n");
    let head = "From: Ann Lee <ann@example.org>\nTo: Bo <bo@example.org>, desk@example.org\n\n";
    assert!(document.text().starts_with(head), "{}", document.text());
    let metadata = document.metadata();
    assert_eq!(&*document.title(), "Range of the missile — update");
    assert_eq!(metadata.date.as_ref().unwrap().value.to_string(), "2024-05-03T10:15");
    assert_eq!(&*metadata.source.as_ref().unwrap().value, "Ann Lee");
    let quotes: Vec<_> = document.blocks().iter().map(|block| block.quote).collect();
    assert_eq!(quotes, [0, 0, 0, 1, 2, 0], "{}", document.text());
}

#[test]
fn the_plain_form_is_read_unless_it_says_nothing() {
    let page = "Content-Type: text/html; charset=utf-8\n\n<h1>Title</h1><p>Page words</p>";
    let both = multipart("alternative", &["Content-Type: text/plain\n\nPlain words.", page]);
    let document = read(&both);
    assert!(document.text().contains("Plain words.") && !document.text().contains("Page words"));
    let alone = multipart("alternative", &[page]);
    let document = read(&alone);
    assert!(document.blocks().iter().any(|b| b.kind == BlockKind::Heading { level: 1 }));
    let long = page.to_owned() + &"<p>more and more words of the page</p>".repeat(300);
    let hint = "Content-Type: text/plain\n\nYour program shows no pages.";
    assert!(read(&multipart("alternative", &[hint, &long])).text().contains("Page words"));
}

#[test]
fn attachments_are_listed_and_readable_ones_can_be_opened() {
    let body = multipart(
        "mixed",
        &[
            "Content-Type: text/plain\n\nSee the note.",
            "Content-Type: text/plain; name=\"../../note.txt\"\nContent-Disposition: attachment; filename=\"../../note.txt\"\n\nWords of the note.",
            "Content-Type: application/zip\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"a.zip\"\n\nUEsDBAoAAAA=",
            "Content-Type: message/rfc822\n\nFrom: cy@example.org\nSubject: Before\nDate: Thu, 2 May 2024 08:00:00 +0000\n\nOld words.",
        ],
    );
    let document = read(&body);
    assert!(document.text().contains("note.txt (txt, 18 bytes)"), "{}", document.text());
    assert!(document.text().contains("a.zip (archive, "), "{}", document.text());
    let names: Vec<&str> = document.inner().iter().map(|inner| &*inner.name).collect();
    assert_eq!(names, ["note.txt", "Before.eml"]);
    assert_eq!(document.inner()[1].date.unwrap().to_string(), "2024-05-02T08:00Z");
    let raw = HEAD.to_owned() + &body;
    let opened = |name: &str| attachment(raw.as_bytes(), name).unwrap();
    assert_eq!(opened("note.txt").unwrap(), b"Words of the note.");
    let before = opened("Before.eml").unwrap();
    assert!(parts(&before, &Limits::WHOLE).unwrap().text.contains("Old words."));
    assert_eq!(opened("passwd"), None);
}

#[test]
fn words_without_a_charset_are_readable() {
    let mut raw = HEAD.as_bytes().to_vec();
    raw.extend_from_slice(
        "\r\nDie Reichweite beträgt über fünfhundert Kilometer, heißt es.\r\n"
            .chars()
            .map(|c| c as u8)
            .collect::<Vec<u8>>()
            .as_slice(),
    );
    let parts = parts(&raw, &Limits::WHOLE).unwrap();
    assert!(parts.text.contains("beträgt über fünfhundert"), "{}", &*parts.text);
}

const BOX: &str = "From ann@example.org Fri May  3 10:15:00 2024\nSubject: One\nFrom: Ann <a@example.org>\n\n\
    Words.\n\n>From here on.\nFrom there.\n\nFrom the start\n\nFrom bo@example.org Sat May  4 09:00:00 2024\n\nNo headers.\n";

#[test]
fn a_mailbox_is_a_table_of_its_messages() {
    let document = Document::new(mailbox(BOX.as_bytes())).unwrap();
    let text = "Message\tDate\tFrom\tSubject\n0001\t2024-05-03\tAnn\tOne\n0002\t2024-05-04\t\t\n";
    assert_eq!(&**document.text(), text);
    let first = message(BOX.as_bytes(), "0001").unwrap();
    assert_eq!(document.inner()[0].range, Some(crate::text::Span::new(0, first.len())));
    let first = parts(first, &Limits::WHOLE).unwrap();
    assert!(first.text.contains("From here on.\nFrom there."), "{}", &*first.text);
    assert!(first.text.contains("From the start"));
    let second = parts(message(BOX.as_bytes(), "0002").unwrap(), &Limits::WHOLE).unwrap();
    assert_eq!(&*second.text, "No headers.\n");
    for name in ["0", "0003", "-1", "x", ""] {
        assert_eq!(message(BOX.as_bytes(), name), None);
    }
}

#[test]
fn messages_that_mean_harm_are_bounded() {
    let parts_of = |raw: String| parts(raw.as_bytes(), &Limits::WHOLE);
    let part = "--b\nContent-Type: text/plain; name=\"a.txt\"\n\nx\n";
    let many = format!("Content-Type: multipart/mixed; boundary=b\n\n{}", part.repeat(5_000));
    let read = parts_of(format!("{HEAD}{many}")).unwrap();
    assert_eq!(read.inner.len(), MAX_PARTS - 1, "the first part is the text");
    assert_eq!(&*read.caveats[0], "Parts beyond the first 1000 are left out: 4000.");
    let unseen = many.replace("boundary=b", "boundary*=utf-8''b").repeat(60);
    assert!(matches!(parts_of(format!("{HEAD}{unseen}")), Err(ReadError::TooLarge(_))));
    let deep: String = "Content-Type: message/rfc822\n\n".repeat(2_000);
    assert!(parts_of(format!("{HEAD}{deep}Subject: x\n\nwords")).is_ok());
    let odd =
        format!("{}Date: Fri, 99 Foo 99999 99:99:99 +9999\n\nx", HEAD.replace("Date", "X-Date"));
    assert!(parts_of(odd).unwrap().metadata.date.is_none());
}
