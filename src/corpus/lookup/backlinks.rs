//! What links to a document: the index names the documents that link to a file of its name, and of
//! these the links are followed one by one. Runs on a worker; reads at most so many documents.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::super::corpus::Corpus;
use super::super::index_dir::guarded;
use crate::document::{Document, FileTarget, LinkTarget, MarkKind, link_stem};
use crate::index::IndexError;
use crate::library::Entry;
use crate::protocol::{
    FollowReport, FollowRequest, LinkPassage, LinkPassages, LookupReport, LookupRequest,
};
use crate::reading::following::{FOLDER_PAGES, followed};
use crate::text::{CleanText, Span};

/// Documents that are read for their links, at most.
const MOST_READ: usize = 200;

/// Passages that are told, at most.
const MOST_TOLD: usize = 500;

/// Names of files that are kept of a document, and bytes of one.
const MOST_NAMES: (usize, usize) = (2_000, 200);

/// Bytes around a link that are told with it: before and behind its beginning.
const AROUND: (usize, usize) = (60, 140);

/// What the files are called that a document links to.
pub fn names(document: &Document) -> Vec<String> {
    let (most, longest) = MOST_NAMES;
    let named = document.links().iter().filter_map(|link| match LinkTarget::of(&link.target) {
        LinkTarget::File(file) => Some(file.stem()),
        _ => None,
    });
    let named = named.filter(|name| (1..=longest).contains(&name.len()));
    named.take(most).collect::<BTreeSet<String>>().into_iter().collect()
}

/// The passages that link to the document at `path`.
pub fn answer(corpus: &Corpus, path: &Path, cancel: &AtomicBool) -> LookupReport {
    let failed = |why: &str| {
        LookupReport::Failed(LookupRequest::LinksHere(path.to_owned()), CleanText::line(why))
    };
    let Some(index) = corpus.index() else {
        return failed("These documents are not indexed, so that what links here is not known.");
    };
    let called = called(path);
    match guarded(|| index.linking(&called, MOST_READ)) {
        Ok((rows, more)) => {
            let entries = rows.iter().map(|row| corpus.entry(row));
            let mut found = LinkPassages { passages: Vec::new(), more };
            for entry in entries.take_while(|_| !cancel.load(Ordering::Relaxed)) {
                read(corpus, (entry, path, &called), cancel, &mut found);
            }
            LookupReport::LinksHere(path.to_owned(), found)
        }
        Err(error) => failed(&IndexError::to_string(&error)),
    }
}

/// The names under which links may lead to a document: its own, and that of its folder if it stands
/// for it.
fn called(path: &Path) -> Vec<String> {
    let name = |path: &Path| path.file_name().map(|name| link_stem(&name.to_string_lossy()));
    let own = name(path);
    let is_page =
        path.file_name().is_some_and(|name| FOLDER_PAGES.iter().any(|page| name == *page));
    let folder = path.parent().filter(|_| is_page).and_then(name);
    own.into_iter().chain(folder).collect()
}

/// Adds the passages of one document that lead to `path`.
fn read(
    corpus: &Corpus,
    (entry, path, called): (Entry, &Path, &[String]),
    cancel: &AtomicBool,
    found: &mut LinkPassages,
) {
    // What cannot be read says so in the list.
    let Ok(document) = corpus.documents().whole_while(&entry.path, cancel) else { return };
    for mark in document.marks() {
        let MarkKind::Link(number) = mark.kind else { continue };
        let Some(link) = document.links().get(number as usize) else { continue };
        let LinkTarget::File(target) = LinkTarget::of(&link.target) else { continue };
        if !called.contains(&target.stem()) || !leads(corpus, &entry.path, target, path) {
            continue;
        }
        if found.passages.len() >= MOST_TOLD {
            found.more = true;
            return;
        }
        found.passages.push(LinkPassage {
            path: entry.path.clone(),
            title: entry.title.clone(),
            span: mark.span,
            words: around(&document, mark.span),
        });
    }
}

/// True if a link leads to the document at `path`. A bare name, as collections of notes have it, leads
/// to the file of that name wherever it is, if none is nearer.
fn leads(corpus: &Corpus, from: &Path, target: FileTarget, path: &Path) -> bool {
    let bare = target.is_bare();
    let request = FollowRequest { from: from.to_owned(), target };
    let in_memory = corpus.documents().in_memory();
    match followed(corpus.roots(), in_memory, &request) {
        FollowReport::Inside(to) | FollowReport::Outside { path: to, .. } => same(&to, path),
        FollowReport::Missing(_) => bare,
        FollowReport::Refused(_) => false,
    }
}

fn same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| PathBuf::from(path));
    one == other || real(one) == real(other)
}

/// The words around a link, of its own block.
fn around(document: &Document, span: Span) -> CleanText {
    let block = document.block_at(span.start).and_then(|at| document.blocks().get(at));
    let block = block.map_or(span, |block| block.span);
    let words = document.words(block);
    let at = span.start.saturating_sub(block.start);
    let start = words.floor_char_boundary(at.saturating_sub(AROUND.0));
    let end = words.floor_char_boundary((at + AROUND.1).min(words.len()));
    let before = if start > 0 { "…" } else { "" };
    let after = if end < words.len() { "…" } else { "" };
    CleanText::line(&format!("{before}{}{after}", words.get(start..end).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{Source, read as parsed};

    fn document(text: &str) -> Document {
        parsed(&Source { name: Path::new("a.md"), bytes: text.as_bytes(), whole: true }).unwrap()
    }

    #[test]
    fn names_of_files_are_kept_once_and_addresses_are_not() {
        let text =
            "[a](B.md) [b](x/b.md#one) [[Some note#two]] [w](https://example.org/c.md) [s](#d)";
        assert_eq!(names(&document(text)), ["b", "some note"]);
    }

    #[test]
    fn a_page_of_a_folder_is_called_as_the_folder_too() {
        assert_eq!(called(Path::new("/l/Range/README.md")), ["readme", "range"]);
        assert_eq!(called(Path::new("/l/Range/part two.md")), ["part two"]);
    }

    #[test]
    fn the_words_around_a_link_are_of_its_block_and_whole_letters() {
        let text = format!("# Head\n\n{} see [it](b.md) {}", "ä".repeat(50), "ö".repeat(200));
        let document = document(&text);
        let words = around(&document, document.marks()[0].span);
        assert!(
            words.starts_with("…ä") && words.ends_with("ö…") && words.contains("see it"),
            "{words}"
        );
    }
}
