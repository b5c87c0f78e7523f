//! XHTML as HTML: elements that are empty in the one and would stay open in the other. Understands
//! no more of it.

use std::borrow::Cow;

/// Elements that are empty in HTML too.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Bytes of a tag at most; longer ones are left as they are.
const LONGEST_TAG: usize = 4_096;

/// The markup with an end tag behind every empty element that needs one: a browser takes `<title/>`
/// for the start of a title that never ends.
pub(super) fn expanded(markup: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut done = 0;
    for (end, _) in markup.match_indices("/>") {
        let Some(head) = markup.get(done..end) else { continue };
        let near = head.len().saturating_sub(LONGEST_TAG);
        let opens =
            head.as_bytes().get(near..).and_then(|tail| tail.iter().rposition(|b| *b == b'<'));
        let Some(tag) = opens.and_then(|start| head.get(near + start + 1..)) else { continue };
        let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == ':');
        if plain && !VOID.contains(&name.to_ascii_lowercase().as_str()) {
            out.push_str(head);
            out.push_str("></");
            out.push_str(name);
            out.push('>');
            done = end + 2;
        }
    }
    if done == 0 {
        return Cow::Borrowed(markup);
    }
    out.push_str(markup.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_elements_are_closed_and_void_ones_are_left() {
        let markup = "<title/><p>a<br/>b<a id=\"x\"/>c</p><svg:g />1 /> 2";
        let expected = "<title></title><p>a<br/>b<a id=\"x\"></a>c</p><svg:g ></svg:g>1 /> 2";
        assert_eq!(expanded(markup), expected);
        assert!(matches!(expanded("<p>a<br/></p>"), Cow::Borrowed(_)));
    }
}
