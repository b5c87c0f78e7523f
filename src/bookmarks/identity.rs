//! Who a document is: its path, the bytes of its file, and its words, any one of which finds it
//! again after a rename, a copy or a change; and a sketch of its words, which tells its versions. Opens
//! no file.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Digest, Fingerprint, Normal, Sketch};
use crate::document::Document;

/// Ways to know a document again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Identity {
    /// Where its file was.
    pub path: FilePath,
    /// The bytes of its file; `None` if they were not read.
    #[serde(default, rename = "sha256", skip_serializing_if = "Option::is_none")]
    pub content: Option<Digest>,
    /// Its words in normal form.
    #[serde(default, rename = "words_sha256", skip_serializing_if = "Option::is_none")]
    pub words: Option<Digest>,
    /// A sketch of its words, by which it is known after an edit; `None` if an earlier version of the
    /// program made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sketch: Option<Sketch>,
    /// What earlier versions kept of it.
    #[serde(flatten)]
    pub old: OldSums,
}

/// Bytes and words of a document by the polynomial of earlier versions. Only read, never made anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OldSums {
    /// The bytes of its file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Fingerprint>,
    /// Its words in normal form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Fingerprint>,
}

impl Identity {
    /// The identity of a document read from `path`, whose file has the digest `content`.
    pub fn of(path: &Path, content: Option<Digest>, document: &Document) -> Self {
        let words = Some(Normal::of(document.text()).digest());
        let sketch = Some(Sketch::of(document.text()));
        Self { path: FilePath::from(path), content, words, sketch, old: OldSums::default() }
    }

    /// True if the two have anything in common: the path, the bytes or the words.
    pub fn matches(&self, other: &Self) -> bool {
        self.path == other.path || self.has_bytes_of(other) || self.has_words_of(other)
    }

    /// True if both are known to have the same bytes.
    pub fn has_bytes_of(&self, other: &Self) -> bool {
        both(self.content, other.content) || both(self.old.content, other.old.content)
    }

    /// True if both are known to have the same words.
    pub fn has_words_of(&self, other: &Self) -> bool {
        both(self.words, other.words) || both(self.old.words, other.old.words)
    }

    /// True if both are known to have most of their words in common, as versions of one text have.
    pub fn is_version_of(&self, other: &Self) -> bool {
        let sketches = self.sketch.as_ref().zip(other.sketch.as_ref());
        sketches.is_some_and(|(one, other)| one.likeness(other) >= Sketch::VERSION)
    }

    /// True if only what earlier versions kept tells the document by more than its path.
    pub fn is_old(&self) -> bool {
        self.content.is_none() && self.words.is_none() && self.old != OldSums::default()
    }
}

fn both<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.is_some() && one == other
}

/// A path, kept byte for byte. Written as text, or as `{"hex": …}` if it is not UTF-8.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilePath(pub PathBuf);

impl From<&Path> for FilePath {
    fn from(path: &Path) -> Self {
        Self(path.to_owned())
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Text(String),
    Bytes { hex: String },
}

impl Serialize for FilePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = match self.0.to_str() {
            Some(text) => Written::Text(text.to_owned()),
            None => {
                let bytes = self.0.as_os_str().as_encoded_bytes();
                Written::Bytes { hex: bytes.iter().map(|b| format!("{b:02x}")).collect() }
            }
        };
        written.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for FilePath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Written::deserialize(deserializer)? {
            Written::Text(text) => Ok(Self(text.into())),
            Written::Bytes { hex } => unhex(&hex)
                .map(|bytes| Self(from_bytes(bytes)))
                .ok_or_else(|| serde::de::Error::custom("a path is no hexadecimal number")),
        }
    }
}

fn unhex(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

/// The path with these bytes.
pub fn from_bytes(bytes: Vec<u8>) -> PathBuf {
    OsString::from_vec(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Parts;
    use crate::text::CleanText;

    /// Two words with one polynomial, found by lattice reduction in a second.
    const AIMED: [&str; 2] = ["nmmlmnkmlnonkmlnnmolml", "lmmmmkommlkkolnlklknmn"];

    #[test]
    fn documents_made_to_have_one_old_sum_are_still_two() {
        let [one, two] = AIMED.map(|words| {
            let parts = Parts { text: CleanText::text(words), ..Parts::default() };
            let document = Document::new(parts).unwrap();
            Identity::of(Path::new(words), Some(Digest::of(words.as_bytes())), &document)
        });
        let [old, aimed] = AIMED.map(|words| Fingerprint::of(words.as_bytes()));
        assert_eq!(old, aimed);
        assert!(!one.matches(&two));
        assert!(one.matches(&Identity { path: two.path, ..one.clone() }));
    }

    #[test]
    fn what_earlier_versions_kept_still_counts() {
        let old = OldSums { content: Some(Fingerprint::of(b"x")), words: None };
        let kept = Identity { path: Path::new("a").into(), old, ..Identity::default() };
        let renamed = Identity { path: Path::new("b").into(), ..kept.clone() };
        assert!(kept.is_old() && kept.matches(&renamed));
        assert!(!kept.matches(&Identity { old: OldSums::default(), ..renamed }));
    }

    #[test]
    fn every_path_comes_back_byte_for_byte() {
        for bytes in [b"a/b.txt".to_vec(), b"x\xff\xfe\n.txt".to_vec(), "ü\u{202e}".into()] {
            let path = FilePath(from_bytes(bytes));
            let json = serde_json::to_string(&path).unwrap();
            assert_eq!(serde_json::from_str::<FilePath>(&json).unwrap(), path);
        }
    }
}
