//! What a library held when the last sitting with it ended, as this one found it. Keeps nothing.

use crate::files::places::Places;
use crate::text::CleanText;
use crate::userdata::sittings::{SittingRecord, SittingStore};

/// What is remembered of the sittings with a library.
#[derive(Debug, Default)]
pub struct LastSitting {
    /// What it held; `None` if no sitting has ended yet, or for a library without a folder.
    pub record: Option<SittingRecord>,
    /// What is wrong with what is remembered, if that cannot be used.
    pub problem: Option<CleanText>,
}

impl LastSitting {
    /// That with the library of this key.
    pub(super) fn of(places: &Places, library: Option<&str>) -> Self {
        let Some(library) = library else { return Self::default() };
        let (record, problem) = SittingStore::of(places, library).read();
        Self { record, problem }
    }
}
