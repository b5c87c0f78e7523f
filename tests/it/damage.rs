//! Damaged files: one flipped bit of a packed document is told in the text, the list, the facts and
//! the search, or changes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::support::house::House;
use crate::support::output::{err, json_lines, out, status};
use crate::support::rounds::rounds;

/// Bits of each format that are flipped.
const FLIPS: u32 = 12;

fn sample(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    fs::read(folder.join(name)).unwrap()
}

fn packed() -> Vec<(&'static str, Vec<u8>)> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&sample("launchers.txt")).unwrap();
    let mut packed = vec![("txt.gz", gzip.finish().unwrap())];
    for format in ["docx", "odt", "epub"] {
        packed.push((format, sample(&format!("launchers.{format}"))));
    }
    packed
}

/// What a verb prints, an object for each document, by the name of its file.
fn rows(house: &House, words: &[&str]) -> BTreeMap<String, Value> {
    let rows = json_lines(&house.run(words)).into_iter().map(|row| {
        let path = PathBuf::from(row["path"].as_str().unwrap());
        (path.file_name().unwrap().to_str().unwrap().to_owned(), row)
    });
    rows.collect()
}

#[test]
fn a_flipped_bit_is_told_everywhere_or_changes_nothing() {
    let house = House::new();
    let mut whole = BTreeMap::new();
    for (format, bytes) in packed() {
        let name = format!("whole.{format}");
        house.document(&name, &bytes);
        let text = house.run(&["text", &format!("documents/{name}")]);
        assert_eq!((status(&text), err(&text).as_str()), (0, ""), "{name}");
        whole.insert(format, out(&text));
        let (count, length) = (rounds(FLIPS) as usize, bytes.len());
        for flip in 0..count {
            let mut damaged = bytes.clone();
            damaged[flip * length / count] ^= 1 << (flip % 8);
            house.document(format!("{flip:04}.{format}"), damaged);
        }
    }
    let list = rows(&house, &["list", "--json", "documents"]);
    let facts = rows(&house, &["facts", "--json", "documents"]);
    for name in list.keys().filter(|name| !name.starts_with("whole")) {
        let format = name.split_once('.').unwrap().1;
        let text = house.run(&["text", &format!("documents/{name}")]);
        let row = &list[name];
        match status(&text) {
            0 => assert_eq!(out(&text), whole[format], "{name} changed, and nothing says so"),
            3 => {
                assert!(err(&text).contains("amaged"), "{name}: {}", err(&text));
                assert!(row["damaged"].is_string() || row["error"].is_string(), "{name}: {row}");
                assert!(facts[name]["damaged"].is_string(), "{name}");
            }
            status => {
                assert_eq!((status, err(&text).is_empty()), (2, false), "{name}");
                assert!(row["error"].is_string() && !facts.contains_key(name), "{name}: {row}");
            }
        }
    }
    assert_eq!(status(&house.run(&["list", "documents"])), 3);
    assert_eq!(status(&house.run(&["facts", "documents"])), 3);
}

#[test]
fn a_search_tells_which_of_its_documents_are_damaged() {
    let house = House::new();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::none());
    gzip.write_all(b"The quay\n\nSeven lorries stood there, and a rocket with a range of 40 km.\n")
        .unwrap();
    let bytes = gzip.finish().unwrap();
    house.settled_document("whole.txt.gz", &bytes);
    house.settled_document("cut.txt.gz", &bytes[..bytes.len() - 4]);
    let found = house.run(&["search", "lorries", "documents", "--json"]);
    assert_eq!(status(&found), 3, "{}", err(&found));
    for row in json_lines(&found) {
        let is_cut = Path::new(row["path"].as_str().unwrap()).ends_with("cut.txt.gz");
        assert_eq!(row["damaged"].is_string(), is_cut, "{row}");
    }
    let ranges = house.run(&["facts", "--ranges", "--json", "documents"]);
    let damaged = json_lines(&ranges).iter().filter(|row| row["damaged"].is_string()).count();
    assert_eq!((status(&ranges), damaged), (3, 1), "{}", err(&ranges));
}
