//! What is kept of a passage so that it can be found again (`record`), and finding it
//! ([`PassageFinder`]).

mod align;
mod context;
mod finder;
mod judge;
mod normal_anchor;
mod record;
mod resolution;
mod rivals;
mod seed;
mod words;

pub use finder::{PassageFinder, resolve};
pub use record::{Anchor, MAX_QUOTE, Placement, Unmarkable};
pub use resolution::{Anchoring, Candidate, Certainty};
pub use rivals::Rivals;
