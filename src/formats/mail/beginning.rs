//! How much of a message is parsed: up to so many parts. Only looks for the marks between parts,
//! wherever the parser would see one, and reads none.

use std::collections::HashSet;

/// Parts of a message that are read at most. Digests of mailing lists have some dozens.
pub(super) const MAX_PARTS: usize = 1_000;

/// Bytes of a mark between parts at most, by RFC 2046, 5.1.1.
const MAX_MARK: usize = 70;

/// What a message says before such a mark.
const NAME: &[u8] = b"boundary";

/// A message up to its last part that is read, and how many parts follow.
pub(super) fn beginning(bytes: &[u8]) -> (&[u8], usize) {
    let (marks, end) = marks(bytes);
    let lengths: HashSet<usize> = marks.iter().map(|mark| mark.len()).collect();
    let is_part = |at: &usize| {
        let rest = bytes.get(at + 2..).unwrap_or_default();
        let known = |length: &&usize| rest.get(..**length).is_some_and(|mark| marks.contains(mark));
        let mark = lengths.iter().find(known);
        mark.is_some_and(|length| !rest.get(*length..).unwrap_or_default().starts_with(b"--"))
    };
    let hyphens = bytes.windows(2).enumerate().filter(|(_, two)| *two == b"--");
    let mut parts = hyphens.map(|(at, _)| at).filter(is_part);
    let cut = parts.by_ref().nth(MAX_PARTS).into_iter().chain(end).min();
    match cut {
        Some(at) => (bytes.get(..at).unwrap_or(bytes), parts.count() + 1),
        None => (bytes, 0),
    }
}

/// The marks that a message names, and where it names one more than it may have parts.
fn marks(bytes: &[u8]) -> (HashSet<&[u8]>, Option<usize>) {
    let mut marks = HashSet::new();
    for (at, _) in bytes.iter().enumerate().filter(|(_, b)| **b == b'=') {
        let (before, after) = bytes.split_at(at);
        let Some(mark) = mark(before, after.get(1..).unwrap_or_default()) else { continue };
        if marks.len() == MAX_PARTS && !marks.contains(mark) {
            return (marks, Some(at));
        }
        marks.insert(mark);
    }
    (marks, None)
}

/// The mark that stands behind an equals sign, if what is before it says that there is one.
fn mark<'m>(before: &[u8], after: &'m [u8]) -> Option<&'m [u8]> {
    let before = before.trim_ascii_end();
    let name = before.get(before.len().checked_sub(NAME.len())?..)?;
    let after = after.get(..4 * MAX_MARK).unwrap_or(after).trim_ascii_start();
    let quoted = after.strip_prefix(b"\"");
    let ends = |b: &u8| match quoted {
        Some(_) => matches!(b, b'"' | b'\r' | b'\n'),
        None => matches!(b, b';' | b'"') || b.is_ascii_whitespace(),
    };
    let mark = quoted.unwrap_or(after).split(ends).next()?;
    let fits = !mark.is_empty() && mark.len() <= MAX_MARK;
    (fits && name.eq_ignore_ascii_case(NAME)).then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_message_is_whole() {
        let raw =
            b"Content-Type: multipart/mixed; boundary=\"=b\"\n\n--=b\n\nx\n--=b\n\ny\n--=b--\n";
        assert_eq!(beginning(raw), (&raw[..], 0));
        let dashes = "-- \n--------\n".repeat(5_000);
        assert_eq!(beginning(dashes.as_bytes()), (dashes.as_bytes(), 0));
    }

    #[test]
    fn parts_beyond_the_most_are_cut_off_and_counted() {
        for (mark, between) in [("b", "\n--b\n\n"), ("\"=_b c\"", " --=_b c\n\n")] {
            let head = format!("Content-Type: multipart/mixed;\n Boundary={mark}\n\n");
            let raw = format!("{head}{}{between}--", between.repeat(MAX_PARTS + 7));
            let (kept, left) = beginning(raw.as_bytes());
            assert_eq!(left, 8, "{mark}");
            assert!(raw.as_bytes().starts_with(kept) && kept.len() > MAX_PARTS * between.len());
        }
    }

    #[test]
    fn parts_inside_of_each_other_are_bounded_too() {
        let nested = |n| format!("--{n}\nContent-Type: multipart/mixed; boundary={}\n\n", n + 1);
        let nested: String = (0..3 * MAX_PARTS).map(nested).collect();
        let raw = format!("boundary=0\n\n{nested}");
        let (kept, left) = beginning(raw.as_bytes());
        assert!(kept.len() < raw.len() / 2 && left > 0);
    }
}
