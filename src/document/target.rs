//! What the address of a link means: a place in its own document, a file, or something for another
//! program. Text in, data out: opens nothing and asks no file system.

/// Schemes of addresses that may be handed to the system's program. Every other one may run or read
/// something here.
const OPENED: [&str; 3] = ["https", "http", "mailto"];

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A place in the document that holds the link, by its name.
    Section(String),
    /// A file.
    File(FileTarget),
    /// An address for another program, in letters of ASCII but for its host.
    Address {
        /// The whole of it.
        address: String,
        /// True if it may be opened; otherwise it can be shown and copied only.
        opens: bool,
    },
}

/// A file that a link names, not yet looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileTarget {
    /// Its path as bytes of a file name, with `%20` and the like undone. It may be absolute and lead
    /// anywhere.
    pub path: Vec<u8>,
    /// The path as it is written, if that is another.
    pub written: Option<Vec<u8>>,
    /// The name of the place in it; empty if none is named.
    pub fragment: String,
}

impl LinkTarget {
    /// Reads the address of a link.
    pub fn of(address: &str) -> Self {
        let address = address.trim();
        if let Some(rest) = address.strip_prefix("//") {
            return Self::web("https", &format!("//{rest}"));
        }
        match scheme(address) {
            Some((scheme, rest)) => Self::web(&scheme.to_ascii_lowercase(), rest),
            None => Self::relative(address),
        }
    }

    /// `rest` is the address behind the colon.
    fn web(scheme: &str, rest: &str) -> Self {
        let known = OPENED.contains(&scheme);
        let whole = match scheme {
            "mailto" => !rest.contains('?'),
            _ => rest.strip_prefix("//").is_some_and(|host| !host.starts_with(['/', '?', '#'])),
        };
        let opens = known && whole && rest.len() > 2;
        Self::Address { address: format!("{scheme}:{}", escaped(rest)), opens }
    }

    fn relative(address: &str) -> Self {
        let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
        let fragment = String::from_utf8_lossy(&unescaped(fragment)).into_owned();
        let asked = path.split_once('?').map_or(path, |(path, _)| path);
        if asked.is_empty() {
            return Self::Section(fragment);
        }
        let bytes = unescaped(asked);
        let written = (bytes != path.as_bytes()).then(|| path.as_bytes().to_vec());
        Self::File(FileTarget { path: bytes, written, fragment })
    }
}

impl FileTarget {
    /// The name by which collections of notes call the file, whatever folder it is in: the last part
    /// without an ending, in small letters. Empty if the path ends in a folder.
    pub fn stem(&self) -> String {
        stem(&String::from_utf8_lossy(&self.path))
    }

    /// True for a bare name, as collections of notes use it: no folder and no ending.
    pub fn is_bare(&self) -> bool {
        !self.path.iter().any(|byte| matches!(byte, b'/' | b'.'))
    }
}

/// The last part of a path without its ending, in small letters; `.` and `..` have none.
pub fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    let short = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    short.trim_matches('.').to_lowercase()
}

/// The scheme of an address and what stands behind its colon. A colon with a space behind it belongs
/// to a name: "Range: an overview".
fn scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let is_one =
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(letters);
    (is_one && !rest.starts_with(' ')).then_some((scheme, rest))
}

/// The address with everything escaped that an address may not hold, but for the letters of the host:
/// what is opened is then exactly what was shown.
fn escaped(rest: &str) -> String {
    let host = rest
        .strip_prefix("//")
        .map_or(0, |after| 2 + after.find(['/', '?', '#']).unwrap_or(after.len()));
    let mut out = String::with_capacity(rest.len());
    for (at, c) in rest.char_indices() {
        let plain = c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&()*+,;=%".contains(c);
        if plain || at < host && c.is_alphanumeric() {
            out.push(c);
            continue;
        }
        let mut bytes = [0; 4];
        out.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
    }
    out
}

/// The bytes that `%20` and the like stand for. What is no such sign stays as it is.
fn unescaped(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        let pair = (*byte == b'%').then(|| digit(at + 1).zip(digit(at + 2))).flatten();
        match pair {
            Some((high, low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or_default());
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(address: &str) -> FileTarget {
        match LinkTarget::of(address) {
            LinkTarget::File(file) => file,
            other => panic!("{address}: {other:?}"),
        }
    }

    fn address(written: &str) -> (String, bool) {
        match LinkTarget::of(written) {
            LinkTarget::Address { address, opens } => (address, opens),
            other => panic!("{written}: {other:?}"),
        }
    }

    #[test]
    fn files_and_places_are_told_apart_and_signs_undone() {
        let target = file("../two%20words.md?raw=1#part%20two");
        assert_eq!(target.path, b"../two words.md");
        assert_eq!(target.fragment, "part two");
        assert_eq!((target.stem(), target.is_bare()), ("two words".into(), false));
        assert_eq!(file("100%.md").path, b"100%.md");
        assert_eq!(file("%2e%2e/%00").path, b"../\0");
        assert_eq!(file("what?.md").written.as_deref(), Some(&b"what?.md"[..]));
        assert!(file("Storm Shadow").is_bare());
        assert_eq!(file("Range: an overview").stem(), "range: an overview");
        assert_eq!(LinkTarget::of("#a%C3%A9"), LinkTarget::Section("aé".into()));
        assert_eq!(LinkTarget::of(""), LinkTarget::Section(String::new()));
    }

    #[test]
    fn addresses_are_whole_and_only_harmless_ones_are_opened() {
        let plain = "https://example.org/a?b=c#d";
        assert_eq!(address(plain), (plain.into(), true));
        assert_eq!(address("//example.org/a"), ("https://example.org/a".into(), true));
        assert_eq!(
            address("HTTP://example.org/a b\"'`é"),
            ("http://example.org/a%20b%22%27%60%C3%A9".into(), true)
        );
        assert_eq!(address("https://exämple.org/ä").0, "https://exämple.org/%C3%A4");
        assert_eq!(address("mailto:a@example.org"), ("mailto:a@example.org".into(), true));
        for written in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "mailto:a@example.org?attach=/etc/passwd",
            "vbscript:x",
            "http:evil",
            "https://",
            "https:///etc/passwd",
        ] {
            assert!(!address(written).1, "{written}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_written_what_is_opened_is_plain_and_whole(written in "[a-z:/?#@%. \\PC]{0,40}") {
            for written in [written.clone(), format!("https://{written}"), format!("mailto:{written}")] {
                match LinkTarget::of(&written) {
                    LinkTarget::Address { address, opens: true } => {
                        let after = address.find('/').map_or(address.len(), |at| at + 2);
                        let path = address.get(after..).and_then(|rest| rest.find('/')).map(|at| at + after);
                        let rest = address.get(path.unwrap_or(address.len())..).unwrap_or_default();
                        proptest::prop_assert!(rest.bytes().all(|byte| byte.is_ascii_graphic()));
                        proptest::prop_assert!(OPENED.iter().any(|scheme| address.starts_with(scheme)));
                        let again = LinkTarget::Address { address: address.clone(), opens: true };
                        proptest::prop_assert_eq!(LinkTarget::of(&address), again);
                    }
                    LinkTarget::File(file) => drop(file.stem()),
                    _ => {}
                }
            }
        }
    }
}
