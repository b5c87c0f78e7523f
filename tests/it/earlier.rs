//! What earlier versions of the program left on the disk is read and used.

use std::fs;

use crate::support::house::House;
use crate::support::output::{json_lines, out, status};

const TEXT: &str = "A note\n\nThe missile flies up to 300 km, the maker says.\n\nOthers say that it \
                    flies 500 km or more.\n";

/// A journal of an earlier version with a bookmark in a document at `path`, whose sums are polynomials.
fn journal(path: &str) -> String {
    let anchor = "\"quote\":\"flies up to 300 km\",\"prefix\":\"A note\\n\\nThe missile \",\
        \"suffix\":\", the maker says.\\n\\nOthers say that it flies 500 km or more.\",\
        \"offset\":20,\"scalar\":20,\"headings\":[\"A note\"],\
        \"place\":{\"before\":19,\"head\":\"07edfe1654404e68\",\"after\":58,\
        \"tail\":\"1f35029b09adc346\",\"rival\":348,\"neighbour\":348,\
        \"twins\":{\"depth\":[0,0],\"frame\":[0,0],\"likeness\":496}}";
    let time = "2026-11-30T18:23:17.678Z";
    format!(
        "{{\"briefbook\":\"journal\",\"version\":1,\"sum\":\"1da9bd77\"}}\n\
         {{\"time\":\"{time}\",\"op\":\"put\",\"id\":\"1m8pv4v5eb6g\",\"bookmark\":{{\
         \"id\":\"1m8pv4v5eb6g\",\"created\":\"{time}\",\"modified\":\"{time}\",\
         \"citation\":{{\"title\":\"A note\",\"paragraph\":2}},\"anchor\":{{{anchor},\
         \"document\":{{\"path\":\"{path}\",\"content\":\"0cbbad7b6b4b2743\",\
         \"words\":\"1e47ebb71fd1490d\"}}}}}}}}\n"
    )
}

fn house() -> House {
    let house = House::new();
    house.document("a.txt", TEXT);
    let data = house.path("data/briefbook");
    fs::create_dir_all(&data).unwrap();
    let path = house.documents().join("a.txt");
    fs::write(data.join("journal.jsonl"), journal(path.to_str().unwrap())).unwrap();
    house
}

#[test]
fn a_bookmark_stands_where_it_stood() {
    let house = house();
    let output = house.run(&["bookmarks", "list", "--json"]);
    let rows = json_lines(&output);
    assert_eq!((status(&output), rows.len()), (0, 1));
    assert_eq!((&rows[0]["state"], &rows[0]["begin"]), (&"exact".into(), &20.into()));
}

#[test]
fn a_document_that_was_renamed_is_known_by_its_bytes_and_words() {
    for (text, words) in [
        (TEXT.to_owned(), "b.txt is the same file"),
        (TEXT.replace("it flies", "it  flies"), "b.txt has the same words"),
    ] {
        let house = house();
        fs::remove_file(house.documents().join("a.txt")).unwrap();
        house.document("b.txt", text);
        let output = house.run(&["doctor", "documents"]);
        assert!(out(&output).contains(words), "{}", out(&output));
    }
}

#[test]
fn new_bookmarks_are_kept_with_sha_256_and_the_old_one_stays_as_it_is() {
    let house = house();
    let before = fs::read_to_string(house.path("data/briefbook/journal.jsonl")).unwrap();
    let quote = "flies 500 km or more";
    let added = house.run(&["bookmarks", "add", "documents/a.txt", "--quote", quote]);
    assert_eq!(status(&added), 0);
    let after = fs::read_to_string(house.path("data/briefbook/journal.jsonl")).unwrap();
    let line = after.strip_prefix(&before).unwrap();
    // What `sha256sum` prints of the file.
    let sum = "f1e99d079fe473c04a8e0389e8ac82f0b7bb08c2b5c9ae706b4b7d9b15ae2332";
    assert!(line.contains(&format!("\"sha256\":\"{sum}\"")), "{line}");
    assert!(!line.contains("\"content\":") && !line.contains("\"place\":"), "{line}");
    assert_eq!(json_lines(&house.run(&["bookmarks", "list", "--json"])).len(), 2);
}
