//! The selected bookmark as a whole, in lines of so many columns: what its row has no room for. Paints
//! nothing, so that keys and mouse know where the rows end.

use crate::bookmarks::Bookmark;
use crate::text::{single_spaced, width};

/// Columns that a row has for other things than the quote: its sign, and the quotation marks.
const BESIDE: usize = 6;

/// Columns of the pane at both sides of its words.
const MARGINS: usize = 3;

/// What a line shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DetailPart {
    /// The passage.
    Quote,
    /// The words that were marked first, if the passage has others now.
    Was,
    /// The note.
    Note,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailLine {
    /// What it shows.
    pub part: DetailPart,
    /// Its words.
    pub words: String,
}

/// The lines of a bookmark; none if its row shows everything.
pub fn lines(mark: &Bookmark, columns: u16) -> Vec<DetailLine> {
    let columns = usize::from(columns).saturating_sub(MARGINS).max(8);
    let quote = single_spaced(&mark.anchor.quote);
    let note = single_spaced(&mark.note);
    let was = mark.first_words().map(|was| format!("was: “{}”", single_spaced(was)));
    let long = |words: &str, beside: usize| width(words) + beside > columns;
    if !long(&quote, BESIDE) && !long(&note, 4 * BESIDE) && was.is_none() {
        return Vec::new();
    }
    let quote = format!("“{quote}”");
    let parts = [
        (DetailPart::Quote, Some(quote)),
        (DetailPart::Was, was),
        (DetailPart::Note, Some(note).filter(|note| !note.is_empty())),
    ];
    let parts = parts.into_iter().filter_map(|(part, words)| Some((part, words?)));
    let lines = parts.flat_map(|(part, words)| {
        let lines = textwrap::wrap(&words, columns);
        let lines = lines.into_iter().map(|line| DetailLine { part, words: line.into_owned() });
        lines.collect::<Vec<_>>()
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_row_has_no_room_for_is_told_whole() {
        let mut mark = Bookmark::default();
        mark.anchor.quote = "short".into();
        assert!(lines(&mark, 40).is_empty());
        mark.anchor.quote = "word\n".repeat(60);
        let all = lines(&mark, 40);
        let told: usize = all.iter().map(|line| line.words.matches("word").count()).sum();
        assert_eq!(told, 60);
        assert!(all.iter().all(|line| width(&line.words) <= 40));
        mark.anchor.quote = "short".into();
        mark.was = "it was\nthis".into();
        assert_eq!(lines(&mark, 40)[1].words, "was: “it was this”");
    }
}
