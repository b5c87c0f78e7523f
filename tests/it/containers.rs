//! Documents inside of files, and files that mean harm, through the real program: messages and
//! attachments are documents of their own, and whatever does not open says why within seconds.

use std::fmt::Write as _;
use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::support::house::House;
use crate::support::output::{err, json_lines, out};

const BOX: &str = "From a@example.org Fri May  3 10:15:00 2024\n\
    From: Ann Lee <ann@example.org>\nSubject: The first\nDate: Fri, 3 May 2024 10:15:00 +0000\n\n\
    Taurus flies 500 km.\n\n\
    From b@example.org Sat May  4 09:00:00 2024\n\
    From: Bo Day <bo@example.org>\nSubject: The second\nMIME-Version: 1.0\n\
    Content-Type: multipart/mixed; boundary=x\n\n\
    --x\n\nSee the note.\n--x\nContent-Type: text/plain; name=\"../note.txt\"\n\n\
    Storm Shadow flies 250 km.\n--x--\n";

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn zipped(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    zipped(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", body)])
}

#[test]
fn messages_and_attachments_are_documents_of_their_own() {
    let house = House::new();
    house.document("box.mbox", BOX);
    let listed = json_lines(&house.run(&["list", "documents", "--json"]));
    let lengths: Vec<_> = listed
        .iter()
        .filter(|row| row["format"] == "eml")
        .map(|row| row["words"].as_u64().unwrap())
        .collect();
    assert!(lengths.len() == 2 && lengths.iter().all(|words| *words > 2), "{listed:?}");
    let mut titles: Vec<_> = listed
        .iter()
        .map(|row| {
            (row["path"].as_str().unwrap().rsplit("documents/").next().unwrap(), &row["title"])
        })
        .collect();
    titles.sort_by_key(|(path, _)| *path);
    assert_eq!(
        titles[1..],
        [
            ("box.mbox/0001", &Value::from("The first")),
            ("box.mbox/0002", &Value::from("The second")),
        ]
    );
    assert_eq!(listed.len(), 3);
    let first = house.run(&["text", "documents/box.mbox/0001"]);
    assert_eq!(out(&first), "From: Ann Lee <ann@example.org>\n\nTaurus flies 500 km.\n");
    let second = out(&house.run(&["text", "documents/box.mbox/0002"]));
    assert!(second.contains("See the note.") && second.contains("note.txt (txt, "), "{second}");
    let note = out(&house.run(&["text", "documents/box.mbox/0002/note.txt"]));
    assert_eq!(note.trim_end(), "Storm Shadow flies 250 km.");
    let alone = house.run(&["facts", "documents/box.mbox/0001", "--json"]);
    assert_eq!((json_lines(&alone).len(), err(&alone)), (1, String::new()));
    let alone = house.run(&["list", "documents/box.mbox/0001", "--json"]);
    assert_eq!(json_lines(&alone)[0]["title"], "The first", "{}", err(&alone));
}

#[test]
fn what_is_inside_is_read_for_facts_too() {
    let house = House::new();
    house.document("box.mbox.gz", gzipped(BOX.as_bytes()));
    let rows = json_lines(&house.run(&["facts", "documents", "--json"]));
    let ranges: Vec<_> = rows
        .iter()
        .flat_map(|row| row["ranges"].as_array().unwrap())
        .map(|range| range["max_km"].as_f64().unwrap())
        .collect();
    assert_eq!(ranges, [500.0, 250.0], "{rows:#?}");
    assert_eq!(rows.len(), 4);
}

#[test]
fn what_is_inside_is_searched_and_follows_its_file() {
    let house = House::new();
    house.settled_document("box.mbox", BOX);
    let search = || house.run(&["search", "\"storm shadow\"", "documents", "--json"]);
    let found = json_lines(&search());
    let path = found[0]["path"].as_str().unwrap();
    assert!(path.ends_with("box.mbox/0002/note.txt"), "{path}");
    assert_eq!(found.len(), 1);
    assert_eq!(json_lines(&search()), found);
    let listed = json_lines(&house.run(&["list", "documents", "--json"]));
    let dates: Vec<_> = listed.iter().map(|row| row["date"].clone()).collect();
    assert_eq!(listed.len(), 4, "{dates:?}");
    let first = BOX.split("From b@").next().unwrap();
    house.document("box.mbox", first);
    assert_eq!(search().status.code(), Some(1));
    assert_eq!(json_lines(&house.run(&["list", "documents", "--json"])).len(), 2);
}

#[test]
fn the_list_is_the_same_however_young_an_indexed_file_is() {
    let house = House::new();
    let list = || {
        let mut rows = json_lines(&house.run(&["list", "documents", "--json"]));
        rows.sort_by_key(|row| row["path"].to_string());
        rows
    };
    let mut lists = Vec::new();
    // The index does not trust the time of a file of the future, however slow this test is.
    for age in [-60, 60] {
        house.document("box.mbox", BOX).aged("box.mbox", age);
        assert_eq!(house.run(&["index", "build", "documents"]).status.code(), Some(0));
        lists.push(list());
    }
    assert_eq!(lists[0], lists[1]);
    assert_eq!(lists[0].len(), 4, "{:#?}", lists[0]);
    house
        .document("box.mbox", BOX.replace("Taurus flies 500", "Taurus flies 400"))
        .aged("box.mbox", -60);
    house.run(&["index", "build", "documents"]);
    house.document("box.mbox", BOX.replace("Taurus", "Scalp! ")).aged("box.mbox", -60);
    assert_eq!(list().len(), 3, "a file that did change is looked into");
}

#[test]
fn a_part_that_is_not_there_says_so() {
    let house = House::new();
    house.document("box.mbox", BOX).document("a.txt", "words");
    for (path, words) in [
        ("documents/box.mbox/0003", "there is no such document in this file"),
        ("documents/box.mbox/0002/x.txt", "there is no such document in this file"),
        ("documents/a.txt/0001", "there is no such document in this file"),
        ("documents/none.mbox/0001", "does not exist"),
    ] {
        let output = house.run(&["text", path]);
        assert_eq!(output.status.code(), Some(2), "{path}");
        assert!(err(&output).contains(words), "{path}: {}", err(&output));
    }
}

#[test]
fn a_passage_of_a_message_is_bookmarked_and_found_again() {
    let house = House::new();
    house.document("box.mbox", BOX);
    let path = "documents/box.mbox/0001";
    let added = house.run(&["bookmarks", "add", path, "--quote", "Taurus flies 500 km"]);
    assert_eq!(added.status.code(), Some(0), "{}", err(&added));
    let marks = json_lines(&house.run(&["bookmarks", "list", "--json"]));
    assert_eq!(marks[0]["state"], "exact");
    assert!(marks[0]["path"].as_str().unwrap().ends_with("box.mbox/0001"));
}

/// Files that mean harm, and what is said of them; nothing if they open after all.
fn harm() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let paragraph = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let zeros = " ".repeat(200 << 20);
    let entities: String = (1..30).fold(String::new(), |mut all, n| {
        let _ = write!(all, "<!ENTITY l{n} \"&l{0};&l{0};&l{0};&l{0};&l{0};\">", n - 1);
        all
    });
    let bomb = format!("<!DOCTYPE x [<!ENTITY l0 \"ha\">{entities}]>{}", paragraph("&l29;kept"));
    let deep = format!("{}{}", "<w:p>".repeat(300_000), paragraph("kept"));
    let attributes: String = (0..200_000).fold(String::new(), |mut all, n| {
        let _ = write!(all, " a{n}=\"x\"");
        all
    });
    let wide = format!("<w:p{attributes}/>{}", paragraph("kept"));
    let part = "--b\nContent-Type: application/x; name=\"a.bin\"\n\nx\n";
    let head = "Received: x\nMessage-ID: <1>\nSubject: s\nMIME-Version: 1.0\n";
    let many =
        format!("{head}Content-Type: multipart/mixed; boundary=b\n\n{}", part.repeat(100_000));
    let nested = "Content-Type: message/rfc822\n\n".repeat(2_000);
    let outside = "<package><manifest><item id='a' href='../../../../etc/passwd' \
        media-type='text/html'/></manifest><spine><itemref idref='a'/></spine></package>";
    let container = "<container><rootfile full-path='b.opf'/></container>";
    vec![
        ("bomb.docx", docx(&paragraph(&zeros)), "it unpacks to more than"),
        ("bomb.txt.gz", gzipped(zeros.as_bytes()), "it unpacks to more than"),
        ("entities.docx", docx(&bomb), ""),
        ("deep.docx", docx(&deep), "Damaged: its part word/document.xml"),
        ("wide.docx", docx(&wide), ""),
        ("twice.gz", gzipped(&gzipped(b"words")), "an archive inside an archive"),
        ("zip.gz", gzipped(&zipped(&[("a.txt", "words")])), "an archive inside an archive"),
        ("many.eml", many.into_bytes(), "The message is cut off"),
        ("nested.eml", format!("{head}{nested}Subject: x\n\nwords").into_bytes(), ""),
        (
            "outside.epub",
            zipped(&[
                ("mimetype", "application/epub+zip"),
                ("META-INF/container.xml", container),
                ("b.opf", outside),
            ]),
            "damaged: none of its chapters",
        ),
        ("cut.docx", docx("<w:p>")[..60].to_vec(), "damaged: "),
        ("groups.rtf", [b"{\\rtf1 kept".to_vec(), vec![b'{'; 2_000_000]].concat(), "Damaged: "),
    ]
}

#[test]
fn files_that_mean_harm_open_or_say_why_within_seconds() {
    let house = House::new();
    for (name, bytes, reason) in harm() {
        house.document(name, &bytes);
        let begun = Instant::now();
        let output = house.run(&["text", &format!("documents/{name}")]);
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(5), "{name} took {took:?}");
        assert!(err(&output).contains(reason), "{name}: {}", err(&output));
        let status = match reason {
            "" => 0,
            // It is read as far as it goes.
            _ if reason.starts_with(char::is_uppercase) => 3,
            _ => 2,
        };
        assert_eq!(output.status.code(), Some(status), "{name}: {}", err(&output));
        assert!(!out(&output).contains("root:"), "{name}");
        if name.ends_with(".docx") && status != 2 {
            assert!(out(&output).contains("kept"), "{name}: {}", out(&output).len());
        }
    }
}
