//! The time of day, for what is kept with a date. Does no arithmetic on it; see
//! [`crate::bookmarks::Stamp`].

use std::time::{SystemTime, UNIX_EPOCH};

use crate::bookmarks::Stamp;

/// This moment. A clock set before 1970 counts as the start of it.
pub fn now() -> Stamp {
    let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Stamp::new(i64::try_from(time.as_millis()).unwrap_or(i64::MAX))
}

/// A number that differs between two instances and two moments, so that what both make in one
/// millisecond gets different names. No secret.
pub fn chance() -> u64 {
    let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::from(time.subsec_nanos()) ^ (u64::from(std::process::id()) << 32)
}
