//! What the user did with bookmarks and has not taken back, the last at the end: read from the journal,
//! so that it can be taken back on another day. What the program itself noted is none of it.

use super::event::{JournalRecord, Op};
use crate::bookmarks::{Bookmark, Id, Stamp};

/// Acts that are remembered.
const MOST: usize = 1_000;

/// Bookmarks that were removed and outlast the shortening of the journal.
const KEPT: usize = 100;

/// Something the user did with a bookmark.
#[derive(Clone, Debug, PartialEq)]
pub enum UserAct {
    /// It was made.
    Added,
    /// It was changed: what it was before.
    Changed(Box<Bookmark>),
    /// It was removed: what it was.
    Removed(Box<Bookmark>),
}

/// An act with its place in the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// The number of its line.
    pub number: usize,
    /// When.
    pub time: Stamp,
    /// To which bookmark.
    pub id: Id,
    /// What.
    pub act: UserAct,
}

/// What was done, oldest first.
#[derive(Debug, Default)]
pub(super) struct History(Vec<Done>);

impl History {
    /// Takes in a line of the journal; `before` is the bookmark as it was.
    pub(super) fn note(&mut self, number: usize, event: &JournalRecord, before: Option<&Bookmark>) {
        let Some(id) = event.id.clone() else { return };
        let before = || before.cloned().map(Box::new);
        let act = match (&event.op, &event.bookmark, before()) {
            (Op::Undo, ..) => {
                let last = self.0.iter().rposition(|done| done.id == id);
                last.into_iter().for_each(|at| drop(self.0.remove(at)));
                return;
            }
            (Op::Put, Some(_), None) => UserAct::Added,
            // Where a passage stands today the program notes by itself; that is no act of the user.
            (Op::Put, Some(now), Some(before)) if now.modified != before.modified => {
                UserAct::Changed(before)
            }
            (Op::Remove, _, Some(before)) => UserAct::Removed(before),
            _ => return,
        };
        self.0.push(Done { number, time: event.time, id, act });
        let surplus = self.0.len().saturating_sub(MOST);
        self.0.drain(..surplus);
    }

    /// Forgets everything: the journal is read anew.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// What was done last; bookmarks that were removed together are one act.
    pub(super) fn last(&self) -> &[Done] {
        let Some(last) = self.0.last() else { return &[] };
        let removed = |done: &Done| matches!(done.act, UserAct::Removed(_));
        let together = |done: &&Done| removed(last) && removed(done) && done.time == last.time;
        let count = self.0.iter().rev().take_while(together).count().max(1);
        self.0.get(self.0.len() - count..).unwrap_or_default()
    }

    /// Bookmarks that were removed last, each with the time at which it was.
    pub(super) fn removed(&self) -> impl Iterator<Item = (&Bookmark, Stamp)> {
        let removed = self.0.iter().filter_map(|done| match &done.act {
            UserAct::Removed(mark) => Some((&**mark, done.time)),
            _ => None,
        });
        let removed: Vec<_> = removed.collect();
        let surplus = removed.len().saturating_sub(KEPT);
        removed.into_iter().skip(surplus)
    }
}
