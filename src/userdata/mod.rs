//! What the user makes and would miss: bookmarks, corrections, saved searches, places and read states.
//! Kept in journals that many instances share. And what a library held when the last sitting with it ended.

pub mod bookmark_writer;
pub mod check;
pub mod corrections;
pub mod export;
mod following;
pub mod journal;
mod kept_input;
mod lines;
pub mod memory;
pub mod proposals;
pub mod remembered;
pub mod resolve;
mod saved_searches;
pub mod sittings;
pub mod undo;
