//! Distances that answer a question, as in hearings: "How far can the missile fly? 900 miles, sir.",
//! "The interceptor? Seven hundred kilometres." The answer holds nothing but the distance; a question
//! where something is, or how near it came, has no range for an answer.

use std::ops::Range;

use super::evidence::Evidence;
use super::measure::Measure;
use super::scene::{Placed, Scene};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::word_list::{WordList, list};
use crate::text::Span;

/// A distance that is all of its sentence, after a question for the range of a weapon.
pub fn answer(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let sentence = passage.sentence(measure.number);
    let bare = is_bare(passage, &sentence, measure);
    (bare && scene.asked_before(sentence.start).is_some()).then_some(Evidence::Answer)
}

/// True if the sentence is the distance, a label or "well," before it, and who is spoken to after it.
fn is_bare(passage: &Passage, sentence: &Range<usize>, measure: &Measure) -> bool {
    let quote = |at: &usize| {
        let token = passage.tokens[*at];
        token.is_mark('"') || token.is_mark('”') || token.is_mark('’')
    };
    let opens = after_label(passage, sentence.start);
    let opens = (opens..measure.first).find(|&at| {
        let comma = passage.tokens[at].is_mark(',');
        !comma && !quote(&at) && !passage.tokens[at].is_mark('“') && !passage.is_any(at, LEADING)
    });
    let close = (measure.after..sentence.end).find(quote).unwrap_or(sentence.end);
    let depends = passage.tokens.get(measure.after).is_some_and(|token| token.is_mark(','))
        && passage.is_any(measure.after + 1, list!("depending"));
    let close = if depends { measure.after } else { close };
    let closes = (measure.after..close).all(|at| {
        let token = passage.tokens[at];
        token.is_mark('.') || token.is_mark(',') || passage.is_any(at, ADDRESSED) || {
            let after = passage.tokens[at - 1];
            token.is_capital() && (after.is_mark(',') || after.is_mark('.') || after.is_capital())
        }
    });
    let short = close <= measure.after + ADDRESS;
    opens.is_none() && closes && short
}

/// Past the label of a speaker: "SPEAKER 2:", "A:", "Q.".
fn after_label(passage: &Passage, start: usize) -> usize {
    if passage.is_any(start, list!("q a"))
        && passage.token(start + 1).is_some_and(|t| t.is_mark('.'))
    {
        return start + 2;
    }
    let colon = (start..start + LABEL)
        .find(|&at| passage.token(at).is_some_and(|token| token.is_mark(':')));
    colon.map_or(start, |colon| colon + 1)
}

impl Scene<'_> {
    /// The weapon that the answer at token `start` gives a range: asked for in the sentence before it,
    /// or at the end of the passage before.
    pub(super) fn asked_before(&self, start: usize) -> Option<Span> {
        let mut end = start;
        if let Some(last) = end.checked_sub(1)
            && self.is_label(self.passage.sentence(last))
        {
            end = self.passage.sentence(last).start;
        }
        match end.checked_sub(1) {
            Some(last) => self.asked(self.passage.sentence(last)),
            None => self.memory.asked,
        }
    }

    /// "Mr. Poe.": a sentence of capitals, who answers.
    fn is_label(&self, sentence: Range<usize>) -> bool {
        let tokens = &self.passage.tokens[sentence];
        let stop = tokens.last().is_some_and(|token| token.is_mark('.'));
        let plain = |token: &Token| token.is_capital() || token.is_mark('.');
        stop && tokens.len() <= LABEL && tokens.iter().all(plain)
    }

    /// The weapon for whose range the sentence asks.
    pub(super) fn asked(&self, sentence: Range<usize>) -> Option<Span> {
        let passage = self.passage;
        let mark = (sentence.start..sentence.end).rev().take(3);
        let mark = mark.into_iter().find(|&at| passage.tokens[at].is_mark('?'))?;
        let first = after_label(passage, sentence.start);
        if (first..mark).any(|at| passage.is_any(at, PLACE)) {
            return None;
        }
        let last = self.weapons.partition_point(|weapon| weapon.end <= mark).checked_sub(1)?;
        let weapon = self.weapons[last];
        let inside = weapon.first >= first;
        let found =
            inside && (self.is_named_alone(&weapon, first, mark) || self.is_of_range(first, mark));
        found.then(|| self.resolved(weapon))
    }

    /// "The interceptor?", "And what about the Iskander?": a missile and nothing else, and no question
    /// for its place before.
    fn is_named_alone(&self, weapon: &Placed, first: usize, mark: usize) -> bool {
        let passage = self.passage;
        let small = (first..weapon.first).all(|at| {
            passage.is_any(at, list!("and so what about the a an your their its this that new how"))
                || passage.tokens[at].is_mark(',')
        });
        let missile = self
            .class(weapon)
            .is_some_and(|class| class.contains("missile") || class.contains("rocket"));
        let before = first.checked_sub(1).map(|last| passage.sentence(last));
        let placed = before.is_some_and(|mut before| before.any(|at| passage.is_any(at, PLACE)));
        small && missile && !placed && weapon.end == mark
    }

    /// "What is the range of the W?", "How far can the W fly?".
    fn is_of_range(&self, first: usize, mark: usize) -> bool {
        let passage = self.passage;
        let range = (first..mark).any(|at| passage.is_any(at, list!("range ranges reach")));
        let far = (first..mark)
            .find(|&at| passage.is(at, "far") && passage.follows_any(at, list!("how")));
        let can = |far: usize| passage.is_any(far + 1, list!("can could does do will would"));
        let flies = |far: usize| (far + 2..mark).any(|at| passage.is_any(at, FLYING));
        range || far.is_some_and(|far| can(far) && flies(far))
    }
}

/// "Can the missile reach 500 km?", "Does it have a range of 300 km?": nobody says so.
pub fn is_asked(passage: &Passage, measure: &Measure, evidence: Evidence) -> bool {
    let sentence = passage.sentence(measure.number);
    let inverted = passage.is_any(sentence.start, ASKING);
    let asked = (sentence.end.saturating_sub(2)..sentence.end)
        .any(|at| passage.token(at).is_some_and(|token| token.is_mark('?')));
    let said = match evidence {
        Evidence::Reach(_) => true,
        Evidence::RangeOf(range) => {
            let has = |at: usize| passage.is_any(at, list!("have has having"));
            passage.is(range, "reach") || (range.saturating_sub(3)..range).any(has)
        }
        _ => false,
    };
    inverted && asked && said
}

const ASKING: &WordList =
    list!("can could does do did will would is are was were has have should may might");

/// What the end of a passage asks for, if it ends with a question.
pub(super) fn asked_at_end(scene: &Scene) -> Option<Span> {
    let last = scene.passage.tokens.len().checked_sub(1)?;
    scene.asked(scene.passage.sentence(last))
}

/// How many tokens a speaker's label may have.
const LABEL: usize = 5;

/// How many tokens may stand after the distance: ", Mr. Chairman."
const ADDRESS: usize = 7;

const ADDRESSED: &WordList = list!(
    "sir madam maam ma'am senator general chairman chairwoman minister colonel admiral congressman \
    congresswoman mr mrs ms away at most maximum max give or take"
);

/// Words of a question for a place or a height.
const PLACE: &WordList = list!(
    "where away close near high fast moved stationed based deployed located down crash land landed \
    fell fall closer nearest here there"
);

/// What may lead an answer: "We assess", "I would say", "I think it is".
const LEADING: &WordList = list!(
    "yes well sir roughly it is it's we i assess estimate believe think reckon judge say would put at \
    that maybe perhaps probably around senator congressman somewhere between anywhere from"
);

const FLYING: &WordList =
    list!("fly reach go shoot fire travel hit strike range carry engage throw kill");
