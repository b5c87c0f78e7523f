//! A journal of bookmarks and corrections with any damage. What could be read of it must be read back
//! whole when it is written again, so that no repair loses what another left; and every bookmark in it
//! must be looked for in a document without harm, whatever its numbers say.

#![no_main]

use std::path::Path;
use std::sync::OnceLock;

use briefbook::bookmarks::{PassageFinder, import};
use briefbook::document::Document;
use briefbook::formats::{Source, read as read_document};
use briefbook::userdata::journal::{JournalRecord, read};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

/// The document whose bookmark is among the seeds.
const BRIEFING: &[u8] = include_bytes!("../../data/briefings/2023-10-18-atacms-first-use.txt");

static DOCUMENT: OnceLock<Document> = OnceLock::new();

fuzz_target!(|bytes: &[u8]| {
    let (events, _) = read(bytes);
    let written: String = events.iter().map(JournalRecord::line).collect();
    assert_eq!(written.lines().count(), events.len());
    let (back, damaged) = read(written.as_bytes());
    assert!(!damaged, "{written}");
    if events.iter().all(is_exact) {
        assert_eq!(back, events);
    }

    let imported =
        std::str::from_utf8(bytes).map(|text| import(text).bookmarks).unwrap_or_default();
    let bookmarks = events.into_iter().filter_map(|event| event.bookmark).chain(imported);
    let document = DOCUMENT.get_or_init(|| {
        let source = Source { name: Path::new("a.txt"), bytes: BRIEFING, whole: true };
        read_document(&source).expect("a briefing is read")
    });
    let mut finder = None;
    for bookmark in bookmarks.take(3) {
        let finder = finder.get_or_insert_with(|| PassageFinder::new(document));
        let found = finder.resolve(&bookmark.anchor).span;
        assert!(found.is_none_or(|span| span.fits(document.text())), "{bookmark:?}");
    }
});

/// False if it holds a number with a fraction, of which the last digit may change. This version writes
/// none.
fn is_exact(event: &JournalRecord) -> bool {
    let mut values: Vec<&Value> = event.extra.values().chain(&event.value).collect();
    while let Some(value) = values.pop() {
        match value {
            Value::Number(number) if number.is_f64() => return false,
            Value::Array(inner) => values.extend(inner),
            Value::Object(inner) => values.extend(inner.values()),
            _ => {}
        }
    }
    true
}
