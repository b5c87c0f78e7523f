//! The command line: what can be asked for, and the verbs that run without a screen: text, list,
//! config, keys and their kin. The reader itself is `runtime::session`.

mod args;
pub mod bookmarks;
mod config;
mod confinement;
mod corrected_statements;
mod corrections;
mod damage;
mod disputes;
mod doctor;
mod each;
mod facts;
mod given;
mod index;
mod json;
mod keys;
mod list;
mod marks;
mod new_documents;
mod output;
mod pages;
mod places;
mod plain;
mod ranges;
mod report;
mod search;
mod start;
mod statement_filter;
mod statements;
mod status;
mod structure;
mod text;
mod timeline;

pub use args::{Args, Verb};
pub use output::Output;
pub use start::{Start, start};

pub use status::{DONE, FAILED, NOTHING, PARTLY, complain};

pub(crate) use damage::{about, after_damage};

/// Runs a verb and returns the exit status.
///
/// # Errors
/// If the output cannot be written; a closed pipe is no error.
pub fn run(verb: &Verb, args: &Args, out: &mut Output) -> std::io::Result<u8> {
    let lists = matches!(
        verb,
        Verb::Facts { .. }
            | Verb::Statements { .. }
            | Verb::Disputes { .. }
            | Verb::Report { .. }
            | Verb::Structure { .. }
            | Verb::New { .. }
            | Verb::Timeline { .. }
            | Verb::Places { .. }
            | Verb::Search { .. }
            | Verb::List { .. }
    );
    if args.files_from.is_some() && !lists {
        out.message(
            "--files-from is for the reader and for facts, statements, disputes, new, report, structure, timeline, places, search and list only",
        );
        return Ok(FAILED);
    }
    match verb {
        Verb::Text { path, json } => text::run(path.as_deref(), *json, args, out),
        Verb::Facts { paths, json, ranges: true, csv } => {
            ranges::run(paths, ranges::Form::of(*json, *csv), args, out)
        }
        Verb::Facts { paths, json, .. } => facts::run(paths, *json, args, out),
        Verb::Statements { paths, json, csv, query } => {
            let form = ranges::Form::of(*json, *csv);
            statements::run(paths, (form, query.as_deref()), args, out)
        }
        Verb::Disputes { paths, json } => disputes::run(paths, *json, args, out),
        Verb::Report { weapon, paths, html } => report::run((weapon, paths), *html, args, out),
        Verb::New { paths, since, json } => {
            new_documents::run(paths, (since.as_deref(), *json), args, out)
        }
        Verb::Timeline { paths, by, json, csv } => {
            let form = timeline::TimelineForm::of(*json, *csv);
            timeline::run(paths, (by.map(|by| by.unit()), form), args, out)
        }
        Verb::Places { paths, json, csv, geojson } => {
            let form = places::PlacesForm::of(*json, *csv, *geojson);
            places::run(paths, form, args, out)
        }
        Verb::Structure { paths, json } => structure::run(paths, *json, args, out),
        Verb::Search { query, path, json, limit } => {
            let asked = search::Asked { query, limit: *limit, json: *json };
            search::run(&asked, path.as_deref(), args, out)
        }
        Verb::Index { what, path, json } => index::run(*what, path.as_deref(), *json, args, out),
        Verb::Bookmarks { verb } => marks::run(verb, args, out),
        Verb::Corrections { verb } => corrections::run(verb, args, out),
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
