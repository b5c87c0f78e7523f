//! Names that may mean something else ("AT4", "Harpoon") and of which a range says that they are weapons:
//! the subject of the clause that gives it, the owner of a "reach", the heading of a data sheet.

use super::evidence::Evidence;
use super::measure::Measure;
use super::scene::{Placed, Scene};
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::rules::is_quote;
use crate::facts::token_kind::Kind;
use crate::facts::word_list::{WordList, list};
use crate::text::Span;

/// True if the range bears out that the weak name is a weapon's.
pub fn vouches(
    passage: &Passage,
    scene: &Scene,
    (measure, evidence): (&Measure, Evidence),
    weapon: Span,
) -> bool {
    let Some(name) = scene.placed(weapon) else { return false };
    let start = passage.sentence(name.first).start;
    let inside = passage.sentence_number(name.first) == passage.sentence_number(measure.number);
    let subject = opens(passage, start, name.first);
    let told = match evidence {
        Evidence::RangeOf(_) | Evidence::RangeAfter => {
            inside && subject && passage.is_any(name.end, HAVING)
                || inside && (is_owner(passage, name) || is_of_range(passage, name))
                || is_head(passage, name)
                || subject && is_called_weapon(passage, name)
        }
        Evidence::Reach(_) => {
            let ability = match is_designation(passage, name) {
                true => passage.is_any(name.end, ABLE),
                false => passage.is_any(name.end, ABLE) || passage.is_any(name.end, GOING),
            };
            inside && subject && ability
        }
        _ => false,
    };
    told && (is_designation(passage, name) || is_among_weapons(passage, scene, measure, name))
}

const HAVING: &WordList = list!("has have had boasts offers possesses with can could");

const ABLE: &WordList = list!("can could is are was were reaches fires hits strikes");

const GOING: &WordList = list!("flies glides runs carries travels");

/// True if nothing but an article stands before the name in its sentence.
fn opens(passage: &Passage, start: usize, first: usize) -> bool {
    let article = usize::from(passage.follows_any(first, list!("the a an this our its their")));
    first - article == start
}

/// "the Type 12's reach": a word of range after a possessive.
fn is_owner(passage: &Passage, name: &Placed) -> bool {
    let possessive = passage.token(name.end).is_some_and(|token| token.kind == Kind::Possessive);
    possessive
        && (name.end + 1..name.end + 4)
            .any(|at| passage.token(at).is_some() && passage.traits(at).has(Traits::REACH))
}

/// "the range of the 'Harpoon' is": after "range of".
fn is_of_range(passage: &Passage, name: &Placed) -> bool {
    let quoted = |at: usize| passage.token(at).is_some_and(is_quote);
    let first = name.first - usize::from(name.first > 0 && quoted(name.first - 1));
    let article = usize::from(passage.follows_any(first, list!("the its their")));
    let of = (first - article).checked_sub(2).filter(|&range| passage.is(range + 1, "of"));
    let end = name.end + usize::from(quoted(name.end));
    let says = passage.is_any(end, list!("is was has exceeds reaches"));
    of.is_some_and(|range| passage.traits(range).has(Traits::REACH)) && says
}

/// True if the name stands on a line of its own at the head of the passage.
fn is_head(passage: &Passage, name: &Placed) -> bool {
    let after = passage.text.get(name.found.span.end..).unwrap_or_default();
    let line = after.trim_start_matches([' ', '\t']).starts_with('\n');
    name.first == 0 && line && is_designation(passage, name)
}

/// "The AT4 is a light antiarmor weapon".
fn is_called_weapon(passage: &Passage, name: &Placed) -> bool {
    let end = passage.sentence(name.first).end.min(name.end + NEAR);
    let copula = passage.is_any(name.end, list!("is are was were"))
        && passage.is_any(name.end + 1, list!("a an the"));
    copula
        && (name.end..end).any(|at| {
            passage.traits(at).has(Traits::WEAPON_WORD)
                || passage.is_any(at, list!("weapon weapons gun missile launcher torpedo rifle"))
        })
}

/// How many words after the name its kind is looked for.
const NEAR: usize = 14;

/// "AT4", "PKM", "Type 12": no word of the language.
fn is_designation(passage: &Passage, name: &Placed) -> bool {
    let words = name.found.span.of(passage.text);
    let capitals = words.len() > 2 && words.bytes().all(|byte| byte.is_ascii_uppercase());
    capitals || words.bytes().any(|byte| byte.is_ascii_digit())
}

/// True if weapons are spoken of anyhow: another one, or words of war, or miles at sea.
fn is_among_weapons(passage: &Passage, scene: &Scene, measure: &Measure, name: &Placed) -> bool {
    let sure = |weapon: &Placed| !weapon.found.weak && weapon.first != name.first;
    scene.weapons.iter().any(sure)
        || scene.memory.last().is_some()
        || passage.is_any(measure.end.saturating_sub(2), list!("nautical"))
        || passage.sentence(measure.number).any(|at| {
            passage.traits(at).has(Traits::WEAPON_WORD)
                || passage.is_any(at, list!("missile torpedo rifle gun warhead troops army navy"))
        })
}
