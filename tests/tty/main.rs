//! What runs the program in a pseudo-terminal, kills it, or waits for what the system tells: signals,
//! the clipboard, full disks, files that change, workers that run away. What needs none of these is
//! `tests/it`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and some print what they measured"
)]

#[path = "../support/mod.rs"]
mod support;

mod clipboard;
mod days;
mod disk;
mod guard;
mod hostile;
mod index_damage;
mod indexing;
mod links;
mod memory;
mod new_documents;
mod pty;
mod sandbox;
mod small_disk;
mod store;
mod terminal_words;
mod watching;
