//! Whether a link leads to another page of the site that a page is one of. Follows none.

use std::collections::HashMap;

use dom_query::Document as Page;

use crate::document::Parts;

/// Letters of the last but one part of a host at most that belongs to its ending: "co.uk".
const ENDING: usize = 3;

/// Links of a page that are counted.
const MOST: usize = 5_000;

/// The site of a page, as far as it is known.
pub(super) struct Site {
    /// The host without what stands before its own name.
    name: Option<String>,
    /// The page itself.
    own: Option<String>,
}

impl Site {
    /// What a page says of its own address, or else the host that most of its links lead to.
    pub(super) fn of(page: &Page, parts: &Parts) -> Self {
        let stated = |query: &str, key: &str| {
            page.select(query)
                .nodes()
                .first()
                .and_then(|node| node.attr(key))
                .map(|to| to.to_string())
        };
        let own = stated("link[rel='canonical']", "href")
            .or_else(|| stated("meta[property='og:url']", "content"))
            .filter(|own| host(own).is_some());
        let name = own.as_deref().and_then(name).or_else(|| most_frequent(parts));
        Self { name, own }
    }

    /// True if a link leads to another page of the site.
    pub(super) fn has(&self, target: &str) -> bool {
        if self.own.as_deref().is_some_and(|own| own == target) {
            return false;
        }
        match host(target) {
            Some(_) => self.name.is_some() && name(target) == self.name,
            None => !target.contains(':'),
        }
    }
}

/// The name that most links of a page lead to.
fn most_frequent(parts: &Parts) -> Option<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for name in parts.links.iter().take(MOST).filter_map(|link| name(&link.target)) {
        *counts.entry(name).or_default() += 1;
    }
    counts.into_iter().max_by(|a, b| (a.1, &b.0).cmp(&(b.1, &a.0))).map(|(name, _)| name)
}

/// The host of an address.
fn host(target: &str) -> Option<&str> {
    let known = ["https://", "http://", "//"];
    let rest = known.iter().find_map(|known| target.strip_prefix(known))?;
    rest.split(['/', '?', '#', ':']).next().filter(|host| !host.is_empty())
}

/// The part of a host that its owner chose, with its ending.
fn name(target: &str) -> Option<String> {
    let host = host(target)?.to_ascii_lowercase();
    let parts: Vec<&str> = host.split('.').collect();
    let short =
        parts.len() > 2 && parts.get(parts.len() - 2).is_some_and(|part| part.len() <= ENDING);
    let from = parts.len().saturating_sub(if short { 3 } else { 2 });
    parts.get(from..).map(|parts| parts.join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_one_site_share_the_name_of_its_owner() {
        let site = |head: &str| {
            let page = Page::from(format!("<head>{head}</head><body></body>"));
            Site::of(&page, &Parts::default())
        };
        let known = site("<link rel=canonical href='https://www.gazette.example.co.uk/a/river'>");
        for target in ["/b", "b.html", "//example.co.uk/b", "https://sport.example.co.uk/b?c=1"] {
            assert!(known.has(target), "{target}");
        }
        for target in [
            "https://other.co.uk/b",
            "mailto:a@example.co.uk",
            "https://www.gazette.example.co.uk/a/river",
        ] {
            assert!(!known.has(target), "{target}");
        }
        assert!(!site("").has("https://example.org/b"));
    }
}
