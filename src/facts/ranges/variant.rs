//! The most exact name that a sentence has for the weapon of a range: "Block IV", "the export version",
//! "extended-range". Which weapon that is of is read elsewhere.

use std::ops::Range;

use super::measure::Measure;
use super::scene::Scene;
use crate::facts::candidate::What;
use crate::facts::lexicon::{Lexicon, Relation, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::word_list::{WordList, list};
use crate::text::{Span, folded};

/// The variant for which the distance is stated: what its own clause calls it, else the weapon's name.
pub fn variant(
    passage: &Passage,
    scene: &Scene,
    measure: &Measure,
    weapon: Option<Span>,
) -> Option<Span> {
    let sentence = passage.sentence(measure.number);
    let clause = after_other_distance(passage, sentence.start, measure);
    let offset = passage.tokens.get(clause).map_or(0, |token| token.span.start);
    let here = weapon.filter(|weapon| weapon.start >= offset);
    bracketed(passage, scene, measure, weapon)
        .or_else(|| here.and_then(|weapon| named(passage, scene, weapon)))
        .or_else(|| version(passage, clause, measure))
        .or_else(|| subject_version(passage, sentence.start, clause, measure))
        .or_else(|| sibling(passage, scene, clause..measure.first, weapon))
        .or_else(|| {
            let mut blocks = (clause..measure.first).rev().filter_map(|at| block_at(passage, at));
            // The "Mk 48" that the weapon is called is no mark of it.
            blocks.find(|block| !weapon.is_some_and(|weapon| weapon.covers(*block)))
        })
        .or_else(|| beside(passage, scene, measure.after, weapon))
        .or_else(|| {
            let again = || scene.names_again(sentence.start..measure.first, weapon);
            weapon.filter(|_| !again()).and_then(|weapon| named(passage, scene, weapon))
        })
}

/// The token after the last distance of the sentence that stands before this one, else its first.
fn after_other_distance(passage: &Passage, start: usize, measure: &Measure) -> usize {
    let is_unit = |at: &usize| {
        let number = |back| at.checked_sub(back).and_then(|at| passage.token(at));
        passage.traits(*at).has(Traits::UNIT)
            && [1, 2].into_iter().filter_map(number).any(Token::is_number)
    };
    let unit = (start..measure.first).rev().find(is_unit);
    let is_bracket = |at: usize| passage.token(at).is_some_and(|token| token.is_mark(')'));
    unit.map_or(start, |unit| unit + 1 + usize::from(is_bracket(unit + 1)))
}

/// What the words of a weapon's name, and those right beside it, say of the variant.
fn named(passage: &Passage, scene: &Scene, weapon: Span) -> Option<Span> {
    let own = Some(weapon).filter(|weapon| scene.is_variant(*weapon));
    own.map(|weapon| with_block(passage, weapon))
        .or_else(|| adjective(passage, weapon))
        .or_else(|| block(passage, weapon).map(|block| Span::new(weapon.start, block.end)))
}

/// "M (AIM-120D)", "M (Block II)": the variant in the bracket after the distance.
fn bracketed(
    passage: &Passage,
    scene: &Scene,
    measure: &Measure,
    weapon: Option<Span>,
) -> Option<Span> {
    passage.token(measure.after).filter(|token| token.is_mark('('))?;
    beside(passage, scene, measure.after, weapon)
}

/// "with the PAC-2", "for the Block II", "(AIM-120D)" at a token: a name of a variant of the weapon.
fn beside(passage: &Passage, scene: &Scene, at: usize, weapon: Option<Span>) -> Option<Span> {
    let opens = passage.token(at).is_some_and(|token| token.is_mark('('))
        || passage.is_any(at, list!("with for in"));
    let first = at + 1 + usize::from(passage.is_any(at + 1, list!("the a its")));
    let variant = || scene.sibling_at(first, weapon).map(|weapon| with_block(passage, weapon));
    opens.then(|| block_at(passage, first).or_else(variant)).flatten()
}

/// The last name of a variant of the same weapon among the tokens: "With the 40N6 the S-400".
fn sibling(
    passage: &Passage,
    scene: &Scene,
    tokens: Range<usize>,
    weapon: Option<Span>,
) -> Option<Span> {
    let mut places = tokens.rev().filter(|&at| !is_compared(passage, at));
    places.find_map(|at| scene.sibling_at(at, weapon)).map(|weapon| with_block(passage, weapon))
}

/// "than the first version", "unlike the M39": what another one is compared with.
fn is_compared(passage: &Passage, at: usize) -> bool {
    let before = at.saturating_sub(2)..at;
    before.into_iter().any(|at| passage.is_any(at, COMPARING))
}

const COMPARING: &WordList =
    list!("than unlike versus replaces replacing replaced succeeds successor predecessor");

/// True if `words`, which name this weapon, name one variant of it.
pub fn is_variant_name(lexicon: &Lexicon, what: Option<What>, words: &str) -> bool {
    match what {
        Some(What::KnownWeapon(number)) => {
            lexicon.related(number, Relation::VariantOf).is_some()
                || lexicon.names_variant(number, words)
                || names_block(words) && !is_mark(lexicon, number)
        }
        Some(What::NamedWeapon(_)) | None => is_exact(words),
        Some(_) => false,
    }
}

/// True for a weapon whose own name is one of a mark ("Mk 48", "SeaHake Mod 4"): its name names no variant.
fn is_mark(lexicon: &Lexicon, number: u32) -> bool {
    let marks = ["mark", "mk", "mod"];
    let name = lexicon.weapon(number).map(|known| folded(&known.name)).unwrap_or_default();
    name.split(|c: char| !c.is_alphabetic()).any(|word| marks.contains(&word))
}

/// True for the name of one variant: "M39A1", "DF-21D", "S-300PMU-1", "JASSM-ER", "Tomahawk Block IV".
fn is_exact(name: &str) -> bool {
    if names_block(name) {
        return true;
    }
    name.split_whitespace().any(|part| {
        let (head, tail) = part.rsplit_once(['-', '‑', '–']).unwrap_or(("", part));
        let letters = tail.len() <= 2 && tail.bytes().all(|byte| byte.is_ascii_uppercase());
        let suffix = !head.is_empty() && letters && head.len() > 2;
        let digits = part.find(|c: char| c.is_ascii_digit());
        let lettered = digits.is_some_and(|at| {
            let rest = part.get(at..).unwrap_or_default();
            let tail = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            tail.starts_with(|c: char| c.is_ascii_uppercase()) && at > 0
        });
        suffix || lettered
    })
}

/// True for a name with the block or mark that it is of: "Tomahawk Block IV".
fn names_block(name: &str) -> bool {
    let words = ["Block", "Mod", "Increment", "Mk", "Baseline", "Flight", "Batch"];
    name.split_whitespace().skip(1).any(|word| words.contains(&word))
}

/// "Tomahawk" before "Block IV": the name with what follows it.
fn with_block(passage: &Passage, weapon: Span) -> Span {
    let end = passage.token_at(weapon.end);
    let longer = longer_end(passage, end);
    let longer = (longer > end).then(|| passage.span(end, longer));
    let block = block(passage, weapon).or(longer);
    block.map_or(weapon, |block| Span::new(weapon.start, block.end))
}

/// "Block IV", "Mod 7", "Increment 1" right after the weapon.
fn block(passage: &Passage, weapon: Span) -> Option<Span> {
    block_at(passage, passage.token_at(weapon.end))
}

/// "Block IV" at token `at`, with the "+ ER" behind it.
pub fn block_at(passage: &Passage, at: usize) -> Option<Span> {
    let number =
        passage.token(at + 1).is_some_and(|t| t.is_number() || t.is_word() && t.is_capital());
    let words = list!("block mod increment mk mark baseline flight batch");
    let block = passage.is_any(at, words) && number;
    block.then(|| passage.span(at, longer_end(passage, at + 2)))
}

/// One past "+", "ER" and "Plus" that begin at token `at`.
fn longer_end(passage: &Passage, at: usize) -> usize {
    let plus = usize::from(passage.token(at).is_some_and(|token| token.is_mark('+')));
    let word = usize::from(passage.is_any(at + plus, list!("er plus")));
    at + plus + word
}

/// "the extended-range W", "the export W", "the baseline W".
fn adjective(passage: &Passage, weapon: Span) -> Option<Span> {
    let first = passage.token_at(weapon.start);
    let dash = |at: usize| passage.token(at).is_some_and(|token| token.is_dash() && token.glued);
    let last = first.checked_sub(1)?;
    if last >= 2 && dash(last - 1) {
        let measured = passage.traits(last - 2).has(Traits::UNIT);
        let compound = !measured && passage.is_any(last, list!("range launched based fired class"));
        return compound.then(|| passage.span(last - 2, last + 1));
    }
    let ordinal = passage.is_any(last, list!("first second third"));
    (passage.is_any(last, VARYING) && !ordinal).then(|| passage.span(last, last + 1))
}

/// "the export version", "a later increment" in the clause, nearest before the distance, else after.
fn version(passage: &Passage, clause: usize, measure: &Measure) -> Option<Span> {
    let noun = |at: &usize| passage.is_any(*at, NOUNS) || is_export(passage, *at);
    let stop = |at: &usize| {
        passage.token(*at).is_some_and(|token| token.is_mark(';'))
            || passage.is_any(*at, list!("and but while whereas"))
    };
    let most = passage.sentence(measure.number).end.min(measure.after + 8);
    let end = (measure.after..most).find(stop).unwrap_or(most);
    let from = clause.max(measure.first.saturating_sub(WINDOW));
    let mut before = (from..measure.first).rev().filter(noun);
    let named = before
        .find_map(|head| block_at(passage, head).or_else(|| with_modifiers(passage, from, head)));
    named.or_else(|| with_modifiers(passage, from, (measure.after..end).find(noun)?))
}

/// "The anti-ship version, which sprints for the last M, reaches M": the version that a sentence begins
/// with goes over what is said of it between commas.
fn subject_version(
    passage: &Passage,
    start: usize,
    clause: usize,
    measure: &Measure,
) -> Option<Span> {
    let comma = |at: usize| passage.token(at).is_some_and(|token| token.is_mark(','));
    let head = (start..clause.min(start + 6)).find(|&at| passage.is_any(at, NOUNS))?;
    let relative = comma(head + 1) && passage.is_any(head + 2, list!("which that"));
    let closed = (clause..measure.first).any(comma);
    (relative && closed).then(|| with_modifiers(passage, start, head)).flatten()
}

/// True for a word that tells one version from another: "export", "upgraded".
pub fn is_varying(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, VARYING)
}

/// True for "version", "model" and the like.
pub fn is_version_noun(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, NOUNS)
}

/// "the export missile", "the export land-attack missile": a version, though no word says that it is one.
fn is_export(passage: &Passage, head: usize) -> bool {
    let nouns = list!("missile rocket torpedo shell round drone gun howitzer");
    let before = head.saturating_sub(4)..head;
    passage.is_any(head, nouns) && before.into_iter().any(|at| passage.is(at, "export"))
}

/// The version at token `head` with the words before it that say which one it is.
fn with_modifiers(passage: &Passage, from: usize, head: usize) -> Option<Span> {
    let first = (from.max(head.saturating_sub(4))..head).rev().take_while(|&at| {
        let token = passage.tokens[at];
        token.is_dash() && token.glued
            || token.is_word() && !token.traits.has(Traits::FUNCTION) && !token.is_capital()
            || passage.is_any(at, list!("first second third new next"))
            || token.is_capital() && token.span.len() == 1 && !passage.is(at, "a")
    });
    let first = first.last()?;
    if is_compared(passage, first) || (first..head).any(|at| passage.word(at).ends_with("est")) {
        return None;
    }
    let said = (first..head).any(|at| {
        passage.is_any(at, VARYING)
            || passage.tokens[at].is_dash()
            || passage.tokens[at].span.len() == 1
    });
    said.then(|| passage.span(first, head + 1))
}

/// How many words back a version is looked for.
const WINDOW: usize = 16;

const NOUNS: &WordList = list!("version variant model increment edition series derivative");

const VARYING: &WordList = list!(
    "export baseline base basic original extended upgraded improved modernised modernized naval standard \
    first second third early earlier late later latest newest newer older longer shorter enhanced guided \
    unguided domestic land ship"
);
