//! Compares what documents say of the range of a weapon: which statements agree, which are about
//! different variants, which replace others, and which contradict each other. Pure: it is handed
//! statements and reads no document.
//!
//! `statement` is what is compared, `source` whose word it is, `variant` what the name of a variant
//! compares as, `verdict` how two of them stand to each other, `reason` the sentence that says why,
//! `story` which documents are reprints of one text.

mod reason;
mod source;
mod statement;
mod story;
mod variant;
mod verdict;

pub use reason::{SaidBy, reason};
pub use source::EffectiveSource;
pub use statement::RangeStatement;
pub use story::{Runs, stories};
pub use variant::variant_key;
pub use verdict::{Ledger, Verdict, Why};
