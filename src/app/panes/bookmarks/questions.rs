//! What the user types about bookmarks: notes, labels with completion, and the name of a file to export
//! to.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Bookmarks;
use super::marking::refusal;
use crate::app::base::field::Field;
use crate::app::base::pane_id::PaneId;
use crate::app::base::prompt::{Prompt, Question};
use crate::app::panes::pane::{Outcome, Scene};
use crate::bookmarks::{Bookmark, Format, labels};
use crate::protocol::{BookmarkEdit, BookmarkExport, BookmarkRequest, BookmarkTarget, Effect};

/// What stands before the field for labels.
const LABELS: &str = " labels (Tab completes): ";

/// Labels offered at most.
const OFFERED: usize = 5;

fn ask(label: &'static str, question: Question, words: &str) -> Outcome {
    Outcome::Ask(Prompt::question(PaneId::Bookmarks, label, question, words))
}

impl Bookmarks {
    /// Asks for a note.
    pub(super) fn ask_note(&self, target: BookmarkTarget) -> Outcome {
        let note = self.of(&target).map(|mark| mark.note.clone()).unwrap_or_default();
        let line = note.split_whitespace().collect::<Vec<_>>().join(" ");
        ask(self.label_of(&target), Question::Note(target), &line)
    }

    /// What stands before the field for a note.
    pub fn label_of(&self, target: &BookmarkTarget) -> &'static str {
        match target {
            target if self.is_pending(target) => " saving … note: ",
            BookmarkTarget::Asked(_) => " Bookmarked. Note (Enter skips): ",
            BookmarkTarget::Kept(_) => " note: ",
        }
    }

    /// Asks for labels and then marks the chosen passage.
    pub(super) fn ask_labels_first(&self, scene: &Scene<'_>) -> Vec<Outcome> {
        refusal(scene).unwrap_or_else(|| vec![ask(LABELS, Question::NewLabels, "")])
    }

    /// Asks for a note or for labels of the bookmark that is meant here.
    pub(super) fn edit(&self, note: bool, scene: &Scene<'_>) -> Vec<Outcome> {
        if let Some(refused) = refusal(scene) {
            return refused;
        }
        let Some(mark) = self.meant(scene) else {
            return vec![Outcome::say("There is no bookmark here.")];
        };
        let (target, labels) = (BookmarkTarget::Kept(mark.id.clone()), mark.label());
        vec![match note {
            true => self.ask_note(target),
            false => ask(LABELS, Question::Labels(target), &labels),
        }]
    }

    /// The bookmark that a command is about: the selected one, or the one under the place on the page.
    pub(super) fn meant(&self, scene: &Scene<'_>) -> Option<&Arc<Bookmark>> {
        if scene.focus == PaneId::Bookmarks {
            return self.list.current();
        }
        self.kept.get(&self.under(scene)?.id)
    }

    /// Asks where to export these.
    pub fn ask_export(&mut self, marks: Vec<Arc<Bookmark>>, scene: &Scene<'_>) -> Vec<Outcome> {
        if let Some(refused) = refusal(scene) {
            return refused;
        }
        if marks.is_empty() {
            return vec![Outcome::say("There is nothing here to be written into a file.")];
        }
        self.exporting = marks;
        let label = " export to: ";
        vec![ask(label, Question::Export, &self.export_to.to_string_lossy())]
    }

    /// Says that there is a file of that name, and asks.
    pub(super) fn ask_replace(&mut self, export: BookmarkExport) -> Outcome {
        self.exporting = export.marks;
        let words = export.path.to_string_lossy();
        let label = " this file exists; Enter replaces it, Esc keeps it: ";
        ask(label, Question::Replace(export.path.clone()), &words)
    }

    /// A question was answered.
    pub fn answered(
        &mut self,
        question: &Question,
        words: &str,
        scene: &Scene<'_>,
    ) -> Vec<Outcome> {
        match question {
            Question::NewLabels => match self.labelled.take() {
                Some(passage) => self.add_passage(passage, labels(words), scene),
                None => self.add(labels(words), scene),
            },
            Question::Export => self.export(words, None),
            Question::Replace(path) => self.export(words, Some(path)),
            Question::Note(target) => {
                self.change(target, "The note", BookmarkEdit::Note(words.to_owned()))
            }
            Question::Labels(target) => {
                self.change(target, "The labels", BookmarkEdit::Labels(labels(words)))
            }
            Question::SearchName => Vec::new(),
        }
    }

    /// A question was not answered. The bookmark that a note was asked for stands.
    pub fn unanswered(&mut self, question: &Question) -> Vec<Outcome> {
        self.labelled = None;
        match question {
            Question::Note(target @ BookmarkTarget::Asked(_)) if !self.is_pending(target) => {
                vec![Outcome::say("Bookmarked.")]
            }
            _ => Vec::new(),
        }
    }

    fn change(
        &mut self,
        target: &BookmarkTarget,
        words: &'static str,
        edit: BookmarkEdit,
    ) -> Vec<Outcome> {
        let mark = self.of(target).cloned();
        let same = match (&edit, mark.as_deref()) {
            (BookmarkEdit::Note(note), None) => note.is_empty(),
            (BookmarkEdit::Note(note), Some(mark)) => *note == mark.note,
            (BookmarkEdit::Labels(labels), Some(mark)) => *labels == mark.labels,
            (BookmarkEdit::Labels(_), None) => false,
        };
        if same {
            return self.unanswered(&Question::Note(target.clone()));
        }
        let undo = mark.map(|mark| {
            let kept = BookmarkTarget::Kept(mark.id.clone());
            Outcome::Undoable(words, vec![(kept, Some(mark))])
        });
        let request = BookmarkRequest::Edit(target.clone(), edit);
        undo.into_iter().chain([Outcome::Effect(Effect::Bookmarks(request))]).collect()
    }

    fn export(&mut self, name: &str, replaced: Option<&PathBuf>) -> Vec<Outcome> {
        let path = PathBuf::from(name.trim());
        let Some(format) = format(&path) else {
            return vec![Outcome::say(
                "The name must end in .md, .org, .csv, .jsonl or .jsonld; X asks again.",
            )];
        };
        let marks = std::mem::take(&mut self.exporting);
        let replace = replaced.is_some_and(|old| *old == path);
        let export = BookmarkExport { path, format, marks, replace };
        vec![Outcome::Effect(Effect::Bookmarks(BookmarkRequest::Export(export)))]
    }

    /// Completes the label before the cursor; called again, with the next one that fits.
    pub fn complete(&self, question: &Question, field: &mut Field) {
        if !takes_labels(question) {
            return;
        }
        let words = field.words().to_owned();
        let (before, typed) = words.rsplit_once(',').unwrap_or(("", &words));
        let typed = typed.trim();
        let known: Vec<&str> = self.labels().into_iter().collect();
        let next = match known.iter().position(|label| *label == typed) {
            Some(at) => known.get(at + 1).or(known.first()),
            None => {
                known.iter().find(|label| label.to_lowercase().starts_with(&typed.to_lowercase()))
            }
        };
        if let Some(label) = next {
            let before = if before.is_empty() { String::new() } else { format!("{before}, ") };
            *field = Field::with(&format!("{before}{label}"));
        }
    }

    /// Labels that fit what is typed, as a row to look at.
    pub fn offered(&self, question: &Question, words: &str) -> String {
        if !takes_labels(question) {
            return String::new();
        }
        let typed = words.rsplit(',').next().unwrap_or_default().trim().to_lowercase();
        let fits = |label: &&str| label.to_lowercase().starts_with(&typed);
        self.labels().into_iter().filter(fits).take(OFFERED).collect::<Vec<_>>().join(" · ")
    }
}

fn takes_labels(question: &Question) -> bool {
    matches!(question, Question::Labels(_) | Question::NewLabels)
}

fn format(path: &Path) -> Option<Format> {
    let extension = path.extension()?.to_str()?.to_lowercase();
    Format::named(if extension == "md" { "markdown" } else { &extension })
}
