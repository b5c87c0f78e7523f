//! The reader line by line, as somebody who hears it would use it: what is typed, what is said.

use std::io::Write;
use std::process::Stdio;

use crate::support::house::House;

const STRIKE: &str = "---\ntitle: Strike note\ndate: 2024-05-01\n---\n\n# Reach\n\nThe ATACMS missile has a range \
    of about 190 miles, a retired general said.\n\n## Others\n\nStorm Shadow flies 250 km. \
    See [the other](other.md#end) and [the site](https://example.org/a).\n";
const OTHER: &str = "# Other\n\nFirst words.\n\n## End\n\nLast words of the other.\n";

fn house() -> House {
    let house = House::new();
    house.document("strike.md", STRIKE).document("other.md", OTHER);
    house
}

/// What is said when these lines are typed.
fn heard(house: &House, words: &[&str], lines: &str) -> String {
    let mut program = house.program(words);
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(!said.chars().any(|c| c.is_control() && c != '\n'), "{said:?}");
    said
}

#[test]
fn every_row_says_its_place_and_a_number_takes_it() {
    let house = house();
    let said = heard(&house, &["--plain", "documents"], "1\no\n2\nw\nq\n");
    assert!(
        said.contains("2 documents.\n1 of 2. Strike note, 2024-05-01\n2 of 2. Other\n"),
        "{said}"
    );
    assert!(said.contains("Document 1 of 2. Strike note"), "{said}");
    assert!(said.contains("1 of 2. Level 1: Reach\n2 of 2. Level 2: Others\n"), "{said}");
    assert!(said.contains("Heading 2: Others\n\nStorm Shadow flies"), "{said}");
    assert!(
        said.contains("Document 1 of 2, Strike note: paragraph 3 of 4, 100 per cent"),
        "{said}"
    );
    assert!(said.contains("below “Others”"), "{said}");
}

#[test]
fn long_lists_are_told_in_parts() {
    let house = House::new();
    for n in 0..25 {
        house.document(format!("{n:02}.txt"), format!("Document {n:02}\n\nWords.\n"));
    }
    let said = heard(&house, &["--plain", "documents"], "\nq\n");
    assert!(said.contains("20 of 25. "), "{said}");
    let (before, after) = said.split_once("Enter for more").unwrap();
    assert!(!before.contains("21 of 25.") && after.contains("25 of 25. "), "{said}");
}

#[test]
fn facts_and_ranges_lead_to_their_passages() {
    let house = house();
    let said = heard(&house, &["--plain", "documents"], "1\nf\nf atacms\n1\nr\nq\n");
    assert!(
        said.contains("1 mention.\n1 of 1. MGM-140 ATACMS: The ATACMS missile has a range of about 190 miles, a retired general said.\n"),
        "{said}"
    );
    assert!(said.contains("2 ranges.\n1 of 2. MGM-140 ATACMS: about 190 miles, that is 310 km, according to a retired general\n2 of 2. Storm Shadow: 250 km\n"), "{said}");
    assert!(said.contains(". weapon: MGM-140 ATACMS, ballistic missile, once\n"), "{said}");
    let passage = said.matches("The ATACMS missile has a range").count();
    assert!(passage >= 2, "{said}");
}

#[test]
fn all_documents_are_searched_and_a_result_is_opened_at_its_passage() {
    let house = house();
    let said = heard(&house, &["--plain", "documents"], "s \"last words\"\n1\nq\n");
    assert!(said.contains("1 result.\n1 of 1. Other"), "{said}");
    assert!(said.contains("Document 2 of 2. Other\nLast words of the other.\n"), "{said}");
}

#[test]
fn a_search_keeps_the_setting_for_forms_of_words() {
    let house = house();
    let found = |house: &House| heard(house, &["--plain", "documents"], "s missiles\nq\n");
    assert!(found(&house).contains("1 result."));
    house.setting("config.toml", "search.stems = \"none\"\n");
    assert!(!found(&house).contains("1 result."));
}

#[test]
fn a_bookmark_is_kept_with_its_note_and_found_again() {
    let house = house();
    let said = heard(&house, &["--plain", "documents"], "1\nm check this\nq\n");
    assert!(said.contains("Bookmarked: The ATACMS missile has a range"), "{said}");
    let said = heard(&house, &["--plain", "documents"], "k\n1\nq\n");
    assert!(said.contains("1 bookmark.\n1 of 1. Strike note: “The ATACMS"), "{said}");
    assert!(said.contains("note: check this"), "{said}");
    let listed = house.run(&["bookmarks", "list", "--json"]);
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert!(listed.contains("\"state\":\"exact\"") && listed.contains("check this"), "{listed}");
}

#[test]
fn places_and_links_are_jumped_to() {
    let house = house();
    let typed = "1\ng 4\ng 100%\ng storm\ng nowhere\nx\n1\n-\nx\n2\nq\n";
    let said = heard(&house, &["--plain", "documents"], typed);
    assert!(said.contains("There is no place nowhere."), "{said}");
    assert!(said.contains("1 of 2. the other, to other.md#end\n"), "{said}");
    assert!(
        said.contains("Document 2 of 2. Other\nHeading 2: End\n\nLast words of the other."),
        "{said}"
    );
    assert!(said.contains("This link leads to https://example.org/a\n"), "{said}");
}

#[test]
fn what_means_nothing_is_said() {
    let house = house();
    let said = heard(&house, &["--plain", "documents"], "zz\n9\n/x\ns\nm\nf\n1\ng\nn\n/zzz\nq\n");
    for words in [
        "“zz” means nothing here; h helps.",
        "There is no document 9: the last list has 2.",
        "No document is open.",
        "What for? Type s and words",
        "Where to? g 12 is a paragraph",
        "Nothing is looked for yet",
        "No match from here on",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let long = heard(&house, &["--plain", "documents"], &format!("{}\nq\n", "ż".repeat(50_000)));
    assert!(long.contains("ż…” means nothing here; h helps."), "the beginning is repeated");
    assert!(long.len() < 1_000, "{} bytes are read aloud", long.len());
}

#[test]
fn places_and_times_of_all_documents_are_lists_that_lead_to_what_they_are_about() {
    let house = House::new();
    house.settled_document(
        "a.md",
        "---\ndate: 2024-05-01\n---\n\nUkraine said that Kharkiv was hit.\n",
    );
    house.settled_document("b.md", "---\ndate: 2024-08-01\n---\n\nOfficials met in Tripoli.\n");
    let said = heard(&house, &["--plain", "documents"], "p\n1\ny\n2\nq\n");
    assert!(
        said.contains("1 of 2. Kharkiv, Kharkivska oblast, Ukraine, 1 document, no other"),
        "{said}"
    );
    assert!(said.contains("2 of 2. Tripoli: one of "), "{said}");
    assert!(said.contains("Kharkiv was hit"), "a place leads to its passages: {said}");
    assert!(said.contains("1 of 2. 2024-05: 1 document, 0 ranges stated"), "{said}");
    assert!(
        said.contains(
            "2 of 2. 2024-08: 1 document, 0 ranges stated, after 2 months without documents"
        ),
        "{said}"
    );
    assert!(said.contains("1 of 1. b.md, 2024-08-01"), "a time leads to its documents: {said}");
}

#[test]
fn dossiers_and_disputes_are_lists_that_lead_to_passages() {
    let paper = |title: &str, date: &str, words: &str| {
        format!("---\ntitle: {title}\ndate: {date}\nsource: {title}\n---\n\n{words}\n")
    };
    let house = House::new();
    let wire = "Olaf Scholz said that the Storm Shadow missile has a range of 240 km.";
    house.document("wire.md", paper("Wire", "2023-01-02", wire));
    let post = "The Storm Shadow missile has a range of 560 km.";
    house.document("post.md", paper("Post", "2024-01-02", post));
    let lines = "d storm shadow\n1\nd scholz\nc\n1\nd nobody\nd\nd s\nq\n";
    let said = heard(&house, &["--plain", "documents"], lines);
    for words in [
        "Storm Shadow: cruise missile; named Storm Shadow (2).\n2 statements.\n",
        "1 of 2. 560 km, according to Post, in Post, 2024-01-02, disagrees with 2: The Storm",
        "Olaf Scholz: person; named Olaf Scholz (1); 1 document; Roles: none is given.\n",
        "1 of 3. is said to have said, in Wire, 2023-01-02: Olaf Scholz said that",
        "2 of 3. beside the weapon Storm Shadow, in Wire",
        "Sources disagree about 1 weapon.\n2 rows.\n1 of 2. Storm Shadow: 1 pair of values\n2 of 2. ",
        "Whose dossier?",
        "2 possible dossiers.\n",
    ] {
        assert!(said.contains(words), "{words} is missing:\n{said}");
    }
    assert_eq!(said.matches("disagrees with 2: The Storm").count(), 2, "a dispute leads to it");
}
