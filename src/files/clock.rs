//! The time of day, for what is kept with a date, and the time zone of the user. Does no arithmetic on
//! them; see [`crate::bookmarks::Stamp`].

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::tz::TimeZone;

use crate::bookmarks::{Stamp, Zone};

/// This moment. A clock set before 1970 counts as the start of it.
pub fn now() -> Stamp {
    let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Stamp::new(i64::try_from(time.as_millis()).unwrap_or(i64::MAX))
}

/// The time zone of the user, as `TZ` or the system names it; Coordinated Universal Time if neither
/// does.
pub fn zone() -> Zone {
    TimeZone::system().into()
}

/// A number that differs between two instances and two moments, so that what both make in one
/// millisecond gets different names. No secret.
pub fn chance() -> u64 {
    let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::from(time.subsec_nanos()) ^ (u64::from(std::process::id()) << 32)
}
