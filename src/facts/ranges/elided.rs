//! Ranges whose verb stands with the one before: "the A flies 500 km; the B, by contrast, 120 km only",
//! "27 km with plain shells and rocket-assisted ones to 35 km", and lines of a data sheet that give one
//! weapon two ranges under one label. The first of each is found elsewhere; without it nothing follows.

use super::evidence::Evidence;
use super::measure::Measure;
use super::scene::Scene;
use super::words::{PROJECTILES, ends_clause};
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token_kind::Kind;
use crate::facts::word_list::{WordList, list};

/// "; the B, by contrast, M only": the weapon right before the distance, after the range that ends
/// at `previous`.
pub fn elided(
    passage: &Passage,
    scene: &Scene,
    measure: &Measure,
    previous: Option<usize>,
) -> Option<Evidence> {
    let from = previous?;
    let near = measure.first.checked_sub(from).is_some_and(|gap| gap <= GAP);
    let from = from + usize::from(passage.is_any(from, list!("only away distant")));
    let same = passage.sentence_number(from) == passage.sentence_number(measure.first);
    let opens = passage.token(from).is_some_and(|t| t.is_mark(',') || t.is_mark(';'))
        || passage.is_any(from, list!(JOINING));
    if !near || !same || !opens || !is_closed(passage, measure.after) {
        return None;
    }
    let end = before_aside(passage, before_adverbs(passage, measure.first, from), from);
    let plain = |end: usize| (from..end).all(|at| joins(passage, at));
    // "plain", "rocket-assisted": words that say which rounds
    let kind = |end: usize| {
        let said = |at: &usize| {
            let token = passage.tokens[*at];
            token.is_dash() || token.is_word() && !token.traits.has(Traits::FUNCTION)
        };
        (from..end).rev().take(4).take_while(said).last().unwrap_or(end)
    };
    let weapon = scene.ends_at(end).filter(|&at| scene.weapons[at].first > from);
    match weapon.map(|at| (scene.weapons[at], scene.weapons[scene.chain(at)])) {
        Some((weapon, _)) if scene.is_round(&weapon) => plain(kind(weapon.first))
            .then(|| of_gun(scene, from).or(Some(Evidence::Parallel)))
            .flatten(),
        Some(_) if scene.is_another_target(measure, previous) => Some(Evidence::Parallel),
        Some((_, weapon)) => {
            let drives = scene.drives(Some(weapon.found.span));
            let owned = Evidence::Owned("range list", weapon.first);
            (plain(weapon.first) && !drives).then_some(owned)
        }
        None if is_unknown_name(passage, end, from) => Some(Evidence::Unnamed),
        None => {
            let round = end.checked_sub(1).filter(|&round| round > from)?;
            let alike = passage.is_any(round, PROJECTILES) || passage.is(round, "ones");
            let thrown = alike && passage.is(end, "to");
            (thrown && plain(kind(round))).then(|| of_gun(scene, from)).flatten()
        }
    }
}

/// "the Mk-II of M", "the Xyz 70 km": a name right before, which is no weapon for us.
fn is_unknown_name(passage: &Passage, end: usize, from: usize) -> bool {
    let of = passage.is(end, "of") || passage.token(end).is_some_and(|token| !token.is_word());
    let Some(last) = end.checked_sub(1).filter(|&last| last > from) else { return false };
    let name = |at: usize| {
        let token = passage.tokens[at];
        token.is_capital() && !token.traits.has(Traits::FUNCTION)
            || token.is_dash()
            || token.is_number()
    };
    let first = (from..=last).rev().take_while(|&at| name(at)).last();
    let the = first.is_some_and(|first| passage.follows_any(first, list!("the its")));
    let known = first.is_some_and(|first| !passage.hits_at(first).is_empty());
    of && the && !known && passage.tokens[last].is_word()
}

/// Of the gun that throws the rounds of a list.
fn of_gun(scene: &Scene, from: usize) -> Option<Evidence> {
    scene.gun_of_rounds(from).map(|gun| Evidence::Owned("range list", gun.first))
}

/// Before the adverbs and small words right before a distance: "only", "just", "to".
fn before_adverbs(passage: &Passage, first: usize, from: usize) -> usize {
    let small =
        |at: usize| passage.is_any(at, list!("only just merely barely even mere a one of to at"));
    (from..first).rev().find(|&at| !small(at)).map_or(from, |at| at + 1)
}

/// Before an aside between commas that ends at `end`: ", by contrast,".
fn before_aside(passage: &Passage, end: usize, from: usize) -> usize {
    let comma = |at: usize| passage.token(at).is_some_and(|token| token.is_mark(','));
    let Some(close) = end.checked_sub(1).filter(|&close| close > from && comma(close)) else {
        return end;
    };
    let open = (close.saturating_sub(ASIDE).max(from)..close).rev().find(|&at| comma(at));
    match open {
        Some(open) if (open + 1..close).all(|at| passage.is_any(at, CONTRASTING)) => open,
        _ => end,
    }
}

/// What may stand between a range and the next weapon: what joins them, articles and adjectives.
fn joins(passage: &Passage, at: usize) -> bool {
    let token = passage.tokens[at];
    let whose = |sense| matches!(sense, Sense::Neutral | Sense::Adjective(_));
    token.is_mark(',')
        || token.is_mark(';')
        || matches!(token.kind, Kind::Possessive)
        || passage.is_any(at, list!(JOINING))
        || passage.is_any(at, list!(MODIFYING))
        || passage.longest(at, whose).is_some()
        || token.is_capital() && passage.token(at + 1).is_some_and(|t| t.kind == Kind::Possessive)
}

/// True if nothing after the distance says that it is from or of something.
fn is_closed(passage: &Passage, at: usize) -> bool {
    let away = passage.is(at, "away") && !passage.token(at + 1).is_some_and(|t| t.is_word());
    ends_clause(passage, at) || away || passage.is_any(at, list!("only each"))
}

/// "Range: 20 km against aircraft; 8 km against missiles": a second distance under the label that the
/// line begins with, right after the semicolon or comma, each with its condition.
pub fn labelled(passage: &Passage, measure: &Measure, previous: Option<usize>) -> Option<Evidence> {
    let from = previous?;
    let mark = measure.first.checked_sub(1).filter(|&mark| mark >= from)?;
    let semicolon = passage.tokens[mark].is_mark(';');
    let joint = semicolon || passage.tokens[mark].is_mark(',') || passage.tokens[mark].is_mark(':');
    if !joint || mark - from > CONDITION {
        return None;
    }
    let start = passage.sentence(measure.number).start;
    let label = (start..from.min(start + LABEL)).find(|&at| is_label_mark(passage, at))?;
    let ranges = (start..label).any(|at| passage.is_any(at, list!("range ranges reach")));
    let other = (start..label).any(|at| passage.is_any(at, list!("detection radar sensor of")));
    let condition = |at: usize| {
        passage.is_any(at, list!("against with without when using"))
            || passage.token(at).is_some_and(|token| token.is_mark('('))
    };
    let first = condition(from) && (from + 1..mark).all(|at| !passage.tokens[at].is_mark(':'));
    let second = condition(measure.after);
    let ends = passage.sentence(measure.number).end <= measure.after + 1;
    let alike = second && (first || mark == from) || semicolon && first && ends;
    let alike = alike || is_sublabel(passage, from, measure.first);
    (ranges && !other && alike).then_some(Evidence::Parallel)
}

/// "; vehicle target: M": a label under the label.
fn is_sublabel(passage: &Passage, from: usize, first: usize) -> bool {
    let opens = passage.token(from).is_some_and(|t| t.is_mark(',') || t.is_mark(';'));
    let closes = passage.tokens[first - 1].is_mark(':');
    let plain = (from + 1..first - 1).all(|at| {
        let token = passage.tokens[at];
        let range = token.traits.has(Traits::REACH) && !passage.tokens[at - 1].is_dash();
        !token.is_mark(':') && !token.is_mark('.') && !range
    });
    let other =
        (from..first).any(|at| passage.is_any(at, list!("weight length speed height ceiling")));
    opens && closes && plain && !other
}

/// The mark that ends a label: ":" or a dash between spaces.
fn is_label_mark(passage: &Passage, at: usize) -> bool {
    let token = passage.tokens[at];
    token.is_mark(':') || token.is_mark('|') || token.is_dash() && !token.glued
}

/// How many tokens may stand between two ranges.
const GAP: usize = 14;

/// How many words an aside may have.
const ASIDE: usize = 5;

/// How many tokens the condition of a range may have.
const CONDITION: usize = 12;

/// How many tokens a label may have.
const LABEL: usize = 6;

const JOINING: &str = "and while whereas whilst but the a an its their with for";

const MODIFYING: &str = "older newer old new smaller larger heavier lighter longer shorter big small \
    bigger basic latest other earlier later improved export";

const CONTRASTING: &WordList = list!(
    "by contrast comparison on the other hand however meanwhile in turn for its part though instead"
);
