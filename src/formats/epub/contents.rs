//! The contents of a book, as its table of contents or its older navigation file lists them. Opens
//! no chapters.

use super::super::ReadError;
use super::super::archive::Archive;
use super::super::xml::{Node, Xml};
use super::package::Package;
use super::target::target;

/// Entries at most.
const MAX_ENTRIES: usize = 20_000;

/// Bytes of an entry's words at most.
const MAX_WORDS: usize = 1_000;

/// An entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub words: String,
    /// The part it leads to.
    pub target: String,
    /// From 1 to 6.
    pub level: u8,
}

/// The entries, in order.
pub(super) fn read(archive: &mut Archive, package: &Package) -> Result<Vec<Entry>, ReadError> {
    for name in &package.contents {
        let source = archive.side_text(name)?;
        let entries = entries(&source, name);
        if !entries.is_empty() {
            return Ok(entries);
        }
    }
    Ok(Vec::new())
}

/// `<a href>` inside of lists, or `<navPoint>` with a label and a place.
fn entries(source: &str, name: &str) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    let mut level = 0u8;
    let mut words = false;
    for node in Xml::new(source) {
        match node {
            Node::Start(tag) => match tag.name() {
                "ol" | "ul" | "navPoint" => level = level.saturating_add(1),
                "a" => {
                    let target = target(name, &tag.get("href").unwrap_or_default());
                    found.push(Entry { words: String::new(), target, level: level.clamp(1, 6) });
                    words = true;
                }
                "navLabel" => {
                    found.push(Entry { level: level.clamp(1, 6), ..Entry::default() });
                    words = true;
                }
                "content" => {
                    if let Some(entry) = found.last_mut() {
                        entry.target = target(name, &tag.get("src").unwrap_or_default());
                    }
                }
                // Lists of pages and landmarks are no contents.
                "nav" if found.iter().any(|entry| !entry.words.is_empty()) => break,
                _ => {}
            },
            Node::End(name) => match &*name {
                "ol" | "ul" | "navPoint" => level = level.saturating_sub(1),
                "a" | "navLabel" => words = false,
                _ => {}
            },
            Node::Words(more) => {
                let open = found.last_mut().filter(|entry| entry.words.len() < MAX_WORDS);
                if let Some(entry) = open.filter(|_| words) {
                    entry.words.push_str(&more);
                }
            }
        }
        if found.len() > MAX_ENTRIES {
            break;
        }
    }
    found.retain(|entry| !entry.words.trim().is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(source: &str) -> Vec<(String, String, u8)> {
        let all = entries(source, "text/nav.xhtml").into_iter();
        all.map(|entry| (entry.words.trim().to_owned(), entry.target, entry.level)).collect()
    }

    #[test]
    fn both_forms_of_contents_are_read() {
        let expected =
            [("One".into(), "text/a.xhtml".into(), 1), ("Two".into(), "b.xhtml".into(), 2)];
        let new = "<nav><ol><li><a href='a.xhtml'>One</a><ol><li><a href='../b.xhtml#x'>\
                   <b>Tw</b>o</a></li></ol></li></ol></nav><nav><ol><li><a href='p'>3</a></li></ol></nav>";
        assert_eq!(told(new), expected);
        let old = "<navMap><navPoint><navLabel><text>One</text></navLabel><content src='a.xhtml'/>\
                   <navPoint><navLabel><text>Two</text></navLabel><content src='/b.xhtml'/></navPoint>\
                   </navPoint></navMap>";
        assert_eq!(told(old), expected);
    }
}
