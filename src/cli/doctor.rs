//! What the verb `doctor` says of bookmarks: passages that are not found, documents that are gone
//! and where they may be now, files that were set aside. Changes nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::bookmarks::{BookmarksError, Desk, by_document};
use crate::bookmarks::{Bookmark, Certainty, Identity, OldSums, PassageFinder};
use crate::document::Document;
use crate::reading::in_memory::InMemory;
use crate::text::CleanText;
use crate::userdata::journal::{Store, set_aside};

/// Documents that are read to look for passages in them; the bytes of all are compared.
const READ: usize = 2_000;

/// Where documents that are gone are looked for.
pub struct Library<'a> {
    /// The files to be looked at, given those that are gone.
    pub files: &'a dyn Fn(&[&Path]) -> Vec<PathBuf>,
    /// What is known of a file's bytes; if so wished, as earlier versions kept it too.
    pub known: &'a dyn Fn(&Path, bool) -> Identity,
}

/// Why a file may be the document that is gone; the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    Bytes,
    Words,
    /// Another version of the text, in which every passage stands without doubt.
    Version,
    Passages,
    /// Another version of the text, in which not every passage stands.
    Edited,
}

/// What is wrong with the bookmarks, as sentences.
///
/// # Errors
/// [`BookmarksError`] if the store cannot be read.
pub fn doctor(desk: &Desk<'_>, library: &Library<'_>) -> Result<Vec<CleanText>, BookmarksError> {
    let mut store = Store::open(desk.folder, desk.now)?;
    let mut findings = store.take_notices();
    let mut gone: BTreeMap<&Path, Gone<'_>> = BTreeMap::new();
    for (path, marks) in by_document(&store) {
        match (desk.read)(path) {
            Ok((document, _)) => {
                let finder = PassageFinder::new(&document);
                // What the user left as it is was decided.
                let open = marks.iter().filter(|mark| !mark.settled);
                findings.extend(open.filter_map(|mark| unsure(path, mark, &finder)));
            }
            // What was piped into an earlier version is nowhere any more: the quotes are all there is.
            Err(_) if InMemory::is_input(path) => {}
            Err(reason) => {
                let _ = gone.insert(path, Gone { marks, reason, home: None });
            }
        }
    }
    if !gone.is_empty() {
        look_for(desk, library, &mut gone);
    }
    findings.extend(gone.iter().map(|(path, gone)| gone.sentence(path)));
    findings.extend(set_aside(desk.folder).iter().map(|path| damaged(path)));
    Ok(findings)
}

/// A document that cannot be read, and the file that it may be now.
struct Gone<'a> {
    marks: Vec<&'a Bookmark>,
    reason: CleanText,
    home: Option<(Why, PathBuf)>,
}

impl Gone<'_> {
    fn propose(&mut self, why: Why, path: &Path) {
        if self.home.as_ref().is_none_or(|(known, _)| why < *known) {
            self.home = Some((why, path.to_owned()));
        }
    }

    fn identities(&self) -> impl Iterator<Item = &Identity> {
        self.marks.iter().map(|mark| &mark.anchor.document)
    }

    /// Why a document may be the one that is gone, besides its bytes.
    fn known_in(
        &self,
        document: &Document,
        finder: &PassageFinder<'_>,
        found: &Identity,
    ) -> Option<Why> {
        if self.identities().any(|known| known.has_words_of(found)) {
            return Some(Why::Words);
        }
        let version = self.identities().any(|known| known.is_version_of(found));
        let stands = |mark: &&Bookmark| finder.resolve(&mark.anchor).span.is_some();
        match (version, self.marks.iter().all(stands)) {
            (true, true) if self.marks.iter().all(|mark| mark.cites(document)) => {
                Some(Why::Version)
            }
            (_, true) => Some(Why::Passages),
            (true, false) => Some(Why::Edited),
            (false, false) => None,
        }
    }

    fn sentence(&self, path: &Path) -> CleanText {
        let ids: Vec<&str> = self.marks.iter().take(3).map(|mark| mark.id.as_str()).collect();
        let more = if self.marks.len() > ids.len() { " …" } else { "" };
        let noun = if self.marks.len() == 1 { "bookmark" } else { "bookmarks" };
        let proposal = self.home.as_ref().map_or_else(String::new, |(why, home)| {
            let home = CleanText::path(home);
            match why {
                Why::Bytes => format!(" {home} is the same file: open it, and they follow."),
                Why::Words => format!(" {home} has the same words: open it, and they follow."),
                Why::Version => {
                    format!(" {home} is an edited version of it: open it, and they follow.")
                }
                Why::Edited => format!(
                    " {home} is an edited version of it: `gR` shows where the passages may be, and \
                     `gp` names it as their file."
                ),
                Why::Passages => format!(
                    " Their passages stand in {home}: `gp` on the bookmark names it as their file."
                ),
            }
        });
        let name = CleanText::path(path);
        let reason = &self.reason;
        let reason = if reason.contains(name.as_str()) {
            reason.to_string()
        } else {
            format!("{name}: {reason}")
        };
        CleanText::line(&format!(
            "{} {noun} ({}{more}) of a document that cannot be read. {}.{proposal}",
            self.marks.len(),
            ids.join(", "),
            reason.trim_end_matches('.'),
        ))
    }
}

fn unsure(path: &Path, mark: &Bookmark, finder: &PassageFinder<'_>) -> Option<CleanText> {
    let (name, id) = (CleanText::path(path), &mark.id);
    let finding = match finder.resolve(&mark.anchor).state {
        Certainty::Exact | Certainty::Moved => return None,
        Certainty::Suspect => {
            format!(
                "Bookmark {id}: the passage in {name} has changed or is not certain. Review it."
            )
        }
        Certainty::Orphan => format!("Bookmark {id}: the passage is no longer in {name}."),
    };
    Some(CleanText::line(&finding))
}

fn damaged(path: &Path) -> CleanText {
    CleanText::line(&format!(
        "A damaged file was set aside: {}. Delete it when you no longer need it.",
        CleanText::path(path)
    ))
}

/// Looks for the documents among the files of the library: by their bytes, and those that are then
/// still missing by their words and passages.
fn look_for(desk: &Desk<'_>, library: &Library<'_>, gone: &mut BTreeMap<&Path, Gone<'_>>) {
    let paths: Vec<&Path> = gone.keys().copied().collect();
    let files = (library.files)(&paths);
    let as_earlier = gone.values().flat_map(Gone::identities).any(Identity::is_old);
    for path in &files {
        let file = (library.known)(path, as_earlier);
        for gone in gone.values_mut() {
            if gone.identities().any(|known| known.has_bytes_of(&file)) {
                gone.propose(Why::Bytes, path);
            }
        }
    }
    for path in files.iter().take(READ) {
        let is_missing =
            |gone: &&mut Gone<'_>| gone.home.as_ref().is_none_or(|(why, _)| *why > Why::Passages);
        let mut missing = gone.values_mut().filter(is_missing).peekable();
        if missing.peek().is_none() {
            return;
        }
        let Ok((document, _)) = (desk.read)(path) else { continue };
        let finder = PassageFinder::new(&document);
        for gone in missing {
            let (words, sketch) = (Some(finder.words()), Some(finder.sketch()));
            let mut found = Identity { words, sketch, ..Identity::default() };
            if gone.identities().any(Identity::is_old) {
                found.old = OldSums { words: Some(finder.old_words()), content: None };
            }
            if let Some(why) = gone.known_in(&document, &finder, &found) {
                gone.propose(why, path);
            }
        }
    }
}
