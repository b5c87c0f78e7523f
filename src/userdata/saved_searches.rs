//! Searches that the user saved under a name, in the store of what the user makes: each on the disk
//! before it counts as saved.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::journal::{Change, Store, StoreError};
use crate::files::clock::now;
use crate::protocol::SavedSearch;

/// The kind of value that saved searches are in the store.
const KIND: &str = "saved-search";

/// A search saved or forgotten, as the store keeps it.
#[derive(Debug, Deserialize, Serialize)]
struct Kept {
    name: String,
    /// What is typed; `None` if it was forgotten.
    words: Option<String>,
}

/// Every search that is saved, by name.
///
/// # Errors
/// [`StoreError`] if there is a store that cannot be read.
pub fn read(folder: &Path) -> Result<Vec<SavedSearch>, StoreError> {
    Ok(of(&Store::open(folder, now())?))
}

/// Saves a search under a name, or forgets the one of that name; returns what is saved now.
///
/// # Errors
/// [`StoreError`]; nothing was kept, and what was kept before is safe.
pub fn keep(
    folder: &Path,
    name: &str,
    words: Option<&str>,
) -> Result<Vec<SavedSearch>, StoreError> {
    let mut store = Store::open(folder, now())?;
    let kept = Kept { name: name.to_owned(), words: words.map(str::to_owned) };
    let value = serde_json::to_value(kept).unwrap_or_default();
    store.commit(Change::Other(KIND.to_owned(), value), now())?;
    Ok(of(&store))
}

fn of(store: &Store) -> Vec<SavedSearch> {
    let mut saved = BTreeMap::new();
    for (_, _, value) in store.others(KIND) {
        // What a newer version wrote otherwise is left alone.
        match Kept::deserialize(value) {
            Ok(Kept { name, words: Some(words) }) => _ = saved.insert(name, words),
            Ok(Kept { name, words: None }) => _ = saved.remove(&name),
            Err(_) => {}
        }
    }
    saved.into_iter().map(|(name, words)| SavedSearch { name, words }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_saved_changed_and_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let saved =
            |name: &str, words: &str| SavedSearch { name: name.into(), words: words.into() };
        assert_eq!(read(&folder.path().join("none")).unwrap(), []);
        keep(folder.path(), "long", Some("range:>300km")).unwrap();
        keep(folder.path(), "far", Some("taurus")).unwrap();
        let now = keep(folder.path(), "long", Some("range:>500km")).unwrap();
        assert_eq!(now, [saved("far", "taurus"), saved("long", "range:>500km")]);
        keep(folder.path(), "far", None).unwrap();
        assert_eq!(read(folder.path()).unwrap(), [saved("long", "range:>500km")]);
    }
}
