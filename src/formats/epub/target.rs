//! Which part of a book a reference in another part leads to.

use super::super::archive::resolved;

/// The name of an entry that `href` in the part `from` leads to, without the place in it.
pub(super) fn target(from: &str, href: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = href.split(['#', '?']).next().unwrap_or_default();
    resolved(folder, &decoded(path))
}

/// `%20` and its like undone.
fn decoded(href: &str) -> String {
    let mut bytes = Vec::with_capacity(href.len());
    let mut rest = href.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).filter(|_| *first == b'%');
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
