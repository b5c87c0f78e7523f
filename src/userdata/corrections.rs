//! Corrections of the facts in the store of what the user makes: which are in force, and the changes
//! that make one or take it back.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::journal::{Change, Store, StoreError};
use crate::facts::correction::{Correction, Corrections};
use crate::protocol::{CorrectionDetails, MadeCorrection};

/// The kind of value that corrections are in the store.
const KIND: &str = "correction";

/// A correction made or taken back, as the store keeps it.
#[derive(Debug, Deserialize, Serialize)]
struct Kept {
    correction: Correction,
    made: bool,
    #[serde(flatten)]
    details: CorrectionDetails,
}

/// Every correction in force, oldest first, each with the number of its line in the journal.
pub fn in_force(store: &Store) -> Vec<(usize, MadeCorrection)> {
    let mut all: Vec<(usize, MadeCorrection)> = Vec::new();
    for (number, time, value) in store.others(KIND) {
        // What a newer version wrote otherwise is left alone.
        let Ok(Kept { correction, made, details }) = Kept::deserialize(value) else { continue };
        let known = all.iter().position(|(_, known)| known.correction == correction);
        match (made, known) {
            (true, None) => {
                all.push((number, MadeCorrection { made: Some(time), correction, details }));
            }
            (false, Some(at)) => drop(all.remove(at)),
            (true, Some(_)) | (false, None) => {}
        }
    }
    all
}

/// The same, ready to be applied.
///
/// # Errors
/// [`StoreError`] if there is a store that cannot be read.
pub fn read(folder: &Path) -> Result<Corrections, StoreError> {
    let store = Store::look(folder)?;
    let made: Vec<_> = in_force(&store).into_iter().map(|(_, made)| made).collect();
    Ok(MadeCorrection::in_force(&made))
}

/// The change that makes a correction, or takes it back.
pub fn change(correction: Correction, details: CorrectionDetails, made: bool) -> Change {
    let value = serde_json::to_value(Kept { correction, made, details }).unwrap_or_default();
    Change::Other(KIND.to_owned(), value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bookmarks::Stamp;
    use crate::facts::correction::FactKey;
    use crate::files::clock::now;

    fn fact(id: &str) -> FactKey {
        FactKey { class: "actor".into(), id: id.into() }
    }

    #[test]
    fn corrections_last_until_they_are_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let keep = |correction: &Correction, name: &str, made| {
            let details = CorrectionDetails { name: name.into(), ..CorrectionDetails::default() };
            let mut store = Store::open(folder.path(), now()).unwrap();
            store.commit(change(correction.clone(), details, made), Stamp::new(7)).unwrap();
        };
        let said = || {
            let store = Store::open(folder.path(), now()).unwrap();
            in_force(&store).iter().map(|(_, made)| made.said()).collect::<Vec<_>>()
        };
        let reject = Correction::Reject { fact: fact("forum") };
        let merge = Correction::Merge { fact: fact("zelensky"), into: fact("zelenskyy") };
        keep(&reject, "Forum", true);
        keep(&merge, "", true);
        assert_eq!(said(), ["Forum is no actor", "zelensky is zelenskyy"]);
        keep(&reject, "", false);
        assert_eq!(said(), ["zelensky is zelenskyy"]);
        assert_eq!(read(folder.path()).unwrap().iter().collect::<Vec<_>>(), [&merge]);
    }

    #[test]
    fn what_earlier_versions_kept_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let line = r#"{"time":"2026-11-30T18:23:17.678Z","op":"correction","value":{"correction":{"kind":"reject","fact":{"class":"actor","id":"forum"}},"made":true}}"#;
        let head = r#"{"briefbook":"journal","version":1}"#;
        std::fs::write(folder.path().join("journal.jsonl"), format!("{head}\n{line}\n")).unwrap();
        let store = Store::open(folder.path(), now()).unwrap();
        let all = in_force(&store);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].1.said(), "forum is no actor");
        assert!(all[0].1.made.is_some());
    }

    #[test]
    fn who_only_looks_leaves_damage_to_who_writes_and_tells_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path(), now()).unwrap();
        let reject = Correction::Reject { fact: fact("forum") };
        let details = CorrectionDetails::default();
        store.commit(change(reject.clone(), details, true), Stamp::new(7)).unwrap();
        let file = folder.path().join("journal.jsonl");
        let damaged = std::fs::read_to_string(&file).unwrap() + "{\"time\": nonsense\n";
        std::fs::write(&file, &damaged).unwrap();
        assert_eq!(read(folder.path()).unwrap().iter().collect::<Vec<_>>(), [&reject]);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), damaged);
        assert_eq!(Store::open(folder.path(), now()).unwrap().take_notices().len(), 1);
    }

    #[test]
    fn without_a_store_there_are_none_and_none_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let nowhere = folder.path().join("none");
        assert_eq!(read(&nowhere).unwrap(), Corrections::default());
        assert!(!nowhere.exists());
    }
}
