//! Bytes of any format to a document and its facts. The first byte chooses the name, since the ending of
//! a name takes part in recognising the format.
#![no_main]

use std::path::Path;

use briefbook::formats::{Source, read};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 11] = [
    "a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.odt", "a.rtf", "a.epub", "a.eml", "a.mbox", "a.txt.gz",
];

fuzz_target!(|data: &[u8]| {
    let Some((choice, bytes)) = data.split_first() else { return };
    let name = Path::new(NAMES[usize::from(*choice) % NAMES.len()]);
    let Ok(document) = read(&Source { name, bytes, whole: true }) else { return };
    assert!(!document.text().trim().is_empty() || document.inner().len() > 0);
});
