//! What it costs to add a bookmark to few and to many, to open the store, and to find passages.

#![allow(clippy::unwrap_used, missing_docs, reason = "a bench stops by panicking")]

use std::path::Path;

use briefbook::bookmarks::{Bookmark, Finder, Id, Identity, Stamp};
use briefbook::document::{Document, Parts};
use briefbook::runtime::store::{Change, Store, add};
use briefbook::text::{Shown, Span};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use tempfile::TempDir;

fn mark(number: i64) -> Bookmark {
    let mut mark = Bookmark { id: Id::new(Stamp::new(number), 0), ..Bookmark::default() };
    mark.anchor.quote = "It said that the system would reach up to 300 km. ".repeat(4);
    mark.anchor.prefix = "The maker published a sheet. ".repeat(4);
    mark
}

fn filled(count: i64) -> TempDir {
    let folder = TempDir::new().unwrap();
    add(folder.path(), mark(0), Stamp::new(0)).unwrap();
    let journal = folder.path().join("journal.jsonl");
    let text = std::fs::read_to_string(&journal).unwrap();
    let (head, line) = text.split_once('\n').unwrap();
    // Without their checks the lines are those of a person, which are as good.
    let line = line.rsplit_once(",\"sum\"").unwrap().0;
    let first = mark(0).id.to_string();
    let line = |n| line.replace(&first, Id::new(Stamp::new(n), 0).as_str()) + "}\n";
    std::fs::write(&journal, format!("{head}\n{}", (0..count).map(line).collect::<String>()))
        .unwrap();
    folder
}

fn adding(bench: &mut Criterion) {
    for count in [10, 10_000] {
        let folder = filled(count);
        let mut store = Store::open(folder.path(), Stamp::new(0)).unwrap();
        assert_eq!(store.bookmarks().len(), usize::try_from(count).unwrap());
        let mut next = 1_000_000;
        bench.bench_function(&format!("add one to {count}"), |b| {
            b.iter(|| {
                next += 1;
                store.commit(Change::Put(Box::new(mark(next))), Stamp::new(next)).unwrap();
            });
        });
        bench.bench_function(&format!("add one to {count} without reading them"), |b| {
            b.iter(|| {
                next += 1;
                add(folder.path(), mark(next), Stamp::new(next)).unwrap();
            });
        });
    }
    let folder = filled(10_000);
    bench.bench_function("open a store of 10000", |b| {
        b.iter(|| Store::open(folder.path(), Stamp::new(0)).unwrap());
    });
}

fn text(paragraphs: usize) -> Document {
    let text: String = (0..paragraphs)
        .map(|n| format!("In the year {n} the ministry numbered {} said that its missile of type {} would reach {} km at most, and more than before.\n\n", n * 7, n * 13, n * 3))
        .collect();
    Document::new(Parts { text: Shown::text(text), ..Parts::default() }).unwrap()
}

fn finding(bench: &mut Criterion) {
    for (name, paragraphs) in [("50 kB", 400), ("5 MB", 40_000)] {
        let old = text(paragraphs);
        let start = old.text().find(&format!("In the year {} ", paragraphs / 2)).unwrap();
        let identity = Identity::of(Path::new("x"), None, &old);
        let anchor = Finder::new(&old).anchor(Span::new(start, start + 100), &identity).unwrap();
        let edited = old.text().replace("the ministry", "a ministry");
        let new = Document::new(Parts { text: Shown::text(edited), ..Parts::default() }).unwrap();
        bench.bench_function(&format!("prepare {name}"), |b| b.iter(|| Finder::new(&new).words()));
        let finder = Finder::new(&new);
        bench.bench_function(&format!("find an edited passage in {name}"), |b| {
            b.iter_batched(
                || anchor.clone(),
                |anchor| finder.resolve(&anchor),
                BatchSize::SmallInput,
            );
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = adding, finding
}
criterion_main!(benches);
