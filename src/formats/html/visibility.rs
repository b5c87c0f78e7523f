//! Which elements of a page nobody sees: those that say so themselves, and those whose words are for
//! programs.

use dom_query::NodeRef;

/// Elements whose words nobody reads, or that stand for something that is not there.
pub(super) const SKIPPED: [&str; 22] = [
    "script", "style", "template", "noscript", "head", "title", "meta", "link", "iframe", "object",
    "embed", "svg", "canvas", "audio", "video", "select", "option", "datalist", "input",
    "textarea", "button", "dialog",
];

/// True for an element that says itself that it is not to be seen.
pub(super) fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr("style").map(|style| style.to_ascii_lowercase());
    let style = style.map(|style| style.split_whitespace().collect::<String>());
    let unseen =
        |style: &String| style.contains("display:none") || style.contains("visibility:hidden");
    node.has_attr("hidden") || style.as_ref().is_some_and(unseen)
}
