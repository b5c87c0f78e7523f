//! Everything that needs no terminal: readings, facts, sessions in memory, verbs in a pipe, and what
//! is to be true of the sources. What waits for a terminal, a signal or the file system is `tests/tty`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and some print what they measured"
)]

#[path = "../support/mod.rs"]
mod support;

mod agreement;
mod anchoring;
mod architecture;
mod cli;
mod containers;
mod contrast;
mod corrections;
mod damage;
mod earlier;
mod facts;
mod formats;
mod ledger;
mod new_documents;
mod pdf;
mod piped;
mod plain;
mod properties;
mod readme;
mod screens;
mod session;
