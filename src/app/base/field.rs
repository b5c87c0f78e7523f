//! A line of text being typed: the cursor moves by grapheme clusters. Used by every prompt; knows
//! nothing of what the words are for.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::CleanText;

/// Longest line that can be typed or pasted, in bytes.
const LONGEST: usize = 1000;

/// The words typed so far and the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    words: String,
    cursor: usize,
    /// True as long as all of it is selected: what is typed takes its place.
    selected: bool,
}

impl Field {
    /// A field that holds `words`, the cursor behind them.
    pub fn with(words: &str) -> Self {
        let mut field = Self::default();
        field.insert(words);
        field
    }

    /// A field that holds `words` as a default: the first letter typed takes their place, a key that
    /// moves the cursor keeps them.
    pub fn with_default(words: &str) -> Self {
        let field = Self::with(words);
        Self { selected: !field.is_empty(), ..field }
    }

    /// True if the first letter typed takes the place of all of it.
    pub fn is_selected(&self) -> bool {
        self.selected
    }

    /// Keeps the words: what is typed from here on is added.
    pub fn keep(&mut self) {
        self.selected = false;
    }

    /// The words.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The words before the cursor.
    pub fn before(&self) -> &str {
        &self.words[..self.cursor]
    }

    /// True if nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Inserts typed or pasted words at the cursor, on one line and cleaned.
    pub fn insert(&mut self, typed: &str) {
        let clean = CleanText::line(typed);
        if !clean.is_empty() {
            self.delete_selected();
        }
        let room = LONGEST.saturating_sub(self.words.len());
        let fits = clean.grapheme_indices(true).take_while(|(at, g)| at + g.len() <= room);
        let end = fits.last().map_or(0, |(at, g)| at + g.len());
        self.words.insert_str(self.cursor, &clean[..end]);
        self.cursor += end;
    }

    /// Deletes the cluster before the cursor; false if there is none.
    pub fn delete_before(&mut self) -> bool {
        let start = if self.selected { 0 } else { self.previous() };
        self.delete(start)
    }

    /// Deletes the cluster under the cursor.
    pub fn delete_under(&mut self) {
        self.delete_selected();
        let end = self.next();
        self.words.drain(self.cursor..end);
    }

    /// Deletes the word before the cursor.
    pub fn delete_word(&mut self) {
        let start = self.before().trim_end().rfind(' ').map_or(0, |space| space + 1);
        self.delete(start);
    }

    /// Deletes everything before the cursor.
    pub fn delete_to_start(&mut self) {
        self.delete(0);
    }

    /// Moves the cursor one cluster to the left.
    pub fn left(&mut self) {
        self.keep();
        self.cursor = self.previous();
    }

    /// Moves the cursor one cluster to the right.
    pub fn right(&mut self) {
        self.keep();
        self.cursor = self.next();
    }

    /// Moves the cursor to the start.
    pub fn home(&mut self) {
        self.keep();
        self.cursor = 0;
    }

    /// Moves the cursor to the end.
    pub fn end(&mut self) {
        self.keep();
        self.cursor = self.words.len();
    }

    fn delete_selected(&mut self) {
        if self.selected {
            self.end();
            self.delete(0);
        }
    }

    fn delete(&mut self, start: usize) -> bool {
        self.keep();
        let deletes = start < self.cursor;
        self.words.drain(start..self.cursor);
        self.cursor = start;
        deletes
    }

    fn previous(&self) -> usize {
        self.before().grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn next(&self) -> usize {
        let after = self.words[self.cursor..].graphemes(true).next();
        self.cursor + after.map_or(0, str::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_moves_by_what_people_call_characters() {
        let mut field = Field::with("aé👩‍👩‍👧b");
        field.left();
        assert!(field.delete_before());
        assert_eq!(field.words(), "aéb");
        field.home();
        field.delete_under();
        assert_eq!((field.words(), field.before()), ("éb", ""));
        assert!(!field.delete_before());
    }

    #[test]
    fn the_first_letter_takes_the_place_of_a_default_and_a_motion_keeps_it() {
        let after = |act: fn(&mut Field)| {
            let mut field = Field::with_default("out.md");
            act(&mut field);
            field.insert("x");
            field.words().to_owned()
        };
        assert_eq!(after(|_| {}), "x");
        assert_eq!(after(Field::home), "xout.md");
        assert_eq!(after(Field::left), "out.mxd");
        assert_eq!(after(Field::end), "out.mdx");
        assert_eq!(after(Field::keep), "out.mdx");
        assert_eq!(after(|field| _ = field.delete_before()), "x");
        assert_eq!(after(Field::delete_under), "x");
        assert_eq!(after(|field| field.insert("")), "x", "nothing was pasted");
        assert!(!Field::with_default("").is_selected());
    }

    #[test]
    fn pasted_lines_become_one_clean_line_of_bounded_length() {
        let mut field = Field::default();
        field.insert(&"a\n\u{1b}[2J".repeat(100_000));
        assert!(field.words().len() <= LONGEST);
        assert!(!field.words().chars().any(char::is_control));
    }

    #[test]
    fn words_are_deleted_whole() {
        let mut field = Field::with("storm shadow range ");
        field.delete_word();
        assert_eq!(field.words(), "storm shadow ");
        field.delete_to_start();
        assert!(field.is_empty());
    }
}
