//! Names as keys of things, safe for file names.

use crate::text::fold_char;

/// The longest key in bytes.
const LONGEST_SLUG: usize = 80;

/// A name as a key: small letters and digits, everything else one hyphen. At most 80 bytes, so that
/// no document can make keys of its own length.
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len().min(LONGEST_SLUG));
    let mut parted = true;
    for c in name.chars() {
        let c = if c.is_ascii() { c.to_ascii_lowercase() } else { fold_char(c) };
        if out.len() > LONGEST_SLUG {
            break;
        }
        if c.is_ascii_alphanumeric() || !c.is_ascii() && c.is_alphanumeric() {
            out.push(c);
            parted = false;
        } else if !parted && c != '\'' {
            out.push('-');
            parted = true;
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}
