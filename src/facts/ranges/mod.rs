//! Ranges: distances that weapons can reach, each with its bound and its weapon. `measure` reads distances, `reach` decides which are ranges, `link` finds the weapon.

mod ability;
mod amount;
mod answer;
mod antecedent;
mod apposition;
mod approximator;
mod bearer;
mod beside;
mod clause;
mod condition;
mod conversion;
mod details;
mod dimension;
mod elided;
mod evidence;
mod flight;
mod given;
mod item;
mod legs;
mod limit;
mod link;
mod measure;
mod memory;
mod number;
mod other;
mod plausible;
mod range_noun;
mod ranged;
mod reach;
mod restated;
mod scale;
mod scene;
mod sequence;
mod share;
mod table;
mod tail;
mod target;
mod throwing;
mod vague;
mod variant;
mod vouched;
mod weapon_class;
mod words;

use super::candidate::{Candidate, What};
use super::figure::Figure;
use super::model::Approx;
use super::passage::Passage;
use super::range_details::RangeKind;
use super::word_list::{WordList, list};
use crate::text::Span;

pub use memory::Memory;
pub use ranged::Ranged;
pub use table::{Row, Tables};

/// How many named weapons are remembered.
const MOST_REMEMBERED: usize = 8;

/// Adds the ranges of a passage. `found` are its decided candidates in order.
pub fn find(passage: &Passage, found: &[Candidate], memory: &mut Memory, out: &mut Vec<Ranged>) {
    let measures = measure::measures(passage);
    let weapons: Vec<Candidate> =
        found.iter().filter(|f| is_candidate(passage, f)).copied().collect();
    if measures.is_empty() {
        return memory.remember(passage, &weapons);
    }
    let scene = scene::Scene::new(passage, &weapons, memory);
    let sure = Sure::of(&weapons);
    let mut previous: Option<usize> = None;
    let (mut ranges, mut apart): (Vec<Ranged>, Vec<Ranged>) = Default::default();
    for measure in &measures {
        let evidence = reach::evidence(passage, &scene, measure, previous);
        let Some(evidence) = evidence.filter(|_| !flight::was_to_fly(passage, measure)) else {
            apart.extend(flight(passage, &scene, measure));
            continue;
        };
        let before = previous.replace(measure.after);
        let weapon = owner(&scene, ranges.last(), measure, (evidence, before));
        let beside = evidence.names_weapon() || is_between(passage, before, weapon);
        let unsure = sure.without(weapon).filter(|_| !beside);
        let borne_out = weapon.filter(|weapon| {
            sure.is_unsure(*weapon)
                && vouched::vouches(passage, &scene, (measure, evidence), *weapon)
        });
        let otherwise = unsure.and_then(|sure| {
            scene::Scene::new(passage, sure, memory).weapon_of(measure, evidence, before)
        });
        let again = ranges.last().is_some_and(|last| last.weapon == weapon);
        let weapon = weapon.filter(|weapon| !again || !scene.is_beside_unknown(*weapon));
        if scene.drives(weapon) && is_driven(passage, measure, evidence) {
            previous = before;
            let mut driven = ranged(passage, &scene, (measure, evidence), weapon);
            driven.details.kind = RangeKind::Road;
            driven.apart = true;
            apart.push(driven);
            continue;
        }
        let range = ranged(passage, &scene, (measure, evidence), weapon);
        ranges.push(Ranged { otherwise, vouches: borne_out.is_some(), ..range });
    }
    join_bounds(passage, &mut ranges);
    share::share(passage, &scene, &mut ranges);
    out.append(&mut ranges);
    out.append(&mut apart);
    memory.remember(passage, &weapons);
}

/// A range with what the words around it say, but who says so.
fn ranged(
    passage: &Passage,
    scene: &scene::Scene,
    (measure, evidence): (&measure::Measure, evidence::Evidence),
    weapon: Option<Span>,
) -> Ranged {
    let bound = limit::bound(passage, evidence, measure);
    let (approx, (min_km, max_km)) = bound;
    Ranged {
        span: passage.span(measure.first, measure.closes),
        also: measure.also.clone(),
        figures: measure.figures.clone(),
        min_km,
        max_km,
        approx,
        weapon,
        otherwise: None,
        vouches: false,
        source: None,
        details: details::details(passage, scene, (measure, evidence), (bound, weapon)),
        apart: false,
        rule: evidence.rule(),
    }
}

/// What a weapon flew once.
fn flight(passage: &Passage, scene: &scene::Scene, measure: &measure::Measure) -> Option<Ranged> {
    let verb = flight::flown(passage, scene, measure)?;
    let evidence = evidence::Evidence::Reach(verb);
    let weapon = scene.weapon_of(measure, evidence, None)?;
    let mut flown = ranged(passage, scene, (measure, evidence), Some(weapon));
    flown.details.kind = RangeKind::Test;
    flown.apart = true;
    flown.rule = "flown once";
    Some(flown)
}

/// Whose range it is: that of the range before for what goes on with it, else what the words say.
fn owner(
    scene: &scene::Scene,
    last: Option<&Ranged>,
    measure: &measure::Measure,
    (evidence, before): (evidence::Evidence, Option<usize>),
) -> Option<Span> {
    match (evidence, last) {
        (evidence::Evidence::Changed, Some(changed)) => {
            scene.changed(measure, before).or(changed.weapon)
        }
        (evidence::Evidence::Parallel, Some(last)) => last.weapon,
        (_, Some(last)) if scene.is_recounted(measure, before) => last.weapon,
        (evidence::Evidence::Continued, Some(last))
            if scene.goes_on(measure, before) || scene.is_another_target(measure, before) =>
        {
            last.weapon
        }
        _ => scene.weapon_of(measure, evidence, before),
    }
}

/// True if the weapon stands between the range that ends at token `before` and this one: another item
/// of a list, not the one before it.
fn is_between(passage: &Passage, before: Option<usize>, weapon: Option<Span>) -> bool {
    let pair = before.zip(weapon);
    pair.is_some_and(|(before, weapon)| passage.token_at(weapon.start) >= before)
}

/// The range of a vehicle in kilometres from which it is how far it drives.
const LEAST_DRIVEN: f64 = 100.0;

/// "a range of 500 km", "travels 880 km", of a tank: how far it drives, not how far it shoots.
fn is_driven(passage: &Passage, measure: &measure::Measure, evidence: evidence::Evidence) -> bool {
    let far = measure.max_km.or(measure.min_km).is_some_and(|km| km >= LEAST_DRIVEN);
    let drives = list!("travel travels drive drives run runs go goes cover covers travelling");
    far && match evidence {
        evidence::Evidence::RangeOf(_) | evidence::Evidence::RangeAfter => true,
        evidence::Evidence::Reach(verb) => passage.is_any(verb, drives),
        _ => false,
    }
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
            join_figures(&mut low.figures, &high.figures);
            low.approx = Approx::Interval;
        } else {
            at += 1;
        }
    }
}

/// Makes one interval of a lower and an upper bound, in the unit of the lower one.
fn join_figures(low: &mut Vec<Figure>, high: &[Figure]) {
    low.truncate(1);
    if let (Some(low), Some(high)) = (low.first_mut(), high.first()) {
        low.high = high.high * high.unit.km() / low.unit.km();
    }
}

/// The weapons of a passage, and those of them whose names surely are weapons'.
struct Sure {
    unsure: Vec<Span>,
    weapons: Vec<Candidate>,
}

impl Sure {
    fn of(weapons: &[Candidate]) -> Self {
        let unsure = |found: &&Candidate| found.weak && found.what.is_named_weapon();
        let spans: Vec<Span> = weapons.iter().filter(unsure).map(|found| found.span).collect();
        let sure = || weapons.iter().filter(|found| !unsure(found)).copied().collect();
        let weapons = if spans.is_empty() { Vec::new() } else { sure() };
        Self { unsure: spans, weapons }
    }

    /// The others, if this one is not sure: the rest of the document may not bear it out.
    fn without(&self, weapon: Option<Span>) -> Option<&[Candidate]> {
        self.is_unsure(weapon?).then_some(&self.weapons)
    }

    fn is_unsure(&self, weapon: Span) -> bool {
        self.unsure.contains(&weapon)
    }
}

/// Weapons that can have a range, not what they carry. A bare "aircraft" that may be no weapon can only
/// stand for one named before.
fn is_candidate(passage: &Passage, found: &Candidate) -> bool {
    let What::Generic(head) = found.what else {
        return found.what.is_weapon() && !is_sensor(passage, found);
    };
    let part = passage
        .lexicon
        .head(head)
        .is_some_and(|head| PARTS.iter().any(|part| head.word.ends_with(part)));
    let anaphor = || {
        let first = passage.token_at(found.span.start);
        passage.follows_any(first, list!("the this these"))
    };
    let after = passage.token_at(found.span.end);
    let comma = usize::from(passage.token(after).is_some_and(|token| token.is_mark(',')));
    let person = passage.is_any(after + comma, list!("who whom"));
    (!found.weak || anaphor()) && !part && !person && !is_of_place(passage, found)
}

/// "a radar called Vidar", "the radar 'Vidar'": no weapon, although it is one's.
fn is_sensor(passage: &Passage, found: &Candidate) -> bool {
    let first = passage.token_at(found.span.start);
    let before = (first.saturating_sub(3)..first).rev();
    let mut before = before.take_while(|&at| {
        let token = passage.tokens[at];
        !token.is_word() || passage.is_any(at, list!("called named dubbed radar radars sonar"))
    });
    found.what == What::NamedWeapon(None)
        && before.any(|at| passage.is_any(at, list!("radar radars sonar")))
}

/// "the missile base", "a 5 km missile tunnel": a place, of which no range is told.
fn is_of_place(passage: &Passage, found: &Candidate) -> bool {
    passage.is_any(passage.token_at(found.span.end), PLACES)
}

const PLACES: &WordList = list!(
    "base bases site sites silo silos factory factories plant plants depot depots tunnel tunnels \
    museum school camp store stores storage crew crews zone zones field fields road roads front"
);

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

/// True if the passage is a name and little more: the heading of what follows.
fn is_heading(passage: &Passage, name: &Candidate) -> bool {
    let first = passage.token_at(name.span.start);
    let sentences = passage.tokens.len() > LONGEST_HEADING
        || passage.tokens.last().is_some_and(|last| last.is_mark('.'));
    first <= 1 && !sentences
}

/// How many tokens a heading has at most.
const LONGEST_HEADING: usize = 10;

/// The weapon without a name that a passage speaks of last; a round only if no gun is there.
fn spoken_of<'a>(passage: &Passage, weapons: &'a [Candidate]) -> Option<&'a Candidate> {
    let mut sure = weapons.iter().filter(|found| !found.weak);
    let gun = |found: &&Candidate| match found.what {
        What::Generic(head) => {
            !passage.lexicon.head(head).is_some_and(|head| ROUNDS.contains(&head.word.as_str()))
        }
        _ => true,
    };
    sure.clone().rfind(gun).or_else(|| sure.next_back())
}

/// What guns fire.
pub(super) const ROUNDS: &[&str] = &["shell", "ammunition", "projectile", "round"];

impl Memory {
    /// Keeps the weapons of the passage for the next one.
    fn remember(&mut self, passage: &Passage, weapons: &[Candidate]) {
        self.learn(weapons);
        let asks = passage.tokens.iter().rev().take(3).any(|token| token.is_mark('?'));
        self.asked = match asks {
            true => answer::asked_at_end(&scene::Scene::new(passage, weapons, self)),
            false => None,
        };
        let sure = |found: &&Candidate| found.what.is_named_weapon() && self.is_sure(found);
        let named: Vec<Candidate> = weapons.iter().filter(sure).copied().collect();
        let named = || named.iter();
        if let Some(found) = named().next()
            && is_heading(passage, found)
        {
            self.heading = Some(found.span);
        }
        let replaced = |found: &&Candidate| {
            antecedent::is_replaced(passage, passage.token_at(found.span.start))
        };
        if let Some(found) = named().rfind(replaced) {
            self.replaced = Some(found.span);
        }
        if named().next().is_some() {
            let new: Vec<Candidate> = named().take(MOST_REMEMBERED).copied().collect();
            self.named.splice(0..0, new);
            self.named.truncate(MOST_REMEMBERED);
            self.generic = None;
            self.new = None;
        } else if let Some(generic) = spoken_of(passage, weapons) {
            self.generic = Some(generic.span);
            let new = |found: &&Candidate| {
                let (first, end) = (found.span.start, found.span.end);
                antecedent::is_new(passage, passage.token_at(first), passage.token_at(end))
            };
            let found = weapons.iter().filter(|found| !found.weak).rfind(new);
            self.new = found.map(|found| found.span).or(self.new);
        }
    }
}
