//! The same briefing in every format is the same document to a reader: the same facts, the same title,
//! date, source and authors. Every file of `tests/formats` is compared with the Markdown one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use briefbook::document::{BlockKind, Document};
use briefbook::facts::{Lexicon, extract};
use briefbook::reading::documents::Documents;
use briefbook::reading::in_memory::InMemory;
use briefbook::reading::parse_cache::Parsed;
use briefbook::sandbox::Sandbox;

/// What has to be the same in every format, as lines to be compared.
fn essence(document: &Document, lexicon: &Lexicon) -> BTreeSet<String> {
    let facts = extract(document, lexicon);
    // A text file and a message carry their head in the text, where its facts are found too.
    let body = document.text().find("Poland received").unwrap();
    let mut lines = BTreeSet::new();
    for entity in &facts.entities {
        let mentions = entity.mentions.iter().filter(|mention| mention.span.start >= body);
        let (class, times) = (entity.class, mentions.count());
        if times == 0 {
            continue;
        }
        lines.insert(format!("{class:?} {}, {}, {times} times", entity.name, entity.kind));
    }
    for range in &facts.ranges {
        let weapon = range.weapon.and_then(|(at, _)| facts.entities.get(at));
        let weapon = weapon.map(|weapon| weapon.name.to_string()).unwrap_or_default();
        lines.insert(format!("range {:?} {:?} of {weapon}", range.min_km, range.max_km));
    }
    let about = document.metadata();
    let date = about.date.as_ref().map(|date| format!("{:.10}", date.value));
    lines.insert(format!("title {:?}", about.title.as_ref().map(|title| title.value.to_string())));
    lines.insert(format!("date {date:?}"));
    lines.insert(format!("source {:?}", about.source.as_ref().map(|s| s.value.to_string())));
    lines.extend(about.authors.iter().map(|author| format!("author {}", author.value)));
    lines.extend(structure(document));
    lines
}

/// Headings, items and rows, each with its words.
fn structure(document: &Document) -> impl Iterator<Item = String> {
    document.blocks().iter().filter_map(|block| {
        let words = document.words(block.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let kind = match block.kind {
            BlockKind::Heading { .. } => "heading",
            BlockKind::Item { .. } => "item",
            BlockKind::Row { header: true, .. } => "heading row",
            BlockKind::Row { .. } => "row",
            _ => return None,
        };
        Some(format!("{kind}: {words}"))
    })
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<_> = files.filter(|path| path.file_stem().unwrap() == "launchers").collect();
    files.sort();
    files
}

#[test]
fn the_same_briefing_gives_the_same_facts_in_every_format() {
    let sandbox = Sandbox::new(env!("CARGO_BIN_EXE_briefbook").into());
    let documents = Documents::new(InMemory::default(), sandbox, Parsed::default());
    let lexicon = Lexicon::bundled().unwrap();
    let files = files();
    let model = files.iter().find(|path| path.extension().unwrap() == "md").unwrap();
    let model = essence(&documents.whole(model).unwrap(), &lexicon);
    assert!(model.len() > 20, "{model:#?}");
    let mut wrong = Vec::new();
    for path in &files {
        let own = essence(&documents.whole(path).unwrap(), &lexicon);
        let missing = model.difference(&own).map(|line| format!("- {line}"));
        let extra = own.difference(&model).map(|line| format!("+ {line}"));
        let differences: Vec<_> = missing.chain(extra).collect();
        if !differences.is_empty() {
            wrong.push(format!("{}\n{}", path.display(), differences.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
