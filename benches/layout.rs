//! What wrapping, jumping and finding cost. Prose is generated, so that no document is needed.

// A bench without its document is none: it may stop.
#![allow(clippy::expect_used, missing_docs)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

use briefbook::document::{Block, BlockKind, Document, Parts};
use briefbook::layout::{Layout, LinePlace, Measure, all_lines};
use briefbook::query::Pattern;
use briefbook::text::{CleanText, Span};

const WORDS: [&str; 24] = [
    "the",
    "launcher",
    "of",
    "a",
    "range",
    "missile",
    "kilometres",
    "in",
    "officials",
    "said",
    "which",
    "long-range",
    "battery",
    "and",
    "precision",
    "to",
    "Ministry",
    "reported",
    "was",
    "system",
    "strikes",
    "“about",
    "300”",
    "by",
];

/// Prose of about `bytes` bytes in paragraphs of some 500.
fn prose(bytes: usize) -> Document {
    let mut text = String::with_capacity(bytes + 600);
    let mut blocks = Vec::new();
    let mut seed = 7_u32;
    while text.len() < bytes {
        let start = text.len();
        while text.len() < start + 500 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(WORDS[(seed >> 16) as usize % WORDS.len()]);
            text.push(' ');
        }
        text.pop();
        text.push('.');
        blocks.push(Block::new(BlockKind::Paragraph, Span::new(start, text.len())));
        text.push_str("\n\n");
    }
    let text = CleanText::text(text);
    Document::new(Parts { text, blocks, ..Parts::default() }).expect("generated spans fit")
}

/// The same words in one block.
fn one_block(bytes: usize) -> Document {
    block_of(prose(bytes).text().clone())
}

fn block_of(text: CleanText) -> Document {
    let blocks = vec![Block::new(BlockKind::Paragraph, Span::new(0, text.len()))];
    Document::new(Parts { text, blocks, ..Parts::default() }).expect("one block fits")
}

fn whole(c: &mut Criterion) {
    let document = prose(1_000_000);
    let settings = [
        ("default", Measure::default()),
        ("first fit", Measure { optimal: false, ..Measure::default() }),
        ("justified", Measure { justify: true, ..Measure::default() }),
        ("hyphenated", Measure { hyphenate: true, ..Measure::default() }),
    ];
    let mut group = c.benchmark_group("1 MB of prose");
    group.sample_size(20).throughput(Throughput::Bytes(1_000_000));
    for (name, measure) in settings {
        group.bench_function(name, |b| b.iter(|| all_lines(black_box(&document), measure)));
    }
    group.finish();
}

fn screen(c: &mut Criterion) {
    let mut group = c.benchmark_group("a screen of 50 lines");
    for (name, document) in [
        ("10 kB", prose(10_000)),
        ("1 MB", prose(1_000_000)),
        ("100 MB", prose(100_000_000)),
        ("100 MB in one block", one_block(100_000_000)),
    ] {
        let middle = document.text().len() / 2;
        group.bench_with_input(BenchmarkId::new("first", name), &document, |b, document| {
            b.iter(|| Layout::new(Measure::default()).lines(document, LinePlace::default(), 50));
        });
        group.bench_with_input(BenchmarkId::new("jump", name), &document, |b, document| {
            b.iter(|| {
                let mut layout = Layout::new(Measure::default());
                let place = layout.place(document, middle);
                layout.lines(document, place, 50)
            });
        });
        group.bench_with_input(BenchmarkId::new("scroll", name), &document, |b, document| {
            let mut layout = Layout::new(Measure::default());
            let mut place = layout.place(document, middle);
            let mut down = 1;
            b.iter(|| {
                place = layout.step(document, place, down);
                down = -down;
                layout.lines(document, place, 50)
            });
        });
    }
    group.finish();
}

fn find(c: &mut Criterion) {
    let document = prose(10_000_000);
    let text = document.text().as_str();
    let mut group = c.benchmark_group("find in 10 MB");
    group.sample_size(20).throughput(Throughput::Bytes(text.len() as u64));
    for query in ["hypersonic", "Hypersonic", "ministry", "about 300", "zelenskyy's"] {
        let pattern = Pattern::new(query).expect("not empty");
        group.bench_function(query, |b| b.iter(|| pattern.hits(black_box(text)).count()));
    }
    group.finish();
    c.bench_function("read a query", |b| b.iter(|| Pattern::new(black_box("long-range missile"))));
}

/// Text that is made to be slow, whole and searched.
fn trouble(c: &mut Criterion) {
    let mut group = c.benchmark_group("1 MB of trouble");
    group.sample_size(10).throughput(Throughput::Bytes(1_000_000));
    let pattern = Pattern::new("aa bb").expect("not empty");
    for (name, piece) in [
        ("one word", "a"),
        ("slashes", "a/aaa"),
        ("marks", "\u{301}"),
        ("flags", "🇺🇦"),
        ("families", "👩\u{200d}👩\u{200d}👧"),
        ("spaces", " "),
        ("soft hyphens", "a\u{ad}"),
        ("Han", "漢"),
        ("Thai", "ก"),
        ("near misses", "aa b "),
    ] {
        let text = CleanText::text(piece.repeat(1_000_000 / piece.len()));
        let document = block_of(text);
        group.bench_function(BenchmarkId::new("set", name), |b| {
            b.iter(|| all_lines(&document, Measure::default()));
        });
        group.bench_function(BenchmarkId::new("find", name), |b| {
            b.iter(|| pattern.hits(black_box(document.text())).count());
        });
    }
    group.finish();
}

criterion_group!(benches, whole, screen, find, trouble);
criterion_main!(benches);
