//! What takes back the last thing that the journal says was done with bookmarks or corrections, on
//! whatever day, and how that is told. Writes nothing.

use super::corrections;
use super::journal::{Change, Done, Store, UserAct};
use crate::bookmarks::{Bookmark, Zone};
use crate::protocol::MadeCorrection;
use crate::text::single_spaced;

/// Letters of a passage that are quoted in what is said.
const QUOTED: usize = 40;

/// A sentence about what is taken back, and the changes that do it; `None` if nothing is left.
pub fn last(store: &Store, zone: &Zone) -> Option<(String, Vec<Change>)> {
    let corrected = corrections::in_force(store).pop();
    let done = store.last_done();
    match (done.last(), corrected) {
        (Some(mark), Some((number, made))) if number > mark.number => Some(correction(made)),
        (None, Some((_, made))) => Some(correction(made)),
        (Some(_), _) => Some((said(store, done, zone), done.iter().map(change).collect())),
        (None, None) => None,
    }
}

fn correction(made: MadeCorrection) -> (String, Vec<Change>) {
    let words = made.taken_back();
    (words, vec![corrections::change(made.correction, made.details, false)])
}

fn change(Done { id, act, .. }: &Done) -> Change {
    match act {
        UserAct::Added => Change::Undo(id.clone(), None),
        UserAct::Changed(before) | UserAct::Removed(before) => {
            Change::Undo(id.clone(), Some(before.clone()))
        }
    }
}

fn said(store: &Store, done: &[Done], zone: &Zone) -> String {
    match done {
        [Done { id, act, time, .. }] => match act {
            UserAct::Added => {
                let quote = store.bookmarks().get(id).map(quote).unwrap_or_default();
                format!("The bookmark “{quote}” of {} is taken back.", time.day(zone))
            }
            UserAct::Changed(mark) => {
                format!("The bookmark “{}” is as it was before.", quote(mark))
            }
            UserAct::Removed(mark) => format!("The bookmark “{}” is there again.", quote(mark)),
        },
        several => format!("{} bookmarks are there again.", several.len()),
    }
}

/// The first words of a passage.
fn quote(mark: &Bookmark) -> String {
    let quote = single_spaced(&mark.anchor.quote);
    match quote.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", quote[..end].trim_end()),
        None => quote,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bookmarks::{Id, Stamp};
    use crate::facts::correction::{Correction, FactKey};
    use crate::protocol::CorrectionDetails;

    fn mark(number: u64) -> Bookmark {
        let mut mark = Bookmark { id: Id::new(Stamp::new(1), number), ..Bookmark::default() };
        mark.anchor.quote = format!("Passage {number}");
        mark
    }

    /// Takes the last thing back as another instance on another day would, and tells what is said.
    fn take_back(folder: &std::path::Path) -> Option<String> {
        let mut store = Store::open(folder, Stamp::new(9)).unwrap();
        let (words, changes) = last(&store, &Zone::default())?;
        store.commit_all(changes, Stamp::new(9)).unwrap();
        Some(words)
    }

    #[test]
    fn everything_is_taken_back_on_another_day_the_last_first() {
        let folder = tempfile::tempdir().unwrap();
        let put = |mark: Bookmark| Change::Put(Box::new(mark));
        let reject =
            Correction::Reject { fact: FactKey { class: "actor".into(), id: "forum".into() } };
        let noted = Bookmark { note: "n".into(), modified: Stamp::new(5), ..mark(1) };
        let placed = Bookmark { settled: true, ..noted.clone() };
        let mut store = Store::open(folder.path(), Stamp::new(1)).unwrap();
        for (change, time) in [
            (put(mark(1)), 1),
            (put(mark(2)), 2),
            (put(noted), 3),
            (corrections::change(reject, CorrectionDetails::default(), true), 4),
            // The program notes by itself where a passage stands: no act of the user.
            (put(placed), 5),
        ] {
            store.commit(change, Stamp::new(time)).unwrap();
        }
        let both = [mark(1).id, mark(2).id].map(Change::Remove).to_vec();
        store.commit_all(both, Stamp::new(6)).unwrap();
        let mut said = Vec::new();
        while let Some(words) = take_back(folder.path()) {
            said.push(words);
            let store = Store::open(folder.path(), Stamp::new(9)).unwrap();
            let left = store.bookmarks().values().map(|mark| mark.note.clone());
            said.push(format!("{:?}", left.collect::<Vec<_>>()));
        }
        let expected = [
            ("2 bookmarks are there again.", r#"["n", ""]"#),
            ("forum is a fact again.", r#"["n", ""]"#),
            ("The bookmark “Passage 1” is as it was before.", r#"["", ""]"#),
            ("The bookmark “Passage 2” of 1970-01-01 is taken back.", r#"[""]"#),
            ("The bookmark “Passage 1” of 1970-01-01 is taken back.", "[]"),
        ];
        let expected: Vec<&str> = expected.iter().flat_map(|(one, two)| [*one, *two]).collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn what_was_removed_outlasts_the_shortening_of_the_journal() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path(), Stamp::new(1)).unwrap();
        let put = |mark: Bookmark| Change::Put(Box::new(mark));
        store.commit(put(mark(1)), Stamp::new(1)).unwrap();
        let turns = (0..600).flat_map(|_| [put(mark(2)), Change::Remove(mark(2).id)]);
        store.commit_all(turns.collect(), Stamp::new(2)).unwrap();
        assert!(store.compact(Stamp::new(3)).unwrap());
        assert_eq!(take_back(folder.path()).unwrap(), "The bookmark “Passage 2” is there again.");
        let store = Store::open(folder.path(), Stamp::new(9)).unwrap();
        assert_eq!(store.bookmarks().len(), 2);
    }
}
