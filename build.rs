//! Prepares what the program need not work out at every start. Makes the image of the lexicon from
//! `data/lexicon`, that of places and outlines from `data/geography`, and one number over every source that decides what a document's text and facts are:
//! indexes made by other rules are made anew.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use facts::lexicon::Lexicon;

// The rooms that build the lexicon, compiled here as they are in the program. They find no facts, so
// most of what they can do is not used.
#[allow(dead_code, unused_imports, missing_docs)]
#[path = "src/text/mod.rs"]
mod text;

#[allow(dead_code, unused_imports, unused_macros, missing_docs)]
#[path = "src/facts"]
mod facts {
    mod actor_kind;
    mod estimative;
    mod letters;
    pub mod lexicon;
    mod notes;
    mod places;
    mod recent;
    mod slug;
    mod token;
    mod token_kind;
    mod word_list;
}

// What makes the image of the places and outlines.
#[allow(dead_code, missing_docs)]
#[path = "src/geography"]
mod geography {
    pub mod building;
    mod image;
}

/// What decides what is found in a document.
const RULES: [&str; 7] =
    [LEXICON, GEOGRAPHY, "src/document", "src/facts", "src/formats", "src/geography", "src/text"];

/// The places and outlines that the program knows.
const GEOGRAPHY: &str = "data/geography";

/// The names that the program knows.
const LEXICON: &str = "data/lexicon";

fn main() {
    let mut hash = 0xCBF2_9CE4_8422_2325;
    for folder in RULES {
        println!("cargo:rerun-if-changed={folder}");
        for file in files(Path::new(folder)) {
            hash = fnv(hash, &fs::read(&file).unwrap_or_default());
        }
    }
    println!("cargo:rustc-env=BRIEFBOOK_RULES={hash:016x}");
    if let Err(error) = write_lexicon().and_then(|()| write_geography()) {
        error.to_string().lines().for_each(|line| println!("cargo::error={line}"));
    }
}

/// Writes the image of the lexicon to where the program includes it from.
fn write_lexicon() -> Result<(), Box<dyn Error>> {
    let mut contents = Vec::new();
    for file in files(Path::new(LEXICON)) {
        let toml =
            fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        contents.push((file.display().to_string(), toml));
    }
    let named = contents.iter().map(|(name, toml)| (name.as_str(), toml.as_str()));
    let image = Lexicon::of_checked_files(named)?.image()?;
    let folder = env::var_os("OUT_DIR").ok_or("cargo names no folder for the lexicon")?;
    fs::write(Path::new(&folder).join("lexicon.image"), image)?;
    Ok(())
}

/// Writes the image of the places and outlines to where the program includes it from.
fn write_geography() -> Result<(), Box<dyn Error>> {
    let read = |name: &str| {
        let path = Path::new(GEOGRAPHY).join(name);
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let image = geography::building::image(&read("places.tsv")?, &read("outlines.txt")?)?;
    let folder = env::var_os("OUT_DIR").ok_or("cargo names no folder for the geography")?;
    fs::write(Path::new(&folder).join("geography.image"), image)?;
    Ok(())
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
