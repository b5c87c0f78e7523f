//! Reviewing passages whose place is not certain: the places that come into question one by one, and
//! what the user decides. Where they are is found outside.

use std::sync::Arc;

use super::Bookmarks;
use super::marking::refusal;
use crate::app::panes::chooser::Chooser;
use crate::app::panes::pane::{Outcome, Scene};
use crate::bookmarks::{Bookmark, Certainty, Id};
use crate::library::EntryId;
use crate::protocol::{BookmarkRequest, BookmarkTarget, Effect, Notice, Proposal, Proposals};
use crate::text::CleanText;

/// Whether the documents of all bookmarks have been looked at since the pane was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Check {
    /// They are being looked at.
    #[default]
    UnderWay,
    /// All of them were.
    Done,
    /// Not all of them could be.
    Failed,
}

/// The passage that is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    /// Its bookmark.
    pub id: Id,
    /// The places that come into question, best first; `None` until they are known.
    pub proposals: Option<Proposals>,
    /// Which of them is shown.
    pub at: usize,
}

impl Review {
    /// The place that is shown.
    pub fn proposal(&self) -> Option<&Proposal> {
        self.proposals.as_ref()?.places.get(self.at)
    }
}

impl Bookmarks {
    /// Asks for the places that come into question for the selected passage, while passages are
    /// reviewed.
    pub(super) fn look(&mut self, scene: &Scene<'_>) -> Vec<Outcome> {
        let Some(mark) = self.list.current().cloned() else { return Vec::new() };
        let Some(review) = self.list.review.as_mut().filter(|review| review.id != mark.id) else {
            return Vec::new();
        };
        *review = Review { id: mark.id.clone(), ..Review::default() };
        let lost = mark.certainty() == Certainty::Orphan;
        let elsewhere = lost.then(|| scene.catalogue.view());
        vec![Outcome::Effect(Effect::Propose { mark, elsewhere })]
    }

    /// Asks how sure the places of all bookmarks are today.
    pub(super) fn check(&mut self) -> Outcome {
        self.list.check = Check::UnderWay;
        Outcome::Effect(Effect::CheckBookmarks(self.kept.values().cloned().collect()))
    }

    /// It is known of which bookmarks the places are as sure as is not kept of them; what changed
    /// meanwhile is left out.
    pub(super) fn checked(
        &mut self,
        found: Result<Vec<(Arc<Bookmark>, Certainty)>, CleanText>,
        scene: &Scene<'_>,
    ) -> Vec<Outcome> {
        let mut found = match found {
            Ok(found) => found,
            Err(why) => {
                self.list.check = Check::Failed;
                return vec![Outcome::Notify(Notice::warning(&why))];
            }
        };
        self.list.check = Check::Done;
        found.retain(|(mark, _)| {
            self.kept.get(&mark.id).is_some_and(|kept| Arc::ptr_eq(kept, mark))
        });
        if found.is_empty() {
            return Vec::new();
        }
        // The rows tell it at once, and where nothing may be written too.
        let mut states = Vec::new();
        for (mark, state) in found {
            let now = Bookmark { state: Some(state), settled: false, ..(*mark).clone() };
            states.push((mark.id.clone(), state));
            self.kept.insert(mark.id.clone(), Arc::new(now));
        }
        self.refresh();
        let note = Outcome::Effect(Effect::Bookmarks(BookmarkRequest::Note(states)));
        let note = scene.read_only.is_none().then_some(note);
        self.look(scene).into_iter().chain(note).collect()
    }

    /// The places that come into question are known.
    pub(super) fn proposed(&mut self, id: &Id, proposals: Proposals) {
        if let Some(review) = self.list.review.as_mut().filter(|review| review.id == *id) {
            review.proposals = Some(proposals);
            review.at = 0;
        }
    }

    /// Shows the next place that comes into question.
    pub(super) fn next_place(&mut self) -> Vec<Outcome> {
        let Some(review) = &mut self.list.review else {
            return vec![Outcome::say("gR shows the bookmarks that are to be reviewed.")];
        };
        match review.proposals.as_ref().map_or(0, |found| found.places.len()) {
            0 | 1 => return vec![Outcome::say("No other place comes into question.")],
            count => review.at = (review.at + 1) % count,
        }
        Vec::new()
    }

    /// Anchors the passage at the place that is shown.
    pub(super) fn accept(&self, scene: &Scene<'_>) -> Vec<Outcome> {
        let (mark, review) = match self.reviewed(scene) {
            Ok(reviewed) => reviewed,
            Err(why) => return why,
        };
        let Some(proposal) = review.proposal() else {
            return vec![Outcome::say(
                "There is no place to accept; = keeps it, gp names its file.",
            )];
        };
        let request = BookmarkRequest::Accept {
            id: mark.id.clone(),
            path: proposal.path.clone(),
            span: proposal.span,
            words: proposal.words.as_str().to_owned(),
        };
        vec![decided("The choice of the place", mark), Outcome::Effect(Effect::Bookmarks(request))]
    }

    /// Leaves the passage as it is: it is kept, and not asked about again.
    pub(super) fn keep(&self, scene: &Scene<'_>) -> Vec<Outcome> {
        let (mark, _) = match self.reviewed(scene) {
            Ok(reviewed) => reviewed,
            Err(why) => return why,
        };
        vec![
            Outcome::say("Kept as it is; it will not be asked about again."),
            decided("The decision", mark),
            Outcome::Effect(Effect::Bookmarks(BookmarkRequest::Settle(mark.id.clone()))),
        ]
    }

    /// Asks which file the document of the bookmark is now.
    pub(super) fn ask_file(&self, scene: &Scene<'_>) -> Vec<Outcome> {
        let Some(mark) = self.meant(scene) else {
            return vec![Outcome::say("There is no bookmark here.")];
        };
        refusal(scene).unwrap_or_else(|| {
            let chooser = Chooser::relink(scene.catalogue, mark.id.clone());
            vec![Outcome::Choose(Box::new(chooser))]
        })
    }

    /// The file was chosen.
    pub fn relink(&mut self, id: &Id, entry: EntryId, scene: &Scene<'_>) -> Vec<Outcome> {
        let Some(path) = scene.catalogue.path_of(entry) else {
            return Vec::new();
        };
        if let Some(review) = &mut self.list.review {
            *review = Review::default();
        }
        let undo = self.kept.get(id).map(|mark| decided("The choice of the file", mark));
        let request = BookmarkRequest::Relink { id: id.clone(), path };
        undo.into_iter().chain([Outcome::Effect(Effect::Bookmarks(request))]).collect()
    }

    /// The passage that is reviewed, or what is said instead.
    fn reviewed(&self, scene: &Scene<'_>) -> Result<(&Arc<Bookmark>, &Review), Vec<Outcome>> {
        let Some(review) = &self.list.review else {
            let words = "This passage is bookmarked; gR shows those that are to be reviewed.";
            return Err(vec![Outcome::say(words)]);
        };
        if let Some(refused) = refusal(scene) {
            return Err(refused);
        }
        self.list
            .current()
            .map(|mark| (mark, review))
            .ok_or_else(|| vec![Outcome::say("Nothing is left to be reviewed.")])
    }
}

fn decided(words: &'static str, mark: &Arc<Bookmark>) -> Outcome {
    let target = BookmarkTarget::Kept(mark.id.clone());
    Outcome::Undoable(words, vec![(target, Some(Arc::clone(mark)))])
}
