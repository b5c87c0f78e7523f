//! Whether the file of a page was cut off, as far as that can be told from its end, and whether scripts
//! are to fill it. Builds no tree.

/// Elements that pages close, even those that leave out every tag that may be left out.
const CLOSED: [&str; 11] = [
    "div",
    "article",
    "section",
    "main",
    "table",
    "ul",
    "ol",
    "script",
    "style",
    "blockquote",
    "span",
];

/// The last tag of most pages.
const LAST: &[u8] = b"</html>";

/// What is wrong with the end of a page, as a sentence; `None` if it may well be whole.
pub(super) fn said(markup: &str) -> Option<&'static str> {
    if ends_as_pages_do(markup) {
        return None;
    }
    let end = End::of(markup);
    if end.inside_tag {
        return Some("The page ends inside a tag: it is cut off, and text may be missing.");
    }
    let unclosed = end.open > 0 || end.inside_raw;
    (end.is_page && !end.is_closed && unclosed)
        .then_some("The page ends without its closing tags: text may be missing at its end.")
}

/// True if the last tag of a page is the one that closes it.
fn ends_as_pages_do(markup: &str) -> bool {
    let bytes = markup.trim_end().as_bytes();
    let last = bytes.len().checked_sub(LAST.len()).and_then(|start| bytes.get(start..));
    last.is_some_and(|last| last.eq_ignore_ascii_case(LAST))
}

/// True if a page has a script.
pub(super) fn has_scripts(markup: &str) -> bool {
    markup
        .match_indices('<')
        .any(|(at, _)| name(markup.as_bytes(), at + 1).eq_ignore_ascii_case(b"script"))
}

/// What the tags of a page tell of its end.
#[derive(Default)]
struct End {
    /// An `html` or `body` element begins.
    is_page: bool,
    /// It ends.
    is_closed: bool,
    /// Elements that were opened and not closed.
    open: i64,
    inside_tag: bool,
    /// Inside a script, a style or a comment.
    inside_raw: bool,
}

impl End {
    fn of(markup: &str) -> Self {
        let bytes = markup.as_bytes();
        let mut end = Self::default();
        let mut at = 0;
        while let Some(found) = markup.get(at..).and_then(|rest| rest.find('<')) {
            at = end.tag(bytes, at + found);
        }
        end
    }

    /// Takes a tag. Returns where the markup goes on.
    fn tag(&mut self, bytes: &[u8], open: usize) -> usize {
        if bytes.get(open..).is_some_and(|rest| rest.starts_with(b"<!--")) {
            let end = find(bytes, open + 4, b"-->");
            self.inside_raw = end.is_none();
            return end.unwrap_or(bytes.len());
        }
        let closes = bytes.get(open + 1) == Some(&b'/');
        let name = name(bytes, open + 1 + usize::from(closes));
        if name.is_empty() {
            return open + 1;
        }
        let is = |known: &str| name.eq_ignore_ascii_case(known.as_bytes());
        let Some(end) = end_of_tag(bytes, open) else {
            self.inside_tag = true;
            return bytes.len();
        };
        if is("html") || is("body") {
            (self.is_page, self.is_closed) = (true, self.is_closed || closes);
        } else if CLOSED.iter().any(|known| is(known)) {
            self.open += if closes { -1 } else { 1 };
        }
        if !closes && (is("script") || is("style")) {
            let wanted: &[u8] = if is("script") { b"</script" } else { b"</style" };
            let found = find(bytes, end, wanted);
            self.inside_raw = found.is_none();
            return found.unwrap_or(bytes.len());
        }
        end
    }
}

fn name(bytes: &[u8], start: usize) -> &[u8] {
    let rest = bytes.get(start..).unwrap_or_default();
    let length = rest.iter().take(32).take_while(|b| b.is_ascii_alphanumeric()).count();
    rest.get(..length).unwrap_or_default()
}

/// Where a tag ends, behind its `>`, which may stand inside of quotes before.
fn end_of_tag(bytes: &[u8], open: usize) -> Option<usize> {
    let (mut quote, mut before) = (None, b'<');
    for (at, byte) in bytes.iter().copied().enumerate().skip(open + 1) {
        match quote {
            Some(end) => quote = Some(end).filter(|end| *end != byte),
            None if byte == b'>' => return Some(at + 1),
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            None => {}
        }
        before = byte;
    }
    None
}

fn find(bytes: &[u8], from: usize, wanted: &[u8]) -> Option<usize> {
    let mut at = from;
    while let Some(found) = bytes.get(at..)?.iter().position(|b| Some(b) == wanted.first()) {
        let start = at + found;
        let here = bytes.get(start..start + wanted.len())?;
        if here.eq_ignore_ascii_case(wanted) {
            return Some(start);
        }
        at = start + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<!DOCTYPE html><html><head><title>t</title></head><body><div>";

    #[test]
    fn a_page_that_was_cut_off_says_so() {
        for rest in ["<p>words</p><p clas", "<p>words</p><a href=\"https://exa", "<p>words"] {
            assert!(said(&format!("{HEAD}{rest}")).is_some(), "{rest}");
        }
        assert!(said(&format!("{HEAD}<script>var a = '")).is_some());
        assert!(said(&format!("{HEAD}<p>words<!-- a comment")).is_some());
    }

    #[test]
    fn a_page_whose_tags_may_be_left_out_is_whole() {
        for markup in [
            format!("{HEAD}<p>words</div></body></html>\n"),
            format!("{HEAD}<p>words</div>"),
            format!("{HEAD}<p>words</html>"),
            "<p>a < b, <b>bold".to_owned(),
            "<html><body><p>one<p>two<table><tr><td>x</table>".to_owned(),
        ] {
            assert_eq!(said(&markup), None, "{markup}");
        }
    }

    #[test]
    fn scripts_are_seen() {
        assert!(has_scripts("<body><SCRIPT src=x></SCRIPT>"));
        assert!(!has_scripts("<body><p>script"));
    }
}
