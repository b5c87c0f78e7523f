//! What elements inside of a line say of their words: emphasis, links, raised and lowered words.
//! Writes nothing.

use dom_query::NodeRef;

use super::super::builder::Script;
use crate::document::MarkKind;

/// What the words of an element of this name are.
pub(super) fn style(name: &str) -> Option<MarkKind> {
    Some(match name {
        "em" | "i" | "cite" | "var" | "dfn" => MarkKind::Emphasis,
        "strong" | "b" => MarkKind::Strong,
        "del" | "s" | "strike" => MarkKind::Struck,
        "code" | "kbd" | "samp" | "tt" => MarkKind::Code,
        _ => return None,
    })
}

/// A place that can be named to a reader; no script and no data.
pub(super) fn leads_somewhere(target: &str) -> bool {
    let scheme = target.split([':', '/', '?', '#']).next().unwrap_or_default();
    let named = target.as_bytes().get(scheme.len()) == Some(&b':');
    let known = ["http", "https", "mailto", "ftp"];
    let is_known = known.iter().any(|known| scheme.eq_ignore_ascii_case(known));
    !target.is_empty() && target != "#" && target.len() < 2048 && (!named || is_known)
}

/// Whether an element stands above or below the line, by its name or as its style says.
pub(super) fn script(node: &NodeRef<'_>, name: &str) -> Option<Script> {
    match name {
        "sup" => return Some(Script::Raised),
        "sub" => return Some(Script::Lowered),
        "span" | "font" | "a" | "small" | "i" | "em" | "b" | "strong" => {}
        _ => return None,
    }
    let style = node.attr("style")?.to_ascii_lowercase();
    let stated = style.split(';').filter_map(|property| property.split_once(':'));
    let mut aligned = stated.filter(|(name, _)| name.trim() == "vertical-align");
    match aligned.next()?.1.trim().trim_end_matches("!important").trim() {
        "super" => Some(Script::Raised),
        "sub" => Some(Script::Lowered),
        _ => None,
    }
}
