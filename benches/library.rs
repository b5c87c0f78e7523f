//! A list of 100,000 documents: taking it in, ordering it, filtering it, finding by name.

use std::hint::black_box;
use std::path::PathBuf;

use briefbook::document::Date;
use briefbook::library::{Arrangement, Catalogue, Entry, ListSort, NameFinder, Sort};
use briefbook::text::CleanText;
use criterion::{Criterion, criterion_group, criterion_main};

const DOCUMENTS: u32 = 100_000;
const TOPICS: [&str; 5] = ["strike", "range", "export", "summit", "sanctions"];

fn entry(number: u32) -> Entry {
    let mixed = number.wrapping_mul(2_654_435_761);
    let topic = TOPICS[(mixed >> 8) as usize % TOPICS.len()];
    let day =
        Date::of_day(2020 + (mixed % 5) as i16, 1 + (mixed % 12) as u8, 1 + (mixed % 28) as u8);
    Entry {
        title: CleanText::line(&format!("Assessment of the campaign, part {mixed}: {topic}")),
        source: Some(CleanText::line(&format!("Institute {}", mixed % 40))),
        date: day,
        words: (mixed % 5000) as usize,
        ..Entry::waiting(PathBuf::from(format!("library/{topic}/{number}.txt")), topic.into())
    }
}

fn library(bench: &mut Criterion) {
    let mut catalogue = Catalogue::default();
    catalogue.put((0..DOCUMENTS).map(entry));
    let mut list = Arrangement::default();
    for by in ListSort::ALL {
        let sort = Sort { by: *by, reversed: false };
        bench.bench_function(&format!("sort by {by}"), |b| {
            b.iter(|| {
                list.set_sort(&catalogue, sort);
                list.arrange(&catalogue);
            })
        });
    }
    for typed in ["s", "sanctions", "institute strike 77", "absent"] {
        let name = format!("filter by {typed:?}");
        bench.bench_function(&name, |b| {
            b.iter(|| {
                list.set_filter(typed);
                list.arrange(&catalogue);
            })
        });
    }
    let mut finder = NameFinder::new(&catalogue);
    bench.bench_function("find by name", |b| b.iter(|| black_box(finder.find("sanct 77", 20))));
    let mut group = bench.benchmark_group("slow");
    group.sample_size(10);
    group.bench_function("take in", |b| {
        b.iter(|| Catalogue::default().put((0..DOCUMENTS).map(entry)).len());
    });
    group.finish();
}

criterion_group!(benches, library);
criterion_main!(benches);
