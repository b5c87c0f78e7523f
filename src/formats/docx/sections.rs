//! Which running heads the first section of a DOCX file has. Reads none of them.

use super::super::xml::{Node, Xml};
use super::property::is_on;

/// Bytes of a namespace's prefix at most.
const LONGEST_PREFIX: usize = 16;

/// At which edge of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Head,
    Foot,
}

/// The names of the relations to the running heads (or feet) that the first section has, the one of
/// its first page first.
pub(super) fn running(source: &str, place: Place) -> Vec<String> {
    let wanted = if place == Place::Head { "headerReference" } else { "footerReference" };
    let (mut title_page, mut found) = (false, Vec::new());
    for node in Xml::new(section(source)) {
        match node {
            Node::Start(tag) if tag.name() == wanted && found.len() < 8 => {
                let kind = tag.get("type").unwrap_or_default();
                found.push((kind, tag.get("id").unwrap_or_default()));
            }
            Node::Start(tag) if tag.name() == "titlePg" => title_page = is_on(&tag),
            Node::Start(tag) if tag.name() == "sectPrChange" => break,
            Node::End(name) if name == "sectPr" => break,
            _ => {}
        }
    }
    let order = |kind: &str| match kind {
        "first" if title_page => Some(0),
        "first" => None,
        "even" => Some(2),
        _ => Some(1),
    };
    found.retain(|(kind, _)| order(kind).is_some());
    found.sort_by_key(|(kind, _)| order(kind));
    found.into_iter().map(|(_, id)| id).collect()
}

/// The text from the properties of the first section on.
fn section(source: &str) -> &str {
    let opens = |(at, _): (usize, &str)| {
        let near = source.as_bytes().get(at.saturating_sub(LONGEST_PREFIX)..at)?;
        let prefix = near.len() - near.iter().rposition(|byte| *byte == b'<')?;
        let name = source.get(at + 1 - prefix..at)?;
        (name.is_empty() || name.ends_with(':') && !name.starts_with('/')).then_some(at - prefix)
    };
    let at = source.match_indices("sectPr").find_map(opens);
    at.and_then(|at| source.get(at..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_page_comes_before_the_others_and_only_if_it_is_one_apart() {
        let section = |more: &str| {
            format!(
                "<w:body><w:p/><w:sectPr>\
                 <w:headerReference w:type='default' r:id='b'/><w:footerReference r:id='d'/>\
                 <w:headerReference w:type='first' r:id='a'/>{more}</w:sectPr>\
                 <w:sectPr><w:headerReference w:type='default' r:id='x'/></w:sectPr></w:body>"
            )
        };
        assert_eq!(running(&section("<w:titlePg/>"), Place::Head), ["a", "b"]);
        assert_eq!(running(&section("<w:titlePg w:val='0'/>"), Place::Head), ["b"]);
        assert_eq!(running(&section(""), Place::Foot), ["d"]);
        assert!(running("<w:body/>", Place::Head).is_empty());
    }
}
