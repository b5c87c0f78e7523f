//! Bookmarks: passages that are found again after the text around them changed, with notes and
//! labels, and the forms they are exported in. Reads no files: `userdata::journal` keeps them.

mod anchor;
mod bookmark;
mod cite;
mod export;
mod fingerprint;
mod identity;
mod normal;
mod stamp;

pub use anchor::{
    Anchor, Anchoring, Candidate, Certainty, MAX_QUOTE, PassageFinder, Placement, Rivals,
    Unmarkable, resolve,
};
pub use bookmark::{Bookmark, Citation, Id, NoId, labels};
pub use cite::cite;
pub use export::{Format, Imported, export, import, json_line};
pub use fingerprint::Fingerprint;
pub use identity::{FilePath, Identity, from_bytes};
pub use normal::{Normal, normal};
pub use stamp::Stamp;
