//! Any bytes, read as every kind of file that they and a name can make them. Of what is read the text
//! must be clean and the wire form must lead back to the same document; `Document::new` checks the rest.
//!
//! A panic in a parser of others is no finding: such parsers run in a worker, where it costs that
//! document only. One in our own code is.

#![no_main]

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::path::Path;

use briefbook::document::{Document, from_wire, to_wire};
use briefbook::formats::{Limits, Source, kind, read_within};
use libfuzzer_sys::fuzz_target;

/// Much less than for a document that is opened, so that one input does not take all the time.
const LIMITS: Limits = Limits { text: 4 << 20, unpacked: 4 << 20, depth: 256, pages: 50 };

/// Names that make something else of the same bytes.
const NAMES: [&str; 6] = ["a.txt", "a.md", "a.html", "a.eml", "a.mbox", "2023-07-22-a"];

fuzz_target!(
    init: {
        let abort = take_hook();
        set_hook(Box::new(move |panic| {
            let place = panic.location().map_or("", |location| location.file());
            if !place.contains("/registry/src/") {
                abort(panic);
            }
        }));
    },
    |bytes: &[u8]| {
        let mut seen = Vec::new();
        for name in NAMES.map(Path::new) {
            let kind = kind(name, bytes);
            if seen.contains(&kind) {
                continue;
            }
            seen.push(kind);
            let source = Source { name, bytes, whole: true };
            let read = AssertUnwindSafe(|| read_within(&source, &LIMITS, &mut |early| check(&early)));
            if let Ok(Ok(document)) = catch_unwind(read) {
                check(&document);
            }
        }
    }
);

fn check(document: &Document) {
    let dirty = |c: &char| c.is_control() && !matches!(c, '\n' | '\t');
    assert_eq!(document.text().chars().find(dirty), None);
    let bytes = to_wire(document).expect("a document has a wire form");
    let back: Document = from_wire(&bytes).expect("a wire form is a document");
    assert_eq!(&back, document);
}
