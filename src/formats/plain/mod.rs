//! Structure of plain text, recognised and hardly changed: the canonical text is the file's own, but
//! for running heads of pages and for words divided at line ends; blocks are spans into it. Works line by line over runs of lines between blank ones; linear.

mod divided;
mod line;
mod marker;
mod pages;
mod part;
mod run;
mod shape;
mod table;
mod writer;

use crate::document::{Block, Parts};
use crate::text::{CleanText, Span};
use line::Line;
pub(super) use part::Part;
use run::Run;
use shape::Shape;
use writer::Writer;

/// Lines in one run at most; longer runs are cut.
const MAX_RUN: usize = 4096;

/// The text of a plain file and its blocks.
pub(super) fn parts(raw: String) -> Parts {
    let (lines, aside) = pages::joined(raw);
    let mut lines = divided::whole(lines);
    let text = CleanText::text(std::mem::take(&mut lines.text));
    let (mut blocks, whole) = structure(&text, Span::new(0, text.len()), Part::File);
    blocks.iter_mut().for_each(|block| block.line = lines.number(block.line));
    let caveat = "The text has more parts than can be kept; the rest is shown as it is.";
    let mut caveats: Vec<CleanText> = if whole { Vec::new() } else { vec![caveat.into()] };
    caveats.extend(aside.map(|aside| CleanText::line(&aside)));
    Parts { text, blocks, caveats, ..Parts::default() }
}

/// The blocks of `span` of a text, source lines counted from 1 at the span's start.
pub(super) fn blocks(text: &str, span: Span, part: Part) -> Vec<Block> {
    structure(text, span, part).0
}

/// The blocks, and whether the structure of all of the text was recognised.
fn structure(text: &str, span: Span, part: Part) -> (Vec<Block>, bool) {
    let shape = Shape::of(span.of(text));
    let mut writer = Writer::new(text, shape, part);
    let mut runs = Runs::new(text, span);
    let mut current = runs.next();
    while let Some(run) = current {
        if writer.is_full() {
            writer.rest(run.start(), span.end);
            return (writer.finish(), false);
        }
        let next = runs.next();
        writer.run(&run, next.as_ref());
        current = next;
    }
    (writer.finish(), true)
}

/// Length in bytes of the bullet or number that `words` begin with, if words follow it.
pub(super) fn marker_len(words: &str) -> Option<usize> {
    marker::marker(words).map(|found| found.len)
}

/// Runs of lines without blank lines between them.
struct Runs<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    number: u32,
}

impl<'a> Runs<'a> {
    fn new(text: &'a str, span: Span) -> Self {
        Self { text, at: span.start, end: span.end, number: 0 }
    }

    fn line(&mut self) -> Option<Line<'a>> {
        if self.at >= self.end {
            return None;
        }
        let rest = Span::new(self.at, self.end).of(self.text);
        let raw = rest.split('\n').next().unwrap_or(rest);
        self.number = self.number.saturating_add(1);
        let line = Line::new(raw, self.at, self.number).judged();
        self.at += raw.len() + 1;
        Some(line)
    }
}

impl<'a> Iterator for Runs<'a> {
    type Item = Run<'a>;

    fn next(&mut self) -> Option<Run<'a>> {
        let mut lines = Vec::new();
        while let Some(line) = self.line() {
            if !line.words.is_empty() {
                lines.push(line);
            }
            let blank = line.words.is_empty() && !lines.is_empty();
            if blank || lines.len() == MAX_RUN {
                break;
            }
        }
        (!lines.is_empty()).then(|| Run::new(lines))
    }
}

#[cfg(test)]
mod tests;
