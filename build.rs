//! Tells the program what its rules are made of: one number over every source that decides what a
//! document's text and facts are. Indexes made by other rules are made anew.

use std::fs;
use std::path::{Path, PathBuf};

/// What decides what is found in a document.
const RULES: [&str; 5] = ["data/lexicon", "src/document", "src/facts", "src/formats", "src/text"];

fn main() {
    let mut hash = 0xCBF2_9CE4_8422_2325;
    for folder in RULES {
        println!("cargo:rerun-if-changed={folder}");
        for file in files(Path::new(folder)) {
            hash = fnv(hash, &fs::read(&file).unwrap_or_default());
        }
    }
    println!("cargo:rustc-env=BRIEFBOOK_RULES={hash:016x}");
}

/// Every file below a folder, in the order of the names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    let below = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    paths.into_iter().flat_map(below).collect()
}

/// The hash of Fowler, Noll and Vo (FNV-1a, 64 bits) of what came before and `bytes`.
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
    bytes.iter().fold(hash, step)
}
