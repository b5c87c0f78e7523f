//! Corrections of the facts in the store of what the user makes: read once, each change on the disk
//! before it counts as kept.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::journal::{Change, Store, StoreError};
use crate::facts::correction::{Correction, Corrections};
use crate::files::clock::now;

/// The kind of value that corrections are in the store.
const KIND: &str = "correction";

/// A correction made or taken back, as the store keeps it.
#[derive(Debug, Deserialize, Serialize)]
struct Kept {
    correction: Correction,
    made: bool,
}

/// Every correction in force.
///
/// # Errors
/// [`StoreError`] if there is a store that cannot be read.
pub fn read(folder: &Path) -> Result<Corrections, StoreError> {
    let store = Store::look(folder)?;
    let mut corrections = Corrections::default();
    for value in store.others(KIND) {
        // What a newer version wrote otherwise is left alone.
        if let Ok(Kept { correction, made }) = Kept::deserialize(value) {
            match made {
                true => corrections.add(correction),
                false => corrections.remove(&correction),
            }
        }
    }
    Ok(corrections)
}

/// Keeps a correction that was made or taken back.
///
/// # Errors
/// [`StoreError`]; nothing was kept, and what was kept before is safe.
pub fn keep(folder: &Path, correction: Correction, made: bool) -> Result<(), StoreError> {
    let mut store = Store::look(folder)?;
    let value = serde_json::to_value(Kept { correction, made }).unwrap_or_default();
    store.commit(Change::Other(KIND.to_owned(), value), now())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::correction::FactKey;

    #[test]
    fn corrections_last_until_they_are_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let fact = |id: &str| FactKey { class: "actor".into(), id: id.into() };
        let reject = Correction::Reject { fact: fact("forum") };
        let merge = Correction::Merge { fact: fact("zelensky"), into: fact("zelenskyy") };
        keep(folder.path(), reject.clone(), true).unwrap();
        keep(folder.path(), merge.clone(), true).unwrap();
        assert_eq!(read(folder.path()).unwrap().iter().collect::<Vec<_>>(), [&reject, &merge]);
        keep(folder.path(), reject, false).unwrap();
        assert_eq!(read(folder.path()).unwrap().iter().collect::<Vec<_>>(), [&merge]);
    }

    #[test]
    fn without_a_store_there_are_none_and_none_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let nowhere = folder.path().join("none");
        assert_eq!(read(&nowhere).unwrap(), Corrections::default());
        assert!(!nowhere.exists());
    }
}
