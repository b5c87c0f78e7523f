//! The command line: what can be asked for, and the verbs that run without a screen: text, list,
//! config, keys and their kin. The reader itself is `runtime::session`.

mod args;
pub mod bookmarks;
mod config;
mod doctor;
mod facts;
mod index;
mod json;
mod keys;
mod list;
mod marks;
mod output;
mod pages;
mod plain;
mod ranges;
mod search;
mod start;
mod text;

pub use args::{Args, Verb};
pub use output::Output;
pub use start::{Start, start};

use std::path::Path;

use crate::text::Shown;

/// Exit status: done, and found if something was looked for.
pub const DONE: u8 = 0;
/// Exit status: nothing was found.
pub const NOTHING: u8 = 1;
/// Exit status: wrong usage, or failure.
pub const FAILED: u8 = 2;
/// Exit status: done, but some documents could not be read.
pub const PARTLY: u8 = 3;

/// Runs a verb and returns the exit status.
///
/// # Errors
/// If the output cannot be written; a closed pipe is no error.
pub fn run(verb: &Verb, args: &Args, out: &mut Output) -> std::io::Result<u8> {
    match verb {
        Verb::Text { path, json } => text::run(path, *json, args, out),
        Verb::Facts { paths, json, ranges: true, csv } => {
            ranges::run(paths, ranges::Form::of(*json, *csv), args, out)
        }
        Verb::Facts { paths, json, .. } => facts::run(paths, *json, args, out),
        Verb::Search { query, path, json, limit } => {
            let asked = search::Asked { query, limit: *limit, json: *json };
            search::run(&asked, path.as_deref(), args, out)
        }
        Verb::Index { what, path, json } => index::run(*what, path.as_deref(), *json, args, out),
        Verb::Bookmarks { verb } => marks::run(verb, args, out),
        Verb::Doctor { paths } => marks::examine(paths, args, out),
        Verb::List { path, json } => list::run(path.as_deref(), *json, args, out),
        Verb::Config { what } => config::run(*what, args, out),
        Verb::Keys { json } => keys::run(*json, args, out),
        Verb::Completions { shell } => pages::completions(*shell, out),
        Verb::Man => pages::man(out),
    }
}

/// Runs the reader for people who have the screen read to them.
///
/// # Errors
/// If the terminal cannot be read or written.
pub fn linear(start: Start, out: &mut Output) -> std::io::Result<u8> {
    plain::run(start, out)
}

/// Why a document cannot be read, with its name if the reason does not name it.
fn about(path: &Path, reason: &Shown) -> String {
    let name = Shown::path(path);
    if reason.contains(name.as_str()) { reason.to_string() } else { format!("{name}: {reason}") }
}

/// The exit status of a document that was read: if its file is damaged, that is said.
fn after_damage(path: &Path, damage: Option<&Shown>, out: &mut Output) -> u8 {
    match damage {
        Some(damage) => {
            out.message(&about(path, damage));
            PARTLY
        }
        None => DONE,
    }
}

/// A sentence for standard error.
pub fn complain(words: &str) -> String {
    format!("briefbook: {}\n", Shown::line(words))
}
