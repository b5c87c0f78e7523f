//! briefbook: a terminal reader for briefing documents.
//!
//! In reading order: each module may use those above it and never those beside or below it
//! (`tests/it/architecture.rs` holds the table).

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
pub mod geography;
pub mod index;
pub mod ledger;
pub mod library;
// Floor 4: what crosses the border between program and world, as data; files.
pub mod files;
pub mod protocol;
// Floor 5: what happens when something happens; the terminal; where parsers are kept apart.
pub mod app;
pub mod sandbox;
pub mod terminal;
// Floor 6: what is painted; from files to documents.
pub mod reading;
pub mod view;
// Floor 7: what the user makes.
pub mod userdata;
// Floor 8: the documents of a library and their index.
pub mod corpus;
// Floor 9: the loop.
pub mod runtime;
// Floor 10: the command line.
pub mod cli;
