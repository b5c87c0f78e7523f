//! What a document has to lead a reader through it: its headings, the sections that have none, and
//! numbered paragraphs with a title ("3. EXECUTION.").

use super::line::{Line, is_shouted};
use super::paragraph::Numbered;
use super::section::{Section, unmarked};
use crate::document::Document;
use crate::text::Span;

/// Bytes of a title at most.
const LONGEST: usize = 60;

/// Words of a title before a full stop at most.
const WORDS: usize = 6;

/// Levels below which nothing is listed.
const DEEPEST: u8 = 6;

/// Headings and what stands for headings, each with its level, in the order of the text.
pub(super) fn contents(
    document: &Document,
    lines: &[Line],
    sections: &[Section],
    paragraphs: &[Numbered],
) -> Vec<(u8, Span)> {
    let headings: Vec<(u8, Span)> = document.outline().collect();
    let level = |start: usize, below: u8| {
        let above = headings.partition_point(|(_, span)| span.start <= start);
        let above =
            above.checked_sub(1).and_then(|at| headings.get(at)).map_or(1, |(level, _)| *level);
        above.saturating_add(below).min(DEEPEST)
    };
    let titled = paragraphs.iter().filter(|one| one.path.len() <= 2).filter_map(|one| {
        let line = lines.get(one.line).filter(|line| !line.heading)?;
        Some((one.path.len(), Span::new(one.span.start, title(line, one)?)))
    });
    let mut numbered: Vec<(usize, Span)> = titled.collect();
    if numbered.len() < 2 {
        numbered.clear();
    }
    let is_other = |section: &&Section| {
        let heading = lines.get(section.line).is_some_and(|line| line.heading);
        let near = numbered.partition_point(|(_, span)| span.start <= section.span.start);
        let near = near.checked_sub(1).and_then(|near| numbered.get(near));
        !heading && !near.is_some_and(|(_, span)| span.overlaps(section.span))
    };
    let sections = sections
        .iter()
        .filter(is_other)
        .map(|section| (level(section.span.start, 1), section.span));
    let below = |depth: usize| u8::try_from(depth).unwrap_or(DEEPEST);
    let numbered = numbered.iter().map(|(depth, span)| (level(span.start, below(*depth)), *span));
    let mut all: Vec<(u8, Span)> = sections.chain(numbered).collect();
    all.extend(&headings);
    all.sort_by_key(|(_, span)| span.start);
    all
}

/// Where the title of a numbered paragraph ends: a line of its own, or a few words before a full stop.
fn title(line: &Line, one: &Numbered) -> Option<usize> {
    let words = line.words.get(one.span.end - line.span.start..)?;
    let (words, _) = unmarked(words.trim_start());
    let end = words.find(['.', ':']).unwrap_or(words.len());
    let title = words.get(..end)?;
    // "2. The bridge is down." is a sentence, "2. Own forces" and "2. FORCES." are titles.
    let whole = words.len() == end && line.words.len() <= LONGEST;
    let few = (1..=WORDS).contains(&title.split_whitespace().count()) && title.len() <= LONGEST;
    (few && (whole || is_shouted(title))).then(|| line.span_of(title).end)
}
