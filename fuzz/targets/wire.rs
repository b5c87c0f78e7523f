//! Bytes of a worker to a document: refused, or whole and written again as the same.
#![no_main]

use briefbook::document::{Document, from_wire, to_wire};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(document) = from_wire::<Document>(data) else { return };
    let again = to_wire(&document);
    let same: Document = from_wire(&again).expect("what was written is read");
    assert_eq!(same.text(), document.text());
});
