//! Who says it and how surely: reads the sentences that hold facts, each once, and keeps for every place
//! how what stands there is said. Finds no facts.
//!
//! In the order of the work: `quote` and `speech` (who speaks), `subject` (whom a pronoun means), `sayer`
//! and `source` (noun phrases of sources), `silence` (sentences with nothing of the kind), `joint` and
//! `cue_words` (what words open and show), `walk` (a sentence, left to right),
//! `clause` (the tree it makes, and what follows from it).

mod clause;
mod cue_words;
mod joint;
mod quote;
mod sayer;
mod silence;
mod source;
mod speech;
mod subject;
mod walk;

use super::candidate::Candidate;
use super::model::{Attribution, Stance};
use super::passage::Passage;
use crate::text::Span;
use clause::Tree;
use speech::{Heard, Speech};
use walk::Walk;

pub use sayer::{is_given_by_source, is_of_source, is_source};

/// How everything in a document is said, by places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stances {
    /// Stretches of text with what marks them, those alone that something does.
    marked: Vec<(Span, Stance)>,
    /// The sentences that were read: those in which facts stand.
    sentences: Vec<Span>,
}

impl Stances {
    /// How the fact that begins at byte `at` is said.
    pub fn at(&self, at: usize) -> Stance {
        let after = self.marked.partition_point(|(span, _)| span.start <= at);
        let last = after.checked_sub(1).and_then(|last| self.marked.get(last));
        last.filter(|(span, _)| at < span.end).map(|(_, stance)| *stance).unwrap_or_default()
    }

    /// The stretches that somebody is said to say, each with its stance, in order once they are settled.
    pub fn attributed(&self) -> impl Iterator<Item = (Span, Stance)> {
        let marked = self.marked.iter().copied();
        marked.filter(|(_, stance)| stance.attribution.sayer.is_some())
    }

    /// The sentences in which facts stand, in order once they are settled.
    pub fn sentences(&self) -> &[Span] {
        &self.sentences
    }

    /// The same, and no more of it.
    pub fn into_sentences(self) -> Vec<Span> {
        self.sentences
    }

    /// Puts the stretches in order: cells of a table may come in another.
    pub fn settle(&mut self) {
        self.marked.sort_by_key(|(span, _)| span.start);
        self.sentences.sort_unstable();
        self.sentences.dedup();
    }
}

/// Reads the passages of one document in their order.
#[derive(Debug, Default)]
pub struct Lens {
    heard: Heard,
    tree: Tree,
    /// The sentences in which facts stand; kept for its room.
    sentences: Vec<usize>,
}

impl Lens {
    /// Reads a passage; `found` are its names in order, `places` where facts stand in it.
    pub fn read(
        &mut self,
        passage: &Passage,
        found: &[Candidate],
        places: &[Span],
        out: &mut Stances,
    ) {
        self.note_sentences(passage, places);
        if self.sentences.is_empty() {
            self.heard.open = None;
            return;
        }
        let quotes = self.quotes(passage, found);
        for sentence in self.sentences.iter().filter_map(|&number| passage.sentences.get(number)) {
            let within = (sentence.tokens.start, sentence.tokens.end);
            out.sentences.push(passage.span(within.0, within.1));
            let mut speech = Speech { found, heard: &mut self.heard };
            if silence::is_silent(passage, within, &quotes) {
                speech.note_subject(passage, within);
                continue;
            }
            Walk::read(passage, within, &mut speech, &mut self.tree, &quotes);
            speech.note_subject(passage, within);
            note(passage, within, &self.tree, out);
        }
    }
}

impl Lens {
    /// The quotations of a passage, each with its speaker.
    fn quotes(
        &mut self,
        passage: &Passage,
        found: &[Candidate],
    ) -> Vec<(quote::Quote, Option<source::Source>)> {
        let quotes = quote::quotes(passage);
        if quotes.is_empty() {
            self.heard.open = None;
            return Vec::new();
        }
        let mut heard = self.heard;
        let quotes = Speech { found, heard: &mut heard }.speakers(passage, &quotes);
        self.heard.open = heard.open;
        quotes
    }

    /// Notes the sentences in which something stands, in order and each once.
    fn note_sentences(&mut self, passage: &Passage, places: &[Span]) {
        self.sentences.clear();
        if let ([_], Some(end)) = (&passage.sentences[..], passage.tokens.last()) {
            let inside = places.iter().any(|place| place.start <= end.span.start);
            self.sentences.extend(inside.then_some(0));
            return;
        }
        let mut last = Span::default();
        for place in places {
            if last.start <= place.start && place.start < last.end {
                continue;
            }
            let Some(number) = passage.sentence_number(passage.token_at(place.start)) else {
                continue;
            };
            self.sentences.push(number);
            let tokens = passage.sentences.get(number).map(|sentence| sentence.tokens.clone());
            // Up to where its last token begins: a place after that may belong to the next sentence.
            last = tokens.map_or(last, |tokens| {
                let starts = |at: usize| passage.token(at).map_or(0, |token| token.span.start);
                Span::new(starts(tokens.start), starts(tokens.end.saturating_sub(1)))
            });
        }
        self.sentences.sort_unstable();
        self.sentences.dedup();
    }
}

/// Keeps the stretches of a sentence that something marks.
fn note(passage: &Passage, (start, end): (usize, usize), tree: &Tree, out: &mut Stances) {
    if !tree.is_marked() {
        return;
    }
    let mut from = start;
    for at in tree.changes(start, end).chain([end]) {
        let stance = tree.stance(passage, from, start);
        if stance != Stance::default() {
            out.marked.push((passage.span(from, at), stance));
        }
        from = at;
    }
}

/// The source that fills the cell of a table; `None` for an empty or a long one.
pub fn source_of_cell(cell: &Passage) -> Option<Attribution> {
    let whole = cell.tokens.len();
    let stop = (0..whole).find(|&at| cell.token(at).is_some_and(|token| token.is_mark(';')));
    // "press reports; the navy gives none"
    let end = stop.filter(|&stop| (stop..whole).any(|at| sayer::is_listed(cell, at)));
    let end = end.unwrap_or(whole);
    source::source(cell, &[], (0, end)).filter(|_| end > 0).map(source::Source::attribution)
}
#[cfg(test)]
mod tests;
