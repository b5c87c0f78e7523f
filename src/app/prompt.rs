//! The field at the foot of the screen: finding and filtering as one types. What is typed takes
//! effect at once; Enter keeps it, Esc goes back to how it was.

use super::bookmarks::editing::Question;
use super::field::Field;
use crate::config::{KeyCode, KeyPress};

/// What is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// Words to find in the pane with the focus.
    Find,
    /// What is searched for in the library; its field stands in the pane.
    Search,
    /// What the things or ranges of the library that are shown must have.
    Across,
    /// The name under which a search is kept.
    SearchName,
    /// Words the documents in the list must have.
    Filter,
    /// Words the facts in the sidebar must have.
    Facts,
    /// Something about bookmarks.
    Bookmarks(Question),
}

/// A prompt being answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Prompt {
    /// What is asked for.
    pub purpose: Purpose,
    /// What is typed.
    pub field: Field,
    /// The filter before anything was typed.
    pub before: String,
    /// The row of the list that was selected before.
    pub row: usize,
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
        (KeyCode::Char(c), false, false) => field.insert(c.encode_utf8(&mut [0; 4])),
        _ => return Typing::Foreign,
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
