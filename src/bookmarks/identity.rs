//! Who a document is: its path, the bytes of its file, and its words, any one of which finds it
//! again after a rename, a copy or a change. Opens no file.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Fingerprint, Normal};
use crate::document::Document;

/// Three ways to know a document again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Identity {
    /// Where its file was.
    pub path: FilePath,
    /// The bytes of its file; `None` if they were not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Fingerprint>,
    /// Its words in normal form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Fingerprint>,
}

impl Identity {
    /// The identity of a document read from `path`, whose file has the fingerprint `content`.
    pub fn of(path: &Path, content: Option<Fingerprint>, document: &Document) -> Self {
        let words = Some(Normal::of(document.text()).fingerprint());
        Self { path: FilePath::from(path), content, words }
    }

    /// True if the two have anything in common: the path, the bytes or the words.
    pub fn matches(&self, other: &Self) -> bool {
        let same = |a: Option<Fingerprint>, b| a.is_some() && a == b;
        self.path == other.path
            || same(self.content, other.content)
            || same(self.words, other.words)
    }
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

    #[test]
    fn every_path_comes_back_byte_for_byte() {
        for bytes in [b"a/b.txt".to_vec(), b"x\xff\xfe\n.txt".to_vec(), "ü\u{202e}".into()] {
            let path = FilePath(from_bytes(bytes));
            let json = serde_json::to_string(&path).unwrap();
            assert_eq!(serde_json::from_str::<FilePath>(&json).unwrap(), path);
        }
    }
}
