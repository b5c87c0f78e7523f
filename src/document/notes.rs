//! Footnotes and endnotes: which marks in the text ("[3]", "³") lead to which notes. Found in the
//! canonical text alone, so that it holds for every format; keeps nothing.

use std::collections::HashMap;

use super::{Block, BlockKind, Document};
use crate::text::{Span, is_raised};

/// Bytes of a label at most, without its brackets: "12", "a", "iv", "Smith2010".
const LONGEST_LABEL: usize = 12;

/// A mark in the text and the note that it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// The mark, with its brackets if it has any.
    pub mark: Span,
    /// The note: its place in [`Document::blocks`].
    pub block: usize,
}

/// The labels of notes, each with the blocks that begin with it, in order.
type Labels = HashMap<String, Vec<usize>>;

impl Document {
    /// The label of a block that is a note, without brackets: it begins with `[3]` as the marker of
    /// an item, or with raised figures.
    pub fn note_label(&self, block: &Block) -> Option<String> {
        if let BlockKind::Item { marker } = block.kind {
            let label = self.words(marker).strip_prefix('[')?.strip_suffix(']')?;
            return is_label(label).then(|| label.to_owned());
        }
        let words = self.words(block.span);
        let end = words.find(|c| !is_raised(c))?;
        (matches!(block.kind, BlockKind::Paragraph) && end > 0).then(|| plain(&words[..end]))
    }

    /// Every mark that leads to a note, in the order of the text. Where a label is used again (notes
    /// of several chapters), a mark leads to the next note of its label, else to the last.
    pub fn notes(&self) -> Vec<Note> {
        let mut labels = Labels::new();
        for (at, block) in self.blocks().iter().enumerate() {
            if let Some(label) = self.note_label(block) {
                labels.entry(label).or_default().push(at);
            }
        }
        if labels.is_empty() {
            return Vec::new();
        }
        let mut notes: Vec<Note> = self.marks_of(&labels).collect();
        notes.sort_by_key(|note| note.mark);
        notes
    }

    fn marks_of<'a>(&'a self, labels: &'a Labels) -> impl Iterator<Item = Note> + 'a {
        let text = self.text().as_str();
        let bracketed = memchr::memchr_iter(b'[', text.as_bytes()).filter_map(|start| {
            let inner = text.get(start + 1..)?;
            let end = inner.bytes().take(LONGEST_LABEL + 1).position(|b| b == b']')?;
            Some((Span::new(start, start + end + 2), inner.get(..end)?.to_owned()))
        });
        bracketed.chain(raised_runs(text)).filter_map(|(mark, label)| {
            let blocks = labels.get(&label)?;
            let starts = |at: &&usize| self.blocks()[**at].span.start == mark.start;
            if blocks.iter().any(|at| starts(&at)) {
                return None;
            }
            let after = blocks.iter().find(|at| self.blocks()[**at].span.start > mark.start);
            Some(Note { mark, block: *after.or(blocks.last())? })
        })
    }
}

/// Runs of raised figures behind a word or number that are no exponent of a unit or of ten.
fn raised_runs(text: &str) -> impl Iterator<Item = (Span, String)> + '_ {
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (start, first) = chars.next()?;
            if !is_raised(first) {
                before = Some(first);
                continue;
            }
            let mut end = start + first.len_utf8();
            while let Some((at, c)) = chars.next_if(|(_, c)| is_raised(*c)) {
                end = at + c.len_utf8();
            }
            let is_unit = before == Some('m') || text[..start].ends_with("10");
            before = Some(first);
            if !is_unit {
                return Some((Span::new(start, end), plain(&text[start..end])));
            }
        }
    })
}

fn is_label(label: &str) -> bool {
    (1..=LONGEST_LABEL).contains(&label.len())
        && label.chars().all(|c| c.is_alphanumeric() || "*†‡§-.".contains(c))
}

/// Raised figures as ordinary ones.
fn plain(raised: &str) -> String {
    let digit = |c: char| match c {
        '\u{B9}' => Some('1'),
        '\u{B2}' => Some('2'),
        '\u{B3}' => Some('3'),
        '\u{2070}' | '\u{2074}'..='\u{2079}' => char::from_digit(c as u32 - 0x2070, 10),
        _ => None,
    };
    raised.chars().filter_map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Parts;
    use super::*;
    use crate::text::CleanText;

    /// Lines as blocks: those that begin with a bracket are items.
    fn document(lines: &[&str]) -> Document {
        let (mut text, mut blocks) = (String::new(), Vec::new());
        for line in lines {
            let start = text.len();
            text.push_str(line);
            let marker = line.find(']').filter(|_| line.starts_with('['));
            let kind = marker.map_or(BlockKind::Paragraph, |end| BlockKind::Item {
                marker: Span::new(start, start + end + 1),
            });
            blocks.push(Block::new(kind, Span::new(start, text.len())));
            text.push('\n');
        }
        Document::new(Parts { text: CleanText::text(text), blocks, ..Parts::default() }).unwrap()
    }

    fn told(document: &Document) -> Vec<(&str, usize)> {
        let notes = document.notes().into_iter();
        notes.map(|note| (document.words(note.mark), note.block)).collect()
    }

    #[test]
    fn marks_lead_to_the_next_note_of_their_label() {
        let document = document(&[
            "A range[1] of 190 miles[2].",
            "[1] Hearing.",
            "[2] Press release.",
            "Later[1] and [sic].",
            "[1] Another chapter.",
            "Again[2].",
        ]);
        assert_eq!(told(&document), [("[1]", 1), ("[2]", 2), ("[1]", 4), ("[2]", 2)]);
    }

    #[test]
    fn raised_figures_lead_to_notes_that_begin_with_them() {
        let document = document(&["About 190³ miles, 40 km³ and 10³ men.", "³ Janes, 2020."]);
        assert_eq!(told(&document), [("³", 1)]);
    }

    #[test]
    fn a_text_without_notes_has_none() {
        assert!(told(&document(&["He [the minister] said 190³ miles [1]."])).is_empty());
        assert!(told(&document(&[])).is_empty());
    }
}
