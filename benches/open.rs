//! From bytes to a document: prose wrapped at 72 columns as plain text and as Markdown, in three
//! sizes. Measures `formats::read` alone; the time from exec to the first paint is in `start`.

#![allow(missing_docs, clippy::unwrap_used, reason = "a bench may panic")]

use std::hint::black_box;
use std::path::Path;

use briefbook::formats::{Source, read};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

const PARAGRAPH: &str = "\
The battery fired at dusk, and the crews withdrew along the river road
before the first reply came in. Observers counted six launches; of the
four missiles that arrived, two struck the depot about 190 miles behind
the line, one fell short and one was shot down, the ministry said.

";

fn wrapped(size: usize, title: &str) -> String {
    format!("{title}\n\n{}", PARAGRAPH.repeat(size / PARAGRAPH.len() + 1))
}

fn open(c: &mut Criterion) {
    let mut group = c.benchmark_group("open");
    group.sample_size(10);
    for size in [10_000, 1_000_000, 10_000_000] {
        for (name, title) in [("report.txt", "A report"), ("report.md", "# A report")] {
            let text = wrapped(size, title);
            let source = Source { name: Path::new(name), bytes: text.as_bytes(), whole: true };
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_function(BenchmarkId::new(name, size), |b| {
                b.iter(|| read(black_box(&source)).unwrap());
            });
        }
    }
    group.finish();
}

criterion_group!(benches, open);
criterion_main!(benches);
