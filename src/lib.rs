//! briefbook: a terminal reader for briefing documents.
//!
//! In reading order: each module may use those above it and never those beside or below it
//! (`tests/architecture.rs` holds the table).

// Floor 0: words and settings.
pub mod config;
pub mod text;
// Floor 1: the document.
pub mod document;
// Floor 2: from bytes to documents, from documents to facts and lines.
pub mod bookmarks;
pub mod facts;
pub mod formats;
pub mod layout;
pub mod query;
// Floor 3: many documents.
pub mod index;
pub mod library;
// Floor 4: what crosses the border, as data.
pub mod protocol;
// Floor 5: what happens when something happens.
pub mod app;
// Floor 6: what is painted.
pub mod view;
// Floor 7: the world outside.
pub mod cli;
pub mod runtime;
