//! Zip archives that hold one document, and gzip files: read in memory and bounded. What they say
//! about their own wholeness is used: sums, lengths, the list of parts. Extracts nothing to a disk.

mod directory;
mod gzip;
mod inflate;
mod number;
#[cfg(test)]
mod tests;

use super::{Limits, ReadError, encoding};
use crate::document::Parts;
use directory::{Directory, Entry, Method};
pub(super) use gzip::gunzip;
use inflate::{Bounds, check, inflate};

/// Characters of a part's name that are told.
const MAX_NAME: usize = 60;

/// An archive and how much may still be inflated.
pub(super) struct Archive<'a> {
    directory: Directory<'a>,
    bounds: Bounds,
    /// The first thing that is not as it was packed.
    damage: Option<String>,
}

impl<'a> Archive<'a> {
    /// Reads the list of parts.
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, ReadError> {
        let directory = Directory::read(bytes)?;
        let damage = (!directory.whole).then(|| "the list of its parts is not whole".to_owned());
        let bounds = Bounds { left: limits.unpacked, most: limits.unpacked };
        Ok(Self { directory, bounds, damage })
    }

    /// The bytes of a part, as far as they can be unpacked; `None` if there is no such part.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(entry) = self.directory.get(name) else { return Ok(None) };
        if entry.locked {
            return Err(ReadError::Encrypted);
        }
        let (bytes, whole) = unpacked(&entry, self.bounds)?;
        if !whole {
            self.note(name, "is not as it was packed");
        }
        self.bounds.left = self.bounds.left.saturating_sub(bytes.len() as u64);
        match bytes.is_empty() && !whole {
            true => Err(ReadError::Damaged("it cannot be unpacked".into())),
            false => Ok(Some(bytes)),
        }
    }

    /// The text of a part that is XML.
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

    /// The text of a part that a document can do without: empty if there is none, or it cannot be
    /// unpacked.
    ///
    /// # Errors
    /// If it unfolds too far.
    pub(super) fn side_text(&mut self, name: &str) -> Result<String, ReadError> {
        match self.text(name) {
            Err(ReadError::Damaged(_)) => Ok(String::new()),
            found => Ok(found?.unwrap_or_default()),
        }
    }

    /// Notes that a part is XML to some place only.
    pub(super) fn note_cut(&mut self, name: &str) {
        self.note(name, "ends in the middle or is no XML from some place on");
    }

    fn note(&mut self, name: &str, what: &str) {
        let name: String = name.chars().take(MAX_NAME).collect();
        self.damage.get_or_insert_with(|| format!("its part {name} {what}"));
    }

    /// Tells the document what is damaged.
    pub(super) fn tell(&self, parts: &mut Parts) {
        if let Some(damage) = &self.damage {
            parts.damaged(&format!(
                "Damaged: {damage}; text may be missing or wrong from there on."
            ));
        }
    }
}

/// What a part holds, and whether that is what its sum says.
fn unpacked(entry: &Entry, bounds: Bounds) -> Result<(Vec<u8>, bool), ReadError> {
    let mut found = (Vec::new(), false);
    for method in entry.methods.into_iter().flatten() {
        let (bytes, ended) = match method {
            Method::Stored => {
                check(entry.packed.len(), entry.packed.len(), bounds)?;
                (entry.packed.to_vec(), true)
            }
            Method::Deflated => {
                let inflated = inflate(entry.packed, bounds)?;
                (inflated.bytes, inflated.whole)
            }
        };
        let whole = ended && entry.sum.is_none_or(|sum| sum == gzip::sum(&bytes));
        // Of two ways of which none gives what the sum says, unpacking is the likelier one.
        if whole || method == Method::Deflated || found.0.is_empty() {
            found = (bytes, whole);
        }
        if whole {
            break;
        }
    }
    Ok(found)
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

    use flate2::Compression;
    use flate2::write::GzEncoder;
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

    /// Copies with one bit flipped each: a bit of every `step`th byte, another one each time.
    pub(in super::super) fn flipped(bytes: &[u8], step: usize) -> impl Iterator<Item = Vec<u8>> {
        (0..bytes.len()).step_by(step).map(|at| {
            let mut copy = bytes.to_vec();
            copy[at] ^= 1 << (at * 5 % 8);
            copy
        })
    }

    /// A gzip file with one member.
    pub(in super::super) fn gzipped(bytes: &[u8]) -> Vec<u8> {
        let mut writer = GzEncoder::new(Vec::new(), Compression::best());
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }
}
