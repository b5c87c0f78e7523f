//! What a terminal may send, in pieces: it must mean the same however it is torn, and behind a pause
//! every key must be a key again. The first byte says how long the pieces are.

#![no_main]

use briefbook::terminal::input::{Input, decoded};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((length, sent)) = bytes.split_first() else { return };
    let pieces: Vec<&[u8]> = sent.chunks(usize::from(*length).max(1)).collect();
    let inputs = decoded(&[&pieces]);
    assert_eq!(inputs, decoded(&[&[sent]]));
    assert!(inputs.len() <= sent.len(), "more was pressed than sent");
    let mut and_a_key = inputs;
    and_a_key.extend(decoded(&[&[b"q"]]));
    assert_eq!(decoded(&[&pieces, &[b"q"]]), and_a_key);
    assert!(matches!(and_a_key.last(), Some(Input::Key(_))));
});
