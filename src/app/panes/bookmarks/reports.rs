//! What comes back about bookmarks: what is on the disk, where passages stand in the open document,
//! what failed.

use std::sync::Arc;

use super::{Bookmarks, certainty};
use crate::app::base::command::Command;
use crate::app::base::pane_id::PaneId;
use crate::app::panes::pane::{Outcome, Scene};
use crate::bookmarks::{Bookmark, Certainty, Id};
use crate::document::Document;
use crate::library::EntryId;
use crate::protocol::{BookmarkReport, BookmarkRequest, Effect, Notice, PlacedBookmark};
use crate::text::CleanText;

impl Bookmarks {
    /// Something became of bookmarks.
    pub fn report(&mut self, report: BookmarkReport, scene: &Scene<'_>) -> Vec<Outcome> {
        match report {
            BookmarkReport::Changed(changes) => self.changed(changes, scene),
            BookmarkReport::Placed { entry, document, places } => {
                self.placed(entry, &document, places, scene)
            }
            BookmarkReport::Added { ticket, id } => self.added(ticket, id, scene),
            BookmarkReport::Refused { ticket, why } => {
                self.fresh.retain(|fresh| fresh.ticket != ticket);
                vec![Outcome::Unask, Outcome::say(&why)]
            }
            BookmarkReport::Proposed(id, proposals) => {
                self.proposed(&id, proposals);
                Vec::new()
            }
            BookmarkReport::Failing(why) => {
                self.failing = Some(why.clone());
                vec![Outcome::Notify(Notice::failure(&why))]
            }
            BookmarkReport::Recovered => {
                self.failing.take().map(Outcome::Withdraw).into_iter().collect()
            }
            BookmarkReport::Exists(export) => vec![self.ask_replace(export)],
            // What is corrected is no matter of the bookmarks.
            BookmarkReport::Corrections(..) => Vec::new(),
        }
    }

    /// Asks where the bookmarks stand in the open document, once all of it is there.
    pub fn place(&self, scene: &Scene<'_>) -> Option<Outcome> {
        let reader = scene.reader.filter(|reader| reader.whole)?;
        if self.kept.is_empty() {
            return None;
        }
        Some(Outcome::Effect(Effect::Place {
            entry: reader.entry,
            path: scene.catalogue.path_of(reader.entry)?,
            document: Arc::clone(&reader.document),
            marks: self.kept.values().cloned().collect(),
        }))
    }

    /// Another text is open, `whole` or only its beginning: where bookmarks stand in it is asked, also
    /// for those that other instances made meanwhile.
    pub fn opened(&mut self, whole: bool, scene: &Scene<'_>) -> Vec<Outcome> {
        self.forget_document();
        if !whole {
            return Vec::new();
        }
        let refresh = Outcome::Effect(Effect::Bookmarks(BookmarkRequest::Refresh));
        self.place(scene).into_iter().chain([refresh]).collect()
    }

    fn changed(
        &mut self,
        changes: Vec<(Id, Option<Arc<Bookmark>>)>,
        scene: &Scene<'_>,
    ) -> Vec<Outcome> {
        let before = self.kept.len();
        for (id, mark) in changes {
            match mark {
                Some(mark) => drop(self.kept.insert(id, mark)),
                None => {
                    self.kept.remove(&id);
                    self.here.retain(|placed| placed.id != id);
                }
            }
        }
        self.refresh_if_shown(scene);
        let waiting = if before == 0 { self.to_review() } else { 0 };
        let told = (waiting > 0).then(|| tell_reviews(waiting, scene));
        let looked = self.look();
        told.into_iter().chain(looked).chain(self.place(scene)).collect()
    }

    fn refresh_if_shown(&mut self, scene: &Scene<'_>) {
        if scene.focus == PaneId::Bookmarks {
            self.refresh();
        }
    }

    fn added(&mut self, ticket: u64, id: Id, scene: &Scene<'_>) -> Vec<Outcome> {
        self.arrived.push((ticket, id.clone()));
        let at = self.fresh.iter().position(|fresh| fresh.ticket == ticket);
        let Some(fresh) = at.map(|at| self.fresh.remove(at)) else { return Vec::new() };
        let open = scene.reader.is_some_and(|reader| Some(reader.entry) == fresh.entry);
        if open && !self.here.iter().any(|placed| placed.id == id) {
            let (state, span) = (Certainty::Exact, Some(fresh.span));
            self.here.push(PlacedBookmark { id, state, span, outdated: false, own: true });
            self.here.sort_by_key(|placed| placed.span);
        }
        vec![Outcome::say("Bookmarked.")]
    }

    fn placed(
        &mut self,
        entry: EntryId,
        document: &Arc<Document>,
        places: Vec<PlacedBookmark>,
        scene: &Scene<'_>,
    ) -> Vec<Outcome> {
        let reader = scene.reader.filter(|reader| reader.entry == entry);
        if !reader.is_some_and(|reader| Arc::ptr_eq(&reader.document, document)) {
            return Vec::new();
        }
        self.here = places;
        self.here.sort_by_key(|placed| placed.span);
        let landed = self.land();
        let recorded = self.record(entry, document, scene);
        self.refresh_if_shown(scene);
        landed.into_iter().chain(recorded).collect()
    }

    /// Lands on the bookmark that the document was opened for.
    fn land(&mut self) -> Option<Outcome> {
        let id = self.towards.take()?;
        let placed = self.here.iter().find(|placed| placed.id == id)?;
        Some(match (placed.state, placed.span) {
            (Certainty::Exact | Certainty::Moved, Some(span)) => Outcome::Reveal(span),
            _ => Outcome::say("The passage has changed or gone; gR shows where it may be."),
        })
    }

    /// Has the places kept that were found without doubt, and the doubts about the others. Each
    /// bookmark once for every opening: what is written here comes back as a report.
    fn record(
        &mut self,
        entry: EntryId,
        document: &Arc<Document>,
        scene: &Scene<'_>,
    ) -> Vec<Outcome> {
        let Some(path) = scene.catalogue.path_of(entry) else {
            return Vec::new();
        };
        if scene.read_only.is_some() {
            return Vec::new();
        }
        let (places, doubts) = self.sorted_by_doubt();
        let unsure = |(_, now): &&(Id, Certainty)| *now > Certainty::Moved;
        let waiting = doubts.iter().filter(unsure).count();
        let told = (waiting > 0).then(|| tell_reviews(waiting, scene));
        let document = Arc::clone(document);
        let anchor =
            (!places.is_empty()).then_some(BookmarkRequest::Anchor { path, document, places });
        let note = (!doubts.is_empty()).then_some(BookmarkRequest::Note(doubts));
        let requests = anchor.into_iter().chain(note);
        let requests = requests.map(|request| Outcome::Effect(Effect::Bookmarks(request)));
        told.into_iter().chain(requests).collect()
    }

    /// The bookmarks that stand elsewhere than they did, and those whose place is as uncertain as it was
    /// not before.
    #[expect(clippy::type_complexity, reason = "two lists of pairs, taken apart at once")]
    fn sorted_by_doubt(&mut self) -> (Vec<(Id, crate::text::Span)>, Vec<(Id, Certainty)>) {
        let (mut places, mut doubts) = (Vec::new(), Vec::new());
        for placed in self.here.iter().filter(|placed| placed.own) {
            let known = self.kept.get(&placed.id).map(|mark| certainty(mark));
            let moved = placed.state == Certainty::Moved || placed.outdated;
            match (placed.state, placed.span) {
                (Certainty::Exact | Certainty::Moved, Some(span)) if moved => {
                    places.push((placed.id.clone(), span));
                }
                (now, _) if known.is_some_and(|known| known != now) => {
                    doubts.push((placed.id.clone(), now));
                }
                _ => {}
            }
        }
        places.retain(|(id, _)| self.handled.insert(id.clone()));
        doubts.retain(|(id, _)| self.handled.insert(id.clone()));
        (places, doubts)
    }
}

fn tell_reviews(count: usize, scene: &Scene<'_>) -> Outcome {
    let (noun, verb) = if count == 1 { ("bookmark", "is") } else { ("bookmarks", "are") };
    let keys = scene.keymap.keys_of(scene.context, Command::Review).unwrap_or_default();
    let words = format!("{count} {noun} {verb} to be reviewed: the passage has changed. {keys}");
    Outcome::say(&CleanText::line(&words))
}
