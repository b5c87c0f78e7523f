//! How deeply tags nest, told before any tree is built: work on a tree grows with its depth. One pass
//! over the text; an estimate that is never too low for what a parser would build.

/// Elements that hold nothing.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements that end when another one of their kind begins, as parsers know.
const CLOSED_BY_THE_NEXT: [&str; 14] = [
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option",
    "optgroup", "a",
];

/// True if elements stand inside each other more than `most` deep.
pub(super) fn is_deeper(markup: &str, most: usize) -> bool {
    let bytes = markup.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(open) = next(bytes, at) {
        if bytes.get(open..).is_some_and(|rest| rest.starts_with(b"<!--")) {
            at = end_of_comment(markup, open);
            continue;
        }
        let closes = bytes.get(open + 1) == Some(&b'/');
        let start = open + 1 + usize::from(closes);
        let name = name(bytes, start);
        at = start + name.len();
        if name.is_empty() || is_any(name, &VOID) || is_any(name, &CLOSED_BY_THE_NEXT) {
            continue;
        }
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        if depth > most {
            return true;
        }
        if !closes && is_any(name, &["script", "style", "textarea"]) {
            at = end_of_raw(markup, at, name);
        }
    }
    false
}

fn next(bytes: &[u8], from: usize) -> Option<usize> {
    bytes.get(from..)?.iter().position(|b| *b == b'<').map(|at| from + at)
}

fn name(bytes: &[u8], start: usize) -> &[u8] {
    let rest = bytes.get(start..).unwrap_or_default();
    let length = rest.iter().take(32).take_while(|b| b.is_ascii_alphanumeric()).count();
    rest.get(..length).unwrap_or_default()
}

fn is_any(name: &[u8], names: &[&str]) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
}

fn end_of_comment(markup: &str, open: usize) -> usize {
    let inside = markup.get(open + 4..).unwrap_or_default();
    inside.find("-->").map_or(markup.len(), |at| open + 4 + at)
}

/// Where the end tag of an element begins whose content is no markup.
fn end_of_raw(markup: &str, from: usize, element: &[u8]) -> usize {
    let bytes = markup.as_bytes();
    let mut at = from;
    while let Some(open) = next(bytes, at) {
        let ends = bytes.get(open + 1) == Some(&b'/');
        if ends && name(bytes, open + 2).eq_ignore_ascii_case(element) {
            return open;
        }
        at = open + 1;
    }
    markup.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_what_stands_inside_each_other() {
        assert!(is_deeper(&"<div>".repeat(11), 10));
        assert!(is_deeper(&"<b a=1>x".repeat(11), 10));
        assert!(!is_deeper(&"<div>".repeat(10), 10));
        assert!(!is_deeper(&"<div>x</div>".repeat(1000), 10));
    }

    #[test]
    fn what_ends_by_itself_does_not_nest() {
        assert!(!is_deeper(&"<p>words<br><img src=x>".repeat(1000), 10));
        assert!(!is_deeper(&"<tr><td>words".repeat(1000), 10));
        assert!(is_deeper(&"<ul><li>words".repeat(1000), 10));
    }

    #[test]
    fn comments_and_scripts_hold_no_tags() {
        let script = format!("<script>{}</script>", "'<div>'".repeat(100));
        assert!(!is_deeper(&script, 10));
        assert!(!is_deeper(&format!("<!-- {} -->", "<div>".repeat(100)), 10));
        assert!(is_deeper(&format!("{script}{}", "<div>".repeat(11)), 10));
        assert!(!is_deeper("1 < 2 <", 0));
    }
}
