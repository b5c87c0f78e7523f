//! The files of `data/lexicon`, compiled in.

/// Each file's name and contents.
pub const FILES: &[(&str, &str)] = &[];
