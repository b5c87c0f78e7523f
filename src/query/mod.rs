//! Searching inside one document. Knows neither screens nor files.

mod find;

pub use find::{MAX_QUERY, Pattern};
