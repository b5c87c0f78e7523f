//! From a path to a document, for whatever purpose: its bytes, the sandbox, the cache of what was parsed
//! before, documents inside of files, and the work on a document that is done away from the interface.

pub mod containers;
pub mod documents;
pub mod extracting;
pub mod finding;
pub mod following;
pub mod in_memory;
pub mod parse_cache;
pub mod sizes;
pub mod unread;
