//! `briefbook config`: where the settings are, a file to start from, and what is wrong with them.

use std::io::{self, Write};

use super::args::{Args, ConfigVerb};
use super::start::{places, settings};
use super::{DONE, FAILED, NOTHING, Output};
use crate::config::template;
use crate::files::places::Places;
use crate::reading::extracting;
use crate::text::CleanText;

/// Runs the verb.
pub fn run(what: ConfigVerb, args: &Args, out: &mut Output) -> io::Result<u8> {
    let places = places(args);
    match what {
        ConfigVerb::Path => {
            out.data(&format!("{}\n", CleanText::path(&places.settings)))?;
            out.data(&format!("{}\n", CleanText::path(&places.keys)))?;
            Ok(DONE)
        }
        ConfigVerb::Init => init(&places, out),
        ConfigVerb::Check => check(args, out),
    }
}

fn init(places: &Places, out: &mut Output) -> io::Result<u8> {
    let path = CleanText::path(&places.settings);
    if places.settings.exists() {
        out.message(&format!("{path} is there already; nothing was written"));
        return Ok(FAILED);
    }
    let written = places
        .open_to_append(&places.settings)
        .and_then(|mut file| file.write_all(template().as_bytes()));
    match written {
        Ok(()) => {
            out.data(&format!("{path}\n"))?;
            Ok(DONE)
        }
        Err(error) => {
            out.message(&format!("{path} was not written: {error}"));
            Ok(FAILED)
        }
    }
}

fn check(args: &Args, out: &mut Output) -> io::Result<u8> {
    let settings = settings(args);
    let mut problems = [settings.problems, settings.conflicts].concat();
    match extracting::lexicon(&places(args)) {
        Ok((_, wrong)) => problems.extend(wrong),
        Err(wrong) => problems.push(wrong),
    }
    for problem in &problems {
        out.data(&format!("{problem}\n"))?;
    }
    if problems.is_empty() {
        out.message("the settings are in order");
        return Ok(DONE);
    }
    Ok(NOTHING)
}
