//! Whether the bytes of a stream are as they were written, as far as they say: their checksum, or
//! else their length. Looks up no objects.

use flate2::{Decompress, FlushDecompress, Status};
use unpdf::parser::raw::{PdfDict, PdfObject, PdfStream, stream};

/// Bytes of a stream that are unpacked to see whether it is whole.
const MOST_UNPACKED: u64 = 64 << 20;

/// The end of a block that was flushed (RFC 1951, 3.2.4: an empty block without packing).
const FLUSHED: [u8; 4] = [0, 0, 0xFF, 0xFF];

/// By its checksum, if `filters` say that it is packed by zlib; `None` if they do not.
pub(super) fn has_its_sum(stream: &PdfStream, filters: &[Vec<u8>]) -> Option<bool> {
    let packed = filters.iter().position(|name| matches!(name.as_slice(), b"FlateDecode" | b"Fl"));
    match packed? {
        0 => Some(inflates(&stream.raw_data)),
        at => {
            let before = filters.iter().take(at).cloned().map(PdfObject::Name).collect();
            let dict = PdfDict::from([(b"Filter".to_vec(), PdfObject::Array(before))]);
            let outer = PdfStream { dict, raw_data: stream.raw_data.clone() };
            Some(stream::decompress(&outer).is_ok_and(|bytes| inflates(&bytes)))
        }
    }
}

/// By the length that is stated for it, and by how its bytes look if it is said to be plain.
pub(super) fn has_its_length(bytes: &[u8], stated: Option<usize>, is_plain: bool) -> bool {
    // A line end before the end of the stream may count or not.
    let fits = stated.is_none_or(|stated| stated.abs_diff(bytes.len()) <= 2);
    fits && !(is_plain && is_packed(bytes))
}

/// True for bytes that begin as packed ones do (RFC 1950, 2.2) or end as those written in 85 signs:
/// what says so was lost.
fn is_packed(bytes: &[u8]) -> bool {
    let zlib = match bytes {
        [first, second, ..] => {
            first & 0x0F == 8 && u16::from_be_bytes([*first, *second]).is_multiple_of(31)
        }
        _ => false,
    };
    zlib && inflates(bytes) || bytes.trim_ascii_end().ends_with(b"~>")
}

/// True if bytes packed by zlib unpack to their end, and to what they were made of. Some programs
/// leave out the end and with it the checksum, and write the mark of a flush instead.
fn inflates(packed: &[u8]) -> bool {
    let mut unpacker = Decompress::new(true);
    let mut room = [0; 8192];
    let mut rest = packed;
    loop {
        let (read, written) = (unpacker.total_in(), unpacker.total_out());
        let Ok(status) = unpacker.decompress(rest, &mut room, FlushDecompress::None) else {
            return false;
        };
        let taken = usize::try_from(unpacker.total_in() - read).unwrap_or(0);
        rest = rest.get(taken..).unwrap_or_default();
        let stands = taken == 0 && unpacker.total_out() == written;
        if status == Status::StreamEnd || written > MOST_UNPACKED {
            return true;
        }
        if stands {
            return packed.ends_with(&FLUSHED);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    #[test]
    fn packed_bytes_end_with_their_checksum_or_a_flush() {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(b"Words of a page, and words of a page.").unwrap();
        encoder.flush().unwrap();
        let flushed = encoder.get_ref().clone();
        let whole = encoder.finish().unwrap();
        assert!(inflates(&whole) && inflates(&flushed) && flushed.ends_with(&FLUSHED));
        assert!(!inflates(&whole[..whole.len() - 2]) && !inflates(&flushed[..flushed.len() - 8]));
        let mut other = whole.clone();
        *other.last_mut().unwrap() ^= 1;
        assert!(!inflates(&other) && !inflates(b""));
        assert!(is_packed(&whole) && is_packed(b"87cURD]~>\n") && !is_packed(b"BT /F1 9 Tf ET"));
    }
}
