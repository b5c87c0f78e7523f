//! What the user corrected about facts, as the verbs tell it: every one of them answers with it, and one
//! of them lists it and takes it back.

use std::process::Output;

use briefbook::bookmarks::Stamp;
use briefbook::facts::correction::{Correction, FactKey};
use briefbook::protocol::CorrectionDetails;
use briefbook::userdata::corrections::change;
use briefbook::userdata::journal::Store;

use crate::support::house::House;

const PAPER: &str = "---\ntitle: Fires\ndate: 2023-07-22\n---\n\n\
    The ATACMS missile has a range of about 190 miles.\n\n\
    The Taurus missile has a range of more than 500 km.\n";

fn house() -> House {
    let house = House::new();
    house.settled_document("fires.md", PAPER);
    house
}

fn keep(house: &House, correction: Correction, name: &str) {
    let details = CorrectionDetails { name: name.into(), ..CorrectionDetails::default() };
    let mut store = Store::open(&house.path("data/briefbook"), Stamp::new(0)).unwrap();
    let now = Stamp::parse("2026-11-30T12:00:00Z").unwrap();
    store.commit(change(correction, details, true), now).unwrap();
}

fn weapon(id: &str) -> FactKey {
    FactKey { class: "weapon".into(), id: id.into() }
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What every verb says that tells facts.
fn told(house: &House) -> [String; 5] {
    let verbs: [&[&str]; 5] = [
        &["facts", "documents"],
        &["facts", "--json", "documents"],
        &["facts", "--ranges", "--json", "documents"],
        &["list", "--json", "documents"],
        &["search", "weapon:atacms", "documents"],
    ];
    verbs.map(|verb| said(&house.run(verb)))
}

/// The value of a number in an object on one line.
fn number(json: &str, name: &str) -> u64 {
    let object: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    object[name].as_u64().unwrap()
}

#[test]
fn every_verb_answers_with_what_was_corrected_until_it_is_taken_back() {
    let house = house();
    let before = told(&house);
    assert!(before[0].contains("MGM-140 ATACMS, ballistic missile"), "{}", before[0]);
    assert!(before[2].contains("mgm-140-atacms") && before[4].contains("fires.md"));
    keep(&house, Correction::Reject { fact: weapon("mgm-140-atacms") }, "MGM-140 ATACMS");
    let after = told(&house);
    for (words, verb) in after.iter().take(3).zip(["facts", "facts --json", "facts --ranges"]) {
        assert!(!words.contains("MGM-140") && !words.contains("mgm-140"), "{verb}: {words}");
    }
    assert!(after[2].contains("about 190 miles"), "the range is still stated: {}", after[2]);
    assert_eq!(number(&after[3], "weapons") + 1, number(&before[3], "weapons"));
    assert_eq!(after[4], "");
    let listed = said(&house.run(&["corrections", "list"]));
    assert!(listed.contains("2026-11-30  MGM-140 ATACMS is no weapon"), "{listed}");
    let undone = house.run(&["corrections", "undo", "--last"]);
    assert_eq!(
        (undone.status.code(), &*said(&undone)),
        (Some(0), "MGM-140 ATACMS is a fact again.\n")
    );
    assert_eq!(told(&house), before);
    assert_eq!(house.run(&["corrections", "list"]).status.code(), Some(1));
    assert_eq!(house.run(&["corrections", "undo"]).status.code(), Some(1));
}

#[test]
fn what_was_merged_is_one_fact_with_the_name_of_the_other_where_only_it_is_named() {
    let house = house();
    let merge =
        Correction::Merge { fact: weapon("mgm-140-atacms"), into: weapon("taurus-kepd-350") };
    keep(&house, merge, "MGM-140 ATACMS");
    let [plain, json, ranges, _, found] = told(&house);
    assert!(!plain.contains("MGM-140") && !json.contains("mgm-140"), "{plain}{json}");
    assert_eq!(ranges.matches("taurus-kepd-350").count(), 2, "{ranges}");
    assert!(found.contains("fires.md"), "its own name leads to it still: {found}");
    let listed = said(&house.run(&["corrections", "list", "--json"]));
    let object: serde_json::Value = serde_json::from_str(&listed).unwrap();
    assert_eq!((&object["kind"], &object["into"]), (&"merge".into(), &"taurus-kepd-350".into()));
    let id = object["id"].as_str().unwrap();
    let refused = house.run(&["--no-write", "corrections", "undo", id]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(house.run(&["corrections", "undo", "nonsense"]).status.code(), Some(1));
    assert_eq!(house.run(&["corrections", "undo", &id[..4]]).status.code(), Some(0));
    assert!(told(&house)[0].contains("MGM-140 ATACMS, ballistic missile"));
}

#[test]
fn statements_are_corrected_by_their_words_until_it_is_taken_back() {
    let house = House::new();
    let note =
        |source: &str, said: &str| format!("NOTE\nSource: {source}\nDate: 3 May 2022\n\n{said}\n");
    house.document("a.txt", note("Odesa Letter", "The Neptune missile has a range of 280 km."));
    let maker = "The Neptune missile reaches up to 100 km, its maker says.";
    house.document("b.txt", note("Varna Letter", maker));
    let run = |words: &[&str]| house.run(words);
    let disputed = || !said(&run(&["disputes", "documents"])).is_empty();
    let (a, b) = ("documents/a.txt", "documents/b.txt");
    let corrections: [&[&str]; 2] = [
        &["corrections", "apart", a, "280 km", b, "100 km"],
        &["corrections", "reject", b, "up to 100 km"],
    ];
    for correction in corrections {
        assert!(disputed());
        assert_eq!(run(correction).status.code(), Some(0), "{correction:?}");
        assert!(!disputed(), "{correction:?}");
        assert_eq!(run(&["corrections", "undo"]).status.code(), Some(0));
    }
    assert!(
        said(&run(&["corrections", "same-source", "Odesa Letter", "the maker"]))
            .contains("is the maker")
    );
    assert_eq!(run(&["corrections", "same-source", "Post", "the Post"]).status.code(), Some(2));
    assert_eq!(run(&["corrections", "reject", b, "no such words"]).status.code(), Some(2));
    let query = ["statements", "--csv", "--query", "range:>200km", "documents"];
    let table = said(&run(&query));
    assert_eq!(table.lines().count(), 2, "{table}");
    assert!(table.contains(",280 km,280,280,exact,reach,"), "{table}");
}
