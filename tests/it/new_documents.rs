//! What is new since the last sitting, as the verb and the plain reader tell it: a week of papers that come,
//! are renamed, corrected, reprinted and deleted.

use std::fs;
use std::process::Output;

use crate::support::house::House;
use crate::support::output::{err, json_lines, out, status};

/// A document of a day.
fn paper(title: &str, source: &str, day: &str, words: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-03-{day}\nsource: {source}\n---\n\n{words}\n")
}

const COAST: &str = "The Kolmar-7 missile has a range of 410 km, said Admiral Ana Brook of the coast \
    guard. It was shown on a pier in the north of the country, where two hundred guests stood in the rain \
    and waited for the fog to lift. Nobody asked what it had cost, and nobody was told.";

/// A library on the evening before the week, with which nobody has sat yet.
fn library() -> House {
    let house = House::new();
    let shadow = "The Storm Shadow missile has a range of 250 km, said Minister Olga Petrenko.";
    house.settled_document("shadow.md", paper("Storm Shadow", "Lake Wire", "01", shadow));
    let atacms = "The ATACMS missile has a range of 300 km. The Lynx was not seen.";
    house.settled_document("atacms.md", paper("ATACMS", "Lake Wire", "01", atacms));
    house.settled_document("note.md", paper("A note", "Harbour Post", "01", "Nothing of note."));
    house
}

/// A sitting that the user ends, and what was new in it.
fn sit(house: &House) -> String {
    answered(house, "i\nq\n")
}

fn answered(house: &House, answers: &str) -> String {
    use std::io::Write;
    use std::process::Stdio;
    let mut program = house.program(&["--plain", "documents"]);
    let piped = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", err(&output));
    out(&output) + &err(&output)
}

fn new(house: &House, words: &[&str]) -> Output {
    house.run(&[&["new", "--json"], words, &["documents"]].concat())
}

/// What is new: file, what became of it, why it stands there.
fn told(output: &Output) -> Vec<[String; 3]> {
    let rows = json_lines(output).into_iter().map(|row| {
        let word = |key: &str| row[key].as_str().unwrap().to_owned();
        [word("path").rsplit('/').next().unwrap().to_owned(), word("change"), word("why")]
    });
    rows.collect()
}

fn row(path: &str, change: &str, why: &str) -> [String; 3] {
    [path, change, why].map(str::to_owned)
}

fn today(house: &House) -> Vec<[String; 3]> {
    told(&new(house, &[]))
}

#[test]
fn a_week_of_papers_is_told_day_by_day() {
    let house = library();
    let documents = house.documents();
    // Monday: the first sitting.
    let first = new(&house, &[]);
    assert_eq!((status(&first), out(&first)), (1, String::new()));
    assert!(err(&first).contains("No sitting with these documents has ended yet"));
    assert!(sit(&house).contains("No sitting with these documents has ended yet"));
    assert!(err(&new(&house, &[])).contains("Nothing came or changed"));

    // Tuesday: one paper comes, one is renamed, one is written again as it was.
    house.settled_document("coast.md", paper("On the coast", "Harbour Post", "02", COAST));
    fs::rename(documents.join("note.md"), documents.join("renamed.md")).unwrap();
    fs::create_dir(documents.join("old")).unwrap();
    fs::rename(documents.join("shadow.md"), documents.join("old/shadow.md")).unwrap();
    house.aged("atacms.md", 5);
    let coast =
        row("coast.md", "came", "first range for Kolmar-7: 410 km; names a new actor: Ana Brook");
    for asked in ["once", "again: to ask is no sitting"] {
        assert_eq!(today(&house), std::slice::from_ref(&coast), "{asked}");
    }
    sit(&house);

    // Wednesday: a reprint, a correction, and nobody sits down.
    let reprint = paper("Missile shown in the rain", "Copy Desk", "03", COAST);
    house.settled_document("reprint.md", reprint);
    let corrected = "The ATACMS missile has a range of 165 km. The Lynx was not seen.";
    house.settled_document("atacms.md", paper("ATACMS", "Lake Wire", "01", corrected));
    let corrected = row("atacms.md", "changed", "another range for MGM-140 ATACMS: 165 km");
    let reprint = row("reprint.md", "came", "nothing new: the text of On the coast");
    assert_eq!(today(&house), [corrected.clone(), reprint.clone()]);

    // Thursday: two papers tell the same of a weapon that is new; the earlier one brings it.
    let later = "The Veles-3 rocket has a range of about 95 km, a paper says.";
    house.settled_document("z-later.md", paper("Later", "Copy Desk", "05", later));
    let earlier = "The Veles-3 rocket has a range of 95 km.";
    house.settled_document("earlier.md", paper("Earlier", "Lake Wire", "04", earlier));
    let earlier = row("earlier.md", "came", "first range for Veles-3: 95 km");
    let later = row("z-later.md", "came", "no weapon, range or actor that is new");
    assert_eq!(today(&house), [earlier, corrected, later, reprint]);
    sit(&house);

    // Friday: a paper goes, another one repeats its value; a note is renamed and edited.
    fs::remove_file(documents.join("coast.md")).unwrap();
    fs::remove_file(documents.join("reprint.md")).unwrap();
    let again = "The Kolmar-7 missile has a range of 410 km, Ana Brook had said.";
    house.settled_document("again.md", paper("Again", "Lake Wire", "06", again));
    fs::remove_file(documents.join("renamed.md")).unwrap();
    house.settled_document("edited.md", paper("A note", "Harbour Post", "01", "Still nothing."));
    let nothing = "no weapon, range or actor that is new";
    assert_eq!(
        today(&house),
        [row("again.md", "came", nothing), row("edited.md", "came", nothing)]
    );
    sit(&house);

    // Saturday: nothing. Sunday: what came in the week, however often somebody sat.
    let quiet = new(&house, &[]);
    assert_eq!((status(&quiet), out(&quiet)), (1, String::new()));
    let week: Vec<String> =
        told(&new(&house, &["--since", "2000-01-01"])).into_iter().map(|[path, ..]| path).collect();
    assert_eq!(week, ["again.md", "earlier.md", "atacms.md", "z-later.md", "edited.md"]);
}

#[test]
fn verb_and_plain_reader_tell_the_same() {
    let house = library();
    sit(&house);
    house.settled_document("coast.md", paper("On the coast", "Harbour Post", "02", COAST));
    house.settled_document("more.md", paper("More", "Lake Wire", "02", "The Lynx came."));
    let plain = house.run(&["new", "documents"]);
    assert_eq!(status(&plain), 0);
    let told = answered(&house, "i\n1\n");
    for [path, change, why] in today(&house) {
        let title = if path == "coast.md" { "On the coast" } else { "More" };
        assert!(told.contains(&format!("{title}, {change}: {why}")), "{told}");
        assert!(out(&plain).contains(&format!("{change}\n    {why}\n")), "{}", out(&plain));
    }
    assert!(told.contains("The Kolmar-7 missile has a range"), "it opens there: {told}");
}

#[test]
fn passages_are_told_in_scalar_values_and_copies_are_one_document() {
    let house = library();
    sit(&house);
    let words = "Żółć, says Admiral Ana Brook: the Kolmar-7 missile has a range of 410 km.";
    let text = paper("Żółć", "Lake Wire", "02", words);
    house.settled_document("one.md", &text).settled_document("two.md", &text);
    let rows = json_lines(&new(&house, &[]));
    assert_eq!(rows.len(), 1, "{rows:?}");
    let path = rows[0]["path"].as_str().unwrap();
    let text: Vec<char> = out(&house.run(&["text", path])).chars().collect();
    let facts = rows[0]["new"].as_array().unwrap();
    let at = |fact: &serde_json::Value, key: &str| fact[key].as_u64().unwrap() as usize;
    let passages: Vec<String> = facts
        .iter()
        .map(|fact| text[at(fact, "begin")..at(fact, "end")].iter().collect())
        .collect();
    assert_eq!(passages, ["410 km", "Ana Brook"]);
}

#[test]
fn who_ends_the_input_or_looks_only_ends_no_sitting() {
    let house = library();
    answered(&house, "i\n");
    house.run(&["list", "documents"]);
    house.run(&["index", "build", "documents"]);
    assert!(err(&new(&house, &[])).contains("No sitting with these documents has ended yet"));
    sit(&house);
    house.settled_document("coast.md", paper("On the coast", "Harbour Post", "02", COAST));
    answered(&house, "i\n");
    assert_eq!(today(&house).len(), 1);
    assert_eq!(answered(&house, "q\n").matches("Nothing").count(), 0);
}

#[test]
fn a_range_that_the_user_rejected_is_not_new() {
    let house = library();
    sit(&house);
    house.settled_document("coast.md", paper("On the coast", "Harbour Post", "02", COAST));
    let rejected = house.run(&["corrections", "reject", "documents/coast.md", "410 km"]);
    assert_eq!(status(&rejected), 0, "{}", err(&rejected));
    let [[_, _, why]] = today(&house).try_into().unwrap();
    assert_eq!(why, "names a new weapon: Kolmar-7; names a new actor: Ana Brook");
}

#[test]
fn what_is_damaged_is_set_aside_and_said() {
    let house = library();
    sit(&house);
    let kept = house.files("data").into_iter().map(|(path, _)| path);
    let kept = kept.filter(|path| path.extension().is_some_and(|e| e == "sittings"));
    let [path] = kept.collect::<Vec<_>>().try_into().unwrap();
    fs::write(&path, "rubbish").unwrap();
    let damaged = new(&house, &[]);
    assert_eq!((status(&damaged), out(&damaged)), (2, String::new()));
    assert!(err(&damaged).contains("damaged") && err(&damaged).contains("set aside"));
    assert!(!path.exists() && err(&new(&house, &[])).contains("No sitting"));
}

#[test]
fn a_time_that_is_none_and_a_folder_that_is_none_are_refused() {
    let house = library();
    let never = new(&house, &["--since", "yesterday-ish"]);
    assert_eq!(status(&never), 2);
    assert!(err(&never).contains("yesterday-ish is no time: write 2026-11-30"));
    assert_eq!(status(&house.run(&["new", "nowhere"])), 2);
}
