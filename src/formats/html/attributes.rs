//! Tags with more attributes than any page gives one: the rest is left out before a parser compares
//! each with each. One pass; understands no more of the markup.

use std::borrow::Cow;

/// Attributes of a tag at most.
const MOST: usize = 256;

/// The markup without attributes beyond the first 256 of each tag.
pub(super) fn bounded(markup: &str) -> Cow<'_, str> {
    let bytes = markup.as_bytes();
    let (mut out, mut done, mut at) = (String::new(), 0, 0);
    while let Some(open) = next_tag(bytes, at) {
        let end = end(bytes, open);
        // Each takes two bytes at least, so that hardly any tag is read letter by letter.
        if end - open <= 2 * MOST {
            at = end.max(open + 1);
            continue;
        }
        let tag = Tag::read(bytes, open);
        if let Some(cut) = tag.cut {
            out.push_str(markup.get(done..cut).unwrap_or_default());
            done = tag.end;
        }
        at = tag.end.max(open + 1);
    }
    if done == 0 {
        return Cow::Borrowed(markup);
    }
    out.push_str(markup.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

fn next_tag(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let begins = |at: &usize| rest.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
    memchr::memchr_iter(b'<', rest).find(begins).map(|at| from + at)
}

/// Where the `>` of a tag stands, or the markup ends. Quotes hold no end where a value begins.
fn end(bytes: &[u8], open: usize) -> usize {
    let mut from = open + 1;
    while let Some(at) = bytes.get(from..).and_then(|r| memchr::memchr3(b'>', b'"', b'\'', r)) {
        let (at, sign) = (from + at, bytes.get(from + at).copied());
        let Some(quote) = sign.filter(|sign| *sign != b'>') else { return at };
        from = at + 1;
        let before = bytes.get(open..at).unwrap_or_default().trim_ascii_end();
        if before.ends_with(b"=") {
            let close = bytes.get(from..).and_then(|rest| memchr::memchr(quote, rest));
            let Some(close) = close else { break };
            from += close + 1;
        }
    }
    bytes.len()
}

/// A tag.
struct Tag {
    /// Where its `>` stands, or the markup ends.
    end: usize,
    /// Where one attribute too many begins.
    cut: Option<usize>,
}

impl Tag {
    fn read(bytes: &[u8], open: usize) -> Self {
        let (mut count, mut cut) = (0, None);
        let (mut quote, mut between) = (None, false);
        let mut before = b'<';
        for (at, byte) in bytes.iter().copied().enumerate().skip(open + 1) {
            match quote {
                Some(end) => quote = Some(end).filter(|end| *end != byte),
                None if byte == b'>' => return Self { end: at, cut },
                None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
                None if byte.is_ascii_whitespace() || byte == b'/' => between = true,
                None if between && byte != b'=' => {
                    (count, between) = (count + 1, false);
                    if count > MOST && cut.is_none() {
                        cut = Some(at);
                    }
                }
                None => {}
            }
            if !byte.is_ascii_whitespace() {
                before = byte;
            }
        }
        Self { end: bytes.len(), cut }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_beyond_what_pages_have_are_left_out() {
        let many: String = (0..1_000).map(|n| format!(" a{n}='x > y'")).collect();
        let kept = bounded(&format!("<p>one</p><p{many}>two</p>")).into_owned();
        assert!(kept.ends_with("a255='x > y' >two</p>"), "{kept}");
        let bare: String = (0..1_000).map(|n| format!(" b{n}")).collect();
        assert!(bounded(&format!("<img{bare}>")).len() < 1_500);
    }

    #[test]
    fn a_tag_ends_where_it_is_read_to_end() {
        for markup in [
            "<a b=c>",
            "<a b='>' c = \">\" d=e'>'>",
            "<a 'b'=\"c\" d=f\"g>h\">",
            "<a b=\"c\"d='>'>",
            "<a b='never closed>",
            "<a b",
            "<a =\n\t'>' >",
        ] {
            assert_eq!(end(markup.as_bytes(), 0), Tag::read(markup.as_bytes(), 0).end, "{markup}");
        }
    }

    #[test]
    fn pages_as_people_write_them_are_left_alone() {
        for markup in [
            "<p class=\"a b\" id=x>it's 1 < 2</p><a href='x'>\"quoted\"</a>",
            "<p title=\"never closed>words",
            "a < b <",
        ] {
            assert!(matches!(bounded(markup), Cow::Borrowed(_)), "{markup}");
        }
    }
}
