//! Extraction over real Markdown (the folder in `BRIEFBOOK_DOCUMENTS`, else `../shared/documents`, else
//! a text of our own), and over texts of growing length and awkward shapes: bytes a second must not
//! fall.

#![allow(clippy::unwrap_used)] // a bench without its lexicon means nothing

use std::fs;
use std::path::{Path, PathBuf};

use briefbook::document::{Block, BlockKind, Document, Parts};
use briefbook::facts::{Lexicon, extract};
use briefbook::text::{CleanText, Span};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = lexicon, documents, lengths, shapes
}
criterion_main!(benches);

fn lexicon(c: &mut Criterion) {
    c.bench_function("lexicon", |b| b.iter(|| Lexicon::bundled().unwrap().counts()));
}

fn documents(c: &mut Criterion) {
    run(c, "documents", &[("markdown", sample(usize::MAX))]);
}

fn lengths(c: &mut Criterion) {
    let base = sample(1_000_000);
    let texts = [("1 MB", base.clone()), ("10 MB", base.repeat(10)), ("100 MB", base.repeat(100))];
    run(c, "lengths", &texts);
}

fn shapes(c: &mut Criterion) {
    let texts = [
        ("one line", sample(1_000_000).replace('\n', " ")),
        ("capitals", "Abcdef ".repeat(100_000)),
        ("brackets", "(".repeat(100_000)),
        ("initials", "A.".repeat(500_000)),
        ("ranges", "DF-21 (1,000 km), ".repeat(50_000)),
        ("titles", "Minister for the ".repeat(60_000)),
        ("namesakes", named(|name| format!("Mr {name} Smith left. "))),
        ("roles", named(|name| format!("Mr John Smith, the head of the {name} office, left. "))),
        ("weapons", named(|name| format!("the {name}-7 missile, range 300 km, "))),
    ];
    run(c, "shapes", &texts);
}

/// The same words about many different names.
fn named(words: impl Fn(&str) -> String) -> String {
    let letters = || 'a'..='z';
    let names =
        letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| (a, b, c))));
    names.map(|(a, b, c)| words(&format!("Q{a}{b}{c}"))).collect()
}

fn run(c: &mut Criterion, name: &str, texts: &[(&str, String)]) {
    let lexicon = Lexicon::bundled().unwrap();
    let mut group = c.benchmark_group(name);
    for (label, text) in texts {
        let document = document(text);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(label), &document, |b, document| {
            b.iter(|| extract(document, &lexicon).entities.len());
        });
    }
    group.finish();
}

/// Up to `most` bytes of Markdown.
fn sample(most: usize) -> String {
    let folder = std::env::var_os("BRIEFBOOK_DOCUMENTS")
        .map_or_else(|| "../shared/documents".into(), PathBuf::from);
    let mut text = String::new();
    gather(&folder, &mut text, most);
    if text.is_empty() {
        text = OWN.repeat(20_000);
    }
    text.truncate(text.floor_char_boundary(most));
    text
}

fn gather(folder: &Path, text: &mut String, most: usize) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if text.len() >= most {
            return;
        }
        if path.is_dir() {
            gather(&path, text, most);
        } else if path.extension().is_some_and(|end| end == "md") {
            text.push_str(&fs::read_to_string(&path).unwrap_or_default());
        }
    }
}

const OWN: &str = "The Ministry of Defence said on 4 May 2021 that the Kh-101, a cruise missile with a range \
    of about 2,500 km, was fired from Tu-95MS bombers. Gen. Mark Halloran, the head of the command, denied it.\n\n";

/// One paragraph a run of lines, as plain text is read.
fn document(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive("\n\n") {
        let span = Span::new(start, start + piece.len()).trimmed(text);
        start += piece.len();
        if !span.is_empty() {
            blocks.push(Block::new(BlockKind::Paragraph, span));
        }
    }
    Document::new(Parts { text: CleanText::text(text), blocks, ..Parts::default() }).unwrap()
}
