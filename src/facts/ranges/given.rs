//! Distances that somebody gives a weapon: "most experts give the Fateh-110 some 300 km", "state media
//! claim 8,000 km for it". Who gives
//! it is a source of words, and nothing stands between weapon and distance: a base is given a road, a
//! crew a march.

use super::evidence::Evidence;
use super::measure::Measure;
use super::scene::Scene;
use crate::facts::lens::{is_given_by_source, is_of_source};
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::word_list::{WordList, list};

/// The distance right after a weapon that a source "gives".
pub fn given(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let small = |at: usize| passage.is_any(at, list!("only just merely a range"));
    let start = passage.sentence(measure.number).start;
    let end = (start..measure.first).rev().find(|&at| !small(at))? + 1;
    let weapon = scene.weapons[scene.chain(scene.ends_at(end)?)];
    let from = weapon.first.saturating_sub(MODIFIERS).max(start);
    let verb = (from..weapon.first).rev().find(|&at| passage.is_any(at, GIVING))?;
    let plain = (verb + 1..weapon.first).all(|at| {
        let token = passage.tokens[at];
        token.is_word()
            && (at == verb + 1 || passage.is(at, "new") || !token.traits.has(Traits::FUNCTION))
    });
    let after = passage.token(measure.after);
    let ends = !after.is_some_and(Token::is_word)
        || passage.is_any(measure.after, list!("and or but while"))
        || passage.sentence(measure.number).end <= measure.after;
    let far = measure.max_km.or(measure.min_km).is_some_and(|km| km >= 1.0);
    let drives = scene.drives(Some(weapon.found.span));
    let said = plain && ends && far && !drives && is_given_by_source(passage, verb, start);
    said.then_some(Evidence::Owned("distance given to a weapon", weapon.first))
}

/// "State media claim M for the W": a distance right after what a source does, and whose it is.
pub fn claimed_for(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let verb = measure.first.checked_sub(1).filter(|&at| passage.is_any(at, CLAIMING))?;
    let of = measure.after;
    let article = usize::from(passage.is_any(of + 1, list!("the its their this that a an")));
    let weapon = scene.weapons.iter().find(|weapon| weapon.first == of + 1 + article)?;
    let start = passage.sentence(measure.number).start;
    let far = measure.max_km.or(measure.min_km).is_some_and(|km| km >= 1.0);
    let drives = scene.drives(Some(weapon.found.span));
    let bare = !passage.token(weapon.end).is_some_and(Token::is_word)
        || passage.is_any(weapon.end, list!("and or but while"));
    let said = passage.is(of, "for") && bare && far && !drives;
    (said && is_of_source(passage, verb, start))
        .then_some(Evidence::Owned("distance given to a weapon", weapon.first))
}

/// How many words may stand between verb and weapon.
const MODIFIERS: usize = 4;

const GIVING: &WordList = list!("give gives gave");

const CLAIMING: &WordList = list!(
    "give gives gave claim claims claimed quote quotes quoted estimate estimates estimated list lists \
    cite cites cited"
);
