//! What is counted of documents outside of the catalogue, such as their bookmarks, by the column of the
//! list that tells it. Counts nothing itself.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use foldhash::HashMap;

use super::entry::EntryId;
use crate::config::ListColumn;

/// The counts of each column. A column that was never told has none.
#[derive(Clone, Debug, Default)]
pub(super) struct CountedElsewhere {
    columns: HashMap<ListColumn, Counted>,
}

/// Numbers of documents; those that are missing have none. By path too: an entry may come later.
#[derive(Clone, Debug, Default)]
struct Counted {
    by_path: HashMap<PathBuf, u32>,
    by_id: Arc<HashMap<EntryId, u32>>,
}

impl CountedElsewhere {
    /// The same, for looking only: without the counts of files that are no entries.
    pub(super) fn view(&self) -> Self {
        let counted = |counted: &Counted| Counted {
            by_path: HashMap::default(),
            by_id: Arc::clone(&counted.by_id),
        };
        Self { columns: self.columns.iter().map(|(column, c)| (*column, counted(c))).collect() }
    }

    /// The counts of a column by entry; `None` if it was never told.
    pub(super) fn of(&self, column: ListColumn) -> Option<&HashMap<EntryId, u32>> {
        self.columns.get(&column).map(|counted| &*counted.by_id)
    }

    /// A file has become an entry.
    pub(super) fn meet(&mut self, id: EntryId, path: &Path) {
        for counted in self.columns.values_mut() {
            if let Some(count) = counted.by_path.get(path) {
                Arc::make_mut(&mut counted.by_id).insert(id, *count);
            }
        }
    }

    /// Other counts, by path and of those that are entries; returns the entries of which the count is
    /// another than before.
    pub(super) fn replace(
        &mut self,
        column: ListColumn,
        by_path: HashMap<PathBuf, u32>,
        by_id: HashMap<EntryId, u32>,
    ) -> Vec<EntryId> {
        let before = self.columns.remove(&column).unwrap_or_default().by_id;
        let differ = |one: &HashMap<EntryId, u32>, other: &HashMap<EntryId, u32>| {
            let changed = one.iter().filter(|(id, count)| other.get(*id) != Some(*count));
            changed.map(|(id, _)| *id).collect::<Vec<_>>()
        };
        let changed = [differ(&before, &by_id), differ(&by_id, &before)].concat();
        self.columns.insert(column, Counted { by_path, by_id: Arc::new(by_id) });
        changed
    }
}
