//! Whom a sentence is about, and whom a pronoun or a verb without a subject stands for. A sentence that
//! has a subject of its own never takes one of another paragraph.

use super::joint::has_verb;
use super::sayer::{is_source, phrase_end};
use super::source::{Source, source};
use super::speech::Speech;
use crate::facts::candidate::What;
use crate::facts::lexicon::Traits;
use crate::facts::model::SourceKind;
use crate::facts::passage::Passage;
use crate::facts::word_list::list;

impl Speech<'_> {
    /// The actor with whom tokens `start..end` begin.
    pub(super) fn subject_of(
        &self,
        passage: &Passage,
        (start, end): (usize, usize),
    ) -> Option<Source> {
        let span = passage.span(start, end);
        let from = self.found.partition_point(|name| name.span.end <= span.start);
        let inside = self.found[from..].iter().take_while(|name| name.span.start < span.end);
        let mut actors = inside.filter(|name| is_actor(name.what)).peekable();
        // Where nobody is named, no label need be passed.
        actors.peek()?;
        let start = after_label(passage, start, end);
        let opening = passage.token(start)?.span.start;
        let name = actors.find(|name| name.span.end > opening)?;
        let first = passage.token_at(name.span.start);
        let near = first < end && first < start + OPENING;
        let kind = match name.what {
            What::Person => Some(SourceKind::Named),
            What::State(_) => Some(SourceKind::Office),
            _ => None,
        };
        let quick = kind.map(|kind| Source { kind, span: name.span });
        let read = || source(passage, self.found, (first, passage.token_at(name.span.end)));
        near.then(|| quick.or_else(read)).flatten()
    }

    /// Notes whom a sentence is about, for the pronouns after it.
    pub fn note_subject(&mut self, passage: &Passage, sentence: (usize, usize)) {
        if let Some(subject) = self.subject_of(passage, sentence) {
            self.heard.subject = Some(subject);
            if subject.kind == SourceKind::Named && self.is_person(passage, subject) {
                self.heard.person = Some(subject);
            }
        }
    }

    /// Who says what a second verb without a subject before token `at` says: the subject of the sentence,
    /// else the one who spoke in it.
    pub(super) fn shared(&self, passage: &Passage, (start, at): (usize, usize)) -> Option<Source> {
        let from = after_label(passage, start, at);
        if passage.is_any(from, list!("he she it they")) {
            return self.resolved(passage, from, start);
        }
        let inside = |source: &Source| passage.token_at(source.span.start) >= start;
        let spoke = self.heard.speaker.filter(inside);
        self.opening(passage, (start, at)).or(spoke)
    }

    /// The actor, or else the source, with which tokens `start..end` begin.
    fn opening(&self, passage: &Passage, (start, end): (usize, usize)) -> Option<Source> {
        let from = after_label(passage, start, end);
        let close = phrase_end(passage, from, end);
        let close = (from + 1..close).find(|&at| is_predicate(passage, at)).unwrap_or(close);
        let opens = close < end && is_source(passage, from, close);
        self.subject_of(passage, (start, end))
            .or_else(|| opens.then(|| source(passage, self.found, (from, close))).flatten())
    }

    /// Whom the pronoun at token `at` stands for.
    pub(super) fn resolved(&self, passage: &Passage, at: usize, start: usize) -> Option<Source> {
        let person = passage.is_any(at, list!("he she"));
        let span = passage.span(at, at + 1);
        if person {
            let unknown = Source { kind: SourceKind::Named, span };
            return self.of_person(passage, at, start).or(Some(unknown));
        }
        let it = passage.is(at, "it");
        let fits = |source: &Source| {
            source.kind != SourceKind::Named || !it || self.heard.person != Some(*source)
        };
        let own = self.opening(passage, (start, at));
        // Of bodies the one named last; a person is not "they".
        let other = |source: &Source| self.heard.person != Some(*source);
        let mut bodies = [self.heard.speaker, self.heard.subject].map(|body| body.filter(other));
        bodies.sort_by_key(|body| std::cmp::Reverse(body.map(|body| body.span.start)));
        let here = passage.span(0, passage.tokens.len()).start;
        let busy =
            has_verb(passage, start..at) || passage.follows_any(at, list!("that which what"));
        let near = |body: &Source| !busy || body.span.start >= here;
        let heard = own.into_iter().chain(bodies.into_iter().flatten().filter(near));
        let unknown = Source { kind: SourceKind::Office, span };
        let mut heard = heard.filter(fits);
        heard.next().or((!it).then_some(unknown))
    }

    /// Whom "he" or "she" at token `at` stands for: the person the sentence is about, the one who spoke or
    /// was named in the sentence before.
    fn of_person(&self, passage: &Passage, at: usize, start: usize) -> Option<Source> {
        let own = self.subject_of(passage, (start, at));
        let own = own.filter(|own| own.kind == SourceKind::Named && self.is_person(passage, *own));
        own.or_else(|| self.only_person_before(passage, start)).or(self.heard.person)
    }

    /// The person whom the sentence before the one at `start` names, if it names one alone and nobody was
    /// heard in it.
    fn only_person_before(&self, passage: &Passage, start: usize) -> Option<Source> {
        let before = passage.sentence(start.checked_sub(1)?);
        let span = passage.span(before.start, before.end);
        if self.heard.person.is_some_and(|heard| heard.span.start >= span.start) {
            return None;
        }
        let from = self.found.partition_point(|name| name.span.start < span.start);
        let inside = self.found[from..].iter().take_while(|name| name.span.end <= span.end);
        let mut persons = inside
            .map(|name| Source { kind: SourceKind::Named, span: name.span })
            .filter(|name| self.is_person(passage, *name));
        let one = persons.next()?;
        persons.next().is_none().then_some(one)
    }
}

/// "shows" of "The ministry shows guests": a verb right after the head of a subject.
fn is_predicate(passage: &Passage, at: usize) -> bool {
    let heads = Traits::ROLE_HEAD.with(Traits::ORG_HEAD).with(Traits::FORCE_HEAD);
    let Some(before) = passage.before(at) else { return false };
    let word = passage.word(at);
    let small = passage.token(at).is_some_and(|token| token.is_word() && !token.is_capital());
    let headed = before.is_capital() || before.traits.any(heads);
    let inflected = word.ends_with('s') || word.ends_with("ed");
    let noun = passage.traits(at).any(heads) || is_source(passage, at, at + 1);
    has_verb(passage, at..at + 1) || small && headed && inflected && !noun
}

/// Past the label that tokens `start..end` begin with: "23 January 2019:", "4.1. China.".
fn after_label(passage: &Passage, start: usize, end: usize) -> usize {
    let colon = (start..end.min(start + LABEL))
        .find(|&at| passage.token(at).is_some_and(|token| token.is_mark(':')));
    let label = colon.filter(|&colon| !has_verb(passage, start..colon));
    label.map_or(start, |colon| colon + 1)
}

/// True for persons, bodies and states.
fn is_actor(what: What) -> bool {
    matches!(what, What::State(_) | What::KnownActor(_) | What::Person | What::Organisation(_))
}

/// How many tokens of a sentence may stand before the one it is about.
const OPENING: usize = 5;

/// How many tokens a label may have.
const LABEL: usize = 8;
