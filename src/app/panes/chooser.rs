//! A box with a field and rows to choose from: help, palette, documents by name, sort order,
//! links (those in `link_boxes`). Holds what is offered; what choosing leads to is decided in `update`.

use super::about;
use super::choice::{Choice, ChoiceTarget};
use crate::app::base::command::Command;
use crate::app::base::field::Field;
use crate::app::base::keymap::{Context, Keymap};
use crate::app::base::rows::Rows;
use crate::bookmarks::Id;
use crate::config::ListSort;
use crate::document::Document;
use crate::library::{Catalogue, EntryId, NameFinder};
use crate::text::{CleanText, folded};

/// Rows offered at most.
pub(super) const MOST: usize = 200;

/// What the box is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// What the keys do in a context.
    Help(Context),
    /// Every command by name.
    Palette(Context),
    /// Documents by name.
    Documents,
    /// The order of the list.
    Order,
    /// The links of the open document.
    Links,
    /// An address, shown whole before anything is done with it.
    Address,
    /// Whether a file outside of the library is to be opened.
    Outside,
    /// What links to the open document.
    LinksHere,
    /// The commands that a text can be given to.
    Pipes,
    /// What a command said.
    Output,
    /// What is known of the open document besides its text.
    About,
    /// The paths of a document.
    Paths,
    /// The file that a bookmark belongs to.
    Relink,
}

/// The box.
#[derive(Clone, Debug)]
pub struct Chooser {
    /// What it is for.
    pub purpose: Purpose,
    /// What is typed.
    pub field: Field,
    /// The rows that match what is typed, best first.
    pub choices: Vec<Choice>,
    /// The rows, one of them selected.
    pub rows: Rows,
    all: Vec<Choice>,
    finder: NameFinder,
    relinks: Option<Id>,
}

impl Chooser {
    /// What the keys do in a context.
    pub fn help(keymap: &Keymap, context: Context) -> Self {
        let rows = keymap.by_command(context).into_iter().map(|(command, keys)| Choice {
            before: CleanText::line(&keys.join(" ")),
            words: command.says().into(),
            matched: Vec::new(),
            about: command.name().into(),
            answer: ChoiceTarget::Run(command),
        });
        Self::new(Purpose::Help(context), rows.collect())
    }

    /// Every command by name.
    pub fn palette(keymap: &Keymap, context: Context) -> Self {
        let rows = Command::ALL.iter().map(|&command| Choice {
            before: CleanText::default(),
            words: command.name().into(),
            matched: Vec::new(),
            about: CleanText::line(&match keymap.keys_of(context, command) {
                Some(keys) => format!("{} ({keys})", command.says()),
                None => command.says().to_owned(),
            }),
            answer: ChoiceTarget::Run(command),
        });
        Self::new(Purpose::Palette(context), rows.collect())
    }

    /// Documents by name; the rows come from the catalogue with every change of the field.
    pub fn documents(catalogue: &Catalogue) -> Self {
        let mut chooser = Self::new(Purpose::Documents, Vec::new());
        chooser.finder = NameFinder::new(catalogue);
        chooser.refresh(catalogue);
        chooser
    }

    /// Documents by name, for the one that a bookmark belongs to now.
    pub fn relink(catalogue: &Catalogue, id: Id) -> Self {
        let documents = Self::documents(catalogue);
        Self { purpose: Purpose::Relink, relinks: Some(id), ..documents }
    }

    /// The bookmark whose file is chosen.
    pub fn relinks(&self) -> Option<&Id> {
        self.relinks.as_ref()
    }

    /// The orders of the list.
    pub fn order(current: ListSort) -> Self {
        let rows = ListSort::ALL.iter().map(|&order| Choice {
            before: if order == current { "•".into() } else { " ".into() },
            words: order.word().into(),
            matched: Vec::new(),
            about: says(order).into(),
            answer: ChoiceTarget::Order(order),
        });
        let mut chooser = Self::new(Purpose::Order, rows.collect());
        let at = ListSort::ALL.iter().position(|order| *order == current);
        chooser.rows.select(at.unwrap_or(0));
        chooser
    }

    /// What is known of a document besides its text.
    pub fn about(document: &Document, path: &CleanText) -> Self {
        Self::new(Purpose::About, about::rows(document, path))
    }

    /// The paths of a document, that of `id` first.
    pub fn paths(catalogue: &Catalogue, id: EntryId) -> Self {
        let ids = catalogue.paths_of(id).into_iter().take(MOST);
        let rows = ids.filter_map(|id| {
            let path = catalogue.path_of(id)?;
            Some(Choice {
                before: CleanText::default(),
                words: CleanText::path(&path),
                matched: Vec::new(),
                about: CleanText::default(),
                answer: ChoiceTarget::Open(id),
            })
        });
        Self::new(Purpose::Paths, rows.collect())
    }

    /// What stands above the field.
    pub fn title(&self) -> &'static str {
        match self.purpose {
            Purpose::Help(context) => context.title(),
            Purpose::Palette(_) => "Commands",
            Purpose::Documents => "Open a document",
            Purpose::Relink => "The bookmark belongs to this document now",
            Purpose::Order => "Order of the list",
            Purpose::Paths => "Paths of this document: Enter opens one",
            Purpose::About => "About this document",
            Purpose::Links => "Links and notes: Enter follows",
            Purpose::Address => "This link leads to",
            Purpose::Outside => "This link leads out of the library",
            Purpose::LinksHere => "What links here: Enter goes to the passage",
            Purpose::Pipes => "Give the text to a command: Enter runs it",
            Purpose::Output => "What the command says",
        }
    }

    /// What is said when there is nothing to choose from.
    pub fn without_choices(&self) -> &'static str {
        match (self.purpose, self.field.is_empty()) {
            (Purpose::LinksHere, true) => "Nothing in the library links to this document.",
            (Purpose::Links, true) => "This document has no links and no notes.",
            (Purpose::Documents | Purpose::Relink, true) => "There are no documents here.",
            _ => "Nothing matches what is typed.",
        }
    }

    /// Matches the rows anew after the field changed.
    pub fn refresh(&mut self, catalogue: &Catalogue) {
        self.choices = match self.purpose {
            Purpose::Documents | Purpose::Relink => {
                documents(catalogue, &mut self.finder, self.field.words())
            }
            _ => self.fitting(),
        };
        self.rows = Rows::new(self.choices.len());
    }

    /// The rows that have every word that is typed, best first.
    fn fitting(&self) -> Vec<Choice> {
        let typed = folded(self.field.words().trim());
        let words: Vec<&str> = typed.split_whitespace().collect();
        let fits = |choice: &&Choice| {
            let row = folded(&format!("{} {} {}", choice.before, choice.words, choice.about));
            words.iter().all(|word| row.contains(word))
        };
        let mut choices: Vec<Choice> = self.all.iter().filter(fits).cloned().collect();
        let ordered = matches!(self.purpose, Purpose::Address | Purpose::Outside | Purpose::Output);
        if !ordered {
            choices.sort_by_key(|choice| match folded(&choice.before) == typed {
                true => 0,
                false => 1 + distance(&folded(&choice.words), &typed),
            });
        }
        choices
    }

    /// What the selected row leads to.
    pub fn answer(&self) -> Option<&ChoiceTarget> {
        self.choices.get(self.rows.selected()).map(|choice| &choice.answer)
    }

    /// A box with these rows.
    pub(super) fn new(purpose: Purpose, all: Vec<Choice>) -> Self {
        Self {
            purpose,
            field: Field::default(),
            rows: Rows::new(all.len()),
            choices: all.clone(),
            all,
            finder: NameFinder::default(),
            relinks: None,
        }
    }
}

/// How far the words of a row are from what was typed: a name typed in full comes first.
fn distance(words: &str, typed: &str) -> u8 {
    match words {
        _ if words == typed => 0,
        _ if words.starts_with(typed) => 1,
        _ if words.contains(typed) => 2,
        _ => 3,
    }
}

fn documents(catalogue: &Catalogue, finder: &mut NameFinder, typed: &str) -> Vec<Choice> {
    let rows = finder.find(typed, MOST).into_iter().filter_map(|found| {
        let entry = catalogue.get(found.id)?;
        Some(Choice {
            before: CleanText::default(),
            words: found.label,
            matched: found.matched,
            about: entry.folder,
            answer: ChoiceTarget::Open(found.id),
        })
    });
    rows.collect()
}

fn says(order: ListSort) -> &'static str {
    match order {
        ListSort::Date => "newest first, undated last",
        ListSort::Title => "by title",
        ListSort::Source => "by source, then title",
        ListSort::Length => "longest first",
        ListSort::Unread => "unread first, newest first",
    }
}
