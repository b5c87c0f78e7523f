//! Small files of the index that end with the sum of their bytes, so that one damaged bit is seen
//! before anybody believes them. Knows nothing of what they say.

use flate2::Crc;

/// Bytes of the end of a sealed file: a line feed and eight digits.
const SEAL: usize = 9;

/// The bytes of a sealed file.
pub(super) fn seal(bytes: &[u8]) -> Vec<u8> {
    [bytes, format!("\n{:08x}", sum(bytes)).as_bytes()].concat()
}

/// What is in a sealed file; `None` if it is not what was written.
pub(super) fn unseal(sealed: &[u8]) -> Option<&[u8]> {
    let (bytes, end) = sealed.split_at_checked(sealed.len().checked_sub(SEAL)?)?;
    (end == format!("\n{:08x}", sum(bytes)).as_bytes()).then_some(bytes)
}

/// The sum of some bytes.
fn sum(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flipped_bit_and_every_cut_is_seen() {
        let sealed = seal(b"{\"segments\":[]}");
        assert_eq!(unseal(&sealed), Some(&b"{\"segments\":[]}"[..]));
        for bit in 0..sealed.len() * 8 {
            let mut damaged = sealed.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(unseal(&damaged), None, "{bit}");
        }
        assert!((0..sealed.len()).all(|end| unseal(&sealed[..end]).is_none()));
        assert_eq!(unseal(&seal(b"")), Some(&b""[..]));
    }
}
