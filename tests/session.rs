//! Sittings as stories: documents, keys, what is on the screen and what is asked of the world.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken test may panic")]

#[path = "support/session.rs"]
mod support;

#[path = "session/across.rs"]
mod across;
#[path = "session/bookmarks.rs"]
mod bookmarks;
#[path = "session/facts.rs"]
mod facts;
#[path = "session/finding.rs"]
mod finding;
#[path = "session/keys.rs"]
mod keys;
#[path = "session/list.rs"]
mod list;
#[path = "session/places.rs"]
mod places;
#[path = "session/reading.rs"]
mod reading;
#[path = "session/screen.rs"]
mod screen;
#[path = "session/searching.rs"]
mod searching;
#[path = "session/selecting.rs"]
mod selecting;
