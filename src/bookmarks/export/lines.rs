//! JSON Lines: each bookmark as it is kept, on a line of its own.

use std::fmt::Write as _;

use serde::Serialize;

use super::Imported;
use crate::bookmarks::Bookmark;
use crate::text::{CleanText, stand_in};

/// One line for each bookmark.
pub fn write(bookmarks: &[Bookmark]) -> String {
    bookmarks.iter().map(|bookmark| json_line(bookmark) + "\n").collect()
}

/// Every line that is a bookmark, and a problem for each that is not.
pub fn read(text: &str) -> Imported {
    let mut imported = Imported::default();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(bookmark) => imported.bookmarks.push(bookmark),
            Err(error) => {
                let problem =
                    format!("Line {} is not a bookmark and was left out ({error}).", at + 1);
                imported.problems.push(CleanText::line(&problem));
            }
        }
    }
    imported
}

/// `value` as JSON on one line, safe to print: what a terminal would act on is escaped.
///
/// Values that cannot be JSON (a map whose keys are no strings) become `null`; there are none here.
pub fn json_line(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_else(|_| "null".into());
    if !json.chars().any(unsafe_to_print) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if unsafe_to_print(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

fn unsafe_to_print(c: char) -> bool {
    stand_in(c).is_some()
}
