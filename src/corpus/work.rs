//! What is to be done to bring an index up to date: files to be read and documents to be forgotten. Does
//! none of it: see `build`.

use std::collections::HashSet;

use super::stale::Stale;
use crate::bookmarks::Digest;
use crate::index::RootedPath;

/// What is to be done.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// Files that are new or have changed.
    pub stale: Vec<Stale>,
    /// Files that are not there any more, with their sizes and contents.
    pub gone: Vec<(RootedPath, u64, Digest)>,
    /// Documents inside of files that have changed: what is still there comes with its file.
    pub inside: Vec<RootedPath>,
}

impl Work {
    /// True if there is nothing to be done.
    pub fn is_empty(&self) -> bool {
        self.stale.is_empty() && self.gone.is_empty() && self.inside.is_empty()
    }

    /// More work. What is said of a file later holds.
    pub fn add(&mut self, more: Self) {
        if self.is_empty() {
            *self = more;
            return;
        }
        if more.is_empty() {
            return;
        }
        let stale = more.stale.iter().map(|stale| &stale.place);
        let anew: HashSet<&RootedPath> =
            stale.chain(more.gone.iter().map(|(place, ..)| place)).collect();
        self.stale.retain(|stale| !anew.contains(&stale.place));
        self.gone.retain(|(place, ..)| !anew.contains(place));
        self.stale.extend(more.stale);
        self.gone.extend(more.gone);
        self.inside.extend(more.inside);
    }
}
