//! JSON lines for programs. Control and direction characters are always escaped, so that a line is
//! safe to look at too.

use std::path::Path;

use serde::Serialize;

use crate::text::{CleanText, is_invisible, stand_in};

/// One value as a line of JSON.
pub fn line(value: &impl Serialize) -> String {
    // Our rows are plain data with string keys, which always serialise.
    let json = serde_json::to_string(value).unwrap_or_default();
    let mut line: String = json.chars().map(escaped).collect();
    line.push('\n');
    line
}

/// A path as JSON holds it: exactly, or as it is shown if it is not UTF-8.
pub fn path(path: &Path) -> String {
    path.to_str().map_or_else(|| CleanText::path(path).to_string(), str::to_owned)
}

/// A character as it may stand in JSON. Hidden characters occur only inside strings, so each may be
/// replaced by its escape.
fn escaped(c: char) -> String {
    if stand_in(c).is_none() && !is_invisible(c) {
        return c.to_string();
    }
    let mut units = [0; 2];
    c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_escaped_and_come_back() {
        let words = "a\u{9b}31m\u{202e}b\u{7f}\u{e0041}\u{200b}\n\"é";
        let line = line(&words);
        assert!(line.trim_end().chars().all(|c| stand_in(c).is_none() && !c.is_control()));
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), words);
    }
}
