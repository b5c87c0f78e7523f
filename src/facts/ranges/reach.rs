//! Which distances are ranges of weapons. Each kind of evidence is a rule with a name; without any, a
//! distance is only a distance (between places, flown in a test, of altitude, of a front).

use super::ability::{reach, with};
use super::amount::CHANGING;
use super::answer::{answer, is_asked};
use super::details::is_nearest;
use super::dimension::{is_compared, is_dimension};
use super::elided::{elided, labelled};
use super::evidence::Evidence;
use super::given::given;
use super::item::item;
use super::legs::{is_idiom, is_limb};
use super::limit::past_payload;
use super::measure::Measure;
use super::other::is_other;
use super::scene::Scene;
use super::sequence::{changed, compared, continued, one_of, parallel, setting};
use super::throwing::thrown;
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::token_kind::Kind;
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
    let found = range_after(passage, measure)
        .or_else(|| range_of(passage, scene, measure))
        .or_else(|| sublabelled(passage, measure))
        .or_else(|| bracket(passage, scene, measure))
        .or_else(|| attribute(passage, scene, measure))
        .or_else(|| elided(passage, scene, measure, previous))
        .or_else(|| labelled(passage, measure, previous))
        .or_else(|| continued(passage, scene, measure, previous))
        .or_else(|| changed(passage, measure, previous))
        .or_else(|| parallel(passage, measure, previous))
        .or_else(|| one_of(passage, measure, previous))
        .or_else(|| compared(passage, scene, measure, previous))
        .or_else(|| setting(passage, scene, measure))
        .or_else(|| nearest(passage, scene, measure))
        .or_else(|| put(passage, measure))
        .or_else(|| with(passage, scene, measure))
        .or_else(|| item(passage, scene, measure))
        .or_else(|| given(passage, scene, measure))
        .or_else(|| thrown(passage, scene, measure))
        .or_else(|| reach(passage, scene, measure))
        .or_else(|| answer(passage, scene, measure))?;
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

/// "a range of M", "range: M", "its range is said to exceed M": "range" before, with nothing but
/// small words between.
fn range_of(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let sentence = passage.sentence(measure.number);
    let from = measure.first.saturating_sub(20).max(sentence.start);
    let mut at = measure.first;
    let mut steps = 0;
    while at > from && steps < 10 {
        at = before_aside(passage, at - 1, from);
        steps += 1;
        let token = passage.token(at)?;
        if scene.covers(token.span) && token.traits.has(Traits::REACH) {
            return None;
        }
        let verb = passage.is_any(at, list!("reached reaching reaches"))
            || passage.is(at, "reach") && is_verb_reach(passage, at);
        if is_idiom(passage, scene, at, measure) {
            return Some(Evidence::RangeOf(at));
        }
        if token.traits.has(Traits::REACH) && !verb && !is_class(passage, at) {
            return is_weapon_range(passage, at, measure).then_some(Evidence::RangeOf(at));
        }
        let distance = passage.is_any(at, list!("distance distances"));
        if distance && passage.follows_any(at, list!("engagement firing striking intercept")) {
            return Some(Evidence::RangeOf(at));
        }
        let defends =
            |at: usize| passage.is_any(at, list!("protects protect covers cover defends defend"));
        if passage.is(at, "radius") && (at.saturating_sub(3)..at).any(defends) {
            return Some(Evidence::RangeOf(at));
        }
        if passage.is_any(at, list!("combat unrefuelled")) && passage.is(at + 1, "radius")
            || passage.is(at, "radius") && passage.follows_any(at, list!("combat operational"))
            || passage.is(at, "radius")
                && passage.is_any(at + 1, list!("of"))
                && passage.is(at + 2, "action")
            || passage.is(at, "radius") && is_flown(passage, scene, at)
        {
            return Some(Evidence::RangeOf(at));
        }

        let adverb = token.is_word() && passage.word(at).ends_with("ly");
        let link = adverb
            || token.traits.any(Traits::FUNCTION)
            || passage.is_any(at, LINKS)
            || token.is_mark(':')
            || token.is_mark('=')
            || token.is_mark('(')
            || matches!(token.kind, Kind::Mark('\'' | '‘' | '’' | '"' | '“' | '”' | '[' | ']'))
            || passage.is_any(at, CHANGING)
            || is_participle(passage, at)
            || token.is_dash();
        if !(link
            || token.is_number()
            || scene.covers(token.span)
            || of_subject(passage, at)
            || in_relative(passage, at))
        {
            return None;
        }
    }
    None
}

/// "has a radius of M", of an aircraft: how far it flies and comes back.
fn is_flown(passage: &Passage, scene: &Scene, radius: usize) -> bool {
    let article = usize::from(passage.follows_any(radius, list!("a its whose the")));
    let has = passage.follows_any(radius - article, list!("has have had with of whose"));
    article > 0 && has && passage.is(radius + 1, "of") && scene.is_aircraft_before(radius)
}

/// "was initially capped at", "has been pushed to": what was done to the range.
fn is_participle(passage: &Passage, at: usize) -> bool {
    let token = passage.tokens[at];
    let past = passage.word(at).ends_with("ed") && token.is_word() && !token.is_capital();
    let passive = (at.saturating_sub(3)..at)
        .any(|at| passage.is_any(at, list!("is are was were be been being")));
    past && passive
        && passage.is_any(at + 1, list!("at to by from as"))
        && !token.traits.any(Traits::SAYING.with(Traits::ACTING))
}

/// The "range" of "long-range strikes were more than M away": a kind of strike, not how far it goes.
fn is_class(passage: &Passage, at: usize) -> bool {
    let dash = at.checked_sub(1).and_then(|dash| passage.token(dash)).is_some_and(|t| t.is_dash());
    dash && passage.follows_any(
        at - 1,
        list!("long longer short shorter medium intermediate extended close mid"),
    )
}

/// How many words the subject may have in "the range of the new variant is M".
const SUBJECT: usize = 8;

/// Words of the subject in "the range of the new variant is M".
fn of_subject(passage: &Passage, at: usize) -> bool {
    passage.token(at).is_some_and(|token| token.is_word() || token.kind == Kind::Possessive)
        && (at.saturating_sub(SUBJECT)..at).any(|of| {
            let range = passage.is_any(of, list!("range ranges reach distance distances"));
            range && passage.is_any(of + 1, list!("of for"))
        })
}

/// Past an aside between commas that ends at `at`: "its range, according to analysts, is". An aside
/// may hold commas of its own.
fn before_aside(passage: &Passage, at: usize, from: usize) -> usize {
    let comma = |at: usize| passage.token(at).is_some_and(|token| token.is_mark(','));
    if !comma(at) {
        return at;
    }
    if at > from && (passage.traits(at - 1).has(Traits::REACH) || is_limb(passage, at - 1)) {
        return at - 1;
    }
    let opens = || (from..at).rev().filter(|&open| comma(open)).filter_map(|at| at.checked_sub(1));
    let of_range = opens().take(4).find(|&word| passage.traits(word).has(Traits::REACH));
    of_range.or_else(|| opens().next()).unwrap_or(at)
}

/// "a range that analysts put at M": up to two words after "range that".
fn in_relative(passage: &Passage, at: usize) -> bool {
    let word = passage.token(at).is_some_and(|token| token.is_word());
    word && (at.saturating_sub(3)..at).any(|that| {
        passage.is_any(that, list!("that which")) && passage.follows_any(that, list!("range"))
    })
}

fn is_verb_reach(passage: &Passage, at: usize) -> bool {
    passage.follows_any(
        at,
        list!("can could to will would may might cannot can't couldn't won't don't doesn't"),
    )
}

/// "mountain range of", "firing range", "range of options", "range in power": no weapon's reach.
fn is_weapon_range(passage: &Passage, at: usize, measure: &Measure) -> bool {
    let other = passage.follows_any(
        at,
        list!(
            "mountain control datalink detection radar communication transmission visual radio \
            rifle price age wide broad full whole proving shooting frequency \
            temperature training practice gunnery bombing hill depth horizontal"
        ),
    );
    let ground = passage.follows_any(at, list!("firing"))
        && !(passage.token(at + 1).is_some_and(|token| token.is_mark(':')))
        && !(passage.is_any(at + 1, list!("of is was"))
            && is_quantity_ahead(passage, at + 2, measure))
        && !passage.follows_any(at - 1, list!("effective maximum max minimum min"));
    let next = passage.is_any(at + 1, list!("options in from"))
        && passage.is(at, "range")
        && passage.is_any(at + 2, list!("power size price age length depth height weight"));
    let thing = passage.is(at + 1, "of")
        && !passage.is_any(at + 2, list!("use action fire flight operation operations employment"))
        && !is_quantity_ahead(passage, at + 2, measure);
    let engaged = passage.follows_any(at, list!("a at close the point-blank maximum"))
        && (is_event(passage, at) || is_shot(passage, at));
    !(other || ground || next || thing && !of_weapon(passage, at) || engaged)
}

/// After "range of": the distance itself, not "options" or "factors".
fn is_quantity_ahead(passage: &Passage, at: usize, measure: &Measure) -> bool {
    (at..measure.first).all(|at| {
        passage.traits(at).has(Traits::FUNCTION)
            || passage.is_any(at, LINKS)
            || !passage.token(at).is_some_and(|t| t.is_word())
    })
}

/// "the range of the missile is 300 km".
fn of_weapon(passage: &Passage, at: usize) -> bool {
    passage.is_any(at + 2, list!("the these this those its such a an our most"))
        || super::super::rules::weapon_near(passage, (at + 1, at + 2), 5)
}

/// "fired at a range of 200 metres": something that happened, not what a weapon can do.
fn is_event(passage: &Passage, at: usize) -> bool {
    let from = at.saturating_sub(2);
    let at_a = (from..at).any(|word| passage.is(word, "at"));
    let sentence = passage.sentence(at);
    let able = sentence.clone().any(|word| passage.is_any(word, ABLE));
    let opens = passage.is(sentence.start, "at") && sentence.start + 3 > at;
    let hits = || sentence.clone().any(|word| passage.is_any(word, HITTING));
    at_a && (!able || opens && !hits()) && !is_labelled(passage, at)
}

/// "Buk-M2: targets hit at ranges of": a line of a list, which tells what its weapon can do.
fn is_labelled(passage: &Passage, at: usize) -> bool {
    let start = passage.sentence(at).start;
    let colon = (start..(start + 6).min(at)).any(|at| passage.tokens[at].is_mark(':'));
    colon && passage.tokens[start].is_capital()
}

/// "fired a shell to a range of 70 km": how far one shot went.
fn is_shot(passage: &Passage, at: usize) -> bool {
    let sentence = passage.sentence(at);
    let from = at.saturating_sub(8).max(sentence.start);
    let to_a = at > 1 && passage.is_any(at - 2, list!("to"));
    let shot =
        (from..at).any(|word| passage.is_any(word, list!("fired launched lobbed flew shot")));
    to_a && shot && !(from..at).any(|word| passage.is_any(word, ABLE) || passage.is(word, "be"))
}

const HITTING: &WordList = list!(
    "hit hits strike strikes engage engages destroy destroys penetrate penetrates kill kills \
    intercept intercepts reach reaches accurate effective lethal attack"
);

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

/// How many words back such a distance is looked for.
const PUT: usize = 12;

const ABLE: &WordList = list!(
    "can could able capable effective ability capability designed may will would \
    accurate lethal engages destroys penetrates hits strikes"
);

const LINKS: &WordList = list!(
    "gives give gave puts maker makers manufacturer maximum max minimum effective operational estimated reported reportedly stated \
    claimed said believed thought capability approximately roughly excess extended expanded \
    increased greater exceeds exceeding exceed least up theoretical nominal \
    published declared official officially expected reaches km strike striking \
    distance distances reach advertised limited than less longer kilometers range \
    likely possibly probably tested flight limit threshold remains being s put given listed rated \
    vary varies varying ranging anywhere somewhere according currently total claims \
    requirement requirements went goes capped figure figures value envelope initially originally set \
    knots speed altitude sea level against targets target aircraft ships tanks vehicles armour"
);

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
    let from = (sentence.start..measure.first).rev().find(stop).unwrap_or(sentence.start);
    let to = (measure.end..sentence.end).find(stop).unwrap_or(sentence.end);
    !scene.weapon_in(from, to) && (from..to).any(|at| passage.is_any(at, CIVIL))
}

const CIVIL: &WordList = list!(
    "suv hatchback sedan ev evs charge bike bikes scooter scooters truck taxi bicycle transmitter transmitters radio wifi bluetooth electric battery car cars bus \
    visibility bird birds tortoise ferry hearing vision broadcast broadcasts hiking \
    cycling"
);
