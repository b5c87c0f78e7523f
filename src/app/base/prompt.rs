//! A field being typed into: at the foot of the screen, or in a pane. What filters or finds takes
//! effect as one types, Enter keeps it, Esc goes back to how it was; a question is answered by Enter.

use std::path::PathBuf;

use super::field::Field;
use super::pane_id::PaneId;
use crate::config::{KeyCode, KeyPress};
use crate::protocol::BookmarkTarget;

/// What is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Asks {
    /// Words that what the pane shows must have.
    Filter,
    /// Words to find in the pane.
    Find,
    /// What is searched for in the library; its field stands in the pane.
    Search,
    /// An answer.
    Question(Question),
}

/// A question that Enter answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// The note on a passage.
    Note(BookmarkTarget),
    /// The labels of a passage.
    Labels(BookmarkTarget),
    /// The labels of a passage that is to be marked.
    NewLabels,
    /// The file to export bookmarks to.
    Export,
    /// The same, of a file that is there already.
    Replace(PathBuf),
    /// The name under which a search is kept.
    SearchName,
}

/// A prompt being answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Prompt {
    /// What is asked for.
    pub asks: Asks,
    /// The pane that asks.
    pub pane: PaneId,
    /// What stands before the field.
    pub label: &'static str,
    /// What is typed.
    pub field: Field,
    /// The words before anything was typed.
    pub before: String,
    /// The row of the pane that was selected before.
    pub row: usize,
}

impl Prompt {
    /// Asks for words that what a pane shows must have; `before` are those it must have now.
    pub fn filter(pane: PaneId, label: &'static str, before: &str, row: usize) -> Self {
        let (field, before) = (Field::with_default(before), before.to_owned());
        Self { asks: Asks::Filter, pane, label, field, before, row }
    }

    /// Asks for words to find in a pane.
    pub fn find(pane: PaneId, row: usize) -> Self {
        let (field, before) = (Field::default(), String::new());
        Self { asks: Asks::Find, pane, label: " /", field, before, row }
    }

    /// Asks something, with `words` in the field: what was written before, to be gone on with, or a
    /// default for what is to be named.
    pub fn question(pane: PaneId, label: &'static str, question: Question, words: &str) -> Self {
        let field = match question {
            Question::Export | Question::Replace(_) | Question::SearchName => {
                Field::with_default(words)
            }
            Question::Note(_) | Question::Labels(_) | Question::NewLabels => Field::with(words),
        };
        let before = words.to_owned();
        Self { asks: Asks::Question(question), pane, label, field, before, row: 0 }
    }

    /// Gives the keys to the field of the search.
    pub fn search(field: Field) -> Self {
        let (pane, before) = (PaneId::Search, String::new());
        Self { asks: Asks::Search, pane, label: "", field, before, row: 0 }
    }
}
/// What a key did to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing {
    /// The words changed.
    Changed,
    /// The cursor moved, or nothing happened.
    Same,
    /// The words are to be kept.
    Accepted,
    /// The words are to be forgotten.
    Cancelled,
    /// The key means nothing to a line of text.
    Foreign,
}

/// What `key` does to `field`: the usual keys of a line editor.
pub fn type_key(field: &mut Field, key: KeyPress) -> Typing {
    let had_words = !field.is_empty();
    match (key.code, key.ctrl, key.alt) {
        (KeyCode::Enter, ..) | (KeyCode::Char('j' | 'm'), true, _) => return Typing::Accepted,
        (KeyCode::Esc, ..) | (KeyCode::Char('c' | 'g'), true, _) => return Typing::Cancelled,
        (KeyCode::Backspace, ..) | (KeyCode::Char('h'), true, _) if !had_words => {
            return Typing::Cancelled;
        }
        (KeyCode::Left, ..) | (KeyCode::Char('b'), true, _) => field.left(),
        (KeyCode::Right, ..) | (KeyCode::Char('f'), true, _) => field.right(),
        (KeyCode::Home, ..) | (KeyCode::Char('a'), true, _) => field.home(),
        (KeyCode::End, ..) | (KeyCode::Char('e'), true, _) => field.end(),
        _ => return edit(field, key),
    }
    Typing::Same
}

fn edit(field: &mut Field, key: KeyPress) -> Typing {
    let before = field.words().len();
    match (key.code, key.ctrl, key.alt) {
        (KeyCode::Backspace, _, true) | (KeyCode::Char('w'), true, _) => field.delete_word(),
        (KeyCode::Backspace, ..) | (KeyCode::Char('h'), true, _) => {
            field.delete_before();
        }
        (KeyCode::Delete, ..) | (KeyCode::Char('d'), true, _) => field.delete_under(),
        (KeyCode::Char('u'), true, _) => field.delete_to_start(),
        (KeyCode::Char(c), false, false) => {
            field.insert(c.encode_utf8(&mut [0; 4]));
            return Typing::Changed;
        }
        _ => {
            field.keep();
            return Typing::Foreign;
        }
    }
    if field.words().len() == before { Typing::Same } else { Typing::Changed }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &[&str]) -> (String, Typing) {
        let mut field = Field::default();
        let last = keys.iter().map(|key| type_key(&mut field, key.parse().unwrap())).last();
        (field.words().to_owned(), last.unwrap())
    }

    #[test]
    fn keys_edit_the_line() {
        assert_eq!(typed(&["a", "b", "<C-a>", "c"]), ("cab".into(), Typing::Changed));
        assert_eq!(typed(&["a", "Space", "b", "<C-w>"]), ("a ".into(), Typing::Changed));
        assert_eq!(typed(&["a", "Left"]), ("a".into(), Typing::Same));
        assert_eq!(typed(&["a", "Down"]), ("a".into(), Typing::Foreign));
    }

    #[test]
    fn deleting_from_an_empty_line_gives_up() {
        assert_eq!(typed(&["a", "Backspace"]), (String::new(), Typing::Changed));
        assert_eq!(typed(&["a", "Backspace", "Backspace"]).1, Typing::Cancelled);
        assert_eq!(typed(&["a", "Enter"]).1, Typing::Accepted);
    }
}
