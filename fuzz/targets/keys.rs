//! Bytes of a terminal to keys: in whatever pieces they come, the keys are the same.
#![no_main]

use briefbook::terminal::decode::Decoder;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let (mut whole, mut pieces) = (Vec::new(), Vec::new());
    let mut decoder = Decoder::default();
    decoder.feed(data, &mut whole);
    decoder.flush(&mut whole);
    let mut decoder = Decoder::default();
    for byte in data {
        decoder.feed(&[*byte], &mut pieces);
    }
    decoder.flush(&mut pieces);
    assert_eq!(whole, pieces);
});
