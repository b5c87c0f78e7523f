//! Which distances are ranges of weapons. Each kind of evidence is a rule with a name; without any, a
//! distance is only a distance (between places, flown in a test, of altitude, of a front).

use super::ability::{reach, with};
use super::answer::{answer, is_asked};
use super::details::is_nearest;
use super::dimension::{is_compared, is_dimension};
use super::elided::{elided, labelled};
use super::evidence::Evidence;
use super::given::{claimed_for, given};
use super::item::item;
use super::limit::past_payload;
use super::measure::Measure;
use super::other::is_other;
use super::plausible::plausible;
use super::range_noun::{HITTING, is_weapon_range, range_of};
use super::restated::{put_otherwise, restated};
use super::scene::Scene;
use super::sequence::{
    changed, compared, continued, loaded, loaded_again, one_of, parallel, setting,
};
use super::throwing::thrown;
use super::within::within;
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::word_list::{WordList, list};

/// The evidence that `measure` is a range, if there is any. `previous` is the end of the range just
/// found.
pub fn evidence(
    passage: &Passage,
    scene: &Scene,
    measure: &Measure,
    previous: Option<usize>,
) -> Option<Evidence> {
    let supposed = is_supposed(passage, measure.number);
    if supposed || is_dimension(passage, measure) || is_compared(passage, measure) {
        return None;
    }
    let found = loaded_again(passage, measure, previous)
        .or_else(|| range_after(passage, measure))
        .or_else(|| range_of(passage, scene, measure))
        .or_else(|| sublabelled(passage, measure))
        .or_else(|| loaded(passage, measure, previous))
        .or_else(|| bracket(passage, scene, measure))
        .or_else(|| attribute(passage, scene, measure))
        .or_else(|| elided(passage, scene, measure, previous))
        .or_else(|| labelled(passage, measure, previous))
        .or_else(|| continued(passage, scene, measure, previous))
        .or_else(|| changed(passage, scene, measure, previous))
        .or_else(|| parallel(passage, measure, previous))
        .or_else(|| one_of(passage, measure, previous))
        .or_else(|| compared(passage, scene, measure, previous))
        .or_else(|| setting(passage, scene, measure))
        .or_else(|| valued(passage, scene, measure))
        .or_else(|| of_variant(passage, scene, measure))
        .or_else(|| nearest(passage, scene, measure))
        .or_else(|| put(passage, measure))
        .or_else(|| with(passage, scene, measure))
        .or_else(|| item(passage, scene, measure))
        .or_else(|| given(passage, scene, measure))
        .or_else(|| claimed_for(passage, scene, measure))
        .or_else(|| thrown(passage, scene, measure))
        .or_else(|| reach(passage, scene, measure))
        .or_else(|| within(passage, scene, measure))
        .or_else(|| answer(passage, scene, measure))
        .or_else(|| restated(passage, scene, measure))
        .or_else(|| put_otherwise(passage, measure, previous))
        .or_else(|| plausible(passage, scene, measure, previous))?;
    let civil = is_civil(passage, scene, measure) || is_asked(passage, measure, found);
    (!civil && !is_other(passage, scene, measure, found)).then_some(found)
}

/// "Imagine a rocket with a range of", "Suppose that": an example that somebody thought of.
fn is_supposed(passage: &Passage, at: usize) -> bool {
    let start = passage.sentence(at).start;
    passage.is_any(start, list!("imagine suppose supposing assume assuming"))
        || passage.is(start, "let") && passage.is_any(start + 2, list!("assume suppose imagine"))
}

/// "190-mile range", "1,500 km-range missile", "300 km in range".
fn range_after(passage: &Passage, measure: &Measure) -> Option<Evidence> {
    let mut at = past_payload(passage, measure.after);
    at += usize::from(passage.token(at).is_some_and(|t| t.is_dash() && t.glued));
    let of = passage.is_any(at, list!("in of")) && ranges_ahead(passage, at + 1);
    at += usize::from(of);
    while passage.is_any(
        at,
        list!("maximum max effective operational operating combat strike firing unrefuelled ferry"),
    ) {
        at += 1;
    }
    if passage.is_any(measure.after, list!("in"))
        && passage.follows_any(measure.first, list!("reached flew travelled traveled went"))
    {
        return None;
    }
    let radius =
        passage.is(at, "radius") && passage.follows_any(at, list!("combat operational operating"));
    let envelope = passage.is(at + usize::from(passage.is(at, "engagement")), "envelope");
    let range = radius || envelope || passage.is_any(at, list!("range ranged ranges reach"));
    let verb = passage.is(at, "ranges") && passage.is_any(at + 1, list!("from in"));
    let other = passage.is_any(at + 1, list!("of"))
        && !passage.traits(at + 2).has(Traits::NUMERAL)
        && passage.is_any(at + 2, list!("options issues targets mountains hills"));
    (range && !verb && !other).then_some(Evidence::RangeAfter)
}

/// "cannot hit targets closer than M": how near a weapon reaches.
fn nearest(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let start = passage.sentence(measure.number).start;
    let from = measure.first.saturating_sub(10).max(start);
    let verb = (from..measure.first).rev().find(|&at| {
        passage.is_any(at, HITTING) || passage.is_any(at, list!("fire mission used"))
    })?;
    let weapon = scene.weapon_in(start, measure.first)
        || scene.has_antecedent(passage, start..measure.first);
    (is_nearest(passage, measure) && weapon).then_some(Evidence::Reach(verb))
}

/// "Effective range: area target: M", "Range | barbette: M": a label under the label.
fn sublabelled(passage: &Passage, measure: &Measure) -> Option<Evidence> {
    let colon = measure.first.checked_sub(1).filter(|&at| passage.tokens[at].is_mark(':'))?;
    let from = colon.saturating_sub(8).max(passage.sentence(colon).start);
    let mark = (from..colon)
        .rev()
        .find(|&at| passage.tokens[at].is_mark(':') || passage.tokens[at].is_mark('|'))?;
    let range =
        mark.checked_sub(1).filter(|&at| passage.is_any(at, list!("range ranges reach")))?;
    is_weapon_range(passage, range, measure).then_some(Evidence::RangeOf(range))
}

/// "of firing range", "in range": a word of range after a word or two that say which.
fn ranges_ahead(passage: &Passage, at: usize) -> bool {
    let which = list!("firing strike maximum effective combat flight striking");
    let after = at + usize::from(passage.is_any(at, which));
    passage.is(after, "range")
}

/// "the distance the crews can hit targets at is M": what weapons can do, put as a distance.
fn put(passage: &Passage, measure: &Measure) -> Option<Evidence> {
    let copula = measure.first.checked_sub(1)?;
    if !passage.is_any(copula, list!("is was")) {
        return None;
    }
    let from = copula.saturating_sub(PUT).max(passage.sentence(copula).start);
    let far = (from..copula).rev().find(|&at| passage.is_any(at, list!("range distance")))?;
    let can = (far + 2..copula).find(|&at| passage.is_any(at, list!("can could")))?;
    let verb = (can + 1..copula).any(|at| passage.is_any(at, HITTING) || passage.is(at, "fire"));
    let finite = (far + 1..copula)
        .any(|at| passage.is_any(at, list!("is was are were has have between from of")));
    let plain = (far + 1..copula).all(|at| passage.tokens[at].is_word());
    (verb && !finite && plain).then_some(Evidence::RangeOf(far))
}

/// "the value for the W is M", "our figure for the W is M": what a table or a note says of its reach.
fn valued(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let is =
        measure.first.checked_sub(1).filter(|&at| passage.is_any(at, list!("is was remains")))?;
    let weapon = scene.weapons[scene.ends_at(is)?];
    let article = usize::from(passage.follows_any(weapon.first, list!("the")));
    let of = (weapon.first - article)
        .checked_sub(1)
        .filter(|&at| passage.is_any(at, list!("for of")))?;
    let value = passage.follows_any(of, list!("value figure estimate number"));
    let kilometres = measure.max_km.or(measure.min_km).is_some_and(|km| km >= 1.0);
    (value && kilometres).then_some(Evidence::Owned("range of", weapon.first))
}

/// "Block II, the nuclear version: M": a line that tells the variant of the weapon spoken of.
fn of_variant(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let colon = measure.first.checked_sub(1).filter(|&at| passage.tokens[at].is_mark(':'))?;
    let start = passage.sentence(measure.number).start;
    let names = passage.is_any(start, list!("block increment mod mark version variant batch"))
        && passage.token(start + 1).is_some_and(|token| token.is_capital() || token.is_number());
    let plain = (start..colon).all(|at| !passage.tokens[at].is_mark(':'));
    let free = !scene.weapon_in(start, measure.first) && scene.antecedent(start).is_some();
    let ends = passage.sentence(measure.number).end <= measure.after + 1;
    (names && plain && free && ends).then_some(Evidence::Spoken)
}

/// How many words back such a distance is looked for.
const PUT: usize = 12;

/// "the missile (M)", "the A (M, about x)": a weapon right before the bracket.
fn bracket(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let open = measure.first.checked_sub(1)?;
    let marks = (open.saturating_sub(2)..=open)
        .rev()
        .take_while(|&at| passage.token(at).is_some_and(|token| token.is_mark('*')))
        .count();
    let colon = open
        .checked_sub(marks)
        .filter(|&at| passage.token(at).is_some_and(|token| token.is_mark(':')));
    if let Some(colon) = colon {
        return scene.weapon_before_bracket(colon).map(|_| Evidence::Bracket);
    }
    let from = usize::from(open > 0 && passage.is_any(open, list!("from between")));
    if is_of_class(passage, open - from, measure.after) {
        return Some(Evidence::Bracket);
    }
    let open = past_alias(passage, scene, open);
    let open =
        if passage.is_any(open, list!("range max maximum")) { open.checked_sub(1)? } else { open };
    if !passage.token(open)?.is_mark('(') {
        return None;
    }
    let plus = usize::from(passage.word(measure.after) == "+");
    let closes = passage.token(measure.after + plus)?;
    let ends = matches!(closes.kind, crate::facts::token_kind::Kind::Mark(')' | ',' | ';'))
        || measure.after > measure.end
        || passage.is(measure.after, "at");
    let range = passage.follows_any(open, list!("range ranges range-class"));
    (ends && (scene.weapon_before_bracket(open).is_some() || range)).then_some(Evidence::Bracket)
}

/// "of medium (M) and short (M) range": a class of weapons and its bounds.
fn is_of_class(passage: &Passage, open: usize, after: usize) -> bool {
    let class = list!("short shorter medium intermediate long longer small");
    let bracket = passage.token(open).is_some_and(|token| token.is_mark('('))
        && passage.token(after).is_some_and(|token| token.is_mark(')'));
    let end = passage.sentence(open).end.min(after + 16);
    let to_range = || (after + 1..end).find(|&at| passage.is_any(at, list!("range ranges")));
    let joined = |range: usize| {
        (after + 1..range).all(|at| {
            let token = passage.tokens[at];
            let unit = token.traits.has(Traits::UNIT) || token.is_number() || !token.is_word();
            unit || passage.is_any(at, class) || passage.is_any(at, list!("and or to from between"))
        })
    };
    bracket && passage.follows_any(open, class) && to_range().is_some_and(joined)
}

/// "(Hatf-4, 750 km)": before another name of the weapon in the same bracket.
fn past_alias(passage: &Passage, scene: &Scene, at: usize) -> usize {
    let comma = passage.token(at).is_some_and(|token| token.is_mark(',') || token.is_mark(';'));
    let open = (at.saturating_sub(8)..at)
        .rev()
        .find(|&at| passage.token(at).is_some_and(|token| token.is_mark('(')));
    match open {
        Some(open) if comma && (open + 1..at).all(|at| scene.covers(passage.tokens[at].span)) => {
            open
        }
        _ => at,
    }
}

/// "a 300-km missile": the distance belongs to the weapon after it.
fn attribute(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let hyphened = (measure.number..measure.end)
        .any(|at| passage.token(at).is_some_and(|t| t.is_dash() && t.glued));
    let kilometres = measure.max_km.or(measure.min_km).is_some_and(|km| km >= 5.0);
    let bound = measure.first < measure.number
        && !passage.follows_any(measure.first, list!("a an the its their new this"));
    if bound && !hyphened {
        return None;
    }
    if kilometres && hyphened && is_version(passage, scene, measure) {
        return Some(Evidence::RangeAfter);
    }
    let weapon = scene.weapon_after(measure.after, 3)?;
    let missile = scene.flies(weapon) && !is_ground(passage, scene, weapon);
    (kilometres && (hyphened || passage.is_any(measure.end - 1, list!("km mile"))) && missile)
        .then_some(Evidence::Attribute)
}

/// "an 800-km variant", after a weapon in the sentence.
fn is_version(passage: &Passage, scene: &Scene, measure: &Measure) -> bool {
    let start = passage.sentence(measure.number).start;
    let noun = (measure.after..measure.after + 2).any(|at| {
        passage.is_any(at, list!("variant variants version versions model models derivative"))
    });
    noun && scene.weapon_in(start, measure.first)
}

/// "the 40 km missile range": a place where missiles are fired.
fn is_ground(passage: &Passage, scene: &Scene, weapon: usize) -> bool {
    passage.is_any(scene.weapons[weapon].end, list!("range ranges"))
}

/// Radios, cars and eyes have ranges too.
fn is_civil(passage: &Passage, scene: &Scene, measure: &Measure) -> bool {
    let sentence = passage.sentence(measure.number);
    let stop = |at: &usize| passage.token(*at).is_some_and(|token| token.is_mark(';'));
    let weapon = scene.last_before(measure.first).filter(|weapon| weapon.start >= sentence.start);
    if weapon.is_some_and(|weapon| !(weapon.end..measure.first).any(|at| stop(&at))) {
        return false;
    }
    // where no weapon is spoken of at all, the whole passage says what has the range
    let unarmed = scene.weapons.is_empty() && scene.memory.last().is_none();
    let whole = if unarmed { 0..passage.tokens.len() } else { sentence.clone() };
    let first = (sentence.start..measure.first).rev().find(stop).filter(|_| !unarmed);
    let last = (measure.end..sentence.end).find(stop).filter(|_| !unarmed);
    let (from, to) = (first.unwrap_or(whole.start), last.unwrap_or(whole.end));
    let charge = |at: usize| {
        passage.is(at, "charge") && passage.follows_any(at, list!("single full one per each"))
    };
    !scene.weapon_in(from, to) && (from..to).any(|at| passage.is_any(at, CIVIL) || charge(at))
}

const CIVIL: &WordList = list!(
    "wheel wheels wheelchair wheelchairs homologated suv hatchback sedan ev evs bike bikes scooter scooters truck taxi bicycle transmitter transmitters radio wifi bluetooth electric battery car cars bus \
    visibility bird birds tortoise ferry hearing vision broadcast broadcasts hiking \
    cycling"
);
