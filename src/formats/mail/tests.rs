//! What becomes of messages and mailboxes.

use super::*;
use crate::document::{BlockKind, Document};

const HEAD: &str = "From: Ann Lee <ann@example.org>\r\nTo: Bo <bo@example.org>, desk@example.org\r\n\
    Subject: =?utf-8?q?Range_of_the_missile_=E2=80=94_update?=\r\n\
    Date: Fri, 3 May 2024 10:15:00 +0200\r\nMIME-Version: 1.0\r\n";

fn read(rest: &str) -> Document {
    let raw = HEAD.replace("\r\n", "\n") + rest;
    Document::new(parts(raw.as_bytes(), true, &Limits::WHOLE)).unwrap()
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
    assert_eq!(names, ["note.txt"]);
    let raw = HEAD.to_owned() + &body;
    let opened = |name: &str| attachment(raw.as_bytes(), name);
    assert_eq!(opened("note.txt").unwrap(), b"Words of the note.");
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
    let parts = parts(&raw, true, &Limits::WHOLE);
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
    let first = parts(first, true, &Limits::WHOLE);
    assert!(first.text.contains("From here on.\nFrom there."), "{}", &*first.text);
    assert!(first.text.contains("From the start"));
    let second = parts(message(BOX.as_bytes(), "0002").unwrap(), true, &Limits::WHOLE);
    assert_eq!(&*second.text, "No headers.\n");
    for name in ["0", "0003", "-1", "x", ""] {
        assert_eq!(message(BOX.as_bytes(), name), None);
    }
}

#[test]
fn messages_that_mean_harm_are_bounded() {
    let parts_of = |raw: String| parts(raw.as_bytes(), true, &Limits::WHOLE);
    let part = "--b\nContent-Type: text/plain; name=\"a.txt\"\n\nx\n";
    let many = format!("Content-Type: multipart/mixed; boundary=b\n\n{}", part.repeat(5_000));
    let read = parts_of(format!("{HEAD}{many}"));
    assert_eq!(read.inner.len(), MAX_PARTS - 1, "the first part is the text");
    assert_eq!(&*read.caveats[0], "Parts beyond the first 1000 are left out: 4000.");
    let unseen = many.replace("boundary=b", "boundary*=utf-8''b").repeat(60);
    assert_eq!(parts_of(format!("{HEAD}{unseen}")).inner.len(), MAX_PARTS - 1);
    let quoted = "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n";
    assert!(!parts_of(format!("{HEAD}{}x", quoted.repeat(3_000))).text.is_empty());
    let forms: String = (0..40)
        .map(|n| {
            format!("Content-Type: multipart/alternative; boundary=a{n}\n\n--a{n}\n\nx\n--a{n}\n")
        })
        .collect();
    assert!(parts_of(format!("{HEAD}{forms}Subject: x\n\nwords")).text.contains('x'));
    let deep: String = "Content-Type: message/rfc822\n\n".repeat(2_000);
    assert!(!parts_of(format!("{HEAD}{deep}Subject: x\n\nwords")).text.is_empty());
    assert_eq!(&*parts_of("no headers, words\n".into()).text, "no headers, words\n");
    let odd =
        format!("{}Date: Fri, 99 Foo 99999 99:99:99 +9999\n\nx", HEAD.replace("Date", "X-Date"));
    assert!(parts_of(odd).metadata.date.is_none());
}

#[test]
fn forwarded_messages_and_digests_are_shown_below_the_message() {
    let forwarded =
        "From: cy@example.org\nSubject: Before\nDate: Thu, 2 May 2024 08:00:00 +0000\n\nOld words.";
    let shown = "Before\n\nFrom: cy@example.org\nDate: 2024-05-02 08:00Z\n\nOld words.\n";
    for (kind, head) in [
        ("mixed", "Content-Type: message/rfc822\n\n"),
        (
            "mixed",
            "Content-Type: message/rfc822\nContent-Disposition: attachment; filename=a.eml\n\n",
        ),
        ("digest", "\n"),
        ("digest", "Content-Type: message/rfc822\n\n"),
    ] {
        let part = format!("{head}{forwarded}");
        let document = read(&multipart(kind, &["Content-Type: text/plain\n\nSee below.", &part]));
        let text: &str = document.text();
        assert!(text.contains("See below.") && text.ends_with(shown), "{kind} {text}");
        assert!(document.damage().is_none() && document.inner().is_empty());
        assert!(document.outline().any(|(level, _)| level == 2));
    }
    let packed = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogT25lCkNvbnRlbnQtVHlwZTogdGV4dC9wbGFpbgoKUGFja2VkIHdvcmRzLgo=";
    assert!(read(&multipart("mixed", &[packed])).text().ends_with("One\n\nPacked words.\n"));
}

#[test]
fn what_is_attached_to_a_forwarded_message_can_be_opened() {
    let inner = "Subject: Before\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\nOld words.\n--i\nContent-Type: text/plain; name=n.txt\n\nNote.\n--i--\n";
    let body = multipart("mixed", &["\nSee.", &format!("Content-Type: message/rfc822\n\n{inner}")]);
    let document = read(&body);
    assert!(
        document.text().contains("Old words.") && document.text().contains("n.txt (txt, 5 bytes)")
    );
    let raw = HEAD.to_owned() + &body;
    assert_eq!(attachment(raw.as_bytes(), "n.txt").unwrap(), b"Note.");
}

#[test]
fn the_form_that_says_more_is_read() {
    let stub = "Content-Type: text/plain\n\nThis is a message in HTML. Open it in a browser.";
    let page = |paragraphs: usize| {
        let words = "<p>The launchers stand on the pier behind the old cannery.</p>";
        let style = "<style>p { color: red; margin: 1em 2em 3em 4em; font-family: serif }</style>";
        format!("Content-Type: text/html\n\n{style}{}", words.repeat(paragraphs))
    };
    assert!(read(&multipart("alternative", &[stub, &page(3)])).text().contains("launchers"));
    assert!(!read(&multipart("alternative", &[stub, &page(1)])).text().contains("launchers"));
    let nested = format!("Content-Type: multipart/related; boundary=r\n\n--r\n{}\n--r--", page(4));
    assert!(read(&multipart("alternative", &[stub, &nested])).text().contains("launchers"));
}

#[test]
fn a_message_that_is_cut_off_says_so() {
    let body = multipart("mixed", &["Content-Type: text/plain\n\nSome words that go on and on."]);
    assert!(read(&body).damage().is_none());
    for end in [body.len() - 6, body.len() - 12] {
        assert!(read(&body[..end]).damage().is_some());
        let raw = HEAD.to_owned() + &body[..end];
        assert!(parts(raw.as_bytes(), false, &Limits::WHOLE).damage.is_none());
    }
    let base64 = "Content-Transfer-Encoding: base64\n\nV29yZHMgdGhhdCBnbyBvbiBhbmQgb24u\n";
    assert!(read(base64).damage().is_none());
    assert!(read(&base64[..base64.len() - 4]).damage().is_some());
}

#[test]
fn letters_of_pages_are_what_their_bytes_are() {
    let quoted = "Content-Type: text/html; charset=windows-1252\nContent-Transfer-Encoding: quoted-printable\n\n<p>=C5=81=C3=B3d=C5=BA =E2=80=93 =E2=80=9Cpier=E2=80=9D</p>";
    let document = read(quoted);
    assert!(document.text().contains("Łódź – “pier”"), "{}", document.text());
    assert_eq!(document.caveats().len(), 1);
    let own = "Content-Type: text/html\n\n<meta charset=utf-8><p>Łódź</p>";
    assert!(read(own).text().contains("Łódź") && read(own).caveats().is_empty());
}

#[test]
fn messages_too_deep_inside_of_others_are_shown_as_they_were_sent() {
    let inner = "Content-Type: message/rfc822\n\n".repeat(60);
    let head = "From: a@example.org\nSubject: Deep\n";
    let message = format!("{head}{inner}Subject: innermost\n\nSeven lorries stood there.\n");
    let parts = parts(message.as_bytes(), true, &Limits::WHOLE);
    assert!(parts.text.contains("Seven lorries stood there."), "{}", &*parts.text);
    assert!(parts.caveats.iter().any(|caveat| caveat.contains("too deep")), "{:?}", parts.caveats);
}
