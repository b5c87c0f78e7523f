//! DEFLATE within bounds: how many bytes may come out, and how many for each packed one. Keeps what
//! came before a damaged place; checks no sums.

use flate2::{Decompress, FlushDecompress, Status};

use super::super::ReadError;

/// Bytes that one packed byte may unfold to, beyond the first [`RATIO_FROM`]. Text packs to a
/// tenth, very even tables to a hundredth; DEFLATE reaches 1,032.
pub(super) const MAX_RATIO: u64 = 400;
const RATIO_FROM: u64 = 4 << 20;

/// Bytes that are unpacked at a time.
const STEP: usize = 64 << 10;

/// How much may be unpacked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// Bytes that may still come out.
    pub left: u64,
    /// Bytes that all parts together may unpack to; told in the error.
    pub most: u64,
}

/// What came out.
#[derive(Debug, Default)]
pub(super) struct Inflated {
    pub bytes: Vec<u8>,
    /// Packed bytes that were used.
    pub used: usize,
    /// True if the packed bytes came to their end as they should.
    pub whole: bool,
}

/// Unpacks to the end, or to the place where the packed bytes are cut or make no sense.
///
/// # Errors
/// If more comes out than may.
pub(super) fn inflate(packed: &[u8], bounds: Bounds) -> Result<Inflated, ReadError> {
    let mut stream = Decompress::new(false);
    let mut step = vec![0; STEP];
    let mut out = Inflated::default();
    loop {
        let (used, written) = (stream.total_in(), stream.total_out());
        let rest = packed.get(out.used..).unwrap_or_default();
        let status = stream.decompress(rest, &mut step, FlushDecompress::None);
        let gained = usize::try_from(stream.total_out() - written).unwrap_or(0);
        out.used = usize::try_from(stream.total_in()).unwrap_or(usize::MAX);
        out.bytes.extend_from_slice(step.get(..gained).unwrap_or_default());
        check(out.bytes.len(), packed.len(), bounds)?;
        let moved = gained > 0 || stream.total_in() > used;
        match status {
            Ok(Status::StreamEnd) => out.whole = true,
            Ok(Status::Ok | Status::BufError) if moved => continue,
            Ok(_) | Err(_) => {}
        }
        return Ok(out);
    }
}

/// Refuses what unfolds too far.
pub(super) fn check(unpacked: usize, packed: usize, bounds: Bounds) -> Result<(), ReadError> {
    let (unpacked, packed) = (unpacked as u64, packed as u64);
    if unpacked > bounds.left {
        Err(ReadError::Bomb(bounds.most >> 20))
    } else if unpacked > RATIO_FROM.max(packed.saturating_mul(MAX_RATIO)) {
        Err(ReadError::Dense(MAX_RATIO))
    } else {
        Ok(())
    }
}
