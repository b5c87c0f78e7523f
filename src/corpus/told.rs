//! What a look-up over the library told last, kept until what is indexed or what the user knows better
//! changes. Works nothing out.

use std::sync::{Arc, Mutex, PoisonError};

use crate::facts::correction::Corrections;
use crate::index::{StatementState, StatementTable};

/// What was told last; `K` is what was asked for beside the library.
#[derive(Debug)]
pub(super) struct ToldLast<K, T>(Mutex<Option<Told<K, T>>>);

/// An answer, and of what it is the answer.
#[derive(Debug)]
struct Told<K, T> {
    state: StatementState,
    corrections: Arc<Corrections>,
    asked: K,
    answer: Arc<T>,
}

impl<K, T> Default for ToldLast<K, T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: PartialEq, T> ToldLast<K, T> {
    /// The answer of these statements and corrections to this question, if it was told last.
    pub(super) fn known(
        &self,
        (table, corrections, asked): (&StatementTable, &Corrections, &K),
    ) -> Option<Arc<T>> {
        let told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let told = told.as_ref()?;
        let same = told.state.is_of(table) && told.asked == *asked;
        (same && *told.corrections == *corrections).then(|| Arc::clone(&told.answer))
    }

    /// Keeps an answer in place of the one before.
    pub(super) fn keep(
        &self,
        (table, corrections, asked): (&StatementTable, &Arc<Corrections>, K),
        answer: &Arc<T>,
    ) {
        let (state, corrections) = (table.state(), Arc::clone(corrections));
        let told = Told { state, corrections, asked, answer: Arc::clone(answer) };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
    }
}
