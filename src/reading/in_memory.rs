//! Documents that are no files: the bundled samples and what came on standard input. They have
//! paths like files, below a name that no file system has.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::containers::exists;
use super::sizes::LARGEST;
use crate::files::open;
use crate::text::CleanText;

macro_rules! sample {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../data/briefings/", $name)))
    };
}

/// The sample briefings of `data/briefings`, compiled in: name and content.
const SAMPLES: &[(&str, &[u8])] = &[
    sample!("2017-11-30-hwasong-15-test-note.rtf"),
    sample!("2019-08-20-inf-treaty-timeline.txt"),
    sample!("2022-06-03-himars-fact-sheet.odt"),
    sample!("2023-05-12-storm-shadow-fact-sheet.md"),
    sample!("2023-08-28-storm-shadow-taurus-comparison.md"),
    sample!("2023-10-18-atacms-first-use.txt"),
    sample!("2023-11-20-cruise-missiles-reader.epub"),
    sample!("2023-12-11-prsm-first-deliveries.pdf"),
    sample!("2023-12-19-hwasong-18-press-briefing.txt"),
    sample!("2024-03-15-taurus-bundestag-votes.md"),
    sample!("2024-04-26-typhon-luzon-sitrep.txt"),
    sample!("2024-05-20-missile-terms-glossary.txt"),
    sample!("2024-05-31-kharkiv-permission.eml"),
    sample!("2024-06-14-iskander-profile.html"),
    sample!("2024-07-11-germany-long-range-fires.docx"),
    sample!("2024-10-14-long-range-strike-research-note.md"),
    sample!("2024-11-26-strike-permission-analysis.md"),
];

/// Documents kept in memory, by path.
#[derive(Clone, Debug, Default)]
pub struct InMemory {
    documents: BTreeMap<PathBuf, Arc<Vec<u8>>>,
}

impl InMemory {
    /// The bundled samples.
    pub fn samples() -> Self {
        let row = |(name, bytes): &(&str, &[u8])| {
            (Path::new("briefbook:samples").join(name), Arc::new(bytes.to_vec()))
        };
        Self { documents: SAMPLES.iter().map(row).collect() }
    }

    /// One document that was read from standard input.
    pub fn input(bytes: Vec<u8>) -> Self {
        let path = Path::new("briefbook:input").join("standard input");
        Self { documents: BTreeMap::from([(path, Arc::new(bytes))]) }
    }

    /// What an argument of a verb stands for: a file or folder, or standard input (`-`).
    ///
    /// # Errors
    /// A sentence, if standard input cannot be read.
    pub fn for_argument(path: &Path) -> Result<(Vec<PathBuf>, Self), CleanText> {
        if path.as_os_str() != "-" {
            let there = exists(path);
            let missing = || CleanText::line(&format!("{} does not exist", CleanText::path(path)));
            return there.then(|| (vec![path.to_owned()], Self::default())).ok_or_else(missing);
        }
        let bytes = open::read_stdin(LARGEST, &AtomicBool::new(false));
        let bytes = bytes.map_err(|error| CleanText::line(&error.to_string()))?;
        Ok((Vec::new(), Self::input(bytes)))
    }

    /// The bytes of a document that is kept in memory. A bundled sample is always there: a bookmark in
    /// it is not lost because another library is open.
    pub fn get(&self, path: &Path) -> Option<Arc<Vec<u8>>> {
        self.documents.get(path).cloned().or_else(|| {
            let name = path.strip_prefix("briefbook:samples").ok()?;
            let sample = SAMPLES.iter().find(|(known, _)| Path::new(known) == name);
            sample.map(|(_, bytes)| Arc::new(bytes.to_vec()))
        })
    }

    /// True for paths of documents that are no files.
    pub fn holds(path: &Path) -> bool {
        path.to_str().is_some_and(|path| path.starts_with("briefbook:"))
    }

    /// True for the path of what came on standard input.
    pub fn is_input(path: &Path) -> bool {
        path.starts_with("briefbook:input")
    }

    /// Every document with its path.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, &Arc<Vec<u8>>)> {
        self.documents.iter().map(|(path, bytes)| (path.as_path(), bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_on_disk_is_on_the_shelf() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/briefings");
        let mut on_disk: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.starts_with('.'))
            .collect();
        on_disk.sort();
        let names: Vec<_> = SAMPLES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(names, on_disk);
    }
}
