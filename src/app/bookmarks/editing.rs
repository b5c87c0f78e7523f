//! What the user types about bookmarks: notes, labels with completion, what the pane shows, and the
//! name of a file to export to.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{marking, pane};
use crate::app::field::Field;
use crate::app::prompt::{Prompt, Purpose};
use crate::app::state::{Over, State};
use crate::bookmarks::{Bookmark, Format, labels};
use crate::protocol::{
    BookmarkEdit, BookmarkExport, BookmarkRequest, BookmarkTarget, Effect, Notice,
};

/// What is asked about bookmarks.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// The note on a passage.
    Note(BookmarkTarget),
    /// The labels of a passage.
    Labels(BookmarkTarget),
    /// The labels of a passage that is to be marked.
    NewLabels,
    /// Words that the bookmarks in the pane must have.
    Filter,
    /// The file to export to.
    Export,
    /// The same, of a file that is there already.
    Replace(PathBuf),
}

impl Question {
    /// What stands before the field.
    pub fn words(&self, state: &State) -> String {
        match self {
            Self::Note(target) if state.bookmarks.is_pending(target) => " saving … note: ".into(),
            Self::Note(BookmarkTarget::Asked(_)) => " Bookmarked. Note (Enter skips): ".into(),
            Self::Note(BookmarkTarget::Kept(_)) => " note: ".into(),
            Self::Labels(_) | Self::NewLabels => " labels (Tab completes): ".into(),
            Self::Filter => " bookmarks with: ".into(),
            Self::Export => " export to (.md .org .csv .jsonl .jsonld): ".into(),
            Self::Replace(_) => " this file exists; Enter replaces it, Esc keeps it: ".into(),
        }
    }
}

/// Asks for a note.
pub fn ask_note(state: &mut State, target: BookmarkTarget) {
    let note = state.bookmarks.of(&target).map(|mark| mark.note.clone()).unwrap_or_default();
    let line = note.split_whitespace().collect::<Vec<_>>().join(" ");
    ask(state, Question::Note(target), &line);
}

/// Asks for labels and then marks the chosen passage.
pub fn ask_labels_first(state: &mut State) {
    if !marking::refuses(state) {
        ask(state, Question::NewLabels, "");
    }
}

/// Asks for a note or for labels of the bookmark that is meant here.
pub fn edit(state: &mut State, note: bool) {
    if marking::refuses(state) {
        return;
    }
    let Some(mark) = pane::meant(state) else {
        return state.tell(Notice::passing("There is no bookmark here."));
    };
    let (target, labels) = (BookmarkTarget::Kept(mark.id.clone()), mark.label());
    match note {
        true => ask_note(state, target),
        false => ask(state, Question::Labels(target), &labels),
    }
}

/// Asks what the bookmarks in the pane must have in them.
pub fn ask_filter(state: &mut State) {
    let filter = state.bookmarks.pane.filter.clone();
    ask(state, Question::Filter, &filter);
}

/// Asks where to export what the pane shows.
pub fn ask_export(state: &mut State) {
    if !marking::refuses(state) {
        ask(state, Question::Export, "bookmarks.md");
    }
}

/// Says that there is a file of that name, and asks.
pub fn ask_replace(state: &mut State, export: &BookmarkExport) {
    let words = export.path.to_string_lossy();
    ask(state, Question::Replace(export.path.clone()), &words);
}

fn ask(state: &mut State, question: Question, words: &str) {
    let (field, before) = (Field::with(words), words.to_owned());
    let row = state.bookmarks.pane.selected;
    let purpose = Purpose::Bookmarks(question);
    state.over = Some(Over::Prompt(Prompt { purpose, field, before, row }));
}

/// The words changed.
pub fn typed(state: &mut State, question: &Question, words: &str) -> Vec<Effect> {
    if *question == Question::Filter {
        words.clone_into(&mut state.bookmarks.pane.filter);
        pane::refresh(state);
        return pane::look(state);
    }
    Vec::new()
}

/// The words are to be kept.
pub fn accepted(state: &mut State, question: &Question, words: &str) -> Vec<Effect> {
    match question {
        Question::Filter => Vec::new(),
        Question::NewLabels => marking::add(state, labels(words)),
        Question::Export => export(state, words, None),
        Question::Replace(path) => export(state, words, Some(path)),
        Question::Note(target) => {
            change(state, target, "The note", BookmarkEdit::Note(words.to_owned()))
        }
        Question::Labels(target) => {
            change(state, target, "The labels", BookmarkEdit::Labels(labels(words)))
        }
    }
}

/// The words are to be forgotten.
pub fn cancelled(state: &mut State, question: &Question, before: &str) -> Vec<Effect> {
    match question {
        Question::Filter => typed(state, question, before),
        Question::Note(target @ BookmarkTarget::Asked(_))
            if !state.bookmarks.is_pending(target) =>
        {
            state.tell(Notice::passing("Bookmarked."));
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn change(
    state: &mut State,
    target: &BookmarkTarget,
    words: &str,
    edit: BookmarkEdit,
) -> Vec<Effect> {
    let mark = state.bookmarks.of(target).cloned();
    let same = match (&edit, mark.as_deref()) {
        (BookmarkEdit::Note(note), None) => note.is_empty(),
        (BookmarkEdit::Note(note), Some(mark)) => *note == mark.note,
        (BookmarkEdit::Labels(labels), Some(mark)) => *labels == mark.labels,
        (BookmarkEdit::Labels(_), None) => false,
    };
    if same {
        return cancelled(state, &Question::Note(target.clone()), "");
    }
    if let Some(mark) = mark {
        marking::remember(state, words, vec![(BookmarkTarget::Kept(mark.id.clone()), Some(mark))]);
    }
    vec![Effect::Bookmarks(BookmarkRequest::Edit(target.clone(), edit))]
}

fn export(state: &mut State, name: &str, replaced: Option<&PathBuf>) -> Vec<Effect> {
    let path = PathBuf::from(name.trim());
    let Some(format) = format(&path) else {
        let words = "The name must end in .md, .org, .csv, .jsonl or .jsonld; X asks again.";
        state.tell(Notice::passing(words));
        return Vec::new();
    };
    let marks: Vec<Arc<Bookmark>> = pane::shown(state).cloned().collect();
    let replace = replaced.is_some_and(|old| *old == path);
    vec![Effect::Bookmarks(BookmarkRequest::Export(BookmarkExport {
        path,
        format,
        marks,
        replace,
    }))]
}

fn format(path: &Path) -> Option<Format> {
    let extension = path.extension()?.to_str()?.to_lowercase();
    Format::named(if extension == "md" { "markdown" } else { &extension })
}

/// Completes the label before the cursor; pressed again, the next one that fits.
pub fn complete(state: &State, question: &Question, field: &mut Field) {
    if !matches!(question, Question::Labels(_) | Question::NewLabels) {
        return;
    }
    let words = field.words().to_owned();
    let (before, typed) = words.rsplit_once(',').unwrap_or(("", &words));
    let typed = typed.trim();
    let known: Vec<&str> = state.bookmarks.labels().into_iter().collect();
    let next = match known.iter().position(|label| *label == typed) {
        Some(at) => known.get(at + 1).or(known.first()),
        None => known.iter().find(|label| label.to_lowercase().starts_with(&typed.to_lowercase())),
    };
    if let Some(label) = next {
        let before = if before.is_empty() { String::new() } else { format!("{before}, ") };
        *field = Field::with(&format!("{before}{label}"));
    }
}

/// Labels that fit what is typed, as a row to look at.
pub fn offered(state: &State, question: &Question, words: &str) -> String {
    if !matches!(question, Question::Labels(_) | Question::NewLabels) {
        return String::new();
    }
    let typed = words.rsplit(',').next().unwrap_or_default().trim().to_lowercase();
    let fits = |label: &&str| label.to_lowercase().starts_with(&typed);
    state.bookmarks.labels().into_iter().filter(fits).take(5).collect::<Vec<_>>().join(" · ")
}
