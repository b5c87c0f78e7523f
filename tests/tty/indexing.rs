//! The index as the verbs use it: what is found, what happens when files change, when the program is
//! killed, and when two instances work at once.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::house::House;
use crate::support::output::{err, json_lines, out, status};
use crate::support::papers::{self, Dice};
use crate::support::rounds::rounds;

const ATACMS: &str = "---\ntitle: Ukraine asks\ndate: 2023-10-18\nsource: Reuters\n---\n\n\
    The ATACMS can strike targets about 190 miles (306 km) away, a retired US general said.\n";
const TAURUS: &str = "Taurus in the Bundestag\n\n15 March 2024\n\nThe Taurus KEPD 350 cruise missile \
    has a range of 500 km.\n";

fn furnished() -> House {
    let house = House::new();
    house.document("atacms.md", ATACMS).document("taurus.txt", TAURUS);
    house
}

/// The file names of what a query finds, best first.
fn found(house: &House, query: &str) -> Vec<String> {
    let output = house.run(&["search", "--json", query, "documents"]);
    assert!(status(&output) <= 1, "{query}: {}", err(&output));
    let name = |row: Value| row["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    json_lines(&output).into_iter().map(name).collect()
}

fn state(house: &House) -> Value {
    let output = house.run(&["index", "status", "--json", "documents"]);
    assert_eq!(status(&output), 0, "{}", err(&output));
    json_lines(&output).remove(0)
}

#[test]
fn search_gives_the_fields_of_the_contract() {
    let house = furnished();
    let output = house.run(&["search", "--json", "ATACMS", "documents"]);
    assert_eq!((status(&output), err(&output)), (0, String::new()));
    let [row] = &json_lines(&output)[..] else { panic!("{}", out(&output)) };
    assert_eq!((&row["title"], &row["date"]), (&"Ukraine asks".into(), &"2023-10-18".into()));
    assert!(row["score"].as_f64().unwrap() > 0.0);
    let hit = &row["hits"][0];
    assert!(hit["snippet"].as_str().unwrap().contains("The ATACMS can strike"));
    let text = out(&house.run(&["text", "documents/atacms.md"]));
    let (begin, end) = (hit["begin"].as_u64().unwrap(), hit["end"].as_u64().unwrap());
    let words: String = text.chars().skip(begin as usize).take((end - begin) as usize).collect();
    assert_eq!(words, "ATACMS");
}

#[test]
fn search_for_people_quotes_and_says_when_nothing_is_found() {
    let house = furnished();
    let output = house.run(&["search", "range:>400km", "documents"]);
    let said = out(&output);
    assert_eq!(status(&output), 0);
    assert!(
        said.starts_with("Taurus in the Bundestag (documents/taurus.txt), 2024-03-15, 1 passage")
    );
    assert!(said.contains("a range of 500 km"), "{said}");
    let output = house.run(&["search", "submarine", "documents"]);
    assert_eq!((status(&output), out(&output).as_str()), (1, ""));
    assert_eq!(err(&output), "briefbook: nothing fits in 2 documents\n");
}

#[test]
fn a_malformed_query_is_told_and_the_rest_is_searched() {
    let house = furnished();
    let output = house.run(&["search", "missile range:>far", "documents"]);
    assert_eq!((status(&output), out(&output).lines().count()), (0, 2));
    assert!(err(&output).contains("range:>far") && err(&output).lines().count() == 1);
    for query in ["", "range:>far", "…"] {
        let output = house.run(&["search", query, "documents"]);
        assert_eq!((status(&output), out(&output).as_str()), (2, ""), "{query}");
        assert_eq!(err(&output).lines().count(), 1, "{query}: {}", err(&output));
    }
}

#[test]
fn search_works_on_files_on_standard_input_and_where_nothing_may_be_kept() {
    let house = furnished();
    assert_eq!(status(&house.run(&["search", "taurus", "documents/taurus.txt"])), 0);
    assert_eq!(status(&house.run(&["--no-write", "search", "taurus", "documents"])), 0);
    assert_eq!(house.files("cache"), []);
    let mut program = house.program(&["search", "taurus", "-"]);
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), TAURUS.as_bytes()).unwrap();
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
}

#[test]
fn the_index_is_built_described_and_deleted_and_lies_in_a_cache() {
    let house = furnished();
    let before = state(&house);
    assert_eq!((&before["documents"], &before["new_or_changed"]), (&0.into(), &2.into()));
    assert_eq!(house.files("cache"), []);
    assert_eq!(status(&house.run(&["index", "build", "documents"])), 0);
    let after = state(&house);
    assert_eq!((&after["documents"], &after["folder"].is_string()), (&2.into(), &true));
    let tag = fs::read_to_string(house.path("cache/briefbook/index/CACHEDIR.TAG")).unwrap();
    assert!(tag.starts_with("Signature: 8a477f597d28d172789f06886806bc55"));
    assert_eq!(found(&house, "taurus"), ["taurus.txt"]);
    assert_eq!(status(&house.run(&["index", "clear", "documents"])), 0);
    assert_eq!(status(&house.run(&["index", "clear", "documents"])), 1);
    assert_eq!(found(&house, "taurus"), ["taurus.txt"]);
}

#[test]
fn what_changes_is_found_and_what_is_gone_is_not() {
    let house = furnished();
    assert_eq!(found(&house, "missile"), ["taurus.txt"]);
    house.document("new.txt", "A missile\n\nNobody knows its range.\n");
    house.document("taurus.txt", "Nothing\n\nOnly a heron.\n");
    assert_eq!(found(&house, "missile"), ["new.txt"]);
    assert_eq!(found(&house, "heron"), ["taurus.txt"]);
    fs::remove_file(house.documents().join("new.txt")).unwrap();
    assert!(found(&house, "missile").is_empty());
    fs::rename(house.documents().join("taurus.txt"), house.documents().join("bird.txt")).unwrap();
    assert_eq!(found(&house, "heron"), ["bird.txt"]);
    assert_eq!(state(&house)["documents"], 2);
}

#[test]
fn the_list_tells_the_same_with_the_index_and_without() {
    let house = furnished();
    house.document("paper.zip", b"PK\x03\x04 and more");
    let without = house.run(&["list", "--json", "documents"]);
    house.run(&["index", "build", "documents"]);
    let with = house.run(&["list", "--json", "documents"]);
    assert_eq!((out(&with), status(&with)), (out(&without), status(&without)));
    assert_eq!(json_lines(&with).len(), 3);
}

#[test]
fn every_range_of_the_library_is_in_one_table() {
    let house = furnished();
    let output = house.run(&["facts", "--ranges", "documents"]);
    let said = out(&output);
    assert_eq!((status(&output), said.lines().count()), (0, 3));
    let rows: Vec<&str> = said.lines().collect();
    assert!(rows[1].starts_with("Taurus KEPD 350") && rows[1].contains("2024-03-15"), "{said}");
    assert!(rows[2].contains("about 190 miles") && rows[2].contains("306"), "{said}");
    assert!(rows[2].contains("a retired US general") && rows[2].ends_with("documents/atacms.md"));
    let csv = out(&house.run(&["facts", "--ranges", "--csv", "documents"]));
    assert!(csv.starts_with("weapon,as written,km,") && csv.lines().count() == 3, "{csv}");
    let rows = json_lines(&house.run(&["facts", "--ranges", "--json", "documents"]));
    let row = rows.iter().find(|row| row["text"] == "about 190 miles").unwrap();
    assert_eq!((&row["approx"], &row["weapon"]), (&"about".into(), &"MGM-140 ATACMS".into()));
    let text = out(&house.run(&["text", "documents/atacms.md"]));
    let begin = row["begin"].as_u64().unwrap() as usize;
    assert!(text.chars().skip(begin).collect::<String>().starts_with("about 190 miles"));
}

#[test]
fn damaged_files_of_the_index_are_made_anew() {
    let house = furnished();
    assert_eq!(found(&house, "taurus"), ["taurus.txt"]);
    for (file, size) in house.files("cache/briefbook/index") {
        if !file.ends_with("CACHEDIR.TAG") && size > 0 {
            fs::write(&file, vec![0xA5; size as usize]).unwrap();
        }
    }
    assert_eq!(found(&house, "taurus"), ["taurus.txt"]);
}

#[test]
fn killed_at_any_moment_the_index_ends_as_if_it_had_not_been() {
    let house = House::new();
    papers::write(&house.documents(), 0..300);
    let begun = Instant::now();
    assert_eq!(status(&house.run(&["index", "build", "documents"])), 0);
    let whole = begun.elapsed();
    let ranges = out(&house.run(&["facts", "--ranges", "--json", "documents"]));
    let expected = state(&house);
    let mut dice = Dice::new(7);
    for round in 0..rounds(2) {
        house.run(&["index", "clear", "documents"]);
        for _ in 0..2 {
            let mut program = house.program(&["index", "build", "documents"]);
            let mut child = program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            let micros = dice.below(whole.as_micros() as u64);
            std::thread::sleep(Duration::from_micros(micros));
            child.kill().unwrap();
            child.wait().unwrap();
        }
        let output = house.run(&["index", "build", "documents"]);
        assert_eq!((status(&output), err(&output)), (0, String::new()), "round {round}");
        let state = state(&house);
        for field in ["documents", "new_or_changed", "gone"] {
            assert_eq!(state[field], expected[field], "round {round}: {field}");
        }
        let again = out(&house.run(&["facts", "--ranges", "--json", "documents"]));
        assert!(again == ranges, "round {round}: the ranges are others");
    }
}

#[test]
fn two_instances_at_once_end_well() {
    let house = House::new();
    papers::write(&house.documents(), 0..200);
    let start = || {
        let mut program =
            house.program(&["search", "--json", "--limit", "1000", "the", "documents"]);
        program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let instances: Vec<_> = (0..3).map(|_| start()).collect();
    for instance in instances {
        let output = instance.wait_with_output().unwrap();
        let said = err(&output);
        assert!(said.lines().all(|line| line.contains("another briefbook is indexing")), "{said}");
        // Nothing found in what is indexed so far is not "there is none".
        let expected = if out(&output).is_empty() { 2 } else { 0 };
        assert_eq!(status(&output), expected, "{said}");
    }
    assert_eq!(found(&house, "the").len(), 100);
    assert_eq!(
        (&state(&house)["documents"], &state(&house)["new_or_changed"]),
        (&200.into(), &0.into())
    );
}
