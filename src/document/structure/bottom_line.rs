//! The sentence that says what a paper comes to: the first under its BLUF, key judgements or summary; of
//! a message without them the first of its first paragraph.

use super::line::{Line, is_shouted};
use super::mark::SectionKind;
use super::marking::classification;
use super::paragraph::Numbered;
use super::section::{Section, unmarked};
use crate::document::Document;
use crate::text::{Span, sentence_at};

/// Lines behind a heading in which its text begins.
const NEAR: usize = 4;

/// The sentence, if the document has one.
pub(super) fn bottom_line(
    document: &Document,
    lines: &[Line],
    sections: &[Section],
    paragraphs: &[Numbered],
    message: bool,
) -> Option<Span> {
    let leads = sections.iter().filter(|section| section.kind.leads());
    for section in leads {
        let found = match section.after {
            Some(after) => sentence(document, lines, section.line, after.start),
            None => under(document, lines, section.line, sections),
        };
        if found.is_some() {
            return found;
        }
    }
    let first = paragraphs.iter().filter(|one| one.path.len() == 1).take(2);
    let mut first = first.filter(|_| message);
    first.find_map(|one| opening(document, lines, one))
}

/// The first sentence in the lines under a heading.
fn under(
    document: &Document,
    lines: &[Line],
    heading: usize,
    sections: &[Section],
) -> Option<Span> {
    for at in heading + 1..=heading + NEAR {
        let line = lines.get(at)?;
        let here = sections.binary_search_by_key(&at, |section| section.line).ok();
        let here = here.and_then(|here| sections.get(here));
        if here.is_some_and(|section| section.kind != SectionKind::Bluf) {
            return None;
        }
        let (words, _) = unmarked(line.words);
        let prose = !line.heading && (words.len() >= 40 || words.ends_with(['.', '!', '?', ';']));
        if prose {
            return sentence(document, lines, at, line.span_of(words).start);
        }
    }
    None
}

/// The first sentence of a paragraph behind its title ("1. PURPOSE. This"); none of references.
fn opening(document: &Document, lines: &[Line], one: &Numbered) -> Option<Span> {
    let line = lines.get(one.line)?;
    let words = line.words.get(one.span.end - line.span.start..)?;
    let (words, _) = unmarked(words.trim_start());
    let title = words.split(['.', ':']).next().unwrap_or_default();
    let behind = words.get(title.len() + 1..).unwrap_or_default().trim_start();
    let short = title.split_whitespace().count() <= 4
        && (is_shouted(title) || title.split_whitespace().count() <= 2);
    let words = match short && !title.is_empty() {
        true if title.to_ascii_lowercase().starts_with("ref") => return None,
        true => unmarked(behind).0,
        false => words,
    };
    (words.len() >= 8)
        .then(|| sentence(document, lines, one.line, line.span_of(words).start))
        .flatten()
}

/// The sentence that begins at `start`: in its block, and in the lines right below it as long as it is
/// not ended and they begin nothing else.
fn sentence(document: &Document, lines: &[Line], line: usize, start: usize) -> Option<Span> {
    let line = lines.get(line)?;
    let block = document.blocks().get(line.block)?.span;
    let text = document.text().as_str();
    let mut end = if line.row { line.span.end } else { block.end };
    end = memchr::memmem::find(Span::new(start, end).of(text).as_bytes(), b"\n\n")
        .map_or(end, |at| start + at);
    let first = lines.partition_point(|below| below.span.start < end);
    for below in lines.iter().skip(first).take(30) {
        let ended = Span::new(start, end).of(text).trim_end().ends_with(['.', '!', '?', '”', '"']);
        let other = below.apart || below.heading || below.row || unmarked(below.words).1;
        if line.row || ended || other || classification(below.words).is_some() {
            break;
        }
        end = below.span.end;
    }
    let found = sentence_at(text, Span::new(start, end), start, false);
    (found.len() >= 8).then_some(found)
}
