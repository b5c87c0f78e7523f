//! Compares what documents say of the range of a weapon: which statements agree, which are about
//! different variants, which replace others, and which contradict each other. Pure: it is handed
//! statements and reads no document.
//!
//! `statement` is what is compared, `source` whose word it is, `sayers` which names are one source,
//! `verdict` how two of them stand to each other, `corrected` what the user knows better, `reason` the
//! sentence that says why, `values` which of many statements say the same of the same, `conflicts` which
//! of these values contradict each other, `story` which documents are reprints of one text.

mod conflicts;
mod corrected;
mod reason;
mod sayers;
mod source;
mod statement;
mod story;
mod values;
mod verdict;

pub use conflicts::Conflict;
pub use corrected::{corrected, with_one_source};
pub use reason::{SaidBy, reason, would_explain};
pub use sayers::same_sayers;
pub use source::{EffectiveSource, Sayer};
pub use statement::RangeStatement;
pub use story::{Runs, repeated, stories};
pub use verdict::{Ledger, Verdict, Why};
