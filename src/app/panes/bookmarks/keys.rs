//! What keys and mouse do in the pane of bookmarks, and the commands about bookmarks that hold in the
//! page too.

use super::{Bookmarks, Review};
use crate::app::base::command::Command;
use crate::app::base::key_sequence::Request;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::base::prompt::Prompt;
use crate::app::panes::pane::{Click, Outcome, Pane, Scene};
use crate::app::panes::passage_ref::PassageRef;
use crate::protocol::{BookmarkRequest, Effect};

/// Lines of the screen that are no rows of the pane; a bookmark takes two.
const OTHER_LINES: usize = 3;

impl Bookmarks {
    /// Shows the bookmarks to be reviewed, or all.
    fn show(&mut self, reviews: bool) -> Vec<Outcome> {
        self.list.only_here = false;
        self.list.review = reviews.then(Review::default);
        self.refresh();
        let mut outcomes = vec![Outcome::Effect(Effect::Bookmarks(BookmarkRequest::Refresh))];
        outcomes.extend(self.look());
        outcomes
    }

    /// Shows the bookmarks to be reviewed, or all again.
    fn toggle_review(&mut self, scene: &Scene<'_>) -> Vec<Outcome> {
        if scene.focus == PaneId::Bookmarks {
            return self.show(self.list.review.is_none());
        }
        self.opens_review = true;
        vec![Outcome::Open(PaneId::Bookmarks)]
    }

    /// Goes to the passage of the selected bookmark.
    fn open(&self) -> Vec<Outcome> {
        let current = self.list.current().cloned().map(Outcome::Visit);
        vec![current.unwrap_or_else(|| Outcome::say("No bookmark is selected."))]
    }

    /// Chooses the selected bookmark, or lets it go, and moves on.
    fn choose(&mut self) -> Vec<Outcome> {
        let Some(id) = self.list.current().map(|mark| mark.id.clone()) else {
            return vec![Outcome::say("There is no bookmark here.")];
        };
        if !self.list.chosen.remove(&id) {
            self.list.chosen.insert(id);
        }
        self.list.step(1);
        Vec::new()
    }

    /// Removes the chosen bookmarks, or the selected one.
    fn remove_chosen(&mut self, scene: &Scene<'_>) -> Vec<Outcome> {
        let chosen = self.list.chosen.iter().filter_map(|id| self.kept.get(id));
        let mut marks: Vec<_> = chosen.cloned().collect();
        if marks.is_empty() {
            marks.extend(self.list.current().cloned());
        }
        self.list.chosen.clear();
        Self::remove_all(marks, scene)
    }

    /// Commands that mean the same in every pane.
    fn run_anywhere(&mut self, request: Request, scene: &Scene<'_>) -> Option<Vec<Outcome>> {
        let times = request.times();
        Some(match request.command {
            Command::Bookmark => self.add(Vec::new(), scene),
            Command::BookmarkWithLabel => self.ask_labels_first(scene),
            Command::RemoveBookmark => self.remove(scene),
            Command::NextBookmark => self.step_in_page(times, scene),
            Command::PreviousBookmark => self.step_in_page(-times, scene),
            Command::EditNote => self.edit(true, scene),
            Command::EditLabels => self.edit(false, scene),
            Command::Relink => self.ask_file(scene),
            Command::Review => self.toggle_review(scene),
            Command::AcceptPlace => self.accept(scene),
            Command::KeepPlace => self.keep(scene),
            Command::NextPlace => self.next_place(),
            Command::Export => {
                let marks = self.list.marks().cloned().collect();
                self.ask_export(marks, scene)
            }
            Command::AllBookmarks => {
                self.list.only_here = !self.list.only_here;
                self.refresh();
                Vec::new()
            }
            Command::Regroup => {
                self.list.grouping = self.list.grouping.next();
                self.refresh();
                Vec::new()
            }
            Command::Choose => self.choose(),
            _ => return None,
        })
    }
}

impl Pane for Bookmarks {
    fn context(&self) -> Context {
        Context::Bookmarks
    }

    fn hints(&self, _: bool) -> &'static [(Command, &'static str)] {
        use Command::{
            AcceptPlace, Back, EditNote, Export, Find, Help, KeepPlace, NextPlace, Open, Relink,
        };
        if self.list.current().is_none() && self.list.filter.is_empty() {
            return &[(Back, "close"), (Help, "help")];
        }
        match self.list.review {
            Some(_) => &[
                (AcceptPlace, "accept"),
                (NextPlace, "another"),
                (KeepPlace, "leave it"),
                (Relink, "file"),
                (Help, "help"),
            ],
            None => &[
                (Open, "go there"),
                (EditNote, "note"),
                (Find, "filter"),
                (Export, "export"),
                (Help, "help"),
            ],
        }
    }

    fn run(&mut self, request: Request, scene: &Scene<'_>) -> Option<Vec<Outcome>> {
        let in_pane = scene.focus == PaneId::Bookmarks;
        match request.command {
            Command::Open if in_pane => return Some(self.open()),
            Command::RemoveBookmark if in_pane => return Some(self.remove_chosen(scene)),
            _ => {}
        }
        if in_pane && self.list.run(request, scene.page_of_rows(OTHER_LINES) / 2) {
            return Some(self.look());
        }
        self.run_anywhere(request, scene)
    }

    /// Out of what is chosen, the filter, the review.
    fn back(&mut self, _: &Scene<'_>) -> Option<Vec<Outcome>> {
        let list = &mut self.list;
        if !list.chosen.is_empty() {
            list.chosen.clear();
            return Some(Vec::new());
        }
        let left = !std::mem::take(&mut list.filter).is_empty() || list.review.take().is_some();
        left.then(|| {
            self.refresh();
            Vec::new()
        })
    }

    fn wheel(&mut self, lines: isize, _: &Scene<'_>) -> Vec<Outcome> {
        self.list.step(lines.signum());
        self.look()
    }

    /// Selects what a line shows, and opens it if it was selected before.
    fn click(&mut self, click: Click, _: &Scene<'_>) -> Vec<Outcome> {
        let Some(line) = click.line() else { return Vec::new() };
        let lines = usize::from(self.list.list_height(click.area.width, click.area.height));
        let row = self.list.row_at(line, lines);
        let is_mark =
            |row: &usize| self.list.shown().get(*row).is_some_and(|shown| shown.mark().is_some());
        match row.filter(is_mark) {
            Some(row) if row == self.list.selected() => self.open(),
            Some(row) => {
                self.list.select(row);
                self.look()
            }
            None => Vec::new(),
        }
    }

    fn ask(&mut self, _: Command) -> Option<Prompt> {
        let (filter, row) = (&self.list.filter, self.list.selected());
        Some(Prompt::filter(PaneId::Bookmarks, " bookmarks with: ", filter, row))
    }

    fn filter(&mut self, words: &str, _: &Scene<'_>) -> Vec<Outcome> {
        words.clone_into(&mut self.list.filter);
        self.refresh();
        self.look()
    }

    fn passage(&self, _: &Scene<'_>) -> Option<PassageRef> {
        self.list.current().cloned().map(PassageRef::Kept)
    }

    /// All of them, whatever was shown the last time.
    fn shown(&mut self, _: &Scene<'_>) -> Vec<Outcome> {
        let reviews = std::mem::take(&mut self.opens_review);
        self.show(reviews)
    }
}
