//! What an index promises: everything put in is found, ranked, quoted and counted, and nothing else.

mod dated;

use std::path::Path;

use super::*;
use crate::document::{Date, Document};
use crate::facts::correction::{Correction, Corrections, FactKey};
use crate::facts::{Class, Lexicon, extract};
use crate::formats::{Source, read};
use crate::query::Query;

const TAURUS: &str = "---\ntitle: Taurus and its rivals\ndate: 2024-03-15\nsource: The Desk\n---\n\n\
    The Taurus KEPD 350 cruise missile has a range of 500 km. Analysts compare it with the Storm \
    Shadow.\n";
const ATACMS: &str = "---\ntitle: Ukraine asks for ATACMS\ndate: 2023-10-18\nsource: Reuters\n---\n\n\
    The ATACMS can strike targets about 190 miles (306 km) away, a retired US general said.\n\n\
    Volodymyr Zelenskyy asked for missiles with a longer range. ATACMS missiles came in October.\n";
const OLD: &str = "---\ntitle: Notes\ndate: 1999-01-02\n---\n\nNothing is said here about missiles \
    but one word. The sea was calm, the storm came late and cast a shadow.\n";

fn document(text: &str) -> Document {
    let source = Source { name: Path::new("x.md"), bytes: text.as_bytes(), whole: true };
    read(&source).unwrap()
}

fn record(below: &str, text: &str, lexicon: &Lexicon) -> Record {
    let document = document(text);
    let metadata = document.metadata();
    let row = CatalogueRow {
        place: RootedPath { root: 0, below: below.into() },
        title: document.title().to_string(),
        date: metadata.date.as_ref().map(|date| date.value),
        source: metadata.source.as_ref().map(|source| source.value.to_string()),
        ..CatalogueRow::default()
    };
    let stored_facts = StoredFacts::new(&document, &extract(&document, lexicon));
    let authors = metadata.authors.iter().map(|author| author.value.to_string()).collect();
    let (text, links) = (document.text().to_string(), Vec::new());
    Record { row, text, stored_facts, authors, links }.completed()
}

pub(super) fn library() -> (Index, Writer) {
    let lexicon = Lexicon::bundled().unwrap();
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap().unwrap();
    for (below, text) in
        [("2024/March/taurus.md", TAURUS), ("2023/atacms.md", ATACMS), ("old.md", OLD)]
    {
        writer.put(record(below, text, &lexicon), false).unwrap();
    }
    writer.commit().unwrap();
    assert!(index.refresh().unwrap());
    (index, writer)
}

fn found(index: &Index, typed: &str, outside: &Outside) -> Matches {
    let query = Query::parse(typed);
    let today = Date::of_day(2024, 6, 1);
    index.search(IndexQuery { query: &query, limit: 10, today, outside }).unwrap()
}

fn names(index: &Index, typed: &str) -> Vec<String> {
    let found = found(index, typed, &Outside::default());
    assert_eq!(found.total, found.matches.len(), "{typed}");
    let name = |m: &Match| m.row.place.below.file_stem().unwrap().to_string_lossy().into_owned();
    found.matches.iter().map(name).collect()
}

#[test]
fn every_kind_of_term_finds_its_documents() {
    let (index, _writer) = library();
    for (typed, expected) in [
        ("ATACMS ", &["atacms"][..]),
        ("taur", &["taurus"]),
        ("t", &["taurus", "atacms", "old"]),
        ("miss", &["taurus", "atacms", "old"]),
        ("\"storm shadow\"", &["taurus"]),
        ("storm shadow ", &["taurus", "old"]),
        ("missiles -ATACMS ", &["old", "taurus"]),
        ("\"missiles\" -ATACMS ", &["old"]),
        ("calm OR taurus ", &["taurus", "old"]),
        ("title:ukraine", &["atacms"]),
        ("title:u", &["atacms"]),
        ("source:reuters", &["atacms"]),
        ("weapon:atacms", &["atacms"]),
        ("weapon:\"storm shadow\"", &["taurus"]),
        ("actor:zelensk", &["atacms"]),
        ("range:>300km", &["taurus", "atacms"]),
        ("range:>400km", &["taurus"]),
        ("range:306km", &["atacms"]),
        ("date:2024", &["taurus"]),
        ("date:..2023", &["atacms", "old"]),
        ("in:2024", &["taurus"]),
        ("in:2024/mar", &["taurus"]),
        ("in:march -range:>1km", &[]),
        ("has:range", &["taurus", "atacms"]),
        ("-has:range", &["old"]),
        ("certainty:asserted", &["taurus", "atacms"]),
        ("certainty:denied", &[]),
        ("-certainty:asserted", &["old"]),
        ("certainty:denied OR weapon:taurus", &["taurus"]),
        ("certainty:asserted -said:general", &["taurus"]),
        ("said:general", &["atacms"]),
        ("said:general range:>400km", &[]),
        ("weapon:taurus said:general", &[]),
        ("nowhere ", &[]),
        ("", &["taurus", "atacms", "old"]),
    ] {
        assert_eq!(names(&index, typed), expected, "{typed}");
    }
}

/// An index of these texts, called by their numbers.
fn index_of(texts: &[&str]) -> (Index, Writer) {
    let lexicon = Lexicon::bundled().unwrap();
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap().unwrap();
    for (number, text) in texts.iter().enumerate() {
        writer.put(record(&format!("{number}.md"), text, &lexicon), false).unwrap();
    }
    writer.commit().unwrap();
    assert!(index.refresh().unwrap());
    (index, writer)
}

#[test]
fn other_forms_of_a_word_are_found_behind_the_word_itself() {
    let (index, _writer) = index_of(&[
        "A\n\nMissiles, missiles, and more missiles were seen. Nothing else.\n",
        "B\n\nA long story about the sea in which one missile is named, and then no more.\n",
        "C\n\nThe minister is missing.\n",
        "D\n\nThe navies of both countries met.\n",
    ]);
    for (typed, expected) in [
        ("missile ", &["1", "0"][..]),
        ("missiles ", &["0", "1"]),
        ("missiles", &["0", "1"]),
        ("\"missile\" ", &["1"]),
        ("story -missiles ", &[]),
        ("minister -missile ", &["2"]),
        ("navy ", &["3"]),
        ("navy", &["3"]),
        ("missle~1 ", &["1"]),
        ("ministr~ ", &["2"]),
        ("title:d navies ", &["3"]),
    ] {
        assert_eq!(names(&index, typed), expected, "{typed}");
    }
    assert_eq!(names(&index, "misile~2 ").len(), 2);
    let query = Query::parse("missile ").by_letters();
    let outside = &Outside::default();
    let search = IndexQuery { query: &query, limit: 10, today: None, outside };
    assert_eq!(index.search(search).unwrap().total, 1);
}

#[test]
fn weapon_range_and_speaker_are_those_of_one_statement() {
    let (index, _writer) = index_of(&[
        "One\n\nThe Storm Shadow has a range of 560 km. The Tomahawk has a range of 1,600 km.\n",
        "Two\n\nThe Tomahawk has a range of 1,500 km, the ministry said.\n\nThe Storm Shadow is a \
         cruise missile.\n",
    ]);
    for (typed, expected) in [
        ("weapon:\"storm shadow\" range:>1000km ", &[][..]),
        ("weapon:\"storm shadow\" range:>500km ", &["0"]),
        ("weapon:tomahawk range:>1550km ", &["0"]),
        ("weapon:tomahawk range:1400..1550km ", &["1"]),
        ("range:>500km range:<600km ", &["0"]),
        ("range:>1000km actor:ministry ", &["1"]),
        ("range:>1000km OR weapon:nothing one ", &["0"]),
        ("weapon:\"storm shadow\" ", &["0", "1"]),
        ("range:>500km -weapon:\"storm shadow\" ", &[]),
    ] {
        let mut found = names(&index, typed);
        found.sort();
        assert_eq!(found, expected, "{typed}");
    }
    let found = found(&index, "weapon:tomahawk range:>500km ", &Outside::default());
    for answer in &found.matches {
        let quoted = found.passages(answer, 9).unwrap();
        assert!(quoted.best.iter().all(|passage| !passage.span.is_empty()));
        let text = found.text(answer).unwrap();
        assert!(quoted.best.iter().all(|passage| !passage.span.of(&text).contains("560")));
    }
}

#[test]
fn authors_are_found_and_kept() {
    let (index, _writer) = index_of(&[
        "---\ntitle: X\nauthor: Jane Nguyễn\n---\n\nWords.\n",
        "Y\n\nJane is named here.\n",
    ]);
    assert_eq!(names(&index, "author:nguyen "), ["0"]);
    assert_eq!(names(&index, "author:jane"), ["0"]);
    let record = index.record(&RootedPath { root: 0, below: "0.md".into() }).unwrap().unwrap();
    assert_eq!(record.authors, ["Jane Nguyễn"]);
}

#[test]
fn a_word_is_found_by_every_one_of_its_beginnings() {
    let (index, mut writer) = library();
    for (word, expected) in [("analysts", "taurus"), ("zelenskyy", "atacms"), ("calm", "old")] {
        // Two letters and fewer begin other words too.
        for letters in 3..=word.len() {
            let start = &word[..letters];
            assert_eq!(names(&index, start), [expected], "{start}");
            assert_eq!(names(&index, &format!("the {start}")), [expected], "the {start}");
            assert!(names(&index, &format!("mangrove {start}")).is_empty(), "{start}");
        }
    }
    writer.remove(&RootedPath { root: 0, below: "old.md".into() });
    writer.commit().unwrap();
    assert!(index.refresh().unwrap());
    for start in ["cal", "calm"] {
        assert!(names(&index, start).is_empty(), "{start}");
    }
}

#[test]
fn titles_weigh_more_and_new_documents_come_first() {
    let (index, _writer) = library();
    assert_eq!(names(&index, "missiles "), ["atacms", "old", "taurus"]);
    let found = found(&index, "taurus OR analysts ", &Outside::default());
    assert!(found.matches[0].score > 0.0);
}

#[test]
fn what_the_user_did_is_asked_of_the_outside() {
    let (index, _writer) = library();
    let place = |below: &str| RootedPath { root: 0, below: below.into() };
    let outside = Outside {
        read: vec![place("old.md")],
        marks: vec![(place("2023/atacms.md"), vec!["urgent".into()], "check the figure".into())],
        ..Outside::default()
    };
    let total = |typed| found(&index, typed, &outside).total;
    assert_eq!((total("is:unread"), total("is:read")), (2, 1));
    assert_eq!(
        (total("label:urgent"), total("note:\"the figure\""), total("label:fig")),
        (1, 1, 0)
    );
    assert_eq!(total("figure "), 1, "notes are searched with the texts");
}

#[test]
fn passages_are_quoted_with_their_places() {
    let (index, _writer) = library();
    let found = found(&index, "ATACMS ", &Outside::default());
    let passages = found.passages(&found.matches[0], 1).unwrap();
    assert_eq!((passages.total, passages.best.len()), (2, 1));
    let passage = &passages.best[0];
    let text = found.text(&found.matches[0]).unwrap();
    assert_eq!(passage.span.of(&text), "ATACMS");
    assert_eq!(passage.marks[0].of(&passage.snippet), "ATACMS");
    assert!(passage.snippet.starts_with("The ATACMS can strike"), "{}", passage.snippet);
    let before: usize = text[..passage.span.start].chars().count();
    assert_eq!(passage.scalars.start, before);
}

#[test]
fn facts_asked_for_by_field_are_quoted_too() {
    let (index, _writer) = library();
    for (typed, words) in [("range:>400km", "500 km"), ("actor:zelensk", "Volodymyr Zelenskyy")] {
        let found = found(&index, typed, &Outside::default());
        let passages = found.passages(&found.matches[0], 9).unwrap();
        let text = found.text(&found.matches[0]).unwrap();
        let quoted: Vec<_> = passages.best.iter().map(|p| p.span.of(&text)).collect();
        assert!(quoted.contains(&words), "{typed}: {quoted:?}");
    }
}

#[test]
fn the_catalogue_and_the_records_come_back() {
    let (index, _writer) = library();
    let mut rows = Vec::new();
    index.rows(|row| rows.push(row)).unwrap();
    rows.sort_by(|a, b| a.place.cmp(&b.place));
    let titles: Vec<_> = rows.iter().map(|row| row.title.as_str()).collect();
    assert_eq!(titles, ["Ukraine asks for ATACMS", "Taurus and its rivals", "Notes"]);
    assert_eq!(rows[0].counts.ranges, 1);
    let expected = record("2023/atacms.md", ATACMS, &Lexicon::bundled().unwrap());
    let back = index.record(&rows[0].place).unwrap().unwrap();
    assert_eq!((&back.row, &back.text), (&expected.row, &expected.text));
    assert_eq!(back.stored_facts.named, expected.stored_facts.named);
    assert_eq!(back.stored_facts.stated.len(), 1);
    assert_eq!(index.record(&RootedPath::default()).unwrap().map(|record| record.row), None);
}

#[test]
fn facts_are_gathered_over_all_documents() {
    let (index, mut writer) = library();
    let none = Corrections::default();
    let weapons = index.tallies(Class::Weapon, &none).unwrap();
    let atacms = weapons.iter().find(|tally| tally.name.contains("ATACMS")).unwrap();
    assert_eq!(atacms.documents, 1);
    let (total, namings) = index.naming(Class::Weapon, &atacms.id, 5).unwrap();
    assert_eq!((total, namings[0].row.place.below.as_path()), (1, Path::new("2023/atacms.md")));
    assert!(namings[0].times >= 2 && namings[0].snippet.contains("ATACMS"), "{namings:?}");
    let ranges = index.ranges(&none).unwrap();
    let mut written: Vec<_> = ranges.iter().map(|row| row.stated.written.as_str()).collect();
    written.sort_unstable();
    assert_eq!(written, ["500 km", "about 190 miles"]);
    let said = ranges.iter().find(|row| row.stated.written.contains("190")).unwrap();
    assert_eq!(said.stated.said_by, "a retired US general");
    writer.remove(&namings[0].row.place);
    writer.commit().unwrap();
    index.refresh().unwrap();
    assert!(index.tallies(Class::Weapon, &none).unwrap().iter().all(|tally| tally.id != atacms.id));
    assert_eq!(index.ranges(&none).unwrap().len(), 1);
}

#[test]
fn what_is_replaced_or_removed_is_gone() {
    let (index, mut writer) = library();
    let lexicon = Lexicon::bundled().unwrap();
    writer.put(record("old.md", "A heron stood there.\n", &lexicon), true).unwrap();
    writer.remove(&RootedPath { root: 0, below: "2023/atacms.md".into() });
    assert!(!index.refresh().unwrap(), "nothing is seen before it is committed");
    writer.commit().unwrap();
    assert!(index.refresh().unwrap());
    assert_eq!((index.len(), names(&index, "heron")), (2, vec!["old".to_owned()]));
    assert!(names(&index, "calm").is_empty() && names(&index, "atacms").is_empty());
}

fn weapon(id: &str) -> FactKey {
    FactKey { class: "weapon".into(), id: id.into() }
}

/// The key of the weapon with this in its name.
fn weapon_named(index: &Index, part: &str) -> FactKey {
    let all = index.tallies(Class::Weapon, &Corrections::default()).unwrap();
    weapon(&all.iter().find(|tally| tally.name.contains(part)).unwrap().id)
}

fn knowing(corrections: Corrections) -> Outside {
    Outside { corrections: corrections.into(), ..Outside::default() }
}

fn total(index: &Index, typed: &str, corrections: &Corrections) -> usize {
    found(index, typed, &knowing(corrections.clone())).total
}

#[test]
fn what_was_rejected_is_found_by_no_field_counted_nowhere_and_quoted_for_nothing() {
    let (index, _writer) = library();
    let atacms = weapon_named(&index, "ATACMS");
    let mut corrections = Corrections::default();
    for weapon in index.tallies(Class::Weapon, &corrections).unwrap() {
        let (_, named) = index.naming(Class::Weapon, &weapon.id, 9).unwrap();
        let in_paper = named.iter().any(|naming| naming.row.place.below.ends_with("atacms.md"));
        if in_paper {
            corrections.add(Correction::Reject { fact: self::weapon(&weapon.id) });
        }
    }
    assert_eq!(total(&index, "weapon:atacms", &corrections), 0);
    assert_eq!(total(&index, "-weapon:atacms", &corrections), 3);
    assert_eq!(total(&index, "weapon:taurus", &corrections), 1);
    assert_eq!(total(&index, "atacms ", &corrections), 1, "the words are still there");
    assert_eq!(
        (total(&index, "has:weapon", &corrections), total(&index, "has:range", &corrections)),
        (1, 2)
    );
    let all = index.tallies(Class::Weapon, &corrections).unwrap();
    assert!(all.iter().all(|tally| tally.id != atacms.id), "{all:?}");
    let ranges = index.ranges(&corrections).unwrap();
    let of = |written: &str| ranges.iter().find(|r| r.stated.written.contains(written)).unwrap();
    assert_eq!((of("190").stated.weapon.as_str(), of("190").stated.weapon_id.as_str()), ("", ""));
    assert!(of("500").stated.weapon.contains("Taurus"));
    let counts = index.corrected_counts(&corrections).unwrap();
    let place = RootedPath { root: 0, below: "2023/atacms.md".into() };
    assert_eq!((counts[&place].weapons, counts[&place].ranges), (0, 1));
    let other = knowing(corrections);
    let found = found(&index, "weapon:atacms OR calm ", &other);
    assert_eq!(found.total, 1);
}

#[test]
fn what_was_merged_is_one_in_every_answer_and_counts_a_document_once() {
    let (index, _writer) = library();
    let (taurus, shadow) = (weapon_named(&index, "Taurus"), weapon_named(&index, "Storm Shadow"));
    let atacms = weapon_named(&index, "ATACMS");
    let mut corrections = Corrections::default();
    let merge = |fact: &FactKey| Correction::Merge { fact: fact.clone(), into: shadow.clone() };
    corrections.add_named(merge(&taurus), "Storm Shadow");
    corrections.add_named(merge(&atacms), "Storm Shadow");
    let all = index.tallies(Class::Weapon, &corrections).unwrap();
    let one = all.iter().find(|tally| tally.id == shadow.id).unwrap();
    assert_eq!(one.documents, 2, "the paper with both counts once");
    assert!(all.iter().all(|tally| tally.id != taurus.id && tally.id != atacms.id));
    let names = |typed| {
        let found = found(&index, typed, &knowing(corrections.clone()));
        let mut names: Vec<_> =
            found.matches.iter().map(|m| m.row.place.below.display().to_string()).collect();
        names.sort();
        names
    };
    assert_eq!(names("weapon:\"storm shadow\""), ["2023/atacms.md", "2024/March/taurus.md"]);
    assert_eq!(names("weapon:atacms"), ["2023/atacms.md"], "by its own words too");
    let ranges = index.ranges(&corrections).unwrap();
    assert!(ranges.iter().all(|row| row.stated.weapon_id == shadow.id), "{ranges:?}");
    assert!(ranges.iter().all(|row| row.stated.weapon == "Storm Shadow"), "{ranges:?}");
}

#[test]
fn a_rejected_range_is_no_range_for_the_table_nor_for_a_search() {
    let (index, _writer) = library();
    let text = document(ATACMS).text().to_string();
    let ranges = index.ranges(&Corrections::default()).unwrap();
    let range = ranges.iter().find(|row| row.stated.written.contains("190")).unwrap();
    let mut corrections = Corrections::default();
    let fact = FactKey::of_words(range.stated.span, &text);
    corrections.add(Correction::Reject { fact });
    assert_eq!(index.ranges(&corrections).unwrap().len(), 1);
    assert_eq!(total(&index, "range:>300km", &corrections), 1);
    assert_eq!(total(&index, "has:range", &corrections), 1);
    let counts = index.corrected_counts(&corrections).unwrap();
    assert_eq!(counts.values().map(|counts| counts.ranges).collect::<Vec<_>>(), [0]);
}
