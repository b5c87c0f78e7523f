//! What a worker may answer: bytes that are no document must be refused, and those that are one must
//! lead back to the same document, clean.

#![no_main]

use briefbook::document::{Document, from_wire, to_wire};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = from_wire::<Document>(bytes) else { return };
    let dirty = |c: &char| c.is_control() && !matches!(c, '\n' | '\t');
    assert_eq!(document.text().chars().find(dirty), None);
    let spans = document.blocks().iter().map(|block| block.span);
    assert!(spans.clone().all(|span| span.fits(document.text())), "{document:?}");
    let again = to_wire(&document).expect("a document has a wire form");
    assert_eq!(from_wire::<Document>(&again).as_ref(), Ok(&document));
});
