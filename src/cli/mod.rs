//! The verbs that run without a screen: text, list, config, keys and their kin.
pub mod bookmarks;
