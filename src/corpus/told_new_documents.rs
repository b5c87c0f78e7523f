//! What was told last of what is new, kept until what is indexed or what the user knows better changes.
//! Works nothing out.

use std::sync::{Arc, Mutex, PoisonError};

use crate::bookmarks::Stamp;
use crate::facts::correction::Corrections;
use crate::index::{StatementState, StatementTable};
use crate::protocol::NewDocuments;

/// The new documents that were told last.
#[derive(Default)]
pub(super) struct ToldNewDocuments(Mutex<Option<Told>>);

/// New documents, and of what they are those.
struct Told {
    state: StatementState,
    corrections: Arc<Corrections>,
    time: Option<Stamp>,
    documents: Arc<NewDocuments>,
}

impl ToldNewDocuments {
    /// Those of this state and these corrections since that time, if they were told last.
    pub(super) fn known(
        &self,
        table: &StatementTable,
        corrections: &Corrections,
        time: Option<Stamp>,
    ) -> Option<Arc<NewDocuments>> {
        let told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let told = told.as_ref().filter(|told| told.state.is_of(table) && told.time == time)?;
        (*told.corrections == *corrections).then(|| Arc::clone(&told.documents))
    }

    /// Keeps them in place of those before.
    pub(super) fn keep(
        &self,
        (table, corrections, time): (&StatementTable, &Arc<Corrections>, Option<Stamp>),
        documents: &Arc<NewDocuments>,
    ) {
        let (state, corrections) = (table.state(), Arc::clone(corrections));
        let told = Told { state, corrections, time, documents: Arc::clone(documents) };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
    }
}
