//! What a weapon is said to be able to do at a distance, and distances right after a weapon. What it
//! did once is no range.

use super::evidence::Evidence;
use super::measure::Measure;
use super::scene::Scene;
use super::words::{PROJECTILES, ends_clause};
use crate::facts::lexicon::Traits;
use crate::facts::model::Approx;
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::word_list::{WordList, list};

/// "can reach targets up to 500 km away", "capable of hitting M", "able to fly M": ability, not an
/// event.
pub fn reach(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let sentence = passage.sentence(measure.number);
    let from = measure.first.saturating_sub(20).max(sentence.start);
    let limit = |at: usize| {
        is_sighted(passage, at)
            || passage.is_any(at, LIMITING)
                && passage.is_any(at + 1, list!("to at"))
                && !passage.is(measure.after, "from")
            || is_quoted(passage, at, measure)
    };
    let verb = (from..measure.first).rev().find(|&at| {
        is_perfect(passage, at)
            || passage.is_any(at, VERBS) && !is_noun(passage, at)
            || is_passive(passage, at, measure)
            || is_downing(passage, at)
            || limit(at)
    })?;
    let marks = |mark| (verb..measure.first).filter(|&at| passage.tokens[at].is_mark(mark)).count();
    let broken = marks(';') > 0
        || marks('(') > marks(')')
        || is_cargo(passage, scene, verb, measure)
        || is_of_nothing(passage, scene, verb, measure);
    let weapon = scene.weapon_in(sentence.start, measure.first)
        || scene.has_antecedent(passage, sentence.start..verb)
        || is_fronted(passage, scene, measure);
    let earlier = is_of_earlier(passage, verb, (sentence.start, measure));
    let able = match passage.is_any(verb, list!(PAST)) {
        true if is_perfect(passage, verb) => true,
        true if earlier => true,
        true => measure.approx == Approx::UpTo && passage.is_any(verb + 1, list!("targets")),
        false => {
            is_able(passage, verb, sentence.start)
                || is_passive(passage, verb, measure)
                || is_habitual(passage, scene, verb, measure)
        }
    };
    let bounded =
        earlier || is_bounded(passage, verb, measure) || is_thrown(passage, scene, verb, measure);
    (able
        && !is_denied_place(passage, verb, measure)
        && bounded
        && !is_somewhere(passage, measure)
        && !broken
        && weapon
        && !is_leg(passage, measure)
        && !is_height(passage, verb, measure))
    .then_some(Evidence::Reach(verb))
}

/// "at first the W reached M", "the original W reached M": how far it could, where it can farther now.
fn is_of_earlier(passage: &Passage, verb: usize, (start, measure): (usize, &Measure)) -> bool {
    let versions =
        list!("series version versions model models variant variants batch batches mark");
    let earlier = |at: usize| {
        passage.is_any(at, list!("original originally initially older oldest early earliest"))
            || passage.is(at, "first")
                && (passage.follows_any(at, list!("at")) || passage.is_any(at + 1, versions))
    };
    passage.is(verb, "reached")
        && measure.first == verb + 1
        && ends_clause(passage, measure.after)
        && (start.max(verb.saturating_sub(EARLIER))..verb).any(earlier)
}

/// How many words before "reached" it may stand that an earlier version is meant.
const EARLIER: usize = 8;

/// "can't reach the depot 35 km behind the lines": where something is that it does not reach.
fn is_denied_place(passage: &Passage, verb: usize, measure: &Measure) -> bool {
    let not = list!("cannot can't couldn't not never");
    let denied = (verb.saturating_sub(3)..verb).any(|at| passage.is_any(at, not));
    let place = (verb..measure.first).any(|at| passage.is(at, "the"));
    denied
        && place
        && measure.approx == Approx::Exact
        && !passage.is_any(measure.after, list!("away"))
}

/// "could have covered M", "would have flown M": what the weapon is able to.
pub fn is_perfect(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, list!("covered flown travelled traveled gone reached hit struck"))
        && passage.follows_any(at, list!("have"))
        && at > 1
        && passage.is_any(at - 2, list!("could can would might may"))
}

/// "Capable of reaching M, the missile", "Effective up to M, they": the weapon comes after what it can
/// do.
fn is_fronted(passage: &Passage, scene: &Scene, measure: &Measure) -> bool {
    let start = passage.sentence(measure.number).start;
    let comma = |at: usize| passage.token(at).is_some_and(|token| token.is_mark(','));
    let opens = passage.is_any(
        start,
        list!(
            "capable able designed built said believed reaching flying effective accurate lethal"
        ),
    ) || passage.is_any(start, list!("launched fired"))
        && passage.is(start + 1, "from")
        && measure.approx == Approx::UpTo;
    let pronoun = (measure.after..measure.after + 12)
        .any(|at| comma(at) && passage.is_any(at + 1, list!("it they")));
    let weapon = comma(measure.after) && scene.weapon_in(measure.after, measure.after + 12);
    opens && (weapon || pronoun && scene.antecedent(start).is_some())
}

/// "three strikes", "its launches": what looks like a verb is none.
fn is_noun(passage: &Passage, at: usize) -> bool {
    let counted = passage.before(at).is_some_and(|before| {
        before.is_number() || before.traits.has(Traits::NUMERAL) && before.is_word()
    });
    let adverb = usize::from(at > 0 && passage.word(at - 1).ends_with("ly"));
    if passage.is(at, "target") && !passage.follows_any(at - adverb, list!("can could to and or")) {
        return true;
    }
    // "targets flying at Mach 4": what the targets do
    if passage.is(at, "flying") && passage.follows_any(at, list!("target targets objects")) {
        return true;
    }
    // "a 2,000 pound payload": a weight
    let does = list!("can could would will may to");
    if passage.is_any(at, list!("pound pounds")) && !passage.follows_any(at, does) {
        return true;
    }
    let plural = passage.is_any(at, list!("spans strikes launches fires hits runs attacks covers"));
    plural && (counted || passage.follows_any(at, list!("the its their these those several more")))
}

/// "throws leaflets to M": what is thrown is no weapon and no payload of one.
fn is_of_nothing(passage: &Passage, scene: &Scene, verb: usize, measure: &Measure) -> bool {
    let throws = passage.is_any(
        verb,
        list!("throw throws throwing hurl hurls hurling lob lobs lobbing propel propels"),
    );
    let thing = scene.weapon_in(verb, measure.first)
        || (verb..measure.first)
            .any(|at| passage.is_any(at, PROJECTILES) || passage.is_any(at, BORNE));
    throws && verb + 1 < measure.first && !thing
}

/// "carries missiles over a distance of M": weapons are brought somewhere. What is carried against
/// targets is not cargo.
fn is_cargo(passage: &Passage, scene: &Scene, verb: usize, measure: &Measure) -> bool {
    let target = |at: usize| passage.is_any(at, list!("target targets"));
    let over = (verb..measure.first)
        .any(|at| passage.is(at, "over") && (at..at + 3).any(|at| passage.is_any(at, DISTANCES)));
    let borne = || (verb..measure.first).any(|at| passage.is_any(at, BORNE));
    let shells = || (verb..measure.first).any(|at| passage.is_any(at, PROJECTILES));
    passage.is_any(verb, list!("carry carries carrying"))
        && (scene.weapon_in(verb, measure.first) || shells() || over && !borne())
        && !(verb..measure.first).any(target)
}

const DISTANCES: &WordList = list!("distance distances");

/// What a missile or a drone itself carries.
const BORNE: &WordList =
    list!("warhead warheads payload payloads explosive explosives charge charges kg lb");

/// "bring down", "take down": what air defence does.
fn is_downing(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, list!("bring bringing take taking knock blow blowing"))
        && passage.is_any(at + 1, list!("down out up"))
}

/// "can be fired from 20 km away": what is done with the weapon.
fn is_passive(passage: &Passage, at: usize, measure: &Measure) -> bool {
    let habit = passage.is_any(at, list!("fired launched"))
        && passage.follows_any(at, list!("is are"))
        && measure.approx == Approx::UpTo
        && measure.first <= at + 8;
    habit
        || passage.is_any(at, list!("fired launched used"))
            && passage.follows_any(at, list!("be"))
            && at > 1
            && passage.is_any(at - 2, list!("can could"))
            && passage.is(at + 1, "from")
}

/// "the bridge 55 km away", "were more than 300 km from the border": how far a certain place is, not
/// how far the weapon could reach.
fn is_somewhere(passage: &Passage, measure: &Measure) -> bool {
    let stays = list!(
        "is are was were be been being lies lie lay sits sit sat stands stood lives live positioned \
        located situated stationed based deployed standing lying anchored moored parked placed"
    );
    if passage.follows_any(measure.first, stays) && passage.is(measure.after, "from") {
        return true;
    }
    let away = passage.is_any(measure.after, list!("away distant"));
    if away && is_of_targets(passage, measure) {
        return false;
    }
    if away && passage.is(measure.after + 1, "from") && passage.follows_any(measure.first, stays) {
        return true;
    }
    let article = measure.first > 1 && passage.is_any(measure.first - 2, list!("the this its"));
    let any = passage.is_any(
        measure.first.saturating_sub(1),
        list!("enemy target targets distance maximum range"),
    );
    away && article && !any && measure.approx == Approx::Exact
}

/// "hitting targets located 500 km away from the launch site": where any target may be.
fn is_of_targets(passage: &Passage, measure: &Measure) -> bool {
    let stays = list!("located situated positioned lying standing");
    let stays = usize::from(passage.follows_any(measure.first, stays));
    let targets = list!("targets objectives");
    let launch = list!("launch launcher launchers launching firing");
    let from = passage.is(measure.after + 1, "from");
    let place =
        from && !(measure.after + 2..measure.after + 5).any(|at| passage.is_any(at, launch));
    stays > 0 && passage.follows_any(measure.first - stays, targets) && !place
}

/// "fires shells 70 km", "throws a 43 kg shell 24 km": the distance follows what is thrown.
fn is_thrown(passage: &Passage, scene: &Scene, verb: usize, measure: &Measure) -> bool {
    let kilometres = measure.max_km.or(measure.min_km).is_some_and(|km| km >= 1.0);
    let thrown = scene.ends_at(measure.first).is_some()
        || passage
            .follows_any(measure.first, list!("shell shells round rounds projectile projectiles"));
    let alone = passage.is_any(verb, list!("fire shoot")) && verb + 1 == measure.first;
    passage.is_any(verb, THROWING) && (thrown || alone) && kilometres
}

const THROWING: &WordList = list!(
    "fire fires firing throw throws throwing hurl hurls hurling lob lobs lobbing propel propels \
    propelling send sends shoot shoots"
);

/// "can", "capable of", "designed to", "was to" shortly before the verb.
fn is_able(passage: &Passage, verb: usize, start: usize) -> bool {
    let from = verb.saturating_sub(4).max(start);
    let good = passage.is(verb, "good") && passage.is(verb + 1, "for");
    let planned = is_quoted_verb(passage, verb)
        || good
        || passage.follows_any(verb, list!("to"))
            && verb > start + 1
            && passage.is_any(verb - 2, list!("is are was were"));
    let made = passage.follows_any(verb, list!("to"))
        && verb > start + 1
        && passage.is_any(
            verb - 2,
            list!("built upgraded modified adapted improved extended modernised modernized"),
        );
    let limit = is_sighted(passage, verb)
        || passage.is_any(verb, LIMITING) && passage.follows_any(verb, list!("is are was were"));
    let joint = verb > start + 1
        && passage.follows_any(verb, list!("and or"))
        && passage.is_any(verb - 2, list!("track detect identify find see follow locate"));
    // "can reach great speeds and strike targets": one "can" for two verbs
    let second = verb > start + 1
        && passage.follows_any(verb, list!("and or"))
        && (verb.saturating_sub(7).max(start)..verb - 1)
            .any(|at| passage.is_any(at, VERBS) && passage.follows_any(at, list!("can could to")));
    // "capable of firing a shell and striking": one "capable of" for two gerunds
    let gerund = |at: usize| passage.word(at).ends_with("ing");
    let third = verb > start + 1
        && gerund(verb)
        && passage.follows_any(verb, list!("and or"))
        && (verb.saturating_sub(GERUNDS).max(start + 1)..verb - 1).any(|at| {
            passage.is(at, "of") && gerund(at + 1) && passage.follows_any(at, list!("capable"))
        });
    // "can detect aircraft at M, lock on at M and destroy them at M": one "can" for many verbs
    let detects = list!("detect track see spot identify");
    let many = verb > start + 1
        && passage.follows_any(verb, list!("and or"))
        && (verb.saturating_sub(MANY).max(start + 1)..verb - 1)
            .any(|at| passage.is_any(at, detects) && passage.follows_any(at, list!("can could")));
    let third = third || many;
    let from = from.saturating_sub(4 * usize::from(joint || second)).max(start);
    third || planned || made || limit || (from..verb).any(|at| passage.is_any(at, list!(ABLE)))
}

/// How many words back the "capable of" may stand that a second gerund hangs on.
const GERUNDS: usize = 20;

/// How many words back the "can" may stand that several verbs hang on.
const MANY: usize = 30;

const ABLE: &str = "capacity can could able capable capability ability enable enables enabling allow allows allowing enough may designed \
    cannot will would of should intended meant expected aimed required said reported believed thought \
    claimed known";

/// What happened is no range; what a weapon "reached targets up to M away" with, is.
const PAST: &str = "reached struck engaged";

/// "reaches", "fire up to M": what the weapon does at any time.
fn is_habitual(passage: &Passage, scene: &Scene, verb: usize, measure: &Measure) -> bool {
    let open = matches!(measure.approx, Approx::UpTo | Approx::AtLeast | Approx::Interval);
    let plural = passage
        .is_any(verb, list!("reach travel fly carry glide go goes threaten operate"))
        || measure.approx == Approx::UpTo
            && passage.is_any(verb, list!("fire launch hit strike shoot engage"));
    let which = passage.follows_any(verb, list!("which that"))
        && passage.is_any(verb, list!("reach travel fly cover"));
    let bare = verb + 1 == measure.first
        && passage.is_any(verb, list!("reach travel fly carry glide run"))
        && passage.before(verb).is_some_and(|subject| subject.is_word())
        && !passage.follows_any(verb, list!("to"));
    passage.is_any(verb, list!(HABITS))
        || passage.is(verb, "goes") && passage.is_any(verb + 1, list!("to out beyond"))
        || is_going(passage, scene, verb, measure)
        || which
        || bare
        || open && plural && !passage.follows_any(verb, list!("to"))
}

/// "the Pralay goes 500 km": a missile and nothing else right before the verb, and nothing after the
/// distance.
fn is_going(passage: &Passage, scene: &Scene, verb: usize, measure: &Measure) -> bool {
    let missile = scene.ends_at(verb).is_some_and(|at| {
        let weapon = scene.weapons[at];
        scene.flies(at) && !scene.drives(Some(weapon.found.span))
    });
    let ends = passage.token(measure.after).is_none_or(|next: &Token| !next.is_word())
        || passage.is_any(measure.after, list!("and or but while only"));
    passage.is_any(verb, list!("goes go")) && verb + 1 == measure.first && missile && ends
}

const HABITS: &str = "spans reaches carries hits strikes flies fires shoots engages travels glides covers runs \
    throws hurls lobs propels manages effective accurate lethal deadly operates attains achieves \
    threatens kills delivers puts drops places";

/// The verb says how far by itself, or the distance is a bound.
fn is_bounded(passage: &Passage, verb: usize, measure: &Measure) -> bool {
    let away = list!("away distant downrange behind off inland");
    let distance = list!("range ranges distance distances");
    measure.approx != Approx::Exact
        || passage.is_any(measure.after, away)
        || passage.is_any(measure.end, away)
        || (verb..measure.first).any(|at| passage.is_any(at, distance))
        || passage.is_any(verb, list!(FAR)) && !passage.is(measure.after, "of")
        || is_perfect(passage, verb)
        || is_sighted(passage, verb)
        || is_from_launch(passage, measure)
        || measure.first > 0
            && passage.is_any(measure.first - 1, list!("at from"))
            && passage.is_any(verb, STRIKING)
}

const STRIKING: &WordList = list!(
    "hit hits hitting strike strikes striking engage engages engaging attack attacks attacking destroy \
    destroys destroying intercept intercepts intercepting kill kills killing threaten threatens \
    threatening penetrate penetrates"
);

/// "targets 4,000 miles from where it is launched": how far from the weapon's own place.
fn is_from_launch(passage: &Passage, measure: &Measure) -> bool {
    let own = list!("its their the where wherever launch launcher");
    let from = passage.is(measure.after, "from") && passage.is_any(measure.after + 1, own);
    let launch = (measure.after + 1..measure.after + 7).any(|at| {
        passage.is_any(at, list!("launch launches launcher launched fired fires base ship muzzle"))
    });
    from && launch && passage.follows_any(measure.first, list!("target targets ships aircraft"))
}

/// Participles that make a limit of "to M".
const LIMITING: &WordList = list!("limited restricted tested capped");

/// "The rifle is sighted from 200 to 2,000 yards": how far its sights are made for.
fn is_sighted(passage: &Passage, at: usize) -> bool {
    passage.is(at, "sighted")
        && passage.follows_any(at, list!("is are"))
        && passage.is_any(at + 1, list!("from to up out for"))
}

/// "is listed at 380 km", "is advertised with 400 km": what is said of the weapon's reach.
fn is_quoted(passage: &Passage, at: usize, measure: &Measure) -> bool {
    let kilometres = measure.max_km.or(measure.min_km).is_some_and(|km| km >= 1.0);
    let beside = at + 2 == measure.first;
    let by = passage.is(at + 1, "by")
        && measure.first < at + 10
        && passage.follows_any(measure.first, list!("at with"));
    is_quoted_verb(passage, at) && (beside || by) && kilometres
}

fn is_quoted_verb(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, list!("advertised listed lists rated rates quoted quotes credited credits"))
        && passage.is_any(at + 1, list!("at with by"))
}

const FAR: &str = "span spans reach run running fly glide travel reaching flying travelling traveling reaches \
    flies travels glides effective covers cover covering runs limited restricted capped good go goes \
    listed lists rated rates advertised quoted quotes credited credits manages manage attain attains \
    achieve achieves operate operates operating lethal accurate deadly covered";

/// "flies at 40,000 feet", "flies at 20 km", "flies first at 180 metres": nobody gives a range in feet so, and
/// what flies at a few metres flies at a height.
fn is_height(passage: &Passage, verb: usize, measure: &Measure) -> bool {
    let flies = passage.is_any(verb, list!("fly flies flying glide glides travel travels"));
    let low = measure.max_km.or(measure.min_km).is_some_and(|km| km < 1.0);
    let at = passage.follows_any(measure.first, list!("at")) && (low || verb + 2 == measure.first);
    flies && at || passage.is_any(measure.end.saturating_sub(1), list!("feet ft foot"))
}

/// "for the final 4 km": a part of the way.
fn is_leg(passage: &Passage, measure: &Measure) -> bool {
    let part = list!("final last first remaining next");
    passage.follows_any(measure.first, part)
        && passage.follows_any(measure.first - 1, list!("the its their"))
}

/// "rockets for 70, 150 and 300 km": the first of several distances.
fn is_several(passage: &Passage, measure: &Measure) -> bool {
    let joins = |at: usize| {
        passage.token(at).is_some_and(|token| token.is_mark(','))
            || passage.is_any(at, list!("and or"))
    };
    joins(measure.after) && passage.token(measure.after + 1).is_some_and(Token::is_number)
}

/// "the Zolfaghar with 700 km", "the Nasr, of 60 km,", "puts the Emad at 1,700 km", "rockets for 70 and 300 km":
/// a distance right after a weapon that flies, and nothing more of the phrase after it.
pub fn with(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let article = usize::from(passage.follows_any(measure.first, list!("its their a the")));
    let word = (measure.first - article).checked_sub(1)?;
    let comma = word > 0 && passage.tokens[word - 1].is_mark(',');
    let joins = passage.is(word, "with")
        || comma && passage.is(word, "of")
        || comma
            && passage.is(word, "at")
            && passage.token(measure.after).is_some_and(|t| t.is_mark(','))
        || passage.is(word, "at")
            && (word.saturating_sub(7)..word).any(|at| passage.is_any(at, list!("puts put")))
        || passage.is(word, "for") && article == 0 && is_several(passage, measure);
    let close = word - usize::from(comma && joins);
    let weapon =
        scene.ends_at(close).or_else(|| scene.aside_of(passage.is(word, "with"), close))?;
    let ends = passage.token(measure.after).is_none_or(|next: &Token| !next.is_word())
        || passage.is_any(measure.after, list!("and or"));
    let kilometres = measure.max_km.or(measure.min_km).is_some_and(|km| km >= 1.0);
    (joins && ends && kilometres && scene.flies(weapon)).then_some(Evidence::With)
}

const VERBS: &WordList = list!(
    "reach reaches reaching hit hitting hits strike striking strikes fly flying flies \
    travel travelling traveling travels pound pounds pounding bombard bombards span spans fire firing fires deliver delivering target \
    targeting engage engaging engages destroy destroying attack attacking launch \
    launching shoot shoots intercept intercepting carry carries carrying lob \
    lobbing lobs throw throws throwing hurl hurls hurling propel propels propelling \
    penetrate glides glide effective accurate lethal cover covers covering runs good go goes \
    manages manage managing reached struck engaged run running operate operates operating threaten \
    threatens threatening attain attains achieve achieves deadly \
    extend extends extending kill kills killing bombard bombards \
    delivers put puts drop drops place places"
);
