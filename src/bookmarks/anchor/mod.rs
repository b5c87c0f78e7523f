//! What is kept of a passage so that it can be found again (`record`), and finding it
//! ([`Finder`]).

mod align;
mod context;
mod finder;
mod judge;
mod record;
mod resolution;
mod seed;
mod twins;
mod wanted;
mod words;

pub use finder::{Finder, resolve};
pub use record::{Anchor, MAX_QUOTE, Place, Unmarkable};
pub use resolution::{Candidate, Resolution, State};
pub use twins::Twins;
