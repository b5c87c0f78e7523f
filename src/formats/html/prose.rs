//! How much a block says, and whether it is prose rather than a label or a link. Counted in letters,
//! since not every script divides words.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use crate::document::{Block, BlockKind, Mark, MarkKind, Parts};
use crate::text::Words;

/// Letters of a block that is prose: a dozen words.
pub(super) const PROSE: usize = 60;

/// What a character counts of a script that writes without spaces: two or three of them say what a
/// word of letters does.
const DENSE: usize = 3;

/// Letters of links, in per cent, from which on a passage leads elsewhere.
const LINKED: usize = 50;

/// Letters and digits of some words.
pub(super) fn letters(words: &str) -> usize {
    if words.is_ascii() {
        return words.bytes().map(|byte| usize::from(byte.is_ascii_alphanumeric())).sum();
    }
    words.chars().map(weight).sum()
}

/// What a character counts.
fn weight(c: char) -> usize {
    match c {
        c if c.is_ascii() => usize::from(c.is_ascii_alphanumeric()),
        '×' | '÷' => 0,
        // Latin letters with marks, Cyrillic: asking the tables of Unicode takes ten times as long.
        '\u{C0}'..='\u{24F}' | '\u{400}'..='\u{481}' => 1,
        // Signs such as quotes and dashes.
        '\u{2000}'..='\u{206F}' => 0,
        // Thai to Khmer, Kana, Han, Hangul.
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' => 1,
        '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{20000}'..='\u{3FFFF}' => DENSE,
        c => usize::from(c.is_alphanumeric()),
    }
}

/// True if some words have so many letters and digits. Looks no further than it has to.
fn has_letters(words: &str, wanted: usize) -> bool {
    let mut left = wanted;
    words.len() >= wanted
        && words.chars().any(|c| {
            left = left.saturating_sub(weight(c));
            left == 0
        })
}

/// How many letters a block has.
pub(super) fn length(page: &Parts, block: &Block) -> usize {
    letters(block.span.of(&page.text))
}

/// True for prose rather than a label or a link.
pub(super) fn is_prose(page: &Parts, block: &Block) -> bool {
    let may_be = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item { .. });
    may_be && has_letters(block.span.of(&page.text), PROSE)
}

/// True for words that were written for programs: an object of JSON that stands in the page as text, a
/// place that a template was to fill.
pub(super) fn is_data(words: &str) -> bool {
    let words = words.trim();
    let placeholder = words.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
    if placeholder.is_some_and(|name| !name.contains(['{', '}'])) {
        return true;
    }
    let inner = words.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inner.is_some_and(|inner| inner.trim_start().starts_with('"') && inner.contains("\":"))
}

/// How many letters of prose a text holds.
pub(super) fn of(page: &Parts) -> usize {
    let prose = page.blocks.iter().filter(|block| is_prose(page, block));
    prose.map(|block| length(page, block)).sum()
}

/// True if most of what some blocks say are links.
pub(super) fn leads_elsewhere(page: &Parts, blocks: RangeInclusive<usize>) -> bool {
    let (linked, all) = linked(page, blocks);
    linked * 100 >= all * LINKED
}

/// Bytes of links, and all bytes, of some blocks.
pub(super) fn linked(page: &Parts, blocks: RangeInclusive<usize>) -> (usize, usize) {
    let some = page.blocks.get(blocks).unwrap_or_default();
    let (Some(first), Some(last)) = (some.first(), some.last()) else { return (0, 0) };
    let (start, end) = (first.span.start, last.span.end);
    let from = page.marks.partition_point(|mark| mark.span.start < start);
    let marks = page.marks.iter().skip(from).take_while(|mark| mark.span.start < end);
    let links = marks.filter(|mark| leaves(page, mark));
    (links.map(|mark| mark.span.len()).sum(), some.iter().map(|block| block.span.len()).sum())
}

/// True for a link that leads to another page: one to a place of its own page is part of what it says.
pub(super) fn leaves(page: &Parts, mark: &Mark) -> bool {
    let MarkKind::Link(number) = mark.kind else { return false };
    let link = page.links.get(usize::try_from(number).unwrap_or(usize::MAX));
    link.is_some_and(|link| !link.target.starts_with('#'))
}

/// Bytes of a title at most.
const LONGEST_TITLE: usize = 1_000;

/// True if two titles say the same, whatever their case and punctuation.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    one == other
        || one.len() < LONGEST_TITLE
            && are_same(Words::new(one), Words::new(other.get(..LONGEST_TITLE).unwrap_or(other)))
}

/// True if there are words, and the same ones in both. Looks no further than the first that differ.
fn are_same(mut one: Words<'_>, mut other: Words<'_>) -> bool {
    let mut is_empty = true;
    loop {
        match (one.advance(), other.advance()) {
            (Some(_), Some(_)) if one.folded() == other.folded() => is_empty = false,
            (None, None) => return !is_empty,
            _ => return false,
        }
    }
}

/// True if all words of one title stand in the other, one behind the other.
pub(super) fn holds_words(outer: &str, inner: &str) -> bool {
    let short = outer.len() < LONGEST_TITLE && inner.len() < LONGEST_TITLE;
    let (outer, inner) =
        if short { (Words::list(outer), Words::list(inner)) } else { (Vec::new(), Vec::new()) };
    !inner.is_empty() && outer.windows(inner.len()).any(|some| some == inner)
}

/// Share of the words of a line, in per cent, from which on another one says the same.
const SAME: usize = 70;

/// True if most words of one line stand in the other, in whatever order.
pub(super) fn says_most_of(outer: &str, inner: &str) -> bool {
    if outer.len() > LONGEST_TITLE || inner.len() > LONGEST_TITLE {
        return false;
    }
    let words = Words::list(inner);
    if words.is_empty() {
        return false;
    }
    let outer: HashSet<String> = Words::list(outer).into_iter().collect();
    let same = words.iter().filter(|word| outer.contains(*word)).count();
    same * 100 >= words.len() * SAME
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_looked_for_no_further_than_wanted() {
        for words in ["", "a b-c 12", "żółć × Ёж ÷", "発射装置", "กขค ™"] {
            for wanted in 1..16 {
                assert_eq!(
                    has_letters(words, wanted),
                    letters(words) >= wanted,
                    "{words} {wanted}"
                );
            }
        }
    }
}
