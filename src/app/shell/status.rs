//! What the screen says in words about the state: hints, status, empty panes. Only reads.

use super::state::State;
use crate::app::base::command::Command;
use crate::app::base::keymap::{Binding, Resolution};
use crate::app::base::pane_id::PaneId;
use crate::app::base::prompt::{Asks, Prompt, Question};
use crate::app::panes::list::TextsStatus;
use crate::app::panes::merging::Merging;
use crate::app::panes::page::selecting;
use crate::text::CleanText;

impl State {
    /// Bindings that can follow the keys typed so far.
    pub fn reached(&self) -> Option<Vec<Binding>> {
        if self.typed.keys.is_empty() {
            return None;
        }
        match self.keymap.resolve(self.context(), &self.typed.keys) {
            Resolution::Prefix(reached) => Some(reached),
            _ => None,
        }
    }

    /// The keys that are of use here, with a word each, the most useful first.
    pub fn hints(&self) -> Vec<(String, &'static str)> {
        if let Some(chooser) = self.chooser() {
            let hints = chooser.hints().into_iter();
            return hints.map(|(keys, words)| (keys.to_owned(), words)).collect();
        }
        let mut wanted = self.pane(self.focus).hints(self.over.is_some()).to_vec();
        if self.over.is_none() {
            let known = |command| wanted.iter().any(|(wanted, _)| *wanted == command);
            let more = self.hints_of_everywhere().into_iter();
            let more: Vec<_> = more.filter(|(command, _)| !known(*command)).collect();
            wanted.extend(more);
        }
        let keys = |command| self.keymap.keys_of(self.context(), command);
        wanted.iter().filter_map(|(command, words)| Some((keys(*command)?, *words))).collect()
    }

    /// What can be done from everywhere with what is at hand: shown where there is room for it.
    fn hints_of_everywhere(&self) -> Vec<(Command, &'static str)> {
        use Command::{
            Bookmark, FocusBookmarks, FocusFacts, JumpBack, Leave, LibraryFacts, LibraryRanges,
            NewDocuments, NextUnread, Outline, Palette, Search,
        };
        let reads = self.reader.is_some();
        let (many, pane) = (self.catalogue.len() > 1, self.focus);
        let unread = many && self.catalogue.unread() > 0;
        let offered = [
            (Bookmark, "bookmark", reads && pane == PaneId::Page),
            (FocusBookmarks, "bookmarks", pane != PaneId::Bookmarks),
            (
                NewDocuments,
                "what is new",
                self.whole.new_documents.count() > 0 && pane == PaneId::List,
            ),
            (LibraryRanges, "all ranges", many && pane != PaneId::Ranges),
            (LibraryFacts, "all weapons", many && pane != PaneId::Entities),
            (Search, "search", many && pane != PaneId::Search),
            (FocusFacts, "facts", reads && pane == PaneId::Page),
            (Outline, "outline", reads && matches!(pane, PaneId::Page | PaneId::Side)),
            (NextUnread, "next unread", unread && matches!(pane, PaneId::Page | PaneId::List)),
            (JumpBack, "where you were", self.journey.has_been()),
            (Palette, "commands", true),
            (Leave, if pane == PaneId::List { "leave" } else { "back" }, true),
        ];
        let offered = offered.into_iter().filter(|(.., at_hand)| *at_hand);
        offered.map(|(command, words, _)| (command, words)).collect()
    }

    /// What the keys are in the middle of, if something was begun that another key ends.
    pub fn pending(&self) -> Option<String> {
        self.merging().map(Merging::said)
    }

    fn merging(&self) -> Option<&Merging> {
        self.panes.facts.merging.as_ref().or(self.whole.entities.merging.as_ref())
    }

    /// The same in fewer words while a message about something else stands in its place.
    fn pending_below_a_message(&self) -> Option<String> {
        let (merging, notice) = (self.merging()?, self.notices.last()?);
        (*notice.words != *merging.said()).then(|| merging.said_briefly())
    }

    /// What stands before the field of a prompt at the foot.
    pub fn label(&self, prompt: &Prompt) -> &'static str {
        match &prompt.asks {
            Asks::Question(Question::Note(target)) => self.bookmarks.label_of(target),
            _ => prompt.label,
        }
    }

    /// What stands at the right of the foot: keys typed so far, or matches, or progress.
    pub fn status(&self) -> String {
        if !self.typed.is_empty() {
            return self.typed.shown();
        }
        if let Some(pending) = self.pending_below_a_message() {
            return pending;
        }
        let selected = self.reader.as_ref().and_then(selecting::said);
        if let Some(selected) = selected.filter(|_| self.focus == PaneId::Page) {
            return selected;
        }
        let matches = self.match_count();
        if !matches.is_empty() {
            return matches;
        }
        let (waiting, all) = (self.catalogue.waiting(), self.catalogue.len());
        match self.scan.ended {
            _ if waiting > 0 => format!("{} of {all} looked into", all.saturating_sub(waiting)),
            None => "looking for documents …".to_owned(),
            // These panes tell it themselves, beside their counts.
            Some(_) if self.focus.is_whole() => String::new(),
            Some(_) => match self.scan.indexing {
                Some(progress) => progress.said(),
                None => self.whole.new_documents.badge(),
            },
        }
    }

    /// "4/14" for a search in the page or in the list; empty without one.
    pub fn match_count(&self) -> String {
        if let Some(Prompt { asks: Asks::Question(question), field, .. }) = self.prompt() {
            return self.bookmarks.offered(question, field.words());
        }
        let finds = self.prompt().is_none_or(|prompt| prompt.asks == Asks::Find);
        let count = match (&self.reader, self.focus) {
            (_, pane) if pane.is_whole() || pane == PaneId::Bookmarks => None,
            (_, PaneId::List) => Some(self.list.sought()).filter(|(_, n)| *n > 0),
            // Beside the page nothing is counted: what was found there is not in sight of the keys.
            (Some(_), PaneId::Side) => None,
            (Some(reader), _) => {
                let find = reader.find.as_ref().filter(|find| !find.query.is_empty());
                match find.map(|find| find.count()) {
                    Some(None) => return "searching …".to_owned(),
                    Some(count) => count,
                    None => None,
                }
            }
            (None, _) => None,
        };
        let tour = self.search.tour.as_ref().filter(|_| {
            let find = self.reader.as_ref().and_then(|reader| reader.find.as_ref());
            self.focus != PaneId::List && find.is_some_and(|find| find.leads_on())
        });
        let document = tour.map(|tour| format!(", document {}", tour.place())).unwrap_or_default();
        let count = count.filter(|_| finds);
        count.map(|(at, of)| format!("{at}/{of}{document}")).unwrap_or_default()
    }

    /// What the page says while no document is open.
    pub fn page_without_document(&self) -> String {
        let selected = self.list.selected().and_then(|id| self.catalogue.get(id));
        match selected {
            Some(entry) => {
                let reading = self.journey.towards.map(|_| format!("Reading {} …", entry.title));
                entry.failure().map(ToString::to_string).or(reading).unwrap_or_default()
            }
            None if self.focus == PaneId::List => self.list_without_rows(),
            None => String::new(),
        }
    }

    /// What is said while the list has no rows.
    pub fn list_without_rows(&self) -> String {
        if !self.catalogue.is_empty() {
            return match self.list.texts() {
                TextsStatus::Waiting => "Looking into the texts …".to_owned(),
                TextsStatus::Unknown(why) => format!("{why}\nEsc shows all documents again."),
                TextsStatus::Known => {
                    "No document has all of this.\nEsc shows all documents again.".to_owned()
                }
            };
        }
        let Some(scanned) = &self.scan.ended else {
            return "Looking for documents …".to_owned();
        };
        let mut lines = vec!["No documents here. Looked in:".to_owned()];
        let root = |root: &std::path::PathBuf| format!("  {}", CleanText::path(root));
        lines.extend(scanned.roots.iter().map(root));
        if !scanned.skipped.is_empty() {
            lines.push("Passed over:".to_owned());
            lines.extend(scanned.skipped.iter().take(20).map(|why| format!("  {why}")));
        }
        lines.push("Try: briefbook FOLDER".to_owned());
        lines.push("with documents in it.".to_owned());
        lines.join("\n")
    }
}
