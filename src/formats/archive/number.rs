//! Numbers as zip and gzip files write them: whole, unsigned, in a fixed count of bytes.

/// A number of `length` bytes, the least of them first.
pub(super) fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let digits = bytes.get(at..at.checked_add(length)?)?;
    Some(digits.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
