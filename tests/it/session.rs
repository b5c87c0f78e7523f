//! Sittings as stories: documents, keys, what is on the screen and what is asked of the world.

mod across;
mod bookmarks;
mod choices;
mod facts;
mod finding;
mod keys;
mod layouts;
mod list;
mod places;
mod reading;
mod screen;
mod searching;
mod selecting;
mod teaching;
mod widths;
