//! Ranges: distances that weapons can reach, each with its bound, its weapon, who says so and how
//! sure. `measure` reads distances, `reach` decides which are ranges, `link` finds the weapon.

mod ability;
mod antecedent;
mod approximator;
mod beside;
mod clause;
mod dimension;
mod link;
mod measure;
mod number;
mod reach;
mod said;
mod table;

use super::found::{Found, What};
use super::lexicon::Lexicon;
use super::model::Approx;
use super::passage::Passage;
use super::word_list::list;
use crate::text::Span;
use antecedent::Sort;

pub use table::{Row, Tables};

/// A range as the passage gives it; its weapon is the span of a mention.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranged {
    /// The expression.
    pub span: Span,
    /// Converted values.
    pub also: Vec<Span>,
    /// Lower bound in kilometres.
    pub min_km: Option<f64>,
    /// Upper bound in kilometres.
    pub max_km: Option<f64>,
    /// Kind of bound.
    pub approx: Approx,
    /// The mention of the weapon.
    pub weapon: Option<Span>,
    /// Who says so.
    pub said_by: Option<Span>,
    /// The hedge.
    pub hedge: Option<Span>,
    /// The rule that found it.
    pub rule: &'static str,
}

/// What earlier passages leave for later ones: the weapons last spoken of.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// The named weapons that a following "it" or "the missile" may stand for, the likeliest first.
    named: Vec<Found>,
    /// A generic weapon, if no named one was spoken of since.
    generic: Option<Span>,
    /// The weapon last said to be replaced by another.
    replaced: Option<Span>,
}

/// How many named weapons are remembered.
const MOST_REMEMBERED: usize = 8;

/// Adds the ranges of a passage. `found` are its decided candidates in order.
pub fn find(passage: &Passage, found: &[Found], memory: &mut Memory, out: &mut Vec<Ranged>) {
    let measures = measure::measures(passage);
    let weapons: Vec<Found> = found.iter().filter(|f| is_candidate(passage, f)).copied().collect();
    if measures.is_empty() {
        return memory.remember(passage, &weapons);
    }
    let scene = link::Scene::new(passage, &weapons, memory);
    let mut previous: Option<usize> = None;
    let mut ranges: Vec<Ranged> = Vec::new();
    for measure in &measures {
        let Some(evidence) = reach::evidence(passage, &scene, measure, previous) else {
            continue;
        };
        let before = previous.replace(measure.end);
        let weapon = match (evidence, ranges.last()) {
            (reach::Evidence::Changed, Some(changed)) => {
                scene.changed(measure, before).or(changed.weapon)
            }
            _ => scene.weapon_of(measure, evidence, before),
        };
        ranges.push(Ranged {
            span: passage.span(measure.first, measure.end),
            also: measure.also.clone(),
            min_km: measure.min_km,
            max_km: measure.max_km,
            approx: measure.approx,
            weapon,
            said_by: said::said_by(passage, measure.first),
            hedge: said::hedge(passage, measure.first, measure.end),
            rule: evidence.rule(),
        });
    }
    join_bounds(passage, &mut ranges);
    link::share(passage, &scene, &mut ranges);
    out.append(&mut ranges);
    memory.remember(passage, &weapons);
}

/// "more than 1,000 km but not more than 5,500 km" is one interval.
fn join_bounds(passage: &Passage, ranges: &mut Vec<Ranged>) {
    let mut at = 1;
    while at < ranges.len() {
        let (low, high) = (&ranges[at - 1], &ranges[at]);
        let bounds = low.approx == Approx::AtLeast
            && high.approx == Approx::UpTo
            && low.min_km < high.max_km;
        let gap = Span::new(low.span.end, high.span.start).of(passage.text).trim();
        if bounds && matches!(gap, "" | "but" | "and" | ", but" | ", and") {
            let high = ranges.remove(at);
            let low = &mut ranges[at - 1];
            low.span.end = high.span.end;
            low.max_km = high.max_km;
            low.approx = Approx::Interval;
        } else {
            at += 1;
        }
    }
}

/// Weapons that can have a range, not what they carry. A bare "aircraft" that may be no weapon can only
/// stand for one named before.
fn is_candidate(passage: &Passage, found: &Found) -> bool {
    let What::Generic(head) = found.what else {
        return found.what.is_weapon();
    };
    let part = passage
        .lexicon
        .head(head)
        .is_some_and(|head| PARTS.iter().any(|part| head.word.ends_with(part)));
    let anaphor = || {
        let first = passage.token_at(found.span.start);
        passage.follows_any(first, list!("the this these"))
    };
    (!found.weak || anaphor()) && !part
}

/// What weapons carry; how far it goes is the range of what carries it.
const PARTS: &[&str] = &[
    "warhead",
    "payload",
    "decoy",
    "submunition",
    "bomblet",
    "explosives",
    "reentry vehicle",
    "re-entry vehicle",
];

impl Memory {
    /// Keeps the weapons of the passage for the next one.
    fn remember(&mut self, passage: &Passage, weapons: &[Found]) {
        let named = || weapons.iter().filter(|found| found.what.is_named_weapon());
        let replaced =
            |found: &&Found| antecedent::is_replaced(passage, passage.token_at(found.span.start));
        if let Some(found) = named().rfind(replaced) {
            self.replaced = Some(found.span);
        }
        if named().next().is_some() {
            let new: Vec<Found> = named().take(MOST_REMEMBERED).copied().collect();
            self.named.splice(0..0, new);
            self.named.truncate(MOST_REMEMBERED);
            self.generic = None;
        } else if let Some(generic) = weapons.iter().rfind(|found| !found.weak) {
            self.generic = Some(generic.span);
        }
    }

    /// What "it" stands for at the start of the next passage.
    fn last(&self) -> Option<Span> {
        self.named.first().map(|found| found.span).or(self.generic)
    }

    /// The named weapon of this sort that was last spoken of.
    fn named(&self, lexicon: &Lexicon, sort: Sort) -> Option<Span> {
        self.named.iter().find(|found| sort.fits(lexicon, found)).map(|found| found.span)
    }

    /// The weapon that a table without names speaks of.
    fn topic(&self) -> Option<Span> {
        self.named.first().map(|found| found.span)
    }
}
