//! Gzip files: all members in a row, each with its sum and its length (RFC 1952). Knows nothing of
//! what is packed.

use flate2::Crc;

use super::super::{Limits, ReadError};
use super::inflate::{Bounds, inflate};
use super::number::number;

/// Members of a file at most.
const MAX_MEMBERS: usize = 16_384;

/// Bytes of a header before its optional fields, and of the sum and the length behind a member.
const HEADER: usize = 10;
const TRAILER: usize = 8;

/// The bits of a header that say which optional fields follow.
const CHECKED: u8 = 1 << 1;
const EXTRA: u8 = 1 << 2;
const NAME: u8 = 1 << 3;
const COMMENT: u8 = 1 << 4;

/// What a gzip file holds.
#[derive(Debug, Default)]
pub(in super::super) struct Unpacked {
    pub bytes: Vec<u8>,
    /// False if the file is cut, or a sum or length does not agree.
    pub whole: bool,
}

/// Unpacks all members. What came before a damaged place is kept.
///
/// # Errors
/// If nothing can be unpacked, or more comes out than `limits` allow.
pub(in super::super) fn gunzip(bytes: &[u8], limits: &Limits) -> Result<Unpacked, ReadError> {
    let mut out = Unpacked { bytes: Vec::new(), whole: true };
    let mut rest = bytes;
    for _ in 0..MAX_MEMBERS {
        let Some((body, sound)) = body(rest) else {
            out.whole = false;
            break;
        };
        let left = limits.unpacked.saturating_sub(out.bytes.len() as u64);
        let inflated = inflate(body, Bounds { left, most: limits.unpacked })?;
        let trailer = body.get(inflated.used..).unwrap_or_default();
        let agrees = agrees(&inflated.bytes, trailer);
        out.whole &= sound && inflated.whole && agrees;
        out.bytes.extend_from_slice(&inflated.bytes);
        rest = trailer.get(TRAILER..).unwrap_or_default();
        // Tapes and block devices are filled up with zeros.
        if !inflated.whole || rest.iter().all(|byte| *byte == 0) {
            rest = &[];
            break;
        }
    }
    if out.bytes.is_empty() && !out.whole {
        return Err(ReadError::Damaged("it cannot be unpacked".into()));
    }
    match rest.is_empty() || !out.whole {
        true => Ok(out),
        false => Err(ReadError::TooLarge("the file has more than 16,384 members")),
    }
}

/// What stands behind the header of a member, and whether the header's own sum agrees.
fn body(member: &[u8]) -> Option<(&[u8], bool)> {
    if !member.starts_with(b"\x1F\x8B\x08") {
        return None;
    }
    let flags = *member.get(3)?;
    let mut at = HEADER;
    if flags & EXTRA != 0 {
        at += 2 + usize::try_from(number(member, at, 2)?).ok()?;
    }
    for field in [NAME, COMMENT] {
        if flags & field != 0 {
            at += memchr::memchr(0, member.get(at..)?)? + 1;
        }
    }
    let mut sound = true;
    if flags & CHECKED != 0 {
        sound = number(member, at, 2)? == u64::from(sum(member.get(..at)?) & 0xFFFF);
        at += 2;
    }
    Some((member.get(at..)?, sound))
}

/// True if the sum and the length behind a member are those of its bytes.
fn agrees(bytes: &[u8], trailer: &[u8]) -> bool {
    let length = bytes.len() as u64 & 0xFFFF_FFFF;
    number(trailer, 0, 4) == Some(u64::from(sum(bytes))) && number(trailer, 4, 4) == Some(length)
}

/// The CRC-32 of some bytes.
pub(super) fn sum(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}
