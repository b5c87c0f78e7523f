//! The libraries of `tests/ledger`: a few short documents each, with what a careful reader would say of
//! each pair of statements, and what the program says.
//!
//! A library begins with `## NAME`, a document with `> FILE`. In a text, `{a:300 km}` marks the statement
//! `a`, `{b=a:300 km}` one that reprints `a` and is to be left out. After `--` stands how pairs of them
//! stand to each other: `same: ab cd`. After `variants?:` they may be left out as well. A pair of which
//! nothing is said must not be given as anything but `incomparable` or `variants`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use briefbook::protocol::DisputedSide;
use serde_json::Value;

use crate::support::house::House;
use crate::support::session::Beginning;

/// Below these the test fails: precision and recall of each verdict.
const FLOORS: [(&str, f64, f64); 5] = [
    ("same", 0.95, 0.9),
    ("compatible", 0.95, 0.95),
    ("variants", 0.95, 0.85),
    ("revised", 0.95, 0.95),
    ("conflict", 0.99, 0.75),
];

/// A pair of statements by their marks, in order.
type Pair = (char, char);

/// A statement that is marked: its file, its words, how often these stand before it in the text.
struct Marked {
    file: String,
    words: String,
    nth: usize,
    reprints: Option<char>,
}

struct Library {
    name: String,
    documents: Vec<(String, String)>,
    marked: BTreeMap<char, Marked>,
    /// The verdict of each pair, and whether the pair may be left out.
    expected: BTreeMap<Pair, (String, bool)>,
}

#[derive(Default)]
struct Count {
    right: usize,
    found: usize,
    expected: usize,
}

#[test]
#[allow(clippy::print_stdout)] // the figures are for people who run the test with --nocapture
fn the_libraries_give_the_verdicts_of_a_careful_reader() {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let (mut pairs, mut libraries) = (0, 0);
    for library in libraries_of_the_project() {
        pairs += library.expected.len();
        libraries += 1;
        for (pair, told) in compare(&library, &mut counts) {
            println!("{}: {}{}: {told}", library.name, pair.0, pair.1);
        }
    }
    println!("{libraries} libraries, {pairs} pairs");
    let mut low = Vec::new();
    for (verdict, precision, recall) in FLOORS {
        let count = counts.entry(verdict.to_owned()).or_default();
        let share = |of: usize| if of == 0 { 1.0 } else { count.right as f64 / of as f64 };
        let (p, r) = (share(count.found), share(count.expected));
        println!(
            "{verdict}: precision {p:.3} of {}, recall {r:.3} of {}",
            count.found, count.expected
        );
        if p < precision || r < recall {
            low.push(format!("{verdict}: precision {p:.3}, recall {r:.3}"));
        }
    }
    assert!(low.is_empty(), "{low:?}");
}

/// Counts the verdicts on a library, and tells which of them are wrong.
fn compare(library: &Library, counts: &mut BTreeMap<String, Count>) -> Vec<(Pair, String)> {
    let found = verdicts(library);
    let mut wrong = Vec::new();
    for (pair, verdicts) in &found {
        let (expected, _) = library.expected.get(pair).cloned().unwrap_or_default();
        for (at, verdict) in verdicts.iter().enumerate() {
            let count = counts.entry(verdict.clone()).or_default();
            if at == 0 && *verdict == expected {
                count.right += 1;
                count.found += 1;
            } else if !(expected.is_empty() && verdict == "variants") {
                count.found += 1;
                wrong.push((*pair, format!("{verdict} in place of “{expected}”")));
            }
        }
    }
    for (pair, (verdict, optional)) in &library.expected {
        let missing = !found.contains_key(pair);
        if verdict == "incomparable" || missing && *optional {
            continue;
        }
        counts.entry(verdict.clone()).or_default().expected += 1;
        if missing {
            wrong.push((*pair, format!("no verdict in place of “{verdict}”")));
        }
    }
    wrong
}

/// What the program says of the pairs of a library; of one pair several things if it counts a reprint.
fn verdicts(library: &Library) -> BTreeMap<Pair, Vec<String>> {
    let house = House::new();
    for (file, text) in &library.documents {
        house.document(file, text);
    }
    let output = house.run(&["disputes", "--json", "documents"]);
    let printed = String::from_utf8(output.stdout).unwrap();
    let places = places(library, &house);
    let mut verdicts: BTreeMap<Pair, Vec<String>> = BTreeMap::new();
    for line in printed.lines() {
        let weapon: Value = serde_json::from_str(line).unwrap();
        for pair in weapon["pairs"].as_array().unwrap() {
            let [a, b] = ["a", "b"].map(|side| mark_at(&places, &pair[side]));
            let (Some(a), Some(b)) = (a, b) else { continue };
            let original = |mark: char| library.marked[&mark].reprints.unwrap_or(mark);
            let (a, b) = (original(a), original(b));
            let verdict = pair["verdict"].as_str().unwrap();
            if a != b && verdict != "incomparable" {
                verdicts.entry((a.min(b), a.max(b))).or_default().push(verdict.to_owned());
            }
        }
    }
    verdicts
}

/// What is told of a disputed weapon: how many pairs of values contradict each other, and the places of pairs
/// that do.
#[derive(Debug, Default)]
struct ToldDispute {
    values: usize,
    places: BTreeSet<[ToldPlace; 2]>,
}

/// A file and where in it something stands, in scalar values.
type ToldPlace = (String, usize, usize);

/// The disputes that the verb tells of documents, by the names of the weapons.
fn told_by_the_verb(documents: &[(String, Vec<u8>)]) -> BTreeMap<String, ToldDispute> {
    let house = House::new();
    documents.iter().for_each(|(name, bytes)| _ = house.document(name, bytes));
    let printed = |words: &[&str]| {
        String::from_utf8(house.run(&[words, &["documents"]].concat()).stdout).unwrap()
    };
    let place = |place: &Value| {
        let file = Path::new(place["path"].as_str().unwrap()).file_name().unwrap();
        let [begin, end] = ["begin", "end"].map(|bound| place[bound].as_u64().unwrap() as usize);
        (file.to_str().unwrap().to_owned(), begin, end)
    };
    let mut told: BTreeMap<String, ToldDispute> = BTreeMap::new();
    for line in printed(&["disputes", "--json"]).lines() {
        let weapon: Value = serde_json::from_str(line).unwrap();
        let pairs = weapon["pairs"].as_array().unwrap().iter();
        let conflicts = pairs.filter(|pair| pair["verdict"] == "conflict");
        let places: BTreeSet<_> =
            conflicts.map(|pair| in_order([place(&pair["a"]), place(&pair["b"])])).collect();
        assert_eq!(weapon["disputed"].as_bool(), Some(!places.is_empty()), "{line}");
        if !places.is_empty() {
            let name = weapon["weapon"].as_str().unwrap().to_owned();
            told.insert(name, ToldDispute { values: 0, places });
        }
    }
    let mut values = None;
    for line in printed(&["disputes"]).lines() {
        match line.starts_with(' ') {
            false => values = told.get_mut(line).map(|told| &mut told.values),
            true if line.starts_with("    ") => {}
            true => **values.as_mut().unwrap() += 1,
        }
    }
    told
}

/// The disputes that the pane shows of the same documents, from their index.
fn told_by_the_pane(documents: &[(String, Vec<u8>)]) -> BTreeMap<String, ToldDispute> {
    let mut session = Beginning::default().with_facts().with(documents);
    session.keys("gX");
    let place = |side: &DisputedSide| {
        let file = side.paper.path.file_name().unwrap().to_str().unwrap().to_owned();
        (file, side.stated.scalars.start, side.stated.scalars.end)
    };
    let all = session.state.whole.disputes.all.as_deref();
    let told = all.into_iter().flatten().map(|disputed| {
        let pairs = disputed.pairs.iter().map(|pair| in_order(pair.sides.each_ref().map(place)));
        let told = ToldDispute { values: disputed.total, places: pairs.collect() };
        (disputed.name.to_string(), told)
    });
    told.collect()
}

fn in_order(mut places: [ToldPlace; 2]) -> [ToldPlace; 2] {
    places.sort();
    places
}

/// Both tell the same weapons with as many values, and the verb knows every pair that the pane shows; `original`
/// is the place that a reprint has in what it reprints. How many weapons these are.
fn assert_told_alike(
    what: &str,
    documents: &[(String, Vec<u8>)],
    original: &dyn Fn(&ToldPlace) -> ToldPlace,
) -> usize {
    let (verb, pane) = (told_by_the_verb(documents), told_by_the_pane(documents));
    let values = |told: &BTreeMap<String, ToldDispute>| -> Vec<(String, usize)> {
        told.iter().map(|(name, told)| (name.clone(), told.values)).collect()
    };
    assert_eq!(values(&verb), values(&pane), "{what}");
    let originals = |told: &ToldDispute| -> BTreeSet<[ToldPlace; 2]> {
        told.places.iter().map(|pair| in_order(pair.each_ref().map(original))).collect()
    };
    for (name, pane) in &pane {
        let (pane, verb) = (originals(pane), originals(&verb[name]));
        assert!(pane.is_subset(&verb), "{what}, {name}: {pane:?} of {verb:?}");
    }
    pane.len()
}

#[test]
fn the_pane_shows_the_disputes_that_the_verb_prints() {
    let mut disputed = 0;
    for library in libraries_of_the_project() {
        let house = House::new();
        library.documents.iter().for_each(|(file, text)| _ = house.document(file, text));
        let places = places(&library, &house);
        let original = |place: &ToldPlace| {
            let is_here = |(_, file, from, to): &&(char, String, usize, usize)| {
                *file == place.0 && place.1 < *to && *from < place.2
            };
            let mark = places.iter().find(is_here).map(|(mark, ..)| *mark);
            let first = mark.map(|mark| library.marked[&mark].reprints.unwrap_or(mark));
            let place_of = places.iter().find(|(mark, ..)| Some(*mark) == first);
            place_of.map_or(place.clone(), |(_, file, from, to)| (file.clone(), *from, *to))
        };
        let documents = library.documents.iter();
        let documents: Vec<_> =
            documents.map(|(name, text)| (name.clone(), text.clone().into_bytes())).collect();
        disputed += assert_told_alike(&library.name, &documents, &original);
    }
    assert!(disputed > 10, "{disputed} weapons are disputed");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/briefings");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read(path).unwrap())
    };
    let briefings: Vec<_> = files.filter(|path| path.is_file()).map(read).collect();
    assert!(assert_told_alike("the samples", &briefings, &ToldPlace::clone) > 0);
}

/// Where the marked statements stand in the texts that the program has, in scalar values.
fn places(library: &Library, house: &House) -> Vec<(char, String, usize, usize)> {
    let mut texts: HashMap<&str, String> = HashMap::new();
    for (file, _) in &library.documents {
        let output = house.run(&["text", &format!("documents/{file}")]);
        texts.insert(file, String::from_utf8(output.stdout).unwrap());
    }
    let mut places = Vec::new();
    for (mark, marked) in &library.marked {
        let text = &texts[&*marked.file];
        let (start, words) = text
            .match_indices(&marked.words)
            .nth(marked.nth)
            .unwrap_or_else(|| panic!("{}: {} is not there", library.name, marked.words));
        let begin = text[..start].chars().count();
        places.push((*mark, marked.file.clone(), begin, begin + words.chars().count()));
    }
    places
}

/// The mark of the statement at a place that the program printed.
fn mark_at(places: &[(char, String, usize, usize)], place: &Value) -> Option<char> {
    let file = Path::new(place["path"].as_str()?).file_name()?.to_str()?;
    let [begin, end] = ["begin", "end"].map(|bound| place[bound].as_u64().unwrap_or(0) as usize);
    let here = |(_, of, from, to): &&(char, String, usize, usize)| {
        of == file && begin < *to && *from < end
    };
    places.iter().find(here).map(|(mark, ..)| *mark)
}

fn libraries_of_the_project() -> Vec<Library> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledger");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path| fs::read_to_string(path).unwrap();
    let texts: Vec<String> = files.into_iter().map(read).collect();
    texts.iter().flat_map(|text| text.split("\n## ").map(library)).collect()
}

fn library(written: &str) -> Library {
    let (name, rest) = written.split_once('\n').unwrap();
    let (documents, expected) = rest.rsplit_once("\n--\n").unwrap();
    let mut library = Library {
        name: name.trim_start_matches("## ").to_owned(),
        documents: Vec::new(),
        marked: BTreeMap::new(),
        expected: expectations(expected),
    };
    for document in format!("\n{documents}").split("\n> ").skip(1) {
        let (file, text) = document.split_once('\n').unwrap();
        let text = unmarked(file, text.trim_matches('\n'), &mut library.marked);
        library.documents.push((file.to_owned(), text + "\n"));
    }
    for (a, b) in library.expected.keys() {
        assert!(library.marked.contains_key(a) && library.marked.contains_key(b), "{name}: {a}{b}");
    }
    library
}

fn expectations(lines: &str) -> BTreeMap<Pair, (String, bool)> {
    let mut expected = BTreeMap::new();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let (verdict, pairs) = line.split_once(": ").unwrap();
        let optional = verdict.ends_with('?');
        for pair in pairs.split_whitespace() {
            let marks: Vec<char> = pair.chars().collect();
            for (at, a) in marks.iter().enumerate() {
                for b in &marks[at + 1..] {
                    let verdict = verdict.trim_end_matches('?').to_owned();
                    expected.insert((*a.min(b), *a.max(b)), (verdict, optional));
                }
            }
        }
    }
    expected
}

/// The text without its marks, which are noted.
fn unmarked(file: &str, text: &str, marks: &mut BTreeMap<char, Marked>) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, marked)) = rest.split_once('{') {
        plain.push_str(before);
        let (inside, after) = marked.split_once('}').unwrap();
        let (name, words) = inside.split_once(':').unwrap();
        let mut name = name.chars();
        let mark = name.next().unwrap();
        let reprints = name.nth(1);
        let nth = plain.matches(words).count();
        let marked = Marked { file: file.to_owned(), words: words.to_owned(), nth, reprints };
        assert!(marks.insert(mark, marked).is_none(), "{file}: {mark} is marked twice");
        plain.push_str(words);
        rest = after;
    }
    plain + rest
}
