//! How a text says what a picture shows.

/// How the description of a picture begins; a closing bracket ends it.
pub const PICTURE: &str = "[Picture: ";
