//! Sittings as stories: documents, keys, what is on the screen and what is asked of the world.

mod across;
mod bookmarks;
mod choices;
mod corrections;
mod facts;
mod finding;
mod keys;
mod layouts;
mod links;
mod list;
mod passages;
mod pipes;
mod places;
mod reading;
mod reviewing;
mod screen;
mod searching;
mod selecting;
mod teaching;
mod timeline;
mod widths;
