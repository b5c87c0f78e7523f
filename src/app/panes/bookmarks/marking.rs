//! Marking passages on the page: adding, removing, going along them. What is typed about them is asked
//! in `questions`.

use std::sync::Arc;

use super::{Bookmarks, Fresh, MarkedPassage};
use crate::app::base::key_sequence::MOST_REPEATS;
use crate::app::panes::page::chosen;
use crate::app::panes::pane::{Outcome, Scene};
use crate::bookmarks::{Bookmark, MAX_QUOTE, Unmarkable};
use crate::protocol::{BookmarkRequest, BookmarkTarget, Effect, PlacedBookmark};
use crate::text::Span;

/// A sentence why nothing may be written, if nothing may.
pub(super) fn refusal(scene: &Scene<'_>) -> Option<Vec<Outcome>> {
    let why = scene.read_only?;
    Some(vec![Outcome::say(&format!("Bookmarks cannot be changed: {why}"))])
}

impl Bookmarks {
    /// Marks the passage chosen on the page at once and asks for a note.
    pub(super) fn add(&mut self, labels: Vec<String>, scene: &Scene<'_>) -> Vec<Outcome> {
        if let Some(refused) = refusal(scene) {
            return refused;
        }
        match Self::passage(scene) {
            Ok(passage) => self.add_passage(passage, labels, scene),
            Err(why) => vec![Outcome::say(why)],
        }
    }

    /// Marks a passage of any document, with labels if they are to be asked for first.
    pub fn mark(
        &mut self,
        passage: MarkedPassage,
        with_label: bool,
        scene: &Scene<'_>,
    ) -> Vec<Outcome> {
        if let Some(refused) = refusal(scene) {
            return refused;
        }
        if with_label {
            self.labelled = Some(passage);
            return self.ask_labels_first(scene);
        }
        self.add_passage(passage, Vec::new(), scene)
    }

    /// Marks a passage at once and asks for a note.
    pub(super) fn add_passage(
        &mut self,
        (path, document, span): MarkedPassage,
        labels: Vec<String>,
        scene: &Scene<'_>,
    ) -> Vec<Outcome> {
        if span.len() > MAX_QUOTE {
            return vec![Outcome::say(&Unmarkable::TooLong.to_string())];
        }
        let ticket = self.tickets;
        self.tickets += 1;
        let open = scene.reader.filter(|reader| Arc::ptr_eq(&reader.document, &document));
        self.fresh.push(Fresh { ticket, entry: open.map(|reader| reader.entry), span });
        let target = BookmarkTarget::Asked(ticket);
        let request = BookmarkRequest::Add { ticket, path, document, span, labels };
        let marked = open.map(|_| Outcome::Bookmarked(span));
        let rest = [
            Outcome::Undoable("The bookmark", vec![(target.clone(), None)]),
            self.ask_note(target),
            Outcome::Effect(Effect::Bookmarks(request)),
        ];
        marked.into_iter().chain(rest).collect()
    }

    /// The passage chosen on the page, or a sentence why it cannot be marked.
    fn passage(scene: &Scene<'_>) -> Result<MarkedPassage, &'static str> {
        let nothing = "There is no passage here that could be marked.";
        let gone = "The file of this document is gone, so nothing in it can be marked.";
        let reader = scene.reader.ok_or(nothing)?;
        if !reader.whole {
            return Err("The rest of this document is still being read; try again then.");
        }
        let span = chosen(reader).ok_or(nothing)?;
        let path = scene.catalogue.path_of(reader.entry).ok_or(gone)?;
        Ok((path, Arc::clone(&reader.document), span))
    }

    /// The next bookmark of the document, or the one before.
    pub(super) fn step_in_page(&self, count: isize, scene: &Scene<'_>) -> Vec<Outcome> {
        let Some(reader) = scene.reader else { return vec![Outcome::say("No document is open.")] };
        let visible = reader.visible();
        let mut landed = reader.landed.filter(|span| span.overlaps(visible));
        let mut outcomes = Vec::new();
        for _ in 0..count.unsigned_abs().min(MOST_REPEATS) {
            let from = landed.unwrap_or(Span::at(visible.start));
            // Several may begin at the same place: those that end later come later.
            let spans = || self.here.iter().filter_map(|placed| placed.span);
            let next = match (count > 0, landed) {
                (true, Some(_)) => spans().find(|span| *span > from),
                (true, None) => spans().find(|span| *span >= from),
                (false, _) => spans().rfind(|span| *span < from),
            };
            landed = next;
            match next {
                Some(span) => outcomes.push(Outcome::Land(span)),
                None => {
                    outcomes.push(Outcome::say("No bookmark that way."));
                    break;
                }
            }
        }
        outcomes
    }

    /// Removes the bookmark under the place.
    pub(super) fn remove(&self, scene: &Scene<'_>) -> Vec<Outcome> {
        let Some(placed) = self.under(scene) else {
            return vec![Outcome::say("There is no bookmark here.")];
        };
        Self::remove_all(self.kept.get(&placed.id).cloned().into_iter().collect(), scene)
    }

    /// Removes bookmarks; one undo brings all of them back.
    pub(super) fn remove_all(marks: Vec<Arc<Bookmark>>, scene: &Scene<'_>) -> Vec<Outcome> {
        if marks.is_empty() {
            return vec![Outcome::say("No bookmark is selected.")];
        }
        if let Some(refused) = refusal(scene) {
            return refused;
        }
        let words = match marks.len() {
            1 => "The bookmark is removed".to_owned(),
            count => format!("{count} bookmarks are removed"),
        };
        let ids = marks.iter().map(|mark| mark.id.clone()).collect();
        let before =
            marks.into_iter().map(|mark| (BookmarkTarget::Kept(mark.id.clone()), Some(mark)));
        vec![
            Outcome::say(&format!("{words}; u brings back what was removed.")),
            Outcome::Undoable("The removal", before.collect()),
            Outcome::Effect(Effect::Bookmarks(BookmarkRequest::Remove(ids))),
        ]
    }

    /// The bookmark under the place: the innermost under the cursor of a selection, the one jumped to or
    /// the innermost there, else the first on the page.
    pub(super) fn under(&self, scene: &Scene<'_>) -> Option<&PlacedBookmark> {
        let reader = scene.reader?;
        let touching = |part: Span| {
            let touches =
                move |placed: &&PlacedBookmark| placed.span.is_some_and(|span| span.overlaps(part));
            self.here.iter().filter(touches)
        };
        let length = |placed: &&PlacedBookmark| placed.span.map_or(usize::MAX, Span::len);
        let innermost = |part| touching(part).min_by_key(length);
        if let Some(selection) = reader.selecting.now {
            return innermost(Span::new(selection.cursor, selection.cursor + 1));
        }
        let landed = reader.landed.and_then(|landed| {
            let exactly = touching(landed).find(|placed| placed.span == Some(landed));
            exactly.or_else(|| innermost(landed))
        });
        landed.or_else(|| touching(reader.visible()).next())
    }
}
