//! Distances after a word of range: "a range of M", "its range is said to exceed M", "combat radius: M".
//! What else makes a range of a distance is decided by `reach`.

use super::amount::CHANGING;
use super::evidence::Evidence;
use super::legs::{is_idiom, is_limb};
use super::measure::Measure;
use super::scene::Scene;
use crate::facts::lexicon::Traits;
use crate::facts::model::Approx;
use crate::facts::passage::Passage;
use crate::facts::token_kind::Kind;
use crate::facts::word_list::{WordList, list};

/// "missile capability of M": how far the missiles of somebody reach.
fn is_capability(passage: &Passage, scene: &Scene, at: usize) -> bool {
    passage.is(at, "capability") && passage.is(at + 1, "of") && scene.ends_at(at).is_some()
}

/// "a range of M", "range: M", "its range is said to exceed M": "range" before, with nothing but
/// small words between.
pub fn range_of(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let sentence = passage.sentence(measure.number);
    let from = measure.first.saturating_sub(20).max(sentence.start);
    let mut at = measure.first;
    let mut steps = 0;
    while at > from && steps < 10 {
        at = before_bracket(passage, before_aside(passage, at - 1, from), from);
        let token = passage.token(at)?;
        steps += usize::from(!scene.covers(token.span));
        if scene.covers(token.span) && token.traits.has(Traits::REACH) {
            return None;
        }
        if let Some(weapon) = scene.ends_at(at + 1) {
            at = scene.weapons[weapon].first.max(from);
            continue;
        }
        let verb = passage.is_any(at, list!("reached reaching reaches"))
            || passage.is(at, "reach") && is_verb_reach(passage, at);
        if is_idiom(passage, scene, at, measure) {
            return Some(Evidence::RangeOf(at));
        }
        if token.traits.has(Traits::REACH) && !verb && !is_class(passage, at) {
            let range = is_weapon_range(passage, at, measure) && !is_place(passage, at, measure);
            return range.then_some(Evidence::RangeOf(at));
        }
        if is_other_noun(passage, scene, at, measure) {
            return Some(Evidence::RangeOf(at));
        }
        if !(is_link(passage, at)
            || scene.covers(token.span)
            || of_subject(passage, at)
            || in_label(passage, at, measure.first)
            || in_relative(passage, at))
        {
            return None;
        }
    }
    None
}

/// Nouns that say how far a weapon reaches, but for "range" and its like: "a strike distance of", "an
/// engagement envelope of", "a combat radius of".
fn is_other_noun(passage: &Passage, scene: &Scene, at: usize, measure: &Measure) -> bool {
    let kinds = list!("engagement firing striking intercept operating attack launch combat strike");
    let distance = passage.is_any(at, list!("distance distances"));
    distance && passage.follows_any(at, kinds)
        || passage.is(at, "envelope") && passage.follows_any(at, list!("engagement"))
        || is_owned_distance(passage, scene, at, measure)
        || is_covered(passage, at)
        || is_cap(passage, at)
        || is_radius(passage, scene, at)
        || is_capability(passage, scene, at)
}

/// What may stand between a word of range and the distance: small words, marks, numbers.
fn is_link(passage: &Passage, at: usize) -> bool {
    let token = passage.tokens[at];
    let adverb = token.is_word() && passage.word(at).ends_with("ly");
    let mark = matches!(
        token.kind,
        Kind::Mark(':' | '=' | '(' | '\'' | '‘' | '’' | '"' | '“' | '”' | '[' | ']')
    );
    adverb
        || mark
        || token.traits.any(Traits::FUNCTION)
        || passage.is_any(at, LINKS)
        || passage.is_any(at, CHANGING)
        || is_participle(passage, at)
        || token.is_dash()
        || token.is_number()
}

/// "villages within reach of the guns lie M away": where they lie.
fn is_place(passage: &Passage, range: usize, measure: &Measure) -> bool {
    passage.follows_any(range, list!("within"))
        && passage.is(range + 1, "of")
        && !is_quantity_ahead(passage, range + 2, measure)
}

/// "The W had an astonishing distance of M": what a weapon has.
fn is_owned_distance(passage: &Passage, scene: &Scene, at: usize, measure: &Measure) -> bool {
    let of = passage.is(at, "distance") && passage.is(at + 1, "of");
    if !of || passage.is(measure.after, "to") {
        return false;
    }
    let article = (at.saturating_sub(3)..at).rev().find(|&at| passage.is_any(at, list!("a an")));
    let has = article.and_then(|article| article.checked_sub(1));
    let has = has.filter(|&has| passage.is_any(has, list!("has have had with")));
    has.is_some_and(|has| scene.ends_at(has).is_some())
}

/// "covers a radius of M", "striking targets at a radius of M", "hit targets within a radius of M".
fn is_covered(passage: &Passage, at: usize) -> bool {
    let covers =
        list!("protects protect covers cover defends defend striking hitting engaging destroying");
    let before = at.saturating_sub(4)..at;
    let targets = before.clone().any(|at| passage.is_any(at, list!("target targets")));
    let does = |at: usize| passage.is_any(at, covers) || targets && passage.is_any(at, HITTING);
    passage.is(at, "radius") && before.clone().any(does)
}

/// "the cap" of "increased the cap to M", where the sentence speaks of a "range cap" before.
fn is_cap(passage: &Passage, at: usize) -> bool {
    let limits = list!("cap limit ceiling");
    let start = passage.sentence(at).start;
    passage.is_any(at, limits)
        && passage.follows_any(at, list!("the that this"))
        && (start..at.saturating_sub(1))
            .any(|at| passage.is(at, "range") && passage.is_any(at + 1, limits))
}

/// "a combat radius of M", "a radius of action".
fn is_radius(passage: &Passage, scene: &Scene, at: usize) -> bool {
    if passage.is_any(at, list!("combat unrefuelled")) && passage.is(at + 1, "radius") {
        return true;
    }
    let action = passage.is(at + 1, "of") && passage.is(at + 2, "action");
    let combat = passage.follows_any(at, list!("combat operational"));
    passage.is(at, "radius") && (combat || action || is_flown(passage, scene, at))
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
        && (passage.is(at, "designed") || !token.traits.any(Traits::SAYING.with(Traits::ACTING)))
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
const SUBJECT: usize = 12;

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
    let more = list!("higher lower longer shorter greater");
    let level = at > from && passage.is_any(at - 1, more) && passage.is(at + 1, "at");
    let of_range = at > from && passage.traits(at - 1).has(Traits::REACH);
    if level || of_range || at > from && is_limb(passage, at - 1) {
        return at - 1;
    }
    if let Some(by) = is_by_share(passage, at, from) {
        return by;
    }
    let opens = || (from..at).rev().filter(|&open| comma(open)).filter_map(|at| at.checked_sub(1));
    let of_range = opens().take(4).find(|&word| passage.traits(word).has(Traits::REACH));
    of_range.or_else(|| opens().next()).unwrap_or(at)
}

/// The "by" of "increasing the range by up to 30 percent, to": by how much, before the comma at `at`.
fn is_by_share(passage: &Passage, at: usize, from: usize) -> Option<usize> {
    let number = at.checked_sub(2).filter(|&at| passage.tokens[at].is_number())?;
    let by = (number.saturating_sub(3).max(from)..number).rev().find(|&at| passage.is(at, "by"));
    by.filter(|_| passage.is(at + 1, "to"))
}

/// Past a bracket that ends at `at`: "Range (min to max): M".
fn before_bracket(passage: &Passage, at: usize, from: usize) -> usize {
    if !passage.tokens[at].is_mark(')') {
        return at;
    }
    let open =
        (at.saturating_sub(8).max(from)..at).rev().find(|&at| passage.tokens[at].is_mark('('));
    open.filter(|&open| open > from && passage.traits(open - 1).has(Traits::REACH))
        .map_or(at, |open| open - 1)
}

/// "Maximum range Mk II: M": the words of a label that a colon ends right before token `first`.
fn in_label(passage: &Passage, at: usize, first: usize) -> bool {
    let colon = first.checked_sub(1).is_some_and(|colon| passage.tokens[colon].is_mark(':'));
    let token = passage.tokens[at];
    let range = (at.saturating_sub(LABEL)..at).any(|at| passage.is_any(at, list!("range")));
    colon && at + LABEL >= first && range && token.is_word() && token.is_capital()
}

/// How many words after "range" such a label may go on.
const LABEL: usize = 4;

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
pub fn is_weapon_range(passage: &Passage, at: usize, measure: &Measure) -> bool {
    let other = passage.follows_any(
        at,
        list!(
            "mountain control datalink detection radar communication transmission visual radio \
            rifle price age wide broad full whole proving shooting frequency \
            temperature training practice gunnery bombing hill depth horizontal"
        ),
    );
    let named = passage.token(at + 1).is_some_and(|token| token.is_mark(':'))
        || passage.is_any(at + 1, list!("of is was"))
            && is_quantity_ahead(passage, at + 2, measure)
        || passage.is(at + 1, "of") && of_weapon(passage, at)
        || at > 0 && passage.follows_any(at - 1, list!("effective maximum max minimum min"));
    let ground = passage.follows_any(at, list!("firing")) && !named;
    let next = passage.is_any(at + 1, list!("options in from"))
        && passage.is(at, "range")
        && passage.is_any(at + 2, list!("power size price age length depth height weight"));
    let aimed = usize::from(passage.is_any(at + 2, list!("effective aimed direct")));
    let fire = passage.is(at + 2 + aimed, "fire");
    let use_ = list!("use action flight operation operations employment attack");
    let thing = passage.is(at + 1, "of")
        && !(fire || passage.is_any(at + 2, use_))
        && !is_quantity_ahead(passage, at + 2, measure);
    let employed = measure.approx == Approx::UpTo
        && passage.is(at, "ranges")
        && at > 1
        && passage.is_any(at - 2, list!("employed used effective"));
    let engaged = !employed
        && passage.follows_any(at, list!("a at close the point-blank maximum"))
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
    let owner = passage.token(at + 3).is_some_and(|token| token.kind == Kind::Possessive);
    owner
        || passage.is_any(at + 2, list!("the these this those its such a an our most"))
        || crate::facts::rules::weapon_near(passage, (at + 1, at + 2), 5)
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

pub const HITTING: &WordList = list!(
    "hit hits strike strikes engage engages destroy destroys penetrate penetrates kill kills \
    intercept intercepts reach reaches accurate effective lethal attack"
);

const ABLE: &WordList = list!(
    "can could able capable effective ability capability designed may will would \
    accurate lethal engages destroys penetrates hits strikes intercepts kills attacks"
);

const LINKS: &WordList = list!(
    "makes equals constitutes gives give gave puts maker makers manufacturer maximum max minimum effective operational estimated reported reportedly stated \
    claimed said believed thought capability approximately roughly excess extended expanded \
    increased greater exceeds exceeding exceed least up theoretical nominal \
    published declared official officially expected reaches km strike striking \
    distance distances reach advertised limited than less longer kilometers range \
    defined higher lower likely possibly probably tested flight limit threshold remains being s put given listed rated \
    vary varies varying ranging anywhere somewhere according currently total claims \
    requirement requirements went goes capped figure figures value envelope initially originally set \
    knots speed altitude sea level against targets target aircraft ships tanks vehicles armour"
);
