//! What the screen says in words about the state: hints, status, empty panes. Only reads.

use super::bookmarks::editing;
use super::command::Command;
use super::geometry::Pane;
use super::keymap::{Binding, Resolution};
use super::prompt::Purpose;
use super::selecting;
use super::state::State;
use crate::text::Shown;

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

    /// Up to five keys that are of use here, with a word each.
    pub fn hints(&self) -> Vec<(String, &'static str)> {
        use Command::{
            Back, Bookmark, Copy, Details, Filter, Find, FocusFacts, FocusList, Help, NextHit,
            Open, OtherEnd, Outline, ReadOn, Search, Sort, ToggleGroup,
        };
        let finding = self.reader.as_ref().is_some_and(|reader| reader.find.is_some());
        let wanted: &[(Command, &str)] = match self.focus {
            Pane::List => &[
                (Open, "open"),
                (Filter, "filter"),
                (Search, "search"),
                (Sort, "order"),
                (Help, "help"),
            ],
            Pane::Page if self.is_selecting() => &[
                (Bookmark, "mark"),
                (Copy, "copy"),
                (OtherEnd, "other end"),
                (Back, "leave"),
                (Help, "help"),
            ],
            Pane::Page if finding => &[
                (NextHit, "next match"),
                (Back, "done"),
                (Find, "find"),
                (ReadOn, "read on"),
                (Help, "help"),
            ],
            Pane::Page => &[
                (ReadOn, "read on"),
                (Find, "find"),
                (FocusFacts, "facts"),
                (Outline, "outline"),
                (Help, "help"),
            ],
            Pane::Bookmarks => self.hints_on_bookmarks(),
            Pane::Search => self.hints_on_search(),
            Pane::Things | Pane::Ranges => self.hints_across(),
            Pane::Side if self.panes.outline.is_none() => &[
                (Open, "go there"),
                (Details, "all sentences"),
                (ToggleGroup, "group"),
                (Find, "filter"),
                (Help, "help"),
            ],
            Pane::Side => &[
                (Open, "go there"),
                (Outline, "close"),
                (Find, "find"),
                (FocusList, "list"),
                (Help, "help"),
            ],
        };
        let keys = |command| self.keymap.keys_of(self.context(), command);
        wanted.iter().filter_map(|(command, words)| Some((keys(*command)?, *words))).collect()
    }

    fn hints_across(&self) -> &'static [(Command, &'static str)] {
        use Command::{Back, Find, Help, NextKind, Open, Reorder};
        match (self.focus, &self.across.things.detail) {
            (Pane::Things, Some(_)) => &[(Open, "go there"), (Back, "back"), (Help, "help")],
            (Pane::Things, None) => &[
                (Open, "its documents"),
                (Find, "filter"),
                (Reorder, "order"),
                (NextKind, "others"),
                (Help, "help"),
            ],
            _ => &[
                (Open, "go there"),
                (Find, "filter"),
                (Reorder, "order"),
                (Back, "close"),
                (Help, "help"),
            ],
        }
    }

    fn hints_on_search(&self) -> &'static [(Command, &'static str)] {
        use Command::{Back, Help, Open, SaveSearch, SearchField};
        match self.over {
            Some(_) => &[
                (Open, "go there"),
                (SearchField, "results"),
                (SaveSearch, "save"),
                (Back, "close"),
            ],
            None => &[
                (Open, "go there"),
                (SearchField, "change"),
                (SaveSearch, "save"),
                (Back, "close"),
                (Help, "help"),
            ],
        }
    }

    fn hints_on_bookmarks(&self) -> &'static [(Command, &'static str)] {
        use Command::{
            AcceptPlace, EditNote, Export, Find, Help, KeepPlace, NextPlace, Open, Relink,
        };
        match self.bookmarks.pane.review {
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

    /// What stands at the right of the foot: keys typed so far, or matches, or progress.
    pub fn status(&self) -> String {
        if !self.typed.is_empty() {
            return self.typed.shown();
        }
        let selected = self.reader.as_ref().and_then(selecting::said);
        if let Some(selected) = selected.filter(|_| self.focus == Pane::Page) {
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
            Some(_) => self.scan.indexing.map(|progress| progress.said()).unwrap_or_default(),
        }
    }

    /// "4/14" for a search in the page or in the list; empty without one.
    pub fn match_count(&self) -> String {
        if let Some(Purpose::Bookmarks(question)) = self.prompt().map(|prompt| &prompt.purpose) {
            let typed = self.prompt().map_or("", |prompt| prompt.field.words());
            return editing::offered(self, question, typed);
        }
        let finds = self.prompt().is_none_or(|prompt| prompt.purpose == Purpose::Find);
        let count = match (&self.reader, self.focus) {
            (_, Pane::Bookmarks | Pane::Search | Pane::Things | Pane::Ranges) => None,
            (_, Pane::List) => Some(self.list.sought(&self.catalogue)).filter(|(_, n)| *n > 0),
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
        let walk = self.across.search.walk.as_ref().filter(|_| {
            let find = self.reader.as_ref().and_then(|reader| reader.find.as_ref());
            self.focus != Pane::List && find.is_some_and(|find| find.leads_on())
        });
        let document = walk.map(|walk| format!(", document {}", walk.place())).unwrap_or_default();
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
            None if self.focus == Pane::List => self.list_without_rows(),
            None => String::new(),
        }
    }

    /// What is said while the list has no rows.
    pub fn list_without_rows(&self) -> String {
        if !self.catalogue.is_empty() {
            return "No document has all these words.\nEsc shows all documents again.".to_owned();
        }
        let Some(scanned) = &self.scan.ended else {
            return "Looking for documents …".to_owned();
        };
        let mut lines = vec!["No documents here. Looked in:".to_owned()];
        let root = |root: &std::path::PathBuf| format!("  {}", Shown::path(root));
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
