//! Takes in bookmarks that were exported. What the user has is never replaced by what somebody else says
//! of the same passage: both are kept, which is said.

use super::{BookmarksError, Desk, VerbOutcome};
use crate::bookmarks::{Bookmark, Id, import};
use crate::text::{CleanText, single_spaced};
use crate::userdata::journal::{Change, Store};

/// Letters of a quote by which a bookmark is named.
const NAMED: usize = 40;

/// Keeps the bookmarks of `text` (JSON Lines or JSON-LD). One that is there already with the same quote,
/// note and labels takes in what is newer of the other; one with others stays, and the other is kept
/// beside it.
///
/// # Errors
/// [`BookmarksError`] if the store fails; those before it are kept.
pub fn import_all(desk: &Desk<'_>, text: &str) -> Result<VerbOutcome, BookmarksError> {
    let mut store = Store::open(desk.folder, desk.now)?;
    let imported = import(text);
    let mut messages = store.take_notices();
    messages.extend(imported.problems);
    let found = !imported.bookmarks.is_empty();
    for (number, mark) in (0..).zip(imported.bookmarks) {
        match store.bookmarks().get(&mark.id) {
            None => store.commit(Change::Put(Box::new(mark)), desk.now)?,
            Some(known) if says_the_same(known, &mark) => {
                if known.modified < mark.modified {
                    store.commit(Change::Put(Box::new(mark)), desk.now)?;
                }
            }
            // It was imported before.
            Some(_) if store.bookmarks().values().any(|other| says_the_same(other, &mark)) => {}
            Some(known) => {
                let id = free_id(&store, desk, number);
                messages.push(kept_both(known, &mark, &id));
                store.commit(Change::Put(Box::new(Bookmark { id, ..mark })), desk.now)?;
            }
        }
    }
    Ok(VerbOutcome { found, messages, ..VerbOutcome::default() })
}

/// True if two bookmarks say the same of the same passage.
fn says_the_same(one: &Bookmark, other: &Bookmark) -> bool {
    one.anchor.quote == other.anchor.quote && one.note == other.note && one.labels == other.labels
}

fn free_id(store: &Store, desk: &Desk<'_>, number: u64) -> Id {
    let ids = (0_u64..).map(|more| Id::new(desk.now, desk.chance ^ (number << 20) ^ (more << 40)));
    let mut ids = ids.filter(|id| !store.bookmarks().contains_key(id));
    ids.next().unwrap_or_else(|| Id::new(desk.now, desk.chance))
}

fn kept_both(mine: &Bookmark, theirs: &Bookmark, id: &Id) -> CleanText {
    let quote: String = single_spaced(&mine.anchor.quote).chars().take(NAMED).collect();
    let (what, says) = match mine.note == theirs.note {
        false => ("note", &theirs.note),
        true => ("form", &theirs.anchor.quote),
    };
    let says: String = single_spaced(says).chars().take(NAMED).collect();
    CleanText::line(&format!(
        "“{quote}” ({}) stays as it is; the one of the file, with another {what} or label (“{says}”), \
         is kept beside it as {}",
        mine.id.as_str(),
        id.as_str()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bookmarks::{Format, Stamp, export};

    fn mark(note: &str, modified: i64) -> Bookmark {
        let mut mark = Bookmark { note: note.into(), ..Bookmark::default() };
        mark.id = Id::new(Stamp::default(), 7);
        mark.anchor.quote = "The missile flew.".into();
        mark.modified = Stamp::new(modified);
        mark
    }

    fn notes(store: &Store) -> Vec<&str> {
        let mut notes: Vec<&str> = store.bookmarks().values().map(|m| m.note.as_str()).collect();
        notes.sort_unstable();
        notes
    }

    #[test]
    fn mine_stays_theirs_is_kept_beside_it_and_both_are_said() {
        let folder = tempfile::tempdir().unwrap();
        let read = |_: &std::path::Path| Err("no document".into());
        let desk = Desk { folder: folder.path(), now: Stamp::default(), chance: 3, read: &read };
        let mut store = Store::open(folder.path(), desk.now).unwrap();
        store.commit(Change::Put(Box::new(mark("mine", 5))), desk.now).unwrap();
        for _ in 0..2 {
            let theirs = export(Format::JsonLines, &[mark("theirs", 9_000)]);
            let done = import_all(&desk, &format!("\u{feff}{theirs}")).unwrap();
            store.refresh().unwrap();
            assert_eq!(notes(&store), ["mine", "theirs"], "once, however often");
            assert!(done.messages.len() <= 1, "{:?}", done.messages);
        }
        let older = export(Format::JsonLines, &[mark("older", 1)]);
        let done = import_all(&desk, &older).unwrap();
        assert!(done.messages[0].contains("stays as it is"), "{:?}", done.messages);
        let same = export(Format::JsonLines, &[mark("mine", 9_999)]);
        assert_eq!(import_all(&desk, &same).unwrap().messages, []);
        store.refresh().unwrap();
        assert_eq!(notes(&store), ["mine", "older", "theirs"]);
        assert_eq!(store.bookmarks()[&mark("", 0).id].modified, Stamp::new(9_999));
    }
}
