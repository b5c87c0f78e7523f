//! A box with a field and rows to choose from: help, palette, documents by name, sort order,
//! links (those in `link_boxes`). Holds what is offered; what choosing leads to is decided in `update`.

use super::about;
use super::choice::{Choice, ChoiceTarget};
use crate::app::base::command::Command;
use crate::app::base::field::Field;
use crate::app::base::key_sequence::Request;
use crate::app::base::keymap::Keymap;
use crate::app::base::pane_id::Context;
use crate::app::base::rows::Rows;
use crate::app::base::task::Task;
use crate::bookmarks::Id;
use crate::config::{ListColumn, ListSort, Theme, Units};
use crate::document::Document;
use crate::library::{Catalogue, EntryId, NameFinder, about_column, column_order};
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
    /// The columns of the list.
    Columns,
    /// The colours of the screen.
    Theme,
    /// The unit of ranges.
    Units,
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
    /// False while keys are keys and not letters of the field: in the help, until a key for finding
    /// is pressed.
    pub typing: bool,
    all: Vec<Choice>,
    finder: NameFinder,
    relinks: Option<Id>,
}

impl Chooser {
    /// What the keys do in a context: those of the pane itself first, then by task.
    pub fn help(keymap: &Keymap, context: Context) -> Self {
        let row = |(command, keys): (Command, Vec<String>)| Choice {
            before: CleanText::line(&keys.join(" ")),
            words: command.says().into(),
            matched: Vec::new(),
            about: command.name().into(),
            answer: ChoiceTarget::Run(command),
        };
        let mut sections = vec![(context.title(), Vec::new())];
        sections.extend(Task::ALL.map(|task| (task.title(), Vec::new())));
        for (command, keys) in keymap.by_command(context) {
            let own = context != Context::All && keymap.is_own(context, command);
            let task = Task::ALL.iter().position(|task| *task == command.task());
            let section = if own { 0 } else { task.map_or(0, |at| at + 1) };
            if let Some((_, rows)) = sections.get_mut(section) {
                rows.push(row((command, keys)));
            }
        }
        sections.retain(|(_, rows)| !rows.is_empty());
        let rows = sections.into_iter().flat_map(|(title, rows)| {
            let heading = Choice {
                before: CleanText::default(),
                words: title.into(),
                matched: Vec::new(),
                about: CleanText::default(),
                answer: ChoiceTarget::Heading,
            };
            [heading].into_iter().chain(rows)
        });
        Self { typing: false, ..Self::new(Purpose::Help(context), rows.collect()) }
    }

    /// Every command by name.
    pub fn palette(keymap: &Keymap, context: Context) -> Self {
        let rows = Command::ALL.iter().map(|&command| Choice {
            before: CleanText::line(&keymap.keys_of(context, command).unwrap_or_default()),
            words: command.name().into(),
            matched: Vec::new(),
            about: command.says().into(),
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
        Self::of_words(Purpose::Order, ListSort::ALL, current, |order| {
            (order.word(), says(order), ChoiceTarget::Order(order))
        })
    }

    /// The columns of the list, those that are chosen marked; of these the ones after the first `shown`
    /// have no room, which the key of that name makes. `selected` is the column that was chosen or left
    /// out last.
    pub fn columns(
        chosen: &[ListColumn],
        (shown, widens): (usize, &str),
        selected: ListColumn,
    ) -> Self {
        let row = |column: &ListColumn| {
            let place = chosen.iter().position(|one| one == column);
            let hidden = place.is_some_and(|place| place >= shown);
            let without_room = match (hidden, widens) {
                (false, _) => String::new(),
                (true, "") => " · no room".to_owned(),
                (true, key) => format!(" · no room, {key} widens"),
            };
            Choice {
                before: if place.is_some() { "•".into() } else { " ".into() },
                words: column.word().into(),
                matched: Vec::new(),
                about: CleanText::line(&format!("{}{without_room}", about_column(*column))),
                answer: ChoiceTarget::Column(*column),
            }
        };
        let all = ListColumn::ALL;
        let mut chooser = Self::new(Purpose::Columns, all.iter().map(row).collect());
        chooser.rows.select(all.iter().position(|column| *column == selected).unwrap_or(0));
        chooser
    }

    /// The colours there are.
    pub fn themes(current: Theme) -> Self {
        Self::of_words(Purpose::Theme, Theme::ALL, current, |theme| match theme {
            Theme::Auto => ("auto", "as the terminal's ground is", ChoiceTarget::Theme(theme)),
            Theme::Dark => ("dark", "light letters on dark", ChoiceTarget::Theme(theme)),
            Theme::Light => ("light", "dark letters on light", ChoiceTarget::Theme(theme)),
            Theme::Sixteen => ("16", "the terminal's own colours", ChoiceTarget::Theme(theme)),
            Theme::None => ("none", "bold and underlined only", ChoiceTarget::Theme(theme)),
        })
    }

    /// The units in which ranges can be told.
    pub fn units(current: Units) -> Self {
        Self::of_words(Purpose::Units, Units::ALL, current, |units| match units {
            Units::Km => ("km", "kilometres", ChoiceTarget::Units(units)),
            Units::Miles => ("miles", "statute miles", ChoiceTarget::Units(units)),
            Units::Nautical => ("nautical", "nautical miles", ChoiceTarget::Units(units)),
        })
    }

    /// The values of a setting, the one in force selected.
    fn of_words<T: Copy + PartialEq>(
        purpose: Purpose,
        all: &[T],
        current: T,
        told: impl Fn(T) -> (&'static str, &'static str, ChoiceTarget),
    ) -> Self {
        let row = |value: &T| {
            let (word, says, answer) = told(*value);
            Choice {
                before: if *value == current { "•".into() } else { " ".into() },
                words: word.into(),
                matched: Vec::new(),
                about: says.into(),
                answer,
            }
        };
        let mut chooser = Self::new(purpose, all.iter().map(row).collect());
        chooser.rows.select(all.iter().position(|value| *value == current).unwrap_or(0));
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
            Purpose::Help(_) => "Help",
            Purpose::Palette(_) => "Commands",
            Purpose::Documents => "Open a document",
            Purpose::Relink => "The bookmark belongs to this document now",
            Purpose::Order => "Order of the list",
            Purpose::Columns => "Columns of the list",
            Purpose::Theme => "Colours of the screen",
            Purpose::Units => "Unit of ranges",
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
        self.rows.select_among(0, |row| is_choice(&self.choices, row));
    }

    /// Moves the selection, past headings.
    pub fn step(&mut self, by: isize) {
        self.rows.step_among(by, |row| is_choice(&self.choices, row));
    }

    /// Moves the selection as a command asks, with `page` rows on the screen; false if it asks for
    /// no movement.
    pub fn go(&mut self, request: Request, page: usize) -> bool {
        let moved = self.rows.run(request, page);
        self.rows.select_among(self.rows.selected(), |row| is_choice(&self.choices, row));
        moved
    }

    /// Selects the row that tells what a key does; false if none does.
    pub fn select_key(&mut self, key: &str) -> bool {
        let has = |exact: bool| {
            move |choice: &Choice| {
                let mut keys = choice.before.split(' ');
                keys.any(|keys| if exact { keys == key } else { keys.starts_with(key) })
            }
        };
        let row = self.choices.iter().position(has(true));
        let row = row.or_else(|| self.choices.iter().position(has(false)));
        row.map(|row| self.rows.select(row)).is_some()
    }

    /// Every row there is before something is typed, as far as it is known; else those shown.
    pub fn widest_of(&self) -> &[Choice] {
        if self.all.is_empty() { &self.choices } else { &self.all }
    }

    /// The keys that are of use in the box, with a word each.
    pub fn hints(&self) -> Vec<(&'static str, &'static str)> {
        let does = match self.purpose {
            Purpose::Help(_) | Purpose::Palette(_) => "do it",
            Purpose::Documents | Purpose::Paths => "open it",
            Purpose::Relink => "it is this one",
            Purpose::Order => "order by it",
            Purpose::Columns => "show or hide it",
            Purpose::Theme | Purpose::Units => "take it",
            Purpose::Links | Purpose::LinksHere | Purpose::About => "go there",
            Purpose::Address | Purpose::Outside | Purpose::Pipes => "do it",
            Purpose::Output => "close",
        };
        match self.typing {
            true => vec![("Enter", does), ("↑ ↓", "choose"), ("Esc", "close")],
            false => vec![
                ("j k", "move"),
                ("Enter", does),
                ("/", "find a key"),
                ("any key", "shows what it does"),
                ("q", "close"),
            ],
        }
    }

    /// The rows that have every word that is typed, best first.
    fn fitting(&self) -> Vec<Choice> {
        let typed = folded(self.field.words().trim());
        let words: Vec<&str> = typed.split_whitespace().collect();
        let fits = |choice: &&Choice| {
            let row = folded(&format!("{} {} {}", choice.before, choice.words, choice.about));
            words.iter().all(|word| row.contains(word))
                && (words.is_empty() || choice.answer != ChoiceTarget::Heading)
        };
        let mut choices: Vec<Choice> = self.all.iter().filter(fits).cloned().collect();
        let ordered = matches!(self.purpose, Purpose::Address | Purpose::Outside | Purpose::Output);
        if !ordered && !words.is_empty() {
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
        let mut rows = Rows::new(all.len());
        rows.select_among(0, |row| is_choice(&all, row));
        Self {
            purpose,
            field: Field::default(),
            rows,
            typing: true,
            choices: all.clone(),
            all,
            finder: NameFinder::default(),
            relinks: None,
        }
    }
}

/// True for a row that is no heading.
fn is_choice(choices: &[Choice], row: usize) -> bool {
    choices.get(row).is_some_and(|choice| choice.answer != ChoiceTarget::Heading)
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
        order => order.column().map_or("", column_order),
    }
}
