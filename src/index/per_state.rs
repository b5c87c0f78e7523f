//! What is worked out of one state of the index and kept until the index changes: one thing of each kind,
//! so that what was read of all documents once is not read again for every look-up.

use std::sync::{Arc, Mutex, PoisonError};

use tantivy::Searcher;

use super::error::IndexError;

/// Something that was worked out of a state of the index.
#[derive(Debug)]
pub(super) struct PerState<T>(Mutex<Option<(u64, Arc<T>)>>);

impl<T> Default for PerState<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> PerState<T> {
    /// What was worked out of the state that `searcher` sees; `work_out` is asked if that is not known.
    /// Nothing is kept of `None`, and nobody waits for another who works it out.
    ///
    /// # Errors
    /// What `work_out` returns.
    pub(super) fn of(
        &self,
        searcher: &Searcher,
        work_out: impl FnOnce() -> Result<Option<T>, IndexError>,
    ) -> Result<Option<Arc<T>>, IndexError> {
        let state = searcher.generation().generation_id();
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lock().clone().filter(|(of, _)| *of == state);
        if let Some((_, known)) = known {
            return Ok(Some(known));
        }
        let Some(made) = work_out()?.map(Arc::new) else { return Ok(None) };
        *lock() = Some((state, Arc::clone(&made)));
        Ok(Some(made))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::tests::library;

    #[test]
    fn what_was_worked_out_is_kept_until_the_index_changes() {
        let (index, mut writer) = library();
        let (kept, mut times) = (PerState::default(), 0);
        let mut ask = |index: &crate::index::Index| {
            let work_out = || {
                times += 1;
                Ok(Some(times))
            };
            *kept.of(&index.searcher(), work_out).unwrap().unwrap()
        };
        assert_eq!((ask(&index), ask(&index)), (1, 1));
        assert!(!index.refresh().unwrap());
        assert_eq!(ask(&index), 1);
        writer.remove(&crate::index::RootedPath { root: 0, below: "2023/atacms.md".into() });
        writer.commit().unwrap();
        assert!(index.refresh().unwrap());
        assert_eq!((ask(&index), ask(&index)), (2, 2));
        let none: PerState<usize> = PerState::default();
        assert!(none.of(&index.searcher(), || Ok(None)).unwrap().is_none());
        assert_eq!(none.of(&index.searcher(), || Ok(Some(7))).unwrap().as_deref(), Some(&7));
    }
}
