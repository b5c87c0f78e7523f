//! Zip archives that hold one document, read in memory and bounded: what is inflated in total, how
//! many entries there are, how much a byte may unfold to. Extracts nothing to a disk.

use std::io::{Cursor, Read};

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use super::{Limits, ReadError, encoding};

/// Entries of an archive at most.
const MAX_ENTRIES: usize = 65_536;

/// Bytes that one packed byte may unfold to, beyond the first [`RATIO_FROM`]. Text packs to a
/// tenth, very even tables to a hundredth; DEFLATE reaches 1,032.
const MAX_RATIO: u64 = 400;
const RATIO_FROM: u64 = 4 << 20;

/// An archive and how much may still be inflated.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that all parts together may unpack to, and how many of them are left.
    most: u64,
    left: u64,
}

impl<'a> Archive<'a> {
    /// Reads the list of entries.
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, ReadError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| reason(&error))?;
        if zip.len() > MAX_ENTRIES {
            return Err(ReadError::TooLarge("the archive has more than 65,536 entries"));
        }
        Ok(Self { zip, most: limits.unpacked, left: limits.unpacked })
    }

    /// The bytes of an entry; `None` if there is no such entry. Of two with one name the last
    /// counts.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let entry = self.zip.by_index(index).map_err(|error| reason(&error))?;
        let packed = entry.compressed_size();
        let bytes = inflate(entry, packed, self.left, self.most)?;
        self.left = self.left.saturating_sub(bytes.len() as u64);
        Ok(Some(bytes))
    }

    /// The text of an entry that is XML.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        Ok(Some(match String::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text),
            Err(error) => {
                let bytes = error.into_bytes();
                let decoded = encoding::decode(&bytes, true).map(|decoded| decoded.text);
                decoded.unwrap_or_else(|| String::from_utf8_lossy(&bytes).into_owned())
            }
        }))
    }
}

/// What a gzip file holds, all members in a row.
pub(super) fn gunzip(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, ReadError> {
    let packed = bytes.len() as u64;
    inflate(MultiGzDecoder::new(bytes), packed, limits.unpacked, limits.unpacked)
}

/// Reads `packed` bytes to the end, if that comes within `left` bytes and is not far more than they
/// may unfold to; `most` is told.
fn inflate(source: impl Read, packed: u64, left: u64, most: u64) -> Result<Vec<u8>, ReadError> {
    let bound = RATIO_FROM.max(packed.saturating_mul(MAX_RATIO));
    let mut bytes = Vec::new();
    let read = source.take(left.min(bound).saturating_add(1)).read_to_end(&mut bytes);
    match bytes.len() as u64 {
        read if read > left => return Err(ReadError::Bomb(most >> 20)),
        read if read > bound => return Err(ReadError::Dense(MAX_RATIO)),
        _ => {}
    }
    // What came before the damage is worth reading.
    match read {
        Err(_) if bytes.is_empty() => Err(ReadError::Damaged("it cannot be unpacked".into())),
        _ => Ok(bytes),
    }
}

fn reason(error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(words) if *words == ZipError::PASSWORD_REQUIRED => {
            ReadError::Encrypted
        }
        _ => ReadError::Damaged("the archive cannot be opened".into()),
    }
}

/// The name of an entry that something in `folder` refers to. No name leads above the archive, and
/// nothing is looked for outside of it.
pub(super) fn resolved(folder: &str, target: &str) -> String {
    let base = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in base.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Archives for tests of the formats that are such archives.
#[cfg(test)]
pub(super) mod fixtures {
    use std::io::{Cursor, Write};

    use zip::write::{SimpleFileOptions, ZipWriter};

    /// An archive with these entries.
    pub(in super::super) fn zipped(entries: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in entries {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::fixtures::zipped;
    use super::*;

    fn gzipped(bytes: &[u8]) -> Vec<u8> {
        let mut writer = GzEncoder::new(Vec::new(), Compression::best());
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn entries_are_found_by_name_and_missing_ones_are_none() {
        let bytes = zipped(&[("a/b.xml", "\u{FEFF}<a/>"), ("c", "x")]);
        let mut archive = Archive::open(&bytes, &Limits::WHOLE).unwrap();
        assert_eq!(archive.text("a/b.xml").unwrap().as_deref(), Some("<a/>"));
        assert_eq!(archive.bytes("../c").unwrap(), None);
        assert_eq!(resolved("word", "../../../etc/passwd"), "etc/passwd");
        assert_eq!(resolved("word/x", "./y/../z.xml"), "word/x/z.xml");
        assert_eq!(resolved("word", "/top.xml"), "top.xml");
    }

    #[test]
    fn what_unfolds_too_far_is_refused() {
        let zeros = "0".repeat(8 << 20);
        let bytes = zipped(&[("bomb", &zeros)]);
        let mut archive = Archive::open(&bytes, &Limits::WHOLE).unwrap();
        assert_eq!(archive.bytes("bomb"), Err(ReadError::Dense(MAX_RATIO)));
        let error = gunzip(&gzipped(zeros.as_bytes()), &Limits::WHOLE).unwrap_err();
        assert_eq!(error, ReadError::Dense(MAX_RATIO));
    }

    #[test]
    fn all_entries_together_are_bounded() {
        let text: String = (0..20_000).map(|n| format!("{} ", n * 7_919)).collect();
        let bytes = zipped(&[("a", &text), ("b", &text), ("c", &text)]);
        let limits = Limits { unpacked: 2 * text.len() as u64 + 10, ..Limits::WHOLE };
        let mut archive = Archive::open(&bytes, &limits).unwrap();
        assert!(archive.bytes("a").unwrap().is_some() && archive.bytes("b").unwrap().is_some());
        assert_eq!(archive.bytes("c"), Err(ReadError::Bomb(0)));
    }

    #[test]
    fn a_damaged_file_gives_what_came_before_the_damage() {
        let text: String = (0..5_000).map(|n| format!("{n} ")).collect();
        let mut bytes = gzipped(text.as_bytes());
        bytes.truncate(bytes.len() / 2);
        let found = gunzip(&bytes, &Limits::WHOLE).unwrap();
        assert!(!found.is_empty() && text.as_bytes().starts_with(&found));
        assert!(matches!(gunzip(b"\x1f\x8b\x08", &Limits::WHOLE), Err(ReadError::Damaged(_))));
        assert!(matches!(
            Archive::open(b"PK\x03\x04 and no more", &Limits::WHOLE).map(|_| ()),
            Err(ReadError::Damaged(_))
        ));
    }
}
