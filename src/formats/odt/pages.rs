//! Which running heads the first pages of an ODT file have. Reads none of them.

use super::super::xml::{Node, Tag, Xml};

/// The pages of a text whose first paragraph names none.
const USUAL: &str = "Standard";

/// Kinds of pages of a file at most.
const MAX_PAGES: usize = 1_000;

/// A kind of pages: the insides of its heads and feet, that of the first page before the usual one.
#[derive(Debug, Default)]
pub(super) struct Pages<'a> {
    pub heads: Vec<&'a str>,
    pub feet: Vec<&'a str>,
    name: String,
    next: String,
}

/// The pages that a text begins with, as `styles.xml` describes them, and those after them.
pub(super) fn first<'a>(styles: &'a str, named: Option<&str>) -> Vec<Pages<'a>> {
    let mut all = read(styles);
    let mut found = Vec::new();
    let mut wanted = named.unwrap_or(USUAL).to_owned();
    for _ in 0..2 {
        let Some(at) = all.iter().position(|pages| pages.name == wanted) else { break };
        let pages = all.swap_remove(at);
        wanted.clone_from(&pages.next);
        found.push(pages);
    }
    found
}

fn read(styles: &str) -> Vec<Pages<'_>> {
    let mut all: Vec<Pages> = Vec::new();
    let mut xml = Xml::new(styles);
    while let Some(node) = xml.next() {
        let Node::Start(tag) = node else { continue };
        let name = tag.name().to_owned();
        if name == "master-page" && all.len() < MAX_PAGES {
            all.push(Pages {
                name: tag.get("name").unwrap_or_default(),
                next: tag.get("next-style-name").unwrap_or_default(),
                ..Pages::default()
            });
            continue;
        }
        let Some(pages) = all.last_mut() else { continue };
        let list = match name.as_str() {
            "header" | "header-first" => &mut pages.heads,
            "footer" | "footer-first" => &mut pages.feet,
            _ => continue,
        };
        let inside = xml.pass_over();
        let at = if name.ends_with("first") { 0 } else { list.len() };
        if is_shown(&tag) && list.len() < 8 {
            list.insert(at, inside);
        }
    }
    all
}

fn is_shown(tag: &Tag) -> bool {
    tag.get("display").is_none_or(|shown| shown != "false")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_page_and_the_one_after_it_are_found() {
        let styles = "<s:master-styles><s:master-page s:name='Standard'><s:header>all</s:header>\
            <s:header-first>one</s:header-first><s:footer s:display='false'>x</s:footer></s:master-page>\
            <s:master-page s:name='First' s:next-style-name='Standard'/></s:master-styles>";
        let heads = |named| {
            let pages = first(styles, named);
            pages.iter().flat_map(|pages| pages.heads.clone()).collect::<Vec<_>>()
        };
        assert_eq!(heads(None), ["one", "all"]);
        assert_eq!(heads(Some("First")), ["one", "all"]);
        assert!(first(styles, None)[0].feet.is_empty());
        assert!(first(styles, Some("Other")).is_empty());
    }
}
