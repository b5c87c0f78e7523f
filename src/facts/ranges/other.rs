//! Distances that are no weapon's range although a word of range or ability stands beside them: how
//! far a sensor or a link reaches, how far a bomb destroys, bands of altitude, lengths in brackets,
//! prices that range from one to another, roads. What a distance measures by the words right after it
//! is read by `dimension`.

use super::evidence::Evidence;
use super::measure::Measure;
use super::scene::Scene;
use crate::facts::figure::LengthUnit;
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::Kind;
use crate::facts::word_list::{WordList, list};

/// True if the distance with this evidence is no weapon's range.
pub fn is_other(passage: &Passage, scene: &Scene, measure: &Measure, evidence: Evidence) -> bool {
    let unsure = measure.cubed && !is_said(passage, scene, measure, evidence);
    unsure
        || is_of_blast(passage, scene, measure, evidence)
        || match evidence {
            Evidence::RangeOf(range) => {
                is_of_sensor(passage, scene, range, measure)
                    || is_of_part(passage, measure)
                    || is_seen_from(passage, range)
                    || is_around(passage, range, measure)
                    || is_spread(passage, scene, range, measure)
                    || is_on_road(passage, range, measure)
            }
            Evidence::RangeAfter => {
                is_band(measure)
                    || is_on_road(passage, measure.after, measure)
                    || is_of_part(passage, measure)
            }
            Evidence::Continued => is_from_place(passage, measure),
            Evidence::Reach(verb) => {
                is_seen(passage, verb, measure)
                    || is_of_part(passage, measure)
                    || is_feat(passage, verb)
                    || is_sensor(passage, verb, passage.sentence(verb).start)
                    || is_altitude(passage, verb, measure)
                    || is_on_fuel(passage, measure)
            }
            Evidence::Bracket => is_size(passage, scene, measure),
            _ => false,
        }
}

/// True if the words say clearly that a weapon's range follows.
fn is_said(passage: &Passage, scene: &Scene, measure: &Measure, evidence: Evidence) -> bool {
    let sentence = passage.sentence(measure.number);
    let range = matches!(evidence, Evidence::RangeOf(_) | Evidence::RangeAfter);
    range && scene.weapon_in(sentence.start, sentence.end)
}

/// Unit and higher number as written.
fn written(measure: &Measure) -> Option<(LengthUnit, f64)> {
    measure.figures.first().map(|figure| (figure.unit, figure.high))
}

/// True for less than a kilometre, in a unit of which things are measured too.
fn is_short(measure: &Measure) -> bool {
    let small = |(unit, value): (LengthUnit, f64)| {
        matches!(unit, LengthUnit::Metre | LengthUnit::Yard | LengthUnit::Foot)
            && value * unit.km() < 1.0
    };
    written(measure).is_some_and(small)
}

/// "sensing range of", "range resolution", "the range of the radar is", "its radar has a range of".
fn is_of_sensor(passage: &Passage, scene: &Scene, range: usize, measure: &Measure) -> bool {
    let dash = usize::from(range > 0 && passage.tokens[range - 1].is_dash());
    let kind = passage.follows_any(range - dash, SENSING);
    let measured = passage.is_any(range + 1, list!(MEASURED));
    let of = passage.is_any(range + 1, list!("of for"));
    let owner = of
        && (range + 2..measure.first.min(range + 8))
            .any(|at| passage.is_any(at, SENSORS) && !scene.covers(passage.tokens[at].span));
    let start = passage.sentence(range).start;
    kind || measured || owner || !of_other_owner(passage, range) && is_sensor(passage, range, start)
}

/// "the radio of the tank exceeds the 20 km range", "the warning radar at the base covers": what has it
/// is a part of a weapon or stands beside one, and is none. Missiles "that" a radar guides are others.
fn is_of_part(passage: &Passage, measure: &Measure) -> bool {
    let start = passage.sentence(measure.number).start;
    let from = start.max(measure.first.saturating_sub(PART));
    let part = (from..measure.first).find(|&at| {
        passage.is_any(at, SENSORS)
            && passage.is_any(at + 1, list!("of on for at in aboard"))
            && (start..at).all(|at| !passage.is_any(at, list!("with and that which")))
    });
    let other = list!("that which whose and with it they its");
    part.is_some_and(|part| !(part..measure.first).any(|at| passage.is_any(at, other)))
}

/// How many words back such a part is looked for.
const PART: usize = 16;

/// "can spot a fighter at a range of 400 km": the verb nearest before is one of seeing.
fn is_seen_from(passage: &Passage, range: usize) -> bool {
    let article = usize::from(passage.follows_any(range, list!("a the")));
    let at = passage.follows_any(range - article, list!("at to from"));
    let from = range.saturating_sub(PART).max(passage.sentence(range).start);
    let verb = (from..range)
        .rev()
        .find(|&at| passage.is_any(at, SEEING) || passage.is_any(at, list!(STRIKING)));
    at && verb.is_some_and(|verb| passage.is_any(verb, SEEING))
}

const STRIKING: &str = "hit hits hitting strike strikes striking engage engages engaging destroy \
    destroys destroying attack attacks attacking intercept intercepts intercepting kill kills fire \
    fires firing shoot shoots shooting reach reaches fly flies";

/// "within a range of 5 km of the blast": a circle around a place.
fn is_around(passage: &Passage, range: usize, measure: &Measure) -> bool {
    let article = usize::from(passage.follows_any(range, list!("a the")));
    passage.follows_any(range - article, list!("within"))
        && passage.is_any(measure.after, list!("of from around"))
}

/// "he could hit a coin with his rifle at 50 yards": what somebody did, not what the weapon does.
fn is_feat(passage: &Passage, verb: usize) -> bool {
    let can = passage.follows_any(verb, list!("can could"));
    can && verb > 1 && passage.is_any(verb - 2, list!("he she i"))
}

/// "a range of 60 km, 12 km from the port": how far off a place is.
fn is_from_place(passage: &Passage, measure: &Measure) -> bool {
    let from = passage.is(measure.after, "from");
    let launch = (measure.after..measure.after + 5).any(|at| {
        passage.is_any(
            at,
            list!("air ground sea ship ships launch launched aircraft barrel barrels gun guns"),
        )
    });
    from && !launch
}

/// "the radar's missile has a range of": what has it is named with "its" or "whose" before.
fn of_other_owner(passage: &Passage, range: usize) -> bool {
    passage.is_any(range + 1, list!("of")) && passage.is_any(range + 2, list!("the its their"))
}

/// True if the last noun before token `at` is a sensor or a link: "the radar has a maximum".
fn is_sensor(passage: &Passage, at: usize, start: usize) -> bool {
    let passed = |at: usize| {
        let token = &passage.tokens[at];
        token.is_word() && token.traits.has(Traits::FUNCTION)
            || token.kind == Kind::Possessive
            || passage.is_any(at, list!(PASSED))
            || passage.word(at).ends_with("ly")
    };
    let quote = |at: usize| {
        matches!(passage.tokens[at].kind, Kind::Mark('\'' | '‘' | '’' | '"' | '“' | '”'))
    };
    let noun = (at.saturating_sub(8).max(start)..at).rev().find(|&at| !passed(at) && !quote(at));
    noun.is_some_and(|at| {
        let from = at.saturating_sub(3).max(start);
        let called = (from..at).rev().find(|&at| !quote(at));
        let called =
            called.filter(|&at| passage.is_any(at, list!("called named dubbed codenamed")));
        passage.is_any(at, SENSORS) || called.is_some_and(|at| passage.follows_any(at, SENSORS))
    })
}

const PASSED: &str = "maximum max effective operational instrumented typical nominal reported stated \
    range long short capable able";

/// Words before "range" of what sees, hears or sends.
const SENSING: &WordList = list!(
    "sensing sensor detection detecting tracking track radar sonar acquisition surveillance \
    identification recognition observation display instrumented scanning viewing sighting seeker imaging \
    listening hearing jamming warning communication communications datalink link telemetry \
    transmission signal transmitter receiver camera laser visual radio control connection lidar \
    altitude vertical height price frequency temperature"
);

const MEASURED: &str = "resolution accuracy error errors finder finders bin bins gate gates cell cells ring \
    rings safety estimation measurement extension";

/// What sees, hears or sends.
const SENSORS: &WordList = list!(
    "radar radars sensor sensors sonar camera cameras telescope telescopes seeker lidar antenna \
    antennas detector detectors transmitter transmitters receiver receivers datalink link links \
    searchlight searchlights modem radio radios repeater beacon jammer jammers rangefinder binoculars scope sight sights microphone"
);

/// "can detect aircraft 300 km away": the verb nearest before the distance is one of seeing.
fn is_seen(passage: &Passage, verb: usize, measure: &Measure) -> bool {
    (verb..measure.first).any(|at| passage.is_any(at, SEEING))
}

const SEEING: &WordList = list!(
    "detect detects detecting see sees seeing spot spots spotting track tracks identify identifies \
    recognise recognize observe observes locate locates hear hears watch transmit transmits \
    communicate communicates jam jams photograph follow follows show shows film films"
);

/// "(0–3 km for a 2 Mt bomb)", "the bomb destroys houses up to 500 m away": how far a blast reaches.
fn is_of_blast(passage: &Passage, scene: &Scene, measure: &Measure, evidence: Evidence) -> bool {
    let after = measure.after..(measure.after + 6).min(passage.tokens.len());
    let yield_ = |at: usize| {
        passage.is_any(at, list!(YIELDS))
            && at.checked_sub(1).and_then(|at| passage.token(at)).is_some_and(|before| {
                before.is_number() || before.is_dash() || before.traits.has(Traits::NUMERAL)
            })
    };
    let of_yield =
        passage.is_any(measure.after, list!("for from of in with")) && after.clone().any(yield_);
    let named = match evidence {
        Evidence::RangeOf(range) => {
            let verb = passage.is(range, "reach") && range + 1 == measure.first;
            passage.follows_any(range, list!(BLASTS)) || verb && is_of_fragments(passage, range)
        }
        Evidence::Reach(verb) if is_of_fragments(passage, verb) => true,
        Evidence::Reach(verb) => {
            let explosive = scene
                .last_before(measure.first)
                .is_some_and(|weapon| passage.is_any(weapon.end - 1, list!(EXPLOSIVES)));
            let hits = passage.is_any(verb, list!("hit hits"));
            let far = measure.max_km.or(measure.min_km).is_some_and(|km| km >= LEAST_GLIDE);
            explosive && passage.is_any(verb, list!(DESTROYING)) && !(hits && far)
        }
        Evidence::RangeAfter | Evidence::Attribute => false,
        _ => passage.sentence(measure.number).any(|at| passage.is_any(at, list!(BLASTS))),
    };
    of_yield || named
}

/// Kilometres from which a bomb that "hits" does so by gliding and not by its blast.
const LEAST_GLIDE: f64 = 5.0;

/// "its blast reaches", "the fragments of the grenade reach", "the debris field covers".
fn is_of_fragments(passage: &Passage, verb: usize) -> bool {
    let start = passage.sentence(verb).start.max(verb.saturating_sub(FRAGMENTS));
    let other = |at: usize| {
        passage.is_any(at, list!("that which whose and it they"))
            || passage.token(at).is_some_and(|token| token.is_mark(',') || token.is_mark(';'))
    };
    let clause = (start..verb).rev().take_while(|&at| !other(at));
    clause.into_iter().any(|at| passage.is_any(at, list!(BLASTS)) || passage.is(at, "debris"))
}

/// How many words back the subject of a verb is looked for.
const FRAGMENTS: usize = 7;

const YIELDS: &str = "kt kiloton kilotons kilotonne mt megaton megatons megatonne";

const BLASTS: &str = "blast fireball overpressure fallout shockwave burns casualty casualties crater \
    fragmentation fragment fragments splinter splinters shrapnel destruction evacuated evacuation danger";

const EXPLOSIVES: &str =
    "bomb bombs grenade grenades mine mines warhead warheads shell shells charge";

const DESTROYING: &str = "lethal destroy destroys destroying kill kills effective hit hits";

/// "the 8,000- to 12,000-foot range": a band of altitude.
fn is_band(measure: &Measure) -> bool {
    written(measure).is_some_and(|(unit, value)| unit == LengthUnit::Foot && value >= LEAST_BAND)
}

/// Feet from which a "range" in feet is one of altitude.
const LEAST_BAND: f64 = 1_000.0;

/// "tickets range from 300 to 500 km": a verb, of whatever the sentence counts.
fn is_spread(passage: &Passage, scene: &Scene, range: usize, measure: &Measure) -> bool {
    let from = passage.is_any(range + 1, list!("from between"));
    let before = range.checked_sub(1).and_then(|before| passage.token(before));
    let noun = passage.is_any(range, list!("range ranges reach"))
        && (passage.follows_any(range, list!(DETERMINING))
            || before.is_some_and(|token| {
                token.kind == Kind::Possessive || !token.is_word() && !token.is_mark(',')
            })
            || passage.traits(range.saturating_sub(1)).has(Traits::UNIT));
    if !from || noun {
        return false;
    }
    let start = passage.sentence(range).start;
    let of_reach = (range.saturating_sub(8).max(start)..range).any(|at| {
        passage.traits(at).has(Traits::REACH) || passage.is_any(at, list!("distance distances"))
    });
    let subject = usize::from(passage.follows_any(range, list!("that which can")));
    let weapon = scene.ends_at(range - subject).is_some_and(|weapon| scene.flies(weapon));
    let far = written(measure).is_some_and(|(unit, value)| value * unit.km() >= 5.0);
    let more = passage.is_any(measure.after, list!("of"));
    let reached = of_reach || weapon && far && !more;
    !reached
}

const DETERMINING: &str = "a an the its their his her our this these those with of in at have has had \
    maximum max effective firing strike operational combat minimum flight different various varying \
    whose estimated total long short and";

/// "a road range of", "a range of 500 km on roads".
fn is_on_road(passage: &Passage, range: usize, measure: &Measure) -> bool {
    let road = |at: usize| passage.is_any(at, list!(ROADS));
    let kind = (range.saturating_sub(3)..range).rev().take_while(|&at| {
        passage.token(at).is_some_and(|token: &Token| token.is_word() || token.is_dash())
    });
    let mut kind = kind.take(3);
    let of_road = kind.any(|at| road(at) || passage.is(at, "driving"));
    let on = passage.is_any(measure.after, list!("on by off cross"));
    of_road
        || is_on_fuel(passage, measure)
        || on && (measure.after + 1..measure.after + 5).any(road)
}

/// "480 km on one tank of fuel", "330 miles on a full charge".
fn is_on_fuel(passage: &Passage, measure: &Measure) -> bool {
    let on = passage.is_any(measure.after, list!("on per"));
    let tank = || {
        let start = passage.sentence(measure.number).start;
        (measure.first.saturating_sub(16).max(start)..measure.first)
            .any(|at| passage.is_any(at, list!("gallon gallons litre litres petrol diesel")))
    };
    tank()
        || on
            && (measure.after + 1..measure.after + 6)
                .any(|at| passage.is_any(at, list!("fuel charge tank tankful battery")))
}

const ROADS: &str = "road roads highway highways motorway tarmac asphalt country driving";

/// "flies at up to 18 km", "can climb as high as 20 km", "20 km up": how high, not how far.
fn is_altitude(passage: &Passage, verb: usize, measure: &Measure) -> bool {
    let flies = passage.is_any(
        verb,
        list!("fly flies flying glide glides travel travels cruise cruises operate go goes"),
    );
    let at = passage.is(verb + 1, "at") && verb + 2 == measure.first;
    let metres = written(measure)
        .is_some_and(|(unit, value)| unit == LengthUnit::Metre && value >= LEAST_ALTITUDE);
    let high = measure.first > 1
        && passage.is(measure.first - 1, "as")
        && passage.is(measure.first - 2, "high");
    let of = passage.is_any(measure.after, list!("of in"))
        && passage.is_any(measure.after + 1, list!("altitude height"));
    flies && (at || metres) || high || of || passage.is(measure.after, "up") && flies
}

/// Metres from which something that "flies 10,000 m" flies so high.
const LEAST_ALTITUDE: f64 = 3_000.0;

/// "the Su-35 (21.9 metres) is longer than": how long it is.
fn is_size(passage: &Passage, scene: &Scene, measure: &Measure) -> bool {
    let sentence = passage.sentence(measure.number);
    let reach = sentence.clone().any(|at| passage.traits(at).has(Traits::REACH));
    let compared = sentence
        .clone()
        .any(|at| passage.is_any(at, list!(COMPARING)) && passage.is(at + 1, "than"));
    !reach && (compared || is_short(measure) && !scene.is_short_ranged(measure.first))
}

const COMPARING: &str = "longer taller wider larger bigger shorter heavier lighter higher thicker";
