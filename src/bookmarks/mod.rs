//! Bookmarks: passages that are found again after the text around them changed, with notes and
//! labels, and the forms they are exported in. Reads no files: `userdata::journal` keeps them.

mod anchor;
mod bookmark;
mod cite;
mod digest;
mod export;
mod fingerprint;
mod identity;
mod normal;
mod reading_place;
mod rest;
mod sketch;
mod stamp;
mod zone;

pub use anchor::{
    Anchor, Anchoring, Candidate, Certainty, MAX_QUOTE, PassageFinder, Placement, Rivals,
    Unmarkable, resolve,
};
pub use bookmark::{Bookmark, Citation, Id, NoId, labels};
pub use cite::cite;
pub use digest::Digest;
pub use export::{Format, Imported, export, import, json_line};
pub use fingerprint::Fingerprint;
pub use identity::{FilePath, Identity, OldSums, from_bytes};
pub use normal::{Normal, normal};
pub use reading_place::ReadingPlace;
pub use rest::RestSum;
pub use sketch::Sketch;
pub use stamp::Stamp;
pub use zone::Zone;
