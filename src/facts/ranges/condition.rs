//! The load, use or profile for which a range holds: "against ships", "with rocket-assisted shells",
//! "with a light load". Reads the clause around the distance and decides nothing about it.

use std::ops::Range;

use super::measure::Measure;
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::word_list::{WordList, list};
use crate::text::Span;

/// The condition of the distance: right after it, before its label, or what its sentence begins with.
pub fn condition(passage: &Passage, measure: &Measure) -> Option<Span> {
    after(passage, measure)
        .or_else(|| before(passage, measure))
        .or_else(|| inserted(passage, measure))
        .or_else(|| fronted(passage, measure))
        .or_else(|| engaged(passage, measure))
        .or_else(|| effective(passage, measure))
}

/// "M against aircraft", "M (with a light load)", "M at 30 knots".
fn after(passage: &Passage, measure: &Measure) -> Option<Span> {
    let bracket = passage.token(measure.after).is_some_and(|token| token.is_mark('('));
    let range = usize::from(passage.is_any(measure.after, list!("away range")));
    let first = measure.after + usize::from(bracket) + range;
    let apart = passage.token(first).is_some_and(|token| token.is_mark(','))
        && passage.is_any(first + 1, list!("against at when if"));
    let first = first + usize::from(apart);
    let loaded = passage.is(first, "with") && weighs(passage, first + 1);
    let opens = opens(passage, first) || loaded;
    opens.then(|| phrase(passage, first, passage.sentence(measure.number).end)).flatten()
}

/// "Range against aircraft: M", "With Excalibur: M".
fn before(passage: &Passage, measure: &Measure) -> Option<Span> {
    let colon = measure.first.checked_sub(1)?;
    let joint = passage.tokens[colon].is_mark(':') || passage.is(colon, "is");
    let from = colon.saturating_sub(LONGEST).max(passage.sentence(colon).start);
    let first = (from..colon).find(|&at| opens(passage, at)).filter(|_| joint)?;
    let plain = (first..colon).all(|at| {
        let token = passage.tokens[at];
        (token.is_word() || token.is_dash() || token.is_number())
            && !token.traits.has(Traits::REACH)
    });
    plain.then(|| passage.span(first, colon))
}

/// "The W, with a lighter warhead, reaches M": between two commas.
fn inserted(passage: &Passage, measure: &Measure) -> Option<Span> {
    let from = measure.first.saturating_sub(LONGEST).max(passage.sentence(measure.number).start);
    let comma = |at: &usize| passage.tokens[*at].is_mark(',');
    let close = (from..measure.first).rev().find(comma)?;
    let open = (from..close).rev().find(comma)?;
    opens(passage, open + 1).then(|| phrase(passage, open + 1, close)).flatten()
}

/// "intercepts ballistic missiles at up to M": what is flown at.
fn engaged(passage: &Passage, measure: &Measure) -> Option<Span> {
    let from = measure.first.saturating_sub(LONGEST).max(passage.sentence(measure.number).start);
    let verbs = list!(
        "intercept intercepts intercepting engage engages engaging down downs defeat defeats \
        destroy destroys kill kills"
    );
    let verb = (from..measure.first).rev().find(|&at| passage.is_any(at, verbs))?;
    let close =
        (verb + 1..measure.first).find(|&at| passage.is_any(at, list!("at out to from")))?;
    let targets =
        list!("missiles aircraft helicopters drones fighters bombers aeroplanes airplanes");
    let all = (verb + 1..close).all(|at| passage.tokens[at].is_word());
    let target = close.checked_sub(1).filter(|&at| at > verb && passage.is_any(at, targets))?;
    (all && target <= verb + 3).then(|| passage.span(verb + 1, close))
}

/// "an effective range of M", "effective to M": how far it hits, which is less than how far it flies.
fn effective(passage: &Passage, measure: &Measure) -> Option<Span> {
    let from = measure.first.saturating_sub(5).max(passage.sentence(measure.number).start);
    let after = measure.after..measure.after + 2;
    let word = (from..measure.first).rev().chain(after).find(|&at| passage.is(at, "effective"))?;
    let ranged = (word + 1..word + 3).any(|at| {
        passage.traits(at).has(Traits::REACH) || passage.is_any(at, list!("to out up at within"))
    });
    ranged.then(|| passage.span(word, word + 1))
}

/// "With three drop tanks, the W has": up to the comma after it, at the start of the sentence or of the
/// clause after a semicolon.
fn fronted(passage: &Passage, measure: &Measure) -> Option<Span> {
    let sentence = passage.sentence(measure.number);
    let semicolon = |at: &usize| passage.tokens[*at].is_mark(';');
    let clause = (sentence.start..measure.first).rev().find(semicolon);
    let start = clause.map_or_else(|| after_dateline(passage, sentence), |mark| mark + 1);
    let fired = passage.is_any(start, list!("fired launched"))
        && passage.is_any(start + 1, list!("from by"))
        || passage.is(start, "firing");
    if !(opens(passage, start) || fired)
        || passage.is(start + 1, "a") && names_range(passage, start)
    {
        return None;
    }
    let end = measure.first.min(start + LONGEST);
    let comma = (start..end).find(|&at| passage.tokens[at].is_mark(','));
    let article = (start + 2..end).find(|&at| {
        passage.is_any(at, list!("a an the it its"))
            && !passage.traits(at - 1).has(Traits::FUNCTION)
    });
    let close = comma.or(article).filter(|&close| close > start + 1)?;
    let owned = start + 1 + usize::from(passage.is(start, "at"));
    let rounds = (start..close).any(|at| passage.is_any(at, ROUNDS));
    let owning = |at| passage.is_any(at, list!("its their his made changes help"));
    if !rounds && (owned..close).any(owning) {
        return None;
    }
    Some(passage.span(start, close))
}

/// Where a sentence begins that may open with where and when it was written and by whom: "KYIV, 2 May
/// (Dnipro Wire) - With its new engine".
fn after_dateline(passage: &Passage, sentence: Range<usize>) -> usize {
    let head = sentence.start..sentence.end.min(sentence.start + LONGEST_DATELINE);
    let dash = head.clone().find(|&at| passage.tokens[at].is_dash() && !passage.tokens[at].glued);
    let shouted = passage.token(sentence.start).is_some_and(|token| {
        let word = token.span.of(passage.text);
        word.chars().count() > 2 && word.chars().all(char::is_uppercase)
    });
    dash.filter(|_| shouted).map_or(sentence.start, |dash| dash + 1)
}

/// How many tokens a dateline has.
const LONGEST_DATELINE: usize = 24;

/// "a 500 kg warhead", "a warhead of 500 kg", "a lighter payload": a load that is said of this range.
fn weighs(passage: &Passage, at: usize) -> bool {
    let near = at..at + 6;
    near.clone().any(|at| passage.is_any(at, LOADS))
        && (near
            .clone()
            .any(|at| passage.is_any(at, list!("kg kilogram kilograms lb lbs pound pounds")))
            || near.clone().any(|at| passage.is_any(at, WEIGHTS)))
}

/// "With a range of M, the missile": no condition.
fn names_range(passage: &Passage, start: usize) -> bool {
    (start..start + 6).any(|at| passage.traits(at).has(Traits::REACH))
}

/// A word that begins a condition.
pub(super) fn opens(passage: &Passage, at: usize) -> bool {
    let within = |words: &WordList| (at + 1..at + 6).any(|at| passage.is_any(at, words));
    match () {
        () if passage.is(at, "with") => {
            let owned = passage.is_any(at + 1, list!("a an the its accuracy cep speed precision"))
                && (at + 1..at + 4).any(|at| passage.is_any(at, NO_CONDITION));
            let lighter = (at + 1..at + 4).any(|at| passage.is_any(at, WEIGHTS)) && within(LOADS);
            !owned || lighter
        }
        () if passage.is(at, "at") => is_speed(passage, at + 1),
        () if passage.is_any(at, list!("on in")) => {
            within(list!("mission profile mode trajectory trajectories setting route tank tanks"))
                || within(list!("fuel")) && within(list!("internal external"))
        }
        () if passage.is(at, "from") => {
            let height =
                list!("barrel barrels gun guns howitzer launcher launchers altitude height sled");
            let medium = list!("ground air surface water ashore");
            (at + 1..at + 5).any(|at| passage.is_any(at, height))
                || passage.is(at + 1, "the") && passage.is_any(at + 2, medium)
        }
        () if passage.is(at, "if") => {
            passage.is_any(at + 1, list!("it they the launched fired flown carried dropped"))
        }
        () => passage.is_any(at, CONDITIONAL) && !is_time(passage, at),
    }
}

/// "30 knots", "low altitude", "its highest speed", "full power": how fast or how high.
fn is_speed(passage: &Passage, first: usize) -> bool {
    let number = passage.token(first).is_some_and(Token::is_number)
        && (first + 1..first + 3)
            .any(|at| passage.is_any(at, list!("knots kn kt knot km kph mph")));
    let said = (first..first + 5).find(|&at| {
        passage
            .is_any(at, list!("speed speeds altitude altitudes level power depth elevation height"))
    });
    let words = said.is_some_and(|said| {
        (first..said).all(|at| passage.tokens[at].is_word() || passage.tokens[at].is_dash())
    });
    number || words || passage.is_any(first, list!("night low high sea medium supersonic subsonic"))
}

/// "When the programme began": a time, where "when fired from a truck" is a condition.
fn is_time(passage: &Passage, at: usize) -> bool {
    let clause = at + 1..passage.sentence(at).end.min(at + LONGEST);
    let comma = clause.clone().find(|&at| passage.tokens[at].is_mark(','));
    let past =
        list!("began was were had entered became started came ended signed left ran introduced");
    let told = (clause.start + 1..comma.unwrap_or(clause.end)).any(|at| passage.is_any(at, past));
    passage.is(at, "when") && told
}

/// The words from `first` up to the end of the phrase.
fn phrase(passage: &Passage, first: usize, end: usize) -> Option<Span> {
    let stop = |at: &usize| {
        let token = passage.tokens[*at];
        let mark = !token.is_word() && !token.is_number() && !token.is_dash();
        let clause = *at > first + 1
            && passage.is_any(*at, list!("and but while which that or is are was were has to"));
        mark || clause
    };
    let end = end.min(first + LONGEST).min(passage.tokens.len());
    let close = (first + 1..end).find(stop).unwrap_or(end);
    (close > first + 1).then(|| passage.span(first, close))
}

/// How many words a condition may have.
const LONGEST: usize = 12;

const CONDITIONAL: &WordList = list!("against when using without carrying depending");

/// What a gun fires.
const ROUNDS: &WordList = list!("shell shells round rounds ammunition projectile projectiles");

/// What is carried.
const LOADS: &WordList = list!("warhead warheads payload payloads load loads charge bomb bombs");

/// How heavy one load is beside another.
const WEIGHTS: &WordList = list!(
    "light lighter lightest heavy heavier heaviest small smaller reduced full fuller large larger \
    half standard normal maximum minimum conventional nuclear"
);

/// What a weapon has beside its range.
const NO_CONDITION: &WordList = list!(
    "accuracy cep speed precision range ceiling endurance warhead payload crew weight diameter"
);

#[cfg(test)]
mod tests {
    use crate::document::{Block, BlockKind, Document, Parts};
    use crate::facts::{Lexicon, extract};
    use crate::text::{CleanText, Span};

    /// The conditions of the ranges of a text, in order.
    fn conditions(lexicon: &Lexicon, text: &str) -> Vec<String> {
        let blocks = vec![Block::new(BlockKind::Paragraph, Span::new(0, text.len()))];
        let parts = Parts { text: CleanText::text(text), blocks, ..Parts::default() };
        let document = Document::new(parts).unwrap();
        let facts = extract(&document, lexicon);
        let words =
            |span: Option<Span>| span.map_or(String::new(), |span| document.words(span).to_owned());
        facts.ranges.iter().map(|range| words(range.details.condition)).collect()
    }

    #[test]
    fn load_use_and_profile_are_conditions_and_what_a_weapon_has_is_none() {
        let lexicon = Lexicon::bundled().unwrap();
        let cases: [(&str, &[&str]); 22] = [
            ("The Taurus has a range of 400 km at high altitude.", &["at high altitude"]),
            ("At its best speed the Taurus reaches 400 km.", &["At its best speed"]),
            ("The Taurus, with a lighter warhead, reaches 600 km.", &["with a lighter warhead"]),
            ("Firing plain shells, the M777 reaches 24 km.", &["Firing plain shells"]),
            ("With plain shells a M777 reaches 24 km.", &["With plain shells"]),
            ("With its plain shells, the M777 reaches 24 km.", &["With its plain shells"]),
            ("With its new crew, the M777 reaches 24 km.", &[""]),
            ("At night the M777 reaches 24 km.", &["At night"]),
            ("With a lighter warhead the Taurus may reach 600 km.", &["With a lighter warhead"]),
            (
                "ODESA, 3 May 2024 (Liman News) - With a new engine the Taurus flies up to 600 km.",
                &["With a new engine"],
            ),
            ("The Taurus has a range of 400 km with a 300 kg warhead.", &["with a 300 kg warhead"]),
            (
                "With the 40N6 the S-400 has a range of 400 km; with the 48N6 it has a range of 250 km.",
                &["With the 40N6", "with the 48N6"],
            ),
            ("The Iskander has a range of 500 km on a flat trajectory.", &["on a flat trajectory"]),
            ("The Taurus flies 400 km if it stays low.", &["if it stays low"]),
            ("The Taurus has a range of 400 km from the ground.", &["from the ground"]),
            ("The Aster 30 intercepts ballistic missiles at up to 25 km.", &["ballistic missiles"]),
            (
                "The M777 has a range of 24 km with plain shells, 30 km with base-bleed shells and 40 km with Excalibur shells.",
                &["with plain shells", "with base-bleed shells", "with Excalibur shells"],
            ),
            ("The M82 rifle has an effective range of 1,800 m.", &["effective"]),
            ("The M82 rifle is effective to 1,800 m.", &["effective"]),
            ("The Taurus, with a range of 400 km, is new.", &[""]),
            ("The Taurus has a range of 400 km with an accuracy of 5 m.", &[""]),
            ("The Taurus has a range of 400 km, at least on paper.", &[""]),
        ];
        for (text, expected) in cases {
            assert_eq!(conditions(&lexicon, text), expected, "{text}");
        }
    }
}
