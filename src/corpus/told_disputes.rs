//! The disputes of the library that were told last, kept until what is stated or what the user knows
//! better changes. Works none out.

use std::sync::{Arc, Mutex, PoisonError};

use crate::facts::correction::Corrections;
use crate::index::{StatementState, StatementTable};
use crate::protocol::Disputed;

/// The disputes that were told last.
#[derive(Default)]
pub(super) struct ToldDisputes(Mutex<Option<Told>>);

/// Disputes, and of what they are the disputes.
struct Told {
    state: StatementState,
    corrections: Arc<Corrections>,
    disputes: Arc<Vec<Disputed>>,
}

impl ToldDisputes {
    /// Those of these statements and corrections, if they were told last.
    pub(super) fn known(
        &self,
        table: &StatementTable,
        corrections: &Corrections,
    ) -> Option<Arc<Vec<Disputed>>> {
        let told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let told = told.as_ref()?;
        let same = told.state.is_of(table) && *told.corrections == *corrections;
        same.then(|| Arc::clone(&told.disputes))
    }

    /// Keeps them in place of those before.
    pub(super) fn keep(
        &self,
        table: &StatementTable,
        corrections: &Arc<Corrections>,
        disputes: &Arc<Vec<Disputed>>,
    ) {
        let told = Told {
            state: table.state(),
            corrections: Arc::clone(corrections),
            disputes: Arc::clone(disputes),
        };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
    }
}
