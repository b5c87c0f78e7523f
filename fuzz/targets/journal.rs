//! Lines of a journal to what was done. What is read without damage is written as it was.
#![no_main]

use briefbook::userdata::journal::read_line;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for line in data.split(|byte| *byte == b'\n') {
        let _ = read_line(line);
    }
});
