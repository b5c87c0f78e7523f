//! What a briefing is made of: lines of classification, marks of portions, date-time groups, the head of
//! a message, numbered paragraphs, sections and the bottom line. Found in the canonical text and its
//! blocks alone, so that it holds for every format; changes nothing of them.

mod bottom_line;
mod contents;
mod group;
mod header;
mod label;
mod levels;
mod line;
mod mark;
mod marking;
mod paragraph;
mod section;
#[cfg(test)]
mod tests;

pub(super) use mark::FoundOnce;
pub use mark::{HeaderName, Instant, SectionKind, Structure, StructureKind, StructureMark};

use header::Header;
use line::Line;
use paragraph::{Numbered, Signs};

use super::Document;
use crate::text::{CleanText, Span, single_spaced};

/// Bytes of a bottom line that lists keep.
const LONGEST_SHOWN: usize = 240;

impl Document {
    /// What the briefing is made of, worked out when it is first asked for.
    pub fn structure(&self) -> &Structure {
        self.structure.0.get_or_init(|| found(self))
    }

    /// The sentence that says what the document comes to, as a list shows it: on one line, and not
    /// longer than some lines of a list are wide.
    pub fn bottom_line(&self) -> Option<CleanText> {
        let words = single_spaced(self.words(self.structure().bottom_line()?));
        let cut = words.floor_char_boundary(LONGEST_SHOWN);
        Some(CleanText::line(words.get(..cut).unwrap_or_default()))
    }

    /// Headings, and sections and titled paragraphs that are none, each with its level, in order: what
    /// leads a reader through the document.
    pub fn contents(&self) -> &[(u8, Span)] {
        &self.structure().contents
    }
}

/// Finds every mark.
fn found(document: &Document) -> Structure {
    let lines = line::lines(document);
    let headers = header::headers(&lines);
    // A date alone heads other papers too.
    let message = headers.iter().any(|header| header.name != HeaderName::Date);
    let classifications = marking::classifications(&lines, message);
    let classified = !classifications.is_empty();
    let taken = taken(lines.len(), &headers);
    let is_taken = |at: usize| taken.get(at).copied().unwrap_or_default();
    let portions = portions(&lines, &headers, message || classified, is_taken);
    let sections = section::sections(&lines, is_taken);
    let sources = sections
        .iter()
        .find(|section| section.kind == SectionKind::Sources && section.line * 2 >= lines.len());
    let signs = Signs {
        message: message || !portions.is_empty(),
        letter: portions.is_empty() && !classified && is_letter(&lines, &headers),
        classified,
        sources: sources.map(|section| section.line),
    };
    let paragraphs = paragraph::paragraphs(&lines, |at| !is_taken(at), signs);
    let bottom_line = bottom_line::bottom_line(document, &lines, &sections, &paragraphs, message);
    let mut marks: Vec<StructureMark> = Vec::new();
    let mut push = |span: Span, kind| marks.push(StructureMark { span, kind });
    classifications.iter().for_each(|line| push(line.span, StructureKind::Classification));
    portions.iter().for_each(|span| push(*span, StructureKind::Portion));
    for (span, instant) in group::groups(document.text()) {
        push(span, StructureKind::DateTimeGroup(instant));
    }
    for header in &headers {
        push(header.span, StructureKind::Header { name: header.name, value: header.value });
    }
    for one in &paragraphs {
        push(
            one.span,
            StructureKind::Paragraph { label: one.path.join("."), depth: one.path.len() },
        );
    }
    sections.iter().for_each(|section| push(section.span, StructureKind::Section(section.kind)));
    bottom_line.into_iter().for_each(|span| push(span, StructureKind::BottomLine));
    marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    let ends = ends(document, &lines, &paragraphs, &sections);
    let contents = contents::contents(document, &lines, &sections, &paragraphs);
    Structure { marks, ends, contents }
}

/// True if the head is written as letters and mails have it: "From:", not "FROM:".
fn is_letter(lines: &[Line], headers: &[Header]) -> bool {
    let names = headers.iter().filter_map(|header| lines.get(header.lines.0));
    let small = |line: &Line| {
        let name = line.words.split([':', ' ', '/']).next().unwrap_or_default();
        name.chars().any(char::is_lowercase)
    };
    !headers.is_empty() && names.into_iter().all(small)
}

/// Which lines belong to the head of a message.
fn taken(lines: usize, headers: &[Header]) -> Vec<bool> {
    let mut taken = vec![false; lines];
    for header in headers {
        let own = taken.get_mut(header.lines.0..header.lines.1);
        own.into_iter().flatten().for_each(|line| *line = true);
    }
    taken
}

/// Marks of portions: at the start of a line behind its label, and behind sentences in a document that
/// has others. Single letters count if something else says that the document is marked.
fn portions(
    lines: &[Line],
    headers: &[Header],
    signed: bool,
    is_taken: impl Fn(usize) -> bool,
) -> Vec<Span> {
    let mut found: Vec<(Span, bool, usize)> = Vec::new();
    let free = |at: usize, line: &Line| line.opens && !is_taken(at);
    for (at, line) in lines.iter().enumerate().filter(|(at, line)| free(*at, line)) {
        let words = match line.row {
            true => line.words.trim_start_matches(['|', ' ']),
            false => behind_label(line.words),
        };
        if let Some((mark, sure)) = marking::portion(words)
            && marking::classification(line.words).is_none()
        {
            found.push((line.span_of(mark), sure, at));
        }
    }
    let sure = found.iter().filter(|(_, sure, _)| *sure).count();
    let lettered = |words: &str| matches!(words, "(A)" | "(B)" | "(D)" | "(E)");
    let listed = lines.iter().any(|line| line.opens && line.words.get(..3).is_some_and(lettered));
    let stands = sure > 0 || signed && !found.is_empty() || found.len() >= 3 && !listed;
    if !stands {
        return Vec::new();
    }
    let weak = sure > 0 || !listed || signed;
    let mut spans: Vec<Span> =
        found.iter().filter(|(_, sure, _)| *sure || weak).map(|(span, _, _)| *span).collect();
    let subjects = headers.iter().filter(|header| header.name == HeaderName::Subject);
    let titles = subjects
        .filter_map(|header| lines.get(header.lines.0))
        .chain(lines.iter().filter(|line| line.heading));
    spans.extend(titles.filter_map(at_end));
    spans.extend(lines.iter().filter(|line| !line.row).flat_map(behind_sentences));
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// Without a bullet or label.
fn behind_label(words: &str) -> &str {
    let words = words.trim_start_matches(['-', '•', '*', '–', '▪', '·', '●', '■', ' ']);
    let labelled = label::label(words).filter(|_| marking::portion(words).is_none());
    let cut = labelled.map_or(0, |label| label.len);
    words.get(cut..).unwrap_or_default().trim_start()
}

/// The mark at the end of a title: "MOVEMENT OF BATTERY (U)".
fn at_end(line: &Line) -> Option<Span> {
    let at = line.words.rfind(" (")? + 1;
    let words = line.words.get(at..)?;
    let (mark, _) = marking::portion(words)?;
    (mark.len() == words.len()).then(|| line.span_of(mark))
}

/// Marks behind the end of a sentence and before a capital: "Ground. (C) Two guns".
fn behind_sentences(line: &Line) -> Vec<Span> {
    let bytes = line.words.as_bytes();
    let opening = memchr::memchr_iter(b'(', bytes).filter(|at| *at >= 2);
    let ended = opening.filter(|at| {
        bytes[at - 1] == b' '
            && matches!(bytes[..at - 1].trim_ascii_end().last(), Some(b'.' | b':'))
    });
    let marks = ended.filter_map(|at| {
        let words = line.words.get(at..)?;
        let (mark, _) = marking::portion(words)?;
        let next = words.get(mark.len()..)?.trim_start();
        next.starts_with(char::is_uppercase).then(|| line.span_of(mark))
    });
    marks.collect()
}

/// Where each numbered paragraph ends: at the next, at a heading, or at a section of its own line.
fn ends(
    document: &Document,
    lines: &[Line],
    paragraphs: &[Numbered],
    sections: &[section::Section],
) -> Vec<usize> {
    let mut stops: Vec<usize> = paragraphs.iter().map(|one| one.span.start).collect();
    stops.extend(lines.iter().filter(|line| line.heading).map(|line| line.span.start));
    let whole = sections.iter().filter(|section| section.after.is_none());
    stops.extend(whole.filter_map(|section| lines.get(section.line)).map(|line| line.span.start));
    stops.sort_unstable();
    let after = |start: usize| stops.get(stops.partition_point(|stop| *stop <= start)).copied();
    let end_of_line =
        |one: &Numbered| lines.get(one.line).map_or(one.span.end, |line| line.span.end);
    // A heading that is itself numbered holds what stands below it.
    let from = |one: &Numbered| one.span.start.max(end_of_line(one).saturating_sub(1));
    paragraphs.iter().map(|one| after(from(one)).unwrap_or(document.text().len())).collect()
}
