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

/// Elements of drawings and formulas that end by themselves where their tag ends in `/>`: in HTML such
/// a tag is one that opens.
const DRAWN: [&str; 2] = ["svg", "math"];

/// Elements in which HTML goes on inside of a drawing or formula, or with which a parser leaves it.
const LEAVING: [&str; 58] = [
    "annotation-xml",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "code",
    "dd",
    "desc",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "font",
    "foreignobject",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "i",
    "img",
    "li",
    "listing",
    "menu",
    "meta",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "nobr",
    "ol",
    "p",
    "pre",
    "ruby",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "title",
    "tt",
    "u",
    "ul",
    "var",
    "annotation",
    "html",
    "frame",
    "td",
];

/// Bytes of a tag that are looked at.
const LONGEST_TAG: usize = 20_000;

/// True if elements stand inside each other more than `most` deep.
pub(super) fn is_deeper(markup: &str, most: usize) -> bool {
    let bytes = markup.as_bytes();
    let (mut at, mut depth, mut drawn) = (0, 0_usize, false);
    while let Some(open) = next(markup, at) {
        if bytes.get(open..).is_some_and(|rest| rest.starts_with(b"<!--")) {
            at = end_of_comment(markup, open);
            continue;
        }
        let closes = bytes.get(open + 1) == Some(&b'/');
        let start = open + 1 + usize::from(closes);
        let name = name(bytes, start);
        at = start + name.len();
        if is_any(name, &DRAWN) {
            drawn = !closes;
        } else if drawn && is_any(name, &LEAVING) {
            drawn = false;
        }
        if name.is_empty() || is_any(name, &VOID) || is_any(name, &CLOSED_BY_THE_NEXT) {
            continue;
        }
        if drawn && !closes && ends_itself(bytes, at) {
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

/// True for a tag that ends in `/>`, as far as it is a plain one: quotes hold no `>`.
fn ends_itself(bytes: &[u8], from: usize) -> bool {
    let rest = bytes.get(from..).unwrap_or_default();
    let tag = rest.iter().take(LONGEST_TAG).position(|b| *b == b'>').unwrap_or(0);
    let tag = rest.get(..tag).unwrap_or_default();
    let even = |quote: u8| tag.iter().filter(|b| **b == quote).count().is_multiple_of(2);
    tag.ends_with(b"/") && even(b'"') && even(b'\'')
}

fn next(markup: &str, from: usize) -> Option<usize> {
    markup.get(from..)?.find('<').map(|at| from + at)
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
    while let Some(open) = next(markup, at) {
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
    fn what_is_drawn_ends_itself_and_the_same_tags_elsewhere_do_not() {
        let drawn = format!("<svg>{}</svg>", "<path d='M0 0'/><circle r=\"1\" />".repeat(100));
        assert!(!is_deeper(&drawn, 10));
        assert!(is_deeper(&"<path/>".repeat(11), 10));
        assert!(is_deeper(&format!("<svg><div>{}", "<path/>".repeat(11)), 10));
        assert!(is_deeper(&format!("<svg><foreignObject>{}", "<a1/>".repeat(11)), 10));
        assert!(is_deeper(&format!("<svg>{}", "<g>".repeat(11)), 10));
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
