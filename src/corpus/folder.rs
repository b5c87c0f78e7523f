//! The folder of a document as the list shows it.

use std::path::{Path, PathBuf};

use crate::text::CleanText;

/// The folder of a file as the list shows it: below its root, with the root's name if there are
/// several.
pub(super) fn folder(path: &Path, root: usize, roots: &[PathBuf]) -> CleanText {
    let Some(root) = roots.get(root) else { return CleanText::default() };
    let parent = path.parent().unwrap_or(Path::new(""));
    let below = parent.strip_prefix(root).unwrap_or(Path::new(""));
    match root.file_name().filter(|_| roots.len() > 1) {
        Some(name) => CleanText::path(&Path::new(name).join(below)),
        None => CleanText::path(below),
    }
}
