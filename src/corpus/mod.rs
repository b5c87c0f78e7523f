//! The documents of a library together with their index: which files there are, which of them are new
//! or changed, how they are indexed, and what is asked of them. Reads documents through `reading`.

mod about_file;
mod actors;
pub mod build;
pub mod collect;
pub mod compare;
#[expect(clippy::module_inception, reason = "the type of that name, beside what is done with it")]
pub mod corpus;
pub mod corrected;
pub mod coverage;
pub mod describe;
mod dirty;
mod engine_files;
pub mod filter;
mod folder;
pub mod head;
mod ignored;
pub mod index_dir;
mod index_use;
pub mod last_sitting;
pub mod lookup;
pub mod queue;
pub mod scanner;
mod sealed;
pub mod search;
mod sentence_number;
pub mod sitting;
mod snapshot;
pub mod stale;
pub mod statements;
mod told;
pub mod walk;
pub mod watch;
pub mod work;
