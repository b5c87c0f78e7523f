//! Keeps documents that were slow to read, so that the next time costs what a text file costs. A
//! cache: deleting it loses nothing, a damaged entry is read from its file again, and a program that
//! may not write goes without.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};

use crate::bookmarks::Fingerprint;
use crate::document::{Document, from_wire, to_wire};
use crate::files::cache_dir;
use crate::files::open;

/// Changes whenever an entry is written in another form. Readers of formats that make another
/// document of the same bytes are told by the program's rules.
const VERSION: u32 = 4;

/// Bytes of all entries together; beyond it the oldest go.
const MOST: u64 = 512 << 20;

/// Bytes of one entry at most.
const MOST_ENTRY: u64 = 128 << 20;

/// Bytes of one document's wire form at most.
const MOST_WIRE: usize = 256 << 20;

/// A file that was changed less than this before it was read may change again unseen.
const SETTLED: Duration = Duration::from_secs(2);

/// Which file, in which state: no change of a file leaves all of it as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileState {
    device: u64,
    inode: u64,
    size: u64,
    /// When the content changed, in nanoseconds since 1970.
    modified: i128,
    /// When anything changed; nobody can set it back.
    changed: i128,
}

/// The head of an entry.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    path: Vec<u8>,
    state: FileState,
    /// Of the packed bytes that follow.
    check: Fingerprint,
    /// Length of the wire form.
    length: u64,
}

/// A folder of documents as they were read.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// `None` if nothing is kept.
    folder: Option<PathBuf>,
    writes: bool,
}

impl FileState {
    /// The state of an open file; `None` if it was changed too lately to be sure.
    pub fn of(file: &File) -> Option<Self> {
        let about = file.metadata().ok()?;
        let recent = SystemTime::now().duration_since(about.modified().ok()?).ok()? < SETTLED;
        let nanos =
            |seconds: i64, nanos: i64| i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
        (!recent).then(|| Self {
            device: about.dev(),
            inode: about.ino(),
            size: about.size(),
            modified: nanos(about.mtime(), about.mtime_nsec()),
            changed: nanos(about.ctime(), about.ctime_nsec()),
        })
    }
}

impl Parsed {
    /// A cache below the program's folder of caches. Nothing exists until something is kept.
    pub fn below(cache: &Path, writes: bool) -> Self {
        Self { folder: Some(cache.join("documents")), writes }
    }

    /// The document that the file at `path` was when it was last in this state.
    pub fn get(&self, path: &Path, state: FileState) -> Option<Document> {
        let mut bytes = Vec::new();
        let file = open::open(&self.entry(path)?).ok()?;
        let size = file.metadata().ok()?.len();
        if size > MOST_ENTRY {
            return None;
        }
        bytes.reserve(usize::try_from(size).ok()?);
        (&file).take(MOST_ENTRY).read_to_end(&mut bytes).ok()?;
        let document = unpacked(&bytes, path, state)?;
        if self.writes {
            // The oldest go first; an entry that cannot be dated anew goes a little early.
            let _ = file.set_modified(SystemTime::now());
        }
        Some(document)
    }

    /// Keeps a document. Nothing is lost if that fails: it is read again.
    pub fn put(&self, path: &Path, state: FileState, document: &Document) {
        if self.writes {
            let _ = self.try_put(path, state, document);
        }
    }

    fn try_put(&self, path: &Path, state: FileState, document: &Document) -> io::Result<()> {
        let (Some(folder), Some(entry)) = (&self.folder, self.entry(path)) else { return Ok(()) };
        let bytes = packed(document, path, state).ok_or(io::ErrorKind::InvalidData)?;
        cache_dir::prepare(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&bytes)?;
        file.persist(entry)?;
        shrink(folder, MOST)
    }

    /// Named after path and version, so that an entry of another version is never read.
    fn entry(&self, path: &Path) -> Option<PathBuf> {
        let name = Fingerprint::of(path.as_os_str().as_bytes());
        Some(self.folder.as_ref()?.join(format!("{name}-{}", version())))
    }
}

fn version() -> String {
    format!("{VERSION}-{}", env!("BRIEFBOOK_RULES"))
}

fn packed(document: &Document, path: &Path, state: FileState) -> Option<Vec<u8>> {
    let wire = to_wire(document).ok().filter(|wire| wire.len() <= MOST_WIRE)?;
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(&wire).ok()?;
    let body = packer.finish().ok()?;
    let path = path.as_os_str().as_bytes().to_vec();
    let check = Fingerprint::of(&body);
    let head = to_wire(&Head { path, state, check, length: wire.len() as u64 }).ok()?;
    let length = u32::try_from(head.len()).ok()?;
    Some([&length.to_le_bytes()[..], &head, &body].concat())
}

fn unpacked(bytes: &[u8], path: &Path, state: FileState) -> Option<Document> {
    let (length, rest) = bytes.split_first_chunk()?;
    let (head, body) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    let head: Head = from_wire(head).ok()?;
    let same = head.path == path.as_os_str().as_bytes() && head.state == state;
    let length = usize::try_from(head.length).ok().filter(|length| *length <= MOST_WIRE)?;
    if !same || head.check != Fingerprint::of(body) {
        return None;
    }
    let mut wire = Vec::with_capacity(length);
    DeflateDecoder::new(body).take(head.length).read_to_end(&mut wire).ok()?;
    (wire.len() == length).then(|| from_wire(&wire).ok())?
}

/// Removes the oldest entries until a quarter of the room is free, if there is too much.
fn shrink(folder: &Path, most: u64) -> io::Result<()> {
    let mut entries = Vec::new();
    for file in fs::read_dir(folder)?.filter_map(Result::ok) {
        let is_entry = file.file_name() != "CACHEDIR.TAG";
        if let Ok(about) = file.metadata().and_then(|about| Ok((about.modified()?, about.len())))
            && is_entry
        {
            entries.push((about.0, about.1, file.path()));
        }
    }
    let mut total: u64 = entries.iter().map(|(_, size, _)| size).sum();
    if total <= most {
        return Ok(());
    }
    entries.sort();
    for (_, size, path) in entries {
        if total <= most / 4 * 3 {
            break;
        }
        // Another instance may have been faster.
        let _ = fs::remove_file(path);
        total -= size;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::document::Parts;
    use crate::text::CleanText;

    const STATE: FileState =
        FileState { device: 1, inode: 2, size: 3, modified: 1 << 80, changed: -5 };

    fn document(words: &str) -> Document {
        Document::new(Parts { text: CleanText::text(words), ..Parts::default() }).unwrap()
    }

    fn cache() -> (tempfile::TempDir, Parsed) {
        let folder = tempfile::tempdir().unwrap();
        let parsed = Parsed::below(folder.path(), true);
        (folder, parsed)
    }

    fn entries(folder: &Path) -> Vec<PathBuf> {
        let files = fs::read_dir(folder.join("documents")).unwrap();
        let files = files.map(|file| file.unwrap().path());
        files.filter(|path| !path.ends_with("CACHEDIR.TAG")).collect()
    }

    #[test]
    fn a_document_is_kept_for_its_file_in_its_state_only() {
        let (folder, parsed) = cache();
        let path = Path::new("/a/b.pdf");
        assert_eq!(parsed.get(path, STATE), None);
        parsed.put(path, STATE, &document("words"));
        assert_eq!(parsed.get(path, STATE), Some(document("words")));
        for other in [
            FileState { inode: 9, ..STATE },
            FileState { size: 4, ..STATE },
            FileState { modified: 0, ..STATE },
            FileState { changed: 0, ..STATE },
        ] {
            assert_eq!(parsed.get(path, other), None);
        }
        assert_eq!(parsed.get(Path::new("/a/c.pdf"), STATE), None);
        let tag = fs::read_to_string(folder.path().join("documents/CACHEDIR.TAG")).unwrap();
        assert!(tag.starts_with("Signature: 8a477f597d28d172789f06886806bc55"));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder.path().join("documents")), 0o700);
        assert_eq!(mode(&entries(folder.path())[0]), 0o600);
    }

    #[test]
    fn a_damaged_entry_is_as_good_as_none() {
        let (folder, parsed) = cache();
        let path = Path::new("/a/b.pdf");
        parsed.put(path, STATE, &document("some words that are kept"));
        let entry = entries(folder.path()).remove(0);
        let sound = fs::read(&entry).unwrap();
        for at in 0..sound.len() {
            let mut damaged = sound.clone();
            damaged[at] ^= 0x55;
            fs::write(&entry, &damaged).unwrap();
            assert_eq!(parsed.get(path, STATE), None, "byte {at}");
            fs::write(&entry, &sound[..at]).unwrap();
            assert_eq!(parsed.get(path, STATE), None, "cut at {at}");
        }
    }

    #[test]
    fn the_oldest_entries_go_when_there_are_too_many() {
        let (folder, parsed) = cache();
        for n in 0..8 {
            parsed.put(Path::new(&format!("/{n}")), STATE, &document(&"word ".repeat(n)));
        }
        let all = entries(folder.path());
        for (age, path) in all.iter().enumerate() {
            let then = SystemTime::now() - Duration::from_secs(age as u64);
            File::options().write(true).open(path).unwrap().set_modified(then).unwrap();
        }
        let total: u64 = all.iter().map(|path| fs::metadata(path).unwrap().len()).sum();
        shrink(&folder.path().join("documents"), total - 1).unwrap();
        let left = entries(folder.path());
        assert!(left.len() < 8 && left.contains(&all[0]) && !left.contains(&all[7]));
    }

    #[test]
    fn what_may_not_be_written_is_not() {
        let folder = tempfile::tempdir().unwrap();
        Parsed::below(folder.path(), false).put(Path::new("/a"), STATE, &document("words"));
        Parsed::default().put(Path::new("/a"), STATE, &document("words"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
