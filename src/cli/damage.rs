//! What is said of documents that cannot be read or are damaged.

use std::path::Path;

use super::output::Output;
use super::status::{DONE, PARTLY};
use crate::text::CleanText;

/// Why a document cannot be read, with its name if the reason does not name it.
pub fn about(path: &Path, reason: &CleanText) -> String {
    let name = CleanText::path(path);
    if reason.contains(name.as_str()) { reason.to_string() } else { format!("{name}: {reason}") }
}

/// The exit status of a document that was read: if its file is damaged, that is said.
pub fn after_damage(path: &Path, damage: Option<&CleanText>, out: &mut Output) -> u8 {
    match damage {
        Some(damage) => {
            out.message(&about(path, damage));
            PARTLY
        }
        None => DONE,
    }
}
