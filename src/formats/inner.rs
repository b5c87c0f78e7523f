//! Names for documents inside of files: a step of a path each, whatever the file calls them. Opens
//! nothing.

use std::collections::HashSet;

use crate::text::CleanText;

/// Documents of one file that are listed at most.
pub(super) const MAX_INNER: usize = 100_000;

/// Characters of a name at most.
const MAX_CHARS: usize = 120;

/// Names that are one of a kind.
#[derive(Debug, Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// A name like `wanted` that no other document of the file has.
    pub(super) fn take(&mut self, wanted: &str) -> CleanText {
        let clean = safe(wanted);
        let (stem, ending) = match clean.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() && ending.len() <= 8 => (stem, Some(ending)),
            _ => (clean.as_str(), None),
        };
        let numbered = |number: usize| match ending {
            Some(ending) => format!("{stem}-{number}.{ending}"),
            None => format!("{stem}-{number}"),
        };
        // Counting on from the names there are finds a free one soon.
        let more = self.0.len().saturating_add(1)..;
        let mut all = std::iter::once(clean.clone()).chain(more.map(numbered));
        let free = all.find(|name| !self.0.contains(&name.to_lowercase())).unwrap_or(clean.clone());
        self.0.insert(free.to_lowercase());
        CleanText::line(&free)
    }
}

/// A name as one step of a path: nothing that separates, leads up, hides or controls.
fn safe(wanted: &str) -> String {
    let last = wanted.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = CleanText::line(last).chars().filter(|c| !c.is_control()).collect();
    let clean = clean.trim().trim_start_matches('.').trim();
    let short = short(clean);
    if short.chars().any(char::is_alphanumeric) { short } else { "unnamed".to_owned() }
}

/// A long name loses its middle, not its ending.
fn short(name: &str) -> String {
    let count = name.chars().count();
    if count <= MAX_CHARS {
        return name.to_owned();
    }
    let head = name.chars().take(MAX_CHARS / 2);
    let tail = name.chars().skip(count - MAX_CHARS / 2);
    head.chain(['…']).chain(tail).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_anywhere_else() {
        let mut names = Names::default();
        for (wanted, name) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\a\\report.docx", "report.docx"),
            ("..", "unnamed"),
            ("a\u{1b}[2J\nb.txt", "a\u{241b}[2J b.txt"),
            (".hidden.md", "hidden.md"),
            ("a\u{202e}fdp.exe", "a\u{fffd}fdp.exe"),
        ] {
            assert_eq!(&*names.take(wanted), name, "{wanted:?}");
        }
        let long = format!("{}.pdf", "x".repeat(5_000));
        let short = names.take(&long);
        assert!(short.chars().count() <= MAX_CHARS + 1 && short.ends_with(".pdf"));
    }

    #[test]
    fn every_name_is_one_of_a_kind() {
        let mut names = Names::default();
        let all: Vec<_> = ["a.txt", "A.txt", "a.txt", "a", "a"].map(|name| names.take(name)).into();
        let told: Vec<&str> = all.iter().map(|name| &**name).collect();
        assert_eq!(told, ["a.txt", "A-2.txt", "a-3.txt", "a", "a-5"]);
    }
}
