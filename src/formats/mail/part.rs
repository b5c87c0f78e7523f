//! A message as the tree of its parts (RFC 2046). Believes marks between parts only where they stand
//! alone in a line, and bounds how many parts there are and how deep they stand.

use super::head::{Head, Transfer};

/// Parts of a message that are read at most. Digests of mailing lists have some dozens.
pub(super) const MAX_PARTS: usize = 1_000;

/// Parts inside of parts at most: each level is one more pass over the bytes.
const MAX_DEPTH: usize = 24;

/// A part: its headers and what it holds.
#[derive(Debug)]
pub(super) struct Part<'b> {
    pub head: Head,
    pub content: Content<'b>,
    /// Type and subtype of its content, stated or implied.
    pub kind: (String, String),
}

/// What a part holds.
#[derive(Debug)]
pub(super) enum Content<'b> {
    /// Bytes, as they were sent.
    Leaf(&'b [u8]),
    /// Parts.
    Parts(Vec<Part<'b>>),
    /// A message.
    Message(Box<Part<'b>>),
}

/// What is counted over all parts.
#[derive(Debug, Default)]
pub(super) struct Count {
    /// Parts that were read.
    pub parts: usize,
    /// Parts that were not, because there are too many.
    pub left: usize,
    /// True if a closing mark is missing at the very end.
    pub unclosed: bool,
}

impl<'b> Part<'b> {
    /// A message.
    pub(super) fn message(bytes: &'b [u8], count: &mut Count) -> Self {
        Self::of(bytes, count, Place { depth: 0, digest: false, last: true })
    }

    fn of(bytes: &'b [u8], count: &mut Count, place: Place) -> Self {
        let (head, body) = Head::split(bytes);
        let implied = if place.digest { ("message", "rfc822") } else { ("text", "plain") };
        let kind = head.kind().unwrap_or((implied.0.to_owned(), implied.1.to_owned()));
        let inner = Place { depth: place.depth + 1, digest: kind.1 == "digest", ..place };
        let shallow = inner.depth < MAX_DEPTH;
        let content = match kind.0.as_str() {
            "multipart" if shallow => multipart(&head, body, count, inner),
            "message" if shallow && is_message(&kind) && head.transfer() == Transfer::Plain => {
                let body = without_blank_lines(body);
                let inner = Place { digest: false, ..inner };
                Some(Content::Message(Box::new(Self::of(body, count, inner))))
            }
            _ => None,
        };
        Self { head, content: content.unwrap_or(Content::Leaf(body)), kind }
    }

    /// True for a message in the form of a leaf, because it was packed for the way.
    pub(super) fn is_packed_message(&self) -> bool {
        is_message(&self.kind) && matches!(self.content, Content::Leaf(_))
    }
}

/// Where a part stands.
#[derive(Clone, Copy)]
struct Place {
    depth: usize,
    /// Parts without a type are messages.
    digest: bool,
    /// Nothing follows in the file.
    last: bool,
}

fn is_message((kind, sub): &(String, String)) -> bool {
    kind == "message" && matches!(sub.as_str(), "rfc822" | "global" | "news")
}

fn without_blank_lines(bytes: &[u8]) -> &[u8] {
    let blank = bytes.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    bytes.get(blank..).unwrap_or_default()
}

/// The parts between the marks that `head` names, or that the first such line names; `None` if there
/// are no marks.
fn multipart<'b>(
    head: &Head,
    body: &'b [u8],
    count: &mut Count,
    place: Place,
) -> Option<Content<'b>> {
    let stated = head.attribute("boundary").map(|mark| mark.trim_end().as_bytes().to_vec());
    let stated = stated.filter(|mark| !mark.is_empty());
    let marks = stated.map(|mark| pieces(body, &mark));
    let found = marks.filter(|found| !found.parts.is_empty());
    let found = found.or_else(|| Some(pieces(body, &first_mark(body)?)))?;
    if found.parts.is_empty() {
        return None;
    }
    count.unclosed |= place.last && !found.closed;
    let most = found.parts.len().min(MAX_PARTS.saturating_sub(count.parts));
    count.parts += most;
    count.left += found.parts.len() - most;
    let last = found.parts.len() - 1;
    let parts = found.parts.into_iter().enumerate().take(most);
    let parts = parts.map(|(at, bytes)| {
        let last = place.last && at == last && !found.closed;
        Part::of(bytes, count, Place { last, ..place })
    });
    Some(Content::Parts(parts.collect()))
}

/// What stands between marks.
struct Pieces<'b> {
    parts: Vec<&'b [u8]>,
    /// The closing mark was there.
    closed: bool,
}

fn pieces<'b>(body: &'b [u8], mark: &[u8]) -> Pieces<'b> {
    let mut found = Pieces { parts: Vec::new(), closed: false };
    let (mut at, mut start) = (0, None);
    for line in body.split_inclusive(|b| *b == b'\n') {
        let rest = line.strip_prefix(b"--").and_then(|rest| rest.strip_prefix(mark));
        let rest = rest.map(<[u8]>::trim_ascii_end);
        if let Some(rest) = rest.filter(|rest| rest.is_empty() || *rest == b"--") {
            let part = start.and_then(|start| body.get(start..at));
            found.parts.extend(part.map(without_line_end));
            start = Some(at + line.len());
            if !rest.is_empty() {
                found.closed = true;
                return found;
            }
        }
        at += line.len();
    }
    let part = start.and_then(|start| body.get(start..));
    found.parts.extend(part.filter(|part| !part.trim_ascii().is_empty()));
    found
}

/// The line end before a mark belongs to the mark.
fn without_line_end(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

/// The mark that the first line with one shows, if it returns or closes.
fn first_mark(body: &[u8]) -> Option<Vec<u8>> {
    let mut lines = body.split(|b| *b == b'\n').take(1_000).map(<[u8]>::trim_ascii_end);
    let long = |line: &&[u8]| line.starts_with(b"--") && line.len() > 6 && !line.contains(&b' ');
    let mark = lines.find(long)?.strip_prefix(b"--")?;
    mark.iter().any(|b| *b != b'-').then(|| mark.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(raw: &str) -> (Vec<String>, Count) {
        fn walk(part: &Part, out: &mut Vec<String>) {
            match &part.content {
                Content::Leaf(raw) => out.push(String::from_utf8_lossy(raw).into_owned()),
                Content::Parts(parts) => parts.iter().for_each(|part| walk(part, out)),
                Content::Message(inner) => walk(inner, out),
            }
        }
        let mut count = Count::default();
        let part = Part::message(raw.as_bytes(), &mut count);
        let mut out = Vec::new();
        walk(&part, &mut out);
        (out, count)
    }

    #[test]
    fn marks_stand_alone_in_their_lines() {
        let raw = "Content-Type: multipart/mixed; boundary=\"b\"\n\nignored\n--b\n\none --b\n--bc\n--b \n\ntwo\n--b--\nafter";
        let (parts, count) = leaves(raw);
        assert_eq!(parts, ["one --b\n--bc", "two"]);
        assert!(!count.unclosed);
    }

    #[test]
    fn a_mark_of_an_outer_part_may_begin_that_of_an_inner_one() {
        let raw = "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/alternative; boundary=x1\n\n--x1\n\na\n--x1\n\nb\n--x1--\n--x\n\nc\n--x--\n";
        assert_eq!(leaves(raw).0, ["a", "b", "c"]);
    }

    #[test]
    fn a_closing_mark_that_is_missing_is_told_only_at_the_end() {
        let cut = "Content-Type: multipart/mixed; boundary=x\n\n--x\n\na\n--x\n\nb and";
        assert!(leaves(cut).1.unclosed);
        let sloppy = "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/mixed; boundary=y\n\n--y\n\na\n--x--\n";
        assert!(!leaves(sloppy).1.unclosed);
        let unnamed = "Content-Type: multipart/mixed\n\n--=_abc\n\na\n--=_abc\n\nb\n--=_abc--\n";
        assert_eq!(leaves(unnamed).0, ["a", "b"]);
    }

    #[test]
    fn parts_are_bounded_in_number_and_depth() {
        let many =
            format!("Content-Type: multipart/mixed; boundary=b\n\n{}", "--b\n\nx\n".repeat(3_000));
        let (parts, count) = leaves(&many);
        assert_eq!((parts.len(), count.left), (MAX_PARTS, 3_000 - MAX_PARTS));
        let deep = "Content-Type: message/rfc822\n\n".repeat(50_000);
        assert_eq!(leaves(&deep).0.len(), 1);
    }
}
